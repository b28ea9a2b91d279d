/** What the simulated phones show, and the faults of their network. */
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Database, Queryable } from './database.ts'
import { inbox, outbox, simulatedMessages, simulator, tickets } from './schema.ts'
import { storable } from './storable.ts'

export interface SimulatedMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly channel: Channel
  readonly phone: string
  readonly text: string
  readonly at: Instant
  readonly quotes?: string
  readonly ticket?: number
  /** Documents that came with it. */
  readonly media?: readonly { readonly mimeType: string; readonly name: string }[]
  readonly status: string
}

interface ShownMessage {
  readonly id: number
  readonly channel: Channel
  readonly to: string
  readonly text: string
  readonly at: Instant
  readonly quotes?: string
  readonly ticket?: number
  readonly document?: { readonly mimeType: string; readonly name: string }
}

type Faults = Partial<Record<Channel, { mode: 'ok' | 'down' | 'reject' | 'silent' | 'unknown'; code?: string }>>

/** The simulator's phones on a database. */
export function simulatedPhones(db: Database) {
  const shown = async (outboxId: number): Promise<{ id: string } | undefined> => {
    const [row] = await db
      .select({ id: simulatedMessages.id })
      .from(simulatedMessages)
      .where(eq(simulatedMessages.outboxId, outboxId))
    return row
  }
  return {
    shown,
    async fault(channel: Channel) {
      return (await readFaults(db))[channel] ?? { mode: 'ok' as const }
    },
    async show(message: ShownMessage): Promise<{ id: string }> {
      const { id: outboxId, to: phone, document, ...rest } = message
      const media = document && [{ mimeType: document.mimeType, name: document.name }]
      const values = { ...rest, phone, outboxId, id: `out-${outboxId}`, direction: 'out' as const, media }
      await db.insert(simulatedMessages).values(values).onConflictDoNothing()
      const row = await shown(outboxId)
      if (!row) throw new Error(`the phone does not show message ${outboxId}`)
      return row
    },
  }
}

async function readFaults(db: Queryable): Promise<Faults> {
  const [row] = await db.select({ faults: simulator.faults }).from(simulator)
  return (row?.faults ?? {}) as Faults
}

export async function setFault(db: Database, channel: Channel, fault: NonNullable<Faults[Channel]>): Promise<void> {
  await db.update(simulator).set({ faults: { ...(await readFaults(db)), [channel]: fault } })
}

/** Shows what was typed on a phone; a provider's repeat of the same id shows nothing more. */
export async function showTyped(
  db: Queryable,
  message: { id: string; channel: Channel; phone: string; text: string; at: Instant; quotes?: string },
): Promise<void> {
  const text = storable(message.text)
  await db
    .insert(simulatedMessages)
    .values({ ...message, text, direction: 'in' })
    .onConflictDoNothing()
}

const maybeTicket = (number: number | null) => (number === null ? {} : { ticket: number })

/** All that the phones show, in order; of one phone, and after one message, if told. */
export async function listShown(
  db: Queryable,
  filter: { phone?: string; after?: string },
): Promise<SimulatedMessage[] | 'unknown-id'> {
  let afterSeq = 0
  if (filter.after !== undefined) {
    const [row] = await db
      .select({ seq: simulatedMessages.seq })
      .from(simulatedMessages)
      .where(eq(simulatedMessages.id, filter.after))
    if (!row) return 'unknown-id'
    afterSeq = row.seq
  }
  const rows = await db
    .select({ message: simulatedMessages, sent: outbox.state, received: inbox.state, about: tickets.number })
    .from(simulatedMessages)
    .leftJoin(outbox, eq(outbox.id, simulatedMessages.outboxId))
    .leftJoin(inbox, and(eq(inbox.gateway, 'simulator'), eq(inbox.providerId, simulatedMessages.id)))
    .leftJoin(tickets, eq(tickets.id, inbox.ticketId))
    .where(
      and(
        gt(simulatedMessages.seq, afterSeq),
        filter.phone === undefined ? undefined : eq(simulatedMessages.phone, filter.phone),
      ),
    )
    .orderBy(asc(simulatedMessages.seq))
  return rows.map(({ message, sent, received, about }) => ({
    id: message.id,
    direction: message.direction,
    channel: message.channel,
    phone: message.phone,
    text: message.text,
    at: message.at,
    ...(message.quotes === null ? {} : { quotes: message.quotes }),
    ...maybeTicket(message.ticket ?? about),
    ...(message.media === null ? {} : { media: message.media }),
    status: sent ?? received ?? 'new',
  }))
}
