/** DOMAIN 1.7 line by line: what is told when, to whom and to nobody else. The clock is moved in one go. */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('step 2: reminded after 3 minutes, late after 5, then +5, +15 and every 30', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    await desk.advanceTo(wib('15.30'))
    expect(await desk.timeline()).toEqual([
      '14.08 Ratna: PENGINGAT 1: belum diterima, sisa 2 menit (tenggat 14.10 WIB).',
      '14.10 Ratna: TERLAMBAT 1: belum diterima, tenggat 14.10 WIB sudah tiba.',
      '14.10 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, tenggat 14.10 WIB sudah tiba.',
      '14.15 Ratna: TERLAMBAT 1: langkah 2 lewat 5 menit.',
      '14.15 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, lewat 5 menit (tenggat 14.10 WIB).',
      '14.25 Ratna: TERLAMBAT 1: langkah 2 lewat 15 menit.',
      '14.25 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, lewat 15 menit (tenggat 14.10 WIB).',
      '14.55 Ratna: TERLAMBAT 1: langkah 2 lewat 45 menit.',
      '14.55 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, lewat 45 menit (tenggat 14.10 WIB).',
      '15.25 Ratna: TERLAMBAT 1: langkah 2 lewat 1 jam 15 menit.',
      '15.25 Yudi: TERLAMBAT 1: belum diterima Kepala Seksi, lewat 1 jam 15 menit (tenggat 14.10 WIB).',
    ])
  })

  test('step 2 of a critical ticket: every 10 minutes after +15', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported', 'panggilan 112 tidak masuk sama sekali')
    await desk.advanceTo(wib('14.46'))
    expect(await minutesOf('Ratna')).toEqual(['14.08', '14.10', '14.15', '14.25', '14.35', '14.45'])
  })

  test('steps 3 and 4: 3 minutes before, a note at 10, the question at 25 minutes together, +15, then every 30', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'analysing')
    await desk.advanceTo(wib('15.16'))
    const late = 'TERLAMBAT 1: analisa dan perbaikan oleh Kepala Seksi belum selesai,'
    expect(await desk.timeline()).toEqual([
      '14.12 Ratna: PENGINGAT 1: analisa belum selesai, sisa 3 menit (tenggat 14.15 WIB).',
      '14.15 Ratna: Tiket No. 1: waktu analisa 10 menit habis (tenggat 14.15 WIB).',
      '14.30 Ratna: Tiket No. 1: waktu analisa dan perbaikan 25 menit habis. Apakah sudah teratasi?',
      `14.30 Yudi: ${late} tenggat 14.30 WIB sudah tiba.`,
      '14.45 Ratna: Tiket No. 1: waktu analisa dan perbaikan 25 menit habis, lewat 15 menit. Apakah sudah teratasi?',
      `14.45 Yudi: ${late} lewat 15 menit (tenggat 14.30 WIB).`,
      '15.15 Ratna: Tiket No. 1: waktu analisa dan perbaikan 25 menit habis, lewat 45 menit. Apakah sudah teratasi?',
      `15.15 Yudi: ${late} lewat 45 menit (tenggat 14.30 WIB).`,
    ])
    await say('15.16', 'Ratna', 'STATUS 1')
    await desk.hears({ Ratna: 'Diterima, lewat 46 menit (tenggat 14.30 WIB)' })
  })

  test('step 4: 3 minutes before, the question SELESAI, JASNITA or still working, then +15 and every 30', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'repairing')
    await desk.advanceTo(wib('14.21'))
    const question = (await desk.messages()).findLast(({ phone }) => phone === '+6281100000005')
    expect(question?.text).toContain('Balas SELESAI 1 atau JASNITA 1, PROGRES 1 bila masih dikerjakan.')
    await say('14.22', 'Ratna', 'PROGRES 1 masih dikerjakan')
    await desk.advanceTo(wib('15.06'))
    const late = 'TERLAMBAT 1: perbaikan oleh Kepala Seksi belum selesai,'
    expect((await desk.timeline()).filter((line) => !line.startsWith('14.22'))).toEqual([
      '14.17 Ratna: PENGINGAT 1: perbaikan belum selesai, sisa 3 menit (tenggat 14.20 WIB).',
      '14.20 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis. Apakah sudah teratasi?',
      `14.20 Yudi: ${late} tenggat 14.20 WIB sudah tiba.`,
      '14.35 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis, lewat 15 menit. Apakah sudah teratasi?',
      `14.35 Yudi: ${late} lewat 15 menit (tenggat 14.20 WIB).`,
      '15.05 Ratna: Tiket No. 1: waktu perbaikan 15 menit habis, lewat 45 menit. Apakah sudah teratasi?',
      `15.05 Yudi: ${late} lewat 45 menit (tenggat 14.20 WIB).`,
    ])
    expect(await desk.ticket(1)).toMatchObject({ state: 'repairing' })
  })

  test('step 5: late after 10 minutes and Jasnita is told again; +10 "mohon telepon Jasnita", then every 30', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'coordinating')
    await desk.advanceTo(wib('14.56'))
    const late = 'TERLAMBAT 1: koordinasi oleh Kepala Seksi belum selesai,'
    expect(await desk.timeline()).toEqual([
      '14.12 Ratna: PENGINGAT 1: koordinasi dengan Jasnita belum dicatat, sisa 3 menit (tenggat 14.15 WIB).',
      '14.15 Bagas: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
      '14.15 Nadia: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
      '14.15 Ratna: TERLAMBAT 1: koordinasi dengan Jasnita belum dicatat, tenggat 14.15 WIB sudah tiba.',
      `14.15 Yudi: ${late} tenggat 14.15 WIB sudah tiba.`,
      '14.25 Ratna: Tiket No. 1: koordinasi dengan Jasnita belum dicatat, lewat 10 menit (tenggat 14.15 WIB).',
      `14.25 Yudi: ${late} lewat 10 menit (tenggat 14.15 WIB).`,
      '14.55 Ratna: Tiket No. 1: koordinasi dengan Jasnita belum dicatat, lewat 40 menit (tenggat 14.15 WIB).',
      `14.55 Yudi: ${late} lewat 40 menit (tenggat 14.15 WIB).`,
    ])
    const called = (await desk.messages()).filter(({ text }) =>
      text.includes('Mohon telepon Jasnita (Bagas, 0811-0000-0007).'),
    )
    expect(called.map(({ at }) => at)).toEqual([wib('14.25'), wib('14.55')])
  })

  test('step 6: 12, 4 and 1 hours before, at the promised time, at the breach and every 4 hours', async () => {
    desk = await TestDesk.start({ backend })
    const say = await bring(desk, 'vendor-repairing')
    await say('14.06', 'Bagas', 'ETA 1 jam 20.00')
    await desk.readsAll()
    await desk.advance('PT33H')
    const all = await desk.timeline()
    expect(timesOf(all, 'Bagas')).toEqual([
      '20.00',
      '24/11 02.05',
      '24/11 10.05',
      '24/11 13.05',
      '24/11 14.05',
      '24/11 18.05',
      '24/11 22.05',
    ])
    expect(timesOf(all, 'Nadia')).toEqual(timesOf(all, 'Bagas'))
    expect(timesOf(all, 'Ratna')).toEqual(timesOf(all, 'Bagas'))
    expect(timesOf(all, 'Yudi')).toEqual(['24/11 14.05', '24/11 18.05', '24/11 22.05'])
    expect(all).toHaveLength(7 * 3 + 3)
    expect(all.filter((line) => line.includes('Bagas'))).toEqual([
      '20.00 Bagas: Tiket No. 1: perkiraan selesai 20.00 WIB sudah tiba (tenggat 24/11 14.05 WIB).',
      '24/11 02.05 Bagas: PENGINGAT 1: perbaikan Jasnita belum selesai, sisa 12 jam (tenggat 14.05 WIB).',
      '24/11 10.05 Bagas: PENGINGAT 1: perbaikan Jasnita belum selesai, sisa 4 jam (tenggat 14.05 WIB).',
      '24/11 13.05 Bagas: PENGINGAT 1: perbaikan Jasnita belum selesai, sisa 1 jam (tenggat 14.05 WIB).',
      '24/11 14.05 Bagas: TERLAMBAT 1: perbaikan Jasnita belum selesai, tenggat 14.05 WIB sudah tiba.',
      '24/11 18.05 Bagas: TERLAMBAT 1: langkah 6 (perbaikan Jasnita) lewat 4 jam.',
      '24/11 22.05 Bagas: TERLAMBAT 1: langkah 6 (perbaikan Jasnita) lewat 8 jam.',
    ])
  })

  test('step 6 of a critical ticket: every hour after the breach', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'vendor-repairing', 'panggilan 112 tidak masuk sama sekali')
    await desk.advanceTo(wib('16.06', 1))
    expect(await minutesOf('Bagas')).toEqual([
      '24/11 02.05',
      '24/11 10.05',
      '24/11 13.05',
      '24/11 14.05',
      '24/11 15.05',
      '24/11 16.05',
    ])
  })

  test('step 7: asked again after 15 and 60 minutes and at the next shift, closed unconfirmed after 24 hours', async () => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'awaiting-confirmation')
    await desk.advance('PT24H')
    await desk.advance('PT1M')
    const waits = 'Tiket No. 1 menunggu konfirmasi sejak 14.05 WIB.'
    expect((await desk.timeline()).filter((line) => !line.includes('ditutup'))).toEqual([
      `14.20 Wulan: ${waits}`,
      `15.05 Wulan: ${waits}`,
      `21.00 Dimas: ${waits}`,
      `21.00 Sinta: ${waits}`,
      `21.00 Wulan: ${waits}`,
    ])
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'unconfirmed', closedAt: wib('14.05', 1) })
  })

  test('what is due together is one message to each person', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    for (const unit of [1, 2, 3]) await say('14.05', 'Wulan', `LAPOR PC ${unit} tidak bisa login`)
    await desk.readsAll()
    await desk.advanceTo(wib('14.11'))
    expect(await desk.timeline()).toEqual([
      '14.08 Ratna: 3 tiket perlu perhatian:',
      '14.10 Ratna: 3 tiket perlu perhatian:',
      '14.10 Yudi: 3 tiket perlu perhatian:',
    ])
  })

  test('what falls due within five seconds is one message at the last of them, and each moment keeps its own time', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    for (const [unit, second] of ['00', '01', '04', '10'].entries())
      await say(`14.05.${second}`, 'Wulan', `LAPOR PC ${unit} tidak bisa login`)
    await desk.readsAll()
    await desk.advanceTo(wib('14.11'))
    const heard = (await desk.readsAll()).map(({ phone, at, text }) => [phone.slice(-1), at, text.split('\n')[0]])
    const [ratna, yudi] = [desk.phone('Ratna').address.slice(-1), desk.phone('Yudi').address.slice(-1)]
    const three = '3 tiket perlu perhatian:'
    expect(heard.filter(([phone]) => phone === ratna)).toEqual([
      [ratna, wib('14.08.04'), three],
      [ratna, wib('14.08.10'), 'PENGINGAT 4: belum diterima, sisa 2 menit (tenggat 14.10 WIB).'],
      [ratna, wib('14.10.04'), three],
      [ratna, wib('14.10.10'), 'TERLAMBAT 4: belum diterima, tenggat 14.10 WIB sudah tiba.'],
    ])
    expect(heard.filter(([phone]) => phone === yudi).map(([, at]) => at)).toEqual([wib('14.10.04'), wib('14.10.10')])
    const { events } = await desk.ticket(1)
    const moments = events.filter(({ type }: { type: string }) => type === 'MomentPassed')
    expect(moments.map(({ at }: { at: string }) => at)).toEqual([wib('14.08'), wib('14.10')])
  })

  test('in a storm of reports, messages come five seconds apart or more and name every ticket once', async () => {
    desk = await TestDesk.start({ backend })
    const second = (n: number) => `14.05.${String(n).padStart(2, '0')}`
    await desk.advanceTo(wib('14.06'))
    for (let n = 0; n < 30; n++)
      await desk.phone('Wulan').types(`LAPOR PC ${n + 1} tidak bisa login`, { at: wib(second(n)) })
    await desk.settle()
    await desk.advanceTo(wib('14.07'))
    await desk.readsAll()
    await desk.advanceTo(wib('14.09'))
    const reminders = await desk.readsAll()
    expect(reminders.map(({ at }) => at)).toEqual(
      ['14.08.05', '14.08.11', '14.08.17', '14.08.23', '14.08.29'].map((at) => wib(at)),
    )
    const named = reminders.flatMap(({ text }) => [...text.matchAll(/^- (\d+) /gm)].map(([, n]) => Number(n)))
    expect(named.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
  })

  test('who was told of a ticket among others hears how it ended', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    for (const unit of [1, 2]) await say('14.05', 'Wulan', `LAPOR PC ${unit} tidak bisa login`)
    await desk.advanceTo(wib('14.11'))
    await desk.readsAll()
    await say('14.12', 'Wulan', 'BATAL 2 salah kirim')
    await desk.hears({ Wulan: 'dibatalkan', Ratna: 'No. 2 dibatalkan', Yudi: 'No. 2 dibatalkan' })
  })

  test('an answer in the very second that it is due is on time; one second later it is late', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', 'Wulan', 'LAPOR PC 1 tidak bisa login')
    await say('14.05', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await desk.advanceTo(wib('14.11'))
    await say('14.10', 'Ratna', 'TERIMA 1')
    await say('14.10.01', 'Ratna', 'TERIMA 2')
    await desk.readsAll()
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 on-time', '3 running'])
    expect(await desk.verdicts(2)).toEqual(['1 on-time', '2 late', '3 running'])
  })

  test('a reminder of little impact waits for the morning, and the breach is recorded in time', async () => {
    desk = await TestDesk.start({ backend, now: wib('22.30') })
    await talkOn(desk)('22.30', 'Wulan', 'LAPOR printer macet')
    await desk.readsAll()
    await desk.advanceTo(wib('06.01', 1))
    expect((await desk.timeline()).map((line) => line.slice(0, 23))).toEqual([
      '24/11 06.00 Ratna: TERL',
      '24/11 06.00 Yudi: TERLA',
    ])
    const { events } = await desk.ticket(1)
    expect(events).toContainEqual(expect.objectContaining({ type: 'MomentPassed', moment: 'due', at: wib('22.35') }))
  })

  const minutesOf = async (name: string) => timesOf(await desk.timeline(), name)
})

/** When a person heard something, out of a timeline. */
const timesOf = (timeline: readonly string[], name: string): string[] =>
  timeline.flatMap((line) => (line.includes(` ${name}: `) ? [line.slice(0, line.indexOf(` ${name}: `))] : []))
