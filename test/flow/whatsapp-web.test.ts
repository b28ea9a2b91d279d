/** The whole desk on WhatsApp: a report is written at a phone, and what becomes of it is read there. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noBrowser } from '../whatsapp-web/library.ts'
import { WhatsAppDesk } from '../whatsapp-web/phones.ts'

const PEOPLE = [
  'people:',
  '  - {name: Wulan, role: call_taker, phone: 0811-0000-0001, channels: [whatsapp]}',
  '  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [whatsapp, sms]}',
  '  - {name: Bagas, role: jasnita, phone: 0811-0000-0007, channels: [whatsapp]}',
  '  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [whatsapp]}',
].join('\n')

const REPORT = 'LAPOR PC 2 tidak bisa login'

describe.skipIf(noBrowser)('a ticket on WhatsApp', () => {
  let phones: WhatsAppDesk
  beforeEach(async () => {
    phones = await WhatsAppDesk.start(PEOPLE)
  })
  afterEach(() => phones.end())

  const statuses = async () =>
    (await phones.desk.ticket(1)).messages
      .filter(({ direction }: { direction: string }) => direction === 'out')
      .map(({ status }: { status: string }) => status)

  test('goes from the report to its confirmation', async () => {
    const report = await phones.says('Wulan', REPORT)
    const [first] = phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' }).filter(({ to }) => to.endsWith('01'))
    expect(first?.quotes).toBe(report)
    await phones.says('Ratna', 'TERIMA')
    phones.hears({ Ratna: '1', Wulan: '1' })
    await phones.says('Ratna', 'SELESAI 1 service dijalankan ulang')
    const asked = phones.hears({ Ratna: '1', Wulan: 'YA 1' }).find(({ to }) => to === phones.to('Wulan'))
    phones.standIn.ack(asked?.id ?? '', 3)
    await expect.poll(statuses).toContain('read')
    await phones.says('Wulan', 'YA')
    phones.hears({ Wulan: '1', Ratna: '1' })
    expect(await phones.desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', channel: 'whatsapp' })
  })

  test('a photo is stored with the report that it came with', async () => {
    const content = Buffer.from('a small picture')
    await phones.says('Wulan', REPORT, { kind: 'image', media: { mimeType: 'image/jpeg', content } })
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await expect
      .poll(async () => (await phones.desk.ticket(1)).attachments)
      .toMatchObject([{ mimeType: 'image/jpeg', size: content.length }])
  })

  test('while WhatsApp is away, what is urgent takes the other channel', async () => {
    await phones.says('Wulan', REPORT)
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    phones.standIn.goOffline()
    await phones.becomes('degraded')
    await phones.desk.advance('PT20M')
    await phones.desk.settle()
    const sms = (await phones.desk.readsAll()).filter(({ channel }) => channel === 'sms')
    expect(sms.map(({ phone }) => phone)).toContain(phones.to('Ratna'))
  })
})

describe.skipIf(noBrowser)('what a person has to mend', () => {
  const ADMIN = '  - {name: Dewi, role: admin, phone: 0811-0000-0009, channels: [whatsapp, sms]}'
  let phones: WhatsAppDesk
  beforeEach(async () => {
    phones = await WhatsAppDesk.start(`${PEOPLE}\n${ADMIN}`, { allowErrors: /an alarm was raised/ })
  })
  afterEach(() => phones.end())

  const heard = async () =>
    (await phones.desk.readsAll()).map(({ phone, channel, text }) => ({ phone, channel, text: text.slice(0, 400) }))
  const sms = (words: string) => ({
    phone: phones.to('Dewi'),
    channel: 'sms',
    text: expect.stringContaining(words),
  })

  test('unlinked at the phone: the admin hears it by SMS at once, and what has to be scanned is there', async () => {
    phones.standIn.logoutFromPhone()
    await expect.poll(heard, { timeout: 10_000 }).toEqual([sms('Perangkat tertaut')])
    await phones.becomes('logged-out')
    type Told = { state: string; pairing?: { qr: string } }
    const api = () => phones.desk.get<Told>('/api/whatsapp')
    await expect.poll(async () => (await api()).pairing?.qr ?? '', { timeout: 20_000 }).toMatch(/^2@/)
    const foreign = await fetch(`${phones.desk.url}/api/whatsapp`, { headers: { 'x-forwarded-for': '10.0.0.9' } })
    expect([foreign.status, await foreign.text()]).toEqual([403, expect.not.stringContaining('2@')])
    expect(JSON.stringify(await phones.desk.get('/readyz'))).not.toContain('2@')
    expect(await (await fetch(`${phones.desk.url}/metrics`)).text()).toContain('state="logged-out"')
    await phones.standIn.pairByQr()
    await phones.becomes('ready')
    expect((await api()).pairing).toBeUndefined()
    await expect.poll(heard, { timeout: 10_000 }).toEqual([sms('berjalan lagi')])
  })

  test('opened elsewhere: the admin hears it by SMS at once', async () => {
    phones.standIn.conflict()
    await expect.poll(heard, { timeout: 10_000 }).toEqual([sms('dibuka di tempat lain')])
    await phones.becomes('conflict')
  })
})

describe.skipIf(noBrowser)('two processes of one desk', () => {
  test('the workers of one send through the browser of the other', async () => {
    const phones = await WhatsAppDesk.start(PEOPLE, { apart: true })
    expect(await phones.state()).toBe('elsewhere')
    const media = { mimeType: 'image/jpeg', content: Buffer.from('a small picture') }
    await phones.says('Wulan', REPORT, { kind: 'image', media })
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await expect
      .poll(async () => (await phones.desk.ticket(1)).attachments)
      .toMatchObject([{ size: media.content.length }])
    await phones.end()
  })

  test('have one browser, and the second takes it up when the first ends', async () => {
    const phones = await WhatsAppDesk.start(PEOPLE)
    const second = await phones.startAnother()
    expect(await phones.state(second)).toBe('standby')
    expect(await phones.state()).toBe('ready')
    await phones.desk.stop()
    phones.writesUnheard('Wulan', REPORT)
    await phones.becomes('ready', second)
    await expect.poll(() => phones.standIn.sent.length, { timeout: 20_000 }).toBe(2)
    phones.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await second.close()
    await phones.end()
  })
})
