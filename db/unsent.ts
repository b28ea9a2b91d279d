/** Messages of one person that could not go out yet, on whichever line. */
import { and, arrayContains, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, max, min, or, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { chainOf, type OutboxRow } from './outbox.ts'
import { conversations, due, inbox, type OutboxState, outbox } from './schema.ts'

/** The second half is what the index of waiting messages stands on. */
const queuedOf = (personId: number) =>
  and(eq(outbox.personId, personId), eq(outbox.state, 'queued'), sql`state in ('queued', 'sending', 'unknown')`)

/** What was refused and waits to be tried again; the condition is that of its index. */
export async function refusedOf(db: Queryable, personId: number): Promise<OutboxRow[]> {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.personId, personId), sql`state = 'queued' and code is not null`))
    .orderBy(asc(outbox.id))
}

/** All that waits, held until the transaction ends. */
export async function holdUnsent(tx: Transaction, personId: number): Promise<OutboxRow[]> {
  return tx.select().from(outbox).where(queuedOf(personId)).orderBy(asc(outbox.id)).for('update')
}

/** What is sent again is as old as the first. */
export async function firstOf(db: Queryable, row: OutboxRow): Promise<OutboxRow> {
  const [first = row] = row.insteadOf === null ? [row] : await chainOf(db, row.id)
  return first
}

type First = Pick<OutboxRow, 'id' | 'personId' | 'createdAt'>

/** The same of many, by their ids. */
export async function firstsOf(db: Queryable, rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, First>> {
  const firsts = new Map<number, First>(rows.map((row) => [row.id, row]))
  const again = rows.flatMap(({ id, insteadOf }) => (insteadOf === null ? [] : [id]))
  if (again.length === 0) return firsts
  const chains = sql`(with recursive chain as (
    select id as last_id, id, instead_of from outbox where ${inArray(sql`id`, again)}
    union all select c.last_id, o.id, o.instead_of from outbox o join chain c on o.id = c.instead_of
  ) select last_id, id from chain where instead_of is null)`
  const found = await db
    .select({ last: sql<number>`last_id::int`, id: outbox.id, personId: outbox.personId, createdAt: outbox.createdAt })
    .from(outbox)
    .innerJoin(sql`${chains} first`, sql`first.id = ${outbox.id}`)
  for (const { last, ...first } of found) firsts.set(last, first)
  return firsts
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

/** On which channel a person wrote last, where they did since then. */
export async function lastChannelOf(db: Queryable, personId: number, since: Instant): Promise<Channel | undefined> {
  const ofPerson = or(
    eq(conversations.personId, personId),
    sql`${conversations.address} = (select phone from people where id = ${personId})`,
  )
  const [row] = await db
    .select({ channel: conversations.channel })
    .from(inbox)
    .innerJoin(conversations, eq(conversations.id, inbox.conversationId))
    .where(and(ofPerson, gt(inbox.receivedAt, since)))
    .orderBy(desc(inbox.id))
    .limit(1)
  return row?.channel
}

/** Whether the channel of a message has refused for the same reason since `since` or longer, and has taken nothing meanwhile. */
export async function failsSince(db: Queryable, row: OutboxRow, since: Instant, upTo: Instant): Promise<boolean> {
  const { channel, code } = row
  const ofChannel = and(eq(outbox.channel, channel), gt(outbox.createdAt, upTo))
  const [taken] = await db
    .select({ at: max(outbox.sentAt) })
    .from(outbox)
    .where(ofChannel)
  const from = Math.max(upTo, taken?.at ?? upTo)
  const refused = and(ofChannel, gt(outbox.createdAt, from), lte(outbox.createdAt, since))
  const isRefused = and(isNotNull(outbox.code), inArray(outbox.state, ['queued', 'failed']))
  const [found] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(refused, or(eq(outbox.id, row.id), and(isRefused, code === null ? undefined : eq(outbox.code, code)))))
    .limit(1)
  return found !== undefined
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
  const firsts = await firstsOf(db, rows)
  return rows.filter(({ id }) => (firsts.get(id)?.id ?? 0) > first.id)
}
