/** Whatever hangs, a start and a stop come to their end: the whole stop takes at most 10 s (DESIGN section 6). */
import { rm } from 'node:fs/promises'
import { describe, test, vi } from 'vitest'
import { GATEWAYS } from '../../bots/gateways.ts'
import { readConfig } from '../../src/config.ts'
import { startDesk } from '../../src/main.ts'
import { newDatabase } from '../harness/desk.ts'
import { keepLog } from '../harness/log.ts'
import { newFolder } from './places.ts'
import { living } from './process.ts'

vi.setConfig({ testTimeout: 120_000 })

const configOf = (environment: Record<string, string>) =>
  readConfig({ SIMULATOR: 'on', PORT: '0', ...environment }, { read: () => undefined }, GATEWAYS)

/** Its sends never end. `sending` resolves at the first. */
function hangingGateway() {
  const sending = Promise.withResolvers<void>()
  const gateway = {
    name: 'hanging',
    channels: ['whatsapp' as const],
    routes: [],
    state: () => ({ state: 'ready' }),
    find: async () => undefined,
    send: () => {
      sending.resolve()
      return new Promise<never>(() => {})
    },
  }
  return { sending: sending.promise, configured: { name: gateway.name, create: () => gateway } }
}

describe.concurrent('at most some seconds', () => {
  test('hold a stop whose send never ends, and PostgreSQL ends all the same', async ({ expect }) => {
    const dataDir = await newFolder()
    const { sending, configured } = hangingGateway()
    const { log, logging } = keepLog()
    const desk = await startDesk({ ...configOf({ DATA_DIR: dataDir }), gateways: [configured] }, logging)
    await fetch(`${desk.url}/simulator/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'sms', from: '+6281100000001', text: 'LAPOR PC 2 tidak bisa login' }),
    })
    await sending
    expect(living(dataDir)).toHaveLength(1)
    const since = performance.now()
    await desk.stop()
    expect(performance.now() - since).toBeLessThan(10_000)
    expect(living(dataDir)).toEqual([])
    expect(log.map(({ words }) => words)).toContain('not everything stopped in time')
    await rm(dataDir, { recursive: true })
  })

  test('hold a start whose Redis does not answer, and it says so', async ({ expect }) => {
    const config = configOf({ DATABASE_URL: await newDatabase(), REDIS_URL: 'redis://127.0.0.1:1' })
    await expect(startDesk(config, keepLog().logging)).rejects.toThrow(
      'Redis does not answer: is it running, and is REDIS_URL right?',
    )
  })
})
