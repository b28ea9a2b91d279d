/** The desk as people start it: src/main.ts in a process of its own, with an environment and a data directory of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const PROJECT = resolve(import.meta.dirname, '../..')
export const IS_ROOT = process.getuid?.() === 0
/** The user nobody of Debian and its relatives. */
export const NOBODY = 65534

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Wall milliseconds from the start of the process to its end. */
  readonly after: number
}

export interface DeskProcess {
  readonly child: ChildProcess
  /** The address it prints when it is ready; rejects with what it said if it ends before. */
  readonly ready: Promise<string>
  readonly ended: Promise<Ended>
  readonly out: () => string
  readonly err: () => string
  /** Resolves as soon as it has printed this. */
  printed(words: string): Promise<void>
  /** Sends a signal and waits for the end; `after` counts from the signal. */
  stop(signal: NodeJS.Signals): Promise<Ended>
}

export interface DeskProcessOptions {
  readonly dataDir: string
  readonly environment?: Readonly<Record<string, string>>
  readonly checkout?: string
  readonly cwd?: string
  readonly uid?: number
}

/** Starts it with nothing but PATH, its data directory and any free port, and what the test adds. */
export function startProcess(options: DeskProcessOptions): DeskProcess {
  const { dataDir, environment = {}, checkout = PROJECT, cwd = dataDir, uid } = options
  const began = performance.now()
  const child = spawn(process.execPath, [join(checkout, 'src/main.ts')], {
    cwd,
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let [out, err] = ['', '']
  const watchers = new Set<() => void>()
  child.stdout.on('data', (chunk) => {
    out += chunk
    for (const watcher of watchers) watcher()
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
    for (const watcher of watchers) watcher()
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, after: performance.now() - began }))
  })
  const seen = <T>(look: () => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const watch = () => {
        const found = look()
        if (found === undefined) return
        watchers.delete(watch)
        resolve(found)
      }
      watchers.add(watch)
      watch()
      void ended.then(({ code }) => reject(new Error(`ended with ${code} before that:\n${out}\n${err}`)))
    })
  const ready = seen(() => /is ready at (\S+)/.exec(out)?.[1])
  ready.catch(() => {})
  return {
    child,
    ready,
    ended,
    out: () => out,
    err: () => err,
    printed: async (words) => {
      await seen(() => (`${out}${err}`.includes(words) ? true : undefined))
    },
    stop: async (signal) => {
      const from = performance.now()
      child.kill(signal)
      return { ...(await ended), after: performance.now() - from }
    },
  }
}

/** Processes whose command line names the data directory, or where its database really is. */
export function processesOf(dataDir: string): number[] {
  const cluster = join(dataDir, 'postgres')
  const names = [dataDir, real(cluster)]
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => names.some((name) => commandOf(pid).includes(name)))
    .map(Number)
}

const commandOf = (pid: string) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const real = (path: string) => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The number of the PostgreSQL server that runs, or last ran, on a data directory. */
export const postgresOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

/** Data directories and processes of a test, all gone after it. */
export class Scratch {
  private readonly directories: string[] = []
  private readonly started: DeskProcess[] = []

  /** An empty directory that everybody can reach; with `uid` it is that user's. */
  async directory(uid?: number): Promise<string> {
    const path = real(await mkdtemp(join(tmpdir(), 'helpdesk-start-')))
    this.directories.push(path)
    await chmod(path, 0o755)
    if (uid !== undefined) await chown(path, uid, uid)
    return path
  }

  start(options: DeskProcessOptions): DeskProcess {
    const one = startProcess(options)
    this.started.push(one)
    return one
  }

  async clean(): Promise<void> {
    for (const { child, ended } of this.started.splice(0)) {
      child.kill('SIGKILL')
      await ended
    }
    for (const path of this.directories.splice(0)) {
      const cluster = real(join(path, 'postgres'))
      for (const pid of processesOf(path)) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It ended by itself.
        }
      }
      if (!cluster.startsWith(path)) await rm(cluster, { recursive: true, force: true })
      await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    }
  }
}

/** A copy of the checkout, with links instead of contents where the file system has them. */
export function copyCheckout(to: string): void {
  const parts = ['package.json', 'src', 'bots', 'queues', 'db', 'node_modules'].map((name) => join(PROJECT, name))
  if (spawnSync('cp', ['-al', ...parts, to], { stdio: 'ignore' }).status === 0) return
  const copied = spawnSync('cp', ['-a', ...parts, to], { stdio: 'inherit' })
  if (copied.status !== 0) throw new Error('the checkout could not be copied')
}
