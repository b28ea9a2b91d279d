/** Whether anybody can be written to about a role, and who hears in its place when nobody can (DOMAIN 7.8). */
import { WATCHED } from './coverage.ts'
import { type Member, onDutyIn, presentIn } from './duty.ts'
import type { Office } from './office.ts'
import type { Instant, Role } from './ticket.ts'

/** Those of a role, or who stand in for them, who are asked and want to hear; off duty as well where nobody is on duty. */
export const whoHears = (role: Role, members: readonly Member[], now: Instant, office: Office): Member[] =>
  onDutyIn(role, members, now, office).filter(({ optedOut }) => !optedOut)

/** Somebody has the role, and all of them want no messages or are gone. */
export const silentRoles = (members: readonly Member[], now: Instant, office: Office): Role[] =>
  WATCHED.filter(
    (role) => members.some((member) => member.role === role) && whoHears(role, members, now, office).length === 0,
  )

/** The first of these of whom anybody can be written to; last of all whoever is registered: they can telephone. */
const IN_ITS_PLACE: readonly Role[] = ['supervisor', 'kepala_seksi', 'admin']

export function atLast(members: readonly Member[], now: Instant, office: Office): Member[] {
  const hears = ({ optedOut, until }: Member) => !optedOut && (until === undefined || now <= until)
  const groups = [
    ...IN_ITS_PLACE.map((role) => whoHears(role, members, now, office)),
    presentIn('call_taker', members, now, office),
    members,
  ]
  return groups.map((group) => group.filter(hears)).find((group) => group.length > 0) ?? []
}
