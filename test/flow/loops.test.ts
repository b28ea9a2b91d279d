/** Machines that answer, numbers that are blocked, senders that are none (DOMAIN section 2, 4.1, 7.9). */
import { afterEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { bring } from './path.ts'

const STRANGER = '+6281100000099'

let desk: TestDesk
afterEach(() => desk.close())

/** A machine answers every message of the desk at once, until the desk is silent. How often the desk answered. */
async function pingPong(name: string, answer: (turn: number) => string, turns = 15): Promise<number> {
  const phone = desk.phone(name)
  let answered = 0
  for (let turn = 1; turn <= turns; turn += 1) {
    await phone.says(answer(turn))
    const heard = await phone.readsAll()
    if (heard.length === 0) return answered
    answered += heard.length
  }
  throw new Error(`the desk still answers after ${turns} messages`)
}

/** The desk has written to somebody: that is what a machine answers first. */
async function written(name: string): Promise<void> {
  await desk.phone(name).says('DAFTAR')
  await desk.readsAll()
}

describe('a machine that answers for a person of the directory gets five answers at most', () => {
  test.each([
    ['Bagas', 'an acknowledgement', () => 'Terima kasih, pesan Anda kami terima.'],
    [
      'Bagas',
      'a case number that differs',
      (n: number) => `Terima kasih telah menghubungi Jasnita. Pesan Anda kami terima dengan nomor #CS-${7000 + n}.`,
    ],
    [
      'Yudi',
      'an out-of-office text that varies',
      (n: number) =>
        [
          `Saya sedang di luar kantor sampai tanggal ${n} Desember.`,
          `Pesan otomatis ke-${n}: mohon maaf, saya sedang cuti.`,
          `Maaf, saat ini saya tidak dapat membalas pesan Anda (${n}).`,
          `Halo! Saya akan membalas secepatnya, jam kerja 08.00-16.00. Ref ${n}`,
        ][n % 4] ?? '',
    ],
    ['Dimas', 'words that sound like a fault', () => 'Maaf tidak bisa membalas, jaringan internet sedang error.'],
    ['Ratna', 'words that sound like a command', () => 'Baik, sedang kami proses, mohon ditunggu.'],
  ])('%s: %s', async (name, _what, answer) => {
    desk = await TestDesk.start()
    await bring(desk, 'vendor-repairing')
    await written(name)
    expect(await pingPong(name, answer)).toBeLessThanOrEqual(5)
    await desk.readsAll()
    expect((await desk.tickets()).length).toBeLessThanOrEqual(2)
    // Whoever types a command is answered all the same, and the count begins anew.
    await desk.phone(name).says('STATUS 1')
    await desk.phone(name).receives('1')
    await desk.readsAll()
  })
})

test('the five answers are counted over a restart, and for an hour', async () => {
  desk = await TestDesk.start()
  const answer = (n: number) => `Titipan dokumen ${n} ada di resepsionis`
  await written('Yudi')
  for (let turn = 1; turn <= 3; turn += 1) {
    await desk.phone('Yudi').says(answer(turn))
    expect(await desk.phone('Yudi').readsAll(), `answer ${turn}`).toHaveLength(1)
  }
  await desk.stop()
  desk = await TestDesk.start({ after: desk })
  expect(await pingPong('Yudi', (turn) => answer(turn + 3))).toBe(2)
  await desk.advance('PT61M')
  await written('Yudi')
  expect(await pingPong('Yudi', answer)).toBe(5)
})

test('a number that is not in the directory gets five answers an hour, whatever it writes; life goes first', async () => {
  desk = await TestDesk.start()
  expect(await pingPong(STRANGER, (n) => (n % 2 === 0 ? 'MULAI' : 'STOP'))).toBe(5)
  await desk.phone(STRANGER).says('MULAI')
  await desk.phone(STRANGER).says('tolong rumah saya kebakaran')
  await desk.hears({ [STRANGER]: /^DARURAT/, Wulan: 'kebakaran', Dimas: 'kebakaran', Sinta: 'kebakaran' })
})

test('whoever types commands quickly is always answered', async () => {
  desk = await TestDesk.start()
  for (let unit = 1; unit <= 8; unit += 1) {
    await desk.phone('Wulan').says(`LAPOR PC ${unit} tidak bisa login`)
    expect(await desk.phone('Wulan').readsAll()).toHaveLength(1)
  }
  for (let number = 1; number <= 8; number += 1) {
    await desk.phone('Ratna').says(`STATUS ${number}`)
    await desk.phone('Ratna').says(`TERIMA ${number}`)
  }
  const ratna = (await desk.readsAll()).filter(({ phone }) => phone === desk.phone('Ratna').address)
  expect(ratna.filter(({ text }) => /^Tiket \d diterima/.test(text))).toHaveLength(8)
  expect(ratna.filter(({ text }) => text.includes('Langkah ini sejak'))).toHaveLength(8)
})

test.each(['4444', '1708', 'TELKOMSEL', 'BANK-XYZ'])('%s never gets an answer', async (sender) => {
  desk = await TestDesk.start()
  for (const text of [
    'halo',
    'STOP',
    'DAFTAR',
    'LAPOR aplikasi siaga 112 error ga bisa login',
    'Promo kuota murah klik http://contoh.example',
    'tolong ada kebakaran di pasar',
  ]) {
    await desk.post('/simulator/messages', { channel: 'sms', from: sender, text })
  }
  await desk.settle()
  const heard = await desk.readsAll()
  // Nothing of it goes back; the emergency goes on to the call takers all the same.
  expect(heard.map(({ phone }) => phone).sort()).toEqual(
    ['Wulan', 'Dimas', 'Sinta'].map((one) => desk.phone(one).address).sort(),
  )
  expect(heard.every(({ text }) => text.includes('kebakaran'))).toBe(true)
})

describe('a blocked number', () => {
  const BLOCKED = ['0811-0000-0099', 'diblokir sampai 24/11 14.', 'BUKA BLOKIR']

  test.each(['Yudi', 'Ratna', 'Tari'])('is blocked and opened by %s', async (name) => {
    desk = await TestDesk.start()
    await desk.phone(name).says('BLOKIR 0811-0000-0099')
    await desk.hears({ [name]: BLOCKED })
    await desk.phone(STRANGER).says('halo')
    await desk.hears({})
    await desk.phone(name).says('BUKA BLOKIR +62 811 0000 0099')
    await desk.hears({ [name]: 'dibuka' })
    await desk.phone(name).says('buka blokir 081100000099')
    await desk.hears({ [name]: 'tidak sedang diblokir' })
    await desk.phone(STRANGER).says('halo')
    await desk.hears({ [STRANGER]: 'khusus petugas' })
  })

  test('is neither answered nor told of, on any channel, for 24 hours; all it writes is kept', async () => {
    desk = await TestDesk.start()
    await desk.phone('Yudi').says('blokir nomor 0811 0000 0099, iseng terus')
    await desk.hears({ Yudi: BLOCKED })
    const texts = [
      'halo',
      'aplikasi siaga 112 error ga bisa login',
      'LAPOR server mati',
      'DAFTAR Budi regu 2',
      'STOP',
      'MULAI',
    ]
    for (const channel of ['whatsapp', 'sms'] as const) {
      for (const text of texts) await desk.phone(STRANGER, channel).says(text)
    }
    await desk.phone(STRANGER).says('', { media: [{ mimeType: 'image/jpeg', base64: '/9j/' }] })
    await desk.hears({})
    const kept = (await desk.messages()).filter(({ phone, direction }) => phone === STRANGER && direction === 'in')
    expect(kept).toHaveLength(2 * texts.length + 1)
    await desk.advance('PT24H')
    await desk.phone(STRANGER).says('halo')
    await desk.hears({ [STRANGER]: 'khusus petugas' })
  })

  test('in an emergency is answered and passed on as anybody is', async () => {
    desk = await TestDesk.start()
    await desk.phone('Yudi').says('BLOKIR 081100000099')
    await desk.readsAll()
    const relayed = (words: string) => ({ Wulan: words, Dimas: words, Sinta: words })
    await desk.phone(STRANGER).says('tolong rumah saya kebakaran')
    await desk.hears({ [STRANGER]: /^DARURAT/, ...relayed('kebakaran') })
    await desk.phone(STRANGER).says('', { media: [{ mimeType: 'image/jpeg', base64: '/9j/' }] })
    await desk.hears(relayed('gambar'))
    await desk.phone(STRANGER).says('aplikasi siaga 112 error ga bisa login')
    await desk.hears({})
  })

  test('is never one of the directory; who may not block, and what is no number, are told so', async () => {
    desk = await TestDesk.start()
    await desk.phone('Yudi').says(`BLOKIR ${desk.phone('Wulan').address}`)
    await desk.hears({ Yudi: 'milik petugas terdaftar' })
    await desk.phone('Wulan').says('BLOKIR 0811-0000-0099')
    await desk.hears({ Wulan: ['Hanya Supervisor, Kepala Seksi, atau admin', 'BANTUAN'] })
    await desk.phone('Ratna').says('BLOKIR')
    await desk.hears({ Ratna: 'Contoh: BLOKIR 0811-0000-0099' })
    await desk.phone('Ratna').says('BLOKIR 0811')
    expect(await desk.phone('Ratna').readsAll()).toHaveLength(1)
    await desk.phone(STRANGER).says('halo')
    await desk.hears({ [STRANGER]: 'khusus petugas' })
  })
})
