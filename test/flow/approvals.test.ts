/** New people and held reports, approved by message: supervisor and Kepala Seksi answer SETUJU or TOLAK (DOMAIN 7.3). */
import { afterEach, describe, expect, test } from 'vitest'
import { backends, TestDesk } from '../harness/desk.ts'
import { talkOn, wib } from './path.ts'

const NEW = '+6281100000099'
const SHOWN = '0811-0000-0099'

let desk: TestDesk
afterEach(() => desk.close())

interface Known {
  readonly name: string
  readonly role: string
  readonly phone: string
  readonly shift?: string
}
const personOf = async (phone: string) =>
  (await desk.get<{ people: Known[] }>('/api/people')).people.find((person) => person.phone === phone)
const held = async () => (await desk.get<{ held: { code: string }[] }>('/api/held')).held.map(({ code }) => code)

describe.each(backends())('on %s', (backend) => {
  test('DAFTAR asks both, SETUJU of one admits the person, the other hears it, and what was held is registered', async () => {
    desk = await TestDesk.start({ backend })
    const say = talkOn(desk)
    await say('14.05', NEW, 'DAFTAR Rini Astuti regu 2')
    const asked = ['P1: Rini Astuti, regu 2', SHOWN, '14.05', 'SETUJU P1 atau TOLAK P1']
    await desk.hears({ [NEW]: ['Rini Astuti, regu 2 diteruskan', '112'], Yudi: asked, Ratna: asked })
    await say('14.06', NEW, 'printer di meja 3 macet')
    const fault = ['Laporan P2', SHOWN, 'printer di meja 3 macet', 'P1', 'SETUJU P2 atau TOLAK P2']
    await desk.hears({ [NEW]: 'diteruskan', Yudi: fault, Ratna: fault })
    await say('14.07', NEW, 'sejak tadi pagi')
    await desk.hears({})
    expect([await desk.tickets(), await held()]).toEqual([[], ['P1', 'P2']])

    await say('14.12', 'Yudi', 'SETUJU P1')
    await desk.hears({
      Yudi: [/^P1 disetujui: Rini Astuti/, SHOWN, 'Tiket No. 1', 'tenggat 14.17 WIB', 'Jadwal', 'STATUS 1'],
      Ratna: [
        /^P1 \(pendaftaran Rini Astuti.*\) disetujui Supervisor \(Yudi\) 14\.12 WIB/,
        'Laporan baru No. 1',
        'TERIMA 1',
      ],
      [NEW]: ['terdaftar sebagai Call Taker (Rini Astuti)', 'tiket No. 1', 'Pemberitahuan: nama', 'LAPOR'],
    })
    expect(await personOf(NEW)).toMatchObject({ name: 'Rini Astuti', role: 'call_taker' })
    const ticket = await desk.ticket(1)
    expect(ticket).toMatchObject({
      category: 'printer',
      unit: 'meja 3',
      description: 'printer di meja 3 macet\nsejak tadi pagi',
      channel: 'whatsapp',
      reporter: { name: 'Rini Astuti', phone: NEW },
      registeredAt: wib('14.12'),
    })
    expect(ticket.steps).toMatchObject([
      { step: 1, startedAt: wib('14.06'), doneAt: wib('14.12'), verdict: 'on-time' },
      { step: 2, startedAt: wib('14.12'), dueAt: wib('14.17') },
    ])
    const texts = ticket.messages.map(({ direction, text }: Record<string, string>) => `${direction} ${text}`)
    expect(texts).toEqual(expect.arrayContaining(['in printer di meja 3 macet', 'in sejak tadi pagi', 'in SETUJU P1']))

    await say('14.13', 'Ratna', 'SETUJU P1')
    await desk.hears({ Ratna: ['P1 sudah disetujui Supervisor (Yudi)', '14.12', 'tiket 1'] })
    await say('14.13', 'Ratna', 'TOLAK P2')
    await desk.hears({ Ratna: ['P2 sudah disetujui', 'tiket 1'] })
    await desk.phone(NEW, 'sms').says('LAPOR PC 2 tidak bisa login', { at: wib('14.13') })
    await desk.hears({ [NEW]: 'No. 2', Ratna: 'Laporan baru No. 2' })
    expect(await held()).toEqual([])
  })

  test('SETUJU of both at once admits one person and registers once', async () => {
    desk = await TestDesk.start({ backend })
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.phone(NEW).says('PC 4 tidak bisa login')
    await desk.readsAll()
    await Promise.all(['Yudi', 'Ratna'].map((name) => desk.phone(name).types('SETUJU P1')))
    await desk.settle()
    const heard = (await desk.readsAll()).map(({ text }) => text.split('\n')[0])
    expect(heard.filter((text) => /^P1 disetujui/.test(text ?? ''))).toHaveLength(1)
    expect(heard.filter((text) => /^P1 sudah disetujui/.test(text ?? ''))).toHaveLength(1)
    expect(await desk.tickets()).toHaveLength(1)
  })
})

test('"ok" to the news of an approval accepts no ticket', async () => {
  desk = await TestDesk.start()
  await desk.phone('Wulan').says('LAPOR printer macet')
  await desk.phone(NEW).says('DAFTAR Rini')
  await desk.phone('Yudi').says('SETUJU P1')
  const news = (await desk.readsAll()).find(({ text }) => /^P1 .* disetujui Supervisor/.test(text))
  for (const text of ['ok', '👍']) await desk.phone('Ratna').says(text, { quotes: news?.id })
  await desk.hears({})
  expect(await desk.ticket(1)).toMatchObject({ state: 'reported' })
  await desk.phone('Ratna').says('ok terima 1', { quotes: news?.id })
  await desk.hears({ Ratna: 'diterima', Wulan: 'diterima' })
})

describe('who is refused', () => {
  test('hears it once, with all that was held; nothing is registered, and it stays on record', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.phone(NEW).says('PC 4 tidak bisa login')
    await desk.readsAll()
    await desk.phone('Ratna').says('TOLAK P1 bukan petugas kita')
    await desk.hears({
      Ratna: ['P1 ditolak', 'Laporannya (P2) tidak dicatat'],
      Yudi: /^P1 \(pendaftaran Rini.*\) ditolak Kepala Seksi \(Ratna\) 14\.0\d WIB\.$/,
      [NEW]: ['Mohon maaf', 'belum dapat disetujui'],
    })
    expect([await desk.tickets(), await personOf(NEW), await held()]).toEqual([[], undefined, []])
    await desk.phone('Yudi').says('SETUJU P1')
    await desk.hears({ Yudi: ['P1 sudah ditolak Kepala Seksi (Ratna)'] })
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.hears({})
    await desk.advance('PT25H')
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.hears({ [NEW]: 'diteruskan', Yudi: 'P3: Rini', Ratna: 'P3: Rini' })
    await desk.phone('Yudi').says('tolak')
    await desk.hears({ [NEW]: 'Mohon maaf', Yudi: 'P3 ditolak', Ratna: 'P3' })
  })
})

describe('a held report', () => {
  test('that is approved alone is recorded by who approves, and the person stays unknown', async () => {
    desk = await TestDesk.start()
    const say = talkOn(desk)
    await desk.phone(NEW).says('', { at: wib('14.05'), media: [{ mimeType: 'image/png', base64: 'iVBORw0KGgo=' }] })
    await desk.readsAll()
    await say('14.06', NEW, 'PC 2 tidak bisa login')
    await desk.hears({ [NEW]: 'diteruskan', Yudi: 'P1', Ratna: 'P1' })
    await say('14.09', 'Ratna', 'setuju')
    await desk.hears({
      Ratna: [/^P1 disetujui: laporan 0811-0000-0099/, 'Tiket No. 1', 'TERIMA 1'],
      Yudi: /^P1 \(laporan 0811-0000-0099\) disetujui Kepala Seksi \(Ratna\) 14\.09 WIB, tiket 1\.$/,
      [NEW]: ['dicatat sebagai tiket No. 1', '112'],
    })
    const ticket = await desk.ticket(1)
    expect(ticket).toMatchObject({
      category: 'login',
      reporter: { name: 'Ratna' },
      recordedBy: { name: 'Ratna' },
      registeredAt: wib('14.09'),
      steps: [{ startedAt: wib('14.05') }, { step: 2 }],
    })
    expect(ticket.attachments).toHaveLength(1)
    await say('14.10', 'Ratna', 'TERIMA')
    await desk.hears({ Ratna: 'Tiket 1 diterima' })
    expect(await personOf(NEW)).toBeUndefined()
    expect((await desk.ticket(1)).events[0]).toMatchObject({ type: 'TicketRegistered', text: 'setuju' })
  })

  test('and another are approved in one message, each with its ticket', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('PC 4 tidak bisa login')
    await desk.phone('+6281100000098').says('printer di meja 3 macet')
    await desk.readsAll()
    await desk.phone('Yudi').says('SETUJU P1 dan P2')
    await desk.hears({
      Yudi: ['P1 disetujui', 'Tiket No. 1', 'P2 disetujui', 'Tiket No. 2'],
      Ratna: ['P1', 'P2', 'TERIMA'],
      [NEW]: 'tiket No. 1',
      '+6281100000098': 'tiket No. 2',
    })
    expect(await desk.tickets()).toMatchObject([{ number: 1 }, { number: 2 }])
    expect(await held()).toEqual([])
  })

  test('of several faults becomes a ticket each, in the order in which they came', async () => {
    desk = await TestDesk.start()
    const say = talkOn(desk)
    await say('14.05', NEW, 'DAFTAR Rini')
    await say('14.06', NEW, 'PC 4 tidak bisa login')
    await say('14.07', NEW, 'printer di meja 3 macet')
    await say('14.20', NEW, 'peta di PC 1 kosong')
    await desk.readsAll()
    await say('14.25', 'Ratna', 'SETUJU P1')
    await desk.hears({
      Ratna: ['P1 disetujui', 'No. 1', 'No. 2', 'No. 3'],
      Yudi: /P1 .* tiket 1, 2, 3\.$/,
      [NEW]: 'tiket No. 1, 2, 3',
    })
    const all = await Promise.all([1, 2, 3].map((number) => desk.ticket(number)))
    expect(all.map(({ category, steps }) => [category, steps[0].startedAt])).toEqual([
      ['login', wib('14.06')],
      ['printer', wib('14.07')],
      ['peta_lokasi', wib('14.20')],
    ])
    expect(all.map(({ reporter }) => reporter.name)).toEqual(['Rini', 'Rini', 'Rini'])
  })

  test('of a fault that has a ticket already joins it', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says('LAPOR PC 2 tidak bisa login')
    await desk.phone(NEW).says('pc 2 ga bisa login')
    await desk.readsAll()
    await desk.phone('Yudi').says('SETUJU P1')
    await desk.hears({ Yudi: ['P1 disetujui', 'Tiket No. 1'], Ratna: 'tiket 1', [NEW]: 'tiket No. 1' })
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('may be approved by SMS; a new person may not, but refused', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini regu 2')
    await desk.phone('+6281100000098').says('PC 4 tidak bisa login')
    await desk.readsAll()
    const yudi = desk.phone('Yudi', 'sms')
    await yudi.says('SETUJU P1')
    await desk.hears({ Yudi: ['tidak dapat disetujui lewat SMS', 'SETUJU P1 lewat WhatsApp'] })
    expect(await personOf(NEW)).toBeUndefined()
    await yudi.says('SETUJU P2')
    await desk.hears({ Yudi: ['P2 disetujui', 'Tiket 1'], Ratna: 'Laporan baru No. 1', '+6281100000098': 'No. 1' })
    await yudi.says('TOLAK P1')
    await desk.hears({ Yudi: 'P1 ditolak', Ratna: 'P1', [NEW]: 'Mohon maaf' })
  })
})

describe('SETUJU without a code', () => {
  const three = async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.phone('+6281100000098').says('PC 4 tidak bisa login')
    const [asked] = (await desk.readsAll()).filter(({ text, phone }) => text.includes('P1') && phone === yudi())
    return asked!.id
  }
  const yudi = () => desk.phone('Yudi').address

  test('of several is answered with the list, and the code alone chooses', async () => {
    await three()
    await desk.phone('Yudi').says('setuju')
    await desk.hears({
      Yudi: ['Menunggu persetujuan', 'P1 pendaftaran Rini', 'P2 laporan', 'PC 4 tidak bisa login', 'SETUJU P1'],
    })
    await desk.phone('Yudi').says('P2')
    await desk.hears({ Yudi: 'P2 disetujui', Ratna: 'Laporan baru No. 1', '+6281100000098': 'No. 1' })
    await desk.phone('Ratna').says('SETUJU P9')
    await desk.hears({ Ratna: ['P9 tidak ditemukan', 'P1 pendaftaran Rini'] })
    await desk.phone('Ratna').says('SETUJU P2, tolak P1')
    await desk.hears({ Ratna: ['P2 sudah disetujui', 'P1 ditolak'], Yudi: 'P1', [NEW]: 'Mohon maaf' })
    await desk.phone('Ratna').says('SETUJU P9')
    await desk.hears({ Ratna: ['P9 tidak ditemukan', 'Tidak ada yang menunggu'] })
  })

  test('means the message that it quotes', async () => {
    const quotes = await three()
    await desk.phone('Yudi').says('setuju', { quotes })
    await desk.hears({ Yudi: 'P1 disetujui', Ratna: 'P1', [NEW]: 'terdaftar' })
    await desk.phone('Yudi').says('setuju', { quotes })
    await desk.hears({ Yudi: 'P1 sudah disetujui Supervisor (Yudi)' })
    await desk.phone('Yudi').says('tolak P2')
    await desk.readsAll()
  })

  test('while nothing waits is talk, and so it is of others at any time', async () => {
    desk = await TestDesk.start()
    await desk.phone('Yudi').says('setuju')
    await desk.hears({})
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.readsAll()
    for (const name of ['Wulan', 'Asep', 'Bagas']) await desk.phone(name).says('setuju')
    await desk.hears({})
    await desk.phone('Wulan').says('SETUJU P1')
    await desk.phone(NEW).says('SETUJU P1')
    await desk.readsAll()
    expect(await personOf(NEW)).toBeUndefined()
    await desk.phone('Ratna').says('PULANG Asep')
    await desk.readsAll()
    await desk.phone('Asep').says('SETUJU')
    await desk.hears({ Asep: 'P1 disetujui', Yudi: ['P1', 'Kepala Seksi (Asep)'], [NEW]: 'terdaftar' })
  })
})

describe('what nobody decides', () => {
  test('is reminded of once, a report after ten minutes and a person at the next shift, and ends after a day', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini', { at: wib('14.05') })
    await desk.phone(NEW).says('PC 4 tidak bisa login', { at: wib('14.05') })
    await desk.readsAll()
    await desk.advanceTo(wib('14.14'))
    await desk.hears({})
    await desk.advanceTo(wib('14.16'))
    const reminder = [/^PENGINGAT/, 'P2 laporan', 'PC 4 tidak bisa login', 'SETUJU P2 atau TOLAK P2']
    await desk.hears({ Yudi: reminder, Ratna: reminder })
    await desk.advanceTo(wib('20.59'))
    await desk.hears({})
    await desk.advanceTo(wib('21.01'))
    const person = [/^PENGINGAT/, 'P1 pendaftaran Rini', 'SETUJU P1 atau TOLAK P1']
    await desk.hears({ Yudi: person, Ratna: person })
    await desk.advanceTo(wib('14.04', 1))
    await desk.hears({})
    await desk.advanceTo(wib('14.31', 1))
    const over = ['Berakhir tanpa keputusan', 'P1 pendaftaran Rini', 'P2 laporan']
    await desk.hears({ Yudi: over, Ratna: over, [NEW]: ['belum dijawab dalam 24 jam', 'juga tidak dicatat', 'DAFTAR'] })
    await desk.phone('Yudi').says('SETUJU P1')
    await desk.hears({ Yudi: 'P1 sudah berakhir tanpa keputusan' })
    await desk.advanceTo(wib('15.00', 2))
    await desk.hears({})
  })

  test('that ends undecided is told once to who was answered before', async () => {
    desk = await TestDesk.start()
    const say = talkOn(desk)
    await say('14.05', NEW, 'PC 4 tidak bisa login')
    await say('14.16', NEW, 'printer di meja 3 macet')
    expect(await held()).toEqual(['P1', 'P2'])
    await desk.readsAll()
    await desk.advanceTo(wib('14.31', 1))
    expect((await desk.readsAll()).filter(({ phone }) => phone === NEW).map(({ text }) => text)).toEqual([
      'Mohon maaf, laporan Bapak/Ibu belum diputuskan dalam 24 jam dan tidak dicatat.\nDarurat: telepon 112.',
    ])
  })

  test('is decided by its code: "setuju semua" lists, another team is not given, and who may not is told who may', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini regu 2')
    await desk.phone('+6281100000098').says('printer di meja 3 macet')
    await desk.readsAll()
    await desk.phone('Yudi').says('setuju semua')
    await desk.hears({
      Yudi: ['Belum diputuskan, tiap permintaan dengan kodenya', 'P1 pendaftaran Rini', 'P2 laporan'],
    })
    for (const name of ['Wulan', 'Bagas']) await desk.phone(name).says('SETUJU P1')
    const who = 'P1 belum diputuskan: wewenang Supervisor, Kepala Seksi, atau admin.'
    await desk.hears({ Wulan: who, Bagas: who })
    await desk.phone('Yudi').says('Setuju P1, tapi regu 3')
    await desk.hears({
      Yudi: ['P1 disetujui: Rini', 'Regu tidak diubah menjadi regu 3'],
      Ratna: 'disetujui Supervisor',
      [NEW]: 'terdaftar',
    })
    await desk.phone('Yudi').says('tolak saja')
    await desk.hears({ Yudi: 'P2 ditolak', Ratna: 'P2', '+6281100000098': 'tidak dicatat sebagai tiket' })
  })

  test('stands in DAFTAR and BANTUAN of those who may, and of nobody else', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW).says('DAFTAR Rini')
    await desk.readsAll()
    const waits = 'Menunggu persetujuan: P1 (SETUJU P1 atau TOLAK P1)'
    await desk.phone('Yudi').says('DAFTAR')
    await desk.phone('Ratna').says('BANTUAN')
    await desk.hears({ Yudi: waits, Ratna: waits })
    await desk.phone('Wulan').says('DAFTAR')
    await desk
      .phone('Wulan')
      .readsAll()
      .then((all) => expect(all.map(({ text }) => text).join()).not.toContain('P1'))
    await desk.phone('Yudi').says('TOLAK')
    await desk.readsAll()
    await desk.phone('Yudi').says('DAFTAR')
    const [list] = await desk.phone('Yudi').readsAll()
    expect(list?.text).not.toContain('persetujuan')
  })
})

describe('DAFTAR', () => {
  test('without a name is answered with how it is written, and with one twice is asked for once', async () => {
    desk = await TestDesk.start()
    const phone = desk.phone(NEW)
    await phone.says('halo')
    await phone.says('pak mau daftar, saya call taker baru')
    await phone.receives('khusus petugas')
    await desk.hears({ [NEW]: 'DAFTAR Wulan regu 2' })
    await phone.says('DAFTAR Rini')
    await phone.says('DAFTAR Rini')
    await desk.hears({ [NEW]: 'diteruskan', Yudi: 'P1', Ratna: 'P1' })
    await desk.advance('PT11M')
    await phone.says('DAFTAR Rini')
    await desk.hears({ [NEW]: 'masih menunggu persetujuan' })
    await desk.phone('Yudi').says('TOLAK')
    await desk.readsAll()
  })

  test('with a team that is a shift of the office keeps it; one with the name of somebody is said to be so', async () => {
    desk = await TestDesk.start()
    await desk.phone(NEW, 'sms').says('daftar wulan regu malam')
    await desk.hears({ [NEW]: 'diteruskan', Yudi: ['regu malam', 'Nama ini sudah ada'], Ratna: 'Nama ini sudah ada' })
    await desk.phone('Ratna').says('SETUJU')
    await desk.hears({ Ratna: 'P1 disetujui', Yudi: 'P1', [NEW]: ['terdaftar', 'nomor, kendala dicatat'] })
    expect(await personOf(NEW)).toMatchObject({ name: 'Wulan', shift: 'malam', channels: ['sms', 'whatsapp'] })
  })

  test('of somebody who was taken out of the directory brings them back', async () => {
    desk = await TestDesk.start()
    const { people } = await desk.get<{ people: { id: number; name: string; phone: string }[] }>('/api/people')
    const sinta = people.find(({ name }) => name === 'Sinta')!
    const answer = await fetch(`${desk.url}/api/people/${sinta.id}`, {
      method: 'PATCH',
      body: '{"active":false}',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(200)
    await desk.phone('Sinta').says('DAFTAR Sinta regu pagi')
    await desk.readsAll()
    await desk.phone('Yudi').says('SETUJU')
    await desk.hears({ Yudi: 'P1 disetujui', Ratna: 'P1', Sinta: 'terdaftar sebagai Call Taker' })
    expect(await personOf(sinta.phone)).toMatchObject({ active: true, shift: 'pagi' })
  })
})

test('"112 tidak diangkat" is a hint to Kepala Seksi alone, once a day of a number, and nothing to approve', async () => {
  desk = await TestDesk.start()
  const citizen = desk.phone(NEW)
  await citizen.says('td telp 112 ga diangkat2')
  await desk.hears({
    [NEW]: [/Darurat: telepon .*113.*110.*, lalu coba 112 lagi\./],
    Ratna: [SHOWN, 'tidak terjawab', 'Bukan tiket', 'LAPOR'],
  })
  await citizen.says('112 tidak diangkat')
  await desk.hears({})
  expect([await held(), await desk.tickets()]).toEqual([[], []])
  await desk.advance('PT25H')
  await citizen.says('112 tidak diangkat')
  await desk.hears({ [NEW]: '112 lagi', Ratna: SHOWN })
})

test('an emergency of somebody whom 112 does not answer names the others first, and is passed on and a hint', async () => {
  desk = await TestDesk.start()
  await desk.phone(NEW).says('112 ga ada yang angkat, rumah saya kebakaran')
  const relayed = 'rumah saya kebakaran'
  await desk.hears({
    [NEW]: /^DARURAT: segera TELEPON .*113.*, lalu coba lagi 112\./,
    Ratna: 'Petunjuk dari warga',
    Wulan: relayed,
    Dimas: relayed,
    Sinta: relayed,
  })
})
