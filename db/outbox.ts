/** What goes out, written with what caused it (DESIGN rules 5 and 6). */
import {
  and,
  arrayContains,
  arrayOverlaps,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  min,
  ne,
  not,
  sql,
} from 'drizzle-orm'
import type { Instant, Ticket } from '../src/desk/ticket.ts'
import type { Now } from './clock.ts'
import type { Queryable, Transaction } from './database.ts'
import { triedLater } from './due.ts'
import {
  conversations,
  inbox,
  type OutboxState,
  outbox,
  people,
  type ReceiptStatus,
  receipts,
  tickets,
  waitingNotices,
} from './schema.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type NewOutgoing = typeof outbox.$inferInsert

export async function enqueue(db: Queryable, messages: readonly NewOutgoing[]): Promise<OutboxRow[]> {
  return messages.length === 0
    ? []
    : db
        .insert(outbox)
        .values([...messages])
        .returning()
}

const UNFINISHED = sql`state in ('queued', 'sending', 'unknown')`

/**
 * The next message of a conversation that can go now: not one whose next try lies ahead. The most important goes first,
 * but never before an older one about the same ticket. A message left in `sending` by a worker that died is among them:
 * what became of it has to be looked up.
 */
export async function nextReady(db: Queryable, conversationId: number, now: Now): Promise<OutboxRow | undefined> {
  const ready = and(eq(outbox.conversationId, conversationId), UNFINISHED, not(triedLater(sql`${outbox.id}`, now)))
  let [next] = await db.select().from(outbox).where(ready).orderBy(asc(outbox.priority), asc(outbox.id)).limit(1)
  for (let before = next; before && before.aboutTickets.length > 0; ) {
    const older = and(ready, lt(outbox.id, before.id), arrayOverlaps(outbox.aboutTickets, before.aboutTickets))
    ;[before] = await db.select().from(outbox).where(older).orderBy(asc(outbox.id)).limit(1)
    next = before ?? next
  }
  return next
}

/** A message as it stands, held until the transaction ends: of several who would move it only the first does. */
export async function holdOutgoing(tx: Transaction, id: number): Promise<OutboxRow | undefined> {
  const [row] = await tx.select().from(outbox).where(eq(outbox.id, id)).for('update')
  return row
}

/** Changes a message, where `from` is given only in one of these states. False: it was in another. */
export async function updateOutgoing(
  db: Queryable,
  id: number,
  change: Partial<NewOutgoing>,
  from?: readonly OutboxState[],
): Promise<boolean> {
  const inState = from && inArray(outbox.state, [...from])
  const rows = await db
    .update(outbox)
    .set(change)
    .where(and(eq(outbox.id, id), inState))
    .returning({ id: outbox.id })
  return rows.length > 0
}

/** These messages are not sent any more. */
export async function giveUp(tx: Transaction, ids: readonly number[], code: string, words: string): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(outbox)
    .set({ state: 'failed', code, words })
    .where(inArray(outbox.id, [...ids]))
}

/** The provider's id of a message, told before its answer was. False: the message has another, or another message has it. */
export async function learnProviderId(db: Queryable, row: OutboxRow, providerId: string): Promise<boolean> {
  if (row.providerId !== null || row.gateway === null) return row.providerId === providerId
  const holder = await findOutgoing(db, { gateway: row.gateway, providerId })
  return holder ? holder.id === row.id : updateOutgoing(db, row.id, { providerId })
}

export interface Addressed {
  readonly address: string
  /** When the person last wrote through this gateway, while the provider still takes free text for that. */
  readonly heardAt?: Instant
  /** The provider takes no free text until the person writes again. */
  readonly windowClosed?: true
  /** The one ticket that the message is about, as it stands now. */
  readonly ticket?: Ticket
  /** Since when this person, or this number, wants no messages. */
  readonly optedOutAt?: Instant
  /** The code with which a provider said that nothing can be delivered to this address. */
  readonly unreachable?: string
}

/** So many of the newest messages tell when somebody last wrote: the newest to come is not always the newest written. */
const HEARD_AMONG = 20

/** What a gateway has to know of a message besides its words. */
export async function addressed(db: Queryable, row: OutboxRow, gateway: string): Promise<Addressed> {
  const [found] = await db
    .select({
      address: conversations.address,
      closedAt: conversations.windowClosedAt,
      unreachable: conversations.unreachableCode,
      optedOutAt: sql<Date | string | null>`coalesce(${people.optedOutAt}, ${conversations.optedOutAt})`,
      heardAt: sql<Date | string | null>`(select max(least(at, received_at)) from (select at, received_at from inbox
        where conversation_id = ${conversations.id} and gateway = ${gateway} and not content ? 'own' order by id desc limit ${HEARD_AMONG}) h)`,
      ticket: tickets.ticket,
    })
    .from(conversations)
    .leftJoin(people, eq(people.id, sql`${row.personId}::int`))
    .leftJoin(tickets, eq(tickets.id, sql`${row.ticketId}::int`))
    .where(eq(conversations.id, row.conversationId))
  if (!found) throw new Error(`no conversation ${row.conversationId}`)
  const instantOf = (value: Date | string | null) => (value === null ? undefined : new Date(value).getTime())
  const [heardAt, optedOutAt] = [instantOf(found.heardAt), instantOf(found.optedOutAt)]
  const isOpen = heardAt !== undefined && (found.closedAt === null || found.closedAt < heardAt)
  return {
    address: found.address,
    ...(isOpen ? { heardAt } : {}),
    ...(isOpen || found.closedAt === null ? {} : { windowClosed: true as const }),
    ...(found.ticket === null ? {} : { ticket: found.ticket }),
    ...(optedOutAt === undefined ? {} : { optedOutAt }),
    ...(found.unreachable === null ? {} : { unreachable: found.unreachable }),
  }
}

/** Messages that a provider took since then and that have neither arrived nor failed, oldest first. */
export async function unfinishedSince(db: Queryable, gateway: string, since: Instant) {
  const rows = await db
    .select({ id: outbox.id, providerId: outbox.providerId, at: outbox.sentAt })
    .from(outbox)
    .where(and(eq(outbox.gateway, gateway), eq(outbox.state, 'sent'), gt(outbox.sentAt, since)))
    .orderBy(asc(outbox.sentAt), asc(outbox.id))
  return rows.flatMap(({ id, providerId, at }) => (providerId === null || at === null ? [] : [{ id, providerId, at }]))
}

/** Whether anything that was sent in a conversation since then has arrived. */
export async function deliveredSince(db: Queryable, conversationId: number, since: Instant): Promise<boolean> {
  const arrived = inArray(outbox.state, ['delivered', 'read'])
  const [row] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.conversationId, conversationId), arrived, gt(outbox.sentAt, since)))
    .limit(1)
  return row !== undefined
}

/** Whether another message went out in place of this one; with `to`, whether it went to that person. */
export async function isPassedOn(db: Queryable, { id }: OutboxRow, to?: number | null): Promise<boolean> {
  const [other] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.insteadOf, id), to == null ? undefined : eq(outbox.personId, to)))
    .limit(1)
  return other !== undefined
}

/** A message with all those that it stands in for, the first of them first. */
export async function chainOf(db: Queryable, id: number): Promise<OutboxRow[]> {
  const ids = sql`(with recursive chain as (
    select id, instead_of from outbox where id = ${id}
    union all select o.id, o.instead_of from outbox o join chain c on o.id = c.instead_of
  ) select id from chain)`
  return db.select().from(outbox).where(sql`${outbox.id} in ${ids}`).orderBy(asc(outbox.id))
}

/** Whether others were told in the place of the person, of this message or of one that it stands in for. */
export async function othersHave(db: Queryable, { id, personId }: OutboxRow): Promise<boolean> {
  const chain = (await chainOf(db, id)).filter((one) => one.personId === personId).map((one) => one.id)
  const [other] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.insteadOf, chain), sql`${outbox.personId} is distinct from ${personId}`))
    .limit(1)
  return other !== undefined
}

/** People who were told of the same tickets by the same decision. */
export async function toldTogether(db: Queryable, { aboutTickets, createdAt }: OutboxRow): Promise<number[]> {
  if (aboutTickets.length === 0) return []
  const rows = await db
    .selectDistinct({ personId: outbox.personId })
    .from(outbox)
    .where(and(arrayOverlaps(outbox.aboutTickets, aboutTickets), eq(outbox.createdAt, createdAt)))
  return rows.flatMap(({ personId }) => personId ?? [])
}

/** People who were written to since then, by the tickets that it was about. */
export async function toldSince(
  db: Queryable,
  ticketIds: readonly number[],
  since: Instant,
): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const rows = await db
    .select({ personId: outbox.personId, about: outbox.aboutTickets })
    .from(outbox)
    .where(
      and(
        arrayOverlaps(outbox.aboutTickets, [...ticketIds]),
        not(lt(outbox.createdAt, since)),
        isNull(outbox.answersId),
        ne(outbox.state, 'failed'),
      ),
    )
  const told = (ticketId: number) => rows.filter(({ about }) => about.includes(ticketId))
  return new Map(ticketIds.map((id) => [id, new Set(told(id).flatMap(({ personId }) => personId ?? []))]))
}

/** People who were told since then that somebody does not hear of these tickets. */
export async function toldUnreached(db: Queryable, { aboutTickets }: OutboxRow, since: Instant): Promise<Set<number>> {
  if (aboutTickets.length === 0) return new Set()
  const isOfThese = and(arrayOverlaps(outbox.aboutTickets, aboutTickets), gt(outbox.createdAt, since))
  const rows = await db
    .selectDistinct({ personId: outbox.personId })
    .from(outbox)
    .where(and(eq(outbox.topic, 'unreached'), isOfThese))
  return new Set(rows.flatMap(({ personId }) => personId ?? []))
}

/** Conversations with messages that could go now, in the order in which they were written. */
export async function conversationsToSend(db: Queryable, now: Now): Promise<number[]> {
  const rows = await db
    .select({ id: outbox.conversationId })
    .from(outbox)
    .where(and(UNFINISHED, not(triedLater(sql`${outbox.id}`, now))))
    .groupBy(outbox.conversationId)
    .orderBy(asc(min(outbox.id)))
  return rows.map(({ id }) => id)
}

export interface NewReceipt {
  readonly gateway: string
  readonly providerId?: string
  readonly outboxId?: number
  readonly status: ReceiptStatus
  readonly code?: string
  readonly at: Instant
  readonly raw: unknown
}

/** Keeps a receipt, also one that comes before the provider's id is known. */
export async function keepReceipt(db: Queryable, receipt: NewReceipt): Promise<void> {
  const { raw, ...rest } = receipt
  await db.insert(receipts).values({ ...rest, raw: Buffer.from(JSON.stringify(raw) ?? 'null', 'utf8') })
}

export async function receiptsFor(db: Queryable, gateway: string, providerId: string) {
  return db
    .select()
    .from(receipts)
    .where(and(eq(receipts.gateway, gateway), eq(receipts.providerId, providerId)))
    .orderBy(asc(receipts.id))
}

export async function findOutgoing(
  db: Queryable,
  by: { gateway: string; providerId?: string; outboxId?: number },
): Promise<OutboxRow | undefined> {
  const { gateway, providerId, outboxId } = by
  const conditions = [
    ...(outboxId === undefined ? [] : [eq(outbox.id, outboxId)]),
    ...(providerId === undefined ? [] : [and(eq(outbox.gateway, gateway), eq(outbox.providerId, providerId))]),
  ]
  for (const condition of conditions) {
    const [row] = await db.select().from(outbox).where(condition)
    if (row) return row
  }
  return undefined
}

const RANK: Readonly<Record<OutboxState, number>> = {
  queued: 0,
  sending: 0,
  unknown: 0,
  failed: 1,
  sent: 1,
  delivered: 2,
  read: 3,
}

/** Whether a receipt moves a message forward; a late one changes nothing. */
export const movesForward = (from: OutboxState, to: OutboxState): boolean =>
  RANK[to] > RANK[from] || (to === 'failed' && from === 'sent') || (from === 'failed' && RANK[to] > 1)

/** People who were told of a ticket, alone or in a digest, or will be in their next. */
export async function toldOf(db: Queryable, ticketIds: readonly number[]): Promise<Map<number, Set<number>>> {
  const told = new Map<number, Set<number>>()
  if (ticketIds.length === 0) return told
  const sent = await db
    .selectDistinct({ about: outbox.aboutTickets, personId: outbox.personId })
    .from(outbox)
    .where(arrayOverlaps(outbox.aboutTickets, [...ticketIds]))
  const waiting = await db
    .selectDistinct({ ticketId: waitingNotices.ticketId, personId: waitingNotices.personId })
    .from(waitingNotices)
    .where(and(isNull(waitingNotices.toldAt), inArray(waitingNotices.ticketId, [...ticketIds])))
  const rows = [...sent, ...waiting.map(({ ticketId, personId }) => ({ about: [ticketId], personId }))]
  for (const { about, personId } of rows) {
    if (personId === null) continue
    for (const ticketId of about) told.set(ticketId, (told.get(ticketId) ?? new Set()).add(personId))
  }
  return told
}

/** Whether the person was later written a message of one of these topics that tells of the same tickets. */
export async function isFollowed(db: Queryable, row: OutboxRow, topics: readonly string[]): Promise<boolean> {
  if (row.personId === null || row.aboutTickets.length === 0) return false
  const [later] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.personId, row.personId),
        gt(outbox.createdAt, row.createdAt),
        gt(outbox.id, row.id),
        ne(outbox.state, 'failed'),
        isNull(outbox.insteadOf),
        inArray(outbox.topic, [...topics]),
        arrayContains(outbox.aboutTickets, row.aboutTickets),
      ),
    )
    .limit(1)
  return later !== undefined
}

/** When a conversation was last written to. */
export async function lastWritten(db: Queryable, conversationId: number): Promise<Instant | undefined> {
  const [row] = await db
    .select({ at: outbox.createdAt })
    .from(outbox)
    .where(eq(outbox.conversationId, conversationId))
    .orderBy(desc(outbox.id))
    .limit(1)
  return row?.at
}

/** How long before a message came its words may have been written, and how far clocks differ. */
const WRITTEN_BEFORE: Instant = 24 * 3_600_000
const CLOCKS_DIFFER: Instant = 5 * 60_000

/**
 * Whether a message from our own number is one that the desk sent: it has that id, or those words wait, or were given
 * up, without any id.
 */
export async function isOurOwn(
  db: Queryable,
  gateway: string,
  message: { readonly providerId: string; readonly address: string; readonly text: string; readonly at: Instant },
): Promise<boolean> {
  const { providerId, address, text, at } = message
  if (await findOutgoing(db, { gateway, providerId })) return true
  const rows = await db
    .select({ text: outbox.text })
    .from(outbox)
    .innerJoin(conversations, eq(conversations.id, outbox.conversationId))
    .where(
      and(
        eq(conversations.address, address),
        isNull(outbox.providerId),
        gt(outbox.createdAt, at - WRITTEN_BEFORE),
        lt(outbox.createdAt, at + CLOCKS_DIFFER),
      ),
    )
  // Behind the words may stand where their document is.
  return rows.some((row) => text.trim().startsWith(row.text.trim()))
}

/** Of these tickets, those that a person was ever written to of. */
export async function everToldOf(db: Queryable, personId: number, ticketIds: readonly number[]): Promise<Set<number>> {
  if (ticketIds.length === 0) return new Set()
  const rows = await db
    .select({ about: outbox.aboutTickets })
    .from(outbox)
    .where(
      and(
        eq(outbox.personId, personId),
        isNull(outbox.answersId),
        ne(outbox.state, 'failed'),
        arrayOverlaps(outbox.aboutTickets, [...ticketIds]),
      ),
    )
  return new Set(rows.flatMap(({ about }) => about))
}

/** What a message quoted by its provider's id is about; `aside`: the desk's own, about no ticket. */
export interface Quoted {
  readonly ticketId?: number
  readonly approvalId?: number
  readonly aside?: true
}

/** Of a message that was sent or received here; empty where it is not known. */
export async function quotedMessage(db: Queryable, gateway: string, providerId: string): Promise<Quoted> {
  const [sent] = await db
    .select({ ticketId: outbox.ticketId, about: outbox.aboutTickets, approvalId: outbox.approvalId })
    .from(outbox)
    .where(and(eq(outbox.gateway, gateway), eq(outbox.providerId, providerId)))
  const [received] = sent
    ? []
    : await db
        .select({ ticketId: inbox.ticketId })
        .from(inbox)
        .where(and(eq(inbox.gateway, gateway), eq(inbox.providerId, providerId)))
  const ticketId = sent?.ticketId ?? received?.ticketId
  const approvalId = sent?.approvalId
  const aside = sent !== undefined && !ticketId && sent.about.length === 0
  return { ...(ticketId ? { ticketId } : {}), ...(approvalId ? { approvalId } : {}), ...(aside ? { aside } : {}) }
}
