/**
 * How fast the number sends, in wall time: as a person would, and so much a day, less while it is new (WHATSAPP.md, ban
 * risk). What does not come to its turn waits in the desk's own rows.
 */
import type { Instant } from '../../src/desk/ticket.ts'

const DAY = 24 * 3_600_000
/** A turn that nobody took by then is forgotten: the message went another way. */
const KEPT_FOR = 600_000

/** Messages a day, by the days since the phone was linked. */
const WARM_UP: readonly { readonly from: number; readonly most: number }[] = [
  { from: 0, most: 60 },
  { from: 3, most: 120 },
  { from: 7, most: 250 },
  { from: 14, most: 600 },
]
/** What is urgent may go so much further. */
const URGENT_TIMES = 2

export const dayOf = (at: Instant): number => Math.floor((at + 7 * 3_600_000) / DAY)

export function mostToday(linkedAt: Instant, now: Instant, urgent: boolean): number {
  const days = dayOf(now) - dayOf(linkedAt)
  const { most } = WARM_UP.findLast(({ from }) => days >= from) ?? { most: 60 }
  return urgent ? most * URGENT_TIMES : most
}

export type Turn = { readonly may: true } | { readonly may: false; readonly after: number }

export interface Pacing {
  turn(message: { readonly id: number; readonly urgent: boolean }): Turn
}

/** `pace`: wall milliseconds between two messages on the average; each wait is a little longer or shorter. */
export function createPacing(pace: number, wall: () => Instant, chance: () => number): Pacing {
  const turns = new Map<number, Instant>()
  let ordinaryFrom: Instant = Number.NEGATIVE_INFINITY
  let urgentFrom: Instant = Number.NEGATIVE_INFINITY

  const forget = (now: Instant) => {
    for (const [id, at] of turns) if (at < now - KEPT_FOR) turns.delete(id)
  }

  return {
    turn({ id, urgent }) {
      const now = wall()
      let at = turns.get(id)
      if (at === undefined) {
        const gap = pace * (0.6 + 0.8 * chance())
        at = Math.max(now, urgent ? urgentFrom : ordinaryFrom)
        // What is urgent goes a little faster, and holds the others up.
        if (urgent) urgentFrom = at + gap / 2
        ordinaryFrom = Math.max(ordinaryFrom, at) + gap
      }
      if (at <= now) {
        turns.delete(id)
        return { may: true }
      }
      forget(now)
      turns.set(id, at)
      return { may: false, after: at - now }
    },
  }
}
