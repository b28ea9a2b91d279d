/** The connection to PostgreSQL, and the migrations, applied at start under an advisory lock. */
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { countAsOwn } from './embedded/presence.ts'
import * as schema from './schema.ts'

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** What reads and writes go through: the database itself or a transaction on it. */
export type Queryable = Database | Transaction

export interface Opened {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

const MIGRATION_LOCK = 112_049

/**
 * A pool that outlives its connections: it makes new ones by itself. `onError` hears of idle ones that broke. One that
 * breaks in the middle of a transaction fails it; without a listener of its own it would end the process as well.
 */
export function openPool(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config)
  pool.on('error', onError)
  countAsOwn(pool)
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function openDatabase(url: string, onError: (error: Error) => void, max = 16): Opened {
  const pool = openPool({ connectionString: url, max, connectionTimeoutMillis: 5_000 }, onError)
  return { db: drizzle(pool, { schema, casing: 'snake_case' }), pool, close: () => pool.end() }
}

export async function applyMigrations({ pool }: Opened): Promise<void> {
  const client = await pool.connect()
  try {
    const db = drizzle(client)
    await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
    await db.execute(sql`set client_min_messages to warning`)
    await migrate(db, { migrationsFolder: join(import.meta.dirname, 'migrations') })
    await db.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`)
  } finally {
    client.release(true)
  }
}
