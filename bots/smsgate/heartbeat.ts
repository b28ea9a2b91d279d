/**
 * The phone's heartbeat: no ping, no SMS (SMSGATE.md). Its silence is told to those who can mend it, whichever clock it
 * lasts on: where desk time is moved on by a day at once, an alarm that the next ping ends is better than none.
 */
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
const HEARD_DESK = 'heard-desk'
const BATTERY = 'battery'
const ALARM = 'ping'

export interface Heartbeat {
  /** Something came that the phone signed at this wall time. `battery`: words of its last ping, empty when it is well. */
  heard(at: Instant, battery?: string): Promise<void>
  /**
   * The phone pinged before, and nothing is heard of it any more, by wall time: a moved clock silences no phone. Without
   * pings silence says nothing.
   */
  hasFallenSilent(): boolean
  state(): ReturnType<Gateway['state']>
  /** Desk time has come so far that the phone should have been heard of. Rejects never, nor does `start`. */
  watch(): Promise<void>
  start(): Promise<void>
  /** Ends the watch; a look that is under way ends first. */
  stop(): Promise<void>
}

function laterOf(known: Instant | undefined, written: string | undefined): Instant | undefined {
  const at = Date.parse(written ?? '')
  return Number.isNaN(at) ? known : Math.max(known ?? at, at)
}

export function createHeartbeat({ lookEvery }: Settings, contract: Contract): Heartbeat {
  const { watermark, clocks, log } = contract
  /** Wall times, and desk times. Nothing can be heard before the desk listens, so its silence counts from then. */
  let startedAt: Instant | undefined
  let startedDesk: Instant | undefined
  let lastHeard: Instant | undefined
  let lastHeardDesk: Instant | undefined
  let written = Number.NEGATIVE_INFINITY
  let writtenDesk = Number.NEGATIVE_INFINITY
  /** Words of the last ping; `undefined`: none ever came. */
  let battery: string | undefined
  /** Whether the alarm stands; `undefined`: another process may have raised it. */
  let raised: boolean | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  const isSilent = () =>
    startedAt !== undefined && clocks.wall() - Math.max(lastHeard ?? startedAt, startedAt) >= SILENT_AFTER
  /** In desk time; the desk that has not started hears nothing and misses nothing. */
  const silentFrom = () =>
    startedDesk === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(lastHeardDesk ?? startedDesk, startedDesk) + SILENT_AFTER
  const isSilentAt = (now: Instant) => isSilent() || now >= silentFrom()

  const heard: Heartbeat['heard'] = async (signedAt, words) => {
    const at = Math.min(signedAt, clocks.wall())
    if (words !== undefined && words !== battery) {
      await watermark.set(BATTERY, words)
      battery = words
    }
    // A copy of an old ping keeps nobody alive. Signatures count seconds: in one of them desk time may move far.
    if (lastHeard !== undefined && at < lastHeard) return
    const now = await clocks.desk()
    const wasSilent = isSilentAt(now)
    const deskAt = now - (clocks.wall() - at)
    if (at - written >= WRITTEN_EVERY || deskAt - writtenDesk >= WRITTEN_EVERY) {
      await watermark.set(HEARD, new Date(at).toISOString())
      await watermark.set(HEARD_DESK, new Date(deskAt).toISOString())
      await contract.watchAt(deskAt + SILENT_AFTER)
      written = at
      writtenDesk = deskAt
    }
    lastHeard = at
    lastHeardDesk = deskAt
    if (wasSilent) await inTurn(tell)
  }

  /** What other processes have heard. */
  const recall = async () => {
    lastHeard = laterOf(lastHeard, await watermark.get(HEARD))
    lastHeardDesk = laterOf(lastHeardDesk, await watermark.get(HEARD_DESK))
    battery = await watermark.get(BATTERY)
  }

  /** An alarm for want of pings ends with the first: an SMS between shows nothing of the next hour. */
  const tell = async (): Promise<void> => {
    const now = await clocks.desk()
    const hasPinged = battery !== undefined
    if (isSilentAt(now)) {
      if (raised) return
      const since = (hasPinged ? lastHeardDesk : startedDesk) ?? now
      await contract.alarm(ALARM, hasPinged ? silent(since, now) : neverPinged(since, now))
      raised = true
    } else if (raised !== false && hasPinged && lastHeard !== undefined && lastHeardDesk !== undefined) {
      // Not silent is also who has just started.
      if (clocks.wall() - lastHeard >= SILENT_AFTER || now - lastHeardDesk >= SILENT_AFTER) return
      await contract.allClear(ALARM, restored(lastHeardDesk, now))
      raised = false
    }
  }

  /** One look after the other. */
  const inTurn = (look: () => Promise<void>): Promise<void> => {
    looking = looking.then(look).catch((error: unknown) => {
      const reason = error instanceof Error ? error.name : 'error'
      log.warn({ gateway: 'smsgate', reason }, 'the heartbeat of the phone could not be looked at: it is tried again')
    })
    return looking
  }

  /** By one process. */
  const look = async () => {
    if (startedDesk === undefined) {
      startedDesk = await clocks.desk()
      await contract.watchAt(startedDesk + SILENT_AFTER)
    }
    await recall()
    if (await contract.lease('heartbeat', LEASE_SECONDS)) await tell()
    else raised = undefined
  }

  const watch = async () => {
    await recall()
    await tell()
    // It was heard of meanwhile: the next look is due when it is silent from then on.
    if (!isSilentAt(await clocks.desk())) await contract.watchAt(silentFrom())
  }

  return {
    heard,
    hasFallenSilent: () => battery !== undefined && isSilent(),
    state: () => {
      if (battery === undefined || lastHeard === undefined) {
        const words = 'the phone never pinged: run `npm run desk -- smsgate setup`, and set the ping in the app'
        return { state: 'waiting', words }
      }
      if (isSilent() || raised) {
        const since = clockTime(lastHeard, clocks.wall(), WIB)
        return { state: 'silent', words: `nothing is heard of the phone since ${since}: is it on, charged and online?` }
      }
      return { state: 'ready', ...(battery && { words: battery }) }
    },
    watch: () => inTurn(watch),
    start: async () => {
      startedAt = clocks.wall()
      startedDesk = undefined
      await inTurn(look)
      timer = setInterval(() => void inTurn(look), lookEvery)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
