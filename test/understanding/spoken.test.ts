/** What a caller writes after the call: the report in words, unless it plainly does another thing. */
import { describe, expect, test } from 'vitest'
import type { KnownTicket, Meaning, Situation } from '../../bots/understanding/meaning.ts'
import { understand } from '../../bots/understanding/understand.ts'

const AT = Date.UTC(2026, 10, 23, 7, 6)
const WULAN = { id: 1, name: 'Wulan', role: 'call_taker' } as const

const ticket = (number: number, change: Partial<KnownTicket> = {}): KnownTicket => ({
  number,
  state: 'reported',
  application: 'tidak_diketahui',
  category: 'lainnya',
  impact: 'sedang',
  summary: 'Laporan lewat telepon, isi di rekaman',
  reporterId: WULAN.id,
  registeredAt: AT - 60_000,
  ...change,
})

const SITUATION: Omit<Situation, 'text'> = {
  at: AT,
  channel: 'whatsapp',
  sender: WULAN,
  tickets: [ticket(27)],
  people: [WULAN, { id: 2, name: 'Dimas', role: 'call_taker' }],
  applications: [],
  recent: 27,
  spoken: 27,
}
const after = (text: string, change: Partial<Situation> = {}): Meaning => understand({ ...SITUATION, text, ...change })

describe('after a call', () => {
  test.each([
    ['PC 2 tidak bisa login', 'login'],
    ['LAPOR printer macet', 'printer'],
    ['printernya mbak', 'printer'],
    ['itu lho yang cctv', 'cctv'],
    ['peta kosong di PC 4 sejak jam 2', 'peta_lokasi'],
    ['27 tiket tidak terkirim ke OPD', 'tiket_dispatch'],
    ['INFO 27 internet mati', 'jaringan'],
  ])('"%s" is the report', (text, category) => {
    expect(after(text)).toMatchObject({ kind: 'report', reports: [{ category, vague: false }] })
  })

  test.each(['yang tadi itu', 'di meja depan', 'hmm gimana ya nulisnya'])(
    '"%s" is one that says nothing yet',
    (text) => {
      const meaning = after(text)
      if (meaning.kind === 'report') expect(meaning.reports[0]?.vague).toBe(true)
      else expect(['nothing', 'said']).toContain(meaning.kind)
    },
  )

  test('a quoted question is answered in words', () => {
    expect(after('suara putus-putus', { quoted: 27 })).toMatchObject({
      kind: 'report',
      reports: [{ category: 'suara' }],
    })
  })

  test('DAFTAR lists', () => {
    expect(after('DAFTAR')).toMatchObject({ kind: 'said', said: [{ intent: 'list_open' }] })
  })

  test.each([
    ['STATUS 27', 'status'],
    ['BATAL 27', 'cancel'],
    ['sudah bisa lagi', 'confirm_resolved'],
    ['INFO 27 mohon segera ya pak', 'note'],
  ])('"%s" does what it says', (text, intent) => {
    expect(after(text)).toMatchObject({ kind: 'said', said: [{ intent, ticket: 27 }] })
  })

  test.each(['terima kasih', 'baik pak', '👍'])('"%s" is no report', (text) => {
    expect(after(text).kind).toBe('nothing')
  })

  test('an emergency is one', () => {
    expect(after('tolong ada kebakaran di pasar').kind).toBe('emergency')
  })

  test('fragments of a report that was written since stay with that', () => {
    const tickets = [ticket(27), ticket(28, { category: 'login', application: 'siaga112' })]
    expect(after('yang di meja depan', { tickets, recent: 28 }).kind).toBe('fragment')
  })

  test('without the call the same words are only offered as a note', () => {
    const { spoken: _, recent: _recent, ...situation } = SITUATION
    expect(understand({ ...situation, text: 'itu lho yang cctv' }).kind).toBe('offer-note')
  })
})
