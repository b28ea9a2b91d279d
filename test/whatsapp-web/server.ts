/** The server that poses as web.whatsapp.com: files, attachments and the WebSocket of its page. */
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { selfSigned } from '../twilio/certificate.ts'
import type { Attachment } from './account.ts'
import type { Page, Question, Tell } from './wire.ts'

const FOLDER = join(import.meta.dirname, 'page')
const VERSION = '2.3000.1017054665'

export interface Behind {
  /** The page says something, or asks for a file: for the record. */
  asked(what: string): void
  /** Headers of every request, also of those for the WebSocket. */
  introduced(headers: IncomingHttpHeaders): void
  connected(page: Page, since: number): void
  gone(page: Page): void
  /** Undefined: no answer, ever. A thrown error is told to the page. */
  answer(page: Page, question: Question): unknown
  attachment(path: string): Attachment | undefined
  uploaded(attachment: Attachment): { readonly directPath: string }
  lacking(): readonly string[]
}

export interface Server {
  readonly port: number
  readonly certificate: string
  /** Every request is answered with 503. */
  failing: boolean
  /** Milliseconds until the page's program is answered. */
  loadsIn: number
  /** What an upload waits for before it is answered. */
  uploads: Promise<unknown>
  /** Connections end, and new ones are cut. */
  cut(isCut: boolean): void
  stop(): Promise<void>
}

const html = (lacking: readonly string[]) => `<!doctype html>
<meta charset="utf-8"><title>WhatsApp</title><link rel="icon" href="data:,">
<script type="application/json" id="settings">${JSON.stringify({ version: VERSION, lacking })}</script>
<script type="module" src="/main.js"></script>`

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray())

export async function serve(behind: Behind): Promise<Server> {
  const { key, cert } = selfSigned()
  const sockets = new Set<Socket>()
  let isCut = false

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'https://web.whatsapp.com')
    const end = (status: number, contentType: string, body: string | Buffer) =>
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
    if (server.failing) return end(503, 'text/plain', 'Service Unavailable')
    if (pathname === '/') {
      behind.asked('GET /')
      return end(200, 'text/html', html(behind.lacking()))
    }
    if (pathname === '/upload') {
      behind.asked('upload')
      const mimeType = request.headers['content-type'] ?? 'application/octet-stream'
      const content = await bodyOf(request)
      await server.uploads
      const { directPath } = behind.uploaded({ content, mimeType })
      return end(200, 'application/json', JSON.stringify({ directPath }))
    }
    if (pathname.startsWith('/media/')) {
      if (request.method === 'GET') behind.asked('download')
      const attachment = behind.attachment(pathname)
      return attachment ? end(200, attachment.mimeType, attachment.content) : end(404, 'text/plain', 'Not Found')
    }
    if (/^\/[a-z]+\.js$/.test(pathname)) {
      if (server.loadsIn > 0) await wait(server.loadsIn)
      return end(200, 'text/javascript', readFileSync(join(FOLDER, pathname)))
    }
    return end(404, 'text/plain', 'Not Found')
  }

  const https = createServer({ key, cert }, (request, response) => {
    behind.introduced(request.headers)
    handle(request, response).catch((error: Error) => response.destroy(error))
  })
  https.on('connection', (socket: Socket) => {
    if (isCut) return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const webSockets = new WebSocketServer({ noServer: true })
  https.on('upgrade', (request, socket, head) => {
    behind.introduced(request.headers)
    if (server.failing) return socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n')
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { searchParams } = new URL(request.url ?? '/', 'https://web.whatsapp.com')
      const send = (message: object) => webSocket.send(JSON.stringify(message))
      const page: Page = { device: searchParams.get('device') ?? '', tell: (message: Tell) => send(message) }
      webSocket.on('message', (data) => {
        const { n, ...question } = JSON.parse(String(data)) as Question & { readonly n: number }
        try {
          const is = behind.answer(page, question as Question)
          if (is !== undefined) send({ n, is })
        } catch (error) {
          send({ n, error: (error as Error).message })
        }
      })
      webSocket.on('close', () => behind.gone(page))
      behind.connected(page, Number(searchParams.get('since')))
    })
  })
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve))

  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server: Server = {
    port: (https.address() as AddressInfo).port,
    certificate: cert,
    failing: false,
    loadsIn: 0,
    uploads: Promise.resolve(),
    cut: (now) => {
      isCut = now
      if (now) cutAll()
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => https.close(() => resolve()))
      webSockets.close()
      cutAll()
      await closed
    },
  }
  return server
}
