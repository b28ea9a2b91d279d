/** Twilio's Messages resource as a stand-in serves it: what was sent and received, in pages, with faults on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { answer, Faults, isRefusal, refuse } from './faults.ts'
import { type Received, type Sent, sentAt, shown, shownMedia } from './records.ts'

export interface Login {
  readonly user: string
  readonly password: string
}

export interface ResourceOptions {
  readonly accountSid: string
  readonly logins: readonly Login[]
  /** Texts of content templates by their HX id, with places like {{1}}. */
  readonly templates: Readonly<Record<string, string>>
  readonly newSid: () => string
  readonly now: () => number
  readonly onSent: (all: readonly Sent[]) => void
}

export interface MessagesResource {
  readonly sent: Sent[]
  /** Messages of a file alone, without words. */
  readonly documents: Sent[]
  readonly received: Received[]
  /** Numbers that may not be written to by SMS. */
  readonly stopped: Set<string>
  /** Methods and paths of all requests. */
  readonly requests: readonly string[]
  readonly faults: Faults
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

type Parameters = Readonly<Record<string, string>>

/** Twilio's own sender where a messaging service chose one. */
const FROM_POOL = '+12025550199'
const LONGEST_PAGE = 1000

/** What Twilio refuses in variables of a WhatsApp template. */
const REFUSED_VALUE = /[\n\t]| {5}|^$/

function rendered(template: string, variables: string): string | undefined {
  const given = JSON.parse(variables || '{}') as Record<string, string>
  if (Object.values(given).some((value) => typeof value !== 'string' || REFUSED_VALUE.test(value))) return undefined
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => given[name] ?? 'contoh')
}

export function messagesResource(options: ResourceOptions): MessagesResource {
  const { accountSid, logins, templates, newSid, now, onSent } = options
  const base = `/2010-04-01/Accounts/${accountSid}/Messages`
  const sent: Sent[] = []
  const documents: Sent[] = []
  const received: Received[] = []
  const stopped = new Set<string>()
  const requests: string[] = []
  const faults = new Faults()

  const store = (parameters: Parameters, body: string): Sent => {
    const message: Sent = {
      sid: newSid(),
      to: parameters.To ?? '',
      from: parameters.From ?? FROM_POOL,
      messagingServiceSid: parameters.MessagingServiceSid ?? null,
      body,
      statusCallback: parameters.StatusCallback ?? '',
      createdAt: now(),
      parameters,
      status: 'queued',
      errorCode: null,
    }
    if (body === '') documents.push(message)
    else sent.push(message)
    onSent(sent)
    return message
  }

  const refusalOf = ({
    To = '',
    From,
    MessagingServiceSid,
    Body,
    ContentSid,
    MediaUrl,
  }: Parameters): number | undefined => {
    if (To === '') return 21604
    if (!From && !MessagingServiceSid) return 21603
    if (ContentSid === undefined && !Body && !MediaUrl) return 21602
    if (ContentSid !== undefined && templates[ContentSid] === undefined) return 21655
    if ((Body ?? '').length > 1600) return 21617
    if (From && To.startsWith('whatsapp:') !== From.startsWith('whatsapp:')) return 21910
    return stopped.has(To) ? 21610 : undefined
  }

  const create = (parameters: Parameters, response: ServerResponse) => {
    const { To = '', Body, ContentSid = '', ContentVariables = '', MediaUrl } = parameters
    const fault = faults.take('create')
    if (isRefusal(fault)) return refuse(response, fault, To)
    const code = refusalOf(parameters)
    if (code !== undefined) return refuse(response, { answer: 'error', code }, To)
    const body = Body ?? (MediaUrl ? '' : rendered(templates[ContentSid] ?? '', ContentVariables))
    if (body === undefined) return refuse(response, { answer: 'error', code: 21656 }, To)
    const kept = fault?.stored === false ? { sid: '' } : shown(store(parameters, body), accountSid, base)
    return answer(response, fault, 201, kept)
  }

  /** Newest first. A filter by date leaves out what has no date of sending yet. */
  const matching = (query: URLSearchParams): (Sent | Received)[] => {
    const [to, from] = [query.get('To'), query.get('From')]
    const after = Date.parse(query.get('DateSent>') ?? '')
    const before = Date.parse(query.get('DateSent<') ?? '')
    return [...sent, ...documents, ...received]
      .filter((one) => (to === null || one.to === to) && (from === null || one.from === from))
      .filter((one) => Number.isNaN(after) || (sentAt(one) ?? -1) >= after)
      .filter((one) => Number.isNaN(before) || (sentAt(one) ?? Number.POSITIVE_INFINITY) <= before)
      .sort((a, b) => b.createdAt - a.createdAt)
  }

  const list = (query: URLSearchParams, response: ServerResponse) => {
    const fault = faults.take('list')
    if (isRefusal(fault)) return refuse(response, fault)
    const size = Math.min(Number(query.get('PageSize') ?? 50), LONGEST_PAGE)
    const page = Number(query.get('Page') ?? 0)
    const all = matching(query)
    const messages = all.slice(page * size, (page + 1) * size).map((one) => shown(one, accountSid, base))
    const next = new URLSearchParams(query)
    next.set('Page', String(page + 1))
    next.set('PageToken', `PA${messages.at(-1)?.sid}`)
    const more = all.length > (page + 1) * size
    const next_page_uri = more ? `${base}.json?${next}` : null
    return answer(response, fault, 200, { messages, next_page_uri, page, page_size: size, uri: `${base}.json` })
  }

  /** One message, or its attachments. */
  const one = (pathname: string, response: ServerResponse) => {
    const [, sid = '', rest = ''] = /^\/(\w+)((?:\/Media)?)\.json$/.exec(pathname.slice(base.length)) ?? []
    const fault = faults.take(rest === '' ? 'fetch' : 'media')
    if (isRefusal(fault)) return refuse(response, fault)
    const message = [...sent, ...received].find((candidate) => candidate.sid === sid)
    if (message && rest === '') return answer(response, fault, 200, shown(message, accountSid, base))
    const found = received.find((candidate) => candidate.sid === sid)
    return found
      ? answer(response, fault, 200, shownMedia(found, accountSid, base))
      : refuse(response, { answer: 'error', code: 20404 })
  }

  const isKnown = ({ headers }: IncomingMessage) =>
    logins.some(
      ({ user, password }) =>
        headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    )

  return {
    sent,
    documents,
    received,
    stopped,
    requests,
    faults,
    handle: async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      requests.push(`${request.method} ${pathname}`)
      const body = await text(request)
      if (!isKnown(request)) return refuse(response, { answer: 'error', code: 20003 })
      if (request.method === 'POST' && pathname === `${base}.json`)
        return create(Object.fromEntries(new URLSearchParams(body)), response)
      if (request.method !== 'GET') return refuse(response, { answer: 'error', code: 20404 })
      return pathname === `${base}.json` ? list(searchParams, response) : one(pathname, response)
    },
  }
}
