import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Opened, openDatabase } from '../../db/database.ts'
import { dueFetches } from '../../db/due.ts'
import { acceptMessage, attachMedia, markDecided } from '../../db/inbox.ts'
import { giveUpFetching, keepFetched, mediaToFetch } from '../../db/media.ts'
import { inbox, media } from '../../db/schema.ts'
import { newDatabase } from '../harness/desk.ts'

const NOW = Date.UTC(2026, 10, 23, 7, 5)
const SOUND = { mimeType: 'audio/mpeg', url: 'https://api.twilio.com/x.mp3' }

let opened: Opened
beforeAll(async () => {
  opened = openDatabase(await newDatabase(), () => {})
})
afterAll(() => opened.close())

const call = (providerId: string, files?: (typeof SOUND)[]) =>
  acceptMessage(
    opened.db,
    'twilio',
    {
      providerId,
      channel: 'voice',
      address: '+6281100000001',
      at: NOW,
      text: '',
      raw: {},
      ...(files ? { media: files } : {}),
    },
    NOW,
  )
const attach = (to: string, providerId = 'RE1') =>
  attachMedia(opened.db, 'twilio', { to, providerId, media: SOUND, raw: {} }, NOW)
const rowOf = async (providerId: string) => {
  const [row] = await opened.db.select().from(inbox).where(eq(inbox.providerId, providerId))
  return row!
}
const mediaOf = async (inboxId: number) => opened.db.select().from(media).where(eq(media.inboxId, inboxId))

test('what lies elsewhere is due at once, with its message or after it, and what comes twice is not due twice', async () => {
  const { fetches, fresh } = await call('CA1', [SOUND])
  expect([fresh, fetches.length]).toEqual([true, 1])
  expect((await call('CA1', [SOUND])).fetches).toEqual([])
  expect(await attach('CA1')).toMatchObject({ fresh: true, known: true, fetches: [{ dueAt: NOW }] })
  expect(await attach('CA1')).toEqual({ fresh: false, known: true, fetches: [] })
  expect(await attach('CA0')).toEqual({ fresh: false, known: false, fetches: [] })
  expect(await dueFetches(opened.db, NOW)).toHaveLength(2)
  expect(await dueFetches(opened.db, NOW - 1)).toEqual([])
})

test('an attachment that comes while its message is being decided gets the ticket', async () => {
  await call('CA2')
  const { id } = await rowOf('CA2')
  const [held, decided] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const deciding = opened.db.transaction(async (tx) => {
    await markDecided(tx, [id], { decidedAt: NOW, ticketId: 7 })
    held.resolve()
    await decided.promise
  })
  await held.promise
  const attaching = attach('CA2')
  const waits = async () => {
    const { rows } = await opened.db.execute(sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`)
    return rows.length
  }
  await expect.poll(waits).toBe(1)
  decided.resolve()
  await Promise.all([deciding, attaching])
  expect(await mediaOf(id)).toMatchObject([{ ticketId: 7 }])
})

test('what was kept is neither kept again nor given up, and what was given up stays away', async () => {
  await call('CA3', [SOUND, SOUND])
  const [one, other] = await mediaOf((await rowOf('CA3')).id)
  const { db } = opened
  const keep = (id: number) => db.transaction((tx) => keepFetched(tx, id, { content: Buffer.from('x') }))
  const giveUp = (id: number) => db.transaction((tx) => giveUpFetching(tx, id, 'HTTP 404'))
  expect([await keep(one!.id), await keep(one!.id), await giveUp(one!.id)]).toEqual([
    { ticketId: null },
    undefined,
    undefined,
  ])
  expect([await giveUp(other!.id), await giveUp(other!.id), await keep(other!.id)]).toEqual([
    { ticketId: null },
    undefined,
    undefined,
  ])
  expect(await mediaToFetch(db, one!.id)).toBeUndefined()
  expect(await mediaToFetch(db, other!.id)).toBeUndefined()
})
