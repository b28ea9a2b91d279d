/** What no person types and every network carries: stored, answered as it should be, and nothing breaks. */
import { afterEach, describe, expect, test } from 'vitest'
import { bring, wib } from '../flow/path.ts'
import { inTurn, TestDesk } from '../harness/desk.ts'

const STRANGER = '+6281100000099'
/** As long as a WhatsApp message can be. */
const LENGTH = 65_536
const long = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)
const ODD = [
  ['64 KB without a space', (words: string) => `${words} ${long('x')}`],
  ['64 KB of words', (words: string) => `${words} ${long('dan lagi ')}`],
  ['64 KB of lines', (words: string) => `${words}\n${long('\n')}`],
  ['NUL bytes', (words: string) => `${words.replaceAll(' ', '\0 ')}\0`],
  ['lone surrogates', (words: string) => `${words} \ud83d \udc00`],
  ['right-to-left marks', (words: string) => `\u202e${words}\u202c\u200f`],
  ['invisible marks', (words: string) => `\ufeff${words.replaceAll(' ', '\u200b ')}\u2060`],
  ['control characters', (words: string) => `\u0007${words}\u001b[2J\u007f`],
] as const

describe('on the backends in turn', () => {
  let desk: TestDesk
  let other: TestDesk | undefined
  afterEach(async () => {
    await other?.close()
    other = undefined
    await desk.close()
  })

  test.each(ODD)('%s by SMS: a report is registered, and a command on it is carried out', async (_what, odd) => {
    desk = await TestDesk.start({ backend: inTurn() })
    await desk.phone('Wulan', 'sms').says(odd('LAPOR PC 2 tidak bisa login'))
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await desk.phone('Ratna', 'sms').says(odd('SELESAI 1 akun dibuka'))
    await desk.hears({ Ratna: 'dicatat teratasi', Wulan: 'dinyatakan teratasi' })
    expect(await desk.ticket(1)).toMatchObject({ state: 'awaiting-confirmation', unit: 'PC 2', category: 'login' })
  })

  test.each(ODD)('%s from an unknown number: kept, answered once, no ticket', async (_what, odd) => {
    desk = await TestDesk.start({ backend: inTurn() })
    const stranger = desk.phone(STRANGER)
    await stranger.says(odd('LAPOR PC 2 tidak bisa login'))
    await desk.hears({ [STRANGER]: 'belum terdaftar', Yudi: '0811-0000-0099', Ratna: '0811-0000-0099' })
    await stranger.says(odd('halo'))
    await stranger.says('halo')
    await desk.hears({})
    const kept = (await desk.messages()).filter(({ direction }) => direction === 'in')
    expect(kept.map(({ status }) => status)).toEqual(['decided', 'decided', 'decided'])
    expect(await desk.tickets()).toEqual([])
  })

  test('one message that comes fifty times at once, to two desks, is one ticket and one answer', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    other = await TestDesk.start({ backend: inTurn(), database: desk.database })
    const desks = [desk, other]
    const type = (n: number) =>
      desks[n % 2]!.phone('Wulan').types('LAPOR PC 2 tidak bisa login', { id: 'wamid.1', at: wib('14.05') })
    await Promise.all(Array.from({ length: 50 }, (_, n) => type(n)))
    await desk.settle()
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.tickets()).toHaveLength(1)
    expect((await desk.messages()).filter(({ direction }) => direction === 'in')).toHaveLength(1)
    await other.readsAll()
  })

  test('one message that says something else the second time stays what it was', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const at = wib('14.05')
    const texts = ['LAPOR PC 2 tidak bisa login', 'LAPOR printer macet', 'DAFTAR']
    await desk.phone('Wulan').says(texts[0]!, { id: 'wamid.1', at })
    await desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })
    await Promise.all(texts.map((text) => desk.phone('Wulan').types(text, { id: 'wamid.1', at })))
    await desk.phone('Ratna', 'sms').says('TERIMA 1', { id: 'wamid.1', at })
    await desk.hears({})
    expect(await desk.ticket(1)).toMatchObject({ state: 'reported', category: 'login' })
  })

  test('ids of any kind are ids, each of a message of its own', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const ids = [
      '41',
      'a:b',
      "'; drop table inbox; --",
      '\\',
      '%',
      '🚑',
      'due-1',
      '{}',
      'x'.repeat(200),
      'X'.repeat(200),
    ]
    for (const id of ids) await desk.phone('Wulan').types(`LAPOR PC ${ids.indexOf(id) + 1} tidak bisa login`, { id })
    await desk.settle()
    await desk.readsAll()
    expect(await desk.tickets()).toHaveLength(ids.length)
    for (const id of ids) {
      const { messages } = await desk.get<{ messages: object[] }>(`/simulator/messages?after=${encodeURIComponent(id)}`)
      expect(messages.length, id).toBeGreaterThan(0)
    }
  })

  test('senders of any kind are kept; who has no ordinary number is not answered', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const senders = [
      '112',
      'SIAGA',
      '0',
      '+',
      "' or 1=1 --",
      '🚑',
      '+6281100000001x',
      'x'.repeat(100),
      '+999999999999999999',
    ]
    for (const from of senders) await desk.post('/simulator/messages', { channel: 'sms', from, text: 'halo' })
    await desk.settle()
    await desk.hears({})
    expect((await desk.messages()).map(({ phone, status }) => `${phone} ${status}`)).toEqual(
      senders.map((sender) => `${sender} decided`),
    )
  })

  test('a sign that the summary cuts in half costs no report', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const words = `${'zz '.repeat(19)}zz🚑🚑 zz`
    await desk.phone('Dimas').says('', { media: [{ mimeType: 'image/png', base64: 'iVBORw0KGgo=' }] })
    await desk.phone('Dimas').says(words)
    await desk.readsAll()
    await desk.advance('PT6M')
    await desk.hears({ Dimas: 'No. 1', Ratna: 'Laporan baru No. 1' })
    expect(await desk.ticket(1)).toMatchObject({
      description: words,
      summary: expect.stringMatching(/^(zz )+zz\.{2,3}$/),
    })
  })

  test('what is quoted, reacted to or sent along may be anything', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    await bring(desk, 'reported')
    const odd = '\ud83d\0\u202e'
    const ratna = desk.phone('Ratna')
    await ratna.says('TERIMA 1', { reaction: { emoji: odd, to: odd } })
    await desk.readsAll()
    const media = [{ mimeType: odd, name: odd, base64: '' }]
    await ratna.says('PERBAIKI 1', { media, location: { latitude: 1e300, longitude: -0, name: odd } })
    await ratna.says('SELESAI 1 akun dibuka', { part: { ref: odd, index: 9, total: 1 }, quotes: 'x'.repeat(10_000) })
    await desk.readsAll()
    expect(await desk.ticket(1)).toMatchObject({ state: 'awaiting-confirmation' })
  })
})

describe('the log', () => {
  test('holds nobody’s words and no number, whatever was typed and refused', async () => {
    const desk = await TestDesk.start()
    const secret = 'kata sandi saya rahasia7'
    const send = (more: object) =>
      desk.postRaw('/simulator/messages', JSON.stringify({ channel: 'sms', from: STRANGER, text: secret, ...more }))
    for (const more of [{}, { id: `${secret}\0` }, { from: `${secret}\0` }, { at: secret }, { [secret]: 1 }])
      await send(more)
    await desk.postRaw('/simulator/messages', `{"text":"${secret}`)
    await fetch(`${desk.url}/simulator/messages?phone=${encodeURIComponent(`${STRANGER}\0`)}`)
    await fetch(`${desk.url}/api/tickets?month=${encodeURIComponent(secret)}`)
    await desk.settle()
    await desk.readsAll()
    const log = JSON.stringify(desk.log)
    expect(log).not.toMatch(/rahasia7|81100000099/)
    await desk.close()
  })
})
