/** A wire between the desk and a service, which a test can cut, hang, and mend. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Wire {
  /** The service's address through this wire. */
  readonly url: string
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>
  /** Connections stay, new ones are taken, and nothing passes any more. */
  hang(): void
  /** Takes connections again, on the same port; what hung is broken. */
  mend(): Promise<void>
  close(): Promise<void>
}

/** `target`: the service's URL, with host and port. */
export async function wireTo(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let hanging = false

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  }
  const join = (near: Socket) => {
    keep(near)
    if (hanging) {
      near.pause()
      return
    }
    const far = connect(Number(port), hostname)
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }
  const listen = (at: number) =>
    new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
      const server = createServer(join)
      server.once('error', reject)
      server.listen(at, '127.0.0.1', () => resolve(server))
    })
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }

  let server: ReturnType<typeof createServer> | undefined = await listen(0)
  const own = (server.address() as AddressInfo).port
  const cut = async () => {
    const closing = server
    server = undefined
    const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()))
    breakAll()
    await closed
  }
  const url = new URL(target)
  url.port = String(own)
  return {
    url: url.href,
    cut,
    hang: () => {
      hanging = true
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    mend: async () => {
      if (hanging) breakAll()
      hanging = false
      server ??= await listen(own)
    },
    close: cut,
  }
}
