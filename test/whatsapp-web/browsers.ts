/** The processes of one browser, found by its profile: so a test ends only its own. Linux alone. */
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'

export interface Processes {
  readonly browser: number | undefined
  /** A page's own process; killed, the page crashes and the browser lives. */
  readonly renderers: readonly number[]
  /** All of them, in no order. */
  readonly all: readonly number[]
}

interface Running {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

async function look(pid: number): Promise<Running | undefined> {
  try {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    // The second field is the name in brackets and may hold anything; the state and the parent follow it.
    const [state, parent] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')
    return state === 'Z' ? undefined : { pid, parent: Number(parent), command }
  } catch {
    return undefined
  }
}

/** `profile`: the directory given as --user-data-dir, which with LocalAuth is `<dataPath>/session`. */
export async function processesOf(profile: string): Promise<Processes> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const running = (await Promise.all(pids.map(look))).filter((one) => one !== undefined)
  const browser = running.find(
    ({ command }) => command.includes(`--user-data-dir=${profile} `) && !command.includes(' --type='),
  )
  const family = new Set(browser ? [browser.pid] : [])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of running) if (family.has(parent)) family.add(pid)
  }
  const renderers = running.filter(({ pid, command }) => family.has(pid) && command.includes(' --type=renderer'))
  return { browser: browser?.pid, renderers: renderers.map(({ pid }) => pid), all: [...family] }
}

/** Resident memory in all; what processes share is counted for each. */
export async function mebibytesOf(pids: readonly number[]): Promise<number> {
  const each = pids.map(async (pid) => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
  })
  return (await Promise.all(each)).reduce((sum, kibibytes) => sum + kibibytes, 0) / 1024
}

/** As a container leaves it that was killed: the browser takes the profile to be in use on another machine. */
export async function leaveStaleLock(profile: string): Promise<void> {
  await mkdir(profile, { recursive: true })
  await symlink('another-machine-4711', join(profile, 'SingletonLock'))
}

export async function removeLocks(profile: string): Promise<void> {
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
    await rm(join(profile, name), { force: true })
  }
}
