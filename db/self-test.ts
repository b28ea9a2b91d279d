/** What a self-test wants to know of its own messages. */
import { and, arrayContains, asc, eq, gt, or } from 'drizzle-orm'
import type { Channel, Instant, Ticket } from '../src/desk/ticket.ts'
import { conversationIds } from './conversations.ts'
import type { Queryable } from './database.ts'
import { type InboxState, inbox, outbox, tickets } from './schema.ts'

export interface SelfTestMessage {
  readonly id: number
  readonly state: InboxState
  readonly ticket: Ticket | null
}

/**
 * Writes a message where gateways write theirs, for the workers of the desk that runs. It is no sign of life of the
 * phone, as one that came from there would be.
 */
export async function writeTestMessage(
  db: Queryable,
  message: { gateway: string; providerId: string; channel: Channel; address: string; at: Instant; text: string },
): Promise<number> {
  const { channel, address, at, ...row } = message
  const conversationId = (await conversationIds(db, channel, [address])).get(address)
  if (conversationId === undefined) throw new Error('conversation vanished')
  const raw = Buffer.from(JSON.stringify({ text: row.text }), 'utf8')
  await db.insert(inbox).values({ ...row, conversationId, at, receivedAt: at, content: {}, raw })
  return conversationId
}

export async function testMessage(db: Queryable, providerId: string): Promise<SelfTestMessage | undefined> {
  const [found] = await db
    .select({ id: inbox.id, state: inbox.state, ticket: tickets.ticket })
    .from(inbox)
    .leftJoin(tickets, eq(tickets.id, inbox.ticketId))
    .where(eq(inbox.providerId, providerId))
  return found
}

/** Nobody has read it: whoever starts later does not. */
export async function withdrawMessage(db: Queryable, providerId: string): Promise<void> {
  await db.delete(inbox).where(and(eq(inbox.providerId, providerId), eq(inbox.state, 'new')))
}

/** The answer to a message, and what others were told of its ticket after it. */
export async function sentBecauseOf(db: Queryable, { id, ticket }: SelfTestMessage) {
  const { state, gateway, code, words } = outbox
  const told = ticket ? and(arrayContains(outbox.aboutTickets, [ticket.id]), gt(outbox.id, id)) : undefined
  return db
    .select({ state, gateway, code, words })
    .from(outbox)
    .where(or(eq(outbox.answersId, id), told))
    .orderBy(asc(outbox.id))
}
