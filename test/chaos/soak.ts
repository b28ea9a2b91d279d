/**
 * `npm run chaos -- --seed 7 --faults 20`: a whole desk in a real browser, people who write all the while, and one fault
 * after the other. Ends with 1 when a message was lost, came twice or was left undone. Linux alone.
 */
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { mebibytesOf } from '../whatsapp-web/browsers.ts'
import { findChromium } from '../whatsapp-web/chromium.ts'
import { type Chance, chanceOf } from './chance.ts'
import { drawn, FAULTS } from './faults.ts'
import { startTraffic, type Traffic } from './traffic.ts'
import { isAtRest, judge } from './verdict.ts'
import { startWorld, type World } from './world.ts'

const RECOVERED_WITHIN = 120_000
/** A message that WhatsApp lost is sent again after the page was loaded anew, which is not done often. */
const ANSWERED_WITHIN = 480_000
/** A message that was lost is looked for until the page may be loaded anew. */
const AT_REST_WITHIN = 480_000

const say = (words: string) => void process.stdout.write(`${words}\n`)
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

async function until(look: () => Promise<boolean>, within: number): Promise<boolean> {
  const last = performance.now() + within
  while (!(await look().catch(() => false))) {
    if (performance.now() > last) return false
    await wait(100)
  }
  return true
}

interface Recovery {
  readonly name: string
  /** Milliseconds until /readyz said that WhatsApp is not ready; absent: it was ready all the while. */
  readonly noticed?: number
  readonly ready: number
  readonly answered: number
}

/** How long after a fault WhatsApp is ready and has taken what was written in it, and how long until it is answered. */
async function strike(world: World, traffic: Traffic, name: string, chance: Chance): Promise<Recovery> {
  const { desk } = world
  const begun = performance.now()
  let noticed: number | undefined
  let isOver = false
  const notice = async () => {
    const isNot = until(async () => isOver || !['ready', 'down'].includes(await desk.state()), RECOVERED_WITHIN)
    if ((await isNot) && !isOver) noticed = performance.now() - begun
  }
  const noticing = notice()
  const lasts = FAULTS[name]?.(world, chance)
  const id = traffic.probe()
  await lasts
  const from = performance.now()
  const stored = async () =>
    (await world.rows(`select 1 from inbox where provider_id = $1`, [id])).length > 0 &&
    (await world.desk.state()) === 'ready'
  if (!(await until(stored, RECOVERED_WITHIN))) throw new Error(`WhatsApp did not recover: ${await world.desk.state()}`)
  const ready = performance.now() - from
  isOver = true
  await noticing
  const answered = async () =>
    (
      await world.rows(
        `with recursive ways as (
           select o.id, o.state from outbox o join inbox i on i.id = o.answers_id where i.provider_id = $1
           union select o.id, o.state from outbox o join ways w on o.instead_of = w.id)
         select 1 from ways where state in ('sent', 'delivered', 'read')`,
        [id],
      )
    ).length > 0
  if (!(await until(answered, ANSWERED_WITHIN))) throw new Error('what was written in the fault is not answered')
  return { name, ready, answered: performance.now() - from, ...(noticed === undefined ? {} : { noticed }) }
}

/** A number that was linked long ago may send enough for a soak. */
async function warmUp(world: World): Promise<void> {
  const warm = `update watermarks set value = regexp_replace(value, '^\\S+', '2020-01-01T00:00:00.000Z') where name = 'linked'`
  await until(async () => (await world.rows(`${warm} returning 1`)).length > 0, 10_000)
}

async function soak(world: World, seed: number, count: number, only: string | undefined): Promise<string[]> {
  const chance = chanceOf(seed)
  const faults = only === undefined ? drawn(count, chance) : Array.from({ length: count }, () => only)
  await world.link()
  await warmUp(world)
  const memory = async () => Math.round(await mebibytesOf(await world.living()))
  const before = await memory()
  const traffic = startTraffic(world, chanceOf(seed + 1))
  const recoveries: Recovery[] = []
  const wrong: string[] = []
  for (const name of faults) {
    try {
      const one = await strike(world, traffic, name, chance)
      recoveries.push(one)
      const noticed = one.noticed === undefined ? '' : `noticed after ${seconds(one.noticed)}, `
      say(`${name}: ${noticed}ready after ${seconds(one.ready)}, answered after ${seconds(one.answered)}`)
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message}`)
      say(`${name}: ${(error as Error).message}`)
    }
    await wait(chance.between(500, 4000))
  }
  await traffic.stop()
  const calm = performance.now()
  if (!(await until(() => isAtRest(world, traffic.written), AT_REST_WITHIN)))
    wrong.push('the desk does not come to rest')
  say(`at rest ${seconds(performance.now() - calm)} after the last message`)
  const [violations, figures] = await judge(world, traffic.written)
  const after = await memory()
  await world.desk.stop().catch((error: Error) => wrong.push(error.message))
  const left = async () => (await world.living()).length === 0
  if (!(await until(left, 5_000))) wrong.push(`processes are left behind: ${(await world.living()).join(', ')}`)

  say(`messages written to the desk: ${traffic.written.length}; on phones by WhatsApp: ${figures.arrivedAtPhones}`)
  say(`by SMS instead: ${figures.bySms}; failed and passed on: ${figures.failed}`)
  for (const name of new Set(faults)) {
    const times = recoveries.filter((one) => one.name === name).map(({ ready }) => ready)
    say(`  ${name}: ${times.length} times, ready after ${times.map(seconds).join(', ')}`)
  }
  const ready = recoveries.map((one) => one.ready)
  say(`ready again: median ${seconds(median(ready))}, longest ${seconds(Math.max(0, ...ready))}`)
  say(`memory of desk and browser (shared parts count for each process): ${before} MiB before, ${after} MiB after`)
  return [...wrong, ...violations]
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, faults: { type: 'string', default: '20' }, only: { type: 'string' } },
  })
  if (findChromium() === undefined) {
    say('chaos needs a browser: install Chromium, or set CHROMIUM_PATH')
    return 1
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
  say(`seed ${seed}: repeat with npm run chaos -- --seed ${seed} --faults ${values.faults}`)
  const world = await startWorld()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void world.end().finally(() => process.exit(1)))
  let wrong: string[]
  try {
    wrong = await soak(world, seed, Number(values.faults), values.only)
  } catch (error) {
    wrong = [(error as Error).stack ?? String(error)]
  }
  const kept = join(tmpdir(), `chaos-${seed}.log`)
  if (wrong.length > 0) await copyFile(world.log, kept).catch(() => {})
  await world.end()
  for (const one of wrong) say(`VIOLATION ${one}`)
  say(wrong.length === 0 ? 'all is well' : `${wrong.length} violations; the desk's log: ${kept}`)
  return wrong.length === 0 ? 0 : 1
}

process.exitCode = await main()
