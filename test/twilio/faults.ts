/** What can go wrong with a request to Twilio's API, and the answers that are given then. */
import type { ServerResponse } from 'node:http'

interface Refusal {
  readonly answer: 'error' | 'problem'
  readonly code: number
  readonly status?: number
  readonly retryAfter?: string
}

interface Mishap {
  readonly answer: 'html' | 'empty' | 'nothing' | 'half' | 'truncated' | 'drip' | 'silent' | 'reset'
  /** For `html`: 200 unless told. */
  readonly status?: number
  readonly retryAfter?: string
  /** Whether the message is taken all the same: yes, unless told. */
  readonly stored?: boolean
}

interface Delay {
  readonly answer: 'late' | 'reset-late'
  /** Answers as it should once this resolves; `reset-late`: breaks the connection then. */
  readonly until: Promise<void>
  readonly stored?: boolean
}

/** What is asked for: a message sent, a list, one message, the list of its attachments, the list of recordings. */
export type Request = 'create' | 'list' | 'fetch' | 'media' | 'recordings'

/**
 * What goes wrong with the next request. `error` and `problem` (RFC 9457) refuse, and nothing is stored. `late` answers
 * when the test says so. `html` answers with a page, `empty` with JSON that says nothing, `nothing` with a list that holds none, `half` with half the JSON,
 * `truncated` breaks off within the announced length, `drip` answers a blank at a time without end, `silent` never
 * answers, `reset` breaks the connection. Of a `create` unless told; `always`: not of the next request alone.
 */
export type Fault = { readonly of?: Request; readonly always?: boolean } & (Refusal | Mishap | Delay)

const HTTP_STATUS: Readonly<Record<number, number>> = { 20003: 401, 20404: 404, 20429: 429, 20500: 500, 20503: 503 }

type Headers = Readonly<Record<string, string | number>>

export const answerJson = (response: ServerResponse, status: number, body: object, headers: Headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const waiting = ({ retryAfter }: Refusal | Mishap): Headers =>
  retryAfter === undefined ? {} : { 'retry-after': retryAfter }

/** Twilio's own words hold the number, as they do in truth. */
export function refuse(response: ServerResponse, fault: Refusal, to = '') {
  const { code, status = HTTP_STATUS[code] ?? 400 } = fault
  const body =
    fault.answer === 'problem'
      ? { type: 'https://twilio.com/problem', title: `The 'To' number ${to} is refused`, status, code }
      : { code, message: `The 'To' number ${to} is refused`, more_info: 'https://twilio.com/docs', status }
  answerJson(response, status, body, waiting(fault))
}

/** Answers by the fault, or as it should be. */
export function answer(response: ServerResponse, fault: Mishap | Delay | undefined, status: number, body: object) {
  const whole = JSON.stringify(body)
  const half = whole.slice(0, whole.length / 2)
  const headers = { 'content-type': 'application/json' }
  if (!fault) {
    answerJson(response, status, body)
    return
  }
  switch (fault.answer) {
    case 'html':
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html', ...waiting(fault) }).end('<h1>Sorry</h1>')
      return
    case 'nothing':
      answerJson(response, status, { ...body, messages: [] })
      return
    case 'empty':
      answerJson(response, status, {})
      return
    case 'drip': {
      response.writeHead(status, headers)
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drops))
      return
    }
    case 'truncated':
      response.writeHead(status, { ...headers, 'content-length': whole.length })
      response.write(half, () => response.destroy())
      return
    case 'half':
      response.writeHead(status, headers).end(half)
      return
    case 'reset':
      response.destroy()
      return
    case 'late':
      void fault.until.then(() => answerJson(response, status, body))
      return
    case 'reset-late':
      void fault.until.then(() => response.destroy())
      return
    case 'silent':
      return
    default:
      fault satisfies never
  }
}

export const isRefusal = (fault: Fault | undefined): fault is Fault & Refusal =>
  fault?.answer === 'error' || fault?.answer === 'problem'

/** The faults that are to come. */
export class Faults {
  private readonly coming: Fault[] = []

  add(next: readonly Fault[]): void {
    this.coming.push(...next)
  }

  /** Nothing more goes wrong. */
  end(): void {
    this.coming.length = 0
  }

  take(of: Request): Fault | undefined {
    const at = this.coming.findIndex((fault) => (fault.of ?? 'create') === of)
    const found = this.coming[at]
    if (found && !found.always) this.coming.splice(at, 1)
    return found
  }
}
