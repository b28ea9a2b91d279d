/** (ticket, command, by whom, now) -> events or a refusal. Pure: nothing is read, nothing is written. */
import { evolve, isOpen, vendorHadIt } from './evolve.ts'
import { closesAt, passedMoments } from './moments.ts'
import { type Office, vendorOf } from './office.ts'
import {
  COMBINED,
  LASTING_RIGHTS,
  LEADS_TO,
  MINUTE,
  mayBeHanded,
  REOPEN_WITHIN,
  type Right,
  RULES,
  SOP,
} from './sop.ts'
import type {
  Actor,
  ClosedAs,
  Command,
  CommandType,
  Decision,
  Instant,
  OpenState,
  PassageType,
  Refusal,
  State,
  Ticket,
  TicketEvent,
} from './ticket.ts'

/** Who gives the command and when. `by` absent: the desk itself, for due moments. */
export interface Giving {
  /** Provider time of the message (DESIGN rule 3); it is clamped between the ticket's last event and `now`. */
  readonly at: Instant
  readonly now: Instant
  readonly by?: Actor
  readonly onDuty?: boolean
}

const CALL_TAKERS = ['call_taker', 'supervisor'] as const
const isCallTaker = (by: Actor) => CALL_TAKERS.some((role) => role === by.role)
const holds = (by: Actor, role: Actor['role']) => by.role === role || by.standsInFor === role
const isReporter = (by: Actor, ticket: Ticket) => by.id === ticket.reporter.id || by.id === ticket.recordedBy?.id
/** Nobody confirms a repair of their own, and Kepala Seksi none at all (DESIGN section 5). */
export const mayConfirm = (by: Actor, { resolvedBy }: Ticket): boolean =>
  (isCallTaker(by) || !holds(by, 'kepala_seksi')) && by.id !== resolvedBy?.id
const hasJoined = (by: Actor, ticket: Ticket) => ticket.joined?.some(({ reporter }) => reporter.id === by.id) ?? false
/** Jasnita is on a ticket once it was escalated. */
const isVendor = (by: Actor, ticket: Ticket) =>
  by.role === 'jasnita' &&
  ticket.vendor !== undefined &&
  ticket.steps.some(({ step }) => step === SOP.coordinating.step)
const isSection = (by: Actor, ticket: Ticket) =>
  holds(by, 'kepala_seksi') || (by.role === 'staf' && by.id === ticket.assignee?.id)

/** Who needs that it works: a call taker on duty, and whoever reported it. */
const hasUse = (by: Actor, onDuty: boolean, ticket: Ticket) =>
  (isCallTaker(by) && onDuty) || isReporter(by, ticket) || hasJoined(by, ticket)

function may(right: Right, by: Actor, onDuty: boolean, ticket: Ticket): boolean {
  if (by.role === 'auditor' || by.role === 'admin') return false
  switch (right) {
    case 'anyone':
      return by.role !== 'jasnita' || isVendor(by, ticket)
    case 'section':
      return isSection(by, ticket)
    case 'vendor':
      return isVendor(by, ticket)
    case 'vendor-or-section':
      return isVendor(by, ticket) || isSection(by, ticket)
    case 'call-taker':
      return (isCallTaker(by) || isReporter(by, ticket)) && mayConfirm(by, ticket)
    case 'confirmer':
      return hasUse(by, onDuty, ticket) && mayConfirm(by, ticket)
    case 'confirmer-or-section':
      return hasUse(by, onDuty, ticket) || isSection(by, ticket)
    case 'reporter-or-section':
      return isReporter(by, ticket) || isSection(by, ticket)
    default:
      return right satisfies never
  }
}

function rightFor(command: Exclude<Command, { type: 'PassMoment' }>, state: State): Right {
  if (command.type in LASTING_RIGHTS) return LASTING_RIGHTS[command.type as keyof typeof LASTING_RIGHTS]
  const rule = RULES[command.type as keyof typeof RULES]
  return rule.rightIn?.[state] ?? rule.right
}

/**
 * Decides a command. A refusal changes nothing; an empty list of events means that nothing was to be done
 * (a bare YA while the repair goes on).
 */
export function decide(ticket: Ticket, command: Command, giving: Giving, office: Office): Decision {
  const at = Math.max(ticket.updatedAt, Math.min(giving.at, giving.now))
  if (command.type === 'PassMoment') return { ok: true, events: passMoments(ticket, giving.now, office) }
  const { by } = giving
  const refuse = (reason: Refusal['reason']): Decision => ({
    ok: false,
    refusal: { reason, command: command.type, state: ticket.state },
  })
  if (!by) return refuse('not-your-role')
  const ended = outOfTime(ticket, command, at)
  if (ended) return refuse(ended)
  const right = rightFor(command, ticket.state)
  if (!may(right, by, giving.onDuty ?? true, ticket)) {
    return refuse(may(right, by, true, ticket) ? 'off-duty' : 'not-your-role')
  }
  const stamp = { at, by, ...('note' in command && command.note ? { note: command.note } : {}) }
  switch (command.type) {
    case 'AddNote':
      return { ok: true, events: [{ ...stamp, type: 'NoteAdded', note: command.note }] }
    case 'SetImpact':
      if (!command.impact) return refuse('no-level')
      return { ok: true, events: [{ ...stamp, type: 'ReportCorrected', change: { impact: command.impact } }] }
    case 'CorrectReport':
      return { ok: true, events: [{ ...stamp, type: 'ReportCorrected', change: command.change }] }
    case 'ReassignTicket': {
      if (!command.to) return refuse('nobody-named')
      if (!mayBeHanded(command.to)) return refuse('not-of-section')
      const { id, name, role } = command.to
      const until = command.until !== undefined && command.until > at ? { until: command.until } : {}
      return { ok: true, events: [{ ...stamp, type: 'TicketReassigned', to: { id, name, role }, ...until }] }
    }
    default: {
      const passages = RULES[command.type].from[ticket.state]
      if (!passages) return refuse(isOpen(ticket) ? 'not-in-this-step' : 'already-ended')
      if (command.type === 'ConfirmTicket' && !command.explicit && ticket.state !== 'awaiting-confirmation') {
        return { ok: true, events: [] }
      }
      if (command.type === 'CloseTicket' && !command.as && ticket.state !== 'awaiting-confirmation') {
        return refuse('not-in-this-step')
      }
      if (command.type === 'CloseTicket' && !command.as && !command.reason?.trim()) return refuse('no-reason')
      if (CALLS_VENDOR.has(command.type) && ticket.state === 'awaiting-confirmation' && !vendorHadIt(ticket)) {
        return refuse('not-in-this-step')
      }
      if (passages.includes('TicketEscalated') && vendorOf(ticket.application, office) === null) {
        return refuse('no-vendor')
      }
      const events = takePassages(ticket, passages, command, stamp, office)
      return { ok: true, events: [...events, ...alongside(ticket, command, stamp, passages.length > 0)] }
    }
  }
}

function outOfTime(ticket: Ticket, command: Command, at: Instant): Refusal['reason'] | undefined {
  if (isOpen(ticket) || command.type === 'AddNote') return undefined
  if (command.type !== 'ReopenTicket' && command.type !== 'RejectRepair') return 'already-ended'
  return at - (ticket.closedAt ?? at) > REOPEN_WITHIN ? 'too-late-to-reopen' : undefined
}

/**
 * After the section's own repair these are no repetition: kept as a note they would seem to have reached the vendor. The
 * way there is BELUM.
 */
const CALLS_VENDOR: ReadonlySet<CommandType> = new Set<CommandType>(['EscalateTicket', 'RecordCoordination'])

/** Their words go with an event of their own, beside the passage. */
const SAYS_MORE: ReadonlySet<CommandType> = new Set<CommandType>(['StartAnalysis', 'PromiseEta', 'ReportProgress'])

type Stamped = { at: Instant; by?: Actor; note?: string }

/** The passages of a command, each with the deadline of the step that it opens. */
function takePassages(
  before: Ticket,
  passages: readonly PassageType[],
  command: Command,
  stamp: Stamped,
  office: Office,
): TicketEvent[] {
  const events: TicketEvent[] = []
  let ticket = before
  for (const [index, type] of passages.entries()) {
    const last = index === passages.length - 1
    const { note: _note, ...bare } = stamp
    const implied = !last || (type === 'VendorAcknowledged' && command.type !== 'AcknowledgeTicket')
    const to = destination(ticket, type)
    const combinedDueAt = combinedDue(before, ticket, office)
    const event: TicketEvent = {
      ...(last && !SAYS_MORE.has(command.type) ? stamp : bare),
      type,
      to,
      ...(last ? details(command, ticket) : {}),
      ...(implied ? { implied: true as const } : {}),
      ...dueAtOf(to, stamp.at, office),
      ...vendorFor(type, ticket, office),
      ...(combinedDueAt === undefined || type === 'RepairStarted' ? {} : { combinedDueAt }),
    }
    events.push(event)
    ticket = evolve(ticket, event)
  }
  return events
}

function vendorFor(type: PassageType, ticket: Ticket, office: Office): { vendorId?: string } {
  const vendorId = type === 'TicketEscalated' ? vendorOf(ticket.application, office) : null
  return vendorId === null ? {} : { vendorId }
}

function destination(ticket: Ticket, type: PassageType): State {
  const to = LEADS_TO[type]
  if (to !== 'back') return to
  if (type === 'CancellationUndone') return ticket.cancelledFrom ?? 'reported'
  return vendorHadIt(ticket) ? 'vendor-repairing' : 'analysing'
}

export function dueAtOf(state: State, from: Instant, office: Office): { dueAt?: Instant } {
  const minutes = state === 'closed' || state === 'cancelled' ? undefined : office.minutes[state]
  return minutes === undefined ? {} : { dueAt: from + minutes * MINUTE }
}

const sumOf = (states: readonly OpenState[], office: Office) =>
  states.reduce((sum, state) => sum + (office.minutes[state] ?? 0), 0) * MINUTE

/** 25 minutes after acceptance, or 30 after registration if it was never accepted (DESIGN section 5). */
function combinedDue(before: Ticket, ticket: Ticket, office: Office): Instant | undefined {
  if (ticket.state !== 'analysing') return undefined
  if (before.state === 'reported') return before.registeredAt + sumOf(COMBINED, office)
  const startedAt = ticket.steps.at(-1)?.startedAt ?? ticket.registeredAt
  return startedAt + sumOf(COMBINED.slice(1), office)
}

function details(command: Command, ticket: Ticket) {
  switch (command.type) {
    case 'ResolveTicket':
      return {
        ...(command.cause ? { cause: command.cause } : {}),
        ...(command.action ? { action: command.action } : {}),
      }
    case 'RecordCoordination':
    case 'AcknowledgeTicket':
    case 'ReportProgress':
      return command.vendorTicket ? { vendorTicket: command.vendorTicket } : {}
    case 'ConfirmTicket':
      return closedAs(ticket.state === 'awaiting-confirmation' ? 'confirmed' : 'self-healed')
    case 'CloseTicket':
      return { ...closedAs(command.as ?? 'unconfirmed'), ...(command.reason ? { note: command.reason } : {}) }
    case 'CancelTicket':
      return command.reason ? { note: command.reason } : {}
    default:
      return {}
  }
}

const closedAs = (value: ClosedAs) => ({ closedAs: value })

/** What a command says besides moving the step; a command that moves none is kept as a note. */
function alongside(ticket: Ticket, command: Command, stamp: Stamped, moved: boolean): TicketEvent[] {
  const note = { ...stamp, type: 'NoteAdded' as const, said: command.type }
  switch (command.type) {
    case 'StartAnalysis':
      if (moved) return [{ ...stamp, type: 'AnalysisStarted' }]
      return ticket.state === 'analysing' && !ticket.analysisStartedAt
        ? [{ ...stamp, type: 'AnalysisStarted' }]
        : [note]
    case 'PromiseEta':
      // What is said to be repaired has no time ahead of it.
      if (ticket.state === 'awaiting-confirmation') return [note]
      return [{ ...stamp, type: 'EtaPromised', ...(command.eta === undefined ? {} : { eta: command.eta }) }]
    case 'ReportProgress':
      if (ticket.state === 'awaiting-confirmation') return [note]
      return [
        { ...stamp, type: 'ProgressReported', ...(command.vendorTicket ? { vendorTicket: command.vendorTicket } : {}) },
      ]
    case 'CancelTicket':
    case 'CloseTicket':
      return []
    default:
      return moved ? [] : [note]
  }
}

/** The moments that have passed: only the last is told, unless it waits for the morning; none twice. */
function passMoments(ticket: Ticket, now: Instant, office: Office): TicketEvent[] {
  if (!isOpen(ticket)) return []
  const { state } = ticket
  const close = closesAt(ticket, office)
  if (close !== undefined && close <= now) {
    return [{ type: 'TicketClosed', at: Math.max(close, ticket.updatedAt), to: 'closed', closedAs: 'unconfirmed' }]
  }
  const passed = passedMoments(ticket, now, office)
  const { assignee, assignedUntil } = ticket
  const isOver = assignee !== undefined && assignedUntil !== undefined && assignedUntil <= now
  const back: TicketEvent[] = isOver
    ? [{ type: 'HandoverEnded', at: Math.max(assignedUntil, ticket.updatedAt), from: assignee }]
    : []
  const dueAt = ticket.steps.at(-1)?.dueAt ?? 0
  const isEarly =
    office.earlyVendorNotice &&
    state === 'repairing' &&
    ticket.impact === 'kritis' &&
    (ticket.lastMoment ?? 0) <= dueAt &&
    vendorOf(ticket.application, office) !== null
  const breachBefore = passed.slice(0, -1).some(({ kind, silent }) => kind === 'morning' || (kind === 'due' && !silent))
  const events = passed.map(
    (moment, index): TicketEvent => ({
      type: 'MomentPassed',
      moment: moment.kind,
      state,
      at: moment.at,
      behind: now - moment.at,
      ...(index < passed.length - 1 || moment.silent ? { silent: true as const } : {}),
      ...(index === passed.length - 1 && breachBefore ? { withBreach: true as const } : {}),
      ...(moment.kind === 'after' && isEarly ? { early: true as const } : {}),
    }),
  )
  return [...back, ...events]
}
