/** The same fault from another call taker joins the open ticket; the clock never starts anew (DOMAIN 7.6). */
import { isOpen } from './evolve.ts'
import { HOUR } from './sop.ts'
import type { Actor, Instant, Report, Ticket, TicketEvent } from './ticket.ts'

/** A report of the same fault joins a ticket that is younger than this. */
const JOINS_WITHIN: Instant = 2 * HOUR

/** Categories in which one position's fault says nothing of another's, unless both name the same place or none. */
const UNNAMED: ReadonlySet<string> = new Set(['lainnya', 'permintaan'])

const place = (unit: string | undefined) => unit?.toLowerCase().replace(/\s+/g, '')

/**
 * The open ticket that a report repeats: application and category match, and the places do not differ. One at the very
 * same place comes first; where several could be meant none is.
 */
export function sameFault(
  tickets: readonly Ticket[],
  report: Report,
  reporter: Actor,
  at: Instant,
): Ticket | undefined {
  if (UNNAMED.has(report.category) || report.application === 'tidak_diketahui') return undefined
  const alike = tickets.filter(
    (ticket) =>
      isOpen(ticket) &&
      ticket.state !== 'awaiting-confirmation' &&
      ticket.reporter.id !== reporter.id &&
      ticket.application === report.application &&
      ticket.category === report.category &&
      (report.impact !== 'kritis' || ticket.impact === 'kritis') &&
      at - ticket.registeredAt < JOINS_WITHIN &&
      (ticket.unit === undefined || report.unit === undefined || place(ticket.unit) === place(report.unit)),
  )
  const here = alike.filter((ticket) => place(ticket.unit) === place(report.unit))
  return here.at(-1) ?? (alike.length === 1 ? alike[0] : undefined)
}

/** A report joins a ticket: both reporters hear the outcome. */
export function join(ticket: Ticket, reporter: Actor, report: Report, at: Instant): TicketEvent {
  return { type: 'ReportJoined', at: Math.max(at, ticket.updatedAt), by: reporter, report }
}

/** The joined report that PECAH means: the sender's own, or for Kepala Seksi the last. */
export function joinedReport(ticket: Ticket, by: Actor): { reporter: Actor; report: Report; at: Instant } | undefined {
  const joined = ticket.joined ?? []
  const own = joined.findLast(({ reporter }) => reporter.id === by.id)
  const all = by.role === 'kepala_seksi' || by.standsInFor === 'kepala_seksi' || by.role === 'supervisor'
  return own ?? (all ? joined.at(-1) : undefined)
}

export function split(ticket: Ticket, reporter: Actor, by: Actor, at: Instant): TicketEvent {
  return { type: 'ReportSplit', at: Math.max(at, ticket.updatedAt), by, reporter }
}
