/** The whole desk behind the phone gateway: signed webhooks come in, answers are read at a stand-in; WhatsApp is simulated. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Cable, cableTo } from '../harness/cable.ts'
import { MONDAY_1405, newDatabase, TestDesk } from '../harness/desk.ts'
import { DEVICE, ENVIRONMENT, PASSWORD, PERSON, SIGNING_KEY, USER } from '../smsgate/desk.ts'
import { SmsPhones } from '../smsgate/phones.ts'
import { localTime, type StandIn, startStandIn } from '../smsgate/stand-in.ts'

let standIn: StandIn
let cable: Cable & { remove(): Promise<void> }
let desk: TestDesk
let phones: SmsPhones

const PEOPLE = [
  'people:',
  '  - {name: Wulan, role: call_taker, phone: 0811-0000-0001, channels: [sms]}',
  '  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [sms, whatsapp]}',
  '  - {name: Bagas, role: jasnita, phone: 0811-0000-0007, channels: [whatsapp]}',
  '  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [whatsapp]}',
].join('\n')

interface More {
  readonly database?: string
  readonly deskFile?: string
  readonly environment?: Record<string, string>
  readonly allowErrors?: RegExp
}

async function start(more: More = {}): Promise<void> {
  const environment = { ...ENVIRONMENT, SMSGATE_URL: cable.url, SIMULATOR: 'on', ...more.environment }
  desk = await TestDesk.start({ deskFile: PEOPLE, ...more, environment })
  phones = new SmsPhones(desk, standIn)
}

beforeEach(async () => {
  standIn = await startStandIn({
    user: USER,
    password: PASSWORD,
    signingKey: SIGNING_KEY,
    device: DEVICE,
    now: Date.now,
  })
  cable = await cableTo(standIn.url)
})
afterEach(async () => {
  try {
    await desk.close()
    expect(phones.unread(), 'messages that nobody expected').toEqual([])
  } finally {
    await cable.remove()
    await standIn.stop()
  }
})

const REPORT = 'LAPOR PC 2 tidak bisa login'
const statuses = async (number = 1) =>
  (await desk.ticket(number)).messages
    .filter(({ direction }: { direction: string }) => direction === 'out')
    .map(({ status }: { status: string }) => status)

describe('a ticket', () => {
  test('goes from an SMS to its confirmation', async () => {
    await start()
    await phones.says('Wulan', REPORT)
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    await phones.says('Ratna', 'TERIMA')
    phones.hears({ Ratna: '1', Wulan: '1' })
    await phones.says('Ratna', 'SELESAI 1 service dijalankan ulang')
    phones.hears({ Ratna: '1', Wulan: 'YA 1' })
    await phones.says('Wulan', 'YA')
    phones.hears({ Wulan: '1', Ratna: '1' })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', channel: 'sms' })
    await desk.hears({})
  })

  test('is answered under our own id, and receipts move its messages forward and never back', async () => {
    await start()
    await phones.says('Wulan', REPORT)
    const both = phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    const ids = (await desk.ticket(1)).messages.flatMap(({ direction, id }: { direction: string; id: string }) =>
      direction === 'out' ? [String(id)] : [],
    )
    expect(both.map((sent) => sent.id.split('-')[2]).toSorted()).toEqual(ids.toSorted())
    const urgency = both.map(({ priority, ttl, withDeliveryReport }) => ({ priority, ttl, withDeliveryReport }))
    expect(urgency).toContainEqual({ priority: 100, ttl: 900, withDeliveryReport: true })
    for (const sent of both) {
      await phones.tells('sms:delivered', sent, { deliveredAt: localTime(Date.now()) })
      await phones.tells('sms:sent', sent, { partsCount: 1, sentAt: localTime(Date.now()) })
    }
    expect(await statuses()).toEqual(['delivered', 'delivered'])
  })

  test('comes once, also from an SMS that the app posts twenty times at once', async () => {
    await start()
    const envelope = standIn.envelope('sms:received', standIn.sms(PERSON, REPORT))
    const answers = await Promise.all(Array.from({ length: 20 }, () => standIn.post(desk.url, envelope)))
    expect(answers).toEqual(Array(20).fill({ status: 200, body: '' }))
    await desk.settle()
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('may come by MMS, larger than other webhooks may be, and keeps its picture', async () => {
    await start()
    const data = Buffer.alloc(1_500_000, 7).toString('base64')
    const photo = { partId: 1, contentType: 'image/jpeg', name: 'layar.jpg', size: 1_500_000, data }
    const mms = {
      messageId: 'mms_1',
      sender: PERSON,
      body: REPORT,
      attachments: [photo],
      receivedAt: localTime(Date.now()),
    }
    const answer = await standIn.post(desk.url, standIn.envelope('mms:downloaded', mms))
    expect(answer).toEqual({ status: 200, body: '' })
    await desk.settle()
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    expect((await desk.ticket(1)).attachments).toMatchObject([{ mimeType: 'image/jpeg' }])
  })

  test('is never made by what nobody has signed, and the log holds nothing of it', async () => {
    await start()
    const forged = standIn.envelope('sms:received', standIn.sms(PERSON, `${REPORT} rahasia7`))
    expect(await standIn.post(desk.url, forged, { key: 'foreign' })).toEqual({ status: 403, body: 'Forbidden' })
    await desk.settle()
    expect(await desk.tickets()).toEqual([])
    expect(JSON.stringify(desk.log)).not.toMatch(/rahasia7|81100000001/)
  })
})

describe('a message that the phone could not send', () => {
  test('goes out by the person’s next channel when it is urgent', async () => {
    await start()
    await phones.says('Wulan', REPORT)
    const notice = phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' }).find(({ priority }) => priority === 100)
    await phones.tells('sms:failed', notice!, { failedAt: localTime(Date.now()), reason: 'TTL expired' })
    await phones.tells('sms:failed', notice!, { failedAt: localTime(Date.now()), reason: 'TTL expired' })
    await desk.hears({ Ratna: 'Laporan baru No. 1' })
  })

  test('for a reason that passes is tried again with longer waits, where the person has no other way', async () => {
    await start()
    await phones.says('Wulan', 'DAFTAR')
    for (const seconds of [15, 30]) {
      const [sent] = phones.hears({ Wulan: 'Tidak ada tiket terbuka' })
      const failed = { failedAt: localTime(Date.now()), reason: 'GENERIC_FAILURE' }
      await phones.tells('sms:failed', sent!, failed)
      await desk.advance(`PT${seconds - 10}S`)
      phones.hears({})
      await desk.advance('PT20S')
    }
    const [last] = phones.hears({ Wulan: 'Tidak ada tiket terbuka' })
    await phones.tells('sms:delivered', last!, { deliveredAt: localTime(Date.now()) })
    expect(standIn.sent.map(({ id }) => id)).toHaveLength(3)
  })

  test('again and again is told to the supervisor in time; once the ticket has ended it is not sent any more', async () => {
    await start({ deskFile: PEOPLE.replace('[sms, whatsapp]', '[sms]') })
    const fails = async (expected: Parameters<SmsPhones['hears']>[0]) => {
      const to = desk.phone('Ratna').address
      const sent = phones.hears(expected).find(({ phoneNumbers }) => phoneNumbers.includes(to))
      const failed = { failedAt: localTime(Date.now()), reason: 'GENERIC_FAILURE' }
      if (sent) await phones.tells('sms:failed', sent, failed)
    }
    const heardByYudi = async () =>
      (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Yudi').address).map(({ text }) => text)
    await phones.says('Wulan', REPORT)
    await fails({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    await desk.advance('PT20S')
    await fails({ Ratna: 'Laporan baru 1' })
    expect(await heardByYudi()).toEqual([])
    await desk.advance('PT45S')
    await fails({ Ratna: 'Laporan baru 1' })
    expect(await heardByYudi()).toEqual([expect.stringContaining('Ratna (Kepala Seksi) tidak dapat dihubungi')])
    await phones.says('Wulan', 'BATAL 1 salah kirim')
    phones.hears({ Wulan: 'dibatalkan', Ratna: 'dibatalkan' })
    await desk.advance('PT5M')
    phones.hears({})
    await desk.readsAll()
  })

  test('and whose answer was lost is looked up, and not sent twice', async () => {
    await start()
    standIn.fail({ answer: 'reset' }, { answer: 'truncated' })
    await phones.says('Wulan', REPORT)
    await desk.advance('PT1M')
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
    expect(await statuses()).toEqual(['sent', 'sent'])
    expect(standIn.requests.filter((line) => line.startsWith('GET'))).toHaveLength(2)
  })

  test('and never arrived is sent again, once', async () => {
    await start()
    standIn.fail({ answer: 'reset', stored: false })
    await phones.says('Wulan', 'DAFTAR')
    phones.hears({})
    await desk.advance('PT1M')
    phones.hears({ Wulan: 'Tidak ada tiket terbuka' })
  })
})

test('while the phone gateway is down an urgent message takes the other channel, and the rest follows later', async () => {
  await start()
  await cable.cut()
  await phones.says('Wulan', REPORT)
  phones.hears({})
  await desk.hears({ Ratna: 'Laporan baru No. 1' })
  const { gateways } = await desk.get<{ gateways: Record<string, { state: string }> }>('/readyz')
  expect(gateways.smsgate).toMatchObject({ state: 'unreachable' })
  await cable.mend()
  await desk.advance('PT1M')
  phones.hears({ Wulan: 'No. 1' })
  await desk.hears({})
})

test('while the credentials are refused an urgent message takes the other channel, and the log says so once', async () => {
  desk = await TestDesk.start({
    deskFile: PEOPLE,
    environment: { ...ENVIRONMENT, SMSGATE_URL: cable.url, SMSGATE_PASSWORD: 'another', SIMULATOR: 'on' },
    allowErrors: /refuses the credentials|alarm was raised/,
  })
  phones = new SmsPhones(desk, standIn)
  await phones.says('Wulan', REPORT)
  await phones.says('Wulan', 'STATUS')
  const heard = (await desk.readsAll()).map(({ text }) => text)
  expect(heard.filter((text) => text.includes('Laporan baru No. 1'))).toHaveLength(1)
  // No admin is named: Kepala Seksi and supervisor are told, once each.
  expect(heard.filter((text) => text.includes('menolak kata sandi'))).toHaveLength(2)
  const errors = desk.log.filter(({ level }) => level === 'error')
  expect(errors.filter(({ words }) => words.includes('refuses the credentials'))).toHaveLength(1)
})

test('a phone that does not ping while the clock is moved by half an hour is told of by the other channel', async () => {
  await start({ allowErrors: /alarm was raised/ })
  const ping = () => standIn.post(desk.url, standIn.envelope('system:ping', {}))
  await ping()
  await desk.advance('PT10M')
  await ping()
  await desk.advance('PT10M')
  await desk.hears({})
  await desk.advance('PT20M')
  // No admin is named.
  await desk.hears({ Ratna: 'tidak ada kabar dari ponsel SMS', Yudi: 'tidak ada kabar dari ponsel SMS' })
  await ping()
  await desk.settle()
  await desk.hears({ Ratna: 'SMS berjalan lagi', Yudi: 'SMS berjalan lagi' })
})

test('while the database is away the phone is answered with 503, and its next try is one message', async () => {
  const database = await newDatabase()
  const line = await cableTo(database)
  await start({ database, environment: { DATABASE_URL: line.url, SIMULATOR_NOW: MONDAY_1405 } })
  const envelope = standIn.envelope('sms:received', standIn.sms(PERSON, `${REPORT} rahasia7`))
  await line.cut()
  const tries = await standIn.postUntilTaken(desk.url, envelope, async (answer) => {
    expect(answer).toEqual({ status: 503, body: '' })
    await line.mend()
  })
  expect(tries).toBeGreaterThan(1)
  await desk.settle()
  phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru 1' })
  expect(JSON.stringify(desk.log)).not.toMatch(/rahasia7|81100000001/)
  await desk.stop()
  await line.remove()
})
