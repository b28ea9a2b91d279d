import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HIDDEN_CALLER } from '../../bots/gateway.ts'
import { spokenIn } from './call.ts'
import { DESK_NOW, PERSON, PUBLIC_URL, startBoth, TOKEN } from './desk.ts'
import type { Fields } from './sign.ts'
import { readTwiml } from './twiml.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const call = (fields: Fields = {}) => both.standIn.call(both.desk.url, fields)
const logged = () => both.desk.log.map(({ level, words }) => `${level}: ${words}`)

describe('a call', () => {
  test('is accepted before it is answered, without text, at desk time', async () => {
    const { sid, answer } = await call()
    expect(answer).toMatchObject({ status: 200, contentType: 'text/xml' })
    expect(both.desk.accepted).toEqual([
      {
        providerId: sid,
        channel: 'voice',
        address: PERSON,
        at: DESK_NOW,
        text: '',
        raw: expect.objectContaining({ CallSid: sid, From: PERSON, CallStatus: 'ringing', FromCity: '' }),
      },
    ])
  })

  test('is answered in Indonesian: what this is, that emergencies go to 112, what to say and how to end', async () => {
    const { hears, verbs } = await call()
    for (const words of [
      'help desk',
      'Cirebon Siaga 112',
      'bukan layanan darurat',
      'hubungi 112',
      'dua menit',
      'pagar',
    ])
      expect(hears).toContain(words)
    const says = verbs.filter(({ name }) => name === 'Say')
    expect(says.map(({ attributes }) => attributes.language)).toEqual(['id-ID', 'id-ID'])
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Record', 'Say', 'Hangup'])
  })

  test('is recorded for two minutes at most, after a tone, until #', async () => {
    expect((await call()).record.attributes).toEqual({
      action: `${PUBLIC_URL}/webhooks/twilio/voice/recording?spoken=1`,
      method: 'POST',
      maxLength: '120',
      timeout: '10',
      finishOnKey: '#',
      playBeep: 'true',
      recordingStatusCallback: `${PUBLIC_URL}/webhooks/twilio/voice/recording#rc=5&rp=ct,rt,5xx`,
      recordingStatusCallbackMethod: 'POST',
      recordingStatusCallbackEvent: 'completed absent',
    })
  })

  test('that is told of again is one call with the same answer', async () => {
    const first = await call()
    expect((await first.again()).body).toBe(first.answer.body)
    expect(both.desk.accepted).toHaveLength(1)
  })

  test.each([
    ['', HIDDEN_CALLER],
    ['anonymous', HIDDEN_CALLER],
    ['Anonymous', HIDDEN_CALLER],
    ['RESTRICTED', HIDDEN_CALLER],
    ['unknown', HIDDEN_CALLER],
    ['+266696687', HIDDEN_CALLER],
    ['266696687', HIDDEN_CALLER],
    ['+7378742833', HIDDEN_CALLER],
    ['+2562533', HIDDEN_CALLER],
    ['+8656696', HIDDEN_CALLER],
    [' +6281100000001 ', PERSON],
    ['whatsapp:+6281100000001', PERSON],
    ['client:+6281100000001', PERSON],
    ['client:6281100000001', PERSON],
    ['081100000001', PERSON],
    ['6281100000001', PERSON],
    ['client:siaga', 'client:siaga'],
    ['sip:siaga@pbx.example', 'sip:siaga@pbx.example'],
    ['112', '112'],
  ])('from "%s" is one from %s', async (From, address) => {
    await call({ From })
    expect(both.desk.accepted).toMatchObject([{ address }])
  })

  test('that cannot be stored is told to the caller: write, call again, emergencies 112', async () => {
    both.desk.loseDatabase()
    const { answer, verbs, hears } = await call()
    expect(answer.status).toBe(200)
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    for (const words of ['belum dapat dicatat', 'WhatsApp atau SMS', 'telepon lagi', 'hubungi 112'])
      expect(hears).toContain(words)
    expect(logged()).toEqual(['error: a call could not be stored: the caller was asked to write or to call again'])
  })

  test.each<[string, Fields, number]>([
    ['that is over', { CallStatus: 'completed' }, 200],
    ['that was never answered', { CallStatus: 'no-answer' }, 200],
    ['without an id', { CallSid: '' }, 400],
    ['that we made', { Direction: 'outbound-api' }, 400],
  ])('%s is none', async (_, fields, status) => {
    expect((await call(fields)).answer.status).toBe(status)
    expect(both.desk.accepted).toEqual([])
  })
})

describe('a recording', () => {
  test.each(['the action', 'the status callback'])('is attached once when %s comes first', async (first) => {
    const one = await call()
    const recording = one.speaks()
    const told = [() => recording.action(), () => recording.completed()]
    const answers = [await told[first === 'the action' ? 0 : 1]!(), await told[first === 'the action' ? 1 : 0]!()]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    await recording.completed()
    expect(both.desk.attached).toEqual([
      {
        to: one.sid,
        providerId: recording.sid,
        media: { mimeType: 'audio/mpeg', url: `${recording.url}.mp3` },
        raw: expect.objectContaining({ RecordingSid: recording.sid, RecordingUrl: recording.url }),
      },
    ])
    expect(logged()).toEqual([])
  })

  test('is thanked for, and the call ends', async () => {
    const { body, contentType } = await (await call()).speaks().action()
    expect(contentType).toBe('text/xml')
    const verbs = readTwiml(body)
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    expect(spokenIn(verbs)).toContain('Terima kasih')
  })

  test('that is told of while the database is away is thanked for, and its status callback is tried again', async () => {
    const recording = (await call()).speaks()
    both.desk.loseDatabase()
    expect(spokenIn(readTwiml((await recording.action()).body))).toContain('Terima kasih')
    expect((await recording.completed()).status).toBe(503)
    both.desk.findDatabase()
    expect((await recording.completed()).status).toBe(200)
    expect(both.desk.attached).toHaveLength(1)
  })

  test('of a call that is not known is kept nowhere', async () => {
    const lost = (await call()).speaks()
    const fields = { CallSid: `CA${'f'.repeat(32)}` }
    expect((await lost.completed(fields)).status).toBe(404)
    expect(spokenIn(readTwiml((await lost.action(fields)).body))).toContain('belum dapat dicatat')
    expect(both.desk.attached).toEqual([])
    const words = 'warn: a recording of a call that is not known: nothing was kept'
    expect(logged()).toEqual([words, words])
  })

  test('that is absent leaves the call as it is, and the caller hears that nothing was heard', async () => {
    const silence = await (await call()).saysNothing()
    expect(silence).toContain('Suara Anda belum terdengar')
    expect(both.desk.attached).toEqual([])
    expect(logged()).toEqual(['info: a call without a recording: the report stands'])
  })

  test.each<[string, Fields, string]>([
    ['failed', { RecordingStatus: 'failed' }, 'info: a call without a recording: the report stands'],
    ['is empty', { RecordingDuration: '0' }, 'info: an empty recording: the report stands'],
  ])('that %s is noted and not attached', async (_, fields, words) => {
    expect((await (await call()).speaks().completed(fields)).status).toBe(200)
    expect(both.desk.attached).toEqual([])
    expect(logged()).toEqual([words])
  })

  test('that still goes on is waited for', async () => {
    const recording = (await call()).speaks()
    expect((await recording.completed({ RecordingStatus: 'in-progress' })).status).toBe(200)
    expect([both.desk.attached, logged()]).toEqual([[], []])
  })

  test.each(['CallSid', 'RecordingSid', 'RecordingUrl'])('whose callback is without %s is malformed', async (name) => {
    const recording = (await call()).speaks()
    expect((await recording.completed({ [name]: '' })).status).toBe(400)
    expect(both.desk.attached).toEqual([])
  })

  test.each([
    ['RecordingSid', { RecordingSid: '' }],
    ['RecordingUrl', { RecordingUrl: '' }],
    ['any of it', { RecordingSid: '', RecordingUrl: '', RecordingDuration: '' }],
  ])('whose action is without %s: the caller is thanked, and the log says of which call', async (_, fields) => {
    const one = await call()
    const { status, contentType, body } = await one.speaks().action(fields)
    expect([status, contentType]).toEqual([200, 'text/xml'])
    expect(readTwiml(body).map(({ name }) => name)).toEqual(['Say', 'Hangup'])
    expect(spokenIn(readTwiml(body))).toContain('Terima kasih')
    expect(both.desk.attached).toEqual([])
    expect(both.desk.log).toMatchObject([{ level: 'warn', fields: { call: one.sid, status: 'in-progress' } }])
  })
})

test('no log line holds a number or a token', async () => {
  both.desk.loseDatabase()
  const one = await call()
  both.desk.findDatabase()
  const two = await call()
  await two.speaks().completed({ RecordingStatus: 'failed' })
  await two.speaks().completed({ CallSid: 'CA0' })
  await two.again({ signature: null })
  expect(one.answer.status).toBe(200)
  expect(both.desk.log.length).toBe(4)
  expect(JSON.stringify(both.desk.log)).not.toMatch(new RegExp(`81100000001|${TOKEN}`))
})
