/** The gateway alone: what comes in, what goes out and what becomes of it, over the real library in the real Chromium. */
import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Incoming, Outcome } from '../../bots/gateway.ts'
import { outgoing } from '../harness/small-desk.ts'
import { type Both, ME, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'

let both: Both
const accepted = async (providerId: string): Promise<Incoming> => {
  await expect.poll(() => both.desk.accepted.some((one) => one.providerId === providerId), SOON).toBe(true)
  return both.desk.accepted.find((one) => one.providerId === providerId) as Incoming
}
const send = (change: Parameters<typeof outgoing>[0] = {}): Promise<Outcome> =>
  both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN, ...change }))

const PDF = { mimeType: 'application/pdf', name: 'laporan-27.pdf', content: async () => Buffer.from('%PDF-1.7') }
const SOUND = { mimeType: 'audio/mpeg', name: 'rekaman-4.mp3', content: async () => Buffer.from('ID3') }

/** A page on a busy machine still answers within the seconds that the gateway gives it. */
const NOT_TOO_SOON = { ...SOON, interval: 100 }

/** Time passes until the gateway waits no longer. */
async function withoutAck(sending: Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome | undefined
  void sending.then((told) => {
    outcome = told
  })
  return vi.waitFor(() => {
    both.pass(1000)
    expect(outcome).toBeDefined()
    return outcome as Outcome
  }, NOT_TOO_SOON)
}

describe.skipIf(noBrowser)('a gateway that is linked', () => {
  beforeAll(async () => {
    both = await startBoth()
    await both.link()
  })
  afterAll(() => both.stop())

  test('the session is for nobody else to read', async () => {
    expect((await stat(both.directory)).mode & 0o777).toBe(0o700)
  })

  test('nothing to scan is shown any more', () => {
    expect(both.desk.gateway.pairing?.()).toBeUndefined()
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
  })

  test('the number that is linked is known as our own', async () => {
    expect(await both.desk.gateway.own?.()).toEqual([{ channel: 'whatsapp', address: ME }])
  })

  test('a text comes in once, with its sender, its name and its time', async () => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'LAPOR PC 2 mati', name: 'Wulan', twice: true })
    expect(await accepted(id)).toMatchObject({
      channel: 'whatsapp',
      address: WULAN,
      text: 'LAPOR PC 2 mati',
      profileName: 'Wulan',
    })
    expect(both.desk.accepted.filter(({ providerId }) => providerId === id)).toHaveLength(1)
  })

  test('a message is sent, quotes what it answers, and its receipts come', async () => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'STATUS' })
    await accepted(id)
    const outcome = await send({ text: 'Laporan 27 sedang ditangani.', quotes: id })
    const [sent] = await both.standIn.waitForSent(1)
    expect(outcome).toEqual({ outcome: 'done', providerId: sent?.id })
    expect(sent).toMatchObject({ to: WULAN, text: 'Laporan 27 sedang ditangani.', quotes: id })
    both.standIn.ack(sent?.id ?? '', 2)
    both.standIn.ack(sent?.id ?? '', 3)
    const statuses = () => both.desk.receipts.map(({ status }) => status).filter((status) => status !== 'sent')
    await expect.poll(statuses, SOON).toEqual(['delivered', 'read'])
    expect(both.desk.receipts.every(({ providerId }) => providerId === sent?.id)).toBe(true)
  })

  test('photo, voice note and document are taken in at once, and their content is fetched later', async () => {
    for (const [kind, mimeType, name] of [
      ['image', 'image/jpeg'],
      ['ptt', 'audio/ogg; codecs=opus'],
      ['document', 'application/pdf', 'surat.pdf'],
    ] as const) {
      const content = Buffer.from(`content of a ${kind}`)
      const media = { mimeType, content, ...(name && { name }) }
      const { id } = both.standIn.receive({ from: WULAN, kind, text: kind === 'image' ? 'layar gelap' : '', media })
      const message = await accepted(id)
      expect(message.text).toBe(kind === 'image' ? 'layar gelap' : '')
      const [file] = message.media ?? []
      expect(file).toMatchObject({ mimeType, ...(name && { name }) })
      expect(file?.base64).toBeUndefined()
      expect(await both.desk.gateway.fetch?.(file as never)).toMatchObject({ ok: true, content })
    }
  })

  test('an attachment that WhatsApp does not give is asked for again later', async () => {
    const media = { mimeType: 'image/png', content: Buffer.from('x') }
    const { id } = both.standIn.receive({ from: WULAN, kind: 'image', media })
    const [file] = (await accepted(id)).media ?? []
    both.standIn.loseMedia(id)
    expect(await both.desk.gateway.fetch?.(file as never)).toMatchObject({ ok: false, retry: true })
  })

  test('a quote, a forwarded message, a place and a contact are told as what they are', async () => {
    const first = both.standIn.receive({ from: WULAN, text: 'PC 3 mati' })
    const quoting = both.standIn.receive({ from: WULAN, text: 'ini lagi', quote: first.id })
    expect(await accepted(quoting.id)).toMatchObject({ text: 'ini lagi', quotes: first.id })
    const many = both.standIn.receive({ from: WULAN, text: 'tolong teruskan', forwarded: 'many' })
    expect(await accepted(many.id)).toMatchObject({ forwarded: 'many' })
    const location = { latitude: -6.7063, longitude: 108.557, name: 'Balai Kota' }
    const place = both.standIn.receive({ from: WULAN, kind: 'location', location })
    expect(await accepted(place.id)).toMatchObject({ text: '', location })
    const card = 'BEGIN:VCARD\nFN:Pak Budi\nEND:VCARD'
    const contact = both.standIn.receive({ from: WULAN, kind: 'vcard', vcards: [card] })
    const [file] = (await accepted(contact.id)).media ?? []
    expect(Buffer.from(file?.base64 ?? '', 'base64').toString()).toBe(card)
  })

  test('a reaction comes in, and so does its end', async () => {
    const outcome = await send({ text: 'Apakah sudah normal?' })
    const to = outcome.outcome === 'done' ? outcome.providerId : ''
    both.standIn.react({ to, emoji: '👍', from: WULAN })
    await expect.poll(() => both.desk.accepted.at(-1)?.reaction, SOON).toEqual({ emoji: '👍', to })
    both.standIn.react({ to, emoji: '', from: WULAN })
    await expect.poll(() => both.desk.accepted.at(-1)?.reaction, SOON).toEqual({ emoji: '', to, removed: true })
    expect(both.desk.accepted.at(-1)?.address).toBe(WULAN)
  })

  test('what is edited or taken back is kept with the message that it was, and is no message of its own', async () => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'LAPOR PC 4' })
    await accepted(id)
    const before = both.desk.accepted.length
    both.standIn.edit(id, 'LAPOR PC 5')
    both.standIn.revoke(id)
    await expect.poll(() => both.desk.attached.filter(({ to }) => to === id).length, SOON).toBe(2)
    const words = both.desk.attached
      .filter(({ to }) => to === id)
      .map(({ media }) => Buffer.from(media.base64 ?? '', 'base64').toString())
    expect(words).toEqual(['LAPOR PC 5', expect.stringContaining('ditarik')])
    expect(both.desk.accepted).toHaveLength(before)
  })

  test('a sender whose number is hidden is known by it where WhatsApp tells it, else by its own id', async () => {
    const known = both.standIn.receive({ from: WULAN, text: 'STATUS', lid: true })
    expect(await accepted(known.id)).toMatchObject({ address: WULAN })
    const hidden = '+6281100000009'
    both.standIn.hiddenNumbers.add(hidden)
    const unknown = both.standIn.receive({ from: hidden, text: 'STATUS', lid: true })
    expect(await accepted(unknown.id)).toMatchObject({ address: both.standIn.lidOf(hidden) })
    expect(await send({ to: both.standIn.lidOf(hidden), text: 'Mohon nomor Anda' })).toMatchObject({ outcome: 'done' })
  })

  test('groups, status, newsletters and WhatsApp itself are left out', async () => {
    const before = both.desk.accepted.length
    both.standIn.receive({ from: WULAN, text: 'LAPOR di grup', chat: '120363000000000001@g.us' })
    both.standIn.receive({ from: WULAN, text: 'status', chat: 'status@broadcast' })
    both.standIn.receive({ from: WULAN, text: 'kabar', chat: '120363000000000002@newsletter' })
    both.standIn.receive({ from: WULAN, kind: 'e2e_notification' })
    both.standIn.receive({ from: WULAN, kind: 'call_log' })
    const { id } = both.standIn.receive({ from: WULAN, text: 'sesudahnya' })
    await accepted(id)
    expect(both.desk.accepted).toHaveLength(before + 1)
  })

  test('what a human types at the phone itself comes in as that; what the desk sends does not', async () => {
    const { id: theirs } = both.standIn.receive({ from: WULAN, text: 'bagaimana?' })
    await accepted(theirs)
    const { id } = both.standIn.typedOnPhone(WULAN, 'LAPOR dari kantor', { quote: theirs })
    const typed = await accepted(id)
    expect(typed).toMatchObject({ own: true, address: WULAN, text: 'LAPOR dari kantor', quotes: theirs })
    expect(typed).not.toHaveProperty('missed')
    await Promise.all([send({ text: 'Laporan 28.' }), send({ text: 'Laporan 29.', document: PDF })])
    const last = both.standIn.receive({ from: WULAN, text: 'baik' })
    expect(await accepted(last.id)).not.toHaveProperty('own')
    expect(both.desk.accepted.filter(({ own }) => own).map(({ providerId }) => providerId)).toEqual([id])
    expect(JSON.stringify(both.desk.log)).not.toContain('LAPOR')
    expect(JSON.stringify(both.desk.log)).not.toContain('81100000001')
  })

  test('a number that is not on WhatsApp takes its other channel from now on', async () => {
    both.standIn.notOnWhatsApp.add('+6281100000008')
    expect(await send({ to: '+6281100000008' })).toMatchObject({
      outcome: 'failed',
      retry: false,
      suppress: 'unreachable',
    })
  })

  test('a refused message has failed, and may be tried once more', async () => {
    both.standIn.refuseNext()
    expect(await send()).toMatchObject({ outcome: 'failed', retry: 'once', code: 'refused' })
    expect(both.desk.gateway.explain?.('refused')).toMatchObject({ retry: 'once' })
  })

  test('a message without an ack is unknown; once WhatsApp shows it, it is found and not sent again', async () => {
    both.standIn.silentNext(1, 'arrives')
    const message = outgoing({ channel: 'whatsapp', to: WULAN, text: 'Tiket 31 menunggu.' })
    const before = both.standIn.sent.length
    const sending = both.desk.gateway.send(message)
    await both.standIn.waitForSent(before + 1)
    expect(await withoutAck(sending)).toMatchObject({ outcome: 'unknown' })
    expect(await both.desk.gateway.find(message)).toMatchObject({ outcome: 'unknown' })
    // After a minute the page is loaded anew, and knows.
    both.pass(60_000)
    await expect
      .poll(() => both.desk.gateway.find(message), SOON)
      .toEqual({ outcome: 'done', providerId: both.standIn.sent.at(-1)?.id })
    expect(await both.desk.gateway.find(message, async () => true)).toBeUndefined()
  })

  test.each([PDF, SOUND])('$name goes as a document, with the words under it and what it answers', async (document) => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'minta laporannya' })
    await accepted(id)
    const outcome = await send({ text: 'Laporan 27 terlampir.', document, quotes: id })
    const sent = both.standIn.sent.at(-1)
    expect(outcome).toEqual({ outcome: 'done', providerId: sent?.id })
    const { mimeType, name } = document
    expect(sent).toMatchObject({ kind: 'document', text: 'Laporan 27 terlampir.', quotes: id })
    expect(sent?.media).toEqual({ mimeType, name, content: await document.content() })
  })

  test('a document that WhatsApp refuses has failed; one that got no ack is found, and not taken for words alone', async () => {
    both.standIn.refuseNext()
    expect(await send({ document: PDF })).toMatchObject({ outcome: 'failed', code: 'refused' })
    both.standIn.silentNext(1, 'arrives')
    const message = outgoing({ channel: 'whatsapp', to: WULAN, text: 'Laporan 33 terlampir.', document: PDF })
    const before = both.standIn.sent.length
    const sending = both.desk.gateway.send(message)
    await both.standIn.waitForSent(before + 1)
    expect(await withoutAck(sending)).toMatchObject({ outcome: 'unknown' })
    both.standIn.reloadPage()
    const providerId = both.standIn.sent.at(-1)?.id
    await expect.poll(() => both.desk.gateway.find(message), SOON).toEqual({ outcome: 'done', providerId })
    const { document: _document, ...words } = message
    expect(await both.desk.gateway.find(words)).toBeUndefined()
  })

  test('a document that is still being uploaded is not sent a second time', async () => {
    const message = outgoing({ channel: 'whatsapp', to: WULAN, text: 'Laporan 34 terlampir.', document: PDF })
    both.standIn.holdUploads()
    const uploading = both.standIn.waitForAsked(/^upload/)
    const sending = both.desk.gateway.send(message)
    await uploading
    expect(await withoutAck(sending)).toMatchObject({ outcome: 'unknown' })
    expect(await both.desk.gateway.find(message)).toMatchObject({ outcome: 'unknown' })
    const before = both.standIn.sent.length
    both.standIn.letUploadsGo()
    await both.standIn.waitForSent(before + 1)
    await expect
      .poll(() => both.desk.gateway.find(message), SOON)
      .toEqual({ outcome: 'done', providerId: both.standIn.sent.at(-1)?.id })
  })

  test('a message that was lost is found nowhere, and may be sent again', async () => {
    const message = outgoing({ channel: 'whatsapp', to: WULAN, text: 'Tiket 32 menunggu.' })
    both.standIn.silentNext(1, 'lost')
    const asked = both.standIn.waitForAsked(/^send/)
    const sending = both.desk.gateway.send(message)
    await asked
    expect(await withoutAck(sending)).toMatchObject({ outcome: 'unknown' })
    both.standIn.reloadPage()
    await expect.poll(() => both.desk.gateway.find(message), SOON).toBeUndefined()
  })

  test('nothing is marked as read by sending', () => {
    expect(both.standIn.asked.filter((one) => one.startsWith('seen'))).toEqual([])
  })

  test('what the database did not take is asked for again, and comes in once', async () => {
    both.desk.loseDatabase()
    const { id } = both.standIn.receive({ from: WULAN, text: 'selagi basis data mati' })
    await expect.poll(() => both.desk.log.some(({ words }) => words.includes('asked for again')), SOON).toBe(true)
    both.desk.findDatabase()
    // A look that was under way then may have failed as well: the next one is ten seconds later again.
    await vi.waitFor(() => {
      both.pass(1000)
      expect(both.desk.accepted.some(({ providerId }) => providerId === id)).toBe(true)
    }, SOON)
    expect(await accepted(id)).toMatchObject({ text: 'selagi basis data mati' })
  })

  test('stopped by hand, nothing is sent', async () => {
    both.desk.watermarks.set('stopped', 'yes')
    expect(await send()).toMatchObject({ outcome: 'failed', retry: true, code: 'stopped' })
    both.desk.watermarks.delete('stopped')
    expect(await send()).toMatchObject({ outcome: 'done' })
  })

  test('after so many messages a day it stops; what is urgent goes a little further', async () => {
    const [day] = (both.desk.watermarks.get('sent') ?? '').split(' ')
    both.desk.watermarks.set('sent', `${day} 60`)
    expect(await send()).toMatchObject({ outcome: 'failed', retry: true, code: 'daily-cap' })
    expect(await send({ urgent: true })).toMatchObject({ outcome: 'done' })
  })
})
