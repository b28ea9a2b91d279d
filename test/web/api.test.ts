/** Tickets over HTTP, in the shapes of DESIGN sections 6 and 7. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { talkOn, wib } from '../flow/path.ts'
import { TestDesk } from '../harness/desk.ts'

let desk: TestDesk

/** What is answered to a GET that is refused. */
async function refused(path: string): Promise<object> {
  const answer = await fetch(`${desk.url}${path}`)
  return { status: answer.status, ...((await answer.json()) as object) }
}

describe('the list of tickets', () => {
  beforeAll(async () => {
    desk = await TestDesk.start({ now: wib('23.50', 7) })
    const say = talkOn(desk, 7)
    for (const unit of ['PC 1', 'PC 2', 'PC 3', 'PC 4']) await say('23.50', 'Wulan', `LAPOR ${unit} tidak bisa login`)
    await say('23.50', 'Ratna', 'SELESAI 2 akun dibuka')
    await say('23.51', 'Wulan', 'YA 2')
    await say('23.51', 'Wulan', 'BATAL 3')
    await say('23.52', 'Ratna', 'TERIMA 1')
    await talkOn(desk, 8)('00.00', 'Wulan', 'LAPOR printer macet')
    await desk.readsAll()
  })
  afterAll(() => desk.close())

  const numbers = async (query: string) =>
    (await desk.get<{ tickets: { number: number }[] }>(`/api/tickets${query}`)).tickets.map(({ number }) => number)

  test.each([
    ['', [1, 2, 3, 4, 5]],
    ['?state=all', [1, 2, 3, 4, 5]],
    ['?state=open', [1, 4, 5]],
    ['?state=closed', [2, 3]],
    ['?month=2026-11', [1, 2, 3, 4]],
    ['?month=2026-12', [5]],
    ['?month=2026-10', []],
    ['?state=open&month=2026-11', [1, 4]],
  ])('%s: these, by number, months in local time', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected)
  })

  test('holds the tickets without their events and messages', async () => {
    const { tickets } = await desk.get<{ tickets: object[] }>('/api/tickets?state=open')
    const { events, messages, ...alone } = await desk.ticket(1)
    expect([events, messages]).not.toContainEqual([])
    expect(tickets[0]).toEqual(alone)
  })

  test.each([
    ['state=half', 'state'],
    ['state=', 'state'],
    ['state=open&state=all', 'state'],
    ['month=2026-13', 'month'],
    ['month=2026-00', 'month'],
    ['month=2026-1', 'month'],
    ['month=november', 'month'],
    ['mnth=2026-11', 'mnth'],
  ])('?%s is a 400 that names the field', async (query, field) => {
    const answer = await refused(`/api/tickets?${query}`)
    expect(answer).toMatchObject({ status: 400, field, error: expect.stringContaining(field) })
  })
})

const at = expect.stringMatching(/^2026-11-23T07:\d\d:\d\d\.\d{3}Z$/)
const by = (name: string, role: string) => ({ name, role })

describe('one ticket', () => {
  const media = [{ mimeType: 'image/png', name: 'layar.png', base64: 'iVBORw0KGgo=' }]
  beforeAll(async () => {
    desk = await TestDesk.start()
    const say = talkOn(desk)
    await say('14.05', 'Wulan', 'LAPOR aplikasi 112 di PC 2 tidak bisa login sejak jam 13.50', { media })
    await say('14.06', 'Ratna', 'ALIHKAN 1 Asep')
    await say('14.07', 'Asep', 'TERIMA 1')
    await say('14.08', 'Ratna', 'JASNITA 1 server tidak menjawab')
    await say('14.09', 'Bagas', 'TERIMA 1 tiket JN-77')
    await say('14.10', 'Bagas', 'ETA 1 2 jam lagi')
    await say('14.20', 'Bagas', 'SELESAI 1 penyebab: sesi macet, tindakan: server dimulai ulang')
    await say('14.21', 'Wulan', 'YA 1')
    await desk.readsAll()
  })
  afterAll(() => desk.close())

  test('tells everything in the shape that is promised, and nothing else', async () => {
    const { steps, attachments, events, messages, ...ticket } = await desk.ticket(1)
    expect(ticket).toEqual({
      number: 1,
      reference: '0001/LP-112/XI/2026',
      state: 'closed',
      cycle: 1,
      application: 'siaga112',
      category: 'login',
      impact: 'sedang',
      summary: 'Aplikasi 112 tidak bisa login',
      description: 'LAPOR aplikasi 112 di PC 2 tidak bisa login sejak jam 13.50',
      unit: 'PC 2',
      occurredAt: wib('13.50'),
      registeredAt: wib('14.05'),
      closedAt: wib('14.21'),
      closedAs: 'confirmed',
      channel: 'whatsapp',
      reporter: { name: 'Wulan', role: 'call_taker', phone: '+6281100000001' },
      assignee: { name: 'Asep', role: 'staf', phone: '+6281100000006' },
      vendor: { id: 'jasnita', ticket: 'JN-77', eta: wib('16.10') },
      cause: 'sesi macet',
      action: 'server dimulai ulang',
    })
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(attachments).toEqual([{ id: 1, mimeType: 'image/png', name: 'layar.png', sha256, size: 8 }])
    expect(steps.map(({ step }: { step: number }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(steps[1]).toEqual({
      step: 2,
      cycle: 1,
      startedAt: wib('14.05'),
      dueAt: wib('14.10'),
      doneAt: wib('14.07'),
      by: 'Asep',
      verdict: 'on-time',
    })
    expect(Object.keys(steps[6])).not.toContain('dueAt')
    expect(events).toHaveLength(8)
    expect(messages).toHaveLength(30)
  })

  test('tells its events in order: what, when, by whom, in which words', async () => {
    const { events } = await desk.ticket(1)
    expect(events.map(({ seq, type }: { seq: number; type: string }) => `${seq} ${type}`)).toEqual([
      '1 TicketRegistered',
      '2 TicketReassigned',
      '3 TicketAccepted',
      '4 TicketEscalated',
      '5 VendorAcknowledged',
      '6 EtaPromised',
      '7 TicketResolved',
      '8 TicketConfirmed',
    ])
    expect(events[2]).toEqual({
      seq: 3,
      type: 'TicketAccepted',
      at: wib('14.07'),
      recordedAt: at,
      by: by('Asep', 'staf'),
      to: 'analysing',
      dueAt: wib('14.17'),
      text: 'TERIMA 1',
    })
    expect(events[5]).toEqual({
      seq: 6,
      type: 'EtaPromised',
      at: wib('14.10'),
      recordedAt: at,
      by: by('Bagas', 'jasnita'),
      note: '2 jam lagi',
      eta: wib('16.10'),
      text: 'ETA 1 2 jam lagi',
    })
  })

  test('tells its messages in order, those that came and those that went', async () => {
    const { messages } = await desk.ticket(1)
    const channel = 'whatsapp'
    const received = { direction: 'in', channel, status: 'decided' }
    const sent = { direction: 'out', channel, status: 'delivered' }
    expect(messages.slice(0, 3)).toEqual([
      {
        ...received,
        id: 1,
        text: 'LAPOR aplikasi 112 di PC 2 tidak bisa login sejak jam 13.50',
        at: wib('14.05'),
      },
      { ...sent, id: 2, text: expect.stringMatching(/^Laporan diterima. No. 1/), at },
      { ...sent, id: 3, text: expect.stringMatching(/^Laporan baru No. 1/), at },
    ])
    expect(messages.map(({ id }: { id: number }) => id)).toEqual(messages.map((_: object, index: number) => index + 1))
  })

  test('that is open has a running step, and none of what is not known yet', async () => {
    await talkOn(desk)('14.30', 'Dimas', 'LAPOR printer macet')
    await desk.readsAll()
    const ticket = await desk.ticket(2)
    expect(ticket).toMatchObject({ state: 'reported', step: 2, channel: 'whatsapp', attachments: [] })
    expect(ticket.steps[1]).toEqual({
      step: 2,
      cycle: 1,
      startedAt: wib('14.30'),
      dueAt: wib('14.35'),
      verdict: 'running',
    })
    for (const key of ['closedAt', 'closedAs', 'assignee', 'vendor', 'cause', 'action', 'recordedBy', 'unit'])
      expect(Object.keys(ticket)).not.toContain(key)
  })

  test.each([
    ['/api/tickets/99', 'no ticket 99'],
    ['/api/tickets/999999999999', 'no ticket 999999999999'],
    ['/api/tickets/1?year=2025', 'no ticket 1'],
  ])('%s is a 404 that names it', async (path, error) => {
    expect(await refused(path)).toEqual({ status: 404, error })
  })

  test.each([
    ['/api/tickets/0', 'number'],
    ['/api/tickets/-1', 'number'],
    ['/api/tickets/1.5', 'number'],
    ['/api/tickets/satu', 'number'],
    ['/api/tickets/%00', 'number'],
    ['/api/tickets/1?year=x', 'year'],
    ['/api/tickets/1?year=', 'year'],
    ['/api/tickets/1?tahun=2026', 'tahun'],
  ])('%s is a 400 that names the field', async (path, field) => {
    expect(await refused(path)).toMatchObject({ status: 400, field })
  })

  test.each([
    '/api/tickets/1/laporan-pengaduan.pdf',
    '/api/tickets/1/laporan-perbaikan.pdf',
    '/api/tickets/1/kartu-kendali.pdf',
    '/api/register.csv?month=2026-11',
    '/api/register.xlsx?month=2026-11',
    '/api/recap.json?month=2026-11',
    '/api/recap.pdf?month=2026-11',
    '/api/audit/verify',
  ])('%s is not made yet: 501', async (path) => {
    expect(await refused(path)).toMatchObject({ status: 501, error: expect.any(String) })
  })
})

test('an address that is none is a 404 that repeats no query', async () => {
  desk = await TestDesk.start()
  expect(await refused('/api/nothing?phone=0811-0000-0001')).toEqual({
    status: 404,
    error: 'nothing at GET /api/nothing',
  })
  await desk.close()
})

describe('a number that two years have', () => {
  beforeAll(async () => {
    const day = 38
    desk = await TestDesk.start({ now: wib('23.55', day) })
    await talkOn(desk, day)('23.55', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await talkOn(desk, day)('23.56', 'Wulan', 'BATAL 1')
    await talkOn(desk, day + 1)('00.05', 'Wulan', 'LAPOR printer macet')
    await desk.readsAll()
  })
  afterAll(() => desk.close())

  test.each([
    ['', '0001/LP-112/I/2027'],
    ['?year=2027', '0001/LP-112/I/2027'],
    ['?year=2026', '0001/LP-112/XII/2026'],
  ])('%s: the newest year unless told', async (query, reference) => {
    expect(await desk.get(`/api/tickets/1${query}`)).toMatchObject({ reference, number: 1 })
  })
})
