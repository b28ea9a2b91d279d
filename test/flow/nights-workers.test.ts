/** Workers whose clocks are wrong share one database: 1,000 tickets due in the same second are told once each. */
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { createSimulator } from '../../bots/simulator/index.ts'
import { simulatedClocks } from '../../db/clock.ts'
import { openDatabase } from '../../db/database.ts'
import { replaceMoments } from '../../db/due.ts'
import { listPeople } from '../../db/people.ts'
import { simulatedPhones } from '../../db/simulator.ts'
import { type Recorded, recordTickets } from '../../db/tickets.ts'
import { openBackend } from '../../queues/backend.ts'
import { startRunning } from '../../queues/running.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { register } from '../../src/desk/register.ts'
import { CHANNELS } from '../../src/desk/ticket.ts'
import { backends, TestDesk } from '../harness/desk.ts'
import { type StillClock, standingStill } from '../harness/still.ts'
import { wib } from './path.ts'

const TICKETS = 1000
const MINUTE = 60_000

describe.each(backends())('on %s', (backend) => {
  let desk: TestDesk
  let clock: StillClock
  const stops: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
    await clock.end()
    await desk.close()
  })

  /** A worker on the desk's database and queues whose machine's clock is wrong by so much. */
  async function worker(skew: number): Promise<void> {
    const { config, database, logging: log } = desk
    const opened = openDatabase(database, () => {})
    const { redisUrl } = config
    const queue = { databaseUrl: database, log, ...(redisUrl === undefined ? {} : { redisUrl }) }
    const right = simulatedClocks(opened.db)
    const clocks = { wall: () => right.wall() + skew, desk: async () => (await right.desk()) + skew }
    const running = await startRunning({
      settings: config,
      db: opened.db,
      backend: await openBackend(queue),
      clocks,
      log,
      makeGateways: (contractFor) => [createSimulator(contractFor('simulator'), simulatedPhones(opened.db), CHANNELS)],
      works: true,
      sweepEvery: 300,
    })
    stops.push(opened.close, running.stop)
  }

  /** Tickets that were all registered in the same second, as the desk would have written them. */
  async function registered(): Promise<void> {
    const { db, close } = openDatabase(desk.database, () => {})
    const wulan = (await listPeople(db)).find(({ name }) => name === 'Wulan')
    if (!wulan) throw new Error('nobody is called Wulan')
    const at = Date.parse(wib('14.05'))
    const recorded = Array.from({ length: TICKETS }, (_, n): Recorded => {
      const number = 1001 + n
      const event = register(
        {
          id: n + 1,
          number,
          year: 2026,
          reference: `${number}/LP-112/XI/2026`,
          report: {
            application: 'siaga112',
            category: 'login',
            impact: 'sedang',
            summary: `PC ${number} tidak bisa login`,
            description: `PC ${number} tidak bisa login`,
          },
          channel: 'whatsapp',
          reporter: wulan,
          reportedAt: at,
          at,
        },
        desk.config.office,
      )
      return { ticket: event.ticket, events: [event] }
    })
    const moments = recorded.map(({ ticket }) => ({
      ticketId: ticket.id,
      dueAt: nextMoment(ticket, desk.config.office)?.at,
    }))
    await db.transaction(async (tx) => {
      await recordTickets(tx, recorded, { recordedAt: at })
      await replaceMoments(tx, moments, at)
    })
    await close()
  }

  test('one is two minutes fast, one two minutes slow: each moment passes once, and each person hears it in one message', async () => {
    desk = await TestDesk.start({ backend, now: wib('14.04.30') })
    clock = await standingStill(desk)
    await clock.to(wib('14.05'))
    await registered()
    await Promise.all([worker(2 * MINUTE), worker(-2 * MINUTE)])
    for (const minute of ['14.06', '14.08', '14.10', '14.12']) await clock.to(wib(minute))
    await expect.poll(() => passed('due'), { timeout: 20_000, interval: 50 }).toBe(TICKETS)
    await desk.settle()

    const heard = await desk.readsAll()
    const firstLines = (name: string) =>
      heard.filter(({ phone }) => phone === desk.phone(name).address).map(({ text }) => text.split('\n')[0])
    const all = `${TICKETS} tiket perlu perhatian:`
    // Whichever worker comes first: the reminder and the breach, or, by a clock that is ahead, both in one.
    expect([[all, all], [all]]).toContainEqual(firstLines('Ratna'))
    expect(firstLines('Yudi')).toEqual([all])
    expect(heard).toHaveLength(firstLines('Ratna').length + 1)
    expect(await passed('before')).toBe(TICKETS)
    const { events } = await desk.ticket(1001)
    expect(events.map(({ type, at }: { type: string; at: string }) => `${type} ${at}`)).toEqual([
      `TicketRegistered ${wib('14.05')}`,
      `MomentPassed ${wib('14.08')}`,
      `MomentPassed ${wib('14.10')}`,
    ])
  })

  /** How many moments of this kind have passed, over all tickets. */
  async function passed(kind: string): Promise<number> {
    const client = new pg.Client(desk.database)
    await client.connect()
    const { rows } = await client.query(
      "select count(*)::int as passed from events where type = 'MomentPassed' and event ->> 'moment' = $1",
      [kind],
    )
    await client.end()
    return rows[0].passed
  }
})
