/** Which ticket comes first where several are listed: impact changes the order, never a deadline (DOMAIN 1.6 row 15). */
import { runningStep } from './evolve.ts'
import { IMPACTS, type Ticket } from './ticket.ts'

const dueAt = (ticket: Ticket) => runningStep(ticket)?.dueAt ?? Number.MAX_SAFE_INTEGER

/** Worst impact first, then the earliest deadline of the running step (none comes last), then the number. */
export const byUrgency = (a: Ticket, b: Ticket): number =>
  IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact) || dueAt(a) - dueAt(b) || a.number - b.number
