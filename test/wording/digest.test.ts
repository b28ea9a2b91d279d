import { describe, expect, test } from 'vitest'
import { digest } from '../../bots/wording/digest.ts'
import { tell } from '../../bots/wording/tell.ts'
import type { Telling } from '../../bots/wording/telling.ts'
import type { Topic } from '../../src/desk/notices.ts'
import type { Impact, OpenState } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { at, give, HOUSE, inState, VENDOR } from './cast.ts'
import { LONG, moves, tellingsOf, tickets, waits } from './stories.ts'

function reminder(number: number, state: OpenState = 'reported', impact: Impact = 'tinggi'): Telling {
  const { ticket, event } = inState(state, { ...LONG, id: number, number, impact })
  return { topic: 'reminder', ticket, event, now: at(23, 14, 8), role: 'kepala_seksi' }
}

describe('several notices for one person', () => {
  test('one alone is that notice', () => {
    const one = reminder(27)
    for (const form of ['sms', 'whatsapp'] as const) expect(digest([one], form, HOUSE)).toBe(tell(one, form, HOUSE))
  })

  test('several are one message: numbers, what is due, the words to reply', () => {
    const list = [reminder(30), reminder(31, 'repairing', 'kritis'), reminder(32, 'coordinating')]
    expect(digest(list, 'sms', HOUSE)).toBe(
      [
        '3 tiket perlu perhatian:',
        '31 perbaikan belum selesai, sisa 19 menit (tenggat 14.27 WIB): SELESAI/JASNITA',
        '30 belum diterima, sisa 2 menit (tenggat 14.10 WIB): TERIMA',
        '32 koordinasi dengan Jasnita belum dicatat, sisa 29 menit (tenggat 14.37 WIB): KOORDINASI',
        'Balas kata dan nomornya, misalnya SELESAI 31.',
      ].join('\n'),
    )
    const whatsapp = digest(list, 'whatsapp', HOUSE)
    for (const words of ['31 (KRITIS)', 'SELESAI 31, JASNITA 31', 'TERIMA 30', 'KOORDINASI 32']) {
      expect(whatsapp).toContain(words)
    }
  })

  test('two about one ticket are one line', () => {
    const { ticket } = inState('vendor-repairing')
    const eta = give(ticket, { type: 'PromiseEta', eta: at(23, 18, 0) }, VENDOR, at(23, 14, 40))
    const news = give(eta.ticket, { type: 'ReportProgress', note: 'masih dicek' }, VENDOR, at(23, 14, 41))
    const tellings = [...eta.events, ...news.events].flatMap((event) =>
      tellingsOf({ ticket: news.ticket, events: [event] }, at(23, 14, 41)).filter(
        ({ role }) => role === 'kepala_seksi',
      ),
    )
    expect(digest(tellings, 'sms', HOUSE)).toBe(
      [
        'Tiket 27:',
        '27 Jasnita memperkirakan selesai 18.00 WIB; perkembangan dari Jasnita: SELESAI',
        'Balas kata dan nomornya, misalnya SELESAI 27.',
      ].join('\n'),
    )
  })

  test('ten lines, then the numbers of the rest and DAFTAR', () => {
    const list = Array.from({ length: 13 }, (_, index) => reminder(130 + index))
    for (const form of ['sms', 'whatsapp'] as const) {
      const text = digest(list, form, HOUSE)
      for (const { ticket } of list) expect(text).toContain(String(ticket.number))
      expect(text).toContain('dan 3 tiket lain (140, 141, 142): balas DAFTAR')
      expect(text.split('\n')).toHaveLength(13)
    }
  })

  test('hundreds stay a message that can be sent', () => {
    const list = Array.from({ length: 400 }, (_, index) => reminder(200 + index))
    const sms = segments(digest(list, 'sms', HOUSE))
    expect(sms.encoding).toBe('gsm7')
    expect(sms.segments).toBeLessThanOrEqual(7)
    expect(digest(list, 'whatsapp', HOUSE).length).toBeLessThan(1600)
  })

  test('every notice that the desk sends has its few words', () => {
    const all = tickets({}).flatMap((ticket) => [
      ...moves(ticket).flatMap((move) => tellingsOf(move, move.now)),
      ...waits(ticket).flatMap((wait) => tellingsOf(wait, wait.now)),
    ])
    const other = reminder(99, 'reported', 'kritis')
    const seen = new Set<Topic>()
    for (const telling of all) {
      seen.add(telling.topic)
      for (const form of ['sms', 'whatsapp'] as const) {
        const text = digest([telling, { ...other, role: telling.role }], form, HOUSE)
        expect(text).not.toMatch(/undefined| {2}|\n\n|\.\.\.\./)
        expect(text).toMatch(/\b27\b/)
        expect(text).toMatch(/\b99\b/)
      }
    }
    expect(seen.size).toBe(19)
  })
})
