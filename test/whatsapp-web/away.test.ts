/** What happens while no browser is there, or while its network is gone: no event tells of it, the history does. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Library, noBrowser, sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

const WULAN = '+6281100000001'
const CHAT = '6281100000001@c.us'

describe.skipIf(noBrowser)('away', () => {
  let standIn: WhatsAppWebStandIn
  let folder: Awaited<ReturnType<typeof sessionFolder>>
  let libraries: Library[]

  beforeEach(async () => {
    standIn = await startWhatsAppWeb()
    folder = await sessionFolder()
    libraries = []
    at = 1_800_000_000_000
  })
  afterEach(async () => {
    for (const library of libraries) await library.end()
    await standIn.stop()
    await folder.remove()
  })
  const start = async () => {
    const library = new Library(standIn, folder.path)
    libraries.push(library)
    await library.client.initialize()
    if (!standIn.paired) await standIn.pairByQr()
    await library.isReady()
    return library
  }
  /** A second apart: of messages of the same second the library's own order is not to be relied on. */
  let at: number
  const writes = (count: number, text: string) =>
    Array.from({ length: count }, (_, n) => {
      at += 1000
      return standIn.receive({ from: WULAN, text: `${text} ${n}`, at }).serialized
    })
  const history = async (library: Library, limit: number) => {
    const chat = await library.client.getChatById(CHAT)
    return (await chat.fetchMessages({ limit })).map(({ id }) => id._serialized)
  }

  test('31 messages of which one was read on the phone: the history has all, the count of unread has not', async () => {
    const first = await start()
    const before = writes(1, 'sebelumnya')
    await first.hears('message')
    await first.end()
    const whileAway = writes(30, 'pergi')
    standIn.readOnPhone(CHAT)
    whileAway.push(...writes(1, 'terakhir'))
    const second = await start()
    const chat = (await second.client.getChats()).find(({ id }) => id._serialized === CHAT)
    expect(chat?.unreadCount).toBe(1)
    expect(await history(second, 50)).toEqual([...before, ...whileAway])
    const [last] = writes(1, 'sesudahnya')
    await second.hears('message', ({ id }) => id._serialized === last)
    expect(second.all('message_create')).toHaveLength(1)
    expect(await history(second, 5)).toEqual([...whileAway.slice(-4), last])
  })

  test('what came while the network was gone is in the history, with no event and no gap', async () => {
    const library = await start()
    const before = writes(2, 'sebelumnya')
    await library.hears('message', ({ id }) => id._serialized === before[1])
    standIn.goOffline()
    await library.hears('change_state', (state) => state === 'TIMEOUT')
    const whileAway = writes(25, 'tanpa jaringan')
    standIn.goOnline()
    await library.hears('change_state', (state) => state === 'CONNECTED')
    expect(await history(library, 50)).toEqual([...before, ...whileAway])
    expect(library.all('message')).toHaveLength(2)
  })

  test('after a reload the client is ready again and hears each message once', async () => {
    const library = await start()
    standIn.reloadPage()
    await library.isReady(2)
    const [message] = writes(1, 'sesudah muat ulang')
    await library.hears('message', ({ id }) => id._serialized === message)
    const [next] = writes(1, 'dan satu lagi')
    await library.hears('message', ({ id }) => id._serialized === next)
    expect(library.all('message').map(({ values: [{ id }] }) => id._serialized)).toEqual([message, next])
  })

  test('a send without an ack is looked up after a reload: there with ack 1, or not there', async () => {
    const library = await start()
    standIn.silentNext()
    const there = await library.client.sendMessage(CHAT, 'Diam', { sendSeen: false })
    standIn.silentNext(1, 'lost')
    const lost = await library.client.sendMessage(CHAT, 'Hilang', { sendSeen: false })
    await standIn.waitForSent(1)
    standIn.reloadPage()
    await library.isReady(2)
    expect(await library.client.getMessageById(there.id._serialized)).toMatchObject({ ack: 1, body: 'Diam' })
    expect(await library.client.getMessageById(lost.id._serialized)).toBeNull()
  })

  test('an edit and a revocation while away show in the history', async () => {
    const first = await start()
    const edited = standIn.receive({ from: WULAN, text: 'PC 3' })
    const revoked = standIn.receive({ from: WULAN, text: 'salah kirim' })
    await first.hears('message', ({ id }) => id._serialized === revoked.serialized)
    await first.end()
    standIn.edit(edited.id, 'PC 4')
    standIn.revoke(revoked.id)
    const second = await start()
    const chat = await second.client.getChatById(CHAT)
    const messages = await chat.fetchMessages({ limit: 10 })
    expect(messages.map(({ body, type }) => [body, type])).toEqual([
      ['PC 4', 'chat'],
      ['', 'revoked'],
    ])
  })
})
