/** Looks at the page every few seconds: one that hangs tells nothing by itself. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Keeper } from './keeper.ts'
import type { Life, LifeEvent, StateName } from './life.ts'

const SECOND = 1000
const LOOK_EVERY = 5 * SECOND
const LOOK_WITHIN = 5 * SECOND
/** What has missed once may be busy: it is given more time before it is started anew. */
const SECOND_LOOK_WITHIN = 15 * SECOND
/** A page that is being loaded anew breaks every question for so long. */
const LOADS_WITHIN = 30 * SECOND

/** States in which the page is there to be looked at. */
const LOOKED_AT: ReadonlySet<StateName> = new Set(['pairing', 'logged-out', 'syncing', 'ready', 'degraded'])

interface Parts {
  readonly wall: () => Instant
  readonly life: () => Life
  readonly ask: Keeper['ask']
  readonly happened: (event: LifeEvent) => void
}

export interface Looking {
  /** The state has just changed: that was a look. */
  seen(): void
  tick(): void
}

export function createLooking({ wall, life, ask, happened }: Parts): Looking {
  let lookAt: Instant = Number.NEGATIVE_INFINITY
  let isLooking = false
  let brokenSince: Instant | undefined

  const look = async () => {
    const { generation, misses } = life()
    const looked = await ask('look', {}, misses > 0 ? SECOND_LOOK_WITHIN : LOOK_WITHIN)
    if (looked.is !== 'broken') brokenSince = undefined
    switch (looked.is) {
      case 'answer':
        return happened({ type: 'looked', generation, state: looked.answer.state })
      case 'broken':
        brokenSince ??= wall()
        if (wall() - brokenSince < LOADS_WITHIN) return happened({ type: 'looked', generation, state: null })
        return happened({ type: 'missed', generation })
      case 'lost':
        happened({ type: 'missed', generation })
        lookAt = wall()
        return
      default:
        return looked satisfies never
    }
  }

  return {
    seen: () => {
      lookAt = wall() + LOOK_EVERY
    },
    tick: () => {
      const { is, until } = life()
      const isThere = LOOKED_AT.has(is) && !(is === 'logged-out' && until !== undefined)
      if (!isThere || isLooking || wall() < lookAt) return
      isLooking = true
      lookAt = wall() + LOOK_EVERY
      void look().finally(() => {
        isLooking = false
      })
    },
  }
}
