/**
 * Stands in for the phone and its gateway over HTTP: takes what is sent, walks it through its states, and posts signed
 * webhooks as the app does. Written from SMSGATE.md; it knows nothing of the gateway's code.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Api, type MessageState, phoneApi, type Sent } from './api.ts'
import { sign } from './sign.ts'

export type { Sent } from './api.ts'
export type { Fault } from './faults.ts'

export interface StandInOptions {
  readonly user: string
  readonly password: string
  readonly signingKey: string
  /** The phone that speaks here, and the others of the account. */
  readonly device: string
  readonly others?: readonly string[]
  readonly events?: readonly string[]
  readonly local?: boolean
  /** What the phone's clock shows, in milliseconds. */
  readonly now: () => number
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/** How a call departs from what the app would post. */
export interface Odd {
  readonly key?: string
  /** `null`: none. */
  readonly signature?: string | null
  /** Seconds; `null`: none. */
  readonly timestamp?: string | null
  /** Posted in the place of the JSON, and signed. */
  readonly body?: string
}

export interface Envelope {
  readonly deviceId: string
  readonly event: string
  readonly id: string
  readonly payload: unknown
  readonly webhookId: string
}

export interface StandIn extends Pick<Api, 'sent' | 'webhooks' | 'requests' | 'fail'> {
  /** Base address of the API. */
  readonly url: string
  /** Resolves as soon as so many messages were sent in all; rejects when the stand-in stops. */
  waitForSent(count: number): Promise<readonly Sent[]>
  /** Changes the state of what was sent, without telling anybody. */
  walk(id: string, state: MessageState, error?: string): Sent
  /** The app's envelope around an event; `change` goes over what it says. */
  envelope(event: string, payload: unknown, change?: Partial<Envelope>): Envelope
  /** An SMS that somebody sends to the phone. */
  sms(sender: string, message: string, more?: object): object
  /** Posts one try, signed at this moment. */
  post(desk: string, envelope: Envelope, odd?: Odd): Promise<Answer>
  /** Tries as the app does until it is taken, each signed anew; `between` is the wait before the next. */
  postUntilTaken(
    desk: string,
    envelope: Envelope,
    between: (answer: Answer, tries: number) => Promise<void>,
  ): Promise<number>
  stop(): Promise<void>
}

const EVENTS = [
  ...['sms:received', 'sms:data-received', 'sms:sent', 'sms:delivered', 'sms:failed', 'sms:cancelled'],
  ...['mms:received', 'mms:downloaded', 'system:ping', 'app:started'],
]
const PATH = '/webhooks/smsgate'
const MOST_TRIES = 15

/** The phone's local time, as the app writes it. */
export function localTime(at: number, offset = '+07:00'): string {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return new Date(at + ahead).toISOString().replace('Z', offset)
}

interface Waiter {
  readonly count: number
  readonly resolve: (all: readonly Sent[]) => void
  readonly reject: (why: Error) => void
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { user, password, signingKey, device, others = [], events = EVENTS, local = false, now } = options
  const base = local ? '' : '/3rdparty/v1'
  const waiters = new Set<Waiter>()
  let count = 0

  const onSent = (all: readonly Sent[]) => {
    for (const waiter of waiters) {
      if (all.length < waiter.count) continue
      waiters.delete(waiter)
      waiter.resolve(all)
    }
  }
  const api = phoneApi({ base, user, password, devices: [device, ...others], events, local, onSent })
  const server = createServer((request, response) => {
    api.handle(request, response).catch((error: Error) => response.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const post: StandIn['post'] = async (desk, envelope, odd = {}) => {
    const body = odd.body ?? JSON.stringify(envelope)
    const timestamp = odd.timestamp === undefined ? String(Math.floor(now() / 1000)) : odd.timestamp
    const signature = odd.signature === undefined ? sign(odd.key ?? signingKey, body, timestamp ?? '') : odd.signature
    const response = await fetch(desk + PATH, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(timestamp === null ? {} : { 'x-timestamp': timestamp }),
        ...(signature === null ? {} : { 'x-signature': signature }),
      },
      body,
    })
    return { status: response.status, body: await response.text() }
  }

  return {
    ...api,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    waitForSent: (wanted) =>
      new Promise((resolve, reject) => {
        if (api.sent.length >= wanted) resolve(api.sent)
        else waiters.add({ count: wanted, resolve, reject })
      }),
    walk: (id, state, error) => {
      const message = api.sent.find((one) => one.id === id)
      if (!message) throw new Error(`nothing was sent as ${id}`)
      return Object.assign(message, { state, ...(error === undefined ? {} : { error }) })
    },
    envelope: (event, payload, change = {}) => {
      count += 1
      return { deviceId: device, event, id: `event-${count}`, payload, webhookId: 'hook-1', ...change }
    },
    sms: (sender, message, more = {}) => ({
      messageId: 'abc123',
      message,
      sender,
      recipient: '+6281100000099',
      simNumber: 1,
      receivedAt: localTime(now()),
      ...more,
    }),
    post,
    postUntilTaken: async (desk, envelope, between) => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const answer = await post(desk, envelope)
        if (answer.status >= 200 && answer.status < 300) return tries
        await between(answer, tries)
      }
      throw new Error('the app has given up')
    },
    stop: async () => {
      for (const { reject } of waiters) reject(new Error('the stand-in stopped'))
      waiters.clear()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
