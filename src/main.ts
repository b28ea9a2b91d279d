/** Composition root: build, start, drain, stop. */
import { pino } from 'pino'
import type { Gateway, Log } from '../bots/gateway.ts'
import { GATEWAYS } from '../bots/gateways.ts'
import { createSimulator } from '../bots/simulator/index.ts'
import { realClocks, simulatedClocks, startSimulatedClock } from '../db/clock.ts'
import { applyMigrations, openDatabase } from '../db/database.ts'
import { startEmbedded } from '../db/embedded.ts'
import { addMissing, listPeople } from '../db/people.ts'
import { simulatedPhones } from '../db/simulator.ts'
import { openBackend } from '../queues/backend.ts'
import { startRunning } from '../queues/running.ts'
import { type Config, ConfigError, FILES, readConfig } from './config.ts'
import { CHANNELS } from './desk/ticket.ts'
import { makeServer } from './web/server.ts'
import { welcome } from './welcome.ts'

export interface StartedDesk {
  /** Where it listens, e.g. http://127.0.0.1:8112; absent when this process serves no HTTP. */
  readonly url?: string
  readonly databaseUrl: string
  /** Stops taking, lets running work end, closes everything. At most about 10 s. */
  stop(): Promise<void>
}

/** Undoes in reverse order what was started, also when the start breaks half-way. */
class Started {
  private readonly undo: (() => Promise<unknown>)[] = []

  add(stop: () => Promise<unknown>): void {
    this.undo.unshift(stop)
  }

  async stop(log: Log): Promise<void> {
    for (const one of this.undo.splice(0)) {
      await one().catch((error: unknown) => log.warn({ reason: String(error) }, 'something did not stop in order'))
    }
  }
}

export async function startDesk(config: Config, log: Log): Promise<StartedDesk> {
  const started = new Started()
  try {
    return await start(config, log, started)
  } catch (error) {
    await started.stop(log)
    throw error
  }
}

async function start(config: Config, log: Log, started: Started): Promise<StartedDesk> {
  let { databaseUrl } = config
  if (databaseUrl === undefined) {
    const embedded = await startEmbedded(config.dataDir, { log: (line) => log.info({}, line) })
    started.add(() => embedded.stop())
    databaseUrl = embedded.url
  }
  const trouble = (error: Error) => log.warn({ code: (error as { code?: string }).code }, 'database connection trouble')
  const opened = openDatabase(databaseUrl, trouble)
  started.add(opened.close)
  await applyMigrations(opened)
  const { db } = opened
  // Demonstration people are for a desk that knows nobody.
  const wanted = config.demonstration && (await listPeople(db)).length > 0 ? [] : config.people
  const added = await addMissing(db, wanted)
  if (added > 0) log.info({ added }, 'people were added to the directory')
  if (config.simulator) await startSimulatedClock(db, config.simulatorNow)

  const { redisUrl } = config
  const oneByOne = config.gateways.length === 0
  const backend = await openBackend({ databaseUrl, log, oneByOne, ...(redisUrl === undefined ? {} : { redisUrl }) })
  const running = startRunning({
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
  for (const gateway of running.desk.gateways) {
    await gateway.start?.()
    started.add(async () => gateway.stop?.())
  }
  if (!config.roles.has('web')) return { databaseUrl, stop: () => started.stop(log) }

  const { adminToken, simulator } = config
  const app = makeServer({ running, db, simulator, ...(adminToken === undefined ? {} : { adminToken }) })
  const url = await app.listen({ port: config.port, host: config.host })
  started.add(() => app.close())
  return { url, databaseUrl, stop: () => started.stop(log) }
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
  const stopping = Promise.withResolvers<string>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.resolve(signal))
  let desk: StartedDesk
  try {
    desk = await startDesk(config, log)
  } catch (error) {
    process.stderr.write(`The desk did not start: ${plain(error)}\n`)
    process.exitCode = 1
    return
  }
  process.stdout.write(welcome(config, desk.url))
  const signal = await stopping.promise
  log.info({ signal }, 'stopping: running work ends first')
  setTimeout(() => {
    log.warn({}, 'not everything stopped in time')
    process.exit(1)
  }, STOP_WITHIN).unref()
  await desk.stop()
}

function plain(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'EADDRINUSE') return 'the port is taken: stop what listens there, or set PORT to another'
  if (code === 'ECONNREFUSED') return 'a database or Redis does not answer: check DATABASE_URL and REDIS_URL'
  return message || code || String(error)
}

if (import.meta.main) await main()
