/** Duty by the calendar: days of people, by date or weekday (schema.ts `roster`). */
import { and, eq, or } from 'drizzle-orm'
import type { Member, Span } from '../src/desk/duty.ts'
import type { Database, Queryable, Transaction } from './database.ts'
import { forgetDutyLook } from './due.ts'
import { roster } from './schema.ts'

/** A person's duty on a day; without spans they are off. */
export interface RosterDay {
  readonly personId: number
  /** A local date (2026-12-24), or a weekday from 1 (Monday) to 7. */
  readonly day: string
  readonly spans: readonly Span[]
}

/** Rosters by person. */
export async function readRoster(db: Queryable): Promise<Map<number, NonNullable<Member['roster']>>> {
  const all = new Map<number, Record<string, Span[]>>()
  for (const { personId: id, day, from, to } of await db.select().from(roster).orderBy(roster.id)) {
    const own = all.get(id) ?? {}
    all.set(id, own)
    own[day] ??= []
    if (from !== null && to !== null) own[day].push({ from, to })
  }
  return all
}

const rowsOf = ({ personId, day, spans }: RosterDay) =>
  spans.length === 0 ? [{ personId, day }] : spans.map(({ from, to }) => ({ personId, day, from, to }))

const AT_ONCE = 500

/** Writes days in the place of what stood there: all of them or, when it rejects, none. */
export async function writeRoster(db: Database, days: readonly RosterDay[]): Promise<void> {
  await db.transaction(async (tx) => {
    await writeDays(tx, days)
    await forgetDutyLook(tx)
  })
}

/** The same within a decision, whose caller has the duty looked at anew. */
export async function writeDays(tx: Transaction, days: readonly RosterDay[]): Promise<void> {
  for (let start = 0; start < days.length; start += AT_ONCE) {
    const some = days.slice(start, start + AT_ONCE)
    const same = some.map(({ personId, day }) => and(eq(roster.personId, personId), eq(roster.day, day)))
    await tx.delete(roster).where(or(...same))
    await tx.insert(roster).values(some.flatMap(rowsOf))
  }
}
