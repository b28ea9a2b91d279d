/** Every ending of a ticket, from its report on: who hears what, and what the ticket says of itself (SOP, DESIGN 5 to 7). */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('a report is accepted, analysed, repaired and confirmed', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', 'Wulan', 'LAPOR tiket tidak terkirim ke OPD, PC 2')
    await desk.hears({ Wulan: ['No. 1', '14.10 WIB', 'BATAL 1'], Ratna: ['Laporan baru No. 1', '14.10', 'TERIMA 1'] })
    await say('14.07.30', 'Ratna', 'TERIMA 1')
    await desk.hears({ Ratna: ['14.17 WIB', 'PERBAIKI 1'], Wulan: ['sudah diterima', '14.17 WIB', 'STATUS 1'] })
    await say('14.08', 'Ratna', 'ANALISA 1')
    await desk.hears({ Ratna: /dianalisa/ })
    await say('14.12', 'Ratna', 'PERBAIKI 1')
    await desk.hears({ Ratna: ['14.27 WIB', 'SELESAI 1', 'JASNITA 1'] })
    await say('14.20', 'Ratna', 'SELESAI 1 service dijalankan ulang')
    await desk.hears({ Ratna: 'Tiket 1 dicatat teratasi', Wulan: ['service dijalankan ulang', 'YA 1', 'BELUM 1'] })
    await say('14.21', 'Wulan', 'YA 1')
    await desk.hears({ Wulan: 'selesai dan terkonfirmasi', Ratna: ['Tiket No. 1 selesai', 'Wulan'] })
    const { events, messages, ...ticket } = await desk.ticket(1)
    expect(ticket).toEqual({
      number: 1,
      reference: '0001/LP-112/XI/2026',
      state: 'closed',
      cycle: 1,
      application: 'siaga112',
      category: 'tiket_dispatch',
      impact: expect.any(String),
      summary: expect.any(String),
      description: 'LAPOR tiket tidak terkirim ke OPD, PC 2',
      unit: 'PC 2',
      registeredAt: wib('14.05'),
      closedAt: wib('14.21'),
      closedAs: 'confirmed',
      channel: 'whatsapp',
      reporter: { name: 'Wulan', role: 'call_taker', phone: '+6281100000001' },
      action: 'service dijalankan ulang',
      steps: [
        { step: 1, cycle: 1, startedAt: wib('14.05'), doneAt: wib('14.05'), by: 'Wulan', verdict: 'on-time' },
        section(2, '14.05', '14.10', '14.07.30'),
        section(3, '14.07.30', '14.17.30', '14.12'),
        section(4, '14.12', '14.27', '14.20'),
        { step: 7, cycle: 1, startedAt: wib('14.20'), doneAt: wib('14.21'), by: 'Wulan', verdict: 'on-time' },
      ],
      attachments: [],
    })
    expect(events.map(({ type }: { type: string }) => type)).toEqual([
      'TicketRegistered',
      'TicketAccepted',
      'AnalysisStarted',
      'RepairStarted',
      'TicketResolved',
      'TicketConfirmed',
    ])
    expect(messages).toHaveLength((await desk.messages()).length)
  })

  test('what the section cannot repair is coordinated, and Jasnita repairs it', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'repairing')
    await say('14.15', 'Ratna', 'JASNITA 1 sudah restart server')
    await desk.hears({
      Ratna: ['diteruskan ke Jasnita', '14.25 WIB', 'KOORDINASI 1', 'BUKA 1'],
      Bagas: ['Yth. Jasnita', 'No. 1', 'PC 2 tidak bisa login', 'sudah restart server', 'TERIMA 1'],
      Nadia: ['Yth. Jasnita', 'No. 1', 'PC 2 tidak bisa login', 'sudah restart server', 'TERIMA 1'],
      Wulan: 'diteruskan ke Jasnita',
    })
    await say('14.20', 'Ratna', 'KOORDINASI 1')
    await desk.hears({ Ratna: ['sudah dikoordinasikan', '24/11 14.20 WIB'] })
    await say('14.22', 'Bagas', 'ETA 1 2 jam lagi')
    await desk.hears({ Bagas: '16.22 WIB', Ratna: ['memperkirakan selesai 16.22 WIB', '24/11 14.20 WIB'] })
    await say('14.50', 'Nadia', 'PROGRES 1 menunggu suku cadang')
    await desk.hears({ Nadia: 'perkembangan dicatat', Ratna: ['perkembangan', 'menunggu suku cadang'] })
    await say('15.10', 'Bagas', 'SELESAI 1 SIP trunk dialihkan')
    await desk.hears({
      Bagas: 'dicatat teratasi',
      Wulan: ['SIP trunk dialihkan', 'YA 1', 'BELUM 1'],
      Ratna: 'dinyatakan teratasi oleh Jasnita',
    })
    await say('15.12', 'Dimas', 'YA 1')
    await desk.hears({ Dimas: 'terkonfirmasi', Wulan: 'Dimas', Ratna: 'selesai', Bagas: 'selesai', Nadia: 'selesai' })
    expect(await desk.ticket(1)).toMatchObject({
      state: 'closed',
      closedAs: 'confirmed',
      vendor: { id: 'jasnita', eta: wib('16.22') },
      action: 'SIP trunk dialihkan',
    })
    expect((await desk.ticket(1)).steps.slice(3)).toEqual([
      section(4, '14.05', '14.20', '14.15'),
      section(5, '14.15', '14.25', '14.20'),
      { ...section(6, '14.20', '14.20', '15.10'), dueAt: wib('14.20', 1), by: 'Bagas' },
      { step: 7, cycle: 1, startedAt: wib('15.10'), doneAt: wib('15.12'), by: 'Dimas', verdict: 'on-time' },
    ])
  })

  test.each([
    ['reported', ['2 on-time', '3 not-recorded', '4 on-time', '5 running']],
    ['analysing', ['2 on-time', '3 not-recorded', '4 on-time', '5 running']],
    ['repairing', ['2 on-time', '3 on-time', '4 on-time', '5 running']],
  ] as const)('JASNITA from %s opens step 5; her TERIMA ends it and starts her 24 hours', async (state, verdicts) => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, state)
    await say('14.06', 'Ratna', 'JASNITA 1')
    await desk.hears({ Ratna: 'BUKA 1', Bagas: 'TERIMA 1', Nadia: 'TERIMA 1', Wulan: 'diteruskan ke Jasnita' })
    expect(await desk.verdicts(1)).toEqual(['1 on-time', ...verdicts])
    await say('14.10', 'Bagas', 'TERIMA 1')
    await desk.hears({ Bagas: '24/11 14.10 WIB', Ratna: 'diterima Jasnita' })
    expect((await desk.ticket(1)).steps.at(-1)).toEqual({
      step: 6,
      cycle: 1,
      startedAt: wib('14.10'),
      dueAt: wib('14.10', 1),
      verdict: 'running',
    })
  })

  test.each([
    ['14.05', '14.35', '4 on-time'],
    ['14.05', '14.35.01', '4 late'],
  ])('SELESAI from step 2 is judged against 30 minutes together: reported %s, resolved %s', async (_at, done, four) => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'reported')
    await say(done, 'Ratna', 'SELESAI 1 kabel diganti')
    await desk.readsAll()
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 late', '3 not-recorded', four, '7 running'])
    expect((await desk.ticket(1)).steps[3]).toMatchObject({ step: 4, dueAt: wib('14.35') })
  })

  test('SELESAI after TERIMA is judged against 25 minutes together', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'analysing')
    await say('14.30', 'Ratna', 'SELESAI 1 kabel diganti')
    await desk.readsAll()
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 on-time', '3 not-recorded', '4 on-time', '7 running'])
    expect((await desk.ticket(1)).steps[3]).toMatchObject({ step: 4, dueAt: wib('14.30') })
  })

  test.each(['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'] as const)(
    'an explicit YA of a call taker in %s closes as self-healed and tells everyone who was told',
    async (state) => {
      desk = await TestDesk.start({ backend })
      const say = await bring(desk, state)
      await say('14.07', 'Wulan', 'YA 1')
      const vendor = state === 'coordinating' || state === 'vendor-repairing'
      await desk.hears({
        Wulan: ['ditutup', 'dengan sendirinya'],
        Ratna: ['ditutup', 'dengan sendirinya'],
        ...(vendor ? { Bagas: 'dengan sendirinya', Nadia: 'dengan sendirinya' } : {}),
      })
      expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'self-healed', closedAt: wib('14.07') })
      expect((await desk.verdicts(1)).at(-1)).toMatch(/skipped$/)
    },
  )

  test('a bare YA while the repair goes on does nothing', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'repairing')
    await say('14.08', 'Dimas', 'YA')
    await desk.readsAll()
    expect(await desk.ticket(1)).toMatchObject({ state: 'repairing', step: 4 })
  })

  test('Kepala Seksi reports and repairs: the call takers on duty are asked, and may confirm', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', 'Sinta', 'PULANG')
    await desk.readsAll()
    await say('14.05', 'Ratna', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Ratna: 'No. 1' })
    await say('14.06', 'Ratna', 'YA 1')
    await desk.hears({ Ratna: 'wewenang Call Taker' })
    await say('14.07', 'Ratna', 'SELESAI 1 akun dibuka')
    const ask = ['akun dibuka', 'YA 1', 'BELUM 1']
    await desk.hears({ Ratna: 'Menunggu konfirmasi Call Taker', Wulan: ask, Dimas: ask })
    await say('14.08', 'Ratna', 'YA 1')
    await desk.hears({ Ratna: ['wewenang Call Taker', 'TUTUP 1'] })
    await say('14.09', 'Dimas', 'YA 1')
    await desk.hears({ Dimas: 'terkonfirmasi', Ratna: ['selesai', 'Dimas'], Wulan: ['selesai', 'Dimas'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed' })
  })

  test('staf repairs what they reported themselves: the call takers on duty are asked', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', 'Asep', 'LAPOR PC 2 tidak bisa login')
    await say('14.06', 'Ratna', 'ALIHKAN 1 Asep')
    await desk.readsAll()
    await say('14.07', 'Asep', 'SELESAI 1 akun dibuka')
    await desk.hears({ Asep: 'teratasi', Wulan: 'YA 1', Dimas: 'YA 1', Sinta: 'YA 1' })
    await say('14.08', 'Asep', 'YA 1')
    await desk.hears({ Asep: 'wewenang Call Taker' })
    await desk.advanceTo(wib('14.23'))
    expect((await desk.timeline()).map((line) => line.slice(0, 12))).toEqual([
      '14.22 Dimas:',
      '14.22 Sinta:',
      '14.22 Wulan:',
    ])
  })

  test.each([
    ['sdh normal sendiri yang ext 101', 'Keterangan: sdh normal sendiri yang ext 101\n'],
    ['YA 1 setelah restart PC sudah lancar', 'Keterangan: setelah restart PC sudah lancar\n'],
    ['1 lapor sudah normal', /^(?!.*Keterangan)/s],
  ])('what was said with the ending is read as it was typed, or not at all: %s', async (text, read) => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.08', 'Wulan', text)
    await desk.hears({ Wulan: 'terkonfirmasi', Ratna: ['selesai, dikonfirmasi', read] })
  })

  test('Kepala Seksi may not confirm, but close with a reason', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.08', 'Ratna', 'YA 1')
    await desk.hears({ Ratna: 'TUTUP 1' })
    await say('14.09', 'Ratna', 'TUTUP 1 pelapor lepas jaga')
    await desk.hears({ Ratna: ['ditutup', 'BUKA 1'], Wulan: ['ditutup', 'pelapor lepas jaga', 'BUKA 1'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'unconfirmed', closedAt: wib('14.09') })
  })
})

const section = (step: number, from: string, due: string, done: string) => ({
  step,
  cycle: 1,
  startedAt: wib(from),
  dueAt: wib(due),
  doneAt: wib(done),
  by: 'Ratna',
  verdict: 'on-time',
})
