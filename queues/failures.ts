/** What becomes of a message that failed: once more, on the person's next route, or not at all (DESIGN rule 6). */
import type { Outcome } from '../bots/gateway.ts'
import { updateConversation } from '../db/conversations.ts'
import type { Database, Transaction } from '../db/database.ts'
import { awaitReceipt, endWaiting, setRetry } from '../db/due.ts'
import {
  chainOf,
  findOutgoing,
  holdOutgoing,
  isPassedOn,
  movesForward,
  type OutboxRow,
  updateOutgoing,
} from '../db/outbox.ts'
import { failsSince, firstOf, lastChannelOf } from '../db/unsent.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { passOn } from './hops.ts'
import { closeLine, isOldBlock, optOutAddress } from './opting-out.ts'
import { isAnswered } from './outdated.ts'
import { nextRoute, type Route, sendAgain, wayAround } from './routes.ts'

export type Failure = Omit<Extract<Outcome, { outcome: 'failed' }>, 'outcome'>

const SECOND = 1000
/**
 * Waits after the first, second ... try, in milliseconds of desk time. After the last the message has failed; one that no
 * provider has taken yet is tried on at that pace for a day.
 */
const BACKOFF = [15, 30, 60, 120, 300, 300, 600, 600, 1800, 1800, 3600].map((seconds) => seconds * SECOND)

const TRIED_FOR: Instant = 24 * 3600 * SECOND
/** What is urgent goes out soon after its gateway is back; sooner in the first hour. */
const URGENT_WAITS_AT_MOST = { atFirst: 60 * SECOND, later: 300 * SECOND, from: 3600 * SECOND }

/** News waits for its channel so long, and not where its person wrote on another within that time. */
const NEWS_WAITS: Instant = 300 * SECOND
const WRITES_THERE: Instant = 3600 * SECOND

/** An urgent message that waits for its gateway is told to others after so long. */
export const OTHERS_HEAR_AFTER: Instant = 60 * SECOND

/** As the desk takes it: a block that is older than the person's last MULAI closes the line alone. */
type Understood = Omit<Failure, 'suppress'> & { readonly suppress?: Failure['suppress'] | 'line-closed' }

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
  told: Failure,
  had: 'taken' | 'refused',
): Promise<void> {
  const isOld = told.suppress === 'opted-out' && (await isOldBlock(desk.db, row))
  const failure: Understood = isOld ? { ...told, suppress: 'line-closed' } : told
  const { code, words } = failure
  const step = await nextStep(desk, row, now, failure, had)
  if (step.is === 'again' && had === 'refused' && !failure.closesWindow) {
    const around = row.urgent || row.tried.length > 0 ? await wayAround(desk, row) : undefined
    await updateOutgoing(desk.db, row.id, { state: 'queued', gateway: null, code, words, ...around })
    const alarms = await setRetry(desk.db, around?.conversationId ?? row.conversationId, row.id, step.dueAt)
    // What waits for so long is told to others meanwhile.
    const isUrgent = row.urgent && row.attempts === 0
    const limit = isUrgent ? await awaitReceipt(desk.db, row.conversationId, row.id, now + OTHERS_HEAR_AFTER, null) : []
    return desk.trigger({ alarms: [...alarms, ...limit] })
  }
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers | undefined> => {
    const held = await holdOutgoing(tx, row.id)
    if (!held || !movesForward(held.state, 'failed')) return undefined
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endWaiting(tx, [row.id], now)
    const learnt = await learn(desk, tx, held, now, failure)
    switch (step.is) {
      case 'again':
        return sendAgain(tx, held, now, step.dueAt, held.urgent ? await hearBy(tx, held) : undefined)
      case 'elsewhere':
        return both(await passOn(tx, desk, held, step.next, now), learnt)
      case 'over':
        if (!step.others || (await isAnswered(tx, held))) return learnt
        return both(learnt, await passOn(tx, desk, held, undefined, now))
      default:
        return step satisfies never
    }
  })
  if (!triggers) return
  const next = step.is === 'elsewhere' ? step.next.channel : step.is
  desk.log.warn({ message: row.id, channel: row.channel, code, next }, `a message could not be sent: ${words}`)
  await desk.trigger(triggers)
}

/** When others hear of an urgent message that goes out again and again. */
async function hearBy(tx: Transaction, row: OutboxRow): Promise<Instant> {
  const [first = row] = await chainOf(tx, row.id)
  return first.createdAt + OTHERS_HEAR_AFTER
}

/** The message itself comes before what is said of it. */
const both = (one: Triggers, other: Triggers): Triggers => ({
  delivery: [...(one.delivery ?? []), ...(other.delivery ?? [])],
  alarms: [...(one.alarms ?? []), ...(other.alarms ?? [])],
})

/** The message is not sent any more, on any route. */
export async function withhold(desk: Desk, row: OutboxRow, now: Instant, code: string, words: string): Promise<void> {
  await desk.db.transaction(async (tx) => {
    const held = await holdOutgoing(tx, row.id)
    if (!held || !movesForward(held.state, 'failed')) return
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endWaiting(tx, [row.id], now)
  })
  desk.log.info({ message: row.id, channel: row.channel, code }, `a message is not sent any more: ${words}`)
}

async function nextStep(desk: Desk, row: OutboxRow, now: Instant, failure: Understood, had: string): Promise<Step> {
  const { retry, retryAfter = 0, suppress, closesWindow } = failure
  // Whose tickets wait is told with the gap (opting-out.ts). Told after it was passed on: the other one is on its way.
  if (suppress === 'opted-out' || (had === 'taken' && (await isPassedOn(desk.db, row)))) {
    return { is: 'over', others: false }
  }
  if (closesWindow && !(await failedLikewise(desk, row, failure))) return { is: 'again', dueAt: now }
  const next = await nextRoute(desk, row, suppress === undefined ? [] : [row.channel])
  const tries = had === 'taken' ? row.attempts : row.attempts + 1
  const wait = retry === 'once' && tries > 1 ? undefined : await waitAfter(desk, row, now, tries, had)
  const goesElsewhere = next !== undefined && (row.urgent || (await newsGoesElsewhere(desk.db, row, now)))
  if (retry && wait !== undefined && !goesElsewhere) {
    return { is: 'again', dueAt: now + Math.max(wait, retryAfter) }
  }
  return next ? { is: 'elsewhere', next } : { is: 'over', others: true }
}

/** News does not wait for a channel that has failed for long, nor for one that its person does not write on any more. */
async function newsGoesElsewhere(db: Database, row: OutboxRow, now: Instant): Promise<boolean> {
  const { personId, answersId, channel } = row
  if (personId === null || answersId !== null) return false
  const last = await lastChannelOf(db, personId, now - WRITES_THERE)
  if (last !== undefined && last !== channel && last !== 'voice') return true
  return failsSince(db, row, now - NEWS_WAITS, now - TRIED_FOR)
}

/** Undefined: it is not tried again. What a provider took and could not deliver costs each time. */
async function waitAfter({ db }: Desk, row: OutboxRow, now: Instant, tries: number, had: string) {
  const wait = BACKOFF[tries - 1]
  if (had === 'taken') return wait
  const { createdAt } = await firstOf(db, row)
  const age = now - createdAt
  if (wait === undefined && age >= TRIED_FOR) return undefined
  const { atFirst, later, from } = URGENT_WAITS_AT_MOST
  const longest = age < from ? atFirst : later
  return Math.min(wait ?? BACKOFF.at(-1) ?? 0, row.urgent ? longest : Number.POSITIVE_INFINITY)
}

/** Whether the message that this one stands in for failed on the same line for the same reason. */
async function failedLikewise({ db }: Desk, { insteadOf, conversationId }: OutboxRow, { code }: Understood) {
  const before = insteadOf === null ? undefined : await findOutgoing(db, { gateway: '', outboxId: insteadOf })
  return before?.conversationId === conversationId && before.code === code
}

/** What the failure says of the person or the address. */
async function learn(
  desk: Desk,
  tx: Transaction,
  row: OutboxRow,
  now: Instant,
  failure: Understood,
): Promise<Triggers> {
  const { code, suppress, closesWindow } = failure
  if (suppress === 'opted-out') return optOutAddress(tx, desk, row, now)
  if (suppress === 'line-closed') return closeLine(tx, desk, row, now, code)
  const change = {
    ...(suppress === 'unreachable' ? { unreachableAt: now, unreachableCode: code } : {}),
    // Closed when it was sent: who has written since has opened it again.
    ...(closesWindow ? { windowClosedAt: row.sentAt ?? now } : {}),
  }
  if (Object.keys(change).length > 0) await updateConversation(tx, row.conversationId, change)
  return {}
}
