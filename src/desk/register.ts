/** SOP step 1: a report becomes a ticket, with its number and the clock of step 2 (DOMAIN 1.6 rows 4 and 5). */
import { dueAtOf } from './decide.ts'
import type { Office } from './office.ts'
import { REPORTING, SOP } from './sop.ts'
import type { Actor, Channel, Instant, Report, Ticket, TicketEvent } from './ticket.ts'

export interface Registration {
  readonly id: number
  readonly number: number
  readonly year: number
  readonly reference: string
  readonly report: Report
  readonly channel: Channel
  readonly reporter: Actor
  readonly recordedBy?: Actor
  readonly reportedAt: Instant
  /** When the report was complete: the clock of step 2 starts here. */
  readonly at: Instant
  readonly follows?: number
  readonly test?: true
}

export function register(registration: Registration, office: Office): TicketEvent & { type: 'TicketRegistered' } {
  const { report, at, reportedAt, recordedBy, follows, ...named } = registration
  const by = recordedBy ?? registration.reporter
  const ticket: Ticket = {
    ...named,
    ...report,
    ...(recordedBy ? { recordedBy } : {}),
    ...(follows === undefined ? {} : { follows }),
    state: 'reported',
    cycle: 1,
    reportedAt,
    registeredAt: at,
    updatedAt: at,
    steps: [
      { step: REPORTING.step, cycle: 1, startedAt: reportedAt, doneAt: at, by: by.name, verdict: 'on-time' },
      { step: SOP.reported.step, cycle: 1, startedAt: at, ...dueAtOf('reported', at, office), verdict: 'running' },
    ],
  }
  return { type: 'TicketRegistered', at, by, ticket }
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

/** The formal number, e.g. 0027/LP-112/XI/2026 (DOMAIN 3.3). */
export function referenceOf(number: number, at: Instant, format: string, office: Office): string {
  const local = new Date(at + office.utcOffset)
  return format
    .replace('{urut}', String(number).padStart(4, '0'))
    .replace('{bulan_romawi}', ROMAN[local.getUTCMonth()] ?? '')
    .replace('{bulan}', String(local.getUTCMonth() + 1).padStart(2, '0'))
    .replace('{tahun}', String(local.getUTCFullYear()))
}

export const localYear = (at: Instant, office: Office): number => new Date(at + office.utcOffset).getUTCFullYear()
