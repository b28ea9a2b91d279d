/** A running desk: its queues, its workers, its sweep. */
import type { Contract, Gateway, Log } from '../bots/gateway.ts'
import { understand } from '../bots/understanding/understand.ts'
import type { Clocks } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { acceptMessage } from '../db/inbox.ts'
import type { Backend } from './backend.ts'
import { deliver, deliverInOrder } from './delivery.ts'
import type { Desk, Settings, Triggers } from './desk.ts'
import { fireDue } from './due.ts'
import { drain } from './intake.ts'
import { takeReceipt } from './receipts.ts'
import { setAlarms, sweep } from './sweep.ts'

export interface RunningOptions {
  readonly settings: Settings
  readonly db: Database
  readonly backend: Backend
  readonly clocks: Clocks
  readonly log: Log
  /** Given the contract of each, by its name. */
  readonly makeGateways: (contractFor: (name: string) => Contract) => readonly Gateway[]
  /** Whether this process works on the queues (ROLES worker). */
  readonly works: boolean
  /** Messages go out in the order in which they were written, whoever they are for (backend.ts). */
  readonly oneByOne?: boolean
  /** Wall milliseconds between two sweeps. */
  readonly sweepEvery?: number
}

export interface Running {
  readonly desk: Desk
  readonly backend: Backend
  /** Accepts a message for a gateway, as the contract does. */
  readonly contractFor: (name: string) => Contract
  /** Ends intake, sweep and workers; running jobs end first. */
  stop(): Promise<void>
}

const SWEEP_EVERY = 5_000

export function startRunning(options: RunningOptions): Running {
  const { settings, db, backend, clocks, log, works } = options
  const trigger = async ({ intake = [], delivery = [], alarms = [] }: Triggers): Promise<void> => {
    const byConversation = (ids: Iterable<number>) =>
      [...new Set(ids)].map((conversation) => ({ payload: { conversation } }))
    try {
      await Promise.all([
        backend.add('intake', byConversation(intake)),
        backend.add('delivery', byConversation(delivery)),
        alarms.length === 0 ? undefined : setAlarms(backend, alarms, await clocks.desk()),
      ])
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'the queue took no job: the sweep will bring it')
    }
  }
  const gateways: Gateway[] = []
  const desk: Desk = { settings, db, clocks, log, understand, gateways, trigger }
  const contractFor = (name: string): Contract => ({
    clocks,
    log,
    accept: async (message) => {
      const receivedAt = await clocks.desk()
      const { fresh, conversationId } = await acceptMessage(db, name, message, receivedAt)
      // Not awaited: the row is committed, and the provider waits for the answer.
      if (fresh) void trigger({ intake: [conversationId] })
      return { fresh }
    },
    receipt: ({ id, ...receipt }) =>
      takeReceipt(desk, { ...receipt, gateway: name, ...(id === undefined ? {} : { outboxId: id }) }),
  })
  gateways.push(...options.makeGateways(contractFor))
  if (works) {
    backend.work({
      intake: ({ conversation }) => drain(desk, conversation),
      delivery: ({ conversation }) => (options.oneByOne ? deliverInOrder : deliver)(desk, conversation),
      due: async ({ until }) => {
        const early = until - (await clocks.desk())
        if (early > 0) await backend.add('due', [{ payload: { until }, delay: early }])
        else await fireDue(desk)
      },
    })
  }
  let sweeping: Promise<void> = Promise.resolve()
  const once = () => {
    sweeping = sweeping
      .then(() => sweep(desk, backend))
      .catch((error: unknown) => {
        log.warn({ code: (error as { code?: string }).code }, 'the sweep did not come through: it tries again')
      })
  }
  const timer = works ? setInterval(once, options.sweepEvery ?? SWEEP_EVERY) : undefined
  if (works) once()
  return {
    desk,
    backend,
    contractFor,
    stop: async () => {
      clearInterval(timer)
      await sweeping
      await backend.close()
    },
  }
}
