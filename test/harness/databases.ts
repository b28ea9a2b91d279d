/** A database of its own for each desk: copied from the template or emptied, and one of Redis's many. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'

/** Runs SQL on one of the databases of the test's PostgreSQL server. */
async function on<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(inject('databaseUrl').replace(/helpdesk$/, database))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const urlOf = (name: string): string => inject('databaseUrl').replace(/helpdesk$/, name)

/** As after a desk's first start, and nobody else's for good. */
export async function newDatabase(): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  // The other strategy writes each page twice.
  await on('postgres', (client) => client.query(`create database ${name} template helpdesk strategy file_copy`))
  return urlOf(name)
}

/** Databases of desks whose tests have ended, still to be emptied. */
const left: string[] = []

/**
 * The same for the length of a test. A database has hundreds of files: emptying one that an earlier test has left is
 * many times cheaper than making one. `spoilt`: tells, at the end of the test, that nobody else may have it.
 */
export async function databaseForTest(spoilt: () => boolean): Promise<string> {
  const before = left.pop()
  const database = before !== undefined && (await emptied(before)) ? before : await newDatabase()
  try {
    onTestFinished(() => {
      if (!spoilt()) left.push(database)
    })
  } catch {
    // Outside a test it is for all tests of the file.
  }
  return database
}

/** Rows of the migrations stay. False: somebody is still connected, so it is left alone. */
function emptied(database: string): Promise<boolean> {
  redisDatabases.delete(database)
  return on(new URL(database).pathname.slice(1), async (client) => {
    const others = await client.query(
      'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    if (others.rows.length > 0) return false
    const { rows } = await client.query<{ statement: string }>(`
      select format('delete from %I.%I', schemaname, tablename) as statement from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') and tablename !~ 'migrations?$'
      union all
      select format('select setval(%L, %s, false)', format('%I.%I', schemaname, sequencename), start_value)
        from pg_sequences`)
    // Without foreign keys in between.
    await client.query('set session_replication_role = replica')
    await client.query(rows.map(({ statement }) => statement).join(';\n'))
    return true
  })
}

/** A Redis database of its own for each desk; a desk that is started again on its data finds its own. */
let taken = 0
const redisDatabases = new Map<string, number>()
export function redisDatabase(database: string): number {
  const known = redisDatabases.get(database) ?? Number(process.env.VITEST_POOL_ID ?? 1) * 256 + taken++
  redisDatabases.set(database, known)
  return known
}
