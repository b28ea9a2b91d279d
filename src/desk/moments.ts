/** Which moments an open step has: the table of DOMAIN 1.7. Every open ticket has exactly one next moment. */
import { isOpen, runningStep } from './evolve.ts'
import type { Office } from './office.ts'
import { HOUR, MINUTE, REOPEN_WITHIN } from './sop.ts'
import type { Instant, MomentKind, OpenState, Ticket } from './ticket.ts'

/** All in minutes. */
export interface ReminderPlan {
  /** Before the step is due. */
  readonly before?: readonly number[]
  /** After it was due. */
  readonly after?: readonly number[]
  /** When the time of this step and the next is over together (DOMAIN 1.6 row 7). */
  readonly atCombinedLimit?: boolean
  /** After the last of `after` (or the due moment), again and again. */
  readonly every?: number
  readonly everyCritical?: number
  /** After the step began, where it has no deadline. */
  readonly ask?: readonly number[]
  readonly atShiftStart?: boolean
  /** Without a sign of work for so long, where nothing else of this plan asks in that time: asked after, once a silence. */
  readonly forgotten?: number
  readonly closeAfter?: number
}

export const REMINDERS: Readonly<Record<OpenState, ReminderPlan>> = {
  reported: { before: [2], after: [5, 15], every: 30, everyCritical: 10 },
  // Half an hour is never that long without another reminder while the SOP's own times hold.
  analysing: { before: [3], atCombinedLimit: true, every: 30, forgotten: 30 },
  repairing: { before: [3], after: [15], every: 30, forgotten: 30 },
  coordinating: { before: [3], after: [10], every: 30, forgotten: 30 },
  'vendor-repairing': { before: [12 * 60, 4 * 60, 60], every: 4 * 60, everyCritical: 60 },
  'awaiting-confirmation': { ask: [15, 60], atShiftStart: true, closeAfter: REOPEN_WITHIN / MINUTE },
}

interface PlannedMoment {
  readonly kind: MomentKind
  readonly at: Instant
  /** Recorded, but told only with the next moment (night, impact rendah). */
  readonly silent?: boolean
}

/** `handed-back`: the time for which the ticket was handed to somebody is over. */
export type Moment = PlannedMoment | { readonly kind: 'handed-back'; readonly at: Instant; readonly silent?: never }

const DAY = 24 * HOUR

function startOfDay(at: Instant, office: Office): Instant {
  return Math.floor((at + office.utcOffset) / DAY) * DAY - office.utcOffset
}

/** The first shift start after an instant. */
export function nextShiftStart(after: Instant, office: Office): Instant | undefined {
  const midnight = startOfDay(after, office)
  const starts = office.shiftStarts.flatMap((minutes) =>
    [midnight, midnight + DAY].map((day) => day + minutes * MINUTE),
  )
  const later = starts.filter((start) => start > after)
  return later.length > 0 ? Math.min(...later) : undefined
}

/** The end of the night that an instant lies in, or undefined by day. */
function morningAfter(at: Instant, { night, ...office }: Office): Instant | undefined {
  const midnight = startOfDay(at, { night, ...office })
  const minutes = (at - midnight) / MINUTE
  if (minutes < night.to) return midnight + night.to * MINUTE
  return minutes >= night.from ? midnight + DAY + night.to * MINUTE : undefined
}

/** A self-test that broke off ends by itself, and nobody is reminded of it. */
const TEST_LASTS: Instant = 15 * MINUTE

/** When a ticket that nobody confirms closes by itself (DOMAIN 1.6 row 11). */
export function closesAt(ticket: Ticket, office: Office): Instant | undefined {
  if (!isOpen(ticket)) return undefined
  if (ticket.test) return ticket.registeredAt + TEST_LASTS
  const { closeAfter } = office.reminders[ticket.state]
  const running = runningStep(ticket)
  return closeAfter === undefined || !running ? undefined : running.startedAt + closeAfter * MINUTE
}

const minutesAfter = (plan: ReminderPlan, office: Office): number[] => [
  ...(plan.after ?? []),
  // The question that ends step 4, and what follows it there.
  ...(plan.atCombinedLimit ? [0, ...(office.reminders.repairing.after ?? [])] : []).map(
    (minutes) => (office.minutes.repairing ?? 0) + minutes,
  ),
]

/** The moments that stand in the plan one by one, without the endless series. */
function planned(ticket: Ticket & { state: OpenState }, office: Office): PlannedMoment[] {
  const moments = byClock(ticket, office)
  return [...moments, ...forgotten(ticket, moments, office)]
}

/** Those that depend on the step's own times. */
function byClock(ticket: Ticket & { state: OpenState }, office: Office): PlannedMoment[] {
  const running = runningStep(ticket)
  if (!running) return []
  const plan = office.reminders[ticket.state]
  const { startedAt, dueAt } = running
  const moments: PlannedMoment[] = []
  const add = (kind: MomentKind, at: Instant) => moments.push({ kind, at })
  for (const minutes of plan.ask ?? []) add('ask', startedAt + minutes * MINUTE)
  if (plan.atShiftStart) {
    const shift = nextShiftStart(startedAt, office)
    if (shift !== undefined) add('shift', shift)
  }
  const eta = ticket.vendor?.eta
  if (ticket.state === 'vendor-repairing' && eta !== undefined && eta > startedAt) add('eta', eta)
  if (dueAt === undefined) return moments
  for (const minutes of plan.before ?? []) add('before', dueAt - minutes * MINUTE)
  add('due', dueAt)
  for (const minutes of minutesAfter(plan, office)) add('after', dueAt + minutes * MINUTE)
  return moments
}

/** Who accepted it has said nothing since, nor is asked: a promised time counts as their word until it has come. */
function forgotten(
  ticket: Ticket & { state: OpenState },
  others: readonly PlannedMoment[],
  office: Office,
): PlannedMoment[] {
  const running = runningStep(ticket)
  const { forgotten: minutes } = office.reminders[ticket.state]
  if (minutes === undefined || !running) return []
  const promised = ticket.state === 'vendor-repairing' ? (ticket.vendor?.eta ?? 0) : 0
  const silentSince = Math.max(running.startedAt, ticket.workedAt ?? 0, promised)
  const at = silentSince + minutes * MINUTE
  const isAsked = [...others, ...series(ticket, office, { after: silentSince })].some(
    (moment) => moment.at > silentSince && moment.at <= at,
  )
  return isAsked ? [] : [{ kind: 'forgotten', at }]
}

/** By night a reminder of little impact waits for the morning; the breach itself is recorded in time. */
function byNight(ticket: Ticket, moments: readonly PlannedMoment[], office: Office): Planned[] {
  if (ticket.impact !== 'rendah') return moments.map((moment) => ({ ...moment, meant: moment.at }))
  const dueAt = runningStep(ticket)?.dueAt ?? Number.POSITIVE_INFINITY
  return moments.flatMap((moment) => {
    const meant = moment.at
    const morning = morningAfter(meant, office)
    if (morning === undefined) return [{ ...moment, meant }]
    if (moment.kind === 'due')
      return [
        { ...moment, meant, silent: true },
        { kind: 'morning' as const, at: morning, meant },
      ]
    return moment.kind === 'before' && morning >= dueAt ? [] : [{ ...moment, at: morning, meant }]
  })
}

/** A moment and the instant for which the plan meant it, before the night put it off. */
type Planned = PlannedMoment & { readonly meant: Instant }

/** Still to come after the last one that passed; the breach that waits for the morning was recorded already. */
const isAhead = (since: Instant) => (moment: Planned) =>
  moment.at > since && (moment.kind === 'morning' ? moment.meant >= since : moment.meant > since)

/** An office that wants no series is reminded once a day: an open ticket always has a next moment. */
const AT_LEAST_EVERY = 24 * 60

/** The series after the plan: its last term up to `upTo`, or its first after `after`. */
function series(ticket: Ticket & { state: OpenState }, office: Office, pick: { upTo: Instant } | { after: Instant }) {
  const plan = office.reminders[ticket.state]
  const dueAt = runningStep(ticket)?.dueAt
  const every = (ticket.impact === 'kritis' ? plan.everyCritical : undefined) ?? plan.every ?? AT_LEAST_EVERY
  if (dueAt === undefined) return []
  // A sign of work after the last planned reminder starts the series anew.
  const start = Math.max(dueAt + Math.max(0, ...minutesAfter(plan, office)) * MINUTE, ticket.workedAt ?? 0)
  const period = every * MINUTE
  const terms =
    'upTo' in pick ? Math.floor((pick.upTo - start) / period) : Math.floor((pick.after - start) / period) + 1
  const term = 'after' in pick ? Math.max(1, terms) : terms
  return term < 1 ? [] : [{ kind: 'after' as const, at: start + term * period }]
}

const since = (ticket: Ticket): Instant => ticket.lastMoment ?? runningStep(ticket)?.startedAt ?? ticket.updatedAt

const inOrder = (a: PlannedMoment, b: PlannedMoment) =>
  a.at - b.at || Number(a.kind === 'due') - Number(b.kind === 'due')

const momentOf = ({ kind, at, silent }: Planned): PlannedMoment => ({ kind, at, ...(silent ? { silent } : {}) })

/** The next moment of an open ticket, or undefined when it has ended. */
export function nextMoment(ticket: Ticket, office: Office): Moment | undefined {
  if (!isOpen(ticket)) return undefined
  const after = since(ticket)
  const close = closesAt(ticket, office)
  if (ticket.test && close !== undefined) return { kind: 'close', at: close }
  const all = [...planned(ticket, office), ...series(ticket, office, { after })]
  const next = byNight(ticket, all, office).filter(isAhead(after)).sort(inOrder)[0]
  const byPlan = close === undefined || (next && next.at < close) ? next && momentOf(next) : closing(close)
  const back = ticket.assignee && ticket.assignedUntil
  return back !== undefined && (!byPlan || back <= byPlan.at) ? { kind: 'handed-back', at: back } : byPlan
}

/** When the night that an instant lies in began, or undefined by day. */
function eveningBefore(at: Instant, office: Office): Instant | undefined {
  const morning = morningAfter(at, office)
  return morning === undefined ? undefined : morning - DAY + (office.night.from - office.night.to) * MINUTE
}

/** The last of the endless series up to `now`; where the night puts that off, the last before the night as well. */
function lastOfSeries(ticket: Ticket & { state: OpenState }, now: Instant, office: Office): PlannedMoment[] {
  const last = series(ticket, office, { upTo: now })
  const evening = last[0] && ticket.impact === 'rendah' ? eveningBefore(last[0].at, office) : undefined
  return evening === undefined ? last : [...series(ticket, office, { upTo: evening - 1 }), ...last]
}

const closing = (at: Instant): PlannedMoment => ({ kind: 'close', at })

/** Moments up to `now` that have not passed yet, in order; of the endless series only the last. */
export function passedMoments(ticket: Ticket, now: Instant, office: Office): PlannedMoment[] {
  if (!isOpen(ticket) || ticket.test) return []
  const after = since(ticket)
  const all = [...planned(ticket, office), ...lastOfSeries(ticket, now, office)]
  return byNight(ticket, all, office)
    .filter((moment) => moment.at <= now && isAhead(after)(moment))
    .sort(inOrder)
    .map(momentOf)
}
