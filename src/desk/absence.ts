/** An absence that somebody has told ahead: "cuti besok", "PULANG jam 15 ke Asep". */
import type { Member } from './duty.ts'
import { HOUR } from './sop.ts'
import type { Instant } from './ticket.ts'

export interface Absence {
  readonly from: Instant
  /** Absent: as long as PULANG would hold that is said at `from`. */
  readonly until?: Instant
  readonly substituteId?: number
  /** From a midnight to a midnight. */
  readonly wholeDays?: true
}

/** For people with a shift, HADIR and PULANG hold until about the same shift of the next day. */
export const SAID_HOLDS = 12 * HOUR
const DAY = 24 * HOUR

type Owner = Pick<Member, 'absences' | 'shift' | 'roster'>

export const endOf = ({ from, until }: Absence, { shift, roster }: Owner): Instant =>
  until ?? (shift || roster ? from + SAID_HOLDS : Number.POSITIVE_INFINITY)

/** The absence that is on, until the desk has taken note that it has begun. */
export const absenceAt = (member: Owner, now: Instant): Absence | undefined =>
  member.absences?.find((one) => one.from <= now && now < endOf(one, member))

/** `day` and `other` count local days. */
export const isOn = ({ from, until }: Absence, dayStart: Instant): boolean =>
  from < dayStart + DAY && (until ?? from + 1) > dayStart

/** Two that cannot both be meant: they overlap, or begin on the same local day. */
export const excludes = (one: Absence, other: Absence, dayOf: (at: Instant) => number): boolean =>
  dayOf(one.from) === dayOf(other.from) ||
  (one.from < (other.until ?? other.from + 1) && other.from < (one.until ?? one.from + 1))

/** What is left of an absence without one day. */
export function without(absence: Absence, dayStart: Instant): Absence[] {
  if (!isOn(absence, dayStart)) return [absence]
  const { until } = absence
  const before = absence.from < dayStart ? [{ ...absence, until: dayStart }] : []
  const after = until !== undefined && until > dayStart + DAY ? [{ ...absence, from: dayStart + DAY }] : []
  return [...before, ...after]
}
