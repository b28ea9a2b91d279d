/** What the phrases say about a ticket, worked out in one place. */
import { isOpen, runningStep } from '../../src/desk/evolve.ts'
import { COMBINED, ENDED_DISPLAY, SOP } from '../../src/desk/sop.ts'
import type { Actor, Instant, OpenState, State, Ticket } from '../../src/desk/ticket.ts'
import { clockTime, duration, shortTime } from '../../src/format/times.ts'
import { nameOf, nameSms, typed, typedSms } from './message.ts'
import type { House } from './telling.ts'
import { CATEGORY, IMPACT, ROLE } from './words.ts'

const MINUTE = 60_000

export interface Facts {
  readonly ticket: Ticket
  readonly house: House
  /** Undefined where the moment of reading is not known: days are then always told. */
  readonly now: Instant | undefined
  readonly n: number
  readonly impact: string
  readonly vendor: string
  readonly application: string
  /** 'tiket tdk terkirim ke OPD', short for SMS and longer for WhatsApp; never empty. */
  readonly summarySms: string
  readonly summary: string
  readonly unitSms: string
  readonly unit: string
  readonly reporter: string
  /** When the running step is due, in words; empty where it has no deadline. */
  readonly due: string
  readonly dueAt: Instant | undefined
  clock(at: Instant): string
  /** Without the zone. */
  time(at: Instant): string
}

export function factsOf(ticket: Ticket, now: Instant | undefined, house: House): Facts {
  const dueAt = runningStep(ticket)?.dueAt
  const clock = (at: Instant) => clockTime(at, now, house)
  const category = CATEGORY[ticket.category]
  return {
    ticket,
    house,
    now,
    n: ticket.number,
    impact: IMPACT[ticket.impact],
    vendor: typedSms(house.vendorName(ticket.vendor?.id), 30) || ROLE.jasnita,
    application:
      typedSms(house.applicationName(ticket.application).replace(/^Aplikasi /, ''), 40) || ticket.application,
    summarySms: typedSms(ticket.summary) || category,
    summary: typed(ticket.summary, 200) || category,
    unitSms: typedSms(ticket.unit, 20),
    unit: typed(ticket.unit, 40),
    reporter: nameSms(ticket.reporter.name),
    due: dueAt === undefined ? '' : clock(dueAt),
    dueAt,
    clock,
    time: (at) => shortTime(at, now, house),
  }
}

const displayOf = (state: State): string =>
  state === 'closed' || state === 'cancelled' ? ENDED_DISPLAY[state] : SOP[state].display

/** 'Dianalisa' once the analysis was said to have begun (DESIGN section 5). */
export const standing = (ticket: Ticket): string =>
  ticket.state === 'analysing' && ticket.analysisStartedAt !== undefined ? 'Dianalisa' : displayOf(ticket.state)

/** Whoever the step waits for, by role. */
export function actorOf(state: OpenState, { vendor, ticket }: Facts): string {
  const { actor } = SOP[state]
  if (actor === 'jasnita') return vendor
  return actor === 'kepala_seksi' && ticket.assignee?.role === 'staf' ? ROLE.staf : ROLE[actor]
}

export const roleOf = ({ role, standsInFor }: Actor): string => ROLE[standsInFor ?? role]

/** 'Kepala Seksi (Budi)'; the vendor and the desk itself have no person's name. */
export const whoSms = (by: Actor | undefined): string => (by ? `${roleOf(by)} (${nameSms(by.name)})` : 'sistem')
export const who = (by: Actor | undefined): string => (by ? `${roleOf(by)} (${nameOf(by.name)})` : 'sistem')

export interface StepWords {
  /** What has not happened yet. */
  readonly pending: string
  /** What the step is. */
  readonly noun: string
}

export function stepWords(state: OpenState, vendor: string): StepWords {
  switch (state) {
    case 'reported':
      return { pending: 'belum diterima', noun: 'penerimaan' }
    case 'analysing':
      return { pending: 'analisa belum selesai', noun: 'analisa' }
    case 'repairing':
      return { pending: 'perbaikan belum selesai', noun: 'perbaikan' }
    case 'coordinating':
      return { pending: `koordinasi dengan ${vendor} belum dicatat`, noun: 'koordinasi' }
    case 'vendor-repairing':
      return { pending: `perbaikan ${vendor} belum selesai`, noun: `perbaikan ${vendor}` }
    case 'awaiting-confirmation':
      return { pending: 'belum dikonfirmasi', noun: 'konfirmasi' }
    default:
      return state satisfies never
  }
}

/** The state that a notice is about: the ticket's own while it is open. */
export const openState = (ticket: Ticket, otherwise: OpenState): OpenState =>
  isOpen(ticket) ? ticket.state : otherwise

/** The steps whose time is judged together when the analysis was not reported on its own (DOMAIN 1.6 row 7). */
export const judged = (state: OpenState): readonly OpenState[] =>
  state === 'analysing' ? COMBINED.slice(COMBINED.indexOf('analysing')) : [state]

/** The same with the deadline of the steps that are judged together. */
export function together<F extends Facts>(facts: F, state: OpenState): F {
  const startedAt = facts.ticket.steps.at(-1)?.startedAt
  if (state !== 'analysing' || startedAt === undefined) return facts
  const minutes = judged(state).reduce((sum, one) => sum + (facts.house.minutes[one] ?? 0), 0)
  const dueAt = startedAt + minutes * MINUTE
  return { ...facts, dueAt, due: facts.clock(dueAt) }
}

/** By what a ticket is late: once the analysis's own time is over without a word, by the steps together. */
export function standingBy(facts: Facts): Facts {
  const { ticket, now, dueAt } = facts
  const isOver = now !== undefined && dueAt !== undefined && now > dueAt
  return isOpen(ticket) && isOver ? together(facts, ticket.state) : facts
}

/** 'sisa 2 menit (tenggat 14.10 WIB)', 'tenggat 14.10 WIB sudah tiba', 'lewat 3 menit (tenggat 14.10 WIB)'. */
export function remaining(facts: Facts): string {
  const { dueAt, now, due } = facts
  if (dueAt === undefined || now === undefined) return due === '' ? 'tanpa tenggat' : `tenggat ${due}`
  const left = dueAt - now
  if (left > 0) return `sisa ${duration(Math.round(left / MINUTE) * MINUTE)} (tenggat ${due})`
  return left > -MINUTE ? `tenggat ${due} sudah tiba` : `${overrun(facts)} (tenggat ${due})`
}

/** 's.d. 14.10' or 'lewat 3 menit': for a line of a list on SMS. */
export function briefly(facts: Facts): string {
  const { dueAt, now, time } = facts
  if (dueAt === undefined) return ''
  return now !== undefined && now - dueAt >= MINUTE ? `, ${overrun(facts)}` : `, s.d. ${time(dueAt)}`
}

/** 'lewat 3 menit'. */
export const overrun = ({ dueAt, now }: Facts): string =>
  `lewat ${duration(dueAt === undefined || now === undefined ? 0 : now - dueAt)}`

/** Not a minute ago: the deadline is reached, and there is no time to tell by which it was missed. */
export const justDue = ({ dueAt, now }: Facts): boolean =>
  dueAt !== undefined && now !== undefined && now - dueAt < MINUTE

/** 'login, PC 2'. */
export const placeOf = ({ ticket }: Facts, unit: string): string =>
  unit === '' ? CATEGORY[ticket.category] : `${CATEGORY[ticket.category]}, ${unit}`

/** 'Peta kosong (PC 2)': of several tickets with the same fault each can be known, and the place is never cut. */
export function namedSms({ summarySms, unitSms }: Facts, limit: number): string {
  if (unitSms === '' || holds(summarySms, unitSms)) return typedSms(summarySms, limit)
  return `${typedSms(summarySms, Math.max(12, limit - unitSms.length - 3))} (${unitSms})`
}

export function named({ summary, unit }: Facts, limit: number): string {
  if (unit === '' || holds(summary, unit)) return typed(summary, limit)
  return `${typed(summary, Math.max(16, limit - unit.length - 3))} (${unit})`
}

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, '')
const holds = (summary: string, unit: string) => plain(summary).includes(plain(unit))

/** 'login gagal, Dalam perbaikan': the lines that describe a ticket on WhatsApp. */
export function about(facts: Facts): readonly string[] {
  const { ticket, application, unit, summary, impact } = facts
  const workaround = typed(ticket.workaround, 200)
  return [
    `Kendala: ${summary}`,
    `Aplikasi: ${application}, ${placeOf(facts, unit)}`,
    `Dampak: ${impact}`,
    workaround === '' ? '' : `Penanganan sementara: ${workaround}`,
  ].filter((line) => line !== '')
}
