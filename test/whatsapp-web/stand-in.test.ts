/** What people write reaches the real whatsapp-web.js, in a real Chromium, as it does from WhatsApp Web. */

import { describe, expect, test } from 'vitest'
import type { Message } from 'whatsapp-web.js'
import { noBrowser } from './library.ts'
import { linkedBrowser } from './linked.ts'
import type { Received } from './records.ts'

const WULAN = '+6281100000001'
const RATNA = '+6281100000002'
const GROUP = '120363000000000001@g.us'

describe.skipIf(noBrowser)('a message comes in', () => {
  const linked = linkedBrowser()
  const arrived = ({ serialized }: Received): Promise<Message> =>
    linked.library.hears('message_create', ({ id }) => id._serialized === serialized)
  // biome-ignore lint/suspicious/noExplicitAny: the page's own fields, which the library does not declare.
  const fields = (message: Message): any => message.rawData

  test('a text, with the name that its sender uses', async () => {
    const message = await arrived(linked.standIn.receive({ from: WULAN, text: 'PC 2 mati', name: 'Wulan', at: 1.5e12 }))
    expect(message).toMatchObject({ body: 'PC 2 mati', from: '6281100000001@c.us', type: 'chat', hasMedia: false })
    expect(message).toMatchObject({ timestamp: 1.5e9, fromMe: false })
    expect(fields(message).notifyName).toBe('Wulan')
  })

  test('a hundred texts come in order, each once', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => linked.standIn.receive({ from: RATNA, text: `${n}` }).serialized)
    await linked.library.hears('message', ({ body }) => body === '99')
    const heard = linked.library.all('message').map(({ values: [message] }) => message.id._serialized)
    expect(heard.filter((id) => ids.includes(id))).toEqual(ids)
  })

  test('the same message twice has the same id', async () => {
    const { serialized } = linked.standIn.receive({ from: WULAN, text: 'dua kali', twice: true })
    const is = ({ id }: Message) => id._serialized === serialized
    await linked.library.hears('message', is)
    await arrived(linked.standIn.receive({ from: WULAN, text: 'sesudahnya' }))
    expect(linked.library.all('message').filter(({ values: [message] }) => is(message))).toHaveLength(2)
  })

  test('an answer tells which message it quotes', async () => {
    const first = linked.standIn.receive({ from: WULAN, text: 'yang ini' })
    const message = await arrived(linked.standIn.receive({ from: WULAN, text: 'masih', quote: first.id }))
    expect(message.hasQuotedMsg).toBe(true)
    expect(fields(message).quotedStanzaID).toBe(first.id)
    expect((await message.getQuotedMessage()).id._serialized).toBe(first.serialized)
  })

  test('an answer quotes what was sent to them', async () => {
    const own = await linked.library.client.sendMessage('6281100000001@c.us', 'Sudah pulih?', { sendSeen: false })
    await linked.standIn.waitForSent(1)
    const message = await arrived(linked.standIn.receive({ from: WULAN, text: 'YA', quote: own.id.id }))
    expect((await message.getQuotedMessage()).id._serialized).toBe(own.id._serialized)
  })

  test.each([
    ['image', 'image/jpeg', undefined],
    ['ptt', 'audio/ogg; codecs=opus', undefined],
    ['video', 'video/mp4', undefined],
    ['document', 'application/pdf', 'bukti.pdf'],
  ] as const)('a %s is downloaded whole', async (kind, mimeType, name) => {
    const content = Buffer.from(`isi ${kind} \0\xff`, 'latin1')
    const media = { mimeType, content, ...(name === undefined ? {} : { name }) }
    const message = await arrived(linked.standIn.receive({ from: WULAN, kind, text: 'lihat', media }))
    expect(message).toMatchObject({ type: kind, hasMedia: true, body: 'lihat' })
    const got = await message.downloadMedia()
    expect(Buffer.from(got.data, 'base64')).toEqual(content)
    expect(got).toMatchObject({ mimetype: mimeType, ...(name === undefined ? {} : { filename: name }) })
  })

  test('a document of 16 MiB is downloaded whole', async () => {
    const content = Buffer.alloc(16 << 20, 'siaga')
    const media = { mimeType: 'application/pdf', content, name: 'besar.pdf' }
    const message = await arrived(linked.standIn.receive({ from: WULAN, kind: 'document', media }))
    expect(Buffer.from((await message.downloadMedia()).data, 'base64').equals(content)).toBe(true)
  })

  test('an attachment that is gone gives nothing', async () => {
    const media = { mimeType: 'image/jpeg', content: Buffer.from('x') }
    const received = linked.standIn.receive({ from: WULAN, kind: 'image', media })
    linked.standIn.loseMedia(received.id)
    expect(await (await arrived(received)).downloadMedia()).toBeUndefined()
  })

  test('a place and people', async () => {
    const location = { latitude: -6.737, longitude: 108.55, name: 'Ruang server' }
    const place = await arrived(linked.standIn.receive({ from: WULAN, kind: 'location', location }))
    expect(place.location.name).toBe('Ruang server')
    expect([place.location.latitude, place.location.longitude].map(Number)).toEqual([-6.737, 108.55])
    const card = 'BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nEND:VCARD'
    const one = await arrived(linked.standIn.receive({ from: WULAN, kind: 'vcard', vcards: [card] }))
    expect(one.vCards).toEqual([card])
    const two = await arrived(linked.standIn.receive({ from: WULAN, kind: 'multi_vcard', vcards: [card, card] }))
    expect(two.vCards).toEqual([card, card])
  })

  test('a reaction names the message and who reacted', async () => {
    const { standIn, library } = linked
    const own = await library.client.sendMessage('6281100000001@c.us', 'Selesai', { sendSeen: false })
    await standIn.waitForSent(2)
    standIn.react({ to: own.id.id, emoji: '👍' })
    const reaction = await library.hears('message_reaction')
    expect(reaction).toMatchObject({ reaction: '👍', senderId: '6281100000001@c.us' })
    expect(reaction.msgId._serialized).toBe(own.id._serialized)
    standIn.react({ to: own.id.id, emoji: '' })
    expect(await library.hears('message_reaction', ({ reaction: emoji }) => emoji === '')).toBeTruthy()
  })

  test('an edit and a revocation name the message', async () => {
    const { standIn, library } = linked
    const received = standIn.receive({ from: WULAN, text: 'PC 3' })
    await arrived(received)
    standIn.edit(received.id, 'PC 4')
    const edited = await library.hears('message_edit')
    expect(edited).toMatchObject({ body: 'PC 4', id: { _serialized: received.serialized } })
    expect(library.all('message_edit')[0]?.values.slice(1)).toEqual(['PC 4', 'PC 3'])
    standIn.revoke(received.id)
    expect(await library.hears('message_revoke_everyone')).toMatchObject({ id: { id: received.id }, type: 'revoked' })
    expect(library.all('message_edit')).toHaveLength(1)
  })

  test('a message that cannot be read yet comes when it can', async () => {
    const received = linked.standIn.receive({ from: WULAN, kind: 'ciphertext' })
    const after = linked.standIn.receive({ from: WULAN, text: 'sesudahnya' })
    await arrived(after)
    const ids = () => linked.library.all('message').map(({ values: [{ id }] }) => id._serialized)
    expect(ids()).not.toContain(received.serialized)
    linked.standIn.decrypt(received.id, 'terbaca')
    expect(await arrived(received)).toMatchObject({ body: 'terbaca', type: 'chat' })
  })

  test('forwarding is told', async () => {
    const once = await arrived(linked.standIn.receive({ from: WULAN, text: 'terusan', forwarded: 'once' }))
    expect(once).toMatchObject({ isForwarded: true, forwardingScore: 1 })
    const many = await arrived(linked.standIn.receive({ from: WULAN, text: 'terusan', forwarded: 'many' }))
    expect(many.forwardingScore).toBe(5)
  })

  test('a sender may be a LID, which a look-up maps to a number', async () => {
    const { standIn, library } = linked
    const message = await arrived(standIn.receive({ from: RATNA, text: 'dari lid', lid: true }))
    const lid = standIn.lidOf(RATNA)
    expect(message.from).toBe(lid)
    expect(await library.client.getContactLidAndPhone([lid])).toEqual([{ lid, pn: '6281100000002@c.us' }])
    expect(await library.client.getContactLidAndPhone(['6281100000002@c.us'])).toEqual([
      { lid, pn: '6281100000002@c.us' },
    ])
  })

  test('a LID that nobody maps gives no number', async () => {
    const { standIn, library } = linked
    standIn.hiddenNumbers.add('+6281100000003')
    const message = await arrived(standIn.receive({ from: '+6281100000003', text: 'siapa ya', lid: true }))
    expect((await library.client.getContactLidAndPhone([message.from]))[0]?.pn).toBeUndefined()
  })

  test('groups, status messages and newsletters come from their own chats', async () => {
    const { standIn } = linked
    const group = await arrived(standIn.receive({ from: WULAN, text: 'di grup', chat: GROUP }))
    expect(group).toMatchObject({ from: GROUP, author: '6281100000001@c.us' })
    expect(await group.getChat()).toMatchObject({ isGroup: true })
    const status = await arrived(standIn.receive({ from: WULAN, text: 'status', chat: 'status@broadcast' }))
    expect(status.isStatus).toBe(true)
    const news = '120363000000000002@newsletter'
    expect(await arrived(standIn.receive({ from: news, text: 'kabar', chat: news }))).toMatchObject({ from: news })
  })

  test('what the human types at the phone is told as our own', async () => {
    const typed = await arrived(linked.standIn.typedOnPhone(WULAN, 'Saya telepon saja'))
    expect(typed).toMatchObject({ fromMe: true, to: '6281100000001@c.us', body: 'Saya telepon saja' })
    expect(linked.library.all('message').map(({ values: [{ id }] }) => id.id)).not.toContain(typed.id.id)
  })

  test('a contact has the name that its owner uses', async () => {
    const message = await arrived(linked.standIn.receive({ from: WULAN, text: 'nama', name: 'Wulan Sari' }))
    expect(await message.getContact()).toMatchObject({ pushname: 'Wulan Sari', number: '6281100000001' })
  })

  test('messages unread are counted until somebody reads them', async () => {
    const { standIn, library } = linked
    const chat = '6281100000004@c.us'
    await arrived(standIn.receive({ from: '+6281100000004', text: 'satu' }))
    expect(await library.hears('unread_count', ({ id }) => id._serialized === chat)).toMatchObject({ unreadCount: 1 })
    await library.client.sendSeen(chat)
    expect(standIn.asked).toContain(`seen ${chat}`)
    await library.hears('unread_count', ({ id, unreadCount }) => id._serialized === chat && unreadCount === 0)
  })
})
