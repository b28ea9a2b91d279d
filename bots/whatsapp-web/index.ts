/** WhatsApp through whatsapp-web.js in a browser of its own, which is a child process (WHATSAPP.md). */

import type { Contract, Gateway, GatewayKind, OwnLine } from '../gateway.ts'
import { check } from './check.ts'
import { COMMANDS } from './commands.ts'
import { createControl } from './control.ts'
import { createFetching } from './fetching.ts'
import { addressOf } from './incoming.ts'
import { createIntake } from './intake.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { REFUSED } from './outcomes.ts'
import { createRequests } from './requests.ts'
import { createSending, MARKS, type Sending } from './sending.ts'
import { readSettings, type Settings } from './settings.ts'

const NAME = 'whatsapp-web'
/** Others look at who has the browser, and how it is. */
const TOLD_EVERY = 10_000

export const whatsappWeb: GatewayKind = {
  name: NAME,
  channels: ['whatsapp'],
  group: 'whatsapp',
  commands: COMMANDS,
  configure: (environment, office) => {
    const read = readSettings(environment, office?.groups)
    return read.is === 'on' ? { is: 'on', create: (contract) => createWhatsappWeb(read.settings, contract) } : read
  },
}

const isForPeople: ReadonlySet<string> = new Set(['pairing', 'logged-out'])

export function createWhatsappWeb(settings: Settings, contract: Contract): Gateway {
  const { clocks, watermark } = contract
  let keeper: Keeper
  let sending: Sending
  let toldAt = Number.NEGATIVE_INFINITY

  const keepNote = (writing: Promise<void>) =>
    void writing.catch(() => contract.log.warn({ gateway: NAME }, 'the state of WhatsApp could not be noted'))

  const tellOthers = () => {
    toldAt = clocks.wall()
    const { is } = keeper.life
    void (is === 'standby' || is === 'stopped' ? control.close() : control.open())
    if (is !== 'standby' && is !== 'stopped') keepNote(watermark.set(MARKS.owner, `${is} ${toldAt}`))
  }

  /** A number that was linked anew is warmed up anew. */
  const noteLinked = async (own: string | undefined) => {
    const [, before] = ((await watermark.get(MARKS.linked)) ?? '').split(' ')
    if (before !== own) await watermark.set(MARKS.linked, `${new Date(clocks.wall()).toISOString()} ${own}`)
  }

  const own = async (): Promise<OwnLine[]> => {
    const [, linked] = ((await watermark.get(MARKS.linked)) ?? '').split(' ')
    return linked ? [{ channel: 'whatsapp', address: addressOf({ from: linked }) }] : []
  }

  const intake = createIntake(
    settings,
    contract,
    () => keeper,
    (id, ack) => sending.acked(id, ack),
  )
  keeper = createKeeper({
    settings,
    contract,
    heard: (told) => {
      if (told.say === 'message') keeper.watch.busy()
      return told.say === 'ready' ? keepNote(noteLinked(told.own)) : intake.heard(told)
    },
    catchUp: intake.catchUp,
    changed: tellOthers,
    ticked: () => {
      sending.tick()
      intake.tick()
      if (clocks.wall() - toldAt >= TOLD_EVERY) tellOthers()
    },
  })
  sending = createSending(settings, contract, keeper)
  const fetch = createFetching(settings, keeper)
  const control = createControl(
    settings.directory,
    createRequests({ settings, contract, keeper, sending, fetch }),
    () => contract.log.warn({ gateway: NAME }, 'the commands "npm run desk -- whatsapp ..." cannot reach this desk'),
  )

  return {
    name: NAME,
    channels: ['whatsapp'],
    routes: [],
    send: (message) => {
      keeper.watch.busy()
      return sending.send(message)
    },
    find: (message, isAnothers) => sending.find(message, isAnothers),
    explain: (code) => (code === REFUSED.code ? REFUSED : undefined),
    fetch,
    own,
    check: () => check(settings),
    state: () => {
      if (!settings.runs) return { state: 'elsewhere' }
      const { is, why } = keeper.life
      const words = [...(why === undefined ? [] : [why]), ...keeper.words]
      return { state: is, ...(words.length > 0 ? { words: [...new Set(words)].join('; ') } : {}) }
    },
    figures: () => {
      const { generation, failures } = keeper.life
      const { heap, all } = keeper.watch.memory ?? {}
      return {
        browser_starts: generation,
        failures_in_a_row: failures,
        ...(heap === undefined ? {} : { page_megabytes: heap }),
        ...(all === undefined ? {} : { browser_megabytes: all }),
      }
    },
    pairing: () => (keeper.qr !== undefined && isForPeople.has(keeper.life.is) ? { qr: keeper.qr } : undefined),
    start: async () => {
      if (settings.runs) keeper.start()
    },
    stop: async () => {
      await Promise.all([intake.stop(), keeper.stop(), control.close()])
    },
  }
}
