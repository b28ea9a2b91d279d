/** Acknowledged, then forgotten (issue of part 5, item 3), and that somebody always hears of what comes next. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/desk/decide.ts'
import { type Member, peopleOf } from '../../src/desk/duty.ts'
import { evolve, isOpen } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { noticesFor } from '../../src/desk/notices.ts'
import { CIREBON, type Office } from '../../src/desk/office.ts'
import { ROLES, type Ticket } from '../../src/desk/ticket.ts'
import { aTicket, clock, given, ticketIn, wib } from './given.ts'
import { eta, info, jasnita, kepalaSeksi, progress, wulan } from './people.ts'
import { LOOK, play, start, turns } from './stories.ts'

/** Four hours a step, asked after twenty minutes, and the vendor after an hour. */
const SLOW: Office = {
  ...CIREBON,
  minutes: { ...CIREBON.minutes, analysing: 240, repairing: 240, coordinating: 240 },
  reminders: {
    ...CIREBON.reminders,
    repairing: { before: [3], every: 120, forgotten: 20 },
    'vendor-repairing': { ...CIREBON.reminders['vendor-repairing'], forgotten: 60 },
  },
}
const next = (ticket: Ticket, office: Office) => {
  const moment = nextMoment(ticket, office)
  return moment && `${moment.kind} ${clock(moment.at)}`
}

describe('accepted 14.07 and not a word since', () => {
  test('is asked after where the step is long, once, until somebody says something', () => {
    const accepted = given(ticketIn('analysing'), SLOW).ticket
    const slow = {
      ...accepted,
      steps: accepted.steps.map((one) => (one.verdict === 'running' ? { ...one, dueAt: wib('18.07') } : one)),
    }
    expect(next(slow, SLOW)).toBe('forgotten 14.37.00')
    const asked = given(slow, SLOW).whenMoment('14.37').thenTold('owner forgotten', 'section forgotten')
    expect(asked.next()).toBe('before 18.04.00')
    expect(asked.when(progress, kepalaSeksi, '15.00').next()).toBe('forgotten 15.30.00')
    expect(asked.when(info, wulan, '15.00').next()).toBe('before 18.04.00')
  })

  test('a word of the vendor and a promised time are signs of work; the time itself that passed silently is asked after', () => {
    const begun = given(ticketIn('vendor-repairing'), SLOW)
    expect(begun.next()).toBe('forgotten 15.25.00')
    const promised = begun.when(eta(wib('17.00')), jasnita, '14.30')
    expect(promised.next()).toBe('eta 17.00.00')
    const passed = promised.whenMoment('17.00').thenTold('vendor eta-reached', 'section eta-reached')
    expect(passed.next()).toBe('forgotten 18.00.00')
    passed.whenMoment('18.00').thenTold('vendor forgotten', 'section forgotten')
  })
})

test('with the times of the SOP nothing is asked besides its plan, whatever anybody does', () => {
  fc.assert(
    fc.property(start, turns, (begun, all) => {
      for (const { events, after } of play(aTicket(begun), all)) {
        for (const event of events) expect(event.type === 'MomentPassed' && event.moment).not.toBe('forgotten')
        expect(nextMoment(after, CIREBON)?.kind).not.toBe('forgotten')
      }
    }),
    { numRuns: 300 },
  )
})

test('in a slow office too an open ticket has exactly one next moment, which passes at its instant and not before', () => {
  fc.assert(
    fc.property(start, turns, (begun, all) => {
      let asked: { since: number } | undefined
      for (const { before, after, now, events } of play(aTicket(begun), all, SLOW)) {
        const moment = nextMoment(after, SLOW)
        expect(moment !== undefined).toBe(isOpen(after))
        for (const event of events) {
          if (event.type !== 'MomentPassed' || event.moment !== 'forgotten') continue
          const since = Math.max(before.steps.at(-1)?.startedAt ?? 0, before.workedAt ?? 0, before.vendor?.eta ?? 0)
          expect(asked?.since, 'asked twice of one silence').not.toBe(since)
          asked = { since }
        }
        if (!moment || moment.at <= now) continue
        expect(decide(after, LOOK, { at: moment.at - 1, now: moment.at - 1 }, SLOW)).toEqual({ ok: true, events: [] })
        const passed = decide(after, LOOK, { at: moment.at, now: moment.at }, SLOW)
        expect(passed.ok && passed.events.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 300 },
  )
})

const directory = fc
  .array(
    fc.record({
      role: fc.constantFrom(...ROLES),
      optedOut: fc.boolean(),
      duty: fc.constantFrom('on' as const, 'off' as const),
      substituteId: fc.integer({ min: 1, max: 8 }),
    }),
    { maxLength: 8 },
  )
  .map((all): Member[] => [
    ...all.map((one, index): Member => ({ ...one, id: index + 1, name: `P${index + 1}`, phone: '', channels: [] })),
    // Whatever else happens, one supervisor can be written to.
    { id: 99, name: 'Yudi', role: 'supervisor', phone: '', channels: [] },
  ])

test('whoever is away, has opted out or stands in: somebody who can be reached hears of every moment that is told', () => {
  fc.assert(
    fc.property(start, turns, directory, fc.constantFrom(CIREBON, SLOW), (begun, all, members, office) => {
      let ticket = aTicket(begun)
      for (const { after } of play(ticket, all, office)) {
        ticket = after
        const moment = nextMoment(ticket, office)
        if (!moment || moment.silent) continue
        const decision = decide(ticket, LOOK, { at: moment.at, now: moment.at }, office)
        const events = decision.ok ? decision.events : []
        const then = events.reduce<Ticket>(evolve, ticket)
        const notices = events.flatMap((event) => noticesFor(then, event))
        const told = new Set([99])
        const hear = notices.flatMap(({ audience }) => peopleOf(audience, then, members, moment.at, office, told))
        expect(hear.filter(({ optedOut }) => !optedOut).length, JSON.stringify(notices)).toBeGreaterThan(0)
      }
    }),
    { numRuns: 200 },
  )
})
