import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DESK_NOW, outgoing, PERSON, startBoth } from './desk.ts'
import type { Fields } from './sign.ts'

let both: Awaited<ReturnType<typeof startBoth>>
let sid: string
beforeEach(async () => {
  both = await startBoth()
  await both.desk.gateway.send(outgoing({ id: 41, channel: 'whatsapp' }))
  sid = both.standIn.sent[0]!.sid
})
afterEach(() => both.stop())

const call = (status: string, fields: Fields = {}) => both.standIn.sendStatus(both.desk.url, sid, status, fields)

describe('a status callback', () => {
  test.each([
    ['accepted', 'on-its-way'],
    ['scheduled', 'on-its-way'],
    ['queued', 'on-its-way'],
    ['sending', 'on-its-way'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s is the receipt %s, with our own id', async (status, expected) => {
    expect(await call(status)).toMatchObject({ status: 200, body: '' })
    expect(both.desk.receipts).toEqual([
      {
        providerId: sid,
        id: 41,
        status: expected,
        at: DESK_NOW,
        raw: expect.objectContaining({ MessageStatus: status, To: `whatsapp:${PERSON}` }),
      },
    ])
  })

  test('with an error code tells it', async () => {
    await call('failed', { ErrorCode: '63016' })
    expect(both.desk.receipts).toMatchObject([{ status: 'failed', code: '63016' }])
  })

  test.each(['', '0'])('with the error code "%s" has none', async (ErrorCode) => {
    await call('delivered', { ErrorCode })
    expect(both.desk.receipts[0]).not.toHaveProperty('code')
  })

  test.each(['id=0', 'id=-1', 'id=1.5', 'id=1e3', 'id=99999999999999999999', 'id=', 'other=1'])(
    'with %s in place of our id has the id of Twilio alone',
    async (query) => {
      const { standIn, desk } = both
      const sent = standIn.sent[0]!
      Object.assign(sent, { statusCallback: sent.statusCallback.replace(/\?.*/, '') })
      expect(await standIn.sendStatus(desk.url, sid, 'sent', {}, { query })).toMatchObject({ status: 200 })
      expect(desk.receipts).toMatchObject([{ providerId: sid }])
      expect(desk.receipts[0]).not.toHaveProperty('id')
    },
  )

  test('that cannot be stored is answered with 503', async () => {
    both.desk.loseDatabase()
    expect(await call('delivered')).toMatchObject({ status: 503 })
  })

  test('with a status that nobody knows yet is kept, and moves nothing', async () => {
    expect(await call('teleported')).toMatchObject({ status: 200 })
    expect(both.desk.receipts).toMatchObject([{ status: 'on-its-way', raw: { MessageStatus: 'teleported' } }])
  })

  test('without a status is answered with 400 and logged', async () => {
    const why = 'no MessageStatus'
    expect(await call('')).toMatchObject({ status: 400, body: why })
    expect(both.desk.log).toMatchObject([{ level: 'warn', fields: { route: '/webhooks/twilio/status', why } }])
  })
})
