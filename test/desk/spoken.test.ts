/** Reports by telephone: whose call a call and a sentence belong to, and what the sentence changes. */
import { describe, expect, test } from 'vitest'
import { awaitsWords, calledBefore, inWriting, SPOKEN } from '../../src/desk/spoken.ts'
import type { Report, Ticket } from '../../src/desk/ticket.ts'
import { aTicket, given, wib } from './given.ts'
import * as p from './people.ts'

const spoken = (change: Partial<Ticket> = {}) => aTicket({ ...SPOKEN, channel: 'voice', ...change })
const SAID: Report = {
  application: 'siaga112',
  category: 'login',
  impact: 'kritis',
  summary: 'tidak bisa login',
  description: 'PC 2 tidak bisa login',
  unit: 'PC 2',
}

describe.each([
  ['what the caller writes', awaitsWords, '15.04.59', '15.05'],
  ['another call', calledBefore, '14.19.59', '14.20'],
] as const)('%s', (_, find, last, late) => {
  test('belongs to the last call of the same person, until it is too long ago', () => {
    const tickets = [spoken({ id: 1 }), spoken({ id: 2 }), spoken({ id: 3, reporter: p.dedi })]
    expect(find(tickets, p.wulan.id, wib(last))?.id).toBe(2)
    expect(find(tickets, p.wulan.id, wib(late))).toBeUndefined()
    expect(find(tickets, p.kepalaSeksi.id, wib('14.06'))).toBeUndefined()
  })

  test('belongs to none that is written, has ended, or was typed from the start', () => {
    const none = [
      spoken({ onlySpoken: false }),
      spoken({ state: 'cancelled' }),
      spoken({ state: 'closed' }),
      aTicket({ channel: 'voice' }),
    ]
    expect(find(none, p.wulan.id, wib('14.06'))).toBeUndefined()
  })
})

describe('the words of the caller', () => {
  test('are the report, and how bad it is', () => {
    expect(inWriting(spoken(), SAID)).toEqual({ ...SAID, onlySpoken: false })
  })

  test('leave what somebody has set meanwhile', () => {
    const heard = { application: 'dashboard', category: 'data_laporan', impact: 'rendah' } as const
    const { application: _a, category: _c, impact: _i, ...rest } = SAID
    expect(inWriting(spoken(heard), SAID)).toEqual({ ...rest, onlySpoken: false })
  })

  test('are told to whoever has the ticket; other corrections are told to nobody', () => {
    const change = { ...SAID, onlySpoken: false }
    given(spoken()).when({ type: 'CorrectReport', change }, p.wulan, '14.06').thenTold('owner report-completed')
    given(spoken())
      .when({ type: 'CorrectReport', change: { unit: 'PC 3' } }, p.wulan, '14.06')
      .thenTold()
  })
})
