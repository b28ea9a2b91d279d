/** What bots/gateway.ts demands, asked of every registered gateway in the same words (DESIGN rules 1, 2, 6). */
import { afterEach, describe, expect, test } from 'vitest'
import { GATEWAYS } from '../../bots/gateways.ts'
import { ASKED, LINES, type Line } from './lines.ts'

test('every registered gateway is asked', () => {
  expect(Object.keys(LINES).sort()).toEqual(['simulator', ...GATEWAYS.map(({ name }) => name)].sort())
})

describe.each(ASKED)('%s', (name) => {
  let line: Line
  afterEach(() => line.end())
  const start = async () => {
    line = await (LINES[name] as () => Promise<Line>)()
  }
  const REPORT = 'LAPOR PC 2 tidak bisa login'
  const states = async () => (await line.desk.tickets()).map(({ number, state }) => `${number} ${state}`)
  /** Of all messages about ticket 1. */
  const statuses = async (): Promise<string[]> =>
    (await line.desk.ticket(1)).messages
      .filter(({ direction }: { direction: string }) => direction === 'out')
      .map(({ status }: { status: string }) => status)

  test('a message that comes ten times at once is one report, answered once', async () => {
    await start()
    await Promise.all(Array.from({ length: 10 }, () => line.writes('Wulan', REPORT, '1')))
    await line.desk.settle()
    await line.writes('Wulan', REPORT, '1')
    await line.desk.settle()
    expect(await states()).toEqual(['1 reported'])
    expect(await line.heard('Wulan')).toEqual([expect.stringContaining('No. 1')])
    expect(await line.heard('Ratna')).toEqual([expect.stringMatching(/Laporan baru (No. )?1/)])
  })

  test('messages of one sender are handled one after the other, as they came', async () => {
    await start()
    await line.writes('Wulan', REPORT, '1')
    await line.writes('Wulan', 'LAPOR printer macet', '2')
    await line.writes('Wulan', 'BATAL 1 salah kirim', '3')
    await line.writes('Wulan', 'BUKA 1', '4')
    await line.writes('Wulan', 'BATAL 2 salah kirim', '5')
    await line.desk.settle()
    expect(await states()).toEqual(['1 reported', '2 cancelled'])
    const answers = await line.heard('Wulan')
    expect(answers.map((text) => /1|2/.exec(text)?.[0])).toEqual(['1', '2', '1', '1', '2'])
  })

  test('what was taken and not answered is looked up, and nothing is sent twice', async () => {
    await start()
    await line.losesAnswer()
    await line.writes('Wulan', REPORT, '1')
    await line.desk.settle()
    await line.answersAgain()
    await line.desk.advance('PT2M')
    expect(await line.heard('Wulan')).toHaveLength(1)
    expect((await line.heard('Ratna')).filter((text) => text.includes('Laporan baru'))).toHaveLength(1)
    // A provider's list may lag: it is looked at in real time.
    await expect.poll(statuses, { timeout: 150_000, interval: 200 }).not.toContain('unknown')
    expect(await line.heard('Wulan')).toHaveLength(1)
  }, 200_000)

  test('a receipt that comes late takes nothing back', async () => {
    await start()
    await line.writes('Wulan', REPORT, '1')
    await line.desk.settle()
    for (const person of ['Wulan', 'Ratna']) {
      await line.tells(person, 'delivered')
      await line.tells(person, 'sent')
      await line.tells(person, 'delivered')
    }
    await line.desk.settle()
    expect(await statuses()).toEqual(['delivered', 'delivered'])
  })

  test('who writes STOP hears nothing more until START', async () => {
    await start()
    await line.writes('Ratna', 'STOP', '1')
    await line.desk.settle()
    const before = (await line.heard('Ratna')).length
    await line.writes('Wulan', REPORT, '2')
    await line.desk.settle()
    expect(await line.heard('Ratna')).toHaveLength(before)
    expect(await line.heard('Yudi')).toEqual([
      expect.stringMatching(/Ratna (menghentikan pemberitahuan|berhenti menerima pesan)/),
      expect.stringMatching(/Laporan baru (No. )?1/),
    ])
    await line.writes('Ratna', 'START', '3')
    await line.desk.settle()
    await line.writes('Wulan', 'LAPOR printer macet', '4')
    await line.desk.settle()
    expect((await line.heard('Ratna')).at(-1)).toMatch(/Laporan baru (No. )?2/)
  })
})
