/** Which ticket is meant, and what is not carried out (DESIGN rules 7 and 8). A refusal changes nothing. */
import { afterEach, describe, expect, test } from 'vitest'
import { isGsm7, septets } from '../../src/format/gsm7.ts'
import { inTurn, TestDesk } from '../harness/desk.ts'
import { bring, talkOn, wib } from './path.ts'

const ON_SMS = ['Wulan call_taker 1', 'Yudi supervisor 4', 'Ratna kepala_seksi 5', 'Asep staf 6', 'Bagas jasnita 7']
  .map((line) => line.split(' '))
  .map(([name, role, n]) => `  - {name: ${name}, role: ${role}, phone: "+6281100000 00${n}", channels: [sms]}`)

describe('on the backends in turn', () => {
  let desk: TestDesk
  afterEach(() => desk.close())

  const states = async () => (await desk.tickets()).map(({ number, state }) => `${number} ${state}`)

  /** Three reports of Wulan; everything that people hear is read. */
  async function threeReports() {
    const say = talkOn(desk)
    for (const what of ['PC 2 tidak bisa login', 'printer macet', 'peta kosong'])
      await say('14.05', 'Wulan', `LAPOR ${what}`)
    await desk.readsAll()
    return say
  }

  test('a command that several tickets can mean is asked about with a list, and its answer is a number', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await threeReports()
    await say('14.06', 'Wulan', 'BATAL')
    await desk.hears({ Wulan: ['BATAL untuk tiket mana?', 'PC 2', 'rinter macet', 'eta kosong', 'BATAL 1'] })
    expect(await states()).toEqual(['1 reported', '2 reported', '3 reported'])
    await say('14.06', 'Wulan', '2')
    await desk.hears({ Wulan: 'Tiket 2 dibatalkan', Ratna: 'No. 2 dibatalkan' })
    expect(await states()).toEqual(['1 reported', '2 cancelled', '3 reported'])
  })

  test('who was asked about the own report answers it with one word while a colleague is asked about another', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    await say('14.05', 'Wulan', 'LAPOR PC 2 tidak bisa login')
    await say('14.05', 'Dimas', 'LAPOR printer macet')
    for (const number of [1, 2]) await say('14.06', 'Ratna', `SELESAI ${number}`)
    await desk.readsAll()
    await say('14.07', 'Wulan', 'sudah normal pak')
    await desk.hears({ Wulan: 'Tiket 1 selesai', Ratna: 'Tiket No. 1 selesai' })
    await say('14.07', 'Dimas', 'belum')
    expect((await desk.readsAll()).map(({ text }) => text).join('\n')).toMatch(/2 dibuka kembali/)
    expect(await states()).toEqual(['1 closed', '2 analysing'])
  })

  test('a position in the list counts only where no ticket of the list has that number', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await threeReports()
    await say('14.06', 'Wulan', 'BATAL 1')
    await desk.readsAll()
    await say('14.06', 'Wulan', 'BATAL')
    await desk.hears({ Wulan: 'BATAL untuk tiket mana?' })
    await say('14.06', 'Wulan', '1')
    await desk.readsAll()
    // The list runs by urgency: the map before the printer.
    expect(await states()).toEqual(['1 cancelled', '2 reported', '3 cancelled'])
  })

  test('an answer that fits several of the list asks again with those alone', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = talkOn(desk)
    for (const what of ['PC 2 tidak bisa login', 'printer macet', 'PC 4 tidak bisa login'])
      await say('14.05', what.includes('4') ? 'Dimas' : 'Wulan', `LAPOR ${what}`)
    await desk.readsAll()
    await say('14.06', 'Ratna', 'TERIMA')
    await desk.hears({ Ratna: ['TERIMA untuk tiket mana?', 'rinter macet'] })
    await say('14.06', 'Ratna', 'yang login')
    const [again] = await desk.readsAll()
    expect(again?.text).toContain('TERIMA untuk tiket mana?')
    expect(again?.text).not.toContain('rinter macet')
    await say('14.06', 'Ratna', 'PC 4')
    await desk.hears({ Ratna: 'Tiket 3 diterima', Dimas: 'No. 3' })
  })

  test('a bare TERIMA of Kepala Seksi with several reports is asked about, whichever was told last', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await threeReports()
    await say('14.06', 'Ratna', 'TERIMA')
    await desk.hears({ Ratna: ['TERIMA untuk tiket mana?', 'TERIMA 1'] })
    expect(await states()).toEqual(['1 reported', '2 reported', '3 reported'])
    await say('14.06', 'Ratna', '1')
    await desk.hears({ Ratna: 'Tiket 1 diterima', Wulan: 'No. 1' })
    expect(await states()).toEqual(['1 analysing', '2 reported', '3 reported'])
  })

  test.each(['1', 'yang pertama'])(
    'a notice in between takes no list away: "%s" still answers it, until 15 minutes have passed',
    async (text) => {
      desk = await TestDesk.start({ backend: inTurn() })
      const say = await threeReports()
      await say('14.06', 'Ratna', 'TERIMA')
      await desk.hears({ Ratna: 'TERIMA untuk tiket mana?' })
      await say('14.06', 'Dimas', 'LAPOR cctv simpang tidak tampil')
      await desk.hears({ Dimas: 'No. 4', Ratna: 'Laporan baru No. 4' })
      await say('14.06', 'Ratna', text)
      await desk.hears({ Ratna: 'Tiket 1 diterima', Wulan: 'No. 1' })
      await say('14.06', 'Ratna', 'TERIMA')
      await desk.hears({ Ratna: 'TERIMA untuk tiket mana?' })
      await desk.advanceTo(wib('14.22'))
      await desk.readsAll()
      await say('14.22', 'Ratna', text)
      await desk.readsAll()
      expect(await states()).toEqual(['1 analysing', '2 reported', '3 reported', '4 reported'])
    },
  )

  test('a notice in between does not take the offer to note something away', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Ratna', 'zzqx blorp fnord')
    await desk.hears({ Ratna: 'Catat sebagai INFO 1?' })
    await say('14.06', 'Dimas', 'LAPOR cctv simpang tidak tampil')
    await desk.hears({ Dimas: 'No. 2', Ratna: 'Laporan baru No. 2' })
    await say('14.06', 'Ratna', 'ya')
    await desk.hears({ Ratna: 'Keterangan dicatat pada tiket 1' })
  })

  test('what is not understood is asked about with the ticket whose number was typed', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await threeReports()
    await say('14.06', 'Ratna', '2')
    await desk.hears({ Ratna: 'Apakah tentang tiket 2?' })
    await say('14.06', 'Bagas', 'zzqx blorp fnord')
    await desk.hears({ Bagas: ['belum dipahami', 'BANTUAN'] })
  })

  test('a quoted message names its ticket', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await threeReports()
    const about1 = (await desk.messages()).find(
      ({ phone, ticket }) => phone === desk.phone('Ratna').address && ticket === 1,
    )
    await say('14.06', 'Ratna', 'TERIMA', { quotes: about1?.id })
    await desk.hears({ Ratna: 'Tiket 1 diterima', Wulan: 'No. 1' })
    const about3 = (await desk.messages()).find(
      ({ phone, ticket }) => phone === desk.phone('Ratna').address && ticket === 3,
    )
    await say('14.06', 'Ratna', '', { reaction: { emoji: '👍', to: about3?.id } })
    await desk.hears({ Ratna: 'Tiket 3 diterima', Wulan: 'No. 3' })
    expect(await states()).toEqual(['1 analysing', '2 reported', '3 analysing'])
  })

  test('the only ticket that a command can mean needs no number', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Ratna', 'SELESAI kabel diganti')
    await desk.hears({ Ratna: 'Tiket 1 dicatat teratasi', Wulan: 'YA 1' })
    await say('14.07', 'Wulan', 'YA')
    await desk.hears({ Wulan: 'terkonfirmasi', Ratna: 'selesai' })
  })

  test.each([
    ['a wrong person', 'repairing', 'Wulan', 'TERIMA 1', /Kepala Seksi|Jasnita/],
    ['a wrong person', 'reported', 'Wulan', 'JASNITA 1', /Kepala Seksi/],
    ['a wrong person', 'repairing', 'Asep', 'SELESAI 1', /pada Ratna/],
    ['a wrong person', 'repairing', 'Tari', 'SELESAI 1', /Kepala Seksi|STATUS 1/],
    ['a wrong person', 'awaiting-confirmation', 'Ratna', 'YA 1', /TUTUP 1/],
    ['a wrong person', 'vendor-repairing', 'Bagas', 'BATAL 1', /Kepala Seksi|PROGRES 1/],
    ['a wrong step', 'reported', 'Ratna', 'TUTUP 1', /belum dapat dicatat.*Menunggu diterima/s],
    ['a wrong step', 'repairing', 'Ratna', 'ETA 1 2 jam lagi', /SELESAI 1/],
    ['a wrong step', 'awaiting-confirmation', 'Wulan', 'BATAL 1', /YA 1/],
    ['a wrong step', 'awaiting-confirmation', 'Ratna', 'JASNITA 1', /JASNITA 1 belum dapat dicatat.*BELUM 1/s],
    ['a wrong step', 'awaiting-confirmation', 'Ratna', 'KOORDINASI 1', /KOORDINASI 1 belum dapat dicatat.*BELUM 1/s],
    ['a missing reason', 'awaiting-confirmation', 'Ratna', 'TUTUP 1', /alasannya.*Balas TUTUP 1 dan alasannya/s],
    ['a missing reason', 'awaiting-confirmation', 'Ratna', 'TUTUP 1 aja ya', /Balas TUTUP 1 dan alasannya/s],
    ['a wrong person', 'repairing', 'Wulan', 'ALIHKAN 1 asep', /ALIHKAN 1 belum dicatat, wewenang Kepala Seksi/],
    ['a wrong person', 'repairing', 'Wulan', 'ALIHKAN 1 Joko', /ALIHKAN 1 belum dicatat, wewenang Kepala Seksi/],
    ['a missing name', 'repairing', 'Ratna', 'ALIHKAN 1', /sebutkan nama.*Balas ALIHKAN 1 dan nama: Asep/s],
    ['an unknown name', 'repairing', 'Ratna', 'ALIHKAN 1 Joko', /nama Joko tidak ditemukan.*ALIHKAN 1 dan nama: Asep/s],
    ['a call taker', 'repairing', 'Ratna', 'ALIHKAN 1 Wulan', /Wulan bukan Staf Teknis.*ALIHKAN 1 dan nama: Asep/s],
    ['an admin', 'repairing', 'Ratna', 'ALIHKAN 1 Tari', /Tari bukan Staf Teknis.*ALIHKAN 1 dan nama: Asep/s],
    ['an unknown ticket', 'repairing', 'Ratna', 'SELESAI 99', /99 tidak ditemukan.*1/s],
    ['an unknown ticket', 'repairing', 'Wulan', 'STATUS 99', /99 tidak ditemukan.*1/s],
  ] as const)(
    '%s (in %s, %s: %s) is told what to type, and nothing changes',
    async (_why, state, name, text, answer) => {
      desk = await TestDesk.start({ backend: inTurn() })
      const say = await bring(desk, state)
      const { messages: _before, events: _past, ...before } = await desk.ticket(1)
      await say('14.06', name, text)
      // The word of who might stand in is passed on.
      const passedOn = name === 'Asep' && text === 'SELESAI 1' ? { Ratna: 'Balas SELESAI 1 bila benar.' } : {}
      await desk.hears({ [name]: answer, ...passedOn })
      const { messages: _after, events: _now, ...after } = await desk.ticket(1)
      expect(after).toEqual(before)
    },
  )

  test('a ticket that was never escalated does not exist for Jasnita, and no number is told to her', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'repairing')
    await say('14.06', 'Bagas', 'STATUS 1')
    const [answer] = await desk.readsAll()
    expect(answer?.text).toContain('Tiket 1 tidak ditemukan')
    expect(answer?.text).not.toMatch(/Nomor yang terbuka: 1|STATUS 1|PC 2/)
  })

  test('a ticket that has ended takes no more commands', async () => {
    desk = await TestDesk.start({ backend: inTurn() })
    const say = await bring(desk, 'awaiting-confirmation')
    await say('14.06', 'Wulan', 'YA 1')
    await desk.readsAll()
    for (const text of ['TERIMA 1', 'SELESAI 1', 'JASNITA 1', 'TUTUP 1', 'BATAL 1']) {
      await say('14.07', 'Ratna', text)
      await desk.hears({ Ratna: ['1 sudah berakhir', 'BUKA 1'] })
    }
    await say('14.07', 'Wulan', 'YA 1')
    await desk.hears({ Wulan: ['1', 'BUKA 1'] })
    expect(await desk.ticket(1)).toMatchObject({ state: 'closed', closedAs: 'confirmed', cycle: 1 })
  })

  test('SMS to people without WhatsApp are plain GSM-7 and of one part', async () => {
    desk = await TestDesk.start({ backend: inTurn(), deskFile: `people:\n${ON_SMS.join('\n')}` })
    const bySms = async (name: string, text: string) => void (await desk.phone(name, 'sms').says(text))
    for (const name of ['Wulan', 'Yudi', 'Ratna', 'Asep', 'Bagas']) await bySms(name, 'HADIR')
    await desk.readsAll()
    await bySms('Wulan', 'LAPOR tiket tidak terkirim ke OPD, PC 2')
    await desk.advance('PT5M')
    const path = ['Ratna TERIMA 1', 'Ratna PERBAIKI 1', 'Ratna JASNITA 1', 'Bagas TERIMA 1', 'Bagas ETA 1 2 jam lagi']
    const rest = [
      'Bagas PROGRES 1 teknisi di lokasi',
      'Bagas SELESAI 1 trunk dialihkan',
      'Wulan STATUS 1',
      'Wulan YA 1',
    ]
    for (const line of [...path, ...rest]) await bySms(line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1))
    const sent = await desk.readsAll()
    expect((await desk.ticket(1)).closedAs).toBe('confirmed')
    expect(new Set(sent.map(({ channel }) => channel))).toEqual(new Set(['sms']))
    expect(sent.filter(({ text }) => !isGsm7(text) || septets(text) > 160).map(({ text }) => text)).toEqual([])
  })
})
