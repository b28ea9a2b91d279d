/** What each gateway is handed (bots/gateway.ts), on the database and the queues of this process. */
import { randomUUID } from 'node:crypto'
import type { Contract } from '../bots/gateway.ts'
import { setWatch } from '../db/due.ts'
import { endLeases, readWatermark, setWatermark, takeLease } from '../db/gateway-memory.ts'
import { acceptMessage, attachMedia, knownMessages } from '../db/inbox.ts'
import { unfinishedSince } from '../db/outbox.ts'
import { isSomebody } from '../db/people.ts'
import { alarm, allClear } from './alarms.ts'
import type { Desk } from './desk.ts'
import { Flood } from './flood.ts'
import { takeReceipt } from './receipts.ts'
import { keepTyped } from './typed.ts'

/** Simulated phones are typed on by tests: their floods are meant. */
const UNLIMITED: ReadonlySet<string> = new Set(['simulator'])

export interface Contracts {
  for(gateway: string): Contract
  /** Gives back what only this process may do. */
  end(): Promise<void>
}

export function makeContracts(desk: Desk): Contracts {
  const { db, clocks, log } = desk
  const owner = randomUUID()
  const flood = new Flood()
  const contractFor = (gateway: string): Contract => ({
    clocks,
    log,
    accept: async (message) => {
      if (message.own) return keepTyped(desk, gateway, message)
      const { group, channel, address } = message
      if (group !== undefined && !(await isSomebody(db, channel, address))) return { fresh: false }
      if (!UNLIMITED.has(gateway)) flood.pass(`${message.channel} ${message.address}`, clocks.wall())
      const { fresh, conversationId, fetches } = await acceptMessage(db, gateway, message, await clocks.desk())
      // Not awaited: the row is committed, and the provider waits for the answer.
      if (fresh) void desk.trigger({ intake: [conversationId], media: fetches })
      return { fresh }
    },
    receipt: ({ id, ...receipt }) =>
      takeReceipt(desk, { ...receipt, gateway, ...(id === undefined ? {} : { outboxId: id }) }),
    attach: async (attachment) => {
      const { fresh, known, fetches } = await attachMedia(db, gateway, attachment, await clocks.desk())
      if (fresh) void desk.trigger({ media: fetches })
      return { fresh, known }
    },
    known: (providerIds) => knownMessages(db, gateway, providerIds),
    unfinished: (since) => unfinishedSince(db, gateway, since),
    watermark: {
      get: (name) => readWatermark(db, gateway, name),
      set: (name, value) => setWatermark(db, gateway, name, value),
    },
    lease: (name, seconds) => takeLease(db, { gateway, name, owner }, seconds),
    watchAt: async (at) => desk.trigger({ alarms: await setWatch(db, gateway, at) }),
    alarm: (name, words) => alarm(desk, { gateway, name, words }),
    allClear: (name, words) => allClear(desk, { gateway, name, words }),
  })
  return { for: contractFor, end: () => endLeases(db, owner) }
}
