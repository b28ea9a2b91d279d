/** From what was meant to what is done: commands go to the pure core, everything is answered. */
import { COMMANDS } from '../bots/understanding/commands.ts'
import type { Meaning } from '../bots/understanding/meaning.ts'
import { messagesIn } from '../db/inbox.ts'
import { isOpen } from '../src/desk/evolve.ts'
import type { Report, Role, Ticket } from '../src/desk/ticket.ts'
import { byUrgency } from '../src/desk/urgency.ts'
import { type Case, openNumbers, visibleTo } from './case.ts'
import { carryOut } from './commands.ts'
import { command } from './deciding.ts'
import { hold, saysNothingYet } from './draft.ts'
import { answerEmergency } from './emergencies.ts'
import { registerReports } from './registering.ts'
import { afterItEnded } from './reopening.ts'
import { actOnStranger } from './strangers.ts'

export interface Outcome {
  /** The messages stay for a report that is still being made. */
  readonly held?: boolean
  readonly ticketId?: number
}

const MINUTE = 60_000
/** A question "which ticket?" waits so long for its answer. */
const QUESTION_WAITS = 15 * MINUTE

/** Acts on a meaning. Everything it owes is in `one.owing`. */
export async function act(one: Case, meaning: Meaning): Promise<Outcome> {
  const { owing, sender } = one
  if (!sender) return actOnStranger(one, meaning)
  switch (meaning.kind) {
    case 'report':
      return actOnReport(one, meaning)
    case 'fragment':
      return joinFragment(one, meaning)
    case 'said':
      if (one.question && one.question.kind !== 'notice') owing.ask(sender.id, null)
      return carryOut(one, meaning.said)
    case 'which-ticket': {
      const tickets = one.tickets.filter(({ number }) => meaning.tickets.includes(number)).sort(byUrgency)
      owing.answer({ kind: 'which-ticket', tickets, word: wordFor(meaning.said[0]?.intent) })
      const until = one.now + QUESTION_WAITS
      const numbers = tickets.map(({ number }) => number)
      owing.ask(sender.id, { kind: 'which-ticket', tickets: numbers, said: meaning.said, until })
      return {}
    }
    case 'no-ticket': {
      const followed = await afterItEnded(one, meaning)
      if (followed) return followed
      const { number } = meaning
      owing.answer({ kind: 'no-ticket', open: openNumbers(one), ...(number === undefined ? {} : { number }) })
      return {}
    }
    case 'offer-note': {
      const { ticket, text } = meaning
      owing.answer({ kind: 'offer-note', number: ticket, text })
      owing.ask(sender.id, { kind: 'note-it', ticket, text, until: one.now + QUESTION_WAITS })
      return {}
    }
    case 'needs-words':
      if (await isMakingReport(one)) return keep(one, meaning)
      return askForWords(one, meaning)
    case 'emergency':
      return answerEmergency(one)
    case 'unclear':
      if (await isMakingReport(one)) return keep(one, meaning)
      owing.answer({ kind: 'unclear', role: sender.role, open: perhapsMeant(one) })
      return {}
    case 'stranger':
    case 'nothing':
      return {}
    default:
      return meaning satisfies never
  }
}

/** Open tickets that the sender may know of; where numbers of some were typed, those alone. */
function perhapsMeant({ sender, tickets, text }: Case): Ticket[] {
  const typed = new Set(text.match(/\d{1,5}/g)?.map(Number))
  const open = visibleTo(sender, tickets).filter(isOpen)
  const named = open.filter(({ number }) => typed.has(number))
  return named.length > 0 ? named : open
}

async function keep(one: Case, meaning: Meaning, quietMs?: number): Promise<Outcome> {
  await hold(one, meaning, quietMs)
  return { held: true }
}

const isMakingReport = async (one: Case) => (await messagesIn(one.tx, one.conversation.id, 'held', 1)).length > 0

async function actOnReport(one: Case, meaning: Extract<Meaning, { kind: 'report' }>): Promise<Outcome> {
  const vague = meaning.reports.every((report) => report.vague)
  const atOnce = (meaning.keyword && !vague) || meaning.reports.some(({ critical }) => critical)
  if (!atOnce) return keep(one, meaning)
  // The picture or the greeting before it belongs to it: together they are looked at now.
  if (meaning.reports.length === 1 && (await saysNothingYet(one))) return keep(one, meaning, 0)
  const ticketId = await registerReports(one, meaning.reports, one.at)
  return ticketId === undefined ? {} : { ticketId }
}

/** A picture or voice note alone: it is kept, words are asked for, and without them it is reported as it is. */
async function askForWords(one: Case, meaning: Extract<Meaning, { kind: 'needs-words' }>): Promise<Outcome> {
  const { owing, sender, at } = one
  owing.answer({ kind: 'needs-words', media: meaning.media })
  if (!sender || !REPORTERS.has(sender.role)) return {}
  const { completeWithinMs } = one.desk.settings.intake
  owing.ask(sender.id, { kind: 'what-is-wrong', until: at + completeWithinMs })
  await hold(one, meaning, completeWithinMs)
  return { held: true }
}

export const REPORTERS: ReadonlySet<Role> = new Set<Role>(['call_taker', 'supervisor', 'staf'])

/** What people print in hints for an intent. */
const wordFor = (intent: string | undefined) => COMMANDS.find((row) => row.intent === intent)?.word ?? ''

/** More words for the report in the making, or for the ticket that was just registered. */
async function joinFragment(one: Case, meaning: Extract<Meaning, { kind: 'fragment' }>): Promise<Outcome> {
  if (await isMakingReport(one)) return keep(one, meaning)
  const ticket = one.recent ?? one.tickets.find(({ id }) => id === one.conversation.recentTicketId)
  if (!ticket || !isOpen(ticket)) return keep(one, meaning)
  let decided = await command(one, ticket.id, { type: 'AddNote', note: meaning.text }, one.at)
  const change = lacking(ticket, meaning.adds ?? {})
  if (decided.ok && change) decided = await command(one, ticket.id, { type: 'CorrectReport', change }, one.at)
  if (decided.ok) one.owing.answer({ kind: 'added', ticket: decided.ticket })
  return { ticketId: ticket.id }
}

/** Of what is told later, that which the report does not say yet; what it says already is only changed by RALAT. */
function lacking(ticket: Ticket, adds: Partial<Report>): Partial<Report> | undefined {
  const { occurredAt, occurredAtInferred, ...others } = adds
  const missing = Object.fromEntries(
    Object.entries(others).filter(([field]) => ticket[field as keyof Report] === undefined),
  )
  const when = ticket.occurredAt === undefined && occurredAt !== undefined
  const change = {
    ...missing,
    ...(when ? { occurredAt, ...(occurredAtInferred === undefined ? {} : { occurredAtInferred }) } : {}),
  }
  return Object.keys(change).length === 0 ? undefined : change
}
