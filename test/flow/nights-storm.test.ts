/** 200 reports in a minute: what every person hears, to the second, and a failure on any message too many. */
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { type SimulatedMessage, TestDesk } from '../harness/desk.ts'
import { type StillClock, standingStill } from '../harness/still.ts'
import { wib } from './path.ts'

let desk: TestDesk
let clock: StillClock
afterEach(async () => {
  vi.restoreAllMocks()
  await clock.end()
  await desk.close()
})

const REPORTS = 200
const CRITICAL = 117
const SENDERS = ['Wulan', 'Dimas', 'Sinta'] as const
const second = (n: number) => wib(`14.05.${String(n).padStart(2, '0')}`)

/** The storm: six or seven reports every two seconds, by turns from three call takers, and one of them is another, critical fault. */
async function storm(): Promise<{ first: number; last: number }> {
  const statements = countStatements()
  const marks: number[] = []
  let n = 0
  for (let s = 0; s < 60; s += 2) {
    await clock.to(second(s))
    while (n < ((s + 2) * REPORTS) / 60) {
      n += 1
      const text =
        n === CRITICAL ? 'LAPOR panggilan 112 tidak masuk sama sekali' : `LAPOR PC ${n + REPORTS} tidak bisa login`
      await desk.phone(SENDERS[n % 3] ?? '').types(text, { at: second(s) })
    }
    await desk.settle()
    marks.push(statements())
  }
  const [start = 0, afterTen = 0, beforeTen = 0, end = 0] = [4, 9, -6, -1].map((at) => marks.at(at))
  return { first: afterTen - start, last: end - beforeTen }
}

/** How many statements on the desk's own tables were sent since then. */
function countStatements(): () => number {
  const own = /\b(?:from|into|update) "(?:inbox|outbox|tickets|events|people|due|conversations|waiting_notices)"/
  const query = pg.Client.prototype.query
  let count = 0
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text?: string }]
    if (own.test(typeof first === 'string' ? first : (first?.text ?? ''))) count += 1
    return Reflect.apply(query, this, given)
  })
  return () => count
}

const of = (messages: readonly SimulatedMessage[], name: string) =>
  messages.filter(({ phone }) => phone === desk.phone(name).address)
/** '14.05.30 first line', in WIB. */
const lines = (messages: readonly SimulatedMessage[]) =>
  messages.map(({ at, text }) => {
    const local = new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(11, 19).replaceAll(':', '.')
    return `${local} ${text.split('\n')[0]}`
  })
/** Numbers of tickets that a digest names: a line each, then spans. */
function named(text: string): number[] {
  const own = [...text.matchAll(/^- (\d+) /gm)].map(([, n]) => Number(n))
  const rest = /^dan \d+ tiket lain \(([^)]*)\)/m.exec(text)?.[1] ?? ''
  const spans = rest.split(', ').filter((span) => span !== '')
  return [
    ...own,
    ...spans.flatMap((span) => {
      const [from = 0, to = from] = span.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, n) => from + n)
    }),
  ].sort((a, b) => a - b)
}

const timesOf = (messages: readonly SimulatedMessage[], name: string) =>
  lines(of(messages, name)).map((line) => line.slice(0, 8))

const newIn = (text: string): number[] => {
  const one = /^Laporan baru No. (\d+)/.exec(text)?.[1]
  return one === undefined ? named(text) : [Number(one)]
}

test('200 reports in a minute: the first at once, a critical one among them at once, the rest in digests that name all', {
  timeout: 180_000,
}, async () => {
  desk = await TestDesk.start({ now: wib('14.04.30') })
  clock = await standingStill(desk)
  const perReport = await storm()
  // What a report costs the database does not grow with what is open.
  expect(perReport.last).toBeLessThan(perReport.first * 1.25)

  await clock.to(wib('14.07'))
  const heard = await desk.readsAll()
  const ratna = of(heard, 'Ratna')
  expect(lines(ratna)).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `14.05.00 Laporan baru No. ${n} (SEDANG)`),
    '14.05.30 95 laporan baru:',
    expect.stringMatching(/^14\.05\.34 Laporan baru No\. \d+ \(KRITIS\)$/),
    '14.06.00 99 laporan baru:',
  ])
  const numbers = (await desk.tickets()).map(({ number }) => number)
  expect(numbers).toHaveLength(REPORTS)
  expect(ratna.flatMap(({ text }) => newIn(text)).sort((a, b) => a - b)).toEqual(numbers)
  const own = SENDERS.map((name) => of(heard, name))
  expect(own.map(({ length }) => length)).toEqual([66, 67, 67])
  const answered = own.flat().map(({ text }) => Number(/^Laporan diterima. No. (\d+)/.exec(text)?.[1]))
  expect(answered.sort((a, b) => a - b)).toEqual(numbers)
  expect(heard).toHaveLength(REPORTS + ratna.length)

  // Their deadlines: six seconds apart, then together, and from the thirtieth message of the hour on every ten minutes.
  await clock.to(wib('15.05'))
  const later = await desk.readsAll()
  const reminded = ['14.08.04', '14.08.10', '14.08.16', '14.08.22', '14.08.28', '14.08.34', '14.09.10']
  const late = (minute: string) => reminded.slice(0, 6).map((time) => time.replace('14.08', minute))
  expect(timesOf(later, 'Ratna')).toEqual([
    ...reminded,
    ...late('14.10'),
    '14.11.10',
    ...late('14.15'),
    '14.16.10',
    // The breach of the critical one is told whatever else was.
    '14.25.04',
    '14.25.34',
    '14.35.10',
    '14.35.34',
    '14.45.34',
    '14.55.34',
  ])
  expect(timesOf(later, 'Yudi')).toEqual([
    ...['14.10', '14.15', '14.25'].flatMap((minute) => [
      ...late(minute),
      minute.replace(/\d$/, (n) => `${Number(n) + 1}.10`),
    ]),
    '14.35.34',
    '14.45.34',
    ...late('14.55'),
    '14.56.10',
  ])
  expect(later).toHaveLength(timesOf(later, 'Ratna').length + timesOf(later, 'Yudi').length)
  for (const minutes of [
    ['14.08', '14.10'],
    ['14.10', '14.12'],
    ['14.15', '14.17'],
  ] as const) {
    const [from, to] = minutes.map((minute) => wib(minute))
    const told = of(later, 'Ratna').filter(({ at }) => at >= (from ?? '') && at < (to ?? ''))
    expect(
      told.flatMap(({ text }) => named(text)).sort((a, b) => a - b),
      minutes[0],
    ).toEqual(numbers)
  }
})

const WHATSAPP_ONLY = `
people:
  - { name: Wulan, role: call_taker, phone: 0811-0000-0001, channels: [whatsapp] }
  - { name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [whatsapp] }
  - { name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [whatsapp] }
  - { name: Bagas, role: jasnita, phone: 0811-0000-0007, channels: [whatsapp] }
`

test('the limit of an hour holds back reminders for a digest, never answers, emergencies or a first notice', async () => {
  desk = await TestDesk.start({ now: wib('14.04.30'), deskFile: `${WHATSAPP_ONLY}\nlimits: { perHour: 3 }` })
  clock = await standingStill(desk)
  await clock.to(wib('14.05'))
  for (const unit of [1, 2, 3]) await desk.phone('Wulan').says(`LAPOR PC ${unit} tidak bisa login`)
  await desk.readsAll()
  await desk.phone('Wulan').says('LAPOR printer macet')
  await desk.hears({ Wulan: 'No. 4' })
  await desk.phone('Wulan').says('LAPOR panggilan 112 tidak masuk sama sekali')
  await desk.hears({ Wulan: 'No. 5', Ratna: 'Laporan baru No. 5 (KRITIS)' })
  await desk.phone('Ratna').says('STATUS 4')
  await desk.hears({ Ratna: 'No. 4' })
  await clock.to(wib('14.05.59'))
  await desk.hears({})
  await clock.to(wib('14.06'))
  await desk.hears({ Ratna: 'Laporan baru No. 4' })
  await clock.to(wib('14.08'))
  await desk.hears({})
  await desk.phone('Ratna').says('TERIMA 1')
  await desk.hears({ Ratna: 'Tiket 1 diterima', Wulan: 'sudah diterima' })
  await clock.to(wib('14.10'))
  await desk.hears({ Ratna: ['4 tiket', '5 (KRITIS)'], Yudi: '4 tiket' })
  await desk.phone('+6281234567890').says('tolong rumah saya kebakaran')
  await desk.hears({ '+6281234567890': /^DARURAT/, Wulan: 'kebakaran' })
  await clock.to(wib('14.17.59'))
  const told = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
  expect(told.map(({ text }) => text).join('\n')).toContain('5 (KRITIS)')
  await clock.to(wib('14.18'))
  await desk.hears({ Ratna: ['4 tiket perlu perhatian:', '2 (SEDANG) PC 2 tidak bisa login: belum diterima'] })
})

test('several notices that wait for one person are one, the most important first, and no reminder that a later one replaces', async () => {
  desk = await TestDesk.start({ now: wib('14.04.30'), deskFile: WHATSAPP_ONLY })
  clock = await standingStill(desk)
  await clock.to(wib('14.05'))
  await desk.phone('Wulan').says('LAPOR PC 1 tidak bisa login')
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await clock.to(wib('14.09'))
  await desk.phone('Wulan').says('LAPOR printer macet')
  await clock.to(wib('14.10'))
  await desk.phone('Wulan').says('LAPOR panggilan 112 tidak masuk sama sekali')
  await desk.phone('Ratna').says('DAFTAR')
  await desk.fault('whatsapp', 'ok')
  await desk.stop()
  await clock.end()
  desk = await TestDesk.start({ after: desk, environment: { SIMULATOR_NOW: wib('14.11.55') } })
  clock = await standingStill(desk)
  await desk.settle()
  const heard = await desk.readsAll()
  const [digest, answer, ...rest] = of(heard, 'Ratna').map(({ text }) => text)
  expect(digest).toMatch(/^3 tiket perlu perhatian:\n- 3 \(KRITIS\).*\n- 1 .*\n- 2 /)
  expect(answer).toMatch(/^3 tiket terbuka:/)
  expect(rest).toEqual([])
  expect(lines(of(heard, 'Wulan'))).toHaveLength(2)
  expect(lines(of(heard, 'Yudi'))).toHaveLength(1)
  expect(heard).toHaveLength(5)
})
