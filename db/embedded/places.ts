import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, run } from './command.ts'

/** Why a place cannot be used; another one may do. */
export class Unusable extends Error {}

/** What this process is making just now; half-made things of the dead are removed. */
const making = new Set<string>()

/** A directory of our own below `place` (for example /var/lib), which nobody else can have filled; else Unusable. */
export async function ownPlace(place: string): Promise<string> {
  const path = join(place, 'siaga112-helpdesk')
  try {
    await mkdir(path)
    await chmod(path, 0o755)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new Unusable((error as Error).message)
  }
  const found = await lstat(path)
  if (!found.isDirectory() || found.uid !== process.getuid?.() || found.mode & 0o022) {
    throw new Unusable(`${path} is not a directory that only the desk's own user can write`)
  }
  return path
}

/**
 * Lets `make` fill a new directory below `parent`, from which it renames what it made into place when that is whole.
 * A start that was killed half-way leaves its directory to be removed here. With an account, the directory is the
 * account's; Unusable if that cannot really write there: modes know nothing of parents, mounts and access lists.
 */
export async function inWorkDirectory<T>(
  parent: string,
  name: string,
  account: Account | undefined,
  make: (directory: string) => Promise<T>,
): Promise<T> {
  await removeHalfMade(parent, `${name}.new-`)
  const directory = await mkdtemp(join(parent, `${name}.new-${process.pid}-`))
  making.add(directory)
  try {
    if (account) {
      await chown(directory, account.uid, account.gid).catch((error: Error) => {
        throw new Unusable(error.message)
      })
      const check = await run('/bin/sh', ['-c', 'test -w "$1"', 'sh', directory], account)
      if (check.code !== 0) throw new Unusable(`user ${account.name} cannot write in ${parent}`)
    }
    return await make(directory)
  } finally {
    making.delete(directory)
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** An initdb that outlived its desk may still write into what is removed; then the next start gets it. */
async function removeHalfMade(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name)
    if (!name.startsWith(prefix) || making.has(path)) continue
    const maker = Number.parseInt(name.slice(prefix.length), 10)
    if (maker === process.pid || !isAlive(maker)) await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
