/** The directory as the desk uses it while it decides. */
import { readAbsences } from '../db/absences.ts'
import type { Queryable } from '../db/database.ts'
import { listPeople, memberOf, type Person } from '../db/people.ts'
import { readRoster } from '../db/roster.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Settings } from './desk.ts'

export interface Directory {
  readonly rows: readonly Person[]
  readonly members: readonly Member[]
}

/** Everybody who is active, in order of id: the directory of an office is small. */
export async function readDirectory(db: Queryable, settings: Settings): Promise<Directory> {
  const rows = (await listPeople(db)).filter(({ active }) => active)
  const roster = await readRoster(db)
  const absences = await readAbsences(db)
  const daysOf = ({ id, phone }: Person) => {
    const off = settings.leave[phone]
    return off ? { ...Object.fromEntries(off.map((day) => [day, []])), ...roster.get(id) } : roster.get(id)
  }
  const members = rows.map((row) => {
    const ahead = absences.get(row.id)
    return { ...memberOf(row, settings.shifts, daysOf(row)), ...(ahead ? { absences: ahead } : {}) }
  })
  return { rows, members }
}
