/** When a role has nobody on duty who can be written to: a gap, looked for ahead. */
import { endOf, SAID_HOLDS } from './absence.ts'
import { localDay, type Member, presentIn, saidDuty, spansOn } from './duty.ts'
import type { Office } from './office.ts'
import { HOUR, MINUTE } from './sop.ts'
import type { Instant, Role } from './ticket.ts'

/** Roles that the SOP cannot do without, and whoever hears of breaches. */
export const WATCHED: readonly Role[] = ['call_taker', 'kepala_seksi', 'jasnita', 'supervisor']

export interface Gap {
  readonly role: Role
  readonly from: Instant
  /** Absent: nobody comes within a week. */
  readonly to?: Instant
}

const DAY = 24 * HOUR
/** A roster by weekdays comes round in so long. */
const LOOKS_AHEAD = 8 * DAY
/** Who is on duty is looked at so often even if nothing seems to change. */
const LOOKS_AGAIN = DAY

/** People who can be written to about the role. */
export const covering = (role: Role, members: readonly Member[], now: Instant, office: Office): Member[] =>
  presentIn(role, members, now, office).filter(({ optedOut }) => !optedOut)

/** Instants after `from` and up to `to` at which somebody's duty may begin or end, in order. */
export function turns(members: readonly Member[], from: Instant, to: Instant, office: Office): Instant[] {
  const found = new Set<Instant>()
  for (const member of members) {
    const { until, dutyUntil, dutySaidAt } = member
    if (until !== undefined) found.add(until + 1)
    if (dutyUntil !== undefined) found.add(dutyUntil)
    if (dutySaidAt !== undefined) found.add(dutySaidAt + SAID_HOLDS)
    for (const absence of member.absences ?? []) found.add(absence.from).add(endOf(absence, member))
    for (let day = localDay(from, office) - 1; day <= localDay(to, office); day++) {
      const midnight = day * DAY - office.utcOffset
      for (const span of spansOn(member, day)) {
        found.add(midnight + span.from * MINUTE)
        found.add(midnight + span.to * MINUTE + (span.to <= span.from ? DAY : 0))
      }
    }
  }
  return [...found].filter((at) => at > from && at <= to).sort((a, b) => a - b)
}

/** Gaps of a role that begin at `from` or after it, and by `to`. A role that nobody holds has none: doctor says so. */
export function gapsIn(role: Role, members: readonly Member[], from: Instant, to: Instant, office: Office): Gap[] {
  if (members.every((member) => member.role !== role)) return []
  const gaps: Gap[] = []
  let began: Instant | undefined
  for (const at of [from, ...turns(members, from, to + LOOKS_AHEAD, office)]) {
    const isCovered = covering(role, members, at, office).length > 0
    if (!isCovered) began ??= at
    else if (began !== undefined) {
      gaps.push({ role, from: began, to: at })
      began = undefined
    }
    if (at > to && began === undefined) break
  }
  if (began !== undefined) gaps.push({ role, from: began })
  return gaps.filter((gap) => gap.from <= to)
}

/** When to look again: before each gap, at it, at its end, and when what was said about duty begins or ends. */
export function nextLook(members: readonly Member[], now: Instant, office: Office): Instant {
  const again = now + LOOKS_AGAIN
  const ends = members.flatMap(({ dutyUntil }) => dutyUntil ?? [])
  const begin = members.flatMap(({ absences = [] }) => absences.map(({ from }) => from))
  const gaps = WATCHED.flatMap((role) => gapsIn(role, members, now, again + office.warnOfGap, office))
  const looks = [...ends, ...begin, ...gaps.flatMap(({ from, to }) => [from - office.warnOfGap, from, to ?? again])]
  return Math.min(again, ...looks.filter((at) => at > now))
}

/** Those who could come instead, the first of the directory first: holders who are off by plan, not by their word. */
export function nextInLine(role: Role, members: readonly Member[], now: Instant): Member | undefined {
  const free = ({ until, optedOut }: Member) => !optedOut && (until === undefined || now <= until)
  return members.find((member) => member.role === role && free(member) && saidDuty(member, now) !== 'off')
}
