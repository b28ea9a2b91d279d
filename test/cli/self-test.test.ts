/** `self-test`: a ticket goes the whole way through a desk that runs; nobody real hears of it (issue of part 5, item 9). */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/database.ts'
import { findTicket, TEST_YEAR } from '../../db/tickets.ts'
import { bring } from '../flow/path.ts'
import { backends, newDatabase, TestDesk } from '../harness/desk.ts'
import { ENVIRONMENT, TOKEN } from '../twilio/desk.ts'
import { Workplace } from './desk.ts'

const LOOPBACK = '+6281100009999'
let place: Workplace
let desk: TestDesk | undefined
beforeEach(async () => {
  desk = undefined
  place = await Workplace.make({})
})
afterEach(async () => {
  await desk?.close()
  await place.leave()
})

async function testTicket({ database }: TestDesk) {
  const { db, close } = openDatabase(database, () => {})
  const found = await findTicket(db, 1, TEST_YEAR)
  await close()
  return found
}

const variables = (of: TestDesk) => ({
  SIMULATOR: 'on',
  DATABASE_URL: of.database,
  ...(of.config.redisUrl === undefined ? {} : { REDIS_URL: of.config.redisUrl }),
})

test.each(backends())(
  'through the simulator of a desk on %s: reported, accepted, resolved, confirmed',
  async (backend) => {
    desk = await TestDesk.start({ backend })
    await bring(desk, 'reported')
    const ran = await place.process(['self-test'], variables(desk))
    expect(ran, ran.err).toMatchObject({ code: 0, err: '' })
    expect(ran.out.trim().split('\n')).toEqual([
      'Self-test by whatsapp to 0811-xxxx-x999; nobody else hears of it.',
      expect.stringMatching(/^1\. reported: UJI-0001, 2 messages by simulator delivered, \d+\.\d s$/),
      expect.stringMatching(/^2\. analysing: UJI-0001, 2 messages by simulator delivered, \d+\.\d s$/),
      expect.stringMatching(/^3\. awaiting-confirmation: UJI-0001, 2 messages by simulator delivered, \d+\.\d s$/),
      expect.stringMatching(/^4\. closed: UJI-0001, 2 messages by simulator delivered, \d+\.\d s$/),
      expect.stringMatching(
        /^Verdict: the desk works\. The whole way took \d+\.\d s; the ticket is marked as a test\.$/,
      ),
    ])
    const heard = (await desk.phone(LOOPBACK).readsAll()).map(({ text }) => text)
    expect(heard).toHaveLength(8)
    expect(heard.join('\n')).toContain('Uji mandiri printer macet')
    // The real ticket 1 is as it was, and the series of real numbers goes on from it.
    expect((await desk.tickets()).map(({ number, state }) => [number, state])).toEqual([[1, 'reported']])
    expect(await testTicket(desk)).toMatchObject({
      test: true,
      state: 'closed',
      closedAs: 'confirmed',
    })
    await desk.phone('Wulan').says('LAPOR printer macet')
    await desk.hears({ Wulan: 'No. 2', Ratna: 'Laporan baru No. 2' })
  },
)

test('one that broke off ends by itself, silently, and nobody can mean its ticket', async () => {
  desk = await TestDesk.start()
  await desk.fault('whatsapp', 'reject')
  const ran = await place.desk(['self-test'], variables(desk))
  expect(ran.code).toBe(1)
  expect(ran.out).toMatch(
    /^1\. reported: FAILED after .*: a message is failed: the simulated network refuses \(rejected\)$/m,
  )
  expect(ran.out).toContain('Verdict: the desk does not do its work. See `npm run desk -- doctor`')
  await desk.fault('whatsapp', 'ok')
  await desk.phone('Ratna').says('TERIMA')
  await desk.hears({ Ratna: 'tidak ada tiket terbuka' })
  await desk.advance('PT20M')
  expect(await testTicket(desk)).toMatchObject({ state: 'closed', closedAs: 'unconfirmed' })
})

test('where no desk runs it says so, and leaves nothing for the one that starts later', async () => {
  const database = await newDatabase()
  const ran = await place.desk(['self-test'], { SIMULATOR: 'on', DATABASE_URL: database })
  expect(ran.code).toBe(1)
  expect(ran.out).toContain('1. reported: FAILED after 20')
  expect(ran.out).toContain('no desk read "LAPOR UJI MANDIRI printer macet" within 20 s')
  expect(ran.out).toContain('Does one run on this database (`npm start`), with `worker` among its ROLES?')
  desk = await TestDesk.start({ database, environment: { SIMULATOR_NOW: '2026-11-23T07:05:00Z' } })
  await desk.settle()
  expect(await desk.timeline()).toEqual([])
})

test.each([
  ['nothing configured', { SIMULATOR: 'off' }, [], 'nothing carries the test: no gateway is configured'],
  ['no phone for real messages', { ...ENVIRONMENT, TWILIO_AUTH_TOKEN: TOKEN }, [], 'say which phone gets the test'],
  ['no number', { SIMULATOR: 'on' }, ['--phone', '112'], 'this is no telephone number (a short code'],
])('it refuses before anything is done: %s', async (_, environment, more, words) => {
  const ran = await place.desk(['self-test', ...more], { DATABASE_URL: 'postgres://127.0.0.1:1/x', ...environment })
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err).toContain(words)
})
