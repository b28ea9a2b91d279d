/** The services below the desk go away while it runs, and come back (DESIGN rule 1, section 1). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { type BackendName, backends, newDatabase, type TestDesk } from '../harness/desk.ts'
import { startTwilioDesk, type TwilioDesk } from './twilio-desk.ts'
import { type Wire, wireTo } from './wire.ts'

const WULAN = '+6281100000001'
const RATNA = '+6281100000005'
const LAPOR = 'LAPOR tiket tidak terkirim ke OPD, PC 2'
const PATIENCE = { timeout: 40_000, interval: 50 }

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

interface Away extends TwilioDesk {
  readonly wire: Wire
  /** Past the wire. */
  readonly direct: pg.Pool
}

/** A desk whose database is at the other end of a wire. */
async function startWired(backend: BackendName = 'postgres'): Promise<Away> {
  const database = await newDatabase()
  const wire = await wireTo(database)
  cleanups.push(wire.close)
  const direct = new pg.Pool({ connectionString: database, max: 2 })
  cleanups.push(() => direct.end())
  const environment = { DATABASE_URL: wire.url }
  const both = await startTwilioDesk({ backend, environment, allowErrors: /^$/ })
  cleanups.push(both.close)
  return { ...both, wire, direct }
}

const readyz = async (desk: TestDesk) => {
  const answer = await fetch(`${desk.url}/readyz`)
  return { status: answer.status, ...((await answer.json()) as { database: boolean; queues: boolean }) }
}
const isReadyAgain = (desk: TestDesk) => vi.waitFor(async () => expect((await readyz(desk)).status).toBe(200), PATIENCE)

const told = (both: TwilioDesk, number: string, words: string | RegExp) =>
  vi.waitFor(() => {
    const bodies = both.sentTo(`whatsapp:${number}`).map(({ body }) => body)
    expect(bodies, `to ${number}`).toContainEqual(
      typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
    )
  }, PATIENCE)

/** Moves desk time without the desk: as if so long had passed while it was cut off. */
const passTime = (direct: pg.Pool, milliseconds: number) =>
  direct.query('update simulator set "offset" = "offset" + $1', [milliseconds])

/** Nothing that a person wrote, and no number, in any line of the log (DESIGN rule 12). */
function expectDiscreet(desk: TestDesk): void {
  const lines = desk.log.map((line) => JSON.stringify(line))
  expect(lines.filter((line) => /62811|tidak terkirim|LAPOR/.test(line))).toEqual([])
}

describe.each(backends())('the database away, queues on %s', (backend) => {
  test('everything is refused with 503, and the desk goes on by itself when it is back', async () => {
    const both = await startWired(backend)
    const { desk, wire, standIn } = both
    expect(await readyz(desk)).toMatchObject({ status: 200, database: true, queues: true })
    await wire.cut()
    const sid = `SM${'a'.repeat(32)}`
    const report = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid }
    expect((await both.says(`whatsapp:${WULAN}`, LAPOR, report)).status).toBe(503)
    const typed = JSON.stringify({ channel: 'sms', from: WULAN, text: LAPOR })
    expect((await desk.postRaw('/simulator/messages', typed)).status).toBe(503)
    expect(await readyz(desk)).toMatchObject({ status: 503, ready: false, database: false })
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200)
    for (const path of ['/api/tickets', '/api/people', '/simulator/messages', '/simulator/clock', '/metrics'])
      expect((await fetch(`${desk.url}${path}`)).status, path).toBe(503)
    await wire.mend()
    await isReadyAgain(desk)
    expect((await both.says(`whatsapp:${WULAN}`, LAPOR, report)).status).toBe(200)
    await told(both, RATNA, 'Laporan baru No. 1')
    await told(both, WULAN, 'No. 1')
    expect(standIn.sent).toHaveLength(2)
    expect(await desk.tickets()).toMatchObject([{ number: 1, state: 'reported' }])
    expectDiscreet(desk)
  })

  test('a message whose decision was cut short is decided once when it is back', async () => {
    const both = await startWired(backend)
    const { desk, wire, direct, standIn } = both
    const blocker = await direct.connect()
    await blocker.query('begin; lock table tickets in access exclusive mode')
    expect((await both.says(`whatsapp:${WULAN}`, LAPOR)).status).toBe(200)
    await vi.waitFor(async () => {
      const { rows } = await direct.query(`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%tickets%'`)
      expect(rows.length).toBeGreaterThan(0)
    }, PATIENCE)
    await wire.cut()
    await blocker.query('rollback')
    blocker.release()
    await wire.mend()
    await told(both, RATNA, 'Laporan baru No. 1')
    await desk.settle()
    expect(await desk.tickets()).toHaveLength(1)
    expect(standIn.sent).toHaveLength(2)
    expectDiscreet(desk)
  })

  test('deadlines that passed meanwhile are told once when it is back', async () => {
    const both = await startWired(backend)
    const { desk, wire, direct } = both
    await both.says(`whatsapp:${WULAN}`, LAPOR)
    await told(both, RATNA, 'Laporan baru No. 1')
    await desk.settle()
    await wire.cut()
    await passTime(direct, 6 * 60_000)
    await wire.mend()
    await told(both, RATNA, /terlambat|lewat/i)
    await desk.settle()
    expect(both.sentTo(`whatsapp:${RATNA}`)).toHaveLength(2)
    expectDiscreet(desk)
  })

  test('a message that was broken off again and again by the database is not given up', async () => {
    const both = await startWired(backend)
    const { desk, direct } = both
    const blocker = await direct.connect()
    await blocker.query(`insert into counters (year, number) values (2026, 0) on conflict do nothing`)
    await blocker.query('begin')
    await blocker.query('select * from counters for update')
    await both.says(`whatsapp:${WULAN}`, LAPOR)
    for (let turn = 0; turn < 4; turn++) {
      await vi.waitFor(async () => {
        const { rows } = await direct.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%counters%'`)
        expect(rows.length).toBeGreaterThan(0)
      }, PATIENCE)
    }
    await blocker.query('rollback')
    blocker.release()
    await told(both, RATNA, 'Laporan baru No. 1')
    expect(await desk.tickets()).toHaveLength(1)
    expect(desk.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('what was broken off tells the log nothing of what was written', async () => {
    const both = await startWired(backend)
    const { desk, direct } = both
    const blocker = await direct.connect()
    await blocker.query('begin; lock table inbox, simulated_messages in access exclusive mode')
    const typed = JSON.stringify({ channel: 'sms', from: WULAN, text: LAPOR })
    const answers = Promise.all([both.says(`whatsapp:${WULAN}`, LAPOR), desk.postRaw('/simulator/messages', typed)])
    let ended = 0
    await vi.waitFor(async () => {
      const { rows } = await direct.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like 'insert%'`)
      ended += rows.length
      expect(ended).toBeGreaterThanOrEqual(2)
    }, PATIENCE)
    expect((await answers).map(({ status }) => status)).toEqual([503, 503])
    await blocker.query('rollback')
    blocker.release()
    expectDiscreet(desk)
  })

  test('a database that takes connections and answers nothing is away too', async () => {
    const both = await startWired(backend)
    const { desk, wire } = both
    cleanups.push(wire.mend)
    wire.hang()
    const typed = JSON.stringify({ channel: 'sms', from: WULAN, text: LAPOR })
    const requests = [
      both.says(`whatsapp:${WULAN}`, LAPOR),
      desk.postRaw('/simulator/messages', typed),
      fetch(`${desk.url}/readyz`),
    ].map(async (answer) => (await answer).status)
    // So long a provider waits for its answer (TWILIO.md).
    const inTime = requests.map((status) => Promise.race([status, late(15_000)]))
    expect(await Promise.all(inTime)).toEqual([503, 503, 503])
    await wire.mend()
    await isReadyAgain(desk)
    await both.says(`whatsapp:${WULAN}`, LAPOR)
    await told(both, RATNA, 'Laporan baru No. 1')
  })
})

test('a database server that is stopped and started again is found again', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'helpdesk-away-'))
  cleanups.push(() => rm(dir, { recursive: true, force: true }))
  let server = await startEmbedded(dir)
  cleanups.push(() => server.stop())
  const { url } = server
  const both = await startTwilioDesk({ environment: { DATABASE_URL: url } })
  cleanups.push(both.close)
  await both.says(`whatsapp:${WULAN}`, LAPOR)
  await told(both, RATNA, 'Laporan baru No. 1')
  await server.stop()
  expect((await both.says(`whatsapp:${RATNA}`, 'TERIMA 1')).status).toBe(503)
  server = await startEmbedded(dir)
  expect(server.url).toBe(url)
  await isReadyAgain(both.desk)
  expect((await both.says(`whatsapp:${RATNA}`, 'TERIMA 1')).status).toBe(200)
  await both.desk.settle()
  expect((await both.desk.ticket(1)).state).toBe('analysing')
})

describe.runIf(backends().includes('redis'))('Redis away', () => {
  async function startWiredRedis() {
    const wire = await wireTo(`${inject('redisUrl')}/${3000 + Number(process.env.VITEST_POOL_ID ?? 1)}`)
    cleanups.push(wire.close)
    const both = await startTwilioDesk({ environment: { REDIS_URL: wire.url } })
    cleanups.push(both.close)
    return { ...both, wire }
  }

  test('messages are stored and answered with 200, and decided when it is back', async () => {
    const both = await startWiredRedis()
    const { desk, wire, standIn } = both
    await wire.cut()
    expect((await both.says(`whatsapp:${WULAN}`, LAPOR)).status).toBe(200)
    expect((await both.says(`whatsapp:${WULAN}`, 'LAPOR printer loket 3 macet')).status).toBe(200)
    expect(await readyz(desk)).toMatchObject({ status: 503, database: true, queues: false })
    expect(await desk.tickets()).toEqual([])
    await wire.mend()
    await told(both, RATNA, 'Laporan baru No. 1')
    await told(both, RATNA, 'Laporan baru No. 2')
    await desk.settle()
    expect((await readyz(desk)).status).toBe(200)
    expect(standIn.sent).toHaveLength(4)
  })

  test('that lost everything it held loses nothing', async () => {
    const both = await startWiredRedis()
    const { desk, wire } = both
    await both.says(`whatsapp:${WULAN}`, LAPOR)
    await told(both, RATNA, 'Laporan baru No. 1')
    await wire.cut()
    await both.says(`whatsapp:${WULAN}`, 'LAPOR printer loket 3 macet')
    const { Redis } = await import('ioredis')
    const redis = new Redis(wire.url.replace(/:\d+\//, `:${new URL(inject('redisUrl')).port}/`))
    await redis.flushdb()
    redis.disconnect()
    await wire.mend()
    await told(both, RATNA, 'Laporan baru No. 2')
    await desk.settle()
  })

  test('while it is away the desk still stops within ten seconds', async () => {
    const { desk, wire } = await startWiredRedis()
    await wire.cut()
    const stopped = desk.stop()
    await expect(Promise.race([stopped.then(() => 'stopped'), late(10_000)])).resolves.toBe('stopped')
    await wire.mend()
    await stopped
  })
})

const late = (milliseconds: number) =>
  new Promise<string>((resolve) => setTimeout(resolve, milliseconds, 'late').unref())
