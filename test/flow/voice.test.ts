/** Reports by telephone: the whole desk behind Twilio, from the ringing to the words that the caller writes. */
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { cableTo } from '../harness/cable.ts'
import { backends, inTurn, MONDAY_1405, newDatabase, TestDesk } from '../harness/desk.ts'
import { ALWAYS_OPEN, ENVIRONMENT } from '../twilio/desk.ts'
import { wib } from './path.ts'
import { calls, HIDDEN, hangUp, hears, LISTEN, STRANGER, says, speaks, start, TAKEN, whole } from './telephone.ts'

afterEach(hangUp)

describe('on the backends in turn', () => {
  test('a call is a report from its start; the recording follows, and then the words of the caller', async () => {
    await start({ backend: inTurn() })
    const call = await calls('Wulan')
    await hears({ ...TAKEN, 'Wulan whatsapp': [...TAKEN['Wulan whatsapp'], 'Pemberitahuan: nama'] })
    expect(await whole.desk.ticket(1)).toMatchObject({
      state: 'reported',
      channel: 'voice',
      application: 'tidak_diketahui',
      category: 'lainnya',
      impact: 'sedang',
      summary: 'Laporan lewat telepon, isi di rekaman',
      reporter: { name: 'Wulan' },
      attachments: [],
    })
    await speaks(call)
    await hears(LISTEN)
    const [recording] = (await whole.desk.ticket(1)).attachments
    expect(recording).toMatchObject({ mimeType: 'audio/mpeg', sha256: /^[0-9a-f]{64}$/, size: 25 })
    const file = await fetch(`${whole.desk.url}/api/tickets/1/attachments/${recording.id}`)
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['audio/mpeg', 'ID3 two minutes of a call'])

    await says('Wulan', 'PC 2 tidak bisa login dari tadi')
    await hears({})
    await whole.desk.advance('PT20S')
    await hears({
      'Wulan whatsapp': ['Laporan No. 1 dilengkapi', 'login', 'INFO 1'],
      'Ratna whatsapp': ['Laporan telepon No. 1 kini tertulis', 'login', 'TERIMA 1'],
    })
    expect(await whole.desk.ticket(1)).toMatchObject({
      application: 'siaga112',
      category: 'login',
      unit: 'PC 2',
      description: 'PC 2 tidak bisa login dari tadi',
      channel: 'voice',
    })
    await says('Wulan', 'sejak jam 2')
    await hears({ 'Wulan whatsapp': 'ditambahkan ke laporan No. 1' })
    await says('Ratna', 'TERIMA')
    await hears({ 'Ratna whatsapp': 'Tiket 1 diterima', 'Wulan whatsapp': 'sudah diterima' })
    expect(await whole.desk.tickets()).toHaveLength(1)
  })

  test('the same call told of ten times at once, and its recording too, is one report and one message each', async () => {
    await start({ backend: inTurn() })
    const { desk, standIn } = whole
    const fields = { CallSid: `CA${'a'.repeat(32)}`, From: desk.phone('Wulan').address }
    const all = await Promise.all(Array.from({ length: 10 }, () => standIn.call(desk.url, fields)))
    expect(new Set(all.map(({ answer }) => answer.body)).size).toBe(1)
    await desk.settle()
    await hears(TAKEN)
    const recording = all[0]!.speaks()
    const told = Array.from({ length: 5 }, () => [recording.completed(), recording.action()]).flat()
    expect((await Promise.all(told)).map(({ status }) => status)).toEqual(Array(10).fill(200))
    await desk.settle()
    await hears(LISTEN)
    expect((await desk.ticket(1)).attachments).toHaveLength(1)
    await recording.completed()
    await all[0]!.again()
    await desk.settle()
    await hears({})
  })
})

describe('a recording', () => {
  test('that is told of by its status callback before the action is one all the same', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    const recording = call.speaks()
    await recording.completed()
    await recording.action()
    await whole.desk.settle()
    await hears(LISTEN)
  })

  test('that is told of before the call was decided finds its ticket', async () => {
    await start()
    const { desk, standIn } = whole
    const call = await standIn.call(desk.url, { From: desk.phone('Wulan').address })
    await call.speaks().completed()
    await desk.settle()
    const heard = (await whole.phones.readsAll()).map(({ body }) => body)
    expect(heard.toSorted()).toEqual([
      expect.stringMatching(/^Laporan baru No. 1 \(SEDANG\) lewat telepon/),
      expect.stringMatching(/^Rekaman tiket No. 1 sudah ada: mohon didengarkan/),
      expect.stringMatching(/^Telepon Bapak\/Ibu dicatat sebagai laporan No. 1/),
    ])
  })

  test('whose file comes later is told of when it is there', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    const missing = { answer: 'status', status: 404 } as const
    await call.speaks({ faults: [missing, missing] }).action()
    await whole.desk.settle()
    await hears({})
    await whole.desk.advance('PT75S')
    await hears(LISTEN)
  })

  test('that never comes leaves the report standing, and Kepala Seksi is told to ask the caller', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    await says('Ratna', 'TERIMA')
    await hears({ 'Ratna whatsapp': 'Tiket 1 diterima', 'Wulan whatsapp': 'sudah diterima' })
    await call.speaks({ always: { answer: 'status', status: 410 } }).completed()
    await whole.desk.settle()
    await hears({ 'Ratna whatsapp': ['Lampiran tidak tersedia: rekaman tiket No. 1', 'Wulan'] })
    expect((await whole.desk.ticket(1)).attachments).toMatchObject([{ unavailable: 'lampiran tidak tersedia' }])
  })

  test('of a ticket that has ended meanwhile is kept, and nobody is told', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    await says('Wulan', 'BATAL 1')
    await hears({ 'Wulan whatsapp': 'dibatalkan', 'Ratna whatsapp': 'dibatalkan' })
    await speaks(call)
    await hears({})
    expect((await whole.desk.ticket(1)).attachments).toHaveLength(1)
  })

  test('goes to whoever the ticket was handed to', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    await says('Ratna', 'ALIHKAN 1 Asep')
    await whole.phones.readsAll()
    await speaks(call)
    await hears({ 'Asep whatsapp': 'Rekaman tiket No. 1 sudah ada' })
  })
})

test.skipIf(backends().length < 2)('a recording that two processes fetch at once is told of once', async () => {
  await start()
  const { desk, standIn, phones } = whole
  const other = await TestDesk.start({
    backend: 'redis',
    database: desk.database,
    deskFile: ALWAYS_OPEN,
    environment: { ...ENVIRONMENT, TWILIO_API_URL: standIn.url },
  })
  const call = await calls('Wulan')
  await hears(TAKEN)
  const { promise, resolve } = Promise.withResolvers<void>()
  await call.speaks({ always: { answer: 'late', until: promise } }).completed()
  // The other's sweep brings it to the queues of its own.
  await expect.poll(() => standIn.media.requests.length, { timeout: 20_000 }).toBe(2)
  resolve()
  await desk.settle()
  await other.stop()
  await hears(LISTEN)
  expect(phones.unread()).toEqual([])
})

describe('who hangs up', () => {
  test('before the tone has reported all the same: Kepala Seksi knows, and the question stands', async () => {
    await start()
    await calls('Wulan')
    await hears(TAKEN)
    await whole.desk.advance('PT2M')
    await says('Wulan', 'printer di PC 3 macet')
    await whole.desk.advance('PT20S')
    await hears({ 'Wulan whatsapp': 'Laporan No. 1 dilengkapi', 'Ratna whatsapp': 'kini tertulis' })
    expect(await whole.desk.ticket(1)).toMatchObject({ category: 'printer', unit: 'PC 3' })
  })

  test('or says nothing: the recording is absent, and nothing else is', async () => {
    await start()
    const call = await calls('Wulan')
    await hears(TAKEN)
    expect(await call.saysNothing()).toContain('telepon Anda sudah kami catat')
    await whole.desk.settle()
    await hears({})
    expect((await whole.desk.ticket(1)).attachments).toEqual([])
  })

  test('and calls again within minutes joins the first report; later it is another', async () => {
    await start()
    await calls('Wulan')
    await hears(TAKEN)
    await whole.desk.advance('PT2M')
    const second = await calls('Wulan')
    await hears({ 'Wulan whatsapp': ['digabung ke laporan No. 1', 'apa yang terganggu'] })
    await speaks(second)
    await hears(LISTEN)
    const { attachments, events } = await whole.desk.ticket(1)
    expect(attachments).toHaveLength(1)
    expect(events.at(-1)).toMatchObject({ type: 'NoteAdded', note: 'Pelapor menelepon lagi.' })
    await says('Ratna', 'TERIMA 1')
    await whole.phones.readsAll()
    await whole.desk.advanceTo(wib('14.21'))
    await whole.phones.readsAll()
    await calls('Wulan')
    await hears({ 'Wulan whatsapp': 'laporan No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })

  test('and calls again after writing reports another thing', async () => {
    await start()
    await calls('Wulan')
    await says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await whole.phones.readsAll()
    await calls('Wulan')
    await hears({ 'Wulan whatsapp': 'laporan No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })
})

describe('a caller', () => {
  test('whose number nobody knows makes no ticket: supervisor and Kepala Seksi are told of call and recording', async () => {
    await start()
    const call = await calls(STRANGER)
    const told = ['P1', 'nomor tak terdaftar 0811-0000-0099', 'Belum menjadi tiket', 'SETUJU P1 atau TOLAK P1']
    await hears({ 'Yudi whatsapp': told, 'Ratna whatsapp': told })
    await speaks(call)
    const recorded = [/^Rekaman telepon P1 dari nomor tak terdaftar 0811-0000-0099/, 'mohon didengarkan']
    await hears({ 'Yudi whatsapp': recorded, 'Ratna whatsapp': recorded })
    await calls(STRANGER)
    await hears({})
    await whole.desk.advance('PT11M')
    await hears({ 'Yudi whatsapp': 'PENGINGAT', 'Ratna whatsapp': 'PENGINGAT' })
    await calls(STRANGER)
    await hears({ 'Yudi whatsapp': 'Telepon P2', 'Ratna whatsapp': 'Telepon P2' })
    expect(await whole.desk.tickets()).toEqual([])
  })

  test('whose number is blocked: nobody is told of the call or its recording, and both are kept', async () => {
    await start()
    await says('Yudi', 'BLOKIR 0811-0000-0099')
    await whole.phones.readsAll()
    await speaks(await calls(STRANGER))
    await hears({})
    const client = new pg.Client(whole.desk.database)
    await client.connect()
    const { rows } = await client.query(`select count(*)::int as kept from media join inbox on inbox.id = media.inbox_id
      join conversations c on c.id = inbox.conversation_id where c.channel = 'voice'`)
    await client.end()
    expect(rows).toEqual([{ kept: 1 }])
  })

  test('who hides the number is told of as that, each call for itself; from the sixth in an hour on, together', async () => {
    await start()
    const told = { 'Yudi whatsapp': 'nomor tersembunyi', 'Ratna whatsapp': 'nomor tersembunyi' }
    for (let count = 0; count < 5; count += 1) {
      await calls(HIDDEN)
      await hears(told)
    }
    await whole.desk.advance('PT11M')
    const reminder = ['PENGINGAT', 'P1', 'P5', 'nomor tersembunyi']
    await hears({ 'Yudi whatsapp': reminder, 'Ratna whatsapp': reminder })
    for (const _ of Array(3)) await speaks(await calls(HIDDEN))
    await hears({})
    await whole.desk.advance('PT50M')
    const others = ['3 panggilan lain dari nomor tersembunyi sejak', '14.16', 'P6', 'P7', 'P8', 'SETUJU P6']
    await hears({ 'Yudi whatsapp': others, 'Ratna whatsapp': others })
    const later = await calls('+266696687')
    await hears(told)
    await speaks(later)
    await hears(told)
    expect(await whole.desk.tickets()).toEqual([])
    await says('Yudi', 'SETUJU P7')
    await hears({ 'Yudi whatsapp': ['P7 disetujui', 'Tiket No. 1'], 'Ratna whatsapp': ['P7', 'Laporan baru No. 1'] })
    expect(await whole.desk.ticket(1)).toMatchObject({ channel: 'voice', recordedBy: { name: 'Yudi' } })
    expect((await whole.desk.ticket(1)).attachments).toHaveLength(1)
  })

  test('who is unknown and whose recording is lost: they are told once', async () => {
    await start()
    const call = await calls(STRANGER)
    await whole.phones.readsAll()
    await call.speaks({ always: { answer: 'status', status: 410 } }).completed()
    await whole.desk.settle()
    const lost = [/^Rekaman telepon P1 dari .* tidak tersedia/, 'Mohon hubungi nomor itu']
    await hears({ 'Yudi whatsapp': lost, 'Ratna whatsapp': lost })
  })

  test.each(['Ratna', 'Bagas', 'Tari'])('%s, who reports nothing, is asked to write', async (name) => {
    await start()
    const call = await calls(name)
    await hears({ [`${name} whatsapp`]: ['hanya dibaca dari pesan', 'DAFTAR'] })
    await speaks(call)
    await hears({})
    expect(await whole.desk.tickets()).toEqual([])
  })

  test.each(['Yudi', 'Asep'])('%s reports like a call taker', async (name) => {
    await start()
    await calls(name)
    await hears({ [`${name} whatsapp`]: 'laporan No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    await says(name, 'LAPOR PC 2 tidak bisa login')
    await hears({ [`${name} whatsapp`]: 'No. 1 dilengkapi', 'Ratna whatsapp': 'No. 1 kini tertulis' })
  })

  test('who gets no WhatsApp is asked by SMS instead, within a minute', async () => {
    await start()
    await calls('Wulan')
    whole.phones.hears(TAKEN)
    await whole.desk.advance('PT2M')
    const sms = { 'Wulan sms': ['tiket 1', 'apa yang terganggu'], 'Ratna sms': 'Laporan baru 1' }
    await hears(sms)
  })
})

test('while the database is away the caller is asked to write or to call again, and the next call is a report', async () => {
  const database = await newDatabase()
  const cable = await cableTo(database)
  const environment = { DATABASE_URL: cable.url, SIMULATOR_NOW: MONDAY_1405 }
  await start({ database, environment, allowErrors: /a call could not be stored/ })
  const { desk, standIn } = whole
  await cable.cut()
  const lost = await standIn.call(desk.url, { From: desk.phone('Wulan').address })
  expect(lost.answer.status).toBe(200)
  expect(lost.hears).toMatch(/belum dapat dicatat.*WhatsApp atau SMS.*hubungi 112/s)
  await cable.mend()
  const call = await calls('Wulan')
  await hears(TAKEN)
  const recording = call.speaks()
  await cable.cut()
  expect((await recording.action()).status).toBe(200)
  expect((await recording.completed()).status).toBe(503)
  await cable.mend()
  expect((await recording.completed()).status).toBe(200)
  await desk.settle()
  await hears(LISTEN)
  expect(await desk.tickets()).toHaveLength(1)
  await desk.stop()
  await cable.remove()
})

test('while Kepala Seksi cannot be reached the supervisor is told to pass it on', async () => {
  await start()
  await says('Ratna', 'STOP')
  await whole.phones.readsAll()
  const call = await calls('Wulan')
  await hears({
    'Wulan whatsapp': 'laporan No. 1',
    'Yudi whatsapp': 'Kepala Seksi (Ratna, 0811-0000-0005) belum dapat dihubungi',
  })
  await speaks(call)
  await hears({ 'Yudi whatsapp': 'Rekaman tiket No. 1 sudah ada' })
})
