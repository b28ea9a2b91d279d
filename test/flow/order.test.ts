/** Nobody reads what is outdated after the newer message about the same ticket, on whichever channel each comes. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { talkOn, wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const OFFICE = `
people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [sms]}
  - {name: Bagas, role: jasnita, phone: "+6281100000007", channels: [sms]}
`

test('an answer that waits for its retry goes before the notice that follows it', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  const say = talkOn(desk)
  await desk.fault('whatsapp', 'down')
  await say('14.05', 'Wulan', 'LAPOR PC 2 tidak bisa login')
  await desk.hears({ Ratna: 'Laporan baru 1' })
  // The fifth try was at 14.08.45, the next one is at 14.13.45.
  await desk.advanceTo(wib('14.09'))
  await desk.readsAll()
  await desk.fault('whatsapp', 'ok')
  await desk.phone('Ratna', 'sms').says('TERIMA 1', { at: wib('14.09') })
  const toWulan = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
  expect(toWulan.map(({ text }) => text.split(/[.\n]/)[0])).toEqual(['Laporan diterima', 'Laporan No'])
})

test('news goes by SMS at once to who writes by SMS, while WhatsApp is down', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await desk.phone('Wulan', 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Ratna', 'sms').says('TERIMA 1', { at: wib('14.06') })
  const read = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
  expect(read).toMatchObject([{ channel: 'sms', text: expect.stringContaining('diterima Kepala Seksi') }])
})

test('news that waits on WhatsApp is not read after an answer by SMS that says more', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Ratna', 'sms').says('TERIMA 1', { at: wib('14.06') })
  await desk.advanceTo(wib('14.08'))
  await desk.phone('Ratna', 'sms').says('PERBAIKI 1', { at: wib('14.08') })
  await desk.phone('Wulan', 'sms').says('STATUS 1', { at: wib('14.08') })
  const read = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
  expect(read.map(({ text }) => text)).toEqual([expect.stringContaining('Dalam perbaikan')])
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.16'))
  const later = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Wulan').address)
  expect(later.map(({ text }) => text)).toEqual([])
})
