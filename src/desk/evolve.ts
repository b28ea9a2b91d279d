/** (ticket, event) -> ticket. Replaying a ticket's events gives the same ticket (DESIGN section 3). */
import { COMBINED, LEADS_TO, SOP } from './sop.ts'
import type { EventType, Instant, OpenState, PassageType, Role, Step, Ticket, TicketEvent, Verdict } from './ticket.ts'

type Passage = Extract<TicketEvent, { type: PassageType }>

/** Exactly at the due second is on time; one second later is late (DESIGN rule 3). */
function isLate(doneAt: Instant, dueAt: Instant | undefined): boolean {
  return dueAt !== undefined && Math.floor(doneAt / 1000) > Math.floor(dueAt / 1000)
}

const judge = (doneAt: Instant, dueAt: Instant | undefined): Verdict => (isLate(doneAt, dueAt) ? 'late' : 'on-time')

export function runningStep(ticket: Ticket): Step | undefined {
  const last = ticket.steps.at(-1)
  return last?.verdict === 'running' ? last : undefined
}

export const isOpen = (ticket: Ticket): ticket is Ticket & { state: OpenState } =>
  ticket.state !== 'closed' && ticket.state !== 'cancelled'

/** Whether the vendor was the last to work on it: a repair that failed goes back to where it was made. */
export function vendorHadIt(ticket: Ticket): boolean {
  const { step: confirming } = SOP['awaiting-confirmation']
  const last = ticket.steps.findLast(({ step, cycle }) => cycle === ticket.cycle && step !== confirming)
  return last?.step === SOP['vendor-repairing'].step
}

const endOf = (verdictOf: (step: Step) => Verdict) => (step: Step, event: Passage) => ({
  ...step,
  doneAt: event.at,
  ...(event.by ? { by: event.by.name } : {}),
  verdict: verdictOf(step),
})

function endRunning(ticket: Ticket, event: Passage): Step[] {
  const running = runningStep(ticket)
  if (!running || !isOpen(ticket)) return [...ticket.steps]
  const before = ticket.steps.slice(0, -1)
  const as = (verdict: Verdict) => endOf(() => verdict)(running, event)
  switch (event.type) {
    case 'TicketCancelled':
      return [...before, { ...running, verdict: 'skipped' }]
    case 'TicketRecalled':
    case 'TicketClosed':
      return [...before, as('skipped')]
    case 'TicketSelfHealed': {
      const rest = COMBINED.slice(COMBINED.indexOf(ticket.state) + 1)
      const never = COMBINED.includes(ticket.state) ? rest : []
      const { cycle } = ticket
      return [
        ...before,
        as('skipped'),
        ...never.map((s) => ({
          step: SOP[s].step,
          cycle,
          startedAt: event.at,
          doneAt: event.at,
          verdict: 'skipped' as const,
        })),
      ]
    }
    case 'TicketResolved':
    case 'TicketEscalated':
      if (ticket.state === 'analysing') return [...before, as('not-recorded'), combinedRepair(ticket, running, event)]
      return [...before, as(judge(event.at, running.dueAt))]
    case 'RepairStarted':
      return [...before, as(ticket.acceptanceImplied ? 'not-recorded' : judge(event.at, running.dueAt))]
    default:
      return [...before, as(judge(event.at, running.dueAt))]
  }
}

/** Repair that nobody reported on its own, judged against the combined time (DOMAIN 1.6 row 7). */
function combinedRepair(ticket: Ticket, analysis: Step, event: Passage): Step {
  const { at, by, combinedDueAt } = event
  return {
    step: SOP.repairing.step,
    cycle: ticket.cycle,
    startedAt: analysis.startedAt,
    ...(combinedDueAt === undefined ? {} : { dueAt: combinedDueAt }),
    doneAt: at,
    ...(by ? { by: by.name } : {}),
    verdict: judge(at, combinedDueAt),
  }
}

function passOn(ticket: Ticket, event: Passage): Ticket {
  const steps = endRunning(ticket, event)
  const { closedAt: _at, closedAs: _as, cancelledFrom, lastMoment: _moment, workedAt: _worked, ...kept } = ticket
  const base: Ticket = { ...kept, steps, state: event.to, updatedAt: event.at }
  if (event.to === 'closed') {
    const closedAs = event.closedAs
    return { ...base, closedAt: event.at, ...(closedAs ? { closedAs } : {}) }
  }
  const moment = ticket.lastMoment === undefined ? {} : { lastMoment: ticket.lastMoment }
  if (event.to === 'cancelled')
    return isOpen(ticket) ? { ...base, ...moment, closedAt: event.at, cancelledFrom: ticket.state } : base
  if (event.type === 'CancellationUndone') {
    const last = steps.at(-1)
    const restored = last ? [...steps.slice(0, -1), { ...last, verdict: 'running' as const }] : steps
    return { ...base, steps: restored, ...moment }
  }
  const cycle = event.type === 'TicketReopened' ? ticket.cycle + 1 : ticket.cycle
  const opened: Step = {
    step: SOP[event.to].step,
    cycle,
    startedAt: event.at,
    ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
    verdict: 'running',
  }
  return { ...base, cycle, steps: [...steps, opened] }
}

/** What was found and done in an earlier round did not help; the events keep it. */
const withoutRepair = ({ cause: _cause, action: _action, resolvedBy: _by, ...ticket }: Ticket): Ticket => ticket

/** What a passage says of the repair stays on the ticket, until the next repair says otherwise. */
function learn(ticket: Ticket, event: Passage): Ticket {
  const { acceptanceImplied: _implied, analysisStartedAt: _analysis, resolvedBy: _resolvedBy, ...afresh } = ticket
  const fresh = event.type === 'TicketReopened' || event.type === 'TicketRecalled' ? afresh : ticket
  // What the vendor promised was for the repair that is over.
  const { eta: _eta, ...vendorAfresh } = ticket.vendor ?? { id: '' }
  const known = ticket.vendor && fresh !== ticket ? vendorAfresh : ticket.vendor
  const vendor = event.vendorId ? { ...known, id: event.vendorId } : known
  return {
    ...(event.type === 'TicketResolved' ? withoutRepair(fresh) : fresh),
    ...(vendor ? { vendor } : {}),
    ...(event.type === 'TicketAccepted' && event.implied ? { acceptanceImplied: true } : {}),
    ...(event.type === 'TicketResolved' && event.by ? { resolvedBy: event.by } : {}),
    ...(event.cause ? { cause: event.cause } : {}),
    ...(event.action ? { action: event.action } : {}),
    ...(event.vendorTicket && vendor ? { vendor: { ...vendor, ticket: event.vendorTicket } } : {}),
  }
}

/** Whose word on a ticket is a sign of work: the reminders after a deadline start anew (DOMAIN 1.7). */
const WORKERS: ReadonlySet<Role> = new Set<Role>(['kepala_seksi', 'staf', 'jasnita'])

const WORK: ReadonlySet<EventType> = new Set<EventType>([
  'NoteAdded',
  'AnalysisStarted',
  'ProgressReported',
  'EtaPromised',
])

/** Applies one event. `TicketRegistered` begins a ticket: pass undefined before it. */
export function evolve(ticket: Ticket | undefined, event: TicketEvent): Ticket {
  if (event.type === 'TicketRegistered') return event.ticket
  if (!ticket) throw new Error(`event ${event.type} before TicketRegistered`)
  const touched = {
    ...ticket,
    updatedAt: Math.max(event.at, ticket.updatedAt),
    ...(event.by && WORKERS.has(event.by.role) && WORK.has(event.type) ? { workedAt: event.at } : {}),
  }
  switch (event.type) {
    case 'AnalysisStarted':
      return { ...touched, analysisStartedAt: event.at }
    case 'EtaPromised': {
      if (event.eta === undefined || !ticket.vendor) return touched
      return { ...touched, vendor: { ...ticket.vendor, eta: event.eta } }
    }
    case 'ProgressReported': {
      if (!event.vendorTicket || !ticket.vendor) return touched
      return { ...touched, vendor: { ...ticket.vendor, ticket: event.vendorTicket } }
    }
    case 'NoteAdded':
      return touched
    case 'TicketReassigned': {
      const { assignedUntil: _until, ...held } = touched
      return { ...held, assignee: event.to, ...(event.until === undefined ? {} : { assignedUntil: event.until }) }
    }
    case 'HandoverEnded': {
      const { assignee: _to, assignedUntil: _until, ...held } = ticket
      return { ...held, formerAssignee: event.from }
    }
    case 'ReportCorrected':
      return { ...touched, ...event.change }
    case 'ReportJoined': {
      const { by: reporter, report, at } = event
      return reporter ? { ...touched, joined: [...(ticket.joined ?? []), { reporter, report, at }] } : touched
    }
    case 'ReportSplit':
      return { ...touched, joined: (ticket.joined ?? []).filter(({ reporter }) => reporter.id !== event.reporter.id) }
    case 'MomentPassed':
      return { ...ticket, lastMoment: event.at }
    // What became of a message moves no clock: a reply that was written before it is not clamped to it.
    case 'NoticePassedOn':
      return ticket
    default: {
      LEADS_TO[event.type] satisfies string
      return learn(passOn(ticket, event), event)
    }
  }
}

/** The ticket that a list of events amounts to. */
export function replay(events: readonly TicketEvent[]): Ticket {
  const ticket = events.reduce<Ticket | undefined>(evolve, undefined)
  if (!ticket) throw new Error('a ticket has at least its registration')
  return ticket
}
