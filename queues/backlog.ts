/** What was said while no worker ran is heard before deadlines are told of: somebody may have answered in time. */
import { setTimeout as wait } from 'node:timers/promises'
import { isWaiting, newestMessage } from '../db/inbox.ts'
import type { Desk } from './desk.ts'

/** Wall milliseconds; whoever is not heard by then keeps nobody else waiting. */
const HEARD_WITHIN = 10_000
const LOOK_AGAIN = 50

/** Resolves when every message that was there at the start is decided, or after a while. Never rejects. */
export async function heardBacklog({ db, clocks }: Desk, signal: AbortSignal): Promise<void> {
  const until = clocks.wall() + HEARD_WITHIN
  try {
    const newest = await newestMessage(db)
    while (clocks.wall() < until && (await isWaiting(db, newest))) await wait(LOOK_AGAIN, undefined, { signal })
  } catch {
    // The desk stops, or its database is away: then nothing is told either.
  }
}
