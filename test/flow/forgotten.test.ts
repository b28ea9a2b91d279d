/** Acknowledged, then forgotten: asked after where the office gives a step more time than the SOP (issue of part 5, item 3). */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

const PEOPLE = `
people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Yudi, role: supervisor, phone: "+6281100000004"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005"}
  - {name: Bagas, role: jasnita, phone: "+6281100000007"}
`
const SLOW = `${PEOPLE}
sop: {3: 240}
reminders: {3: {forgotten: 20}, 6: {forgotten: 60}}
`

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  afterEach(() => desk.close())

  test('accepted and not a word for twenty minutes: asked once; a sign of work starts the time anew', async () => {
    desk = await TestDesk.start({ backend, deskFile: SLOW })
    const say = await bring(desk, 'analysing')
    await desk.advanceTo(wib('15.00'))
    expect(await desk.timeline()).toEqual([
      '14.25 Ratna: Tiket No. 1 sudah diterima 20 menit lalu dan belum ada kabar.',
    ])
    await say('15.00', 'Ratna', 'masih dicek')
    await desk.readsAll()
    await desk.advanceTo(wib('16.00'))
    expect(await desk.timeline()).toEqual(['15.20 Ratna: Tiket No. 1 kabar terakhir 20 menit lalu.'])
  })

  test('a promised time that passed silently is asked after, the vendor and Kepala Seksi once', async () => {
    desk = await TestDesk.start({ backend, deskFile: SLOW })
    await bring(desk, 'coordinating')
    await talkOn(desk)('14.06', 'Bagas', 'ETA 1 2 jam lagi')
    await desk.readsAll()
    await desk.advanceTo(wib('20.00'))
    expect(await desk.timeline()).toEqual([
      '16.06 Bagas: Tiket No. 1: perkiraan selesai 16.06 WIB sudah tiba (tenggat 24/11 14.06 WIB).',
      '16.06 Ratna: Tiket No. 1: perkiraan selesai 16.06 WIB sudah tiba (tenggat 24/11 14.06 WIB).',
      '17.06 Bagas: Tiket No. 1 perkiraan selesai 16.06 WIB lewat dan belum ada kabar.',
      '17.06 Ratna: Tiket No. 1 perkiraan selesai 16.06 WIB lewat dan belum ada kabar.',
    ])
  })

  test('with the times of the SOP nothing is asked besides its plan', async () => {
    desk = await TestDesk.start({ backend, deskFile: PEOPLE })
    await bring(desk, 'analysing')
    await desk.advanceTo(wib('14.46'))
    expect((await desk.timeline()).map((line) => line.slice(0, 30))).toEqual([
      '14.12 Ratna: PENGINGAT 1: anal',
      '14.15 Ratna: Tiket No. 1: wakt',
      '14.30 Ratna: Tiket No. 1: wakt',
      '14.30 Yudi: TERLAMBAT 1: anali',
      '14.45 Ratna: Tiket No. 1: wakt',
      '14.45 Yudi: TERLAMBAT 1: anali',
    ])
  })
})
