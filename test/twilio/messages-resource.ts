/** Twilio's Messages resource as a stand-in serves it: what was sent, its state, and faults on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Sent {
  readonly sid: string
  readonly to: string
  readonly from: string
  readonly messagingServiceSid: string | null
  readonly body: string
  readonly statusCallback: string
  readonly createdAt: number
  /** Everything that was posted. */
  readonly parameters: Readonly<Record<string, string>>
  status: string
  errorCode: number | null
}

interface Refusal {
  readonly answer: 'error' | 'problem'
  readonly code: number
  readonly status?: number
  readonly retryAfter?: string
}

interface Mishap {
  readonly answer: 'html' | 'empty' | 'half' | 'truncated' | 'drip' | 'silent' | 'reset'
  /** For `html`: 200 unless told. */
  readonly status?: number
  readonly retryAfter?: string
  /** Whether the message is taken all the same: yes, unless told. */
  readonly stored?: boolean
}

interface Delay {
  readonly answer: 'late'
  /** Answers as it should once this resolves. */
  readonly until: Promise<void>
  readonly stored?: boolean
}

/**
 * What goes wrong with the next request. `error` and `problem` (RFC 9457) refuse, and nothing is stored. `late` answers when the test says so. `html` answers
 * with a page, `empty` with JSON that says nothing, `half` with half the JSON, `truncated` breaks off within the
 * announced length, `drip` answers a blank at a time without end, `silent` never answers, `reset` breaks the connection.
 */
export type Fault = { readonly of?: 'create' | 'list' } & (Refusal | Mishap | Delay)

export interface Login {
  readonly user: string
  readonly password: string
}

export interface MessagesResource {
  readonly sent: readonly Sent[]
  /** Methods and paths of all requests. */
  readonly requests: readonly string[]
  fail(...next: readonly Fault[]): void
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const HTTP_STATUS: Readonly<Record<number, number>> = { 20003: 401, 20404: 404, 20429: 429, 20500: 500, 20503: 503 }

/** Twilio's own sender where a messaging service chose one. */
const FROM_POOL = '+12025550199'

type Headers = Readonly<Record<string, string | number>>

const answerJson = (response: ServerResponse, status: number, body: object, headers: Headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const waiting = ({ retryAfter }: Refusal | Mishap): Headers =>
  retryAfter === undefined ? {} : { 'retry-after': retryAfter }

/** Twilio's own words hold the number, as they do in truth. */
function refuse(response: ServerResponse, fault: Refusal, to = '') {
  const { code, status = HTTP_STATUS[code] ?? 400 } = fault
  const body =
    fault.answer === 'problem'
      ? { type: 'https://twilio.com/problem', title: `The 'To' number ${to} is refused`, status, code }
      : { code, message: `The 'To' number ${to} is refused`, more_info: 'https://twilio.com/docs', status }
  answerJson(response, status, body, waiting(fault))
}

/** Answers by the fault, or as it should be. */
function answer(response: ServerResponse, fault: Mishap | Delay | undefined, status: number, body: object) {
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
    case 'silent':
      return
    default:
      fault satisfies never
  }
}

const isRefusal = (fault: Fault | undefined): fault is Fault & Refusal =>
  fault?.answer === 'error' || fault?.answer === 'problem'

export function messagesResource(
  accountSid: string,
  logins: readonly Login[],
  newSid: () => string,
  now: () => number,
  onSent: (all: readonly Sent[]) => void,
): MessagesResource {
  const base = `/2010-04-01/Accounts/${accountSid}/Messages`
  const sent: Sent[] = []
  const requests: string[] = []
  const faults: Fault[] = []

  const takeFault = (of: 'create' | 'list'): Fault | undefined => {
    const at = faults.findIndex((fault) => (fault.of ?? 'create') === of)
    return at < 0 ? undefined : faults.splice(at, 1)[0]
  }

  const store = (parameters: Readonly<Record<string, string>>): Sent => {
    const message: Sent = {
      sid: newSid(),
      to: parameters.To ?? '',
      from: parameters.From ?? FROM_POOL,
      messagingServiceSid: parameters.MessagingServiceSid ?? null,
      body: parameters.Body ?? '',
      statusCallback: parameters.StatusCallback ?? '',
      createdAt: now(),
      parameters,
      status: 'queued',
      errorCode: null,
    }
    sent.push(message)
    onSent(sent)
    return message
  }

  const shown = (message: Sent) => {
    const date = new Date(message.createdAt).toUTCString().replace('GMT', '+0000')
    return {
      sid: message.sid,
      account_sid: accountSid,
      messaging_service_sid: message.messagingServiceSid,
      from: message.from,
      to: message.to,
      body: message.body,
      status: message.status,
      direction: 'outbound-api',
      date_created: date,
      date_updated: date,
      date_sent: message.status === 'queued' ? null : date,
      error_code: message.errorCode,
      error_message: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      api_version: '2010-04-01',
      uri: `${base}/${message.sid}.json`,
      subresource_uris: {},
    }
  }

  const create = (parameters: Readonly<Record<string, string>>, response: ServerResponse) => {
    const { To = '', From, MessagingServiceSid, Body = '' } = parameters
    const fault = takeFault('create')
    if (isRefusal(fault)) return refuse(response, fault, To)
    const no = (code: number) => refuse(response, { answer: 'error', code }, To)
    if (To === '') return no(21604)
    if (!From && !MessagingServiceSid) return no(21603)
    if (Body === '') return no(21602)
    if (Body.length > 1600) return no(21617)
    if (From && To.startsWith('whatsapp:') !== From.startsWith('whatsapp:')) return no(21910)
    return answer(response, fault, 201, fault?.stored === false ? { sid: '' } : shown(store(parameters)))
  }

  const list = (query: URLSearchParams, response: ServerResponse) => {
    const fault = takeFault('list')
    if (isRefusal(fault)) return refuse(response, fault)
    const after = Date.parse(query.get('DateSent>') ?? '1970-01-01T00:00:00Z')
    const messages = sent
      .filter(({ to, createdAt }) => to === (query.get('To') ?? to) && createdAt >= after)
      .map(shown)
      .reverse()
    return answer(response, fault, 200, { messages, next_page_uri: null, page: 0, page_size: 1000 })
  }

  const isKnown = ({ headers }: IncomingMessage) =>
    logins.some(
      ({ user, password }) =>
        headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    )

  return {
    sent,
    requests,
    fail: (...next) => void faults.push(...next),
    handle: async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      requests.push(`${request.method} ${pathname}`)
      const body = await text(request)
      if (!isKnown(request)) return refuse(response, { answer: 'error', code: 20003 })
      if (request.method === 'POST' && pathname === `${base}.json`)
        return create(Object.fromEntries(new URLSearchParams(body)), response)
      if (request.method === 'GET' && pathname === `${base}.json`) return list(searchParams, response)
      const one = request.method === 'GET' ? sent.find(({ sid }) => pathname === `${base}/${sid}.json`) : undefined
      return one ? answerJson(response, 200, shown(one)) : refuse(response, { answer: 'error', code: 20404 })
    },
  }
}
