/** What waits for approval over HTTP, with its files. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'

const BASE64 = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')

let desk: TestDesk
afterEach(() => desk.close())

interface Listed {
  readonly code: string
  readonly attachments: readonly { readonly id: number; readonly url: string }[]
}
const listed = async () => (await desk.get<{ held: Listed[] }>('/api/held')).held

test('a person and a report with its picture are listed, oldest first, and the picture is given out', async () => {
  desk = await TestDesk.start()
  const stranger = desk.phone('+6281100000099')
  await stranger.says('DAFTAR Rini regu 2')
  await stranger.says('PC 2 tidak bisa login', {
    media: [{ mimeType: 'image/jpeg', name: 'layar.jpg', base64: BASE64 }],
  })
  await desk.readsAll()
  const all = await listed()
  expect(all).toEqual([
    {
      code: 'P1',
      kind: 'person',
      channel: 'whatsapp',
      from: '+6281100000099',
      name: 'Rini',
      team: 'regu 2',
      text: 'DAFTAR Rini regu 2',
      askedAt: expect.stringMatching(/^2026-11-23T07:05/),
      endsAt: '2026-11-24T07:30:00.000Z',
      attachments: [],
    },
    expect.objectContaining({ code: 'P2', kind: 'report', text: 'PC 2 tidak bisa login' }),
  ])
  const [picture] = all[1]!.attachments
  expect(picture).toMatchObject({ mimeType: 'image/jpeg', name: 'layar.jpg', size: 7 })
  const file = await fetch(desk.url + picture!.url)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="layar.jpg"')
  expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(BASE64)
  for (const path of [
    `P1/attachments/${picture!.id}`,
    'P2/attachments/99999',
    'P99/attachments/1',
    'P999999999/attachments/1',
  ])
    expect((await fetch(`${desk.url}/api/held/${path}`)).status, path).toBe(404)
  for (const path of ['X2/attachments/1', 'P2/attachments/x', 'P/attachments/1'])
    expect((await fetch(`${desk.url}/api/held/${path}`)).status, path).toBe(400)
  await desk.phone('Yudi').says('SETUJU P1')
  await desk.readsAll()
  expect(await listed()).toEqual([])
  expect((await fetch(`${desk.url}/api/tickets/1/attachments/${picture!.id}`)).status).toBe(200)
})

test('it is for administrators alone', async () => {
  desk = await TestDesk.start({ environment: { ADMIN_TOKEN: 'rahasia' } })
  const headers = { authorization: 'Bearer rahasia' }
  for (const path of ['/api/held', '/api/held/P1/attachments/1'])
    expect((await fetch(desk.url + path)).status, path).toBe(401)
  expect(await (await fetch(`${desk.url}/api/held`, { headers })).json()).toEqual({ held: [] })
  await desk.stop()
})
