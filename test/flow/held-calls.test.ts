/** Calls from numbers that nobody knows: held with their recordings until somebody approves of them (DOMAIN 7.3). */
import { afterEach, describe, expect, test } from 'vitest'
import { wib } from './path.ts'
import { calls, HIDDEN, hangUp, hears, STRANGER, says, speaks, start, whole } from './telephone.ts'

afterEach(hangUp)

const TOLD = { 'Yudi whatsapp': 'Telepon P1', 'Ratna whatsapp': 'Telepon P1' }
const LISTEN = { 'Yudi whatsapp': 'Rekaman telepon P1', 'Ratna whatsapp': 'Rekaman telepon P1' }

interface Held {
  readonly code: string
  readonly from?: string
  readonly attachments: readonly { readonly url: string; readonly mimeType: string; readonly sha256?: string }[]
}
const held = async () => (await whole.desk.get<{ held: Held[] }>('/api/held')).held

describe('a held call', () => {
  test('can be listened to before it is decided, and becomes a ticket with all its recordings', async () => {
    await start()
    const first = await calls(STRANGER)
    await hears(TOLD)
    await speaks(first)
    await hears(LISTEN)
    const [waiting] = await held()
    expect(waiting).toMatchObject({ code: 'P1', kind: 'report', channel: 'voice', from: STRANGER })
    expect(waiting?.attachments).toMatchObject([
      { mimeType: 'audio/mpeg', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    const file = await fetch(whole.desk.url + waiting!.attachments[0]!.url)
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['audio/mpeg', 'ID3 two minutes of a call'])
    const second = await calls(STRANGER)
    await hears({})

    await says('Ratna', 'SETUJU P1')
    await hears({
      'Ratna whatsapp': [/^P1 disetujui: telepon 0811-0000-0099/, 'Tiket No. 1', 'TERIMA 1'],
      'Yudi whatsapp': /^P1 \(telepon 0811-0000-0099.*\) disetujui Kepala Seksi \(Ratna\) .*tiket 1\.$/,
    })
    await speaks(second)
    await hears({ 'Ratna whatsapp': 'Rekaman tiket No. 1 sudah ada' })
    const ticket = await whole.desk.ticket(1)
    expect(ticket).toMatchObject({
      channel: 'voice',
      summary: 'Laporan lewat telepon, isi di rekaman',
      reporter: { name: 'Ratna' },
      recordedBy: { name: 'Ratna' },
    })
    expect(ticket.events[0].type).toBe('TicketRegistered')
    expect(ticket.attachments).toHaveLength(2)
    expect(await held()).toEqual([])
  })

  test('whose recording is there at once is told of, and then its recording', async () => {
    await start()
    const call = await whole.standIn.call(whole.desk.url, { From: whole.desk.phone(STRANGER).address })
    await speaks(call)
    const toYudi = whole.phones.unread().filter(({ to }) => to.endsWith('004'))
    expect(toYudi.map(({ body }) => body.slice(0, 19))).toEqual(['Telepon P1 dari nom', 'Rekaman telepon P1 '])
    await whole.phones.readsAll()
  })

  test('that the supervisor approves is not completed by the next thing that he reports', async () => {
    await start()
    await calls(STRANGER)
    await hears(TOLD)
    await says('Yudi', 'setuju')
    await hears({
      'Yudi whatsapp': ['P1 disetujui', 'STATUS 1'],
      'Ratna whatsapp': ['P1', 'Laporan baru No. 1', 'lewat telepon', 'Penelepon: 0811-xxxx-x099', 'TERIMA 1'],
    })
    await says('Yudi', 'LAPOR PC 2 tidak bisa login')
    await hears({ 'Yudi whatsapp': 'No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })

  test('of a hidden number that is refused is told of to the other, and to nobody else', async () => {
    await start()
    const call = await calls(HIDDEN)
    await hears(TOLD)
    await says('Yudi', 'TOLAK P1')
    await hears({ 'Yudi whatsapp': ['P1 ditolak', 'nomor tersembunyi'], 'Ratna whatsapp': 'P1' })
    await speaks(call)
    await hears({})
    expect([await whole.desk.tickets(), await held()]).toEqual([[], []])
    // It stays where it was, as evidence.
    expect((await fetch(`${whole.desk.url}/api/held/P1/attachments/1`)).status).toBe(200)
  })

  test('of somebody who is approved by DAFTAR is registered as theirs', async () => {
    await start()
    await calls(STRANGER)
    await hears(TOLD)
    await says(STRANGER, 'DAFTAR Rini regu 2')
    await hears({ [`${STRANGER} whatsapp`]: 'diteruskan', 'Yudi whatsapp': 'P2: Rini', 'Ratna whatsapp': 'P2: Rini' })
    await whole.desk.advanceTo(wib('14.08'))
    await says('Yudi', 'SETUJU P2')
    await hears({
      'Yudi whatsapp': ['P2 disetujui', 'Tiket No. 1'],
      'Ratna whatsapp': 'Laporan baru No. 1',
      [`${STRANGER} whatsapp`]: ['terdaftar', 'tiket No. 1'],
    })
    expect(await whole.desk.ticket(1)).toMatchObject({ channel: 'voice', reporter: { name: 'Rini' } })
    await says(STRANGER, 'PC 3 tidak bisa login')
    await whole.desk.advance('PT20S')
    await hears({ [`${STRANGER} whatsapp`]: 'No. 1 dilengkapi', 'Ratna whatsapp': 'No. 1 kini tertulis' })
    await calls(STRANGER)
    await hears({ [`${STRANGER} whatsapp`]: 'laporan No. 2', 'Ratna whatsapp': 'Laporan baru No. 2' })
  })
})

describe('a caller whose number is known', () => {
  test.each(['whatsapp:', 'client:'])('is known behind %s', async (before) => {
    await start()
    const { desk, standIn } = whole
    await standIn.call(desk.url, { From: `${before}${desk.phone('Wulan').address}` })
    await desk.settle()
    await hears({ 'Wulan whatsapp': 'laporan No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
  })
})
