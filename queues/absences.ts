/** Absences that lie ahead: noted by message, changed, taken back, and begun at their time (DESIGN section 5). */
import { eq } from 'drizzle-orm'
import type { Said } from '../bots/understanding/meaning.ts'
import { writeAbsences } from '../db/absences.ts'
import type { Transaction } from '../db/database.ts'
import { people } from '../db/schema.ts'
import { ticketsAtHand } from '../db/tickets.ts'
import { type Absence, absenceAt, endOf, excludes, isOn, without } from '../src/desk/absence.ts'
import { localDay, type Member, onDuty, saidDuty } from '../src/desk/duty.ts'
import { mayStandIn } from '../src/desk/stand-in.ts'
import type { Instant, Role } from '../src/desk/ticket.ts'
import { type Case, roleOf } from './case.ts'
import type { Desk } from './desk.ts'
import { notSubstitute, waitingFor } from './leaving.ts'
import type { Owing } from './owing.ts'

const DAY = 86_400_000
/** Absences are noted for no longer than this, and no later: more is a slip of the finger. */
const LONGEST = 366 * DAY

/** "Cuti besok", "PULANG jam 15 ke Asep": said again for the same time it is changed. */
export async function noteAbsence(one: Case, said: Said, from: Instant): Promise<void> {
  const { owing, sender, actor, now, members, desk } = one
  if (!sender || !actor) return
  if (said.wholeDays && said.until === undefined) return owing.answer({ kind: 'leave', is: 'no-day' })
  const { office } = desk.settings
  const dayOf = (at: Instant) => localDay(at, office)
  const midnight = dayOf(from) * DAY - office.utcOffset
  const until = said.until ?? (from === midnight ? from + DAY : undefined)
  if ((until ?? from) - now > LONGEST) return owing.answer({ kind: 'leave', is: 'too-long' })
  const whole = from === midnight && until !== undefined && (until - from) % DAY === 0
  const role = roleOf(actor)
  const meant = members.find(({ id }) => id === said.person?.id && id !== sender.id)
  const named = meant && mayStandIn(meant.role, role) ? meant : undefined
  const before = sender.absences ?? []
  const asked = { from, ...(until === undefined ? {} : { until }) }
  const replaced = before.filter((other) => excludes(other, asked, dayOf))
  const substituteId = named?.id ?? replaced.find((other) => other.substituteId)?.substituteId
  const absence: Absence = {
    ...asked,
    ...(substituteId === undefined ? {} : { substituteId }),
    ...(whole ? { wholeDays: true } : {}),
  }
  const others = before.filter((other) => !replaced.includes(other))
  await keep(one, sender, [...others, absence])
  const substitute = members.find(({ id }) => id === substituteId)
  for (const other of replaced) if (other.substituteId !== substituteId) callOff(one, sender, role, other)
  const known = replaced.some((other) => other.substituteId === substituteId && isSame(other, absence))
  if (substitute && !known) {
    const holder = { name: sender.name, role }
    owing.write(substitute, { kind: 'stand-in', holder, now, ...asked, begins: true, tickets: [], isAway: false })
  }
  const not = named ? undefined : notSubstitute(one, sender, said, role, meant)
  owing.answer({
    kind: 'leave',
    is: 'noted',
    absence,
    now,
    role,
    others,
    ...(replaced.length > 0 ? { changed: true } : {}),
    ...(substitute ? { substitute: substitute.name } : {}),
    ...(not ? { not } : {}),
  })
}

const isSame = (one: Absence, other: Absence) => one.from === other.from && one.until === other.until

async function keep({ tx, owing, isTest }: Case, sender: Member, all: readonly Absence[]): Promise<void> {
  if (isTest) return
  await writeAbsences(
    tx,
    sender.id,
    all.toSorted((a, b) => a.from - b.from),
  )
  // Nothing changes now, but who will be on duty is looked at anew.
  owing.changePerson(sender.id, { substituteId: sender.substituteId ?? null })
}

/** Who was told that they will stand in is told that they will not. */
function callOff({ owing, members, now }: Case, sender: Member, role: Role, absence: Absence): void {
  const substitute = members.find(({ id }) => id === absence.substituteId)
  if (!substitute) return
  const { from } = absence
  owing.write(substitute, { kind: 'stand-in-off', holder: { name: sender.name, role }, from, now })
}

/** "Batal cuti", "HADIR besok". False: there was nothing to take back, and they are away now. */
export async function takeBack(one: Case, said: Said): Promise<boolean> {
  const { owing, sender, actor, now, desk } = one
  if (!sender || !actor) return true
  const { office } = desk.settings
  const day = said.from === undefined ? undefined : localDay(said.from, office) * DAY - office.utcOffset
  const all = sender.absences ?? []
  const meant = day === undefined ? all : all.filter((absence) => isOn(absence, day))
  const isToday = day === undefined || localDay(day, office) === localDay(now, office)
  const isAway = isToday && !one.senderOnDuty && sender.duty === 'off'
  if (isAway && (meant.length === 0 || !said.wholeDays)) return false
  const answer = { kind: 'leave', now } as const
  if (day === undefined && meant.length > 1) {
    owing.answer({ ...answer, is: 'which', all: meant })
    return true
  }
  const left = all.flatMap((absence) => {
    if (!meant.includes(absence)) return [absence]
    return day === undefined ? [] : without(absence, day)
  })
  if (meant.length > 0) await keep(one, sender, left)
  for (const absence of meant)
    if (!left.some((other) => isPartOf(other, absence))) callOff(one, sender, roleOf(actor), absence)
  const taken = day === undefined ? meant : meant.map((absence) => partOn(absence, day))
  const off = one.senderOnDuty || saidDuty(sender, now) !== 'off' ? undefined : awayNow(sender, now)
  owing.answer({
    ...answer,
    is: 'taken-back',
    taken,
    all: left,
    ...(day === undefined ? {} : { day }),
    ...(off ? { off } : {}),
  })
  return true
}

function awayNow(sender: Member, now: Instant): { until?: Instant } {
  const until = absenceAt(sender, now)?.until ?? sender.dutyUntil
  return until === undefined ? {} : { until }
}

const isPartOf = (part: Absence, { from, until }: Absence) =>
  part.from >= from && (part.until ?? part.from) <= (until ?? from)

/** The day of it that is taken back; all of it where it is no longer. */
function partOn(absence: Absence, day: Instant): Absence {
  const from = Math.max(absence.from, day)
  return absence.until === undefined ? absence : { ...absence, from, until: Math.min(absence.until, day + DAY) }
}

/** What begins today by the hour is over with PULANG or HADIR of the same day; what has begun is so with any. */
export async function dropBegun(one: Case, alsoToday: boolean): Promise<void> {
  const { sender, now, desk } = one
  const { office } = desk.settings
  if (!sender?.absences) return
  const today = localDay(now, office)
  const left = sender.absences.filter(
    ({ from, wholeDays }) => from > now && !(alsoToday && !wholeDays && localDay(from, office) === today),
  )
  if (left.length < sender.absences.length) await keep(one, sender, left)
}

/** From its time on an absence is as if PULANG had been said then; the substitute is told. The rows are locked. */
export async function beginAbsences(
  tx: Transaction,
  owing: Owing,
  holder: Member,
  members: readonly Member[],
  { settings: { office } }: Desk,
  now: Instant,
): Promise<void> {
  const begun = holder.absences?.filter(({ from }) => from <= now) ?? []
  await writeAbsences(tx, holder.id, holder.absences?.filter((absence) => !begun.includes(absence)) ?? [])
  const current = begun.findLast((absence) => endOf(absence, holder) > now)
  if (!current) return
  const { from, until } = current
  const substitute = members.find(({ id }) => id === current.substituteId)
  await tx
    .update(people)
    .set({
      duty: 'off',
      dutySaidAt: from,
      dutyUntil: until ?? null,
      ...(substitute ? { substituteId: substitute.id } : {}),
    })
    .where(eq(people.id, holder.id))
  if (!substitute) return
  owing.write(substitute, {
    kind: 'stand-in',
    holder,
    now,
    ...(until === undefined ? {} : { until }),
    tickets: waitingFor(holder.role, await ticketsAtHand(tx, now, 0)),
    isAway: !onDuty(substitute, now, office),
  })
}
