/** The canonical commands (issue of part 1, item 4; DOMAIN 4.2; DESIGN 5): each one typed, answered and carried out. */
import { afterEach, describe, expect, test } from 'vitest'
import { inTurn, TestDesk } from '../harness/desk.ts'
import { bring, wib } from './path.ts'

describe('on the backends in turn', () => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test.each([
    ['reported', 'Ratna', 'TERIMA 1', 'diterima 14.06 WIB', 'analysing'],
    ['reported', 'Ratna', 'ANALISA 1', 'dianalisa', 'analysing'],
    ['reported', 'Ratna', 'PERBAIKI 1', 'mulai diperbaiki', 'repairing'],
    ['analysing', 'Ratna', 'PERBAIKI 1', 'mulai diperbaiki', 'repairing'],
    ['repairing', 'Ratna', 'SELESAI 1 kabel LAN diganti', 'dicatat teratasi', 'awaiting-confirmation'],
    ['repairing', 'Ratna', 'JASNITA 1 server tidak merespons', 'diteruskan ke Jasnita', 'coordinating'],
    ['coordinating', 'Ratna', 'KOORDINASI 1 telp Pak Yudi', 'dikoordinasikan', 'vendor-repairing'],
    ['reported', 'Ratna', 'KOORDINASI 1 telp Pak Yudi', 'dikoordinasikan', 'vendor-repairing'],
    ['vendor-repairing', 'Ratna', 'ETA 1 2 jam lagi', '16.06 WIB', 'vendor-repairing'],
    ['vendor-repairing', 'Ratna', 'PROGRES 1 teknisi di lokasi', 'perkembangan dicatat', 'vendor-repairing'],
    ['vendor-repairing', 'Ratna', 'SELESAI 1 trunk dialihkan', 'dicatat teratasi', 'awaiting-confirmation'],
    ['coordinating', 'Ratna', 'BUKA 1', 'ditarik kembali', 'analysing'],
    ['awaiting-confirmation', 'Ratna', 'BELUM 1 masih mati', 'putaran 2', 'analysing'],
    ['awaiting-confirmation', 'Ratna', 'TUTUP 1 pelapor lepas jaga', 'ditutup', 'closed'],
    ['repairing', 'Ratna', 'BATAL 1 laporan keliru', 'dibatalkan', 'cancelled'],
    ['coordinating', 'Bagas', 'TERIMA 1', 'diterima Jasnita', 'vendor-repairing'],
    ['coordinating', 'Bagas', 'ETA 1 2 jam lagi', '16.06 WIB', 'vendor-repairing'],
    ['coordinating', 'Bagas', 'PROGRES 1 menunggu suku cadang', 'perkembangan dicatat', 'vendor-repairing'],
    ['coordinating', 'Bagas', 'SELESAI 1 trunk dialihkan', 'dicatat teratasi', 'awaiting-confirmation'],
    ['awaiting-confirmation', 'Wulan', 'YA 1', 'terkonfirmasi', 'closed'],
    ['awaiting-confirmation', 'Yudi', 'YA 1', 'terkonfirmasi', 'closed'],
    ['awaiting-confirmation', 'Dimas', 'BELUM 1 masih mati', 'putaran 2', 'analysing'],
    ['reported', 'Wulan', 'BATAL 1 salah kirim', 'dibatalkan', 'cancelled'],
    ['repairing', 'Wulan', 'INFO 1 sudah dicoba di PC lain', 'Keterangan dicatat', 'repairing'],
    ['repairing', 'Wulan', 'STATUS 1', 'Dalam perbaikan', 'repairing'],
    ['repairing', 'Yudi', 'STATUS 1', 'Dalam perbaikan', 'repairing'],
    ['coordinating', 'Ratna', 'PERBAIKI 1', 'masih: Koordinasi', 'coordinating'],
    ['repairing', 'Ratna', 'PERBAIKI 1', 'sudah mulai diperbaiki', 'repairing'],
    ['reported', 'Ratna', 'DAMPAK 1', 'mohon sebutkan tingkatnya', 'reported'],
    ['vendor-repairing', 'Nadia', 'STATUS 1', 'Perbaikan oleh Jasnita', 'vendor-repairing'],
  ] as const)('in %s, %s: %s', async (before, name, text, answer, after) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, before)
    await say('14.06', name, text)
    const own = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone(name).address)
    expect(own.map((message) => message.text)).toEqual([expect.stringContaining(answer)])
    expect((await desk.ticket(1)).state).toBe(after)
  })

  test("Jasnita's own ticket number is kept", async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'coordinating')
    await say('14.06', 'Ratna', 'KOORDINASI 1 telp Pak Yudi, tiket vendor JSN-881')
    await desk.readsAll()
    expect(await desk.ticket(1)).toMatchObject({ vendor: { id: 'jasnita', ticket: 'JSN-881' } })
  })

  test('ALIHKAN hands the ticket to staf: they are asked, step and clock stay, Kepala Seksi hears the breach', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Asep', 'SELESAI 1 kabel diganti')
    await desk.hears({ Asep: 'pada Ratna', Ratna: ['kabel diganti', 'Balas SELESAI 1 bila benar.'] })
    await say('14.07', 'Ratna', 'ALIHKAN 1 Asep')
    await desk.hears({
      Ratna: ['dialihkan kepada Asep', '14.20 WIB'],
      Asep: ['diserahkan', /^(?!.*Pesan)/s, 'JASNITA 1'],
    })
    expect(await desk.ticket(1)).toMatchObject({ step: 4, assignee: { name: 'Asep', role: 'staf' } })
    await desk.advanceTo(wib('14.21'))
    expect((await desk.timeline()).map((line) => line.slice(0, 12))).toEqual([
      '14.17 Asep: ',
      '14.20 Asep: ',
      '14.20 Ratna:',
      '14.20 Yudi: ',
    ])
    await say('14.22', 'Asep', 'SELESAI 1 kabel diganti')
    await desk.hears({ Asep: 'dicatat teratasi', Wulan: ['kabel diganti', 'YA 1'] })
    expect((await desk.ticket(1)).steps[3]).toMatchObject({ step: 4, by: 'Asep', verdict: 'late' })
  })

  test('PULANG names a substitute, who is asked; Kepala Seksi keeps all rights; HADIR ends it', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'PULANG Asep')
    await desk.hears({
      Ratna: ['selesai bertugas', 'Asep menggantikan Kepala Seksi', 'HADIR'],
      Asep: ['menggantikan Ratna (Kepala Seksi)', 'Tiket terbuka: No. 1.'],
    })
    await say('14.06', 'Wulan', 'LAPOR printer macet')
    await desk.hears({ Wulan: 'No. 2', Asep: ['Laporan baru No. 2', 'TERIMA 2'] })
    await say('14.07', 'Asep', 'TERIMA 1')
    await desk.hears({ Asep: 'PERBAIKI 1', Wulan: 'sudah diterima' })
    await say('14.07', 'Ratna', 'PERBAIKI 1')
    await desk.hears({ Ratna: 'mulai diperbaiki' })
    await say('14.07', 'Ratna', 'HADIR')
    await desk.hears({ Ratna: 'tercatat bertugas', Asep: 'Penggantian Ratna (Kepala Seksi) berakhir' })
    await say('14.07', 'Asep', 'TERIMA 2')
    await desk.hears({ Asep: 'Kepala Seksi' })
    expect((await desk.ticket(2)).state).toBe('reported')
  })

  test('PULANG without a substitute leaves a role without anybody: supervisor and admin are told at once', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'PULANG Budi')
    await desk.hears({ Ratna: ['Nama Budi tidak terdaftar', 'tetap bertugas', 'PULANG'] })
    await say('14.06', 'Ratna', 'PULANG')
    const gap = ['tidak ada Kepala Seksi yang bertugas sejak 14.06 WIB', 'Ratna', 'HADIR', 'PULANG']
    await desk.hears({ Ratna: ['Tidak ada Kepala Seksi lain', 'PULANG'], Yudi: gap, Tari: gap })
    await say('14.06', 'Wulan', 'PULANG')
    await desk.hears({ Wulan: 'selesai bertugas' })
  })

  test('when the reporter went home, the call takers on duty are asked, and may confirm', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Wulan', 'PULANG')
    await say('14.06', 'Sinta', 'PULANG')
    await desk.readsAll()
    await say('14.07', 'Ratna', 'SELESAI 1 kabel diganti')
    await desk.hears({ Ratna: 'teratasi', Dimas: ['kabel diganti', 'YA 1', 'BELUM 1'] })
    await say('14.08', 'Sinta', 'YA 1')
    await desk.hears({ Sinta: ['tidak bertugas', 'HADIR'] })
    await say('14.09', 'Dimas', 'YA 1')
    await desk.hears({ Dimas: 'terkonfirmasi', Ratna: 'Dimas', Wulan: 'Dimas', Sinta: 'Dimas' })
  })

  test('DAFTAR and BANTUAN are answered to each role', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    for (const name of ['Wulan', 'Yudi', 'Ratna', 'Tari']) {
      await say('14.06', name, 'DAFTAR')
      await desk.hears({ [name]: ['1 tiket terbuka', 'PC 2 tidak bisa login', 'Dalam perbaikan'] })
    }
    await say('14.06', 'Bagas', 'DAFTAR')
    await desk.hears({ Bagas: 'Tidak ada tiket terbuka' })
    await say('14.06', 'Wulan', 'BANTUAN')
    await desk.hears({ Wulan: ['LAPOR', 'STATUS', 'DAFTAR', 'Contoh'] })
    await say('14.06', 'Ratna', 'BANTUAN')
    await desk.hears({ Ratna: ['SELESAI 1 atau JASNITA 1', 'ALIHKAN', 'Contoh'] })
    await say('14.06', 'Bagas', 'BANTUAN')
    await desk.hears({ Bagas: ['INFO', 'Contoh'] })
  })

  test('BERHENTI ends the notices until MULAI, and the gap is told', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'BERHENTI')
    await desk.hears({ Ratna: 'dihentikan', Tari: ['Ratna', 'Kepala Seksi'], Yudi: ['Ratna', 'lanjut: 1'] })
    await say('14.06', 'Wulan', 'LAPOR printer macet')
    await desk.hears({
      Wulan: 'No. 2',
      Yudi: ['Laporan baru No. 2', 'Kepala Seksi (Ratna, 0811-0000-0005) belum dapat dihubungi'],
    })
    await say('14.07', 'Ratna', 'TERIMA 2')
    await desk.hears({ Ratna: 'diterima', Wulan: 'sudah diterima' })
    await say('14.07', 'Ratna', 'MULAI')
    const back = 'Kepala Seksi kembali ada: Ratna'
    await desk.hears({ Ratna: ['aktif kembali', 'No. 1', 'TERIMA 1'], Yudi: back, Tari: back })
    await say('14.07', 'Wulan', 'LAPOR peta kosong')
    await desk.hears({ Wulan: 'No. 3', Ratna: 'Laporan baru No. 3' })
  })
})
