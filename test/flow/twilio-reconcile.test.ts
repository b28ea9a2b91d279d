/** What webhooks did not tell the whole desk, Twilio's list does: a desk that was off misses nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SMS_FROM } from '../twilio/desk.ts'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
beforeEach(async () => {
  whole = await WholeDesk.start()
})
afterEach(() => whole.end())

const MINUTE = 60_000
const WULAN = '+6281100000001'

/** Polls until a look that began after `since` has come through: how far it came is the last that it writes. */
const looked = (since: number) =>
  expect
    .poll(
      async () => Number((await whole.rows("select value from watermarks where name = 'settled'"))[0]?.value ?? -1),
      {
        timeout: 20_000,
        interval: 20,
        message: 'the look did not come',
      },
    )
    .toBeGreaterThanOrEqual(since)

/** The desk is started again, which looks at Twilio's list at once. */
const startAgain = async () => {
  const since = await whole.desk.now()
  await whole.startAgain()
  await looked(since)
  await whole.desk.settle()
}

test('a report that came while the desk was off is registered when it starts, with the time at which it was sent', async () => {
  await looked(0)
  whole.standIn.receive({
    from: WULAN,
    to: SMS_FROM,
    body: 'LAPOR PC 2 tidak bisa login',
    createdAt: Date.now() - 130_000,
  })
  await startAgain()
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  const { registeredAt } = await whole.desk.ticket(1)
  const age = (await whole.desk.now()) - Date.parse(registeredAt)
  expect(age).toBeGreaterThan(2 * MINUTE)
  expect(age).toBeLessThan(3 * MINUTE)
  await startAgain()
  whole.phones.hears({})
  expect(await whole.rows('select count(*)::int as n from inbox')).toEqual([{ n: 1 }])
})

test('a picture that Twilio has no more is known to have been there', async () => {
  await looked(0)
  const picture = (seconds: number, body: string) => {
    const createdAt = Date.now() - seconds * 1000
    whole.standIn.receive({ from: WULAN, to: SMS_FROM, body, createdAt, media: ['image/png'] })
  }
  picture(140, 'LAPOR PC 2 tidak bisa login')
  whole.standIn.fail({ of: 'media', answer: 'error', code: 20404 })
  await startAgain()
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  expect((await whole.desk.ticket(1)).attachments).toMatchObject([
    { mimeType: 'application/octet-stream', unavailable: 'lampiran tidak tersedia' },
  ])
})

test('what was delivered or failed without a callback is learnt, and acted on', async () => {
  await looked(0)
  await whole.phones.says('Wulan', 'sms', 'DAFTAR')
  await whole.phones.says('Dimas', 'sms', 'DAFTAR')
  const [first, second] = whole.phones.hears({ 'Wulan sms': 'Tidak ada', 'Dimas sms': 'Tidak ada' })
  await whole.desk.advance('PT3M')
  Object.assign(first ?? {}, { status: 'delivered' })
  Object.assign(second ?? {}, { status: 'undelivered', errorCode: 30005 })
  await startAgain()
  whole.phones.hears({ 'Dimas whatsapp': 'Tidak ada' })
  expect(await whole.outcomes()).toEqual(['sms delivered', 'sms failed 30005', 'whatsapp sent'])
  await startAgain()
  expect(await whole.rows('select status from receipts order by 1')).toEqual([
    { status: 'delivered' },
    { status: 'failed' },
  ])
})

test('a desk that stops breaks off a look that gets no answer', async () => {
  await looked(0)
  whole.standIn.fail({ of: 'list', answer: 'silent', always: true })
  const asked = whole.standIn.waitForRequest(/^GET .*Messages\.json$/)
  await whole.startAgain()
  await asked
  const from = performance.now()
  await whole.desk.stop()
  expect(performance.now() - from).toBeLessThan(3_000)
  whole.standIn.mend()
})
