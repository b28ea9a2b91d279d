/** Desk time and wall time (DESIGN rule 11). The only file of the running desk that reads the machine's clock. */
import { sql } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Database, Queryable } from './database.ts'
import { simulator } from './schema.ts'

export interface Clocks {
  desk(): Promise<Instant>
  wall(): Instant
}

/** Both clocks, read together. */
export interface Now {
  readonly desk: Instant
  readonly wall: Instant
}

export const readClocks = async (clocks: Clocks): Promise<Now> => ({ desk: await clocks.desk(), wall: clocks.wall() })

const wall = (): Instant => Date.now()

/** Desk time is wall time. */
export const realClocks: Clocks = { wall, desk: async () => wall() }

/** Desk time by the simulator's row, which all processes read. */
export function simulatedClocks(db: Database): Clocks {
  return { wall, desk: () => readDeskTime(db) }
}

async function readDeskTime(db: Queryable): Promise<Instant> {
  const [row] = await db.select({ offset: simulator.offset, standsAt: simulator.standsAt }).from(simulator)
  return row?.standsAt ?? wall() + (row?.offset ?? 0)
}

/** The clock stands at an instant until `runFrom`. */
export async function standAt(db: Queryable, at: Instant): Promise<void> {
  await db.update(simulator).set({ standsAt: at })
}

/** The clock runs on in real time from an instant. */
export async function runFrom(db: Queryable, at: Instant): Promise<void> {
  const offset = at - wall()
  await db
    .insert(simulator)
    .values({ offset, standsAt: null })
    .onConflictDoUpdate({ target: simulator.id, set: { offset, standsAt: null } })
}

/**
 * Starts the simulator's clock at `startAt`, or where it was when the desk stopped; never before the newest stored
 * instant, and never standing still.
 */
export async function startSimulatedClock(db: Database, startAt: Instant | undefined): Promise<void> {
  const [kept] = await db.select().from(simulator)
  const newest = await db.execute<{ newest: Date | null }>(sql`
    select greatest(
      (select max(received_at) from inbox),
      (select max(created_at) from outbox),
      (select max(recorded_at) from events)
    ) as newest`)
  const before = kept ? (kept.standsAt ?? wall() + kept.offset) : wall()
  const newestAt = newest.rows[0]?.newest ? new Date(newest.rows[0].newest).getTime() : 0
  await runFrom(db, Math.max(startAt ?? before, newestAt))
}
