/** What people send to the phone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../../bots/gateway.ts'
import { type Both, DESK_NOW, NOW, PERSON, startBoth } from './desk.ts'
import { localTime } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const postSms = (sender: string, message: string, more: object = {}) => {
  const { standIn, desk } = both
  return standIn.post(desk.url, standIn.envelope('sms:received', standIn.sms(sender, message, more)))
}

const receive = async (sender: string, message: string, more: object = {}): Promise<Incoming> => {
  expect(await postSms(sender, message, more)).toEqual({ status: 200, body: '' })
  return both.desk.accepted.at(-1)!
}

describe('an SMS', () => {
  test('arrives with its sender, its words and everything as it came', async () => {
    const envelope = both.standIn.envelope('sms:received', both.standIn.sms(PERSON, 'LAPOR PC 2 mati 🚑\nbaris dua'))
    await both.standIn.post(both.desk.url, envelope)
    expect(both.desk.accepted).toEqual([
      {
        providerId: envelope.id,
        channel: 'sms',
        address: PERSON,
        at: DESK_NOW,
        text: 'LAPOR PC 2 mati 🚑\nbaris dua',
        raw: envelope,
      },
    ])
  })

  test.each([
    ['+62 811-0000-0001', PERSON],
    ['081100000001', PERSON],
    ['6281100000001', PERSON],
    ['+12025550100', '+12025550100'],
    ['3636', '3636'],
    ['*123#', '*123#'],
    ['08001234567', '08001234567'],
    [' TELKOMSEL ', 'TELKOMSEL'],
    ['Info 3', 'Info 3'],
  ])('from %s is from %s', async (sender, address) => {
    expect((await receive(sender, 'YA')).address).toBe(address)
  })

  test('of an older version names its sender as phoneNumber', async () => {
    const more = { sender: undefined, phoneNumber: '081100000001' }
    expect((await receive('', 'YA', more)).address).toBe(PERSON)
    expect((await receive('', 'YA', { ...more, sender: null })).address).toBe(PERSON)
  })

  test('from a sender stays so where an older name says another', async () => {
    expect((await receive(PERSON, 'YA', { phoneNumber: '+6281100000002' })).address).toBe(PERSON)
  })

  test.each([
    ['in the phone’s zone', localTime(NOW - 90_000, '+08:00'), DESK_NOW - 90_000],
    ['in UTC', new Date(NOW - 90_000).toISOString(), DESK_NOW - 90_000],
    ['of years ago', localTime(NOW - 9e10), DESK_NOW - 9e10],
    ['ahead of now', localTime(NOW + 3_600_000), DESK_NOW],
    ['that is none', 'yesterday', DESK_NOW],
    ['that is missing', undefined, DESK_NOW],
    ['that is null', null, DESK_NOW],
  ])('with a time %s is as old as it says, and never ahead of now', async (_, receivedAt, at) => {
    expect((await receive(PERSON, 'YA', { receivedAt })).at).toBe(at)
  })

  test('that is empty arrives all the same', async () => {
    expect((await receive(PERSON, '')).text).toBe('')
  })

  test('that the app posts again is one: the envelope names it', async () => {
    const envelope = both.standIn.envelope('sms:received', both.standIn.sms(PERSON, 'YA'))
    expect(await both.standIn.post(both.desk.url, envelope)).toMatchObject({ status: 200 })
    both.pass(10_000)
    expect(await both.standIn.post(both.desk.url, envelope)).toMatchObject({ status: 200 })
    expect(both.desk.accepted).toHaveLength(1)
  })

  test('is not taken for another with the same words, whose messageId is the same', async () => {
    await receive(PERSON, 'YA')
    await receive(PERSON, 'YA')
    expect(both.desk.accepted.map(({ raw }) => (raw as { payload: { messageId: string } }).payload.messageId)).toEqual([
      'abc123',
      'abc123',
    ])
  })

  test('while the database is away is answered with 503, and tried again hours later, signed anew', async () => {
    const { standIn, desk } = both
    const envelope = standIn.envelope('sms:received', standIn.sms(PERSON, 'YA'))
    const answers: number[] = []
    desk.loseDatabase()
    const tries = await standIn.postUntilTaken(desk.url, envelope, async ({ status }, count) => {
      answers.push(status)
      both.pass(10_000 * 2 ** (count - 1))
      if (count === 12) desk.findDatabase()
    })
    expect(tries).toBe(13)
    expect(answers).toEqual(Array(12).fill(503))
    const waited = 10_000 * (2 ** 12 - 1)
    expect(desk.accepted).toMatchObject([{ providerId: envelope.id, at: DESK_NOW }])
    expect(waited).toBeGreaterThan(11 * 3_600_000)
  })

  test.each([
    ['without words', { message: undefined }, 'missing or wrong in the payload: message'],
    ['with words that are none', { message: 7 }, 'missing or wrong in the payload: message'],
    ['from nobody', { sender: ' ', phoneNumber: null }, 'no sender'],
  ])('%s is answered with 400 and logged', async (_, more, why) => {
    expect(await postSms(PERSON, 'rahasia7', more)).toEqual({ status: 400, body: why })
    expect(both.desk.accepted).toEqual([])
    expect(both.desk.log).toEqual([
      { level: 'warn', fields: { route: '/webhooks/smsgate', why }, words: 'a signed webhook that cannot be read' },
    ])
  })
})

describe('an MMS', () => {
  const PHOTO = Buffer.from('a photograph').toString('base64')
  const photo = { partId: 1, contentType: 'image/jpeg', name: 'layar.jpg', size: 12, data: PHOTO }
  const receiveMms = async (mms: object) => {
    const { standIn, desk } = both
    const payload = { messageId: 'mms_1', sender: PERSON, receivedAt: localTime(NOW - 5_000), ...mms }
    const answer = await standIn.post(desk.url, standIn.envelope('mms:downloaded', payload))
    expect(answer).toEqual({ status: 200, body: '' })
    return desk.accepted.at(-1)!
  }

  test('arrives with its words and its attachments', async () => {
    const parts = [
      { partId: 0, contentType: 'application/smil', name: 'smil.xml', size: 9, data: 'PHNtaWw+' },
      { partId: 2, contentType: 'text/plain; charset=utf-8', name: null, size: 9, data: 'bGF5YXI=' },
      photo,
    ]
    const incoming = await receiveMms({ body: 'layar mati', subject: 'NoSubject', attachments: parts })
    expect(incoming).toMatchObject({ channel: 'sms', address: PERSON, at: DESK_NOW - 5_000, text: 'layar mati' })
    expect(incoming.media).toEqual([{ mimeType: 'image/jpeg', name: 'layar.jpg', base64: PHOTO }])
    expect(both.desk.log).toEqual([])
  })

  test('without words has its subject for words, and may have nothing at all', async () => {
    expect(await receiveMms({ body: ' ', subject: 'layar mati' })).toMatchObject({ text: 'layar mati' })
    const empty = await receiveMms({ body: null, subject: null, attachments: null })
    expect(empty.text).toBe('')
    expect(empty).not.toHaveProperty('media')
  })

  test('keeps base64 with line breaks, and calls a type that is none a stream of bytes', async () => {
    const odd = {
      ...photo,
      contentType: 'rahasia<script>',
      name: null,
      data: `${PHOTO.slice(0, 8)}\n${PHOTO.slice(8)}\n`,
    }
    expect((await receiveMms({ attachments: [odd] })).media).toEqual([
      { mimeType: 'application/octet-stream', base64: PHOTO },
    ])
  })

  test.each([
    ['without content', [{ ...photo, data: null, size: null }], 1],
    ['whose content is no base64', [{ ...photo, data: 'rahasia7!' }], 1],
    ['of more than two mebibytes', [{ ...photo, data: 'A'.repeat(2_900_000) }], 1],
    ['beyond the tenth', Array(12).fill(photo), 2],
  ])('loses attachments %s, and the log says how many', async (_, attachments, dropped) => {
    const { media = [] } = await receiveMms({ body: 'ini', attachments })
    expect(media).toHaveLength(attachments.length - dropped)
    expect(both.desk.log).toEqual([
      {
        level: 'warn',
        fields: { route: '/webhooks/smsgate', dropped },
        words: 'attachments without content, or too many or too large',
      },
    ])
  })

  test('that is only announced waits for its content', async () => {
    const { standIn, desk } = both
    const announced = standIn.envelope('mms:received', { sender: PERSON, transactionId: 'T1', size: 9 })
    expect(await standIn.post(desk.url, announced)).toEqual({ status: 200, body: '' })
    expect(desk.accepted).toEqual([])
  })
})

describe('an event that is nothing for the desk', () => {
  test.each(['sms:data-received', 'mms:received', 'app:started'])('%s is acknowledged in silence', async (event) => {
    const { standIn, desk } = both
    expect(await standIn.post(desk.url, standIn.envelope(event, { data: 'rahasia7' }))).toEqual({
      status: 200,
      body: '',
    })
    expect([desk.accepted, desk.receipts, desk.log]).toEqual([[], [], []])
  })

  test('and is unknown is acknowledged, and named in the log once', async () => {
    const { standIn, desk } = both
    for (const event of ['call:missed', 'call:missed', 'Rahasia 7!', 'rahasia/8']) {
      expect(await standIn.post(desk.url, standIn.envelope(event, {}))).toEqual({ status: 200, body: '' })
    }
    expect(desk.log.map(({ level, fields }) => [level, fields])).toEqual([
      ['info', { route: '/webhooks/smsgate', event: 'call:missed' }],
      ['info', { route: '/webhooks/smsgate', event: 'unnamed' }],
    ])
  })
})
