/** The folder of the session: a credential, and the place where a browser that died leaves its lock. */
import { chmod, mkdir, readFile, readlink, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Where the library's LocalAuth keeps the profile. */
const profileOf = (directory: string) => join(directory, 'session')

const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket']

/** Of a browser that outlived its desk, on this machine. */
async function orphanOf(profile: string): Promise<number | undefined> {
  const lock = await readlink(join(profile, 'SingletonLock')).catch(() => '')
  const [, host, number] = /^(.*)-(\d+)$/.exec(lock) ?? []
  if (host !== hostname() || number === undefined) return undefined
  // The number may have gone to another program since.
  const line = await readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '')
  return line.includes(`--user-data-dir=${profile}`) ? Number(number) : undefined
}

export function kill(process_: number): void {
  // A browser leads a group of its own, where the system has groups.
  for (const target of [-process_, process_]) {
    try {
      process.kill(target, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
}

/** It still has the profile open until it is gone; one that the system does not let go is not waited for. */
async function killed(process_: number): Promise<void> {
  kill(process_)
  for (let look = 0; look < 40 && (await isAlive(process_)); look += 1) await wait(50)
}

async function isAlive(process_: number): Promise<boolean> {
  const line = await readFile(`/proc/${process_}/stat`, 'utf8').catch(() => '')
  return line !== '' && !/^.*\) Z/s.test(line)
}

/** Only for whoever holds the lease, as `holds` is asked again and again: another's browser and lock are left alone. */
export async function prepareSession(directory: string, holds: () => boolean): Promise<void> {
  const profile = profileOf(directory)
  await mkdir(profile, { recursive: true, mode: 0o700 })
  await chmod(directory, 0o700)
  await chmod(profile, 0o700)
  const orphan = await orphanOf(profile)
  if (orphan !== undefined && holds()) await killed(orphan)
  for (const name of LOCKS) if (holds()) await rm(join(profile, name), { force: true })
}

export const wipeSession = (directory: string): Promise<void> =>
  rm(profileOf(directory), { recursive: true, force: true, maxRetries: 4 })
