/** How far a list of Twilio's has been read, and from where it is read on: lists may be late. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Webhooks are tried again for about a minute: what is younger is on its way, with more in it than the list tells. */
const GRACE = 2 * MINUTE
/** What was looked at is looked at again for so long: the list may be late. */
const OVERLAP = 15 * MINUTE
/** It has been late by hours: so once an hour the last day is looked at again. */
const DAY_AGAIN_EVERY = HOUR
/** A desk that was off for longer does not take in what nobody waits for any more. */
const OLDEST = 7 * DAY

export interface Reading {
  readonly since: Instant
  readonly until: Instant
  /** All up to there is taken in. */
  upTo(read: Instant): Promise<void>
  /** All of it is taken in. */
  done(): Promise<void>
}

/** What is to be read of a list now, in wall time. Undefined at the first start ever: what came before is not the desk's. */
export async function readingOf(list: string, { watermark, clocks }: Contract): Promise<Reading | undefined> {
  const dayReadAt = `${list}-day`
  const until = clocks.wall() - GRACE
  const kept = await watermark.get(list)
  if (kept === undefined) {
    await watermark.set(list, String(until - OVERLAP))
    await watermark.set(dayReadAt, String(until))
    return undefined
  }
  const dayIsDue = until - Number((await watermark.get(dayReadAt)) ?? 0) >= DAY_AGAIN_EVERY
  const upTo = (read: Instant) => watermark.set(list, String(Math.max(read, Number(kept))))
  return {
    since: Math.max(Math.min(Number(kept) - OVERLAP, dayIsDue ? until - DAY : until), until - OLDEST),
    until,
    upTo,
    done: async () => {
      await upTo(until)
      if (dayIsDue) await watermark.set(dayReadAt, String(until))
    },
  }
}
