/** Whatever waits is a row (DESIGN rule 4). */
import { and, asc, eq, gt, inArray, isNull, lte, max, min, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Now } from './clock.ts'
import type { Queryable, Transaction } from './database.ts'
import { type DueKind, due } from './schema.ts'

export type DueRow = typeof due.$inferSelect
export interface NextMoment {
  readonly ticketId: number
  readonly dueAt: Instant | undefined
}

const isOpen = isNull(due.doneAt)
/** Due by both clocks. */
const isDue = (now: Now) =>
  and(isOpen, lte(due.dueAt, now.desk), or(isNull(due.notBefore), lte(due.notBefore, now.wall)))

const iso = (at: Instant) => new Date(at).toISOString()

/** Of a message by its id: its next try or look-up lies ahead. */
export const triedLater = (outboxId: SQL, now: Now) =>
  sql`exists (select 1 from due d where d.kind = 'send' and d.done_at is null and d.outbox_id = ${outboxId}
    and (d.due_at > ${iso(now.desk)} or d.not_before > ${iso(now.wall)}))`

/**
 * Rows that wall time holds back no longer than until then. A look-up is not among them before its time: whoever waits
 * for what is due does not wait for a provider's list.
 */
export const opensBy = (wall: Instant, until: Instant) =>
  sql`(not_before is null or not_before <= ${iso(wall)} or (not_before <= ${iso(until)} and not (kind = 'send'
    and exists (select 1 from outbox o where o.id = outbox_id and o.state = 'unknown'))))`

/** Each ticket has one next moment: the old rows are done, the new ones are written. */
export async function replaceMoments(tx: Transaction, moments: readonly NextMoment[], now: Instant): Promise<DueRow[]> {
  if (moments.length === 0) return []
  await tx
    .update(due)
    .set({ doneAt: now })
    .where(
      and(
        eq(due.kind, 'moment'),
        isOpen,
        inArray(
          due.ticketId,
          moments.map(({ ticketId }) => ticketId),
        ),
      ),
    )
  const values = moments.flatMap(({ ticketId, dueAt }) =>
    dueAt === undefined ? [] : [{ kind: 'moment' as const, ticketId, dueAt }],
  )
  return values.length === 0 ? [] : tx.insert(due).values(values).returning()
}

/** Opens a conversation's quiet window, or moves its end. */
export async function setWindow(tx: Transaction, conversationId: number, dueAt: Instant): Promise<DueRow[]> {
  return tx
    .insert(due)
    .values({ kind: 'quiet', conversationId, dueAt })
    .onConflictDoUpdate({
      target: due.conversationId,
      targetWhere: sql`kind = 'quiet' and done_at is null`,
      set: { dueAt },
    })
    .returning()
}

export async function openWindow(db: Queryable, conversationId: number): Promise<DueRow | undefined> {
  const [row] = await db
    .select()
    .from(due)
    .where(and(eq(due.kind, 'quiet'), isOpen, eq(due.conversationId, conversationId)))
  return row
}

export async function closeWindow(tx: Transaction, conversationId: number, now: Instant): Promise<void> {
  await tx
    .update(due)
    .set({ doneAt: now })
    .where(and(eq(due.kind, 'quiet'), isOpen, eq(due.conversationId, conversationId)))
}

/** When a message that could not be sent is tried (or looked up) next. `notBefore`: in wall time. */
export async function setRetry(
  tx: Queryable,
  conversationId: number,
  outboxId: number,
  dueAt: Instant,
  notBefore: Instant | null = null,
): Promise<DueRow[]> {
  // Also the line may be another one than before.
  const set = { conversationId, dueAt, notBefore }
  return tx
    .insert(due)
    .values({ kind: 'send', outboxId, ...set })
    .onConflictDoUpdate({ target: due.outboxId, targetWhere: sql`kind = 'send' and done_at is null`, set })
    .returning()
}

/** Nothing of these messages is waited for any more. */
export async function endWaiting(tx: Queryable, outboxIds: readonly number[], now: Instant): Promise<void> {
  if (outboxIds.length === 0) return
  await tx
    .update(due)
    .set({ doneAt: now })
    .where(and(isOpen, inArray(due.outboxId, [...outboxIds])))
}

/** A person is told what waits for them at `dueAt`, or earlier where that was set already. */
export async function setDigests(
  tx: Transaction,
  digests: readonly { readonly personId: number; readonly dueAt: Instant }[],
): Promise<DueRow[]> {
  if (digests.length === 0) return []
  return tx
    .insert(due)
    .values(digests.map((one) => ({ kind: 'digest' as const, ...one })))
    .onConflictDoUpdate({
      target: due.personId,
      targetWhere: sql`kind = 'digest' and done_at is null`,
      set: { dueAt: sql`least(${due.dueAt}, excluded.due_at)` },
    })
    .returning()
}

const digestsDue = (now: Instant) => and(eq(due.kind, 'digest'), isOpen, lte(due.dueAt, now))

/** People whose digest is due; each is told once. */
export async function takeDigests(tx: Transaction, now: Instant): Promise<number[]> {
  const rows = await tx.update(due).set({ doneAt: now }).where(digestsDue(now)).returning({ personId: due.personId })
  return rows.flatMap(({ personId }) => (personId === null ? [] : [personId])).sort((a, b) => a - b)
}

/** When an attachment is fetched, or tried again. */
export async function setFetch(tx: Transaction, mediaId: number, dueAt: Instant): Promise<DueRow[]> {
  return tx
    .insert(due)
    .values({ kind: 'media', mediaId, dueAt })
    .onConflictDoUpdate({ target: due.mediaId, targetWhere: sql`kind = 'media' and done_at is null`, set: { dueAt } })
    .returning()
}

/** The attachment is there, or given up. */
export async function endFetch(tx: Transaction, mediaId: number, now: Instant): Promise<void> {
  await tx
    .update(due)
    .set({ doneAt: now })
    .where(and(eq(due.kind, 'media'), isOpen, eq(due.mediaId, mediaId)))
}

/** Attachments that are to be fetched by now, in order. */
export async function dueFetches(db: Queryable, now: Instant, mediaId?: number): Promise<DueRow[]> {
  return db
    .select()
    .from(due)
    .where(
      and(
        eq(due.kind, 'media'),
        isOpen,
        lte(due.dueAt, now),
        mediaId === undefined ? undefined : eq(due.mediaId, mediaId),
      ),
    )
    .orderBy(asc(due.dueAt), asc(due.id))
    .limit(500)
}

/** Until when an urgent message should have been delivered. `notBefore`: in wall time. */
export async function awaitReceipt(
  db: Queryable,
  conversationId: number,
  outboxId: number,
  dueAt: Instant,
  notBefore: Instant | null,
): Promise<DueRow[]> {
  return db.insert(due).values({ kind: 'receipt', conversationId, outboxId, dueAt, notBefore }).returning()
}

/** Messages of a conversation whose receipt should have come by now; each is told once. */
export async function takeMissingReceipts(db: Queryable, conversationId: number, now: Now): Promise<number[]> {
  const rows = await db
    .update(due)
    .set({ doneAt: now.desk })
    .where(and(eq(due.kind, 'receipt'), isDue(now), eq(due.conversationId, conversationId)))
    .returning({ outboxId: due.outboxId })
  return rows.flatMap(({ outboxId }) => (outboxId === null ? [] : [outboxId])).sort((a, b) => a - b)
}

/** When a gateway next looks whether its far end was heard of; the newest call counts. */
export async function setWatch(db: Queryable, gateway: string, dueAt: Instant): Promise<DueRow[]> {
  return db
    .insert(due)
    .values({ kind: 'watch', gateway, dueAt })
    .onConflictDoUpdate({ target: due.gateway, targetWhere: sql`kind = 'watch' and done_at is null`, set: { dueAt } })
    .returning()
}

const isWatch = (now: Instant) => and(isOpen, eq(due.kind, 'watch'), lte(due.dueAt, now))

/** Gateways that look now. */
export async function dueWatches(db: Queryable, now: Instant): Promise<string[]> {
  const rows = await db.select({ gateway: due.gateway }).from(due).where(isWatch(now)).orderBy(asc(due.id))
  return rows.flatMap(({ gateway }) => (gateway === null ? [] : [gateway]))
}

/** They have looked; one that looks again later keeps its row. */
export async function endWatches(db: Queryable, now: Instant): Promise<void> {
  await db.update(due).set({ doneAt: now }).where(isWatch(now))
}

/** What is due by desk time, of whichever kind: one look for all. */
export async function kindsDue(db: Queryable, now: Instant): Promise<Set<DueKind>> {
  const rows = await db
    .selectDistinct({ kind: due.kind })
    .from(due)
    .where(and(isOpen, lte(due.dueAt, now)))
  return new Set(rows.map(({ kind }) => kind))
}

/** Tickets whose next moment is due, by moment and id. */
export async function dueTickets(db: Queryable, now: Instant, limit: number): Promise<number[]> {
  const rows = await db
    .select({ ticketId: due.ticketId })
    .from(due)
    .where(and(isOpen, eq(due.kind, 'moment'), lte(due.dueAt, now)))
    .orderBy(asc(due.dueAt), asc(due.ticketId))
    .limit(limit)
  return rows.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId]))
}

/**
 * Puts off all that is due until the last moment that is due after `now` and by `limit`, so that they are told
 * together. Empty: there is none.
 */
export async function gatherMoments(tx: Transaction, now: Instant, limit: Instant): Promise<DueRow[]> {
  const ofMoments = and(isOpen, eq(due.kind, 'moment'))
  const [last] = await tx
    .select({ at: max(due.dueAt) })
    .from(due)
    .where(and(ofMoments, gt(due.dueAt, now), lte(due.dueAt, limit)))
  if (last?.at == null) return []
  return tx
    .update(due)
    .set({ dueAt: last.at })
    .where(and(ofMoments, lte(due.dueAt, last.at)))
    .returning()
}

/** Conversations with a quiet window, a retry or a missing receipt that is due, by when and by row. */
export async function dueConversations(
  db: Queryable,
  kinds: readonly ('quiet' | 'send' | 'receipt')[],
  now: Now,
): Promise<number[]> {
  const rows = await db
    .select({ id: due.conversationId })
    .from(due)
    .where(and(isDue(now), inArray(due.kind, [...kinds])))
    .groupBy(due.conversationId)
    .orderBy(asc(min(due.dueAt)), asc(min(due.id)))
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}

/** Rows that are not due yet, and will be within so many milliseconds: their alarm clocks are set. */
export async function rowsDueWithin(db: Queryable, { desk, wall }: Now, within: number): Promise<DueRow[]> {
  return db
    .select()
    .from(due)
    .where(
      and(
        isOpen,
        lte(due.dueAt, desk + within),
        or(isNull(due.notBefore), lte(due.notBefore, wall + within)),
        or(gt(due.dueAt, desk), gt(due.notBefore, wall)),
      ),
    )
    .orderBy(asc(due.dueAt), asc(due.id))
    .limit(5000)
}

/** The next instant of desk time of what wall time holds back no longer than `until`. */
export async function earliestDue(db: Queryable, wall: Instant, until: Instant): Promise<Instant | undefined> {
  const [row] = await db
    .select({ at: min(due.dueAt) })
    .from(due)
    .where(and(isOpen, opensBy(wall, until)))
  return row?.at ?? undefined
}

/** The one next look at who is on duty: at `dueAt`, or (`absent`) only where none is waited for. */
export async function setDutyLook(db: Queryable, dueAt: Instant, when?: 'absent'): Promise<DueRow[]> {
  const written = db.insert(due).values({ kind: 'duty', dueAt })
  if (when === 'absent') return written.onConflictDoNothing().returning()
  const targetWhere = sql`kind = 'duty' and done_at is null`
  return written.onConflictDoUpdate({ target: due.kind, targetWhere, set: { dueAt } }).returning()
}

/** The look at who is on duty, held until the transaction ends, where it is due by now. */
export async function takeDutyLook(tx: Transaction, now: Instant): Promise<boolean> {
  const [row] = await tx
    .select({ dueAt: due.dueAt })
    .from(due)
    .where(and(eq(due.kind, 'duty'), isOpen))
    .for('update')
  return row !== undefined && row.dueAt <= now
}

/** The directory was changed from outside: the next sweep looks anew who is on duty. */
export async function forgetDutyLook(db: Queryable): Promise<void> {
  await db
    .update(due)
    .set({ doneAt: due.dueAt })
    .where(and(eq(due.kind, 'duty'), isOpen))
}
