/** Twilio's store of attachments and recordings as a stand-in serves it: Basic auth, a redirect to where they lie, faults. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Login } from './messages-resource.ts'

/**
 * What goes wrong with a file. `redirect` leads elsewhere, `endless` never stops sending, `drip` sends a byte at a time
 * without end, `truncated` breaks off within the announced length, `reset` breaks the connection, `late` answers as it
 * should once the test says so.
 */
export type MediaFault =
  | {
      readonly answer: 'status'
      readonly status: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly answer: 'redirect'; readonly to: string }
  | { readonly answer: 'endless'; readonly length?: number }
  | { readonly answer: 'drip' | 'truncated' | 'reset' }
  | { readonly answer: 'late'; readonly until: Promise<void> }

export interface NewFile {
  readonly content: Buffer | string
  /** `null`: the answer names none. */
  readonly contentType?: string | null
  /** Faults of the next requests, one each. */
  readonly faults?: readonly MediaFault[]
  /** The fault of every request. */
  readonly always?: MediaFault
}

export interface MediaRequest {
  readonly path: string
  readonly authorized: boolean
}

export interface MediaStore {
  /** In order: every request for a file, and whether it brought credentials. */
  readonly requests: readonly MediaRequest[]
  /** How many bytes of files were handed to the network. */
  readonly sent: () => number
  /** Keeps an attachment; its address is Twilio's. */
  keep(file: NewFile): string
  /** Keeps the recording of a call; its address, as callbacks tell it, has no extension. */
  keepRecording(file: NewFile): { sid: string; url: string }
  /** False: it is for another resource. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x')

export function mediaStore(accountSid: string, logins: readonly Login[]): MediaStore {
  const account = `/2010-04-01/Accounts/${accountSid}`
  const files = new Map<string, { file: NewFile; faults: MediaFault[]; isRecording: boolean }>()
  const requests: MediaRequest[] = []
  let count = 0
  let sent = 0

  const add = (kind: 'ME' | 'RE', file: NewFile): string => {
    count += 1
    const sid = kind + count.toString(16).padStart(32, '0')
    files.set(sid, { file, faults: [...(file.faults ?? [])], isRecording: kind === 'RE' })
    return sid
  }

  const write = async (response: ServerResponse, chunk: Buffer) => {
    sent += chunk.length
    if (response.write(chunk)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    response.once('drain', resolve).once('close', resolve)
    await promise
    response.off('drain', resolve).off('close', resolve)
  }

  const serve = (response: ServerResponse, { content, contentType }: NewFile) => {
    const body = Buffer.from(content)
    sent += body.length
    response.writeHead(200, {
      'content-length': body.length,
      ...(contentType === null ? {} : { 'content-type': contentType ?? 'image/jpeg' }),
    })
    response.end(body)
  }

  const fail = async (response: ServerResponse, fault: MediaFault, file: NewFile): Promise<void> => {
    switch (fault.answer) {
      case 'status':
        response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
        response.end(fault.body ?? JSON.stringify({ status: fault.status }))
        return
      case 'redirect':
        response.writeHead(302, { location: fault.to }).end()
        return
      case 'endless':
        response.writeHead(200, {
          'content-type': 'image/jpeg',
          ...(fault.length === undefined ? {} : { 'content-length': fault.length }),
        })
        while (!response.closed) await write(response, MEGABYTE)
        return
      case 'drip': {
        response.writeHead(200, { 'content-type': 'image/jpeg' })
        const drops = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(drops))
        return
      }
      case 'truncated':
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 1000 })
        response.write('half', () => response.destroy())
        return
      case 'reset':
        response.destroy()
        return
      case 'late':
        await fault.until
        serve(response, file)
        return
      default:
        fault satisfies never
    }
  }

  return {
    requests,
    sent: () => sent,
    keep: (file) => `https://api.twilio.com${account}/Messages/MM${'0'.repeat(32)}/Media/${add('ME', file)}`,
    keepRecording: (file) => {
      const sid = add('RE', file)
      return { sid, url: `https://api.twilio.com${account}/Recordings/${sid}` }
    },
    handle: async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const [, area, sid = ''] =
        /^(.*)\/(?:Media\/|Recordings\/|)((?:ME|RE)[0-9a-f]{32})(?:\.mp3)?$/.exec(pathname) ?? []
      if (area === undefined) return false
      const { authorization } = request.headers
      requests.push({ path: pathname, authorized: authorization !== undefined })
      const found = files.get(sid)
      const known = logins.some(
        ({ user, password }) => authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      )
      const isCdn = area === '/cdn'
      if (!isCdn && !known) response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":20003}')
      else if (!found) response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":20404}')
      else if (isCdn && found.file.always?.answer === 'redirect') await fail(response, found.file.always, found.file)
      else if (isCdn) serve(response, found.file)
      else {
        const fault = found.faults.shift() ?? found.file.always
        if (fault) await fail(response, fault, found.file)
        else if (found.isRecording) serve(response, found.file)
        // The address is good for hours and holds what opens it: no credentials are needed, nor should come.
        else response.writeHead(307, { location: `/cdn/${sid}?Expires=1&Signature=x` }).end()
      }
      return true
    },
  }
}
