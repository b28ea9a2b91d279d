/** The real whatsapp-web.js works on the stand-in as it does on WhatsApp Web. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Library, noBrowser, sessionFolder } from './library.ts'
import { startWhatsAppWeb, type WhatsAppWebStandIn } from './stand-in.ts'

const WULAN = '+6281100000001'

describe.skipIf(noBrowser)('one browser that is linked', () => {
  let standIn: WhatsAppWebStandIn
  let library: Library
  let folder: Awaited<ReturnType<typeof sessionFolder>>

  beforeAll(async () => {
    standIn = await startWhatsAppWeb()
    folder = await sessionFolder()
    library = new Library(standIn, folder.path)
    await library.client.initialize()
  })
  afterAll(async () => {
    await library.end()
    await standIn.stop()
    await folder.remove()
  })

  test('a QR code is shown, scanned, and the client is ready', async () => {
    expect(await library.hears('qr')).toMatch(/^2@/)
    await standIn.pairByQr()
    await library.isReady()
    expect(library.client.info.wid.user).toBe('6281100000112')
  })

  test('a text arrives, and an answer that quotes it is sent', async () => {
    const { id, serialized } = standIn.receive({ from: WULAN, text: 'LAPOR PC 2 mati' })
    const message = await library.hears('message_create', ({ id: { _serialized } }) => _serialized === serialized)
    expect(message).toMatchObject({ body: 'LAPOR PC 2 mati', from: '6281100000001@c.us', fromMe: false, type: 'chat' })
    const own = await message.reply('Diterima', undefined, { sendSeen: false })
    const [sent] = await standIn.waitForSent(1)
    expect(sent).toMatchObject({ id: own.id.id, to: WULAN, text: 'Diterima', quotes: id, ack: 1 })
  })
})
