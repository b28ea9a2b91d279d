/** The vocabulary of the desk, written once: people, ticket, commands, events, refusals. */

/** A point in time in milliseconds since 1970-01-01 UTC. */
export type Instant = number

export const ROLES = ['call_taker', 'supervisor', 'kepala_seksi', 'staf', 'jasnita', 'admin', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const CHANNELS = ['whatsapp', 'sms', 'voice'] as const
export type Channel = (typeof CHANNELS)[number]

/** Tingkat dampak (DOMAIN section 2), worst first. */
export const IMPACTS = ['kritis', 'tinggi', 'sedang', 'rendah'] as const
export type Impact = (typeof IMPACTS)[number]

/** Fault categories (DOMAIN section 2), and `lainnya` where none fits. */
export const CATEGORIES = [
  'login',
  'panggilan_masuk',
  'panggilan_keluar',
  'suara',
  'tiket_dispatch',
  'peta_lokasi',
  'tampilan',
  'data_laporan',
  'rekaman',
  'notifikasi',
  'kinerja',
  'cctv',
  'perangkat',
  'printer',
  'jaringan',
  'listrik',
  'permintaan',
  'lainnya',
] as const
export type Category = (typeof CATEGORIES)[number]

export const OPEN_STATES = [
  'reported',
  'analysing',
  'repairing',
  'coordinating',
  'vendor-repairing',
  'awaiting-confirmation',
] as const
export type OpenState = (typeof OPEN_STATES)[number]
export type State = OpenState | 'closed' | 'cancelled'

export type ClosedAs = 'confirmed' | 'unconfirmed' | 'self-healed' | 'duplicate' | 'false-report'
export type Verdict = 'running' | 'on-time' | 'late' | 'not-recorded' | 'skipped'

/** Who acts. `rule` is the desk itself, acting by a written rule (DESIGN rule 9). */
export interface Actor {
  readonly id: number
  readonly name: string
  readonly role: Role
  /** The role this person stands in for at the moment, named by its holder. */
  readonly standsInFor?: Role
}

export interface Step {
  readonly step: number
  readonly cycle: number
  readonly startedAt: Instant
  readonly dueAt?: Instant
  readonly doneAt?: Instant
  readonly by?: string
  readonly verdict: Verdict
}

/** What a laporan pengaduan says (DOMAIN 3.2). */
export interface Report {
  readonly application: string
  readonly category: Category
  readonly impact: Impact
  readonly summary: string
  readonly description: string
  readonly unit?: string
  readonly occurredAt?: Instant
  /** The time of the fault was worked out, not said to the minute. */
  readonly occurredAtInferred?: boolean
  /** Penanganan sementara: what the reporter does meanwhile. */
  readonly workaround?: string
  /** Somebody not in the directory who reported by telephone to the sender. */
  readonly onBehalfOf?: string
  /** Told on the telephone, and what was said is in the recording alone until somebody writes it: then false. */
  readonly onlySpoken?: boolean
}

export interface Ticket extends Report {
  readonly id: number
  /** Made by `self-test`: nobody but its own people hears of it, and it counts nowhere. Its number is of a series apart. */
  readonly test?: true
  readonly number: number
  readonly year: number
  readonly reference: string
  readonly state: State
  readonly cycle: number
  readonly channel: Channel
  readonly reporter: Actor
  readonly recordedBy?: Actor
  readonly assignee?: Actor
  /** Until when it is handed over; then it is the section's again. */
  readonly assignedUntil?: Instant
  /** Who had it until then. */
  readonly formerAssignee?: Actor
  readonly vendor?: { readonly id: string; readonly ticket?: string; readonly eta?: Instant }
  readonly cause?: string
  readonly action?: string
  /** Who said in this round that it is repaired: they do not confirm it themselves. */
  readonly resolvedBy?: Actor
  /** Instant of the first message of the report: where step 1 starts. */
  readonly reportedAt: Instant
  readonly registeredAt: Instant
  readonly closedAt?: Instant
  readonly closedAs?: ClosedAs
  readonly steps: readonly Step[]
  /** The state a cancelled ticket goes back to. */
  readonly cancelledFrom?: OpenState
  /** Kepala Seksi said that analysis began (step 3 reads "Dianalisa"). */
  readonly analysisStartedAt?: Instant
  /** Acceptance was implied by a later command, so step 3 was never reported on its own. */
  readonly acceptanceImplied?: boolean
  /** The last moment (reminder, breach) of this step that has passed. */
  readonly lastMoment?: Instant
  /** The last word in this step of somebody who works on it. */
  readonly workedAt?: Instant
  /** Reports of the same fault by others, who hear the outcome too. */
  readonly joined?: readonly { readonly reporter: Actor; readonly report: Report; readonly at: Instant }[]
  /** The number of the closed ticket that this late reopening repeats. */
  readonly follows?: number
  /** When anything last happened on the ticket: no event lies before it. */
  readonly updatedAt: Instant
}

/** What people (and due moments) ask of a ticket. Imperative. */
export type Command =
  | { readonly type: 'AcceptTicket' }
  | { readonly type: 'StartAnalysis'; readonly note?: string }
  | { readonly type: 'StartRepair'; readonly note?: string }
  | { readonly type: 'ResolveTicket'; readonly cause?: string; readonly action?: string; readonly note?: string }
  | { readonly type: 'EscalateTicket'; readonly note?: string }
  | { readonly type: 'RecordCoordination'; readonly note?: string; readonly vendorTicket?: string }
  | { readonly type: 'AcknowledgeTicket'; readonly note?: string; readonly vendorTicket?: string }
  | { readonly type: 'PromiseEta'; readonly eta?: Instant; readonly note?: string }
  | { readonly type: 'ReportProgress'; readonly note?: string; readonly vendorTicket?: string }
  | { readonly type: 'ConfirmTicket'; readonly explicit: boolean; readonly note?: string }
  | { readonly type: 'RejectRepair'; readonly note?: string }
  | { readonly type: 'ReopenTicket'; readonly note?: string }
  | { readonly type: 'CancelTicket'; readonly reason?: string }
  | { readonly type: 'CloseTicket'; readonly reason?: string; readonly as?: 'duplicate' | 'false-report' }
  /** `to` absent: nobody of the directory was named. */
  | { readonly type: 'ReassignTicket'; readonly to?: Actor; readonly until?: Instant; readonly note?: string }
  /** Without `impact`: DAMPAK without its level. */
  | { readonly type: 'SetImpact'; readonly impact?: Impact; readonly note?: string }
  | { readonly type: 'CorrectReport'; readonly change: Partial<Report>; readonly note?: string }
  | { readonly type: 'AddNote'; readonly note: string }
  | { readonly type: 'PassMoment' }
export type CommandType = Command['type']

/** An event that ends the running step and opens the next (or ends the ticket). */
export const PASSAGES = [
  'TicketAccepted',
  'RepairStarted',
  'TicketResolved',
  'TicketEscalated',
  'CoordinationRecorded',
  'VendorAcknowledged',
  'TicketReopened',
  'TicketRecalled',
  'TicketConfirmed',
  'TicketClosed',
  'TicketSelfHealed',
  'TicketCancelled',
  'CancellationUndone',
] as const
export type PassageType = (typeof PASSAGES)[number]

interface Stamp {
  readonly at: Instant
  /** Absent: the desk, by a written rule. */
  readonly by?: Actor
  readonly note?: string
}

export type MomentKind = 'before' | 'due' | 'morning' | 'after' | 'eta' | 'forgotten' | 'ask' | 'shift' | 'close'

/** What happened. Past tense. */
export type TicketEvent =
  | (Stamp & { readonly type: 'TicketRegistered'; readonly ticket: Ticket })
  | (Stamp & {
      readonly type: PassageType
      readonly to: State
      /** A later command was given, and this step was taken with it. */
      readonly implied?: true
      /** When the step that now begins is due. */
      readonly dueAt?: Instant
      /** The combined limit of the section's steps, when they end without being reported one by one. */
      readonly combinedDueAt?: Instant
      readonly cause?: string
      readonly action?: string
      readonly vendorTicket?: string
      /** Whom the ticket was escalated to. */
      readonly vendorId?: string
      readonly closedAs?: ClosedAs
    })
  | (Stamp & { readonly type: 'AnalysisStarted' })
  | (Stamp & { readonly type: 'EtaPromised'; readonly eta?: Instant })
  | (Stamp & { readonly type: 'ProgressReported'; readonly vendorTicket?: string })
  | (Stamp & { readonly type: 'NoteAdded'; readonly said?: CommandType })
  | (Stamp & { readonly type: 'TicketReassigned'; readonly to: Actor; readonly until?: Instant })
  /** The time for which it was handed over has passed. */
  | (Stamp & { readonly type: 'HandoverEnded'; readonly from: Actor })
  /** The same fault reported by somebody else (`by`). */
  | (Stamp & { readonly type: 'ReportJoined'; readonly report: Report })
  | (Stamp & { readonly type: 'ReportSplit'; readonly reporter: Actor })
  /** An urgent message did not reach `person` on this channel, and went on: to their next channel, or to others. */
  | (Stamp & {
      readonly type: 'NoticePassedOn'
      readonly topic: string
      readonly person: Actor
      readonly channel: Channel
      readonly next?: Channel
      /** Empty, and no `next`: nobody is left who could hear it. */
      readonly others: readonly Actor[]
    })
  | (Stamp & { readonly type: 'ReportCorrected'; readonly change: Partial<Report> })
  | (Stamp & {
      readonly type: 'MomentPassed'
      readonly moment: MomentKind
      readonly state: OpenState
      /** How long after its time the moment was noticed, in milliseconds. */
      readonly behind: number
      /** Nobody is told: a later moment passed with it, or it waits for the morning (DOMAIN 1.7). */
      readonly silent?: true
      /** The breach had passed unseen as well: who hears of breaches hears of it now. */
      readonly withBreach?: true
      /** The vendor is told early of a critical ticket, which is not step 5 (DOMAIN 1.6 row 8). */
      readonly early?: true
    })
export type EventType = TicketEvent['type']

/** Why a command was not carried out (DESIGN rule 7). The ticket is unchanged. */
export type Refusal = {
  readonly reason:
    | 'not-your-role'
    | 'off-duty'
    | 'not-in-this-step'
    | 'already-ended'
    | 'too-late-to-reopen'
    /** The application has no vendor (desk.yaml). */
    | 'no-vendor'
    /** TUTUP without its reason. */
    | 'no-reason'
    /** DAMPAK without its level. */
    | 'no-level'
    /** ALIHKAN to nobody of the directory. */
    | 'nobody-named'
    /** ALIHKAN to somebody who could not act on the ticket. */
    | 'not-of-section'
  readonly command: CommandType
  readonly state: State
}

export type Decision =
  | { readonly ok: true; readonly events: readonly TicketEvent[] }
  | { readonly ok: false; readonly refusal: Refusal }
