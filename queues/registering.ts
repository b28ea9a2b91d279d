/** SOP step 1: what was understood becomes tickets. */
import type { ReportSaid } from '../bots/understanding/meaning.ts'
import { updateConversation } from '../db/conversations.ts'
import { issueNumber, lockTickets, nextTicketId, TEST_YEAR } from '../db/tickets.ts'
import { evolve, isOpen } from '../src/desk/evolve.ts'
import { join, sameFault } from '../src/desk/joining.ts'
import { localYear, referenceOf, register } from '../src/desk/register.ts'
import { inWriting } from '../src/desk/spoken.ts'
import type { Actor, Channel, Instant, Report, Ticket } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import { command } from './deciding.ts'
import { testReference } from './testers.ts'

/** For so long after its registration the sender's further fragments join a ticket (DESIGN section 5). */
const FRAGMENTS_JOIN_FOR = 5 * 60_000

/** Registers each report and answers the sender. Returns the id of the first ticket. */
export async function registerReports(
  one: Case,
  reports: readonly ReportSaid[],
  at: Instant,
): Promise<number | undefined> {
  let first: number | undefined
  for (const said of reports) {
    const ticket = await registerReport(one, said, at)
    first ??= ticket?.id
  }
  if (first !== undefined) {
    await updateConversation(one.tx, one.conversation.id, {
      recentTicketId: first,
      recentUntil: at + FRAGMENTS_JOIN_FOR,
    })
  }
  return first
}

async function registerReport(one: Case, said: ReportSaid, at: Instant): Promise<Ticket | undefined> {
  const { actor, owing } = one
  if (!actor) return undefined
  const { impactReason, reporter: named, byTelephone, calledAt, vague: _vague, critical: _critical, ...report } = said
  const reporter: Actor = named ?? actor
  const spoken = reporter.id === actor.id && !byTelephone && !report.onBehalfOf ? one.spoken : undefined
  const written = spoken && (await putInWriting(one, spoken.id, said, at))
  if (written) return written
  const twin = sameFault(one.owing.atHand(one.tickets), report, reporter, at)
  const joined = twin && (await joinTicket(one, twin.id, reporter, report, at))
  if (joined) return joined
  const firstAt = Math.min(one.rows[0]?.at ?? at, at)
  const ticket = await newTicket(one, {
    report,
    reporter,
    ...(reporter.id === actor.id && !byTelephone ? {} : { recordedBy: actor }),
    channel: byTelephone ? 'voice' : one.conversation.channel,
    reportedAt: calledAt !== undefined && calledAt <= at ? calledAt : firstAt,
    at,
  })
  owing.answer({ kind: 'registered', ticket, impactReason, ...(byTelephone ? { byTelephone } : {}) })
  return ticket
}

/**
 * What was told on the telephone stands in words now: they correct the ticket of the call instead of making another.
 * Words that say nothing are noted, and better ones waited for. Undefined: the ticket takes them no more.
 */
async function putInWriting(one: Case, ticketId: number, said: ReportSaid, at: Instant): Promise<Ticket | undefined> {
  const { owing, tx } = one
  const known = owing.latest(ticketId) ?? (await lockTickets(tx, [ticketId])).get(ticketId)
  if (!known?.onlySpoken || !isOpen(known)) return undefined
  const {
    impactReason: _reason,
    reporter: _by,
    byTelephone: _call,
    calledAt: _at,
    vague,
    critical: _,
    ...report
  } = said
  const asked = vague
    ? ({ type: 'AddNote', note: said.description } as const)
    : ({ type: 'CorrectReport', change: inWriting(known, report) } as const)
  const decided = await command(one, ticketId, asked, at)
  if (!decided.ok) return undefined
  owing.answer(
    vague ? { kind: 'added', ticket: decided.ticket } : { kind: 'corrected', ticket: decided.ticket, completed: true },
  )
  return decided.ticket
}

/** Joins a report to an open ticket, as it stands now, and answers the sender; undefined when it has ended meanwhile. */
export async function joinTicket(
  one: Case,
  ticketId: number,
  reporter: Actor,
  report: Report,
  at = one.at,
): Promise<Ticket | undefined> {
  const ticket = await joinQuietly(one, ticketId, reporter, report, at)
  if (ticket) one.owing.answer({ kind: 'joined', ticket, summary: report.summary })
  return ticket
}

/** The same without an answer. */
export async function joinQuietly(
  { tx, owing }: Case,
  ticketId: number,
  reporter: Actor,
  report: Report,
  at: Instant,
): Promise<Ticket | undefined> {
  const held = (await lockTickets(tx, [ticketId])).get(ticketId)
  const known = owing.latest(ticketId) ?? held
  if (!known || !isOpen(known)) return undefined
  const event = join(known, reporter, report, at)
  const ticket = evolve(known, event)
  owing.record({ ticket, events: [event] })
  return ticket
}

export interface NewTicket {
  readonly report: Report
  readonly reporter: Actor
  readonly recordedBy?: Actor
  readonly channel: Channel
  readonly reportedAt: Instant
  readonly at: Instant
  readonly follows?: number
}

/** Issues the number and records the registration; who hears of it stands in the notice table. */
export async function newTicket(one: Case, fresh: NewTicket): Promise<Ticket> {
  const { desk, tx, owing, isTest } = one
  const { office, numbering } = desk.settings
  const year = isTest ? TEST_YEAR : localYear(fresh.at, office)
  const number = await issueNumber(tx, year)
  const reference = isTest ? testReference(number) : referenceOf(number, fresh.at, numbering.format, office)
  const test = isTest ? { test: true as const } : {}
  const event = register({ ...fresh, ...test, id: await nextTicketId(tx), number, year, reference }, office)
  owing.record({ ticket: event.ticket, events: [event] })
  return event.ticket
}
