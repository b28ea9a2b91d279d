/** What gateways keep between restarts and share between processes: watermarks, leases, alarms. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Queryable } from './database.ts'
import { alarms, leases, watermarks } from './schema.ts'

export async function readWatermark(db: Queryable, gateway: string, name: string): Promise<string | undefined> {
  const [row] = await db
    .select({ value: watermarks.value })
    .from(watermarks)
    .where(and(eq(watermarks.gateway, gateway), eq(watermarks.name, name)))
  return row?.value
}

export async function setWatermark(db: Queryable, gateway: string, name: string, value: string): Promise<void> {
  await db
    .insert(watermarks)
    .values({ gateway, name, value })
    .onConflictDoUpdate({ target: [watermarks.gateway, watermarks.name], set: { value } })
}

/** A value that is made once, whoever comes first, and is the same for all processes from then on. */
export async function madeOnce(db: Queryable, gateway: string, name: string, make: () => string): Promise<string> {
  const known = await readWatermark(db, gateway, name)
  if (known !== undefined) return known
  await db.insert(watermarks).values({ gateway, name, value: make() }).onConflictDoNothing()
  return (await readWatermark(db, gateway, name)) ?? ''
}

/** Takes a lease, or keeps one that is the owner's, for so many seconds of the database's time. */
export async function takeLease(
  db: Queryable,
  lease: { readonly gateway: string; readonly name: string; readonly owner: string },
  seconds: number,
): Promise<boolean> {
  const until = sql`now() + make_interval(secs => ${seconds})`
  const taken = await db
    .insert(leases)
    .values({ ...lease, until: until as unknown as Instant })
    .onConflictDoUpdate({
      target: [leases.gateway, leases.name],
      set: { owner: lease.owner, until },
      setWhere: sql`${leases.until} < now() or ${leases.owner} = ${lease.owner}`,
    })
    .returning({ owner: leases.owner })
  return taken.length > 0
}

/** Ends all leases of an owner that stops. */
export async function endLeases(db: Queryable, owner: string): Promise<void> {
  await db.delete(leases).where(eq(leases.owner, owner))
}

export type AlarmRow = typeof alarms.$inferSelect

/** Undefined: it is raised already. */
export async function raiseAlarm(
  db: Queryable,
  alarm: { gateway: string; name: string; words: string; raisedAt: Instant; toldIds: number[] },
): Promise<AlarmRow | undefined> {
  const [row] = await db.insert(alarms).values(alarm).onConflictDoNothing().returning()
  return row
}

/** Undefined: there was none. */
export async function endAlarm(
  db: Queryable,
  gateway: string,
  name: string,
  endedAt: Instant,
): Promise<AlarmRow | undefined> {
  const [row] = await db
    .update(alarms)
    .set({ endedAt })
    .where(and(eq(alarms.gateway, gateway), eq(alarms.name, name), isNull(alarms.endedAt)))
    .returning()
  return row
}
