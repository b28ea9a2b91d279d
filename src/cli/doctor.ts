/** `doctor`: what is there, what is missing, and what to do about it. */
import { sql } from 'drizzle-orm'
import { Redis } from 'ioredis'
import { realClocks, simulatedClocks } from '../../db/clock.ts'
import type { Database } from '../../db/database.ts'
import { openBackend } from '../../queues/backend.ts'
import { type Config, ConfigError } from '../config.ts'
import type { Instant } from '../desk/ticket.ts'
import { longTime } from '../format/times.ts'
import type { Invocation } from './command.ts'
import { type CommandDatabase, withDatabase } from './database.ts'
import { channelFindings, gatewayFindings, runningFindings } from './doctor-channels.ts'
import { peopleFindings } from './doctor-people.ts'
import { type Finding, missing, note, ok } from './finding.ts'
import { table } from './table.ts'
import { trouble } from './trouble.ts'

const OLDEST_POSTGRES = 14
/** Milliseconds that the machine's clock may differ from the database's: a note above the first, wrong above the second. */
const CLOCK_NOTE = 2_000
const CLOCK_WRONG = 60_000
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

async function databaseFinding(db: Database, { databaseUrl, dataDir }: Config): Promise<Finding> {
  const { rows } = await db.execute<{ version: string }>(sql`select current_setting('server_version') as version`)
  const version = rows[0]?.version.split(' ')[0] ?? 'unknown'
  const where = databaseUrl === undefined ? `embedded, in ${dataDir}` : 'named by DATABASE_URL'
  const words = `PostgreSQL ${version}, ${where}; the tables are up to date`
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return ok('database', words)
  return missing('database', `PostgreSQL ${version} is too old: expected ${OLDEST_POSTGRES} or newer`)
}

/** Whether Redis answers and may be trusted with queues: BullMQ needs a server that forgets nothing by itself. */
async function redisFinding(url: string): Promise<Finding> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
    // Hosted servers may forbid CONFIG: then there is nothing to say about it.
    const policy = await redis.config('GET', 'maxmemory-policy').catch(() => undefined)
    const set = Array.isArray(policy) ? String(policy[1] ?? 'noeviction') : 'noeviction'
    if (set === 'noeviction') return ok('queue', 'Redis answers')
    return note('queue', `Redis answers, but its maxmemory-policy is ${set}: set it to noeviction, or it drops jobs`)
  } catch {
    return missing('queue', 'Redis does not answer at REDIS_URL: start it, mend the address, or unset REDIS_URL')
  } finally {
    redis.disconnect()
  }
}

async function queueFinding({ redisUrl }: Config, databaseUrl: string): Promise<Finding> {
  if (redisUrl !== undefined) return await redisFinding(redisUrl)
  const backend = await openBackend({ databaseUrl, log: SILENT })
  try {
    const answers = await backend.ping()
    return answers ? ok('queue', 'on PostgreSQL, answers') : missing('queue', 'on PostgreSQL, does not answer')
  } finally {
    await backend.close()
  }
}

async function clockFindings(db: Database, { simulator, house }: Config): Promise<Finding[]> {
  const before = realClocks.wall()
  const { rows } = await db.execute<{ now: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as now`)
  const here = (before + realClocks.wall()) / 2
  const apart = Math.round(Number(rows[0]?.now ?? 0) - here)
  const seconds = Math.round(Math.abs(apart) / 100) / 10
  const words = `the machine's clock and the database's are ${seconds} s apart`
  const mend = 'let both follow the network time (NTP)'
  const about = 'clock'
  const machine =
    seconds * 1000 > CLOCK_WRONG
      ? missing(about, `${words}: deadlines would be wrong; ${mend}`)
      : seconds * 1000 > CLOCK_NOTE
        ? note(about, `${words}: ${mend}`)
        : ok(about, `${words}; it is ${longTime(here, house)}`)
  if (!simulator) return [machine]
  const desk: Instant = await simulatedClocks(db).desk()
  return [machine, note(about, `the simulator's clock counts for tickets: ${longTime(desk, house)}`)]
}

/** Each look for itself: what breaks in one is a finding, and the others go on. */
async function tried(about: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (error) {
    const lines = trouble(error)
    if (!lines) throw error
    return [missing(about, lines.join(' '))]
  }
}

async function withinDatabase({ db, url }: CommandDatabase, config: Config): Promise<readonly Finding[]> {
  return [
    await tried('database', async () => [await databaseFinding(db, config)]),
    await tried('queue', async () => [await queueFinding(config, url)]),
    await tried('people', () => peopleFindings(db, config, realClocks.wall())),
    await tried('clock', () => clockFindings(db, config)),
  ].flat()
}

async function examine({ config: read, output }: Invocation): Promise<readonly Finding[]> {
  let config: Config
  try {
    config = await read()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => missing('settings', problem))
  }
  const settings = ok('settings', 'the environment and desk.yaml are in order')
  const look = () => withDatabase(config, output.aside, (opened) => withinDatabase(opened, config))
  const [rest, gateways, running] = await Promise.all([
    tried('database', look),
    gatewayFindings(config),
    runningFindings(config),
  ])
  return [settings, ...channelFindings(config), ...gateways, ...running, ...rest]
}

export async function doctor(invocation: Invocation): Promise<number> {
  const { line } = invocation.output
  const findings = await examine(invocation)
  for (const row of table(findings.map(({ level, about, words }) => [level, about, words]))) line(row)
  const lacking = findings.filter(({ level }) => level === 'missing').length
  line(lacking === 0 ? 'Everything that is needed is there.' : `Missing: ${lacking}. See the lines above.`)
  return lacking === 0 ? 0 : 1
}
