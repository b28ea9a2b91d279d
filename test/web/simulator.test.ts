/** The simulated phones over HTTP: what is typed, what stands on them, in which order (DESIGN section 6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { talkOn, wib } from '../flow/path.ts'
import { backends, type SimulatedMessage, TestDesk } from '../harness/desk.ts'

const WULAN = '+6281100000001'
const MESSAGES = '/simulator/messages'
const UNKNOWN_ADDRESS = 'SIAGA'

describe('typing', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start()
  })
  afterAll(() => desk.close())

  const type = async (body: unknown) => {
    const answer = await desk.postRaw(MESSAGES, JSON.stringify(body))
    return { status: answer.status, body: (await answer.json()) as { id?: string; error?: string; field?: string } }
  }
  /** What a sender to whom nobody answers can type without consequence. */
  const from = (more: object = {}) => ({ channel: 'sms', from: UNKNOWN_ADDRESS, text: 'halo', ...more })

  test('is answered with 202 and an id, the own one or a new one', async () => {
    expect(await type(from({ id: 'SM1' }))).toEqual({ status: 202, body: { id: 'SM1' } })
    const { body } = await type(from())
    expect(body).toEqual({ id: expect.stringMatching(/^in-[0-9a-f-]{36}$/) })
  })

  test.each([
    ['no text', { text: undefined }],
    ['an empty text', { text: '' }],
    ['a time of its own', { at: '2026-11-23T14:05:00.123+07:00' }],
    ['a time to the minute', { at: '2026-11-23T14:05+07:00' }],
    ['a quote', { quotes: 'out-1' }],
    ['a quote of nothing that is known', { quotes: 'wamid.404' }],
    ['a reaction', { text: undefined, reaction: { emoji: '👍', to: 'out-1' } }],
    ['a reaction taken back', { text: undefined, reaction: { emoji: '', to: 'out-1' } }],
    [
      'pictures',
      {
        media: [
          { mimeType: 'image/png', base64: 'iVBORw0KGgo=' },
          { mimeType: 'audio/ogg', base64: '' },
        ],
      },
    ],
    ['a place', { location: { latitude: -6.7063, longitude: 108.557, name: 'Balai Kota' } }],
    ['a part of more', { part: { ref: '7', index: 1, total: 1 } }],
    ['forwarded once', { forwarded: 'once' }],
    ['forwarded by many', { forwarded: 'many' }],
  ])('%s is taken', async (_what, more) => {
    expect((await type(from(more))).status).toBe(202)
  })

  test.each([
    ['unknown', { txt: 'halo' }, 'txt'],
    ['unknown within a picture', { media: [{ mimeType: 'image/png', base64: '', size: 1 }] }, 'media.0.size'],
    ['unknown within a reaction', { reaction: { emoji: '👍', to: 'out-1', removed: true } }, 'reaction.removed'],
    ['another channel', { channel: 'voice' }, 'channel'],
    ['a sender that is none', { from: ' ' }, 'from'],
    ['a sender with a NUL', { from: 'SI\u0000AGA' }, 'from'],
    ['a text that is none', { text: 7 }, 'text'],
    ['a time that is none', { at: 'tadi' }, 'at'],
    ['a time without its offset', { at: '2026-11-23T14:05:00' }, 'at'],
    ['a time before all time', { at: '0000-01-01T00:00:00Z' }, 'at'],
    ['an empty id', { id: '' }, 'id'],
    ['an id with a NUL', { id: 'SM\u0000' }, 'id'],
    ['an id with half a surrogate pair', { id: 'SM\ud83d' }, 'id'],
    ['an id of a message that the desk sends', { id: 'out-1' }, 'id'],
    ['a quote with a NUL', { quotes: 'out-\u0000' }, 'quotes'],
    ['a picture that is not base64', { media: [{ mimeType: 'image/png', base64: '***' }] }, 'media.0.base64'],
    ['a picture without its content', { media: [{ mimeType: 'image/png' }] }, 'media.0.base64'],
    ['half a place', { location: { latitude: -6.7 } }, 'location.longitude'],
    ['a part 0', { part: { ref: '7', index: 0, total: 2 } }, 'part.index'],
    ['forwarded otherwise', { forwarded: true }, 'forwarded'],
  ])('a field that is wrong (%s) is a 400 that names it', async (_what, more, field) => {
    const before = (await desk.messages()).length
    const { status, body } = await type(from(more))
    expect(status).toBe(400)
    expect(body.field).toBe(field)
    expect(body.error).toContain(field)
    expect(await desk.messages()).toHaveLength(before)
  })

  test.each(['', '{}', '[]', 'null', '"halo"', '{"channel":"sms"', 'channel=sms'])(
    'a body that is no message (%s) is a 400',
    async (body) => {
      const answer = await desk.postRaw(MESSAGES, body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: expect.any(String) })
    },
  )

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'another content type (%s) is refused',
    async (type) => {
      const answer = await desk.postRaw(MESSAGES, JSON.stringify(from()), { 'content-type': type })
      expect(answer.status).toBe(403)
    },
  )

  test('a number is written in any way; a short code or a name stays as it is', async () => {
    for (const number of ['0811-0000-0099', '+62 811 0000 0099', 'whatsapp:+6281100000099', '62811 00000099'])
      await type({ channel: 'sms', from: number, text: '.', id: `by ${number}` })
    await desk.settle()
    const written = (await desk.messages()).filter(({ id }) => id.startsWith('by '))
    expect(written.map(({ phone }) => phone)).toEqual(Array(4).fill('+6281100000099'))
    expect((await desk.messages()).find(({ id }) => id === 'SM1')?.phone).toBe(UNKNOWN_ADDRESS)
    await desk.readsAll()
  })
})

describe.each(backends())('what stands on the phones, on %s', (backend) => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', 'Wulan', 'LAPOR PC 2 tidak bisa login', { id: 'wamid.1' })
    await say('14.06', 'Ratna', 'TERIMA', { id: 'wamid.2' })
    await desk.readsAll()
  })
  afterAll(() => desk.close())

  const on = async (query: string) =>
    (await desk.get<{ messages: SimulatedMessage[] }>(`${MESSAGES}${query}`)).messages.map(({ id }) => id)

  test('is everything, in order, with its ticket and its status', async () => {
    const messages = await desk.messages()
    expect(messages.map(({ direction, phone, ticket, status }) => [direction, phone, ticket, status])).toEqual([
      ['in', WULAN, 1, 'decided'],
      ['out', WULAN, 1, 'delivered'],
      ['out', '+6281100000005', 1, 'delivered'],
      ['in', '+6281100000005', 1, 'decided'],
      ['out', '+6281100000005', 1, 'delivered'],
      ['out', WULAN, 1, 'delivered'],
    ])
    expect(messages[0]).toEqual({
      id: 'wamid.1',
      direction: 'in',
      channel: 'whatsapp',
      phone: WULAN,
      text: 'LAPOR PC 2 tidak bisa login',
      at: wib('14.05'),
      ticket: 1,
      status: 'decided',
    })
    expect(messages[1]).toEqual({
      id: expect.stringMatching(/^out-\d+$/),
      direction: 'out',
      channel: 'whatsapp',
      phone: WULAN,
      text: expect.stringMatching(/^Laporan diterima. No. 1/),
      at: expect.stringMatching(/^2026-11-23T07:05:0\d\.\d{3}Z$/),
      quotes: 'wamid.1',
      ticket: 1,
      status: 'delivered',
    })
  })

  test('of one phone, and after one message', async () => {
    const all = await on('')
    expect(await on(`?phone=${encodeURIComponent(WULAN)}`)).toEqual([all[0], all[1], all[5]])
    expect(await on(`?phone=${WULAN}`)).toEqual([all[0], all[1], all[5]])
    expect(await on('?phone=0811-0000-0001&after=wamid.2')).toEqual([all[5]])
    expect(await on('?after=wamid.2')).toEqual(all.slice(4))
    expect(await on(`?after=${all.at(-1)}`)).toEqual([])
    expect(await on('?phone=%2B6281100000099')).toEqual([])
  })

  test.each([
    ['?after=wamid.404', 'after'],
    ['?after=%00', 'after'],
    ['?phone=%00', 'phone'],
    ['?phon=1', 'phon'],
  ])('%s is a 400 that names the field', async (query, field) => {
    const answer = await fetch(`${desk.url}${MESSAGES}${query}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ field, error: expect.stringContaining(field) })
  })

  test('the same id twice is one message, whatever it says', async () => {
    const before = await desk.messages()
    await desk.phone('Wulan').says('LAPOR printer macet', { id: 'wamid.1' })
    await desk.phone('Dimas', 'sms').says('LAPOR printer macet', { id: 'wamid.1' })
    expect(await desk.messages()).toEqual(before)
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('a message of a report in the making is held until the report is made', async () => {
    await desk.phone('Dimas').says('printer macet', { id: 'wamid.3' })
    const [held] = (await desk.messages()).filter(({ id }) => id === 'wamid.3')
    expect(held).toMatchObject({ status: 'held' })
    expect(held).not.toHaveProperty('ticket')
    await desk.advance('PT20S')
    await desk.hears({ Dimas: 'No. 2', Ratna: 'Laporan baru No. 2' })
    const [decided] = (await desk.messages()).filter(({ id }) => id === 'wamid.3')
    expect(decided).toMatchObject({ status: 'decided', ticket: 2 })
  })

  test('is all there after a restart, and ids that were used stay used', async () => {
    const before = await desk.messages()
    await desk.stop()
    desk = await TestDesk.start({ backend, after: desk })
    expect(await desk.messages()).toEqual(before)
    await desk.phone('Wulan').says('LAPOR printer macet', { id: 'wamid.1' })
    expect(await desk.messages()).toEqual(before)
  })
})
