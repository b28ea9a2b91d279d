/**
 * Stands in for Twilio over HTTP: takes what is sent, and posts webhooks, signed as Twilio signs them. It knows nothing
 * of the gateway's code.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Call, type Line } from './call.ts'
import { type Called, callsResource, Ringing } from './calls-resource.ts'
import type { Fault } from './faults.ts'
import { type MediaStore, mediaStore } from './media-store.ts'
import { type Login, messagesResource } from './messages-resource.ts'
import { type Recorded, type RecordingsResource, recordingsResource } from './recordings-resource.ts'
import type { Received, Sent } from './records.ts'
import { encode, type Fields, sign } from './sign.ts'

export interface StandInOptions {
  readonly accountSid: string
  /** Signs the webhooks, and is accepted by the REST API. */
  readonly authToken: string
  readonly apiKey?: Login
  /** What the desk is called by in signatures, whatever address the requests are sent to. */
  readonly publicUrl: string
  /** Milliseconds since 1970: the dates of what is sent. */
  readonly now: () => number
  /** Texts of content templates by their HX id, with places like {{1}}. */
  readonly templates?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** How a webhook departs from what Twilio would send. */
export interface Odd {
  readonly token?: string
  /** `null`: none. */
  readonly signature?: string | null
  /** Added to the address and signed with it. */
  readonly query?: string
}

export interface TwilioStandIn {
  readonly url: string
  readonly sent: readonly Sent[]
  /** Files that were sent, each as a message without words; `parameters.MediaUrl` is where Twilio gets it. */
  readonly documents: readonly Sent[]
  readonly received: readonly Received[]
  /** Methods and paths of all requests to the REST API. */
  readonly requests: readonly string[]
  /** Addresses of WhatsApp that have not written within 24 hours: free text to them fails later. */
  readonly windowsClosed: Set<string>
  /** Addresses to which nothing is delivered, each with the code that is told later. */
  readonly undeliverable: Map<string, number>
  /** Resolves as soon as so many messages were sent in all; rejects when the stand-in stops. */
  waitForSent(count: number): Promise<readonly Sent[]>
  /** Resolves with the next request whose method and path fit. */
  waitForRequest(pattern: RegExp): Promise<void>
  /** Attachments and recordings that lie at Twilio. */
  readonly media: MediaStore
  /** The list of all recordings. */
  readonly recordings: RecordingsResource
  /** Calls that were made. */
  readonly called: readonly Called[]
  /** The far end of the newest call to that number. */
  ringing(baseUrl: string, to: string): Ringing
  /** Somebody calls; `fields` go over what every call has. */
  call(baseUrl: string, fields?: Fields, odd?: Odd): Promise<Call>
  /** Posts an inbound message; `fields` go over what every message has. */
  sendMessage(baseUrl: string, fields: Fields, odd?: Odd): Promise<Answer & { readonly sid: string }>
  /** Takes an inbound message whose webhook never arrives. */
  receive(message: Pick<Received, 'from' | 'to' | 'body'> & Partial<Received>): Received
  /** Lets the network do its work: what is under way is delivered, or fails, with all callbacks on the way. */
  finish(baseUrl: string): Promise<void>
  /** Changes the status of something sent, and calls its StatusCallback. */
  sendStatus(baseUrl: string, sid: string, status: string, fields?: Fields, odd?: Odd): Promise<Answer>
  /** Faults of the next requests, one each. */
  fail(...next: readonly Fault[]): void
  /** Nothing goes wrong any more. */
  mend(): void
  stop(): Promise<void>
}

interface Waiter {
  readonly count: number
  readonly resolve: (all: readonly Sent[]) => void
  readonly reject: (why: Error) => void
}

/** Whole bodies, as Twilio reads them; it answers them itself. */
const STOPS = /^\s*(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)\s*$/i
const STARTS = /^\s*(?:START|YES|UNSTOP)\s*$/i

const FINAL: ReadonlySet<string> = new Set(['delivered', 'read', 'undelivered', 'failed', 'canceled'])

const textOf = (fields: Fields, name: string) => {
  const value = fields[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

export async function startTwilioStandIn(options: StandInOptions): Promise<TwilioStandIn> {
  const { accountSid, authToken, apiKey, publicUrl, now, templates = {} } = options
  const windowsClosed = new Set<string>()
  const undeliverable = new Map<string, number>()
  const waiters = new Set<Waiter>()
  let count = 0

  const newSid = (kind: 'SM' | 'CA' = 'SM') => {
    count += 1
    return `${kind}${count.toString(16).padStart(32, '0')}`
  }

  const onSent = (all: readonly Sent[]) => {
    for (const waiter of waiters) {
      if (all.length < waiter.count) continue
      waiters.delete(waiter)
      waiter.resolve(all)
    }
  }

  const logins = [{ user: accountSid, password: authToken }, ...(apiKey ? [apiKey] : [])]
  const resource = messagesResource({ accountSid, logins, templates, newSid, now, onSent })
  const { sent, documents, received, stopped, requests, faults, handle } = resource

  const keep = (message: Received) => {
    if (received.every(({ sid }) => sid !== message.sid)) received.push(message)
    windowsClosed.delete(message.from)
    if (STOPS.test(message.body)) stopped.add(message.from)
    if (STARTS.test(message.body)) stopped.delete(message.from)
    return message
  }

  const media = mediaStore(accountSid, logins)
  const recordings = recordingsResource(accountSid, logins, faults)
  const calls = callsResource({ accountSid, logins, faults, newSid: () => newSid('CA'), now })

  const post = async (baseUrl: string, address: string, fields: Fields, odd: Odd): Promise<Answer> => {
    const full = odd.query === undefined ? address : `${address}${address.includes('?') ? '&' : '?'}${odd.query}`
    const signature =
      odd.signature === undefined ? sign(odd.token ?? authToken, publicUrl + full, fields) : odd.signature
    const response = await fetch(baseUrl + full, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        ...(signature === null ? {} : { 'x-twilio-signature': signature }),
      },
      body: encode(fields),
    })
    const { status, headers } = response
    return { status, contentType: headers.get('content-type') ?? '', body: await response.text() }
  }

  const sendStatus: TwilioStandIn['sendStatus'] = (baseUrl, sid, status, fields = {}, odd = {}) => {
    const message = sent.find((one) => one.sid === sid)
    if (!message) throw new Error(`nothing was sent as ${sid}`)
    message.status = status
    message.errorCode = typeof fields.ErrorCode === 'string' ? Number(fields.ErrorCode) : null
    const common = {
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: status,
      SmsStatus: status,
      AccountSid: accountSid,
      From: message.from,
      To: message.to,
      ApiVersion: '2010-04-01',
    }
    return post(baseUrl, message.statusCallback.slice(publicUrl.length), { ...common, ...fields }, odd)
  }

  const asked: { pattern: RegExp; resolve: () => void }[] = []
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url?.split('?')[0]}`
    for (const { resolve } of asked.filter(({ pattern }) => pattern.test(line))) resolve()
    media
      .handle(request, response)
      .then(async (isMedia) => {
        if (isMedia || recordings.handle(request, response) || (await calls.handle(request, response))) return
        await handle(request, response)
      })
      .catch((error: Error) => response.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    documents,
    received,
    requests,
    media,
    recordings,
    called: calls.called,
    ringing: (baseUrl, to) => {
      const newest = calls.called.findLast((one) => one.to === to)
      if (!newest) throw new Error(`nobody called ${to}`)
      return new Ringing(newest, (address, fields) =>
        post(baseUrl, address.replace(publicUrl, ''), { AccountSid: accountSid, ...fields }, {}),
      )
    },
    call: async (baseUrl, fields = {}, odd) => {
      const sid = typeof fields.CallSid === 'string' ? fields.CallSid : newSid('CA')
      const line: Line = {
        media,
        record: (recordingSid, callSid) => {
          const one: Recorded = { sid: recordingSid, callSid, createdAt: now(), status: 'completed', duration: '8' }
          recordings.recorded.push(one)
          return one
        },
        // What follows # tells Twilio how to try again, and is neither sent nor signed.
        post: (address, form, how = {}) => {
          const [path = ''] = address.replace(publicUrl, '').split('#')
          return post(baseUrl, path, form, how)
        },
      }
      const common = {
        CallSid: sid,
        AccountSid: accountSid,
        From: '+6281100000001',
        Caller: '+6281100000001',
        To: '+12025550100',
        Called: '+12025550100',
        CallStatus: 'ringing',
        Direction: 'inbound',
        ApiVersion: '2010-04-01',
        FromCountry: 'ID',
        FromCity: '',
      }
      return Call.dial(line, sid, { ...common, ...fields }, odd)
    },
    windowsClosed,
    undeliverable,
    waitForSent: (wanted) =>
      new Promise((resolve, reject) => {
        if (sent.length >= wanted) resolve(sent)
        else waiters.add({ count: wanted, resolve, reject })
      }),
    waitForRequest: (pattern) => new Promise((resolve) => void asked.push({ pattern, resolve })),
    sendMessage: async (baseUrl, fields, odd = {}) => {
      const sid = newSid()
      const common = {
        MessageSid: sid,
        SmsSid: sid,
        SmsMessageSid: sid,
        AccountSid: accountSid,
        From: '+6281100000001',
        To: '+12025550100',
        Body: '',
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
        ApiVersion: '2010-04-01',
      }
      const form = { ...common, ...fields }
      const own = { sid: textOf(form, 'MessageSid'), from: textOf(form, 'From'), to: textOf(form, 'To') }
      keep({ ...own, messagingServiceSid: null, body: textOf(form, 'Body'), createdAt: now(), media: [] })
      return { ...(await post(baseUrl, '/webhooks/twilio/message', form, odd)), sid }
    },
    receive: (message) => keep({ sid: newSid(), messagingServiceSid: null, createdAt: now(), media: [], ...message }),
    sendStatus,
    finish: async (baseUrl) => {
      for (const message of sent.filter(({ status }) => !FINAL.has(status))) {
        const isFreeText = message.parameters.ContentSid === undefined
        const code = undeliverable.get(message.to) ?? (isFreeText && windowsClosed.has(message.to) ? 63016 : undefined)
        await sendStatus(baseUrl, message.sid, 'sent')
        if (code === undefined) await sendStatus(baseUrl, message.sid, 'delivered')
        else await sendStatus(baseUrl, message.sid, 'undelivered', { ErrorCode: String(code) })
      }
    },
    fail: (...next) => faults.add(next),
    mend: () => faults.end(),
    stop: async () => {
      for (const { reject } of waiters) reject(new Error('the stand-in stopped'))
      waiters.clear()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
