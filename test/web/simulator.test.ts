/** The simulated phones over HTTP (DESIGN section 6), and input that is meant to break the desk (issue, "Bad input"). */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, MONDAY_1405, type SimulatedMessage, TestDesk } from '../harness/desk.ts'

let desk: TestDesk
afterEach(() => desk.close())

const WULAN = '+6281100000001'
const STRANGER = '+6281100000099'
const REPORT = 'LAPOR tiket tidak terkirim ke OPD, PC 2'
const message = (more: object = {}) => ({ channel: 'whatsapp', from: WULAN, text: REPORT, ...more })

const refused = async (path: string, body: string) => {
  const answer = await desk.postRaw(path, body)
  return { status: answer.status, ...((await answer.json()) as { error: string; field?: string }) }
}
const post = (path: string, body: unknown) => refused(path, JSON.stringify(body))

/** The desk still takes a report and answers it. */
async function expectItWorks(): Promise<void> {
  const before = (await desk.tickets()).length
  const [dimas, ratna] = [desk.phone('Dimas'), desk.phone('Ratna')]
  await ratna.readsAll()
  await dimas.says('LAPOR layar dashboard kosong di PC 5')
  expect((await desk.tickets()).length).toBe(before + 1)
  await dimas.receives('No. ')
  await ratna.receives('Laporan baru')
}

const readAll = async () => {
  for (const name of ['Wulan', 'Dimas', 'Sinta', 'Yudi', 'Ratna', 'Bagas', 'Nadia', STRANGER])
    await desk.phone(name).readsAll()
}

describe('POST /simulator/messages', () => {
  test.each([
    ['an unknown field', message({ colour: 'red' }), 'colour'],
    ['an unknown field of a reaction', message({ reaction: { emoji: 'x', to: 'y', by: 'z' } }), 'reaction.by'],
    ['no channel', { from: WULAN, text: 'x' }, 'channel'],
    ['an unknown channel', message({ channel: 'voice' }), 'channel'],
    ['no sender', { channel: 'sms', text: 'x' }, 'from'],
    ['an empty sender', message({ from: '  ' }), 'from'],
    ['a sender that is a number', message({ from: 6281100000001 }), 'from'],
    ['a text that is a list', message({ text: ['x'] }), 'text'],
    ['a text that is null', message({ text: null }), 'text'],
    ['an empty id', message({ id: '' }), 'id'],
    ['a time without a zone', message({ at: '2026-11-23T14:05:00' }), 'at'],
    ['a time that is not one', message({ at: '2026-13-41T99:00:00Z' }), 'at'],
    ['media that are not base64', message({ media: [{ mimeType: 'image/png', base64: '***' }] }), 'media.0.base64'],
    ['media without a type', message({ media: [{ base64: 'aGFp' }] }), 'media.0.mimeType'],
    ['a location without longitude', message({ location: { latitude: 1 } }), 'location.longitude'],
    ['a location off the earth', message({ location: { latitude: 91, longitude: 0 } }), 'location.latitude'],
    ['part 0', message({ part: { ref: 'a', index: 0, total: 2 } }), 'part.index'],
    ['part 3 of 2', message({ part: { ref: 'a', index: 3, total: 2 } }), 'part.index'],
    ['a forwarding that is unknown', message({ forwarded: 'twice' }), 'forwarded'],
  ])('%s is a 400 that names the field', async (_name, body, field) => {
    desk = await TestDesk.start()
    const answer = await post('/simulator/messages', body)
    expect(answer).toMatchObject({ status: 400, field })
    expect(answer.error).toContain(field.split('.').at(-1))
    expect(await desk.messages()).toEqual([])
  })

  test.each(['{', '{"channel":', '[]', 'null', '"text"', '12', '{"channel":"sms",}', '\uFEFF\u0000'])(
    'the body %j is a 400',
    async (body) => {
      desk = await TestDesk.start()
      expect((await refused('/simulator/messages', body)).status).toBe(400)
    },
  )

  test.each(['__proto__', 'constructor'])('a field named %s is a 400', async (name) => {
    desk = await TestDesk.start()
    const body = `{"channel":"sms","from":"${WULAN}","text":"x","${name}":{"prototype":{"x":1}}}`
    expect((await refused('/simulator/messages', body)).status).toBe(400)
  })

  test('gives 202 and the id, the given one or a new one', async () => {
    desk = await TestDesk.start()
    const given = await desk.postRaw('/simulator/messages', JSON.stringify(message({ id: 'wamid.1', text: 'halo' })))
    expect([given.status, await given.json()]).toEqual([202, { id: 'wamid.1' }])
    const fresh = await desk.postRaw('/simulator/messages', JSON.stringify(message({ text: 'halo lagi' })))
    expect(fresh.status).toBe(202)
    const { id } = (await fresh.json()) as { id: string }
    expect(id).not.toBe('wamid.1')
    await desk.settle()
    expect((await desk.messages()).filter(({ direction }) => direction === 'in').map((one) => one.id)).toEqual([
      'wamid.1',
      id,
    ])
    await readAll()
  })

  test.each(backends())(
    'the same id on many connections at once is one message and one ticket, on %s',
    async (backend) => {
      desk = await TestDesk.start({ backend })
      const body = JSON.stringify(message({ id: 'wamid.same' }))
      const answers = await Promise.all(Array.from({ length: 12 }, () => desk.postRaw('/simulator/messages', body)))
      expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(202))
      await desk.settle()
      expect((await desk.postRaw('/simulator/messages', body)).status).toBe(202)
      await desk.settle()
      expect(await desk.tickets()).toHaveLength(1)
      expect((await desk.messages()).filter(({ direction }) => direction === 'in')).toHaveLength(1)
      await desk.phone('Wulan').receives('No. 1')
      await desk.phone('Ratna').receives('Laporan baru No. 1')
    },
  )

  test.each(backends())('many people at once each get a ticket of their own, on %s', async (backend) => {
    desk = await TestDesk.start({ backend })
    const senders = ['+6281100000001', '+6281100000002', '+6281100000003']
    const texts = Array.from({ length: 30 }, (_, n) => `LAPOR printer loket ${n + 1} macet`)
    const statuses = await Promise.all(
      texts.map(async (text, n) => {
        const from = senders[n % 3]
        return (await desk.postRaw('/simulator/messages', JSON.stringify(message({ from, text })))).status
      }),
    )
    expect(new Set(statuses)).toEqual(new Set([202]))
    await desk.settle()
    const numbers = (await desk.tickets()).map(({ number }) => number)
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n + 1))
    await readAll()
  })
})

/** Every one is stored, answered or passed over in silence, and nothing breaks. */
const STRANGE: readonly (readonly [string, object])[] = [
  ['64 KB of text', { text: `LAPOR ${'tiket tidak terkirim ke OPD '.repeat(2400)}`.slice(0, 65_536) }],
  ['64 KB of one letter', { text: 'a'.repeat(65_536) }],
  ['64 KB of digits', { text: '1'.repeat(65_536) }],
  ['64 KB of spaces', { text: ' '.repeat(65_536) }],
  ['64 KB of line breaks', { text: '\n'.repeat(65_536) }],
  ['64 KB of emoji', { text: '🚑'.repeat(16_384) }],
  ['emoji where a summary of a report is cut', { text: `LAPOR x${'🚑'.repeat(200)} tiket tidak terkirim ke OPD` }],
  [
    'emoji where a summary of a report is cut, one further',
    { text: `LAPOR xx${'🚑'.repeat(200)} tiket tidak terkirim` },
  ],
  ['emoji where words that nobody knows are cut', { text: `x${'🚑'.repeat(200)}` }],
  ['emoji where words that nobody knows are cut, one further', { text: `xx${'🚑'.repeat(200)}` }],
  ['emoji where a form is cut', { text: `LAPOR#x${'🚑'.repeat(300)}#xx${'🚑'.repeat(300)}#x${'🚑'.repeat(300)}` }],
  [
    'emoji where the answers of a form are cut',
    {
      text: ['x', 'xx']
        .map(
          (x) =>
            `LAPOR\nAplikasi: Siaga 112\nUnit: ${x}${'🚑'.repeat(90)}\nPelapor: ${x}${'🚑'.repeat(90)}\nGangguan: tiket tidak terkirim\nPenanganan sementara: ${x}${'🚑'.repeat(300)}`,
        )
        .join('\n\n'),
    },
  ],
  ['64 KB of commands', { text: 'TERIMA 1\n'.repeat(7281) }],
  ['64 KB of opening brackets', { text: '(['.repeat(32_768) }],
  ['64 KB of SQL', { text: `'; drop table tickets; -- `.repeat(2520) }],
  ['NUL bytes', { text: 'LAPOR ti\0ket tidak\0 terkirim ke OPD' }],
  ['nothing but NUL bytes', { text: '\0\0\0' }],
  ['control characters', { text: 'LAPOR \u0001\u0002\u001b[31mtiket\u0007 tidak terkirim\u009f ke OPD' }],
  ['a lone high surrogate', { text: 'LAPOR tiket \ud83d tidak terkirim ke OPD' }],
  ['a lone low surrogate', { text: '\udc00LAPOR tiket tidak terkirim ke OPD' }],
  ['reversed surrogates', { text: 'LAPOR tiket \ude00\ud83d tidak terkirim' }],
  ['right-to-left marks', { text: '\u202eLAPOR\u202c \u200ftiket\u200e tidak\u2066 terkirim\u2069 ke OPD' }],
  ['zero-width characters', { text: 'L\u200bA\u200cP\u200dO\u2060R tiket\ufeff tidak terkirim ke OPD' }],
  ['combining marks', { text: `LAPOR ti${'\u0301'.repeat(5000)}ket tidak terkirim` }],
  ['empty text', { text: '' }],
  ['no text', { text: undefined }],
  ['one space', { text: ' ' }],
  ['template syntax', { text: 'LAPOR #{exit} {{7*7}} `id` <script>alert(1)</script> %00 %s tidak terkirim' }],
  ['a picture', { text: '', media: [{ mimeType: 'image/png', name: 'a.png', base64: 'iVBORw0KGgo=' }] }],
  ['a picture with words', { media: [{ mimeType: 'image/png', base64: 'iVBORw0KGgo=' }] }],
  ['empty media', { text: '', media: [{ mimeType: 'audio/ogg', base64: '' }] }],
  ['a list without media', { text: '', media: [] }],
  ['a file name with NUL', { text: '', media: [{ mimeType: 'a\0b', name: '../..\0/x', base64: 'AA==' }] }],
  [
    '2 MB of media',
    { text: '', media: [{ mimeType: 'video/mp4', base64: Buffer.alloc(2_000_000).toString('base64') }] },
  ],
  ['a reaction to nothing known', { text: '', reaction: { emoji: '👍', to: 'no-such-message' } }],
  ['a reaction taken back', { text: '', reaction: { emoji: '', to: 'no-such-message' } }],
  ['a reaction with NUL', { text: '', reaction: { emoji: '\0', to: '\0' } }],
  ['a quote of nothing known', { text: 'TERIMA', quotes: 'no-such-message' }],
  ['a quote with NUL', { text: 'TERIMA', quotes: 'a\0b' }],
  ['a quote with a lone surrogate', { text: 'TERIMA', quotes: 'a\ud800b' }],
  ['a location', { text: '', location: { latitude: -6.7, longitude: 108.5, name: 'Balai Kota' } }],
  ['a location with NUL in its name', { text: '', location: { latitude: 0, longitude: 0, name: '\0' } }],
  ['an id with NUL', { id: 'wamid\0.1' }],
  ['an id with a lone surrogate', { id: 'wamid\ud800.1' }],
  ['an id of SQL', { id: `x'); drop table inbox; --` }],
  ['an id like those of the desk', { id: 'out-1' }],
  ['a sender with NUL', { from: 'SIA\0GA' }],
  ['a sender with a lone surrogate', { from: 'SIA\ud800GA' }],
  ['a short code as sender', { from: '112' }],
  ['a name as sender', { from: 'TELKOMSEL', channel: 'sms' }],
  ['a sender of 100 signs', { from: 'x'.repeat(100) }],
  ['forwarded many times', { forwarded: 'many' }],
  ['from before all time', { at: '0001-01-01T00:00:00Z' }],
  ['from the far future', { at: '9999-12-31T23:59:59Z' }],
  ['a number far too large', { text: 'TERIMA 99999999999999999999' }],
  ['a number beyond the database', { text: 'STATUS 2147483648' }],
  ['the number nought', { text: 'TERIMA 0' }],
  ['a negative number', { text: 'STATUS -1' }],
]

describe('strange messages', () => {
  test.each(STRANGE)('%s: stored, and the desk works on', async (_name, more) => {
    desk = await TestDesk.start()
    const sent = message(more)
    const answer = await desk.postRaw('/simulator/messages', JSON.stringify(sent))
    expect(answer.status, await answer.clone().text()).toBe(202)
    await desk.settle()
    const [shown] = (await desk.messages()).filter(({ direction }) => direction === 'in')
    expect(shown?.status).toMatch(/^(decided|held)$/)
    await desk.advance('PT10M')
    await expectItWorks()
    await readAll()
  })

  test('a message of 64 KB is kept to its last sign', async () => {
    desk = await TestDesk.start()
    const text = `LAPOR ${'é🚑x'.repeat(16_000)} akhir`
    await desk.phone('Wulan').says(text)
    expect((await desk.messages())[0]?.text).toBe(text)
    await readAll()
  })

  test('a body larger than everything the phones can send is a 413, and the desk works on', async () => {
    desk = await TestDesk.start()
    const answer = await desk.postRaw(
      '/simulator/messages',
      JSON.stringify(message({ text: 'x'.repeat(33 * 1024 * 1024) })),
    )
    expect(answer.status).toBe(413)
    await expectItWorks()
  })
})

describe('words that are cut to their length', () => {
  test.each(['x', 'xx'])('are cut between two signs, never within one (%s)', async (before) => {
    desk = await TestDesk.start()
    const many = `${before}${'🚑'.repeat(600)}`
    await desk.phone('Wulan').says(`LAPOR tiket tidak terkirim ke OPD ${many}`)
    await desk.phone('Ratna').says(`TERIMA 1 ${many}`)
    await desk.phone('Ratna').says(`PERBAIKI 1 ${many}`)
    await desk.phone('Ratna').says(`JASNITA 1 ${many}`)
    await desk.phone('Bagas').says(`PROGRES 1 ${many}`)
    await desk.phone('Bagas').says(`SELESAI 1 karena ${many}, ${many}`)
    await desk.phone('Wulan').says(`BELUM 1 ${many}`)
    await desk.phone('Bagas').says(`SELESAI 1 penyebab: ${many} tindakan: ${many}`)
    await desk.phone('Wulan').says(`INFO 1 ${many}`)
    await desk.phone('Wulan').says('YA 1')
    expect((await desk.messages()).filter(({ status }) => status === 'failed')).toEqual([])
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', cycle: 2 })
    expect(JSON.stringify(await desk.ticket(1))).not.toMatch(/\\ud[89a-f]/i)
    await readAll()
  })
})

describe('an SMS in parts', () => {
  const part = (index: number, text: string, total = 2) => ({
    channel: 'sms',
    from: WULAN,
    text,
    part: { ref: 'r1', index, total },
  })

  test('is joined in the order of its parts, without a space between', async () => {
    desk = await TestDesk.start()
    await desk.post('/simulator/messages', part(2, 'rim ke OPD, PC 2'))
    await desk.post('/simulator/messages', part(1, 'LAPOR tiket tidak terki'))
    await desk.settle()
    expect((await desk.tickets()).map(({ number }) => number)).toEqual([1])
    expect((await desk.ticket(1)).description).toContain('terkirim ke OPD')
    await readAll()
  })

  test('whose second half does not come is no reason to wait on the wall clock', async () => {
    desk = await TestDesk.start()
    await desk.post('/simulator/messages', part(1, 'LAPOR tiket tidak terkirim ke '))
    await desk.settle()
    expect(await desk.tickets()).toEqual([])
    await desk.advance('PT2M')
    expect(await desk.tickets()).toHaveLength(1)
    await readAll()
  }, 20_000)

  test('in more parts than any phone makes is one message all the same', async () => {
    desk = await TestDesk.start()
    for (let index = 1; index <= 60; index++) {
      await desk.post(
        '/simulator/messages',
        part(index, index === 1 ? 'LAPOR tiket tidak terkirim' : ` lagi${index}`, 60),
      )
    }
    await desk.settle()
    expect(await desk.tickets()).toHaveLength(1)
    expect((await desk.ticket(1)).description).toContain('lagi60')
    await readAll()
  }, 20_000)
})

describe('GET /simulator/messages', () => {
  type Shown = { messages: SimulatedMessage[] }
  const list = async (query: string) => (await desk.get<Shown>(`/simulator/messages${query}`)).messages

  test('tells of each message what the phone shows, and nothing else', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says(REPORT, { id: 'wamid.1' })
    const [typed, ...answers] = await list('')
    expect(typed).toEqual({
      id: 'wamid.1',
      direction: 'in',
      channel: 'whatsapp',
      phone: WULAN,
      text: REPORT,
      at: expect.stringMatching(/^2026-11-23T07:05:\d\d\.\d{3}Z$/),
      status: 'decided',
    })
    const toWulan = answers.find(({ phone }) => phone === WULAN)
    expect(toWulan).toEqual({
      id: expect.any(String),
      direction: 'out',
      channel: 'whatsapp',
      phone: WULAN,
      text: expect.stringContaining('No. 1'),
      at: expect.stringMatching(/^2026-11-23T07:05/),
      quotes: 'wamid.1',
      ticket: 1,
      status: 'delivered',
    })
    await readAll()
  })

  test('shows one phone, however its number is written', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says(REPORT)
    const all = await list('')
    const own = all.filter(({ phone }) => phone === WULAN)
    expect(own.length).toBeGreaterThan(1)
    expect(own.length).toBeLessThan(all.length)
    for (const phone of ['+6281100000001', '%2B6281100000001', '%2B62+811-0000-0001', '081100000001', '6281100000001'])
      expect(await list(`?phone=${phone}`), phone).toEqual(own)
    expect(await list(`?phone=${encodeURIComponent(STRANGER)}`)).toEqual([])
    await readAll()
  })

  test('goes on after a message', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says(REPORT)
    const all = await list('')
    for (const [n, { id }] of all.entries()) expect(await list(`?after=${id}`)).toEqual(all.slice(n + 1))
    const own = all.filter(({ phone }) => phone === WULAN)
    expect(await list(`?phone=${WULAN}&after=${own[0]?.id}`)).toEqual(own.slice(1))
    await readAll()
  })

  test.each([
    ['an unknown id', '?after=no-such-message', 'after'],
    ['an id with NUL', '?after=%00', 'after'],
    ['an unknown field', '?colour=red', 'colour'],
    ['a field given twice', `?after=a&after=b`, 'after'],
  ])('%s is a 400 that names the field', async (_name, query, field) => {
    desk = await TestDesk.start()
    const answer = await fetch(`${desk.url}/simulator/messages${query}`)
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, field])
  })

  test.each(['%00', '%ED%A0%80', '%', 'x'.repeat(3000)])('the phone %s breaks nothing', async (phone) => {
    desk = await TestDesk.start()
    expect([200, 400]).toContain((await fetch(`${desk.url}/simulator/messages?phone=${phone}`)).status)
  })

  test('shows the same after a restart', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says(REPORT)
    const before = await desk.messages()
    const { database } = desk
    await desk.stop()
    desk = await TestDesk.start({ database })
    expect(await desk.messages()).toEqual(before)
    await readAll()
  })

  test('shows under faults only what reached the phone', async () => {
    desk = await TestDesk.start()
    const reached: Record<string, boolean> = { silent: true, unknown: true, down: false, reject: false }
    for (const [mode, shown] of Object.entries(reached)) {
      await desk.fault('whatsapp', mode)
      await desk.fault('sms', mode)
      await desk.phone('Wulan').says('BANTUAN')
      const answers = await desk.phone('Wulan').readsAll()
      expect([mode, answers.length > 0]).toEqual([mode, shown])
    }
    await desk.fault('whatsapp', 'ok')
    await desk.fault('sms', 'ok')
    await desk.advance('PT2H')
    await readAll()
  })
})

describe('the clock', () => {
  const clock = (body: unknown) => post('/simulator/clock', body)

  test.each([
    'P',
    'PT',
    'PT5',
    '5M',
    'pt5m',
    '-PT5M',
    'PT-5M',
    'PT5M ',
    'P1Y',
    'P1M',
    'P1W',
    'PT1,5S',
    '',
    'PTxM',
    'P1DT',
    'P99999999999999999999D',
    'P1000000000D',
    'PT9999999999999999H',
  ])('the duration %j is a 400 that names the field', async (advance) => {
    desk = await TestDesk.start()
    expect(await clock({ advance })).toMatchObject({ status: 400, field: 'advance' })
    expect(await desk.now()).toBeLessThan(Date.parse(MONDAY_1405) + 60_000)
    await expectItWorks()
  })

  test.each([
    ['both', { advance: 'PT5M', to: '2026-11-24T00:00:00Z' }],
    ['neither', {}],
    ['an unknown field', { advance: 'PT5M', by: 'me' }],
    ['an instant that is not one', { to: 'tomorrow' }],
    ['an instant without a zone', { to: '2026-11-24T00:00:00' }],
    ['a number', { advance: 5 }],
  ])('%s is a 400', async (_name, body) => {
    desk = await TestDesk.start()
    expect((await clock(body)).status).toBe(400)
  })

  test('does not go backward', async () => {
    desk = await TestDesk.start()
    expect(await clock({ to: '2026-11-23T07:04:59Z' })).toMatchObject({ status: 400, field: 'to' })
    expect(await desk.now()).toBeGreaterThanOrEqual(Date.parse(MONDAY_1405))
  })

  test('goes on after it was moved to the last instant that can be written', async () => {
    desk = await TestDesk.start()
    await desk.postRaw('/simulator/clock', JSON.stringify({ to: '9999-12-31T23:59:59Z' }))
    await desk.postRaw('/simulator/clock', JSON.stringify({ advance: 'P3D' }))
    const { database } = desk
    expect((await fetch(`${desk.url}/simulator/clock`)).status).toBe(200)
    await expectItWorks()
    await readAll()
    await desk.close()
    desk = await TestDesk.start({ database })
    await expectItWorks()
    await readAll()
  })

  test('moves by days, hours, minutes and seconds', async () => {
    desk = await TestDesk.start()
    const from = await desk.now()
    await desk.advance('P1DT1H1M1.5S')
    const moved = (await desk.now()) - from
    expect(moved).toBeGreaterThanOrEqual(90_061_500)
    expect(moved).toBeLessThan(90_061_500 + 30_000)
  })

  test('runs on in real time, also after it was moved', async () => {
    desk = await TestDesk.start()
    await desk.advance('PT1H')
    const first = await desk.now()
    let next = first
    while (next === first) next = await desk.now()
    expect(next).toBeGreaterThan(first)
    expect(next).toBeLessThan(first + 30_000)
  })

  test('moved by two at once is moved by the sum', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says(REPORT)
    const from = await desk.now()
    await Promise.all([desk.advance('PT5M'), desk.advance('PT7M'), desk.advance('PT1M')])
    const moved = (await desk.now()) - from
    expect(moved).toBeGreaterThanOrEqual(13 * 60_000)
    expect(moved).toBeLessThan(14 * 60_000)
    await readAll()
  })

  test('is where it was, or later, after a restart', async () => {
    desk = await TestDesk.start()
    await desk.advance('P2D')
    const before = await desk.now()
    const { database } = desk
    await desk.close()
    desk = await TestDesk.start({ database })
    expect(await desk.now()).toBeGreaterThanOrEqual(before)
    await desk.close()
    desk = await TestDesk.start({ database, environment: { SIMULATOR_NOW: MONDAY_1405 } })
    expect(await desk.now()).toBeLessThan(before)
  })

  test('is never before the newest stored instant after a restart', async () => {
    desk = await TestDesk.start()
    await desk.advance('P2D')
    await desk.phone('Wulan').says('BANTUAN')
    const before = await desk.now()
    await readAll()
    const { database } = desk
    await desk.close()
    desk = await TestDesk.start({ database, environment: { SIMULATOR_NOW: MONDAY_1405 } })
    expect(await desk.now()).toBeGreaterThan(before - 60_000)
    await readAll()
  })

  test('moves while people write', async () => {
    desk = await TestDesk.start()
    const typed = Array.from({ length: 10 }, (_, n) => desk.phone('Wulan').types(`LAPOR printer loket ${n + 1} macet`))
    await Promise.all([...typed, desk.advance('PT1H'), desk.advance('PT1H')])
    await desk.settle()
    expect(await desk.tickets()).toHaveLength(10)
    await readAll()
  })

  test('stands nowhere after a move that broke off', async () => {
    desk = await TestDesk.start({ allowErrors: /./ })
    await desk.phone('Wulan').says(REPORT)
    const leaving = new AbortController()
    const moving = fetch(`${desk.url}/simulator/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: 'PT20H' }),
      signal: leaving.signal,
    })
    leaving.abort()
    await moving.catch(() => {})
    await desk.advance('PT1H')
    const first = await desk.now()
    let next = first
    for (let turn = 0; turn < 500 && next === first; turn++) next = await desk.now()
    expect(next).toBeGreaterThan(first)
    await readAll()
  })
})

describe('faults', () => {
  test.each([
    ['an unknown mode', { channel: 'sms', mode: 'slow' }, 'mode'],
    ['an unknown channel', { channel: 'voice', mode: 'ok' }, 'channel'],
    ['no mode', { channel: 'sms' }, 'mode'],
    ['an unknown field', { channel: 'sms', mode: 'ok', for: 'ever' }, 'for'],
    ['a code that is a number', { channel: 'sms', mode: 'reject', code: 7 }, 'code'],
  ])('%s is a 400 that names the field', async (_name, body, field) => {
    desk = await TestDesk.start()
    expect(await post('/simulator/faults', body)).toMatchObject({ status: 400, field })
  })

  test.each(['\0', '\ud800', 'x'.repeat(5000)])('the code %j breaks nothing', async (code) => {
    desk = await TestDesk.start()
    const answer = await desk.postRaw('/simulator/faults', JSON.stringify({ channel: 'sms', mode: 'reject', code }))
    expect([200, 400]).toContain(answer.status)
    await expectItWorks()
    await desk.phone('Wulan', 'sms').says('BANTUAN')
    await readAll()
  })

  test('of both channels set at once are both set', async () => {
    desk = await TestDesk.start()
    await Promise.all([desk.fault('sms', 'reject'), desk.fault('whatsapp', 'reject')])
    await desk.phone('Wulan').says('BANTUAN')
    await desk.phone('Dimas', 'sms').says('BANTUAN')
    expect((await desk.messages()).filter(({ direction }) => direction === 'out')).toEqual([])
  })
})
