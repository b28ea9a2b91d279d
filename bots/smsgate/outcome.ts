/** What the phone gateway answered -> an outcome (DESIGN rule 6). */
import { z } from 'zod'
import type { Instant } from '../../src/desk/ticket.ts'
import type { Outcome } from '../gateway.ts'
import type { Answered } from './client.ts'
import { type Failed, failureOf } from './errors.ts'
import { codeOf } from './reasons.ts'

const MESSAGE = z.object({
  id: z.string().min(1),
  state: z.enum(['Pending', 'Processed', 'Sent', 'Delivered', 'Failed', 'Cancelling', 'Cancelled']),
  recipients: z.array(z.object({ error: z.string().nullish() })).nullish(),
})
const REFUSAL = z.object({ message: z.string() })

/** Longer than this is asked again. */
const LONGEST_WAIT = 60 * 60_000

const unknown = (words: string) => ({ outcome: 'unknown', words }) as const

/** What a message's state says; of a message to one person. */
function stateOf(json: unknown): Outcome {
  const read = MESSAGE.safeParse(json)
  if (!read.success) return unknown('the answer names no message')
  const { id, state, recipients } = read.data
  switch (state) {
    case 'Pending':
    case 'Processed':
    case 'Sent':
    case 'Delivered':
    case 'Cancelling':
      return { outcome: 'done', providerId: id }
    case 'Cancelled':
      return failureOf('cancelled')
    case 'Failed':
      return failureOf(codeOf(recipients?.find(({ error }) => error)?.error))
    default:
      return state satisfies never
  }
}

/** Retry-After is a number of seconds or a date. */
function slowDown(failed: Failed, retryAfter: string, wall: Instant): Failed {
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - wall
  return Number.isNaN(wait) ? failed : { ...failed, retryAfter: Math.min(Math.max(wait, 0), LONGEST_WAIT) }
}

/** The gateway's own words name the number, so they are looked at and not told. */
const isAboutNumber = (json: unknown) => /phone/i.test(REFUSAL.safeParse(json).data?.message ?? '')

/** Of an answer that tells of one message: to sending it, or to asking for it. `wall`: wall time now. */
export function outcomeOf(answered: Answered, wall: Instant): Outcome {
  if (answered.is === 'never-left') return failureOf(answered.code)
  if (answered.is === 'lost') return unknown(answered.words)
  const { status, json, page, retryAfter } = answered
  if (status >= 200 && status < 300) return stateOf(json)
  if (status >= 300 && status < 400) return failureOf(`HTTP ${status}`)
  // 503 is the gateway's own word for a full queue; a proxy's page may stand for anything.
  const isFull = status === 503 && REFUSAL.safeParse(json).success && !page
  if (status === 408 || (status >= 500 && !isFull))
    return unknown(`HTTP ${status}: it may have been taken all the same`)
  if (status === 400 && isAboutNumber(json)) return failureOf('wrong-number')
  const failed = failureOf(`HTTP ${status}`)
  return failed.retryAfter === undefined ? failed : slowDown(failed, retryAfter, wall)
}
