import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../bots/gateway.ts'
import { outcomeOf } from '../../bots/twilio/outcome.ts'
import { selfSigned } from './certificate.ts'
import {
  API_KEY,
  API_SECRET,
  NOW,
  outgoing,
  PERSON,
  PUBLIC_URL,
  SERVICE,
  SMS_FROM,
  startBoth,
  WHATSAPP_FROM,
} from './desk.ts'
import type { Fault } from './faults.ts'

let both: Awaited<ReturnType<typeof startBoth>>
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

describe('a message', () => {
  test('by SMS goes from our number, with our id in the status callback', async () => {
    const outcome = await both.desk.gateway.send(outgoing({ id: 7 }))
    const [sent] = await both.standIn.waitForSent(1)
    expect(outcome).toEqual({ outcome: 'done', providerId: sent!.sid })
    expect(sent!.parameters).toEqual({
      To: PERSON,
      From: SMS_FROM,
      Body: 'Laporan 27 diterima.',
      StatusCallback: `${PUBLIC_URL}/webhooks/twilio/status?id=7`,
    })
  })

  test('by SMS that is urgent is dropped rather than sent a quarter of an hour late', async () => {
    await both.desk.gateway.send(outgoing({ urgent: true }))
    await both.desk.gateway.send(outgoing({ urgent: true, channel: 'whatsapp' }))
    expect(both.standIn.sent.map(({ parameters }) => parameters.ValidityPeriod)).toEqual(['900', undefined])
  })

  test('by SMS is written in the SMS alphabet where that costs nothing', async () => {
    await both.desk.gateway.send(outgoing({ text: '“Tolong” – kebakaran…' }))
    await both.desk.gateway.send(outgoing({ text: '“Tolong” 🔥' }))
    await both.desk.gateway.send(outgoing({ text: '“Tolong” –', channel: 'whatsapp' }))
    expect(both.standIn.sent.map(({ body }) => body)).toEqual(['"Tolong" - kebakaran...', '“Tolong” 🔥', '“Tolong” –'])
  })

  test('by WhatsApp goes from our WhatsApp sender', async () => {
    await both.desk.gateway.send(outgoing({ channel: 'whatsapp' }))
    expect(both.standIn.sent).toMatchObject([{ to: `whatsapp:${PERSON}`, from: `whatsapp:${WHATSAPP_FROM}` }])
  })

  test('to a person who hides the number goes to their id', async () => {
    await both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: 'ID.1234567890' }))
    expect(both.standIn.sent).toMatchObject([{ to: 'whatsapp:ID.1234567890' }])
  })

  test('goes by the messaging service where there is no number', async () => {
    await again({ TWILIO_SMS_FROM: undefined, TWILIO_MESSAGING_SERVICE_SID: SERVICE })
    await both.desk.gateway.send(outgoing())
    expect(both.standIn.sent[0]!.parameters).toMatchObject({ MessagingServiceSid: SERVICE })
    expect(both.standIn.sent[0]!.parameters).not.toHaveProperty('From')
  })

  test('goes under an API key where there is one', async () => {
    await again({ TWILIO_API_KEY: API_KEY, TWILIO_API_SECRET: API_SECRET, TWILIO_AUTH_TOKEN: 'of-webhooks-alone' })
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'done' })
  })

  test('with half a surrogate pair is sent with a sign in its place', async () => {
    await both.desk.gateway.send(outgoing({ text: 'awas \ud83d!' }))
    expect(both.standIn.sent).toMatchObject([{ body: 'awas \ufffd!' }])
  })

  test('keeps emoji, line breaks and reserved signs', async () => {
    const text = '🚨 peta & data = "kosong"\n100% + 2 #27'
    await both.desk.gateway.send(outgoing({ text }))
    expect(both.standIn.sent).toMatchObject([{ body: text }])
  })

  test('is asked for once, even when Twilio wants us to slow down', async () => {
    await sendWith({ answer: 'error', code: 20429 })
    expect(both.standIn.requests).toHaveLength(1)
  })

  test('for a channel without a sender is refused here', async () => {
    const SERVICE = 'MG00000000000000000000000000000001'
    await again({
      TWILIO_WHATSAPP_FROM: undefined,
      TWILIO_SMS_FROM: undefined,
      TWILIO_MESSAGING_SERVICE_SID: SERVICE,
    })
    for (const channel of ['whatsapp', 'voice'] as const)
      expect(await both.desk.gateway.send(outgoing({ channel }))).toMatchObject({
        outcome: 'failed',
        retry: false,
        code: 'no-sender',
      })
    expect(both.standIn.requests).toEqual([])
  })
})

const NEVER_AGAIN = { retry: false, suppress: 'unreachable' }
const OPTED_OUT = { retry: false, suppress: 'opted-out' }
const OPERATOR = { retry: false }
const STOP_CHANNEL = { retry: true, retryAfter: 300_000 }
const OTHER_ROUTE = { retry: false }
const TEMPLATE = { retry: false, closesWindow: true }
const TRY_AGAIN = { retry: true }
const ONCE = { retry: 'once' }
const SLOW_DOWN = { retry: true, retryAfter: expect.any(Number) }

/** TWILIO.md, Sending: what a failure means. */
const TABLE: readonly (readonly [readonly number[], object])[] = [
  [[21211, 21614, 21635, 30005, 30006, 63003, 63024], NEVER_AGAIN],
  [[21610], OPTED_OUT],
  [[21602, 21603, 21604, 21617, 21606, 21612, 21408, 21910, 30004, 30007, 63013, 63021], OPERATOR],
  [[21655, 21656, 63027, 63028, 63040, 63041, 63042], OPERATOR],
  [[20003, 20005, 30002], STOP_CHANNEL],
  [[30003, 30036, 63049], OTHER_ROUTE],
  [[63016], TEMPLATE],
  [[20429, 63010, 63012], TRY_AGAIN],
  [[30008], ONCE],
  [[21611, 30001, 63017, 63018, 63038], SLOW_DOWN],
]

describe('a refusal', () => {
  test.each(TABLE.flatMap(([codes, expected]) => codes.map((code) => [code, expected] as const)))(
    '%i is failed with %o',
    async (code, expected) => {
      const outcome = await sendWith({ answer: 'error', code })
      expect(outcome).toEqual({ outcome: 'failed', code: String(code), words: expect.any(String), ...expected })
      expect(both.standIn.sent).toEqual([])
    },
  )

  test('in the form of RFC 9457 is read like any other', async () => {
    expect(await sendWith({ answer: 'problem', code: 21211, status: 400 })).toMatchObject({
      outcome: 'failed',
      code: '21211',
      suppress: 'unreachable',
    })
  })

  test('with a code that nobody knows is for the operator', async () => {
    expect(await sendWith({ answer: 'error', code: 29999 })).toEqual({
      outcome: 'failed',
      retry: false,
      code: '29999',
      words: 'Twilio refuses: see twilio.com/docs/api/errors/29999',
    })
  })

  test.each([
    [301, 'HTTP 301'],
    [404, 'HTTP 404'],
    [413, 'HTTP 413'],
  ])('with a page and HTTP %i is for the operator: %s', async (status, code) => {
    expect(await sendWith({ answer: 'html', status, stored: false })).toMatchObject({
      outcome: 'failed',
      retry: false,
      code,
    })
  })

  test.each([401, 403])('with a page and HTTP %i is one of the credentials', async (status) => {
    expect(await sendWith({ answer: 'html', status, stored: false })).toMatchObject({ code: '20003', retry: true })
  })

  test.each<[string, Fault, number | undefined]>([
    ['seconds', { answer: 'error', code: 20429, retryAfter: '7' }, 7000],
    ['a date', { answer: 'error', code: 20429, retryAfter: new Date(NOW + 9000).toUTCString() }, 9000],
    ['a date that is past', { answer: 'error', code: 20429, retryAfter: new Date(NOW - 9000).toUTCString() }, 0],
    ['a day', { answer: 'error', code: 20429, retryAfter: '86400' }, 3_600_000],
    ['nonsense', { answer: 'error', code: 20429, retryAfter: 'soon' }, undefined],
    ['seconds on a page', { answer: 'html', status: 429, stored: false, retryAfter: '3' }, 3000],
  ])('that tells to come back after %s', async (_, fault, retryAfter) => {
    const outcome = await sendWith(fault)
    expect(outcome).toMatchObject({ outcome: 'failed', retry: true, code: '20429' })
    expect(outcome).toHaveProperty('words')
    expect('retryAfter' in outcome ? outcome.retryAfter : undefined).toBe(retryAfter)
  })

  test('429 with a code of its own keeps it', async () => {
    const outcome = await sendWith({ answer: 'error', code: 21611, status: 429, retryAfter: '5' })
    expect(outcome).toMatchObject({ outcome: 'failed', retry: true, code: '21611', retryAfter: 5000 })
  })
})

describe('an answer that is lost', () => {
  test.each<[string, Fault]>([
    ['the connection is reset after sending', { answer: 'reset' }],
    ['the connection is reset, nothing was stored', { answer: 'reset', stored: false }],
    ['the 201 breaks off', { answer: 'truncated' }],
    ['the 201 holds half the JSON', { answer: 'half' }],
    ['the 200 is a page', { answer: 'html', status: 200 }],
    ['the 201 is JSON without a sid', { answer: 'empty' }],
    ['HTTP 408', { answer: 'html', status: 408 }],
    ['HTTP 500 with a page', { answer: 'html', status: 500 }],
    ['HTTP 502', { answer: 'html', status: 502 }],
    ['HTTP 504', { answer: 'html', status: 504 }],
    ['HTTP 500 with code 20500', { answer: 'error', code: 20500 }],
    ['HTTP 503 with code 20503', { answer: 'error', code: 20503 }],
    ['HTTP 500 as RFC 9457', { answer: 'problem', code: 20500, status: 500 }],
  ])('%s: unknown', async (_, fault) => {
    expect(await sendWith(fault)).toEqual({ outcome: 'unknown', words: expect.any(String) })
    expect(both.standIn.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })
})

describe('an answer that does not come in time', () => {
  test.each<[string, Fault]>([
    ['it never begins', { answer: 'silent' }],
    ['it never ends', { answer: 'drip' }],
  ])('%s: unknown', async (_, fault) => {
    await again({}, { timeout: 250 })
    expect(await sendWith(fault)).toEqual({ outcome: 'unknown', words: 'no answer in time' })
  })
})

describe('a request that never left', () => {
  test('is failed and may be tried again: the connection is refused', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    await again({ TWILIO_API_URL: `http://127.0.0.1:${port}` })
    const outcome = await both.desk.gateway.send(outgoing())
    expect(outcome).toMatchObject({ outcome: 'failed', retry: true, code: 'ECONNREFUSED' })
    expect(both.desk.gateway.state()).toMatchObject({ state: 'unreachable', words: expect.any(String) })
  })

  test.each(['ENOTFOUND', 'EAI_AGAIN'])('is failed and may be tried again: %s', (code) => {
    const thrown = Object.assign(new Error('getaddrinfo'), { isAxiosError: true, code })
    expect(outcomeOf(thrown, NOW)).toMatchObject({ outcome: 'failed', retry: true, code })
  })
})

describe('a secure connection that does not come about', () => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  /** Something listens where Twilio should, and counts the requests that reach it. */
  const listening = async (server: Server) => {
    let requests = 0
    server.on('request', (_request, response) => {
      requests += 1
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => server.close())
    await again({ TWILIO_API_URL: `https://localhost:${(server.address() as AddressInfo).port}` })
    return () => requests
  }

  test('was no request where nobody vouches for the certificate: failed, and may be tried again', async () => {
    const requests = await listening(createTlsServer(selfSigned()))
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({
      outcome: 'failed',
      retry: true,
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      words: expect.stringContaining('certificate'),
    })
    expect(both.desk.gateway.state()).toMatchObject({ state: 'unreachable' })
    expect(requests()).toBe(0)
    expect(await both.desk.gateway.find(outgoing())).toMatchObject({ outcome: 'unknown' })
  })

  test('is unknown where something else than TLS answers', async () => {
    const requests = await listening(createServer())
    expect(await both.desk.gateway.send(outgoing())).toMatchObject({ outcome: 'unknown' })
    expect(requests()).toBe(0)
  })

  test.each(['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'])(
    'was no request: %s',
    (code) => {
      const thrown = Object.assign(new Error('certificate'), { isAxiosError: true, code })
      expect(outcomeOf(thrown, NOW)).toMatchObject({ outcome: 'failed', retry: true, code })
    },
  )

  test.each(['EPROTO', 'ECONNRESET', 'ERR_SSL_BAD_RECORD_TYPE'])(
    'that breaks later may have carried it: %s',
    (code) => {
      const thrown = Object.assign(new Error('broken'), { isAxiosError: true, code })
      expect(outcomeOf(thrown, NOW)).toMatchObject({ outcome: 'unknown', words: expect.stringContaining(code) })
    },
  )
})

describe('the state of the gateway', () => {
  test('is ready before the first message', () => {
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
  })

  test('is refused while the credentials are, with one alarm, until a message goes out', async () => {
    const { desk, standIn } = both
    standIn.fail({ answer: 'error', code: 20003, always: true })
    for (const id of [1, 2, 3]) {
      expect(await desk.gateway.send(outgoing({ id }))).toMatchObject({ outcome: 'failed', code: '20003', retry: true })
      desk.pass(5 * 60_000)
    }
    expect(desk.gateway.state()).toEqual({
      state: 'refused',
      words: 'Twilio refuses the credentials: check TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and its secret',
    })
    expect(desk.alarms).toEqual([{ name: 'account', words: expect.stringContaining('menolak akun'), over: false }])
    standIn.mend()
    for (const id of [4, 5]) expect(await desk.gateway.send(outgoing({ id }))).toMatchObject({ outcome: 'done' })
    expect(desk.gateway.state()).toEqual({ state: 'ready' })
    expect(desk.alarms.slice(1)).toEqual([{ name: 'account', words: 'Twilio menerima pesan kembali.', over: true }])
  })

  test('is not harmed when the alarm cannot be told', async () => {
    both.desk.loseDatabase()
    await sendWith({ answer: 'error', code: 20003 })
    expect(both.desk.gateway.state()).toMatchObject({ state: 'refused' })
    both.desk.findDatabase()
    both.desk.pass(5 * 60_000)
    expect(await sendWith()).toMatchObject({ outcome: 'done' })
  })

  test.each<[string, Fault]>([
    ['one bad number', { answer: 'error', code: 21211 }],
    ['a lost answer', { answer: 'reset' }],
  ])('is not changed by %s', async (_, fault) => {
    await sendWith(fault)
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
  })
})
