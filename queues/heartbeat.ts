/**
 * A dead man's switch: somebody outside is told every minute that the desk works, and raises the alarm when that stops.
 * The address is a secret: whoever has it can pretend that all is well.
 */
import { randomUUID } from 'node:crypto'
import { endLeases, takeLease } from '../db/gateway-memory.ts'
import type { Backend } from './backend.ts'
import type { Desk } from './desk.ts'
import { ailments } from './vitals.ts'

export interface Heartbeat {
  readonly url: string
  /** Wall milliseconds. */
  readonly everyMs: number
}

const ANSWER_WITHIN = 10_000
/** Another process takes over when so many beats of the one that has it are missing. */
const MISSED_BEATS = 2

/** Of several processes one sends it. Ends with `stop`. */
export function startHeartbeat(desk: Desk, backend: Backend, { url, everyMs }: Heartbeat): { stop(): Promise<void> } {
  const owner = randomUUID()
  let said = ''
  let beating: Promise<void> | undefined
  /** Told once, until something else is the matter. */
  const tell = (trouble: string) => {
    if (trouble === said) return
    said = trouble
    if (trouble === '') desk.log.info({}, 'the heartbeat goes out again')
    else desk.log.warn({ reason: trouble }, 'the heartbeat is withheld, or is not taken')
  }
  const beat = async () => {
    const lease = { gateway: 'desk', name: 'heartbeat', owner }
    const isOurs = await takeLease(desk.db, lease, (everyMs / 1000) * MISSED_BEATS + ANSWER_WITHIN / 1000).catch(
      () => true,
    )
    if (!isOurs) return
    const wrong = await ailments(desk, backend)
    tell(wrong.length > 0 ? wrong.join('; ') : await send(url))
  }
  const once = () => {
    beating ??= beat().finally(() => {
      beating = undefined
    })
  }
  const timer = setInterval(once, everyMs)
  once()
  return {
    stop: async () => {
      clearInterval(timer)
      await beating
      await endLeases(desk.db, owner).catch(() => {})
    },
  }
}

/** Empty when it was taken; else why not, without the address. */
async function send(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN) })
    await answer.body?.cancel()
    if (answer.ok) return ''
    const isElsewhere = answer.status >= 300 && answer.status < 400
    return `HTTP ${answer.status} from HEARTBEAT_URL${isElsewhere ? ': it leads elsewhere, set the final address' : ''}`
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    return `HEARTBEAT_URL does not answer (${code ?? (error as Error).name})`
  }
}
