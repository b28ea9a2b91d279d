/** Twilio's list of recordings as a stand-in serves it: newest first, in pages, with faults on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, type Faults, isRefusal, refuse } from './faults.ts'
import type { Login } from './messages-resource.ts'
import { rfc2822 } from './records.ts'

export interface Recorded {
  readonly sid: string
  readonly callSid: string
  readonly createdAt: number
  status: 'processing' | 'completed' | 'absent'
  /** In seconds. */
  duration: string
}

export interface RecordingsResource {
  readonly recorded: Recorded[]
  /** How often the list was asked for. */
  readonly asked: () => number
  /** False: it is for another resource. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
}

const LONGEST_PAGE = 1000

export function recordingsResource(accountSid: string, logins: readonly Login[], faults: Faults): RecordingsResource {
  const account = `/2010-04-01/Accounts/${accountSid}`
  const recorded: Recorded[] = []
  let asked = 0

  const shown = ({ sid, callSid, createdAt, status, duration }: Recorded) => ({
    account_sid: accountSid,
    api_version: '2010-04-01',
    call_sid: callSid,
    conference_sid: null,
    channels: 1,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    start_time: rfc2822(createdAt),
    price: null,
    price_unit: 'USD',
    duration: status === 'processing' ? '-1' : duration,
    sid,
    source: 'RecordVerb',
    status,
    error_code: null,
    encryption_details: null,
    uri: `${account}/Recordings/${sid}.json`,
    subresource_uris: {
      add_on_results: `${account}/Recordings/${sid}/AddOnResults.json`,
      transcriptions: `${account}/Recordings/${sid}/Transcriptions.json`,
    },
    media_url: `https://api.twilio.com${account}/Recordings/${sid}`,
  })

  const list = (query: URLSearchParams, response: ServerResponse) => {
    const fault = faults.take('recordings')
    if (isRefusal(fault)) return refuse(response, fault)
    const size = Math.min(Number(query.get('PageSize') ?? 50), LONGEST_PAGE)
    const page = Number(query.get('Page') ?? 0)
    const after = Date.parse(query.get('DateCreated>') ?? '')
    const all = recorded
      .filter(({ createdAt }) => Number.isNaN(after) || createdAt >= after)
      .sort((a, b) => b.createdAt - a.createdAt)
    const recordings = all.slice(page * size, (page + 1) * size).map(shown)
    const next = new URLSearchParams(query)
    next.set('Page', String(page + 1))
    next.set('PageToken', `PA${recordings.at(-1)?.sid}`)
    const more = all.length > (page + 1) * size
    const next_page_uri = more ? `${account}/Recordings.json?${next}` : null
    return answer(response, fault, 200, {
      recordings,
      next_page_uri,
      page,
      page_size: size,
      uri: `${account}/Recordings.json`,
    })
  }

  return {
    recorded,
    asked: () => asked,
    handle: (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      if (request.method !== 'GET' || pathname !== `${account}/Recordings.json`) return false
      asked += 1
      const { authorization } = request.headers
      const known = logins.some(
        ({ user, password }) => authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      )
      if (known) list(searchParams, response)
      else refuse(response, { answer: 'error', code: 20003 })
      return true
    },
  }
}
