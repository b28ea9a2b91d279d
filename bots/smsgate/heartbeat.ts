/** The phone's heartbeat: no ping, no SMS (SMSGATE.md). Its silence is told to those who can mend it. */
import type { Instant } from '../../src/desk/ticket.ts'
import { clockTime } from '../../src/format/times.ts'
import type { Contract, Gateway } from '../gateway.ts'
import { neverPinged, restored, silent, WIB } from './heartbeat-words.ts'
import type { Settings } from './settings.ts'

const MINUTE = 60_000

/** What `setup` asks to set in the app: often for a desk that counts minutes, and little for a phone that charges. */
export const PING_SECONDS = 5 * 60

/** Three pings in a row that did not come, and a minute for the way: one that is lost alarms nobody. */
export const SILENT_AFTER = 3 * PING_SECONDS * 1000 + MINUTE

/** The database's seconds for which one process watches; several looks long. */
const LEASE_SECONDS = 180
/** Other processes need not know more exactly when the phone was heard of. */
const WRITTEN_EVERY = MINUTE / 2

const HEARD = 'heard'
const BATTERY = 'battery'
const ALARM = 'ping'

export interface Heartbeat {
  /** Something came that the phone signed at this wall time. `battery`: words of its last ping, empty when it is well. */
  heard(at: Instant, battery?: string): Promise<void>
  /** The phone pinged before, and nothing is heard of it any more. Without pings silence says nothing. */
  hasFallenSilent(): boolean
  state(): ReturnType<Gateway['state']>
  /** Rejects never. */
  start(): Promise<void>
  /** Ends the watch; a look that is under way ends first. */
  stop(): Promise<void>
}

export function createHeartbeat({ lookEvery }: Settings, contract: Contract): Heartbeat {
  const { watermark, clocks, log } = contract
  /** Wall times. Nothing can be heard before the desk listens, so its silence counts from then. */
  let startedAt: Instant | undefined
  let lastHeard: Instant | undefined
  let written = Number.NEGATIVE_INFINITY
  /** Words of the last ping; `undefined`: none ever came. */
  let battery: string | undefined
  /** Whether the alarm stands; `undefined`: another process may have raised it. */
  let raised: boolean | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  const isSilent = () =>
    startedAt !== undefined && clocks.wall() - Math.max(lastHeard ?? startedAt, startedAt) >= SILENT_AFTER

  const heard: Heartbeat['heard'] = async (signedAt, words) => {
    const at = Math.min(signedAt, clocks.wall())
    if (words !== undefined && words !== battery) {
      await watermark.set(BATTERY, words)
      battery = words
    }
    // A copy of an old ping keeps nobody alive.
    if (lastHeard !== undefined && at <= lastHeard) return
    if (at - written >= WRITTEN_EVERY) {
      await watermark.set(HEARD, new Date(at).toISOString())
      written = at
    }
    lastHeard = at
  }

  /** What other processes have heard. */
  const recall = async () => {
    const at = Date.parse((await watermark.get(HEARD)) ?? '')
    if (!Number.isNaN(at) && at > (lastHeard ?? Number.NEGATIVE_INFINITY)) lastHeard = at
    battery = await watermark.get(BATTERY)
  }

  /** An alarm for want of pings ends with the first: an SMS between shows nothing of the next hour. */
  const tell = async (): Promise<void> => {
    const now = await clocks.desk()
    const wall = clocks.wall()
    const inDeskTime = (at: Instant) => now - (wall - at)
    const hasPinged = battery !== undefined
    if (isSilent()) {
      if (raised) return
      const since = inDeskTime((hasPinged ? lastHeard : startedAt) ?? wall)
      await contract.alarm(ALARM, hasPinged ? silent(since, now) : neverPinged(since, now))
      raised = true
    } else if (raised !== false && hasPinged && lastHeard !== undefined && wall - lastHeard < SILENT_AFTER) {
      await contract.allClear(ALARM, restored(inDeskTime(lastHeard), now))
      raised = false
    }
  }

  const look = async () => {
    try {
      await recall()
      if (await contract.lease('heartbeat', LEASE_SECONDS)) await tell()
      else raised = undefined
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'error'
      log.warn({ gateway: 'smsgate', reason }, 'the heartbeat of the phone could not be looked at: it is tried again')
    }
  }
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    heard,
    hasFallenSilent: () => battery !== undefined && isSilent(),
    state: () => {
      if (battery === undefined || lastHeard === undefined) {
        const words = 'the phone never pinged: run `npm run desk -- smsgate setup`, and set the ping in the app'
        return { state: 'waiting', words }
      }
      if (isSilent()) {
        const since = clockTime(lastHeard, clocks.wall(), WIB)
        return { state: 'silent', words: `nothing is heard of the phone since ${since}: is it on, charged and online?` }
      }
      return { state: 'ready', ...(battery && { words: battery }) }
    },
    start: async () => {
      startedAt = clocks.wall()
      await lookOnce()
      timer = setInterval(lookOnce, lookEvery)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
