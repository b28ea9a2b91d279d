/** Both channels down for a while: one summary for each person of what fell due meanwhile, and nothing needed is lost. */
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

async function begin(deskFile?: string): Promise<void> {
  desk = await TestDesk.start({ now: wib('14.04'), ...(deskFile === undefined ? {} : { deskFile }) })
  clock = await standingStill(desk)
  await clock.to(wib('14.05'))
}
const both = async (mode: string) => {
  await desk.fault('whatsapp', mode)
  await desk.fault('sms', mode)
}

test.each(['whatsapp', 'sms'] as const)(
  '40 minutes across three deadlines, then %s is back: one message each',
  async (back) => {
    await begin()
    await desk.phone('Wulan').says('LAPOR PC 1 tidak bisa login')
    await desk.phone('Dimas').says('LAPOR rekaman tidak bisa diputar')
    await desk.phone('Sinta').says('LAPOR tiket tidak terkirim ke OPD')
    await desk.phone('Ratna').says('TERIMA 2')
    await desk.phone('Ratna').says('JASNITA 3')
    await desk.readsAll()
    await clock.to(wib('14.06'))
    await both('down')
    await clock.to(wib('14.20'))
    await desk.phone('Wulan').says('LAPOR semua panggilan 112 tidak masuk')
    await clock.to(wib('14.46'))
    await desk.hears({})
    await desk.fault(back, 'ok')
    await clock.to(wib('14.49'))
    const heard = await desk.readsAll()
    expect(new Set(heard.map(({ channel }) => channel))).toEqual(new Set([back]))
    const of = (name: string) => heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)
    const late = (words: string) => new RegExp(`^(- )?${words}`, 'm')
    for (const name of ['Ratna', 'Yudi']) {
      expect(of(name)).toEqual([expect.stringMatching(/^4 tiket perlu perhatian:\n/)])
      for (const words of [
        '1 .*lewat 3[67] menit',
        '2 .*lewat 1[67] menit',
        '3 .*lewat 3[12] menit',
        '4 .*lewat 2[12] menit',
      ]) {
        expect(of(name)[0], name).toMatch(late(words))
      }
    }
    // What is still to be accepted is told in full.
    expect(of('Ratna')[0]).toContain('Semua panggilan 112 tidak masuk')
    for (const name of ['Bagas', 'Nadia'])
      expect(of(name)).toEqual([expect.stringMatching(/^Yth. Jasnita, tiket (No. )?3 /)])
    expect(of('Wulan')).toEqual(back === 'whatsapp' ? [expect.stringMatching(/^Laporan diterima. No. 4/)] : [])
    expect(heard).toHaveLength(back === 'whatsapp' ? 5 : 4)
    await clock.to(wib('14.49.30'))
    await desk.phone('Ratna', back).says('TERIMA 1')
    await desk.readsAll()
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 late', '3 running'])
    expect(await desk.verdicts(2)).toEqual(['1 on-time', '2 on-time', '3 running'])
    await both('ok')
    await clock.to(wib('14.53'))
    await desk.readsAll()
  },
  150_000,
)

const FEW = `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005"}`

test('for three hours: the relay of an emergency and a question to accept come all the same, and no reminder of what was done', async () => {
  await begin(FEW)
  await desk.phone('Wulan').says('LAPOR PC 1 tidak bisa login')
  await desk.readsAll()
  await both('down')
  await desk.phone('+6281100000099').says('tolong kebakaran di pasar')
  await desk.phone('Wulan').says('LAPOR rekaman tidak bisa diputar')
  await clock.to(wib('14.20'))
  await desk.phone('Ratna').says('TERIMA 1')
  await clock.to(wib('17.02'))
  await desk.hears({})
  await both('ok')
  await clock.to(wib('17.09'))
  const heard = await desk.readsAll()
  const of = (name: string) => heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text)
  expect(of('Wulan').filter((text) => text.includes('kebakaran di pasar'))).toHaveLength(1)
  expect(of('Ratna').filter((text) => !text.startsWith('Tiket 1 diterima 14.20 WIB'))).toEqual([
    expect.stringMatching(/^2 tiket.* perlu perhatian:\n.*2 .*Rekaman tidak bisa diputar.*\n.*1 .*habis/),
  ])
}, 150_000)
