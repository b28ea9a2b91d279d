/** What Twilio's API tells of an account and its senders, as a stand-in serves it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Account {
  readonly accountSid: string
  readonly password: string
  readonly status?: string
  readonly type?: string
  /** By number: where its SMS webhook points. */
  readonly numbers?: Readonly<Record<string, string>>
  /** Where the numbers' webhook for calls points; null: they take none. */
  readonly voiceUrl?: string | null
  readonly service?: { readonly sid: string; readonly inboundUrl: string; readonly ownWebhooks?: boolean }
  readonly whatsapp?: { readonly number: string; readonly status: string; readonly webhook: string }
  /** By id: the places of a template, and what WhatsApp says of it. */
  readonly templates?: Readonly<Record<string, Approval>>
  /** Paths that may not be read with these credentials. */
  readonly forbidden?: RegExp
  /** Paths that are never answered. */
  readonly silent?: RegExp
  /** Everything is refused with this code and HTTP status. */
  readonly refused?: readonly [code: number, http: number]
}

export interface Approval {
  readonly places: readonly string[]
  readonly status?: string
  readonly category?: string
}

export interface AccountStandIn {
  readonly url: string
  readonly requests: readonly string[]
  stop(): Promise<void>
}

export async function startAccount(account: Account): Promise<AccountStandIn> {
  const {
    accountSid: sid,
    password,
    status = 'active',
    type = 'Full',
    numbers = {},
    voiceUrl = '',
    service,
    whatsapp,
    templates = {},
  } = account
  const login = `Basic ${Buffer.from(`${sid}:${password}`).toString('base64')}`
  const requests: string[] = []

  const found = (url: URL): object | undefined => {
    const { pathname, searchParams } = url
    if (pathname === `/2010-04-01/Accounts/${sid}.json`) return { sid, status, type, friendly_name: 'Siaga' }
    if (pathname === `/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json`) {
      const wanted = searchParams.get('PhoneNumber') ?? ''
      const smsUrl = numbers[wanted]
      const capabilities = { sms: true, voice: voiceUrl !== null }
      const number = { phone_number: wanted, capabilities, sms_url: smsUrl, voice_url: voiceUrl ?? '' }
      return { incoming_phone_numbers: smsUrl === undefined ? [] : [number], page_size: 1, next_page_uri: null }
    }
    if (service && pathname === `/v1/Services/${service.sid}`) {
      const { inboundUrl, ownWebhooks = false } = service
      return { sid: service.sid, inbound_request_url: inboundUrl, use_inbound_webhook_on_number: ownWebhooks }
    }
    if (pathname === '/v2/Channels/Senders') {
      const { number, status: state, webhook } = whatsapp ?? {}
      const sender = { sid: 'XE', sender_id: `whatsapp:${number}`, status: state, webhook: { callback_url: webhook } }
      return { senders: number === undefined ? [] : [sender], meta: { key: 'senders', page_size: 50 } }
    }
    const [, template = '', approval] = /^\/v1\/Content\/(\w+)(\/ApprovalRequests)?$/.exec(pathname) ?? []
    const known = templates[template]
    if (!known) return undefined
    const { places, status: state = 'approved', category = 'UTILITY' } = known
    if (approval) return { sid: template, whatsapp: { status: state, category } }
    return { sid: template, variables: Object.fromEntries(places.map((place) => [place, 'contoh'])) }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    requests.push(`${request.method} ${url.pathname}`)
    const refuse = (code: number, http: number) =>
      response
        .writeHead(http, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code, message: 'refused', status: http }))
    if (request.headers.authorization !== login) return refuse(20003, 401)
    if (account.silent?.test(url.pathname)) return
    if (account.refused) return refuse(...account.refused)
    if (account.forbidden?.test(url.pathname)) return refuse(70051, 403)
    const body = found(url)
    if (!body) return refuse(20404, 404)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
