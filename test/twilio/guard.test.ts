import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT, outgoing, PUBLIC_URL, startBoth, TOKEN } from './desk.ts'
import { encode, type Fields, sign } from './sign.ts'
import type { Answer, Odd } from './stand-in.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeAll(async () => {
  both = await startBoth()
  await both.desk.gateway.send(outgoing())
})
afterAll(() => both.stop())

const REFUSED = { status: 403, body: 'Forbidden' }
const validForm = 'A'.repeat(27)

const CASES: readonly (readonly [string, Fields, Odd, string])[] = [
  ['without a signature', {}, { signature: null }, 'no signature'],
  ['with an empty signature', {}, { signature: '' }, 'not a signature'],
  ['with something else for a signature', {}, { signature: 'Basic abc' }, 'not a signature'],
  ['with a wrong signature', {}, { signature: `${validForm}=` }, 'wrong signature'],
  ['signed with a foreign token', {}, { token: 'foreign' }, 'wrong signature'],
  ['of a foreign account', { AccountSid: `AC${'f'.repeat(32)}` }, {}, 'another account'],
  ['of no account', { AccountSid: '' }, {}, 'another account'],
  ['with bodySHA256 in the query', {}, { query: 'bodySHA256=00' }, 'bodySHA256 in the query'],
  ['with bodySHA256 written otherwise', {}, { query: 'body%53ha256=00' }, 'bodySHA256 in the query'],
  ['that is far too large', { Body: 'x'.repeat(200_000) }, {}, 'too large'],
]

const ROUTES: Readonly<Record<string, (fields: Fields, odd: Odd) => Promise<Answer>>> = {
  message: (fields, odd) => both.standIn.sendMessage(both.desk.url, fields, odd),
  status: (fields, odd) => both.standIn.sendStatus(both.desk.url, both.standIn.sent[0]!.sid, 'sent', fields, odd),
  voice: async (fields, odd) => (await both.standIn.call(both.desk.url, fields, odd)).answer,
  'voice/recording': async (fields, odd) => {
    const call = await both.standIn.call(both.desk.url, { CallSid: 'CA1' })
    return call.speaks().completed(fields, odd)
  },
}

describe.each(Object.keys(ROUTES))('/webhooks/twilio/%s', (route) => {
  const post = (fields: Fields, odd: Odd) => ROUTES[route]!(fields, odd)
  const stored = () => [...both.desk.accepted.filter(({ providerId }) => providerId !== 'CA1'), ...both.desk.attached]

  test.each(CASES)('refuses a call %s', async (_, fields, odd, why) => {
    const logged = both.desk.log.length
    expect(await post(fields, odd)).toMatchObject(REFUSED)
    expect(both.desk.log.slice(logged)).toEqual([
      { level: 'warn', fields: { route: `/webhooks/twilio/${route}`, why }, words: 'webhook refused' },
    ])
    expect(stored()).toEqual([])
    expect(both.desk.receipts).toEqual([])
  })

  test('refuses a signature for another path', async () => {
    const fields = { AccountSid: ACCOUNT, MessageSid: 'SM1', From: '+6281100000001' }
    const signature = sign(TOKEN, `${PUBLIC_URL}/webhooks/twilio/other`, fields)
    expect(await post(fields, { signature })).toMatchObject(REFUSED)
  })

  test('refuses two signatures in one call', async () => {
    const fields = { AccountSid: ACCOUNT, MessageSid: 'SM1', From: '+6281100000001', MessageStatus: 'sent' }
    const path = `/webhooks/twilio/${route}`
    const signature = sign(TOKEN, PUBLIC_URL + path, fields)
    const status = await new Promise((resolve, reject) => {
      request(both.desk.url + path, { method: 'POST' }, (response) => resolve(response.resume().statusCode))
        .setHeader('x-twilio-signature', [signature, signature])
        .on('error', reject)
        .end(encode(fields))
    })
    expect(status).toBe(403)
  })
})
