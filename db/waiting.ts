/** Notices that wait for a person's next digest, what each message told, and how much each person was told of late. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { outbox, tickets, waitingNotices } from './schema.ts'

/** `toldAt`: it was told at once, in the message that was written then. */
export type NewWaiting = Omit<typeof waitingNotices.$inferInsert, 'id'>

/** A statement of PostgreSQL takes 65,535 values. */
const AT_ONCE = 5_000

export async function keepNotices(tx: Transaction, notices: readonly NewWaiting[]): Promise<void> {
  for (let from = 0; from < notices.length; from += AT_ONCE) {
    await tx.insert(waitingNotices).values(notices.slice(from, from + AT_ONCE))
  }
}

/** What the messages told that were written to a person then; by when, the tickets. */
export async function toldIn(
  tx: Transaction,
  personId: number,
  writtenAt: readonly Instant[],
): Promise<Map<Instant, Set<number>>> {
  if (writtenAt.length === 0) return new Map()
  const rows = await tx
    .select({ at: waitingNotices.toldAt, ticketId: waitingNotices.ticketId })
    .from(waitingNotices)
    .where(and(eq(waitingNotices.personId, personId), inArray(waitingNotices.toldAt, [...writtenAt])))
  const told = new Map<Instant, Set<number>>()
  for (const { at, ticketId } of rows) if (at !== null) told.set(at, (told.get(at) ?? new Set()).add(ticketId))
  return told
}

/** What was told of tickets in messages that have not arrived: it waits again. */
export async function waitAgain(
  tx: Transaction,
  personId: number,
  messages: readonly { readonly writtenAt: Instant; readonly ticketIds: readonly number[] }[],
): Promise<void> {
  const { toldAt, ticketId } = waitingNotices
  const told = messages.flatMap(({ writtenAt, ticketIds }) => ticketIds.map((id) => [writtenAt, id] as const))
  if (told.length === 0) return
  const pairs = sql.join(
    told.map(([at, id]) => sql`(${new Date(at).toISOString()}::timestamptz, ${id}::int)`),
    sql`, `,
  )
  await tx
    .update(waitingNotices)
    .set({ toldAt: null })
    .where(and(eq(waitingNotices.personId, personId), sql`(${toldAt}, ${ticketId}) in (${pairs})`))
}

/** Messages that were no answers to the person's own, within the last minute and the last hour. */
interface Told {
  readonly minute: number
  readonly hour: number
  /** Something waits for the next digest. */
  readonly waits: boolean
}

export interface ToldOfLate extends Told {
  /** The same of those topics alone that were asked for. */
  readonly of: Told
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const since = (now: Instant, span: Instant) => new Date(now - span).toISOString()

/** By person; who was told nothing is not among them. The relay of an emergency is not counted: it is never limited. */
export async function toldOfLate(
  db: Queryable,
  personIds: readonly number[],
  now: Instant,
  topics: readonly string[] = [],
): Promise<ReadonlyMap<number, ToldOfLate>> {
  if (personIds.length === 0) return new Map()
  const ids = [...personIds]
  const inMinute = sql`${outbox.createdAt} > ${since(now, MINUTE)}`
  const isOf = topics.length === 0 ? sql`false` : inArray(outbox.topic, [...topics])
  const sent = await db
    .select({
      personId: outbox.personId,
      minute: sql<number>`(count(*) filter (where ${inMinute}))::int`,
      hour: sql<number>`count(*)::int`,
      ofMinute: sql<number>`(count(*) filter (where ${inMinute} and ${isOf}))::int`,
      ofHour: sql<number>`(count(*) filter (where ${isOf}))::int`,
    })
    .from(outbox)
    .where(
      and(
        inArray(outbox.personId, ids),
        isNull(outbox.answersId),
        isNull(outbox.insteadOf),
        sql`${outbox.createdAt} > ${since(now, HOUR)}`,
        sql`${outbox.topic} <> 'emergency-relay'`,
      ),
    )
    .groupBy(outbox.personId)
  const waiting = await db
    .selectDistinct({ personId: waitingNotices.personId, topic: waitingNotices.topic })
    .from(waitingNotices)
    .where(and(inArray(waitingNotices.personId, ids), isNull(waitingNotices.toldAt)))
  const counts = new Map(sent.map(({ personId, ...counted }) => [personId, counted]))
  return new Map(
    ids.map((id) => {
      const { minute = 0, hour = 0, ofMinute = 0, ofHour = 0 } = counts.get(id) ?? {}
      const own = waiting.filter(({ personId }) => personId === id)
      const waitsOf = own.some(({ topic }) => topics.includes(topic))
      return [id, { minute, hour, waits: own.length > 0, of: { minute: ofMinute, hour: ofHour, waits: waitsOf } }]
    }),
  )
}

/** What waits for these people, in order, each with its ticket as it stands; it counts as told from now on. */
export async function takeWaiting(tx: Transaction, personIds: readonly number[], now: Instant) {
  const taken = await tx
    .update(waitingNotices)
    .set({ toldAt: now })
    .where(and(inArray(waitingNotices.personId, [...personIds]), isNull(waitingNotices.toldAt)))
    .returning()
  return withTickets(tx, taken)
}

/** What a message of that instant told a person of these tickets, each as it stands. */
export async function toldThen(tx: Queryable, personId: number, at: Instant, ticketIds: readonly number[]) {
  if (ticketIds.length === 0) return []
  const { toldAt, ticketId } = waitingNotices
  const isThis = and(eq(waitingNotices.personId, personId), eq(toldAt, at), inArray(ticketId, [...ticketIds]))
  return withTickets(tx, await tx.select().from(waitingNotices).where(isThis))
}

export type Waited = Awaited<ReturnType<typeof takeWaiting>>[number]

async function withTickets(tx: Queryable, notices: readonly (typeof waitingNotices.$inferSelect)[]) {
  const ids = [...new Set(notices.map(({ ticketId }) => ticketId))]
  if (ids.length === 0) return []
  const found = await tx
    .select({ id: tickets.id, ticket: tickets.ticket })
    .from(tickets)
    .where(inArray(tickets.id, ids))
    .orderBy(asc(tickets.id))
  const byId = new Map(found.map(({ id, ticket }) => [id, ticket]))
  return notices
    .toSorted((a, b) => a.id - b.id)
    .flatMap((notice) => {
      const ticket = byId.get(notice.ticketId)
      return ticket ? [{ ...notice, ticket }] : []
    })
}
