/** `npm start` on a machine with nothing on it: starting, stopping, being killed, starting again. */
import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { backends } from '../harness/desk.ts'
import { wireTo } from '../web/wire.ts'
import { copyCheckout, type DeskProcess, IS_ROOT, NOBODY, postgresOf, processesOf, Scratch } from './process.ts'

const scratch = new Scratch()
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await scratch.clean()
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

const JSON_TYPE = { 'content-type': 'application/json' }
const post = (url: string, path: string, body: unknown = {}) =>
  fetch(url + path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })
const get = async (url: string, path: string) => (await fetch(url + path)).json() as Promise<Record<string, unknown>>
const report = (url: string, text = 'LAPOR tiket tidak terkirim ke OPD, PC 2') =>
  post(url, '/simulator/messages', { channel: 'whatsapp', from: '+6281100000001', text })
const ticketsOf = async (url: string) => ((await get(url, '/api/tickets')).tickets as object[]).length

/** The lines that say what went wrong; a stack trace is a failure of its own. */
function complaints(desk: DeskProcess): string[] {
  expect(desk.err()).not.toMatch(/^\s+at /m)
  expect(desk.err()).not.toContain('node:internal')
  return desk.err().trim().split('\n')
}

/** It ended in order and in time, and nothing of it is left. */
async function expectStopped(desk: DeskProcess, signal: NodeJS.Signals, dataDir: string): Promise<void> {
  const { code, after } = await desk.stop(signal)
  expect(after).toBeLessThan(10_000)
  expect(processesOf(dataDir)).toEqual([])
  expect({ code, err: desk.err() }).toEqual({ code: 0, err: '' })
}

describe('with nothing configured', () => {
  test('is ready, prints its address, its people and what to try, and that works as it stands there', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir })
    const url = await desk.ready
    await desk.printed('Ctrl-C stops the desk.')
    expect(desk.out()).toContain('+6281100000005  kepala_seksi  Ratna')
    const commands = desk
      .out()
      .split('\n')
      .filter((line) => /^\s+(curl|-d) /.test(line))
      .join('\n')
    const { stdout } = await promisify(execFile)('bash', ['-euc', commands])
    expect(stdout).toContain('LAPOR tiket tidak terkirim ke OPD, PC 2')
    expect((await post(url, '/simulator/settle')).status).toBe(200)
    expect(await ticketsOf(url)).toBe(1)
    await expectStopped(desk, 'SIGINT', dataDir)
  })

  test('a second start finds the data again, and its clock is not behind them', async () => {
    const dataDir = await scratch.directory()
    const first = scratch.start({ dataDir })
    const url = await first.ready
    await report(url)
    await post(url, '/simulator/clock', { advance: 'PT2H' })
    const [ticket, people, messages] = await Promise.all(
      ['/api/tickets/1', '/api/people', '/simulator/messages'].map((path) => get(url, path)),
    )
    const { now } = await get(url, '/simulator/clock')
    await expectStopped(first, 'SIGTERM', dataDir)
    const second = scratch.start({ dataDir })
    const again = await second.ready
    expect(await get(again, '/api/tickets/1')).toEqual(ticket)
    expect(await get(again, '/api/people')).toEqual(people)
    expect(await get(again, '/simulator/messages')).toEqual(messages)
    expect(Date.parse(String((await get(again, '/simulator/clock')).now))).toBeGreaterThanOrEqual(
      Date.parse(String(now)),
    )
    await expectStopped(second, 'SIGTERM', dataDir)
  })

  test.runIf(IS_ROOT)('runs as an ordinary user', async () => {
    const dataDir = await scratch.directory(NOBODY)
    const desk = scratch.start({ dataDir, uid: NOBODY })
    const url = await desk.ready
    await report(url)
    await post(url, '/simulator/settle')
    expect(await ticketsOf(url)).toBe(1)
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY)
    await expectStopped(desk, 'SIGINT', dataDir)
  })

  describe.runIf(IS_ROOT)('from a checkout below a folder that only root may enter', () => {
    const OWN = '/var/lib/siaga112-helpdesk'
    let before: string[]
    let locked: string
    beforeAll(async () => {
      before = await readdir(OWN).catch(() => [])
      locked = join(await scratch.directory(), 'locked')
      await mkdir(locked, { mode: 0o700 })
      copyCheckout(locked)
    })
    afterAll(async () => {
      const made = (await readdir(OWN).catch(() => [])).filter((name) => !before.includes(name))
      for (const name of made) await rm(join(OWN, name), { recursive: true, force: true })
    })

    test('runs as root, twice, with its data in the checkout', async () => {
      const dataDir = join(locked, 'data')
      const start = { dataDir, cwd: locked, checkout: locked }
      const first = scratch.start(start)
      const url = await first.ready
      await report(url)
      await post(url, '/simulator/settle')
      await expectStopped(first, 'SIGTERM', dataDir)
      const second = scratch.start(start)
      expect(await ticketsOf(await second.ready)).toBe(1)
      await expectStopped(second, 'SIGTERM', dataDir)
    })
  })
})

describe('stopping', () => {
  test('ends in time while a client has sent half a request and others keep their connections', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir })
    const { hostname, port } = new URL(await desk.ready)
    const lines = [
      'POST /simulator/messages HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      'Content-Length: 99',
    ]
    const beginnings = ['', 'GET /healthz HTTP/1.1\r\n', `${lines.join('\r\n')}\r\n\r\n{`]
    for (const beginning of beginnings) {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      cleanups.push(async () => socket.destroy())
      await new Promise((resolve) => socket.write(beginning === '' ? '\r\n' : beginning, resolve))
    }
    await fetch(await desk.ready)
    await expectStopped(desk, 'SIGTERM', dataDir)
  })

  test('ends in time while the clock is being moved over a month', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir })
    const url = await desk.ready
    for (let n = 1; n <= 10; n++) await report(url, `LAPOR printer loket ${n} macet`)
    const moving = post(url, '/simulator/clock', { advance: 'P30D' }).catch(() => undefined)
    const from = Date.now()
    for (let now = from; now - from < 3_600_000; )
      now = Date.parse(String((await get(url, '/simulator/clock')).now)) || from
    await expectStopped(desk, 'SIGTERM', dataDir)
    await moving
    const again = scratch.start({ dataDir })
    const first = (await get(await again.ready, '/simulator/clock')).now
    let next = first
    for (let turn = 0; turn < 1000 && next === first; turn++)
      next = (await get(await again.ready, '/simulator/clock')).now
    expect(next).not.toBe(first)
    await expectStopped(again, 'SIGTERM', dataDir)
  })

  test('asked twice ends once, in order', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir })
    await desk.ready
    desk.child.kill('SIGINT')
    desk.child.kill('SIGTERM')
    await expectStopped(desk, 'SIGINT', dataDir)
  })

  test.each(['made', 'started'])('asked while the database is being %s leaves nothing behind', async (moment) => {
    const dataDir = await scratch.directory()
    if (moment === 'started') {
      const before = scratch.start({ dataDir })
      await before.ready
      await before.stop('SIGTERM')
    }
    const desk = scratch.start({ dataDir })
    while (processesOf(dataDir).length < 1) await new Promise((resolve) => setImmediate(resolve))
    const { after } = await desk.stop('SIGTERM')
    expect(after).toBeLessThan(10_000)
    expect(processesOf(dataDir)).toEqual([])
    const next = scratch.start({ dataDir })
    await next.ready
    await expectStopped(next, 'SIGTERM', dataDir)
  })

  test.runIf(backends().includes('redis'))('ends in time while Redis is away', async () => {
    const wire = await wireTo(`${inject('redisUrl')}/3500`)
    cleanups.push(wire.close)
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir, environment: { REDIS_URL: wire.url } })
    await desk.ready
    await wire.cut()
    await desk.printed('Redis connection trouble')
    const { after } = await desk.stop('SIGTERM')
    expect(after).toBeLessThan(10_000)
    expect(processesOf(dataDir)).toEqual([])
  })

  test('ends in time while the database hangs', async () => {
    const dataDir = await scratch.directory()
    const own = scratch.start({ dataDir })
    await own.ready
    process.kill(postgresOf(dataDir), 'SIGSTOP')
    const { after } = await own.stop('SIGTERM')
    expect(after).toBeLessThan(10_000)
    expect(processesOf(dataDir)).toEqual([])
  })
})

describe('after kill -9', () => {
  test('of the desk the next start adopts its PostgreSQL and goes on where it was', async () => {
    const dataDir = await scratch.directory()
    const killed = scratch.start({ dataDir })
    const url = await killed.ready
    await report(url)
    await post(url, '/simulator/settle')
    for (let n = 1; n <= 20; n++) expect((await report(url, `LAPOR printer loket ${n} macet`)).status).toBe(202)
    const postgres = postgresOf(dataDir)
    await killed.stop('SIGKILL')
    expect(processesOf(dataDir)).toContain(postgres)
    const next = scratch.start({ dataDir })
    const again = await next.ready
    expect(postgresOf(dataDir)).toBe(postgres)
    expect((await post(again, '/simulator/settle')).status).toBe(200)
    expect(await ticketsOf(again)).toBe(21)
    await expectStopped(next, 'SIGTERM', dataDir)
  })

  test('of the desk and of PostgreSQL the next start recovers what was committed', async () => {
    const dataDir = await scratch.directory()
    const killed = scratch.start({ dataDir })
    const url = await killed.ready
    for (let n = 1; n <= 5; n++) expect((await report(url, `LAPOR printer loket ${n} macet`)).status).toBe(202)
    const postgres = postgresOf(dataDir)
    await killed.stop('SIGKILL')
    process.kill(postgres, 'SIGKILL')
    expect(postgresOf(dataDir)).toBe(postgres)
    const next = scratch.start({ dataDir })
    const again = await next.ready
    expect((await post(again, '/simulator/settle')).status).toBe(200)
    expect(await ticketsOf(again)).toBe(5)
    await expectStopped(next, 'SIGTERM', dataDir)
  })

  test('while the clock was being moved it does not stand still for ever', async () => {
    const dataDir = await scratch.directory()
    const killed = scratch.start({ dataDir })
    const url = await killed.ready
    await report(url)
    const moving = post(url, '/simulator/clock', { advance: 'P30D' }).catch(() => undefined)
    const from = Date.now()
    for (let now = from; now - from < 60_000; )
      now = Date.parse(String((await get(url, '/simulator/clock')).now)) || from
    await killed.stop('SIGKILL')
    await moving
    const next = scratch.start({ dataDir })
    const again = await next.ready
    expect((await post(again, '/simulator/clock', { advance: 'PT1M' })).status).toBe(200)
    const first = (await get(again, '/simulator/clock')).now
    let now = first
    for (let turn = 0; turn < 1000 && now === first; turn++) now = (await get(again, '/simulator/clock')).now
    expect(now).not.toBe(first)
    await expectStopped(next, 'SIGTERM', dataDir)
  })
})

describe('a second desk in the same folder', () => {
  test('on the taken port says so in one line, and the first one works on', async () => {
    const dataDir = await scratch.directory()
    const first = scratch.start({ dataDir })
    const url = await first.ready
    const second = scratch.start({ dataDir, environment: { PORT: new URL(url).port } })
    expect((await second.ended).code).toBe(1)
    expect(complaints(second)).toEqual([expect.stringMatching(/port .*taken|taken.*port/i)])
    expect(second.out()).not.toContain('is ready')
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await report(url)).status).toBe(202)
    expect((await post(url, '/simulator/settle')).status).toBe(200)
    expect(await ticketsOf(url)).toBe(1)
    await expectStopped(first, 'SIGTERM', dataDir)
  })

  test('on another port leaves the first one its database when it stops', async () => {
    const dataDir = await scratch.directory()
    const first = scratch.start({ dataDir })
    const url = await first.ready
    const second = scratch.start({ dataDir })
    await second.ready
    expect((await second.stop('SIGTERM')).code).toBe(0)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await expectStopped(first, 'SIGTERM', dataDir)
  })
})

describe('wrong settings end the start with code 1 and one clear line each', () => {
  const SECRET = 'hunter2'
  const wrong: readonly (readonly [Record<string, string>, readonly RegExp[]])[] = [
    [
      {
        ADMIN_TOKEN: `${SECRET} and more`,
        DATABASE_URL: `mysql://desk:${SECRET}@localhost/desk`,
        DESK_FILE: '/no/such/desk.yaml',
        HOST: 'here or there',
        LOG_LEVEL: 'loud',
        PORT: 'abc',
        PUBLIC_URL: 'desk.example.org',
        REDIS_URL: `http://:${SECRET}@localhost`,
        ROLES: 'web,wrker',
        SIMULATOR: 'yes',
        SIMULATOR_NOW: 'tomorrow',
        TWILIO_ACCOUNT_SID: 'AC1',
        TWILIO_AUTH_TOKEN: SECRET,
      },
      [
        /^ADMIN_TOKEN: /,
        /^DATABASE_URL: /,
        /^DESK_FILE: .*\/no\/such\/desk\.yaml/,
        /^HOST: .*here or there/,
        /^LOG_LEVEL: .*loud/,
        /^PORT: .*abc/,
        /^PUBLIC_URL: .*desk\.example\.org/,
        /^REDIS_URL: /,
        /^ROLES: .*worker/,
        /^SIMULATOR: .*on or off/,
        /^SIMULATOR_NOW: .*tomorrow/,
        /^TWILIO_ACCOUNT_SID: /,
        /^TWILIO_SMS_FROM: /,
      ],
    ],
    [{ PORT: '70000', ADMIN_TOKEN_FILE: '/' }, [/^ADMIN_TOKEN_FILE: /, /^PORT: /]],
    [{ NODE_ENV: 'production', SIMULATOR: 'on' }, [/^SIMULATOR: .*production/]],
    [{ SIMULATOR: 'off', SIMULATOR_NOW: '2026-11-23T07:05:00Z' }, [/^SIMULATOR_NOW: /]],
  ]
  test.each(wrong)('%j', async (environment, expected) => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir, environment })
    expect((await desk.ended).code).toBe(1)
    const lines = complaints(desk)
    expect(lines.slice(0, -1).sort()).toEqual(expected.map((one) => expect.stringMatching(one)))
    expect(lines.at(-1)).toMatch(/did not start/)
    expect(desk.err() + desk.out()).not.toContain(SECRET)
    expect(await readdir(dataDir)).toEqual([])
  })

  test('a desk.yaml with something wrong in it: its line and the reason', async () => {
    const dataDir = await scratch.directory()
    await writeFile(join(dataDir, 'desk.yaml'), 'timezone: Asia/Jakarta\npeople:\n  - name: Wulan\n    role: boss\n')
    const desk = scratch.start({ dataDir })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk).join('\n')).toMatch(/desk\.yaml.*4/)
  })

  test('a desk.yaml that is no YAML: its line and the reason', async () => {
    const dataDir = await scratch.directory()
    await writeFile(join(dataDir, 'desk.yaml'), 'people:\n  - name: "Wulan\n    role: [')
    const desk = scratch.start({ dataDir })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk).join('\n')).toMatch(/desk\.yaml/)
  })

  const unreachable: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['a database that is not there', { DATABASE_URL: `postgres://desk:${SECRET}@127.0.0.1:1/desk` }, /DATABASE_URL/],
    [
      'a database host that does not exist',
      { DATABASE_URL: `postgres://desk:${SECRET}@db.invalid/desk` },
      /DATABASE_URL/,
    ],
    ['a Redis that is not there', { REDIS_URL: `redis://:${SECRET}@127.0.0.1:1` }, /REDIS_URL/],
  ]
  test.each(unreachable)(
    '%s',
    async (_name, environment, expected) => {
      const dataDir = await scratch.directory()
      const desk = scratch.start({ dataDir, environment })
      const { code, after } = await desk.ended
      expect(code).toBe(1)
      expect(after).toBeLessThan(30_000)
      expect(complaints(desk)).toEqual([expect.stringMatching(expected)])
      expect(desk.err() + desk.out()).not.toContain(SECRET)
      expect(processesOf(dataDir)).toEqual([])
    },
    40_000,
  )

  test('a Redis that is not there: Ctrl-C ends the start', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir, environment: { REDIS_URL: 'redis://127.0.0.1:1' } })
    await desk.printed('Redis')
    const { after } = await desk.stop('SIGINT')
    expect(after).toBeLessThan(10_000)
    expect(processesOf(dataDir)).toEqual([])
  })

  test.each([
    ['the wrong password', (url: URL) => Object.assign(url, { password: 'wrong' })],
    ['a database that does not exist', (url: URL) => Object.assign(url, { pathname: '/no_such_database' })],
  ])('%s', async (_name, change) => {
    const dataDir = await scratch.directory()
    const url = change(new URL(inject('databaseUrl'))).href
    const desk = scratch.start({ dataDir, environment: { DATABASE_URL: url } })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk)).toEqual([expect.stringMatching(/DATABASE_URL|password|does not exist/)])
  })

  test('a data directory that is a file', async () => {
    const cwd = await scratch.directory()
    await writeFile(join(cwd, 'data'), '')
    const desk = scratch.start({ dataDir: join(cwd, 'data'), cwd })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk)).toEqual([expect.stringMatching(/data/)])
  })

  test.runIf(IS_ROOT)('a data directory that the user may not write', async () => {
    const cwd = await scratch.directory()
    await chmod(cwd, 0o555)
    const desk = scratch.start({ dataDir: join(cwd, 'data'), cwd, uid: NOBODY })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk)[0]).toMatch(/data/)
  })

  test('a port that another program has', async () => {
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise((resolve) => squatter.close(resolve)))
    const { port } = squatter.address() as { port: number }
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir, environment: { PORT: String(port) } })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk)).toEqual([expect.stringMatching(/port .*taken.*PORT/)])
    expect(processesOf(dataDir)).toEqual([])
  })

  test('an address that this machine does not have', async () => {
    const dataDir = await scratch.directory()
    const desk = scratch.start({ dataDir, environment: { HOST: '192.0.2.1' } })
    expect((await desk.ended).code).toBe(1)
    expect(complaints(desk)).toEqual([expect.stringMatching(/HOST/)])
  })
})
