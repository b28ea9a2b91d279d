/** Twilio's Calls resource as a stand-in serves it: calls that are made, listed newest first, with faults on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { answer, type Faults, isRefusal, refuse } from './faults.ts'
import type { Login } from './messages-resource.ts'
import { rfc2822 } from './records.ts'
import type { Fields } from './sign.ts'
import type { Answer } from './stand-in.ts'
import { readTwiml } from './twiml.ts'

export interface Called {
  readonly sid: string
  readonly to: string
  readonly from: string
  readonly twiml: string
  readonly statusCallback: string
  readonly createdAt: number
  /** Everything that was posted. */
  readonly parameters: Readonly<Record<string, string>>
  status: string
}

export interface CallsResource {
  readonly called: Called[]
  /** False: it is for another resource. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

interface Options {
  readonly accountSid: string
  readonly logins: readonly Login[]
  readonly faults: Faults
  readonly newSid: () => string
  readonly now: () => number
}

export function callsResource({ accountSid, logins, faults, newSid, now }: Options): CallsResource {
  const base = `/2010-04-01/Accounts/${accountSid}/Calls`
  const called: Called[] = []

  const shown = ({ sid, to, from, status, createdAt }: Called) => ({
    sid,
    account_sid: accountSid,
    to,
    from,
    status,
    direction: 'outbound-api',
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    start_time: status === 'queued' ? null : rfc2822(createdAt),
    end_time: null,
    duration: null,
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    uri: `${base}/${sid}.json`,
    subresource_uris: {},
  })

  const create = (parameters: Readonly<Record<string, string>>, response: ServerResponse) => {
    const { To = '', From = '', Twiml = '', StatusCallback = '' } = parameters
    const fault = faults.take('create')
    if (isRefusal(fault)) return refuse(response, fault, To)
    if (To === '') return refuse(response, { answer: 'error', code: 21201 })
    if (Twiml === '' || Twiml.length > 4000) return refuse(response, { answer: 'error', code: 21218 })
    const own = { to: To, from: From, twiml: Twiml, statusCallback: StatusCallback, parameters }
    const one: Called = { sid: newSid(), ...own, createdAt: now(), status: 'queued' }
    if (fault?.stored !== false) called.push(one)
    return answer(response, fault, 201, shown(one))
  }

  const list = (query: URLSearchParams, response: ServerResponse) => {
    const fault = faults.take('list')
    if (isRefusal(fault)) return refuse(response, fault)
    const to = query.get('To')
    const calls = called.filter((one) => to === null || one.to === to).toReversed()
    const page = { calls: calls.map(shown), next_page_uri: null, page: 0, page_size: 50, uri: `${base}.json` }
    return answer(response, fault, 200, page)
  }

  const isKnown = ({ headers }: IncomingMessage) =>
    logins.some(
      ({ user, password }) =>
        headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    )

  return {
    called,
    handle: async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      if (!pathname.startsWith(base)) return false
      const body = await text(request)
      if (!isKnown(request)) refuse(response, { answer: 'error', code: 20003 })
      else if (request.method === 'POST') create(Object.fromEntries(new URLSearchParams(body)), response)
      else if (pathname === `${base}.json`) list(searchParams, response)
      else {
        const one = called.find(({ sid }) => pathname === `${base}/${sid}.json`)
        if (one) answer(response, undefined, 200, shown(one))
        else refuse(response, { answer: 'error', code: 20404 })
      }
      return true
    },
  }
}

/** The far end of a call that was made: who answers may press keys, and every call ends. */
export class Ringing {
  private readonly call: Called
  private readonly post: (address: string, fields: Fields) => Promise<Answer>

  constructor(call: Called, post: (address: string, fields: Fields) => Promise<Answer>) {
    this.call = call
    this.post = post
  }

  /** What is heard from the first word to the last. */
  get hears(): string[] {
    return readTwiml(this.call.twiml).map(({ text: words }) => words)
  }

  /** Presses a key; what is heard then. */
  async presses(key: string): Promise<string> {
    const { action = '' } = readTwiml(this.call.twiml).find(({ name }) => name === 'Gather')?.attributes ?? {}
    const { status, body } = await this.post(action, { ...this.fields('in-progress'), Digits: key })
    if (status !== 200) throw new Error(`a key was answered with ${status}`)
    return readTwiml(body)
      .map(({ text: words }) => words)
      .join(' ')
  }

  /** `completed`: somebody answered, or something did. */
  async ends(status: 'completed' | 'no-answer' | 'busy' | 'failed'): Promise<Answer> {
    this.call.status = status
    const duration = status === 'completed' ? { CallDuration: '12' } : {}
    return this.post(this.call.statusCallback, { ...this.fields(status), ...duration })
  }

  private fields(status: string): Fields {
    const { sid, to, from } = this.call
    return { CallSid: sid, From: from, To: to, CallStatus: status, Direction: 'outbound-api', ApiVersion: '2010-04-01' }
  }
}
