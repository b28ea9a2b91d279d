/** The question after a ticket of which nobody has said anything: one SMS, with words that may be replied. */
import { expect, test } from 'vitest'
import { tell } from '../../bots/wording/tell.ts'
import type { Telling } from '../../bots/wording/telling.ts'
import type { OpenState, Role } from '../../src/desk/ticket.ts'
import { segments } from '../../src/format/gsm7.ts'
import { HOUSE, inState } from './cast.ts'
import { LONG } from './stories.ts'

const HALF_AN_HOUR = 30 * 60_000
const telling = (state: OpenState, role: Role, change = {}): Telling => {
  const { ticket } = inState(state, change)
  const now = (ticket.steps.at(-1)?.startedAt ?? 0) + HALF_AN_HOUR
  const event = { type: 'MomentPassed', moment: 'forgotten', state, at: now, behind: 0 } as const
  return { topic: 'forgotten', ticket, event, now, role }
}

test.each([
  [
    'analysing',
    'kepala_seksi',
    'Tiket 27 sudah diterima 30 menit lalu dan belum ada kabar. Balas PROGRES 27 bila masih dikerjakan, SELESAI 27 bila teratasi.',
  ],
  [
    'repairing',
    'kepala_seksi',
    'Tiket 27 perbaikan dimulai 30 menit lalu dan belum ada kabar. Balas PROGRES 27 bila masih dikerjakan, SELESAI 27 bila teratasi.',
  ],
  [
    'coordinating',
    'kepala_seksi',
    'Tiket 27 diteruskan ke Jasnita 30 menit lalu dan belum ada kabar. Balas KOORDINASI 27 setelah berkoordinasi.',
  ],
  [
    'vendor-repairing',
    'jasnita',
    'Tiket 27 diterima Jasnita 30 menit lalu dan belum ada kabar. Balas PROGRES 27, ETA 27 atau SELESAI 27.',
  ],
  [
    'repairing',
    'supervisor',
    'Tiket 27 perbaikan dimulai 30 menit lalu dan belum ada kabar. Kepala Seksi belum dapat dihubungi. Balas STATUS 27.',
  ],
] as const)('%s to %s', (state, role, text) => {
  expect(tell(telling(state, role), 'sms', HOUSE)).toBe(text)
})

test('the longest is one SMS all the same', () => {
  for (const state of ['analysing', 'repairing', 'coordinating', 'vendor-repairing'] as const) {
    for (const role of ['kepala_seksi', 'staf', 'jasnita', 'supervisor'] as const) {
      const { encoding, segments: parts } = segments(tell(telling(state, role, LONG), 'sms', HOUSE))
      expect([encoding, parts], `${state} to ${role}`).toEqual(['gsm7', 1])
    }
  }
})
