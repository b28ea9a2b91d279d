/** Attachments: stored with what they came with, their content now or when it was fetched, with its SHA-256. */
import { createHash } from 'node:crypto'
import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { type DueRow, setFetch } from './due.ts'
import { conversations, type InboxState, inbox, media } from './schema.ts'
import { storable } from './storable.ts'

export interface NewMedia {
  readonly mimeType: string
  readonly name?: string
  readonly base64?: string
  readonly url?: string
}

/** What came after its message has an id of the provider's own. */
export type NewMediaRow = NewMedia & { readonly ticketId?: number | null; providerId?: string; raw?: Buffer }

const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')

function rowOf(inboxId: number, { base64, mimeType, name, url, providerId, ...rest }: NewMediaRow) {
  const content = base64 === undefined ? undefined : Buffer.from(base64, 'base64')
  return {
    inboxId,
    mimeType: storable(mimeType),
    ...(name ? { name: storable(name) } : {}),
    ...(url ? { url: storable(url) } : {}),
    ...(providerId === undefined ? {} : { providerId: storable(providerId) }),
    ...(content ? { content, sha256: digestOf(content) } : url ? {} : { failure: 'the provider has it no more' }),
    ...rest,
  }
}

/**
 * Stores the attachments of a message, those that are there already not again. What lies elsewhere is to be fetched
 * now: the rows for that are returned, to be triggered after the commit.
 */
export async function storeMedia(
  tx: Transaction,
  inboxId: number,
  files: readonly NewMediaRow[],
  now: Instant,
): Promise<{ stored: number; fetches: DueRow[] }> {
  if (files.length === 0) return { stored: 0, fetches: [] }
  const rows = await tx
    .insert(media)
    .values(files.map((file) => rowOf(inboxId, file)))
    .onConflictDoNothing()
    .returning({ id: media.id, url: media.url, sha256: media.sha256 })
  const fetches: DueRow[] = []
  for (const { id, url, sha256 } of rows) {
    if (url !== null && sha256 === null) fetches.push(...(await setFetch(tx, id, now)))
  }
  return { stored: rows.length, fetches }
}

export interface ToFetch {
  readonly id: number
  readonly inboxId: number
  readonly mimeType: string
  readonly name: string | null
  readonly url: string
  readonly attempts: number
  readonly gateway: string
  readonly channel: Channel
  readonly conversationId: number
  readonly inboxState: InboxState
  readonly approvalId: number | null
}

/** What is known of an attachment that still has to be fetched; undefined when there is nothing to do. */
export async function mediaToFetch(db: Queryable, id: number): Promise<ToFetch | undefined> {
  const [row] = await db
    .select({
      id: media.id,
      inboxId: media.inboxId,
      mimeType: media.mimeType,
      name: media.name,
      url: media.url,
      attempts: media.attempts,
      gateway: inbox.gateway,
      channel: conversations.channel,
      conversationId: inbox.conversationId,
      inboxState: inbox.state,
      approvalId: inbox.approvalId,
    })
    .from(media)
    .innerJoin(inbox, eq(inbox.id, media.inboxId))
    .innerJoin(conversations, eq(conversations.id, inbox.conversationId))
    .where(and(eq(media.id, id), isWaiting()))
  return row && row.url !== null ? { ...row, url: row.url } : undefined
}

const isWaiting = () => and(isNull(media.sha256), isNull(media.failure), isNotNull(media.url))

/** Keeps what was fetched, once, and tells its ticket. Undefined: it was there, or given up, already. */
export async function keepFetched(
  tx: Transaction,
  id: number,
  { content, mimeType }: { readonly content: Buffer; readonly mimeType?: string },
): Promise<Ended | undefined> {
  const [row] = await tx
    .update(media)
    .set({ content, sha256: digestOf(content), ...(mimeType ? { mimeType: storable(mimeType) } : {}) })
    .where(and(eq(media.id, id), isWaiting()))
    .returning({ ticketId: media.ticketId })
  return row
}

interface Ended {
  readonly ticketId: number | null
}

/** Counts a try that failed. */
export async function countFetch(tx: Transaction, id: number): Promise<void> {
  await tx
    .update(media)
    .set({ attempts: sql`${media.attempts} + 1` })
    .where(eq(media.id, id))
}

/** The attachment stays away: `failure` says why, for the operator. Once, as with `keepFetched`. */
export async function giveUpFetching(tx: Transaction, id: number, failure: string): Promise<Ended | undefined> {
  const [row] = await tx
    .update(media)
    .set({ failure: storable(failure) })
    .where(and(eq(media.id, id), isWaiting()))
    .returning({ ticketId: media.ticketId })
  return row
}

export interface Attached {
  readonly mimeType: string
  readonly name: string | null
  /** Absent: not fetched yet, or not available. */
  readonly content: Buffer | null
  readonly failure: string | null
}

/** An attachment of a ticket with its content. */
export async function attachmentOf(db: Queryable, ticketId: number, id: number): Promise<Attached | undefined> {
  const [row] = await db
    .select({ mimeType: media.mimeType, name: media.name, content: media.content, failure: media.failure })
    .from(media)
    .where(and(eq(media.ticketId, ticketId), eq(media.id, id)))
  return row
}

export interface StoredDocument {
  readonly mimeType: string
  readonly name: string | null
  readonly size: number
}

/** What is known of an attachment whose content is stored. */
export async function storedDocument(db: Queryable, id: number): Promise<StoredDocument | undefined> {
  const [row] = await db
    .select({ mimeType: media.mimeType, name: media.name, size: sql<number>`octet_length(${media.content})` })
    .from(media)
    .where(and(eq(media.id, id), isNotNull(media.content)))
  return row
}

/** An attachment whose content is stored, with it. */
export async function storedContent(
  db: Queryable,
  id: number,
): Promise<{ mimeType: string; name: string | null; content: Buffer } | undefined> {
  const [row] = await db
    .select({ mimeType: media.mimeType, name: media.name, content: media.content })
    .from(media)
    .where(eq(media.id, id))
  return row && row.content !== null ? { ...row, content: row.content } : undefined
}

/** How many attachments of a ticket could not be fetched. */
export async function missingMedia(db: Queryable, ticketId: number): Promise<number> {
  const [row] = await db
    .select({ missing: count() })
    .from(media)
    .where(and(eq(media.ticketId, ticketId), isNotNull(media.failure)))
  return row?.missing ?? 0
}

/** An attachment of what waits, or waited, for somebody's approval. */
export async function attachmentOfApproval(
  db: Queryable,
  approvalId: number,
  id: number,
): Promise<Attached | undefined> {
  const [row] = await db
    .select({ mimeType: media.mimeType, name: media.name, content: media.content, failure: media.failure })
    .from(media)
    .innerJoin(inbox, eq(inbox.id, media.inboxId))
    .where(and(eq(inbox.approvalId, approvalId), eq(media.id, id)))
  return row
}
