/** Who is let in: the webhook's signature, its age, its device, and what a flood of bad calls does. */
import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRequest } from '../../bots/smsgate/signature.ts'
import { type Both, DEVICE, NOW, OTHER_DEVICE, PERSON, SIGNING_KEY, startBoth } from './desk.ts'
import { sign } from './sign.ts'
import type { Odd } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const SECONDS = NOW / 1000
const FIVE_MINUTES = 300
const TOO_OLD = "signed more than five minutes ago, or the phone's clock is wrong"

const sms = () => both.standIn.envelope('sms:received', both.standIn.sms(PERSON, 'rahasia7'))
const post = (odd: Odd = {}) => both.standIn.post(both.desk.url, sms(), odd)

describe('a signature', () => {
  /** Computed by another program. */
  test.each([
    [
      'hwE9lzYw',
      '{"deviceId":"d","event":"system:ping","id":"e1","payload":{},"webhookId":"w"}',
      '471559396019dd0dfa6e3a3ce4e9cf1340182c0d28bec7e732741a60dc5c8e63',
    ],
    [
      'kunci rahasia ✓',
      '{"id":"e2","event":"sms:received","payload":{"message":"halo 🚑 é","sender":"+6281100000001"}}',
      '840209ab598f84e24305ac2acfe2db4c7fa1d6c27606ceda4cc6ec0a89b58835',
    ],
  ])('of %s is the one that the app would make', (key, body, expected) => {
    const timestamp = '1764054300'
    const made = createHmac('sha256', key).update(body, 'utf8').update(timestamp, 'utf8').digest('hex')
    expect(made).toBe(expected)
    const headers = { 'x-signature': expected, 'x-timestamp': timestamp }
    const check = (raw: string) => checkRequest({ url: '', headers, body: Buffer.from(raw) }, key, 1_764_054_300_000)
    expect(check(body)).toEqual({ ok: true, signedAt: 1_764_054_300_000 })
    expect(check(`${body} `)).toEqual({ ok: false, why: 'wrong signature' })
  })

  test('may be written in capitals', async () => {
    const envelope = sms()
    const signature = sign(SIGNING_KEY, JSON.stringify(envelope), String(SECONDS)).toUpperCase()
    expect(await both.standIn.post(both.desk.url, envelope, { signature })).toMatchObject({ status: 200 })
  })

  test('covers the time: a copy with a newer time is refused', async () => {
    const envelope = sms()
    const signature = sign(SIGNING_KEY, JSON.stringify(envelope), String(SECONDS))
    const odd = { signature, timestamp: String(SECONDS + 1) }
    expect(await both.standIn.post(both.desk.url, envelope, odd)).toMatchObject({ status: 403 })
  })
})

const CASES: readonly (readonly [string, Odd, string])[] = [
  ['without a signature', { signature: null }, 'no signature'],
  ['with an empty signature', { signature: '' }, 'not a signature'],
  ['with something else for a signature', { signature: 'Basic abc' }, 'not a signature'],
  ['with a signature that is too long', { signature: 'a'.repeat(65) }, 'not a signature'],
  ['with a wrong signature', { signature: '0'.repeat(64) }, 'wrong signature'],
  ['signed with another key', { key: 'foreign' }, 'wrong signature'],
  ['without a time', { timestamp: null }, 'no time of the signature'],
  ['with a time that is none', { timestamp: 'now' }, 'no time of the signature'],
  ['with milliseconds for seconds', { timestamp: String(NOW) }, 'no time of the signature'],
  ['of five minutes and a second ago', { timestamp: String(SECONDS - FIVE_MINUTES - 1) }, TOO_OLD],
  ['of five minutes and a second ahead', { timestamp: String(SECONDS + FIVE_MINUTES + 1) }, TOO_OLD],
  ['that is far too large', { body: 'x'.repeat(5_000_000) }, 'too large'],
]

describe('a call', () => {
  test.each(CASES)('%s is refused, and the log holds nothing of it', async (_, odd, why) => {
    expect(await post(odd)).toEqual({ status: 403, body: 'Forbidden' })
    expect(both.desk.log).toEqual([
      { level: 'warn', fields: { route: '/webhooks/smsgate', why }, words: 'webhook refused' },
    ])
    expect(both.desk.accepted).toEqual([])
    expect(both.desk.watermarks).toEqual(new Map())
  })

  test.each([-FIVE_MINUTES, 0, FIVE_MINUTES])('signed %i seconds from now is taken', async (seconds) => {
    expect(await post({ timestamp: String(SECONDS + seconds) })).toEqual({ status: 200, body: '' })
  })

  test('with two signatures is refused', async () => {
    const body = JSON.stringify(sms())
    const signature = sign(SIGNING_KEY, body, String(SECONDS))
    const status = await new Promise((resolve, reject) => {
      request(`${both.desk.url}/webhooks/smsgate`, { method: 'POST' }, (response) =>
        resolve(response.resume().statusCode),
      )
        .setHeader('x-timestamp', String(SECONDS))
        .setHeader('x-signature', [signature, signature])
        .on('error', reject)
        .end(body)
    })
    expect(status).toBe(403)
  })

  test.each<[string, string, string]>([
    ['no JSON', 'rahasia7', 'not JSON in UTF-8'],
    ['half the JSON', '{"id":"rahasia7"', 'not JSON in UTF-8'],
    ['a list', '["rahasia7"]', 'missing or wrong: the body'],
    ['no id', '{"event":"sms:received","payload":"rahasia7"}', 'missing or wrong: id'],
    ['an empty id', '{"id":"","event":"sms:received"}', 'missing or wrong: id'],
    ['neither id nor event', '{"payload":{"message":"rahasia7"}}', 'missing or wrong: id, event'],
  ])('that is rightly signed and holds %s is answered with 400', async (_, body, why) => {
    expect(await post({ body })).toEqual({ status: 400, body: why })
    expect(both.desk.log).toEqual([
      { level: 'warn', fields: { route: '/webhooks/smsgate', why }, words: 'a signed webhook that cannot be read' },
    ])
  })
})

describe('the device', () => {
  beforeEach(async () => {
    await both.stop()
    both = await startBoth({ environment: { SMSGATE_DEVICE: DEVICE } })
  })

  test('that SMSGATE_DEVICE names is heard', async () => {
    expect(await post()).toMatchObject({ status: 200 })
  })

  test.each([OTHER_DEVICE, ''])('%s is refused, clearly, and counts for no heartbeat', async (deviceId) => {
    for (const event of ['sms:received', 'system:ping']) {
      const envelope = both.standIn.envelope(event, both.standIn.sms(PERSON, 'rahasia7'), { deviceId })
      expect(await both.standIn.post(both.desk.url, envelope)).toEqual({ status: 403, body: 'Forbidden' })
    }
    const why = 'signed by another device than SMSGATE_DEVICE names'
    expect(both.desk.log).toEqual([
      { level: 'warn', fields: { route: '/webhooks/smsgate', why }, words: 'webhook refused' },
    ])
    expect(both.desk.accepted).toEqual([])
    expect(both.desk.watermarks).toEqual(new Map())
  })
})

test('a flood of bad signatures is one line a minute, and the phone is heard meanwhile', async () => {
  const flood = (calls: number) => Promise.all(Array.from({ length: calls }, () => post({ key: 'foreign' })))
  const answers = await flood(300)
  expect(await post()).toMatchObject({ status: 200 })
  both.pass(60_000)
  answers.push(...(await flood(1)))
  expect(answers.filter(({ status }) => status !== 403)).toEqual([])
  const route = '/webhooks/smsgate'
  expect(both.desk.log.map(({ fields }) => fields)).toEqual([
    { route, why: 'wrong signature' },
    { route, why: 'wrong signature', unsaid: 299 },
  ])
  expect(both.desk.accepted).toHaveLength(1)
})
