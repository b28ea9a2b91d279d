/** Composition root: build, start, drain, stop. */
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import type { Gateway, Log } from '../bots/gateway.ts'
import { GATEWAYS } from '../bots/gateways.ts'
import { createSimulator } from '../bots/simulator/index.ts'
import { realClocks, simulatedClocks, startSimulatedClock } from '../db/clock.ts'
import { applyMigrations, openDatabase } from '../db/database.ts'
import { type EmbeddedDatabase, startEmbedded } from '../db/embedded.ts'
import { withoutGivenUp } from '../db/number-changes.ts'
import { addMissing, listPeople } from '../db/people.ts'
import { simulatedPhones } from '../db/simulator.ts'
import { openBackend } from '../queues/backend.ts'
import { startHeartbeat } from '../queues/heartbeat.ts'
import { startRunning } from '../queues/running.ts'
import { trouble } from './cli/trouble.ts'
import { type Config, ConfigError, FILES, readConfig } from './config.ts'
import { CHANNELS } from './desk/ticket.ts'
import { showPairing } from './pairing.ts'
import { makeServer } from './web/server.ts'
import { welcome } from './welcome.ts'

export interface StartedDesk {
  /** Where it listens, e.g. http://127.0.0.1:8112; absent when this process serves no HTTP. */
  readonly url?: string
  readonly databaseUrl: string
  readonly gateways: readonly Gateway[]
  /** Stops taking, lets running work end, closes everything. At most about 10 s. */
  stop(): Promise<void>
}

/** What is left of the whole stop's 10 s belongs to the embedded database. */
const WORK_ENDS_WITHIN = 5_000

/** Undoes in reverse order what was started, also when the start breaks or is interrupted half-way. */
class Started {
  /** Also while it is still starting: it must not outlive the desk. */
  embedded?: Promise<EmbeddedDatabase>
  private readonly log: Log
  private readonly undo: (() => Promise<unknown>)[] = []
  private stopped: Promise<void> | undefined

  constructor(log: Log) {
    this.log = log
  }

  /** Throws when the stop came first: nothing new is started then. */
  add(stop: () => Promise<unknown>): void {
    if (this.stopped) throw new Error('the desk was stopped while it started')
    this.undo.unshift(stop)
  }

  stop(): Promise<void> {
    this.stopped ??= this.stopAll()
    return this.stopped
  }

  private async stopAll(): Promise<void> {
    const late = wait(WORK_ENDS_WITHIN, 'late' as const, { ref: false })
    if ((await Promise.race([this.undoAll(), late])) === 'late') this.log.warn({}, 'not everything stopped in time')
    const embedded = await this.embedded?.catch(() => undefined)
    // Another desk or a command may have come to count on it.
    await embedded?.stop({ ifIdle: true }).catch((error: unknown) => this.outOfOrder(error))
  }

  private async undoAll(): Promise<void> {
    for (const one of this.undo) await one().catch((error: unknown) => this.outOfOrder(error))
  }

  private outOfOrder(error: unknown): void {
    this.log.warn({ reason: String(error) }, 'something did not stop in order')
  }
}

export async function startDesk(config: Config, log: Log, started = new Started(log)): Promise<StartedDesk> {
  try {
    return await start(config, log, started)
  } catch (error) {
    await started.stop()
    throw error
  }
}

async function start(config: Config, log: Log, started: Started): Promise<StartedDesk> {
  let { databaseUrl } = config
  if (databaseUrl === undefined) {
    started.embedded = startEmbedded(config.dataDir, { log: (line) => log.info({}, line), keepUp: true })
    databaseUrl = (await started.embedded).url
  }
  const trouble = (error: Error) => log.warn({ code: (error as { code?: string }).code }, 'database connection trouble')
  const opened = openDatabase(databaseUrl, trouble)
  started.add(opened.close)
  await applyMigrations(opened)
  const { db } = opened
  // Demonstration people are for a desk that knows nobody.
  const wanted = config.demonstration && (await listPeople(db)).length > 0 ? [] : config.people
  const added = await addMissing(db, await withoutGivenUp(db, wanted))
  if (added > 0) log.info({ added }, 'people were added to the directory')
  if (config.simulator) await startSimulatedClock(db, config.simulatorNow)

  const { redisUrl } = config
  const oneByOne = config.gateways.length === 0
  const backend = await openBackend({ databaseUrl, log, oneByOne, ...(redisUrl === undefined ? {} : { redisUrl }) })
  const running = await startRunning({
    settings: config,
    db,
    backend,
    log,
    clocks: config.simulator ? simulatedClocks(db) : realClocks,
    oneByOne,
    works: config.roles.has('worker'),
    makeGateways: (contractFor) => {
      const gateways: Gateway[] = config.gateways.map(({ name, create }) => create(contractFor(name)))
      if (!config.simulator) return gateways
      const carried = new Set(gateways.flatMap(({ channels }) => channels))
      const free = CHANNELS.filter((channel) => !carried.has(channel))
      return [...gateways, createSimulator(contractFor('simulator'), simulatedPhones(db), free)]
    },
  })
  started.add(running.stop)
  const { gateways } = running.desk
  for (const gateway of gateways) {
    started.add(async () => gateway.stop?.())
    await gateway.start?.()
  }
  if (config.heartbeat && config.roles.has('worker')) {
    const heartbeat = startHeartbeat(running.desk, backend, config.heartbeat)
    started.add(heartbeat.stop)
  }
  if (!config.roles.has('web')) return { databaseUrl, gateways, stop: () => started.stop() }

  const { adminToken, simulator } = config
  const isWatched = config.heartbeat !== undefined
  const app = makeServer({ running, db, simulator, isWatched, ...(adminToken === undefined ? {} : { adminToken }) })
  started.add(() => app.close())
  const url = await app.listen({ port: config.port, host: config.host })
  return { url, databaseUrl, gateways, stop: () => started.stop() }
}

const STOP_WITHIN = 9_000

async function main(): Promise<void> {
  let config: Config
  try {
    config = readConfig(process.env, FILES, GATEWAYS)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const problem of error.problems) process.stderr.write(`${problem}\n`)
    process.stderr.write('The desk did not start: mend the settings above.\n')
    process.exitCode = 1
    return
  }
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const started = new Started(log)
  let stopping = false
  const stop = async (signal: string) => {
    // npm passes on what the terminal has sent to the desk already.
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping: running work ends first')
    setTimeout(() => process.exit(1), STOP_WITHIN).unref()
    await started.stop()
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  try {
    const { url, gateways } = await startDesk(config, log, started)
    if (!stopping) showPairing(gateways, process.stdout)
    if (!stopping) process.stdout.write(welcome(config, url))
  } catch (error) {
    if (stopping) return
    const lines = whyNot(error, config)
    if (!lines) throw error
    process.stderr.write(`The desk did not start: ${lines.join('\n')}\n`)
    process.exit(1)
  }
}

/** In words for the operator; undefined for a bug, which is shown as it is. */
function whyNot(error: unknown, { host, port }: Config): readonly string[] | undefined {
  const { code, syscall, hostname } = error as NodeJS.ErrnoException & { hostname?: string }
  if (code === 'EADDRINUSE') return [`port ${port} is taken: stop what listens there, or set PORT to another`]
  if (syscall === 'listen' || hostname === host) {
    return [`nothing can listen on ${host} port ${port} (${code}): set HOST or PORT to another`]
  }
  return trouble(error)
}

if (import.meta.main) await main()
