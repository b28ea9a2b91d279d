/** Keeps the browser alive: carries out what its life (life.ts) owes, by wall time. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'
import { type Browser, type Replied, startBrowser } from './browser.ts'
import { findChromium } from './chromium.ts'
import { createLacking } from './lacking.ts'
import { type Effect, type Life, type LifeEvent, STOPPED, step } from './life.ts'
import { createLooking } from './looking.ts'
import { prepareSession, wipeSession } from './session.ts'
import type { Settings } from './settings.ts'
import { withUserAgent } from './user-agent.ts'
import type { Asked, Told, Word } from './vocabulary.ts'
import { createWatch, type Watch } from './watch.ts'
import { ALARMS, RUNS_AGAIN } from './words.ts'

const SECOND = 1000
const OWNER = 'owner'
const RENEW_EVERY = 3 * SECOND
const TAKE_EVERY = 2 * SECOND
/** A database that does not answer is asked again: the first question may never be answered. */
const LEASE_WITHIN = 4 * SECOND
const ASK_WITHIN = 10 * SECOND

export interface Keeper {
  readonly life: Life
  /** The code that the phone scans, while somebody has to pair it. */
  readonly qr: string | undefined
  readonly watch: Watch
  /** What of the page or of the machine is not well, for the operator. */
  readonly words: readonly string[]
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
  const lacking = createLacking(contract)
  let life = STOPPED
  let browser: Browser | undefined
  let qr: string | undefined
  let timer: NodeJS.Timeout | undefined
  /** Launches and ends, one after the other. */
  let work: Promise<void> = Promise.resolve()
  let renewAt: Instant = Number.NEGATIVE_INFINITY
  let heldUntil: Instant = Number.NEGATIVE_INFINITY
  let isRenewing = false

  const happened = (event: LifeEvent) => {
    const before = life
    const next = step(life, event, { now: wall(), chance: Math.random() })
    life = next.life
    if (life.is !== before.is) {
      log.info({ gateway: 'whatsapp-web', state: life.is, generation: life.generation }, life.why ?? 'WhatsApp')
      if (!['pairing', 'logged-out'].includes(life.is)) qr = undefined
      looking.seen()
      changed(life)
    }
    for (const effect of next.effects) carryOut(effect)
  }

  const holds = () => wall() < heldUntil

  /**
   * As it is now. The process may have stood still for longer than the lease: another may have the browser since, and
   * nothing is done any more on the strength of what was known before.
   */
  const current = (): Life => {
    if (life.is !== 'stopped' && life.is !== 'standby' && !holds()) happened({ type: 'owner', is: false })
    return life
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
    generation === current().generation && ['starting', 'logged-out'].includes(life.is)

  const launch = async (generation: number) => {
    if (!isWanted(generation)) return
    const found = await findChromium(settings)
    if ('missing' in found) return happened({ type: 'no-browser', generation, why: found.missing })
    const lack = await watch.room()
    if (lack !== undefined) return happened({ type: 'no-room', generation, why: lack })
    try {
      // Asked anew: what was held when the launch was decided may be another's by now.
      await renew()
      if (!isWanted(generation)) return
      await prepareSession(settings.directory, holds)
      const { directory } = settings
      const args = await withUserAgent(found.path, settings.args)
      if (!isWanted(generation)) return
      const holding = { wall, left: () => heldUntil - wall() }
      browser = startBrowser({ browser: found.path, args, directory }, holding, (told) => hear(generation, told))
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
        return inTurn(async () => (holds() ? wipeSession(settings.directory) : undefined))
      case 'nudge':
        return void ask('nudge', {}, ASK_WITHIN)
      case 'refresh-qr':
        return void ask('refresh-qr', {}, ASK_WITHIN)
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
    if (generation !== current().generation) return
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

  const ask: Keeper['ask'] = async (word, asked, within) => {
    current()
    const replied = (await browser?.ask(word, asked, within)) ?? ({ is: 'lost' } as const)
    lacking.replied(word, replied)
    return replied
  }

  const watch = createWatch({
    settings,
    contract,
    ask,
    isThere: () => life.is === 'ready' || life.is === 'degraded',
    recycle: (why) => happened({ type: 'recycle', generation: life.generation, why }),
  })

  const looking = createLooking({ wall, life: () => life, ask, happened })

  const renew = async () => {
    const asked = wall()
    try {
      const is = await inTime(contract.lease(OWNER, settings.lease), LEASE_WITHIN)
      heldUntil = is ? asked + settings.lease * SECOND : Number.NEGATIVE_INFINITY
      renewAt = wall() + (is ? RENEW_EVERY : TAKE_EVERY)
      happened({ type: 'owner', is })
    } catch {
      // The lease may still be ours: the browser is kept for as long as nobody else can have it.
      renewAt = wall() + TAKE_EVERY
      current()
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
    current()
    happened({ type: 'tick' })
    looking.tick()
    watch.tick()
    ticked()
  }

  return {
    get life() {
      return current()
    },
    get qr() {
      return qr
    },
    watch,
    get words() {
      return [...watch.words, ...lacking.words]
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

/** Rejects when it takes longer than so many real milliseconds. */
function inTime<T>(work: Promise<T>, within: number): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(reject, within, new Error('too late'))
    void work.finally(() => clearTimeout(timer)).catch(() => {})
  })
  return Promise.race([work, late])
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code ?? 'no code'
