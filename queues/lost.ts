/**
 * A message whose answer was lost may have gone out: the provider is asked before it is sent again (DESIGN rule 6), and
 * is believed that it has nothing only when it has said so several times.
 */
import type { Gateway, Outcome, Outgoing } from '../bots/gateway.ts'
import { setRetry } from '../db/due.ts'
import { findOutgoing, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { limitReceipt, tookIt } from './receipts.ts'

const SECOND = 1000
/**
 * A lost answer is asked after so long after the send. What a provider shows lags: only when nothing is there at any of
 * these times, by both clocks, the message is sent again.
 */
const LOOK_UP_AT = [10, 30, 75].map((seconds) => seconds * SECOND)
/** While nobody can tell, it is asked after later and later. */
const LOOK_UP_AT_MOST_AFTER = 300 * SECOND

/** What is urgent and may be lost goes out on the person's next route as well. */
const UNKNOWN_AT_MOST = 60 * SECOND

const gapBefore = (look: number) => (LOOK_UP_AT[look] ?? 0) - (LOOK_UP_AT[look - 1] ?? 0)

interface NextLook {
  /** Looks so far that found nothing. */
  readonly emptyLooks: number
  readonly dueAt: Instant
  /** Wall time. */
  readonly notBefore: Instant | null
}

/** When nobody could tell. */
export const lookAfterLosing = ({ createdAt }: OutboxRow, now: Instant, emptyLooks: number): NextLook => {
  const after = Math.max(gapBefore(emptyLooks), Math.min((now - createdAt) / 2, LOOK_UP_AT_MOST_AFTER))
  return { emptyLooks, dueAt: now + after, notBefore: null }
}

/** A gateway that throws has not told what became of the message. */
export async function attempt(ask: () => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  try {
    return await ask()
  } catch (error) {
    return { outcome: 'unknown', words: error instanceof Error ? error.name : 'error' }
  }
}

/** What the provider knows of the message; another one with the same words is not taken for it. */
export async function findSent({ db }: Desk, row: OutboxRow, gateway: Gateway, message: Outgoing) {
  const isAnothers = async (providerId: string) => {
    const holder = await findOutgoing(db, { gateway: gateway.name, providerId })
    return holder !== undefined && holder.id !== row.id
  }
  const found = await attempt(() => gateway.find(message, isAnothers))
  return found?.outcome === 'done' && (await isAnothers(found.providerId)) ? undefined : found
}

/**
 * Of a message that was just found nowhere. False: it may show yet, and is looked up again. A look counts only where real
 * time has passed as well: a moved clock is no proof.
 */
export async function isProvenLost(desk: Desk, row: OutboxRow, now: Instant, gateway: Gateway): Promise<boolean> {
  const { handedAt, emptyLooks } = row
  const counts = desk.clocks.wall() - (handedAt ?? 0) >= (LOOK_UP_AT[emptyLooks] ?? 0)
  const looks = counts ? emptyLooks + 1 : emptyLooks
  const nextAt = LOOK_UP_AT[looks]
  if (nextAt === undefined) return true
  const notBefore = handedAt === null ? null : handedAt + nextAt
  const next = { emptyLooks: looks, dueAt: now + gapBefore(looks), notBefore }
  await remainUnknown(desk, row, now, gateway, 'the provider does not show it yet', next)
  return false
}

/** Nobody knows what became of it: it is looked up later. What is urgent does not wait for that longer than a minute. */
export async function remainUnknown(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  gateway: Gateway,
  words: string,
  { emptyLooks, dueAt, notBefore }: NextLook,
): Promise<void> {
  const { db } = desk
  const unknown = { state: 'unknown', words, emptyLooks } as const
  if (!(await updateOutgoing(db, row.id, unknown, ['sending', 'unknown']))) return
  const { providerId } = (await findOutgoing(db, { gateway: gateway.name, outboxId: row.id })) ?? row
  if (providerId !== null) return tookIt(desk, row, gateway.name, providerId, now)
  const isNew = row.urgent && row.state !== 'unknown'
  const alarms = [
    ...(await setRetry(db, row.conversationId, row.id, dueAt, notBefore)),
    ...(isNew ? await limitReceipt(desk, row, gateway.name, now + UNKNOWN_AT_MOST) : []),
  ]
  return desk.trigger({ alarms })
}
