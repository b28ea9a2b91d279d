/** Status callbacks in any order, repeated, earlier than the answer to the send: kept, and never a step back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
beforeEach(async () => {
  whole = await WholeDesk.start()
})
afterEach(() => whole.end())

const REPORT = 'LAPOR PC 2 tidak bisa login'
const looksUp = () => whole.standIn.requests.filter((line) => line.startsWith('GET'))
const kept = async (sid: string | undefined) =>
  (await whole.rows(`select status from receipts where provider_id = '${sid}' order by id`)).map(({ status }) => status)

/** Wulan's report; the sids of the answer to her and of the notice to Ratna. */
const report = async () => {
  await whole.phones.says('Wulan', 'sms', REPORT)
  const heard = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  const of = (to: string) => heard.find((message) => message.to.startsWith(to))?.sid
  return { answer: of('+'), notice: of('whatsapp:') }
}

const WORDS = ['accepted', 'queued', 'sending', 'sent', 'delivered', 'read']
const KEPT = ['on-its-way', 'on-its-way', 'on-its-way', 'sent', 'delivered', 'read']

describe('every callback is evidence', () => {
  test.each([
    ['in their order', [0, 1, 2, 3, 4, 5]],
    ['in the reverse order', [5, 4, 3, 2, 1, 0]],
    ['each twice, mixed', [3, 0, 5, 5, 1, 3, 0, 4, 2, 1, 4, 2]],
  ])('%s', async (_, order) => {
    const { notice } = await report()
    for (const at of order) await whole.status(notice, WORDS[at] ?? '')
    expect(await kept(notice)).toEqual(order.map((at) => KEPT[at]))
    expect(await whole.outcomes()).toEqual(['sms sent', 'whatsapp read'])
  })

  test('one that the provider works on the message moves nothing', async () => {
    const { notice } = await report()
    await whole.status(notice, 'delivered')
    for (const word of ['queued', 'sending', 'accepted']) await whole.status(notice, word)
    expect(await whole.outcomes()).toEqual(['sms sent', 'whatsapp delivered'])
  })
})

describe('the callback that brings our id back', () => {
  /** The answer to the notice to Ratna is lost, or late until the promise resolves. */
  const loseNotice = async () => {
    const { phones, standIn, desk } = whole
    await phones.says('Wulan', 'sms', 'DAFTAR')
    phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
    standIn.fail({ answer: 'reset' })
    await phones.types('Ratna', 'whatsapp', 'DAFTAR')
    const [, lost] = await standIn.waitForSent(2)
    await desk.settle()
    phones.hears({ 'Ratna whatsapp': 'Tidak ada tiket terbuka' })
    return lost?.sid
  }

  test.each(['queued', 'sending', 'sent', 'delivered'])(
    '%s tells what became of a lost answer: nothing is looked up or sent again',
    async (word) => {
      const lost = await loseNotice()
      expect(await whole.outcomes()).toEqual(['sms sent', 'whatsapp unknown'])
      await whole.status(lost, word)
      expect(await whole.outcomes()).toEqual(['sms sent', `whatsapp ${word === 'delivered' ? word : 'sent'}`])
      await whole.desk.advance('PT1H')
      expect(looksUp()).toEqual([])
      expect(whole.standIn.sent).toHaveLength(2)
    },
  )

  test('undelivered tells that it was taken, and failed', async () => {
    await whole.status(await loseNotice(), 'undelivered', { ErrorCode: '21614' })
    expect((await whole.outcomes()).slice(0, 2)).toEqual(['sms sent', 'whatsapp failed 21614'])
    whole.phones.hears({ 'Ratna sms': 'Tidak ada tiket terbuka' })
  })

  test('counts also when it comes before the answer is lost', async () => {
    const { phones, standIn, desk } = whole
    const { promise, resolve } = Promise.withResolvers<void>()
    standIn.fail({ answer: 'reset-late', until: promise })
    await phones.types('Ratna', 'whatsapp', 'DAFTAR')
    const [sent] = await standIn.waitForSent(1)
    await standIn.sendStatus(desk.url, sent?.sid ?? '', 'queued')
    resolve()
    await desk.settle()
    phones.hears({ 'Ratna whatsapp': 'Tidak ada tiket terbuka' })
    expect(await whole.outcomes()).toEqual(['whatsapp sent'])
    expect(looksUp()).toEqual([])
  })
})

/** Twilio's list is late. */
const EMPTY_LISTS = Array(3).fill({ of: 'list', answer: 'nothing' } as const)

describe('a message whose answer was lost', () => {
  test('and that Twilio lists only 40 seconds later is found, and not sent again', async () => {
    whole.standIn.fail({ answer: 'reset' }, ...EMPTY_LISTS.slice(0, 2))
    await whole.phones.says('Wulan', 'sms', 'DAFTAR')
    for (const seconds of [11, 20]) {
      await whole.pass(seconds)
      expect(await whole.outcomes()).toEqual(['sms unknown'])
    }
    await whole.pass(45)
    expect(await whole.outcomes()).toEqual(['sms sent'])
    whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
  })

  test('and that Twilio lists never is sent again once the third look is empty', async () => {
    whole.standIn.fail({ answer: 'reset', stored: false })
    await whole.phones.says('Wulan', 'sms', 'DAFTAR')
    for (const seconds of [11, 20, 43]) await whole.pass(seconds)
    whole.phones.hears({})
    await whole.pass(2)
    whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
    expect(looksUp()).toHaveLength(3)
    expect(await whole.outcomes()).toEqual(['sms sent'])
  })

  test('is not sent again because the clock is moved: that takes real time', async () => {
    whole.standIn.fail({ answer: 'reset' }, { of: 'list', answer: 'nothing', always: true })
    await whole.phones.says('Wulan', 'sms', 'DAFTAR')
    await whole.desk.advance('PT1H')
    expect(await whole.outcomes()).toEqual(['sms unknown'])
    whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
  })

  test('and is urgent goes by the other way after a minute, once, also when it is found after that', async () => {
    const { phones, standIn, desk } = whole
    // The answer to Wulan and the notice to Ratna.
    standIn.fail({ answer: 'reset' }, { answer: 'reset' }, ...EMPTY_LISTS, ...EMPTY_LISTS.slice(0, 1))
    await phones.says('Wulan', 'sms', REPORT)
    const [lost] = await whole.rows("select id from outbox where state = 'unknown' and urgent")
    for (const seconds of [11, 20, 31, 14]) await whole.pass(seconds)
    await desk.advance('PT70S')
    const others = await whole.rows(`select id from outbox where instead_of = ${lost?.id}`)
    expect(others).toHaveLength(1)
    expect(await whole.rows(`select state from outbox where id = ${lost?.id}`)).toEqual([{ state: 'sent' }])
    await phones.readsAll()
  })
})

describe('a notice that was passed on while its answer was lost, and then given up,', () => {
  const ofRatna = async () => (await whole.outcomes()).find((line) => line.startsWith('whatsapp'))
  const giveUp = async () => {
    const { phones, standIn, desk } = whole
    standIn.fail({ answer: 'reset' }, { answer: 'reset' }, { of: 'list', answer: 'nothing', always: true })
    await phones.says('Wulan', 'sms', REPORT)
    const heard = phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await desk.advance('PT61S')
    for (const seconds of [11, 20, 31, 20]) await whole.pass(seconds)
    // What is no notice to others is sent again when it is found nowhere.
    await phones.readsAll()
    expect(await ofRatna()).toBe('whatsapp failed passed-on')
    return heard.find(({ to }) => to.startsWith('whatsapp:'))?.sid
  }

  test.each(['sent', 'delivered', 'read'])('and was %s after all, reads so', async (word) => {
    const lost = await giveUp()
    await whole.status(lost, word)
    expect(await ofRatna()).toBe(`whatsapp ${word}`)
    await whole.desk.advance('PT70S')
    expect(whole.phones.unread().filter(({ body }) => body.startsWith('Laporan baru'))).toEqual([])
    await whole.phones.readsAll()
  })
})

test('a message that was sent twice, because nobody knew of the first, is not failed by the first', async () => {
  const { phones, standIn } = whole
  standIn.fail({ answer: 'reset' }, ...EMPTY_LISTS)
  await phones.says('Wulan', 'sms', 'DAFTAR')
  for (const seconds of [11, 20, 45]) await whole.pass(seconds)
  const [first, second] = standIn.sent
  expect(standIn.sent).toHaveLength(2)
  await whole.status(second?.sid, 'sent')
  await whole.status(first?.sid, 'undelivered', { ErrorCode: '30005' })
  expect(await whole.outcomes()).toEqual(['sms sent'])
  await whole.status(first?.sid, 'delivered')
  expect(await whole.outcomes()).toEqual(['sms delivered'])
  await phones.readsAll()
})

test('a lost answer that nobody can be asked about for a quarter of an hour is found then, and not sent again', async () => {
  const { phones, standIn, desk } = whole
  standIn.fail({ answer: 'reset' }, { of: 'list', answer: 'html', status: 503, always: true })
  await phones.says('Wulan', 'sms', 'DAFTAR')
  const [lost] = standIn.sent
  await desk.advance('PT15M')
  expect(await whole.outcomes()).toEqual(['sms unknown'])
  // The clock of Twilio goes on as the desk's does.
  Object.assign(lost ?? {}, { createdAt: Date.now() - 15 * 60_000 })
  standIn.mend()
  await desk.advance('PT10M')
  expect(await whole.outcomes()).toEqual(['sms sent'])
  phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
})
