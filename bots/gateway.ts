/**
 * The contract of a gateway: what carries a channel (DESIGN section 1). A gateway listens, sends and reads receipts;
 * it decides nothing and knows nothing of tickets.
 */
import type { Channel, Instant } from '../src/desk/ticket.ts'

/** The address of all who call and hide their number. */
export const HIDDEN_CALLER = 'tersembunyi'

/** A message as a provider delivered it; a call is one without text on the channel `voice`. */
export interface Incoming {
  /** The provider's own id: the same id twice is the same message. */
  readonly providerId: string
  readonly channel: Channel
  /**
   * +E.164 where the provider tells a number, else its own id for the sender (`whatsapp` may hide numbers); of a caller
   * whose number is hidden HIDDEN_CALLER.
   */
  readonly address: string
  readonly profileName?: string
  /** The provider's time of the message, or of receipt where it tells none. */
  readonly at: Instant
  readonly text: string
  /** Provider's id of the message that this one quotes. */
  readonly quotes?: string
  readonly reaction?: { readonly emoji: string; readonly to: string; readonly removed?: boolean }
  readonly media?: readonly IncomingMedia[]
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
  /** A part of a longer SMS; parts are joined by `index` (from 1) without a space. */
  readonly part?: { readonly ref: string; readonly index: number; readonly total: number }
  readonly forwarded?: 'once' | 'many'
  /** A human wrote it at the phone of our own number, to `address`: it is kept, and neither understood nor answered. */
  readonly own?: true
  /** The group in which it was written, one that the office reads. Of whoever is not in the directory nothing is kept. */
  readonly group?: string
  /** It came while nobody listened, and is found minutes later: all such messages of a person have one answer. */
  readonly missed?: true
  /**
   * The provider says that the person opted out or in; it has answered them already. `start-if-stopped`: so it is for
   * somebody who had opted out, and for everybody else an ordinary word.
   */
  readonly optOut?: 'stop' | 'start' | 'start-if-stopped' | 'help'
  /** Everything as it came, kept as evidence. */
  readonly raw: unknown
}

export interface IncomingMedia {
  readonly mimeType: string
  readonly name?: string
  /** The content, or where the gateway can fetch it later; neither: it was there and cannot be had any more. */
  readonly base64?: string
  readonly url?: string
}

/** Something that belongs to a message that was accepted before, and came later: the recording of a call. */
export interface Attachment {
  /** The provider's id of the message that it belongs to. */
  readonly to: string
  /** The provider's own id of the attachment: the same id twice is the same attachment. */
  readonly providerId: string
  readonly media: IncomingMedia
  /** Everything as it came, kept as evidence. */
  readonly raw: unknown
}

/** What a gateway got from where an attachment lies. */
export type Fetched =
  | { readonly ok: true; readonly content: Buffer; readonly mimeType?: string }
  /** `words`: for the operator, without an address or a token. `retryAfter`: not before so many milliseconds. */
  | { readonly ok: false; readonly retry: boolean; readonly words: string; readonly retryAfter?: number }

/** A document that goes with a message: a report as PDF, the recording of a call. */
export interface OutgoingDocument {
  readonly mimeType: string
  /** As the person sees it. */
  readonly name: string
  content(): Promise<Buffer>
  /** For providers that get it themselves: opens this document alone, for an hour. Absent: nobody reaches the desk. */
  readonly link?: string
}

export interface Outgoing {
  /** Our own id of the message: goes to the provider as reference or idempotency key where it takes one. */
  readonly id: number
  readonly channel: Channel
  readonly to: string
  readonly text: string
  readonly quotes?: string
  /** Short number of the ticket that the message is about. */
  readonly ticket?: number
  /** Desk time at which it is sent. For `find` the time at which it was written: it was not sent before. */
  readonly at: Instant
  /** What the message is: the topic of a notice, or the kind of an answer. */
  readonly topic: string
  /** Goes ahead of others where the provider knows priorities. */
  readonly urgent: boolean
  /** When the person last wrote to us through this gateway; absent: never, or the provider says that it is too long ago. */
  readonly heardAt?: Instant
  /** The provider has said so, and the person has not written since. */
  readonly windowClosed?: true
  /** Of the ticket, in words for people: what a template may be filled with. */
  readonly facts?: Readonly<Record<string, string>>
  /** Where it cannot be carried the text goes without it, and says so (`withoutDocument` of bots/wording). */
  readonly document?: OutgoingDocument
}

/**
 * Receipts only move forward: one that comes late changes nothing (DESIGN rule 6). `on-its-way`: the provider has the
 * message and works on it, which is evidence and tells what became of a lost answer.
 */
export type ReceiptStatus = 'on-its-way' | 'sent' | 'delivered' | 'read' | 'failed'

export interface Receipt {
  readonly providerId?: string
  /** Our own id, where the provider gives it back. */
  readonly id?: number
  readonly status: ReceiptStatus
  readonly code?: string
  readonly at: Instant
  readonly raw: unknown
}

/** The three outcomes of a send (DESIGN rule 6), and the word of a sender that has not come to it yet. */
export type Outcome =
  | { readonly outcome: 'done'; readonly providerId: string }
  | {
      readonly outcome: 'failed'
      /** `once`: a second failure of this kind is the last. */
      readonly retry: boolean | 'once'
      readonly code: string
      /** For the operator: what is wrong and what to do. Never a token, a body or a full number. */
      readonly words: string
      /** The person opted out at the provider, or can never be reached at this address: nothing more is sent there. */
      readonly suppress?: 'opted-out' | 'unreachable'
      /** Not before this many milliseconds of wall time. */
      readonly retryAfter?: number
      /** The provider takes no free text for this person until they write again: it is sent once more, without `heardAt`. */
      readonly closesWindow?: boolean
    }
  /** The answer was lost: ask with `find` before sending again. */
  | { readonly outcome: 'unknown'; readonly words: string }
  /** Nothing was sent, and it was no try: the sender keeps its pace. Send it in so many milliseconds of wall time. */
  | { readonly outcome: 'later'; readonly after: number; readonly words: string }

export interface Log {
  debug(fields: object, words: string): void
  info(fields: object, words: string): void
  warn(fields: object, words: string): void
  error(fields: object, words: string): void
}

/** One sender sends more than the desk takes: the provider is to try again later. */
export class TooFast extends Error {
  /** In seconds. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super('too many messages from one sender')
    this.name = 'TooFast'
    this.retryAfter = retryAfter
  }
}

/** A message that the provider took. */
export interface Unfinished {
  readonly id: number
  readonly providerId: string
  /** Desk time at which it was taken. */
  readonly at: Instant
}

/** What a gateway is handed. */
export interface Contract {
  /**
   * Stores a message. Resolves only when it is committed: then, and only then, may the provider be told that it
   * arrived. `fresh` is false for a second copy. Rejects when the database is away, and with TooFast when one sender
   * floods: let the provider try again.
   */
  accept(message: Incoming): Promise<{ readonly fresh: boolean }>
  /** Stores a receipt; the same obligations as `accept`. A receipt for a message not yet known is kept. */
  receipt(receipt: Receipt): Promise<void>
  /**
   * Stores what belongs to a message that was accepted before; the same obligations as `accept`. `known` false: that
   * message never came, and nothing is stored.
   */
  attach(attachment: Attachment): Promise<{ readonly fresh: boolean; readonly known: boolean }>
  /** Which of these messages were accepted before, by the provider's ids. */
  known(providerIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Messages that the provider took since then (desk time), of which nobody knows whether they arrived. Oldest first. */
  unfinished(since: Instant): Promise<readonly Unfinished[]>
  /** Small values that outlive a restart and are the same for all processes: how far it has read, when it last heard. */
  readonly watermark: {
    get(name: string): Promise<string | undefined>
    set(name: string, value: string): Promise<void>
  }
  /** Takes or keeps, for so many seconds of the database's time, what only one process may do. False: another has it. */
  lease(name: string, seconds: number): Promise<boolean>
  /** At that desk time the gateway's `watch` is called, in one process or several. The newest call counts. */
  watchAt(at: Instant): Promise<void>
  /**
   * Tells the admins, by another gateway where there is one, of something that people have to mend. Told once until
   * `allClear`. `words` is Indonesian: what does not work, since when, what to do.
   */
  alarm(name: string, words: string): Promise<void>
  /** Ends an alarm; those who were told of it hear `words`. Without the alarm nothing happens. */
  allClear(name: string, words: string): Promise<void>
  readonly clocks: {
    /** Desk time (SOP, reminders): may be moved by the simulator. */
    desk(): Promise<Instant>
    /** Wall time (leases, limits, ages of signatures). */
    wall(): Instant
  }
  readonly log: Log
}

export interface WebhookRequest {
  /** Path and query as they came, e.g. `/webhooks/twilio/status?id=7`. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

export interface WebhookAnswer {
  readonly status: number
  readonly contentType?: string
  readonly body?: string
}

/** A webhook route as data; src/web mounts it. A handler that throws is answered with 503, or 429 for TooFast. */
export interface WebhookRoute {
  readonly path: string
  /** Bytes of a body; larger ones are refused before they are read. A mebibyte, unless told. */
  readonly largestBody?: number
  readonly handle: (request: WebhookRequest) => Promise<WebhookAnswer>
}

export interface OwnLine {
  readonly channel: Channel
  readonly address: string
}

export interface Gateway {
  readonly name: string
  readonly channels: readonly Channel[]
  readonly routes: readonly WebhookRoute[]
  /** A receipt, if one comes, comes before the outcome of its send: none is on its way in real time. */
  readonly receiptsAtOnce?: true
  /** Sent twice under our own id a message arrives once: it is sent again as soon as `find` does not find it. */
  readonly idempotent?: true
  /** Sends one message. Never throws for a provider's refusal or a lost answer: those are outcomes. */
  send(message: Outgoing): Promise<Outcome>
  /**
   * Whether a message of unknown outcome arrived after all. `undefined`: nothing shows that it did. Unless the gateway
   * is idempotent, that is a proof only after several looks: what a provider shows may lag.
   * `isAnothers`: the provider's id is known to be of another message, however alike.
   */
  find(message: Outgoing, isAnothers?: (providerId: string) => Promise<boolean>): Promise<Outcome | undefined>
  /** For /readyz and doctor: one word, and words for people when it is not well. */
  state(): { readonly state: string; readonly words?: string }
  /** Numbers for /metrics, by their names. */
  figures?(): Readonly<Record<string, number>>
  /** The office's own addresses, +E.164: people write to them, and what comes from them is nobody's message. */
  own?(): Promise<readonly OwnLine[]>
  /**
   * What a person needs to link the gateway to a phone, while that has to be done. It lets whoever has it read and write
   * as the office: for admins alone, never for /readyz or the log.
   */
  pairing?(): { readonly qr: string } | undefined
  /** What the code of a failed receipt means for the message; `undefined`: nothing is known of it. */
  explain?(code: string): Extract<Outcome, { outcome: 'failed' }> | undefined
  /** Gets an attachment from the provider's own hosts, within limits of size, type and time. Never throws. */
  fetch?(media: IncomingMedia): Promise<Fetched>
  /** For doctor: asks the provider whether all is set up, and sends nothing. Never throws. */
  check?(): Promise<readonly Check[]>
  /** Desk time is what `watchAt` asked for. Never throws. */
  watch?(): Promise<void>
  start?(): Promise<void>
  stop?(): Promise<void>
}

/** One line of doctor: what was looked at, and if it is not well, what to do. */
export interface Check {
  /** `missing`: nothing can be sent or received until it is mended. `note`: worth knowing, or could not be asked. */
  readonly level: 'ok' | 'note' | 'missing'
  readonly about: string
  readonly words: string
}

/** What the operator can type for one gateway: `npm run desk -- smsgate setup`. */
export interface GatewayCommand {
  /** The word behind the gateway's name, with its arguments: `setup`. */
  readonly usage: string
  readonly words: string
  /** As commander reads them: `--phone <number>`. */
  readonly options?: readonly { readonly flags: string; readonly words: string }[]
  /** Resolves to the exit code. `line` prints one line for whoever typed it. */
  run(
    environment: Environment,
    args: readonly string[],
    line: (words: string) => void,
    options?: Readonly<Record<string, string | undefined>>,
  ): Promise<number>
}

export type Environment = Readonly<Record<string, string | undefined>>

/** A text that the provider has approved before, with places to fill. */
export interface Template {
  /** The provider's own id. */
  readonly contentSid: string
  /** Which fact goes to which place: `{ 1: 'nomor' }`. `teks` is the whole message. */
  readonly variables: Readonly<Record<string, string>>
}

/** What desk.yaml says to gateways. */
export interface OfficeSays {
  /** Groups of WhatsApp in which members' reports are taken, by their ids. */
  readonly groups?: readonly string[]
  /** By what the message is (Outgoing.topic); `default` for all others. */
  readonly templates: Readonly<Record<string, Template>>
}

/** How a gateway is switched on: by its own environment keys (DESIGN section 6). */
export interface GatewayKind {
  readonly name: string
  readonly channels: readonly Channel[]
  readonly commands?: readonly GatewayCommand[]
  /** What stands before its commands; the gateway's name, unless told. */
  readonly group?: string
  /** Reads its own keys: nothing set is `off`; half or wrongly set gives one clear line a problem. */
  configure(
    environment: Environment,
    office?: OfficeSays,
  ):
    | { readonly is: 'off' }
    | { readonly is: 'on'; create(contract: Contract): Gateway }
    | { readonly is: 'wrong'; readonly problems: readonly string[] }
}
