/** The dead man's switch: a heartbeat goes out only while the desk does what it is there for (issue of part 5, item 9). */
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Cable, cableTo } from '../harness/cable.ts'
import { MONDAY_1405, newDatabase, TestDesk } from '../harness/desk.ts'
import { startWatchdog, type Watchdog } from '../harness/watchdog.ts'
import { bring } from './path.ts'

let watchdog: Watchdog
let desk: TestDesk
const ends: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  watchdog = await startWatchdog()
})
afterEach(async () => {
  await desk.close()
  for (const end of [...ends.splice(0), watchdog.stop]) await end()
})

const beating = (more = {}) => ({ HEARTBEAT_URL: watchdog.url, HEARTBEAT_SECONDS: '1', ...more })
const withheld = async () => (await desk.get<{ heartbeat: { withheld: string[] } }>('/readyz')).heartbeat.withheld
const figure = async () => /^helpdesk_heartbeat (\d)$/m.exec(await (await fetch(`${desk.url}/metrics`)).text())?.[1]
/** Longer than two beats: what is silent so long is withheld. */
const TWO_BEATS = 2_500

test('while all is well it goes out, and its address stands in no log', async () => {
  desk = await TestDesk.start({ environment: beating() })
  expect(await watchdog.called()).toBe('/ping/3f1c-secret')
  await watchdog.called()
  expect(await withheld()).toEqual([])
  expect(await figure()).toBe('1')
  expect(JSON.stringify(desk.log)).not.toContain('secret')
})

test('somebody on duty who wants no messages: it is withheld, the reason is told once, and it goes on after MULAI', async () => {
  desk = await TestDesk.start({ environment: beating() })
  await watchdog.called()
  await desk.phone('Bagas').says('BERHENTI')
  await desk.phone('Nadia').says('BERHENTI')
  await desk.readsAll()
  const reason = 'people: 2 of 2 on duty as jasnita can be written to on no channel'
  await expect.poll(withheld, { timeout: 10_000 }).toEqual([reason])
  await watchdog.isSilentFor(TWO_BEATS)
  expect(await figure()).toBe('0')
  const told = () => desk.log.filter(({ words }) => words.includes('withheld')).map(({ fields }) => fields)
  await expect.poll(told, { timeout: 10_000 }).toContainEqual({ reason })
  await watchdog.isSilentFor(TWO_BEATS)
  expect(told().filter((fields) => JSON.stringify(fields).includes(reason))).toHaveLength(1)
  await desk.phone('Bagas').says('MULAI')
  await desk.phone('Nadia').says('MULAI')
  await watchdog.called()
  await desk.readsAll()
})

test('urgent messages that go out on no channel withhold it', async () => {
  desk = await TestDesk.start({ environment: beating() })
  await desk.fault('whatsapp', 'down')
  await desk.fault('sms', 'down')
  await desk.phone('Wulan').types('LAPOR PC 2 tidak bisa login')
  await expect.poll(async () => (await desk.tickets()).length, { timeout: 10_000 }).toBe(1)
  await desk.advance('PT3M')
  expect(await withheld()).toContainEqual(expect.stringMatching(/^delivery: \d+ urgent messages are not sent$/))
  await watchdog.isSilentFor(TWO_BEATS)
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await desk.advance('PT10M')
  await desk.readsAll()
  await watchdog.called()
})

test('a message that nobody reads withholds it', async () => {
  desk = await TestDesk.start({ environment: beating() })
  await bring(desk, 'reported')
  const other = new pg.Client(desk.database)
  await other.connect()
  await other.query('select pg_advisory_lock(112001, id) from conversations')
  await desk.phone('Wulan').types('STATUS 1')
  await other.query(`update inbox set received_at = received_at - interval '2 minutes' where state = 'new'`)
  await expect.poll(withheld, { timeout: 10_000 }).toEqual(['intake: 1 messages wait to be read'])
  await watchdog.isSilentFor(TWO_BEATS)
  await other.end()
  await desk.settle()
  await watchdog.called()
  await desk.hears({ Wulan: 'No. 1' })
})

test('without its database it is withheld, and goes out again when that is back', async () => {
  const own = await newDatabase()
  const database: Cable & { remove(): Promise<void> } = await cableTo(own)
  ends.push(database.remove)
  const environment = beating({ DATABASE_URL: database.url, SIMULATOR_NOW: MONDAY_1405 })
  desk = await TestDesk.start({ database: own, environment })
  await watchdog.called()
  await database.cut()
  await watchdog.isSilentFor(TWO_BEATS)
  await database.mend()
  await watchdog.called()
})

test('a redirect is not followed, and the log says what to do', async () => {
  watchdog.answer = { status: 302, location: `${watchdog.url}-elsewhere` }
  desk = await TestDesk.start({ environment: beating() })
  await watchdog.called()
  await watchdog.called()
  expect(new Set(watchdog.calls)).toEqual(new Set(['/ping/3f1c-secret']))
  const told = desk.log.filter(({ level }) => level === 'warn').map(({ fields }) => fields)
  expect(told).toContainEqual({ reason: 'HTTP 302 from HEARTBEAT_URL: it leads elsewhere, set the final address' })
})

test('of two processes one sends it, and the other when the first has stopped', async () => {
  desk = await TestDesk.start({ environment: beating() })
  await watchdog.called()
  const second = await TestDesk.start({
    database: desk.database,
    environment: beating({ HEARTBEAT_URL: `${watchdog.url}/second` }),
  })
  ends.push(() => second.stop())
  for (let beats = 0; beats < 3; beats++) expect(await watchdog.called()).toBe('/ping/3f1c-secret')
  await desk.stop()
  await expect.poll(() => watchdog.calls.at(-1), { timeout: 20_000 }).toBe('/ping/3f1c-secret/second')
})
