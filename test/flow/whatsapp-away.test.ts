/** What people wrote while WhatsApp was away: all of it is stored and acted on, and each person has one answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noBrowser } from '../whatsapp-web/library.ts'
import { WhatsAppDesk } from '../whatsapp-web/phones.ts'

const CALL_TAKERS = ['Wulan', 'Dimas', 'Sinta', 'Rudi']
const PEOPLE = [
  'people:',
  ...CALL_TAKERS.map(
    (name, n) => `  - {name: ${name}, role: call_taker, phone: 0811-0000-001${n}, channels: [whatsapp]}`,
  ),
  '  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005, channels: [whatsapp]}',
  '  - {name: Bagas, role: jasnita, phone: 0811-0000-0007, channels: [whatsapp]}',
  '  - {name: Yudi, role: supervisor, phone: 0811-0000-0004, channels: [whatsapp]}',
].join('\n')
const HOUR = 3_600_000

describe.skipIf(noBrowser)('while WhatsApp was away', () => {
  let phones: WhatsAppDesk
  beforeEach(async () => {
    phones = await WhatsAppDesk.start(PEOPLE)
    phones.standIn.acksByItself = 2
  })
  afterEach(() => phones.end())

  /** The machine's time of an instant of the desk, `14.10` today. */
  const at = async (time: string) => {
    const [hours = 0, minutes = 0] = time.split('.').map(Number)
    const instant = Date.UTC(2026, 10, 23, hours - 7, minutes, 30)
    return Date.now() - ((await phones.desk.now()) - instant)
  }
  const answersTo = (heard: ReturnType<WhatsAppDesk['reads']>, name: string) =>
    (heard[name] ?? []).filter(({ text }) => text.includes('baru terbaca sekarang'))

  test('thirty messages of six people are thirty rows, done at their own times, and one answer a person', async () => {
    await phones.says('Wulan', 'LAPOR PC 2 tidak bisa login')
    await phones.desk.advance('PT3H')
    phones.reads()
    await phones.goesAway(Date.now() - 4 * HOUR)
    const writes = async (name: string, time: string, text: string) =>
      phones.writesUnheard(name, text, { at: await at(time) })
    await writes('Ratna', '14.07', 'TERIMA 1')
    await writes('Ratna', '14.08', 'selamat siang')
    await writes('Ratna', '14.14', 'SELESAI 1 service dijalankan ulang')
    await writes('Ratna', '15.00', 'DAFTAR')
    await writes('Ratna', '15.30', 'terima kasih')
    for (const [n, name] of CALL_TAKERS.entries()) {
      await writes(name, `14.2${n}`, 'Selamat siang Bapak')
      await writes(name, `14.3${n}`, `LAPOR printer ${n + 4} macet`)
      await writes(name, `14.4${n}`, 'STATUS')
      await writes(name, `15.1${n}`, 'terima kasih')
      await writes(name, `15.2${n}`, 'halo')
    }
    for (const time of ['15.31', '15.32', '15.33', '15.34', '15.35']) await writes('Bagas', time, 'pagi min')
    await phones.comesBack(30)
    await phones.desk.advance('PT30S')

    const heard = phones.reads()
    for (const name of CALL_TAKERS) expect(answersTo(heard, name), name).toHaveLength(1)
    expect(answersTo(heard, 'Ratna')).toHaveLength(1)
    expect(heard.Bagas ?? []).toEqual([])
    const [ratna] = answersTo(heard, 'Ratna')
    expect(ratna?.text).toMatch(/^14\.07: .*1/m)
    expect(ratna?.text).toMatch(/^14\.14: .*1/m)
    expect(ratna?.text.split('\n')).toHaveLength(4)
    const [dimas] = answersTo(heard, 'Dimas')
    expect(dimas?.text).toMatch(/^14\.31: .*No\. ?\d|^14\.31: .*tiket \d/im)
    // All else that they heard is about the tickets, no answer to a greeting.
    const others = CALL_TAKERS.flatMap((name) => heard[name] ?? []).filter(({ text }) => /pagi|siang, /i.test(text))
    expect(others).toEqual([])

    expect((await phones.desk.tickets()).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(await phones.desk.verdicts(1)).toEqual(expect.arrayContaining(['2 on-time']))
    const [rows] = await phones.rows(
      "select count(*)::int as n, count(distinct provider_id)::int as ids from inbox where content ? 'missed'",
    )
    expect(rows).toEqual({ n: 30, ids: 30 })
    expect(await phones.rows("select 1 from inbox where state <> 'decided'")).toEqual([])

    // It looks again and again, and finds nothing that is new.
    await phones.goesAway(Date.now() - 4 * HOUR)
    await phones.comesBack(0)
    await phones.desk.advance('PT30S')
    expect(
      Object.values(phones.reads())
        .flat()
        .filter(({ text }) => text.includes('baru terbaca')),
    ).toEqual([])
  })

  test('what is older than a day is listed to the supervisor in one message and not acted on', async () => {
    await phones.says('Wulan', 'LAPOR PC 2 tidak bisa login')
    phones.reads()
    await phones.goesAway(Date.now() - 72 * HOUR)
    const old = (name: string, hoursAgo: number, text: string) =>
      phones.writesUnheard(name, text, { at: Date.now() - hoursAgo * HOUR })
    old('Dimas', 50, 'LAPOR printer macet')
    old('Sinta', 49, 'LAPOR internet mati')
    old('Dimas', 48, 'LAPOR telepon mati, hubungi 081234567890')
    old('Ratna', 47, 'BATAL 1')
    old('Rudi', 30, 'STOP')
    await phones.comesBack(5)
    await phones.desk.advance('PT30S')
    const heard = phones.reads()
    expect((await phones.desk.tickets()).map(({ number, state }) => `${number} ${state}`)).toEqual(['1 reported'])
    expect(heard.Yudi).toHaveLength(1)
    const text = heard.Yudi?.[0]?.text ?? ''
    for (const words of ['Dimas: "LAPOR printer macet"', 'Sinta: "LAPOR internet mati"', 'Ratna: "BATAL 1"'])
      expect(text).toContain(words)
    expect(text).not.toContain('081234567890')
    expect(text).not.toContain('STOP')
    for (const name of ['Dimas', 'Sinta', 'Ratna']) {
      const own = (heard[name] ?? []).filter((one) => one.text.includes('lebih lama dari 24 jam tidak diproses'))
      expect(own, name).toHaveLength(1)
    }
    const [rudi] = await phones.rows("select opted_out_at is not null as stopped from people where name = 'Rudi'")
    expect(rudi).toEqual({ stopped: true })
  })

  test('an emergency is passed on at once, however late it is read, and a message that came just now is answered as ever', async () => {
    await phones.goesAway(Date.now() - 4 * HOUR)
    phones.writesUnheard('Wulan', 'tolong ada kebakaran rumah di jalan merdeka, ada korban', { at: Date.now() - HOUR })
    phones.writesUnheard('Dimas', 'LAPOR PC 2 tidak bisa login')
    await phones.comesBack(2)
    const heard = phones.reads()
    expect(heard.Wulan?.map(({ text }) => text)).toEqual([expect.stringContaining('112')])
    expect(heard.Dimas?.some(({ text }) => text.includes('No. 1'))).toBe(true)
    expect(heard.Sinta?.map(({ text }) => text)).toEqual([expect.stringContaining('kebakaran')])
  })
})
