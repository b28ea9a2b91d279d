import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inTheirWords } from '../../bots/wording/said.ts'
import type { Command } from '../../src/desk/ticket.ts'
import { ASEP } from './cast.ts'

const said = (command: Command, text: string, number = 27): string | undefined => {
  const kept = inTheirWords(command, { text, number })
  return 'note' in kept ? kept.note : 'reason' in kept ? kept.reason : undefined
}
const yes = (note?: string): Command => ({ type: 'ConfirmTicket', explicit: true, ...(note ? { note } : {}) })
const no = (note?: string): Command => ({ type: 'RejectRepair', ...(note ? { note } : {}) })

describe('what people read of an ending', () => {
  test.each([
    ['iya 27 sudah normal sendiri yang ext 101', 'normal sendiri yang ext 101', 'sudah normal sendiri yang ext 101'],
    ['YA 27 setelah restart PC sudah lancar', 'restart PC', 'setelah restart PC sudah lancar'],
    ['27 sudah sembuh sendiri', 'sendiri', 'sudah sembuh sendiri'],
    ['sdh bisa rekap lagi pak terima kasih', 'rekap, lagi pak terima kasih', 'sdh bisa rekap lagi pak terima kasih'],
    ['27 lapor sudah normal', 'lapor', undefined],
    ['sdh bisa lagi pak yg tiket 27 makasih', 'lagi', undefined],
    ['YA 27', undefined, undefined],
    ['YA 25 26, 27', undefined, undefined],
  ])('%s', (text, left, kept) => {
    expect(said(yes(left), text)).toBe(kept)
  })

  test('a reason is the sentence too, and none is made of small words', () => {
    const close: Command = { type: 'CloseTicket', reason: 'pelapor, cuti' }
    expect(said(close, 'TUTUP 27 pelapor sedang cuti')).toBe('pelapor sedang cuti')
    expect(said({ type: 'CloseTicket', reason: 'aja' }, 'tutup aja 27')).toBeUndefined()
    expect(said({ type: 'CloseTicket' }, 'TUTUP 27')).toBeUndefined()
    const cancel: Command = { type: 'CancelTicket', reason: 'tolong, salah lapor' }
    expect(said(cancel, 'tolong batalkan 27 salah lapor pak')).toBe('tolong batalkan 27 salah lapor pak')
  })

  test("the desk's own words, and those of an earlier message, stay as they are", () => {
    const merged: Command = { type: 'CloseTicket', as: 'duplicate', reason: 'digabung ke tiket 27' }
    expect(said(merged, 'GABUNG 27 29')).toBe('digabung ke tiket 27')
    expect(said(no('suara masih putus'), 'yang kedua')).toBe('suara masih putus')
  })
})

describe('what people read of a ticket that comes back', () => {
  test.each([
    ['BELUM 27 masih kosong', 'masih kosong', 'masih kosong'],
    ['BELUM#27#masih kosong', 'masih kosong', 'masih kosong'],
    ['blm: masih kosong', 'masih kosong', 'masih kosong'],
    ['112 masih tidak bisa dihubungi', undefined, '112 masih tidak bisa dihubungi'],
    ['BELUM 27 112 masih tidak masuk', '112 masih tidak masuk', '112 masih tidak masuk'],
    ['BELUM 27 5 PC masih mati', '5 PC masih mati', '5 PC masih mati'],
    ['BELUM 26, 27 dan 28 masih kosong', 'masih kosong', 'masih kosong'],
    ['27 masih kosong pak', undefined, 'masih kosong pak'],
    ['belum bisa login', 'belum bisa login', 'belum bisa login'],
    ['masih kosong pak', undefined, 'masih kosong pak'],
    ['belum', undefined, undefined],
    ['blm pak', undefined, undefined],
    ['BUKA 27', undefined, undefined],
    ['2', undefined, undefined],
  ])('%s', (text, left, kept) => {
    expect(said(no(left), text)).toBe(kept)
  })
})

test.each([
  ['asep', undefined],
  ['ke mas asep ya', undefined],
  ['tolong', undefined],
  ['asep tolong cek sip trunk', 'tolong cek sip trunk'],
  ['ke asep tolong cek sip trunk', 'tolong cek sip trunk'],
  ['cek dulu bersama asep', 'cek dulu bersama asep'],
])('a ticket handed over with %s', (left, kept) => {
  expect(said({ type: 'ReassignTicket', to: ASEP, note: left }, `ALIHKAN 27 ${left}`)).toBe(kept)
})

test('no text, however strange, takes long or breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      expect(() => said(no(text), `BELUM 27 ${text}`)).not.toThrow()
    }),
  )
  const hostile = [
    '27 '.repeat(1500),
    `BELUM ${'27,'.repeat(1500)}`,
    'no '.repeat(1500),
    '#'.repeat(4000),
    ' dan'.repeat(1000),
  ]
  const started = performance.now()
  for (const text of hostile) said(no(), text)
  expect(performance.now() - started).toBeLessThan(500)
})
