/** One sender floods the webhook: it is slowed down, and everybody else is heard as before. */
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { CONVERSATION_LOCK } from '../../db/conversations.ts'
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

async function start() {
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
  return { standIn, desk, phones }
}

test('a flood is answered with 429 above the limit, a report in its midst becomes a ticket at once', async () => {
  const { desk, phones } = await start()

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

test('while the messages of one sender who floods stand still, another is answered', async () => {
  const { standIn, desk, phones } = await start()
  await phones.types('Dimas', 'sms', 'STATUS')
  await desk.settle()
  const dimas = desk.phone('Dimas').address
  const client = new pg.Client(desk.database)
  await client.connect()
  stops.push(() => client.end())
  await client.query('select pg_advisory_lock($1, id) from conversations where address = $2', [
    CONVERSATION_LOCK,
    dimas,
  ])
  for (let n = 1; n <= 40; n += 1) await phones.types('Dimas', 'sms', 'STATUS')
  const before = standIn.sent.filter(({ to }) => to === dimas).length
  await phones.types('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
  const wulan = desk.phone('Wulan').address
  await expect.poll(() => standIn.sent.some(({ to }) => to === wulan), { timeout: 20_000, interval: 20 }).toBe(true)
  const { rows } = await client.query("select count(*)::int as waiting from inbox where state = 'new'")
  expect(rows).toEqual([{ waiting: 40 }])
  await client.query('select pg_advisory_unlock_all()')
  await desk.settle()
  expect(standIn.sent.filter(({ to }) => to === dimas).length).toBeGreaterThan(before)
})

test('one sender who floods with emergencies is passed on so often, and the log says that it ends there', async () => {
  const desk = await TestDesk.start()
  stops.push(() => desk.close())
  const citizen = desk.phone('+6281234567890')
  for (let n = 1; n <= 33; n += 1) await citizen.says(`tolong kebakaran di jalan ${n}`)
  const relayed = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
  expect(relayed.map(({ text }) => /jalan (\d+)/.exec(text)?.[1])).toEqual(
    Array.from({ length: 30 }, (_, at) => String(at + 1)),
  )
  expect(desk.log.filter(({ words }) => words.includes('floods with emergencies'))).toHaveLength(3)
  await desk.advance('PT11M')
  await citizen.says('tolong ada kecelakaan')
  expect((await desk.readsAll()).map(({ phone }) => phone)).toContain(desk.phone('Wulan').address)
})
