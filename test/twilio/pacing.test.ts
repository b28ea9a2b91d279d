/** How fast a sender sends: nothing waits in a test, the clock is moved. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome, Outgoing } from '../../bots/gateway.ts'
import { createPacing } from '../../bots/twilio/pacing.ts'
import { NOW, outgoing, PERSON, startBoth } from './desk.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const send = (id: number, change: Partial<Outgoing> = {}): Promise<Outcome> =>
  both.desk.gateway.send(outgoing({ id, to: `+62811000${String(id).padStart(5, '0')}`, ...change }))
const posts = () => both.standIn.requests.filter((line) => line.startsWith('POST')).length
/** All of a storm as it comes: how long each has to wait. */
const storm = async (ids: readonly number[], change: Partial<Outgoing> = {}) => {
  const outcomes: (number | string)[] = []
  for (const id of ids) {
    const outcome = await send(id, change)
    outcomes.push(outcome.outcome === 'later' ? outcome.after : outcome.outcome)
  }
  return outcomes
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe('SMS', () => {
  test('ten go at once, then one a second, each in its turn', async () => {
    expect(await storm(range(1, 13))).toEqual([...Array(10).fill('done'), 1000, 2000, 3000])
    expect(posts()).toBe(10)
    both.desk.pass(1000)
    expect(await storm([13, 12, 11])).toEqual([2000, 1000, 'done'])
    both.desk.pass(2000)
    expect(await storm([12, 13, 14])).toEqual(['done', 'done', 1000])
  })

  test('is counted in parts', async () => {
    expect(await storm([1, 2, 3], { text: 'a'.repeat(5 * 153) })).toEqual(['done', 'done', 5000])
    expect(await storm([4], { text: '✓'.repeat(71), channel: 'sms' })).toEqual([7000])
  })

  test('what is urgent goes ahead of all that waits', async () => {
    await storm(range(1, 30))
    expect(await storm([31, 32], { urgent: true })).toEqual(['done', 'done'])
    expect(await storm([33])).toEqual([23_000])
  })

  test('a message longer than a second of the pace goes in the end', async () => {
    expect(await storm([1], { text: 'a'.repeat(1600) })).toEqual([1000])
    both.desk.pass(1000)
    expect(await storm([1], { text: 'a'.repeat(1600) })).toEqual(['done'])
  })

  test('a turn that nobody takes holds nobody up for ever', async () => {
    await storm(range(1, 200))
    both.desk.pass(3_600_000)
    expect(await storm(range(201, 210))).toEqual(Array(10).fill('done'))
  })
})

test('WhatsApp has its own pace, 80 a second', async () => {
  await storm(range(1, 20))
  expect((await storm(range(100, 181), { channel: 'whatsapp' })).filter((one) => one !== 'done')).toEqual([12.5, 25])
})

describe('a sender that is told to slow down', () => {
  test.each([
    ['its queue is full', { code: 21611 }, 600_000],
    ['it sends too fast', { code: 63018 }, 60_000],
    ['Retry-After', { code: 63018, status: 429, retryAfter: '7' }, 7000],
  ] as const)('pauses as a whole: %s', async (_, fault, wait) => {
    both.standIn.fail({ answer: 'error', ...fault })
    expect(await storm([1, 2, 3])).toEqual(['failed', wait, wait])
    expect(posts()).toBe(1)
    expect(await storm([4], { channel: 'whatsapp' })).toEqual(['done'])
    both.desk.pass(wait)
    expect(await storm([2, 3])).toEqual(['done', 'done'])
  })

  test.each([
    ['too many requests', { code: 20429, retryAfter: '7' }, 7000],
    ['the day is used up', { code: 63038 }, 3_600_000],
    ['the credentials are refused', { code: 20003 }, 300_000],
  ] as const)('pauses with all others where the account is meant: %s', async (_, fault, wait) => {
    both.standIn.fail({ answer: 'error', ...fault })
    expect(await storm([1, 2])).toEqual(['failed', wait])
    expect(await storm([3], { channel: 'whatsapp' })).toEqual([wait])
    expect(await storm([4], { channel: 'voice' })).toEqual([wait])
    expect([posts(), both.standIn.called.length]).toEqual([1, 0])
    both.desk.pass(wait)
    expect(await storm([4], { channel: 'voice' })).toEqual(['done'])
  })

  test('without a word for how long it pauses longer each time, until something went', async () => {
    const waits: (number | string | undefined)[] = []
    for (const id of range(1, 9)) {
      both.standIn.fail({ answer: 'error', code: 20429 })
      expect(await storm([id])).toEqual(['failed'])
      const [wait] = await storm([100 + id])
      waits.push(wait)
      both.desk.pass(Number(wait))
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(await storm([10])).toEqual(['done'])
    both.standIn.fail({ answer: 'error', code: 20429 })
    expect(await storm([11, 12])).toEqual(['failed', 1000])
  })

  test('hears of it also by a callback', async () => {
    await send(1, { channel: 'whatsapp', to: PERSON })
    await both.standIn.sendStatus(both.desk.url, both.standIn.sent[0]!.sid, 'failed', { ErrorCode: '63018' })
    expect(await storm([2], { channel: 'whatsapp' })).toEqual([60_000])
    expect(await storm([3])).toEqual(['done'])
  })

  test('says why it waits', async () => {
    both.standIn.fail({ answer: 'error', code: 21611 })
    await send(1)
    expect(await send(2)).toMatchObject({ outcome: 'later', words: "the sender's queue is full" })
  })
})

test('however a storm comes, no more goes than the pace allows, and all goes in the end', () => {
  const arrivals = fc.array(
    fc.record({ gap: fc.integer({ min: 0, max: 3000 }), urgent: fc.boolean(), parts: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(arrivals, (storms) => {
      let now = NOW
      const pacing = createPacing(() => now)
      const gone: { at: number; parts: number }[] = []
      const waiting = new Map<number, { due: number; urgent: boolean; parts: number }>()
      const attempt = (id: number, urgent: boolean, parts: number) => {
        const turn = pacing.turn({ id, urgent, channel: 'sms' }, 'sender', 'a'.repeat(parts === 1 ? 1 : parts * 153))
        waiting.delete(id)
        if (turn.may) gone.push({ at: now, parts })
        else waiting.set(id, { due: now + turn.after, urgent, parts })
      }
      const passTo = (until: number) => {
        for (;;) {
          const [id, next] = [...waiting].sort(([, a], [, b]) => a.due - b.due)[0] ?? []
          if (id === undefined || !next || next.due > until) break
          now = next.due
          attempt(id, next.urgent, next.parts)
        }
        now = until
      }
      storms.forEach(({ gap, urgent, parts }, id) => {
        passTo(now + gap)
        attempt(id, urgent, parts)
      })
      passTo(now + 1_000_000)
      expect(gone).toHaveLength(storms.length)
      // Two lanes of ten at once and one a second each.
      for (const { at: from } of gone) {
        const within = gone.filter(({ at }) => at >= from && at <= from + 10_000)
        expect(within.reduce((sum, { parts }) => sum + parts, 0)).toBeLessThanOrEqual(2 * (10 + 10) + 2 * 4)
      }
    }),
  )
})
