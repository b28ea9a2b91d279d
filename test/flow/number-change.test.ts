/** GANTI NOMOR: a person's number changes when both numbers have sent back their codes. */
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEMONSTRATION_PEOPLE } from '../../src/config/demonstration.ts'
import { TestDesk } from '../harness/desk.ts'

const OLD = '+6281100000001'
const NEW = '+6281100000042'
const ASK = 'GANTI NOMOR 0811-0000-0042'

let desk: TestDesk
/** As desk.yaml names them. */
const PEOPLE = DEMONSTRATION_PEOPLE.map(
  ({ name, role, phone }) => `  - {name: ${name}, role: ${role}, phone: "${phone}"}`,
)
const deskFile = ['people:', ...PEOPLE].join('\n')

beforeEach(async () => {
  desk = await TestDesk.start({ deskFile })
  await desk.phone('Dimas').says('LAPOR PC 2 tidak bisa login')
  await desk.readsAll()
})
afterEach(() => desk.close())

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(desk.database)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Reads the two codes from the phones. */
async function asks(): Promise<{ old: string; new: string }> {
  await desk.phone('Wulan').says(ASK)
  await desk.phone(OLD).receives('Kode dikirim ke nomor baru 0811-xxxx-x042 dan ke nomor ini', '14.15 WIB')
  const own = await desk.phone(OLD).receives(/Kode untuk mengganti nomor ini: \d{6}\./, 'jangan berikan')
  const other = await desk.phone(NEW).receives(/Kode untuk mendaftarkan nomor ini .*: \d{6}\./, 'Abaikan bila tidak')
  const codeIn = (text: string) => /\d{6}/.exec(text)?.[0] ?? ''
  return { old: codeIn(own.text), new: codeIn(other.text) }
}

const phoneOfWulan = async () =>
  (await desk.get<{ people: { name: string; phone: string }[] }>('/api/people')).people.find(
    ({ name }) => name === 'Wulan',
  )?.phone

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

/** Neither the log nor what is kept as evidence holds a code. */
async function expectForgotten(codes: readonly string[]): Promise<void> {
  const kept = await rows(`select text, convert_from(raw, 'utf8') as raw, meaning::text from inbox`)
  const sent = await rows('select text, forms::text, words from outbox')
  const changes = await rows('select * from number_changes')
  const all = JSON.stringify([kept, sent, changes, desk.log])
  for (const code of codes) expect(all).not.toContain(code)
}

test('both codes came: the new number is the person, the old one is nobody, supervisor and admin are told', async () => {
  const codes = await asks()
  await desk.phone(NEW).says(`kode ${codes.new.slice(0, 3)} ${codes.new.slice(3)}`)
  await desk.hears({ [NEW]: ['Kode sesuai', 'kode dari nomor lama'] })
  expect(await phoneOfWulan()).toBe(OLD)
  await desk.phone(OLD).says(codes.old)
  const told = 'Nomor Wulan (Call Taker) diganti: 0811-xxxx-x001 menjadi 0811-xxxx-x042.'
  await desk.hears({
    Wulan: ['tidak lagi terdaftar', '0811-xxxx-x042'],
    [NEW]: 'sekarang terdaftar atas nama Wulan',
    Yudi: told,
    Tari: told,
  })
  expect(await phoneOfWulan()).toBe(NEW)
  await expectForgotten(Object.values(codes))
  expect(await rows('select outcome, tries from number_changes')).toEqual([{ outcome: 'changed', tries: 0 }])

  // desk.yaml still names the old number: a start brings it back to nobody.
  await desk.stop()
  desk = await TestDesk.start({ after: desk, deskFile })
  expect((await desk.get<{ people: unknown[] }>('/api/people')).people).toHaveLength(9)
  await desk.phone(NEW).says('DAFTAR')
  await desk.hears({ [NEW]: '1 tiket terbuka' })
  await desk.phone(OLD).says('DAFTAR')
  await desk.hears({ Wulan: 'mohon kirim DAFTAR, nama, dan regu' })
})

test('the code of the one number counts from that number alone', async () => {
  const codes = await asks()
  await desk.phone(OLD).says(codes.new)
  await desk.hears({ Wulan: ['Kode tidak sesuai', 'masih 4 kali'] })
  await desk.phone(NEW).says(codes.old)
  await desk.hears({ [NEW]: ['Kode tidak sesuai', 'masih 3 kali'] })
  await desk.phone('Dimas').says(codes.old)
  await desk.readsAll()
  expect(await phoneOfWulan()).toBe(OLD)
})

test('five wrong codes end it, from whichever number, and the right one comes too late', async () => {
  const codes = await asks()
  for (const left of [4, 3, 2, 1]) {
    await desk.phone(NEW).says(wrong(codes.new))
    await desk.hears({ [NEW]: `masih ${left} kali` })
  }
  await desk.phone(NEW).says(wrong(codes.new))
  const ended = ['Kode salah 5 kali', 'Nomor lama tetap berlaku']
  await desk.hears({ [NEW]: ended, Wulan: ended })
  await desk.phone(NEW).says(codes.new)
  await desk.readsAll()
  expect(await phoneOfWulan()).toBe(OLD)
  expect(await rows('select outcome, tries from number_changes')).toEqual([{ outcome: 'too-many-tries', tries: 5 }])
})

test('a new number that never answers: after ten minutes it is over, in words, and its code is worth nothing', async () => {
  const codes = await asks()
  await desk.phone(OLD).says(codes.old)
  await desk.hears({ Wulan: ['Kode sesuai', 'kode dari nomor baru'] })
  await desk.advance('PT10M5S')
  const heard = await desk.readsAll()
  expect(heard.filter(({ phone }) => phone === OLD || phone === NEW).map(({ text }) => text)).toEqual([
    'Ganti nomor ke 0811-xxxx-x042 berakhir: kode belum lengkap dalam 10 menit.\n' +
      'Nomor lama tetap berlaku. Balas GANTI NOMOR dan nomor baru untuk mengulang.',
  ])
  await desk.phone(NEW).says(codes.new)
  expect(await phoneOfWulan()).toBe(OLD)
  await expectForgotten([codes.old])
  await desk.readsAll()
})

test('a code that could not go out in time goes out no more', async () => {
  await desk.fault('whatsapp', 'down')
  await desk.fault('sms', 'down')
  await desk.phone('Wulan').says(ASK)
  await desk.advance('PT11M')
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await desk.advance('PT2H')
  const heard = (await desk.readsAll()).filter(({ phone }) => phone === OLD || phone === NEW)
  expect(heard.filter(({ text }) => /Kode untuk/.test(text))).toEqual([])
  expect(heard.some(({ text }) => text.startsWith('Ganti nomor ke 0811-xxxx-x042 berakhir'))).toBe(true)
})

test.each([
  ['GANTI NOMOR', 'GANTI NOMOR 0812-3456-7890'],
  ['ganti nomor 0231 206011', 'Nomor HP baru belum terbaca'],
  ['ganti nomor hp saya ke 0811 0000 0001', 'sudah nomor Bapak/Ibu'],
  ['Ganti no wa: 081100000005', 'sudah dipakai'],
])('%j is answered with what to do, and sends no code', async (text, words) => {
  await desk.phone('Wulan').says(text)
  await desk.hears({ Wulan: words })
  expect(await rows('select 1 from number_changes')).toEqual([])
})

test('by SMS it is refused in words', async () => {
  await desk.phone('Wulan', 'sms').says(ASK)
  await desk.hears({ Wulan: ['lewat SMS', 'dapat dipalsukan', 'WhatsApp'] })
  expect(await rows('select 1 from number_changes')).toEqual([])
})

test('a new number that wants no messages gets no code', async () => {
  await desk.phone(NEW).says('STOP')
  await desk.readsAll()
  await desk.phone('Wulan').says(ASK)
  await desk.hears({ Wulan: ['Nomor baru meminta tidak dikirimi', 'MULAI'] })
})

test('one request in ten minutes and three a day', async () => {
  await asks()
  await desk.phone('Wulan').says('GANTI NOMOR 0811-0000-0043')
  await desk.hears({ Wulan: ['baru saja diminta', '14.15 WIB'] })
  for (const last of [3, 4]) {
    await desk.advance('PT11M')
    await desk.readsAll()
    await desk.phone('Wulan').says(`GANTI NOMOR 0811-0000-004${last}`)
    await desk.phone(OLD).receives('Kode dikirim')
    await desk.readsAll()
  }
  await desk.advance('PT11M')
  await desk.readsAll()
  await desk.phone('Wulan').says('GANTI NOMOR 0811-0000-0045')
  await desk.hears({ Wulan: 'paling banyak 3 kali sehari' })
})

test('what still waits for the person goes to the new number', async () => {
  await desk.phone('Wulan').says('LAPOR printer macet')
  await desk.readsAll()
  const codes = await asks()
  await desk.phone(NEW).says(codes.new)
  await desk.readsAll()
  await desk.fault('whatsapp', 'down')
  await desk.fault('sms', 'down')
  await desk.phone('Ratna').says('TERIMA 2')
  await desk.phone('Wulan').says(codes.old)
  await desk.fault('whatsapp', 'ok')
  await desk.fault('sms', 'ok')
  await desk.advance('PT2M')
  const heard = (await desk.readsAll()).filter(({ phone }) => phone === OLD || phone === NEW)
  expect(heard.map(({ phone, text }) => [phone, text.split('\n')[0]]).sort()).toEqual([
    [OLD, 'Nomor ini tidak lagi terdaftar di help desk.'],
    [NEW, 'Laporan No. 2 sudah diterima Kepala Seksi (Ratna), 14.05 WIB.'],
    [NEW, 'Nomor ini sekarang terdaftar atas nama Wulan.'],
  ])
})

test('six digits of anybody else are what they always were', async () => {
  await desk.phone('Wulan').says('123456')
  const [answer] = await desk.phone('Wulan').readsAll()
  expect(answer?.text).not.toMatch(/kode/i)
})
