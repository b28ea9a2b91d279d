/** Real services for the tests: PostgreSQL with a template database, and Redis where a server is installed. */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { applyMigrations, openDatabase } from '../../db/database.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { openBackend } from '../../queues/backend.ts'
import { findChromium } from '../whatsapp-web/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database that tests copy: `create database x template helpdesk`. */
    readonly databaseUrl: string
    /** Empty where no redis-server or valkey-server is installed. */
    readonly redisUrl: string
    /** Whether the gateway that needs a browser is asked, or all others. */
    readonly browser: boolean
  }
}

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  lookForChromium()
  const dir = await mkdtemp(join(tmpdir(), 'helpdesk-test-'))
  // Started by root, PostgreSQL runs as another user, who has to reach it.
  await chmod(dir, 0o755)
  const postgres = await startEmbedded(dir)
  await makeTemplate(postgres.url)
  const redis = await startRedis(dir)
  project.provide('databaseUrl', postgres.url)
  project.provide('redisUrl', redis?.url ?? '')
  return async () => {
    await redis?.stop()
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** The database as the desk leaves it after its first start: our tables and the queues'. */
async function makeTemplate(url: string): Promise<void> {
  const opened = openDatabase(url, () => {})
  await applyMigrations(opened)
  await opened.close()
  const backend = await openBackend({ databaseUrl: url, log: SILENT })
  await backend.close()
  const client = new pg.Client(url)
  await client.connect()
  // What only a lasting server needs: thousands of short-lived databases would keep it busy for nothing.
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum'])
    await client.query(`alter system set ${setting} = off`)
  await client.query("alter system set max_wal_size = '8GB'")
  await client.query('select pg_reload_conf()')
  await client.end()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** Tries the servers' names one after the other; without any, says so (and fails where CI=true). */
async function startRedis(dir: string): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  for (const command of ['redis-server', 'valkey-server']) {
    const port = await freePort()
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      dir,
      '--databases',
      '4096',
    ]
    const child = spawn(command, options, { stdio: 'ignore' })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const missing = new Promise<boolean>((resolve) => {
      child.once('error', () => resolve(true))
      child.once('spawn', () => resolve(false))
    })
    if (await missing) continue
    const url = `redis://127.0.0.1:${port}`
    const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
    client.on('error', () => {})
    await client.ping()
    client.disconnect()
    return {
      url,
      stop: async () => {
        child.kill()
        await ended
      },
    }
  }
  if (process.env.CI === 'true') throw new Error('CI=true and neither redis-server nor valkey-server is installed')
  process.stdout.write('Redis runs are skipped: neither redis-server nor valkey-server is installed\n')
  return undefined
}

function lookForChromium(): void {
  if (findChromium() !== undefined) return
  if (process.env.CI === 'true') throw new Error('CI=true and no Chromium is installed')
  process.stdout.write('WhatsApp Web runs are skipped: no Chromium is installed, and CHROMIUM_PATH names none\n')
}
