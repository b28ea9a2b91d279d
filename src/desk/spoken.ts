/** Reports by telephone: what was said stands in the recording alone, until the caller writes it. */
import { isOpen } from './evolve.ts'
import { HOUR, MINUTE } from './sop.ts'
import type { Instant, Report, Ticket } from './ticket.ts'

/** What the caller writes within so much is what was said on the telephone; later it is a report of its own. */
const WORDS_WITHIN: Instant = HOUR
/** Who calls again so soon, with nothing written yet, calls for the same thing. */
const CALLS_WITHIN: Instant = 15 * MINUTE

/** A call at its start: nothing is known but who calls (DOMAIN 7.2). */
export const SPOKEN: Report = {
  application: 'tidak_diketahui',
  category: 'lainnya',
  impact: 'sedang',
  summary: 'Laporan lewat telepon, isi di rekaman',
  description: 'Laporan lewat telepon. Isinya ada di rekaman.',
  onlySpoken: true,
}

const ownSpoken = (tickets: readonly Ticket[], reporterId: number, at: Instant, within: Instant) =>
  tickets.findLast(
    (ticket) =>
      isOpen(ticket) &&
      ticket.onlySpoken === true &&
      // What a caller told who is not in the directory is not written by whoever recorded it.
      ticket.onBehalfOf === undefined &&
      ticket.reporter.id === reporterId &&
      at - ticket.registeredAt < within,
  )

/** The last report that somebody told on the telephone and has not written yet. Tickets come by registration. */
export const awaitsWords = (tickets: readonly Ticket[], reporterId: number, at: Instant): Ticket | undefined =>
  ownSpoken(tickets, reporterId, at, WORDS_WITHIN)

/** The report that another call of the same person belongs to. */
export const calledBefore = (tickets: readonly Ticket[], reporterId: number, at: Instant): Ticket | undefined =>
  ownSpoken(tickets, reporterId, at, CALLS_WITHIN)

/** What the caller's words change. What somebody has set meanwhile, having listened, stays. */
export function inWriting(ticket: Ticket, { onlySpoken: _, onBehalfOf: _of, ...said }: Report): Partial<Report> {
  const { application, category, impact, ...told } = said
  return {
    ...told,
    ...(ticket.application === SPOKEN.application ? { application } : {}),
    ...(ticket.category === SPOKEN.category ? { category } : {}),
    ...(ticket.impact === SPOKEN.impact ? { impact } : {}),
    onlySpoken: false,
  }
}
