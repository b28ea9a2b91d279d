/** Requests as no HTTP client would send them: any header, any target, any source address. */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  readonly headers: string
  readonly body: string
}

export interface RawRequest {
  readonly method?: string
  /** The request target as it stands in the first line. */
  readonly target: string
  /** `null`: no Host header at all. Otherwise that of the desk's address. */
  readonly host?: string | null
  readonly headers?: readonly string[]
  readonly body?: string
  /** The loopback address that the request comes from. */
  readonly from?: string
  readonly version?: '1.0' | '1.1'
}

/** Sends one request over a connection of its own and reads the whole answer. */
export function sendRaw(baseUrl: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(baseUrl)
  const { method = 'GET', target, headers = [], body = '', from, version = '1.1' } = request
  const lines = [
    `${method} ${target} HTTP/${version}`,
    ...(request.host === null ? [] : [`Host: ${request.host ?? host}`]),
    ...headers,
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    'Connection: close',
  ]
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ...(from ? { localAddress: from } : {}) })
    const chunks: Buffer[] = []
    socket.on('error', reject)
    socket.on('data', (chunk) => void chunks.push(chunk))
    socket.on('end', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), headers: head, body: rest.join('\r\n\r\n') })
    })
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  })
}
