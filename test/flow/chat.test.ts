/** Part of the chat as people really type it: from the message to the right ticket, end to end. */
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { TestDesk } from '../harness/desk.ts'
import { wib } from './path.ts'

let desk: TestDesk
afterEach(() => desk.close())

/** Wulan reports a critical fault; everybody has read what came of it. */
async function callsAreDown(): Promise<void> {
  await desk.phone('Wulan').says('telp 112 ga masuk sama sekali, semua PC')
  await desk.phone('Wulan').receives('No. 1', 'KRITIS')
  await desk.phone('Ratna').receives('Laporan baru No. 1 (KRITIS)')
}

describe('a report', () => {
  test('that is plainly critical is registered at once, and later fragments join it', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    await desk.phone('Wulan').says('mulai jam 2 tadi')
    await desk.phone('Wulan').receives('ditambahkan', 'No. 1')
    expect(await desk.tickets()).toHaveLength(1)
  })

  test('typed in fragments becomes one ticket after the quiet window', async () => {
    desk = await TestDesk.start()
    const wulan = desk.phone('Wulan')
    await wulan.says('pagi pak')
    await wulan.says('printer macet')
    await wulan.says('yg di PC 3')
    await wulan.receivesNothing()
    await desk.advance('PT20S')
    await wulan.receives('No. 1', 'printer')
    await desk.phone('Ratna').receives('Laporan baru No. 1')
    expect(await desk.ticket(1)).toMatchObject({ category: 'printer', unit: 'PC 3' })
  })

  test('typed in fragments that arrive shuffled is read in the order in which they were typed', async () => {
    desk = await TestDesk.start()
    const wulan = desk.phone('Wulan')
    await desk.advance('PT10S')
    await wulan.types('kertasnya nyangkut', { at: wib('14.05.06') })
    await wulan.types('printer macet', { at: wib('14.05.02') })
    await wulan.says('yg di PC 3', { at: wib('14.05.04') })
    await desk.advance('PT20S')
    await desk.readsAll()
    expect(await desk.ticket(1)).toMatchObject({
      description: 'printer macet\nyg di PC 3\nkertasnya nyangkut',
      unit: 'PC 3',
    })
  })

  test('that was misunderstood is corrected by a reply', async () => {
    desk = await TestDesk.start()
    const wulan = desk.phone('Wulan')
    await wulan.says('LAPOR ga bisa login di PC 2')
    const answer = await wulan.receives('No. 1', 'login')
    await desk.phone('Ratna').receives('Laporan baru No. 1')
    await wulan.says('bukan login, jaringan', { quotes: answer.id })
    await wulan.receives('1', /jaringan/i)
    expect(await desk.ticket(1)).toMatchObject({ category: 'jaringan' })
  })

  test('names the citizen’s numbers to nobody, and keeps the original in the record', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says('LAPOR tiket warga nik 3274012345678901 hp 081234567890 tidak bisa disimpan')
    const texts = [await desk.phone('Wulan').receives('No. 1'), await desk.phone('Ratna').receives('No. 1')]
    for (const { text } of texts) expect(text).not.toMatch(/3274012345678901|081234567890/)
    expect((await desk.ticket(1)).description).toContain('3274012345678901')
  })

  test('by a picture alone is asked for words, and registered without them when none come', async () => {
    desk = await TestDesk.start()
    const media = [{ mimeType: 'image/png', base64: 'iVBORw0KGgo=' }]
    await desk.phone('Wulan').says('', { media })
    await desk.phone('Wulan').receives(/tulis|keterangan|jelaskan/i)
    await desk.advance('PT5M')
    await desk.phone('Wulan').receives('No. 1')
    await desk.phone('Ratna').receives('Laporan baru No. 1')
    const ticket = await desk.ticket(1)
    expect(ticket).toMatchObject({ application: 'tidak_diketahui' })
    expect(ticket.attachments).toHaveLength(1)
  })
})

describe('the same fault from another call taker', () => {
  test('joins the open ticket, and both hear the outcome', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    const [dimas, ratna] = [desk.phone('Dimas'), desk.phone('Ratna')]
    await dimas.says('telp ga masuk sama sekali ya?')
    const { steps } = await desk.ticket(1)
    await desk.advance('PT1M')
    await dimas.says('LAPOR panggilan 112 tidak masuk')
    await dimas.readsAll()
    expect(await desk.tickets()).toHaveLength(1)
    expect((await desk.ticket(1)).steps, 'the clock is not started again').toEqual(steps)
    await ratna.says('SELESAI 1 trunk di-restart')
    await ratna.receives('1')
    await desk.phone('Wulan').receives('dinyatakan teratasi')
    await dimas.receives('dinyatakan teratasi')
    await dimas.says('YA 1')
    await dimas.receives('selesai')
    await desk.phone('Wulan').receives('selesai')
    await ratna.receives('selesai')
  })

  test('is set apart by PECAH and put together by GABUNG', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    const [dimas, ratna] = [desk.phone('Dimas'), desk.phone('Ratna')]
    await dimas.says('LAPOR panggilan 112 tidak masuk')
    await dimas.receives('digabung ke tiket No. 1', 'PECAH 1')
    await dimas.thenReplies('PECAH 1')
    await dimas.receives('No. 2')
    await ratna.receives('Laporan baru No. 2')
    await ratna.says('GABUNG 1 2')
    await ratna.receives('2', '1')
    await dimas.receives('2')
    expect(await desk.ticket(2)).toMatchObject({ state: 'closed', closedAs: 'duplicate' })
    expect(await desk.ticket(1)).toMatchObject({ state: 'reported' })
  })

  test('stays open when it is to be put together with a ticket that has ended', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    await desk.phone('Ratna').says('BATAL 1 salah lapor')
    await desk.phone('Dimas').says('LAPOR printer macet')
    await desk.readsAll()
    await desk.phone('Ratna').says('GABUNG 2 1')
    await desk.hears({ Ratna: ['Tiket 1 sudah berakhir', 'BUKA 1'] })
    expect(await desk.ticket(2)).toMatchObject({ state: 'reported' })
  })
})

test("a citizen's number is masked for others, and who typed it is told so", async () => {
  desk = await TestDesk.start()
  await desk.phone('Wulan').says('LAPOR tiket tidak terkirim ke damkar, pelapor 081234567890 NIK 3274011501900001')
  const heard = await desk.readsAll()
  expect(heard.map(({ text }) => text).join('\n')).not.toMatch(/81234567890|3274011501900001/)
  const to = (name: string) => heard.find(({ phone }) => phone === desk.phone(name).address)?.text
  expect(to('Wulan')).toContain('mohon tidak dituliskan bila tidak perlu')
  expect(to('Ratna')).not.toContain('mohon tidak dituliskan')
  await desk.phone('Sinta', 'sms').says('LAPOR printer macet, hub 081234567890')
  const [sms] = (await desk.readsAll()).filter(({ channel }) => channel === 'sms')
  expect(sms?.text).toContain('No. 2')
  const client = new pg.Client(desk.database)
  await client.connect()
  const { rows } = await client.query("select convert_from(raw, 'UTF8') as raw, meaning from inbox order by id limit 1")
  await client.end()
  expect(rows[0].raw, 'the record keeps the original').toContain('NIK 3274011501900001')
  expect(rows[0].meaning.because, 'and which words decided').toContainEqual(expect.stringContaining('tiket_dispatch'))
})

test('a fault told minutes after the last ticket has ended is a report of its own', async () => {
  desk = await TestDesk.start()
  const [wulan, ratna] = [desk.phone('Wulan'), desk.phone('Ratna')]
  await wulan.says('LAPOR tiket tdk terkirim ke damkar')
  await ratna.says('selesai 1 service direstart')
  await desk.readsAll()
  await wulan.says('ok makasih pak')
  await desk.hears({})
  expect(await desk.ticket(1)).toMatchObject({ state: 'awaiting-confirmation' })
  await wulan.says('ya sudah bisa')
  await desk.readsAll()
  await wulan.says('tapi PC 3 kok mati ya')
  await desk.advance('PT21S')
  await desk.hears({ Wulan: ['No. 2', 'PC 3'], Ratna: 'Laporan baru No. 2' })
})

test('words that follow a report fill in what it lacks', async () => {
  desk = await TestDesk.start()
  const wulan = desk.phone('Wulan')
  await wulan.says('LAPOR aplikasi lemot')
  await desk.readsAll()
  await wulan.says('sejak jam 13.40')
  await wulan.says('di PC 3')
  await wulan.says('di PC 4')
  const answers = await desk.readsAll()
  expect(answers.map(({ text }) => text.split('\n')[0])).toEqual(
    Array(3).fill('Keterangan ditambahkan ke laporan No. 1.'),
  )
  expect(await desk.ticket(1)).toMatchObject({ unit: 'PC 3', occurredAt: '2026-11-23T06:40:00.000Z' })
})

describe('operators', () => {
  test('who answer in passing are understood with cause and action', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    const ratna = desk.phone('Ratna')
    await ratna.says('86 ndan')
    await ratna.receives('diterima')
    await desk.phone('Wulan').receives('diterima')
    await ratna.says('sdh beres ya, td service nya mati, udah di restart')
    await ratna.receives('teratasi')
    await desk.phone('Wulan').receives('dinyatakan teratasi')
    expect(await desk.ticket(1)).toMatchObject({
      state: 'awaiting-confirmation',
      cause: expect.stringContaining('service'),
    })
    await desk.phone('Wulan').says('masih sama pak')
    await desk.phone('Wulan').receives('dibuka kembali')
    await ratna.receives('putaran 2')
    expect(await desk.ticket(1)).toMatchObject({ state: 'analysing', cycle: 2 })
  })

  test('a thumb accepts, and never does more', async () => {
    desk = await TestDesk.start()
    await desk.phone('Wulan').says('LAPOR printer rusak')
    await desk.phone('Wulan').receives('No. 1')
    const { id } = await desk.phone('Ratna').receives('Laporan baru No. 1')
    await desk.phone('Ratna').says('', { reaction: { emoji: '👍', to: id } })
    await desk.phone('Ratna').receives('diterima')
    await desk.phone('Wulan').receives('diterima')
    await desk.phone('Ratna').says('', { reaction: { emoji: '✅', to: id } })
    expect(await desk.ticket(1)).toMatchObject({ state: 'analysing' })
    await desk.phone('Ratna').readsAll()
  })
})

describe('life first', () => {
  test('a citizen in need is told whom to call, alternatives first while 112 is down, and call takers get the words', async () => {
    desk = await TestDesk.start()
    await callsAreDown()
    const citizen = desk.phone('+6281100000099')
    await citizen.says('tolong rumah saya kebakaran di jl kartini')
    const { text } = await citizen.receives('113', '119', '110', '112')
    expect(text.indexOf('113')).toBeLessThan(text.search(/\b112\b/))
    for (const name of ['Wulan', 'Dimas', 'Sinta']) await desk.phone(name).receives('jl kartini', '0811-0000-0099')
    await citizen.says('tolong cepat kebakaran')
    await citizen.receivesNothing()
    for (const name of ['Wulan', 'Dimas', 'Sinta']) await desk.phone(name).receives('tolong cepat')
    expect(await desk.tickets()).toHaveLength(1)
  })
})

describe('answers that only ask back', () => {
  test('end after five, so that two bots do not talk for ever; a command is answered all the same', async () => {
    desk = await TestDesk.start()
    const bagas = desk.phone('Bagas')
    for (let n = 1; n <= 8; n++) await bagas.says(`zzqx blorp ${n} fnord`)
    expect(await bagas.readsAll()).toHaveLength(5)
    await bagas.says('BANTUAN')
    await bagas.receives('Perintah')
  })
})

describe('a ticket that ended more than a day ago', () => {
  test('is not opened again: a new report names it', async () => {
    desk = await TestDesk.start()
    const [wulan, ratna] = [desk.phone('Wulan'), desk.phone('Ratna')]
    await wulan.says('LAPOR printer rusak')
    await ratna.says('SELESAI 1')
    await wulan.says('YA 1')
    await desk.advance('PT25H')
    await wulan.readsAll()
    await ratna.readsAll()
    await wulan.says('BUKA 1 rusak lagi')
    await wulan.receives('No. 2')
    await ratna.receives('Laporan baru No. 2')
    expect((await desk.ticket(2)).description).toContain('tiket 1')
  })
})
