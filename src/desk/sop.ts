/**
 * THE TABLE: SOP 049/SOP-E-500/2019 as data. No step number, no duration and no path from step to step
 * stands anywhere else. The readings of the SOP's open points are DESIGN section 5 and DOMAIN 1.6.
 */
import {
  type Actor,
  type CommandType,
  type Instant,
  OPEN_STATES,
  type OpenState,
  type PassageType,
  type Role,
  type State,
} from './ticket.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export interface SopStep {
  readonly step: number
  /** Verbatim from the SOP. */
  readonly activity: string
  /** Who carries the step out and is reminded of it. */
  readonly actor: Role
  /** Waktu: the step's own duration in minutes; absent where the SOP gives none. */
  readonly minutes?: number
  readonly output?: string
  /** What people read as the ticket's state (DOMAIN 3.1). */
  readonly display: string
}

/** Step 1 lies before the ticket exists: measured, never judged (DOMAIN 1.6 row 4). */
export const REPORTING = {
  step: 1,
  activity: 'Melaporkan kendala atau gangguan pada Aplikasi Cirebon Siaga 112',
  actor: 'call_taker',
  minutes: 5,
  output: 'Laporan Pengaduan',
  display: 'Pelaporan',
} as const satisfies SopStep

export const SOP: Readonly<Record<OpenState, SopStep>> = {
  reported: {
    step: 2,
    activity: 'Menerima laporan dari Call Taker',
    actor: 'kepala_seksi',
    minutes: 5,
    display: 'Menunggu diterima',
  },
  analysing: {
    step: 3,
    activity: 'Menganalisa kendala atau gangguan',
    actor: 'kepala_seksi',
    minutes: 10,
    display: 'Diterima',
  },
  repairing: {
    step: 4,
    activity: 'Melakukan perbaikan',
    actor: 'kepala_seksi',
    minutes: 15,
    output: 'Laporan Perbaikan Aplikasi',
    display: 'Dalam perbaikan',
  },
  coordinating: {
    step: 5,
    activity: 'Bila tidak teratasi, berkoordinasi dengan Jasnita',
    actor: 'kepala_seksi',
    minutes: 10,
    output: 'Koordinasi dengan Jasnita',
    display: 'Koordinasi dengan Jasnita',
  },
  'vendor-repairing': {
    step: 6,
    activity: 'Melakukan perbaikan',
    actor: 'jasnita',
    minutes: 24 * 60,
    output: 'Laporan Perbaikan Aplikasi',
    display: 'Perbaikan oleh Jasnita',
  },
  'awaiting-confirmation': {
    step: 7,
    activity: 'Kendala dan gangguan teratasi',
    actor: 'call_taker',
    display: 'Menunggu konfirmasi',
  },
}

export const ENDED_DISPLAY = { closed: 'Selesai', cancelled: 'Dibatalkan' } as const

/** Minutes by open state; desk.yaml `sop` may give others. */
export type Minutes = Readonly<Partial<Record<OpenState, number>>>

export const SOP_MINUTES: Minutes = Object.fromEntries(
  Object.entries(SOP).flatMap(([state, { minutes }]) => (minutes === undefined ? [] : [[state, minutes]])),
)

/** The section's own steps, whose time is judged together when they are not reported one by one. */
export const COMBINED: readonly OpenState[] = ['reported', 'analysing', 'repairing']

/** A closed ticket can be opened again, and an unanswered one waits, for this long. */
export const REOPEN_WITHIN: Instant = 24 * HOUR

/** Where each passage leads. `back`: to the state worked out from the ticket's own history. */
export const LEADS_TO = {
  TicketAccepted: 'analysing',
  RepairStarted: 'repairing',
  TicketResolved: 'awaiting-confirmation',
  TicketEscalated: 'coordinating',
  CoordinationRecorded: 'vendor-repairing',
  VendorAcknowledged: 'vendor-repairing',
  TicketReopened: 'back',
  TicketRecalled: 'analysing',
  TicketConfirmed: 'closed',
  TicketClosed: 'closed',
  TicketSelfHealed: 'closed',
  TicketCancelled: 'cancelled',
  CancellationUndone: 'back',
} as const satisfies Record<PassageType, State | 'back'>

/**
 * Who may give a command (DESIGN section 5). `section`: Kepala Seksi, who stands in, or the member of staff it was
 * handed to. `confirmer`: a call taker or supervisor on duty, or the reporter.
 */
export type Right =
  | 'section'
  | 'vendor'
  | 'vendor-or-section'
  | 'call-taker'
  | 'confirmer'
  | 'confirmer-or-section'
  | 'reporter-or-section'
  | 'anyone'

export interface Rule {
  readonly right: Right
  /** Passages that a command takes from a state, in order. An empty list: it is kept as a note. */
  readonly from: Readonly<Partial<Record<State, readonly PassageType[]>>>
  /** States in which somebody else may give it. */
  readonly rightIn?: Readonly<Partial<Record<State, Right>>>
}

const NOTE: readonly PassageType[] = []

/** Repeated and backward commands are kept as notes from these states on. */
const notesAfter = (first: OpenState): Partial<Record<OpenState, readonly PassageType[]>> =>
  Object.fromEntries(OPEN_STATES.slice(OPEN_STATES.indexOf(first)).map((state) => [state, NOTE]))

const fromOpen = (last: OpenState, passages: readonly PassageType[]) =>
  Object.fromEntries(OPEN_STATES.slice(0, OPEN_STATES.indexOf(last) + 1).map((state) => [state, passages])) as Partial<
    Record<OpenState, readonly PassageType[]>
  >

/** The vendor speaks once the ticket has come to it, and Kepala Seksi may speak for it. */
const FROM_ESCALATION = {
  coordinating: 'vendor-or-section',
  'vendor-repairing': 'vendor-or-section',
  'awaiting-confirmation': 'vendor-or-section',
} as const satisfies Rule['rightIn']

/** Commands that may move a ticket from step to step; all others leave the step as it is. */
export const RULES: Readonly<Record<StepCommand, Rule>> = {
  AcceptTicket: { right: 'section', from: { ...notesAfter('analysing'), reported: ['TicketAccepted'] } },
  StartAnalysis: { right: 'section', from: { ...notesAfter('analysing'), reported: ['TicketAccepted'] } },
  StartRepair: {
    right: 'section',
    from: {
      ...notesAfter('repairing'),
      reported: ['TicketAccepted', 'RepairStarted'],
      analysing: ['RepairStarted'],
    },
  },
  ResolveTicket: {
    right: 'section',
    rightIn: FROM_ESCALATION,
    from: {
      ...notesAfter('awaiting-confirmation'),
      reported: ['TicketAccepted', 'TicketResolved'],
      analysing: ['TicketResolved'],
      repairing: ['TicketResolved'],
      coordinating: ['VendorAcknowledged', 'TicketResolved'],
      'vendor-repairing': ['TicketResolved'],
    },
  },
  EscalateTicket: {
    right: 'section',
    from: {
      reported: ['TicketAccepted', 'TicketEscalated'],
      analysing: ['TicketEscalated'],
      repairing: ['TicketEscalated'],
      ...notesAfter('coordinating'),
    },
  },
  RecordCoordination: {
    right: 'section',
    from: {
      ...notesAfter('vendor-repairing'),
      reported: ['TicketAccepted', 'TicketEscalated', 'CoordinationRecorded'],
      analysing: ['TicketEscalated', 'CoordinationRecorded'],
      repairing: ['TicketEscalated', 'CoordinationRecorded'],
      coordinating: ['CoordinationRecorded'],
    },
  },
  AcknowledgeTicket: {
    right: 'vendor',
    from: { ...notesAfter('vendor-repairing'), coordinating: ['VendorAcknowledged'] },
  },
  PromiseEta: {
    right: 'vendor-or-section',
    from: { ...notesAfter('vendor-repairing'), coordinating: ['VendorAcknowledged'] },
  },
  ReportProgress: {
    right: 'section',
    rightIn: FROM_ESCALATION,
    from: { ...notesAfter('analysing'), coordinating: ['VendorAcknowledged'] },
  },
  ConfirmTicket: {
    right: 'call-taker',
    rightIn: { 'awaiting-confirmation': 'confirmer' },
    from: { ...fromOpen('vendor-repairing', ['TicketSelfHealed']), 'awaiting-confirmation': ['TicketConfirmed'] },
  },
  RejectRepair: {
    right: 'anyone',
    rightIn: { 'awaiting-confirmation': 'confirmer-or-section', closed: 'confirmer-or-section' },
    from: {
      ...fromOpen('vendor-repairing', NOTE),
      'awaiting-confirmation': ['TicketReopened'],
      closed: ['TicketReopened'],
    },
  },
  ReopenTicket: {
    right: 'confirmer-or-section',
    rightIn: { coordinating: 'section', cancelled: 'reporter-or-section' },
    from: {
      ...fromOpen('vendor-repairing', NOTE),
      coordinating: ['TicketRecalled'],
      'awaiting-confirmation': ['TicketReopened'],
      closed: ['TicketReopened'],
      cancelled: ['CancellationUndone'],
    },
  },
  CancelTicket: {
    right: 'section',
    rightIn: { reported: 'reporter-or-section' },
    from: fromOpen('vendor-repairing', ['TicketCancelled']),
  },
  CloseTicket: { right: 'section', from: fromOpen('awaiting-confirmation', ['TicketClosed']) },
}

/**
 * Whom a ticket may be handed to: who could act on it then. Admin and auditor move no step, not even in somebody's place.
 */
export const mayBeHanded = ({ role, standsInFor }: Actor): boolean =>
  role === 'staf' ||
  role === 'kepala_seksi' ||
  (standsInFor === 'kepala_seksi' && role !== 'admin' && role !== 'auditor')

/** Commands that never move a step, and who may give them while the ticket is open. */
export const LASTING_RIGHTS = {
  ReassignTicket: 'section',
  SetImpact: 'reporter-or-section',
  CorrectReport: 'confirmer-or-section',
  AddNote: 'anyone',
} as const satisfies Partial<Record<CommandType, Right>>

export type StepCommand = Exclude<CommandType, keyof typeof LASTING_RIGHTS | 'PassMoment'>
