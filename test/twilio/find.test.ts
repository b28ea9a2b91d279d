import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DESK_NOW, NOW, outgoing, SERVICE, startBoth } from './desk.ts'
import type { Fault } from './faults.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const again = async (environment: Parameters<typeof startBoth>[0]) => {
  await both.stop()
  both = await startBoth(environment)
}

describe('a message of unknown outcome', () => {
  test.each(['sms', 'whatsapp'] as const)('that arrived after all is found: %s', async (channel) => {
    both.standIn.fail({ answer: 'truncated' })
    expect(await both.desk.gateway.send(outgoing({ channel }))).toMatchObject({ outcome: 'unknown' })
    expect(await both.desk.gateway.find(outgoing({ channel }))).toEqual({
      outcome: 'done',
      providerId: both.standIn.sent[0]!.sid,
    })
  })

  test('that went by the messaging service is found', async () => {
    await again({ TWILIO_SMS_FROM: undefined, TWILIO_MESSAGING_SERVICE_SID: SERVICE })
    both.standIn.fail({ answer: 'reset' })
    await both.desk.gateway.send(outgoing())
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({ outcome: 'done' })
  })

  test('that did not arrive may be sent again', async () => {
    both.standIn.fail({ answer: 'reset', stored: false })
    await both.desk.gateway.send(outgoing())
    expect(await both.desk.gateway.find(outgoing())).toBeUndefined()
  })

  test.each([
    ['another text', { text: 'Laporan 28 diterima.' }],
    ['another person', { to: '+6281100000002' }],
    ['another channel', { channel: 'whatsapp' }],
  ] as const)('is not taken for one with %s', async (_, change) => {
    await both.desk.gateway.send(outgoing())
    expect(await both.desk.gateway.find(outgoing(change))).toBeUndefined()
  })

  test('is not taken for one of two hours before', async () => {
    await both.desk.gateway.send(outgoing())
    const [old] = both.standIn.sent
    Object.assign(old!, { createdAt: old!.createdAt - 7_200_000 })
    expect(await both.desk.gateway.find(outgoing())).toBeUndefined()
    expect(await both.desk.gateway.find(outgoing({ at: DESK_NOW - 7_200_000 }))).toMatchObject({ outcome: 'done' })
  })

  test('is not taken for one from another sender of the account', async () => {
    await both.desk.gateway.send(outgoing())
    Object.assign(both.standIn.sent[0]!, { from: '+12025550177' })
    expect(await both.desk.gateway.find(outgoing())).toBeUndefined()
  })

  test('with half a surrogate pair is found as it was sent', async () => {
    const message = outgoing({ text: ' awas \ud83d!\n' })
    await both.desk.gateway.send(message)
    expect(await both.desk.gateway.find(message)).toMatchObject({ outcome: 'done' })
  })

  test('of two alike is the one nearest to its time', async () => {
    await both.desk.gateway.send(outgoing({ id: 1 }))
    await both.desk.gateway.send(outgoing({ id: 2 }))
    const [early, late] = both.standIn.sent
    Object.assign(early!, { createdAt: early!.createdAt - 30_000 })
    expect(await both.desk.gateway.find(outgoing({ id: 2 }))).toMatchObject({ providerId: late!.sid })
    expect(await both.desk.gateway.find(outgoing({ id: 1, at: DESK_NOW - 30_000 }))).toMatchObject({
      providerId: early!.sid,
    })
  })

  test('is the next alike where the nearest is known to be of another message', async () => {
    await both.desk.gateway.send(outgoing({ id: 1 }))
    await both.desk.gateway.send(outgoing({ id: 2 }))
    const [first, second] = both.standIn.sent
    const isOf = (sid: string) => async (providerId: string) => providerId === sid
    expect(await both.desk.gateway.find(outgoing(), isOf(first!.sid))).toMatchObject({ providerId: second!.sid })
    expect(await both.desk.gateway.find(outgoing(), isOf(second!.sid))).toMatchObject({ providerId: first!.sid })
    expect(await both.desk.gateway.find(outgoing(), async () => true)).toBeUndefined()
  })

  test('is found while Twilio still queues it, and long after it was written', async () => {
    await both.desk.gateway.send(outgoing())
    expect(both.standIn.sent).toMatchObject([{ status: 'queued' }])
    Object.assign(both.standIn.sent[0]!, { createdAt: NOW + 3_600_000 })
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({ outcome: 'done' })
  })

  test('that failed on its way is failed, by its code', async () => {
    both.standIn.fail({ answer: 'reset' })
    await both.desk.gateway.send(outgoing())
    Object.assign(both.standIn.sent[0]!, { status: 'undelivered', errorCode: 30005 })
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({
      outcome: 'failed',
      code: '30005',
      suppress: 'unreachable',
    })
    Object.assign(both.standIn.sent[0]!, { status: 'failed', errorCode: null })
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({ outcome: 'failed', code: '30008', retry: 'once' })
  })

  test.each<Fault>([
    { of: 'list', answer: 'reset' },
    { of: 'list', answer: 'html', status: 200 },
    { of: 'list', answer: 'html', status: 503 },
    { of: 'list', answer: 'error', code: 20003 },
    { of: 'list', answer: 'error', code: 20429 },
    { of: 'list', answer: 'half' },
  ])('stays unknown where it cannot be looked up: %o', async (fault) => {
    await both.desk.gateway.send(outgoing())
    both.standIn.fail(fault)
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({
      outcome: 'unknown',
      words: expect.stringMatching(/^could not be looked up: /),
    })
  })

  test('of a channel without a sender was never sent', async () => {
    expect(await both.desk.gateway.find(outgoing({ channel: 'voice' }))).toBeUndefined()
    expect(both.standIn.requests).toEqual([])
  })
})
