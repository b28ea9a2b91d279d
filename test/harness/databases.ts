/** A database of its own for each desk: copied from the template, and one of Redis's many. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** Runs SQL on the test's PostgreSQL server, not on a desk's database. */
async function onServer(sql: string): Promise<void> {
  const client = new pg.Client(inject('databaseUrl').replace(/helpdesk$/, 'postgres'))
  await client.connect()
  await client.query(sql)
  await client.end()
}

export async function newDatabase(): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await onServer(`create database ${name} template helpdesk`)
  return inject('databaseUrl').replace(/helpdesk$/, name)
}

/** A Redis database of its own for each desk; a desk that is started again on its data finds its own. */
let taken = 0
const redisDatabases = new Map<string, number>()
export function redisDatabase(database: string): number {
  const known = redisDatabases.get(database) ?? Number(process.env.VITEST_POOL_ID ?? 1) * 256 + taken++
  redisDatabases.set(database, known)
  return known
}
