/** Several answers to one message, said as one. */
import type { Reply } from '../bots/wording/telling.ts'
import type { Ticket } from '../src/desk/ticket.ts'

/** Said along with something that says more: "ok sy cek dulu" is answered as one. */
const ALONG = new Set<string>(['NoteAdded', 'AnalysisStarted', 'ProgressReported', 'VendorAcknowledged'])

export function withoutEchoes(replies: readonly Reply[]): readonly Reply[] {
  const echoes = (reply: Reply) => reply.kind === 'done' && reply.events.every(({ type }) => ALONG.has(type))
  const says = (ticketId: number) =>
    replies.some((one) => one.kind === 'done' && one.ticket.id === ticketId && !echoes(one))
  return replies.filter((reply) => !(reply.kind === 'done' && echoes(reply) && says(reply.ticket.id)))
}

/** The tickets that an answer is about. */
export function ticketsOf(reply: Reply): readonly Ticket[] {
  if (reply.kind === 'held-decided' || reply.kind === 'held-settled' || reply.kind === 'stranger-outcome')
    return reply.tickets
  if (reply.kind === 'gap') return reply.waiting ?? []
  if (reply.kind === 'unreached') return reply.ticket ? [reply.ticket] : []
  return 'ticket' in reply ? [reply.ticket] : 'into' in reply ? [reply.into] : []
}
