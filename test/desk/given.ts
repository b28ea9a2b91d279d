/** Given a ticket, when somebody gives a command, then these events (or a refusal, or nothing) follow. */
import { expect } from 'vitest'
import { decide } from '../../src/desk/decide.ts'
import { evolve, replay } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { noticesFor } from '../../src/desk/notices.ts'
import { CIREBON, type Office } from '../../src/desk/office.ts'
import type {
  Actor,
  Command,
  Decision,
  EventType,
  Instant,
  Refusal,
  State,
  Step,
  Ticket,
  TicketEvent,
} from '../../src/desk/ticket.ts'
import * as people from './people.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** `14.05`, `14.05.30` on Monday 23 November 2026, or `24/11 14.05` on another day of that month; WIB. */
export function wib(text: string): Instant {
  const found = /^(?:(\d+)\/11 )?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text)
  if (!found) throw new Error(`not a time: ${text}`)
  const [day, hour, minute, second] = found
    .slice(1)
    .map((digits) => (digits === undefined ? undefined : Number(digits)))
  return Date.UTC(2026, 10, day ?? 23, (hour ?? 0) - 7, minute, second ?? 0)
}

/** The reverse of `wib`, always with seconds. */
export function clock(at: Instant): string {
  const local = new Date(at + 7 * HOUR)
  const [day, time] = [local.getUTCDate(), local.toISOString().slice(11, 19).replaceAll(':', '.')]
  return day === 23 ? time : `${day}/11 ${time}`
}

/** A report of Wulan's, registered as ticket 27 on Monday 23 November 2026, 14.05.00 WIB, unless told otherwise. */
export function aTicket(change: Partial<Ticket> = {}): Ticket {
  const registeredAt = change.registeredAt ?? wib('14.05')
  return {
    id: 1,
    number: 27,
    year: 2026,
    reference: '0027/LP-112/XI/2026',
    state: 'reported',
    cycle: 1,
    channel: 'whatsapp',
    reporter: people.wulan,
    vendor: { id: 'jasnita' },
    application: 'siaga112',
    category: 'login',
    impact: 'sedang',
    summary: 'tidak bisa login',
    description: 'PC 2 ga bisa login',
    reportedAt: registeredAt - MINUTE,
    registeredAt,
    updatedAt: registeredAt,
    steps: [{ step: 2, cycle: 1, startedAt: registeredAt, dueAt: registeredAt + 5 * MINUTE, verdict: 'running' }],
    ...change,
  }
}

const { kepalaSeksi, jasnita, wulan } = people
const TO_REPAIRING = [
  [people.accept, kepalaSeksi, 2 * MINUTE],
  [people.repair, kepalaSeksi, 7 * MINUTE],
] as const
const TO_VENDOR = [
  ...TO_REPAIRING,
  [people.escalate, kepalaSeksi, 15 * MINUTE],
  [people.acknowledge, jasnita, 20 * MINUTE],
] as const
const PATH_TO: Record<State, readonly (readonly [Command, Actor, number])[]> = {
  reported: [],
  analysing: TO_REPAIRING.slice(0, 1),
  repairing: TO_REPAIRING,
  coordinating: TO_VENDOR.slice(0, 3),
  'vendor-repairing': TO_VENDOR,
  'awaiting-confirmation': [...TO_REPAIRING, [people.resolve, kepalaSeksi, 15 * MINUTE]],
  closed: [...TO_REPAIRING, [people.resolve, kepalaSeksi, 15 * MINUTE], [people.yes, wulan, 25 * MINUTE]],
  cancelled: [[people.cancel, wulan, MINUTE]],
}

/**
 * A ticket that went its way to a state: accepted 14.07, repair begun 14.12, escalated or resolved 14.20,
 * acknowledged by the vendor 14.25, confirmed 14.30; or cancelled 14.06.
 */
export function ticketIn(state: State, change: Partial<Ticket> = {}): Ticket {
  const start = aTicket(change)
  const ticket = PATH_TO[state].reduce(
    (scene, [command, by, after]) => scene.when(command, by, start.registeredAt + after),
    given(start) as Scene,
  ).ticket
  if (ticket.state !== state) throw new Error(`the path to ${state} ended in ${ticket.state}`)
  return ticket
}

/** The ticket that the SOP's second ending leaves with the call taker: repaired by the vendor at 16.00. */
export const repairedByVendor = (change: Partial<Ticket> = {}): Ticket =>
  given(ticketIn('vendor-repairing', change)).when(people.resolve, jasnita, '16.00').ticket

type Time = string | Instant
const instant = (time: Time) => (typeof time === 'string' ? wib(time) : time)

interface Scene {
  readonly ticket: Ticket
  /** Every event since the ticket was registered. */
  readonly log: readonly TicketEvent[]
  /** `at`: provider time of the message; `now`: when it is decided, the same unless told otherwise. */
  when(command: Command, by: Actor, at: Time, more?: { now?: Time; onDuty?: boolean }): Outcome
  /** A due moment is looked at. */
  whenMoment(now: Time): Outcome
  /** The next moment, as `kind 14.08.00`. */
  next(): string | undefined
}

type Expected = EventType | (Partial<Record<string, unknown>> & { type: EventType })

interface Outcome extends Scene {
  readonly decision: Decision
  readonly events: readonly TicketEvent[]
  /** Exactly these events, in this order. */
  thenHappened(...expected: Expected[]): Outcome
  thenRefused(reason: Refusal['reason']): Outcome
  thenNothing(): Outcome
  /** Kept, but no step moved: the ticket's steps and state are as before. */
  thenNoted(): Outcome
  /** The state, and what the running step (the last one) says, with times as `14.10.00`. */
  thenIn(state: State, step?: Readable): Outcome
  /** Exactly these people hear these topics, as `audience topic`, in any order. */
  thenTold(...expected: string[]): Outcome
}

type Readable = { step?: number; cycle?: number; startedAt?: string; dueAt?: string; doneAt?: string; verdict?: string }

const readable = ({ step, cycle, startedAt, dueAt, doneAt, verdict }: Step): Readable => ({
  step,
  cycle,
  startedAt: clock(startedAt),
  ...(dueAt === undefined ? {} : { dueAt: clock(dueAt) }),
  ...(doneAt === undefined ? {} : { doneAt: clock(doneAt) }),
  verdict,
})

/** The steps as `2.1 on-time`: number, cycle, verdict. */
export const verdicts = (ticket: Ticket): string[] =>
  ticket.steps.map(({ step, cycle, verdict }) => `${step}.${cycle} ${verdict}`)

/** The last step of that number. */
export const stepOf = (ticket: Ticket, step: number): Readable => {
  const found = ticket.steps.findLast((one) => one.step === step)
  if (!found) throw new Error(`no step ${step} among ${verdicts(ticket).join(', ')}`)
  return readable(found)
}

/** Who hears what of events that follow on a ticket, each as `audience topic`, once. */
export function toldOf(before: Ticket, events: readonly TicketEvent[]): string[] {
  const told = new Set<string>()
  let ticket = before
  for (const event of events) {
    ticket = evolve(ticket, event)
    for (const { audience, topic } of noticesFor(ticket, event)) told.add(`${audience} ${topic}`)
  }
  return [...told].sort()
}

export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

/** Begins a story. `office` is Cirebon's unless told otherwise. */
export function given(ticket: Ticket, office: Office = CIREBON): Scene {
  const registered: TicketEvent = { type: 'TicketRegistered', at: ticket.registeredAt, by: ticket.reporter, ticket }
  return scene(ticket, [registered], office)
}

function scene(ticket: Ticket, log: readonly TicketEvent[], office: Office): Scene {
  frozen(ticket)
  const after = (decision: Decision) => outcome(ticket, log, decision, office)
  return {
    ticket,
    log,
    when: (command, by, at, { now = at, onDuty = true } = {}) =>
      after(decide(ticket, command, { by, at: instant(at), now: instant(now), onDuty }, office)),
    whenMoment: (now) => after(decide(ticket, { type: 'PassMoment' }, { at: instant(now), now: instant(now) }, office)),
    next: () => {
      const moment = nextMoment(ticket, office)
      return moment && `${moment.kind} ${clock(moment.at)}`
    },
  }
}

function outcome(before: Ticket, log: readonly TicketEvent[], decision: Decision, office: Office): Outcome {
  const events = decision.ok ? decision.events : []
  const ticket = events.reduce<Ticket>(evolve, before)
  const self: Outcome = {
    ...scene(ticket, [...log, ...events], office),
    decision,
    events,
    thenHappened: (...expected) => {
      expect(decision, 'the command was refused').toMatchObject({ ok: true })
      expect(events.map(({ type }) => type)).toEqual(expected.map((one) => (typeof one === 'string' ? one : one.type)))
      expect(events).toMatchObject(expected.map((type) => (typeof type === 'string' ? { type } : type)))
      expect(replay([...log, ...events])).toEqual(ticket)
      return self
    },
    thenRefused: (reason) => {
      expect(decision).toMatchObject({ ok: false, refusal: { reason, state: before.state } })
      return self
    },
    thenNothing: () => {
      expect(decision).toEqual({ ok: true, events: [] })
      return self
    },
    thenNoted: () => {
      expect(decision, 'the command was refused').toMatchObject({ ok: true })
      expect(events.length).toBeGreaterThan(0)
      expect({ state: ticket.state, steps: ticket.steps }).toEqual({ state: before.state, steps: before.steps })
      return self
    },
    thenIn: (state, step = {}) => {
      expect(ticket.state).toBe(state)
      expect(ticket.steps.slice(-1).map(readable)).toMatchObject([step])
      return self
    },
    thenTold: (...expected) => {
      expect(toldOf(before, events)).toEqual([...expected].sort())
      return self
    },
  }
  return self
}

/** The first moments of a ticket, each looked at in its second; `(quiet)` where nobody is told. */
export function momentsOf(ticket: Ticket, count: number): string[] {
  const found: string[] = []
  let scene = given(ticket)
  for (let next = scene.next(); next !== undefined && found.length < count; next = scene.next()) {
    const looked = scene.whenMoment(wib(next.replace(/^\w+ /, '')))
    const told = looked.events.some((event) => event.type !== 'MomentPassed' || !event.silent)
    found.push(told ? next : `${next} (quiet)`)
    scene = looked
  }
  return found
}
