/** Two processes of one desk, as people run them: one browser, whatever becomes of the one that has it. */
import { readlink, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askDesk } from '../../bots/whatsapp-web/control.ts'
import { startWorld, type World, WRITERS } from '../chaos/world.ts'
import { noBrowser } from './library.ts'

const SOON = { timeout: 30_000, interval: 50 }

describe.skipIf(noBrowser || process.platform !== 'linux')('an owner', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
    await world.link()
  })
  afterEach(() => world.end())

  /** As the next owner has it: its lock, its socket, its browser. */
  const things = async () => ({
    lock: await readlink(join(world.profile, 'SingletonLock')),
    socket: (await stat(join(dirname(world.profile), 'control.sock'))).ino,
    browser: (await world.browser()).browser,
    holders: (await world.holders()).length,
  })
  const answered = async (id: string) => {
    const query = `select o.state from outbox o join inbox i on i.id = o.answers_id where i.provider_id = $1`
    const state = async () => (await world.rows<{ state: string }>(query, [id])).at(-1)?.state
    // Its receipt may be there already.
    await expect.poll(state, SOON).toMatch(/^(sent|delivered|read)$/)
  }
  const writes = (n: number) => world.standIn.receive({ from: WRITERS[n] ?? '', text: `STATUS 500${n}` }).id

  test('that stood still for longer than its lease takes nothing from the next one, and sends nothing', async () => {
    const first = world.desk
    await answered(writes(0))
    first.standsStill()
    const meanwhile = writes(1)
    const second = await world.startDesk()
    await second.becomes('ready')
    await answered(meanwhile)
    const before = await things()
    expect(before.holders).toBe(1)
    first.goesOn()
    await first.becomes('standby')
    expect(await things()).toEqual(before)
    expect(await askDesk(dirname(world.profile), { do: 'status' })).toMatchObject({ ok: true })
    await answered(writes(2))
    await first.stop()
    expect(await things()).toEqual(before)
    await answered(writes(3))
    const answers = world.standIn.sent.filter(({ to }) => WRITERS.includes(to)).map(({ to }) => to)
    expect(answers).toEqual(WRITERS.slice(0, 4))
  })

  test('that is killed is replaced within its lease and the start of a browser', async () => {
    const first = world.desk
    const second = await world.startDesk()
    await second.becomes('standby')
    const before = performance.now()
    await first.kill()
    await second.becomes('ready')
    expect(performance.now() - before).toBeLessThan(25_000)
  })
})
