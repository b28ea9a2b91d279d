/** What holds for whatever anybody says at whatever time: random commands of random people, and due moments between. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/desk/decide.ts'
import { evolve, replay } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { CIREBON } from '../../src/desk/office.ts'
import { type Instant, OPEN_STATES, type State, type Ticket, type TicketEvent } from '../../src/desk/ticket.ts'
import { aTicket } from './given.ts'
import * as p from './people.ts'
import { command, LOOK, play, start, type Told, turns } from './stories.ts'

const MINUTE = 60_000

/** Minutes and number of each step, from SOP 049/SOP-E-500/2019 itself. */
const SOP: Record<number, { state: State; minutes?: number }> = {
  2: { state: 'reported', minutes: 5 },
  3: { state: 'analysing', minutes: 10 },
  4: { state: 'repairing', minutes: 15 },
  5: { state: 'coordinating', minutes: 10 },
  6: { state: 'vendor-repairing', minutes: 24 * 60 },
  7: { state: 'awaiting-confirmation' },
}

const ENDS: readonly State[] = ['closed', 'cancelled']
/** Which states may follow which (DOMAIN 1.3; DESIGN section 5). */
const MAY_FOLLOW: Record<State, readonly State[]> = {
  reported: ['analysing', ...ENDS],
  analysing: ['repairing', 'coordinating', 'awaiting-confirmation', ...ENDS],
  repairing: ['coordinating', 'awaiting-confirmation', ...ENDS],
  coordinating: ['vendor-repairing', 'analysing', ...ENDS],
  'vendor-repairing': ['awaiting-confirmation', ...ENDS],
  'awaiting-confirmation': ['closed', 'analysing', 'vendor-repairing'],
  closed: ['analysing', 'vendor-repairing'],
  cancelled: ['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'],
}

/** Checks every turn of random stories. */
function always(check: (turn: Told) => void): void {
  fc.assert(
    fc.property(start, turns, (begun, all) => play(aTicket(begun), all).forEach(check)),
    { numRuns: 150 },
  )
}

const isOpen = ({ state }: Ticket) => !ENDS.includes(state)
const running = ({ steps }: Ticket) => steps.filter(({ verdict }) => verdict === 'running')

describe('whatever happens', () => {
  test('no ticket reaches a state that the table does not give', () => {
    always(({ before, events }) => {
      let ticket = before
      for (const event of events) {
        const after = evolve(ticket, event)
        const moved = after.state !== ticket.state
        if (moved) expect(MAY_FOLLOW[ticket.state]).toContain(after.state)
        ticket = after
      }
    })
  })

  test('the random stories reach every state', () => {
    const reached = new Set<State>()
    const stories = fc.sample(fc.tuple(start, turns), { numRuns: 400, seed: 112 })
    for (const [begun, all] of stories) for (const { after } of play(aTicket(begun), all)) reached.add(after.state)
    expect([...reached].sort()).toEqual([...OPEN_STATES, ...ENDS].sort())
  })

  test('an open ticket has exactly one running step, the last, of its state and cycle; an ended one has none', () => {
    always(({ after }) => {
      expect(running(after)).toHaveLength(isOpen(after) ? 1 : 0)
      if (!isOpen(after)) return
      const last = after.steps.at(-1)
      expect(last).toMatchObject({ verdict: 'running', cycle: after.cycle })
      expect(last).not.toHaveProperty('doneAt')
      expect(SOP[last?.step ?? 0]?.state).toBe(after.state)
    })
  })

  test('the running step is due when the SOP says, and has no deadline where the SOP gives no time', () => {
    always(({ after }) => {
      for (const { step, startedAt, dueAt } of running(after)) {
        const minutes = SOP[step]?.minutes
        expect(dueAt).toBe(minutes === undefined ? undefined : startedAt + minutes * MINUTE)
      }
    })
  })

  test('a step that was done is late exactly when it was done after its due second', () => {
    always(({ after }) => {
      for (const { dueAt, doneAt, verdict } of after.steps) {
        if (verdict !== 'on-time' && verdict !== 'late') continue
        const seconds = (at: Instant) => Math.floor(at / 1000)
        const late = dueAt !== undefined && seconds(doneAt ?? 0) > seconds(dueAt)
        expect(verdict).toBe(late ? 'late' : 'on-time')
      }
    })
  })

  test('steps that have ended stay as they are, unless a cancellation is undone', () => {
    always(({ before, after, events }) => {
      const ended = before.steps.filter(({ verdict }) => verdict !== 'running')
      const undone = events.some(({ type }) => type === 'CancellationUndone')
      const kept = undone ? ended.slice(0, -1) : ended
      expect(after.steps.slice(0, kept.length)).toEqual(kept)
    })
  })

  test('the registration and the cycle never go back', () => {
    always(({ before, after }) => {
      expect(after.registeredAt).toBe(before.registeredAt)
      expect(after.cycle).toBeGreaterThanOrEqual(before.cycle)
    })
  })

  test('a ticket says when and how it closed exactly when it did', () => {
    always(({ after }) => {
      expect(after.closedAs !== undefined).toBe(after.state === 'closed')
      expect(after.closedAt !== undefined).toBe(!isOpen(after))
    })
  })
})

describe('a reopened ticket', () => {
  test('goes back to step 6 exactly when the vendor was the last to work on it, else to step 3', () => {
    fc.assert(
      fc.property(start, turns, (begun, all) => {
        let last: State = 'reported'
        for (const { before, after, events } of play(aTicket(begun), all)) {
          if (events.some(({ type }) => type === 'TicketReopened')) {
            expect(after.state).toBe(last === 'vendor-repairing' ? 'vendor-repairing' : 'analysing')
          }
          let ticket = before
          for (const event of events) {
            ticket = evolve(ticket, event)
            if (isOpen(ticket) && ticket.state !== 'awaiting-confirmation') last = ticket.state
          }
          expect(ticket).toEqual(after)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('the events', () => {
  test('replayed, they are the same ticket', () => {
    fc.assert(
      fc.property(start, turns, (begun, all) => {
        const ticket = aTicket(begun)
        const story = play(ticket, all)
        const registered: TicketEvent = { type: 'TicketRegistered', at: ticket.registeredAt, ticket }
        expect(replay([registered, ...story.flatMap(({ events }) => events)])).toEqual(story.at(-1)?.after ?? ticket)
      }),
    )
  })

  test('of a refused command there are none, and the ticket is the same', () => {
    always(({ before, after, command: asked, decision }) => {
      if (decision.ok) return
      expect(after).toBe(before)
      expect(decision.refusal).toMatchObject({ command: asked.type, state: before.state })
    })
  })

  test('admin and auditor move no step', () => {
    fc.assert(
      fc.property(start, turns, fc.constantFrom(p.admin, p.auditor), command, (begun, all, by, asked) => {
        const before = play(aTicket(begun), all).at(-1)?.after ?? aTicket(begun)
        const decision = decide(before, asked, { at: before.updatedAt, now: before.updatedAt, by }, CIREBON)
        expect(decision.ok).toBe(false)
      }),
    )
  })

  test('what people do never lies before what was done before it, nor after now', () => {
    always(({ before, events, now, command: asked }) => {
      let last = before.updatedAt
      for (const { at, type } of events) {
        if (type === 'MomentPassed') continue
        expect(at).toBeGreaterThanOrEqual(last)
        expect(at).toBeLessThanOrEqual(Math.max(now, before.updatedAt))
        last = at
      }
      if (asked.type !== 'PassMoment') expect(events.every(({ type }) => type !== 'MomentPassed')).toBe(true)
    })
  })

  test('moments of a step pass in order, within the step, and never before their time', () => {
    always(({ before, events, now }) => {
      let last = before.lastMoment ?? before.steps.at(-1)?.startedAt ?? before.registeredAt
      const startedAt = before.steps.at(-1)?.startedAt ?? 0
      for (const event of events) {
        if (event.type !== 'MomentPassed') continue
        expect(event.at).toBeGreaterThanOrEqual(last)
        expect(event.at).toBeGreaterThan(startedAt)
        expect(event.at).toBeLessThanOrEqual(now)
        expect(event.behind).toBe(now - event.at)
        last = event.at
      }
    })
  })
})

describe('the moments', () => {
  test('looked at twice, nothing more happens', () => {
    always(({ after, now }) => {
      const [first, second] = [0, 1].reduce<{ ticket: Ticket; events: readonly TicketEvent[] }[]>((looks) => {
        const ticket = looks.at(-1)?.ticket ?? after
        const decision = decide(ticket, LOOK, { at: now, now }, CIREBON)
        const events = decision.ok ? decision.events : []
        return [...looks, { ticket: events.reduce<Ticket>(evolve, ticket), events }]
      }, [])
      expect(second?.events).toEqual([])
      expect(second?.ticket).toEqual(first?.ticket)
    })
  })

  test('at most one of them is told at a time, and none moves a step but the closing of step 7', () => {
    always(({ before, after, events, command: asked }) => {
      if (asked.type !== 'PassMoment') return
      const aloud = events.filter((event) => event.type !== 'MomentPassed' || !event.silent)
      expect(aloud.length).toBeLessThanOrEqual(1)
      if (after.state === before.state) expect(after.steps).toEqual(before.steps)
      else
        expect([before.state, after.state, after.closedAs]).toEqual(['awaiting-confirmation', 'closed', 'unconfirmed'])
    })
  })

  test('an open ticket has a next one, after the last; an ended one has none', () => {
    always(({ after }) => {
      const next = nextMoment(after, CIREBON)
      expect(next !== undefined).toBe(isOpen(after))
      if (next) expect(next.at).toBeGreaterThan(after.lastMoment ?? after.steps.at(-1)?.startedAt ?? 0)
    })
  })

  test('the next one is the very next that passes: nothing a millisecond earlier, something at its instant', () => {
    always(({ after, now }) => {
      const next = nextMoment(after, CIREBON)
      if (!next || next.at <= now) return
      const before = decide(after, LOOK, { at: next.at - 1, now: next.at - 1 }, CIREBON)
      expect(before).toEqual({ ok: true, events: [] })
      const at = decide(after, LOOK, { at: next.at, now: next.at }, CIREBON)
      expect(at.ok && at.events.length).toBeGreaterThan(0)
    })
  })

  test('a breach is recorded at its second, for every impact and at every hour', () => {
    fc.assert(
      fc.property(start, (begun) => {
        const ticket = aTicket(begun)
        const dueAt = ticket.registeredAt + 5 * MINUTE
        const decision = decide(ticket, LOOK, { at: dueAt, now: dueAt }, CIREBON)
        const due = decision.ok ? decision.events.filter((event) => event.type === 'MomentPassed') : []
        expect(due).toContainEqual(expect.objectContaining({ moment: 'due', at: dueAt, behind: 0 }))
      }),
    )
  })
})
