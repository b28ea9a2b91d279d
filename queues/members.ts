/** The directory as the desk uses it while it decides. */
import type { Queryable } from '../db/database.ts'
import { listPeople, type Person, readSpan } from '../db/people.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Settings } from './desk.ts'

export interface Directory {
  readonly rows: readonly Person[]
  readonly members: readonly Member[]
}

/** Everybody who is active, in order of id: the directory of an office is small. */
export async function readDirectory(db: Queryable, settings: Settings): Promise<Directory> {
  const rows = (await listPeople(db)).filter(({ active }) => active)
  return { rows, members: rows.map((row) => memberOf(row, settings.shifts)) }
}

/** A person as src/desk/duty.ts sees them. A shift's name that the office no longer has counts as always on duty. */
export function memberOf(person: Person, shifts: Settings['shifts']): Member {
  const shift = person.shift === null ? undefined : (shifts[person.shift.toLowerCase()] ?? readSpan(person.shift))
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    phone: person.phone,
    channels: person.channels,
    ...(shift ? { shift } : {}),
    ...(person.until === null ? {} : { until: person.until }),
    ...(person.duty === null ? {} : { duty: person.duty }),
    ...(person.dutySaidAt === null ? {} : { dutySaidAt: person.dutySaidAt }),
    ...(person.substituteId === null ? {} : { substituteId: person.substituteId }),
    ...(person.optedOutAt === null ? {} : { optedOut: true }),
  }
}
