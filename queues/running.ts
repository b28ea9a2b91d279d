/** A running desk: its queues, its workers, its sweep. */
import type { Contract, Gateway, Log } from '../bots/gateway.ts'
import { understand } from '../bots/understanding/understand.ts'
import { type Clocks, readClocks } from '../db/clock.ts'
import type { Database } from '../db/database.ts'
import { troubleOf } from '../db/trouble.ts'
import type { Backend, Handlers } from './backend.ts'
import { heardBacklog } from './backlog.ts'
import { makeContracts } from './contract.ts'
import { deliver, deliverInOrder } from './delivery.ts'
import type { Desk, Settings, Triggers } from './desk.ts'
import { fireDue } from './due.ts'
import { drain } from './intake.ts'
import { fetchJobs, fetchMedia } from './media.ts'
import { oneAtATime } from './one-at-a-time.ts'
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

/** Rejects, with the backend closed, when its workers cannot be started. */
export async function startRunning(options: RunningOptions): Promise<Running> {
  const { settings, db, backend, clocks, log, works } = options
  const trigger = async ({ intake = [], delivery = [], alarms = [], media = [], due }: Triggers): Promise<void> => {
    const byConversation = (ids: Iterable<number>) =>
      [...new Set(ids)].map((conversation) => ({ payload: { conversation } }))
    try {
      // Before the rest: a promise that is rejected while another is awaited would end the process.
      const now = alarms.length === 0 ? { desk: 0, wall: 0 } : await readClocks(clocks)
      await Promise.all([
        backend.add('intake', byConversation(intake)),
        backend.add('delivery', byConversation(delivery)),
        backend.add('media', fetchJobs(media)),
        due === undefined ? undefined : backend.add('due', [{ payload: { until: due } }]),
        setAlarms(backend, alarms, now),
      ])
    } catch (error) {
      log.warn(troubleOf(error), 'the queue took no job: the sweep will bring it')
    }
  }
  const gateways: Gateway[] = []
  const desk: Desk = { settings, db, clocks, log, understand, gateways, trigger, kept: new Map() }
  const contracts = makeContracts(desk)
  gateways.push(...options.makeGateways(contracts.for))
  const stopping = new AbortController()
  const heard = works ? heardBacklog(desk, stopping.signal) : undefined
  const drainOnce = oneAtATime((conversation) => drain(desk, conversation))
  const handlers: Handlers = {
    intake: ({ conversation }) => drainOnce(conversation),
    delivery: ({ conversation }) => (options.oneByOne ? deliverInOrder : deliver)(desk, conversation),
    media: ({ media }) => fetchMedia(desk, media),
    due: async ({ until }) => {
      const early = until - (await clocks.desk())
      if (early > 0) await backend.add('due', [{ payload: { until }, delay: early }])
      else {
        await heard
        await fireDue(desk)
      }
    },
  }
  try {
    if (works) await backend.work(handlers)
  } catch (error) {
    await backend.close()
    throw error
  }
  let sweeping: Promise<void> | undefined
  const once = () => {
    sweeping ??= sweep(desk, backend)
      .catch((error: unknown) => log.warn(troubleOf(error), 'the sweep did not come through: it tries again'))
      .finally(() => {
        sweeping = undefined
      })
  }
  const timer = works ? setInterval(once, options.sweepEvery ?? SWEEP_EVERY) : undefined
  if (works) once()
  return {
    desk,
    backend,
    contractFor: contracts.for,
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await sweeping
      await contracts.end().catch((error: unknown) => log.warn(troubleOf(error), 'leases end by themselves'))
      await backend.close()
    },
  }
}
