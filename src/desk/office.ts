/** What the office may set otherwise than the SOP's own figures (desk.yaml). */
import { REMINDERS, type ReminderPlan } from './moments.ts'
import { HOUR, MINUTE, type Minutes, SOP_MINUTES } from './sop.ts'
import type { Instant, OpenState } from './ticket.ts'

export interface Office {
  readonly minutes: Minutes
  readonly reminders: Readonly<Record<OpenState, ReminderPlan>>
  /** Offset of local time from UTC in milliseconds. Indonesia has no daylight saving time. */
  readonly utcOffset: Instant
  /** Starts of the shifts in minutes of the local day. */
  readonly shiftStarts: readonly number[]
  /** Between these minutes of the local day, reminders of tickets of impact `rendah` wait (DOMAIN 1.7). */
  readonly night: { readonly from: number; readonly to: number }
  /** An early notice to Jasnita about a critical ticket, which is not step 5 (DOMAIN 1.6 row 8). */
  readonly earlyVendorNotice: boolean
  /** The vendor of each application that differs from `defaultVendor`; null: it has none. */
  readonly vendors: Readonly<Record<string, string | null>>
  readonly defaultVendor: string
  /** How long before nobody is on duty for a role it is told, in milliseconds. */
  readonly warnOfGap: Instant
}

/** Cirebon's: WIB, shifts of 07.00, 14.00 and 21.00, night from 22.00 to 06.00. */
export const CIREBON: Office = {
  minutes: SOP_MINUTES,
  reminders: REMINDERS,
  utcOffset: 7 * HOUR,
  shiftStarts: [7 * 60, 14 * 60, 21 * 60],
  night: { from: 22 * 60, to: 6 * 60 },
  earlyVendorNotice: false,
  vendors: {},
  defaultVendor: 'jasnita',
  warnOfGap: 30 * MINUTE,
}

export function vendorOf(application: string, office: Office): string | null {
  const own = office.vendors[application]
  return own === undefined ? office.defaultVendor : own
}
