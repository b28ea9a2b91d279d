/** `send-test`: one message by the real gateway, and what became of it in words. */
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDatabase } from '../harness/desk.ts'
import { ACCOUNT, NOW, TOKEN } from '../twilio/desk.ts'
import { startTwilioStandIn, type TwilioStandIn } from '../twilio/stand-in.ts'
import { Workplace } from './desk.ts'

const PHONE = '+6281234567890'
const PUBLIC_URL = 'https://desk.example.org'
let place: Workplace
let standIn: TwilioStandIn
let databaseUrl: string
beforeEach(async () => {
  standIn = await startTwilioStandIn({ accountSid: ACCOUNT, authToken: TOKEN, publicUrl: PUBLIC_URL, now: () => NOW })
  databaseUrl = await newDatabase()
  place = await Workplace.make({
    DATABASE_URL: databaseUrl,
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_SMS_FROM: '+12025550100',
    TWILIO_WHATSAPP_FROM: '+12025550101',
    TWILIO_API_URL: standIn.url,
    PUBLIC_URL,
  })
})
afterEach(async () => {
  await standIn.stop()
  await place.leave()
})

test('sends one message to the number, which is masked on the screen', async () => {
  const ran = await place.desk(['send-test', '0812-3456-7890', '--channel', 'sms'])
  expect(ran).toMatchObject({ code: 0, err: '' })
  expect(ran.out).toMatch(/^twilio, sms to 0812-xxxx-x890: taken by the provider as SM/)
  expect(standIn.sent.map(({ to, from, body }) => ({ to, from, body }))).toEqual([
    { to: PHONE, from: '+12025550100', body: 'Uji coba dari help desk Cirebon Siaga 112. Tidak perlu dibalas.' },
  ])
})

test('without a channel the first that is carried is taken', async () => {
  await place.desk(['send-test', PHONE])
  expect(standIn.sent.map(({ to }) => to)).toEqual([`whatsapp:${PHONE}`])
})

test('a refusal is told with its code and what to do', async () => {
  standIn.fail({ answer: 'error', code: 21614 })
  const ran = await place.desk(['send-test', PHONE, '--channel', 'sms'])
  expect(ran.code).toBe(1)
  expect(ran.out).toContain('not sent (21614): the number is not a mobile number')
})

test('a lost answer is told as unknown, and nothing is sent again', async () => {
  standIn.fail({ answer: 'truncated' })
  const ran = await place.desk(['send-test', PHONE, '--channel', 'sms'])
  expect(ran.code).toBe(1)
  expect(ran.out).toContain('Look at the phone before you try again')
  expect(standIn.sent).toHaveLength(1)
})

test('who wants no messages gets none', async () => {
  await place.put('people.csv', `name,role,phone\nWulan,call_taker,${PHONE}\n`)
  await place.desk(['people', 'import', place.path('people.csv')])
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query('update people set opted_out_at = now()')
  await client.end()
  const ran = await place.desk(['send-test', PHONE])
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toContain('0812-xxxx-x890 wants no messages (BERHENTI)')
  expect(standIn.sent).toEqual([])
})

test('what is no number is refused before anything is done', async () => {
  const ran = await place.desk(['send-test', '112'])
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toContain('this is no telephone number (a short code, not a telephone)')
  expect(standIn.sent).toHaveLength(0)
})

test('without a gateway it says which variables to set', async () => {
  const bare = await Workplace.make({ DATABASE_URL: await newDatabase() })
  const ran = await bare.desk(['send-test', PHONE])
  expect(ran.code).toBe(1)
  expect(ran.err).toContain('no gateway is configured: set the SMSGATE_ or the TWILIO_ variables')
  await bare.leave()
})
