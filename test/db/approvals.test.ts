import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askApproval, changeApprovals, lockWaiting } from '../../db/approvals.ts'
import { type Opened, openDatabase } from '../../db/database.ts'
import { newDatabase } from '../harness/desk.ts'

const NOW = Date.UTC(2026, 10, 23, 7, 5)
const ADDRESS = '+6281100000099'

let opened: Opened
beforeAll(async () => {
  opened = openDatabase(await newDatabase(), () => {})
})
afterAll(() => opened.close())

test('of two who decide on the same number at once the second waits, and finds nothing left to decide', async () => {
  const { db } = opened
  const asked = { kind: 'report', conversationId: 1, channel: 'whatsapp', address: ADDRESS, askedAt: NOW } as const
  const { id } = await db.transaction((tx) => askApproval(tx, asked, []))
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>()
  const { promise: held, resolve: hold } = Promise.withResolvers<void>()
  const first = db.transaction(async (tx) => {
    const waiting = await lockWaiting(tx, ADDRESS)
    hold()
    await decided
    await changeApprovals(tx, [id], { verdict: 'approved', decidedAt: NOW })
    return waiting.length
  })
  await held
  let isBack = false
  const second = db.transaction(async (tx) => {
    const waiting = await lockWaiting(tx, ADDRESS)
    isBack = true
    return waiting.length
  })
  const locked = sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  await expect
    .poll(async () => isBack || (await db.execute<{ n: number }>(locked)).rows[0]?.n === 1, { timeout: 20_000 })
    .toBe(true)
  decide()
  expect([await first, await second]).toEqual([1, 0])
})
