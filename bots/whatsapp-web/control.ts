/**
 * How commands, and other processes of the same desk, reach the one that has the browser: a socket in the folder of the
 * session, which only the desk's own user can enter. One line of JSON is asked, one is answered.
 */
import { mkdir, rename, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Fetched, IncomingMedia, Outcome } from '../gateway.ts'
import type { StateName } from './life.ts'
import type { Portable } from './portable.ts'

export type Request =
  | { readonly do: 'pause' | 'resume' | 'status' | 'qr' | 'groups' }
  /** `phone`: +E.164. */
  | { readonly do: 'pair'; readonly phone: string }
  /** Of another process of the same desk, which has no browser. */
  | { readonly do: 'send'; readonly message: Portable }
  /** `not`: ids that are known to be of other messages. */
  | { readonly do: 'find'; readonly message: Portable; readonly not: readonly string[] }
  | { readonly do: 'fetch'; readonly media: IncomingMedia }

const DOES: ReadonlySet<string> = new Set<Request['do']>([
  ...(['pause', 'resume', 'status', 'qr', 'groups', 'pair', 'send', 'find', 'fetch'] as const),
])

export interface Reply {
  readonly ok: boolean
  /** What whoever typed the command reads. */
  readonly words: string
  /** What the phone scans, and the state that WhatsApp is in. */
  readonly qr?: string
  readonly state?: StateName
  readonly outcome?: Outcome
  readonly fetched?:
    | Extract<Fetched, { ok: false }>
    | { readonly ok: true; readonly base64: string; readonly mimeType?: string }
}

/** Longer requests are nobody's: the largest document as base64 fits. */
const LONGEST = 24 * 1024 * 1024
const ANSWERED_WITHIN = 70_000

const socketIn = (directory: string) =>
  process.platform === 'win32'
    ? `\\\\.\\pipe\\${Buffer.from(directory).toString('hex').slice(-60)}`
    : join(directory, 'control.sock')

const ownSocket = (directory: string) =>
  process.platform === 'win32' ? socketIn(directory) : join(directory, `${process.pid.toString(36)}.sock`)

function read(line: string): Request | undefined {
  try {
    const request = JSON.parse(line) as Request
    return DOES.has(request.do) ? request : undefined
  } catch {
    return undefined
  }
}

export interface Control {
  /** Never rejects: without it the desk runs on. */
  open(): Promise<void>
  close(): Promise<void>
}

export function createControl(
  directory: string,
  carryOut: (request: Request) => Promise<Reply>,
  failed: () => void,
): Control {
  let server: Server | undefined

  const answer = async (line: string): Promise<Reply> => {
    const request = line.length <= LONGEST ? read(line) : undefined
    if (!request) return { ok: false, words: 'not understood' }
    return carryOut(request).catch(() => ({ ok: false, words: 'the desk could not do it: see its log' }))
  }

  return {
    open: async () => {
      if (server) return
      const opened = createServer((socket) => {
        socket.on('error', () => socket.destroy())
        createInterface({ input: socket }).once('line', (line) => {
          void answer(line).then((reply) => socket.end(`${JSON.stringify(reply)}\n`))
        })
      })
      server = opened
      opened.on('error', failed)
      await mkdir(directory, { recursive: true, mode: 0o700 }).catch(() => {})
      if (process.platform !== 'win32') await rm(ownSocket(directory), { force: true }).catch(() => {})
      if (server === opened) opened.listen(ownSocket(directory)).unref()
      // Takes the place of what lies there. When it closes it removes its own first name alone: whoever loses the lease
      // and learns of it late takes nothing from the next owner.
      if (process.platform !== 'win32')
        opened.once('listening', () => rename(ownSocket(directory), socketIn(directory)).catch(failed))
    },
    close: async () => {
      const closed = server
      server = undefined
      await new Promise<void>((resolve) => (closed?.listening ? closed.close(() => resolve()) : resolve()))
    },
  }
}

/** `undefined`: no desk that has the browser runs on this folder. */
export function askDesk(directory: string, request: Request, within = ANSWERED_WITHIN): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const socket = connect(socketIn(directory), () => socket.write(`${JSON.stringify(request)}\n`))
    socket.setTimeout(within, () => socket.destroy())
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
    createInterface({ input: socket })
      .on('error', () => resolve(undefined))
      .once('line', (line) => {
        resolve(JSON.parse(line) as Reply)
        socket.end()
      })
  })
}
