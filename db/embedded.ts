import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { accountFor } from './embedded/account.ts'
import { usableBinaries } from './embedded/binaries.ts'
import { checkCluster, findCluster, makeCluster } from './embedded/cluster.ts'
import { WAY_OUT } from './embedded/command.ts'
import { enter, type Presence } from './embedded/presence.ts'
import { choosePort, end, freePort, launch, logTail, type Server, serverOn, trimLog } from './embedded/server.ts'

export interface EmbeddedDatabase {
  readonly url: string
  /** the server was already running: another desk's or command line's, or left by a desk that was killed */
  readonly adopted: boolean
  /**
   * Ends the server and leaves no process behind; takes up to 7 s. Close pools first. With `ifIdle` it is left to
   * whoever else has a connection; those of this process's own pools do not count. Calls after the end do nothing;
   * rejects if pg_ctl cannot be run any more.
   */
  stop(options?: { ifIdle?: boolean }): Promise<void>
}

export interface EmbeddedOptions {
  /** told what an operator would want to know: where things are, and why there */
  readonly log?: (line: string) => void
  /** where root keeps what the server's user cannot reach in the checkout or in the data directory: the first usable */
  readonly places?: readonly string[]
  /** a server that ends unasked is started again, on the same port */
  readonly keepUp?: boolean
}

const HOUR = 3_600_000
/** 50 ms each: after a crash, recovery reads the whole log back. */
const PATIENCE = 2400
/** Milliseconds after which a server that did not start again is tried once more. */
const TRY_AGAIN_AFTER = 2000

/**
 * Runs PostgreSQL in `<dataDir>/postgres`, made at the first start; a server that already runs there is adopted.
 * Rejects with what was tried and what to do. Holds one connection of its own until it is stopped. Processes that
 * cannot see each other, as in two containers, must not share a data directory.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const { log = () => {}, places = ['/var/lib', tmpdir(), '/tmp'], keepUp = false } = options
  const home = resolve(dataDir)
  await mkdir(home, { recursive: true })
  const found = await findCluster(home, log)
  const account = await accountFor(found)
  const { binaries, major } = await usableBinaries(account, places, log)
  const cluster = found ?? (await makeCluster(home, binaries, account, places, log))
  const { password } = await checkCluster(cluster, home, major)

  let started: number | undefined
  let failures = 0
  let refusal: string | undefined
  /** On that port, where others know it already. */
  const attach = async (known?: number): Promise<{ server: Server; presence: Presence }> => {
    failures = 0
    for (let turn = 0; turn < PATIENCE; turn++) {
      const server = await serverOn(cluster)
      if (!server) {
        const port = known ?? (failures === 0 ? await choosePort(cluster) : await freePort())
        refusal = await launch(cluster, port, binaries, account)
        if (refusal === undefined) started = (await serverOn(cluster))?.pid
        else if (!(await serverOn(cluster))) {
          if (++failures === 4) break
          // The processes of a server that was killed need a moment to notice.
          await wait(100 * failures)
        }
        continue
      }
      const presence = server.ready && (await enter(server.port, password, cluster))
      if (presence) return { server, presence }
      await wait(50)
    }
    throw new Error(
      `The embedded PostgreSQL did not start: ${refusal ?? 'it is not ready yet'}; ${await logTail(cluster)}\n${WAY_OUT}`,
    )
  }

  const first = await attach()
  const { port } = first.server
  let held = Promise.resolve(first)
  const trimming = setInterval(() => void trimLog(cluster), HOUR).unref()
  let stopping = false
  let over = false

  const startAgain = async (): Promise<typeof first> => {
    for (let told = false; ; told = true) {
      if (!told) log('The embedded PostgreSQL has ended unasked: it is started again.')
      try {
        return await attach(port)
      } catch (error) {
        if (!told) log(String(error))
        if (stopping) throw error
        await wait(TRY_AGAIN_AFTER)
      }
    }
  }
  const watch = async ({ presence }: typeof first) => {
    await presence.over
    if (stopping) return
    held = startAgain()
    await held.then(watch, () => {})
  }
  if (keepUp) void watch(first)

  const stop = async ({ ifIdle = false }: { ifIdle?: boolean }) => {
    if (over) return
    stopping = true
    clearInterval(trimming)
    const { server, presence } = await held
    try {
      if (ifIdle && !(await presence.isAlone())) return
      await end(server.pid, cluster, binaries, account)
      over = true
    } finally {
      await presence.leave()
    }
  }
  let turn = Promise.resolve()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/helpdesk`,
    adopted: first.server.pid !== started,
    stop: (options = {}) => {
      const mine = turn.then(() => stop(options))
      turn = mine.catch(() => {})
      return mine
    },
  }
}
