/** What waits for somebody's SETUJU or TOLAK (DOMAIN 7.3), and what became of it. */
import { and, asc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import type { DueRow } from './due.ts'
import type { InboxRow } from './inbox.ts'
import { type ApprovalKind, approvals, due, inbox, media } from './schema.ts'
import { ATTACHMENT } from './ticket-details.ts'

export type Approval = typeof approvals.$inferSelect
export type NewApproval = Omit<typeof approvals.$inferInsert, 'id' | 'lastAt'>

/** Asks for it; these messages belong to it. */
export async function askApproval(tx: Transaction, asked: NewApproval, messages: readonly number[]): Promise<Approval> {
  const [approval] = await tx
    .insert(approvals)
    .values({ ...asked, lastAt: asked.askedAt })
    .returning()
  if (!approval) throw new Error('an approval was not stored')
  await tx
    .update(inbox)
    .set({ approvalId: approval.id })
    .where(inArray(inbox.id, [...messages]))
  return approval
}

/** More of the same report. The approval is held by the caller (`lockWaiting`). */
export async function addToApproval(
  tx: Transaction,
  { id, lastAt }: Approval,
  messages: readonly number[],
  at: Instant,
): Promise<void> {
  await tx
    .update(approvals)
    .set({ lastAt: Math.max(lastAt, at) })
    .where(eq(approvals.id, id))
  await tx
    .update(inbox)
    .set({ approvalId: id })
    .where(inArray(inbox.id, [...messages]))
}

/** Pictures that a conversation sent shortly before, and that belong to nothing yet. */
export async function picturesBefore(tx: Transaction, conversationId: number, since: Instant): Promise<number[]> {
  const rows = await tx
    .select({ id: inbox.id })
    .from(inbox)
    .where(
      and(
        eq(inbox.conversationId, conversationId),
        gte(inbox.at, since),
        isNull(inbox.approvalId),
        isNull(inbox.ticketId),
        sql`${inbox.content} ? 'media'`,
      ),
    )
  return rows.map(({ id }) => id)
}

const isWaiting = isNull(approvals.verdict)

/** All that waits, by id. */
export async function waitingApprovals(db: Queryable): Promise<Approval[]> {
  return db.select().from(approvals).where(isWaiting).orderBy(asc(approvals.id))
}

/** What waits of an address, held until the transaction ends; always in order of id, so that nobody deadlocks. */
export async function lockWaiting(tx: Transaction, address: string): Promise<Approval[]> {
  return tx
    .select()
    .from(approvals)
    .where(and(isWaiting, eq(approvals.address, address)))
    .orderBy(asc(approvals.id))
    .for('update')
}

/** These as they stand, held until the transaction ends. */
export async function lockApprovals(tx: Transaction, ids: readonly number[]): Promise<Approval[]> {
  if (ids.length === 0) return []
  return tx
    .select()
    .from(approvals)
    .where(inArray(approvals.id, [...ids]))
    .orderBy(asc(approvals.id))
    .for('update')
}

/** The one that people mean by its code. */
export async function findApproval(db: Queryable, id: number): Promise<Approval | undefined> {
  const [row] = id > GREATEST ? [] : await db.select().from(approvals).where(eq(approvals.id, id))
  return row
}
const GREATEST = 2_147_483_647

export async function changeApprovals(
  tx: Transaction,
  ids: readonly number[],
  change: Partial<typeof approvals.$inferInsert>,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(approvals)
    .set(change)
    .where(inArray(approvals.id, [...ids]))
}

/** When those of an address that are of a kind were asked for since, by id. */
export async function askedSince(
  db: Queryable,
  of: { readonly address: string; readonly kind: ApprovalKind },
  since: Instant,
): Promise<Approval[]> {
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.address, of.address), eq(approvals.kind, of.kind), gte(approvals.askedAt, since)))
    .orderBy(asc(approvals.id))
}

/** The messages that belong to an approval, in the provider's time order. */
export async function messagesOfApproval(db: Queryable, id: number): Promise<InboxRow[]> {
  const rows = await db.select().from(inbox).where(eq(inbox.approvalId, id)).orderBy(asc(inbox.at), asc(inbox.id))
  return rows as InboxRow[]
}

/** The words of each, a message a line, where there are any; what is said again is told once. */
export async function wordsOfApprovals(db: Queryable, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: inbox.approvalId, text: inbox.text })
    .from(inbox)
    .where(inArray(inbox.approvalId, [...ids]))
    .orderBy(asc(inbox.at), asc(inbox.id))
  const words = new Map<number, string>()
  for (const { id, text } of rows) {
    if (id === null || text.trim() === '') continue
    const lines = words.get(id)?.split('\n') ?? []
    if (!lines.includes(text)) words.set(id, [...lines, text].join('\n'))
  }
  return words
}

/** Attachments of what waits, without their content. */
export async function attachmentsOfApprovals(db: Queryable, ids: readonly number[]) {
  if (ids.length === 0) return []
  return db
    .select({ approvalId: inbox.approvalId, ...ATTACHMENT })
    .from(media)
    .innerJoin(inbox, eq(inbox.id, media.inboxId))
    .where(inArray(inbox.approvalId, [...ids]))
    .orderBy(asc(media.id))
}

/** When it is looked at next; undefined: never again. */
export async function setApprovalDue(
  tx: Transaction,
  approvalId: number,
  dueAt: Instant | undefined,
  now: Instant,
): Promise<DueRow[]> {
  const ofIt = and(eq(due.kind, 'approval'), isNull(due.doneAt), eq(due.approvalId, approvalId))
  await tx.update(due).set({ doneAt: now }).where(ofIt)
  return dueAt === undefined ? [] : tx.insert(due).values({ kind: 'approval', approvalId, dueAt }).returning()
}

/** Approvals that are to be looked at by then, in order of id. */
export async function dueApprovals(db: Queryable, by: Instant): Promise<number[]> {
  const rows = await db
    .select({ id: due.approvalId })
    .from(due)
    .where(and(eq(due.kind, 'approval'), isNull(due.doneAt), lte(due.dueAt, by)))
    .orderBy(asc(due.approvalId))
  return rows.flatMap(({ id }) => (id === null ? [] : [id]))
}
