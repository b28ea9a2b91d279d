/** Endings that are undone, and endings without a repair: BELUM, BUKA, BATAL, silence (DESIGN section 5). */
import { afterEach, describe, expect, test } from 'vitest'
import { inTurn, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

describe('on the backends in turn', () => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('BELUM opens cycle 2 from step 3 with fresh clocks, while the end-to-end time runs on', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.12', 'Wulan', 'BELUM 1 masih tidak bisa login')
    await desk.hears({
      Wulan: ['putaran 2', '14.22 WIB'],
      Ratna: ['dibuka kembali', 'masih tidak bisa login', '14.22 WIB', 'SELESAI 1', 'JASNITA 1'],
    })
    expect(await desk.ticket(1)).toMatchObject({
      state: 'analysing',
      step: 3,
      cycle: 2,
      registeredAt: wib('14.05'),
    })
    expect((await desk.ticket(1)).steps.at(-1)).toEqual({
      step: 3,
      cycle: 2,
      startedAt: wib('14.12'),
      dueAt: wib('14.22'),
      verdict: 'running',
    })
    await say('14.15', 'Ratna', 'SELESAI 1 kabel diganti lagi')
    await desk.hears({ Ratna: 'teratasi', Wulan: ['kabel diganti lagi', 'YA 1'] })
    await say('14.16', 'Wulan', 'YA 1')
    await desk.hears({ Wulan: 'terkonfirmasi', Ratna: 'selesai' })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', cycle: 2 })
    expect(await desk.verdicts(1)).toEqual([
      '1 on-time',
      '2 on-time',
      '3 not-recorded',
      '4 on-time',
      '7 on-time',
      '3/2 not-recorded',
      '4/2 on-time',
      '7/2 on-time',
    ])
  })

  test('BELUM after a repair of Jasnita goes back to step 6, and she hears of it', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'vendor-repairing')
    await say('15.00', 'Bagas', 'SELESAI 1 SIP trunk dialihkan')
    await desk.readsAll()
    await say('15.05', 'Wulan', 'BELUM 1 masih sama')
    await desk.hears({
      Wulan: ['putaran 2', '24/11 15.05 WIB'],
      Bagas: ['dibuka kembali', 'masih sama', '24/11 15.05 WIB'],
      Nadia: ['dibuka kembali', 'masih sama'],
    })
    expect(await desk.ticket(1)).toMatchObject({ state: 'vendor-repairing', step: 6, cycle: 2 })
  })

  test('what an earlier repair of Jasnita said is not told again when a later one says nothing', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'vendor-repairing')
    await say('15.00', 'Bagas', 'SELESAI 1 server peta dimulai ulang')
    await say('15.05', 'Wulan', 'BELUM 1 masih sama')
    await desk.readsAll()
    await say('16.00', 'Bagas', 'SELESAI 1')
    const asked = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
    expect(asked.map(({ text }) => text)).toEqual([expect.stringContaining('dinyatakan teratasi')])
    expect(asked[0]?.text).not.toContain('server peta')
    expect(await desk.ticket(1)).not.toHaveProperty('action')
  })

  test.each([
    ['masih kosong pak', 'Keterangan: masih kosong pak'],
    ['BELUM 1 masih kosong', 'Keterangan: masih kosong\n'],
    ['1 belum bisa dibuka', 'Keterangan: belum bisa dibuka\n'],
  ])("the reporter's own words reach Jasnita without the command: %s", async (words, read) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'vendor-repairing', 'peta kosong')
    await say('15.00', 'Bagas', 'SELESAI 1 server peta dijalankan ulang')
    await desk.readsAll()
    await say('15.05', 'Wulan', words)
    await desk.hears({ Wulan: 'putaran 2', Bagas: ['dibuka kembali', read], Nadia: ['dibuka kembali', read] })
  })

  test('silence for 24 hours closes as unconfirmed and tells everyone who was told', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await bring(desk, 'awaiting-confirmation')
    await desk.advance('PT25H')
    expect((await desk.timeline()).filter((line) => line.includes('ditutup'))).toEqual([
      '24/11 14.05 Dimas: Tiket No. 1 ditutup 14.05 WIB: 1 x 24 jam tanpa konfirmasi pelapor.',
      '24/11 14.05 Ratna: Tiket No. 1 ditutup 14.05 WIB: 1 x 24 jam tanpa konfirmasi pelapor.',
      '24/11 14.05 Sinta: Tiket No. 1 ditutup 14.05 WIB: 1 x 24 jam tanpa konfirmasi pelapor.',
      '24/11 14.05 Wulan: Tiket No. 1 ditutup 14.05 WIB: 1 x 24 jam tanpa konfirmasi pelapor.',
    ])
    expect(await desk.ticket(1)).toMatchObject({
      state: 'closed',
      closedAs: 'unconfirmed',
      closedAt: wib('14.05', 1),
    })
    expect((await desk.verdicts(1)).at(-1)).toBe('7 skipped')
  })

  test('BUKA within 24 hours of closing opens cycle 2', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await desk.readsAll()
    const tomorrow = talkOn(desk, 1)
    await tomorrow('14.09', 'Wulan', 'BUKA 1')
    await desk.hears({ Wulan: 'putaran 2', Ratna: ['dibuka kembali', 'SELESAI 1'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'analysing', cycle: 2, registeredAt: wib('14.05') })
    expect(await desk.ticket(1)).not.toHaveProperty('closedAs')
  })

  test('BUKA later than 24 hours after closing is a new report that names the old', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await desk.readsAll()
    await talkOn(desk, 1)('14.10.01', 'Wulan', 'BUKA 1')
    await desk.hears({ Wulan: ['No. 2', 'tiket 1'], Ratna: ['Laporan baru No. 2'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', cycle: 1 })
    expect((await desk.ticket(2)).description).toContain('Lanjutan tiket 1')
  })

  test('later than 24 hours, further words of the same fault join the report that names the old', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await desk.readsAll()
    const tomorrow = talkOn(desk, 1)
    await tomorrow('15.00', 'Ratna', 'BUKA 1')
    await desk.hears({ Ratna: ['No. 2', 'tiket 1'] })
    await tomorrow('15.01', 'Wulan', 'BUKA 1 kosong lagi')
    await desk.hears({ Wulan: ['digabung ke tiket No. 2', 'PECAH 2'] })
    await tomorrow('15.01', 'Wulan', 'BELUM 1')
    await desk.hears({ Wulan: 'ditambahkan ke laporan No. 2' })
    expect(await desk.tickets()).toHaveLength(2)
    await tomorrow('15.02', 'Ratna', 'SELESAI 2 akun dibuka')
    await desk.hears({ Ratna: 'teratasi', Wulan: ['akun dibuka', 'YA 2'] })
    await tomorrow('15.03', 'Dimas', 'BUKA 1 masih kosong')
    await desk.hears({
      Dimas: 'Tiket 2 dibuka kembali (putaran 2)',
      Ratna: 'putaran 2',
      Wulan: 'putaran 2',
    })
    expect((await desk.tickets()).map(({ number, state }) => `${number} ${state}`)).toEqual(['1 closed', '2 analysing'])
  })

  test('later than 24 hours, BUKA joins an open ticket of the same fault', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    const tomorrow = talkOn(desk, 1)
    await tomorrow('15.00', 'Dimas', 'LAPOR PC 2 tidak bisa login')
    await desk.readsAll()
    await tomorrow('15.01', 'Wulan', 'BUKA 1')
    await desk.hears({ Wulan: 'digabung ke tiket No. 2' })
    expect(await desk.tickets()).toHaveLength(2)
  })

  test.each([
    ['Wulan', 'BELUM 1', 'Ratna'],
    ['Dimas', 'belum 1, masih kosong', 'Ratna'],
    ['Yudi', 'blm tiket 1 kosong lagi', 'Ratna'],
    ['Ratna', 'BELUM 1', undefined],
  ] as const)('within 24 hours of closing %s says %s, and the ticket is opened again', async (name, text, owner) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await desk.readsAll()
    await say('14.12', name, text)
    await desk.hears({
      [name]: 'Tiket 1 dibuka kembali (putaran 2)',
      ...(name === 'Wulan' ? {} : { Wulan: 'putaran 2' }),
      ...(owner ? { [owner]: 'putaran 2' } : {}),
    })
    expect(await desk.ticket(1)).toMatchObject({ state: 'analysing', cycle: 2 })
  })

  test('BELUM of a call taker off duty on a closed ticket is refused; talk about it stays a note', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await say('14.11', 'Dimas', 'PULANG')
    await desk.readsAll()
    await say('14.12', 'Dimas', 'BELUM 1')
    await desk.hears({ Dimas: ['tidak bertugas', 'HADIR'] })
    await say('14.13', 'Wulan', 'belum sempat saya coba tiket 1')
    await desk.readsAll()
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', cycle: 1 })
  })

  test('STATUS of a ticket that ended long ago is answered', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.10', 'Wulan', 'YA 1')
    await desk.readsAll()
    await talkOn(desk, 3)('08.00', 'Wulan', 'STATUS 1')
    await desk.hears({ Wulan: ['Tiket No. 1', 'Selesai'] })
  })

  test('the reporter cancels in step 2, and BUKA brings the ticket back with its old clocks', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Wulan', 'BATAL 1 salah kirim')
    await desk.hears({ Wulan: ['dibatalkan', 'BUKA 1'], Ratna: ['dibatalkan', 'salah kirim'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'cancelled' })
    expect(await desk.tickets('open')).toEqual([])
    await say('14.07', 'Wulan', 'BUKA 1')
    await desk.hears({ Wulan: '14.10 WIB', Ratna: ['pembatalan dicabut', '14.10 WIB', 'TERIMA 1'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'reported', step: 2, cycle: 1 })
    expect((await desk.ticket(1)).steps[1]).toMatchObject({ dueAt: wib('14.10'), verdict: 'running' })
    await desk.advanceTo(wib('14.11'))
    expect((await desk.timeline()).map((line) => line.slice(0, 30))).toEqual([
      '14.08 Ratna: PENGINGAT 1: belu',
      '14.10 Ratna: TERLAMBAT 1: belu',
      '14.10 Yudi: TERLAMBAT 1: belum',
    ])
  })

  test('after step 2 only Kepala Seksi cancels, up to step 6', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'vendor-repairing')
    await say('14.06', 'Wulan', 'BATAL 1')
    await desk.hears({ Wulan: /Kepala Seksi/ })
    await say('14.07', 'Ratna', 'BATAL 1 laporan keliru')
    await desk.hears({
      Ratna: ['dibatalkan', 'BUKA 1'],
      Wulan: ['dibatalkan', 'laporan keliru'],
      Bagas: ['dibatalkan', 'dihentikan'],
      Nadia: ['dibatalkan', 'dihentikan'],
    })
    expect(await desk.ticket(1)).toMatchObject({ state: 'cancelled' })
    await desk.advance('PT48H')
    await desk.hears({})
  })

  test('before Jasnita answers, Kepala Seksi takes the ticket back to step 3', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'coordinating')
    await say('14.08', 'Ratna', 'BUKA 1')
    await desk.hears({
      Ratna: ['ditarik kembali dari Jasnita', '14.18 WIB'],
      Bagas: 'ditarik kembali',
      Nadia: 'ditarik kembali',
      Wulan: 'ditarik kembali',
    })
    expect(await desk.ticket(1)).toMatchObject({ state: 'analysing', step: 3, cycle: 1 })
  })
})
