/** What goes out minutes after it was written is true when it is read. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const OFFICE = `people:
  - {name: Wulan, role: call_taker, phone: 0811-0000-0001, channels: [whatsapp]}
  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [sms]}
  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [whatsapp]}
`
const start = async () => {
  desk = await TestDesk.start({ deskFile: OFFICE })
}
const heardBy = async (name: string) =>
  (await desk.readsAll()).filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)

test('a reminder that could not be sent for three minutes counts the minutes to when it is sent', async () => {
  await start()
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.advanceTo(wib('14.09.30'))
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await desk.advanceTo(wib('14.13.10'))
  await desk.readsAll()
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.14.30'))
  const [late, ...more] = await heardBy('Ratna')
  expect(late).toMatch(/^TERLAMBAT 1: langkah 2 lewat [34] menit\.\n/)
  expect(late).not.toContain('sudah tiba')
  expect(more).toEqual([])
})

test('who hears it in the place of somebody reads what is true then', async () => {
  desk = await TestDesk.start({
    deskFile: `${OFFICE}  - {name: Budi, role: kepala_seksi, phone: 0811-0000-0006, channels: [sms]}\n`,
  })
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.readsAll()
  await desk.fault('whatsapp', 'silent')
  await desk.fault('sms', 'down')
  await desk.advanceTo(wib('14.12.30'))
  await desk.readsAll()
  await desk.fault('sms', 'ok')
  await desk.advanceTo(wib('14.14'))
  const all = (await desk.readsAll()).map(({ text }) => text)
  expect(all.length).toBeGreaterThan(0)
  for (const text of all) expect(text).not.toMatch(/sisa \d|sudah tiba/)
})

test('a receipt that comes more than five minutes late says so, once', async () => {
  await start()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.advanceTo(wib('14.17'))
  await desk.readsAll()
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.30'))
  const [receipt] = (await heardBy('Wulan')).filter((text) => text.includes('Laporan diterima. No. 1'))
  expect(receipt?.match(/Terkirim terlambat karena gangguan saluran\./g)).toHaveLength(1)
})

test('a receipt that is only a minute late is as it was', async () => {
  await start()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.advanceTo(wib('14.06'))
  await desk.fault('whatsapp', 'ok')
  await desk.advanceTo(wib('14.07.30'))
  const heard = await heardBy('Wulan')
  expect(heard.join()).toContain('Laporan diterima. No. 1')
  expect(heard.join()).not.toContain('terlambat')
})

test('news to somebody who writes nowhere waits five minutes for its channel and goes by the other; the next at once', async () => {
  desk = await TestDesk.start({ deskFile: OFFICE.replace('[whatsapp]}', '[whatsapp, sms]}') })
  await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login', { at: wib('14.05') })
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await desk.phone('Ratna').says('TERIMA 1', { at: wib('14.05') })
  await desk.advanceTo(wib('14.09'))
  expect(await heardBy('Wulan')).toEqual([])
  await desk.advanceTo(wib('14.15.30'))
  expect(await heardBy('Wulan')).toEqual([expect.stringContaining('Laporan 1 diterima Kepala Seksi')])
  await desk.phone('Ratna').says('JASNITA 1')
  expect(await heardBy('Wulan')).toEqual([expect.stringContaining('Laporan 1 diteruskan ke Jasnita')])
})
