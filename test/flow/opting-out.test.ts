/** Who wants no messages hears nothing but answers to what they write; their work goes to the next in line (DOMAIN 7.8). */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'

let desk: TestDesk
afterEach(() => desk.close())

const at = (time: string) => desk.advanceTo(`2026-11-23T${time.replace('.', ':')}+07:00`)
const say = async (time: string, name: string, text: string) => {
  await at(time)
  await desk.phone(name).says(text)
}

test('Kepala Seksi opts out in the middle of a ticket: the supervisor has it from then on', async () => {
  desk = await TestDesk.start()
  await say('14.06', 'Wulan', 'LAPOR PC 2 tidak bisa login')
  await say('14.07', 'Ratna', 'TERIMA 1')
  await say('14.08', 'Ratna', 'BERHENTI')
  await say('14.10', 'Ratna', 'STATUS 1')
  await say('14.41', 'Ratna', 'JASNITA 1')
  await say('14.49', 'Ratna', 'MULAI')
  await at('14.55')
  const texts = await desk.messages()
  expect(texts.find(({ text, phone }) => text.startsWith('PERHATIAN') && phone.endsWith('4'))?.text).toBe(
    'PERHATIAN: Ratna menghentikan pemberitahuan (peran Kepala Seksi).\n' +
      'Tidak ada lagi Kepala Seksi yang menerima pesan.\n' +
      'Tiket yang menunggu tindak lanjut: 1.\n' +
      'Mohon telepon 0811-0000-0005, minta balas MULAI atau PULANG dan nama pengganti.',
  )
  expect(await desk.timeline()).toEqual([
    '14.06 Ratna: Laporan baru No. 1 (SEDANG)',
    '14.06 Wulan: Laporan diterima. No. 1 (0001/LP-112/XI/2026)',
    '14.07 Ratna: Tiket 1 diterima 14.07 WIB.',
    '14.07 Wulan: Laporan No. 1 sudah diterima Kepala Seksi (Ratna), 14.07 WIB.',
    '14.08 Ratna: Pemberitahuan ke nomor ini dihentikan di semua saluran.',
    '14.08 Tari: PERHATIAN: Ratna menghentikan pemberitahuan (peran Kepala Seksi).',
    '14.08 Yudi: PERHATIAN: Ratna menghentikan pemberitahuan (peran Kepala Seksi).',
    '14.10 Ratna: Tiket No. 1: Diterima, sisa 7 menit (tenggat 14.17 WIB)',
    '14.14 Yudi: PENGINGAT 1: analisa belum selesai, sisa 3 menit (tenggat 14.17 WIB).',
    '14.17 Yudi: Tiket No. 1: waktu analisa 10 menit habis (tenggat 14.17 WIB).',
    '14.32 Yudi: Tiket No. 1: waktu analisa dan perbaikan 25 menit habis.',
    '14.41 Bagas: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
    '14.41 Nadia: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
    '14.41 Ratna: Tiket 1 diteruskan ke Jasnita 14.41 WIB.',
    '14.41 Wulan: Laporan No. 1 diteruskan ke Jasnita, 14.41 WIB.',
    '14.48 Yudi: PENGINGAT 1: koordinasi dengan Jasnita belum dicatat, sisa 3 menit (tenggat 14.51 WIB).',
    '14.49 Ratna: Pemberitahuan ke nomor ini aktif kembali.',
    '14.49 Tari: Kepala Seksi kembali ada: Ratna, sejak 14.49 WIB.',
    '14.49 Yudi: Kepala Seksi kembali ada: Ratna, sejak 14.49 WIB.',
    '14.51 Bagas: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
    '14.51 Nadia: Yth. Jasnita, tiket No. 1 (SEDANG) Cirebon Siaga 112',
    '14.51 Ratna: TERLAMBAT 1: koordinasi dengan Jasnita belum dicatat, tenggat 14.51 WIB sudah tiba.',
    '14.51 Yudi: TERLAMBAT 1: koordinasi oleh Kepala Seksi belum selesai, tenggat 14.51 WIB sudah tiba.',
  ])
})

test('another Kepala Seksi on duty is next in line before the supervisor, and has the ticket already', async () => {
  desk = await TestDesk.start({
    deskFile: `people:
  - {name: Wulan, role: call_taker, phone: "+6281100000001"}
  - {name: Yudi, role: supervisor, phone: "+6281100000004"}
  - {name: Ratna, role: kepala_seksi, phone: "+6281100000005"}
  - {name: Budi, role: kepala_seksi, phone: "+6281100000006"}
  - {name: Tari, role: admin, phone: "+6281100000009"}`,
  })
  await say('14.06', 'Wulan', 'LAPOR PC 2 tidak bisa login')
  await desk.readsAll()
  await say('14.07', 'Ratna', 'BERHENTI')
  await desk.hears({
    Ratna: 'dihentikan',
    Budi: /^(?!.*menunggu).*Ratna menghentikan/s,
    Yudi: /^(?!.*menunggu).*Ratna menghentikan/s,
    Tari: 'Ratna menghentikan',
  })
  await at('14.10')
  await desk.hears({ Budi: 'PENGINGAT 1' })
})

test('nobody who opted out hears of strangers, emergencies, gaps or tickets; all of them are answered', async () => {
  desk = await TestDesk.start()
  const silent = ['Wulan', 'Dimas', 'Yudi', 'Ratna', 'Bagas', 'Tari']
  for (const name of silent) await desk.phone(name).says('BERHENTI')
  await desk.readsAll()
  await desk.phone('+6281100000099').says('aplikasi siaga 112 error tidak bisa login')
  await desk.phone('+6281100000098').says('tolong kebakaran di pasar')
  await desk.hears({ '+6281100000099': 'belum terdaftar', '+6281100000098': 'TELEPON 112', Sinta: 'kebakaran' })
  await desk.phone('Sinta').says('LAPOR PC 2 tidak bisa login')
  await desk.phone('Ratna').says('JASNITA 1')
  await desk.phone('Ratna').says('PULANG')
  await desk.advance('PT12H')
  const heard = (await desk.readsAll()).map(({ phone }) => phone)
  const numbers = silent.map((name) => desk.phone(name).address)
  expect(heard.filter((phone) => numbers.includes(phone))).toEqual([numbers[3], numbers[3]])
})

test('MULAI tells Jasnita in full of a ticket that was never shown to them; TERIMA of who stopped says that reminders stay off', async () => {
  desk = await TestDesk.start()
  await say('14.06', 'Wulan', 'LAPOR PC 2 tidak bisa login')
  await desk.phone('Bagas').says('BERHENTI')
  await desk.phone('Ratna').says('BERHENTI')
  await desk.readsAll()
  await say('14.07', 'Ratna', 'TERIMA 1')
  await desk.hears({
    Ratna: ['Tiket 1 diterima', 'Pengingat tetap tidak dikirim sampai Bapak/Ibu membalas MULAI.'],
    Wulan: 'sudah diterima',
  })
  await say('14.08', 'Ratna', 'JASNITA 1')
  await desk.readsAll()
  await say('14.09', 'Bagas', 'MULAI')
  await desk.hears({
    Bagas: [
      'aktif kembali',
      'Menunggu Bapak/Ibu:\n- No. 1',
      'Tiket No. 1:',
      'Kendala: PC 2 tidak bisa login',
      'TERIMA 1',
    ],
  })
  await desk.phone('Nadia').says('MULAI')
  await desk.hears({ Nadia: [/Menunggu Bapak\/Ibu:\n- No. 1/, /^(?!.*Kendala:)/s] })
})
