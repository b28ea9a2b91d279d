/**
 * A notice that had to wait is not sent any more when its step or its ticket has ended, or when a later one says more;
 * nor does it go on to others once its person has shown that it reached them.
 */
import { and, eq, gt } from 'drizzle-orm'
import type { Queryable } from '../db/database.ts'
import { isFollowed, type OutboxRow } from '../db/outbox.ts'
import { inbox, tickets } from '../db/schema.ts'
import { firstOf, newerGone } from '../db/unsent.ts'
import { isOpen, runningStep } from '../src/desk/evolve.ts'
import { TOPICS, type Topic } from '../src/desk/notices.ts'
import type { Instant, Ticket } from '../src/desk/ticket.ts'

/** A message that goes out sooner has waited for nothing. */
export const WAITED: Instant = 60_000

const REMINDERS: readonly Topic[] = [
  'reminder',
  'overdue',
  'analysis-over',
  'decide-please',
  'call-vendor',
  'eta-reached',
]
/** They ask for the step that runs. */
export const OF_STEP: ReadonlySet<string> = new Set<Topic>([...REMINDERS, 'forgotten', 'confirm-please'])
/** They ask for something on the ticket. */
export const OF_TICKET: ReadonlySet<string> = new Set<string>([
  ...OF_STEP,
  'new-report',
  'report-completed',
  'vendor-called',
  'handed-over',
  'your-step-again',
  'unreached',
] satisfies string[])

/** They say how a ticket stands. */
const TELLS: ReadonlySet<string> = new Set<string>([...TOPICS, 'done', 'status'])

/** `ticket`: the one that the message is about, as it stands now; absent where there are several. */
export async function isOutdated(
  db: Queryable,
  row: OutboxRow,
  ticket: Ticket | undefined,
  now: Instant,
): Promise<boolean> {
  if (row.state !== 'queued') return false
  const writtenAt = await firstWrittenAt(db, row)
  const hasWaited = now - writtenAt >= WAITED
  if ((hasWaited || row.code !== null) && (await isOvertaken(db, row))) return true
  if (!hasWaited || !OF_TICKET.has(row.topic)) return false
  if (ticket && !isOpen(ticket)) return true
  if (ticket && OF_STEP.has(row.topic) && movedOn(ticket, writtenAt)) return true
  return REMINDERS.some((topic) => topic === row.topic) && (await isFollowed(db, row, REMINDERS))
}

/**
 * The person has a later message about the same ticket: what asks for something on it is not sent after one that asks
 * likewise, nor any notice once the ticket has moved on.
 */
export async function isOvertaken(db: Queryable, row: OutboxRow): Promise<boolean> {
  if (!TELLS.has(row.topic)) return false
  const first = await firstOf(db, row)
  const newer = (await newerGone(db, row, first)).filter(({ topic }) => TELLS.has(topic))
  if (newer.length === 0) return false
  if (OF_TICKET.has(row.topic) && newer.some(({ topic }) => OF_TICKET.has(topic))) return true
  const [about] = row.ticketId === null ? [] : await db.select().from(tickets).where(eq(tickets.id, row.ticketId))
  return about !== undefined && !isLast(about.ticket, row.topic) && movedOn(about.ticket, first.createdAt)
}

/** How a ticket ended is told however late. */
const isLast = (ticket: Ticket, topic: string) => !isOpen(ticket) && (topic === 'closed' || topic === 'cancelled')

/** The person wrote on that line since, or the ticket has moved on: nobody else has to hear of it in their place. */
export async function isAnswered(db: Queryable, row: OutboxRow): Promise<boolean> {
  const writtenAt = await firstWrittenAt(db, row)
  const ofLine = and(eq(inbox.conversationId, row.conversationId), gt(inbox.receivedAt, writtenAt))
  const [wrote] = await db.select({ id: inbox.id }).from(inbox).where(ofLine).limit(1)
  if (wrote) return true
  const [about] = row.ticketId === null ? [] : await db.select().from(tickets).where(eq(tickets.id, row.ticketId))
  return about !== undefined && OF_TICKET.has(row.topic) && movedOn(about.ticket, writtenAt)
}

const movedOn = (ticket: Ticket, since: Instant) => !isOpen(ticket) || (runningStep(ticket)?.startedAt ?? 0) > since

/** What is sent again is a message of its own, as old as the first. */
const firstWrittenAt = async (db: Queryable, row: OutboxRow): Promise<Instant> => (await firstOf(db, row)).createdAt
