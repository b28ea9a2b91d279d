/** The phone gateway's API as a stand-in serves it: messages, webhooks, phones, and faults on demand (SMSGATE.md). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { answer, answerJson, type Fault, isRefusal, type Resource, refuse } from './faults.ts'

export type MessageState = 'Pending' | 'Processed' | 'Sent' | 'Delivered' | 'Failed' | 'Cancelling' | 'Cancelled'

/** What was posted: everything, as it came. */
export interface Posted {
  readonly id: string
  readonly deviceId?: string
  readonly textMessage: { readonly text: string }
  readonly phoneNumbers: readonly string[]
  readonly simNumber?: number
  readonly ttl?: number
  readonly withDeliveryReport?: boolean
  readonly priority?: number
}

export interface Sent extends Posted {
  state: MessageState
  error?: string
}

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly event: string
  readonly device_id?: string
}

export interface ApiOptions {
  readonly base: string
  readonly user: string
  readonly password: string
  /** Ids of the account's phones. */
  readonly devices: readonly string[]
  /** Events that this version knows. */
  readonly events: readonly string[]
  /** A phone in its local mode has no list of phones, but tells of itself. */
  readonly local: boolean
  readonly onSent: (all: readonly Sent[]) => void
}

export interface Api {
  readonly sent: readonly Sent[]
  readonly webhooks: Webhook[]
  /** Methods and paths with queries of all requests. */
  readonly requests: readonly string[]
  fail(...next: readonly Fault[]): void
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export function phoneApi(options: ApiOptions): Api {
  const { base, user, password, devices, events, local } = options
  const sent: Sent[] = []
  const webhooks: Webhook[] = []
  const requests: string[] = []
  const faults: Fault[] = []
  let made = 0

  const takeFault = (of: Resource): Fault | undefined => {
    const at = faults.findIndex((fault) => (fault.of ?? 'send') === of)
    return at < 0 ? undefined : faults.splice(at, 1)[0]
  }

  const shown = ({ id, state, phoneNumbers, error }: Sent) => ({
    id,
    deviceId: devices[0],
    state,
    isHashed: false,
    isEncrypted: false,
    recipients: phoneNumbers.map((phoneNumber) => ({ phoneNumber, state, ...(error ? { error } : {}) })),
    states: {},
  })

  const send = (posted: Posted, response: ServerResponse) => {
    const fault = takeFault('send')
    if (isRefusal(fault)) return refuse(response, fault)
    if (posted.deviceId !== undefined && !devices.includes(posted.deviceId))
      return refuse(response, { status: 400, message: 'failed to select device: no such device' })
    if (sent.some(({ id }) => id === posted.id))
      return refuse(response, { status: 409, message: 'message with the same ID already exists' })
    const message: Sent = { ...posted, state: 'Pending' }
    if (fault === undefined || fault.stored !== false) {
      sent.push(message)
      options.onSent(sent)
    }
    return answer(response, fault, 202, shown(message))
  }

  const get = (id: string, response: ServerResponse) => {
    const fault = takeFault('get')
    if (isRefusal(fault)) return refuse(response, fault)
    const message = sent.find((one) => one.id === id)
    if (message) return answer(response, fault, 200, shown(message))
    return fault ? answer(response, fault, 404, {}) : refuse(response, { status: 404, message: 'message not found' })
  }

  const add = (webhook: Partial<Webhook>, response: ServerResponse) => {
    const fault = takeFault('add')
    if (isRefusal(fault)) return refuse(response, fault)
    const { event = '', url = '' } = webhook
    if (!events.includes(event)) return refuse(response, { status: 400, message: 'invalid event' })
    made += 1
    const stored: Webhook = { ...webhook, id: webhook.id ?? `hook-${made}`, url, event }
    const at = webhooks.findIndex(({ id }) => id === stored.id)
    webhooks.splice(at < 0 ? webhooks.length : at, at < 0 ? 0 : 1, stored)
    return answer(response, fault, 201, stored)
  }

  const remove = (id: string, response: ServerResponse) => {
    const fault = takeFault('remove')
    if (isRefusal(fault)) return refuse(response, fault)
    const at = webhooks.findIndex((one) => one.id === id)
    if (at >= 0) webhooks.splice(at, 1)
    response.writeHead(204).end()
  }

  const list = (of: 'list' | 'devices', body: unknown, response: ServerResponse) => {
    const fault = takeFault(of)
    return isRefusal(fault) ? refuse(response, fault) : answer(response, fault, 200, body)
  }

  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    requests.push(`${request.method} ${url.pathname}${url.search}`)
    const body = request.method === 'POST' ? await json(request) : {}
    if (request.headers.authorization !== authorization)
      return refuse(response, { status: 401, message: 'Unauthorized' })
    const [resource = '', id = ''] = url.pathname.slice(base.length + 1).split('/')
    const phones = devices.map((one) => ({ id: one, name: 'phone' }))
    switch (`${request.method} ${resource}${id && '/'}`) {
      case 'POST messages':
        return send(body as Posted, response)
      case 'GET messages/':
        return get(decodeURIComponent(id), response)
      case 'GET webhooks':
        return list('list', webhooks, response)
      case 'POST webhooks':
        return add(body as Partial<Webhook>, response)
      case 'DELETE webhooks/':
        return remove(decodeURIComponent(id), response)
      case local ? 'GET device' : 'GET devices':
        return list('devices', phones, response)
      default:
        return answerJson(response, 404, { message: 'Not Found' })
    }
  }

  return { sent, webhooks, requests, fail: (...next) => void faults.push(...next), handle }
}
