/** One sender floods the webhook: it is slowed down, and everybody else is heard as before. */
import { afterEach, expect, test } from 'vitest'
import { PER_SENDER } from '../../queues/flood.ts'
import { TestDesk } from '../harness/desk.ts'
import { ACCOUNT, ENVIRONMENT, PUBLIC_URL, TOKEN } from '../twilio/desk.ts'
import { TwilioPhones } from '../twilio/phones.ts'
import { startTwilioStandIn } from '../twilio/stand-in.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const FLOODER = '+6281100000099'
const TOO_MANY = PER_SENDER.burst + 100

test('a flood is answered with 429 above the limit, a report in its midst becomes a ticket at once', async () => {
  const standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    now: Date.now,
  })
  stops.push(standIn.stop)
  const desk = await TestDesk.start({
    environment: { ...ENVIRONMENT, TWILIO_API_URL: standIn.url, SIMULATOR: 'on' },
  })
  stops.push(() => desk.close())
  const phones = new TwilioPhones(desk, standIn)

  const flood = Promise.all(Array.from({ length: TOO_MANY }, () => phones.types(FLOODER, 'sms', 'ok')))
  const report = await phones.types('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
  expect(report.status).toBe(200)
  const statuses = (await flood).map(({ status }) => status)
  const slowed = statuses.filter((status) => status === 429).length
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
  // While they came the sender gained a few more.
  expect(slowed).toBeGreaterThan(0)
  expect(slowed).toBeLessThanOrEqual(TOO_MANY - PER_SENDER.burst)

  await desk.settle()
  phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  expect(desk.log.filter(({ level }) => level === 'error')).toEqual([])
})
