import { execFile } from 'node:child_process'
import { readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { type Account, run } from './command.ts'
import { isAlive } from './places.ts'

export interface Server {
  readonly pid: number
  /** on 127.0.0.1 */
  readonly port: number
  /** accepts connections: neither still recovering nor already stopping */
  readonly ready: boolean
}

const LOG_LIMIT = 5 * 1024 * 1024
const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')
const logFile = (cluster: string) => join(cluster, 'postgres.log')

/** The server that runs on this cluster, whoever started it. A postmaster.pid that a killed server left is no server. */
export async function serverOn(cluster: string): Promise<Server | undefined> {
  const lines = (await readFile(pidFile(cluster), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !(await runsOn(pid, cluster))) return undefined
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' }
}

/** Whether that process is the server of this cluster: its number may meanwhile be another program's, or a zombie's. */
async function runsOn(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  const words =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).then(
          (ps) => ps.stdout,
          () => '',
        )
  return words.includes('postgres') && words.includes('-D') && words.includes(cluster)
}

/**
 * Starts the server and waits until it is ready: undefined. Otherwise what pg_ctl said of it, as when the port was taken
 * or another start was faster; what the server itself said is the end of its log.
 */
export async function launch(
  cluster: string,
  port: number,
  { pg_ctl }: Binaries,
  account?: Account,
): Promise<string | undefined> {
  await removeForeignPidFile(cluster)
  await trimLog(cluster)
  const server = ['--pgdata', cluster, '--log', logFile(cluster), '--options', `-p ${port}`]
  const { code, output } = await run(pg_ctl, ['start', '--wait', '--silent', '--timeout=60', ...server], account)
  return code === 0 ? undefined : output
}

/** The port of the last run while nobody else has it, so that what remembers it still works; else a free one. */
export async function choosePort(cluster: string): Promise<number> {
  const former = /"-p" "(\d+)"/.exec(await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => ''))?.[1]
  return (former && (await listenOnce(Number(former)))) || (await freePort())
}

export async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined) throw new Error('The embedded PostgreSQL found no free port on 127.0.0.1.')
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

/** Ends it within about 7 s: open transactions are rolled back at once, and what does not obey is killed. */
export async function end(pid: number, cluster: string, { pg_ctl }: Binaries, account?: Account): Promise<void> {
  for (const { mode, seconds } of [
    { mode: 'fast', seconds: 5 },
    { mode: 'immediate', seconds: 1 },
  ]) {
    // Not pg_ctl's own wait: it would wait for the next server, too, if another start is quick.
    if ((await serverOn(cluster))?.pid === pid) {
      await run(pg_ctl, ['stop', '--no-wait', '--silent', `--mode=${mode}`, '--pgdata', cluster], account)
    }
    if (await isOver(pid, seconds)) return
  }
  if (await runsOn(pid, cluster)) process.kill(pid, 'SIGKILL')
  await isOver(pid, 1)
}

/** Whether it ends within so many seconds. A zombie has ended: it waits for process 1 to take note. */
async function isOver(pid: number, seconds: number): Promise<boolean> {
  for (let turn = 0; turn < seconds * 50; turn++) {
    if (!isAlive(pid)) return true
    const state = process.platform === 'linux' && (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') X '))
    if (state && /\) [ZX] /.test(state)) return true
    await wait(20)
  }
  return false
}

export async function logTail(cluster: string): Promise<string> {
  const text = await readFile(logFile(cluster), 'utf8').catch((error: Error) => error.message)
  return `the end of ${logFile(cluster)} is:\n${text.trimEnd().split('\n').slice(-12).join('\n')}`
}

/** The server appends, so its log can be emptied under it. */
export async function trimLog(cluster: string, limit = LOG_LIMIT): Promise<void> {
  const size = await stat(logFile(cluster)).then(
    ({ size }) => size,
    () => 0,
  )
  if (size > limit) await truncate(logFile(cluster)).catch(() => {})
}

/**
 * PostgreSQL itself overrides a left-over postmaster.pid whose process is dead, but takes any living process of the
 * same user for a server. The file is taken away, and put back if it proves to be that of a start at the same time.
 */
async function removeForeignPidFile(cluster: string): Promise<void> {
  const file = pidFile(cluster)
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (process.platform === 'win32' || !pid || !isAlive(pid) || (await runsOn(pid, cluster))) return
  const aside = `${file}.${process.pid}`
  await rename(file, aside).catch(() => {})
  if ((await readFile(aside, 'utf8').catch(() => text)) === text) await rm(aside, { force: true })
  else await rename(aside, file)
}
