/** What can be said: the vocabulary between the desk's decisions and the phrases that people read. */
import type { Absence } from '../../src/desk/absence.ts'
import type { Topic } from '../../src/desk/notices.ts'
import type { Minutes } from '../../src/desk/sop.ts'
import type { Actor, Channel, CommandType, Instant, Refusal, Role, Ticket, TicketEvent } from '../../src/desk/ticket.ts'

/** SMS: plain GSM-7, 160 characters wherever possible. WhatsApp: the fuller form. */
export type Form = 'sms' | 'whatsapp'

/** Whom to telephone. */
export interface Contact {
  readonly name: string
  /** +E.164 */
  readonly phone: string
}

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
  /** Who can be telephoned at the moment: the first of a role who is on duty, or a person by id. */
  readonly contact?: (who: Role | number) => Contact | undefined
  /** 112 takes no calls (`down`), or several citizens say so (`doubted`): the other numbers come first then. */
  readonly line112?: 'down' | 'doubted'
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

/** Where the change of a number stands. `to`: the new number. */
export type NumberStep =
  | { readonly is: 'how' | 'by-sms' | 'unreadable' | 'same' | 'stopped' | 'too-often' }
  | { readonly is: 'taken'; readonly to?: string }
  | { readonly is: 'too-soon'; readonly until: Instant }
  | { readonly is: 'asked'; readonly to: string; readonly until: Instant }
  | { readonly is: 'half'; readonly waitsFor: 'old' | 'new'; readonly until: Instant }
  | { readonly is: 'wrong'; readonly left: number }
  | { readonly is: 'expired' | 'too-many-tries' | 'ended-here'; readonly to: string }
  | { readonly is: 'begins-here'; readonly name: string }
/** A new person, or a report from a number that is not in the directory, that waits for SETUJU or TOLAK. */
export interface Held {
  /** People type it with a P before it. */
  readonly code: number
  readonly what: 'person' | 'written' | 'call'
  /** The number; absent: it is hidden. */
  readonly from?: string
  /** Of a person: as they name themselves, and their team. */
  readonly name?: string
  readonly team?: string
  readonly words?: string
  readonly at: Instant
}

/** Somebody called 112 and nobody answered. */
export interface Hint {
  readonly from: string
  readonly text: string
  readonly at: Instant
}

export type Verdict = 'approved' | 'refused' | 'expired'

/** Who was named and does not stand in: `role` is theirs where that is why. `instead`: somebody who may. */
export interface NotSubstitute {
  readonly name: string
  readonly why: 'unknown' | 'self' | 'role'
  readonly role?: Role
  readonly instead?: string
}

/** A role that nobody is left in, and the numbers of the tickets that wait for it. */
export interface Left {
  readonly role: Role
  readonly tickets: readonly number[]
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
      /** JASNITA: nobody of the vendor can be written to. */
      readonly unheard?: boolean
    }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      readonly ticket: Ticket
      readonly role: Role
      /** Who is in charge of it, and has been told what was said. */
      readonly told?: readonly string[]
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
  /** `waiting`: codes of what this person may approve. */
  | {
      readonly kind: 'list'
      readonly tickets: readonly Ticket[]
      readonly role: Role
      readonly now?: Instant
      readonly waiting?: readonly number[]
    }
  | {
      readonly kind: 'help'
      readonly role: Role
      readonly open: readonly Ticket[]
      readonly waiting?: readonly number[]
    }
  /** `waiting`: what waits for them, in the words of `role`; the latest first. */
  | {
      readonly kind: 'on-duty' | 'opted-in'
      readonly person?: Actor
      readonly role?: Role
      readonly waiting?: readonly Ticket[]
      readonly now?: Instant
    }
  | {
      readonly kind: 'off-duty'
      readonly person: Actor
      readonly until?: Instant
      /** When it is said: an end on the same day is told without its day. */
      readonly now?: Instant
      readonly substitute?: string
      /** The substitute is off duty themselves. */
      readonly substituteIsAway?: boolean
      readonly not?: NotSubstitute
      /** Nobody else has the role, and these tickets wait for it. */
      readonly last?: Left
    }
  /** PULANG that was not carried out: who was named may not stand in, or it may be that nothing of the kind was said. */
  | {
      readonly kind: 'stays-on-duty'
      readonly person: Actor
      readonly not?: NotSubstitute
      /** What waits for them. */
      readonly tickets?: readonly number[]
    }
  /** An absence ahead is noted; `changed`: in the place of one before. `others`: what else is noted. */
  | {
      readonly kind: 'leave'
      readonly is: 'noted'
      readonly absence: Absence
      readonly now: Instant
      /** The role that they leave. */
      readonly role: Role
      readonly others: readonly Absence[]
      readonly changed?: boolean
      readonly substitute?: string
      readonly not?: NotSubstitute
    }
  | { readonly kind: 'leave'; readonly is: 'too-long' | 'no-day' }
  /** Taken back; `taken` empty: nothing was noted (for that `day`). `all`: what is noted still. */
  | {
      readonly kind: 'leave'
      readonly is: 'taken-back'
      readonly taken: readonly Absence[]
      readonly all: readonly Absence[]
      readonly day?: Instant
      readonly now: Instant
      /** They are off duty by their word at this moment, until then if that is known. */
      readonly off?: { readonly until?: Instant }
    }
  | { readonly kind: 'leave'; readonly is: 'which'; readonly all: readonly Absence[]; readonly now: Instant }
  /** To whoever will not stand in after all. */
  | {
      readonly kind: 'stand-in-off'
      readonly holder: { readonly name: string; readonly role: Role }
      readonly from: Instant
      readonly now: Instant
    }
  /** To whoever stands in from now on, or (`begins`) from later on. `isAway`: they are off duty themselves. */
  | {
      readonly kind: 'stand-in'
      readonly holder: { readonly name: string; readonly role: Role }
      readonly begins?: boolean
      readonly from?: Instant
      readonly until?: Instant
      readonly now: Instant
      readonly tickets: readonly number[]
      readonly isAway: boolean
    }
  /** A substitute's time is over. `isBack`: the holder is on duty from now on, and these tickets wait for them. */
  | {
      readonly kind: 'stand-in-over'
      readonly to: 'holder' | 'substitute'
      readonly holder: { readonly name: string; readonly role: Role }
      readonly substitute: string
      /** Who stands in from then on. */
      readonly next?: string
      readonly at: Instant
      readonly now: Instant
      readonly isBack: boolean
      readonly tickets: readonly number[]
    }
  /** Nobody is on duty for a role from then on. `mine`: whoever reads it has that role. */
  | {
      readonly kind: 'uncovered'
      readonly role: Role
      readonly from: Instant
      readonly to?: Instant
      readonly now: Instant
      readonly away: readonly {
        readonly id?: number
        readonly name: string
        readonly why: 'opted-out' | 'ended' | 'said' | 'leave' | 'plan'
      }[]
      /** What waits for the role. */
      readonly tickets: readonly number[]
      readonly mine: boolean
    }
  /** Several roles have nobody at once. */
  | { readonly kind: 'uncovered-several'; readonly gaps: readonly Extract<Reply, { kind: 'uncovered' }>[] }
  /** To who was told that nobody has these roles: somebody has them again. */
  | {
      readonly kind: 'covered'
      readonly roles: readonly {
        readonly role: Role
        readonly by: readonly { readonly name: string; readonly standsIn: boolean }[]
      }[]
      readonly now: Instant
    }
  /** To whoever is in charge: somebody who is not says that a ticket is solved. `text`: their words. */
  | {
      readonly kind: 'said-solved'
      readonly person: Actor
      readonly ticket: Ticket
      readonly text: string
      readonly role: Role
    }
  /** `last`: the role that nobody can be told of any more, and what waits for it. */
  | { readonly kind: 'opted-out'; readonly last?: Left }
  /** A step was done by somebody who wants no messages. */
  | { readonly kind: 'still-silent' }
  /** BLOKIR and BUKA BLOKIR: what became of it. */
  | {
      readonly kind: 'block'
      readonly is: 'not-yours' | 'no-number' | 'registered' | 'blocked' | 'opened' | 'was-open'
      readonly phone?: string
      readonly until?: Instant
    }
  | { readonly kind: 'what-is-wrong' }
  | { readonly kind: 'needs-words'; readonly media: string }
  | { readonly kind: 'offer-note'; readonly number: number; readonly text: string }
  /** `unanswered`: who writes says that 112 does not answer. */
  | { readonly kind: 'emergency'; readonly unanswered?: boolean }
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
      readonly about: 'fault' | 'hello' | 'register' | 'other' | 'unanswered'
      readonly passedOn?: boolean
    }
  /** To a number that asks to be registered: how it is asked for, that it was asked for, or that it still waits. */
  | { readonly kind: 'registering'; readonly is: 'how' | 'asked' | 'waiting'; readonly person?: Held }
  /** To who asked to be registered or reported without being it: what became of it. */
  | {
      readonly kind: 'stranger-outcome'
      readonly of: 'person' | 'report'
      readonly verdict: Verdict
      readonly name?: string
      readonly tickets: readonly Ticket[]
      /** What they reported meanwhile ended as well. */
      readonly lost?: boolean
    }
  /** To the supervisor and Kepala Seksi: a number asks to be registered. `namesake`: somebody is called so already. */
  | { readonly kind: 'stranger-person'; readonly held: Held; readonly namesake: boolean }
  /** To them: a number that is not in the directory reports a fault; `person`: and asked to be registered. */
  | { readonly kind: 'stranger-fault'; readonly held: Held; readonly person?: number }
  /** To them: a call from such a number, or from one that is hidden; its recording is there, or lost. */
  | { readonly kind: 'stranger-call'; readonly held: Held; readonly recording?: 'ready' | 'lost' }
  /** To Kepala Seksi: somebody called 112 and nobody answered. */
  /** `sameAs`: the critical ticket of calls that is open. */
  | ({ readonly kind: 'stranger-hint'; readonly sameAs?: number } & Hint)
  /** The same of several within an hour; `all` may be fewer than `count`. */
  | {
      readonly kind: 'stranger-hints'
      readonly all: readonly Hint[]
      readonly count: number
      readonly now: Instant
      readonly sameAs?: number
    }
  /** To all on duty: so many different numbers say so that 112 may be down. */
  | {
      readonly kind: 'stranger-crowd'
      readonly all: readonly Pick<Hint, 'from' | 'at'>[]
      readonly now: Instant
      readonly sameAs?: number
    }
  /** To them: nobody has decided yet, nobody did in time, or these calls came beside those that were told of. */
  | {
      readonly kind: 'held-waiting'
      readonly why: 'reminder' | 'expired' | 'more-calls'
      readonly all: readonly Held[]
    }
  /** What may be approved, where it was not said which; `unknown`: a code that there never was. */
  | {
      readonly kind: 'held-list'
      readonly all: readonly Held[]
      readonly unknown?: number
      /** All were decided at once, and none is. */
      readonly each?: boolean
    }
  /** SETUJU or TOLAK of somebody who may not. */
  | { readonly kind: 'may-not-approve'; readonly code: number }
  /** To who decided. `tickets`: what was registered. `hasNoShift`: the new person counts as always on duty. */
  | {
      readonly kind: 'held-decided'
      readonly held: Held
      readonly verdict: Verdict
      readonly tickets: readonly Ticket[]
      readonly role: Role
      readonly hasNoShift?: boolean
      /** Another team that was wished for, and is not given. */
      readonly wished?: string
      /** Held reports of the person that were refused with them. */
      readonly with?: readonly number[]
    }
  /** To the others who might have: who did, and what came of it. */
  | {
      readonly kind: 'held-settled'
      readonly held: Held
      readonly verdict: Verdict
      readonly by: Actor
      readonly at: Instant
      readonly tickets: readonly Ticket[]
    }
  /** To who wants to decide what is decided. Without `by`: nobody did in time. */
  | {
      readonly kind: 'held-over'
      readonly held: Held
      readonly verdict: Verdict
      readonly by?: Actor
      readonly at: Instant
      /** The number of its ticket. */
      readonly number?: number
    }
  /** Nobody approves people by SMS, whose sender can be forged (DOMAIN 4.1). */
  | { readonly kind: 'approve-by-whatsapp'; readonly code: number }
  | { readonly kind: 'unclear'; readonly role: Role; readonly open: readonly Ticket[] }
  /** A gateway does not work, or works again (`over`); `words` says what, since when, and what to do. */
  | { readonly kind: 'alarm'; readonly words: string; readonly over: boolean }
  /** To who stands in for `person`, or to a supervisor: what did not reach them, as it was written to them. */
  | {
      readonly kind: 'unreached'
      readonly person: Actor
      readonly text: Readonly<Record<Form, string>>
      readonly standsIn: boolean
      /** They can be telephoned, and not be written to. */
      readonly why?: 'opted-out' | 'gone'
      readonly ticket?: Ticket
    }
  | {
      readonly kind: 'gap'
      readonly person: Actor
      readonly why: 'opted-out' | 'nobody'
      readonly role: Role
      /** Nobody of the role can be written to any more. */
      readonly last?: boolean
      /** Open tickets for which whoever reads this is next in line. */
      readonly waiting?: readonly Ticket[]
      /** Numbers of all that wait for the role. */
      readonly open?: readonly number[]
    }
  /** To a person who changes their number, on the old or the new one. */
  | ({ readonly kind: 'number-change' } & NumberStep)
  /** `to`: which of the two numbers the code is for, from which it has to come back. */
  | { readonly kind: 'number-code'; readonly code: string; readonly until: Instant; readonly to: 'old' | 'new' }
  /** To the supervisor and admin. */
  | {
      readonly kind: 'number-changed'
      readonly person: { readonly name: string; readonly role: Role }
      readonly from: string
      readonly to: string
    }
  /** The provider blocks this channel of the person until they write START to its number (`to`, where it is known). */
  | { readonly kind: 'line-closed'; readonly channel: Channel; readonly to?: string }

/** What goes to somebody who asked for nothing, and is no notice about a ticket. */
export const LETTERS = [
  'gap',
  'uncovered',
  'uncovered-several',
  'covered',
  'said-solved',
  'stand-in',
  'stand-in-off',
  'stand-in-over',
  'stranger-person',
  'stranger-fault',
  'stranger-call',
  'stranger-crowd',
  'stranger-hint',
  'stranger-hints',
  'stranger-outcome',
  'held-waiting',
  'held-settled',
  'recording',
  'emergency-relay',
  'alarm',
  'line-closed',
  'number-change',
  'number-changed',
  'unreached',
] as const
export type Letter = Extract<Reply, { readonly kind: (typeof LETTERS)[number] }>
