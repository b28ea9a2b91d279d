/**
 * No storms (DOMAIN 1.7): who is told much in a short time is told the rest in a digest. Nothing is dropped by it, and
 * the first notice of a ticket never waits for long.
 */
import type { Telling } from '../bots/wording/telling.ts'
import type { ToldOfLate } from '../db/waiting.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Instant } from '../src/desk/ticket.ts'

/** Messages to one person that are no answers to their own. */
export interface Limits {
  readonly perMinute: number
  readonly perHour: number
}

const SECOND = 1000
/** The next digest, where only the last minute was full. */
const SOON = 30 * SECOND
/** Where the hour is full: what is new to the person, and all else. */
const FIRST_WITHIN = 60 * SECOND
const LATER = 600 * SECOND

/** By these a person hears of a ticket for the first time, or that it is theirs now. */
const FIRST: ReadonlySet<Topic> = new Set<Topic>([
  'new-report',
  'report-completed',
  'vendor-called',
  'handed-over',
  'your-step-again',
  'registered',
])

/** How long a telling waits for the next digest; undefined: it is told at once. */
export function waitOf({ topic, ticket }: Telling, late: ToldOfLate, limits: Limits): Instant | undefined {
  const isFirst = FIRST.has(topic)
  const isFull = late.hour >= limits.perHour
  if (ticket.impact === 'kritis' && (isFirst || !isFull)) return undefined
  if (isFull) return isFirst ? FIRST_WITHIN : LATER
  return late.waits || late.minute >= limits.perMinute ? SOON : undefined
}

/**
 * How long what falls together for one person waits: it is one message, so it goes at once as soon as one of it does.
 */
export function waitOfAll(tellings: readonly Telling[], late: ToldOfLate, limits: Limits): Instant | undefined {
  const waits = tellings.map((telling) => waitOf(telling, late, limits))
  const those = waits.filter((wait) => wait !== undefined)
  return those.length === waits.length ? Math.min(...those) : undefined
}
