/** People, an office and tickets for the tests of the phrases: tickets are made by the desk itself. */
import type { House } from '../../bots/wording/telling.ts'
import { decide } from '../../src/desk/decide.ts'
import { evolve } from '../../src/desk/evolve.ts'
import { CIREBON } from '../../src/desk/office.ts'
import { SOP_MINUTES } from '../../src/desk/sop.ts'
import type { Actor, Command, Instant, Report, State, Ticket, TicketEvent } from '../../src/desk/ticket.ts'

export const at = (day: number, hour: number, minute: number, second = 0): Instant =>
  Date.UTC(2026, 10, day, hour - 7, minute, second)

export const HOUSE: House = {
  utcOffset: CIREBON.utcOffset,
  zone: 'WIB',
  minutes: SOP_MINUTES,
  vendorName: () => 'Jasnita',
  applicationName: (id) => ({ siaga112: 'Cirebon Siaga 112', dashboard: 'Dashboard Aplikasi' })[id] ?? id,
  emergency: [
    { name: 'damkar', number: '113' },
    { name: 'medis', number: '119' },
    { name: 'polisi', number: '110' },
  ],
}

const person = (id: number, name: string, role: Actor['role']): Actor => ({ id, name, role })
export const WULAN = person(1, 'Wulan', 'call_taker')
export const BUDI = person(2, 'Budi', 'kepala_seksi')
export const ASEP = person(3, 'Asep', 'staf')
export const VENDOR = person(4, 'Rama', 'jasnita')
export const SARI = person(5, 'Sari', 'supervisor')
/** Of the same roles as the reporter and the assignee, but not these. */
export const DIMAS = person(12, 'Dimas', 'call_taker')
export const TONO = person(13, 'Tono', 'staf')

const REPORT: Report = {
  application: 'siaga112',
  category: 'tiket_dispatch',
  impact: 'tinggi',
  summary: 'tiket tdk terkirim ke OPD',
  description: 'pak tiket tdk terkirim ke OPD dari tadi',
}

/** A ticket as it is just after registration. */
export function reported(change: Partial<Ticket> = {}): Ticket {
  const registeredAt = change.registeredAt ?? at(23, 14, 5)
  return {
    ...REPORT,
    id: 27,
    number: 27,
    year: 2026,
    reference: '0027/LP-112/XI/2026',
    state: 'reported',
    cycle: 1,
    channel: 'sms',
    reporter: WULAN,
    reportedAt: registeredAt,
    registeredAt,
    updatedAt: registeredAt,
    steps: [{ step: 2, cycle: 1, startedAt: registeredAt, dueAt: registeredAt + 5 * 60_000, verdict: 'running' }],
    ...change,
  }
}

export interface Given {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
}

/** Carries out a command at the desk; a refusal is a mistake of the test. */
export function give(ticket: Ticket, command: Command, by: Actor, when: Instant): Given {
  const decision = decide(ticket, command, { at: when, now: when, by, onDuty: true }, CIREBON)
  if (!decision.ok) throw new Error(`${command.type} refused in ${ticket.state}: ${decision.refusal.reason}`)
  return { ticket: decision.events.reduce<Ticket>(evolve, ticket), events: decision.events }
}

/** The moments that have passed by `when`, as the desk lets them pass. */
export function pass(ticket: Ticket, when: Instant): Given {
  const decision = decide(ticket, { type: 'PassMoment' }, { at: when, now: when }, CIREBON)
  if (!decision.ok) throw new Error('a moment was refused')
  return { ticket: decision.events.reduce<Ticket>(evolve, ticket), events: decision.events }
}

const MINUTE = 60_000

/** A ticket that has come as far as this, in the shortest way, with the event that brought it there. */
export function inState(state: State, change: Partial<Ticket> = {}): Given & { readonly event: TicketEvent } {
  const start = reported(change)
  const t = start.registeredAt
  const step = (given: Given, command: Command, by: Actor, minutes: number): Given =>
    give(given.ticket, command, by, t + minutes * MINUTE)
  const registered: TicketEvent = { type: 'TicketRegistered', at: t, by: start.reporter, ticket: start }
  const paths: Readonly<Record<State, readonly [Command, Actor, number][]>> = {
    reported: [],
    analysing: [[{ type: 'AcceptTicket' }, BUDI, 2]],
    repairing: [[{ type: 'StartRepair' }, BUDI, 7]],
    coordinating: [[{ type: 'EscalateTicket', note: 'SIP trunk tidak register' }, BUDI, 22]],
    'vendor-repairing': [
      [{ type: 'EscalateTicket' }, BUDI, 22],
      [{ type: 'AcknowledgeTicket', vendorTicket: 'JT-881' }, VENDOR, 26],
    ],
    'awaiting-confirmation': [[{ type: 'ResolveTicket', action: 'SIP trunk dialihkan' }, BUDI, 15]],
    closed: [
      [{ type: 'ResolveTicket', action: 'SIP trunk dialihkan' }, BUDI, 15],
      [{ type: 'ConfirmTicket', explicit: true }, start.reporter.role === 'kepala_seksi' ? WULAN : start.reporter, 20],
    ],
    cancelled: [[{ type: 'CancelTicket', reason: 'salah kirim' }, start.reporter, 3]],
  }
  const end = paths[state].reduce<Given>((given, [command, by, minutes]) => step(given, command, by, minutes), {
    ticket: start,
    events: [registered],
  })
  const event = end.events.at(-1)
  if (!event) throw new Error('no event')
  return { ...end, event }
}
