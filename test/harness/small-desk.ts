/** A desk of its smallest kind for a gateway alone: it keeps what it is handed, and mounts the webhooks as src/web does. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Attachment, Contract, Gateway, Incoming, Outgoing, Receipt, Unfinished } from '../../bots/gateway.ts'

/** Senin, 23 November 2026 pukul 14.05 WIB. */
export const NOW = Date.UTC(2026, 10, 23, 7, 5)
/** Desk time runs an hour ahead, so that the two clocks cannot be mixed up. */
export const DESK_NOW = NOW + 3_600_000
export const PERSON = '+6281100000001'

export interface LogLine {
  readonly level: string
  readonly fields: object
  readonly words: string
}

export interface SmallDesk {
  readonly url: string
  readonly gateway: Gateway
  readonly accepted: readonly Incoming[]
  readonly receipts: readonly Receipt[]
  readonly attached: readonly Attachment[]
  /** Alarms and their ends, in order. */
  readonly alarms: readonly { readonly name: string; readonly words: string; readonly over: boolean }[]
  readonly watermarks: Map<string, string>
  /** What the gateway is told of messages that neither arrived nor failed. */
  readonly unfinished: Unfinished[]
  /** Whether another process has the leases. */
  leased: boolean
  /** Whether the database takes what it is asked about leases and never answers. */
  leaseHangs: boolean
  /** Questions about leases that are never answered. */
  readonly unanswered: number
  readonly log: readonly LogLine[]
  /** Both clocks move on by so many milliseconds. */
  pass(milliseconds: number): void
  /** Desk time alone is moved on, and the gateway watches where it asked for that. */
  moveDesk(milliseconds: number): Promise<void>
  /** An alarm that a desk before this one has told of. */
  raise(name: string): Promise<void>
  /** From now on nothing can be stored. */
  loseDatabase(): void
  findDatabase(): void
  stop(): Promise<void>
}

export async function startSmallDesk(create: (contract: Contract) => Gateway): Promise<SmallDesk> {
  const accepted: Incoming[] = []
  const receipts: Receipt[] = []
  const attached: Attachment[] = []
  const alarms: { name: string; words: string; over: boolean }[] = []
  const watermarks = new Map<string, string>()
  const unfinished: Unfinished[] = []
  let leased = false
  let leaseHangs = false
  let unanswered = 0
  const log: LogLine[] = []
  let lost = false
  let passed = 0
  let moved = 0
  let watchAt = Number.POSITIVE_INFINITY

  const kept = () => {
    if (lost) throw new Error('the database is away')
  }
  const line = (level: string) => (fields: object, words: string) => void log.push({ level, fields, words })
  const raised = (name: string) => alarms.findLast((alarm) => alarm.name === name)?.over === false
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
    attach: async (attachment) => {
      kept()
      const known = accepted.some(({ providerId }) => providerId === attachment.to)
      const fresh = known && attached.every(({ providerId }) => providerId !== attachment.providerId)
      if (fresh) attached.push(attachment)
      return { fresh, known }
    },
    watermark: {
      get: async (name) => {
        kept()
        return watermarks.get(name)
      },
      set: async (name, value) => {
        kept()
        watermarks.set(name, value)
      },
    },
    known: async (ids) => {
      kept()
      return new Set(accepted.map(({ providerId }) => providerId).filter((id) => ids.includes(id)))
    },
    unfinished: async (since) => {
      kept()
      return unfinished.filter(({ at }) => at > since)
    },
    lease: async () => {
      kept()
      if (leaseHangs) {
        unanswered += 1
        await new Promise(() => {})
      }
      return !leased
    },
    alarm: async (name, words) => {
      kept()
      if (!raised(name)) alarms.push({ name, words, over: false })
    },
    allClear: async (name, words) => {
      kept()
      if (raised(name)) alarms.push({ name, words, over: true })
    },
    watchAt: async (at) => {
      kept()
      watchAt = at
    },
    clocks: { desk: async () => DESK_NOW + passed + moved, wall: () => NOW + passed },
    log: { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') },
  }

  const gateway = create(contract)
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
    attached,
    alarms,
    watermarks,
    unfinished,
    get leased() {
      return leased
    },
    set leased(is) {
      leased = is
    },
    get unanswered() {
      return unanswered
    },
    get leaseHangs() {
      return leaseHangs
    },
    set leaseHangs(is) {
      leaseHangs = is
    },
    log,
    pass: (milliseconds) => {
      passed += milliseconds
    },
    moveDesk: async (milliseconds) => {
      const to = DESK_NOW + passed + moved + milliseconds
      while (watchAt <= to) {
        moved = Math.max(watchAt - DESK_NOW - passed, moved)
        watchAt = Number.POSITIVE_INFINITY
        await gateway.watch?.()
      }
      moved = to - DESK_NOW - passed
    },
    raise: (name) => contract.alarm(name, 'told before'),
    loseDatabase: () => {
      lost = true
    },
    findDatabase: () => {
      lost = false
    },
    stop: async () => {
      await gateway.stop?.()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

export const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  id: 7,
  channel: 'sms',
  to: PERSON,
  text: 'Laporan 27 diterima.',
  at: DESK_NOW,
  topic: 'new-report',
  urgent: false,
  heardAt: DESK_NOW,
  ...change,
})
