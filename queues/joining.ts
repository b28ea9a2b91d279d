/** PECAH and GABUNG: one fault reported twice, or two taken for one (DOMAIN 7.6). */
import { evolve, isOpen } from '../src/desk/evolve.ts'
import { join, joinedReport, split } from '../src/desk/joining.ts'
import type { Command, Report, Ticket } from '../src/desk/ticket.ts'
import { type Case, openNumbers } from './case.ts'
import { command } from './deciding.ts'
import { newTicket } from './registering.ts'

/** PECAH: a joined report becomes a ticket of its own; its clock starts now, its report keeps its time. */
export async function splitReport(one: Case, ticket: Ticket): Promise<void> {
  const { owing, actor, conversation, now } = one
  if (!actor) return
  const known = owing.latest(ticket.id) ?? ticket
  const joined = joinedReport(known, actor)
  if (!joined) return owing.answer({ kind: 'unclear', role: actor.role, open: [known] })
  const { reporter, report, at: reportedAt } = joined
  const event = split(known, reporter, actor, one.at)
  owing.record({ ticket: evolve(known, event), events: [event] })
  const recorded = reporter.id === actor.id ? {} : { recordedBy: actor }
  const fresh = await newTicket(one, {
    report,
    reporter,
    ...recorded,
    channel: conversation.channel,
    reportedAt,
    at: Math.min(one.at, now),
  })
  owing.answer({ kind: 'split', ticket: fresh, from: known.number })
}

/** GABUNG: the younger ticket ends as a duplicate of the older, whose clock runs on; all reporters hear the outcome. */
export async function mergeTickets(one: Case, first: Ticket, otherNumber: number | undefined): Promise<void> {
  const { owing, actor, tickets } = one
  const second = tickets.find(({ number }) => number === otherNumber)
  if (!actor) return
  if (!second || second.id === first.id || !isOpen(first)) {
    return owing.answer({ kind: 'no-ticket', number: otherNumber ?? first.number, open: openNumbers(one) })
  }
  // A fault that is still there does not end with a ticket that has ended.
  if (!isOpen(second)) {
    const refusal = { reason: 'already-ended', command: 'CloseTicket', state: second.state } as const
    return owing.answer({ kind: 'refused', refusal, ticket: second, role: actor.role })
  }
  const [into, other] = first.registeredAt <= second.registeredAt ? [first, second] : [second, first]
  const reason = `digabung ke tiket ${into.number}`
  const isSection = actor.role === 'kepala_seksi' || actor.standsInFor === 'kepala_seksi'
  const ending: Command = isSection
    ? { type: 'CloseTicket', as: 'duplicate', reason }
    : { type: 'CancelTicket', reason }
  const ended = await command(one, other.id, ending, one.at)
  if (!ended.ok)
    return owing.answer({ kind: 'refused', refusal: ended.refusal, ticket: ended.ticket, role: actor.role })
  const known = owing.latest(into.id) ?? into
  const { reporter, joined = [] } = other
  const events = [{ reporter, report: other as Report }, ...joined].map(({ reporter: by, report }) =>
    join(known, by, reportOf(report), one.at),
  )
  const merged = events.reduce<Ticket>(evolve, known)
  owing.record({ ticket: merged, events })
  owing.answer({ kind: 'merged', into: merged, other: other.number })
}

const reportOf = ({ application, category, impact, summary, description, unit, occurredAt }: Report): Report => ({
  application,
  category,
  impact,
  summary,
  description,
  ...(unit ? { unit } : {}),
  ...(occurredAt === undefined ? {} : { occurredAt }),
})
