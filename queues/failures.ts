/** What becomes of a message that failed: once more, on the person's next route, or not at all (DESIGN rule 6). */
import type { Outcome } from '../bots/gateway.ts'
import { updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { awaitReceipt, endWaiting, setRetry } from '../db/due.ts'
import { findOutgoing, holdOutgoing, isPassedOn, movesForward, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { passOn } from './hops.ts'
import { optOutAddress } from './opting-out.ts'
import { nextRoute, type Route, sendAgain } from './routes.ts'

export type Failure = Omit<Extract<Outcome, { outcome: 'failed' }>, 'outcome'>

const SECOND = 1000
/** Waits after the first, second ... try, in milliseconds of desk time; after the last the message has failed. */
const BACKOFF = [15, 30, 60, 120, 300, 300, 600, 600, 1800, 1800, 3600].map((seconds) => seconds * SECOND)

/** An urgent message that waits for its gateway is told to others after so long. */
const OTHERS_HEAR_AFTER: Instant = 60 * SECOND

type Step =
  | { readonly is: 'again'; readonly dueAt: Instant }
  | { readonly is: 'elsewhere'; readonly next: Route }
  /** `others`: they hear it in the person's place. */
  | { readonly is: 'over'; readonly others: boolean }

/**
 * Told twice, also at once, a message fails once; one that has arrived after all does not fail. `had`: whether the
 * provider had it. What is sent again is then a message of its own, with receipts of its own.
 */
export async function fail(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  failure: Failure,
  had: 'taken' | 'refused',
): Promise<void> {
  const { code, words } = failure
  const step = await nextStep(desk, row, now, failure, had)
  if (step.is === 'again' && had === 'refused' && !failure.closesWindow) {
    await updateOutgoing(desk.db, row.id, { state: 'queued', gateway: null, code, words })
    const alarms = await setRetry(desk.db, row.conversationId, row.id, step.dueAt)
    // What waits for so long is told to others meanwhile.
    const isUrgent = row.urgent && row.attempts === 0
    const limit = isUrgent ? await awaitReceipt(desk.db, row.conversationId, row.id, now + OTHERS_HEAR_AFTER, null) : []
    return desk.trigger({ alarms: [...alarms, ...limit] })
  }
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers | undefined> => {
    const held = await holdOutgoing(tx, row.id)
    if (!held || !movesForward(held.state, 'failed')) return undefined
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endWaiting(tx, row.id, now)
    const learnt = await learn(desk, tx, held, now, failure)
    switch (step.is) {
      case 'again':
        return sendAgain(tx, held, now, step.dueAt)
      case 'elsewhere':
        return passOn(tx, desk, held, step.next, now)
      case 'over': {
        const passed = step.others ? await passOn(tx, desk, held, undefined, now) : {}
        return joined(learnt, passed)
      }
      default:
        return step satisfies never
    }
  })
  if (!triggers) return
  const next = step.is === 'elsewhere' ? step.next.channel : step.is
  desk.log.warn({ message: row.id, channel: row.channel, code, next }, `a message could not be sent: ${words}`)
  await desk.trigger(triggers)
}

/** The message is not sent any more, on any route; what the person does not want to hear is told to others. */
export async function withhold(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  code: 'opted-out' | 'passed-on',
  words: string,
): Promise<void> {
  const triggers = await desk.db.transaction(async (tx) => {
    const held = await holdOutgoing(tx, row.id)
    if (!held || !movesForward(held.state, 'failed')) return {}
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endWaiting(tx, row.id, now)
    return code === 'opted-out' ? passOn(tx, desk, held, undefined, now) : {}
  })
  await desk.trigger(triggers)
  desk.log.info({ message: row.id, channel: row.channel, code }, `a message is not sent any more: ${words}`)
}

async function nextStep(desk: Desk, row: OutboxRow, now: Instant, failure: Failure, had: string): Promise<Step> {
  const { retry, retryAfter = 0, suppress, closesWindow } = failure
  // Told after it was passed on: the other one is on its way.
  if (suppress === 'opted-out' || (had === 'taken' && (await isPassedOn(desk.db, row.id)))) {
    return { is: 'over', others: suppress === 'opted-out' }
  }
  if (closesWindow && !(await failedLikewise(desk, row, failure))) return { is: 'again', dueAt: now }
  const next = await nextRoute(desk, row, suppress === 'unreachable' ? [row.channel] : [])
  const tries = had === 'taken' ? row.attempts : row.attempts + 1
  const wait = retry === 'once' && tries > 1 ? undefined : BACKOFF[tries - 1]
  if (retry && wait !== undefined && !(row.urgent && next)) {
    return { is: 'again', dueAt: now + Math.max(wait, retryAfter) }
  }
  return next ? { is: 'elsewhere', next } : { is: 'over', others: true }
}

const joined = (one: Triggers, other: Triggers): Triggers => ({
  alarms: [...(one.alarms ?? []), ...(other.alarms ?? [])],
  delivery: [...(one.delivery ?? []), ...(other.delivery ?? [])],
})

/** Whether the message that this one stands in for failed on the same line for the same reason. */
async function failedLikewise({ db }: Desk, { insteadOf, conversationId }: OutboxRow, { code }: Failure) {
  const before = insteadOf === null ? undefined : await findOutgoing(db, { gateway: '', outboxId: insteadOf })
  return before?.conversationId === conversationId && before.code === code
}

/** What the failure says of the person or the address. Only who opted out is told of: the others have another route. */
async function learn(desk: Desk, tx: Transaction, row: OutboxRow, now: Instant, failure: Failure): Promise<Triggers> {
  const { code, suppress, closesWindow } = failure
  if (suppress === 'opted-out') return optOutAddress(tx, desk, row, now)
  const change = {
    ...(suppress === 'unreachable' ? { unreachableAt: now, unreachableCode: code } : {}),
    // Closed when it was sent: who has written since has opened it again.
    ...(closesWindow ? { windowClosedAt: row.sentAt ?? now } : {}),
  }
  if (Object.keys(change).length > 0) await updateConversation(tx, row.conversationId, change)
  return {}
}
