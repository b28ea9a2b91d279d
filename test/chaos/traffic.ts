/** People who write all the while; what they wrote is kept, to be asked for at the end. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Arrival } from '../whatsapp-web/records.ts'
import type { Chance } from './chance.ts'
import { type World, WRITERS } from './world.ts'

/** Milliseconds between two messages of anybody. */
const PAUSES = [200, 3000] as const
/** A ticket that nobody has: its number comes back in the answer. */
const FIRST_NUMBER = 5000

export interface Traffic {
  /** Ids of all messages that were written. */
  readonly written: readonly string[]
  /** The one who is heard after each fault writes; gives the id. */
  probe(): string
  stop(): Promise<void>
}

export function startTraffic({ standIn }: World, chance: Chance): Traffic {
  const written: string[] = []
  const people = WRITERS.slice(0, -1)
  let isStopped = false
  let number = FIRST_NUMBER

  const write = (message: Arrival) => {
    const { id } = standIn.receive(message)
    written.push(id)
    return id
  }
  const nextNumber = () => {
    number += 1
    return number
  }
  const words = (): Partial<Arrival> => {
    const kind = chance.next()
    if (kind < 0.15) return { text: 'STATUS' }
    if (kind < 0.2) return { text: `LAPOR printer ${nextNumber()} macet` }
    if (kind < 0.3) return { text: `STATUS ${nextNumber()}`, lid: true }
    if (kind < 0.35) return { text: `STATUS ${nextNumber()}`, twice: true }
    return { text: `STATUS ${nextNumber()}` }
  }
  const run = async () => {
    while (!isStopped) {
      write({ from: chance.pick(people), ...words() })
      await wait(chance.between(...PAUSES))
    }
  }
  const running = run()
  return {
    written,
    probe: () => write({ from: WRITERS.at(-1) ?? '', text: `STATUS ${nextNumber()}` }),
    stop: () => {
      isStopped = true
      return running
    },
  }
}
