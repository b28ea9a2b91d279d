/**
 * A look at Twilio's own lists every minute, by one process: messages and recordings whose webhook never reached us come
 * in, and what became of our own messages is learnt where no callback told it (TWILIO.md, Sending).
 */
import type { Contract } from '../gateway.ts'
import { connect } from './client.ts'
import type { Health } from './health.ts'
import { outcomeOf } from './outcome.ts'
import { recoverRecordings } from './recordings.ts'
import { recover } from './recover.ts'
import type { Settings } from './settings.ts'
import { settleUnfinished } from './settle.ts'

const EVERY = 60_000
/** Longer than the time between two looks: who has begun goes on. */
const LEASE_SECONDS = 90

export interface Reconcile {
  start(): void
  /** One look; another waits for the one that is under way. Never throws. */
  look(): Promise<void>
  /** Breaks off a look that is under way. */
  stop(): Promise<void>
}

export function createReconcile(settings: Settings, contract: Contract, health: Health): Reconcile {
  const { log } = contract
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let inTrouble = false

  const lookOnce = async () => {
    if (!(await contract.lease('reconcile', LEASE_SECONDS))) return
    const client = await connect(settings, stopping.signal)
    const recovered = await recover(client, settings, contract)
    const settled = await settleUnfinished(client, contract, health)
    const recordings = await recoverRecordings(client, contract)
    if (recovered + settled + recordings > 0)
      log.info({ recovered, settled, recordings }, "Twilio's list told what webhooks did not")
    health.well()
    if (inTrouble) log.info({}, "Twilio's list can be read again")
    inTrouble = false
  }

  /** Told once until it works again. */
  const troubled = (thrown: unknown) => {
    if (stopping.signal.aborted) return
    const outcome = outcomeOf(thrown, contract.clocks.wall())
    health.note(outcome)
    if (inTrouble) return
    inTrouble = true
    const error = thrown instanceof Error ? thrown.name : 'error'
    log.warn({ error, why: outcome.words }, "Twilio's list could not be taken in: it is tried again every minute")
  }

  const look = () => {
    looking ??= lookOnce()
      .catch(troubled)
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  return {
    look,
    start: () => {
      timer = setInterval(look, EVERY).unref()
      void look()
    },
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await looking
    },
  }
}
