/** What a caller writes after the call: it becomes the report of the call. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calls, hangUp, hears, says, start, TAKEN, whole } from './telephone.ts'

afterEach(hangUp)

describe('the words that the caller writes', () => {
  beforeEach(async () => {
    await start()
    await calls('Wulan')
    await hears(TAKEN)
  })
  const completed = { 'Wulan whatsapp': 'No. 1 dilengkapi', 'Ratna whatsapp': 'No. 1 kini tertulis' }

  test('may begin with LAPOR: they make no second report, and the next LAPOR does', async () => {
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
    await says('Wulan', 'LAPOR printer macet')
    await hears({ 'Wulan whatsapp': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })

  test('may tell of two faults: the first is what was said, the second a report of its own', async () => {
    await says('Wulan', 'LAPOR\n1. PC 2 tidak bisa login\n2. printer di PC 5 macet')
    await hears({
      'Wulan whatsapp': ['No. 1 dilengkapi', 'No. 2'],
      'Ratna whatsapp': [/^2 /, 'laporan telepon kini tertulis', 'TERIMA 1', 'TERIMA 2'],
    })
    expect(await whole.desk.ticket(1)).toMatchObject({ category: 'login', channel: 'voice' })
    expect(await whole.desk.ticket(2)).toMatchObject({ category: 'printer', channel: 'whatsapp' })
  })

  test('may quote the question, or name the ticket, or call themselves INFO', async () => {
    const question = whole.standIn.sent.find(({ to }) => to.endsWith('0001'))
    await whole.phones.says('Wulan', 'whatsapp', 'peta kosong di PC 4', {
      OriginalRepliedMessageSid: question?.sid ?? '',
    })
    await whole.desk.advance('PT20S')
    await hears(completed)
    expect(await whole.desk.ticket(1)).toMatchObject({ category: 'peta_lokasi', unit: 'PC 4' })
    await calls('Dimas')
    await hears({ 'Dimas whatsapp': 'laporan No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
    await says('Dimas', 'INFO 2 CCTV simpang tidak tampil')
    await whole.desk.advance('PT20S')
    await hears({ 'Dimas whatsapp': 'No. 2 dilengkapi', 'Ratna whatsapp': 'No. 2 kini tertulis' })
    expect(await whole.desk.ticket(2)).toMatchObject({ category: 'cctv' })
  })

  test('come in pieces, by SMS, and are one sentence', async () => {
    await says('Wulan', 'PC 2', 'sms')
    await says('Wulan', 'tidak bisa login', 'sms')
    await whole.desk.advance('PT20S')
    await hears({ 'Wulan sms': 'Laporan 1 dilengkapi', 'Ratna whatsapp': 'No. 1 kini tertulis' })
    expect(await whole.desk.ticket(1)).toMatchObject({ category: 'login', unit: 'PC 2' })
  })

  test('raise the impact at once when 112 itself is down', async () => {
    await says('Wulan', 'panggilan 112 tidak masuk sama sekali')
    await hears({ 'Wulan whatsapp': ['dilengkapi', 'KRITIS'], 'Ratna whatsapp': ['kini tertulis', 'KRITIS'] })
    expect(await whole.desk.ticket(1)).toMatchObject({ impact: 'kritis', category: 'panggilan_masuk' })
  })

  test('take nothing back that Kepala Seksi has set after listening', async () => {
    await says('Ratna', 'DAMPAK 1 tinggi')
    await whole.phones.readsAll()
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
    expect(await whole.desk.ticket(1)).toMatchObject({ impact: 'tinggi', category: 'login' })
  })

  test('are none while they only ask, thank or command', async () => {
    await says('Wulan', 'STATUS 1')
    await hears({ 'Wulan whatsapp': 'Menunggu diterima' })
    await says('Wulan', 'terima kasih pak')
    await hears({})
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
  })

  test('that say nothing are asked about once, and the question stands for an hour', async () => {
    await says('Wulan', 'yang tadi saya bilang itu')
    await whole.desk.advance('PT20S')
    await hears({ 'Wulan whatsapp': 'Mohon sebutkan aplikasi' })
    await says('Ratna', 'TERIMA 1')
    await whole.phones.readsAll()
    await whole.desk.advance('PT6M')
    await hears({ 'Wulan whatsapp': 'ditambahkan ke laporan No. 1' })
    await whole.desk.advance('PT30M')
    await whole.phones.readsAll()
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
    expect(await whole.desk.tickets()).toHaveLength(1)
  })

  test('after more than an hour are a report of their own', async () => {
    await says('Ratna', 'JASNITA 1')
    await says('Bagas', 'TERIMA 1')
    await whole.phones.readsAll()
    await whole.desk.advance('PT61M')
    await whole.phones.readsAll()
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears({ 'Wulan whatsapp': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })

  test('about a call that somebody else made to them are a report of their own, and the question stands', async () => {
    await says('Wulan', 'LAPOR telp dari Dimas jam 14.04, printer di PC 5 macet')
    const other = 'No. 2'
    await hears({ 'Wulan whatsapp': other, 'Dimas whatsapp': other, 'Ratna whatsapp': 'Laporan baru No. 2' })
    expect(await whole.desk.ticket(2)).toMatchObject({ reporter: { name: 'Dimas' }, recordedBy: { name: 'Wulan' } })
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
  })

  test('of somebody else are a report of their own', async () => {
    await says('Dimas', 'LAPOR PC 2 tidak bisa login')
    await hears({ 'Dimas whatsapp': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })

  test('bring a picture with them', async () => {
    const url = whole.standIn.media.keep({ content: Buffer.from([0xff, 0xd8, 0xff]) })
    await whole.phones.says('Wulan', 'whatsapp', '', { NumMedia: '1', MediaUrl0: url, MediaContentType0: 'image/jpeg' })
    await hears({ 'Wulan whatsapp': 'ditambahkan ke laporan No. 1' })
    expect((await whole.desk.ticket(1)).attachments).toMatchObject([{ mimeType: 'image/jpeg', size: 3 }])
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await hears(completed)
  })
})
