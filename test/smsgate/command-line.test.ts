/** The operator's commands that every gateway has, with the phone gateway behind them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Workplace } from '../cli/desk.ts'
import { newDatabase } from '../harness/desk.ts'
import { DEVICE, ENVIRONMENT, PASSWORD, SIGNING_KEY, USER } from './desk.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

const PHONE = '+6281234567890'

let place: Workplace
let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({
    user: USER,
    password: PASSWORD,
    signingKey: SIGNING_KEY,
    device: DEVICE,
    now: Date.now,
  })
  place = await Workplace.make({
    ...(ENVIRONMENT as Readonly<Record<string, string>>),
    SMSGATE_URL: standIn.url,
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATABASE_URL: await newDatabase(),
  })
})
afterEach(async () => {
  await standIn.stop()
  await place.leave()
})

test('send-test sends at a database that is still empty, and names the installation once', async () => {
  for (const count of [1, 2]) {
    const ran = await place.desk(['send-test', PHONE])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^smsgate, sms to 0812-xxxx-x890: taken by the provider as desk-/)
    expect(standIn.sent).toHaveLength(count)
  }
  const [first, second] = standIn.sent.map(({ id }) => id.split('-'))
  expect(first?.[1]).toBe(second?.[1])
  expect(first?.[2]).not.toBe(second?.[2])
})

test('doctor asks for credentials, phone and webhooks, and sends nothing', async () => {
  const { out } = await place.desk(['doctor'])
  expect(out).toMatch(/^ok +channel: sms +smsgate$/m)
  expect(out).toMatch(/^ok +smsgate: phone gateway +the credentials are accepted$/m)
  expect(out).toMatch(/^ok +smsgate: phone +one phone sends and receives$/m)
  expect(out).toMatch(/^missing +smsgate: webhooks +sms:received, .*`npm run desk -- smsgate setup`$/m)
  await place.desk(['smsgate', 'setup'])
  expect((await place.desk(['doctor'])).out).toMatch(/^ok +smsgate: webhooks +registered for http:/m)
  expect(standIn.sent).toEqual([])
})
