/** Sending what waits for a conversation, one at a time, each with its honest outcome (DESIGN rule 6). */

import type { Gateway, Outcome, Outgoing } from '../bots/gateway.ts'
import { templateFacts } from '../bots/wording/template-facts.ts'
import { endSending, extendSending, leaseSending } from '../db/conversations.ts'
import { awaitReceipt, endWaiting, setRetry, takeMissingReceipts } from '../db/due.ts'
import {
  addressed,
  conversationsToSend,
  findOutgoing,
  nextReady,
  type OutboxRow,
  receiptsFor,
  updateOutgoing,
} from '../db/outbox.ts'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { applyReceipt } from './receipts.ts'
import { gatewayFor, giveUp, nextRoute, sendInstead } from './routes.ts'

const SECOND = 1000
/** Waits between tries, in milliseconds of desk time; after the last the message has failed. */
const BACKOFF = [15, 30, 60, 120, 300, 300, 600, 600, 1800, 1800, 3600].map((seconds) => seconds * SECOND)
/** A lost answer is asked after so much later. */
const LOOK_UP_AFTER = 10 * SECOND
/** One worker has a conversation for so many seconds of the database's time a message, longer than any send takes. */
const LEASE_SECONDS = 45

/** An urgent message is to be delivered within so much; receipts of SMS are unreliable in Indonesia (TWILIO.md). */
const RECEIPT_WITHIN: Partial<Record<Channel, Instant>> = { whatsapp: 60 * SECOND }

/** Sends all that can go now. Another worker that is at it does the work. */
export async function deliver(desk: Desk, conversationId: number): Promise<void> {
  const kept = desk.kept.get(conversationId)
  if (kept !== undefined) await giveBack(desk, conversationId, kept)
  await passOnUndelivered(desk, conversationId)
  const hasMore = async () => (await nextReady(desk.db, conversationId, await desk.clocks.desk())) !== undefined
  while (await hasMore()) {
    let until = leaseEnd(desk)
    if (!(await leaseSending(desk.db, conversationId, LEASE_SECONDS))) return
    try {
      for (;;) {
        const now = await desk.clocks.desk()
        const row = await nextReady(desk.db, conversationId, now)
        if (!row) break
        await sendOne(desk, row, now)
        const extended = leaseEnd(desk)
        await extendSending(desk.db, conversationId, LEASE_SECONDS)
        until = extended
      }
    } finally {
      await giveBack(desk, conversationId, until)
    }
  }
}

/** Before this wall time nobody else can have the right that is asked for now. */
const leaseEnd = ({ clocks }: Desk): Instant => clocks.wall() + LEASE_SECONDS * SECOND

/** Ends the right to send while it is ours; where the database is away, as soon as it is back. */
async function giveBack(desk: Desk, conversationId: number, until: Instant): Promise<void> {
  desk.kept.delete(conversationId)
  if (desk.clocks.wall() >= until) return
  try {
    await endSending(desk.db, conversationId)
  } catch (error) {
    desk.kept.set(conversationId, until)
    throw error
  }
}

/**
 * Sends all that can go now to anybody, in the order in which it was written. For simulated phones, with one worker: so
 * the same day always gives the same transcript, whichever job comes first.
 */
export async function deliverInOrder(desk: Desk, conversationId: number): Promise<void> {
  await passOnUndelivered(desk, conversationId)
  for (;;) {
    const now = await desk.clocks.desk()
    const [first] = await conversationsToSend(desk.db, now)
    if (first === undefined) return
    const kept = desk.kept.get(first)
    if (kept !== undefined) await giveBack(desk, first, kept)
    const until = leaseEnd(desk)
    if (!(await leaseSending(desk.db, first, LEASE_SECONDS))) return
    try {
      const row = await nextReady(desk.db, first, now)
      if (row) await sendOne(desk, row, now)
    } finally {
      await giveBack(desk, first, until)
    }
  }
}

async function sendOne(desk: Desk, row: OutboxRow, now: Instant): Promise<void> {
  const gateway = await gatewayFor(desk, row)
  if (!gateway) {
    const words = `no gateway carries ${row.channel}: configure one`
    return settle(desk, row, now, undefined, { outcome: 'failed', retry: false, code: 'no-gateway', words })
  }
  const message = await outgoing(desk, row, gateway, now)
  // A row already in `sending` or `unknown` may have gone out: it is looked up before it is sent again.
  const found = row.state === 'queued' ? undefined : await findSent(desk, row, gateway, message)
  if (row.state !== 'queued' && found?.outcome === 'unknown') return settle(desk, row, now, gateway, found)
  if (!found)
    await updateOutgoing(desk.db, row.id, { state: 'sending', gateway: gateway.name, attempts: row.attempts + 1 })
  await settle(desk, row, now, gateway, found ?? (await attempt(() => gateway.send(message))) ?? LOST)
}

/** What the provider knows of the message; an earlier one with the same words is not taken for it. */
async function findSent(desk: Desk, row: OutboxRow, gateway: Gateway, message: Outgoing): Promise<Outcome | undefined> {
  const found = await attempt(() => gateway.find(message))
  if (found?.outcome !== 'done') return found
  const holder = await findOutgoing(desk.db, { gateway: gateway.name, providerId: found.providerId })
  return holder && holder.id !== row.id ? undefined : found
}

const LOST: Outcome = { outcome: 'unknown', words: 'the gateway gave no outcome' }

/** A gateway that throws has not told what became of the message. */
async function attempt(ask: () => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  try {
    return await ask()
  } catch (error) {
    return { outcome: 'unknown', words: error instanceof Error ? error.name : 'error' }
  }
}

/** The message as its gateway gets it. */
async function outgoing(desk: Desk, row: OutboxRow, gateway: Gateway, at: Instant): Promise<Outgoing> {
  const { address, heardAt, ticket } = await addressed(desk.db, row, gateway.name)
  const { house } = desk.settings
  return {
    id: row.id,
    channel: row.channel,
    to: address,
    text: row.text,
    at,
    topic: row.topic,
    urgent: row.urgent,
    ...(row.quotes === null ? {} : { quotes: row.quotes }),
    ...(row.ticketNumber === null ? {} : { ticket: row.ticketNumber }),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(ticket === undefined ? {} : { facts: templateFacts(ticket, at, house) }),
  }
}

async function settle(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  gateway: Gateway | undefined,
  outcome: Outcome,
): Promise<void> {
  const { db } = desk
  switch (outcome.outcome) {
    case 'done': {
      const name = gateway?.name ?? ''
      await endWaiting(db, row.id, now)
      await updateOutgoing(db, row.id, {
        state: 'sent',
        providerId: outcome.providerId,
        sentAt: now,
        code: null,
        words: null,
      })
      // Receipts may have come before the provider's answer to the send.
      const within = RECEIPT_WITHIN[row.channel]
      if (row.urgent && within !== undefined) {
        await desk.trigger({ alarms: await awaitReceipt(db, row.conversationId, row.id, now + within) })
      }
      for (const receipt of await receiptsFor(db, name, outcome.providerId)) await applyReceipt(desk, row.id, receipt)
      return
    }
    case 'unknown': {
      await updateOutgoing(db, row.id, { state: 'unknown', words: outcome.words })
      return desk.trigger({ alarms: await setRetry(db, row.conversationId, row.id, now + LOOK_UP_AFTER) })
    }
    case 'failed': {
      const next = await nextRoute(desk, row)
      const wait = BACKOFF[row.attempts]
      const again = outcome.retry && wait !== undefined && !(row.urgent && next)
      if (again) {
        await updateOutgoing(db, row.id, { state: 'queued', gateway: null, code: outcome.code, words: outcome.words })
        const dueAt = now + Math.max(wait, outcome.retryAfter ?? 0)
        return desk.trigger({ alarms: await setRetry(db, row.conversationId, row.id, dueAt) })
      }
      return giveUp(desk, row, now, outcome)
    }
    default:
      return outcome satisfies never
  }
}

/** Urgent messages that were taken but not delivered in time go out on the person's next channel as well. */
async function passOnUndelivered(desk: Desk, conversationId: number): Promise<void> {
  const now = await desk.clocks.desk()
  const triggers = await desk.db.transaction(async (tx) => {
    const delivery = new Set<number>()
    for (const id of await takeMissingReceipts(tx, conversationId, now)) {
      const row = await findOutgoing(tx, { gateway: '', outboxId: id })
      const next = row?.state === 'sent' ? await nextRoute(desk, row) : undefined
      if (!row || !next) continue
      desk.log.warn(
        { message: id, channel: row.channel, next: next.channel },
        'an urgent message has no receipt in time',
      )
      for (const other of (await sendInstead(tx, row, next, now)).delivery ?? []) delivery.add(other)
    }
    return { delivery }
  })
  await desk.trigger(triggers)
}
