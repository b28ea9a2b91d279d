import { describe, expect, test } from 'vitest'
import { digest } from '../../bots/wording/digest.ts'
import { tell } from '../../bots/wording/tell.ts'
import type { Form, Telling } from '../../bots/wording/telling.ts'
import type { Topic } from '../../src/desk/notices.ts'
import type { Actor, Command, Impact, OpenState, Role, State } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { at, BUDI, type Given, give, HOUSE, inState, pass, VENDOR, WULAN } from './cast.ts'
import { LONG, moves, tellingsOf, tickets, waits } from './stories.ts'

function reminder(number: number, state: OpenState = 'reported', impact: Impact = 'tinggi'): Telling {
  const { ticket, event } = inState(state, { ...LONG, id: number, number, impact })
  return { topic: 'reminder', ticket, event, now: at(23, 14, 8), role: 'kepala_seksi' }
}

/** What several tickets' events are for one role, as one message. */
function together(given: readonly Given[], role: Role, now: number, form: Form = 'whatsapp'): string {
  const tellings = given.flatMap((one) => tellingsOf(one, now).filter((telling) => telling.role === role))
  return digest([...new Map(tellings.map((telling) => [telling.ticket.id, telling])).values()], form, HOUSE)
}

const three = (state: State, command: Command, by: Actor, minutes: number): readonly Given[] =>
  [4, 5, 6].map((number) => {
    const { ticket } = inState(state, { id: number, number, impact: number === 6 ? 'tinggi' : 'sedang' })
    return give(ticket, command, by, at(23, 14, minutes))
  })

describe('what several notices have in common stands in the first line', () => {
  const confirm = { type: 'ConfirmTicket', explicit: true } as const

  test('endings need no attention, and BUKA is not the only word', () => {
    const ended = three('awaiting-confirmation', confirm, WULAN, 30)
    for (const role of ['kepala_seksi', 'supervisor'] as const) {
      expect(together(ended, role, at(23, 14, 30)).split('\n')).toEqual([
        '3 tiket selesai, terima kasih:',
        '- 6 (TINGGI) tiket tdk terkirim ke OPD: selesai 14.30 WIB',
        '- 4 (SEDANG) tiket tdk terkirim ke OPD: selesai 14.30 WIB',
        '- 5 (SEDANG) tiket tdk terkirim ke OPD: selesai 14.30 WIB',
        'Balas STATUS 6 untuk rincian, BUKA 6 bila terkendala lagi.',
      ])
    }
    expect(together(ended, 'kepala_seksi', at(23, 14, 30), 'sms')).toBe(
      [
        '3 tiket selesai, terima kasih:',
        '6 (TINGGI) tiket tdk terkirim ke OPD, selesai 14.30 WIB',
        '4 (SEDANG) tiket tdk terkirim ke OPD, selesai 14.30 WIB',
        '5 (SEDANG) tiket tdk terkirim ke OPD, selesai 14.30 WIB',
        'Balas STATUS 6 untuk rincian, BUKA 6 bila terkendala lagi.',
      ].join('\n'),
    )
    const closed = three('awaiting-confirmation', { type: 'CloseTicket', reason: 'pelapor cuti' }, BUDI, 30)
    expect(together(closed, 'call_taker', at(23, 14, 30))).toMatch(
      /^3 tiket ditutup:\n- 6 .*: ditutup 14\.30 WIB, tanpa konfirmasi pelapor$/m,
    )
    const cancelled = three('reported', { type: 'CancelTicket', reason: 'salah kirim' }, WULAN, 8)
    expect(together(cancelled, 'kepala_seksi', at(23, 14, 8))).toMatch(
      /^3 tiket dibatalkan:\n- 6 .*: dibatalkan 14\.08 WIB "salah kirim"$/m,
    )
  })

  test('acceptances need no attention', () => {
    const accepted = three('reported', { type: 'AcceptTicket' }, BUDI, 8)
    expect(together(accepted, 'call_taker', at(23, 14, 8)).split('\n')).toEqual([
      '3 laporan sudah diterima:',
      '- 6 (TINGGI) tiket tdk terkirim ke OPD: diterima 14.08 WIB',
      '- 4 (SEDANG) tiket tdk terkirim ke OPD: diterima 14.08 WIB',
      '- 5 (SEDANG) tiket tdk terkirim ke OPD: diterima 14.08 WIB',
      'Balas STATUS 6 untuk rincian.',
    ])
  })

  test('escalations: Jasnita is addressed, and reads impact, fault, deadline and finding of each', () => {
    const escalated = three('analysing', { type: 'EscalateTicket', note: 'SIP trunk tidak register' }, BUDI, 12)
    const told = 'tenggat 24/11 14.12 WIB, temuan: SIP trunk tidak register'
    expect(together(escalated, 'jasnita', at(23, 14, 12)).split('\n')).toEqual([
      'Yth. Jasnita, mohon penanganan 3 tiket:',
      `- 6 (TINGGI) tiket tdk terkirim ke OPD: ${told}. TERIMA 6, ETA 6, PROGRES 6, SELESAI 6`,
      `- 4 (SEDANG) tiket tdk terkirim ke OPD: ${told}. TERIMA 4, ETA 4, PROGRES 4, SELESAI 4`,
      `- 5 (SEDANG) tiket tdk terkirim ke OPD: ${told}. TERIMA 5, ETA 5, PROGRES 5, SELESAI 5`,
      'Balas kata dan nomornya, misalnya TERIMA 6.',
    ])
    expect(together(escalated, 'jasnita', at(23, 14, 12), 'sms')).toContain(
      `\n6 (TINGGI) tiket tdk terkirim ke OPD, ${told}: TERIMA/ETA/PROGRES/SELESAI\n`,
    )
  })

  test("a ticket that comes back brings the reporter's words", () => {
    const rejected = three('awaiting-confirmation', { type: 'RejectRepair', note: 'masih kosong' }, WULAN, 30)
    expect(together(rejected, 'kepala_seksi', at(23, 14, 30))).toMatch(
      /^3 tiket perlu ditangani kembali:\n- 6 .*: dibuka kembali \(putaran 2\) "masih kosong", sisa 10 menit/m,
    )
  })

  test('the time of steps 3 and 4 together is told as the single message tells it, of step 3 alone to nobody above', () => {
    const late = [4, 5].map((number) => pass(inState('analysing', { id: number, number }).ticket, at(23, 14, 32)))
    const last = late.map(({ ticket, events }) => ({ ticket, events: events.slice(-1) }))
    const now = at(23, 14, 47)
    const section = together(last, 'kepala_seksi', now)
    expect(section).toMatch(
      /^Apakah 2 tiket ini sudah teratasi\?\n- 4 .*: waktu analisa dan perbaikan 25 menit habis, lewat 15 menit\. SELESAI 4, JASNITA 4, PROGRES 4$/m,
    )
    const supervisor = together(last, 'supervisor', now)
    expect(supervisor).toMatch(
      /^2 tiket perlu perhatian:\n- 4 .*: analisa dan perbaikan oleh Kepala Seksi belum selesai, lewat 15 menit \(tenggat 14\.32 WIB\)$/m,
    )
    for (const text of [section, supervisor]) expect(text).not.toMatch(/teratasi\?\.|14\.17/)
  })

  test('news and what has to be done are told apart', () => {
    const accepted = three('reported', { type: 'AcceptTicket' }, BUDI, 8).slice(0, 1)
    const escalated = three('analysing', { type: 'EscalateTicket' }, BUDI, 8).slice(1, 2)
    expect(together([...accepted, ...escalated], 'call_taker', at(23, 14, 8))).toMatch(/^Perkembangan 2 tiket:/)
    const confirm = three('analysing', { type: 'ResolveTicket' }, BUDI, 9).slice(2)
    expect(together([...accepted, ...confirm], 'call_taker', at(23, 14, 9))).toMatch(
      /^2 tiket, sebagian perlu perhatian:/,
    )
  })
})

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
        '27 Jasnita memperkirakan selesai 18.00 WIB; perkembangan dari Jasnita "masih dicek": SELESAI',
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

  test('hundreds are all named, and stay a message that can be sent', () => {
    const list = Array.from({ length: 400 }, (_, index) => reminder(200 + index)).filter((_, at) => at !== 50)
    expect(digest(list, 'sms', HOUSE)).toContain('dan 389 tiket lain (210-249, 251-599): balas DAFTAR')
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
    expect(seen.size).toBe(20)
  })
})

describe('a digest says how things stand when it is written', () => {
  test('two positions with the same fault are told apart', () => {
    for (const form of ['whatsapp', 'sms'] as const) {
      const [first, second] = ['PC 1', 'PC 2'].map((unit, index) => {
        const { ticket, event } = inState('reported', {
          id: index + 1,
          number: index + 1,
          summary: 'Peta kosong',
          unit,
        })
        return { topic: 'new-report', ticket, event, now: at(23, 14, 8), role: 'kepala_seksi' } as const
      })
      const text = digest([first!, second!], form, HOUSE)
      expect(text).toContain('Peta kosong (PC 1)')
      expect(text).toContain('Peta kosong (PC 2)')
    }
  })

  test('what has ended meanwhile is told as that, and nothing is asked of it', () => {
    const { event } = inState('reported', { id: 1, number: 1 })
    const { ticket } = inState('closed', { id: 1, number: 1 })
    const other = inState('reported', { id: 2, number: 2 })
    const tellings = [
      { topic: 'new-report', ticket, event, now: at(23, 14, 50), role: 'kepala_seksi' },
      { topic: 'new-report', ...other, now: at(23, 14, 50), role: 'kepala_seksi' },
    ] as const
    const text = digest(tellings, 'whatsapp', HOUSE)
    expect(text).toMatch(/^- 1 .*: sudah selesai \S+ WIB$/m)
    expect(text).toMatch(/^- 2 .*TERIMA 2/m)
  })
})
