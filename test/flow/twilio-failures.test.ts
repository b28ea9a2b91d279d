/** What Twilio could not deliver, by its codes: another way, once more, never again (TWILIO.md, Sending). */
import { afterEach, describe, expect, test } from 'vitest'
import type { DeskOptions } from '../harness/desk.ts'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
afterEach(() => whole.end())
const start = async (options: DeskOptions = {}) => {
  whole = await WholeDesk.start(options)
}

const REPORT = 'LAPOR PC 2 tidak bisa login'
const RATNA = '+6281100000005'
/** Ratna is written to by SMS first. */
const SMS_FIRST = `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Yudi, role: supervisor, phone: "+6281100000004"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005", channels: [sms, whatsapp]}
  - {name: Tari, role: admin, phone: "+6281100000009"}`
const SMS_ALONE = SMS_FIRST.replace('channels: [sms, whatsapp]', 'channels: [sms]')

const says = (text: string, name = 'Wulan') => whole.phones.says(name, 'sms', text)
const told = () =>
  whole.desk.log
    .filter(({ level }) => level === 'warn')
    .map(({ words, fields }): Record<string, unknown> => ({ words, ...fields }))

describe('a message that is reported as failed', () => {
  test.each([
    ['30003', 'the phone is off or out of reach: use another channel'],
    ['29999', 'Twilio refuses: see twilio.com/docs/api/errors/29999'],
  ])('%s: takes the other channel, and the log says why in the words of the table', async (ErrorCode, words) => {
    await start({ deskFile: SMS_FIRST })
    await says(REPORT)
    const [notice] = whole.phones
      .hears({ 'Ratna sms': 'Laporan baru 1', 'Wulan sms': 'No. 1' })
      .filter(({ to }) => to === RATNA)
    await whole.status(notice?.sid, 'undelivered', { ErrorCode })
    whole.phones.hears({ 'Ratna whatsapp': 'Laporan baru No. 1' })
    expect(told()).toEqual([
      {
        words: `a message could not be sent: ${words}`,
        message: expect.any(Number),
        channel: 'sms',
        code: ErrorCode,
        next: 'whatsapp',
      },
    ])
  })

  test('30008: is sent once more, and the second time takes the other channel', async () => {
    await start()
    await says('DAFTAR')
    const [first] = whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
    await whole.status(first?.sid, 'undelivered', { ErrorCode: '30008' })
    whole.phones.hears({})
    await whole.desk.advance('PT1M')
    const [second] = whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket terbuka' })
    await whole.status(second?.sid, 'undelivered', { ErrorCode: '30008' })
    whole.phones.hears({ 'Wulan whatsapp': 'Tidak ada tiket terbuka' })
    await whole.desk.advance('PT2H')
    expect(await whole.outcomes()).toEqual(['sms failed 30008', 'sms failed 30008', 'whatsapp sent'])
  })

  test('63012: is tried again with longer and longer waits', async () => {
    await start()
    await whole.phones.says('Wulan', 'whatsapp', 'DAFTAR')
    for (const wait of ['PT15S', 'PT30S', 'PT1M']) {
      const [sent] = whole.phones.hears({ 'Wulan whatsapp': 'Tidak ada tiket terbuka' })
      await whole.status(sent?.sid, 'failed', { ErrorCode: '63012' })
      await whole.desk.advance(wait === 'PT15S' ? 'PT10S' : wait === 'PT30S' ? 'PT20S' : 'PT50S')
      whole.phones.hears({})
      await whole.desk.advance('PT12S')
    }
    const [last] = whole.phones.hears({ 'Wulan whatsapp': 'Tidak ada tiket terbuka' })
    await whole.status(last?.sid, 'delivered')
    expect((await whole.outcomes()).at(-1)).toBe('whatsapp delivered')
  })
})

test.each(['30003', '63016', '63012'])(
  '%s that is told after the message was passed on sends nothing more',
  async (ErrorCode) => {
    await start()
    await says(REPORT)
    const heard = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await whole.desk.advance('PT70S')
    whole.phones.hears({ 'Ratna sms': 'Laporan baru 1' })
    await whole.status(heard.find(({ to }) => to.includes(RATNA))?.sid, 'undelivered', { ErrorCode })
    await whole.desk.advance('PT40S')
    whole.phones.hears({})
    expect(await whole.outcomes()).toEqual(['sms sent', `whatsapp failed ${ErrorCode}`, 'sms sent'])
  },
)

describe('an address at which nothing can be delivered', () => {
  const learn = async (deskFile = SMS_FIRST) => {
    await start({ deskFile })
    await says(REPORT)
    const heard = whole.phones.hears({ 'Ratna sms': 'Laporan baru 1', 'Wulan sms': 'No. 1' })
    await whole.status(heard.find(({ to }) => to === RATNA)?.sid, 'undelivered', { ErrorCode: '30005' })
  }

  test('is not written to again: its person is reached the other way at once', async () => {
    await learn()
    whole.phones.hears({ 'Ratna whatsapp': 'Laporan baru No. 1' })
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
    expect((await whole.outcomes()).slice(3).sort()).toEqual([
      'sms failed unreachable-address',
      'sms sent',
      'whatsapp sent',
    ])
    expect(whole.standIn.sent.filter(({ to }) => to === RATNA)).toHaveLength(1)
  })

  test('is written to again as soon as a message comes from it', async () => {
    await learn()
    whole.phones.hears({ 'Ratna whatsapp': 'Laporan baru No. 1' })
    await says('STATUS 1', 'Ratna')
    whole.phones.hears({ 'Ratna sms': '1' })
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Ratna sms': 'Laporan baru 2' })
  })

  test('of a person without another way is told to the supervisor each time', async () => {
    await learn(SMS_ALONE)
    whole.phones.hears({ 'Yudi whatsapp': 'Ratna (Kepala Seksi) tidak dapat dihubungi' })
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Yudi whatsapp': 'Ratna (Kepala Seksi) tidak dapat dihubungi' })
    expect(told()).toMatchObject([
      { code: '30005', next: 'over' },
      { code: 'unreachable-address', next: 'over', words: expect.stringContaining('until a message comes from it') },
    ])
  })

  test('and whose person has no other way left: the next message is sent no way but to the supervisor', async () => {
    await learn()
    const [other] = whole.phones.hears({ 'Ratna whatsapp': 'Laporan baru No. 1' })
    await whole.status(other?.sid, 'failed', { ErrorCode: '63024' })
    whole.phones.hears({ 'Yudi whatsapp': 'Ratna (Kepala Seksi) tidak dapat dihubungi' })
    const before = (await whole.outcomes()).length
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Yudi whatsapp': 'Ratna (Kepala Seksi) tidak dapat dihubungi' })
    const outcomes = ['sms failed unreachable-address', 'sms sent', 'whatsapp sent']
    expect((await whole.outcomes()).slice(before).sort()).toEqual(outcomes)
  })

  test('is known as such from a refusal as well', async () => {
    await start({ deskFile: SMS_FIRST })
    whole.standIn.fail({ answer: 'error', code: 21614 })
    await says('DAFTAR', 'Ratna')
    whole.phones.hears({ 'Ratna whatsapp': 'Tidak ada tiket terbuka' })
    await says(REPORT)
    whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  })
})

/** First words of all that was heard, in order of who; all of it is read then. */
async function heardNow(): Promise<string[]> {
  const first = (await whole.phones.readsAll()).map(({ to, body }) => `${to.slice(-1)} ${body.split(/[.\n]/)[0]}`)
  return first.sort()
}
const GAP = 'PERHATIAN: Ratna menghentikan pemberitahuan (peran Kepala Seksi)'
/** The supervisor is next in line for her ticket: whose waits is told with the gap. */
const TOLD = [`4 ${GAP}`, `9 ${GAP}`]
const BACK = 'Kepala Seksi kembali ada: Ratna'
const AGAIN = { 'Tari whatsapp': BACK, 'Yudi whatsapp': BACK }

describe('who has opted out at Twilio without the desk having heard of it', () => {
  test.each(['refused', 'reported'])('is written to no more on any channel, and the gap is told: %s', async (how) => {
    await start({ deskFile: SMS_FIRST })
    if (how === 'refused') whole.standIn.receive({ from: RATNA, to: '+12025550100', body: 'STOP' })
    await says(REPORT)
    if (how === 'reported') {
      const heard = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1' })
      await whole.status(heard.find(({ to }) => to === RATNA)?.sid, 'failed', { ErrorCode: '21610' })
      expect(await heardNow()).toEqual(TOLD)
    } else expect(await heardNow()).toEqual(['1 Laporan No', ...TOLD])
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Yudi whatsapp': 'Laporan baru No. 2' })
    expect(whole.standIn.sent.filter(({ to }) => to.includes(RATNA))).toHaveLength(how === 'reported' ? 1 : 0)
    whole.standIn.receive({ from: RATNA, to: '+12025550100', body: 'START' })
    await whole.phones.says('Ratna', 'whatsapp', 'MULAI')
    whole.phones.hears({ 'Ratna whatsapp': 'aktif kembali', ...AGAIN })
    await says('LAPOR suara putus-putus')
    whole.phones.hears({ 'Wulan sms': 'No. 3', 'Ratna sms': 'Laporan baru 3' })
  })

  test('and is not in the directory is answered no more', async () => {
    await start()
    const stranger = '+6281100000099'
    whole.standIn.receive({ from: stranger, to: '+12025550100', body: 'STOP' })
    await says('halo', stranger)
    expect(
      await whole.rows(`select opted_out_at is not null as out from conversations where address = '${stranger}'`),
    ).toEqual([{ out: true }])
    expect(await whole.outcomes()).toEqual(['sms failed 21610'])
  })
})

describe('who wrote STOP by SMS, and MULAI on WhatsApp', () => {
  const blocked = async (deskFile = SMS_FIRST) => {
    await start({ deskFile })
    await says('STOP', 'Ratna')
    whole.phones.hears({ 'Tari whatsapp': 'Ratna menghentikan', 'Yudi whatsapp': 'Ratna menghentikan' })
    await whole.phones.says('Ratna', 'whatsapp', 'MULAI')
    whole.phones.hears({ 'Ratna whatsapp': 'aktif kembali', ...AGAIN })
  }
  const CLOSED =
    'SMS ke nomor Bapak/Ibu masih diblokir operator sejak STOP; pemberitahuan lewat saluran lain.\n' +
    'Untuk membukanya kirim START lewat SMS ke +1 202 555 0100.'
  const isOut = () => whole.rows(`select opted_out_at is not null as out from people where phone = '${RATNA}'`)

  test('hears all on WhatsApp, is told once that SMS needs START, and hears SMS again after it', async () => {
    await blocked()
    await says(REPORT)
    const heard = whole.phones.unread().filter(({ to }) => to.includes(RATNA))
    expect(heard.map(({ to, body }) => [to, body.split('\n')[0]])).toEqual([
      [`whatsapp:${RATNA}`, expect.stringContaining('Laporan baru No. 1')],
      [`whatsapp:${RATNA}`, CLOSED.split('\n')[0]],
    ])
    expect(heard[1]?.body).toBe(CLOSED)
    await whole.phones.readsAll()
    expect(await isOut()).toEqual([{ out: false }])
    // What she writes there is read, and opens nothing at the provider.
    await says('STATUS 1', 'Ratna')
    whole.phones.hears({ 'Ratna whatsapp': 'No. 1' })
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
    await says('START', 'Ratna')
    await says('LAPOR suara putus-putus')
    whole.phones.hears({ 'Wulan sms': 'No. 3', 'Ratna sms': 'Laporan baru 3' })
  })

  test('and YES by SMS, which opens it at Twilio as START does', async () => {
    await blocked()
    await says(REPORT)
    await whole.phones.readsAll()
    await says('yes', 'Ratna')
    await says('LAPOR printer macet')
    whole.phones.hears({ 'Wulan sms': 'No. 2', 'Ratna sms': 'Laporan baru 2' })
  })

  test('without another way the supervisor hears it, and nobody is taken for opted out', async () => {
    await blocked(SMS_ALONE)
    await says(REPORT)
    whole.phones.hears({ 'Wulan sms': 'No. 1', 'Yudi whatsapp': 'Ratna (Kepala Seksi) tidak dapat dihubungi' })
    expect(await isOut()).toEqual([{ out: false }])
  })

  test('a block that came after an SMS arrived is a STOP that nobody heard of', async () => {
    await blocked()
    whole.standIn.receive({ from: RATNA, to: '+12025550100', body: 'START' })
    await says(REPORT)
    await whole.desk.advance('PT1S')
    await whole.finish()
    await whole.phones.readsAll()
    whole.standIn.receive({ from: RATNA, to: '+12025550100', body: 'STOP' })
    await says('LAPOR printer macet')
    const toYudi = whole.phones.unread().filter(({ to }) => to.endsWith('4'))
    expect(toYudi[0]?.body).toContain('Tiket yang menunggu tindak lanjut: 1, 2.')
    expect(await heardNow()).toEqual(['1 Laporan diterima', ...TOLD])
    expect(await isOut()).toEqual([{ out: true }])
  })
})

describe('YES, START and UNSTOP by SMS', () => {
  test.each(['YES', ' yes ', 'Start', 'UNSTOP'])('%j opts somebody in who had opted out', async (word) => {
    await start({ deskFile: SMS_FIRST })
    await says('STOP', 'Ratna')
    await whole.phones.readsAll()
    await says(word, 'Ratna')
    await says(REPORT)
    whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna sms': 'Laporan baru 1', ...AGAIN })
  })

  test('YES of somebody who hears everything confirms as it always did', async () => {
    await start()
    await says(REPORT)
    await says('SELESAI 1 kabel', 'Ratna')
    await whole.phones.readsAll()
    await says('YES')
    expect((await whole.desk.ticket(1)).closedAs).toBe('confirmed')
    await whole.phones.readsAll()
  })

  test('YES of a number that is not in the directory and had opted out is not answered', async () => {
    await start()
    const stranger = '+6281100000099'
    await says('halo', stranger)
    await whole.phones.readsAll()
    await says('STOP', stranger)
    await says('YES', stranger)
    expect(
      await whole.rows(`select opted_out_at is not null as out from conversations where address = '${stranger}'`),
    ).toEqual([{ out: false }])
  })
})

describe('what still waits for somebody who opts out', () => {
  test('is not sent any more; the answer to BERHENTI is, and so are answers to what they write later', async () => {
    await start()
    await says(REPORT, 'Dimas')
    whole.phones.hears({ 'Dimas sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    whole.standIn.fail({ answer: 'error', code: 63012 }, { answer: 'error', code: 63012 })
    await says('DAFTAR')
    await says('DAFTAR', 'Dimas')
    whole.phones.hears({})
    await says('BERHENTI')
    whole.phones.hears({ 'Wulan sms': 'dihentikan', 'Ratna whatsapp': 'Wulan', 'Tari whatsapp': 'Wulan' })
    await whole.desk.advance('PT30S')
    whole.phones.hears({ 'Dimas sms': '1' })
    expect((await whole.outcomes())[2]).toBe('sms failed opted-out')
    await says('STATUS 1')
    whole.phones.hears({ 'Wulan sms': '1' })
    expect(told().map(({ code }) => code)).not.toContain('opted-out')
  })
})

describe('while Twilio cannot tell what became of a message', () => {
  test('what is urgent goes by the other way after a minute, and comes once when Twilio is back', async () => {
    await start({ deskFile: SMS_FIRST })
    await says(REPORT)
    await whole.phones.readsAll()
    whole.standIn.fail(
      { answer: 'html', status: 503, stored: false, always: true },
      { of: 'list', answer: 'html', status: 503, always: true },
    )
    await whole.phones.types('Wulan', 'whatsapp', 'LAPOR panggilan 112 tidak masuk sama sekali')
    await whole.desk.settle()
    await whole.desk.advance('PT70S')
    whole.phones.hears({})
    whole.standIn.mend()
    for (let minutes = 0; minutes < 4; minutes += 1) await whole.pass(60)
    const heard = whole.phones.unread().filter(({ body }) => /^Laporan baru/.test(body))
    expect(heard.map(({ to }) => to)).toEqual([`whatsapp:${RATNA}`])
    await whole.phones.readsAll()
    expect(await whole.outcomes()).toContain('sms failed passed-on')
  })
})

describe('while a sender has to slow down', () => {
  test('its other messages wait, are no tries of their own, and all come', async () => {
    await start()
    whole.standIn.fail({ answer: 'error', code: 20429, retryAfter: '3' })
    await says('DAFTAR')
    await whole.phones.types('Dimas', 'sms', 'DAFTAR')
    const attempts = () => whole.rows('select state, attempts from outbox order by id')
    await expect.poll(async () => (await attempts()).length, { timeout: 10_000, interval: 20 }).toBe(2)
    expect(await attempts()).toEqual([
      { state: 'queued', attempts: 1 },
      { state: 'queued', attempts: 0 },
    ])
    whole.phones.hears({})
    // A pause is wall time: it ends some seconds from now, and the desk is not at rest before.
    await whole.desk.settle()
    whole.phones.hears({ 'Dimas sms': 'Tidak ada' })
    await whole.desk.advance('PT1M')
    whole.phones.hears({ 'Wulan sms': 'Tidak ada' })
    expect(await attempts()).toEqual([
      { state: 'sent', attempts: 2 },
      { state: 'sent', attempts: 1 },
    ])
  })

  test('what is urgent takes another way when that would be long', async () => {
    await start({ deskFile: SMS_FIRST })
    whole.standIn.fail({ answer: 'error', code: 21611 })
    await says('DAFTAR')
    await whole.phones.says('Wulan', 'whatsapp', REPORT)
    whole.phones.hears({ 'Wulan whatsapp': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    expect(await whole.outcomes()).toContain('sms failed sender-paused')
    expect((await whole.outcomes())[0]).toBe('sms queued 21611')
  })
})

test('a sender that is wrongly set up is told of once, by the other channel, and over a restart until it works', async () => {
  await start({ allowErrors: /an alarm was raised/ })
  const toldTari = () =>
    expect
      .poll(() => whole.phones.unread().filter(({ to }) => to.endsWith('09')).length, { timeout: 10_000, interval: 20 })
      .toBe(1)
  whole.standIn.fail({ answer: 'error', code: 21606 })
  await says('DAFTAR')
  await toldTari()
  whole.phones.hears({ 'Wulan whatsapp': 'Tidak ada tiket', 'Tari whatsapp': 'Mohon periksa TWILIO_SMS_FROM' })
  await whole.startAgain()
  await says('DAFTAR')
  await toldTari()
  whole.phones.hears({ 'Wulan sms': 'Tidak ada tiket', 'Tari whatsapp': 'terkirim lagi (kode 21606)' })
})

test('while the credentials are refused nothing is lost, and people are told by whom it may concern', async () => {
  await start({ allowErrors: /an alarm was raised/ })
  whole.standIn.fail({ answer: 'error', code: 20003, always: true })
  await says('DAFTAR')
  whole.phones.hears({})
  expect(whole.standIn.requests.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  whole.standIn.mend()
  expect(await whole.rows('select name, ended_at from alarms')).toEqual([{ name: 'account', ended_at: null }])
})
