/** What goes wrong with browser, page and network, on the real clock: noticed in seconds, named, mended without a person. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../chaos/world.ts'
import { noBrowser } from './library.ts'

const SECOND = 1000
const kill = (pid: number | undefined) => process.kill(pid ?? Number.NaN, 'SIGKILL')

interface Fault {
  readonly what: string
  readonly strikes: (world: World) => Promise<void> | void
  readonly ends?: (world: World) => void
  /** Milliseconds until /readyz says so, on a machine that is busy with other things. */
  readonly within: number
  readonly states: readonly string[]
  readonly words: RegExp
}

const FAULTS: readonly Fault[] = [
  {
    what: 'a browser that is killed',
    strikes: async (world) => void kill((await world.browser()).browser),
    within: 5 * SECOND,
    states: ['backing-off', 'starting'],
    words: /browser is gone/,
  },
  {
    what: 'a page whose process crashes',
    strikes: async (world) => {
      for (const one of (await world.browser()).renderers) kill(one)
    },
    within: 5 * SECOND,
    states: ['backing-off', 'starting'],
    words: /page has crashed/,
  },
  {
    what: 'a process of the browser that is killed',
    strikes: async (world) => void kill((await world.holders())[0]),
    within: 5 * SECOND,
    states: ['backing-off', 'starting'],
    words: /process of the browser has ended/,
  },
  {
    what: 'a page that hangs',
    strikes: ({ standIn }) => standIn.hangPage(),
    within: 15 * SECOND,
    states: ['degraded'],
    words: /page does not answer/,
  },
  {
    what: 'a page that answers 503',
    strikes: ({ standIn }) => {
      standIn.answer503()
      standIn.reloadPage()
    },
    ends: ({ standIn }) => standIn.answer200(),
    within: 5 * SECOND,
    states: ['backing-off', 'starting'],
    words: /answers with 503/,
  },
  {
    what: 'a network that is gone',
    strikes: ({ standIn }) => standIn.goOffline(),
    ends: ({ standIn }) => standIn.goOnline(),
    within: 5 * SECOND,
    states: ['degraded'],
    words: /connecting \(TIMEOUT\)/,
  },
]

describe.skipIf(noBrowser || process.platform !== 'linux')('on the real clock', () => {
  let world: World
  beforeAll(async () => {
    world = await startWorld()
    await world.link()
  })
  afterAll(() => world.end())

  const told = async () => {
    const answer = await fetch(`${world.desk.url}/readyz`)
    return ((await answer.json()) as { gateways: Record<string, { state: string; words?: string }> }).gateways[
      'whatsapp-web'
    ]
  }

  test.each(FAULTS)(
    '$what is noticed in seconds, named in /readyz and metrics, and mended without a person',
    async (fault) => {
      await world.desk.becomes('ready')
      const before = performance.now()
      await fault.strikes(world)
      let now = await told()
      while (now?.state === 'ready' && performance.now() - before < fault.within) {
        await wait(20)
        now = await told()
      }
      expect(fault.states).toContain(now?.state)
      expect(now?.words).toMatch(fault.words)
      expect(await (await fetch(`${world.desk.url}/metrics`)).text()).toMatch(
        /helpdesk_gateway\{gateway="whatsapp-web",state="(?!ready")/,
      )
      fault.ends?.(world)
      await world.desk.becomes('ready')
      expect((await told())?.words).toBeUndefined()
    },
  )
})
