/** Changed numbers that wait for their codes. What is waited for is a due row beside it (DESIGN rule 4). */
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { type DueRow, endWaiting } from './due.ts'
import { giveUp } from './outbox.ts'
import { conversations, due, inbox, numberChanges, type OutboxState, outbox } from './schema.ts'

export type NumberChange = typeof numberChanges.$inferSelect

/** When this person asked since then, the last first. */
export async function askedSince(db: Queryable, personId: number, since: Instant): Promise<Instant[]> {
  const rows = await db
    .select({ at: numberChanges.requestedAt })
    .from(numberChanges)
    .where(and(eq(numberChanges.personId, personId), gt(numberChanges.requestedAt, since)))
    .orderBy(desc(numberChanges.requestedAt))
  return rows.map(({ at }) => at)
}

/** Undefined: the new number is wanted by somebody else at this moment. */
export async function waitForCodes(
  tx: Transaction,
  change: typeof numberChanges.$inferInsert,
): Promise<DueRow[] | undefined> {
  const [made] = await tx.insert(numberChanges).values(change).onConflictDoNothing().returning()
  if (!made) return undefined
  // The alarm is just after the last instant at which a code counts.
  return tx
    .insert(due)
    .values({ kind: 'change', dueAt: made.expiresAt + 1 })
    .returning()
}

/** The change that waits for a code of this person, or of this number; held until the transaction ends. */
export async function waitingFor(
  tx: Transaction,
  { personId, phone }: { readonly personId?: number | undefined; readonly phone: string },
): Promise<NumberChange | undefined> {
  const ofPerson = personId === undefined ? undefined : eq(numberChanges.personId, personId)
  const [found] = await tx
    .select()
    .from(numberChanges)
    .where(and(isNull(numberChanges.endedAt), or(ofPerson, eq(numberChanges.newPhone, phone))))
    .orderBy(asc(numberChanges.id))
    .limit(1)
    .for('update')
  return found
}

export async function updateChange(tx: Transaction, id: number, change: Partial<NumberChange>): Promise<void> {
  await tx.update(numberChanges).set(change).where(eq(numberChanges.id, id))
}

/** Changes whose time is over, held; their alarms are done. */
export async function takeExpired(tx: Transaction, now: Instant): Promise<NumberChange[]> {
  await tx
    .update(due)
    .set({ doneAt: now })
    .where(and(eq(due.kind, 'change'), isNull(due.doneAt), lte(due.dueAt, now)))
  return tx
    .select()
    .from(numberChanges)
    .where(and(isNull(numberChanges.endedAt), lt(numberChanges.expiresAt, now)))
    .orderBy(asc(numberChanges.id))
    .for('update')
}

const GONE = '(kode)'
const UNSENT: ReadonlySet<OutboxState> = new Set(['queued', 'sending', 'unknown'])

/** The codes of a change that has ended stand nowhere any more, and those that were not sent never are. */
export async function forgetCodes(tx: Transaction, { requestedAt, personId, newPhone }: NumberChange, now: Instant) {
  const rows = await tx
    .select({ id: outbox.id, state: outbox.state })
    .from(outbox)
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .where(
      and(
        eq(outbox.topic, 'number-code'),
        or(eq(outbox.personId, personId), eq(conversations.address, newPhone)),
        gt(outbox.createdAt, requestedAt - 1),
      ),
    )
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const unsent = rows.flatMap(({ id, state }) => (UNSENT.has(state) ? [id] : []))
  await tx.update(outbox).set({ text: GONE, forms: {} }).where(inArray(outbox.id, ids))
  await giveUp(tx, unsent, 'ended', 'the change of the number has ended')
  await endWaiting(tx, unsent, now)
}

/** A code that was typed is evidence only in that it came. */
export async function forgetTyped(tx: Transaction, inboxIds: readonly number[]): Promise<void> {
  const raw = Buffer.from(JSON.stringify(GONE), 'utf8')
  await tx
    .update(inbox)
    .set({ text: GONE, raw })
    .where(inArray(inbox.id, [...inboxIds]))
}

/** What still waits for a person at their old number goes to the new one; the lines of the old one are nobody's. */
export async function endLinesOf(
  tx: Transaction,
  { personId, oldPhone }: NumberChange,
  lineOn: (channel: 'whatsapp' | 'sms') => Promise<number | undefined>,
): Promise<number[]> {
  const old = await tx
    .select({ id: conversations.id, channel: conversations.channel })
    .from(conversations)
    .where(or(eq(conversations.address, oldPhone), eq(conversations.personId, personId)))
  const moved: number[] = []
  for (const { id, channel } of old) {
    const to = channel === 'voice' ? undefined : await lineOn(channel)
    await tx
      .update(conversations)
      .set({ personId: null, recentTicketId: null, recentUntil: null })
      .where(eq(conversations.id, id))
    if (to === undefined) continue
    const waiting = and(eq(outbox.conversationId, id), eq(outbox.personId, personId), eq(outbox.state, 'queued'))
    const rows = await tx.update(outbox).set({ conversationId: to }).where(waiting).returning({ id: outbox.id })
    if (rows.length === 0) continue
    const ids = rows.map((row) => row.id)
    await tx
      .update(due)
      .set({ conversationId: to })
      .where(and(isNull(due.doneAt), inArray(due.outboxId, ids)))
    moved.push(to)
  }
  return moved
}

/** Entries but for those of a number that its person has given up for another: desk.yaml may name it for a while yet. */
export async function withoutGivenUp<E extends { readonly phone: string }>(
  db: Queryable,
  entries: readonly E[],
): Promise<readonly E[]> {
  const rows = await db
    .select({ phone: numberChanges.oldPhone })
    .from(numberChanges)
    .where(eq(numberChanges.outcome, 'changed'))
  const givenUp = new Set(rows.map(({ phone }) => phone))
  return entries.filter(({ phone }) => !givenUp.has(phone))
}
