/** Citizens say that 112 does not answer: who hears of it, and whom everybody is told to call meanwhile. */
import { afterEach, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'

let desk: TestDesk
afterEach(() => desk.close())

const citizen = (index: number) => `+6281100001${String(index).padStart(3, '0')}`
const hint = { Ratna: ['Petunjuk dari warga', 'Bukan tiket', 'LAPOR'] }
const all = (words: readonly (string | RegExp)[]) =>
  Object.fromEntries(['Ratna', 'Yudi', 'Wulan', 'Dimas', 'Sinta'].map((name) => [name, words]))
const OTHERS_FIRST = /^DARURAT: segera TELEPON .*113.*119.*110, atau 112\./

test('the second and the fifth number within an hour are told to all on duty, the others together to Kepala Seksi', async () => {
  desk = await TestDesk.start()
  const words = [
    'nomor 112 sibuk terus',
    '112 gabisa',
    '112 error',
    '112 ga bisa2',
    'ga bisa nelpon 112',
    '112 kok mati',
  ]
  const many = (count: number) =>
    all([`${count} nomor berbeda melaporkan 112 tidak terjawab sejak 14.05 WIB`, 'Mohon uji'])
  for (const [index, text] of words.entries()) {
    await desk.phone(citizen(index)).says(text)
    const heard = index === 0 ? hint : index === 1 ? many(2) : index === 4 ? many(5) : {}
    await desk.hears({ [citizen(index)]: [/telepon .*110.*lalu coba 112 lagi/], ...heard })
  }
  await desk.phone(citizen(9)).says('tolong kebakaran')
  await desk.hears({
    [citizen(9)]: [OTHERS_FIRST, 'mungkin terganggu'],
    ...Object.fromEntries(['Wulan', 'Dimas', 'Sinta'].map((name) => [name, 'DARURAT dari'])),
  })
  await desk.advance('PT11M')
  await desk.hears({ Ratna: ['112 kok mati', 'Petunjuk dari warga'] })
  await desk.advance('PT61M')
  await desk.phone(citizen(20)).says('halo')
  await desk.hears({ [citizen(20)]: 'Darurat: telepon 112.' })
  await desk.phone(citizen(21)).says('112 tidak diangkat')
  await desk.hears({ [citizen(21)]: '112 lagi', ...hint })
  expect(await desk.tickets()).toEqual([])
})

test('while a critical ticket of calls is open, every answer names the others before 112, and hints name the ticket', async () => {
  desk = await TestDesk.start()
  await desk.phone('Wulan').says('telp 112 ga masuk sama sekali, semua PC')
  await desk.hears({
    Wulan: ['No. 1', 'KRITIS', /Keadaan darurat: telepon damkar 113, medis 119 atau polisi 110, lalu coba 112\./i],
    Ratna: 'Laporan baru No. 1',
  })
  const others = /Darurat: damkar 113, medis 119, polisi 110, lalu 112\./i
  await desk.phone(citizen(0)).says('printer di meja 3 macet')
  await desk.hears({ [citizen(0)]: ['belum terdaftar', others], Ratna: 'SETUJU', Yudi: 'SETUJU' })
  await desk.phone('Yudi').says('TOLAK')
  await desk.hears({ Yudi: 'ditolak', Ratna: 'ditolak', [citizen(0)]: ['tidak dicatat', others] })
  await desk.phone(citizen(1)).says('112 gabisa')
  await desk.hears({ [citizen(1)]: '112 lagi', Ratna: [/Sama dengan tiket 1\?/] })
  await desk.phone(citizen(2)).says('DAFTAR')
  await desk.hears({ [citizen(2)]: ['DAFTAR Wulan', others] })
})

test('who writes "112 gabisa" after an emergency reads the other numbers first, each time, and nothing of tickets', async () => {
  desk = await TestDesk.start()
  const phone = desk.phone(citizen(0))
  const relayed = (text: string) => Object.fromEntries(['Wulan', 'Dimas', 'Sinta'].map((name) => [name, text]))
  await phone.says('tolong rumah kebakaran')
  await desk.hears({ [citizen(0)]: /^DARURAT: segera TELEPON 112 /, ...relayed('kebakaran') })
  const first = /^DARURAT: segera TELEPON .*113.*110, lalu coba lagi 112\./
  await phone.says('112 gabisa')
  await desk.hears({ [citizen(0)]: first, Ratna: 'Petunjuk dari warga', ...relayed('112 gabisa') })
  await desk.advance('PT20S')
  await phone.says('112 nya ga bisa pak')
  await desk.hears({ [citizen(0)]: first, ...relayed('112 nya ga bisa pak') })
  await desk.phone('Yudi').says(`BLOKIR ${citizen(0)}`)
  await desk.hears({ Yudi: 'diblokir' })
  await phone.says('112 error')
  await desk.hears({ [citizen(0)]: first, ...relayed('112 error') })
})
