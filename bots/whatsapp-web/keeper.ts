/** Keeps the browser alive: carries out what its life (life.ts) owes, by wall time. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'
import { type Browser, type Replied, startBrowser } from './browser.ts'
import { findChromium } from './chromium.ts'
import { type Effect, type Life, type LifeEvent, STOPPED, type StateName, step } from './life.ts'
import { prepareSession, wipeSession } from './session.ts'
import type { Settings } from './settings.ts'
import { withUserAgent } from './user-agent.ts'
import type { Asked, Told, Word } from './vocabulary.ts'
import { ALARMS, RUNS_AGAIN } from './words.ts'

const SECOND = 1000
const OWNER = 'owner'
/** The database's seconds for which one process has the browser; a dead one is replaced within them. */
const LEASE_SECONDS = 30
const RENEW_EVERY = 10 * SECOND
const TAKE_EVERY = 5 * SECOND
const LOOK_EVERY = 30 * SECOND
const LOOK_WITHIN = 10 * SECOND
/** Pages beyond this are told of: they are slow before they crash. */
const MUCH_MEMORY = 1024

/** States in which the page is there to be looked at. */
const LOOKED_AT: ReadonlySet<StateName> = new Set(['pairing', 'logged-out', 'syncing', 'ready', 'degraded'])

export interface Keeper {
  readonly life: Life
  /** The code that the phone scans, while somebody has to pair it. */
  readonly qr: string | undefined
  /** Of the page, as it was last looked at. */
  readonly megabytes: number | undefined
  ask<W extends Word>(word: W, ask: Asked[W]['ask'], within: number): Promise<Replied<W>>
  resume(): void
  start(): void
  /** Ends browser and process. */
  stop(): Promise<void>
}

interface Parts {
  readonly settings: Settings
  readonly contract: Contract
  /** What the browser tells that is not about its life. */
  readonly heard: (told: Told) => void
  /** It is ready, again or anew: what came while away is asked for. */
  readonly catchUp: () => void
  readonly changed: (life: Life) => void
  readonly ticked: () => void
}

export function createKeeper({ settings, contract, heard, catchUp, changed, ticked }: Parts): Keeper {
  const { clocks, log } = contract
  const wall = () => clocks.wall()
  let life = STOPPED
  let browser: Browser | undefined
  let qr: string | undefined
  let megabytes: number | undefined
  let timer: NodeJS.Timeout | undefined
  /** Launches and ends, one after the other. */
  let work: Promise<void> = Promise.resolve()
  let renewAt: Instant = Number.NEGATIVE_INFINITY
  let heldUntil: Instant = Number.NEGATIVE_INFINITY
  let isRenewing = false
  let lookAt: Instant = Number.NEGATIVE_INFINITY
  let isLooking = false

  const happened = (event: LifeEvent) => {
    const before = life
    const next = step(life, event, { now: wall(), chance: Math.random() })
    life = next.life
    if (life.is !== before.is) {
      log.info({ gateway: 'whatsapp-web', state: life.is, generation: life.generation }, life.why ?? 'WhatsApp')
      if (!['pairing', 'logged-out'].includes(life.is)) qr = undefined
      lookAt = wall() + LOOK_EVERY
      changed(life)
    }
    for (const effect of next.effects) carryOut(effect)
  }

  const inTurn = (what: () => Promise<void>) => {
    work = work.then(what).catch((error: unknown) => {
      log.warn(
        { gateway: 'whatsapp-web', reason: codeOf(error) },
        'the browser could not be handled: it is tried again',
      )
    })
  }

  /** It may have been stopped, or failed, while it was prepared. */
  const isWanted = (generation: number) =>
    generation === life.generation && ['starting', 'logged-out'].includes(life.is)

  const launch = async (generation: number) => {
    if (!isWanted(generation)) return
    const found = await findChromium(settings)
    if ('missing' in found) return happened({ type: 'no-browser', generation, why: found.missing })
    try {
      await prepareSession(settings.directory)
      const { directory } = settings
      const args = await withUserAgent(found.path, settings.args)
      if (!isWanted(generation)) return
      browser = startBrowser({ browser: found.path, args, directory }, wall, (told) => hear(generation, told))
    } catch (error) {
      happened({ type: 'died', generation, why: `the folder of the session cannot be used (${codeOf(error)})` })
    }
  }

  const carryOut = (effect: Effect) => {
    switch (effect.do) {
      case 'launch': {
        const { generation } = life
        return inTurn(() => launch(generation))
      }
      case 'end': {
        // Nothing more is asked of it from now on.
        const ended = browser
        browser = undefined
        return inTurn(async () => ended?.end())
      }
      case 'wipe':
        return inTurn(() => wipeSession(settings.directory))
      case 'nudge':
        return void ask('nudge', {}, LOOK_WITHIN)
      case 'refresh-qr':
        return void ask('refresh-qr', {}, LOOK_WITHIN)
      case 'catch-up':
        return catchUp()
      case 'tell':
        return tell(async () => contract.alarm(effect.of, ALARMS[effect.of](await clocks.desk())))
      case 'all-clear':
        return tell(async () => {
          const now = await clocks.desk()
          for (const name of Object.keys(ALARMS)) await contract.allClear(name, RUNS_AGAIN(now))
        })
      default:
        return effect satisfies never
    }
  }

  const tell = (telling: () => Promise<void>) =>
    void telling().catch(() => log.warn({ gateway: 'whatsapp-web' }, 'an alarm could not be told'))

  const hear = (generation: number, told: Told) => {
    if (generation !== life.generation) return
    switch (told.say) {
      case 'qr':
        qr = told.qr
        return happened({ type: 'qr', generation })
      case 'authenticated':
        return happened({ type: 'authenticated', generation })
      case 'ready':
        happened({ type: 'ready', generation })
        return heard(told)
      case 'looked':
        return happened({ type: 'looked', generation, state: told.state })
      case 'disconnected':
        return happened({ type: 'disconnected', generation, reason: told.reason })
      case 'died':
        return happened({ type: 'died', generation, why: told.why })
      case 'trouble':
        return log.warn({ gateway: 'whatsapp-web', reason: told.why }, 'something broke in the browser')
      case 'launched':
        return
      default:
        return heard(told)
    }
  }

  const ask: Keeper['ask'] = async (word, asked, within) => (await browser?.ask(word, asked, within)) ?? { is: 'lost' }

  const look = async () => {
    const { generation } = life
    const looked = await ask('look', {}, LOOK_WITHIN)
    if (looked.is !== 'answer') return happened({ type: 'missed', generation })
    const { state, megabytes: now } = looked.answer
    if (now > MUCH_MEMORY && (megabytes ?? 0) <= MUCH_MEMORY)
      log.warn({ gateway: 'whatsapp-web', megabytes: now }, 'the page of WhatsApp has grown large')
    megabytes = now
    happened({ type: 'looked', generation, state })
  }

  const renew = async () => {
    const asked = wall()
    try {
      const is = await contract.lease(OWNER, LEASE_SECONDS)
      if (is) heldUntil = asked + LEASE_SECONDS * SECOND
      renewAt = wall() + (is ? RENEW_EVERY : TAKE_EVERY)
      happened({ type: 'owner', is })
    } catch {
      // The lease may still be ours: the browser is kept for as long as nobody else can have it.
      renewAt = wall() + TAKE_EVERY
      if (wall() >= heldUntil) happened({ type: 'owner', is: false })
    }
  }

  const tick = () => {
    browser?.tick()
    const now = wall()
    if (now >= renewAt && !isRenewing) {
      isRenewing = true
      void renew().finally(() => {
        isRenewing = false
      })
    }
    happened({ type: 'tick' })
    const isThere = LOOKED_AT.has(life.is) && !(life.is === 'logged-out' && life.until !== undefined)
    if (isThere && now >= lookAt && !isLooking) {
      isLooking = true
      lookAt = now + LOOK_EVERY
      void look().finally(() => {
        isLooking = false
      })
    }
    ticked()
  }

  return {
    get life() {
      return life
    },
    get qr() {
      return qr
    },
    get megabytes() {
      return megabytes
    },
    ask,
    resume: () => happened({ type: 'resume' }),
    start: () => {
      happened({ type: 'start' })
      timer = setInterval(tick, settings.tickEvery)
      timer.unref()
      tick()
    },
    stop: async () => {
      clearInterval(timer)
      happened({ type: 'stop' })
      await work
    },
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code ?? 'no code'
