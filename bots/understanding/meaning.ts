/**
 * What goes into understanding a message and what comes out of it. Understanding is pure: the sender,
 * the open tickets and the pending question are handed in; nothing is looked up.
 */
import type { Channel, Impact, Instant, Report, Role, State } from '../../src/desk/ticket.ts'

/** The intents of DOMAIN 4.2 by their names there; `correct` and `set_until` come from sections 4.3 and 1.6. */
export const INTENTS = [
  'accept',
  'start_analysis',
  'start_repair',
  'resolved',
  'escalate',
  'coordinated',
  'vendor_ack',
  'vendor_eta',
  'vendor_progress',
  'vendor_done',
  'confirm_resolved',
  'reopen',
  'note',
  'status',
  'list_open',
  'cancel',
  'reassign',
  'on_duty',
  'off_duty',
  'close_without_confirmation',
  'set_impact',
  'split',
  'merge',
  'correct',
  'help',
  'opt_out',
  'opt_in',
  'change_number',
  'block',
  'unblock',
  /** Of a new person, or of a report that is held. */
  'approve',
  'refuse',
] as const
export type Intent = (typeof INTENTS)[number]

export interface KnownPerson {
  readonly id: number
  readonly name: string
  readonly role: Role
}

/** A ticket as understanding sees it. All open ones, and those ended in the last 24 hours. */
export interface KnownTicket {
  readonly number: number
  readonly state: State
  readonly application: string
  readonly category: string
  readonly impact: Impact
  readonly summary: string
  readonly unit?: string
  readonly reporterId: number
  /** First name in lower case, for "yang dilaporkan Dedi"; messageOf puts it here. */
  readonly reporter?: string
  readonly assigneeId?: number
  readonly registeredAt: Instant
}

/** The last thing the desk asked this person, if it still waits for an answer. */
export type Question =
  /** Which of these tickets? The intents wait for the answer. Positions are 1-based in `tickets`. */
  | {
      readonly kind: 'which-ticket'
      readonly tickets: readonly number[]
      readonly said: readonly Said[]
      readonly until: Instant
    }
  /** A notice about one ticket that expects a short answer: a new report, a deadline, "sudah normal?". */
  | { readonly kind: 'notice'; readonly ticket: number; readonly until: Instant }
  /** Which of the people and held reports that wait? The codes, and what was said of one of them. */
  | {
      readonly kind: 'which-approval'
      readonly approvals: readonly number[]
      readonly verdict: 'approve' | 'refuse'
      readonly until: Instant
    }
  /** What is wrong, where? Asked once when a report lacks everything. */
  | { readonly kind: 'what-is-wrong'; readonly until: Instant }
  /** "Catat sebagai INFO 27?" (DOMAIN 4.3 rule 15) */
  | { readonly kind: 'note-it'; readonly ticket: number; readonly text: string; readonly until: Instant }

export interface Situation {
  readonly text: string
  /** The provider's time of the message; times in the text are read against it. */
  readonly at: Instant
  readonly channel: Channel
  /** Absent: a number that is not in the directory. */
  readonly sender?: KnownPerson & { readonly standsInFor?: Role }
  readonly reaction?: { readonly emoji: string; readonly removed?: boolean }
  readonly media?: readonly { readonly mimeType: string; readonly name?: string }[]
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
  readonly forwarded?: 'once' | 'many'
  /** Number of the ticket that the quoted (or reacted-to) message is about. */
  readonly quoted?: number
  /** The quoted message is the desk's own, about no ticket: a short answer to it moves none. */
  readonly aside?: true
  readonly tickets: readonly KnownTicket[]
  /** Codes of the people and held reports that wait for this sender's SETUJU or TOLAK, oldest first. */
  readonly approvals?: readonly number[]
  /** The one of them that the quoted message is about. */
  readonly quotedApproval?: number
  readonly question?: Question
  readonly people: readonly KnownPerson[]
  readonly applications: readonly { readonly id: string; readonly name: string }[]
  /** A report registered from this sender less than five minutes ago (or later `spoken`), which further fragments join. */
  readonly recent?: number
  /** A report that the sender told on the telephone, and has not written yet what was said. */
  readonly spoken?: number
}

/** One thing that was said to be done, with its arguments as far as they were said. */
export interface Said {
  readonly intent: Intent
  /** The ticket it is about; absent for intents without one (help, on_duty, list_open ...). */
  readonly ticket?: number
  /** The code of what is approved or refused; absent: which of several was not said. */
  readonly approval?: number
  /** All that waits was approved or refused at once: each is to be decided by its code. */
  readonly all?: true
  /** A team that was wished for with an approval. */
  readonly team?: string
  /** The words that are not the command: note, finding, reason. */
  readonly text?: string
  readonly cause?: string
  readonly action?: string
  readonly eta?: Instant
  readonly vendorTicket?: string
  /** Who was called or spoken to (KOORDINASI). */
  readonly contact?: string
  /** Handed over to (ALIHKAN), or standing in (PULANG). */
  readonly person?: KnownPerson
  readonly personName?: string
  readonly until?: Instant
  /** When an absence begins that lies ahead (PULANG, cuti), and whether it is one of whole days. */
  readonly from?: Instant
  readonly wholeDays?: boolean
  /** Of PULANG: no more than "lagi rapat", which may be a machine's answer, or only why they are slow. */
  readonly unsure?: true
  /** Of HADIR: an absence that lies ahead is taken back; `from` is a day of it. */
  readonly takesBack?: true
  readonly impact?: Impact
  /** +E.164, of BLOKIR and BUKA BLOKIR; absent: none that can exist was typed. */
  readonly phone?: string
  /** The other ticket of GABUNG. */
  readonly other?: number
  /** What `correct` changes in the report. */
  readonly change?: Partial<Report>
  /** The time people say it happened ("td jam 2"), when it differs from the message's. */
  readonly claimedAt?: Instant
  /** YA and the like: said with a ticket number or with words that it works again, not a bare "ya". */
  readonly explicit?: boolean
}

export interface ReportSaid extends Report {
  /** Words that chose the impact (DOMAIN section 2), in Indonesian, for the first answer. */
  readonly impactReason: string
  /** A registered person named as the one who reported ("telp dr wulan jam 21.05"). */
  readonly reporter?: KnownPerson
  /** The reporter told it by telephone and the sender records it. */
  readonly byTelephone?: boolean
  readonly calledAt?: Instant
  /** Neither application nor fault was understood: ask once. */
  readonly vague: boolean
  /** 112 cannot take calls, or everybody has stopped: registered without waiting for more. */
  readonly critical: boolean
}

export type Meaning = {
  /** Which words decided what, one line each: shown by `desk understand` and stored with the message. */
  readonly because: readonly string[]
} & (
  | { readonly kind: 'said'; readonly said: readonly Said[] }
  /** May be a new report; `keyword`: began with LAPOR or was a form, so it stands alone and does not wait. */
  | { readonly kind: 'report'; readonly reports: readonly ReportSaid[]; readonly keyword: boolean }
  /** More words for the report that this sender is making or has just made. */
  | {
      readonly kind: 'fragment'
      readonly text: string
      /** What the words tell of the report: where, since when, what is done meanwhile. */
      readonly adds?: Partial<Pick<Report, 'unit' | 'occurredAt' | 'occurredAtInferred' | 'workaround'>>
    }
  /** A citizen's emergency sent to the wrong number (DOMAIN section 7.1). */
  | { readonly kind: 'emergency'; readonly words: readonly string[]; readonly unanswered?: true }
  /** Several tickets can be meant: ask with a numbered list. */
  | { readonly kind: 'which-ticket'; readonly said: readonly Said[]; readonly tickets: readonly number[] }
  /** A command for a ticket, but no ticket fits: say so. */
  | { readonly kind: 'no-ticket'; readonly said: readonly Said[]; readonly number?: number }
  /** Offer "Catat sebagai INFO 27?" */
  | { readonly kind: 'offer-note'; readonly ticket: number; readonly text: string }
  /** From a number that is not registered: a fault, a question, or anything that needs the one answer. */
  | {
      readonly kind: 'stranger'
      readonly about: 'fault' | 'hello' | 'register' | 'other'
      /** Of `register`: who, and of which team. */
      readonly name?: string
      readonly team?: string
      /** Of `fault`: a call to 112 that nobody answered, told by whoever called. */
      readonly unanswered?: true
    }
  /** Media without words: keep the file and ask for text. */
  | { readonly kind: 'needs-words'; readonly media: string }
  /** Deliberate silence: thanks, greeting, emoji, chain message, a removed reaction. */
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'unclear' }
)

/** Understands one message (DOMAIN 4.3). Never throws; time grows linearly with the text. */
export type Understand = (situation: Situation) => Meaning
