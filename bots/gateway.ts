/**
 * The contract of a gateway: what carries a channel (DESIGN section 1). A gateway listens, sends and reads receipts;
 * it decides nothing and knows nothing of tickets.
 */
import type { Channel, Instant } from '../src/desk/ticket.ts'

/** A message as a provider delivered it. */
export interface Incoming {
  /** The provider's own id: the same id twice is the same message. */
  readonly providerId: string
  readonly channel: Channel
  /** +E.164 where the provider tells a number, else its own id for the sender (`whatsapp` may hide numbers). */
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
  /** The provider says that the person opted out or in; it has answered them already. */
  readonly optOut?: 'stop' | 'start' | 'help'
  /** Everything as it came, kept as evidence. */
  readonly raw: unknown
}

export interface IncomingMedia {
  readonly mimeType: string
  readonly name?: string
  /** The content, or where the gateway can fetch it later. */
  readonly base64?: string
  readonly url?: string
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
  /** Desk time at which it is sent. */
  readonly at: Instant
}

/** Receipts only move forward: the desk drops one that comes late (DESIGN rule 6). */
export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'failed'

export interface Receipt {
  readonly providerId?: string
  /** Our own id, where the provider gives it back. */
  readonly id?: number
  readonly status: ReceiptStatus
  readonly code?: string
  readonly at: Instant
  readonly raw: unknown
}

/** The three outcomes of a send (DESIGN rule 6). */
export type Outcome =
  | { readonly outcome: 'done'; readonly providerId: string }
  | {
      readonly outcome: 'failed'
      readonly retry: boolean
      readonly code: string
      /** For the operator: what is wrong and what to do. Never a token, a body or a full number. */
      readonly words: string
      /** The person opted out at the provider, or can never be reached at this address. */
      readonly suppress?: boolean
      /** Not before this many milliseconds of wall time. */
      readonly retryAfter?: number
    }
  /** The answer was lost: ask with `find` before sending again. */
  | { readonly outcome: 'unknown'; readonly words: string }

export interface Log {
  debug(fields: object, words: string): void
  info(fields: object, words: string): void
  warn(fields: object, words: string): void
  error(fields: object, words: string): void
}

/** What a gateway is handed. */
export interface Contract {
  /**
   * Stores a message. Resolves only when it is committed: then, and only then, may the provider be told that it
   * arrived. `fresh` is false for a second copy. Rejects when the database is away: let the provider try again.
   */
  accept(message: Incoming): Promise<{ readonly fresh: boolean }>
  /** Stores a receipt; the same obligations as `accept`. A receipt for a message not yet known is kept. */
  receipt(receipt: Receipt): Promise<void>
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

/** A webhook route as data; src/web mounts it. A handler that throws is answered with 503. */
export interface WebhookRoute {
  readonly path: string
  readonly handle: (request: WebhookRequest) => Promise<WebhookAnswer>
}

export interface Gateway {
  readonly name: string
  readonly channels: readonly Channel[]
  readonly routes: readonly WebhookRoute[]
  /** Sends one message. Never throws for a provider's refusal or a lost answer: those are outcomes. */
  send(message: Outgoing): Promise<Outcome>
  /** Whether a message of unknown outcome arrived after all. `undefined`: it did not, it may be sent again. */
  find(message: Outgoing): Promise<Outcome | undefined>
  /** For /readyz and doctor: one word, and words for people when it is not well. */
  state(): { readonly state: string; readonly words?: string }
  start?(): Promise<void>
  stop?(): Promise<void>
}

export type Environment = Readonly<Record<string, string | undefined>>

/** How a gateway is switched on: by its own environment keys (DESIGN section 6). */
export interface GatewayKind {
  readonly name: string
  readonly channels: readonly Channel[]
  /** Reads its own keys: nothing set is `off`; half or wrongly set gives one clear line a problem. */
  configure(
    environment: Environment,
  ):
    | { readonly is: 'off' }
    | { readonly is: 'on'; create(contract: Contract): Gateway }
    | { readonly is: 'wrong'; readonly problems: readonly string[] }
}
