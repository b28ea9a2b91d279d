/** HADIR, PULANG and leave: who is away from when to when, and who stands in and is told of it (DESIGN section 5). */
import type { Said } from '../bots/understanding/meaning.ts'
import { writeDays } from '../db/roster.ts'
import { localDate, localDay, type Member, onDuty } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { SOP } from '../src/desk/sop.ts'
import { mayStandIn, STANDS_IN_FOR } from '../src/desk/stand-in.ts'
import type { Instant, Role, Ticket } from '../src/desk/ticket.ts'
import { type Case, roleOf } from './case.ts'

/** Leave is noted for no longer than this: more is a slip of the finger. */
const LONGEST_LEAVE = 366

/** Numbers of open tickets that wait for a role. */
export const waitingFor = (role: Role, tickets: readonly Ticket[]): number[] =>
  tickets.filter((one) => isOpen(one) && SOP[one.state].actor === role).map(({ number }) => number)

export function goOn(one: Case): void {
  const { owing, sender, actor, now } = one
  if (!sender || !actor) return
  owing.changePerson(sender.id, { duty: 'on', dutySaidAt: now, dutyUntil: null, substituteId: null })
  relieve(one, sender, actingFor(one, sender))
  owing.answer({ kind: 'on-duty', person: actor })
}

export async function goOff(one: Case, said: Said): Promise<void> {
  const { owing, sender, actor, now, members, desk } = one
  if (!sender || !actor) return
  if (said.from !== undefined && said.from > now) return takeLeave(one, said, said.from)
  // Whoever stands in for Kepala Seksi and goes passes on that too.
  const leaves = roleOf(actor)
  const meant = members.find(({ id }) => id === said.person?.id && id !== sender.id)
  const named = meant && mayStandIn(meant.role, leaves) ? meant : undefined
  const acting = actingFor(one, sender)
  // Said again, or with a name that nobody has: who stands in goes on.
  const substitute = named ?? acting
  const ahead = said.until !== undefined && said.until > now ? said.until : undefined
  const until = ahead ?? (named ? undefined : acting && sender.dutyUntil)
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
      tickets: waitingFor(leaves, one.tickets),
      isAway: !onDuty(substitute, now, desk.settings.office),
    })
  }
  const not = named ? undefined : notSubstitute(one, sender, said, leaves, meant)
  owing.answer({
    kind: 'off-duty',
    person: actor,
    now,
    ...(until === undefined ? {} : { until }),
    ...(substitute ? { substitute: substitute.name } : {}),
    ...(substitute && !onDuty(substitute, now, desk.settings.office) ? { substituteIsAway: true } : {}),
    ...(not ? { not } : {}),
  })
}

/** Why who was named does not stand in, and who might. */
function notSubstitute({ members, now }: Case, sender: Member, said: Said, role: Role, meant: Member | undefined) {
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

function relieve({ owing, now }: Case, holder: Member, acting: Member | undefined, next?: Member): void {
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
    tickets: [],
  })
}

/** Whole days go into the roster. What begins later today is kept nowhere: it is to be said when it begins. */
async function takeLeave({ owing, tx, sender, now, desk, isTest }: Case, said: Said, from: Instant): Promise<void> {
  if (!sender) return
  const { office } = desk.settings
  const first = localDay(from, office)
  const days = said.wholeDays && said.until !== undefined ? localDay(said.until - 1, office) - first + 1 : 0
  if (days < 1 || days > LONGEST_LEAVE) return owing.answer({ kind: 'leave', is: 'not-yet' })
  const all = Array.from({ length: days }, (_, day) => localDate(first + day))
  if (!isTest) {
    await writeDays(
      tx,
      all.map((day) => ({ personId: sender.id, day, spans: [] })),
    )
  }
  // Nothing changes now, but who will be on duty is looked at anew.
  owing.changePerson(sender.id, { substituteId: sender.substituteId ?? null })
  owing.answer({
    kind: 'leave',
    is: 'noted',
    from,
    last: from + (days - 1) * DAY,
    now,
    ...(said.person ? { substitute: said.person.name } : {}),
  })
}

const DAY = 86_400_000
