/** What the phone tells of our own messages. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Both, DESK_NOW, NOW, outgoing, PERSON, startBoth } from './desk.ts'
import { localTime } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const sendOne = async (id: number) => {
  await both.desk.gateway.send(outgoing({ id }))
  return both.standIn.sent.at(-1)!.id
}
const post = (event: string, payload: object) =>
  both.standIn.post(both.desk.url, both.standIn.envelope(event, { sender: null, recipient: PERSON, ...payload }))

const at = localTime(NOW - 2_000)

describe('a receipt', () => {
  test.each([
    ['sms:sent', { partsCount: 1, sentAt: at }, { status: 'sent' }],
    ['sms:delivered', { deliveredAt: at }, { status: 'delivered' }],
    ['sms:failed', { failedAt: at, reason: 'TTL expired' }, { status: 'failed', code: 'expired' }],
    ['sms:cancelled', { cancelledAt: at }, { status: 'failed', code: 'cancelled' }],
  ])('%s has our own id, the message’s and everything as it came', async (event, payload, expected) => {
    const messageId = await sendOne(41)
    expect(await post(event, { messageId, ...payload })).toEqual({ status: 200, body: '' })
    expect(both.desk.receipts).toEqual([
      { providerId: messageId, id: 41, ...expected, at: DESK_NOW - 2_000, raw: expect.objectContaining({ event }) },
    ])
  })

  test('of an older version names the recipient as phoneNumber', async () => {
    const messageId = await sendOne(7)
    await post('sms:delivered', { messageId, recipient: undefined, phoneNumber: PERSON })
    expect(both.desk.receipts).toMatchObject([{ id: 7, status: 'delivered', at: DESK_NOW }])
  })

  test('of the third try of a message is that message’s', async () => {
    const messageId = `${await sendOne(7)}-3`
    await post('sms:sent', { messageId, sentAt: at })
    expect(both.desk.receipts).toMatchObject([{ id: 7, providerId: messageId }])
  })

  test.each([
    ['of somebody else’s message', 'zXDYfTmTVf3iMd16zzdBj'],
    ['of another desk at the same phone', 'desk-00000000-7-0123abcd'],
    ['of no message of this form', 'desk-7'],
  ])('%s is acknowledged and not kept', async (_, messageId) => {
    await sendOne(7)
    expect(await post('sms:delivered', { messageId, deliveredAt: at })).toEqual({ status: 200, body: '' })
    expect(both.desk.receipts).toEqual([])
  })

  test('that cannot be stored is answered with 503', async () => {
    const messageId = await sendOne(7)
    both.desk.loseDatabase()
    expect(await post('sms:sent', { messageId, sentAt: at })).toMatchObject({ status: 503 })
  })

  test('without a message is answered with 400', async () => {
    expect(await post('sms:failed', { reason: 'rahasia7' })).toEqual({
      status: 400,
      body: 'missing or wrong in the payload: messageId',
    })
  })
})

const TRY_AGAIN = { retry: true }
const ONCE_MORE = { retry: 'once' }
const OTHER_ROUTE = { retry: false }

describe('why a message failed', () => {
  test.each([
    ['Send result: RESULT_ERROR_NO_SERVICE (Failed because ...)', 'RESULT_ERROR_NO_SERVICE', TRY_AGAIN],
    ['Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure)', 'RESULT_ERROR_GENERIC_FAILURE', TRY_AGAIN],
    ['RESULT_ERROR_LIMIT_EXCEEDED', 'RESULT_ERROR_LIMIT_EXCEEDED', { retry: true, retryAfter: 60_000 }],
    ['Send result: RESULT_NO_DEFAULT_SMS_APP (...)', 'RESULT_NO_DEFAULT_SMS_APP', OTHER_ROUTE],
    ['TTL expired', 'expired', OTHER_ROUTE],
    ["Can't send message: No SIMs found", 'no-sim', OTHER_ROUTE],
    ["Can't send message: SIM 2 not found", 'no-sim', OTHER_ROUTE],
    ['sendSMS: does not have android.permission.SEND_SMS.', 'no-permission', OTHER_ROUTE],
    ['Delivery result from SC +6281100000000: 65', 'smsc-permanent', OTHER_ROUTE],
    ['Delivery result from SC +6281100000000: 99', 'smsc-temporary', TRY_AGAIN],
    ['GENERIC_FAILURE', 'RESULT_ERROR_GENERIC_FAILURE', TRY_AGAIN],
    ['Send result: Generic failure', 'RESULT_ERROR_GENERIC_FAILURE', TRY_AGAIN],
    ['ERROR_NO_SERVICE', 'RESULT_ERROR_NO_SERVICE', TRY_AGAIN],
    ['MODEM_ERR', 'RESULT_RIL_MODEM_ERR', TRY_AGAIN],
    ['sendSMS: invalid number +6281100000001', 'no-reason', ONCE_MORE],
    ['SOMETHING_NEW', 'no-reason', ONCE_MORE],
    ['', 'no-reason', ONCE_MORE],
    [null, 'no-reason', ONCE_MORE],
  ])('%s is %s: %o', async (reason, code, expected) => {
    const messageId = await sendOne(7)
    await post('sms:failed', { messageId, failedAt: at, reason })
    expect(both.desk.receipts).toMatchObject([{ status: 'failed', code }])
    expect(both.desk.gateway.explain?.(code)).toEqual({
      outcome: 'failed',
      code,
      words: expect.stringMatching(/^[^+\d]{20,}$/),
      ...expected,
    })
  })

  test('and nobody knows the code, nothing is said of it', () => {
    expect(both.desk.gateway.explain?.('RESULT_OF_TOMORROW')).toBeUndefined()
  })
})
