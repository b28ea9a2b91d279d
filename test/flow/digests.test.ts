/** A digest says how things stand when it is sent, in words that name the place. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { talkOn, wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

async function threeRepaired() {
  desk = await TestDesk.start()
  const say = talkOn(desk)
  for (const pc of ['PC 1', 'PC 2', 'PC 3']) {
    await say('14.05', 'Wulan', `LAPOR peta kosong di ${pc}`)
  }
  for (const number of [1, 2, 3]) await say('14.05', 'Ratna', `TERIMA ${number}`)
  await desk.readsAll()
  for (const number of [1, 2, 3]) await say('14.05', 'Ratna', `SELESAI ${number} cache dibersihkan`)
  const asked = (await desk.readsAll()).filter(({ text }) => text.includes('Mohon Bapak/Ibu mencoba kembali'))
  expect(asked.map(({ text }) => text.split('\n')[0])).toEqual([1, 2].map((n) => `Tiket No. ${n} dinyatakan teratasi.`))
  return say
}

test('who has confirmed a ticket meanwhile is not asked for it in the digest', async () => {
  const say = await threeRepaired()
  await say('14.05.10', 'Wulan', 'YA 3')
  await desk.hears({ Wulan: 'terkonfirmasi', Ratna: 'No. 3' })
  await desk.advanceTo(wib('14.06'))
  await desk.hears({})
})

test('who has not is asked, and the place of each stands in the list', async () => {
  const say = await threeRepaired()
  await desk.advanceTo(wib('14.06'))
  await desk.hears({ Wulan: ['Tiket No. 3 dinyatakan teratasi', 'YA 3'] })
  await say('14.06', 'Wulan', 'DAFTAR')
  await desk.hears({ Wulan: ['(PC 1)', '(PC 2)', '(PC 3)'] })
})

test('a new report is told at once, however much news its reader was told in the minute before', async () => {
  desk = await TestDesk.start()
  const say = talkOn(desk)
  for (const pc of ['PC 1', 'PC 2']) await say('14.05', 'Wulan', `LAPOR peta kosong di ${pc}`)
  for (const number of [1, 2]) await say('14.05', 'Ratna', `JASNITA ${number}`)
  await desk.readsAll()
  for (const number of [1, 2]) {
    await say('14.05.10', 'Bagas', `TERIMA ${number}`)
    await say('14.05.10', 'Bagas', `ETA ${number} 2 jam lagi`)
    await say('14.05.10', 'Bagas', `PROGRES ${number} server diperiksa`)
  }
  await desk.readsAll()
  await say('14.05.20', 'Wulan', 'LAPOR printer macet')
  await desk.hears({ Wulan: 'No. 3', Ratna: 'Laporan baru No. 3' })
  await desk.advanceTo(wib('14.06'))
  expect((await desk.readsAll()).map(({ text }) => text).join('\n')).toContain('perkembangan dari Jasnita')
})
