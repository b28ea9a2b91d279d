/** A reminder that had to wait is not sent any more when its step has ended, or when a later one says more. */
import type { Database } from '../db/database.ts'
import { isFollowed, type OutboxRow } from '../db/outbox.ts'
import { isOpen, runningStep } from '../src/desk/evolve.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Instant, Ticket } from '../src/desk/ticket.ts'

/** A message that goes out sooner has waited for nothing. */
const WAITED: Instant = 60_000

const REMINDERS: readonly Topic[] = [
  'reminder',
  'overdue',
  'analysis-over',
  'decide-please',
  'call-vendor',
  'eta-reached',
]

/** `ticket`: the one that the message is about, as it stands now; absent where there are several. */
export async function isOutdated(
  db: Database,
  row: OutboxRow,
  ticket: Ticket | undefined,
  now: Instant,
): Promise<boolean> {
  const isReminder = REMINDERS.some((topic) => topic === row.topic)
  if (row.state !== 'queued' || !isReminder || now - row.createdAt < WAITED) return false
  if (ticket && (!isOpen(ticket) || (runningStep(ticket)?.startedAt ?? 0) > row.createdAt)) return true
  return isFollowed(db, row, REMINDERS)
}
