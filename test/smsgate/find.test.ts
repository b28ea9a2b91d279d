import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Both, outgoing, startBoth } from './desk.ts'
import type { Fault } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const find = () => both.desk.gateway.find(outgoing())
const loseOne = async (fault: Fault = { answer: 'reset' }) => {
  both.standIn.fail(fault)
  expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'unknown' })
}

describe('a message of unknown outcome', () => {
  test.each(['Pending', 'Processed', 'Sent', 'Delivered', 'Cancelling'] as const)(
    'that arrived after all is found: %s',
    async (state) => {
      await loseOne()
      const { id } = both.standIn.walk(both.standIn.sent[0]!.id, state)
      expect(await find()).toEqual({ outcome: 'done', providerId: id })
      expect(both.standIn.requests.at(-1)).toBe(`GET /3rdparty/v1/messages/${id}`)
    },
  )

  test('that did not arrive may be sent again', async () => {
    await loseOne({ answer: 'reset', stored: false })
    expect(await find()).toBeUndefined()
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'done' })
    expect(both.standIn.sent).toHaveLength(1)
  })

  test('that failed at the phone is failed, by its reason', async () => {
    await loseOne()
    both.standIn.walk(both.standIn.sent[0]!.id, 'Failed', 'TTL expired')
    expect(await find()).toMatchObject({ outcome: 'failed', code: 'expired', retry: false })
  })

  test('that was cancelled is failed', async () => {
    await loseOne()
    both.standIn.walk(both.standIn.sent[0]!.id, 'Cancelled')
    expect(await find()).toMatchObject({ outcome: 'failed', code: 'cancelled', retry: false })
  })

  test('is its newest try', async () => {
    await loseOne()
    const { id } = both.standIn.walk(both.standIn.sent[0]!.id, 'Failed', 'Send result: RESULT_ERROR_NO_SERVICE')
    expect(await find()).toMatchObject({ outcome: 'failed', code: 'RESULT_ERROR_NO_SERVICE', retry: true })
    // The first answer says that it is there already, the second is lost.
    both.standIn.fail({ answer: 'error', status: 409 }, { answer: 'reset' })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'unknown' })
    expect(await find()).toEqual({ outcome: 'done', providerId: `${id}-2` })
  })

  test.each<Fault>([
    { of: 'get', answer: 'reset' },
    { of: 'get', answer: 'half' },
    { of: 'get', answer: 'empty' },
    { of: 'get', answer: 'truncated' },
    { of: 'get', answer: 'html', status: 200 },
    { of: 'get', answer: 'html', status: 404 },
    { of: 'get', answer: 'html', status: 503 },
    { of: 'get', answer: 'error', status: 401 },
    { of: 'get', answer: 'error', status: 429 },
    { of: 'get', answer: 'error', status: 500 },
  ])('stays unknown where it cannot be looked up: %o', async (fault) => {
    await both.desk.gateway.send(outgoing())
    both.standIn.fail(fault)
    expect(await find()).toEqual({ outcome: 'unknown', words: expect.any(String) })
  })

  test('stays unknown while the database is away', async () => {
    both.desk.loseDatabase()
    expect(await find()).toMatchObject({ outcome: 'unknown' })
  })

  test.each([{ channel: 'voice' }, { to: 'TELKOMSEL' }] as const)('was never sent: %o', async (change) => {
    expect(await both.desk.gateway.find(outgoing(change))).toBeUndefined()
    expect(both.standIn.requests).toEqual([])
  })
})
