/** Somebody outside who is told that the desk works, and would raise the alarm. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'

const WITHIN = 20_000

export interface Watchdog {
  /** Secret, as such addresses are. */
  readonly url: string
  /** How it answers from now on. */
  answer: { status: number; location?: string }
  /** Paths that were called, in order. */
  readonly calls: readonly string[]
  /** Resolves with the next call; fails when none comes. */
  called(): Promise<string>
  /** Nothing comes for so many milliseconds. */
  isSilentFor(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

export async function startWatchdog(): Promise<Watchdog> {
  const calls: string[] = []
  const waiting: ((path: string) => void)[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    calls.push(path)
    for (const tell of waiting.splice(0)) tell(path)
    const { status, location } = watchdog.answer
    response.writeHead(status, location === undefined ? {} : { location }).end('OK')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const next = (within: number) =>
    new Promise<string | undefined>((resolve) => {
      const timer = setTimeout(resolve, within, undefined)
      waiting.push((path) => {
        clearTimeout(timer)
        resolve(path)
      })
    })
  const watchdog: Watchdog = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/3f1c-secret`,
    answer: { status: 200 },
    calls,
    called: async () => {
      const path = await next(WITHIN)
      expect(path, 'the heartbeat').toBeDefined()
      return path ?? ''
    },
    isSilentFor: async (milliseconds) => expect(await next(milliseconds)).toBeUndefined(),
    stop: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return watchdog
}
