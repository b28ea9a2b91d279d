/** Who is on duty, and whom an audience means at a moment (DOMAIN 1.6 rows 11 to 14, DESIGN section 5). */
import { mayConfirm } from './decide.ts'
import type { Audience } from './notices.ts'
import type { Office } from './office.ts'
import { HOUR, MINUTE, mayBeHanded } from './sop.ts'
import type { Actor, Channel, Instant, Role, Ticket } from './ticket.ts'

export interface Member {
  readonly id: number
  readonly name: string
  readonly role: Role
  /** +E.164 */
  readonly phone: string
  /** In order of preference. */
  readonly channels: readonly Channel[]
  /** Minutes of the local day; `to` before `from` runs over midnight. Absent: always on duty. */
  readonly shift?: { readonly from: number; readonly to: number }
  /** Last instant of the appointment. */
  readonly until?: Instant
  /** Said by HADIR or PULANG, and when. */
  readonly duty?: 'on' | 'off'
  readonly dutySaidAt?: Instant
  readonly substituteId?: number
  readonly optedOut?: boolean
  /** Urgent messages reached them on no channel, and nothing has been heard of them since. */
  readonly unreached?: boolean
}

/** For people with a shift, HADIR and PULANG hold until about the same shift of the next day. */
const SAID_HOLDS = 12 * HOUR
const DAY = 24 * HOUR

export function onDuty(member: Member, now: Instant, office: Office): boolean {
  if (member.until !== undefined && now > member.until) return false
  const { shift, duty, dutySaidAt } = member
  const holds = duty !== undefined && (!shift || (dutySaidAt !== undefined && now - dutySaidAt < SAID_HOLDS))
  if (holds) return duty === 'on'
  if (!shift) return true
  const local = now + office.utcOffset
  const minute = Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE)
  return shift.from <= shift.to ? minute >= shift.from && minute < shift.to : minute >= shift.from || minute < shift.to
}

/** The role that a person stands in for, because its holder named them and is away, or cannot be reached. */
function standsInFor(member: Member, members: readonly Member[], now: Instant, office: Office): Role | undefined {
  return members.find((other) => other.substituteId === member.id && (other.unreached || !onDuty(other, now, office)))
    ?.role
}

export function actorOf(member: Member, members: readonly Member[], now: Instant, office: Office): Actor {
  const role = standsInFor(member, members, now, office)
  return { id: member.id, name: member.name, role: member.role, ...(role ? { standsInFor: role } : {}) }
}

/**
 * Holders of a role on duty or their substitutes, and both where the holder cannot be reached; nobody on duty: all of
 * them, for silence is worse.
 */
export function onDutyIn(role: Role, members: readonly Member[], now: Instant, office: Office): Member[] {
  const holders = members.filter((member) => member.role === role && !expired(member, now))
  const present = holders.flatMap((holder) => {
    const present = onDuty(holder, now, office)
    const substitute = present && !holder.unreached ? undefined : members.find(({ id }) => id === holder.substituteId)
    return [...(present ? [holder] : []), ...(substitute ? [substitute] : [])]
  })
  return unique(present.length > 0 ? present : holders)
}

const expired = (member: Member, now: Instant) => member.until !== undefined && now > member.until

const unique = (members: readonly Member[]) => [...new Map(members.map((member) => [member.id, member])).values()]

/**
 * The people an audience means. Those who opted out hear nothing; when that leaves nobody for a step's actor, the
 * supervisors hear in their place. `told`: ids of everyone who was told of the ticket.
 */
export function peopleOf(
  audience: Audience,
  ticket: Ticket,
  members: readonly Member[],
  now: Instant,
  office: Office,
  told: ReadonlySet<number>,
): Member[] {
  const reachable = (found: readonly Member[]) => unique(found).filter(({ optedOut }) => !optedOut)
  const byId = (id: number | undefined) => members.filter((member) => member.id === id)
  const role = (name: Role) => onDutyIn(name, members, now, office)
  const orSupervisor = (found: readonly Member[]) => {
    const some = reachable(found)
    return some.length > 0 ? some : reachable(role('supervisor'))
  }
  const joined = (ticket.joined ?? []).flatMap(({ reporter }) => byId(reporter.id))
  const reporters = [...byId(ticket.reporter.id), ...byId(ticket.recordedBy?.id), ...joined]
  switch (audience) {
    case 'reporters':
      return reachable(reporters)
    case 'owner': {
      const acts = (member: Member) => mayBeHanded(actorOf(member, members, now, office))
      const assigned = reachable(byId(ticket.assignee?.id)).filter((one) => onDuty(one, now, office) && acts(one))
      return assigned.length > 0 ? assigned : orSupervisor(role('kepala_seksi'))
    }
    case 'section':
      return orSupervisor(role('kepala_seksi'))
    case 'assignee':
      return reachable(byId(ticket.assignee?.id))
    case 'supervisor':
      return reachable(role('supervisor'))
    case 'vendor':
      return orSupervisor(role('jasnita'))
    case 'confirmers': {
      const may = (member: Member) => mayConfirm(actorOf(member, members, now, office), ticket)
      const present = reachable(reporters).filter((member) => onDuty(member, now, office) && may(member))
      return present.length > 0 ? present : reachable(role('call_taker')).filter(may)
    }
    case 'call-takers':
      return reachable(role('call_taker'))
    case 'told':
      return reachable([...reporters, ...members.filter(({ id }) => told.has(id))])
    default:
      return audience satisfies never
  }
}
