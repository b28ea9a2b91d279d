/** Anybody may call the webhook: a flood of bad calls must not become a flood of log lines. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'

const SAID_AGAIN_AFTER = 60_000

/** Says a reason at once, and then at most once a minute, with how often it came meanwhile. */
export function createRefusals(route: string, { clocks, log }: Contract): (why: string) => void {
  const said = new Map<string, { at: Instant; times: number }>()
  return (why) => {
    const wall = clocks.wall()
    const before = said.get(why)
    if (before && wall - before.at < SAID_AGAIN_AFTER) {
      before.times += 1
      return
    }
    said.set(why, { at: wall, times: 0 })
    log.warn({ route, why, ...(before?.times ? { unsaid: before.times } : {}) }, 'webhook refused')
  }
}
