/** Complete nights with a channel down, and with both: every message that every person hears, in order, and no other. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { type StillClock, standingStill } from '../harness/still.ts'
import { wib } from './path.ts'

let desk: TestDesk
let clock: StillClock
afterEach(async () => {
  await clock.end()
  await desk.close()
})

/** A night begins at 22.00 with everybody reachable. */
async function night(): Promise<void> {
  desk = await TestDesk.start({ now: wib('21.59') })
  clock = await standingStill(desk)
  await clock.to(wib('22.00'))
}
const CRITICAL = 'LAPOR panggilan 112 tidak masuk sama sekali'

/** A message as its first words; who reads `(sms)` has it by SMS. */
const beginning = (line: string) => expect.stringMatching(new RegExp(`^${line.replace(/[.()]/g, '\\$&')}`))

test('WhatsApp down from 22.00 to 23.00: everything goes by SMS to who writes by SMS, at once', async () => {
  await night()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Wulan', 'sms').says(CRITICAL)
  await clock.to(wib('22.06'))
  await desk.phone('Ratna', 'sms').says('TERIMA 1')
  await desk.phone('Ratna', 'sms').says('JASNITA 1')
  await clock.to(wib('22.10'))
  await desk.phone('Bagas', 'sms').says('TERIMA 1')
  await clock.to(wib('23.00'))
  await desk.fault('whatsapp', 'ok')
  await clock.to(wib('23.30'))
  await desk.phone('Bagas').says('SELESAI 1 SIP trunk dialihkan')
  await clock.to(wib('23.35'))
  await desk.phone('Wulan').says('YA 1')
  await clock.to(wib('08.00', 1))
  expect(await desk.timeline()).toEqual(
    [
      '22.00 Ratna (sms): Laporan baru 1 (KRITIS)',
      '22.00 Wulan (sms): Laporan No. 1 diterima',
      '22.03 Ratna (sms): PENGINGAT 1: belum diterima, sisa 2 menit',
      '22.05 Ratna (sms): TERLAMBAT 1: belum diterima, tenggat 22.05 WIB sudah tiba.',
      '22.05 Yudi (sms): TERLAMBAT 1 (Panggilan 112 tidak masuk..): belum diterima Kepala Seksi',
      '22.06 Bagas (sms): Yth. Jasnita, tiket 1 (KRITIS)',
      '22.06 Nadia (sms): Yth. Jasnita, tiket 1 (KRITIS)',
      '22.06 Ratna (sms): Tiket 1 diterima 22.06 WIB.',
      '22.06 Ratna (sms): Tiket 1 diteruskan ke Jasnita 22.06 WIB.',
      '22.06 Wulan (sms): Laporan 1 diterima Kepala Seksi 22.06 WIB',
      '22.06 Wulan (sms): Laporan 1 diteruskan ke Jasnita 22.06 WIB',
      '22.10 Bagas (sms): Tiket 1 diterima Jasnita 22.10 WIB.',
      '22.10 Ratna (sms): Tiket 1 diterima Jasnita 22.10 WIB',
      '23.30 Bagas: Tiket 1 dicatat teratasi 23.30 WIB.',
      '23.30 Ratna: Tiket No. 1 dinyatakan teratasi oleh Jasnita, 23.30 WIB.',
      '23.30 Wulan: Tiket No. 1 dinyatakan teratasi.',
      '23.35 Bagas: Tiket No. 1 selesai',
      '23.35 Nadia: Tiket No. 1 selesai',
      '23.35 Ratna: Tiket No. 1 selesai',
      '23.35 Wulan: Tiket 1 selesai dan terkonfirmasi.',
      '23.35 Yudi: Tiket No. 1 selesai',
    ].map(beginning),
  )
  expect(await desk.verdicts(1)).toEqual([
    '1 on-time',
    '2 late',
    '3 not-recorded',
    '4 on-time',
    '5 on-time',
    '6 on-time',
    '7 on-time',
  ])
})

test('both channels down from 22.01 to 22.30: afterwards each hears what still counts, once, and no reminder of what is past', async () => {
  await night()
  await desk.phone('Wulan').says(CRITICAL)
  await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1 (KRITIS)' })
  await clock.to(wib('22.01'))
  await desk.fault('whatsapp', 'down')
  await desk.fault('sms', 'down')
  await clock.to(wib('22.06'))
  await desk.phone('Ratna').says('TERIMA 1')
  await clock.to(wib('22.30'))
  await desk.hears({})
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await clock.to(wib('22.45'))
  await desk.phone('Ratna').says('SELESAI 1 trunk dialihkan')
  await desk.phone('Wulan').says('YA 1')
  await clock.to(wib('08.00', 1))
  expect(await desk.timeline()).toEqual(
    [
      '22.30 Ratna: Tiket 1 diterima 22.06 WIB.',
      '22.30 Ratna (sms): 1: waktu analisa 10 menit habis (tenggat 22.16 WIB).',
      '22.30 Wulan: Laporan No. 1 sudah diterima Kepala Seksi (Ratna), 22.06 WIB.',
      '22.31 Ratna: Tiket No. 1: waktu analisa dan perbaikan 25 menit habis. Apakah sudah teratasi?',
      '22.31 Yudi: TERLAMBAT 1: analisa dan perbaikan oleh Kepala Seksi belum selesai, tenggat 22.31 WIB sudah tiba.',
      '22.45 Ratna: Tiket 1 dicatat teratasi 22.45 WIB.',
      '22.45 Ratna: Tiket No. 1 selesai, dikonfirmasi Call Taker (Wulan), 22.45 WIB.',
      '22.45 Wulan: Tiket No. 1 dinyatakan teratasi.',
      '22.45 Wulan: Tiket 1 selesai dan terkonfirmasi.',
      '22.45 Yudi: Tiket No. 1 selesai, dikonfirmasi Call Taker (Wulan), 22.45 WIB.',
    ].map(beginning),
  )
  expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 late', '3 not-recorded', '4 late', '7 on-time'])
})
