/** A worker that stood still for longer than its right to send to a person (DESIGN rule 2). */
import { afterEach, expect, test } from 'vitest'
import type { Gateway, Outgoing } from '../../bots/gateway.ts'
import { conversationIds } from '../../db/conversations.ts'
import { openDatabase } from '../../db/database.ts'
import { enqueue, findOutgoing } from '../../db/outbox.ts'
import { openBackend } from '../../queues/backend.ts'
import { deliver } from '../../queues/delivery.ts'
import { startRunning } from '../../queues/running.ts'
import { readConfig } from '../../src/config.ts'
import { newDatabase } from '../harness/desk.ts'
import { keepLog } from '../harness/log.ts'
import { NOW } from '../harness/small-desk.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** `standsStill`: milliseconds, once it has the right to send and asks which gateway carries the message. */
async function sending(standsStill: number) {
  let now = NOW
  const databaseUrl = await newDatabase()
  const { logging: log } = keepLog()
  const opened = openDatabase(databaseUrl, () => {})
  ends.push(opened.close)
  const { db } = opened
  const sent: Outgoing[] = []
  const gateway: Gateway = {
    name: 'post',
    get channels() {
      now += standsStill
      return ['sms' as const]
    },
    routes: [],
    state: () => ({ state: 'ready' }),
    send: async (message) => {
      sent.push(message)
      return { outcome: 'done', providerId: `post-${message.id}` }
    },
    find: async () => undefined,
  }
  const settings = readConfig({ SIMULATOR: 'on' }, { read: () => undefined }, [])
  const backend = await openBackend({ databaseUrl, log })
  const clocks = { desk: async () => NOW, wall: () => now }
  const makeGateways = () => [gateway]
  const running = await startRunning({ settings, db, backend, log, clocks, makeGateways, works: false })
  ends.push(running.stop)
  const [conversationId = 0] = (await conversationIds(db, 'sms', ['+6281100000001'])).values()
  const row = {
    conversationId,
    channel: 'sms' as const,
    text: 'Laporan 27 diterima.',
    topic: 'accepted',
    createdAt: NOW,
  }
  const [{ id } = { id: 0 }] = await enqueue(db, [row])
  await deliver(running.desk, conversationId)
  return { sent, state: (await findOutgoing(db, { gateway: '', outboxId: id }))?.state }
}

test('one who did not stand still sends', async () => {
  expect(await sending(0)).toMatchObject({ sent: [{}], state: 'sent' })
})

test('one who stood still sends nothing when it wakes: whoever has the right since looks the message up', async () => {
  expect(await sending(60_000)).toEqual({ sent: [], state: 'sending' })
})
