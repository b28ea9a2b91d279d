/**
 * No storms (DOMAIN 1.7): who is told much in a short time is told the rest in a digest. Nothing is dropped by it, and
 * the first notice of a ticket never waits for long: of a handful of tickets it goes at once, whatever else was told.
 */
import type { Telling } from '../bots/wording/telling.ts'
import type { Transaction } from '../db/database.ts'
import { type DueRow, setDigests } from '../db/due.ts'
import { keepNotices, type NewWaiting, type ToldOfLate, toldOfLate } from '../db/waiting.ts'
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
export const FIRST: ReadonlySet<Topic> = new Set<Topic>([
  'new-report',
  'report-completed',
  'vendor-called',
  'handed-over',
  'your-step-again',
  'registered',
])

/** A breach of a critical ticket is told whatever else was. */
const BREACH: ReadonlySet<Topic> = new Set<Topic>(['overdue', 'decide-please', 'call-vendor'])

/** How long a telling waits for the next digest; undefined: it is told at once. */
export function waitOf({ topic, ticket }: Telling, late: ToldOfLate, limits: Limits): Instant | undefined {
  const isFirst = FIRST.has(topic)
  // What is new waits only for what else is new: news and reminders before it do not hold it up.
  const told = isFirst ? late.of : late
  const isFull = told.hour >= limits.perHour
  if (ticket.impact === 'kritis' && (isFirst || BREACH.has(topic) || !isFull)) return undefined
  if (isFull) return isFirst ? FIRST_WITHIN : LATER
  return told.waits || told.minute >= limits.perMinute ? SOON : undefined
}

/**
 * How long what falls together for one person waits: it is one message, so it goes at once as soon as one of it does.
 */
export function waitOfAll(tellings: readonly Telling[], late: ToldOfLate, limits: Limits): Instant | undefined {
  const waits = tellings.map((telling) => waitOf(telling, late, limits))
  const those = waits.filter((wait) => wait !== undefined)
  return those.length === waits.length ? Math.min(...those) : undefined
}

const NOTHING = { minute: 0, hour: 0, waits: false }
const TOLD_NOTHING: ToldOfLate = { ...NOTHING, of: NOTHING }

/** Parts what is told at once, by person, from what waits for their next digest, whose alarms are returned. */
export async function withinLimits(
  tx: Transaction,
  all: ReadonlyMap<number, readonly Telling[]>,
  limits: Limits,
  now: Instant,
): Promise<{ readonly atOnce: Map<number, readonly Telling[]>; readonly alarms: readonly DueRow[] }> {
  const late = await toldOfLate(tx, [...all.keys()], now, [...FIRST])
  const atOnce = new Map<number, readonly Telling[]>()
  const waiting: NewWaiting[] = []
  const digests: { personId: number; dueAt: Instant }[] = []
  for (const [personId, list] of all) {
    const wait = waitOfAll(list, late.get(personId) ?? TOLD_NOTHING, limits)
    if (wait === undefined) atOnce.set(personId, list)
    else digests.push({ personId, dueAt: now + wait })
    const told = wait === undefined ? { toldAt: now } : {}
    for (const { topic, ticket, event, role } of list) {
      waiting.push({ personId, ticketId: ticket.id, topic, role, event, at: now, ...told })
    }
  }
  await keepNotices(tx, waiting)
  return { atOnce, alarms: await setDigests(tx, digests) }
}
