import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { WAY_OUT } from './command.ts'

/**
 * A connection held as long as a handle on the server is: it tells others that somebody counts on the server, even
 * while all of that one's pools are empty.
 */
export interface Presence {
  /**
   * True if nobody is connected but this process's own pools; then nobody else gets in either until the server ends or
   * this one leaves.
   */
  isAlone(): Promise<boolean>
  leave(): Promise<void>
  /** Resolves when the connection is over, by `leave` or because the server is. */
  readonly over: Promise<void>
}

/** The numbers of the server's processes that serve this process's own pools. */
const own = new Set<number>()

/**
 * The connections of this pool do not keep the server: a pool that has ended still closes them for a moment, and one
 * that hangs never does.
 */
export function countAsOwn(pool: pg.Pool): void {
  const numberOf = (client: pg.PoolClient) => (client as unknown as { processID: number }).processID
  pool.on('connect', (client) => own.add(numberOf(client)))
  pool.on('remove', (client) => own.delete(numberOf(client)))
}

const LOOKS = 4
/** Wall milliseconds. */
const BETWEEN_LOOKS = 60

/** The key of the door: whoever comes in passes it, whoever means to be the last to leave locks it. */
const DOOR = 112

/** The server is not up yet, is going down, or was ended by the last to leave: come back later. */
const NOT_NOW = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']

/** Enters the server on that port and makes the database `helpdesk` there; undefined: not now. */
export async function enter(port: number, password: string, cluster: string): Promise<Presence | undefined> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    ssl: false,
    application_name: 'helpdesk presence',
    connectionTimeoutMillis: 10_000,
  })
  // The server's end is seen by the next query here, by `over`, and by the pools of whoever uses the database.
  client.on('error', () => {})
  const over = new Promise<void>((resolve) => client.once('end', resolve))
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [DOOR])
    const { rows } = await client.query(`select 1 from pg_database where datname = 'helpdesk'`)
    if (rows.length === 0) await client.query('create database helpdesk')
    await client.query('select pg_advisory_unlock($1)', [DOOR])
  } catch (cause) {
    await client.end().catch(() => {})
    const { code, message } = cause as Error & { code?: string }
    if (code && NOT_NOW.includes(code)) return undefined
    if (message.startsWith('Connection terminated')) return undefined
    throw new Error(`The embedded PostgreSQL of ${cluster} does not let the desk in: ${message}. ${WAY_OUT}`, { cause })
  }
  return {
    async isAlone() {
      try {
        await client.query('select pg_advisory_lock($1)', [DOOR])
        // Whoever has just left is still listed for a moment.
        for (let look = 1; ; look += 1) {
          const { rows } = await client.query(
            `select 1 from pg_stat_activity
             where backend_type = 'client backend' and pid <> pg_backend_pid() and pid <> all($1)`,
            [[...own]],
          )
          if (rows.length === 0 || look === LOOKS) return rows.length === 0
          await wait(BETWEEN_LOOKS)
        }
      } catch {
        // The server, or this connection to it, was ended by somebody else.
        return false
      }
    },
    leave: () => client.end().catch(() => {}),
    over,
  }
}
