/** A clock that stands still between two moves, so that a slow machine changes no transcript. */
import pg from 'pg'
import type { TestDesk } from './desk.ts'

export interface StillClock {
  /** Moves desk time on, carries out what falls due on the way, and stops the clock there. */
  to(instant: string): Promise<void>
  end(): Promise<void>
}

/** For a desk whose clock is before the first instant that it is moved to. */
export async function standingStill(desk: TestDesk): Promise<StillClock> {
  const client = new pg.Client(desk.database)
  await client.connect()
  return {
    async to(instant) {
      await desk.advanceTo(instant)
      await client.query('update simulator set stands_at = $1', [instant])
    },
    end: () => client.end(),
  }
}
