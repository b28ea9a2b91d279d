/** Whatever happens and whoever is there: an open ticket has one next moment, and somebody is going to hear of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, mayConfirm } from '../../src/desk/decide.ts'
import { actorOf, type Member, onDutyIn, peopleOf } from '../../src/desk/duty.ts'
import { evolve, isOpen } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { noticesFor } from '../../src/desk/notices.ts'
import { CIREBON } from '../../src/desk/office.ts'
import {
  type Instant,
  OPEN_STATES,
  type OpenState,
  type Role,
  type Ticket,
  type TicketEvent,
} from '../../src/desk/ticket.ts'
import { aTicket, wib } from './given.ts'
import * as p from './people.ts'
import { LOOK, play, start, turns } from './stories.ts'

const EVERYBODY = [p.kepalaSeksi, p.standIn, p.asep, p.wulan, p.dedi, p.supervisor, p.jasnita, p.admin]

/** Anybody may be missing, away, opted out, at the end of their appointment, or have somebody stand in. */
const member = (index: number): fc.Arbitrary<Member | undefined> => {
  const { id, name, role } = EVERYBODY[index] ?? p.admin
  const usual = { id, name, role, phone: `+62811000000${id}`, channels: ['whatsapp'] as const }
  const may = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
  return may(
    fc.record(
      {
        shift: fc.constantFrom({ from: 420, to: 840 }, { from: 1260, to: 420 }),
        duty: fc.constantFrom('on' as const, 'off' as const),
        dutySaidAt: fc.integer({ min: wib('00.00'), max: wib('25/11 00.00') }),
        until: fc.integer({ min: wib('00.00'), max: wib('27/11 00.00') }),
        substituteId: fc.constantFrom(...EVERYBODY.map((one) => one.id)),
        optedOut: fc.constant(true),
        unreached: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ).map((change) => (change ? { ...usual, ...change } : undefined))
}
const members = fc
  .tuple(...EVERYBODY.map((_, index) => member(index)))
  .map((all) => all.filter((one) => one !== undefined))

/** Who is asked in each state; a supervisor and Kepala Seksi hear in anybody's place. */
const ASKED: Readonly<Record<OpenState, Role>> = {
  reported: 'kepala_seksi',
  analysing: 'kepala_seksi',
  repairing: 'kepala_seksi',
  coordinating: 'kepala_seksi',
  'vendor-repairing': 'jasnita',
  'awaiting-confirmation': 'call_taker',
}
const IN_ANY_PLACE: ReadonlySet<Role> = new Set<Role>(['supervisor', 'kepala_seksi'])

/** Whoever of the line can be reached: holders on duty, who stands in for them, and those who hear in their place. */
function line(ticket: Ticket & { state: OpenState }, present: readonly Member[], at: Instant): Member[] {
  const asked = onDutyIn(ASKED[ticket.state], present, at, CIREBON)
  const may = (one: Member) =>
    ticket.state !== 'awaiting-confirmation' || mayConfirm(actorOf(one, present, at, CIREBON), ticket)
  return present
    .filter(canBeReached(at))
    .filter((one) => IN_ANY_PLACE.has(one.role) || (asked.includes(one) && may(one)))
}
const canBeReached = (now: Instant) => (one: Member) => !one.optedOut && (one.until === undefined || now <= one.until)

/** What the next moment brings: what it records, and who hears of it. */
function atNextMoment(ticket: Ticket, at: Instant, present: readonly Member[]) {
  const decision = decide(ticket, LOOK, { at, now: at }, CIREBON)
  const events: readonly TicketEvent[] = decision.ok ? decision.events : []
  const after = events.reduce<Ticket>(evolve, ticket)
  const notices = events.flatMap((event) => noticesFor(after, event))
  const heard = notices.flatMap(({ audience }) => peopleOf(audience, after, present, at, CIREBON, new Set()))
  return { after, notices, heard }
}

test('an open ticket has exactly one next moment, and when that has passed a later one', () => {
  fc.assert(
    fc.property(start, turns, (begun, all) => {
      for (const { after: ticket, now } of play(aTicket(begun), all)) {
        const next = nextMoment(ticket, CIREBON)
        expect(next !== undefined).toBe(isOpen(ticket))
        if (!next) continue
        const { after } = atNextMoment(ticket, Math.max(next.at, now), [])
        const later = nextMoment(after, CIREBON)
        if (isOpen(after)) expect(later?.at).toBeGreaterThan(Math.max(next.at, now))
        else expect(later).toBeUndefined()
      }
    }),
    { numRuns: 150 },
  )
})

test('whoever is away, opted out or gone: as long as anybody of the line can be reached, somebody hears', () => {
  const told = new Set<OpenState>()
  fc.assert(
    fc.property(start, turns, members, (begun, all, present) => {
      for (const { after: ticket, now } of play(aTicket(begun), all)) {
        const next = nextMoment(ticket, CIREBON)
        if (!next || !isOpen(ticket)) continue
        const at = Math.max(next.at, now)
        const { after, notices, heard } = atNextMoment(ticket, at, present)
        // By night a breach of little impact is recorded, and told in the morning; an ending is told to those who know.
        if (notices.length === 0 || !isOpen(after)) continue
        told.add(ticket.state)
        if (line(ticket, present, at).length > 0) expect(heard, `${ticket.state} ${next.kind}`).not.toEqual([])
      }
    }),
    { numRuns: 300 },
  )
  expect([...told].sort()).toEqual([...OPEN_STATES].sort())
})
