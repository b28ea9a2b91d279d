/** Without its database or its queues the desk loses nothing, says so, and goes on by itself when they are back. */
import { afterEach, describe, expect, inject, test } from 'vitest'
import { type Cable, cableTo } from '../harness/cable.ts'
import { redisDatabase } from '../harness/databases.ts'
import { type BackendName, backends, MONDAY_1405, newDatabase, TestDesk } from '../harness/desk.ts'
import { bring, wib } from './path.ts'

const AWAY = { error: 'the database is away: try again' }
const REPORT = { channel: 'whatsapp', from: '+6281100000001', text: 'LAPOR PC 2 tidak bisa login', id: 'wamid.1' }

let desk: TestDesk
let database: Cable
let redis: Cable
const removals: (() => Promise<void>)[] = []

async function cable(service: string): Promise<Cable> {
  const made = await cableTo(service)
  removals.push(made.remove)
  return made
}

/** A desk whose connections can be cut. */
async function start(backend: BackendName): Promise<void> {
  const own = await newDatabase()
  database = await cable(own)
  const environment = { DATABASE_URL: database.url, SIMULATOR_NOW: MONDAY_1405 }
  if (backend === 'postgres') {
    desk = await TestDesk.start({ database: own, environment })
    return
  }
  redis = await cable(`${inject('redisUrl')}/${redisDatabase(own)}`)
  desk = await TestDesk.start({ backend, database: own, environment: { ...environment, REDIS_URL: redis.url } })
}

afterEach(async () => {
  try {
    await desk.close()
  } finally {
    await Promise.all(removals.splice(0).map((remove) => remove()))
  }
})

const typed = async (body: object = REPORT) => {
  const answer = await desk.postRaw('/simulator/messages', JSON.stringify(body))
  return { status: answer.status, body: await answer.json() }
}
const ready = async () => {
  const answer = await fetch(`${desk.url}/readyz`)
  const { gateways: _gateways, ...body } = (await answer.json()) as { gateways: object }
  return { status: answer.status, ...body }
}
const heardOnce = () => desk.hears({ Wulan: 'No. 1', Ratna: 'Laporan baru No. 1' })

describe.each(backends())('without its database, on %s', (backend) => {
  test('everything is answered with 503, and nothing that was said is lost', async () => {
    await start(backend)
    await bring(desk, 'reported')
    await database.cut()
    for (const path of ['/api/tickets', '/api/tickets/1', '/api/people', '/simulator/messages', '/simulator/clock']) {
      const answer = await fetch(`${desk.url}${path}`)
      expect([answer.status, await answer.json()], path).toEqual([503, AWAY])
    }
    for (const path of ['/simulator/settle', '/simulator/clock']) {
      const answer = await desk.postRaw(path, path.endsWith('clock') ? '{"advance":"PT1M"}' : '{}')
      expect([answer.status, await answer.json()], path).toEqual([503, AWAY])
    }
    expect(await typed({ ...REPORT, text: 'STATUS 1' })).toEqual({ status: 503, body: AWAY })
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200)
    expect(await ready()).toEqual({ status: 503, ready: false, database: false, queues: backend === 'redis' })
    await database.mend()
    expect(await ready()).toEqual({ status: 200, ready: true, database: true, queues: true })
    expect((await typed({ ...REPORT, text: 'STATUS 1' })).status).toBe(202)
    await desk.settle()
    await desk.hears({ Wulan: 'Langkah ini sejak: 14.05 WIB' })
    await desk.advanceTo(wib('14.09'))
    await desk.hears({ Ratna: 'PENGINGAT 1' })
  })

  test.each([
    ['before the message is stored', 'insert into "inbox"', 'before'],
    ['before the storing is committed', 'commit', 'before'],
    ['when the storing is committed, without the answer', 'commit', 'after'],
  ] as const)('%s: 503, and the repeat is one message', async (_moment, words, when) => {
    await start(backend)
    const cut = database.cutAt(words, when)
    expect(await typed()).toEqual({ status: 503, body: AWAY })
    await cut
    await database.mend()
    expect((await typed()).status).toBe(202)
    await desk.settle()
    await heardOnce()
    expect(await desk.tickets()).toHaveLength(1)
  })

  test.each([
    ['while the message is read', 'pg_advisory_xact_lock', 'before'],
    ['while the ticket is written', 'insert into "tickets"', 'before'],
    ['while the answer is written', 'insert into "outbox"', 'before'],
    ['while the decision is marked', 'update "inbox"', 'after'],
    ['before it is sent', 'update "conversations" set "sending_until"', 'before'],
    ['while it is sent', 'from "simulated_messages" where "simulated_messages"."outbox_id"', 'before'],
    ['after it was sent', 'insert into "receipts"', 'before'],
  ] as const)('lost %s: it goes on by itself, and everybody hears once', async (_moment, words, when) => {
    await start(backend)
    const cut = database.cutAt(words, when)
    expect((await typed()).status).toBe(202)
    await cut
    expect(await ready()).toMatchObject({ status: 503, database: false })
    await database.mend()
    await desk.settle()
    await heardOnce()
    expect(await desk.tickets()).toHaveLength(1)
    expect(await desk.verdicts(1)).toEqual(['1 on-time', '2 running'])
  })

  test('a message that is cut off again and again is never set aside', async () => {
    await start(backend)
    const first = database.cutAt('insert into "events"')
    expect((await typed()).status).toBe(202)
    await first
    for (let times = 0; times < 3; times += 1) {
      const again = database.cutAt('insert into "events"')
      await database.mend()
      await again
    }
    await database.mend()
    await desk.settle()
    await heardOnce()
  })

  test('the desk stops at once, and the next one finds everything', async () => {
    await start(backend)
    await typed()
    await database.cut()
    await stopsAtOnce()
    desk = await TestDesk.start({ backend, after: desk })
    await desk.settle()
    await heardOnce()
  })
})

/** A stop may take ten seconds; without services there is nothing to wait for. */
async function stopsAtOnce(): Promise<void> {
  const from = performance.now()
  await desk.stop()
  expect(performance.now() - from).toBeLessThan(3_000)
}

describe.runIf(backends().includes('redis'))('without Redis', () => {
  test('messages are stored and acknowledged, and decided when it is back', async () => {
    await start('redis')
    await redis.cut()
    expect(await typed()).toEqual({ status: 202, body: { id: 'wamid.1' } })
    expect(await typed()).toEqual({ status: 202, body: { id: 'wamid.1' } })
    expect((await typed({ ...REPORT, text: 'LAPOR printer macet', id: 'wamid.2' })).status).toBe(202)
    expect(await ready()).toEqual({ status: 503, ready: false, database: true, queues: false })
    expect((await desk.messages()).map(({ id, status }) => `${id} ${status}`)).toEqual(['wamid.1 new', 'wamid.2 new'])
    await redis.mend()
    await desk.settle()
    const heard = (await desk.readsAll()).map(({ text }) => text.split('\n')[0])
    expect(heard.sort()).toEqual([
      'Laporan baru No. 1 (SEDANG)',
      expect.stringMatching(/^Laporan baru No. 2/),
      expect.stringMatching(/^Laporan diterima. No. 1/),
      expect.stringMatching(/^Laporan diterima. No. 2/),
    ])
    expect(await ready()).toEqual({ status: 200, ready: true, database: true, queues: true })
  })

  test('what falls due is carried out when it is back, each moment once', async () => {
    await start('redis')
    await bring(desk, 'reported')
    await redis.cut()
    const moving = desk.advanceTo(wib('14.11'))
    expect(await ready()).toMatchObject({ queues: false })
    await redis.mend()
    await moving
    expect((await desk.timeline()).map((line) => line.slice(0, 25))).toEqual([
      '14.08 Ratna: PENGINGAT 1:',
      '14.10 Ratna: TERLAMBAT 1:',
      '14.10 Yudi: TERLAMBAT 1: ',
    ])
  })

  test.each([
    ['intake', 'before'],
    ['intake', 'after'],
    ['delivery', 'before'],
    ['delivery', 'after'],
  ] as const)('cut off in the middle of %s (%s): everybody hears once', async (queue, when) => {
    await start('redis')
    const cut = redis.cutAt(`bull:${queue}:`, when)
    expect((await typed()).status).toBe(202)
    await cut
    expect(await ready()).toMatchObject({ queues: false })
    await redis.mend()
    await desk.settle()
    await heardOnce()
  })

  test('the desk stops at once, and the next one finds everything', async () => {
    await start('redis')
    await redis.cut()
    await typed()
    await stopsAtOnce()
    desk = await TestDesk.start({ backend: 'redis', after: desk })
    await desk.settle()
    await heardOnce()
  })
})

test.each([
  ['database', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }, /ECONNREFUSED/],
  ['Redis', { REDIS_URL: 'redis://127.0.0.1:1' }, /Redis does not answer/],
])('a desk whose %s does not answer does not start, and says so', async (_service, environment, words) => {
  await expect(TestDesk.start({ environment })).rejects.toThrow(words)
  desk = await TestDesk.start()
})
