/** A desk as people run it: `npm start`, at the head of a process group as in a terminal. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'

export const CHECKOUT = resolve(import.meta.dirname, '../..')
export const ROOT = process.getuid?.() === 0

/** What a fresh shell has: nothing of this run, and the machine's own node and npm. */
const SHELL = {
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
  HOME: homedir(),
  TMPDIR: tmpdir(),
}
const READY_WITHIN = 30_000
/** DESIGN section 6 */
const STOPPED_WITHIN = 10_000

export interface StartOptions {
  readonly checkout: string
  /** Without: the checkout's own ./data. */
  readonly dataDir?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly user?: { readonly uid: number; readonly gid: number }
}

export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? String(address?.port) : ''
}

export class DeskProcess {
  out = ''
  err = ''
  readonly dataDir: string
  /** How npm ended, when all that it started has closed its output. */
  readonly ended: Promise<number | NodeJS.Signals>
  private readonly npm: ChildProcess
  private readonly exited: Promise<unknown>
  private over = false

  private constructor(npm: ChildProcess, dataDir: string) {
    this.npm = npm
    this.dataDir = dataDir
    npm.stdout?.on('data', (words) => {
      this.out += words
    })
    npm.stderr?.on('data', (words) => {
      this.err += words
    })
    this.exited = once(npm, 'exit')
    this.ended = once(npm, 'close').then(([code, signal]) => {
      this.over = true
      return code ?? signal
    })
  }

  /** On a free port, with the settings given and no others. */
  static async start({ checkout, dataDir, environment = {}, user }: StartOptions): Promise<DeskProcess> {
    const data = dataDir === undefined ? {} : { DATA_DIR: dataDir }
    const env = { ...SHELL, PORT: await freePort(), ...data, ...environment }
    const npm = spawn('npm', ['start'], {
      cwd: checkout,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    })
    const desk = new DeskProcess(npm, dataDir ?? join(checkout, 'data'))
    await once(npm, 'spawn')
    return desk
  }

  /** The address that it prints when it is ready. */
  async ready(): Promise<string> {
    const deadline = AbortSignal.timeout(READY_WITHIN)
    for (;;) {
      const [, url] = /is ready at (\S+)\n/.exec(this.out) ?? []
      if (url) return url
      const said = () => `${this.out}\n${this.err}`
      if (this.over) throw new Error(`it ended before it was ready:\n${said()}`)
      await Promise.race([once(this.npm.stdout!, 'data', { signal: deadline }), this.ended]).catch(() => {
        throw new Error(`it is not ready after ${READY_WITHIN} ms:\n${said()}`)
      })
    }
  }

  /** Ctrl-C: a terminal sends it to every process of the group. */
  ctrlC(): Promise<void> {
    return this.stops(() => process.kill(-this.npm.pid!, 'SIGINT'))
  }

  /** SIGTERM from who knows npm alone. */
  terminate(): Promise<void> {
    return this.stops(() => process.kill(this.npm.pid!, 'SIGTERM'))
  }

  /** SIGTERM to every process, as systemd sends it. */
  terminateAll(): Promise<void> {
    return this.stops(() => process.kill(-this.npm.pid!, 'SIGTERM'))
  }

  private async stops(signal: () => void): Promise<void> {
    const late = wait(STOPPED_WITHIN, undefined, { ref: false })
    signal()
    await Promise.race([this.exited, late])
    expect(this.living(), 'what still runs').toEqual([])
    expect(await this.ended, this.err).toBe(0)
  }

  /** `kill -9` of npm and the desk; PostgreSQL, which has a group of its own, lives on. */
  async kill(): Promise<void> {
    process.kill(-this.npm.pid!, 'SIGKILL')
    await this.ended
  }

  /** `kill -9` of PostgreSQL. */
  killPostgres(): void {
    for (const one of living(this.dataDir)) process.kill(Number.parseInt(one, 10), 'SIGKILL')
  }

  /** What runs of it: the processes of npm's group, and PostgreSQL. */
  living(): string[] {
    return living(this.dataDir, this.npm.pid)
  }

  /** At the end of a test, whatever became of it. */
  async discard(): Promise<void> {
    if (!this.over) await this.kill()
    this.killPostgres()
  }
}

/** Living processes that work on a data directory, and those of a group: number and words. */
export function living(dataDir: string, group?: number): string[] {
  const cluster = join(dataDir, 'postgres')
  const places = existsSync(cluster) ? [dataDir, realpathSync(cluster)] : [dataDir]
  return processes()
    .filter((one) => one.group === group || places.some((place) => one.words.includes(place)))
    .map(({ pid, words }) => `${pid} ${words}`)
}

interface Process {
  readonly pid: number
  readonly group: number
  readonly words: string
}

/** All that run on this machine. A zombie runs no more: it waits for process 1 to take note of it. */
function processes(): Process[] {
  const found = process.platform === 'linux' ? fromProc() : fromPs()
  return found.filter(({ state }) => !state.startsWith('Z'))
}

function fromProc() {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const [state = '', , group] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ')
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return [{ pid: Number(pid), group: Number(group), state, words }]
    } catch {
      return []
    }
  })
}

function fromPs() {
  const lines = execFileSync('ps', ['-ww', '-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  return lines.map((line) => {
    const [, pid, group, state = '', words = ''] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? []
    return { pid: Number(pid), group: Number(group), state, words }
  })
}
