/**
 * The life of the browser behind the gateway, as a table: a state and an event give the next state and what is owed.
 * Pure: wall time and chance are handed in. Each launch is a generation; what an older one tells is ignored.
 */
import type { Instant } from '../../src/desk/ticket.ts'

export type StateName =
  | 'stopped'
  | 'standby'
  | 'no-browser'
  | 'no-room'
  | 'starting'
  | 'pairing'
  | 'syncing'
  | 'ready'
  | 'degraded'
  | 'backing-off'
  | 'logged-out'
  | 'conflict'

/** What people have to mend, and were told of. */
export type Told = 'logged-out' | 'conflict' | 'down'

export interface Life {
  readonly is: StateName
  readonly generation: number
  /** Wall time at which the state has lasted too long; absent: it may last. */
  readonly until?: Instant
  /** Wall time at which the page is asked to go on, once. */
  readonly nudgeAt?: Instant
  /** Wall time from which on it is ready for long enough. */
  readonly steadyAt?: Instant
  /** Launches in a row that came to nothing. */
  readonly failures: number
  /** Looks in a row that found nothing. */
  readonly misses: number
  readonly told?: Told
  /** Why it is not well, for the operator. */
  readonly why?: string
}

/** What happens to the gateway, and what one browser tells. */
export type LifeEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Whether this process may have the browser. */
  | { readonly type: 'owner'; readonly is: boolean }
  | { readonly type: 'tick' }
  /** A person says that it may go on. */
  | { readonly type: 'resume' }
  | { readonly type: 'no-browser'; readonly generation: number; readonly why: string }
  /** The session cannot be written: a browser would break it. */
  | { readonly type: 'no-room'; readonly generation: number; readonly why: string }
  /** It has used up too much, and is started anew. */
  | { readonly type: 'recycle'; readonly generation: number; readonly why: string }
  | { readonly type: 'qr'; readonly generation: number }
  | { readonly type: 'authenticated'; readonly generation: number }
  | { readonly type: 'ready'; readonly generation: number }
  /** A look at the page: the state of its connection. */
  | { readonly type: 'looked'; readonly generation: number; readonly state: string | null }
  | { readonly type: 'missed'; readonly generation: number }
  | { readonly type: 'disconnected'; readonly generation: number; readonly reason: string }
  /** Page, browser or child process are gone. */
  | { readonly type: 'died'; readonly generation: number; readonly why: string }

export type Effect =
  | { readonly do: 'launch' }
  | { readonly do: 'end' }
  /** The session was revoked: what is left of it is of no use. */
  | { readonly do: 'wipe' }
  | { readonly do: 'nudge' }
  | { readonly do: 'refresh-qr' }
  /** What came while away is asked for. */
  | { readonly do: 'catch-up' }
  | { readonly do: 'tell'; readonly of: Told }
  | { readonly do: 'all-clear' }

export interface Given {
  /** Wall time. */
  readonly now: Instant
  /** From 0 up to 1. */
  readonly chance: number
}

export interface Step {
  readonly life: Life
  readonly effects: readonly Effect[]
}

const SECOND = 1000
export const LIMITS = {
  starting: 60 * SECOND,
  syncing: 90 * SECOND,
  /** The library may have missed that the page has synced: it is asked to look again. */
  nudge: 15 * SECOND,
  /** The page says that it is connecting: it may mend itself. */
  degraded: 300 * SECOND,
  /** Somebody may install a browser. */
  noBrowser: 60 * SECOND,
  /** Somebody may make room. */
  noRoom: 15 * SECOND,
  /** Ready for so long, it counts as well again: what failed before is forgotten. */
  steady: 30 * SECOND,
} as const

const BACKOFF = [1, 5, 15, 30, 60, 120, 300].map((seconds) => seconds * SECOND)
/** So much more or less, so that nothing beats in time with what fails. */
const JITTER = 0.2
/** A browser that came up was no failure; one that soon breaks again and again is still given some seconds. */
const KEPT_WHEN_READY = 2
/** After so many launches in a row people are told. */
const TOLD_AFTER = 4

export const STOPPED: Life = { is: 'stopped', generation: 0, failures: 0, misses: 0 }

const backoff = (failures: number, chance: number) => {
  const wait = BACKOFF[Math.min(failures, BACKOFF.length) - 1] ?? 0
  return Math.round(wait * (1 - JITTER + 2 * JITTER * chance))
}

/** What outlives a state. */
function kept({ generation, failures, told, why }: Life, is: StateName): Life {
  const still = told === undefined ? {} : { told }
  return { is, generation, failures, misses: 0, ...still, ...(why === undefined ? {} : { why }) }
}

const stay = (life: Life, ...effects: Effect[]): Step => ({ life, effects })

const launch = (life: Life, { now }: Given, ...before: Effect[]): Step => ({
  life: { ...kept(life, 'starting'), generation: life.generation + 1, until: now + LIMITS.starting },
  effects: [...before, { do: 'launch' }],
})

function fail(life: Life, why: string, { now, chance }: Given): Step {
  const failures = life.failures + 1
  const tells = failures === TOLD_AFTER && life.told === undefined
  return {
    life: {
      ...kept(life, 'backing-off'),
      failures,
      until: now + backoff(failures, chance),
      why,
      ...(tells ? { told: 'down' as const } : {}),
    },
    effects: [{ do: 'end' }, ...(tells ? [{ do: 'tell', of: 'down' } as const] : [])],
  }
}

/** Somebody has to pair it; where it was paired before, people have been told. */
function waitForPerson(life: Life): Step {
  const { why: _why, ...rest } = kept(life, life.told === 'logged-out' ? 'logged-out' : 'pairing')
  return stay(rest)
}

function sync(life: Life, { now }: Given): Step {
  return stay({ ...kept(life, 'syncing'), until: now + LIMITS.syncing, nudgeAt: now + LIMITS.nudge })
}

function beReady(life: Life, { now }: Given): Step {
  const { told: _told, why: _why, ...rest } = kept(life, 'ready')
  const steadyAt = (life.is === 'ready' ? life.steadyAt : undefined) ?? now + LIMITS.steady
  const failures = Math.min(life.failures, KEPT_WHEN_READY)
  return stay({ ...rest, failures, steadyAt }, { do: 'all-clear' }, { do: 'catch-up' })
}

/** The phone has unlinked it: a fresh browser shows the code to pair it again. */
function logOut(life: Life, given: Given, ...wipe: Effect[]): Step {
  const next = launch({ ...life, told: 'logged-out', why: 'the phone has unlinked this device' }, given)
  return stay(
    { ...next.life, is: 'logged-out' },
    { do: 'end' },
    ...wipe,
    { do: 'tell', of: 'logged-out' },
    { do: 'launch' },
  )
}

function degrade(life: Life, why: string, { now }: Given): Step {
  const until = life.is === 'degraded' && life.until !== undefined ? life.until : now + LIMITS.degraded
  return stay({ ...kept(life, 'degraded'), misses: life.misses, until, why })
}

type Handler<T extends LifeEvent['type']> = (life: Life, event: Extract<LifeEvent, { type: T }>, given: Given) => Step
type Row = { readonly [T in LifeEvent['type']]?: Handler<T> }

const isPast = (at: Instant | undefined, { now }: Given) => at !== undefined && now >= at

/** The limit of a state has passed: the attempt has failed. */
const limited =
  (why: string): Handler<'tick'> =>
  (life, _event, given) =>
    isPast(life.until, given) ? fail(life, why, given) : stay(life)

/** Its limit has passed: on to a launch. */
const thenLaunch: Handler<'tick'> = (life, _event, given) =>
  isPast(life.until, given) ? launch(life, given) : stay(life)

const UNPAIRED = 'UNPAIRED'
const UNPAIRED_IDLE = 'UNPAIRED_IDLE'

const onDisconnected: Handler<'disconnected'> = (life, { reason }, given) => {
  if (reason === 'LOGOUT') return logOut(life, given, { do: 'wipe' })
  if (reason === UNPAIRED || reason === UNPAIRED_IDLE) return logOut(life, given)
  if (reason !== 'CONFLICT') return fail(life, `WhatsApp has ended the connection (${reason})`, given)
  const why = 'WhatsApp Web was opened elsewhere with the same phone'
  return stay({ ...kept(life, 'conflict'), told: 'conflict', why }, { do: 'end' }, { do: 'tell', of: 'conflict' })
}

const onMissed: Handler<'missed'> = (life, _event, given) => {
  const misses = life.misses + 1
  return misses >= 2
    ? fail(life, 'the page does not answer', given)
    : stay({ ...life, misses, why: 'the page does not answer' })
}

/** What may happen wherever a browser runs. */
const RUNNING: Row = {
  stop: (life) => stay(kept(life, 'stopped'), { do: 'end' }),
  owner: (life, { is }) => (is ? stay(life) : stay(kept(life, 'standby'), { do: 'end' })),
  disconnected: onDisconnected,
  missed: onMissed,
  died: (life, { why }, given) => fail(life, why, given),
  ready: (life, _event, given) => beReady(life, given),
}

/** What may happen wherever none runs. */
const IDLE: Row = {
  stop: (life) => stay(kept(life, 'stopped')),
  owner: (life, { is }) => (is ? stay(life) : stay(kept(life, 'standby'))),
}

/** Somebody has to pair it: that may last. */
const UNPAIRED_ROW: Row = {
  ...RUNNING,
  qr: waitForPerson,
  authenticated: (life, _event, given) => sync(life, given),
  looked: (life, { state }, given) => {
    if (state === 'CONNECTED') return sync(life, given)
    // The page shows no new code by itself after some that nobody took.
    return stay({ ...life, misses: 0 }, ...(state === UNPAIRED_IDLE ? [{ do: 'refresh-qr' } as const] : []))
  },
  tick: limited('the page did not come up in time'),
}

const CONNECTED_ROW: Row = {
  ...RUNNING,
  qr: (life, _event, given) => logOut(life, given),
  looked: (life, { state }, given) => {
    if (state === 'CONNECTED') {
      const healthy = { ...life, misses: 0, failures: isPast(life.steadyAt, given) ? 0 : life.failures }
      return life.is === 'ready' ? stay(healthy) : beReady(healthy, given)
    }
    if (state === UNPAIRED || state === UNPAIRED_IDLE) return logOut(life, given)
    return degrade({ ...life, misses: 0 }, `WhatsApp is connecting (${state ?? 'no state'})`, given)
  },
  recycle: (life, { why }, given) => launch({ ...life, why }, given, { do: 'end' }),
  missed: (life, event, given) => {
    const step = onMissed(life, event, given)
    return step.life.is === 'ready' ? degrade(step.life, 'the page does not answer', given) : step
  },
}

const TABLE: Readonly<Record<StateName, Row>> = {
  stopped: { start: (life) => stay(kept(life, 'standby')) },
  standby: {
    ...IDLE,
    owner: (life, { is }, given) => {
      if (!is) return stay(life)
      // A lease that was lost for a while is no person who says to go on.
      return life.told === 'conflict' ? stay(kept(life, 'conflict')) : launch(life, given)
    },
  },
  'no-browser': { ...IDLE, tick: thenLaunch },
  'no-room': { ...IDLE, tick: thenLaunch },
  starting: {
    ...UNPAIRED_ROW,
    'no-browser': (life, { why }, { now }) => stay({ ...kept(life, 'no-browser'), until: now + LIMITS.noBrowser, why }),
    'no-room': (life, { why }, { now }) => stay({ ...kept(life, 'no-room'), until: now + LIMITS.noRoom, why }),
  },
  pairing: UNPAIRED_ROW,
  'logged-out': UNPAIRED_ROW,
  syncing: {
    ...RUNNING,
    qr: waitForPerson,
    looked: (life) => stay({ ...life, misses: 0 }),
    // A page that loads much may be busy for long: the limit of the state ends it.
    missed: (life) => stay(life),
    tick: (life, event, given) => {
      if (!isPast(life.nudgeAt, given)) return limited('the page did not finish loading in time')(life, event, given)
      const { nudgeAt: _nudged, ...rest } = life
      return stay(rest, { do: 'nudge' })
    },
  },
  ready: CONNECTED_ROW,
  degraded: { ...CONNECTED_ROW, tick: limited('WhatsApp did not connect again') },
  'backing-off': { ...IDLE, tick: thenLaunch, resume: (life, _event, given) => launch(life, given) },
  conflict: { ...IDLE, resume: (life, _event, given) => launch(life, given) },
}

/** The next state and what is owed; what a state does not know, and what an older generation tells, changes nothing. */
export function step(life: Life, event: LifeEvent, given: Given): Step {
  if ('generation' in event && event.generation !== life.generation) return stay(life)
  const handler = TABLE[life.is][event.type] as Handler<LifeEvent['type']> | undefined
  return handler?.(life, event as never, given) ?? stay(life)
}
