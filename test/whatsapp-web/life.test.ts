/** The life of the browser behind the gateway: what follows on what, by wall time that the test hands in. */
import { describe, expect, test } from 'vitest'
import { LIMITS, type Life, type LifeEvent, STOPPED, step } from '../../bots/whatsapp-web/life.ts'

const MINUTE = 60_000

/** A life in a test: told events, it keeps its state and the effects of the last one. */
function living(given: Partial<Life> = {}) {
  let life: Life = { ...STOPPED, ...given }
  let now = 1_000_000
  const one = {
    get life() {
      return life
    },
    pass(milliseconds: number) {
      now += milliseconds
      return one.tell({ type: 'tick' })
    },
    /** An event of this generation, unless it says another. */
    tell(event: LifeEvent): string[] {
      const next = step(life, event, { now, chance: 0.5 })
      life = next.life
      return next.effects.map((effect) => ('of' in effect ? `${effect.do} ${effect.of}` : effect.do))
    },
    says(type: LifeEvent['type'], more: object = {}): string[] {
      return one.tell({ type, generation: life.generation, ...more } as LifeEvent)
    },
  }
  return one
}

function ready() {
  const one = living()
  one.tell({ type: 'start' })
  one.tell({ type: 'owner', is: true })
  one.says('authenticated')
  one.says('ready')
  return one
}

describe('from start to ready', () => {
  test('nothing is launched before the lease is held', () => {
    const one = living()
    expect(one.tell({ type: 'start' })).toEqual([])
    expect(one.life.is).toBe('standby')
    expect(one.tell({ type: 'owner', is: false })).toEqual([])
    expect(one.tell({ type: 'owner', is: true })).toEqual(['launch'])
    expect(one.life).toMatchObject({ is: 'starting', generation: 1 })
    expect(one.tell({ type: 'owner', is: true })).toEqual([])
  })

  test('an unpaired page waits for a person for as long as it takes', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    one.says('qr')
    expect(one.life.is).toBe('pairing')
    expect(one.pass(24 * 60 * MINUTE)).toEqual([])
    expect(one.says('looked', { state: 'UNPAIRED_IDLE' })).toEqual(['refresh-qr'])
    expect(one.life.is).toBe('pairing')
    one.says('authenticated')
    expect(one.life.is).toBe('syncing')
    expect(one.says('ready')).toEqual(['all-clear', 'catch-up'])
    expect(one.life.is).toBe('ready')
  })

  test('ready that comes three times is ready once, and each time what came meanwhile is asked for', () => {
    const one = ready()
    expect(one.says('ready')).toEqual(['all-clear', 'catch-up'])
    expect(one.says('authenticated')).toEqual([])
    expect(one.life.is).toBe('ready')
  })

  test('a page that is connected and never says so is nudged once, then started anew', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    one.says('looked', { state: 'CONNECTED' })
    expect(one.life.is).toBe('syncing')
    expect(one.pass(LIMITS.nudge - 1)).toEqual([])
    expect(one.pass(1)).toEqual(['nudge'])
    expect(one.pass(1)).toEqual([])
    expect(one.pass(LIMITS.syncing)).toEqual(['end'])
    expect(one.life.is).toBe('backing-off')
  })

  test('a page that does not come up in a minute is started anew', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    expect(one.pass(LIMITS.starting - 1)).toEqual([])
    expect(one.pass(1)).toEqual(['end'])
    expect(one.pass(MINUTE)).toEqual(['launch'])
    expect(one.life.generation).toBe(2)
  })

  test('without a browser it says so, and looks again later', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    one.says('no-browser', { why: 'none is installed' })
    expect(one.life).toMatchObject({ is: 'no-browser', why: 'none is installed' })
    expect(one.pass(LIMITS.noBrowser)).toEqual(['launch'])
  })
})

describe('health', () => {
  test('one look without an answer is a warning, the second a restart', () => {
    const one = ready()
    expect(one.says('missed')).toEqual([])
    expect(one.life.is).toBe('degraded')
    expect(one.says('missed')).toEqual(['end'])
    expect(one.life.is).toBe('backing-off')
  })

  test('an answer between two missing ones begins the count anew', () => {
    const one = ready()
    one.says('missed')
    expect(one.says('looked', { state: 'CONNECTED' })).toEqual(['all-clear', 'catch-up'])
    one.says('missed')
    expect(one.life.is).toBe('degraded')
  })

  test('a page that connects again mends itself, one that does not is started anew', () => {
    const one = ready()
    one.says('looked', { state: 'OPENING' })
    expect(one.life.is).toBe('degraded')
    expect(one.pass(LIMITS.degraded - 1)).toEqual([])
    one.says('looked', { state: 'CONNECTED' })
    expect(one.life.is).toBe('ready')
    one.says('looked', { state: 'TIMEOUT' })
    one.pass(LIMITS.degraded / 2)
    one.says('looked', { state: 'TIMEOUT' })
    expect(one.pass(LIMITS.degraded / 2)).toEqual(['end'])
  })

  test('what fails again and again waits longer each time, never without end, and people are told once', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    const waits: number[] = []
    const told: string[] = []
    for (let n = 0; n < 12; n += 1) {
      told.push(...one.says('died', { why: 'the browser is gone' }).filter((effect) => effect.startsWith('tell')))
      waits.push((one.life.until ?? 0) - 1_000_000 - waits.reduce((sum, wait) => sum + wait, 0))
      expect(one.pass(waits.at(-1) ?? 0)).toEqual(['launch'])
    }
    expect(waits.map((wait) => wait / 1000)).toEqual([1, 5, 15, 30, 60, 120, 300, 300, 300, 300, 300, 300])
    expect(told).toEqual(['tell down'])
    one.says('ready')
    one.says('looked', { state: 'CONNECTED' })
    expect(one.life).not.toHaveProperty('told')
    expect(one.life.failures).toBe(2)
    one.pass(LIMITS.steady)
    one.says('looked', { state: 'CONNECTED' })
    expect(one.life.failures).toBe(0)
  })

  test('one that comes up each time and soon breaks is tried again within seconds, and nobody is told', () => {
    const one = ready()
    for (let n = 0; n < 8; n += 1) {
      expect(one.says('died', { why: 'the page has crashed' })).toEqual(['end'])
      expect(one.pass(15_000)).toEqual(['launch'])
      one.says('ready')
    }
  })

  test('a page that loads much is not started anew for not answering', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    one.says('authenticated')
    for (let n = 0; n < 5; n += 1) expect(one.says('missed')).toEqual([])
    expect(one.life.is).toBe('syncing')
  })

  test('a browser that has used up too much is started anew, which is no failure', () => {
    const one = ready()
    expect(one.says('recycle', { why: 'it holds 3000 MB' })).toEqual(['end', 'launch'])
    expect(one.life).toMatchObject({ is: 'starting', generation: 2, failures: 0, why: 'it holds 3000 MB' })
  })

  test('where the session cannot be written nothing is launched until it can', () => {
    const one = living()
    one.tell({ type: 'start' })
    one.tell({ type: 'owner', is: true })
    one.says('no-room', { why: 'the disk is full' })
    expect(one.life).toMatchObject({ is: 'no-room', why: 'the disk is full', failures: 0 })
    expect(one.pass(LIMITS.noRoom)).toEqual(['launch'])
  })
})

describe('what waits for a person', () => {
  test('unlinked at the phone: people are told, and a new code is there', () => {
    const one = ready()
    expect(one.says('disconnected', { reason: 'LOGOUT' })).toEqual(['end', 'wipe', 'tell logged-out', 'launch'])
    expect(one.life).toMatchObject({ is: 'logged-out', generation: 2 })
    one.says('qr')
    expect(one.life.is).toBe('logged-out')
    expect(one.pass(10 * MINUTE)).toEqual([])
    one.says('authenticated')
    expect(one.says('ready')).toContain('all-clear')
  })

  test('it stays logged out while the browser that shows the code is started anew', () => {
    const one = ready()
    one.says('disconnected', { reason: 'UNPAIRED' })
    expect(one.says('died', { why: 'gone' })).toEqual(['end'])
    one.pass(MINUTE)
    one.says('qr')
    expect(one.life.is).toBe('logged-out')
  })

  test('opened elsewhere: it waits until somebody says to go on', () => {
    const one = ready()
    expect(one.says('disconnected', { reason: 'CONFLICT' })).toEqual(['end', 'tell conflict'])
    expect(one.says('died', { why: 'it was ended' })).toEqual([])
    expect(one.pass(24 * 60 * MINUTE)).toEqual([])
    expect(one.life.is).toBe('conflict')
    expect(one.tell({ type: 'resume' })).toEqual(['launch'])
  })
})

describe('generations and owners', () => {
  test('what an older browser tells changes nothing', () => {
    const one = ready()
    const before = one.life
    for (const type of ['qr', 'ready', 'missed', 'died', 'disconnected'] as const) {
      expect(one.says(type, { generation: 0, reason: 'LOGOUT', why: 'old' })).toEqual([])
    }
    expect(one.life).toEqual(before)
  })

  test('whoever loses the lease ends the browser at once, and takes it up when the lease comes back', () => {
    const one = ready()
    expect(one.tell({ type: 'owner', is: false })).toEqual(['end'])
    expect(one.life.is).toBe('standby')
    expect(one.tell({ type: 'owner', is: true })).toEqual(['launch'])
  })

  test('opened elsewhere, a lease that is lost and comes back does not let it go on', () => {
    const one = ready()
    one.says('disconnected', { reason: 'CONFLICT' })
    one.tell({ type: 'owner', is: false })
    expect(one.life.is).toBe('standby')
    expect(one.tell({ type: 'owner', is: true })).toEqual([])
    expect(one.life.is).toBe('conflict')
    expect(one.tell({ type: 'resume' })).toEqual(['launch'])
  })

  test('stopped is stopped: nothing is launched any more', () => {
    const one = ready()
    expect(one.tell({ type: 'stop' })).toEqual(['end'])
    expect(one.tell({ type: 'owner', is: true })).toEqual([])
    expect(one.pass(24 * 60 * MINUTE)).toEqual([])
    expect(one.life.is).toBe('stopped')
  })
})
