/** Twilio's list tells what webhooks did not: messages that never arrived, and what became of our own. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DESK_NOW, NOW, outgoing, PERSON, SERVICE, SMS_FROM, startLooking, WHATSAPP_FROM } from './desk.ts'
import type { Fault } from './faults.ts'
import type { Recorded } from './recordings-resource.ts'
import type { Received } from './records.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

let all: Awaited<ReturnType<typeof startLooking>>
const start = async (...given: Parameters<typeof startLooking>) => {
  await all?.stop()
  all = await startLooking(...given)
  // The first look ever only begins.
  await all.look()
}
beforeEach(() => start())
afterEach(() => all.stop())

/** A message that Twilio has taken and never told us of. */
const missed = (ago: number, more: Partial<Received> = {}) =>
  all.standIn.receive({ from: PERSON, to: SMS_FROM, body: 'LAPOR peta kosong', createdAt: NOW - ago, ...more })
const texts = () => all.desk.accepted.map(({ text }) => text)
const lists = () => all.standIn.requests.filter((line) => line.endsWith('/Messages.json')).length
const infos = () => all.desk.log.filter(({ level }) => level === 'info')

describe('an inbound message whose webhook never came', () => {
  test('comes in with the time that Twilio tells, on the clock of the desk, and is marked', async () => {
    const { sid } = missed(5 * MINUTE)
    await all.look()
    expect(all.desk.accepted).toEqual([
      {
        providerId: sid,
        channel: 'sms',
        address: PERSON,
        at: DESK_NOW - 5 * MINUTE,
        text: 'LAPOR peta kosong',
        raw: { recovered: true, message: expect.objectContaining({ sid, body: 'LAPOR peta kosong' }) },
      },
    ])
    expect(infos()).toMatchObject([{ fields: { recovered: 1, settled: 0 } }])
  })

  test('comes once, however often the list is looked at', async () => {
    missed(5 * MINUTE)
    missed(5 * MINUTE, { media: ['image/jpeg'] })
    for (const _ of Array(3)) await all.look()
    expect(texts()).toHaveLength(2)
    expect(infos()).toHaveLength(1)
    expect(all.standIn.requests.filter((line) => line.endsWith('/Media.json'))).toHaveLength(1)
  })

  test('that came by webhook is not taken for missed', async () => {
    await all.standIn.sendMessage(all.desk.url, { Body: 'YA', Latitude: '-6.7', Longitude: '108.5' })
    Object.assign(all.standIn.received[0]!, { createdAt: NOW - 5 * MINUTE })
    await all.look()
    expect(all.desk.accepted).toMatchObject([{ text: 'YA', location: { latitude: -6.7 } }])
    expect(infos()).toEqual([])
  })

  test('is left to its webhook for two minutes', async () => {
    missed(MINUTE)
    await all.look()
    expect(texts()).toEqual([])
    all.desk.pass(MINUTE)
    await all.look()
    expect(texts()).toHaveLength(1)
  })

  test('by WhatsApp is known by its channel; the oldest comes first', async () => {
    missed(4 * MINUTE, { body: 'kedua', from: `whatsapp:${PERSON}`, to: `whatsapp:${WHATSAPP_FROM}` })
    missed(5 * MINUTE, { body: 'pertama' })
    missed(3 * MINUTE, { body: 'ketiga', from: 'whatsapp:ID.1234', to: `whatsapp:${WHATSAPP_FROM}` })
    await all.look()
    expect(all.desk.accepted.map(({ text, channel, address }) => `${text} ${channel} ${address}`)).toEqual([
      `pertama sms ${PERSON}`,
      `kedua whatsapp ${PERSON}`,
      'ketiga whatsapp ID.1234',
    ])
  })

  test('to another number of the account, and our own messages, are not taken in', async () => {
    missed(5 * MINUTE, { to: '+12025550177' })
    missed(5 * MINUTE, { to: `whatsapp:${SMS_FROM}`, from: `whatsapp:${PERSON}` })
    await all.desk.gateway.send(outgoing())
    await all.look()
    expect(texts()).toEqual([])
  })

  test('of a messaging service without a number is found by the service', async () => {
    await start({ TWILIO_SMS_FROM: undefined, TWILIO_MESSAGING_SERVICE_SID: SERVICE })
    missed(5 * MINUTE, { to: '+12025550150', messagingServiceSid: SERVICE, body: 'ya' })
    missed(5 * MINUTE, { to: '+12025550151', messagingServiceSid: null, body: 'tidak' })
    await all.look()
    expect(texts()).toEqual(['ya'])
  })

  test('with pictures tells where they lie', async () => {
    const { sid } = missed(5 * MINUTE, { media: ['image/jpeg', 'audio/ogg'], body: '' })
    await all.look()
    const url = expect.stringMatching(new RegExp(`^https://api\\.twilio\\.com/.*/Messages/${sid}/Media/ME\\w+$`))
    expect(all.desk.accepted[0]?.media).toEqual([
      { mimeType: 'image/jpeg', url },
      { mimeType: 'audio/ogg', url },
    ])
  })

  test('with pictures that Twilio keeps no more comes in without them, but they are known of', async () => {
    missed(5 * MINUTE, { media: ['image/jpeg', 'audio/ogg'], body: 'lihat' })
    all.standIn.fail({ of: 'media', answer: 'error', code: 20404 })
    await all.look()
    expect(all.desk.accepted).toMatchObject([
      { text: 'lihat', media: Array(2).fill({ mimeType: 'application/octet-stream' }) },
    ])
  })

  test('of a storm all come, over many pages, in order', async () => {
    for (let at = 0; at < 1203; at += 1) missed(HOUR - at * SECOND, { body: String(at) })
    all.desk.watermarks.set('inbound', String(NOW - 2 * HOUR))
    const before = lists()
    await all.look()
    expect(texts()).toEqual(Array.from({ length: 1203 }, (_, at) => String(at)))
    expect(lists() - before).toBe(3)
  })
})

describe('how far is looked back', () => {
  test('the first look ever takes in nothing of the history', async () => {
    await all.stop()
    all = await startLooking()
    missed(3 * MINUTE)
    await all.look()
    expect([texts(), lists()]).toEqual([[], 0])
  })

  test('a desk that was off for two days finds what it missed', async () => {
    all.desk.watermarks.set('inbound', String(NOW - 48 * HOUR))
    missed(48 * HOUR - MINUTE, { body: 'awal' })
    missed(HOUR, { body: 'akhir' })
    await all.look()
    expect(all.desk.accepted.map(({ text, at }) => [text, at])).toEqual([
      ['awal', DESK_NOW - 48 * HOUR + MINUTE],
      ['akhir', DESK_NOW - HOUR],
    ])
  })

  test('what is a week old is taken in no more', async () => {
    all.desk.watermarks.set('inbound', String(NOW - 60 * 24 * HOUR))
    missed(8 * 24 * HOUR, { body: 'usang' })
    missed(6 * 24 * HOUR, { body: 'lama' })
    await all.look()
    expect(texts()).toEqual(['lama'])
  })

  test('what the list shows late is found by the overlap, and by the look at the whole day every hour', async () => {
    await all.look()
    missed(14 * MINUTE, { body: 'seperempat jam' })
    missed(5 * HOUR, { body: 'lima jam' })
    await all.look()
    expect(texts()).toEqual(['seperempat jam'])
    all.desk.pass(HOUR)
    await all.look()
    expect(texts()).toEqual(['seperempat jam', 'lima jam'])
  })
})

describe('what became of our own', () => {
  /** A message that was taken so long ago, of which no callback came. */
  const sent = async (ago: number, status = 'sent', errorCode: number | null = null) => {
    const id = all.standIn.sent.length + 1
    await all.desk.gateway.send(outgoing({ id }))
    const message = all.standIn.sent.at(-1)!
    Object.assign(message, { status, errorCode, createdAt: NOW - ago + SECOND })
    all.desk.unfinished.push({ id, providerId: message.sid, at: DESK_NOW - ago })
    return message.sid
  }
  const fetches = () => all.standIn.requests.filter((line) => /Messages\/SM\w+\.json$/.test(line)).length

  test.each([
    ['delivered', null],
    ['read', null],
    ['undelivered', 30005],
    ['failed', 63016],
  ])('%s is told as a receipt, with the time of Twilio', async (status, code) => {
    const providerId = await sent(MINUTE, status, code)
    all.desk.pass(MINUTE)
    await all.look()
    expect(all.desk.receipts).toEqual([
      {
        id: 1,
        providerId,
        status: code === null ? status : 'failed',
        ...(code === null ? {} : { code: String(code) }),
        at: DESK_NOW - MINUTE + SECOND,
        raw: { reconciled: true, message: expect.objectContaining({ sid: providerId }) },
      },
    ])
    expect(infos()).toMatchObject([{ fields: { recovered: 0, settled: 1 } }])
  })

  test.each(['queued', 'sending', 'sent', 'accepted'])(
    '%s is told nobody, and asked after again later',
    async (status) => {
      await sent(MINUTE, status)
      const asked: number[] = []
      let age = 1
      for (const next of [2, 3, 9, 10, 11, 59, 60, 61, 359, 360, 361, 1439, 1440, 1441, 3000]) {
        all.desk.pass((next - age) * MINUTE)
        age = next
        const before = fetches()
        await all.look()
        if (fetches() > before) asked.push(age)
      }
      expect(asked).toEqual([2, 10, 60, 360, 1440])
      expect(all.desk.receipts).toEqual([])
    },
  )

  test('of many, those of one instant are asked after together and the rest with the next look', async () => {
    for (let at = 0; at < 150; at += 1) await sent(MINUTE + (at < 120 ? 30 : 20) * SECOND, 'delivered')
    all.desk.pass(MINUTE)
    await all.look()
    expect(all.desk.receipts).toHaveLength(120)
    await all.look()
    expect(all.desk.receipts).toHaveLength(150)
    await all.look()
    expect(fetches()).toBe(150)
  })

  test('a desk that was off asks after each once', async () => {
    await sent(MINUTE, 'sent')
    all.desk.pass(3 * HOUR)
    await all.look()
    await all.look()
    expect(fetches()).toBe(1)
  })

  test('one that Twilio keeps no more holds nobody up', async () => {
    await sent(MINUTE, 'delivered')
    await sent(MINUTE, 'delivered')
    all.standIn.fail({ of: 'fetch', answer: 'error', code: 20404 })
    all.desk.pass(MINUTE)
    await all.look()
    expect(all.desk.receipts).toMatchObject([{ id: 2, status: 'delivered' }])
  })
})

describe('a recording of which no webhook told', () => {
  /** A call that was taken and answered, and whose recording was made so long ago. */
  const recorded = async (ago: number, more: Partial<Recorded> = {}) => {
    const call = await all.standIn.call(all.desk.url)
    const recording = call.speaks()
    Object.assign(recording.listed, { createdAt: NOW - ago, ...more })
    return { call, recording }
  }
  const attached = () => all.desk.attached.map(({ providerId }) => providerId)

  test('is attached to its call, once, however often the list is looked at', async () => {
    const { call, recording } = await recorded(5 * MINUTE)
    for (const _ of Array(3)) await all.look()
    expect(all.desk.attached).toEqual([
      {
        to: call.sid,
        providerId: recording.sid,
        media: { mimeType: 'audio/mpeg', url: `${recording.url}.mp3` },
        raw: { recovered: true, recording: expect.objectContaining({ sid: recording.sid, callSid: call.sid }) },
      },
    ])
    expect(infos()).toMatchObject([{ fields: { recovered: 0, settled: 0, recordings: 1 } }])
    await recording.completed()
    expect(attached()).toHaveLength(1)
  })

  test('that a webhook told of is not taken for missed', async () => {
    await (await recorded(5 * MINUTE)).recording.completed()
    await all.look()
    expect([attached().length, infos()]).toEqual([1, []])
  })

  test('is left to its webhooks for two minutes', async () => {
    await recorded(MINUTE)
    await all.look()
    expect(attached()).toEqual([])
    all.desk.pass(MINUTE)
    await all.look()
    expect(attached()).toHaveLength(1)
  })

  test.each<[string, Partial<Recorded>]>([
    ['is not ready yet', { status: 'processing' }],
    ['is absent', { status: 'absent' }],
    ['is empty', { duration: '0' }],
    ['is of a call that is not ours', { callSid: `CA${'f'.repeat(32)}` }],
    ['is older than what was looked at', { createdAt: NOW - HOUR }],
  ])('that %s is not attached', async (_, more) => {
    await recorded(5 * MINUTE, more)
    await all.look()
    expect(attached()).toEqual([])
  })

  test('is found after two days in which the desk was off, and when the list was late', async () => {
    all.desk.watermarks.set('recordings', String(NOW - 48 * HOUR))
    await recorded(47 * HOUR)
    await all.look()
    expect(attached()).toHaveLength(1)
    await recorded(5 * HOUR)
    await all.look()
    expect(attached()).toHaveLength(1)
    all.desk.pass(HOUR)
    await all.look()
    expect(attached()).toHaveLength(2)
  })

  test('comes with the next look while the list cannot be had', async () => {
    await recorded(5 * MINUTE)
    all.standIn.fail({ of: 'recordings', answer: 'html', status: 503, always: true })
    for (const _ of Array(2)) await all.look()
    expect(attached()).toEqual([])
    expect(all.desk.log.filter(({ level }) => level === 'warn')).toHaveLength(1)
    all.standIn.mend()
    await all.look()
    expect(attached()).toHaveLength(1)
  })
})

describe('when Twilio or the database is away', () => {
  test.each<[string, Fault]>([
    ['the list', { of: 'list', answer: 'html', status: 503, always: true }],
    ['half the list', { of: 'list', answer: 'half', always: true }],
    ['no list in its form', { of: 'list', answer: 'empty', always: true }],
    ['too many requests', { of: 'list', answer: 'error', code: 20429, always: true }],
    ['the pictures', { of: 'media', answer: 'reset', always: true }],
  ])('nothing is lost and the log has one line until it works again: %s', async (_, fault) => {
    missed(5 * MINUTE, { media: ['image/jpeg'] })
    all.standIn.fail(fault)
    for (const _ of Array(3)) await all.look()
    expect(texts()).toEqual([])
    expect(all.desk.log.map(({ level }) => level)).toEqual(['warn'])
    all.standIn.mend()
    await all.look()
    expect(texts()).toHaveLength(1)
    expect(all.desk.log.map(({ level }) => level)).toEqual(['warn', 'info', 'info'])
  })

  test('the database: the message comes when it is back', async () => {
    missed(5 * MINUTE)
    all.desk.loseDatabase()
    await all.look()
    all.desk.findDatabase()
    await all.look()
    expect(texts()).toHaveLength(1)
  })

  test('refused credentials are an alarm also while nothing is sent', async () => {
    all.standIn.fail({ of: 'list', answer: 'error', code: 20003 })
    await all.look()
    expect(all.desk.gateway.state()).toMatchObject({ state: 'refused' })
    expect(all.desk.alarms).toMatchObject([{ name: 'account', over: false }])
    await all.look()
    expect(all.desk.alarms.at(-1)).toMatchObject({ over: true })
  })
})

test('another process that looks is left to it', async () => {
  missed(5 * MINUTE)
  all.desk.leased = true
  await all.look()
  expect([texts(), lists()]).toEqual([[], 0])
})

test('a look that is under way is broken off by the end, and nothing is logged of it', async () => {
  all.standIn.fail({ of: 'list', answer: 'silent' })
  const looking = all.look()
  await all.standIn.waitForRequest(/^GET .*Messages\.json$/)
  await all.stopLooking()
  await looking
  expect(all.desk.log).toEqual([])
})
