/** The fault of a ticket that has ended is back: the ticket is opened again, or a new report names it (DESIGN section 5). */
import type { Meaning } from '../bots/understanding/meaning.ts'
import { findTicket, lockTickets, ticketsAtHand } from '../db/tickets.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { sameFault } from '../src/desk/joining.ts'
import { REOPEN_WITHIN } from '../src/desk/sop.ts'
import type { Role, Ticket } from '../src/desk/ticket.ts'
import type { Outcome } from './act.ts'
import { type Case, roleOf } from './case.ts'
import { command } from './deciding.ts'
import { joinTicket, newTicket } from './registering.ts'

const REPORT: ReadonlySet<Role> = new Set<Role>(['call_taker', 'supervisor', 'staf', 'kepala_seksi'])

/** "BELUM 27" and what follows it. */
const NOT_YET = /^\s*(?:belum|belom|blum|blm)[\s.,:#-]*(?:(?:no|nomor|tiket)\b[\s.,:#-]*)?(\d+)\b[\s.,:#-]*/i

/** BELUM with the number of a closed ticket says what BUKA says (DOMAIN 4.2). */
export function saidAgain(one: Case, meaning: Meaning): Meaning {
  const noted = meaning.kind === 'said' && meaning.said.every(({ intent }) => intent === 'note')
  const found = noted || meaning.kind === 'offer-note' ? NOT_YET.exec(one.text) : null
  const ticket = one.tickets.find(({ number, state }) => number === Number(found?.[1]) && state === 'closed')
  if (!found || !ticket) return meaning
  const text = one.text.slice(found[0].length).trim()
  const said = { intent: 'reopen', ticket: ticket.number, ...(text ? { text } : {}) } as const
  return { kind: 'said', said: [said], because: [`"${found[0].trim()}": tiket ${ticket.number} sudah ditutup, BUKA`] }
}

/** A ticket that ended more than a day ago: STATUS is answered; BUKA or BELUM make a new report that names the old. */
export async function afterItEnded(
  one: Case,
  { said, number }: Extract<Meaning, { kind: 'no-ticket' }>,
): Promise<Outcome | undefined> {
  const { sender, owing } = one
  const old = number === undefined ? undefined : await findTicket(one.tx, number)
  if (!old || !sender || (sender.role === 'jasnita' && !old.vendor)) return undefined
  const asks = (intent: string) => said.some((each) => each.intent === intent)
  if (asks('status')) {
    owing.answer({ kind: 'status', ticket: old, role: sender.role, now: one.now })
    return { ticketId: old.id }
  }
  if (!asks('reopen') || !REPORT.has(sender.role) || old.state !== 'closed') return undefined
  const ticketId = await registerAgain(one, old, said.find(({ intent }) => intent === 'reopen')?.text)
  return ticketId === undefined ? {} : { ticketId }
}

/** A new ticket that names the old; where one stands for the fault already, that one is meant. */
async function registerAgain(one: Case, old: Ticket, words: string | undefined): Promise<number | undefined> {
  const { actor, owing, at, conversation, tx, now } = one
  if (!actor) return undefined
  // Of two who say it at once the second finds the ticket of the first.
  await lockTickets(tx, [old.id])
  const tickets = owing.atHand(await ticketsAtHand(tx, now, REOPEN_WITHIN))
  const again = tickets.findLast((ticket) => repeats(ticket, old))
  if (again) return meantAgain(one, again, words)
  const { application, category, impact, summary, unit } = old
  const description = [`Lanjutan tiket ${old.number} (${old.reference}).`, words ?? '', old.description]
    .filter(Boolean)
    .join(' ')
  const report = { application, category, impact, summary, description, ...(unit ? { unit } : {}) }
  const twin = sameFault(tickets, report, actor, at)
  const joined = twin && (await joinTicket(one, twin.id, actor, report))
  if (joined) return joined.id
  const fresh = { report, reporter: actor, channel: conversation.channel, reportedAt: at, at, follows: old.number }
  const ticket = await newTicket(one, fresh)
  owing.answer({ kind: 'registered', ticket, impactReason: `kendala tiket ${old.number} muncul lagi` })
  return ticket.id
}

const repeats = ({ follows, registeredAt, state, closedAs }: Ticket, old: Ticket) =>
  follows === old.number &&
  registeredAt >= (old.closedAt ?? 0) &&
  state !== 'cancelled' &&
  closedAs !== 'duplicate' &&
  closedAs !== 'false-report'

/** While it is worked on the words join the ticket that repeats the old; after its repair they say BELUM of it. */
async function meantAgain(one: Case, again: Ticket, words: string | undefined): Promise<number> {
  const { actor, owing, at, text } = one
  if (!actor) return again.id
  const isOwn = [again.reporter, again.recordedBy, ...(again.joined ?? []).map(({ reporter }) => reporter)].some(
    (reporter) => reporter?.id === actor.id,
  )
  const repaired = !isOpen(again) || again.state === 'awaiting-confirmation'
  if (!repaired && !isOwn) {
    const { application, category, impact, summary } = again
    const report = { application, category, impact, summary, description: text }
    if (await joinTicket(one, again.id, actor, report)) return again.id
  }
  const asked = repaired
    ? ({ type: 'RejectRepair', ...(words ? { note: words } : {}) } as const)
    : ({ type: 'AddNote', note: text } as const)
  const decided = await command(one, again.id, asked, at)
  const { ticket } = decided
  const role = roleOf(actor)
  if (!decided.ok) owing.answer({ kind: 'refused', refusal: decided.refusal, ticket, role })
  else if (!repaired) owing.answer({ kind: 'added', ticket })
  else owing.answer({ kind: 'done', command: asked.type, ticket, events: decided.events, role })
  return again.id
}
