/** Who is on duty, looked at before and whenever it changes: substitutes whose time is over, roles that nobody has. */
import { and, eq, gte, inArray, lte, or } from 'drizzle-orm'
import type { Reply } from '../bots/wording/telling.ts'
import { readAbsences } from '../db/absences.ts'
import type { Transaction } from '../db/database.ts'
import { setDutyLook, takeDutyLook } from '../db/due.ts'
import { endAlarm, raiseAlarm } from '../db/gateway-memory.ts'
import { outbox, people } from '../db/schema.ts'
import { ticketsAtHand } from '../db/tickets.ts'
import { covering, type Gap, gapsIn, nextInLine, nextLook, WATCHED } from '../src/desk/coverage.ts'
import { localDate, localDay, type Member, onDuty, onDutyIn, saidDuty } from '../src/desk/duty.ts'
import type { Office } from '../src/desk/office.ts'
import { atLast } from '../src/desk/reach.ts'
import type { Instant, Role } from '../src/desk/ticket.ts'
import { beginAbsences } from './absences.ts'
import { type Over, tellCovered } from './covered.ts'
import type { Desk } from './desk.ts'
import { waitingFor } from './leaving.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** Looks where that is due, and says when to look next. Two workers may call it at once: the second finds it done. */
export async function lookAtDuty(desk: Desk, now: Instant): Promise<void> {
  const { office } = desk.settings
  const triggers = await desk.db.transaction(async (tx) => {
    // People first, as every decision takes them: nobody deadlocks.
    const ahead = [...(await readAbsences(tx))].filter(([, all]) => all.some(({ from }) => from <= now))
    const changing = or(
      lte(people.dutyUntil, now),
      inArray(
        people.id,
        ahead.map(([id]) => id),
      ),
    )
    const locked = await tx.select().from(people).where(changing).orderBy(people.id).for('update')
    if (!(await takeDutyLook(tx, now))) return undefined
    const done = locked.filter(({ dutyUntil }) => dutyUntil !== null && dutyUntil <= now)
    const { members: before } = await readDirectory(tx, desk.settings)
    const owing = new Owing(desk, now)
    const ended = before.filter(({ id }) => done.some((person) => person.id === id))
    for (const holder of ended) await endStandIn(tx, owing, holder, before, desk, now)
    const ids = ended.map(({ id }) => id)
    const nothingSaid = { duty: null, dutySaidAt: null, dutyUntil: null, substituteId: null }
    if (ids.length > 0) await tx.update(people).set(nothingSaid).where(inArray(people.id, ids))
    for (const holder of before) {
      if (holder.absences?.some(({ from }) => from <= now)) await beginAbsences(tx, owing, holder, before, desk, now)
    }
    const { members } = await readDirectory(tx, desk.settings)
    const over: Over[] = []
    const gaps: Gaps = new Map()
    for (const role of WATCHED) over.push(...(await lookAtRole(tx, gaps, role, members, desk, now)))
    for (const [person, [gap, ...others]] of gaps)
      owing.write(person, others.length === 0 ? gap : { kind: 'uncovered-several', gaps: [gap, ...others] })
    await tellCovered(tx, owing, over, members, office, now)
    const written = await owing.writeInto(tx, members)
    const next = await setDutyLook(tx, nextLook(members, now, office))
    return { ...written, alarms: [...(written.alarms ?? []), ...next] }
  })
  if (triggers) await desk.trigger(triggers)
}

/** Holder and substitute are told once; without a substitute nothing changed for anybody. */
async function endStandIn(
  tx: Transaction,
  owing: Owing,
  holder: Member,
  members: readonly Member[],
  { settings: { office } }: Desk,
  now: Instant,
): Promise<void> {
  const substitute = members.find(({ id }) => id === holder.substituteId)
  const at = holder.dutyUntil
  if (!substitute || at === undefined) return
  const isBack = onDuty(holder, now, office)
  const said = { kind: 'stand-in-over' as const, holder, substitute: substitute.name, at, now, isBack }
  const tickets = waitingFor(holder.role, await ticketsAtHand(tx, now, 0))
  if (!holder.optedOut) owing.write(holder, { ...said, to: 'holder', tickets })
  if (!substitute.optedOut) owing.write(substitute, { ...said, to: 'substitute', tickets })
}

type Uncovered = Extract<Reply, { kind: 'uncovered' }>
/** What each person is told in this look: of all roles in one message. */
type Gaps = Map<Member, [Uncovered, ...Uncovered[]]>

/** A gap is told twice at most: before it begins, and when it has begun. `alarms` remembers which was told. */
async function lookAtRole(
  tx: Transaction,
  gaps: Gaps,
  role: Role,
  members: readonly Member[],
  { settings: { office } }: Desk,
  now: Instant,
): Promise<Over[]> {
  const soon = now + office.warnOfGap
  const gap = gapsIn(role, members, now, soon, office)[0]
  const begun = gap !== undefined && gap.from <= now
  const told = { now: `${role}`, soon: `${role} soon` }
  const ended = begun ? undefined : await endAlarm(tx, 'duty', told.now, now)
  const over = ended ? [{ role, alarm: ended }] : []
  if (!gap || begun) await endAlarm(tx, 'duty', told.soon, now)
  if (!gap) return over
  const all = hearersOf(gap, members, now, office)
  const knew = begun ? await toldByGap(tx, role, now) : []
  const hearers = all.filter(({ id }) => !knew.includes(id))
  const alarm = {
    gateway: 'duty',
    name: begun ? told.now : told.soon,
    words: `nobody on duty: ${role}`,
    raisedAt: now,
    toldIds: [...hearers.map(({ id }) => id), ...knew],
  }
  if (!(await raiseAlarm(tx, alarm))) return over
  const away = members
    .filter((member) => member.role === role)
    .map((member) => ({ id: member.id, name: member.name, why: whyAway(member, now, office) }))
  const tickets = waitingFor(role, await ticketsAtHand(tx, now, 0))
  for (const person of hearers) {
    const words: Uncovered = { kind: 'uncovered', ...gap, now, away, tickets, mine: person.role === role }
    const before = gaps.get(person)
    if (before) before.push(words)
    else gaps.set(person, [words])
  }
  return over
}

/** Who is about to go and who could come, the supervisors (for whom: Kepala Seksi), and the admins. */
function hearersOf({ role, from }: Gap, members: readonly Member[], now: Instant, office: Desk['settings']['office']) {
  const going = from > now ? covering(role, members, now, office) : []
  const next = nextInLine(role, members, now)
  const above = onDutyIn(role === 'supervisor' ? 'kepala_seksi' : 'supervisor', members, now, office)
  const all = [...going, ...(next ? [next] : []), ...above, ...onDutyIn('admin', members, now, office)]
  const hear = [...new Map(all.map((person) => [person.id, person])).values()].filter(({ optedOut }) => !optedOut)
  return hear.length > 0 ? hear : atLast(members, now, office)
}

function whyAway(member: Member, now: Instant, office: Office) {
  if (member.optedOut) return 'opted-out' as const
  if (member.until !== undefined && now > member.until) return 'ended' as const
  if (saidDuty(member, now) === 'off') return 'said' as const
  // A date of the roster without hours.
  return member.roster?.[localDate(localDay(now, office))]?.length === 0 ? ('leave' as const) : ('plan' as const)
}

const JUST_NOW = 60_000

/** Who has just been told that somebody of the role opted out knows of the gap. */
async function toldByGap(tx: Transaction, role: Role, now: Instant): Promise<number[]> {
  const ofRole = and(eq(people.role, role), gte(people.optedOutAt, now - JUST_NOW))
  const [optedOut] = await tx.select({ id: people.id }).from(people).where(ofRole).limit(1)
  if (!optedOut) return []
  const told = await tx
    .select({ id: outbox.personId })
    .from(outbox)
    .where(and(eq(outbox.topic, 'gap'), gte(outbox.createdAt, now - JUST_NOW)))
  return told.flatMap(({ id }) => id ?? [])
}
