/** Who hears of something urgent on no other channel is called (DOMAIN 1.6 row 16): behind Twilio, where it is allowed. */
import { afterEach, expect, test } from 'vitest'
import { endWhole, startWhole, type Whole } from '../twilio/whole.ts'

let whole: Whole
afterEach(() => endWhole())

const RATNA = '+6281100000005'
const PEOPLE = `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001", channels: [sms]}
  - {name: Yudi, role: supervisor, phone: "+6281100000004", channels: [sms]}
  - {name: Ratna, role: kepala_seksi, phone: "${RATNA}", channels: [sms, voice]}
receiptWithinSeconds: {sms: 60}
`

/** Ratna's SMS is sent and never delivered, and a minute passes. */
async function reportedToNobody() {
  whole = await startWhole({ deskFile: PEOPLE })
  await whole.phones.says('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1' })
  await whole.desk.advance('PT1M5S')
  const [call, ...more] = whole.standIn.called
  expect(more).toEqual([])
  expect(call).toMatchObject({ to: RATNA })
  return whole.standIn.ringing(whole.desk.url, RATNA)
}

test('the call says what is wrong twice, key 1 accepts, and both sides hear of it in writing', async () => {
  const ringing = await reportedToNobody()
  const [first = '', second = ''] = ringing.hears
  expect(first).toMatch(
    /^Ini help desk aplikasi Siaga 112\. Laporan baru nomor 1 .*PC 2 tidak bisa login.*Tekan 1 untuk/,
  )
  expect(first).not.toContain('Balas')
  expect(second).toMatch(/^Kami ulangi\. Laporan baru nomor 1/)
  expect(await ringing.presses('1')).toContain('jawaban Anda kami catat')
  expect((await ringing.ends('completed')).status).toBe(200)
  await whole.desk.settle()
  whole.phones.hears({ 'Ratna sms': 'diterima', 'Wulan sms': 'diterima' })
  expect(await whole.desk.ticket(1)).toMatchObject({ state: 'analysing' })
  expect(await whole.outcomes()).toContain('voice read')
})

test('key 2 says that it was heard and accepts nothing; another key is asked for again', async () => {
  const ringing = await reportedToNobody()
  expect(await ringing.presses('7')).toMatch(/Tekan 1 untuk menerima tiket nomor 1/)
  expect(await ringing.presses('2')).toContain('Anda mendengarnya')
  await ringing.ends('completed')
  await whole.desk.settle()
  whole.phones.hears({})
  expect(await whole.desk.ticket(1)).toMatchObject({ state: 'reported' })
  expect(await whole.outcomes()).toContain('voice read')
})

test.each(['no-answer', 'busy', 'failed', 'completed'] as const)(
  'a call that ends without a key (%s) goes on to the supervisor',
  async (end) => {
    const ringing = await reportedToNobody()
    await ringing.ends(end)
    await whole.desk.settle()
    whole.phones.hears({ 'Yudi sms': 'Ratna (Kepala Seksi) tidak terhubung' })
    const events = (await whole.desk.ticket(1)).events.filter(({ type }: { type: string }) => type === 'NoticePassedOn')
    expect(events).toMatchObject([
      { channel: 'sms', next: 'voice' },
      { channel: 'voice', others: [{ name: 'Yudi' }] },
    ])
  },
)

test('a call whose answer was lost is looked for in the list before anybody is called again', async () => {
  whole = await startWhole({ deskFile: PEOPLE })
  await whole.phones.says('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1' })
  whole.standIn.fail({ answer: 'truncated' })
  await whole.desk.advance('PT1M5S')
  await whole.desk.advance('PT20S')
  expect(whole.standIn.called).toHaveLength(1)
  await whole.standIn.ringing(whole.desk.url, RATNA).presses('2')
  await whole.desk.settle()
  expect(await whole.outcomes()).toContain('voice read')
})

test('what is not urgent never calls anybody', async () => {
  whole = await startWhole({ deskFile: PEOPLE })
  whole.standIn.undeliverable.set('+6281100000001', 30003)
  await whole.phones.says('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
  whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1' })
  await whole.phones.says('Ratna', 'sms', 'TERIMA 1')
  await whole.finish()
  whole.phones.hears({ 'Ratna sms': 'diterima', 'Wulan sms': 'diterima' })
  expect(whole.standIn.called).toEqual([])
})
