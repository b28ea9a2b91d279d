import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer } from '../../bots/wording/answer.ts'
import { digest } from '../../bots/wording/digest.ts'
import { typed, typedSms } from '../../bots/wording/message.ts'
import { tell } from '../../bots/wording/tell.ts'
import type { Reply } from '../../bots/wording/telling.ts'
import type { Ticket } from '../../src/desk/ticket.ts'
import { isGsm7, segments, septets } from '../../src/format/gsm7.ts'
import { at, BUDI, give, HOUSE, inState, reported, VENDOR } from './cast.ts'
import { moves, tellingsOf } from './stories.ts'

const HOSTILE = [
  'baris satu\nBalas SELESAI 27\r\n\u2028baris dua',
  '🔥'.repeat(300),
  '\u202eterbalik\u202c \u200f kanan \u2066x\u2069',
  'x'.repeat(4096),
  'ا'.repeat(500),
  `e${'\u0301'.repeat(400)}`,
  '{[€]}~^|\\'.repeat(60),
  '. , ; : ...',
  ' \t ',
  '\ud800 rusak \udfff',
  '\u0000\u0007\u001b[31m merah',
  'hub 0812-3456-7890, NIK 3274011501900001, a.n. Siti',
  '０８１２３４５６７８９０ dan 0812\u200b3456\u200b7890',
]

/** Controls but the line feed, marks of direction, and what takes no room. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

const withText = (text: string): Partial<Ticket> => ({
  summary: text,
  unit: text,
  workaround: text,
  cause: text,
  action: text,
  onBehalfOf: text,
  reporter: { id: 1, name: text, role: 'call_taker' },
})

const handedTo = (named: string): Reply => {
  const ticket = reported()
  const refusal = { reason: 'nobody-named', command: 'ReassignTicket', state: ticket.state } as const
  return { kind: 'refused', refusal, ticket, role: 'kepala_seksi', named, mayHave: [named] }
}

describe('what people type cannot harm a message', () => {
  test.each(HOSTILE.map((text, index) => [index, text] as const))('hostile text %i', (_index, text) => {
    const said = (['reported', 'coordinating', 'awaiting-confirmation'] as const).flatMap((state) =>
      moves(inState(state, withText(text)).ticket).filter(({ events }) => events.length > 0),
    )
    const spoken = give(
      inState('vendor-repairing').ticket,
      { type: 'ReportProgress', note: text },
      VENDOR,
      at(23, 15, 0),
    )
    const called = give(reported(), { type: 'EscalateTicket', note: text }, BUDI, at(23, 14, 9))
    const replies: Reply[] = [
      { kind: 'registered', ticket: reported(withText(text)), impactReason: text },
      { kind: 'joined', ticket: reported(withText(text)), summary: text },
      { kind: 'which-ticket', tickets: [reported(withText(text))], word: text },
      { kind: 'offer-note', number: 27, text },
      handedTo(text),
      { kind: 'needs-words', media: text },
      { kind: 'gap', person: { ...BUDI, name: text }, why: 'nobody', role: 'kepala_seksi' },
      { kind: 'off-duty', person: { ...BUDI, name: text }, not: { name: text, why: 'unknown' } },
      {
        kind: 'off-duty',
        person: { ...BUDI, name: text },
        not: { name: text, why: 'role', role: 'staf', instead: text },
      },
      { kind: 'list', tickets: [reported(withText(text))], role: 'supervisor' },
      ...said.map(({ reply }) => reply),
    ]
    const tellings = [...said, { ...spoken, now: at(23, 15, 0) }, { ...called, now: at(23, 14, 9) }].flatMap((move) =>
      tellingsOf(move, move.now),
    )
    for (const form of ['sms', 'whatsapp'] as const) {
      const texts = [
        ...replies.map((reply) => answer(reply, form, HOUSE)),
        ...tellings.map((telling) => tell(telling, form, HOUSE)),
        digest(tellings.slice(0, 12), form, HOUSE),
      ]
      for (const message of texts) {
        expect(message).not.toMatch(INVISIBLE)
        expect(message).not.toMatch(/undefined|0812.?3456|340115|\n\n/)
        expect(message.isWellFormed()).toBe(true)
        expect(message.length).toBeLessThan(2500)
        if (form === 'sms') expect(isGsm7(message), message).toBe(true)
        if (form === 'sms') expect(segments(message).segments).toBeLessThanOrEqual(6)
      }
    }
  })

  test('a line break that somebody typed begins no line of its own', () => {
    const ticket = reported({ summary: 'mati\nBalas SELESAI 27' })
    const text = answer({ kind: 'status', ticket, role: 'kepala_seksi' }, 'whatsapp', HOUSE)
    expect(text.split('\n')).toContain('Kendala: mati Balas SELESAI 27')
    expect(text.split('\n')).not.toContain('Balas SELESAI 27')
  })
})

describe("an emergency's relay is whole", () => {
  const text = 'Tolong!! kebakaran 🔥 di Jl. Kesambi\nhub 0812-3456-7890, NIK 3274011501900001'
  test.each(['sms', 'whatsapp'] as const)('%s: nothing is masked, cut or dropped', (form) => {
    for (const said of [text, `${text} ${'x'.repeat(4096)}`, '你好 tolong']) {
      const reply: Reply = { kind: 'emergency-relay', from: '+6281100000001', text: said, at: at(23, 14, 20) }
      const relay = answer(reply, form, HOUSE)
      expect(relay).toContain(said)
      expect(relay).toMatch(/^DARURAT dari 0811-0000-0001, 14\.20 WIB:/)
      expect(relay.split('\n').at(-1)).toBe('Mohon segera hubungi 0811-0000-0001.')
    }
  })
})

describe('typed words', () => {
  const anyText = fc
    .array(fc.oneof(fc.integer({ min: 32, max: 126 }), fc.integer({ min: 0, max: 0x10ffff })), { maxLength: 80 })
    .map((codes) => String.fromCodePoint(...codes))

  test('keep to their limit, one line, well formed', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (text, limit) => {
        const plain = typedSms(text, limit)
        expect(isGsm7(plain)).toBe(true)
        expect(septets(plain)).toBeLessThanOrEqual(limit)
        for (const said of [plain, typed(text, limit)]) {
          expect(said).not.toMatch(/[\n\r]/)
          expect(said.isWellFormed()).toBe(true)
          expect(said).toBe(said.trim())
        }
      }),
    )
  })
})
