/** HADIR, PULANG and leave: who is away from when to when, and who stands in and is told of it (DESIGN section 5). */
import type { Said } from '../bots/understanding/meaning.ts'
import { covering, WATCHED } from '../src/desk/coverage.ts'
import { type Member, onDuty } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { SOP } from '../src/desk/sop.ts'
import { mayStandIn, STANDS_IN_FOR } from '../src/desk/stand-in.ts'
import type { Instant, Role, Ticket } from '../src/desk/ticket.ts'
import { dropBegun, noteAbsence, takeBack } from './absences.ts'
import { tellWaiting } from './awaiting.ts'
import { type Case, roleOf } from './case.ts'

/** Open tickets that wait for a role; while the vendor is being called, for the vendor as well. */
export const ofRole = (role: Role, tickets: readonly Ticket[]): Ticket[] =>
  tickets.filter(
    (one) => isOpen(one) && (SOP[one.state].actor === role || (role === 'jasnita' && one.state === 'coordinating')),
  )

export const waitingFor = (role: Role, tickets: readonly Ticket[]): number[] =>
  ofRole(role, tickets).map(({ number }) => number)

export async function goOn(one: Case, said: Said): Promise<void> {
  const { owing, sender, actor, now } = one
  if (!sender || !actor) return
  if (said.takesBack && (await takeBack(one, said))) return
  await dropBegun(one, false)
  owing.changePerson(sender.id, { duty: 'on', dutySaidAt: now, dutyUntil: null, substituteId: null })
  relieve(one, sender, actingFor(one, sender))
  const { dutyUntil: _, substituteId: __, ...rest } = sender
  const absences = sender.absences?.filter(({ from }) => from > now) ?? []
  await tellWaiting(one, 'on-duty', { ...rest, duty: 'on', dutySaidAt: now, absences })
}

export async function goOff(one: Case, said: Said): Promise<void> {
  const { owing, sender, actor, now, members, desk } = one
  if (!sender || !actor) return
  if (said.from !== undefined && said.from > now) return noteAbsence(one, said, said.from)
  // Whoever stands in for Kepala Seksi and goes passes on that too.
  const leaves = roleOf(actor)
  const waiting = waitingFor(leaves, one.tickets)
  if (said.unsure && one.senderOnDuty && waiting.length > 0) {
    return owing.answer({ kind: 'stays-on-duty', person: actor, tickets: waiting })
  }
  const meant = members.find(({ id }) => id === said.person?.id && id !== sender.id)
  const named = meant && mayStandIn(meant.role, leaves) ? meant : undefined
  const acting = actingFor(one, sender)
  const not = named ? undefined : notSubstitute(one, sender, said, leaves, meant)
  // A refusal changes nothing (DESIGN rule 7): who is on duty stays, and whoever stands in goes on.
  if (not && one.senderOnDuty) return owing.answer({ kind: 'stays-on-duty', person: actor, not })
  const substitute = named ?? acting
  const isAway = substitute !== undefined && !onDuty(substitute, now, desk.settings.office)
  const ahead = said.until !== undefined && said.until > now ? said.until : undefined
  const until = (not ? undefined : ahead) ?? (named ? undefined : acting && sender.dutyUntil)
  if (!not) {
    await dropBegun(one, true)
    owing.changePerson(sender.id, {
      duty: 'off',
      dutySaidAt: now,
      dutyUntil: until ?? null,
      substituteId: substitute?.id ?? null,
    })
    if (acting && acting.id !== substitute?.id) relieve(one, sender, acting, substitute)
    if (substitute && (substitute.id !== acting?.id || until !== sender.dutyUntil)) {
      owing.write(substitute, {
        kind: 'stand-in',
        holder: { name: sender.name, role: leaves },
        now,
        ...(until === undefined ? {} : { until }),
        tickets: waiting,
        isAway,
      })
    }
  }
  const gone = { duty: 'off', dutySaidAt: now, dutyUntil: until, substituteId: substitute?.id } as const
  const last = leftBehind(one, leaves, { ...sender, ...(not ? {} : gone) } as Member)
  owing.answer({
    kind: 'off-duty',
    person: actor,
    now,
    ...(until === undefined ? {} : { until }),
    ...(substitute ? { substitute: substitute.name } : {}),
    ...(isAway ? { substituteIsAway: true } : {}),
    ...(not ? { not } : {}),
    ...(last ? { last } : {}),
  })
}

/** Nobody of the role is left who can be written to: what waits for it. */
function leftBehind({ members, now, desk, tickets }: Case, role: Role, gone: Member) {
  if (!WATCHED.includes(role)) return undefined
  const left = members.map((member) => (member.id === gone.id ? gone : member))
  if (covering(role, left, now, desk.settings.office).length > 0) return undefined
  return { role, tickets: waitingFor(role, tickets) }
}

/** Why who was named does not stand in, and who might. */
export function notSubstitute(
  { members, now }: Case,
  sender: Member,
  said: Said,
  role: Role,
  meant: Member | undefined,
) {
  const may = nextInPlace(members, sender, role, now)
  const instead = may ? { instead: may.name } : {}
  if (meant) return { name: meant.name, why: 'role' as const, role: meant.role, ...instead }
  const name = said.personName
  if (name === undefined) return undefined
  const isSelf = name.toLowerCase() === sender.name.toLowerCase()
  return { name, why: isSelf ? ('self' as const) : ('unknown' as const), ...instead }
}

/** Whoever may stand in, the first that is suggested for the role. */
function nextInPlace(members: readonly Member[], sender: Member, role: Role, now: Instant): Member | undefined {
  const free = members.filter(
    ({ id, optedOut, until }) => id !== sender.id && !optedOut && (until === undefined || now <= until),
  )
  return STANDS_IN_FOR[role].flatMap((one) => free.filter((member) => member.role === one))[0]
}

/** Who stands in for the holder now, because the holder is away and named them. */
function actingFor({ members, senderOnDuty, now }: Case, holder: Member): Member | undefined {
  const over = holder.dutyUntil !== undefined && holder.dutyUntil <= now
  return senderOnDuty || over ? undefined : members.find(({ id }) => id === holder.substituteId)
}

function relieve(
  { owing, now, actor, tickets }: Case,
  holder: Member,
  acting: Member | undefined,
  next?: Member,
): void {
  if (!acting) return
  owing.write(acting, {
    kind: 'stand-in-over',
    to: 'substitute',
    holder,
    substitute: acting.name,
    ...(next ? { next: next.name } : {}),
    at: now,
    now,
    isBack: next === undefined,
    tickets: waitingFor(actor ? roleOf(actor) : holder.role, tickets),
  })
}
