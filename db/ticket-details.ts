/** What is shown of a ticket beside the ticket itself. */
import { arrayContains, asc, eq, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Queryable } from './database.ts'
import { conversations, events, inbox, media, outbox, people } from './schema.ts'

export interface AttachmentRow {
  readonly id: number
  readonly mimeType: string
  readonly name: string | null
  /** Both null until it is fetched. */
  readonly sha256: string | null
  readonly size: number | null
  /** It could not be fetched and is not tried again. */
  readonly failed: boolean
}

/** What is shown of an attachment: all but its content. */
export const ATTACHMENT = {
  id: media.id,
  mimeType: media.mimeType,
  name: media.name,
  sha256: media.sha256,
  size: sql<number | null>`octet_length(${media.content})`,
  failed: sql<boolean>`${media.failure} is not null`,
}

export async function ticketDetails(db: Queryable, ticketId: number) {
  const [history, attachments] = await Promise.all([
    db
      .select({ seq: events.seq, recordedAt: events.recordedAt, event: events.event, text: inbox.text })
      .from(events)
      .leftJoin(inbox, eq(inbox.id, events.inboxId))
      .where(eq(events.ticketId, ticketId))
      .orderBy(asc(events.seq)),
    db.select(ATTACHMENT).from(media).where(eq(media.ticketId, ticketId)).orderBy(asc(media.id)),
  ])
  return { events: history, attachments }
}

export interface TicketMessage {
  readonly id: number
  readonly direction: 'in' | 'out'
  readonly channel: Channel
  readonly text: string
  readonly at: Instant
  readonly status: string
}

/** All messages about a ticket, in order. */
export async function messagesOf(db: Queryable, ticketId: number): Promise<TicketMessage[]> {
  const received = db
    .select({
      id: inbox.id,
      // What a human wrote at our own phone went out as well.
      direction: sql<'in' | 'out'>`case when ${inbox.content} ? 'own' then 'out' else 'in' end`,
      channel: conversations.channel,
      text: inbox.text,
      at: sql<Date>`${inbox.at}`,
      status: sql<string>`case when ${inbox.content} ? 'own' then 'sent' else ${inbox.state} end`,
    })
    .from(inbox)
    .innerJoin(conversations, eq(conversations.id, inbox.conversationId))
    .where(eq(inbox.ticketId, ticketId))
  const sent = db
    .select({
      id: outbox.id,
      direction: sql<'in' | 'out'>`'out'`,
      channel: outbox.channel,
      text: outbox.text,
      at: sql<Date>`coalesce(${outbox.sentAt}, ${outbox.createdAt})`,
      status: sql<string>`${outbox.state}`,
    })
    .from(outbox)
    .where(arrayContains(outbox.aboutTickets, [ticketId]))
  const rows = [...(await received), ...(await sent)]
  return rows.map((row) => ({ ...row, at: new Date(row.at).getTime() })).sort((a, b) => a.id - b.id)
}

/** Phones of everybody in the directory, by id. */
export async function phonesById(db: Queryable): Promise<(personId: number) => string | undefined> {
  const rows = await db.select({ id: people.id, phone: people.phone }).from(people)
  const phones = new Map(rows.map(({ id, phone }) => [id, phone]))
  return (personId) => phones.get(personId)
}
