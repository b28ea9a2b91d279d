/** Which of several waiting messages goes out next. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { conversationIds } from '../../db/conversations.ts'
import { applyMigrations, type Opened, openDatabase } from '../../db/database.ts'
import { enqueue, nextReady, updateOutgoing } from '../../db/outbox.ts'
import { newDatabase } from '../harness/databases.ts'

const NOW = Date.UTC(2026, 10, 23, 7, 5)
const PHONE = '+6281100000005'

let opened: Opened
beforeEach(async () => {
  opened = openDatabase(await newDatabase(), () => {})
  await applyMigrations(opened)
})
afterEach(() => opened.close())

/** Each as its text, its priority and the tickets that it tells of, in the order in which they were written. */
async function goOutAs(written: readonly (readonly [string, number, readonly number[]])[]): Promise<string[]> {
  const { db } = opened
  const conversationId = (await conversationIds(db, 'whatsapp', [PHONE])).get(PHONE) ?? 0
  const line = { conversationId, channel: 'whatsapp' as const, topic: 'reminder', createdAt: NOW }
  await enqueue(
    db,
    written.map(([text, priority, about]) => ({ ...line, text, priority, aboutTickets: [...about] })),
  )
  const order: string[] = []
  for (;;) {
    const next = await nextReady(db, conversationId, { desk: NOW, wall: NOW })
    if (!next) return order
    order.push(next.text)
    await updateOutgoing(db, next.id, { state: 'sent' })
  }
}

test('the most important first, the older first among equals', async () => {
  const written = [
    ['news', 6, [1]],
    ['reminder', 5, [2]],
    ['breach', 3, [3]],
    ['another breach', 3, [4]],
    ['emergency', 0, []],
  ] as const
  expect(await goOutAs(written)).toEqual(['emergency', 'breach', 'another breach', 'reminder', 'news'])
})

test('what was written before about the same ticket goes before it, also where a digest stands between', async () => {
  const written = [
    ['accepted 1', 6, [1]],
    ['digest of 1 and 2', 5, [1, 2]],
    ['critical 2', 1, [2]],
    ['answer', 2, []],
    ['emergency', 0, []],
  ] as const
  expect(await goOutAs(written)).toEqual(['emergency', 'accepted 1', 'digest of 1 and 2', 'critical 2', 'answer'])
})
