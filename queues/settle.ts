/** The simulator's still point and its moving clock (DESIGN section 6). */
import { sql } from 'drizzle-orm'
import { runFrom, standAt } from '../db/clock.ts'
import { earliestDue } from '../db/due.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Running } from './running.ts'

const CLOCK_LOCK = 112_003
const LOOK_AGAIN = 4
/** Wall milliseconds after which waiting is given up: something is stuck. */
const GIVE_UP = 60_000

/**
 * Resolves when no message is undecided and no send or moment due by now is unfinished. A future retry, a missing
 * receipt and an open quiet window are not waited for. Rejects after a minute.
 */
export async function settle(running: Running): Promise<void> {
  const { desk } = running
  const giveUpAt = desk.clocks.wall() + GIVE_UP
  while (await isBusy(running)) {
    if (desk.clocks.wall() > giveUpAt) throw new Error('the desk did not come to rest within a minute')
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
  }
}

async function isBusy({ desk }: Running): Promise<boolean> {
  const now = new Date(await desk.clocks.desk()).toISOString()
  const result = await desk.db.execute<{ busy: boolean }>(sql`
    select exists (select 1 from inbox where state = 'new')
      or exists (select 1 from due where done_at is null and due_at <= ${now})
      or exists (select 1 from outbox o where state in ('queued', 'sending', 'unknown') and not exists
        (select 1 from due d where d.kind = 'send' and d.done_at is null and d.outbox_id = o.id and d.due_at > ${now}))
      or exists (select 1 from conversations where sending_until > now()) as busy`)
  return result.rows[0]?.busy ?? false
}

/**
 * Moves desk time forward to `target`, or by a span: at every due instant on the way the clock stands there, that
 * instant's rows are carried out, and the desk comes to rest. Then the clock runs on from the target.
 */
export async function moveClock(running: Running, target: (now: Instant) => Instant): Promise<Instant> {
  const { desk } = running
  return desk.db.transaction(async (lock) => {
    await lock.execute(sql`select pg_advisory_xact_lock(${CLOCK_LOCK})`)
    await settle(running)
    const start = await desk.clocks.desk()
    const to = target(start)
    if (to < start) return start
    let reached = start
    await standAt(desk.db, start)
    try {
      for (;;) {
        const next = await earliestDue(desk.db)
        if (next === undefined || next > to) break
        reached = Math.max(next, start)
        await standAt(desk.db, reached)
        await desk.trigger({ due: next })
        await settle(running)
      }
      reached = to
    } finally {
      // Also where the desk found no rest on the way: a clock that stands would stop everything for good.
      await runFrom(desk.db, reached)
    }
    await settle(running)
    return to
  })
}
