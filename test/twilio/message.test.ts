import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../../bots/gateway.ts'
import { DESK_NOW, NEXT_TOKEN, PERSON, startBoth } from './desk.ts'
import type { Fields } from './sign.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const WHATSAPP = {
  From: `whatsapp:${PERSON}`,
  To: 'whatsapp:+12025550101',
  WaId: '6281100000001',
  ProfileName: 'Budi 🚑',
  MessageType: 'text',
}

const receive = async (fields: Fields): Promise<Incoming> => {
  const answer = await both.standIn.sendMessage(both.desk.url, fields)
  expect(answer).toMatchObject({ status: 200 })
  const [incoming] = both.desk.accepted
  return incoming!
}

describe('an inbound message', () => {
  test('by SMS is accepted, then answered with empty TwiML', async () => {
    const { standIn, desk } = both
    const fields = { Body: 'LAPOR peta kosong', FromCity: '', FromCountry: 'ID' }
    const answer = await standIn.sendMessage(desk.url, fields)
    expect(answer).toMatchObject({ status: 200, contentType: 'text/xml', body: '<Response/>' })
    expect(desk.accepted).toEqual([
      {
        providerId: answer.sid,
        channel: 'sms',
        address: PERSON,
        at: DESK_NOW,
        text: 'LAPOR peta kosong',
        raw: expect.objectContaining({ MessageSid: answer.sid, Body: 'LAPOR peta kosong', FromCity: '' }),
      },
    ])
  })

  test('by WhatsApp comes from the same kind of address, with the name of the profile', async () => {
    const incoming = await receive({ ...WHATSAPP, Body: 'selesai' })
    expect(incoming).toMatchObject({
      channel: 'whatsapp',
      address: PERSON,
      profileName: 'Budi 🚑',
      text: 'selesai',
    })
  })

  test('from a sender who hides the number keeps the id as address', async () => {
    const incoming = await receive({ ...WHATSAPP, From: 'whatsapp:ID.1234567890', WaId: '', Body: 'P' })
    expect(incoming).toMatchObject({ channel: 'whatsapp', address: 'ID.1234567890' })
  })

  test('from a short code or a name keeps it as address', async () => {
    expect(await receive({ From: 'SIAGA', Body: 'x' })).toMatchObject({ channel: 'sms', address: 'SIAGA' })
  })

  test('with pictures tells their types and where they are, in their order', async () => {
    const urls = Array.from({ length: 11 }, (_, n) => `https://api.twilio.com/media/${n}`)
    const media = Object.fromEntries(
      urls.toReversed().flatMap((url, at) => [
        [`MediaUrl${10 - at}`, url],
        [`MediaContentType${10 - at}`, 'image/jpeg'],
      ]),
    )
    const incoming = await receive({ ...WHATSAPP, NumMedia: '11', ...media })
    expect(incoming.media).toEqual(urls.map((url) => ({ mimeType: 'image/jpeg', url })))
    expect(incoming.text).toBe('')
  })

  test('with a picture of no known type is passed on all the same', async () => {
    expect(await receive({ MediaUrl0: 'https://api.twilio.com/m', MediaContentType0: '' })).toMatchObject({
      media: [{ mimeType: 'application/octet-stream', url: 'https://api.twilio.com/m' }],
    })
  })

  test('with a location tells it, with its name where it has one', async () => {
    const place = { Latitude: '-6.7063', Longitude: '108.557', Label: 'Balai Kota', Address: 'Jl. Siliwangi 84' }
    const incoming = await receive({ ...WHATSAPP, ...place })
    expect(incoming.location).toEqual({ latitude: -6.7063, longitude: 108.557, name: 'Balai Kota, Jl. Siliwangi 84' })
  })

  test.each<[string, Fields, Incoming['location']]>([
    ['without a name', { Latitude: '0', Longitude: '0' }, { latitude: 0, longitude: 0 }],
    ['with half of it missing', { Latitude: '-6.7', Longitude: '' }, undefined],
    ['that is not on the globe', { Latitude: '91', Longitude: '0' }, undefined],
    ['that is no number', { Latitude: 'utara', Longitude: '0' }, undefined],
  ])('with a location %s', async (_, fields, expected) => {
    expect((await receive(fields)).location).toEqual(expected)
  })

  test('that quotes one of ours names it', async () => {
    const reply = { OriginalRepliedMessageSid: 'SM9', OriginalRepliedMessageSender: 'whatsapp:+12025550101' }
    expect(await receive({ ...WHATSAPP, Body: 'YA', ...reply })).toMatchObject({ quotes: 'SM9' })
  })

  test('of a button is what stands on it, unless there is a text', async () => {
    const button = { ...WHATSAPP, MessageType: 'button', ButtonText: 'YA', ButtonPayload: 'confirm' }
    await both.standIn.sendMessage(both.desk.url, { ...button, Body: '' })
    await both.standIn.sendMessage(both.desk.url, { ...button, Body: 'BELUM' })
    expect(both.desk.accepted.map(({ text }) => text)).toEqual(['YA', 'BELUM'])
  })

  test.each<[Fields, Incoming['forwarded']]>([
    [{ Forwarded: 'true' }, 'once'],
    [{ Forwarded: 'true', FrequentlyForwarded: 'true' }, 'many'],
    [{ Forwarded: 'false', FrequentlyForwarded: 'false' }, undefined],
  ])('with %o is forwarded: %s', async (fields, expected) => {
    expect((await receive({ ...WHATSAPP, ...fields })).forwarded).toBe(expected)
  })

  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['', undefined],
  ])('with OptOutType %s opts: %s', async (OptOutType, expected) => {
    expect((await receive({ Body: 'berhenti', OptOutType })).optOut).toBe(expected)
  })

  test.each([
    ['YES', 'start-if-stopped'],
    [' unstop ', 'start'],
    ['Start', 'start'],
    ['yes pak', undefined],
    ['stop', 'stop'],
  ])('with the whole SMS %j opts: %s', async (Body, expected) => {
    expect((await receive({ Body })).optOut).toBe(expected)
  })

  test('of WhatsApp opts nobody out or in by its words alone', async () => {
    expect((await receive({ ...WHATSAPP, Body: 'YES' })).optOut).toBeUndefined()
  })

  test('keeps unknown, empty and repeated parameters as evidence', async () => {
    const { raw } = await receive({ ...WHATSAPP, New: ['a', '', 'a'], FromZip: '', ChannelMetadata: '{"type":"x"}' })
    expect(raw).toMatchObject({
      New: ['a', '', 'a'],
      FromZip: '',
      ChannelMetadata: '{"type":"x"}',
      WaId: WHATSAPP.WaId,
    })
  })

  test('with U+0000, which PostgreSQL cannot store, arrives without it', async () => {
    const incoming = await receive({ Body: 'peta\0kosong' })
    expect(incoming.text).toBe('peta\uFFFDkosong')
    expect(JSON.stringify(incoming.raw)).not.toContain('\\u0000')
  })

  test('that comes twice is answered like the first', async () => {
    const { standIn, desk } = both
    const fields = { MessageSid: `SM${'a'.repeat(32)}`, Body: 'YA' }
    const answers = [await standIn.sendMessage(desk.url, fields), await standIn.sendMessage(desk.url, fields)]
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, '<Response/>'],
      [200, '<Response/>'],
    ])
    expect(desk.accepted).toHaveLength(1)
  })

  test('that cannot be stored is answered with 503, so that Twilio tries again', async () => {
    both.desk.loseDatabase()
    expect(await both.standIn.sendMessage(both.desk.url, { Body: 'YA' })).toMatchObject({ status: 503 })
  })

  test('is accepted under the next token as well', async () => {
    const answer = await both.standIn.sendMessage(both.desk.url, { Body: 'YA' }, { token: NEXT_TOKEN })
    expect(answer.status).toBe(200)
    expect(both.desk.accepted).toHaveLength(1)
  })
})

describe('a call that is not a message', () => {
  test.each<[string, Fields, string]>([
    ['without MessageSid', { MessageSid: '', SmsSid: '', SmsMessageSid: '' }, 'no MessageSid'],
    ['without From', { From: '' }, 'From is empty or of a channel that the desk does not have'],
    ['of a foreign channel', { From: 'messenger:123' }, 'From is empty or of a channel that the desk does not have'],
    ['that is a status callback', { SmsStatus: 'delivered' }, 'a status callback, not a message'],
  ])('%s is answered with 400 and logged', async (_, fields, why) => {
    const { standIn, desk } = both
    expect(await standIn.sendMessage(desk.url, fields)).toMatchObject({ status: 400, body: why })
    expect(desk.accepted).toEqual([])
    expect(desk.log).toEqual([
      {
        level: 'warn',
        fields: { route: '/webhooks/twilio/message', why },
        words: 'a signed webhook that cannot be read',
      },
    ])
  })
})
