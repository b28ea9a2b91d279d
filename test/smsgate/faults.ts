/** Answers over HTTP, as they should be or broken on purpose. */
import type { ServerResponse } from 'node:http'

export type Resource = 'send' | 'get' | 'list' | 'add' | 'remove' | 'devices'

interface Refusal {
  readonly answer: 'error'
  readonly status: number
  readonly message?: string
  readonly retryAfter?: string
}

interface Mishap {
  readonly answer: 'html' | 'empty' | 'half' | 'truncated' | 'drip' | 'silent' | 'reset'
  /** For `html`: 200 unless told. */
  readonly status?: number
  /** Whether what was asked for is done all the same: yes, unless told. */
  readonly stored?: boolean
}

interface Delay {
  readonly answer: 'late'
  /** Answers as it should once this resolves. */
  readonly until: Promise<unknown>
  readonly stored?: boolean
}

/**
 * What goes wrong with the next request of a resource, `send` unless told. `error` refuses, and nothing is done. `html`
 * answers with a page, `empty` with JSON that says nothing, `half` with half the JSON, `truncated` breaks off within the
 * announced length, `drip` answers a blank at a time without end, `silent` never answers, `reset` breaks the connection.
 */
export type Fault = { readonly of?: Resource } & (Refusal | Mishap | Delay)

const JSON_TYPE = { 'content-type': 'application/json' }

export const answerJson = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { ...JSON_TYPE, ...headers }).end(JSON.stringify(body))
}

export const isRefusal = (fault: Fault | undefined): fault is Fault & Refusal => fault?.answer === 'error'

export function refuse(response: ServerResponse, { status, message = 'refused', retryAfter }: Omit<Refusal, 'answer'>) {
  answerJson(response, status, { message }, retryAfter === undefined ? {} : { 'retry-after': retryAfter })
}

/** Answers by the fault, or as it should be. */
export function answer(response: ServerResponse, fault: Mishap | Delay | undefined, status: number, body: unknown) {
  const whole = JSON.stringify(body)
  const half = whole.slice(0, whole.length / 2)
  if (!fault) {
    answerJson(response, status, body)
    return
  }
  switch (fault.answer) {
    case 'html':
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>')
      return
    case 'empty':
      answerJson(response, status, {})
      return
    case 'drip': {
      response.writeHead(status, JSON_TYPE)
      const drops = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drops))
      return
    }
    case 'truncated':
      response.writeHead(status, { ...JSON_TYPE, 'content-length': whole.length })
      response.write(half, () => response.destroy())
      return
    case 'half':
      response.writeHead(status, JSON_TYPE).end(half)
      return
    case 'reset':
      response.destroy()
      return
    case 'late':
      void fault.until.then(() => answerJson(response, status, body))
      return
    case 'silent':
      return
    default:
      fault satisfies never
  }
}
