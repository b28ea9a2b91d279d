/** What the real whatsapp-web.js sends, and what it hears of it: taken, delivered, read, refused, or nothing. */

import { describe, expect, test } from 'vitest'
import whatsapp, { type MessageSendOptions } from 'whatsapp-web.js'
import { noBrowser } from './library.ts'
import { linkedBrowser } from './linked.ts'

const WULAN = '6281100000001@c.us'

describe.skipIf(noBrowser)('a message goes out', () => {
  const linked = linkedBrowser()
  const send = (text: string, options: MessageSendOptions = {}) =>
    linked.library.client.sendMessage(WULAN, text, { sendSeen: false, ...options })
  const hearsAck = (id: string, level: number) =>
    linked.library.hears('message_ack', (message, ack) => message.id.id === id && ack === level)
  const acksOf = (id: string) =>
    linked.library
      .all('message_ack')
      .filter(({ values: [message] }) => message.id.id === id)
      .map(({ values: [, ack] }) => ack)
  const arrived = (id: string) => linked.standIn.sent.find((one) => one.id === id)

  test('a text is taken, delivered and read', async () => {
    const { id, ack } = await send('Halo')
    expect(ack).toBe(0)
    await hearsAck(id.id, 1)
    linked.standIn.ack(id.id, 2)
    linked.standIn.ack(id.id, 3)
    linked.standIn.ack(id.id, 2)
    await hearsAck(id.id, 3)
    expect(acksOf(id.id)).toEqual([1, 2, 3])
    expect(arrived(id.id)).toMatchObject({ to: '+6281100000001', text: 'Halo', kind: 'chat', ack: 3 })
  })

  test('acks come by themselves where the stand-in is told so', async () => {
    linked.standIn.acksByItself = 2
    const { id } = await send('Sendiri')
    await hearsAck(id.id, 2)
    linked.standIn.acksByItself = 1
    expect(acksOf(id.id)).toEqual([1, 2])
  })

  test('a refused message resolves all the same, and is told as -1', async () => {
    linked.standIn.refuseNext()
    const { id } = await send('Ditolak')
    await hearsAck(id.id, -1)
    expect(arrived(id.id)).toMatchObject({ ack: -1 })
  })

  test('a message without an ack arrived, or did not', async () => {
    linked.standIn.silentNext()
    const there = await send('Diam')
    linked.standIn.silentNext(1, 'lost')
    const lost = await send('Hilang')
    const later = await send('Sesudahnya')
    await hearsAck(later.id.id, 1)
    expect(acksOf(there.id.id)).toEqual([])
    expect(acksOf(lost.id.id)).toEqual([])
    expect(arrived(there.id.id)).toMatchObject({ text: 'Diam' })
    expect(arrived(lost.id.id)).toBeUndefined()
    linked.standIn.ack(there.id.id, 1)
    await hearsAck(there.id.id, 1)
  })

  test('a PDF is sent whole, with its name and a caption', async () => {
    const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 7)])
    const pdf = new whatsapp.MessageMedia('application/pdf', content.toString('base64'), 'laporan.pdf')
    const options = { sendSeen: false, sendMediaAsDocument: true, caption: 'Laporan No. 27' }
    const { id } = await linked.library.client.sendMessage(WULAN, pdf, options)
    await hearsAck(id.id, 1)
    expect(arrived(id.id)).toMatchObject({ kind: 'document', text: 'Laporan No. 27' })
    expect(arrived(id.id)?.media).toEqual({ mimeType: 'application/pdf', name: 'laporan.pdf', content })
  })

  test('what was sent is found by its id', async () => {
    const { id } = await send('Cari saya')
    await hearsAck(id.id, 1)
    expect(await linked.library.client.getMessageById(id._serialized)).toMatchObject({ body: 'Cari saya', ack: 1 })
    const nothing = await linked.library.client.getMessageById('true_6281100000001@c.us_3EB0FFFFFFFFFFFFFFFFFF')
    expect(nothing).toBeNull()
  })

  test('a group and a LID are written to', async () => {
    const { standIn, library } = linked
    const group = '120363000000000001@g.us'
    standIn.receive({ from: '+6281100000001', text: 'di grup', chat: group })
    await library.hears('message', ({ from }) => from === group)
    const there = await library.client.sendMessage(group, 'Untuk grup', { sendSeen: false })
    await hearsAck(there.id.id, 1)
    expect(arrived(there.id.id)).toMatchObject({ to: group, serialized: there.id._serialized })
    const lid = standIn.lidOf('+6281100000002')
    const own = await library.client.sendMessage(lid, 'Untuk LID', { sendSeen: false })
    await hearsAck(own.id.id, 1)
    expect(arrived(own.id.id)).toMatchObject({ to: '+6281100000002', chat: lid })
  })

  test('a number that is not on WhatsApp is told by a look-up', async () => {
    const { standIn, library } = linked
    standIn.notOnWhatsApp.add('+6281100000009')
    expect(await library.client.getNumberId('6281100000009')).toBeNull()
    expect(await library.client.getNumberId('6281100000001')).toMatchObject({ _serialized: WULAN })
    expect(standIn.asked).toEqual(expect.arrayContaining(['exists +6281100000009', 'exists +6281100000001']))
  })

  test('typing is shown', async () => {
    const chat = await linked.library.client.getChatById(WULAN)
    const shown = linked.standIn.waitForAsked(/^typing .* composing$/)
    await chat.sendStateTyping()
    await shown
  })

  test('without a network it is kept, shown with ack 0, and sent when the network is back', async () => {
    const { standIn, library } = linked
    standIn.goOffline()
    await library.hears('change_state', (state) => state === 'TIMEOUT')
    const { id, ack } = await send('Tanpa jaringan')
    expect(ack).toBe(0)
    expect(arrived(id.id)).toBeUndefined()
    standIn.goOnline()
    await hearsAck(id.id, 1)
    expect(standIn.sent.filter((one) => one.id === id.id)).toHaveLength(1)
  })
})
