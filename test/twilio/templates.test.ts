/** WhatsApp's 24 hours: free text within, a template outside (TWILIO.md, Sending). */
import { afterEach, describe, expect, test } from 'vitest'
import type { OfficeSays, Outgoing } from '../../bots/gateway.ts'
import { ANYTHING, DESK_NOW, NEW_REPORT, outgoing, SOMETHING_NEW, startBoth } from './desk.ts'

const HOUR = 3_600_000
const TEMPLATES: OfficeSays['templates'] = {
  'new-report': { contentSid: NEW_REPORT, variables: { 1: 'nomor', 2: 'kendala' } },
  default: { contentSid: ANYTHING, variables: { 1: 'teks' } },
}
const FACTS = { nomor: '27', kendala: 'peta kosong' }

let both: Awaited<ReturnType<typeof startBoth>>
afterEach(() => both.stop())

const start = async (templates: OfficeSays['templates'] = TEMPLATES) => {
  both = await startBoth({}, {}, templates)
}
const { heardAt: _heardAt, ...NEVER_HEARD } = outgoing({ channel: 'whatsapp', facts: FACTS })
const unheard = (change: Partial<Outgoing> = {}): Outgoing => ({ ...NEVER_HEARD, ...change })
const sent = async (message: Outgoing) => {
  expect(await both.desk.gateway.send(message)).toMatchObject({ outcome: 'done' })
  const { To, From, StatusCallback, ...said } = both.standIn.sent.at(-1)!.parameters
  return said
}

describe('a message by WhatsApp', () => {
  test.each([
    ['just now', 0],
    ['23 hours and 29 minutes ago', 23.5 * HOUR - 60_000],
  ])('to somebody who wrote %s goes as free text', async (_, ago) => {
    await start()
    const message = outgoing({ channel: 'whatsapp', heardAt: DESK_NOW - ago, facts: FACTS })
    expect(await sent(message)).toEqual({ Body: message.text })
  })

  test.each([
    ['23 and a half hours ago', 23.5 * HOUR],
    ['three days ago', 72 * HOUR],
  ])('to somebody who wrote %s goes as the template for it, without a text', async (_, ago) => {
    await start()
    expect(await sent(outgoing({ channel: 'whatsapp', heardAt: DESK_NOW - ago, facts: FACTS }))).toEqual({
      ContentSid: NEW_REPORT,
      ContentVariables: '{"1":"27","2":"peta kosong"}',
    })
    expect(both.standIn.sent.at(-1)?.body).toBe('Laporan nomor 27: peta kosong. Mohon balas TERIMA.')
  })

  test('to somebody who never wrote goes as a template', async () => {
    await start()
    expect(await sent(unheard())).toMatchObject({ ContentSid: NEW_REPORT })
  })

  test.each([
    ['another message', unheard({ topic: 'gap' })],
    ['a message about several tickets', unheard({ facts: {} })],
  ])('takes the default template where there is none for it: %s', async (_, message) => {
    await start()
    expect(await sent(message)).toEqual({ ContentSid: ANYTHING, ContentVariables: '{"1":"Laporan 27 diterima."}' })
  })

  test('may take a template without places', async () => {
    await start({ default: { contentSid: SOMETHING_NEW, variables: {} } })
    expect(await sent(unheard())).toEqual({ ContentSid: SOMETHING_NEW, ContentVariables: '{}' })
  })

  test.each<[string, OfficeSays['templates'], Partial<Outgoing>]>([
    ['none, and WhatsApp has said that the window is closed', {}, { windowClosed: true }],
    ['one for other messages', { reminder: { contentSid: NEW_REPORT, variables: {} } }, {}],
    [
      'one whose facts are not at hand',
      { default: { contentSid: NEW_REPORT, variables: { 1: 'nomor' } } },
      { facts: {} },
    ],
  ])('without a template for it is not sent, and the words name the keys to fill: %s', async (_, templates, change) => {
    await start(templates)
    expect(await both.desk.gateway.send(unheard(change))).toEqual({
      outcome: 'failed',
      retry: false,
      code: 'no-template',
      words: "outside WhatsApp's 24 hours: fill templates.new-report or templates.default in desk.yaml",
    })
    expect(both.standIn.requests).toEqual([])
  })

  test('without any template is tried as free text, until WhatsApp says that the window is closed', async () => {
    await start({})
    expect(await sent(unheard())).toMatchObject({ Body: unheard().text })
  })

  test('is found after a lost answer, whichever way it went', async () => {
    await start({ ...TEMPLATES, gap: { contentSid: SOMETHING_NEW, variables: {} } })
    for (const message of [unheard(), unheard({ topic: 'reminder' }), unheard({ topic: 'gap' })]) {
      both.standIn.fail({ answer: 'truncated' })
      expect(await both.desk.gateway.send(message)).toMatchObject({ outcome: 'unknown' })
      const found = { outcome: 'done', providerId: both.standIn.sent.at(-1)!.sid }
      const taken = new Set(both.standIn.sent.slice(0, -1).map(({ sid }) => sid))
      const isAnothers = async (sid: string) => taken.has(sid)
      expect(await both.desk.gateway.find(message, isAnothers)).toEqual(found)
      expect(await both.desk.gateway.find({ ...message, heardAt: DESK_NOW }, isAnothers)).toEqual(found)
    }
    expect(await both.desk.gateway.find(unheard({ facts: { nomor: '28', kendala: 'x' } }))).toBeUndefined()
  })
})

test('an SMS has no window', async () => {
  await start()
  expect(await sent(unheard({ channel: 'sms' }))).toEqual({ Body: 'Laporan 27 diterima.' })
})

describe('the whole text in one place', () => {
  const teks = async (text: string): Promise<string> => {
    const { ContentVariables = '{}' } = await sent(unheard({ topic: 'other', text }))
    return JSON.parse(ContentVariables)[1]
  }

  test.each([
    [
      'Laporan baru No. 1\nKendala: peta  \t kosong\n\nBalas TERIMA 1',
      'Laporan baru No. 1. Kendala: peta kosong. Balas TERIMA 1',
    ],
    ['Sudah beres?\nBalas: YA 1', 'Sudah beres? Balas: YA 1'],
    ['a      b\u00a0\u2028c\r\nd', 'a b. c. d'],
    ['awas \ud83d', 'awas \ufffd'],
  ])('%j becomes %j', async (text, line) => {
    await start()
    expect(await teks(text)).toBe(line)
  })

  test('is cut between words before its last line, which says what to answer', async () => {
    await start()
    const long = await teks(`${'kata panjang 🔥 '.repeat(100)}\nBalas TERIMA 27`)
    expect(long.length).toBeLessThanOrEqual(700)
    expect(long).toMatch(/(?:panjang|kata|🔥)\.\.\. Balas TERIMA 27$/u)
    expect((await teks('kata '.repeat(500))).length).toBeLessThanOrEqual(700)
    expect(await teks('x'.repeat(2000))).toMatch(/^x*\.\.\.$/)
  })

  test('of an emergency is never cut: another channel takes it', async () => {
    await start()
    const relay = unheard({ topic: 'emergency-relay', text: `EMERGENSI\n${'tolong '.repeat(100)}` })
    expect(await both.desk.gateway.send(relay)).toMatchObject({ code: 'no-template', retry: false })
    expect(await both.desk.gateway.send({ ...relay, text: 'EMERGENSI\ntolong' })).toMatchObject({ outcome: 'done' })
  })

  test('of a message that says nothing is no template', async () => {
    await start()
    expect(await both.desk.gateway.send(unheard({ topic: 'other', text: ' \n ' }))).toMatchObject({
      code: 'no-template',
    })
  })
})
