/** Numbers that nobody knows, reports in pieces, the same message twice, strange bytes (DOMAIN 7, DESIGN 5). */
import { afterEach, describe, expect, test } from 'vitest'
import { inTurn, TestDesk } from '../harness/desk.ts'
import { wib } from './path.ts'

const STRANGER = '+6281100000099'
const MASKED_NOWHERE = '0811-0000-0099'

describe('on the backends in turn', () => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('an unknown number is answered once and never makes a ticket', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    await stranger.says('halo')
    await stranger.receives('khusus petugas', 'admin', '112')
    await stranger.says('halo')
    await stranger.says('TERIMA 1')
    await stranger.receivesNothing()
    expect(await desk.tickets()).toEqual([])
    await desk.advance('PT24H')
    await stranger.says('halo')
    await stranger.receives('khusus petugas')
  })

  test('a fault from an unknown number is no ticket: supervisor and Kepala Seksi are asked; more of it belongs to it', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    await stranger.says('P')
    await stranger.says('halo')
    await stranger.receives('khusus petugas')
    const told = [MASKED_NOWHERE, 'PC 2 tidak bisa login', 'Balas SETUJU P1 atau TOLAK P1']
    const passedOn = ['belum terdaftar', 'diteruskan ke Supervisor', '112']
    await stranger.says('LAPOR PC 2 tidak bisa login')
    await desk.hears({ [STRANGER]: passedOn, Yudi: told, Ratna: told })
    await stranger.says('aplikasi siaga 112 error ga bisa login')
    await desk.phone(STRANGER, 'sms').says('aplikasi siaga 112 error ga bisa login')
    await desk.phone(STRANGER, 'sms').receives('belum terdaftar', 'diteruskan ke Supervisor')
    await desk.hears({})
    expect(await desk.tickets()).toEqual([])
    await desk.advance('PT11M')
    await desk.hears({ Yudi: 'PENGINGAT', Ratna: 'PENGINGAT' })
    await stranger.says('aplikasi siaga 112 error ga bisa login')
    const again = ['P2', 'error ga bisa login']
    await desk.hears({ [STRANGER]: passedOn, Yudi: again, Ratna: again })
    await desk.phone('Yudi').says('TOLAK P1 TOLAK P2')
    await desk.readsAll()
  })

  test('Kepala Seksi who is away: who stands in is told of the fault', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Ratna').says('PULANG Asep')
    await desk.readsAll()
    await desk.phone(STRANGER).says('aplikasi siaga 112 error ga bisa login')
    await desk.hears({ [STRANGER]: 'diteruskan', Yudi: MASKED_NOWHERE, Asep: MASKED_NOWHERE })
  })

  const picture = { media: [{ mimeType: 'image/jpeg', base64: '/9j/' }] }

  test('a photograph, a place and words soon after an emergency go to the call takers too', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    const relayed = (words: string) => ({ Wulan: words, Dimas: words, Sinta: words })
    await stranger.says('tolong rumah saya kebakaran')
    await desk.hears({ [STRANGER]: /^DARURAT/, ...relayed('kebakaran') })
    await stranger.says('', picture)
    await desk.hears(relayed('lampiran: gambar'))
    await stranger.says('', { location: { latitude: -6.7068, longitude: 108.557 } })
    await desk.hears(relayed('lokasi: -6.7068, 108.557'))
    await stranger.says('jalan kartini nomor 5')
    await desk.hears(relayed('kartini nomor 5'))
    await desk.advance('PT4M')
    await stranger.says('', picture)
    await desk.hears({ [STRANGER]: /^DARURAT: segera TELEPON 112/, ...relayed('lampiran: gambar') })
    await desk.advance('PT11M')
    await stranger.says('', picture)
    await desk.hears({ [STRANGER]: 'khusus petugas' })
  })

  test('a picture of an unknown number gets the one answer to strangers, and no question', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    await stranger.says('', picture)
    await desk.hears({ [STRANGER]: ['khusus petugas', '112'] })
    await stranger.says('', picture)
    await stranger.says('', { media: [{ mimeType: 'audio/ogg', base64: 'T2dnUw==' }] })
    await desk.advance('PT6M')
    await desk.hears({})
    expect(await desk.tickets()).toEqual([])
  })

  test('an unknown number that wrote STOP hears nothing more on any channel, but whom to call in need', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    await desk.phone(STRANGER, 'sms').says('halo')
    await stranger.says('STOP')
    await desk.readsAll()
    await desk.advance('PT25H')
    for (const channel of ['whatsapp', 'sms'] as const) {
      await desk.phone(STRANGER, channel).says('halo')
      await desk.phone(STRANGER, channel).says('', picture)
      await desk.phone(STRANGER, channel).says('aplikasi siaga 112 error ga bisa login')
    }
    await desk.hears({ Yudi: 'error ga bisa login', Ratna: 'error ga bisa login' })
    await stranger.says('tolong rumah saya kebakaran')
    await desk.hears({ [STRANGER]: /^DARURAT/, Wulan: 'kebakaran', Dimas: 'kebakaran', Sinta: 'kebakaran' })
    await stranger.says('', picture)
    await desk.hears({ Wulan: 'gambar', Dimas: 'gambar', Sinta: 'gambar' })
    await desk.phone('Yudi').says('TOLAK P1')
    await desk.hears({ Yudi: 'P1 ditolak', Ratna: 'P1' })
    await desk.advance('PT25H')
    await stranger.says('MULAI')
    await desk.hears({ [STRANGER]: 'aktif kembali' })
    await stranger.says('halo')
    await desk.hears({ [STRANGER]: 'khusus petugas' })
  })

  test('an emergency is answered at once, and its words and number go to the call takers on duty', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Sinta').says('PULANG')
    await desk.readsAll()
    const stranger = desk.phone(STRANGER)
    const relayed = [MASKED_NOWHERE, 'tolong ada kebakaran di pasar']
    await stranger.says('tolong ada kebakaran di pasar')
    await desk.hears({ [STRANGER]: /^DARURAT: segera TELEPON 112.*113.*119.*110/s, Wulan: relayed, Dimas: relayed })
    await stranger.says('tolong ada kebakaran di pasar')
    await desk.hears({ Wulan: relayed, Dimas: relayed })
    await desk.advance('PT4M')
    await stranger.says('tolong ada kebakaran di pasar')
    await desk.hears({ [STRANGER]: /^DARURAT: segera TELEPON 112/, Wulan: relayed, Dimas: relayed })
    expect(await desk.tickets()).toEqual([])
  })

  test('while 112 itself takes no calls, the other numbers come first', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Wulan').says('LAPOR panggilan 112 tidak masuk sama sekali')
    await desk.readsAll()
    await desk.phone(STRANGER).says('tolong ada kebakaran di pasar')
    const answer = (await desk.readsAll()).find(({ phone }) => phone === STRANGER)
    expect(answer?.text).toMatch(/^DARURAT: segera TELEPON .*113.*112/)
  })

  test('several short messages become one report after 20 quiet seconds, and later ones join it', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const wulan = desk.phone('Wulan')
    await wulan.says('PC 2', { at: wib('14.05') })
    await desk.advanceTo(wib('14.05.15'))
    await wulan.says('tidak bisa login', { at: wib('14.05.15') })
    await wulan.receivesNothing()
    await desk.advanceTo(wib('14.06'))
    await desk.hears({ Wulan: ['No. 1', 'PC 2'], Ratna: 'Laporan baru No. 1' })
    await wulan.says('sejak tadi pagi')
    await desk.hears({ Wulan: 'ditambahkan ke laporan No. 1' })
    expect(await desk.ticket(1)).toMatchObject({
      description: 'PC 2\ntidak bisa login',
      unit: 'PC 2',
      category: 'login',
      registeredAt: wib('14.05.35'),
    })
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('each message that begins with LAPOR is a report of its own', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Wulan').types('LAPOR PC 2 tidak bisa login')
    await desk.phone('Wulan').says('LAPOR printer macet')
    await desk.readsAll()
    expect((await desk.tickets()).map(({ number }) => number)).toEqual([1, 2])
  })

  test('a report that says nothing is asked about once, and registered after five minutes all the same', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Wulan').says('LAPOR', { at: wib('14.05') })
    await desk.advanceTo(wib('14.06'))
    await desk.hears({ Wulan: ['aplikasi', 'Contoh'] })
    await desk.advanceTo(wib('14.10.30'))
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.ticket(1)).toMatchObject({ application: 'tidak_diketahui' })
  })

  test.each([
    ['a voice note', { media: [{ mimeType: 'audio/ogg', base64: 'T2dnUw==' }] }, '', 'Mohon tuliskan'],
    ['a report that says nothing', {}, 'LAPOR', 'aplikasi'],
  ])('%s and then what is wrong: registered 20 seconds after the words', async (_what, more, text, asked) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const dimas = desk.phone('Dimas')
    await dimas.says(text, { at: wib('14.05'), ...more })
    await desk.advanceTo(wib('14.05.30'))
    await desk.hears({ Dimas: asked })
    await dimas.says('itu rekaman macet ga bisa diputar', { at: wib('14.05.30') })
    await desk.advanceTo(wib('14.05.49'))
    await desk.hears({})
    await desk.advanceTo(wib('14.05.50'))
    await desk.hears({ Dimas: ['No. 1', 'rekaman'], Ratna: 'Laporan baru No. 1' })
    const ticket = await desk.ticket(1)
    expect(ticket).toMatchObject({ category: 'rekaman', registeredAt: wib('14.05.50') })
    expect(ticket.attachments).toHaveLength(text === '' ? 1 : 0)
    await desk.advanceTo(wib('14.07'))
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('words that still say nothing are not asked about again, and wait for better ones', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const dimas = desk.phone('Dimas')
    await dimas.says('LAPOR', { at: wib('14.05') })
    await desk.advanceTo(wib('14.06'))
    await desk.hears({ Dimas: 'aplikasi' })
    await dimas.says('yang itu', { at: wib('14.06') })
    await desk.advanceTo(wib('14.07'))
    await desk.hears({})
    await dimas.says('printer macet', { at: wib('14.07') })
    await desk.advanceTo(wib('14.07.20'))
    await desk.hears({ Dimas: ['No. 1', 'printer'], Ratna: 'Laporan baru No. 1' })
  })

  test('a picture and then LAPOR are one report, registered at once', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const dimas = desk.phone('Dimas')
    await dimas.says('', { at: wib('14.05'), media: [{ mimeType: 'image/png', base64: 'iVBORw0KGgo=' }] })
    await desk.hears({ Dimas: 'LAPOR PC 2 tidak bisa login' })
    await dimas.says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
    await desk.hears({ Dimas: ['No. 1', 'PC 2'], Ratna: 'Laporan baru No. 1' })
    expect((await desk.ticket(1)).attachments).toHaveLength(1)
    await desk.phone('Ratna').says('TERIMA 1', { at: wib('14.05') })
    await desk.readsAll()
    await desk.advanceTo(wib('14.11'))
    await desk.hears({})
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('the parts of an SMS are joined in order, without anything between them', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const sinta = desk.phone('Sinta', 'sms')
    await sinta.types('idak bisa login', { part: { ref: '7', index: 2, total: 2 } })
    await sinta.says('LAPOR PC 2 t', { part: { ref: '7', index: 1, total: 2 } })
    await desk.hears({ Sinta: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.ticket(1)).toMatchObject({ description: 'LAPOR PC 2 tidak bisa login', channel: 'sms' })
  })

  test('the same message twice, also at once, is one ticket and one answer', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const wulan = desk.phone('Wulan')
    const again = () => wulan.types('LAPOR PC 2 tidak bisa login', { id: 'wamid.1' })
    await Promise.all([again(), again(), again(), again()])
    await desk.settle()
    await again()
    await desk.settle()
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.tickets()).toHaveLength(1)
  })

  test.each([
    ['64 KB', `LAPOR PC 2 tidak bisa login ${'x'.repeat(65_536)}`],
    ['NUL bytes', 'LAPOR PC 2\u0000 tidak bisa login\u0000'],
    ['a lone surrogate', 'LAPOR PC 2 tidak bisa login \ud83d'],
    ['marks from right to left', '\u202eLAPOR PC 2 tidak bisa login\u202c\u200f'],
  ])('%s: stored, answered, and nothing breaks', async (_what, text) => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Wulan').says(text)
    await desk.hears({ Wulan: ['No. 1', 'BATAL 1'], Ratna: 'Laporan baru No. 1' })
    expect(await desk.ticket(1)).toMatchObject({ unit: 'PC 2', category: 'login' })
  })

  test('a part of an SMS that comes long after the report is added to its ticket', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const sinta = desk.phone('Sinta', 'sms')
    const at = (clock: string, index: number) => ({ at: wib(clock), part: { ref: '9', index, total: 2 } })
    await sinta.says('LAPOR cctv simpang tidak tampil bagian satu ', at('14.05', 1))
    await desk.advanceTo(wib('14.07'))
    await desk.hears({ Sinta: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await desk.phone('Ratna').says('TERIMA 1', { at: wib('14.07') })
    await desk.readsAll()
    await desk.advanceTo(wib('14.15'))
    await desk.readsAll()
    await sinta.says('dan bagian dua', at('14.15', 2))
    await desk.hears({ Sinta: 'ditambahkan ke laporan 1' })
    const { events } = await desk.ticket(1)
    expect(events).toContainEqual(expect.objectContaining({ type: 'NoteAdded', note: 'dan bagian dua' }))
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('a late part without a ticket of its SMS is answered as a message of its own', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const sinta = desk.phone('Sinta', 'sms')
    const at = (clock: string, index: number) => ({ at: wib(clock), part: { ref: '9', index, total: 2 } })
    await sinta.says('DAFTAR ', at('14.05', 1))
    await desk.advanceTo(wib('14.07'))
    await desk.hears({ Sinta: 'Tidak ada tiket terbuka' })
    await sinta.says('terima kasih', at('14.15', 2))
    await desk.hears({ Sinta: 'belum dipahami' })
    expect(await desk.tickets()).toEqual([])
  })

  test('an SMS whose other part never comes is read as it is after a minute, and the desk rests meanwhile', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Sinta', 'sms').says('LAPOR PC 2 tidak bisa login', { part: { ref: '7', index: 1, total: 2 } })
    await desk.hears({})
    await desk.advance('PT2M')
    await desk.hears({ Sinta: 'No. 1', Ratna: 'Laporan baru No. 1' })
  })
})
