/** A notice that has not arrived when somebody's time is over goes to who is in charge now (DOMAIN 1.6 rows 13 and 14). */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { talkOn, wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

const OFFICE = `
people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001", channels: [sms]}
  - {name: Yudi, role: supervisor, phone: "+6281100000004", channels: [sms]}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [sms]}
  - {name: Asep, role: staf, phone: "+6281100000006", channels: [whatsapp, sms]}
`

/** Asep stands in for Ratna until 15.00 and hears of a report half a minute before that. */
async function asepHears(fault: string): Promise<void> {
  desk = await TestDesk.start({ deskFile: OFFICE })
  const say = talkOn(desk)
  await desk.phone('Ratna', 'sms').says('PULANG ke Asep sampai jam 3', { at: wib('14.05') })
  await desk.readsAll()
  await desk.advanceTo(wib('14.59.30'))
  await desk.fault('whatsapp', fault)
  if (fault === 'down') await desk.fault('sms', fault)
  await say('14.59.30', 'Wulan', 'LAPOR PC 2 tidak bisa login')
}

test('without a receipt by the end of it: Ratna hears, and nothing goes by SMS to who stood in', async () => {
  await asepHears('silent')
  await desk.hears({ Wulan: 'No. 1', Asep: 'Laporan baru No. 1' })
  await desk.advanceTo(wib('15.00'))
  await desk.readsAll()
  await desk.advanceTo(wib('15.01'))
  expect(await desk.timeline()).toEqual([expect.stringMatching(/^15\.00 Ratna \(sms\): Laporan baru 1/)])
  const { events } = await desk.ticket(1)
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'NoticePassedOn', person: expect.objectContaining({ name: 'Asep' }) }),
  )
  await desk.advanceTo(wib('15.03'))
  expect(await desk.timeline()).toEqual([expect.stringMatching(/^15\.02 Ratna \(sms\): PENGINGAT 1/)])
})

test('while nothing can be sent: Ratna hears when it can, and who stood in does not', async () => {
  await asepHears('down')
  await desk.hears({})
  await desk.advanceTo(wib('15.00.45'))
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await desk.advanceTo(wib('15.02'))
  const heard = await desk.timeline()
  expect(heard.filter((line) => line.includes('Laporan baru'))).toEqual([
    expect.stringMatching(/ Ratna \(sms\): Laporan baru 1/),
  ])
})
