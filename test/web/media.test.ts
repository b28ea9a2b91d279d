/** Links to documents for providers that get them by themselves: one document, for an hour, and nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Opened, openDatabase } from '../../db/database.ts'
import { media } from '../../db/schema.ts'
import type { Desk } from '../../queues/desk.ts'
import { documentOf } from '../../queues/documents.ts'
import { TestDesk } from '../harness/desk.ts'

const PUBLIC_URL = 'https://desk.example/siaga'
const HOUR = 3_600_000

let desk: TestDesk
let opened: Opened
beforeAll(async () => {
  desk = await TestDesk.start({ environment: { PUBLIC_URL } })
  opened = openDatabase(desk.database, () => {})
})
afterAll(async () => {
  await opened.close()
  await desk.close()
})

const stored = async (change: Partial<typeof media.$inferInsert> = {}): Promise<number> => {
  const content = Buffer.from('%PDF-1.7')
  const row = { inboxId: 1, mimeType: 'application/pdf', name: 'laporan "27".pdf', content, ...change }
  const [made] = await opened.db.insert(media).values(row).returning({ id: media.id })
  return made?.id ?? 0
}
/** As the desk makes a link so long ago. */
const documentMade = (id: number, ago = 0) =>
  documentOf(
    { db: opened.db, settings: { publicUrl: PUBLIC_URL }, clocks: { wall: () => Date.now() - ago } } as Desk,
    id,
  )
const open = (link: string | undefined) => fetch((link ?? '').replace(PUBLIC_URL, desk.url))

test('a link opens its document, which no browser shows as a page of ours and nobody keeps', async () => {
  const answer = await open((await documentMade(await stored()))?.link)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('%PDF-1.7')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="laporan _27_.pdf"',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
})

test('after an hour it opens nothing any more', async () => {
  const id = await stored()
  expect((await open((await documentMade(id, HOUR - 60_000))?.link)).status).toBe(200)
  expect((await open((await documentMade(id, HOUR))?.link)).status).toBe(404)
})

test('a link to one document cannot be changed into one to another, or into a longer one', async () => {
  const [one, other] = [await stored(), await stored({ content: Buffer.from('another') })]
  const link = (await documentMade(one))?.link ?? ''
  const bytes = Buffer.from(link.split('/').at(-1) ?? '', 'base64url')
  const changed = (at: number, by: number) => {
    const forged = Buffer.from(bytes)
    forged[at] = (forged[at] ?? 0) + by
    return open(`${desk.url}/media/${forged.toString('base64url')}`)
  }
  expect((await changed(3, other - one)).status, 'another document').toBe(404)
  expect((await changed(8, 1)).status, 'a longer time').toBe(404)
  expect((await changed(20, 1)).status, 'another signature').toBe(404)
  expect((await changed(20, 0)).status, 'the same').toBe(200)
})

test.each(['', 'x', '1', 'A'.repeat(59), 'A'.repeat(100), '..%2F..%2Fapi'])('"%s" opens nothing', async (token) => {
  const answer = await open(`${desk.url}/media/${token}`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain('PDF')
})

test('what is not fetched yet, empty or too large for WhatsApp goes with no message', async () => {
  expect(await documentMade(await stored({ content: null }))).toBeUndefined()
  expect(await documentMade(await stored({ content: Buffer.alloc(0) }))).toBeUndefined()
  expect(await documentMade(await stored({ content: Buffer.alloc(16 * 1024 * 1024 + 1) }))).toBeUndefined()
  expect(await documentMade(await stored({ content: Buffer.alloc(16 * 1024 * 1024) }))).toBeDefined()
})

test('without a name it is called by what it is', async () => {
  const id = await stored({ name: null, mimeType: 'audio/mpeg' })
  expect((await documentMade(id))?.name).toBe(`rekaman-${id}.mp3`)
})

test('a desk that nobody reaches from outside gives no links and opens none', async () => {
  const inside = await TestDesk.start()
  const lonely = { db: opened.db, settings: {}, clocks: { wall: () => Date.now() } } as Desk
  expect((await documentOf(lonely, await stored()))?.link).toBeUndefined()
  expect((await fetch(`${inside.url}/media/x`)).status).toBe(404)
  expect(await (await fetch(`${inside.url}/media/x`)).text()).toContain('nothing at GET')
  await inside.close()
})
