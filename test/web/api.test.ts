/** Tickets and people over HTTP, health and measurements (DESIGN sections 6 and 7). */
import { afterEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'

let desk: TestDesk
afterEach(() => desk.close())

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const NAMES = ['Wulan', 'Dimas', 'Sinta', 'Yudi', 'Ratna', 'Bagas', 'Nadia', 'Asep', 'Tari']

const readAll = async () => {
  for (const name of NAMES) await desk.phone(name).readsAll()
}
/** Status and body, whatever the status. */
async function ask(path: string, method = 'GET', body?: unknown) {
  const sent = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${desk.url}${path}`, { method, ...(body === undefined ? {} : sent) })
  // biome-ignore lint/suspicious/noExplicitAny: tests read the outside shape as a stranger would
  const json: any = await answer.json().catch(() => undefined)
  return { status: answer.status, json }
}
const says = async (name: string, ...texts: string[]) => {
  for (const text of texts) await desk.phone(name).says(text)
}

/** Names of DESIGN section 7. */
const ALWAYS = [
  'number',
  'reference',
  'state',
  'cycle',
  'application',
  'category',
  'impact',
  'summary',
  'description',
  'registeredAt',
  'channel',
  'reporter',
  'steps',
  'attachments',
]
const SOMETIMES = [
  'step',
  'unit',
  'occurredAt',
  'closedAt',
  'closedAs',
  'recordedBy',
  'assignee',
  'vendor',
  'cause',
  'action',
  'events',
  'messages',
]

/** Every value whose name says that it is an instant is one, and nothing is null. */
function expectPlain(value: unknown, path = 'ticket'): void {
  expect(value, path).not.toBeNull()
  if (typeof value !== 'object' || value === null) return
  for (const [name, one] of Object.entries(value)) {
    if (/^(at|eta)$|At$/.test(name)) expect(one, `${path}.${name}`).toMatch(INSTANT)
    expectPlain(one, `${path}.${name}`)
  }
}

describe('a ticket', () => {
  test('that was repaired by Jasnita has all names of the design, and no other', async () => {
    desk = await TestDesk.start()
    await says('Wulan', 'LAPOR kejadian jam 13.30 tiket tidak terkirim ke OPD, PC 2')
    await says('Ratna', 'TERIMA 1', 'PERBAIKI 1', 'JASNITA 1 sudah restart')
    await says('Bagas', 'TERIMA 1 tiket JSN-77', 'ETA 1 2 jam lagi', 'SELESAI 1 service dijalankan ulang')
    await says('Wulan', 'YA 1')
    const ticket = await desk.ticket(1)
    for (const name of ALWAYS) expect(ticket, name).toHaveProperty(name)
    expect(Object.keys(ticket).filter((name) => ![...ALWAYS, ...SOMETIMES].includes(name))).toEqual([])
    expectPlain(ticket)
    expect(ticket).toMatchObject({
      number: 1,
      reference: expect.stringMatching(/^0*1\/LP-112\/XI\/2026$/),
      state: 'closed',
      closedAs: 'confirmed',
      cycle: 1,
      channel: 'whatsapp',
      reporter: { name: 'Wulan', role: 'call_taker', phone: '+6281100000001' },
      vendor: { id: 'jasnita', eta: expect.stringMatching(INSTANT) },
    })
    expect(ticket).not.toHaveProperty('step')
    for (const step of ticket.steps) {
      const names = ['step', 'cycle', 'startedAt', 'dueAt', 'doneAt', 'by', 'verdict']
      expect(Object.keys(step).filter((name) => !names.includes(name))).toEqual([])
      expect(step.verdict).toMatch(/^(running|on-time|late|not-recorded|skipped)$/)
    }
    expect(Object.keys(ticket.reporter).sort()).toEqual(['name', 'phone', 'role'])
    await readAll()
  })

  test('that is open tells its step, and carries no name that it has no value for', async () => {
    desk = await TestDesk.start()
    await says('Wulan', 'LAPOR layar dashboard kosong')
    const answer = await fetch(`${desk.url}/api/tickets/1`)
    const text = await answer.text()
    expect(text).not.toMatch(/null|undefined/)
    const ticket = JSON.parse(text)
    expect(ticket).toMatchObject({ state: 'reported', step: 2 })
    for (const name of ['closedAt', 'closedAs', 'vendor', 'cause', 'action', 'assignee', 'recordedBy'])
      expect(ticket).not.toHaveProperty(name)
    expect(ticket.steps.at(-1)).toMatchObject({ step: 2, verdict: 'running', dueAt: expect.stringMatching(INSTANT) })
    await readAll()
  })

  test('carries its events and messages in order, with what was typed', async () => {
    desk = await TestDesk.start()
    await says('Wulan', 'LAPOR layar dashboard kosong')
    await says('Ratna', 'TERIMA 1')
    const { events, messages } = await desk.ticket(1)
    expect(events.map(({ type, by, text }: { type: string; by?: object; text?: string }) => [type, by, text])).toEqual([
      ['TicketRegistered', { name: 'Wulan', role: 'call_taker' }, 'LAPOR layar dashboard kosong'],
      ['TicketAccepted', { name: 'Ratna', role: 'kepala_seksi' }, 'TERIMA 1'],
    ])
    expect(messages.map(({ direction, text }: { direction: string; text: string }) => [direction, text])).toEqual([
      ['in', 'LAPOR layar dashboard kosong'],
      ['out', expect.stringContaining('No. 1')],
      ['out', expect.stringContaining('Laporan baru No. 1')],
      ['in', 'TERIMA 1'],
      ['out', expect.any(String)],
      ['out', expect.any(String)],
    ])
    for (const message of messages) {
      expect(Object.keys(message).sort()).toEqual(['at', 'channel', 'direction', 'id', 'status', 'text'])
      expect(message.at).toMatch(INSTANT)
    }
    await readAll()
  })

  test('lists what was attached without its content', async () => {
    desk = await TestDesk.start()
    const base64 = Buffer.from('a picture').toString('base64')
    await desk.phone('Wulan').says('LAPOR layar dashboard kosong', { media: [{ mimeType: 'image/png', base64 }] })
    await desk.advance('PT1M')
    const { attachments } = await desk.ticket(1)
    expect(attachments).toEqual([
      { id: expect.any(Number), mimeType: 'image/png', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    await readAll()
  })

  test('of two years is found by its year, the newest without one', async () => {
    desk = await TestDesk.start()
    await says('Wulan', 'LAPOR layar dashboard kosong')
    await says('Ratna', 'BATAL 1 salah lapor')
    await desk.advanceTo('2027-01-02T09:00:00+07:00')
    await says('Wulan', 'LAPOR printer loket 3 macet')
    expect((await ask('/api/tickets/1')).json.reference).toContain('2027')
    expect((await ask('/api/tickets/1?year=2026')).json).toMatchObject({ state: 'cancelled' })
    expect((await ask('/api/tickets/1?year=2027')).json.reference).toContain('2027')
    expect((await ask('/api/tickets/1?year=2025')).status).toBe(404)
    expect((await ask('/api/tickets?month=2026-11')).json.tickets).toHaveLength(1)
    expect((await ask('/api/tickets?month=2027-01')).json.tickets).toHaveLength(1)
    expect((await ask('/api/tickets')).json.tickets).toHaveLength(2)
    await readAll()
  })

  test.each(['/api/tickets/2', '/api/tickets/2147483648', '/api/tickets/9007199254740991'])(
    '%s is a 404',
    async (path) => {
      desk = await TestDesk.start()
      expect(await ask(path)).toMatchObject({ status: 404, json: { error: expect.any(String) } })
    },
  )

  test.each([
    ['/api/tickets/0', 'number'],
    ['/api/tickets/-1', 'number'],
    ['/api/tickets/1.5', 'number'],
    ['/api/tickets/abc', 'number'],
    ['/api/tickets/%00', 'number'],
    ['/api/tickets/1e400', 'number'],
    ['/api/tickets/1?year=abc', 'year'],
    ['/api/tickets/1?year=99999999999', 'year'],
    ['/api/tickets/1?colour=red', 'colour'],
    ['/api/tickets?state=lost', 'state'],
    ['/api/tickets?state=open&state=closed', 'state'],
    ['/api/tickets?month=2026-13', 'month'],
    ['/api/tickets?month=2026-1', 'month'],
    ['/api/tickets?month=november', 'month'],
    ['/api/tickets?page=2', 'page'],
  ])('%s is a 400 that names the field', async (path, field) => {
    desk = await TestDesk.start()
    expect(await ask(path)).toMatchObject({ status: 400, json: { field, error: expect.stringContaining(field) } })
  })
})

describe('the list of tickets', () => {
  test('gives all of a state by number, without events and messages', async () => {
    desk = await TestDesk.start()
    for (const n of [1, 2, 3, 4]) await says('Wulan', `LAPOR printer loket ${n} macet`)
    await says('Ratna', 'TERIMA 2', 'SELESAI 2 kertas dilepas', 'BATAL 3 salah lapor')
    await says('Wulan', 'YA 2')
    const numbers = async (query: string) =>
      (await ask(`/api/tickets${query}`)).json.tickets.map(({ number }: { number: number }) => number)
    expect(await numbers('')).toEqual([1, 2, 3, 4])
    expect(await numbers('?state=all')).toEqual([1, 2, 3, 4])
    expect(await numbers('?state=open')).toEqual([1, 4])
    expect(await numbers('?state=closed')).toContain(2)
    expect(await numbers('?state=closed&month=2026-12')).toEqual([])
    for (const ticket of (await ask('/api/tickets')).json.tickets) {
      expectPlain(ticket)
      expect(ticket).not.toHaveProperty('events')
      expect(ticket).not.toHaveProperty('messages')
      for (const name of ALWAYS) expect(ticket, name).toHaveProperty(name)
    }
    await readAll()
  })

  test('takes months by local time', async () => {
    desk = await TestDesk.start({ now: '2026-11-30T16:59:00Z' })
    await says('Wulan', 'LAPOR printer loket 1 macet')
    await desk.advanceTo('2026-12-01T00:01:00+07:00')
    await says('Wulan', 'LAPOR printer loket 2 macet')
    const inMonth = async (month: string) =>
      (await ask(`/api/tickets?month=${month}`)).json.tickets.map(({ number }: { number: number }) => number)
    expect(await inMonth('2026-11')).toEqual([1])
    expect(await inMonth('2026-12')).toEqual([2])
    await readAll()
  })

  test('is empty on the first day', async () => {
    desk = await TestDesk.start()
    expect(await ask('/api/tickets')).toEqual({ status: 200, json: { tickets: [] } })
  })
})

describe('people', () => {
  const NEW = { name: 'Joko', role: 'call_taker', phone: '0811-0000-0042' }

  test('are listed, added and changed', async () => {
    desk = await TestDesk.start()
    const { people } = (await ask('/api/people')).json
    expect(people.map(({ name }: { name: string }) => name)).toContain('Wulan')
    expect(people[0]).toEqual({
      id: expect.any(Number),
      name: 'Wulan',
      role: 'call_taker',
      phone: '+6281100000001',
      channels: ['whatsapp', 'sms'],
      onDuty: true,
      optedOut: false,
      active: true,
    })
    const added = await ask('/api/people', 'POST', { ...NEW, channels: ['sms'] })
    expect(added).toMatchObject({ status: 201, json: { name: 'Joko', phone: '+6281100000042', channels: ['sms'] } })
    const path = `/api/people/${added.json.id}`
    expect(await ask(path, 'PATCH', { role: 'kepala_seksi', until: '2027-01-01T00:00:00+07:00' })).toMatchObject({
      status: 200,
      json: { name: 'Joko', role: 'kepala_seksi', until: '2026-12-31T17:00:00.000Z' },
    })
    expect((await ask(path, 'PATCH', { until: null })).json).not.toHaveProperty('until')
    expect((await ask(path, 'PATCH', { active: false })).json).toMatchObject({ active: false })
    expect((await ask(path, 'PATCH', {})).status).toBe(200)
  })

  test('who were added may write at once, who were made inactive may not', async () => {
    desk = await TestDesk.start()
    const { json } = await ask('/api/people', 'POST', NEW)
    const joko = desk.phone('+6281100000042')
    await joko.says('LAPOR printer loket 3 macet')
    await joko.receives('No. 1')
    await ask(`/api/people/${json.id}`, 'PATCH', { active: false })
    await joko.says('LAPOR layar dashboard kosong')
    expect(await desk.tickets()).toHaveLength(1)
    await joko.receives(/terdaftar/)
    await readAll()
  })

  test.each([
    ['nothing', {}, 'name'],
    ['no name', { ...NEW, name: ' ' }, 'name'],
    ['a name that is a number', { ...NEW, name: 7 }, 'name'],
    ['a name of 101 signs', { ...NEW, name: 'x'.repeat(101) }, 'name'],
    ['an unknown role', { ...NEW, role: 'boss' }, 'role'],
    ['a phone that is none', { ...NEW, phone: 'abc' }, 'phone'],
    ['a phone that is too short', { ...NEW, phone: '0811' }, 'phone'],
    ['no phone', { name: 'Joko', role: 'staf' }, 'phone'],
    ['no channel', { ...NEW, channels: [] }, 'channels'],
    ['an unknown channel', { ...NEW, channels: ['fax'] }, 'channels.0'],
    ['a channel twice', { ...NEW, channels: ['sms', 'sms'] }, 'channels'],
    ['a shift that is none', { ...NEW, shift: 'whenever' }, 'shift'],
    ['an end that is none', { ...NEW, until: 'soon' }, 'until'],
    ['an unknown field', { ...NEW, salary: 1 }, 'salary'],
    ['an id', { ...NEW, id: 1 }, 'id'],
  ])('POST with %s is a 400 that names the field', async (_name, body, field) => {
    desk = await TestDesk.start()
    expect(await ask('/api/people', 'POST', body)).toMatchObject({ status: 400, json: { field } })
    expect((await ask('/api/people')).json.people).toHaveLength(9)
  })

  test.each([
    ['a name with NUL', { ...NEW, name: 'Jo\0ko' }],
    ['a name with a lone surrogate', { ...NEW, name: 'Jo\ud800ko' }],
    ['a shift with NUL', { ...NEW, shift: 'pagi\0' }],
  ])('POST with %s is taken or refused, and breaks nothing', async (_name, body) => {
    desk = await TestDesk.start()
    expect([201, 400]).toContain((await ask('/api/people', 'POST', body)).status)
  })

  test('a phone that is taken is a 409, also for two at once', async () => {
    desk = await TestDesk.start()
    expect(await ask('/api/people', 'POST', { ...NEW, phone: '081100000001' })).toMatchObject({
      status: 409,
      json: { field: 'phone' },
    })
    expect((await ask('/api/people/1', 'PATCH', { phone: '+6281100000002' })).status).toBe(409)
    const posts = await Promise.all(Array.from({ length: 6 }, () => ask('/api/people', 'POST', NEW)))
    expect(posts.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    const patches = await Promise.all(
      [1, 2, 3, 4, 5].map((id) => ask(`/api/people/${id}`, 'PATCH', { phone: '+6281100000077' })),
    )
    expect(patches.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  })

  test.each([
    ['/api/people/999', { name: 'X' }, 404],
    ['/api/people/2147483648', { name: 'X' }, 404],
    ['/api/people/abc', { name: 'X' }, 400],
    ['/api/people/1', { name: '' }, 400],
    ['/api/people/1', { name: null }, 400],
    ['/api/people/1', { salary: 1 }, 400],
    ['/api/people/1', [], 400],
    ['/api/people/1', { phone: 'abc' }, 400],
    ['/api/people/1', { active: 'no' }, 400],
    ['/api/people/1', { shift: 'whenever' }, 400],
  ])('PATCH %s with %j is a %i', async (path, body, status) => {
    desk = await TestDesk.start()
    expect((await ask(path, 'PATCH', body)).status).toBe(status)
  })

  test('malformed JSON is a 400, and DELETE is no route', async () => {
    desk = await TestDesk.start()
    expect((await desk.postRaw('/api/people', '{"name":')).status).toBe(400)
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${desk.url}/api/people/1`, { method: 'DELETE', headers })).status).toBe(404)
  })
})

describe('what comes later', () => {
  test.each([
    '/api/tickets/1/laporan-pengaduan.pdf',
    '/api/tickets/1/laporan-perbaikan.pdf',
    '/api/tickets/1/kartu-kendali.pdf',
    '/api/register.csv',
    '/api/register.csv?month=2026-11',
    '/api/register.xlsx',
    '/api/recap.json?month=2026-11',
    '/api/recap.pdf',
    '/api/audit/verify',
  ])('%s answers 501', async (path) => {
    desk = await TestDesk.start()
    expect(await ask(path)).toMatchObject({ status: 501, json: { error: expect.any(String) } })
  })

  test.each(['/', '/api', '/api/', '/api/ticket', '/metrics/', '/webhooks/twilio/message', '/favicon.ico', '/../etc'])(
    '%s is a 404 that repeats no query',
    async (path) => {
      desk = await TestDesk.start()
      const { status, json } = await ask(`${path}?token=secret`)
      expect(status).toBe(404)
      expect(JSON.stringify(json)).not.toContain('secret')
    },
  )
})

describe('health', () => {
  test('says that the process is up and that it can do its work', async () => {
    desk = await TestDesk.start()
    expect((await ask('/healthz')).status).toBe(200)
    expect(await ask('/readyz')).toEqual({
      status: 200,
      json: { ready: true, database: true, queues: true, gateways: { simulator: { state: 'ready' } } },
    })
  })

  const SAMPLE =
    /^[a-zA-Z_:][\w:]*(\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*"(,[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*")*\})? (\S+)( \d+)?$/
  async function metrics(): Promise<Map<string, number>> {
    const answer = await fetch(`${desk.url}/metrics`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const lines = (await answer.text()).trimEnd().split('\n')
    const samples = lines.filter((line) => line !== '' && !line.startsWith('#'))
    expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([])
    expect(lines.filter((line) => line.startsWith('#') && !/^# (HELP|TYPE) \S+ \S/.test(line))).toEqual([])
    return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
  }

  test('measures open tickets and what waits, and holds no personal data', async () => {
    desk = await TestDesk.start()
    expect((await metrics()).get('process_cpu_seconds_total')).toBeGreaterThan(0)
    await says('Wulan', 'LAPOR printer loket 1 macet', 'LAPOR printer loket 2 macet')
    await says('Ratna', 'TERIMA 1')
    const figures = await metrics()
    expect(figures.get('helpdesk_tickets{state="reported"}')).toBe(1)
    expect(figures.get('helpdesk_tickets{state="analysing"}')).toBe(1)
    expect(figures.get('helpdesk_due_overdue')).toBe(0)
    expect([...figures.keys()].join('\n')).not.toMatch(/62811|Wulan|printer/)
    await readAll()
  })

  test('counts down again what is over', async () => {
    desk = await TestDesk.start()
    await says('Wulan', 'LAPOR printer loket 1 macet')
    await says('Ratna', 'BATAL 1 salah lapor')
    expect((await metrics()).get('helpdesk_tickets{state="reported"}') ?? 0).toBe(0)
    await readAll()
  })
})
