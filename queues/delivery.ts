/** Sending what waits for a conversation, one at a time, each with its honest outcome (DESIGN rule 6). */

import { eq } from 'drizzle-orm'
import type { Gateway, Outcome, Outgoing } from '../bots/gateway.ts'
import { conversationIds, endSending, extendSending, leaseSending } from '../db/conversations.ts'
import { endRetry, setRetry } from '../db/due.ts'
import {
  enqueue,
  findOutgoing,
  keepReceipt,
  movesForward,
  type NewReceipt,
  nextReady,
  type OutboxRow,
  receiptsFor,
  updateOutgoing,
} from '../db/outbox.ts'
import { conversations, inbox, type OutboxState, people } from '../db/schema.ts'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'

const SECOND = 1000
/** Waits between tries, in milliseconds of desk time; after the last the message has failed. */
const BACKOFF = [15, 30, 60, 120, 300, 300, 600, 600, 1800, 1800, 3600].map((seconds) => seconds * SECOND)
/** A lost answer is asked after so much later. */
const LOOK_UP_AFTER = 10 * SECOND
/** One worker has a conversation for so many seconds of the database's time a message, longer than any send takes. */
const LEASE_SECONDS = 45

/** Sends all that can go now. Another worker that is at it does the work. */
export async function deliver(desk: Desk, conversationId: number): Promise<void> {
  const hasMore = async () => (await nextReady(desk.db, conversationId, await desk.clocks.desk())) !== undefined
  while (await hasMore()) {
    if (!(await leaseSending(desk.db, conversationId, LEASE_SECONDS))) return
    try {
      for (;;) {
        const now = await desk.clocks.desk()
        const row = await nextReady(desk.db, conversationId, now)
        if (!row) break
        await sendOne(desk, row, now)
        await extendSending(desk.db, conversationId, LEASE_SECONDS)
      }
    } finally {
      await endSending(desk.db, conversationId)
    }
  }
}

async function sendOne(desk: Desk, row: OutboxRow, now: Instant): Promise<void> {
  const gateway = await gatewayFor(desk, row)
  if (!gateway) {
    const words = `no gateway carries ${row.channel}: configure one`
    return settle(desk, row, now, undefined, { outcome: 'failed', retry: false, code: 'no-gateway', words })
  }
  const message = await outgoing(desk, row, now)
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

async function outgoing(desk: Desk, row: OutboxRow, at: Instant): Promise<Outgoing> {
  const [to] = await desk.db
    .select({ address: conversations.address })
    .from(conversations)
    .where(eq(conversations.id, row.conversationId))
  if (!to) throw new Error(`no conversation ${row.conversationId}`)
  return {
    id: row.id,
    channel: row.channel,
    to: to.address,
    text: row.text,
    at,
    ...(row.quotes === null ? {} : { quotes: row.quotes }),
    ...(row.ticketNumber === null ? {} : { ticket: row.ticketNumber }),
  }
}

/** The gateway that was chosen before; for an answer the one its question came in on; else the first not tried. */
async function gatewayFor(desk: Desk, row: OutboxRow): Promise<Gateway | undefined> {
  const carrying = desk.gateways.filter(({ channels }) => channels.includes(row.channel))
  const named = (name: string | null | undefined) => carrying.find((gateway) => gateway.name === name)
  if (row.gateway !== null) return named(row.gateway)
  const asked = row.answersId === null ? undefined : await askedThrough(desk, row.answersId)
  const fresh = carrying.filter(({ name }) => !row.tried.includes(`${row.channel}/${name}`))
  const own = named(asked)
  return own && fresh.includes(own) ? own : fresh[0]
}

async function askedThrough(desk: Desk, inboxId: number): Promise<string | undefined> {
  const [row] = await desk.db.select({ gateway: inbox.gateway }).from(inbox).where(eq(inbox.id, inboxId))
  return row?.gateway
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
      await endRetry(db, row.id, now)
      await updateOutgoing(db, row.id, {
        state: 'sent',
        providerId: outcome.providerId,
        sentAt: now,
        code: null,
        words: null,
      })
      // Receipts may have come before the provider's answer to the send.
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

/** The message has failed here; another route of the person carries it, if there is one. */
async function giveUp(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  { code, words, suppress }: { code: string; words: string; suppress?: boolean },
): Promise<void> {
  const next = await nextRoute(desk, row)
  const triggers = await desk.db.transaction(async (tx) => {
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endRetry(tx, row.id, now)
    if (suppress && row.personId !== null && code === '21610') {
      await tx.update(people).set({ optedOutAt: now }).where(eq(people.id, row.personId))
      return {}
    }
    if (!next) return {}
    const conversationId = (await conversationIds(tx, next.channel, [next.address])).get(next.address)
    if (conversationId === undefined) return {}
    const { id: _id, gateway: _gateway, providerId: _provider, answersId: _answers, quotes: _quotes, ...kept } = row
    await enqueue(tx, [
      {
        ...kept,
        conversationId,
        channel: next.channel,
        text: row.forms[next.channel] ?? row.text,
        insteadOf: row.id,
        tried: [...row.tried, `${row.channel}/${row.gateway ?? next.tried}`],
        state: 'queued',
        attempts: 0,
        createdAt: now,
        code: null,
        words: null,
      },
    ])
    return { delivery: [conversationId] }
  })
  const { log } = desk
  log.warn(
    { message: row.id, channel: row.channel, code, next: next?.channel },
    `a message could not be sent: ${words}`,
  )
  await desk.trigger(triggers)
}

/** The person's next way to be reached that was not tried: another gateway of the channel, else the next channel. */
async function nextRoute(
  desk: Desk,
  row: OutboxRow,
): Promise<{ channel: Channel; address: string; tried: string } | undefined> {
  if (row.personId === null) return undefined
  const [person] = await desk.db.select().from(people).where(eq(people.id, row.personId))
  if (!person) return undefined
  const used = row.gateway ?? (await gatewayFor(desk, row))?.name ?? ''
  const tried = new Set([...row.tried, `${row.channel}/${used}`])
  const channels = [row.channel, ...person.channels.filter((channel) => channel !== row.channel)]
  const routes = channels.flatMap((channel) =>
    desk.gateways.filter((gateway) => gateway.channels.includes(channel)).map(({ name }) => ({ channel, name })),
  )
  const next = routes.find(({ channel, name }) => !tried.has(`${channel}/${name}`))
  return next ? { channel: next.channel, address: person.phone, tried: used } : undefined
}

/** Keeps a receipt as evidence and moves the message forward; a late or foreign one changes nothing. */
export async function takeReceipt(desk: Desk, receipt: NewReceipt): Promise<void> {
  await keepReceipt(desk.db, receipt)
  const { gateway, providerId, outboxId } = receipt
  const row = await findOutgoing(desk.db, {
    gateway,
    ...(providerId === undefined ? {} : { providerId }),
    ...(outboxId === undefined ? {} : { outboxId }),
  })
  // Before the send has its outcome the receipt waits: the outcome looks for it.
  if (row && row.state !== 'queued' && row.state !== 'sending') await applyReceipt(desk, row.id, receipt)
}

async function applyReceipt(
  desk: Desk,
  id: number,
  receipt: { status: string; code?: string | null; at: Instant },
): Promise<void> {
  const row = await findOutgoing(desk.db, { gateway: '', outboxId: id })
  const state = receipt.status as OutboxState
  if (!row || !movesForward(row.state, state)) return
  if (state === 'failed') {
    const now = await desk.clocks.desk()
    return giveUp(desk, row, now, { code: receipt.code ?? 'undelivered', words: 'the provider could not deliver it' })
  }
  await endRetry(desk.db, id, receipt.at)
  await updateOutgoing(desk.db, id, {
    state,
    ...(state === 'sent' ? { sentAt: receipt.at } : {}),
    ...(state === 'delivered' ? { deliveredAt: receipt.at } : {}),
    ...(state === 'read' ? { readAt: receipt.at } : {}),
  })
}
