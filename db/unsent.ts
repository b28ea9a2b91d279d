/** Messages of one person that could not go out yet, on whichever line. */
import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, min, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { chainOf, type OutboxRow } from './outbox.ts'
import { due, type OutboxState, outbox } from './schema.ts'

/** The second half is what the index of waiting messages stands on. */
const queuedOf = (personId: number) =>
  and(eq(outbox.personId, personId), eq(outbox.state, 'queued'), sql`state in ('queued', 'sending', 'unknown')`)

export async function unsentOf(db: Queryable, personId: number): Promise<OutboxRow[]> {
  return db.select().from(outbox).where(queuedOf(personId)).orderBy(asc(outbox.id))
}

/** The same, held until the transaction ends. */
export async function holdUnsent(tx: Transaction, personId: number): Promise<OutboxRow[]> {
  return tx.select().from(outbox).where(queuedOf(personId)).orderBy(asc(outbox.id)).for('update')
}

/** What is sent again is as old as the first. */
export async function firstOf(db: Queryable, row: OutboxRow): Promise<OutboxRow> {
  const [first = row] = row.insteadOf === null ? [row] : await chainOf(db, row.id)
  return first
}

/** The message that was written to a person at that instant as the last. */
export async function writtenAt(tx: Transaction, personId: number, at: Instant): Promise<OutboxRow | undefined> {
  const [row] = await tx
    .select()
    .from(outbox)
    .where(and(eq(outbox.personId, personId), eq(outbox.createdAt, at)))
    .orderBy(desc(outbox.id))
    .limit(1)
  return row
}

/** When the first of these messages is told to others, should it not have arrived by then. */
export async function firstLimit(tx: Transaction, outboxIds: readonly number[]): Promise<Instant | undefined> {
  const [row] = await tx
    .select({ at: min(due.dueAt) })
    .from(due)
    .where(and(eq(due.kind, 'receipt'), isNull(due.doneAt), inArray(due.outboxId, [...outboxIds])))
  return row?.at ?? undefined
}

/** What was refused on a channel for the same reason is tried again now. Returns its conversations. */
export async function wakeRefused(db: Queryable, channel: Channel, code: string, now: Instant): Promise<number[]> {
  const refused = sql`(select id from outbox where state = 'queued' and state in ('queued', 'sending', 'unknown')
    and gateway is null and channel = ${channel} and code = ${code})`
  const rows = await db
    .update(due)
    .set({ dueAt: now })
    .where(
      and(
        eq(due.kind, 'send'),
        isNull(due.doneAt),
        isNull(due.notBefore),
        gt(due.dueAt, now),
        sql`${due.outboxId} in ${refused}`,
      ),
    )
    .returning({ conversationId: due.conversationId })
  return [...new Set(rows.flatMap(({ conversationId }) => conversationId ?? []))]
}

const GONE: readonly OutboxState[] = ['sending', 'unknown', 'sent', 'delivered', 'read']

/** Messages that were written to the person after this one, tell of all its tickets, and have gone out. */
export async function newerGone(db: Queryable, row: OutboxRow, first: OutboxRow): Promise<OutboxRow[]> {
  if (row.personId === null || row.aboutTickets.length === 0) return []
  const rows = await db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.personId, row.personId),
        gt(outbox.id, first.id),
        inArray(outbox.state, [...GONE]),
        arrayContains(outbox.aboutTickets, row.aboutTickets),
      ),
    )
  const firsts = await Promise.all(rows.map((one) => firstOf(db, one)))
  return rows.filter((_, index) => (firsts[index]?.id ?? 0) > first.id)
}
