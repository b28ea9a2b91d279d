/** Messages of the labelled corpus, typed on the phones of a whole desk: what they do to the ticket (DOMAIN section 4). */
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { OPEN_STATES, type OpenState, type State } from '../../src/desk/ticket.ts'
import { TestDesk } from '../harness/desk.ts'
import { corpusIn, type Entry } from '../understanding/corpus.ts'

let desk: TestDesk
afterEach(() => desk.close())

const corpus = (name: string) =>
  corpusIn(join(import.meta.dirname, '..', 'understanding', name)).map(({ entry }) => entry)
const HELD_OUT = corpus('held-out')
const COMMANDS = 24
const TYPED_BY: Readonly<Record<string, string>> = { kepala_seksi: 'Ratna', jasnita: 'Bagas', call_taker: 'Wulan' }
/** Where each command leads from a state in which it stands in the corpus. */
const LEADS: Readonly<Record<string, State>> = {
  accept: 'analysing',
  start_repair: 'repairing',
  resolved: 'awaiting-confirmation',
  vendor_done: 'awaiting-confirmation',
  escalate: 'coordinating',
  coordinated: 'vendor-repairing',
  vendor_ack: 'vendor-repairing',
  confirm_resolved: 'closed',
  reopen: 'analysing',
  cancel: 'cancelled',
}
const WAY: Readonly<Record<OpenState, readonly string[]>> = {
  reported: [],
  analysing: ['TERIMA'],
  repairing: ['PERBAIKI'],
  coordinating: ['JASNITA'],
  'vendor-repairing': ['KOORDINASI'],
  'awaiting-confirmation': ['SELESAI'],
}

/** One command on one open ticket, without what only a harness of understanding can say. */
function isPlain({ as = 'call_taker', open = [], expect: { said = [] }, text, at, quoted, channel }: Entry): boolean {
  const [ticket, another] = open
  const [command, more] = said
  return (
    TYPED_BY[as] !== undefined &&
    text !== undefined &&
    !/\d/.test(text) &&
    at === undefined &&
    quoted === undefined &&
    channel === undefined &&
    ticket !== undefined &&
    another === undefined &&
    command !== undefined &&
    more === undefined &&
    typeof command.intent === 'string' &&
    LEADS[command.intent] !== undefined &&
    OPEN_STATES.some((state) => state === ticket.state) &&
    // "Cctv udah kelihatan", "udah ga putih layarnya" would speak of another thing than the desk's ticket.
    (ticket.category === undefined || ticket.category === 'tampilan') &&
    wordsOf(ticket.summary ?? '').every((word) => !text.toLowerCase().includes(word)) &&
    // Of another office.
    !wordsOf(text).some((word) => NAMES.has(word))
  )
}

const NAMES = new Set('wulan dedi bambang hendra asep rina yudi tono lestari'.split(' '))
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]{4,}/g) ?? []

test('commands lead the ticket where they should', { timeout: 120_000 }, async () => {
  desk = await TestDesk.start()
  const plain = [...HELD_OUT, ...corpus('corpus')].filter(isPlain)
  const step = Math.floor(plain.length / COMMANDS)
  const entries = plain.filter((_, at) => at % step === 0)
  expect(entries.length).toBeGreaterThanOrEqual(COMMANDS)
  const wrong: string[] = []
  for (const { text = '', as = 'call_taker', open = [], expect: wanted } of entries) {
    const state = open[0]?.state as OpenState
    await desk.phone('Wulan').says('LAPOR aplikasi siaga error')
    const number = Math.max(...(await desk.tickets()).map((ticket) => ticket.number))
    for (const word of WAY[state]) await desk.phone('Ratna').says(`${word} ${number}`)
    await desk.phone(TYPED_BY[as] ?? '').says(text)
    const is = (await desk.ticket(number)).state
    const should = LEADS[String(wanted.said?.[0]?.intent)]
    if (is !== should) wrong.push(`${as} in ${state}: "${text}" led to ${is}, not ${should}`)
    await desk.phone('Ratna').says(is === 'awaiting-confirmation' ? `TUTUP ${number} uji` : `BATAL ${number}`)
    await desk.readsAll()
  }
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(Math.ceil(entries.length * 0.02))
})

const SAMPLE = 12

test('reports of the held-out corpus become the tickets that they should', { timeout: 120_000 }, async () => {
  desk = await TestDesk.start()
  const entries = HELD_OUT.filter(
    ({ as = 'call_taker', expect: { report, kind, said }, text, at, open, channel, recent }) =>
      as === 'call_taker' &&
      report &&
      (kind === undefined || kind === 'report') &&
      !said &&
      text &&
      !at &&
      !open &&
      !channel &&
      recent === undefined,
  ).slice(0, SAMPLE)
  expect(entries.length).toBe(SAMPLE)
  const wrong: string[] = []
  for (const {
    text = '',
    expect: { report = {} },
  } of entries) {
    await desk.phone('Wulan').says(text)
    await desk.advance('PT25S')
    const tickets = await desk.tickets('open')
    const ticket = tickets[0] ? await desk.ticket(tickets[0].number) : {}
    for (const field of ['application', 'category', 'impact', 'unit']) {
      const accepted = report[field] === undefined ? undefined : [report[field]].flat().map(String)
      if (accepted && !accepted.includes(String(ticket[field]))) wrong.push(`"${text}": ${field} ${ticket[field]}`)
    }
    for (const { number } of tickets) await desk.phone('Ratna').says(`BATAL ${number}`)
    await desk.advance('PT6M')
    await desk.readsAll()
  }
  expect(wrong.length / SAMPLE, wrong.join('\n')).toBeLessThanOrEqual(0.1)
})
