/** Who is told what on which event or moment (DESIGN section 5). Nobody else hears anything. */
import { isOpen } from './evolve.ts'
import { SOP } from './sop.ts'
import type { MomentKind, OpenState, PassageType, Ticket, TicketEvent } from './ticket.ts'

/**
 * `owner`: who is asked for the section's steps: the assignee, else Kepala Seksi or who stands in. `section`: Kepala
 * Seksi (or who stands in) whoever is assigned. `former`: who had it until the time was over. `confirmers`: the reporter, or the call takers on duty when the
 * reporter is off duty. `told`: everyone who was told of the ticket. `reporters`: the reporter and who recorded it.
 */
export type Audience =
  | 'reporters'
  | 'owner'
  | 'section'
  | 'assignee'
  | 'former'
  | 'supervisor'
  | 'vendor'
  | 'confirmers'
  | 'call-takers'
  | 'told'

/** Names of the messages; bots/wording has the phrases. */
export const TOPICS = [
  'new-report',
  'report-completed',
  'registered',
  'accepted',
  'escalated',
  'vendor-called',
  'early-notice',
  'vendor-acknowledged',
  'vendor-eta',
  'vendor-progress',
  'confirm-please',
  'vendor-resolved',
  'closed',
  'cancelled',
  'reopened',
  'your-step-again',
  'handed-over',
  'handed-back',
  'reminder',
  'overdue',
  'analysis-over',
  'decide-please',
  'call-vendor',
  'eta-reached',
  'forgotten',
] as const
export type Topic = (typeof TOPICS)[number]

export interface Notice {
  readonly audience: Audience
  readonly topic: Topic
}

const to = (audience: Audience, topic: Topic): Notice => ({ audience, topic })

const ON_PASSAGE: Readonly<Record<PassageType, readonly Notice[]>> = {
  TicketAccepted: [to('reporters', 'accepted')],
  RepairStarted: [],
  TicketEscalated: [to('vendor', 'vendor-called'), to('reporters', 'escalated')],
  CoordinationRecorded: [],
  VendorAcknowledged: [to('section', 'vendor-acknowledged')],
  TicketResolved: [to('confirmers', 'confirm-please')],
  TicketReopened: [to('reporters', 'reopened')],
  TicketRecalled: [to('vendor', 'cancelled'), to('reporters', 'reopened')],
  TicketConfirmed: [to('told', 'closed')],
  TicketClosed: [to('told', 'closed')],
  TicketSelfHealed: [to('told', 'closed')],
  TicketCancelled: [to('told', 'cancelled')],
  CancellationUndone: [to('reporters', 'reopened')],
}

/** A breach is told to the actor, to Kepala Seksi, and from the breach on to the supervisor (DOMAIN 1.6 row 16). */
const BREACH: readonly Notice[] = [to('owner', 'overdue'), to('section', 'overdue'), to('supervisor', 'overdue')]
const DECIDE: readonly Notice[] = [
  to('owner', 'decide-please'),
  to('section', 'decide-please'),
  to('supervisor', 'overdue'),
]
const VENDOR_BREACH: readonly Notice[] = [
  to('vendor', 'overdue'),
  to('section', 'overdue'),
  to('supervisor', 'overdue'),
]
const ASK_AGAIN: readonly Notice[] = [to('confirmers', 'confirm-please')]

const FORGOTTEN: readonly Notice[] = [to('owner', 'forgotten'), to('section', 'forgotten')]

const ON_MOMENT: Readonly<Record<OpenState, Readonly<Partial<Record<MomentKind, readonly Notice[]>>>>> = {
  reported: { before: [to('owner', 'reminder')], due: BREACH, after: BREACH },
  analysing: {
    before: [to('owner', 'reminder')],
    due: [to('owner', 'analysis-over'), to('section', 'analysis-over')],
    after: DECIDE,
    forgotten: FORGOTTEN,
  },
  repairing: { before: [to('owner', 'reminder')], due: DECIDE, after: DECIDE, forgotten: FORGOTTEN },
  coordinating: {
    before: [to('owner', 'reminder')],
    due: [to('vendor', 'vendor-called'), ...BREACH],
    after: [to('owner', 'call-vendor'), to('section', 'call-vendor'), to('supervisor', 'overdue')],
    forgotten: FORGOTTEN,
  },
  'vendor-repairing': {
    before: [to('vendor', 'reminder'), to('section', 'reminder')],
    eta: [to('vendor', 'eta-reached'), to('section', 'eta-reached')],
    forgotten: [to('vendor', 'forgotten'), to('section', 'forgotten')],
    due: VENDOR_BREACH,
    after: VENDOR_BREACH,
  },
  'awaiting-confirmation': { ask: ASK_AGAIN, shift: [to('call-takers', 'confirm-please')] },
}

function onMoment({
  state,
  moment,
  withBreach,
  early,
}: Extract<TicketEvent, { type: 'MomentPassed' }>): readonly Notice[] {
  const plan = ON_MOMENT[state]
  const notices = plan[moment === 'morning' ? 'due' : moment] ?? []
  const missed = withBreach ? (plan.due ?? []) : []
  const vendor = early ? [to('vendor', 'early-notice')] : []
  return [...notices, ...vendor, ...missed.filter(({ audience }) => notices.every((one) => one.audience !== audience))]
}

/** Whoever has the step that a reopened ticket goes back to. */
const actorOf = (state: OpenState): Notice =>
  SOP[state].actor === 'jasnita' ? to('vendor', 'your-step-again') : to('owner', 'your-step-again')

const GOES_BACK: ReadonlySet<PassageType> = new Set<PassageType>([
  'TicketReopened',
  'TicketRecalled',
  'CancellationUndone',
])

/** The notices of one event, as the ticket stands after it. The sender's own answer is not among them. */
export function noticesFor(ticket: Ticket, event: TicketEvent): readonly Notice[] {
  switch (event.type) {
    case 'TicketRegistered':
      return [to('reporters', 'registered'), to('owner', 'new-report')]
    case 'MomentPassed':
      return event.silent ? [] : onMoment(event)
    case 'EtaPromised':
      return event.by?.role === 'jasnita' ? [to('section', 'vendor-eta')] : []
    case 'ProgressReported':
      return event.by?.role === 'jasnita' ? [to('section', 'vendor-progress')] : []
    case 'TicketReassigned':
      return [to('assignee', 'handed-over')]
    case 'HandoverEnded':
      return isOpen(ticket) && SOP[ticket.state].actor === 'kepala_seksi'
        ? [to('former', 'handed-back'), to('section', 'handed-back')]
        : []
    case 'ReportCorrected':
      // Only now is known what was told on the telephone, and how bad it is.
      return event.change.onlySpoken === false ? [to('owner', 'report-completed')] : []
    case 'AnalysisStarted':
    case 'NoteAdded':
    case 'NoticePassedOn':
    case 'ReportJoined':
    case 'ReportSplit':
      return []
    default: {
      if (event.implied && event.type !== 'TicketEscalated') return []
      const notices = ON_PASSAGE[event.type]
      if (event.type === 'RepairStarted' && ticket.acceptanceImplied) return ON_PASSAGE.TicketAccepted
      if (GOES_BACK.has(event.type) && isOpen(ticket)) return [actorOf(ticket.state), ...notices]
      const byVendor = event.type === 'TicketResolved' && event.by?.role === 'jasnita'
      return byVendor ? [...notices, to('section', 'vendor-resolved')] : notices
    }
  }
}
