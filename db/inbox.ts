/** What came in: stored before it is acknowledged, each provider's id once (DESIGN rule 1). */
import { and, asc, count, desc, eq, gte, inArray, lt, lte, max, min, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import { conversationIds, reachable } from './conversations.ts'
import type { Database, Queryable, Transaction } from './database.ts'
import type { DueRow } from './due.ts'
import { type NewMedia, storeMedia } from './media.ts'
import { type InboxState, inbox, media } from './schema.ts'
import { storable } from './storable.ts'

/** Everything of a message but its words. */
export interface Content {
  readonly quotes?: string
  readonly reaction?: { readonly emoji: string; readonly to: string; readonly removed?: boolean }
  readonly media?: readonly { readonly mimeType: string; readonly name?: string }[]
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
  readonly part?: { readonly ref: string; readonly index: number; readonly total: number }
  readonly forwarded?: 'once' | 'many'
  readonly optOut?: 'stop' | 'start' | 'start-if-stopped' | 'help'
  readonly profileName?: string
  /** A human wrote it at our own phone. */
  readonly own?: true
  /** The id of the group in which it was written. */
  readonly group?: string
  /** It was found minutes after it had come. */
  readonly missed?: true
}

export interface NewMessage extends Omit<Content, 'media'> {
  readonly providerId: string
  readonly channel: Channel
  readonly address: string
  readonly at: Instant
  readonly text: string
  readonly media?: readonly NewMedia[]
  readonly raw: unknown
}

export type InboxRow = Omit<typeof inbox.$inferSelect, 'content'> & { readonly content: Content }

export interface Accepted {
  readonly fresh: boolean
  readonly conversationId: number
  /** Attachments that have to be fetched, due now. */
  readonly fetches: readonly DueRow[]
}

/** What a message is that nobody has to decide. */
export interface Settled {
  readonly meaning: unknown
  readonly ticketId?: number
}

/**
 * Stores a message under its provider's id; `raw` holds it as it came. `fresh` false: it was there, nothing changed.
 * `settled`: it is decided with that.
 */
export async function acceptMessage(
  db: Database,
  gateway: string,
  message: NewMessage,
  receivedAt: Instant,
  settled?: Settled,
): Promise<Accepted> {
  const { providerId, channel, at, text, raw, media: files, address: rawAddress, ...rest } = message
  const address = storable(rawAddress)
  const conversationId = (await conversationIds(db, channel, [address])).get(address)
  if (conversationId === undefined) throw new Error('conversation vanished')
  const content: Content = {
    ...rest,
    ...(files ? { media: files.map(({ mimeType, name }) => ({ mimeType, ...(name ? { name } : {}) })) } : {}),
  }
  const row = {
    conversationId,
    gateway,
    providerId: storable(providerId),
    at,
    receivedAt,
    text: storable(text),
    content,
    raw: Buffer.from(JSON.stringify(raw) ?? 'null', 'utf8'),
    ...(settled ? { ...settled, state: 'decided' as const, decidedAt: receivedAt } : {}),
  }
  const about = settled?.ticketId === undefined ? {} : { ticketId: settled.ticketId }
  return db.transaction(async (tx) => {
    const [fresh] = await tx.insert(inbox).values(row).onConflictDoNothing().returning({ id: inbox.id })
    if (!fresh) return { fresh: false, conversationId, fetches: [] }
    if (!message.own) await reachable(tx, conversationId, at)
    const kept = (files ?? []).map((file) => ({ ...file, ...about }))
    const { fetches } = await storeMedia(tx, fresh.id, kept, receivedAt)
    return { fresh: true, conversationId, fetches }
  })
}

/** Those of a provider's ids that are stored. */
export async function knownMessages(
  db: Queryable,
  gateway: string,
  providerIds: readonly string[],
): Promise<Set<string>> {
  if (providerIds.length === 0) return new Set()
  const rows = await db
    .select({ providerId: inbox.providerId })
    .from(inbox)
    .where(and(eq(inbox.gateway, gateway), inArray(inbox.providerId, [...providerIds])))
  return new Set(rows.map(({ providerId }) => providerId))
}

export interface NewAttachment {
  readonly to: string
  readonly providerId: string
  readonly media: NewMedia
  readonly raw: unknown
}

export interface AttachmentTaken {
  readonly fresh: boolean
  readonly known: boolean
  readonly fetches: readonly DueRow[]
}

/** Stores what came after its message, once; `known` false: the message never came. */
export async function attachMedia(
  db: Database,
  gateway: string,
  { to, providerId, media: file, raw }: NewAttachment,
  now: Instant,
): Promise<AttachmentTaken> {
  return db.transaction(async (tx) => {
    // Held, so that a decision that gives the message its ticket comes before this or sees it.
    const [message] = await tx
      .select({ id: inbox.id, ticketId: inbox.ticketId })
      .from(inbox)
      .where(and(eq(inbox.gateway, gateway), eq(inbox.providerId, storable(to))))
      .for('update')
    if (!message) return { fresh: false, known: false, fetches: [] }
    const kept = { ticketId: message.ticketId, providerId, raw: Buffer.from(JSON.stringify(raw) ?? 'null', 'utf8') }
    const { stored, fetches } = await storeMedia(tx, message.id, [{ ...file, ...kept }], now)
    return { fresh: stored > 0, known: true, fetches }
  })
}

/** Messages of a conversation in a state, in the provider's time order. */
export async function messagesIn(
  db: Queryable,
  conversationId: number,
  state: InboxState,
  limit = 1000,
): Promise<InboxRow[]> {
  const rows = await db
    .select()
    .from(inbox)
    .where(and(eq(inbox.conversationId, conversationId), eq(inbox.state, state)))
    .orderBy(asc(inbox.at), asc(inbox.id))
    .limit(limit)
  return rows as InboxRow[]
}

export async function holdMessages(tx: Transaction, ids: readonly number[], meaning: unknown): Promise<void> {
  await tx
    .update(inbox)
    .set({ state: 'held', meaning })
    .where(inArray(inbox.id, [...ids]))
}

export async function markDecided(
  tx: Transaction,
  ids: readonly number[],
  outcome: { decidedAt: Instant; meaning?: unknown; ticketId?: number; state?: 'decided' | 'failed' },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(inbox)
    .set({
      state: outcome.state ?? 'decided',
      decidedAt: outcome.decidedAt,
      ...(outcome.meaning === undefined ? {} : { meaning: outcome.meaning }),
      ...(outcome.ticketId === undefined ? {} : { ticketId: outcome.ticketId }),
    })
    .where(inArray(inbox.id, [...ids]))
  if (outcome.ticketId !== undefined) {
    await tx
      .update(media)
      .set({ ticketId: outcome.ticketId })
      .where(inArray(media.inboxId, [...ids]))
  }
}

/** Whether any message of a conversation was decided before. */
export async function hasDecided(db: Queryable, conversationId: number): Promise<boolean> {
  const [row] = await db
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(eq(inbox.conversationId, conversationId), eq(inbox.state, 'decided')))
    .limit(1)
  return row !== undefined
}

/** The texts of the last messages of a conversation before one of them, the newest first. */
export async function textsBefore(
  db: Queryable,
  conversationId: number,
  id: number,
  since: Instant,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ text: inbox.text })
    .from(inbox)
    .where(and(eq(inbox.conversationId, conversationId), lt(inbox.id, id), gte(inbox.at, since)))
    .orderBy(desc(inbox.id))
    .limit(limit)
  return rows.map(({ text }) => text)
}

/** How many emergencies a conversation has told of since then, among its last hundred messages. */
export async function emergenciesSince(tx: Transaction, conversationId: number, since: Instant): Promise<number> {
  const last = tx
    .select({ at: inbox.at, kind: sql<string>`${inbox.meaning} ->> 'kind'`.as('kind') })
    .from(inbox)
    .where(eq(inbox.conversationId, conversationId))
    .orderBy(desc(inbox.id))
    .limit(100)
    .as('last')
  const [row] = await tx
    .select({ count: count() })
    .from(last)
    .where(and(gte(last.at, since), eq(last.kind, 'emergency')))
  return row?.count ?? 0
}

/** Counts a try that broke; tells how many there were. */
export async function countAttempt(db: Queryable, id: number): Promise<number> {
  const [row] = await db
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1` })
    .where(eq(inbox.id, id))
    .returning({ attempts: inbox.attempts })
  return row?.attempts ?? 0
}

/** How long after its first part an SMS's late part is known as one. */
const PARTS_KNOWN_FOR = 24 * 3_600_000

/** A part of the same SMS that was decided before this one came. A part of the same index is of another SMS. */
export async function decidedPart(db: Queryable, row: InboxRow): Promise<{ ticketId: number | null } | undefined> {
  const { part } = row.content
  if (!part) return undefined
  const field = (name: string) => sql<string>`${inbox.content} -> 'part' ->> ${sql.raw(`'${name}'`)}`
  const others = await db
    .select({ ticketId: inbox.ticketId, index: field('index') })
    .from(inbox)
    .where(
      and(
        eq(inbox.conversationId, row.conversationId),
        inArray(inbox.state, ['decided', 'failed']),
        sql`${inbox.content} ? 'part'`,
        gte(inbox.at, row.at - PARTS_KNOWN_FOR),
        eq(field('ref'), part.ref),
        eq(field('total'), String(part.total)),
      ),
    )
    .orderBy(asc(inbox.id))
  return others.some(({ index }) => Number(index) === part.index) ? undefined : others[0]
}

/** The id of the newest message; 0: none ever came. */
export async function newestMessage(db: Queryable): Promise<number> {
  const [row] = await db.select({ id: max(inbox.id) }).from(inbox)
  return row?.id ?? 0
}

/** Whether a message up to this id waits to be decided. */
export async function isWaiting(db: Queryable, upTo: number): Promise<boolean> {
  const found = await db
    .select({ id: inbox.id })
    .from(inbox)
    .where(and(eq(inbox.state, 'new'), lte(inbox.id, upTo)))
    .limit(1)
  return found.length > 0
}

/** Conversations with messages that nobody has decided yet, in the order in which they came. */
export async function waitingConversations(db: Queryable, limit = 1000): Promise<number[]> {
  const rows = await db
    .select({ id: inbox.conversationId })
    .from(inbox)
    .where(eq(inbox.state, 'new'))
    .groupBy(inbox.conversationId)
    .orderBy(asc(min(inbox.id)))
    .limit(limit)
  return rows.map(({ id }) => id)
}
