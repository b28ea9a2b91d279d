/** Absences that lie ahead, by person: kept with what else the desk remembers of duty. */
import { and, eq, like } from 'drizzle-orm'
import type { Absence } from '../src/desk/absence.ts'
import type { Queryable, Transaction } from './database.ts'
import { setWatermark } from './gateway-memory.ts'
import { watermarks } from './schema.ts'

const DUTY = 'duty'
const nameOf = (personId: number) => `absences ${personId}`

export async function readAbsences(db: Queryable): Promise<Map<number, readonly Absence[]>> {
  const rows = await db
    .select({ name: watermarks.name, value: watermarks.value })
    .from(watermarks)
    .where(and(eq(watermarks.gateway, DUTY), like(watermarks.name, 'absences %')))
  return new Map(rows.map(({ name, value }) => [Number(name.split(' ')[1]), JSON.parse(value) as Absence[]]))
}

/** In the place of all that were kept for the person. */
export async function writeAbsences(tx: Transaction, personId: number, all: readonly Absence[]): Promise<void> {
  const name = nameOf(personId)
  if (all.length > 0) return setWatermark(tx, DUTY, name, JSON.stringify(all))
  await tx.delete(watermarks).where(and(eq(watermarks.gateway, DUTY), eq(watermarks.name, name)))
}
