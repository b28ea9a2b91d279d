/** Looks after what a browser uses up: memory, and room on the disk. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'
import type { Keeper } from './keeper.ts'
import { lackOfRoom } from './room.ts'
import type { Settings } from './settings.ts'
import { DISK_FULL, ROOM_AGAIN } from './words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WATCH_EVERY = 15_000
const MEMORY_WITHIN = 10_000
/** A page that is as large again at once is not helped by another start. */
const RECYCLE_EVERY = 30 * MINUTE
/** Hours of the local day in which hardly anybody writes. */
const QUIET_HOURS = { from: 2, to: 4 }
/** Nobody has written or been written to for so long. */
const QUIET_FOR = 5 * MINUTE
/** A gateway is not told the office's zone. */
const WIB = 7 * HOUR
const DISK = 'disk'

export interface Memory {
  /** Mebibytes that the page's scripts hold. */
  readonly heap: number
  /** Mebibytes of the browser with all its processes, where the system tells. */
  readonly all?: number
}

export interface Watch {
  readonly memory: Memory | undefined
  /** What is not well, for the operator. */
  readonly words: readonly string[]
  /** Somebody writes or is written to. */
  busy(): void
  /** What the disk lacks, in words; people are told, and told when there is room again. */
  room(): Promise<string | undefined>
  tick(): void
}

interface Parts {
  readonly settings: Settings
  readonly contract: Contract
  readonly ask: Keeper['ask']
  /** Whether there is a page that could be started anew. */
  readonly isThere: () => boolean
  readonly recycle: (why: string) => void
}

export function createWatch({ settings, contract, ask, isThere, recycle }: Parts): Watch {
  const { clocks, log } = contract
  const wall = () => clocks.wall()
  let memory: Memory | undefined
  let lack: string | undefined
  let isAlarmed: boolean | undefined
  let watchAt: Instant = Number.NEGATIVE_INFINITY
  let busyAt: Instant = wall()
  let recycledAt: Instant = Number.NEGATIVE_INFINITY
  let isWatching = false

  const tooMuch = () => {
    const now = memory?.all ?? memory?.heap ?? 0
    return now > settings.memory.quiet ? `the browser of WhatsApp holds ${now} MB` : undefined
  }

  const isQuiet = async () => {
    const hour = Math.floor((((await clocks.desk()) + WIB) % (24 * HOUR)) / HOUR)
    return hour >= QUIET_HOURS.from && hour < QUIET_HOURS.to && wall() - busyAt >= QUIET_FOR
  }

  const lookAtMemory = async () => {
    const told = await ask('memory', {}, MEMORY_WITHIN)
    if (told.is !== 'answer') return
    memory = told.answer
    const why = tooMuch()
    if (why === undefined || wall() - recycledAt < RECYCLE_EVERY) return
    const isUrgent = (memory.all ?? memory.heap) > settings.memory.most
    if (!isUrgent && !(await isQuiet())) return
    recycledAt = wall()
    memory = undefined
    recycle(`${why}: it is started anew`)
  }

  const room = async () => {
    lack = await lackOfRoom(settings.directory, settings.room)
    const isLacking = lack !== undefined
    if (isLacking === isAlarmed) return lack
    try {
      const now = await clocks.desk()
      await (isLacking ? contract.alarm(DISK, DISK_FULL(now)) : contract.allClear(DISK, ROOM_AGAIN(now)))
      isAlarmed = isLacking
    } catch {
      log.warn({ gateway: 'whatsapp-web' }, 'an alarm could not be told: it is tried again')
    }
    return lack
  }

  const watch = async () => {
    if (!isThere()) return
    await room()
    await lookAtMemory()
  }

  return {
    get memory() {
      return memory
    },
    get words() {
      const much = tooMuch()
      const later = much === undefined ? [] : [`${much}: it is started anew at a quiet hour`]
      return [...(lack === undefined ? [] : [lack]), ...later]
    },
    busy: () => {
      busyAt = wall()
    },
    room,
    tick: () => {
      if (isWatching || wall() < watchAt) return
      isWatching = true
      watchAt = wall() + WATCH_EVERY
      void watch()
        .catch(() => log.warn({ gateway: 'whatsapp-web' }, 'memory and disk could not be looked at'))
        .finally(() => {
          isWatching = false
        })
    },
  }
}
