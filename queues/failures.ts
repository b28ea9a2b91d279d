/** What becomes of a message that failed: once more later, on the person's next route, or not at all (DESIGN rule 6). */
import type { Outcome } from '../bots/gateway.ts'
import { endWaiting, setRetry } from '../db/due.ts'
import { holdOutgoing, movesForward, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { nextRoute, type Route, sendAgain, sendInstead } from './routes.ts'

export type Failure = Omit<Extract<Outcome, { outcome: 'failed' }>, 'outcome'>

const SECOND = 1000
/** Waits after the first, second ... try, in milliseconds of desk time; after the last the message has failed. */
const BACKOFF = [15, 30, 60, 120, 300, 300, 600, 600, 1800, 1800, 3600].map((seconds) => seconds * SECOND)

type Step =
  | { readonly is: 'again'; readonly dueAt: Instant }
  | { readonly is: 'elsewhere'; readonly next: Route }
  | { readonly is: 'over' }

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
  const step = nextStep(
    row,
    now,
    failure,
    await nextRoute(desk, row),
    had === 'taken' ? row.attempts : row.attempts + 1,
  )
  if (step.is === 'again' && had === 'refused') {
    await updateOutgoing(desk.db, row.id, { state: 'queued', gateway: null, code, words })
    return desk.trigger({ alarms: await setRetry(desk.db, row.conversationId, row.id, step.dueAt) })
  }
  const triggers = await desk.db.transaction(async (tx): Promise<Triggers | undefined> => {
    const held = await holdOutgoing(tx, row.id)
    if (!held || !movesForward(held.state, 'failed')) return undefined
    await updateOutgoing(tx, row.id, { state: 'failed', code, words })
    await endWaiting(tx, row.id, now)
    switch (step.is) {
      case 'again':
        return sendAgain(tx, held, now, step.dueAt)
      case 'elsewhere':
        return sendInstead(tx, held, step.next, now)
      case 'over':
        return {}
      default:
        return step satisfies never
    }
  })
  if (!triggers) return
  const then = step.is === 'elsewhere' ? step.next.channel : step.is
  desk.log.warn({ message: row.id, channel: row.channel, code, then }, `a message could not be sent: ${words}`)
  await desk.trigger(triggers)
}

/** `tries`: how often it was sent on this route. */
function nextStep(row: OutboxRow, now: Instant, failure: Failure, next: Route | undefined, tries: number): Step {
  const wait = BACKOFF[tries - 1]
  const { retry, retryAfter = 0 } = failure
  if (retry && wait !== undefined && !(row.urgent && next)) {
    return { is: 'again', dueAt: now + Math.max(wait, retryAfter) }
  }
  return next ? { is: 'elsewhere', next } : { is: 'over' }
}
