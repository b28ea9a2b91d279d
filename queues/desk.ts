/** What every worker of the desk is handed. */
import type { Gateway, Log } from '../bots/gateway.ts'
import type { Understand } from '../bots/understanding/meaning.ts'
import type { House } from '../bots/wording/telling.ts'
import type { Clocks } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import type { DueRow } from '../db/due.ts'
import type { Office } from '../src/desk/office.ts'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Limits } from './limits.ts'

export interface Settings {
  readonly office: Office
  readonly house: House
  readonly limits: Limits
  readonly intake: { readonly quietMs: number; readonly completeWithinMs: number }
  /** Milliseconds of desk time within which an urgent message is to be delivered; absent: no receipt is waited for. */
  readonly receiptWithin: Partial<Record<Channel, Instant>>
  /** Minutes of the local day by name of the shift. */
  readonly shifts: Readonly<Record<string, { readonly from: number; readonly to: number }>>
  readonly numbering: { readonly format: string }
  readonly applications: readonly { readonly id: string; readonly name: string }[]
  /** Where the desk is reached from outside, without a slash at its end. */
  readonly publicUrl?: string
}

/** What has to be triggered after a commit. Losing it loses nothing: the sweep finds it. */
export interface Triggers {
  readonly intake?: Iterable<number>
  readonly delivery?: Iterable<number>
  readonly alarms?: readonly DueRow[]
  /** Attachments to be fetched. */
  readonly media?: readonly DueRow[]
  /** Everything due by then is carried out now. */
  readonly due?: Instant
}

export interface Desk {
  readonly settings: Settings
  readonly db: Database
  readonly clocks: Clocks
  readonly log: Log
  readonly understand: Understand
  /** In order of preference. */
  readonly gateways: readonly Gateway[]
  readonly trigger: (triggers: Triggers) => Promise<void>
  /** Conversations whose right to send could not be given back, and the wall time until which it is this process's. */
  readonly kept: Map<number, Instant>
}
