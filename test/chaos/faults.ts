/** What goes wrong, as a table. Each returns when it is over by itself or lasts no longer; nobody mends it by hand. */
import { setTimeout as wait } from 'node:timers/promises'
import { leaveStaleLock } from '../whatsapp-web/browsers.ts'
import type { Chance } from './chance.ts'
import type { World } from './world.ts'

export type Fault = (world: World, chance: Chance) => Promise<void>

const SECOND = 1000
const kill = (pid: number | undefined) => {
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}

export const FAULTS: Readonly<Record<string, Fault>> = {
  'browser killed': async (world) => {
    kill((await world.browser()).browser)
    await world.standIn.waitForState('none')
  },
  'renderer crashed': async (world) => {
    for (const pid of (await world.browser()).renderers) kill(pid)
    await world.standIn.waitForState('none')
  },
  'page hangs for ever': async ({ standIn }) => standIn.hangPage(),
  'page hangs for a while': async ({ standIn }, chance) => standIn.hangPage(chance.between(2, 12) * SECOND),
  'page reloads': async ({ standIn }) => standIn.reloadPage(),
  'page answers 503': async ({ standIn }, chance) => {
    standIn.answer503()
    standIn.reloadPage()
    await wait(chance.between(3, 15) * SECOND)
    standIn.answer200()
  },
  'network gone': async ({ standIn }, chance) => {
    standIn.goOffline()
    await wait(chance.between(2, 20) * SECOND)
    standIn.goOnline()
  },
  'connection of the page cut': async ({ standIn }) => {
    standIn.goOffline()
    standIn.goOnline()
  },
  'holder of the browser killed': async (world) => {
    kill((await world.holders())[0])
    await world.standIn.waitForState('none')
  },
  'desk killed': async (world) => {
    await world.desk.kill()
    await world.startDesk()
  },
  'desk stands still': async ({ desk }, chance) => {
    desk.standsStill()
    await wait(chance.between(5, 25) * SECOND)
    desk.goesOn()
  },
  'desk stands still and another takes over': async (world) => {
    const { desk } = world
    desk.standsStill()
    await (await world.startDesk()).becomes('ready')
    desk.goesOn()
    await desk.becomes('standby')
    await desk.stop()
  },
  'desk restarted with a stale lock': async (world) => {
    await world.desk.stop()
    await leaveStaleLock(world.profile)
    await world.startDesk()
  },
  'synchronises late': async (world, chance) => {
    world.standIn.sync = 'late'
    kill((await world.browser()).browser)
    await world.standIn.waitForState('none')
    await world.standIn.waitForState('CONNECTED')
    await wait(chance.between(1, 20) * SECOND)
    world.standIn.sync = 'normal'
    world.standIn.finishSync()
  },
  'synchronises before anybody listens': async (world) => {
    world.standIn.sync = 'early'
    kill((await world.browser()).browser)
    await world.standIn.waitForState('none')
    await world.standIn.waitForState('CONNECTED')
    world.standIn.sync = 'normal'
  },
  'ready three times': async ({ standIn }) => standIn.finishSync(3),
  'sends refused': async ({ standIn }, chance) => standIn.refuseNext(chance.between(1, 3)),
  'sends without an ack': async ({ standIn }, chance) => standIn.silentNext(chance.between(1, 2), 'arrives'),
  'sends lost': async ({ standIn }, chance) => standIn.silentNext(chance.between(1, 2), 'lost'),
  'database connections cut': (world) => world.cutDatabase(),
}

/** So many in a random order; each kind comes before any comes again. */
export function drawn(count: number, chance: Chance): string[] {
  const all: string[] = []
  while (all.length < count) all.push(...chance.shuffled(Object.keys(FAULTS)))
  return all.slice(0, count)
}
