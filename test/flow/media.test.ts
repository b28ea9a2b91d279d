/** Attachments behind Twilio: fetched after their report is stored, kept with their SHA-256, or not available. */
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import type { MediaFault, NewFile } from '../twilio/media-store.ts'
import { endWhole, startWhole, type Whole } from '../twilio/whole.ts'

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const SHA256 = createHash('sha256').update(JPEG).digest('hex')
const REPORT = 'LAPOR PC 2 tidak bisa login'
const REGISTERED = { 'Wulan whatsapp': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' }

afterEach(endWhole)

const urlFields = (...urls: readonly string[]) =>
  Object.fromEntries([
    ['NumMedia', String(urls.length)],
    ...urls.flatMap((url, at) => [
      [`MediaUrl${at}`, url],
      [`MediaContentType${at}`, 'image/jpeg'],
    ]),
  ])

/** Wulan reports with a picture that lies at Twilio. */
async function reportsWith({ standIn, phones, desk }: Whole, file: Partial<NewFile> = {}): Promise<void> {
  await phones.says('Wulan', 'whatsapp', REPORT, urlFields(standIn.media.keep({ content: JPEG, ...file })))
  for (const { sid } of phones.hears(REGISTERED)) await standIn.sendStatus(desk.url, sid, 'delivered')
}

const attachments = async ({ desk }: Whole) => (await desk.ticket(1)).attachments
const asked = ({ standIn }: Whole) => standIn.media.requests.filter(({ authorized }) => authorized).length

describe.each(backends())('on %s', (backend) => {
  test('an attachment is fetched, kept with its SHA-256, and served as a file', async () => {
    const whole = await startWhole({ backend })
    await reportsWith(whole)
    const [attachment] = await attachments(whole)
    expect(attachment).toEqual({ id: expect.any(Number), mimeType: 'image/jpeg', sha256: SHA256, size: JPEG.length })
    const answer = await fetch(`${whole.desk.url}/api/tickets/1/attachments/${attachment.id}`)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(JPEG)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="tiket-1-lampiran-${attachment.id}.jpg"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  test('one that fails is tried again after 10 seconds and a minute, and then is there', async () => {
    const whole = await startWhole({ backend })
    const away: MediaFault = { answer: 'status', status: 503 }
    await reportsWith(whole, { faults: [away, { answer: 'reset' }] })
    expect(await attachments(whole)).toEqual([{ id: expect.any(Number), mimeType: 'image/jpeg' }])
    await whole.desk.advance('PT9S')
    expect(asked(whole)).toBe(1)
    await whole.desk.advance('PT3S')
    expect(asked(whole)).toBe(2)
    await whole.desk.advance('PT1M')
    expect(asked(whole)).toBe(3)
    expect(await attachments(whole)).toMatchObject([{ sha256: SHA256 }])
  })

  test('one that is to be asked for later is not asked for before', async () => {
    const whole = await startWhole({ backend })
    const headers = { 'retry-after': '120' }
    await reportsWith(whole, { faults: [{ answer: 'status', status: 429, headers }] })
    await whole.desk.advance('PT110S')
    expect(asked(whole)).toBe(1)
    await whole.desk.advance('PT11S')
    expect(await attachments(whole)).toMatchObject([{ sha256: SHA256 }])
    await whole.phones.readsAll()
  })
})

describe('an attachment that cannot be had', () => {
  test('is given up after five tries: the report stands, and nobody is bothered', async () => {
    const whole = await startWhole()
    await reportsWith(whole, { always: { answer: 'status', status: 404 } })
    const { desk, phones } = whole
    await phones.says('Ratna', 'whatsapp', 'TERIMA')
    await phones.readsAll()
    await phones.says('Ratna', 'whatsapp', 'SELESAI 1 service dijalankan ulang')
    await phones.readsAll()
    await phones.says('Wulan', 'whatsapp', 'YA 1')
    await phones.readsAll()
    await desk.advance('PT1H')
    phones.hears({})
    expect(asked(whole)).toBe(5)
    const [attachment] = await attachments(whole)
    expect(attachment).toEqual({
      id: expect.any(Number),
      mimeType: 'image/jpeg',
      unavailable: 'lampiran tidak tersedia',
    })
    const answer = await fetch(`${desk.url}/api/tickets/1/attachments/${attachment.id}`)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('lampiran tidak tersedia')])
    await phones.says('Wulan', 'whatsapp', 'STATUS 1')
    phones.hears({ 'Wulan whatsapp': 'Lampiran tidak tersedia: 1' })
    expect(desk.log.filter(({ level }) => level === 'warn')).toMatchObject([
      { words: expect.stringMatching(/^an attachment is not available: HTTP 404/), fields: { attempts: 5 } },
    ])
    expect(JSON.stringify(desk.log)).not.toMatch(/api\.twilio\.com|Accounts/)
  })

  test.each([
    'http://127.0.0.1:1/',
    'http://169.254.169.254/latest/meta-data/',
    'https://api.twilio.com.evil.example/x',
    'file:///etc/passwd',
  ])('because it lies at %s is never asked for', async (url) => {
    const whole = await startWhole()
    await whole.phones.says('Wulan', 'whatsapp', REPORT, urlFields(url))
    whole.phones.hears(REGISTERED)
    expect(await attachments(whole)).toMatchObject([{ unavailable: 'lampiran tidak tersedia' }])
    expect(whole.standIn.media.requests).toEqual([])
  })

  test.each<[string, Partial<NewFile>]>([
    ['is far too large', { always: { answer: 'endless', length: 200 * 1024 * 1024 } }],
    ['leads into the network', { always: { answer: 'redirect', to: 'http://10.0.0.1/' } }],
  ])('because it %s is given up at once, and the others are kept', async (_, file) => {
    const whole = await startWhole()
    const { standIn, phones } = whole
    const urls = [standIn.media.keep({ content: JPEG, ...file }), standIn.media.keep({ content: JPEG })]
    await phones.says('Wulan', 'whatsapp', REPORT, urlFields(...urls))
    phones.hears(REGISTERED)
    expect(await attachments(whole)).toMatchObject([{ unavailable: 'lampiran tidak tersedia' }, { sha256: SHA256 }])
  })
})

describe('while an attachment is on its way', () => {
  const slow = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    return { arrives: resolve, file: { always: { answer: 'late', until: promise } } as const }
  }

  test('answers go on, and settling waits for it', async () => {
    const whole = await startWhole()
    const { standIn, phones, desk } = whole
    const { arrives, file } = slow()
    const fields = urlFields(standIn.media.keep({ content: JPEG, ...file }))
    await phones.types('Wulan', 'whatsapp', REPORT, fields)
    await standIn.waitForSent(2)
    phones.hears(REGISTERED)
    await phones.types('Ratna', 'whatsapp', 'TERIMA 1')
    await standIn.waitForSent(4)
    phones.hears({ 'Ratna whatsapp': '1', 'Wulan whatsapp': '1' })
    let settled = false
    const settling = desk.settle().then(() => {
      settled = true
    })
    await phones.types('Ratna', 'whatsapp', 'STATUS 1')
    await standIn.waitForSent(5)
    expect([settled, await attachments(whole)]).toEqual([false, [{ id: expect.any(Number), mimeType: 'image/jpeg' }]])
    arrives()
    await settling
    phones.hears({ 'Ratna whatsapp': 'Tiket No. 1: Diterima' })
    expect(await attachments(whole)).toMatchObject([{ sha256: SHA256 }])
  })

  test('the desk stops at once, and fetches it when it is started again', async () => {
    const whole = await startWhole()
    const { standIn, phones, desk } = whole
    await phones.types(
      'Wulan',
      'whatsapp',
      REPORT,
      urlFields(standIn.media.keep({ content: JPEG, faults: [slow().file.always] })),
    )
    await standIn.waitForSent(2)
    phones.hears(REGISTERED)
    const stopping = performance.now()
    await desk.stop()
    expect(performance.now() - stopping).toBeLessThan(5_000)
    const again = await startWhole({ after: desk })
    await again.desk.advance('PT15S')
    expect(await attachments(again)).toMatchObject([{ sha256: SHA256 }])
  })
})

test('an attachment of a gateway that is no longer configured is given up in the end, and the desk rests', async () => {
  const whole = await startWhole()
  await reportsWith(whole, { always: { answer: 'status', status: 503 } })
  await whole.desk.stop()
  const desk = await TestDesk.start({ after: whole.desk })
  await desk.phone('Wulan').says('BATAL 1')
  await desk.readsAll()
  await desk.advance('PT1H')
  expect((await desk.ticket(1)).attachments).toMatchObject([{ unavailable: 'lampiran tidak tersedia' }])
  await desk.close()
})

test('a message that is posted ten times has its attachments once', async () => {
  const whole = await startWhole()
  const { standIn, phones, desk } = whole
  const fields = { MessageSid: `MM${'a'.repeat(32)}`, ...urlFields(standIn.media.keep({ content: JPEG })) }
  await Promise.all(Array.from({ length: 10 }, () => phones.types('Wulan', 'whatsapp', REPORT, fields)))
  await desk.settle()
  phones.hears(REGISTERED)
  expect(await attachments(whole)).toHaveLength(1)
  expect(asked(whole)).toBe(1)
})
