/** The file of an attachment over HTTP. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'

const BASE64 = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64')

let desk: TestDesk
afterEach(() => desk.close())
const token = { authorization: 'Bearer rahasia' }
const get = (path: string, headers = {}) => fetch(`${desk.url}/api/tickets/${path}`, { headers })

async function report(media: object): Promise<number> {
  await desk.post('/simulator/messages', {
    channel: 'whatsapp',
    from: '+6281100000001',
    text: 'LAPOR PC 2 tidak bisa login',
    media: [media],
  })
  await desk.settle()
  await desk.readsAll()
  return (await desk.ticket(1)).attachments[0].id
}

test('is for administrators alone', async () => {
  desk = await TestDesk.start()
  const id = await report({ mimeType: 'image/jpeg', base64: BASE64 })
  await desk.stop()
  desk = await TestDesk.start({ after: desk, environment: { ADMIN_TOKEN: 'rahasia' } })
  expect((await get(`1/attachments/${id}`)).status).toBe(401)
  expect((await get(`1/attachments/${id}`, token)).status).toBe(200)
  await desk.stop()
})

test('of another ticket, or of none, is not found', async () => {
  desk = await TestDesk.start()
  const id = await report({ mimeType: 'image/jpeg', base64: BASE64 })
  await desk.phone('Dimas').says('LAPOR printer macet')
  await desk.readsAll()
  for (const path of [
    `2/attachments/${id}`,
    `1/attachments/${id + 1}`,
    `9/attachments/${id}`,
    '1/attachments/9999999999',
  ])
    expect((await get(path)).status, path).toBe(404)
  expect((await get('1/attachments/x')).status).toBe(400)
  expect((await get(`1/attachments/${id}?year=2025`)).status).toBe(404)
  expect((await get(`1/attachments/${id}?year=2026`)).status).toBe(200)
})

test.each([
  [
    'foto "layar" é\r\n.jpg',
    'image/jpeg',
    `filename="foto _layar_ ___.jpg"; filename*=UTF-8''foto%20_layar_%20%C3%A9__.jpg`,
  ],
  ['../../etc/passwd', 'text/plain', 'filename=".._.._etc_passwd"'],
  ['laporan.pdf', 'bukan tipe', 'filename="laporan.pdf"'],
])('called %j keeps a name that can do no harm', async (name, mimeType, expected) => {
  desk = await TestDesk.start()
  const id = await report({ mimeType, name, base64: BASE64 })
  const { headers } = await get(`1/attachments/${id}`)
  expect(headers.get('content-disposition')).toBe(`attachment; ${expected}`)
  expect(headers.get('content-type')).toBe(mimeType === 'bukan tipe' ? 'application/octet-stream' : mimeType)
})
