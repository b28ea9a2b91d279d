/** The whole desk behind Twilio: signed forms come in, answers are read at a stand-in of Twilio's Messages resource. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cableTo } from '../harness/cable.ts'
import { MONDAY_1405, newDatabase, TestDesk } from '../harness/desk.ts'
import { ACCOUNT, ALWAYS_OPEN, ENVIRONMENT, NEXT_TOKEN, PUBLIC_URL, TEXTS, TOKEN } from '../twilio/desk.ts'
import { TwilioPhones } from '../twilio/phones.ts'
import { startTwilioStandIn, type TwilioStandIn } from '../twilio/stand-in.ts'
import { wib } from './path.ts'

let standIn: TwilioStandIn
let desk: TestDesk
let phones: TwilioPhones

async function start(more: { database?: string; environment?: Record<string, string> } = {}): Promise<void> {
  const environment = { ...ENVIRONMENT, TWILIO_API_URL: standIn.url, SIMULATOR: 'on', ...more.environment }
  desk = await TestDesk.start({ ...more, environment, deskFile: ALWAYS_OPEN })
  phones = new TwilioPhones(desk, standIn)
}

beforeEach(async () => {
  const own = { accountSid: ACCOUNT, authToken: TOKEN, publicUrl: PUBLIC_URL }
  standIn = await startTwilioStandIn({ ...own, now: Date.now, templates: TEXTS })
})
afterEach(async () => {
  try {
    await desk.close()
    expect(phones.unread(), 'messages that nobody expected').toEqual([])
  } finally {
    await standIn.stop()
  }
})

const REPORT = 'LAPOR PC 2 tidak bisa login'
const status = (sid: string, word: string, more = {}) => standIn.sendStatus(desk.url, sid, word, more)
const statuses = async (number = 1) =>
  (await desk.ticket(number)).messages
    .filter(({ direction }: { direction: string }) => direction === 'out')
    .map(({ status: is }: { status: string }) => is)

describe('a ticket', () => {
  test('goes from an SMS to its confirmation, by SMS and WhatsApp', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await phones.says('Ratna', 'whatsapp', 'TERIMA')
    phones.hears({ 'Ratna whatsapp': 'Tiket 1 diterima', 'Wulan whatsapp': 'sudah diterima' })
    await phones.says('Ratna', 'sms', 'PERBAIKI 1')
    phones.hears({ 'Ratna sms': '1' })
    await phones.says('Ratna', 'whatsapp', 'SELESAI 1 service dijalankan ulang')
    phones.hears({ 'Ratna whatsapp': 'dicatat teratasi', 'Wulan whatsapp': ['dinyatakan teratasi', 'YA 1'] })
    await phones.says('Wulan', 'sms', 'YA')
    phones.hears({ 'Wulan sms': 'selesai dan terkonfirmasi', 'Ratna whatsapp': 'selesai, dikonfirmasi' })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', channel: 'sms' })
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 on-time', '3 on-time', '4 on-time', '7 on-time'])
  })

  test('is chosen by the message that is quoted', async () => {
    await start()
    await phones.says('Wulan', 'whatsapp', REPORT)
    const [about] = phones
      .hears({ 'Wulan whatsapp': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
      .filter(({ body }) => body.startsWith('Laporan baru'))
    await phones.says('Dimas', 'whatsapp', 'LAPOR printer macet')
    await phones.readsAll()
    await phones.says('Ratna', 'whatsapp', 'TERIMA', { OriginalRepliedMessageSid: about?.sid ?? '' })
    phones.hears({ 'Ratna whatsapp': 'Tiket 1 diterima', 'Wulan whatsapp': 'sudah diterima' })
    expect((await desk.tickets()).map(({ state }) => state)).toEqual(['analysing', 'reported'])
  })

  test('is reminded of in desk time, and every message names where its receipt goes', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    await phones.readsAll()
    await desk.advanceTo(wib('14.08.30'))
    const [reminder] = phones.hears({ 'Ratna whatsapp': 'PENGINGAT 1' })
    expect(reminder?.statusCallback).toMatch(/^https:\/\/desk\.example\/siaga\/webhooks\/twilio\/status\?id=\d+$/)
    await status(reminder?.sid ?? '', 'delivered')
    await desk.advanceTo(wib('14.10.30'))
    phones.hears({ 'Ratna whatsapp': 'TERLAMBAT 1', 'Yudi whatsapp': 'TERLAMBAT 1' })
  })

  test('comes once, also from a message that Twilio posts twenty times at once', async () => {
    await start()
    const MessageSid = `SM${'a'.repeat(32)}`
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => phones.types('Wulan', 'sms', REPORT, { MessageSid })),
    )
    expect(answers.map(({ status: is, body }) => `${is} ${body}`)).toEqual(Array(20).fill('200 <Response/>'))
    await desk.settle()
    phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await phones.says('Wulan', 'sms', REPORT, { MessageSid })
    phones.hears({})
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('is never made by a number that nobody knows', async () => {
    await start()
    await phones.says('+6281100000099', 'sms', REPORT)
    phones.hears({
      '+6281100000099 sms': 'belum terdaftar',
      'Yudi whatsapp': '0811-0000-0099',
      'Ratna whatsapp': '0811-0000-0099',
    })
    await phones.says('+6281100000099', 'sms', REPORT)
    phones.hears({})
    expect(await desk.tickets()).toEqual([])
  })
})

describe('a webhook that Twilio did not send', () => {
  const form = { AccountSid: ACCOUNT, Body: `${REPORT} rahasia7` }
  test.each([
    ['without a signature', {}, { signature: null }, 'no signature'],
    ['with a forged signature', {}, { signature: `${'A'.repeat(27)}=` }, 'wrong signature'],
    ['signed with another token', {}, { token: 'another-token' }, 'wrong signature'],
    ['of a foreign account', { AccountSid: `AC${'f'.repeat(32)}` }, {}, 'another account'],
    ['with bodySHA256 in its query', {}, { query: 'bodySHA256=00' }, 'bodySHA256 in the query'],
  ])('%s is refused, and the log holds neither words nor number nor token', async (_what, fields, odd, why) => {
    await start()
    for (const channel of ['sms', 'whatsapp'] as const) {
      const answer = await phones.types('Wulan', channel, form.Body, { ...form, ...fields }, odd)
      expect([answer.status, answer.body]).toEqual([403, 'Forbidden'])
    }
    await desk.settle()
    expect(await desk.tickets()).toEqual([])
    const refusals = desk.log.filter(({ level }) => level === 'warn')
    expect(refusals).toEqual(
      Array(2).fill({ level: 'warn', fields: { route: '/webhooks/twilio/message', why }, words: 'webhook refused' }),
    )
    expect(JSON.stringify(desk.log)).not.toMatch(new RegExp(`rahasia7|81100000001|${TOKEN}|${NEXT_TOKEN}`))
  })

  test('moves no message, when it looks like a receipt', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    const [answer] = phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    const forged = await standIn.sendStatus(desk.url, answer?.sid ?? '', 'delivered', {}, { token: 'another-token' })
    expect(forged.status).toBe(403)
    expect(await statuses()).toEqual(['sent', 'sent'])
  })
})

test('while the token is being changed, the next one signs as well', async () => {
  await start()
  const answer = await phones.types('Wulan', 'sms', 'DAFTAR', {}, { token: NEXT_TOKEN })
  expect(answer.status).toBe(200)
  await desk.settle()
  phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
})

describe('a receipt', () => {
  test('moves a message forward, and a late one never back', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    const sids = phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' }).map(({ sid }) => sid)
    const atOnce = ['queued', 'delivered', 'sent', 'read', 'delivered', 'sent']
    const answers = await Promise.all(sids.flatMap((sid) => atOnce.map((word) => status(sid, word))))
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([])
    for (const word of ['delivered', 'sent']) await status(sids[0] ?? '', word)
    expect(await statuses()).toEqual(['read', 'read'])
  })

  test('that comes before the answer to the send counts', async () => {
    await start()
    const { promise, resolve } = Promise.withResolvers<void>()
    standIn.fail({ answer: 'late', until: promise }, { answer: 'late', until: promise })
    await phones.types('Wulan', 'sms', REPORT)
    const sent = await standIn.waitForSent(2)
    for (const { sid } of sent) expect((await status(sid, 'delivered')).status).toBe(200)
    resolve()
    await desk.settle()
    phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    expect(await statuses()).toEqual(['delivered', 'delivered'])
  })

  test('tells of a message whose answer was lost, which is not sent again and can be quoted', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    await phones.says('Dimas', 'sms', 'LAPOR printer macet')
    await phones.readsAll()
    standIn.fail({ answer: 'reset' })
    await phones.says('Ratna', 'whatsapp', 'STATUS 1')
    const [lost] = phones.hears({ 'Ratna whatsapp': 'Menunggu diterima' })
    await status(lost?.sid ?? '', 'delivered')
    await desk.advance('PT1M')
    phones.hears({})
    await phones.says('Ratna', 'whatsapp', 'TERIMA', { OriginalRepliedMessageSid: lost?.sid ?? '' })
    phones.hears({ 'Ratna whatsapp': 'Tiket 1 diterima', 'Wulan whatsapp': 'sudah diterima' })
  })

  test('that says failed sends an urgent notice by the next channel, once', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    const notice = standIn.sent.find(({ body }) => body.startsWith('Laporan baru'))
    phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await Promise.all([1, 2, 3].map(() => status(notice?.sid ?? '', 'undelivered', { ErrorCode: '63024' })))
    await desk.settle()
    phones.hears({ 'Ratna sms': 'Laporan baru 1' })
  })

  test('that does not come within a minute does the same; where it comes, nothing more is sent', async () => {
    await start()
    await phones.says('Wulan', 'sms', REPORT)
    await phones.readsAll()
    await phones.says('Dimas', 'sms', 'LAPOR printer macet')
    phones.hears({ 'Dimas sms': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
    await desk.advance('PT2M')
    phones.hears({ 'Ratna sms': 'Laporan baru 2' })
  })
})

test('who has opted out at Twilio hears nothing more until they opt in', async () => {
  await start()
  await phones.says('Ratna', 'sms', 'STOP', { OptOutType: 'STOP' })
  phones.hears({ 'Tari whatsapp': 'Ratna menghentikan', 'Yudi whatsapp': 'Ratna menghentikan' })
  await phones.says('Wulan', 'sms', REPORT)
  phones.hears({ 'Wulan sms': 'No. 1', 'Yudi whatsapp': 'Kepala Seksi (Ratna, 0811-0000-0005) belum dapat dihubungi' })
  await phones.says('Ratna', 'sms', 'START', { OptOutType: 'START' })
  const back = 'Kepala Seksi kembali ada: Ratna'
  phones.hears({ 'Tari whatsapp': back, 'Yudi whatsapp': back })
  await phones.says('Dimas', 'sms', 'LAPOR printer macet')
  phones.hears({ 'Dimas sms': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
})

test('while the database is away Twilio is answered with 503, and its repeat is one message', async () => {
  const database = await newDatabase()
  const cable = await cableTo(database)
  await start({ database, environment: { DATABASE_URL: cable.url, SIMULATOR_NOW: MONDAY_1405 } })
  const MessageSid = `SM${'b'.repeat(32)}`
  await cable.cut()
  const away = await phones.types('Wulan', 'sms', `${REPORT} rahasia7`, { MessageSid })
  expect([away.status, away.body]).toEqual([503, ''])
  await cable.mend()
  await phones.says('Wulan', 'sms', REPORT, { MessageSid })
  await phones.says('Wulan', 'sms', REPORT, { MessageSid })
  const [answer] = phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  await cable.cut()
  expect((await status(answer?.sid ?? '', 'delivered')).status).toBe(503)
  await cable.mend()
  expect((await status(answer?.sid ?? '', 'delivered')).status).toBe(200)
  expect(await statuses()).toContain('delivered')
  expect(JSON.stringify(desk.log)).not.toMatch(/rahasia7|81100000001/)
  await desk.settle()
  await desk.stop()
  await cable.remove()
})
