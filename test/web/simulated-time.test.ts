/** The simulator's clock, its still point and the faults of its network (DESIGN section 6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bring, wib } from '../flow/path.ts'
import { backends, TestDesk } from '../harness/desk.ts'

let desk: TestDesk

const post = async (path: string, body: unknown) => {
  const answer = await desk.postRaw(path, JSON.stringify(body))
  return { status: answer.status, body: (await answer.json()) as { now?: string; error?: string; field?: string } }
}

describe('the clock', () => {
  beforeAll(async () => {
    desk = await TestDesk.start()
  })
  afterAll(() => desk.close())

  const move = (body: unknown) => post('/simulator/clock', body)

  test('starts where it was told and runs on by itself', async () => {
    const started = await desk.now()
    expect(started).toBeGreaterThanOrEqual(Date.parse(wib('14.05')))
    expect(started).toBeLessThan(Date.parse(wib('14.06')))
    await expect.poll(() => desk.now(), { interval: 5 }).toBeGreaterThan(started)
  })

  test.each([
    ['PT5M', 300_000],
    ['PT1.5S', 1500],
    ['PT90M', 5_400_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P1DT1H', 90_000_000],
    ['PT0S', 0],
  ])('is moved forward by %s', async (advance, span) => {
    const before = await desk.now()
    const { status, body } = await move({ advance })
    expect(status).toBe(200)
    const moved = Date.parse(body.now ?? '') - before
    expect(moved).toBeGreaterThanOrEqual(span)
    expect(moved).toBeLessThan(span + 20_000)
    expect(await desk.now()).toBeGreaterThanOrEqual(Date.parse(body.now ?? ''))
  })

  test.each(['2026-12-01T14:05:00+07:00', '2026-12-01T07:06:00Z', '2026-12-01T07:07Z'])(
    'is moved to %s',
    async (to) => {
      expect(await move({ to })).toEqual({ status: 200, body: { now: new Date(to).toISOString() } })
    },
  )

  test.each([
    ['a wrong duration', { advance: '5 minutes' }, 'advance'],
    ['no duration', { advance: 'PT' }, 'advance'],
    ['a duration of months', { advance: 'P1M' }, 'advance'],
    ['a duration backwards', { advance: '-PT5M' }, 'advance'],
    ['a duration beyond all years', { advance: 'P99999999D' }, 'advance'],
    ['an instant that is over', { to: wib('14.05') }, 'to'],
    ['an instant that is none', { to: 'besok' }, 'to'],
    ['an instant beyond all years', { to: '9999-12-31T23:59:59Z' }, 'to'],
    ['both', { advance: 'PT5M', to: '2027-01-01T00:00:00Z' }, undefined],
    ['neither', {}, undefined],
    ['a number', { advance: 5 }, 'advance'],
    ['something else', { back: 'PT5M' }, 'back'],
  ])('%s does not move it: 400', async (_what, body, field) => {
    const before = await desk.now()
    const answer = await move(body)
    expect(answer.status).toBe(400)
    expect(answer.body.field).toBe(field)
    expect((await desk.now()) - before).toBeLessThan(60_000)
  })

  test('is never before the newest that is stored, also when it is started earlier', async () => {
    const reached = await desk.now()
    await desk.phone('Wulan').says('DAFTAR')
    await desk.readsAll()
    await desk.stop()
    desk = await TestDesk.start({ after: desk, environment: { SIMULATOR_NOW: wib('14.05') } })
    expect(await desk.now()).toBeGreaterThanOrEqual(reached)
  })
})

describe.each(backends())('on %s', (backend) => {
  beforeAll(async () => {
    desk = await TestDesk.start({ backend })
  })
  afterAll(() => desk.close())

  test('moved by two at once, the clock goes both spans, and what is due on the way is told once', async () => {
    await bring(desk, 'reported')
    const before = await desk.now()
    await Promise.all([desk.advance('PT4M'), desk.advance('PT2M')])
    const moved = (await desk.now()) - before
    expect(moved).toBeGreaterThanOrEqual(360_000)
    expect((await desk.timeline()).map((line) => line.slice(0, 20))).toEqual([
      '14.08 Ratna: PENGING',
      '14.10 Ratna: TERLAMB',
      '14.10 Yudi: TERLAMBA',
    ])
  })

  test('settling waits for everything that is typed, and for no window that is open', async () => {
    const typing = ['Wulan', 'Dimas', 'Sinta'].map((name) => desk.phone(name).types('DAFTAR'))
    await Promise.all([...typing, desk.phone('Yudi').types('printer macet')])
    expect(await post('/simulator/settle', {})).toMatchObject({ status: 200, body: { now: expect.any(String) } })
    expect((await desk.readsAll()).map(({ phone }) => phone).sort()).toEqual(
      ['Wulan', 'Dimas', 'Sinta'].map((name) => desk.phone(name).address).sort(),
    )
    expect(await post('/simulator/settle', { now: true })).toMatchObject({ status: 400, body: { field: 'now' } })
    await desk.advance('PT20S')
    await desk.hears({ Yudi: 'No. 2', Ratna: 'Laporan baru No. 2' })
  })

  test.each([
    ['ok', ['delivered']],
    ['silent', ['sent']],
    ['unknown', ['unknown']],
    ['down', []],
    ['reject', []],
  ])('SMS %s: on the phone stands %j', async (mode, statuses) => {
    const before = (await desk.messages()).length
    await desk.fault('sms', mode)
    await desk.phone('Sinta', 'sms').says('BANTUAN')
    const after = (await desk.messages()).slice(before)
    const received = after.filter(({ direction, channel }) => direction === 'out' && channel === 'sms')
    expect(received.map(({ status }) => status)).toEqual(statuses)
    await desk.fault('sms', 'ok')
    await desk.advance('PT1M')
    await desk.readsAll()
  })

  test('a fault has a code of its own, and stays over a restart', async () => {
    const fault = { channel: 'sms', mode: 'reject', code: '21610' }
    expect(await post('/simulator/faults', fault)).toEqual({ status: 200, body: fault })
    await desk.stop()
    desk = await TestDesk.start({ backend, after: desk })
    await desk.phone('Sinta', 'sms').says('BANTUAN')
    await desk.hears({ Sinta: 'Perintah' })
    expect(desk.log).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ code: '21610' }) }),
    )
    await desk.fault('sms', 'ok')
  })

  test.each([
    [{ channel: 'voice', mode: 'down' }, 'channel'],
    [{ channel: 'sms', mode: 'slow' }, 'mode'],
    [{ channel: 'sms' }, 'mode'],
    [{ channel: 'sms', mode: 'down', code: 'a\u0000' }, 'code'],
    [{ channel: 'sms', mode: 'down', for: 'PT1M' }, 'for'],
  ])('the fault %j is a 400 that names the field', async (fault, field) => {
    expect(await post('/simulator/faults', fault)).toMatchObject({ status: 400, body: { field } })
  })
})
