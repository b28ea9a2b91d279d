/** The database for one command: the desk's own, running or not. */
import { applyMigrations, type Opened, openDatabase } from '../../db/database.ts'
import { startEmbedded } from '../../db/embedded.ts'
import type { Config } from '../config.ts'
import { Trouble } from './command.ts'

const CONNECTIONS = 4
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface CommandDatabase extends Opened {
  readonly url: string
}

async function open({ databaseUrl, dataDir }: Config, aside: (line: string) => void) {
  if (databaseUrl !== undefined) {
    const opened = openDatabase(databaseUrl, () => {}, CONNECTIONS)
    return { ...opened, url: databaseUrl }
  }
  const embedded = await startEmbedded(dataDir, { log: aside })
  const opened = openDatabase(embedded.url, () => {}, CONNECTIONS)
  const close = async () => {
    await opened.close()
    // A server that a running desk holds is left to it.
    await embedded.stop({ ifIdle: true })
  }
  return { ...opened, url: embedded.url, close }
}

/**
 * Runs with DATABASE_URL, or with the embedded database in DATA_DIR, started for it when no desk runs. The tables are
 * there. Whatever was started ends afterwards: a command that is interrupted finishes first, a second signal ends it.
 */
export async function withDatabase<T>(
  config: Config,
  aside: (line: string) => void,
  run: (database: CommandDatabase) => Promise<T>,
): Promise<T> {
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  for (const signal of SIGNALS) process.once(signal, interrupt)
  try {
    const database = await open(config, aside)
    try {
      await applyMigrations(database)
      const found = await run(database)
      if (interrupted) throw new Trouble('interrupted, after the work was done')
      return found
    } finally {
      await database.close()
    }
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt)
  }
}
