/** BullMQ on Redis or on PostgreSQL: one code path above it (DESIGN section 2). */
import { setTimeout as wait } from 'node:timers/promises'
import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq'
import { Redis } from 'ioredis'
import type { Log } from '../bots/gateway.ts'
import { openPool } from '../db/database.ts'
import { troubleOf } from '../db/trouble.ts'
import { JOB_OPTIONS, type Payloads, QUEUES, type QueueName } from './names.ts'

export interface Job<N extends QueueName> {
  readonly name: N
  readonly payload: Payloads[N]
  /** Wall milliseconds until it rings. */
  readonly delay?: number
  /** Jobs of the same id are one job while it waits. No colon, not all digits. */
  readonly id?: string
}

export type Handlers = { readonly [N in QueueName]: (payload: Payloads[N]) => Promise<void> }

export interface Backend {
  readonly kind: 'redis' | 'postgres'
  add<N extends QueueName>(queue: N, jobs: readonly Omit<Job<N>, 'name'>[]): Promise<void>
  /** Starts the workers. Resolves when they stand. */
  work(handlers: Handlers): Promise<void>
  /** Whether the queues answer. */
  ping(): Promise<boolean>
  /** Lets running jobs end, then closes. */
  close(): Promise<void>
}

export interface BackendOptions {
  readonly databaseUrl: string
  readonly redisUrl?: string
  readonly log: Log
  /** One job after the other in every queue: with simulated phones everything then happens in the same order. */
  readonly oneByOne?: boolean
}

const SCHEMA = 'bullmq'
/** Wall milliseconds: started together with the desk, Redis may come up after it. */
const REDIS_ANSWERS_WITHIN = 5_000

/** Rejects when the backend cannot be reached at the start. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  return options.redisUrl === undefined ? onPostgres(options) : onRedis(options, options.redisUrl)
}

interface Makers {
  readonly kind: Backend['kind']
  queue(name: QueueName): Queue
  worker<N extends QueueName>(name: N, handle: Handlers[N]): Worker
  ping(): Promise<boolean>
  /** Whether running jobs can end: what they report to does not come back while we stop. */
  isThere(): boolean
  close(): Promise<void>
}

/** One that breaks while it is made would stay broken: who makes a backend waits for it, and hears that it failed. */
async function assemble(makers: Makers, log: Log): Promise<Backend> {
  const quiet = (name: string) => (error: Error) =>
    log.warn({ queue: name, code: (error as { code?: string }).code ?? error.name }, 'queue connection trouble')
  const queues = new Map<QueueName, Queue>()
  const workers: Worker[] = []
  for (const name of Object.keys(QUEUES) as QueueName[]) {
    const queue = makers.queue(name)
    queue.on('error', quiet(name))
    queues.set(name, queue)
  }
  const close = async () => {
    const force = !makers.isThere()
    await Promise.all(workers.map((worker) => worker.close(force)))
    await Promise.all([...queues.values()].map((queue) => queue.close()))
    await makers.close()
  }
  try {
    await Promise.all([...queues.values()].map((queue) => queue.waitUntilReady()))
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind: makers.kind,
    ping: makers.ping,
    close,
    async add(name, jobs) {
      const queue = queues.get(name)
      if (!queue || jobs.length === 0) return
      const bulk = jobs.map(({ payload, delay, id }) => ({
        name,
        data: payload,
        opts: { ...JOB_OPTIONS, ...(delay === undefined ? {} : { delay }), ...(id === undefined ? {} : { jobId: id }) },
      }))
      await queue.addBulk(bulk)
    },
    async work(handlers) {
      const start = <N extends QueueName>(name: N) => {
        const worker = makers.worker(name, handlers[name])
        worker.on('error', quiet(name))
        worker.on('failed', (_job, error) => log.warn({ queue: name, ...troubleOf(error) }, 'job failed'))
        workers.push(worker)
      }
      for (const name of Object.keys(QUEUES) as QueueName[]) start(name)
      await Promise.all(workers.map((worker) => worker.waitUntilReady()))
    },
  }
}

/** Wall milliseconds after which a worker tries again when the queues were away; BullMQ's own are 15 s. */
const AGAIN_AFTER = 1000

const optionsOf = (name: QueueName, { oneByOne }: BackendOptions) => ({
  concurrency: oneByOne ? 1 : QUEUES[name].concurrency,
  runRetryDelay: AGAIN_AFTER,
})

async function onPostgres(options: BackendOptions): Promise<Backend> {
  const { databaseUrl, log } = options
  // One pool for all: a queue or worker without one opens a pool and a LISTEN connection of its own.
  const config = { connectionString: databaseUrl, max: 12, options: `-c search_path=${SCHEMA}` }
  const pool = openPool(config, (error) => log.warn({ code: troubleOf(error).code }, 'queue connection trouble'))
  const client = await pool.connect()
  try {
    await client.query('set client_min_messages to warning')
    await runMigrations(client, SCHEMA)
  } finally {
    client.release(true)
  }
  const connection = pool as unknown as PostgresConnectionOptions
  const Postgres = withBackend(createPostgresBackend)
  return assemble(
    {
      kind: 'postgres',
      queue: (name) => new Postgres.Queue(name, { connection }) as unknown as Queue,
      worker: (name, handle) =>
        new Postgres.Worker(name, (job) => handle(job.data), {
          connection,
          ...optionsOf(name, options),
        }) as unknown as Worker,
      ping: async () => (await pool.query('select 1')).rowCount === 1,
      isThere: () => true,
      close: () => pool.end(),
    },
    log,
  )
}

async function onRedis(options: BackendOptions, url: string): Promise<Backend> {
  const { log } = options
  // While Redis is away adding fails at once, and the sweep brings the job later; workers wait for its return.
  const adding = new Redis(url, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0 })
  const working = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null })
  for (const redis of [adding, working]) {
    redis.on('error', (error) => log.warn({ code: troubleOf(error).code }, 'Redis connection trouble'))
  }
  const silent = wait(REDIS_ANSWERS_WITHIN, undefined, { ref: false }).then(() => {
    throw new Error('Redis does not answer: is it running, and is REDIS_URL right?')
  })
  try {
    // The first refusal is not the last word: the connection is tried again until it stands.
    adding.connect().catch(() => {})
    await Promise.race([new Promise((resolve) => adding.once('ready', resolve)), silent])
  } catch (error) {
    adding.disconnect()
    throw error
  }
  return assemble(
    {
      kind: 'redis',
      queue: (name) => new Queue(name, { connection: adding }),
      worker: (name, handle) =>
        new Worker(name, (job) => handle(job.data), { connection: working, ...optionsOf(name, options) }),
      ping: async () => (await adding.ping()) === 'PONG',
      isThere: () => adding.status === 'ready',
      close: async () => {
        adding.disconnect()
        working.disconnect()
      },
    },
    log,
  )
}
