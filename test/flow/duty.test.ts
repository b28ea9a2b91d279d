/** The right person on duty hears: substitutes with an end, leave, and roles that nobody has (issue of part 5, item 1). */
import { afterEach, describe, expect, test } from 'vitest'
import { inTurn, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

const OFFICE = `
people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001", shift: siang}
  - {name: Dimas, role: call_taker, phone: "+6281100000002", shift: malam}
  - {name: Yudi, role: supervisor, phone: "+6281100000004"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", shift: 07.30-16.00}
  - {name: Asep, role: staf, phone: "+6281100000006"}
  - {name: Bagas, role: jasnita, phone: "+6281100000007"}
  - {name: Tari, role: admin, phone: "+6281100000009"}
`

describe('on the backends in turn', () => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('"ke Asep dulu smp jam 3": Asep is asked until 03.00, then both are told once and Ratna is asked, mid-ticket', async () => {
    desk = await TestDesk.start({ backend: inTurn(), now: wib('23.00') })
    const say = talkOn(desk)
    await say('23.00', 'Ratna', 'ke Asep dulu smp jam 3')
    await desk.hears({
      Ratna: ['Asep menggantikan Kepala Seksi sampai 24/11 03.00 WIB', 'HADIR'],
      Asep: ['menggantikan Ratna (Kepala Seksi) sampai 24/11 03.00 WIB'],
    })
    await desk.advanceTo(wib('02.57', 1))
    const night = talkOn(desk, 1)
    await night('02.57', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Asep: ['Laporan baru No. 1', 'TERIMA 1'] })
    await desk.advanceTo(wib('03.03', 1))
    expect(await desk.timeline()).toEqual([
      '24/11 03.00 Asep: Penggantian Ratna (Kepala Seksi) berakhir 03.00 WIB.',
      '24/11 03.00 Ratna: Masa pengganti Asep (Kepala Seksi) berakhir 03.00 WIB.',
      '24/11 03.00 Ratna: PENGINGAT 1: belum diterima, sisa 2 menit (tenggat 03.02 WIB).',
      '24/11 03.02 Ratna: TERLAMBAT 1: belum diterima, tenggat 03.02 WIB sudah tiba.',
      '24/11 03.02 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, tenggat 03.02 WIB sudah tiba.',
    ])
    const texts = (await desk.messages()).map(({ text }) => text).join('\n')
    expect(texts).toContain('Tiketnya kembali kepada Ratna: No. 1.')
    expect(texts).toContain(
      'Masa pengganti Asep (Kepala Seksi) berakhir 03.00 WIB.\nAnda kembali bertugas.\nTiket terbuka: No. 1.',
    )
    await night('03.03', 'Asep', 'SELESAI 1 ganti switch')
    await desk.hears({
      Asep: ['SELESAI 1 belum dicatat: tiket sekarang pada Ratna, yang sudah diberi tahu.', 'Balas INFO 1 bila ada'],
      Ratna: ['Staf Teknis (Asep) menyatakan tiket No. 1 teratasi: "ganti switch"', 'Balas SELESAI 1 bila benar.'],
    })
    await night('03.03', 'Asep', 'TERIMA 1')
    await desk.hears({ Asep: 'Kepala Seksi' })
    await night('03.04', 'Ratna', 'TERIMA 1')
    await desk.hears({ Ratna: 'diterima', Wulan: 'sudah diterima' })
  })

  test('"alihkan 1 ke asep sampe jam 3": that ticket alone is Asep’s until 15.00, then Ratna is asked again', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Ratna', 'alihkan 1 ke asep sampe jam 3')
    await desk.hears({ Ratna: 'dialihkan kepada Asep sampai 15.00 WIB', Asep: ['diserahkan', 'sampai 15.00 WIB'] })
    await desk.advanceTo(wib('15.06'))
    expect((await desk.timeline()).filter((line) => !line.includes('Yudi'))).toEqual([
      '14.17 Asep: PENGINGAT 1: perbaikan belum selesai, sisa 3 menit (tenggat 14.20 WIB).',
      '14.20 Asep: Tiket No. 1: waktu perbaikan 15 menit habis. Apakah sudah teratasi?',
      '14.20 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis. Apakah sudah teratasi?',
      '14.35 Asep: Tiket No. 1: waktu perbaikan 15 menit habis, lewat 15 menit. Apakah sudah teratasi?',
      '14.35 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis, lewat 15 menit. Apakah sudah teratasi?',
      '15.00 Asep: Tiket No. 1 kembali kepada Kepala Seksi: penyerahan kepada Asep berakhir 15.00 WIB.',
      '15.00 Ratna: Tiket No. 1 kembali kepada Kepala Seksi: penyerahan kepada Asep berakhir 15.00 WIB.',
      '15.05 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis, lewat 45 menit. Apakah sudah teratasi?',
    ])
    await say('15.06', 'Asep', 'SELESAI 1 kabel diganti')
    await desk.hears({ Asep: 'tiket sekarang pada Ratna', Ratna: 'menyatakan tiket No. 1 teratasi' })
    const { events } = await desk.ticket(1)
    expect(events).toContainEqual(expect.objectContaining({ type: 'TicketReassigned', until: wib('15.00') }))
    expect(events).toContainEqual(expect.objectContaining({ type: 'HandoverEnded', at: wib('15.00') }))
  })

  test('HADIR before the end ends it at once, and nothing is told at the time', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Ratna', 'rapat sampai jam 4, titip ke Asep')
    await desk.hears({ Ratna: 'Asep menggantikan Kepala Seksi sampai 16.00 WIB', Asep: 'menggantikan Ratna' })
    await say('14.30', 'Ratna', 'HADIR')
    await desk.hears({ Ratna: 'tercatat bertugas', Asep: 'Penggantian Ratna (Kepala Seksi) berakhir 14.30 WIB' })
    await desk.advanceTo(wib('16.30'))
    expect(await desk.timeline()).toEqual([])
  })

  test.each([
    ['cuti 3 hari', '26/11 00.00', 'tidak bertugas sampai akhir 25/11.'],
    ['cuti smp tgl 25', '26/11 00.00', 'tidak bertugas sampai akhir 25/11.'],
    ['izin keluar 2 jam', '16.05', 'tidak bertugas sampai 16.05 WIB'],
  ])('%s ends by itself', async (text, _end, answer) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Bagas', text)
    await desk.hears({ Bagas: answer })
    const isOn = async () => {
      const { people } = await desk.get<{ people: { name: string; onDuty: boolean }[] }>('/api/people')
      return people.find(({ name }) => name === 'Bagas')?.onDuty
    }
    const end = text.startsWith('izin') ? wib('16.05') : wib('00.00', 3)
    await desk.advanceTo(new Date(Date.parse(end) - 1000).toISOString())
    expect(await isOn()).toBe(false)
    await desk.advanceTo(end)
    expect(await isOn()).toBe(true)
    expect(await desk.timeline()).toEqual([])
  })

  test('a substitute is told for whom, until when and what waits; PULANG said again, or with an unknown name, keeps them', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.05', 'Ratna', 'PULANG ke Asep sampai jam 4')
    await desk.hears({
      Ratna: 'Asep menggantikan Kepala Seksi sampai 16.00 WIB',
      Asep: ['menggantikan Ratna (Kepala Seksi) sampai 16.00 WIB', 'Tiket terbuka: No. 1.', 'Balas DAFTAR'],
    })
    await say('14.06', 'Ratna', 'PULANG')
    await desk.hears({ Ratna: 'Asep menggantikan Kepala Seksi sampai 16.00 WIB' })
    await say('14.06', 'Ratna', 'PULANG ke Pak Zulkarnaen')
    await desk.hears({ Ratna: ['Zulkarnaen tidak terdaftar', 'Asep menggantikan Kepala Seksi sampai 16.00 WIB'] })
    await say('14.06', 'Ratna', 'PULANG ke Yudi')
    await desk.hears({
      Ratna: 'Yudi menggantikan Kepala Seksi',
      Asep: ['Penggantian Ratna (Kepala Seksi) berakhir 14.06 WIB', 'Tiketnya diteruskan Yudi: No. 1.'],
      Yudi: ['menggantikan Ratna (Kepala Seksi) sampai beliau HADIR', 'No. 1'],
    })
  })

  test.each([
    ['Wulan', 'Call Taker'],
    ['Bagas', 'Jasnita'],
    ['Tari', 'Admin'],
    ['Agus', 'Auditor'],
  ])('%s (%s) may not stand in for Kepala Seksi: who may is told, and Ratna stays on duty', async (name, role) => {
    desk = await TestDesk.start({
      backend: inTurn(),
      deskFile: `${OFFICE}  - {name: Agus, role: auditor, phone: "+6281100000010"}\n`,
    })
    const say = talkOn(desk)
    await say('14.05', 'Ratna', `PULANG ke ${name}`)
    await desk.hears({
      Ratna: [
        'Belum dicatat: Kepala Seksi (Ratna) tetap bertugas.',
        `${name} (${role}) tidak dapat menggantikan Kepala Seksi, hanya Staf Teknis, Supervisor atau Kepala Seksi lain.`,
        'Balas PULANG Asep, atau PULANG saja tanpa pengganti.',
      ],
    })
    await say('14.06', 'Ratna', 'PULANG ke Pak Zulkarnaen')
    await desk.hears({ Ratna: ['tetap bertugas', 'Nama Pak Zulkarnaen tidak terdaftar', 'PULANG saja'] })
    await say('14.06', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await say('14.06', 'Ratna', 'PULANG ke Asep')
    await desk.hears({ Ratna: 'Asep menggantikan Kepala Seksi.', Asep: 'menggantikan Ratna (Kepala Seksi)' })
  })

  test.each([
    ['Wulan', 'Asep', 'Asep (Staf Teknis) tidak dapat menggantikan Call Taker, hanya Call Taker lain atau Supervisor.'],
    ['Bagas', 'Asep', 'Asep (Staf Teknis) tidak dapat menggantikan Jasnita, hanya Jasnita lain.'],
    ['Ratna', 'Ratna', 'Pengganti harus orang lain.'],
    ['Yudi', 'Ratna', 'Ratna menggantikan Supervisor sampai 16.00 WIB.'],
    ['Wulan', 'Dimas', 'Dimas sedang tidak bertugas, mohon Dimas membalas HADIR.'],
  ])('%s writes PULANG ke %s: %s', async (name, other, answer) => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await talkOn(desk)('14.05', name, `PULANG ke ${other} sampai jam 4`)
    const heard = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone(name).address)
    expect(heard.map(({ text }) => text).join('\n')).toContain(answer)
  })

  test('who stands in for Kepala Seksi and goes home passes that on, in words that name the role', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.05', 'Ratna', 'PULANG ke Asep')
    await desk.readsAll()
    await say('14.06', 'Asep', 'PULANG ke Yudi')
    await desk.hears({
      Asep: ['Staf Teknis (Asep) tercatat selesai bertugas.', 'Yudi menggantikan Kepala Seksi.'],
      Yudi: ['menggantikan Asep (Kepala Seksi)', 'No. 1'],
    })
    await say('14.07', 'Yudi', 'TERIMA 1')
    await desk.hears({ Yudi: 'PERBAIKI 1', Wulan: 'sudah diterima' })
  })

  test('a substitute who is off duty is asked to come, and the holder is told so', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Asep', 'PULANG')
    await desk.hears({ Asep: 'selesai bertugas' })
    await say('14.05', 'Ratna', 'PULANG ke Asep')
    const gap = 'tidak ada Kepala Seksi yang bertugas'
    await desk.hears({
      Ratna: 'Asep sedang tidak bertugas, mohon Asep membalas HADIR',
      Asep: ['menggantikan Ratna', 'Mohon balas HADIR'],
      Yudi: gap,
      Tari: gap,
    })
  })

  test.each([
    ['cuti besok', 'Dicatat: cuti 24 November.', ['24/11 00.00', '24/11']],
    ['besok saya libur', 'Dicatat: cuti 24 November.', ['24/11 00.00', '24/11']],
    ['PULANG besok', 'Dicatat: cuti 24 November.', ['24/11 00.00', '24/11']],
    ['cuti besok sampai lusa', 'Dicatat: cuti 24 November sampai 25 November.', ['24/11 00.00', '25/11']],
  ])('"%s" begins tomorrow, and the gap is told in time', async (text, answer, [from, to]) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Ratna', text)
    await desk.hears({ Ratna: answer })
    await say('14.10', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await say('14.10', 'Wulan', 'BATAL 1 keliru')
    await desk.readsAll()
    await desk.advanceTo(wib('23.31'))
    const ahead = `tidak ada Kepala Seksi yang bertugas mulai ${from} WIB sampai akhir ${to}.`
    await desk.hears({ Ratna: ahead, Yudi: ahead, Tari: ahead })
  })

  test('PULANG for later today begins at its hour: the substitute is told now and then, and the holder is back at the end', async () => {
    desk = await TestDesk.start({ backend: inTurn(), now: wib('08.00') })
    const say = talkOn(desk)
    await say('08.00', 'Ratna', 'PULANG ke Asep jam 9 sampai jam 11')
    await desk.hears({
      Ratna: [
        'Dicatat: tidak bertugas mulai 09.00 WIB sampai 11.00 WIB.',
        'Asep menggantikan Kepala Seksi.',
        'BATAL PULANG',
      ],
      Asep: 'akan menggantikan Ratna (Kepala Seksi) mulai 09.00 WIB sampai 11.00 WIB.',
    })
    await say('08.30', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await say('08.31', 'Ratna', 'TERIMA 1')
    await say('08.31', 'Ratna', 'SELESAI 1 kabel')
    await say('08.31', 'Wulan', 'YA 1')
    await desk.readsAll()
    await desk.advanceTo(wib('09.00'))
    await desk.hears({ Asep: 'menggantikan Ratna (Kepala Seksi) sampai 11.00 WIB' })
    await say('09.05', 'Wulan', 'LAPOR printer macet')
    await desk.hears({ Wulan: 'No. 2', Asep: 'Laporan baru No. 2' })
    await say('09.06', 'Asep', 'TERIMA 2')
    await say('09.06', 'Asep', 'SELESAI 2 kertas')
    await say('09.07', 'Wulan', 'YA 2')
    await desk.readsAll()
    await desk.advanceTo(wib('11.00'))
    await desk.hears({ Asep: 'berakhir', Ratna: 'Anda kembali bertugas' })
  })

  test('"PULANG nanti jam 15": on duty until then, and the gap is told in time; said again, the hour changes', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Ratna', 'PULANG nanti jam 15')
    await desk.hears({ Ratna: 'Dicatat: tidak bertugas mulai 15.00 WIB.' })
    await say('14.06', 'Ratna', 'PULANG jam 16')
    await desk.hears({ Ratna: 'Catatan diubah: tidak bertugas mulai 16.00 WIB.' })
    await desk.advanceTo(wib('15.29'))
    await desk.hears({})
    await desk.advanceTo(wib('15.31'))
    const ahead = 'tidak ada Kepala Seksi yang bertugas mulai 16.00 WIB'
    await desk.hears({ Ratna: ahead, Yudi: ahead, Tari: ahead })
    await desk.advanceTo(wib('16.00.30'))
    const gap = 'tidak ada Kepala Seksi yang bertugas sejak 16.00 WIB'
    await desk.hears({ Yudi: gap, Tari: gap })
    await say('16.01', 'Ratna', 'HADIR')
    const back = 'Kepala Seksi kembali ada: Ratna, sejak 16.01 WIB.'
    await desk.hears({ Ratna: 'tercatat bertugas', Yudi: back, Tari: back })
  })

  test.each([
    ['batal cuti', 'Dibatalkan: cuti 24 November.'],
    ['cuti batal', 'Dibatalkan: cuti 24 November.'],
    ['ga jadi cuti besok', 'Dibatalkan: cuti 24 November.'],
    ['HADIR besok', 'Dibatalkan: cuti 24 November.'],
  ])('"%s" takes noted leave back: nobody is missed tomorrow, and the substitute is told', async (text, answer) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Ratna', 'cuti besok, titip ke Asep')
    await desk.hears({
      Ratna: ['cuti 24 November', 'Asep menggantikan Kepala Seksi.'],
      Asep: 'akan menggantikan Ratna',
    })
    await say('14.06', 'Ratna', text)
    await desk.hears({
      Ratna: [answer, 'Tercatat bertugas seperti biasa.', 'CUTI dan tanggalnya'],
      Asep: 'Penggantian Ratna (Kepala Seksi) mulai 24/11 00.00 WIB dibatalkan.',
    })
    await desk.advanceTo(wib('09.00', 1))
    await desk.hears({})
    await talkOn(desk, 1)('09.00', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
  })

  test('leave said again is changed, one day of it is taken back, and what was never noted is said so', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Bagas', 'cuti besok')
    await desk.hears({ Bagas: 'Dicatat: cuti 24 November.' })
    await say('14.06', 'Bagas', 'cuti besok sampai tgl 26')
    await desk.hears({ Bagas: 'Catatan diubah: cuti 24 November sampai 26 November.' })
    await say('14.07', 'Bagas', 'HADIR tgl 25')
    await desk.hears({ Bagas: ['Dibatalkan: cuti 25 November.', 'Masih tercatat: 24 November; 26 November.'] })
    await say('14.08', 'Bagas', 'batal cuti')
    await desk.hears({ Bagas: ['Yang mana dibatalkan? Tercatat: 24 November; 26 November.', 'BATAL CUTI 24 November'] })
    await say('14.09', 'Bagas', 'BATAL CUTI 24 november')
    await desk.hears({ Bagas: ['Dibatalkan: cuti 24 November.', 'Masih tercatat: 26 November.'] })
    await say('14.10', 'Bagas', 'HADIR besok')
    await desk.hears({ Bagas: 'Tidak ada cuti atau PULANG yang tercatat untuk 24 November.' })
    await say('14.11', 'Bagas', 'PULANG')
    await desk.hears({ Bagas: 'selesai bertugas' })
    await say('14.11', 'Bagas', 'HADIR besok')
    await desk.hears({ Bagas: [/^(?!.*Tercatat bertugas).*tidak bertugas\./s, 'Balas HADIR saat mulai bertugas.'] })
    await say('14.12', 'Bagas', 'ga jadi pulang')
    await desk.hears({ Bagas: 'tercatat bertugas' })
  })

  test('two roles that end at the same minute are one message to each who hears of them', async () => {
    const deskFile = OFFICE.replace('role: jasnita, ', 'role: jasnita, shift: 07.30-16.00, ')
    desk = await TestDesk.start({ backend: inTurn(), deskFile })
    await desk.advanceTo(wib('16.00'))
    const both = [
      /tidak ada Kepala Seksi.*\n.*\nPERHATIAN: tidak ada Jasnita|tidak ada Jasnita.*\n.*\nPERHATIAN: tidak ada Kepala Seksi/,
    ]
    const heard = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Yudi').address)
    expect(heard.map(({ at }) => at)).toEqual([wib('15.30'), wib('16.00')])
    for (const { text } of heard) for (const words of both) expect(text).toMatch(words)
  })

  test('nobody for a role: told half an hour before and when it begins, once, to who goes, who is above and the admin', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await desk.advanceTo(wib('15.29'))
    expect(await desk.timeline()).toEqual([])
    await desk.advanceTo(wib('15.30'))
    const ahead = 'tidak ada Kepala Seksi yang bertugas mulai 16.00 WIB sampai 24/11 07.30 WIB'
    await desk.hears({
      Ratna: [ahead, 'Mohon balas HADIR', 'PULANG dan nama pengganti'],
      Yudi: [ahead, 'Ratna', 'Mohon hubungi petugas'],
      Tari: ahead,
    })
    await desk.advanceTo(wib('20.59'))
    expect(await desk.timeline()).toEqual([
      '16.00 Ratna: PERHATIAN: tidak ada Kepala Seksi yang bertugas sejak 16.00 WIB sampai 24/11 07.30 WIB.',
      '16.00 Tari: PERHATIAN: tidak ada Kepala Seksi yang bertugas sejak 16.00 WIB sampai 24/11 07.30 WIB.',
      '16.00 Yudi: PERHATIAN: tidak ada Kepala Seksi yang bertugas sejak 16.00 WIB sampai 24/11 07.30 WIB.',
    ])
  })

  test('a substitute named in time: nothing more is told, until the substitute goes home as well', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await desk.advanceTo(wib('15.30'))
    await desk.readsAll()
    const say = talkOn(desk)
    await say('15.40', 'Ratna', 'PULANG Asep smp jam 8 malam')
    await desk.hears({ Ratna: 'Asep menggantikan Kepala Seksi sampai 20.00 WIB', Asep: 'menggantikan Ratna' })
    await desk.advanceTo(wib('17.00'))
    expect(await desk.timeline()).toEqual([])
    await say('17.00', 'Asep', 'PULANG')
    const gap = 'tidak ada Kepala Seksi yang bertugas sejak 17.00 WIB sampai 24/11 07.30 WIB'
    await desk.hears({ Asep: 'selesai bertugas', Yudi: gap, Tari: gap })
    await say('17.05', 'Ratna', 'HADIR')
    const back = 'Kepala Seksi kembali ada: Ratna, sejak 17.05 WIB.'
    await desk.hears({ Ratna: 'tercatat bertugas', Asep: 'berakhir 17.05 WIB', Yudi: back, Tari: back })
    // HADIR holds for twelve hours; the call takers' morning is uncovered every day.
    await desk.advanceTo(wib('04.40', 1))
    expect((await desk.timeline()).map((line) => line.slice(0, 70))).toEqual([
      '24/11 04.35 Ratna: PERHATIAN: tidak ada Kepala Seksi yang bertugas mul',
      '24/11 04.35 Tari: PERHATIAN: tidak ada Kepala Seksi yang bertugas mula',
      '24/11 04.35 Yudi: PERHATIAN: tidak ada Kepala Seksi yang bertugas mula',
    ])
  })

  test('PULANG of the only one: she and the others hear which tickets wait for the role', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'PULANG')
    const gap = ['tidak ada Kepala Seksi yang bertugas sejak 14.06 WIB', 'Tiket terbuka: No. 1.']
    await desk.hears({
      Ratna: [
        'tercatat selesai bertugas.',
        'Tidak ada Kepala Seksi lain yang bertugas. Tiket terbuka: No. 1.',
        'Balas PULANG dan nama pengganti. Balas HADIR bila kembali bertugas.',
      ],
      Yudi: gap,
      Tari: gap,
    })
  })

  test('HADIR names what waits and since when it is late, with the words to reply', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'PULANG')
    await say('14.42', 'Wulan', 'LAPOR printer macet')
    await desk.readsAll()
    await say('14.43', 'Ratna', 'HADIR')
    const heard = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
    expect(heard.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /bertugas\.\nMenunggu Bapak\/Ibu:\n- No. 1 .*lewat 33 menit \(tenggat 14.10 WIB\)\. Balas TERIMA 1\.\n- No. 2 .*sisa .*Balas TERIMA 2\.\nBalas DAFTAR/,
      ),
    ])
  })

  test('"sy lagi rapat" while a ticket waits asks whether it is PULANG, a machine\'s answer is not answered', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.05', 'Ratna', 'Mohon maaf sy sedang rapat, nanti sy balas')
    await desk.hears({})
    await say('14.06', 'Ratna', 'sy lagi rapat')
    await desk.hears({ Ratna: ['Kepala Seksi (Ratna) tetap bertugas', 'No. 1', 'Catat sebagai PULANG? Balas PULANG'] })
    await say('14.06', 'Ratna', 'rapat sampai jam 3, titip Asep')
    await desk.hears({ Ratna: 'Asep menggantikan Kepala Seksi sampai 15.00 WIB', Asep: 'menggantikan Ratna' })
  })

  test('BERHENTI of the only one: who is told of it hears of the gap in that message, and not again', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'BERHENTI')
    const gap = ['menghentikan pemberitahuan', 'Tidak ada lagi Kepala Seksi', 'Mohon telepon']
    await desk.hears({ Ratna: 'dihentikan', Tari: gap, Yudi: gap })
  })

  test("each role's gap is told of its own, however shortly after another one", async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await desk.settle()
    const say = talkOn(desk)
    await say('14.06', 'Ratna', 'BERHENTI')
    const gap = 'Tidak ada lagi Kepala Seksi'
    await desk.hears({ Ratna: 'dihentikan', Tari: gap, Yudi: gap })
    await say('14.06.20', 'Bagas', 'PULANG')
    const next = 'tidak ada Jasnita yang bertugas sejak 14.06 WIB'
    await desk.hears({ Bagas: 'selesai bertugas', Tari: next, Yudi: next })
  })

  test('leave in desk.yaml takes somebody off duty for those days: the gap is told when the desk starts', async () => {
    desk = await TestDesk.start({
      backend: inTurn(),
      deskFile: `${OFFICE}leave: [{person: Ratna, days: 2026-11-23 sd 2026-11-24}]\n`,
    })
    await desk.settle()
    const gap = 'tidak ada Kepala Seksi yang bertugas sejak 14.05 WIB sampai 25/11 07.30 WIB'
    await desk.hears({ Ratna: gap, Yudi: [gap, 'Ratna (cuti atau libur'], Tari: gap })
  })

  test('a gap that was told is told to be over: once, to who heard of it and does not know already', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'reported')
    await say('14.06', 'Ratna', 'PULANG')
    await desk.readsAll()
    await say('14.07', 'Ratna', 'PULANG Asep')
    const back = 'Kepala Seksi kembali ada: Asep (menggantikan), sejak 14.07 WIB.'
    await desk.hears({ Ratna: 'Asep menggantikan', Asep: 'menggantikan Ratna', Yudi: back, Tari: back })
    await say('14.07', 'Ratna', 'HADIR')
    await desk.hears({ Ratna: 'tercatat bertugas', Asep: 'berakhir' })
  })

  test('the shift that ends a gap is told as well', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await desk.advanceTo(wib('07.20', 1))
    await desk.readsAll()
    await desk.advanceTo(wib('07.31', 1))
    expect(await desk.timeline()).toEqual([
      '24/11 07.30 Tari: Kepala Seksi kembali ada: Ratna, sejak 07.30 WIB.',
      '24/11 07.30 Yudi: Kepala Seksi kembali ada: Ratna, sejak 07.30 WIB.',
    ])
  })

  test('a restart in a gap tells nobody again', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE })
    await desk.advanceTo(wib('16.01'))
    await desk.readsAll()
    await desk.stop()
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE, after: desk })
    // Whatever is said of duty makes the desk look again.
    await talkOn(desk)('16.30', 'Bagas', 'HADIR')
    await desk.hears({ Bagas: 'tercatat bertugas' })
  })

  test('a desk that was down when the gap began tells it once it is up, and only that it has begun', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE, now: wib('14.05') })
    await desk.stop()
    const later = { SIMULATOR_NOW: wib('16.10') }
    desk = await TestDesk.start({ backend: inTurn(), deskFile: OFFICE, after: desk, environment: later })
    await desk.settle()
    const gap = 'sejak 16.10 WIB sampai 24/11 07.30 WIB'
    await desk.hears({ Ratna: gap, Yudi: gap, Tari: gap })
  })
})
