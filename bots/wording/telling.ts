/** What can be said: the vocabulary between the desk's decisions and the phrases that people read. */
import type { Topic } from '../../src/desk/notices.ts'
import type { Minutes } from '../../src/desk/sop.ts'
import type { Actor, Channel, CommandType, Instant, Refusal, Role, Ticket, TicketEvent } from '../../src/desk/ticket.ts'

/** SMS: plain GSM-7, 160 characters wherever possible. WhatsApp: the fuller form. */
export type Form = 'sms' | 'whatsapp'

/** What the phrases need to know of the office. */
export interface House {
  readonly utcOffset: Instant
  /** WIB, WITA or WIT. */
  readonly zone: string
  readonly minutes: Minutes
  readonly vendorName: (vendorId: string | undefined) => string
  readonly applicationName: (id: string) => string
  /** Emergency numbers besides 112, e.g. 113, 119, 110. */
  readonly emergency: readonly { readonly name: string; readonly number: string }[]
}

/** A notice to one person about one ticket. */
export interface Telling {
  readonly topic: Topic
  readonly ticket: Ticket
  /** The event that it is told for. */
  readonly event: TicketEvent
  readonly now: Instant
  /** The role on whose account it is told: whoever stands in for Kepala Seksi is told as `kepala_seksi`. */
  readonly role: Role
}

/** The answer to somebody's own message. */
export type Reply =
  /** A command was carried out. `events` as decided, the ticket as it stands after them. */
  | {
      readonly kind: 'done'
      readonly command: CommandType
      readonly ticket: Ticket
      readonly events: readonly TicketEvent[]
      readonly role: Role
    }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      readonly ticket: Ticket
      readonly role: Role
      /** ALIHKAN: the name that was typed, and the names of those whom the ticket may be handed to. */
      readonly named?: string
      readonly mayHave?: readonly string[]
    }
  | {
      readonly kind: 'registered'
      readonly ticket: Ticket
      readonly impactReason?: string
      readonly byTelephone?: boolean
    }
  /** The same fault was reported already: the report joined that ticket. */
  | { readonly kind: 'joined'; readonly ticket: Ticket; readonly summary: string }
  | { readonly kind: 'split'; readonly ticket: Ticket; readonly from: number }
  | { readonly kind: 'merged'; readonly into: Ticket; readonly other: number }
  | { readonly kind: 'added'; readonly ticket: Ticket }
  /** `completed`: what was told on the telephone stands in writing now. */
  | { readonly kind: 'corrected'; readonly ticket: Ticket; readonly completed?: boolean }
  /** A call became a ticket, or joined (`again`) the one of the call before: what is wrong is to be written. */
  | { readonly kind: 'call-taken'; readonly ticket: Ticket; readonly again?: boolean }
  /** Somebody called who gives commands and reports nothing: commands are only read. */
  | { readonly kind: 'please-write'; readonly role: Role }
  /** To whoever has the ticket: the recording of its call is there, or (`lost`) could not be fetched. */
  | { readonly kind: 'recording'; readonly ticket: Ticket; readonly role: Role; readonly lost: boolean }
  | { readonly kind: 'which-ticket'; readonly tickets: readonly Ticket[]; readonly word: string }
  | { readonly kind: 'no-ticket'; readonly number?: number; readonly open: readonly number[] }
  /** `now`: with it the time that is left is told. `missing`: so many attachments could not be fetched. */
  | {
      readonly kind: 'status'
      readonly ticket: Ticket
      readonly role: Role
      readonly now?: Instant
      readonly missing?: number
    }
  | { readonly kind: 'list'; readonly tickets: readonly Ticket[]; readonly role: Role; readonly now?: Instant }
  | { readonly kind: 'help'; readonly role: Role; readonly open: readonly Ticket[] }
  | { readonly kind: 'on-duty'; readonly person: Actor }
  | { readonly kind: 'off-duty'; readonly person: Actor; readonly substitute?: string; readonly unknownName?: string }
  | { readonly kind: 'opted-out' }
  | { readonly kind: 'opted-in' }
  | { readonly kind: 'what-is-wrong' }
  | { readonly kind: 'needs-words'; readonly media: string }
  | { readonly kind: 'offer-note'; readonly number: number; readonly text: string }
  | { readonly kind: 'emergency'; readonly callsAreDown: boolean }
  | {
      readonly kind: 'emergency-relay'
      readonly from: string
      readonly text: string
      readonly at: Instant
      /** MIME types of what came with it; it is kept, and does not go on. */
      readonly attachments?: readonly string[]
      readonly place?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
    }
  /** `passedOn`: the supervisor and Kepala Seksi are told of the fault. */
  | {
      readonly kind: 'stranger'
      readonly about: 'fault' | 'hello' | 'register' | 'other'
      readonly passedOn?: boolean
    }
  /** To the supervisor and Kepala Seksi: a number that is not in the directory reports a fault. */
  | { readonly kind: 'stranger-fault'; readonly from: string; readonly text: string; readonly at: Instant }
  /**
   * To the supervisor and Kepala Seksi: a call from a number that is not in the directory, or (without `from`) from one
   * that hides it; its recording is there, or lost.
   */
  | {
      readonly kind: 'stranger-call'
      readonly from?: string
      readonly at: Instant
      readonly recording?: 'ready' | 'lost'
    }
  | { readonly kind: 'unclear'; readonly role: Role; readonly open: readonly Ticket[] }
  /** A gateway does not work, or works again (`over`); `words` says what, since when, and what to do. */
  | { readonly kind: 'alarm'; readonly words: string; readonly over: boolean }
  /** To who stands in for `person`, or to a supervisor: what did not reach them, as it was written to them. */
  | {
      readonly kind: 'unreached'
      readonly person: Actor
      readonly text: Readonly<Record<Form, string>>
      readonly standsIn: boolean
    }
  | {
      readonly kind: 'gap'
      readonly person: Actor
      readonly why: 'opted-out' | 'off-duty' | 'nobody'
      readonly role: Role
      /** Open tickets for which whoever reads this is next in line. */
      readonly waiting?: readonly Ticket[]
    }
  /** The provider blocks this channel of the person until they write START to its number (`to`, where it is known). */
  | { readonly kind: 'line-closed'; readonly channel: Channel; readonly to?: string }

/** What goes to somebody who asked for nothing, and is no notice about a ticket. */
export const LETTERS = [
  'gap',
  'stranger-fault',
  'stranger-call',
  'recording',
  'emergency-relay',
  'alarm',
  'unreached',
  'line-closed',
] as const
export type Letter = Extract<Reply, { readonly kind: (typeof LETTERS)[number] }>
