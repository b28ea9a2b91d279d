/** Which messages from our own number a human wrote, and which the desk sent. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationIds } from '../../db/conversations.ts'
import { type Opened, openDatabase } from '../../db/database.ts'
import { acceptMessage } from '../../db/inbox.ts'
import { addressed, enqueue, isOurOwn, type NewOutgoing } from '../../db/outbox.ts'
import { newDatabase } from '../harness/desk.ts'

const NOW = Date.UTC(2026, 10, 23, 7, 5)
const HOUR = 3_600_000
const PERSON = '+6281100000001'

let opened: Opened
let conversationId: number
beforeAll(async () => {
  opened = openDatabase(await newDatabase(), () => {})
  conversationId = (await conversationIds(opened.db, 'whatsapp', [PERSON])).get(PERSON) ?? 0
})
afterAll(() => opened.close())

const sends = async (text: string, change: Partial<NewOutgoing> = {}) => {
  const row = { conversationId, channel: 'whatsapp' as const, text, topic: 'x', createdAt: NOW, ...change }
  const [made] = await enqueue(opened.db, [row])
  return made!
}
const isOurs = (text: string, change: { providerId?: string; address?: string; at?: number } = {}) =>
  isOurOwn(opened.db, 'whatsapp-web', { providerId: '3A99', address: PERSON, at: NOW, text, ...change })

test('what has an id of ours is ours, whatever it says', async () => {
  await sends('Laporan 1.', { gateway: 'whatsapp-web', providerId: '3A01', state: 'delivered' })
  expect(await isOurs('disunting', { providerId: '3A01' })).toBe(true)
  expect(await isOurs('Laporan 1.')).toBe(false)
})

test.each(['queued', 'sending', 'unknown', 'failed'] as const)(
  'words that are %s without an id may be ours',
  async (state) => {
    await sends(`Laporan 2 ${state}.`, { state })
    expect(await isOurs(`Laporan 2 ${state}.`)).toBe(true)
    expect(await isOurs(`Laporan 2 ${state}.\nLampirannya tersimpan di meja bantuan.`)).toBe(true)
    expect(await isOurs(`Laporan 2 ${state}`)).toBe(false)
    expect(await isOurs(`Laporan 2 ${state}.`, { address: '+6281100000002' })).toBe(false)
    expect(await isOurs(`Laporan 2 ${state}.`, { at: NOW + 25 * HOUR })).toBe(false)
  },
)

test('what a human wrote at our own phone is decided from the start, and opens no time for free text', async () => {
  const message = {
    providerId: '3A50',
    channel: 'whatsapp' as const,
    address: PERSON,
    at: NOW,
    text: 'kami ke sana',
    raw: {},
  }
  const settled = { meaning: { kind: 'nothing' }, ticketId: 7 }
  expect((await acceptMessage(opened.db, 'twilio', { ...message, own: true }, NOW, settled)).fresh).toBe(true)
  const row = await sends('Laporan 3.')
  expect((await addressed(opened.db, row, 'twilio')).heardAt).toBeUndefined()
  await acceptMessage(opened.db, 'twilio', { ...message, providerId: '3A51' }, NOW)
  expect((await addressed(opened.db, row, 'twilio')).heardAt).toBe(NOW)
})
