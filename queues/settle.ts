/** The simulator's still point and its moving clock (DESIGN section 6). */
import { sql } from 'drizzle-orm'
import { type Now, readClocks, runFrom, standAt } from '../db/clock.ts'
import { earliestDue, opensBy, triedLater } from '../db/due.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import type { Running } from './running.ts'

const CLOCK_LOCK = 112_003
/** Wall milliseconds until the next look: more and more of them, so that looking takes no time from the work. */
const LOOK_AGAIN = { first: 2, most: 24 }
const SECOND = 1000
/** Wall milliseconds after which waiting is given up: something is stuck. */
const GIVE_UP = 60 * SECOND
/** So long, in all, a rest waits for what is due by desk time and held back by wall time: messages that are paced. */
const PACED_FOR = 30 * SECOND
/** The same on the way of a clock that is moved, and when it has arrived. */
const MOVING_FOR = 5 * SECOND
const ARRIVED_FOR = 3 * SECOND

/**
 * Resolves when no message is undecided and no send or moment due by now is unfinished; of what a provider paces, no
 * longer than half a minute. A future retry or look-up, a missing receipt and an open quiet window are not waited for.
 * Rejects after a minute.
 */
export async function settle(running: Running, heldBackFor = PACED_FOR): Promise<void> {
  await comeToRest(running, running.desk.clocks.wall() + heldBackFor)
}

async function comeToRest({ desk }: Running, until: Instant): Promise<void> {
  const giveUpAt = desk.clocks.wall() + GIVE_UP
  let opensAt: Instant | undefined
  for (let pause = LOOK_AGAIN.first; ; pause = Math.min(pause * 1.5, LOOK_AGAIN.most)) {
    const now = await readClocks(desk.clocks)
    const isOpen = opensAt !== undefined && opensAt <= now.wall
    if (isOpen) await desk.trigger({ due: now.desk })
    const { busy, opens } = await look(desk, now, until)
    if (!busy && opens === null) return
    if (now.wall > giveUpAt) throw new Error('the desk did not come to rest within a minute')
    opensAt = opens === null ? undefined : new Date(opens).getTime()
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** `opens`: when the first of what is held back goes on. */
async function look({ db }: Desk, now: Now, until: Instant) {
  const at = (instant: Instant) => new Date(instant).toISOString()
  const result = await db.execute<{ busy: boolean; opens: string | Date | null }>(sql`
    select exists (select 1 from inbox where state = 'new')
      or exists (select 1 from due where done_at is null and due_at <= ${at(now.desk)} and ${opensBy(now.wall, now.wall)})
      or exists (select 1 from outbox o where state in ('queued', 'sending', 'unknown')
        and not ${triedLater(sql`o.id`, now)})
      or exists (select 1 from conversations where sending_until > now()) as busy,
      (select min(not_before) from due where done_at is null and due_at <= ${at(now.desk)}
        and not_before > ${at(now.wall)} and ${opensBy(now.wall, until)}) as opens`)
  return result.rows[0] ?? { busy: false, opens: null }
}

/**
 * Moves desk time forward to `target`, or by a span: at every due instant on the way the clock stands there, that
 * instant's rows are carried out, and the desk comes to rest. Then the clock runs on from the target. What wall time
 * holds back is waited for a few seconds in all; the rest of it follows in its own time.
 */
export async function moveClock(running: Running, target: (now: Instant) => Instant): Promise<Instant> {
  const { desk } = running
  return desk.db.transaction(async (lock) => {
    await lock.execute(sql`select pg_advisory_xact_lock(${CLOCK_LOCK})`)
    const until = desk.clocks.wall() + MOVING_FOR
    await comeToRest(running, until)
    const start = await desk.clocks.desk()
    const to = target(start)
    if (to < start) return start
    let reached = start
    await standAt(desk.db, start)
    try {
      for (;;) {
        const next = await earliestDue(desk.db, desk.clocks.wall(), until)
        if (next === undefined || next > to) break
        reached = Math.max(next, reached)
        await standAt(desk.db, reached)
        await desk.trigger({ due: next })
        await comeToRest(running, until)
      }
      reached = to
    } finally {
      // Also where the desk found no rest on the way: a clock that stands would stop everything for good.
      await runFrom(desk.db, reached)
    }
    await settle(running, ARRIVED_FOR)
    return to
  })
}
