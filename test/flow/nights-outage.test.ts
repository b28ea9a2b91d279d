/** Nothing ran for a while: one summary for each person of what fell due meanwhile, each verdict from event times. */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { type StillClock, standingStill } from '../harness/still.ts'
import { bring, wib } from './path.ts'

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  let clock: StillClock
  afterEach(async () => {
    await clock.end()
    await desk.close()
  })

  /** Stops the desk; another one with these roles starts on its data when the clock says so. */
  async function next(now: string, roles = 'web,worker'): Promise<void> {
    await clock.end()
    await desk.stop()
    desk = await TestDesk.start({ backend, after: desk, environment: { SIMULATOR_NOW: now, ROLES: roles } })
    clock = await standingStill(desk)
  }

  test('40 minutes across three deadlines: what was said in time counts, and everybody hears one message', async () => {
    desk = await TestDesk.start({ backend, now: wib('14.04.30') })
    clock = await standingStill(desk)
    await clock.to(wib('14.05'))
    await desk.phone('Wulan').says('LAPOR PC 1 tidak bisa login')
    await desk.phone('Dimas').says('LAPOR rekaman tidak bisa diputar')
    await desk.phone('Sinta').says('LAPOR tiket tidak terkirim ke OPD')
    await desk.phone('Wulan').says('LAPOR PC 4 tidak bisa login')
    await desk.phone('Ratna').says('TERIMA 2')
    await desk.phone('Ratna').says('JASNITA 3')
    await desk.readsAll()

    await next(wib('14.06'), 'web')
    await desk.phone('Ratna').types('TERIMA 4', { at: wib('14.07') })
    await next(wib('14.46'))
    await desk.settle()
    const heard = await desk.readsAll()
    const firstLines = (name: string) =>
      heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text.split('\n')[0])
    expect(firstLines('Ratna')).toEqual(['Tiket 4 diterima 14.07 WIB.', '4 tiket perlu perhatian:'])
    expect(firstLines('Yudi')).toEqual(['4 tiket perlu perhatian:'])
    for (const name of ['Bagas', 'Nadia']) {
      expect(firstLines(name)).toEqual([expect.stringMatching(/^Yth. Jasnita, tiket No. 3 /)])
    }
    expect(firstLines('Wulan')).toEqual([expect.stringMatching(/^Laporan No. 4 sudah diterima .*14\.07 WIB/)])
    expect(heard).toHaveLength(6)
    const digest = heard.find(({ text }) => text.startsWith('4 tiket perlu perhatian:'))
    for (const words of [
      /- 1 .*lewat 36 menit/,
      /- 2 .*lewat 16 menit/,
      /- 3 .*lewat 31 menit/,
      /- 4 .*lewat 14 menit/,
    ]) {
      expect(digest?.text).toMatch(words)
    }

    await desk.phone('Ratna').says('TERIMA 1')
    await desk.readsAll()
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 late', '3 running'])
    expect(await desk.verdicts(2)).toEqual(['1 on-time', '2 on-time', '3 running'])
    expect(await desk.verdicts(4)).toEqual(['1 on-time', '2 on-time', '3 running'])
    await clock.to(wib('14.52'))
    await desk.hears({ Ratna: 'lewat 15 menit', Yudi: ['TERLAMBAT 4', 'lewat 15 menit', '0811-0000-0005'] })
  })

  test("a restart at hour 12 of Jasnita's day: the clock runs on, and each moment is told once to each person", async () => {
    desk = await TestDesk.start({ backend })
    clock = await standingStill(desk)
    await bring(desk, 'vendor-repairing')
    const before = await desk.ticket(1)
    await clock.to(wib('02.04.59', 1))
    await desk.hears({})
    await next(wib('02.05', 1))
    await desk.settle()
    expect(await desk.ticket(1)).toMatchObject({ steps: before.steps })
    await clock.to(wib('14.06', 1))
    const reminded = (time: string, left: string) =>
      ['Bagas', 'Nadia', 'Ratna'].map(
        (name) =>
          `24/11 ${time} ${name}: PENGINGAT 1: perbaikan Jasnita belum selesai, sisa ${left} (tenggat 14.05 WIB).`,
      )
    expect(await desk.timeline()).toEqual([
      ...reminded('02.05', '12 jam'),
      ...reminded('10.05', '4 jam'),
      ...reminded('13.05', '1 jam'),
      ...['Bagas', 'Nadia', 'Ratna'].map(
        (name) => `24/11 14.05 ${name}: TERLAMBAT 1: perbaikan Jasnita belum selesai, tenggat 14.05 WIB sudah tiba.`,
      ),
      expect.stringMatching(/^24\/11 14\.05 Yudi: TERLAMBAT 1: /),
    ])
  })
})
