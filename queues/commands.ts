/** What was said to be done, carried out: commands on tickets, and requests that concern none. */
import type { Said } from '../bots/understanding/meaning.ts'
import { deadChannels } from '../db/conversations.ts'
import { missingMedia } from '../db/media.ts'
import { lockTickets } from '../db/tickets.ts'
import { covering } from '../src/desk/coverage.ts'
import { actorOf, peopleOf } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { mayBeHanded } from '../src/desk/sop.ts'
import { mayStandIn } from '../src/desk/stand-in.ts'
import type { Command, Ticket } from '../src/desk/ticket.ts'
import type { Outcome } from './act.ts'
import { decideHeld } from './approving.ts'
import { tellWaiting } from './awaiting.ts'
import { changeBlock } from './blocking.ts'
import { type Case, openNumbers, roleOf, visibleTo } from './case.ts'
import { command } from './deciding.ts'
import { mergeTickets, splitReport } from './joining.ts'
import { goOff, goOn, waitingFor } from './leaving.ts'
import { askForNumber } from './number-change.ts'
import { optIn, optOutPerson } from './opting-out.ts'

/** Carries out everything that one message says, in order. */
export async function carryOut(one: Case, saids: readonly Said[]): Promise<Outcome> {
  // All tickets are taken at once, in order of id, so that two messages cannot wait for each other.
  const numbers = new Set(saids.flatMap(({ ticket, other }) => [ticket, other]))
  await lockTickets(
    one.tx,
    one.tickets.filter(({ number }) => numbers.has(number)).map(({ id }) => id),
  )
  let ticketId: number | undefined
  for (const said of saids) {
    const ticket = one.tickets.find(({ number }) => number === said.ticket)
    if (said.intent === 'approve' || said.intent === 'refuse') {
      const registered = await decideHeld(one, said)
      ticketId ??= registered
      continue
    }
    if (ticket) await onTicket(one, said, ticket)
    else if (said.ticket === undefined) await request(one, said)
    else owingNoTicket(one, said.ticket)
    ticketId ??= ticket?.id
  }
  return ticketId === undefined ? {} : { ticketId }
}

function owingNoTicket(one: Case, number: number): void {
  one.owing.answer({ kind: 'no-ticket', number, open: openNumbers(one) })
}

async function onTicket(one: Case, said: Said, ticket: Ticket): Promise<void> {
  const { owing, actor } = one
  if (!actor) return
  const role = roleOf(actor)
  if (said.intent === 'status') {
    const missing = await missingMedia(one.tx, ticket.id)
    return owing.answer({ kind: 'status', ticket: owing.latest(ticket.id) ?? ticket, role, now: one.now, missing })
  }
  if (said.intent === 'split') return splitReport(one, ticket)
  if (said.intent === 'merge') return mergeTickets(one, ticket, said.other)
  const asked = commandFor(one, said, ticket)
  if (!asked) return request(one, said)
  const claimed = said.claimedAt !== undefined && said.claimedAt >= ticket.updatedAt && said.claimedAt <= one.at
  const decided = await command(one, ticket.id, asked, claimed ? (said.claimedAt ?? one.at) : one.at)
  if (!decided.ok) {
    const told =
      decided.refusal.reason === 'not-your-role' && asked.type === 'ResolveTicket'
        ? passOnWord(one, said, decided.ticket)
        : []
    const about = { refusal: decided.refusal, ticket: decided.ticket, role, ...(told.length > 0 ? { told } : {}) }
    return owing.answer({ kind: 'refused', ...about, ...(asked.type === 'ReassignTicket' ? handing(one, said) : {}) })
  }
  if (decided.events.length === 0) return undefined
  if (asked.type === 'CorrectReport') return owing.answer({ kind: 'corrected', ticket: decided.ticket })
  const isUnheard = asked.type === 'EscalateTicket' && decided.ticket.state === 'coordinating' && !(await hears(one))
  const about = { command: asked.type, ticket: decided.ticket, events: decided.events, role }
  owing.answer({ kind: 'done', ...about, ...(isUnheard ? { unheard: true } : {}) })
  const takes = asked.type === 'AcceptTicket' || asked.type === 'AcknowledgeTicket'
  if (takes && one.sender?.optedOut) owing.answer({ kind: 'still-silent' })
}

/** Somebody of the vendor is on duty, wants messages and can be written to. */
async function hears({ tx, members, now, desk }: Case): Promise<boolean> {
  const present = covering('jasnita', members, now, desk.settings.office).filter(({ unreached }) => !unreached)
  const dead = await deadChannels(tx, present)
  return present.some(({ id, channels }) =>
    channels.some((channel) => channel !== 'voice' && !dead.get(id)?.has(channel)),
  )
}

/** SELESAI of somebody who might stand in and does not (any more): whoever is in charge hears it. Their names. */
function passOnWord({ owing, actor, members, now, desk }: Case, said: Said, ticket: Ticket): string[] {
  if (!actor || !isOpen(ticket) || !mayStandIn(actor.role, 'kepala_seksi')) return []
  const inCharge = peopleOf('owner', ticket, members, now, desk.settings.office, new Set())
  const hear = inCharge.filter(({ id }) => id !== actor.id)
  const { text = '' } = said
  for (const person of hear) {
    const role = roleOf(actorOf(person, members, now, desk.settings.office))
    owing.write(person, { kind: 'said-solved', person: actor, ticket, text, role })
  }
  return hear.map(({ name }) => name)
}

/** Whom somebody wanted to hand a ticket to, and whom they may hand it to: staff first. */
function handing({ members, sender, now, desk }: Case, said: Said): { named?: string; mayHave: string[] } {
  const named = said.person?.name ?? said.personName ?? said.text
  const those = members.filter(
    (member) => member.id !== sender?.id && mayBeHanded(actorOf(member, members, now, desk.settings.office)),
  )
  const inOrder = those.toSorted((a, b) => Number(b.role === 'staf') - Number(a.role === 'staf'))
  return { ...(named ? { named } : {}), mayHave: inOrder.map(({ name }) => name) }
}

const wordsOf = ({ text, contact }: Said): { note?: string } => {
  const note = [contact, text].filter(Boolean).join(': ')
  return note ? { note } : {}
}

/** "TUTUP 27 aja ya" gives no reason. */
const NO_REASON = /^(?:(?:saja|aja|sj|aj|ya|dulu|deh|dong|pak|bu|mas|mbak)\b[\s.,!]*)*$/i

/** The command that an intent means for this ticket; undefined for intents that concern no ticket. */
function commandFor(one: Case, said: Said, ticket: Ticket): Command | undefined {
  const words = wordsOf(said)
  const vendorTicket = said.vendorTicket ? { vendorTicket: said.vendorTicket } : {}
  const reason = said.text ? { reason: said.text } : {}
  switch (said.intent) {
    case 'accept':
      return { type: 'AcceptTicket' }
    case 'start_analysis':
      return { type: 'StartAnalysis', ...words }
    case 'start_repair':
      return { type: 'StartRepair', ...words }
    case 'resolved':
    case 'vendor_done': {
      const { cause, action } = said
      return { type: 'ResolveTicket', ...words, ...(cause ? { cause } : {}), ...(action ? { action } : {}) }
    }
    case 'escalate':
      return { type: 'EscalateTicket', ...words }
    case 'coordinated':
      return { type: 'RecordCoordination', ...words, ...vendorTicket }
    case 'vendor_ack':
      return { type: 'AcknowledgeTicket', ...words, ...vendorTicket }
    case 'vendor_eta':
      return { type: 'PromiseEta', ...words, ...(said.eta === undefined ? {} : { eta: said.eta }) }
    case 'vendor_progress':
      return { type: 'ReportProgress', ...words, ...vendorTicket }
    case 'confirm_resolved':
      return { type: 'ConfirmTicket', explicit: said.explicit ?? false, ...words }
    case 'reopen': {
      // While the vendor is being called only the word BUKA itself takes the ticket back.
      const takesBack = ticket.state === 'cancelled' || (ticket.state === 'coordinating' && /\bbuka\b/i.test(one.text))
      return { type: takesBack ? 'ReopenTicket' : 'RejectRepair', ...words }
    }
    case 'note':
      return { type: 'AddNote', note: said.text ?? one.text }
    case 'cancel':
      return { type: 'CancelTicket', ...reason }
    case 'close_without_confirmation':
      return { type: 'CloseTicket', ...(NO_REASON.test(said.text ?? '') ? {} : reason) }
    case 'reassign': {
      const to = one.members.find(({ id }) => id === said.person?.id)
      const actor = to && actorOf(to, one.members, one.now, one.desk.settings.office)
      const until = said.until === undefined ? {} : { until: said.until }
      return { type: 'ReassignTicket', ...(actor ? { to: actor } : {}), ...until, ...words }
    }
    case 'set_impact':
      return { type: 'SetImpact', ...(said.impact ? { impact: said.impact } : {}) }
    case 'correct':
      return { type: 'CorrectReport', change: said.change ?? {} }
    case 'split':
    case 'merge':
    case 'status':
    case 'list_open':
    case 'on_duty':
    case 'off_duty':
    case 'help':
    case 'block':
    case 'unblock':
    case 'opt_out':
    case 'opt_in':
    case 'approve':
    case 'refuse':
    case 'change_number':
      return undefined
    default:
      return said.intent satisfies never
  }
}

/** What concerns no ticket. */
async function request(one: Case, said: Said): Promise<void> {
  const { owing, sender, actor, now, tickets } = one
  if (!sender || !actor) return
  const role = roleOf(actor)
  const open = visibleTo(sender, tickets).filter(isOpen)
  const waiting = one.approvals.map(({ id }) => id)
  switch (said.intent) {
    case 'list_open':
    case 'status':
      return owing.answer({ kind: 'list', tickets: open, role, now, waiting })
    case 'on_duty':
      return goOn(one, said)
    case 'off_duty':
      return goOff(one, said)
    case 'opt_out':
    case 'opt_in':
      return optOut(one, said.intent)
    case 'change_number':
      return askForNumber(one, sender, said.text)
    case 'block':
    case 'unblock':
      return changeBlock(one, said)
    case 'help':
      return owing.answer({ kind: 'help', role, open, waiting })
    default:
      return owing.answer({ kind: 'unclear', role, open })
  }
}

async function optOut(one: Case, intent: 'opt_out' | 'opt_in'): Promise<void> {
  if (intent === 'opt_in') {
    if (one.sender) await tellWaiting(one, 'opted-in', { ...one.sender, optedOut: false })
    else one.owing.answer({ kind: 'opted-in' })
    return optIn(one)
  }
  const last = one.sender && optOutPerson(one, one.sender)
  const left = last && { role: last, tickets: waitingFor(last, one.tickets) }
  one.owing.answer({ kind: 'opted-out', ...(left ? { last: left } : {}) })
}
