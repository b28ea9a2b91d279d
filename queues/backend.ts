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
import pg from 'pg'
import type { Log } from '../bots/gateway.ts'
import { countAsOwn } from '../db/embedded/presence.ts'
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
  /** Starts the workers. */
  work(handlers: Handlers): void
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
  close(): Promise<void>
}

function assemble(makers: Makers, log: Log): Backend {
  const quiet = (name: string) => (error: Error) =>
    log.warn({ queue: name, code: (error as { code?: string }).code ?? error.name }, 'queue connection trouble')
  const queues = new Map<QueueName, Queue>()
  const workers: Worker[] = []
  for (const name of Object.keys(QUEUES) as QueueName[]) {
    const queue = makers.queue(name)
    queue.on('error', quiet(name))
    queues.set(name, queue)
  }
  return {
    kind: makers.kind,
    ping: makers.ping,
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
    work(handlers) {
      const start = <N extends QueueName>(name: N) => {
        const worker = makers.worker(name, handlers[name])
        worker.on('error', quiet(name))
        worker.on('failed', (_job, error) =>
          log.warn({ queue: name, code: (error as { code?: string }).code, reason: error.message }, 'job failed'),
        )
        workers.push(worker)
      }
      for (const name of Object.keys(QUEUES) as QueueName[]) start(name)
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await makers.close()
    },
  }
}

const optionsOf = (name: QueueName, { oneByOne }: BackendOptions) => (oneByOne ? { concurrency: 1 } : QUEUES[name])

async function onPostgres(options: BackendOptions): Promise<Backend> {
  const { databaseUrl, log } = options
  // One pool for all: a queue or worker without one opens a pool and a LISTEN connection of its own.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 12, options: `-c search_path=${SCHEMA}` })
  countAsOwn(pool)
  pool.on('error', (error) => log.warn({ code: (error as { code?: string }).code }, 'queue connection trouble'))
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
      close: () => pool.end(),
    },
    log,
  )
}

async function onRedis(options: BackendOptions, url: string): Promise<Backend> {
  const { log } = options
  const redis = new Redis(url, { maxRetriesPerRequest: null, enableOfflineQueue: true })
  redis.on('error', (error: Error & { code?: string }) => log.warn({ code: error.code }, 'Redis connection trouble'))
  const silent = wait(REDIS_ANSWERS_WITHIN, undefined, { ref: false }).then(() => {
    throw new Error('Redis does not answer: is it running, and is REDIS_URL right?')
  })
  try {
    await Promise.race([redis.ping(), silent])
  } catch (error) {
    redis.disconnect()
    throw error
  }
  return assemble(
    {
      kind: 'redis',
      queue: (name) => new Queue(name, { connection: redis }),
      worker: (name, handle) =>
        new Worker(name, (job) => handle(job.data), { connection: redis, ...optionsOf(name, options) }),
      ping: async () => redis.status === 'ready' && (await redis.ping()) === 'PONG',
      close: async () => {
        redis.disconnect()
      },
    },
    log,
  )
}
