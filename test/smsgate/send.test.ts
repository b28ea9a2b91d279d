import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../bots/gateway.ts'
import { outcomeOf } from '../../bots/smsgate/outcome.ts'
import { type Both, DEVICE, NOW, outgoing, PERSON, startBoth } from './desk.ts'
import type { Fault } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const again = async (...given: Parameters<typeof startBoth>) => {
  await both.stop()
  both = await startBoth(...given)
}

const sendWith = (...faults: readonly Fault[]): Promise<Outcome> => {
  both.standIn.fail(...faults)
  return both.desk.gateway.send(outgoing())
}
const posts = () => both.standIn.requests.filter((line) => line.startsWith('POST'))

describe('a message', () => {
  test('goes to the person, with our own name, worth an hour', async () => {
    const outcome = await both.desk.gateway.send(outgoing({ id: 7 }))
    const [sent] = await both.standIn.waitForSent(1)
    expect(outcome).toEqual({ outcome: 'done', providerId: sent!.id })
    expect(sent).toEqual({
      id: expect.stringMatching(/^desk-[0-9a-f]{8}-7-[0-9a-f]{8}$/),
      textMessage: { text: 'Laporan 27 diterima.' },
      phoneNumbers: [PERSON],
      withDeliveryReport: true,
      priority: 0,
      ttl: 3600,
      state: 'Pending',
    })
    expect(both.standIn.requests).toEqual(['POST /3rdparty/v1/messages?skipPhoneValidation=true'])
  })

  test('that is urgent goes ahead, and is worth a quarter of an hour', async () => {
    await both.desk.gateway.send(outgoing({ urgent: true }))
    expect(both.standIn.sent).toMatchObject([{ priority: 100, ttl: 900 }])
  })

  test('goes by the phone and the SIM that are set', async () => {
    await again({ environment: { SMSGATE_DEVICE: DEVICE, SMSGATE_SIM: '2' } })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'done' })
    expect(both.standIn.sent).toMatchObject([{ deviceId: DEVICE, simNumber: 2 }])
  })

  test('goes to a phone in its local mode as well', async () => {
    await again({ phone: { local: true } })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'done' })
    expect(posts()).toEqual(['POST /messages?skipPhoneValidation=true'])
  })

  test('keeps emoji and line breaks, and has a sign for half a surrogate pair', async () => {
    await both.desk.gateway.send(outgoing({ text: '🚨 awas \ud83d!\n100% + 2 #27' }))
    expect(both.standIn.sent).toMatchObject([{ textMessage: { text: '🚨 awas \ufffd!\n100% + 2 #27' } }])
  })

  test.each(['3636', 'TELKOMSEL', '081100000001', '+62'])('to %s is refused here', async (to) => {
    expect(await both.desk.gateway.send(outgoing({ to }))).toMatchObject({
      outcome: 'failed',
      retry: false,
      suppress: 'unreachable',
      code: 'not-a-number',
    })
    expect(both.standIn.requests).toEqual([])
  })

  test.each(['whatsapp', 'voice'] as const)('by %s is refused here', async (channel) => {
    expect(await both.desk.gateway.send(outgoing({ channel }))).toMatchObject({ retry: false, code: 'wrong-channel' })
    expect(both.standIn.requests).toEqual([])
  })
})

describe('the name of a message', () => {
  const nameOf = async (change: Parameters<typeof outgoing>[0]) => {
    await both.desk.gateway.send(outgoing(change))
    return both.standIn.sent.at(-1)!.id
  }

  test('holds a digest of address and text, and fits into the 36 characters of the server', async () => {
    const name = await nameOf({ id: 99_999_999_999 })
    expect(name.length).toBeLessThanOrEqual(36)
    expect(name.slice(-8)).toBe(
      createHash('sha256').update(`${PERSON}\nLaporan 27 diterima.`).digest('hex').slice(0, 8),
    )
  })

  test('is another for another message, and for the same id with other words', async () => {
    const names = [await nameOf({ id: 1 }), await nameOf({ id: 2 }), await nameOf({ id: 2, text: 'lain' })]
    expect(new Set(names).size).toBe(3)
  })

  test('is another at another desk', async () => {
    const first = await nameOf({ id: 1 })
    expect(first).toContain(`desk-${both.desk.watermarks.get('installation')}-1-`)
    await again()
    expect(await nameOf({ id: 1 })).not.toBe(first)
  })

  test('makes a second try of the same message no second message', async () => {
    await sendWith({ answer: 'reset' })
    expect(await both.desk.gateway.send(outgoing())).toEqual({
      outcome: 'done',
      providerId: both.standIn.sent[0]!.id,
    })
    expect(both.standIn.sent).toHaveLength(1)
  })

  test('cannot be made without the database: it may be tried again', async () => {
    both.desk.loseDatabase()
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'failed', retry: true, code: 'no-key' })
    expect(both.standIn.requests).toEqual([])
  })
})

describe('a conflict', () => {
  test('with a message that is on its way is done', async () => {
    await sendWith()
    for (const state of ['Pending', 'Processed', 'Sent', 'Delivered', 'Cancelling'] as const) {
      both.standIn.walk(both.standIn.sent[0]!.id, state)
      expect(await sendWith(), state).toEqual({ outcome: 'done', providerId: both.standIn.sent[0]!.id })
    }
  })

  test('with a message that nobody can find is done', async () => {
    expect(await sendWith({ answer: 'error', status: 409 })).toEqual({
      outcome: 'done',
      providerId: expect.stringMatching(/^desk-/),
    })
  })

  test('with a message whose state cannot be asked is unknown', async () => {
    expect(await sendWith({ answer: 'error', status: 409 }, { of: 'get', answer: 'reset' })).toEqual({
      outcome: 'unknown',
      words: 'it is there already, but cannot be asked for',
    })
  })

  test('takes no longer than one message may, however often it is asked about', async () => {
    await again({ settings: { timeout: 500 } })
    await sendWith()
    both.standIn.walk(both.standIn.sent[0]!.id, 'Failed', 'Send result: RESULT_ERROR_NO_SERVICE')
    await sendWith()
    both.standIn.walk(both.standIn.sent[1]!.id, 'Failed', 'Send result: RESULT_ERROR_NO_SERVICE')
    // Each comes within 500 ms of its own question, and the second too late for the message.
    both.standIn.fail(
      { of: 'get', answer: 'late', until: after(300) },
      { of: 'get', answer: 'late', until: after(600) },
    )
    expect(await sendWith()).toMatchObject({ outcome: 'unknown' })
    expect(both.standIn.sent).toHaveLength(2)
  })

  test('with a message that failed at the phone sends it once more, under a name of its own', async () => {
    await sendWith()
    const { id } = both.standIn.walk(both.standIn.sent[0]!.id, 'Failed', 'Send result: RESULT_ERROR_NO_SERVICE')
    expect(await sendWith()).toEqual({ outcome: 'done', providerId: `${id}-2` })
    expect(await sendWith()).toEqual({ outcome: 'done', providerId: `${id}-2` })
    expect(both.standIn.sent.map((sent) => sent.id)).toEqual([id, `${id}-2`])
  })

  test('ends with the ninth try that failed', async () => {
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      expect(await sendWith()).toMatchObject({ outcome: 'done' })
      both.standIn.walk(both.standIn.sent.at(-1)!.id, 'Failed', 'Send result: RESULT_ERROR_NO_SERVICE')
    }
    expect(await sendWith()).toMatchObject({ outcome: 'failed', retry: false, code: 'RESULT_ERROR_NO_SERVICE' })
    expect(both.standIn.sent).toHaveLength(9)
  })
})

const OPERATOR = { retry: false }
const SLOW_DOWN = { retry: true, retryAfter: 60_000 }

describe('a refusal', () => {
  test.each<[number, object]>([
    [400, OPERATOR],
    [401, SLOW_DOWN],
    [403, SLOW_DOWN],
    [404, OPERATOR],
    [413, OPERATOR],
    [429, SLOW_DOWN],
    [503, SLOW_DOWN],
    [418, OPERATOR],
  ])('with HTTP %i is failed with %o', async (status, expected) => {
    const outcome = await sendWith({ answer: 'error', status })
    expect(outcome).toEqual({ outcome: 'failed', code: `HTTP ${status}`, words: expect.any(String), ...expected })
    expect(posts()).toHaveLength(1)
  })

  test('of the number is for the directory', async () => {
    const message = 'failed to use phone in row 1: invalid phone number'
    expect(await sendWith({ answer: 'error', status: 400, message })).toMatchObject({
      retry: false,
      suppress: 'unreachable',
      code: 'wrong-number',
    })
  })

  test('of the device is for the operator', async () => {
    await again({ environment: { SMSGATE_DEVICE: 'nobody' } })
    expect(await sendWith()).toMatchObject({
      retry: false,
      code: 'HTTP 400',
      words: expect.stringContaining('check SMSGATE_DEVICE'),
    })
  })

  test('with a page for an address that is none is for the operator', async () => {
    expect(await sendWith({ answer: 'html', status: 404, stored: false })).toMatchObject({
      retry: false,
      code: 'HTTP 404',
    })
  })

  test.each<[string, string, number]>([
    ['seconds', '7', 7000],
    ['a date', new Date(NOW + 9000).toUTCString(), 9000],
    ['a date that is past', new Date(NOW - 9000).toUTCString(), 0],
    ['a day', '86400', 3_600_000],
    ['nonsense', 'soon', 60_000],
  ])('that tells to come back after %s is kept to', async (_, retryAfter, expected) => {
    expect(await sendWith({ answer: 'error', status: 429, retryAfter })).toMatchObject({ retryAfter: expected })
  })

  test('that sends us elsewhere is not followed: the credentials stay here', async () => {
    const elsewhere = createServer((_request, response) =>
      response.writeHead(307, { location: both.standIn.url }).end(),
    )
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const before = both
    const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    both = await startBoth({ settings: { url } })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({
      outcome: 'failed',
      retry: false,
      code: 'HTTP 307',
    })
    expect(before.standIn.requests).toEqual([])
    elsewhere.close()
    await before.stop()
  })
})

describe('an answer that is lost', () => {
  test.each<[string, Fault]>([
    ['the connection is reset after sending', { answer: 'reset' }],
    ['the connection is reset, nothing was stored', { answer: 'reset', stored: false }],
    ['the 202 breaks off', { answer: 'truncated' }],
    ['the 202 holds half the JSON', { answer: 'half' }],
    ['the 202 is JSON that says nothing', { answer: 'empty' }],
    ['the 200 is a page', { answer: 'html', status: 200 }],
    ['HTTP 408', { answer: 'error', status: 408 }],
    ['HTTP 500', { answer: 'error', status: 500 }],
    ['HTTP 502 with a page', { answer: 'html', status: 502 }],
    ['HTTP 503 with a page', { answer: 'html', status: 503 }],
    ['HTTP 504', { answer: 'error', status: 504 }],
  ])('%s: unknown', async (_, fault) => {
    expect(await sendWith(fault)).toEqual({ outcome: 'unknown', words: expect.any(String) })
    expect(posts()).toHaveLength(1)
  })

  test.each<[string, Fault]>([
    ['it never begins', { answer: 'silent' }],
    ['it never ends', { answer: 'drip' }],
  ])('because %s in time: unknown', async (_, fault) => {
    await again({ settings: { timeout: 250 } })
    expect(await sendWith(fault)).toEqual({ outcome: 'unknown', words: 'no answer in time' })
  })

  test('is none when it is only slow', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    both.standIn.fail({ answer: 'late', until: promise })
    const outcome = both.desk.gateway.send(outgoing())
    await both.standIn.waitForSent(1)
    resolve()
    expect(await outcome).toMatchObject({ outcome: 'done' })
  })
})

describe('a request that never left', () => {
  test('is failed and may be tried again: the connection is refused', async () => {
    await both.standIn.stop()
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({
      outcome: 'failed',
      retry: true,
      code: 'ECONNREFUSED',
    })
    expect(both.desk.gateway.state()).toMatchObject({ state: 'unreachable', words: expect.any(String) })
  })

  test('is failed and may be tried again: the name is not found', async () => {
    await again({ settings: { url: 'http://phone.invalid' } })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({
      retry: true,
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    })
  })

  test('is failed and may be tried again: it speaks http and not https', async () => {
    const before = both
    both = await startBoth({ settings: { url: before.standIn.url.replace('http:', 'https:') } })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({
      outcome: 'failed',
      retry: true,
      words: 'the phone gateway speaks http and not https: check SMSGATE_URL',
    })
    await before.stop()
  })

  test.each(['EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    'is failed and may be tried again: %s',
    (code) => {
      expect(outcomeOf({ is: 'never-left', code }, NOW)).toMatchObject({ outcome: 'failed', retry: true, code })
    },
  )
})

describe('the state of the gateway', () => {
  const ping = () => both.standIn.post(both.desk.url, both.standIn.envelope('system:ping', {}))

  test.each([401, 403])(
    'is refused while HTTP %i is the answer, with one error, until a message goes out',
    async (status) => {
      await ping()
      await sendWith({ answer: 'error', status })
      await sendWith({ answer: 'error', status })
      expect(both.desk.gateway.state()).toEqual({
        state: 'refused',
        words: 'the phone gateway refuses the credentials: check SMSGATE_USER and SMSGATE_PASSWORD',
      })
      expect(both.desk.log.filter(({ level }) => level === 'error')).toHaveLength(1)
      await sendWith()
      expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
      expect(both.desk.alarms.map(({ name, over }) => [name, over])).toEqual([
        ['refused', false],
        ['refused', true],
      ])
    },
  )

  test.each<[string, Fault]>([
    ['one bad number', { answer: 'error', status: 400, message: 'invalid phone number' }],
    ['a lost answer', { answer: 'reset' }],
  ])('is not changed by %s', async (_, fault) => {
    await ping()
    await sendWith(fault)
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
  })

  test('stays refused through a lost answer', async () => {
    await sendWith({ answer: 'error', status: 401 })
    await sendWith({ answer: 'reset' })
    expect(both.desk.gateway.state()).toMatchObject({ state: 'refused' })
  })
})
