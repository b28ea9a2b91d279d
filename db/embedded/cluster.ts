import { createHash, randomBytes } from 'node:crypto'
import {
  chown,
  link,
  lstat,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { type Account, run, WAY_OUT } from './command.ts'
import { inWorkDirectory, ownPlace, Unusable } from './places.ts'

/**
 * What initdb writes into postgresql.conf, where an operator may change it later. Every commit reaches the disk, as
 * fsync and synchronous_commit stay on. Statements, their values and their errors stay out of the log: they are the
 * personal data of the people who write to the desk.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
} as const

const passwordFile = (dataDir: string) => join(dataDir, 'postgres.password')

/** Where the cluster of `dataDir` really is; undefined before the first start. Rejects if it is lost or not one. */
export async function findCluster(dataDir: string, log: (line: string) => void): Promise<string | undefined> {
  const path = join(dataDir, 'postgres')
  const found = await lstat(path).catch(() => undefined)
  // An empty directory is a volume mounted there, or one that somebody made ready.
  if (!found || (await readdir(path).catch(() => ['?'])).length === 0) return undefined
  const cluster = await realpath(path).catch(() => {
    throw new Error(`The embedded database is gone: ${path} points to a directory that is not there. ${WAY_OUT}`)
  })
  if (found.isSymbolicLink() && !basename(cluster).startsWith(digest(dataDir))) {
    log(`${dataDir} was moved or copied: its database is still ${cluster}, which a copy shares with its original`)
  }
  return cluster
}

/** Rejects unless `cluster` was made by the major version that is to run it, and its password is still known. */
export async function checkCluster(cluster: string, dataDir: string, major: string): Promise<{ password: string }> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (made === '') throw new Error(`${cluster} holds no PostgreSQL database. Move it away. ${WAY_OUT}`)
  if (made !== major) {
    throw new Error(
      `The data in ${cluster} were made by PostgreSQL ${made}, and this desk brings PostgreSQL ${major}, which cannot ` +
        `read them. Run the desk's former version and pg_dump the database helpdesk, move ${join(dataDir, 'postgres')} ` +
        `away, start this one and load the dump. Or set DATABASE_URL to a PostgreSQL ${made} that has the data.`,
    )
  }
  const file = passwordFile(dataDir)
  const password = await readFile(file, 'utf8').catch((cause) => {
    throw new Error(`${file} cannot be read (${cause.code}): put the password of ${cluster} back. ${WAY_OUT}`, {
      cause,
    })
  })
  return { password: password.trim() }
}

/**
 * Makes the cluster in `dataDir`, or below one of `places` with a link to it if the account cannot write there.
 * Another start may do the same at the same time: the first to be ready wins, and both return its cluster.
 */
export async function makeCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account | undefined,
  places: readonly string[],
  log: (line: string) => void,
): Promise<string> {
  const password = await settlePassword(dataDir)
  const final = join(dataDir, 'postgres')
  const make = (parent: string, name: string, publish: (cluster: string) => Promise<unknown>) =>
    inWorkDirectory(parent, name, account, async (directory) => {
      await publish(await initdb(directory, password, binaries, account))
      await syncDirectory(parent)
      await syncDirectory(dataDir)
      return realpath(final)
    })
  const reasons: string[] = []
  for (const place of [undefined, ...(account ? places : [])]) {
    try {
      if (place === undefined) return await make(dataDir, 'postgres', (cluster) => first(rename(cluster, final)))
      const home = await ownPlace(place)
      const elsewhere = join(home, `${digest(dataDir)}-${randomBytes(4).toString('hex')}`)
      return await make(home, digest(dataDir), async (cluster) => {
        await rename(cluster, elsewhere)
        await rmdir(final).catch(() => {})
        if (!(await first(symlink(elsewhere, final)))) return rm(elsewhere, { recursive: true })
        log(`The database is kept in ${elsewhere}: user ${account?.name} cannot write in ${dataDir}`)
      })
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      reasons.push(error.message)
    }
  }
  throw new Error(`The embedded PostgreSQL has no place for its database: ${reasons.join('; ')}. ${WAY_OUT}`)
}

async function initdb(directory: string, password: string, { initdb }: Binaries, account?: Account): Promise<string> {
  const cluster = join(directory, 'cluster')
  const pwfile = join(directory, 'password')
  await writeFile(pwfile, `${password}\n`, { mode: 0o600 })
  if (account) await chown(pwfile, account.uid, account.gid)
  // The built-in locale sorts and folds the same on every machine, whatever its C library.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=postgres', `--pwfile=${pwfile}`, '--auth=scram-sha-256']
  const settings = Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`)
  const all = [`--pgdata=${cluster}`, ...locale, ...access, ...settings, '--no-instructions']
  const { code, output } = await run(initdb, all, account)
  if (code === 0) return cluster
  throw new Error(`initdb could not make the embedded database (code ${code}): ${output}. ${WAY_OUT}`)
}

/** The password in `dataDir`; made there if there is none, the same one for all who start at the same time. */
async function settlePassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir)
  const half = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(half, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await first(link(half, file))
  } finally {
    await rm(half, { force: true })
  }
  return (await readFile(file, 'utf8')).trim()
}

/** False if another start was faster in putting the same thing there. */
async function first(placing: Promise<void>): Promise<boolean> {
  return placing.then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' || error.code === 'ENOTEMPTY') return false
      throw error
    },
  )
}

/** Without it a power cut may forget the rename, and with it a database that has answered. Windows has no such call. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  await directory.sync().finally(() => directory.close())
}

const digest = (dataDir: string) => createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
