import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tell } from '../../bots/wording/tell.ts'
import type { Telling } from '../../bots/wording/telling.ts'
import type { Topic } from '../../src/desk/notices.ts'
import { SPOKEN } from '../../src/desk/spoken.ts'
import { ROLES } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { ASEP, BUDI, HOUSE, inState, pass, SARI } from './cast.ts'
import { mayReply } from './rights.ts'
import { LONG, moves, STATES, saying, tellingsOf, tickets, waits } from './stories.ts'

const TOPICS: Readonly<Record<Topic, true>> = {
  'new-report': true,
  'report-completed': true,
  registered: true,
  accepted: true,
  escalated: true,
  'vendor-called': true,
  'early-notice': true,
  'vendor-acknowledged': true,
  'vendor-eta': true,
  'vendor-progress': true,
  'confirm-please': true,
  'vendor-resolved': true,
  closed: true,
  cancelled: true,
  reopened: true,
  'your-step-again': true,
  'handed-over': true,
  'handed-back': true,
  reminder: true,
  overdue: true,
  'analysis-over': true,
  'decide-please': true,
  'call-vendor': true,
  'eta-reached': true,
  forgotten: true,
}

const registration = (start: ReturnType<typeof inState>): readonly Telling[] =>
  tellingsOf({ ticket: start.ticket, events: [start.event] }, start.event.at)

const all = (change: object): readonly Telling[] => [
  ...registration(inState('reported', change)),
  ...registration(inState('reported', { ...change, ...SPOKEN })),
  ...tickets(change).flatMap((ticket) => [
    ...moves(ticket).flatMap((move) => tellingsOf(move, move.now)),
    ...waits(ticket).flatMap((wait) => tellingsOf(wait, wait.now)),
  ]),
]

const named = ({ topic, role, event, ticket }: Telling) => `${topic} to ${role} on ${event.type} in ${ticket.state}`

describe('every notice that the desk sends', () => {
  const short = all({})
  const long = all(LONG)
  const others = new Set([SARI, BUDI, ASEP].flatMap((reporter) => all({ reporter })))

  test('all topics occur, but for those that come only where desk.yaml says otherwise than the SOP', () => {
    const seen = new Set(short.map(({ topic }) => topic))
    expect([...seen, 'early-notice', 'forgotten', 'handed-back'].sort()).toEqual(Object.keys(TOPICS).sort())
  })

  test('an SMS is plain and takes one part', () => {
    const tooLong = [...short, ...long].flatMap((telling) => {
      const text = tell(telling, 'sms', HOUSE)
      const { encoding, segments: parts, units } = segments(text)
      const good = encoding === 'gsm7' && parts === 1
      return good ? [] : [`${named(telling)}, ${encoding} ${units}: ${text}`]
    })
    expect([...new Set(tooLong)]).toEqual([])
  })

  test('an SMS takes one part however long the fault, the finding and the reasons are', () => {
    const word = fc.constantFrom('trunk', 'tidak', 'di', 'dialihkan', 'server112', 'antrian,', 'panggilan', '{x}', 'é')
    const words = fc.array(word, { minLength: 1, maxLength: 60 }).map((all) => all.join(' '))
    const ticket = fc.record({ state: fc.constantFrom(...STATES), summary: words, workaround: words })
    const property = fc.property(ticket, words, ({ state, ...change }, said) => {
      const { ticket } = inState(state, { ...LONG, ...change })
      for (const assigned of [ticket, { ...ticket, assignee: ASEP }]) {
        const tellings = [
          ...moves(assigned, undefined, saying(said)).flatMap((move) => tellingsOf(move, move.now)),
          ...waits(assigned).flatMap((wait) => tellingsOf(wait, wait.now)),
        ]
        for (const telling of tellings) {
          const text = tell(telling, 'sms', HOUSE)
          expect(segments(text), `${named(telling)}: ${text}`).toMatchObject({ encoding: 'gsm7', segments: 1 })
        }
      }
    })
    fc.assert(property, { numRuns: 60 })
  })

  test('the last line has words that this person may reply in this state', () => {
    for (const telling of [...short, ...long, ...others]) {
      for (const form of others.has(telling) ? (['sms'] as const) : (['sms', 'whatsapp'] as const)) {
        const text = tell(telling, form, HOUSE)
        const { words, refused } = mayReply(text, telling.ticket, telling.role)
        expect(words.length, `${named(telling)}: ${text}`).toBeGreaterThan(0)
        expect(refused, `${named(telling)}: ${text}`).toEqual([])
      }
    }
  })

  test('the first line names the ticket', () => {
    for (const telling of long) {
      for (const form of ['sms', 'whatsapp'] as const) {
        const [first] = tell(telling, form, HOUSE).split('\n')
        expect(first).toContain('1234')
      }
    }
  })
})

test('no topic breaks in any state for any role, even where it does not belong', () => {
  for (const state of STATES) {
    const { ticket, event } = inState(state)
    const events = [event, ...pass(ticket, ticket.updatedAt + 3_600_000).events]
    for (const topic of Object.keys(TOPICS) as Topic[]) {
      for (const role of ROLES) {
        for (const one of events) {
          for (const form of ['sms', 'whatsapp'] as const) {
            const text = tell({ topic, ticket, event: one, now: one.at, role }, form, HOUSE)
            expect(text).not.toMatch(/undefined|NaN|null|\[object| {2}|\.\.\.\.| [.,:;]|\n\n|^\s|\s$/)
            expect(text).toContain('27')
          }
        }
      }
    }
  }
})
