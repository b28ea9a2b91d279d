/** Who is on duty, and whom an audience means at a moment (DOMAIN 1.6 rows 11 to 14, DESIGN section 5). */
import { type Absence, absenceAt, SAID_HOLDS } from './absence.ts'
import { mayConfirm } from './decide.ts'
import type { Audience } from './notices.ts'
import type { Office } from './office.ts'
import { HOUR, MINUTE, mayBeHanded } from './sop.ts'
import { mayStandIn } from './stand-in.ts'
import type { Actor, Channel, Instant, Role, Ticket } from './ticket.ts'

/** Minutes of the local day; `to` before `from` runs over midnight. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Member {
  readonly id: number
  readonly name: string
  readonly role: Role
  /** +E.164 */
  readonly phone: string
  /** In order of preference. */
  readonly channels: readonly Channel[]
  /** Absent: always on duty. */
  readonly shift?: Span
  /** By local date ('2026-12-24') or weekday ('1' Monday to '7'): these win over `shift`, a date over a weekday. None: off. */
  readonly roster?: Readonly<Record<string, readonly Span[]>>
  /** Last instant of the appointment. */
  readonly until?: Instant
  /** Said by HADIR or PULANG, when, and until when it holds if that was said. */
  readonly duty?: 'on' | 'off'
  readonly dutySaidAt?: Instant
  readonly dutyUntil?: Instant
  readonly substituteId?: number
  /** Told ahead, and not begun as far as the desk has looked. */
  readonly absences?: readonly Absence[]
  readonly optedOut?: boolean
  /** Urgent messages reached them on no channel, and nothing has been heard of them since. */
  readonly unreached?: boolean
}

const DAY = 24 * HOUR
const ALWAYS: readonly Span[] = [{ from: 0, to: DAY / MINUTE }]

/** What HADIR or PULANG said, while it holds. */
export function saidDuty(member: Member, now: Instant): Member['duty'] {
  if (absenceAt(member, now)) return 'off'
  const { shift, roster, duty, dutySaidAt, dutyUntil } = member
  if (dutyUntil !== undefined) return now < dutyUntil ? duty : undefined
  if (!shift && !roster) return duty
  return dutySaidAt !== undefined && now - dutySaidAt < SAID_HOLDS ? duty : undefined
}

/** '2026-12-24' of a local day as `localDay` counts it. */
export const localDate = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** A local day's duty; days are counted from 1970-01-01, a Thursday. */
export function spansOn({ shift, roster }: Member, day: number): readonly Span[] {
  const date = localDate(day)
  const weekday = String(((day + 3) % 7) + 1)
  return roster?.[date] ?? roster?.[weekday] ?? (shift ? [shift] : ALWAYS)
}

export const localDay = (at: Instant, office: Office): number => Math.floor((at + office.utcOffset) / DAY)

/** By roster, shift or always, whatever was said. */
function isPlanned(member: Member, now: Instant, office: Office): boolean {
  const day = localDay(now, office)
  const minute = Math.floor((now + office.utcOffset - day * DAY) / MINUTE)
  const begun = spansOn(member, day).some(({ from, to }) => minute >= from && (to <= from || minute < to))
  return begun || spansOn(member, day - 1).some(({ from, to }) => to <= from && minute < to)
}

export function onDuty(member: Member, now: Instant, office: Office): boolean {
  if (expired(member, now)) return false
  const said = saidDuty(member, now)
  return said === undefined ? isPlanned(member, now, office) : said === 'on'
}

/** Who stands in for a holder who is away. A substitute who went home as well is followed to their own. */
function substituteOf(
  holder: Member,
  members: readonly Member[],
  now: Instant,
  role = holder.role,
  asked = 0,
): Member | undefined {
  const absence = absenceAt(holder, now)
  if (!absence && holder.dutyUntil !== undefined && now >= holder.dutyUntil) return undefined
  const substituteId = absence?.substituteId ?? holder.substituteId
  const found = members.find(({ id }) => id === substituteId)
  if (!found || expired(found, now) || asked > members.length) return undefined
  if (saidDuty(found, now) === 'off') return substituteOf(found, members, now, role, asked + 1)
  return mayStandIn(found.role, role) ? found : undefined
}

/** The role that a person stands in for, because its holder named them and is away, or cannot be reached. */
function standsInFor(member: Member, members: readonly Member[], now: Instant, office: Office): Role | undefined {
  const away = members.filter((other) => !expired(other, now) && (other.unreached || !onDuty(other, now, office)))
  return away.find((other) => substituteOf(other, members, now)?.id === member.id)?.role
}

export function actorOf(member: Member, members: readonly Member[], now: Instant, office: Office): Actor {
  const role = standsInFor(member, members, now, office)
  return { id: member.id, name: member.name, role: member.role, ...(role ? { standsInFor: role } : {}) }
}

/** Holders of a role on duty, or who stands in for them; both where the holder cannot be reached. */
export function presentIn(role: Role, members: readonly Member[], now: Instant, office: Office): Member[] {
  const holders = members.filter((member) => member.role === role && !expired(member, now))
  const present = holders.flatMap((holder) => {
    const isThere = onDuty(holder, now, office)
    const substitute = isThere && !holder.unreached ? undefined : substituteOf(holder, members, now)
    return [...(isThere ? [holder] : []), ...(substitute ? [substitute] : [])]
  })
  return unique(present)
}

/** The same; nobody on duty: all holders, for silence is worse. */
export function onDutyIn(role: Role, members: readonly Member[], now: Instant, office: Office): Member[] {
  const present = presentIn(role, members, now, office)
  return present.length > 0 ? present : members.filter((member) => member.role === role && !expired(member, now))
}

const expired = (member: Member, now: Instant) => member.until !== undefined && now > member.until

const unique = (members: readonly Member[]) => [...new Map(members.map((member) => [member.id, member])).values()]

/** They hear, on duty or not, when nobody else can be reached: silence is worse. */
const ANSWERS_FOR_ALL: ReadonlySet<Role> = new Set<Role>(['supervisor', 'kepala_seksi'])

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
    const atLast = members.filter((member) => ANSWERS_FOR_ALL.has(member.role) && !expired(member, now))
    return [found, role('supervisor'), atLast].map(reachable).find((some) => some.length > 0) ?? []
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
    case 'former':
      return reachable(byId(ticket.formerAssignee?.id))
    case 'supervisor':
      return reachable(role('supervisor'))
    case 'vendor':
      return orSupervisor(role('jasnita'))
    case 'confirmers': {
      const may = (member: Member) => mayConfirm(actorOf(member, members, now, office), ticket)
      const present = reachable(reporters).filter((member) => onDuty(member, now, office) && may(member))
      return present.length > 0 ? present : orSupervisor(role('call_taker').filter(may))
    }
    case 'call-takers':
      return orSupervisor(role('call_taker'))
    case 'told':
      return reachable([...reporters, ...members.filter(({ id }) => told.has(id))])
    default:
      return audience satisfies never
  }
}
