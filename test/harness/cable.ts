/** A cable between a desk and one of its services, which a test can cut and mend. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Cable {
  /** The service's address through the cable. */
  readonly url: string
  /** Breaks all connections; new ones are refused until it is mended. */
  cut(): Promise<void>
  /**
   * Cuts as soon as the desk says these words, and resolves then. `before`: they do not arrive. `after`: they arrive,
   * and the answer does not.
   */
  cutAt(words: string, when?: 'before' | 'after'): Promise<void>
  mend(): Promise<void>
}

interface Watch {
  readonly words: string
  readonly when: 'before' | 'after'
  readonly seen: () => void
}

/** Cut for good when the test ends: `remove` is for its afterEach. */
export async function cableTo(service: string): Promise<Cable & { remove(): Promise<void> }> {
  const url = new URL(service)
  const target = { host: url.hostname, port: Number(url.port) }
  const pairs = new Map<Socket, Socket>()
  let watch: Watch | undefined

  const cut = async () => {
    const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined
    for (const [near, far] of pairs) {
      near.resetAndDestroy()
      // What has been said already is still heard there.
      far.end().resume()
    }
    await closed
  }

  const server = createServer((near) => {
    const far = connect(target)
    pairs.set(near, far)
    near.on('error', () => {})
    far.on('error', () => {})
    near.on('close', () => {
      pairs.delete(near)
      far.end()
    })
    far.on('close', () => near.destroy())
    far.on('data', (chunk) => near.write(chunk))
    near.on('data', (chunk) => {
      const reached = watch && chunk.includes(watch.words) ? watch : undefined
      if (reached?.when !== 'before') far.write(chunk)
      if (!reached) return
      watch = undefined
      void cut().then(reached.seen)
    })
  })

  const port = await listenSomewhere(server)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    cut,
    cutAt: (words, when = 'before') =>
      new Promise((seen) => {
        watch = { words, when, seen }
      }),
    mend: () => listen(server, port),
    remove: cut,
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Below the ports that systems give out by themselves: nobody takes it while the cable is cut. */
async function listenSomewhere(server: Server): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    try {
      await listen(server, port)
      return port
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    }
  }
}
