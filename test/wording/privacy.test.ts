import { describe, expect, test } from 'vitest'
import { answer, firstAnswer } from '../../bots/wording/answer.ts'
import type { Reply } from '../../bots/wording/telling.ts'
import type { Command } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { at, BUDI, give, HOUSE, inState, reported, VENDOR, WULAN } from './cast.ts'
import { LONG } from './stories.ts'

const ticket = reported({ category: 'login', unit: 'PC 2', impact: 'sedang' })
const done = (state: 'reported' | 'coordinating' | 'awaiting-confirmation', command: Command, by = BUDI): Reply => {
  const given = give(inState(state, LONG).ticket, command, by, at(23, 14, 30))
  return { kind: 'done', command: command.type, ...given, role: by.role }
}
const first = (reply: Reply, form: 'sms' | 'whatsapp') => firstAnswer([reply], form, HOUSE)

describe('the notice on first contact', () => {
  test('stands within the answer, before the words to reply', () => {
    const reply: Reply = { kind: 'registered', ticket }
    const text = answer(reply, 'whatsapp', HOUSE).split('\n')
    const lines = first(reply, 'whatsapp').split('\n')
    expect(lines[0]).toBe(text[0])
    expect(lines.at(-1)).toBe(text.at(-1))
    expect(lines.at(-2)).toMatch(/nama, peran, nomor, dan kendala Bapak\/Ibu dicatat.*admin/)
    expect(first(reply, 'sms')).toMatch(/dicatat utk layanan; tanya admin\. Balas BATAL 27 bila keliru\./)
  })

  test('an SMS says less, so that the answer to a report and the notice are one part', () => {
    expect(first({ kind: 'registered', ticket }, 'sms')).toBe(
      'Laporan No. 27 diterima: login, PC 2, SEDANG. Tenggat 14.10 WIB. Nama, nomor dicatat utk layanan; tanya admin. Balas BATAL 27 bila keliru. Darurat: 112.',
    )
  })

  test.each<[string, Reply]>([
    ['LAPOR', { kind: 'registered', ticket: reported(LONG) }],
    ['LAPOR by telephone', { kind: 'registered', ticket: reported({ ...LONG, recordedBy: WULAN }), byTelephone: true }],
    ['TERIMA', done('reported', { type: 'AcceptTicket' })],
    [
      'SELESAI',
      done('reported', { type: 'ResolveTicket', action: 'SIP trunk dialihkan ke jalur cadangan, antrian dimuat' }),
    ],
    ['JASNITA', done('reported', { type: 'EscalateTicket', note: 'SIP trunk tidak register' })],
    ['TERIMA of Jasnita', done('coordinating', { type: 'AcknowledgeTicket' }, VENDOR)],
    ['ETA', done('coordinating', { type: 'PromiseEta', eta: at(26, 9, 0) }, VENDOR)],
    ['YA', done('awaiting-confirmation', { type: 'ConfirmTicket', explicit: true }, WULAN)],
    ['BELUM', done('awaiting-confirmation', { type: 'RejectRepair', note: 'masih kosong' }, WULAN)],
  ])('%s: one SMS with the number, the notice and the words to reply', (_word, reply) => {
    const text = first(reply, 'sms')
    expect(segments(text), text).toMatchObject({ encoding: 'gsm7', segments: 1 })
    expect(text).toMatch(/1234.*dicatat utk layanan.*tanya admin\. Balas [A-Z]+ 1234/)
  })

  test('a short answer keeps the longer notice', () => {
    expect(first({ kind: 'added', ticket }, 'sms')).toContain(
      'Nama, peran, nomor, kendala dicatat utk layanan ini; tanya admin.',
    )
  })
})
