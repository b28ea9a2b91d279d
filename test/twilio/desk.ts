/** A desk of its smallest kind: it keeps what a gateway hands it, and mounts the webhooks as src/web does. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Contract, Environment, Gateway, Incoming, Outgoing, Receipt } from '../../bots/gateway.ts'
import { createTwilio } from '../../bots/twilio/index.ts'
import { readSettings, type Settings } from '../../bots/twilio/settings.ts'
import { startTwilioStandIn, type TwilioStandIn } from './stand-in.ts'

/** Senin, 23 November 2026 pukul 14.05 WIB. */
export const NOW = Date.UTC(2026, 10, 23, 7, 5)
/** Desk time runs an hour ahead, so that the two clocks cannot be mixed up. */
export const DESK_NOW = NOW + 3_600_000

export const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
export const TOKEN = 'current-token-that-nobody-may-see'
export const NEXT_TOKEN = 'next-token-that-nobody-may-see'
export const API_KEY = `SK${'fedcba9876543210'.repeat(2)}`
export const API_SECRET = 'api-secret-that-nobody-may-see'
export const SERVICE = `MG${'0123456789abcdef'.repeat(2)}`
export const SMS_FROM = '+12025550100'
export const WHATSAPP_FROM = '+12025550101'
export const PERSON = '+6281100000001'
export const PUBLIC_URL = 'https://desk.example/siaga'

export interface LogLine {
  readonly level: string
  readonly fields: object
  readonly words: string
}

export interface Desk {
  readonly url: string
  readonly gateway: Gateway
  readonly accepted: readonly Incoming[]
  readonly receipts: readonly Receipt[]
  readonly log: readonly LogLine[]
  /** From now on nothing can be stored. */
  loseDatabase(): void
  stop(): Promise<void>
}

export const ENVIRONMENT: Environment = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_AUTH_TOKEN_NEXT: NEXT_TOKEN,
  TWILIO_SMS_FROM: SMS_FROM,
  TWILIO_WHATSAPP_FROM: `whatsapp:${WHATSAPP_FROM}`,
  PUBLIC_URL,
}

export async function startDesk(environment: Environment, change: Partial<Settings> = {}): Promise<Desk> {
  const accepted: Incoming[] = []
  const receipts: Receipt[] = []
  const log: LogLine[] = []
  let lost = false

  const kept = () => {
    if (lost) throw new Error('the database is away')
  }
  const line = (level: string) => (fields: object, words: string) => void log.push({ level, fields, words })
  const contract: Contract = {
    accept: async (message) => {
      kept()
      const fresh = accepted.every(({ providerId }) => providerId !== message.providerId)
      if (fresh) accepted.push(message)
      return { fresh }
    },
    receipt: async (receipt) => {
      kept()
      receipts.push(receipt)
    },
    clocks: { desk: async () => DESK_NOW, wall: () => NOW },
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
  }

  const read = readSettings(environment)
  if (read.is !== 'on') throw new Error(`not configured: ${JSON.stringify(read)}`)
  const gateway = createTwilio({ ...read.settings, ...change }, contract)

  const server = createServer(async (request, response) => {
    const url = request.url ?? '/'
    const route = gateway.routes.find(({ path }) => path === url.split('?')[0])
    if (!route) return response.writeHead(404).end()
    try {
      const answer = await route.handle({ url, headers: request.headers, body: await buffer(request) })
      response.writeHead(answer.status, answer.contentType ? { 'content-type': answer.contentType } : {})
      response.end(answer.body)
    } catch {
      response.writeHead(503).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gateway,
    accepted,
    receipts,
    log,
    loseDatabase: () => {
      lost = true
    },
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** The stand-in and a desk that is set up for it. */
export async function startBoth(environment: Environment = {}, change: Partial<Settings> = {}) {
  const standIn: TwilioStandIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    apiKey: { user: API_KEY, password: API_SECRET },
    publicUrl: PUBLIC_URL,
    now: () => NOW,
  })
  const desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...environment }, change)
  const stop = async () => {
    await desk.stop()
    await standIn.stop()
  }
  return { standIn, desk, stop }
}

export const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  id: 7,
  channel: 'sms',
  to: PERSON,
  text: 'Laporan 27 diterima.',
  at: DESK_NOW,
  ...change,
})
