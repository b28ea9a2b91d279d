/** `npm start` on a machine that has nothing else: it finds its data again and leaves nothing behind. */
import { watch } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Desks, freshCheckout, newFolder, run } from './places.ts'
import type { DeskProcess } from './process.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const desks = new Desks()
let folder: string
let checkout: string
/** A data directory after its first start, in which ticket 1 was reported. */
let template: string
/** What the desk said at that start. */
let words: string
let dataDir: string

const start = (environment = {}) => desks.start({ checkout, dataDir, environment })
const get = (url: string, path: string) => fetch(`${url}${path}`).then((answer) => answer.json())

async function post(url: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.ok, path).toBe(true)
}

async function findsTicket1(desk: DeskProcess): Promise<void> {
  const url = await desk.ready()
  expect(await get(url, '/readyz')).toMatchObject({ ready: true })
  expect(await get(url, '/api/tickets/1')).toMatchObject({ state: 'reported', summary: 'PC 2 tidak bisa login' })
}

beforeAll(async () => {
  folder = await newFolder()
  checkout = await freshCheckout(folder)
  template = join(folder, 'template')
  dataDir = template
  const desk = await start()
  const url = await desk.ready()
  const text = 'LAPOR PC 2 tidak bisa login'
  await post(url, '/simulator/messages', { channel: 'whatsapp', from: '+6281100000001', text })
  await post(url, '/simulator/settle', {})
  await findsTicket1(desk)
  words = desk.out
  await desk.ctrlC()
})

beforeEach(async ({ task }) => {
  dataDir = join(folder, task.id)
  await run('cp', ['-a', template, dataDir])
})

afterEach(() => desks.discard())
afterAll(async () => {
  await desks.discard()
  await rm(folder, { recursive: true })
})

describe('a start', () => {
  test('on nothing says where the desk is, who its people are and what to try', () => {
    expect(words).toMatch(/^Siaga 112 Help Desk is ready at http:\/\/127\.0\.0\.1:\d+$/m)
    expect(words).toMatch(/^ {2}\+6281100000001 {2}call_taker {4}Wulan/m)
    expect(words).toMatch(/^Try: a call taker reports a fault, then read the answers$/m)
    expect(words).toMatch(/^README\.md leads through both endings\. Ctrl-C stops the desk\.$/m)
  })

  test('finds the data of the former again; SIGTERM to npm alone stops it', async () => {
    const desk = await start()
    await findsTicket1(desk)
    await desk.terminate()
  })

  test('after kill -9, and after kill -9 of its PostgreSQL too, recovers; SIGTERM to all of its processes stops it', async () => {
    const killed = await start()
    await killed.ready()
    await killed.kill()
    expect(killed.living()).toEqual([expect.stringContaining('postgres -D')])
    const adopting = await start()
    await findsTicket1(adopting)
    await adopting.kill()
    adopting.killPostgres()
    const recovering = await start()
    await findsTicket1(recovering)
    await recovering.terminateAll()
  })

  test('on the port and the data of a desk that runs says that the port is taken, and leaves that desk whole', async () => {
    const desk = await start()
    const { port } = new URL(await desk.ready())
    const second = await start({ PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.err).toBe(
      `The desk did not start: port ${port} is taken: stop what listens there, or set PORT to another\n`,
    )
    await findsTicket1(desk)
    await desk.ctrlC()
  })
})

test('a desk whose PostgreSQL is killed starts it again, and registers the next report', async () => {
  const desk = await start()
  const url = await desk.ready()
  desk.killPostgres()
  const say = () =>
    post(url, '/simulator/messages', {
      channel: 'whatsapp',
      from: '+6281100000002',
      text: 'LAPOR telepon 112 tidak bisa masuk sama sekali',
      id: 'after-the-kill',
    }).then(
      () => true,
      () => false,
    )
  await expect.poll(say, { timeout: 30_000, interval: 200 }).toBe(true)
  const ticket = () => get(url, '/api/tickets/2')
  await expect.poll(ticket, { timeout: 30_000, interval: 200 }).toMatchObject({ state: 'reported', impact: 'kritis' })
  await desk.ctrlC()
})

test('Ctrl-C while the desk starts stops it', async () => {
  await rm(dataDir, { recursive: true })
  await mkdir(dataDir)
  const making = new Promise<void>((resolve) => {
    const watcher = watch(dataDir, (_, name) => {
      if (!name?.startsWith('postgres.new-')) return
      watcher.close()
      resolve()
    })
  })
  const desk = await start()
  await Promise.race([making, desk.ended])
  await desk.ctrlC()
  expect(desk.out).not.toContain('is ready')
})
