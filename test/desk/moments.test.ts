/** The reminder plan of DOMAIN 1.7, line by line, at exact instants. */
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/desk/decide.ts'
import { evolve, isOpen } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { CIREBON } from '../../src/desk/office.ts'
import { OPEN_STATES } from '../../src/desk/ticket.ts'
import { aTicket, given, momentsOf, repairedByVendor, ticketIn, wib } from './given.ts'
import {
  accept,
  acknowledge,
  cancel,
  eta,
  impact,
  info,
  jasnita,
  kepalaSeksi,
  progress,
  reopen,
  resolve,
  wulan,
} from './people.ts'

test.each(OPEN_STATES)('%s: where desk.yaml wants no series, a ticket has a next moment all the same', (state) => {
  const { before = [], ask = [], closeAfter } = CIREBON.reminders[state]
  const plan = { before, ask, ...(closeAfter === undefined ? {} : { closeAfter }) }
  const office = { ...CIREBON, reminders: { ...CIREBON.reminders, [state]: plan } }
  let ticket = ticketIn(state)
  for (let times = 0; times < 12 && isOpen(ticket); times += 1) {
    const next = nextMoment(ticket, office)
    expect(next, `after ${times} moments`).toBeDefined()
    if (!next) return
    const passed = decide(ticket, { type: 'PassMoment' }, { at: next.at, now: next.at }, office)
    expect(passed.ok).toBe(true)
    if (passed.ok) ticket = passed.events.reduce(evolve, ticket)
  }
})

describe('the plan', () => {
  test('step 2: at 3 minutes, at the due second, +5, +15, then every 30 minutes', () => {
    expect(momentsOf(aTicket(), 6)).toEqual([
      'before 14.08.00',
      'due 14.10.00',
      'after 14.15.00',
      'after 14.25.00',
      'after 14.55.00',
      'after 15.25.00',
    ])
  })

  test('step 2, kritis: every 10 minutes', () => {
    expect(momentsOf(aTicket({ impact: 'kritis' }), 7).slice(2)).toEqual([
      'after 14.15.00',
      'after 14.25.00',
      'after 14.35.00',
      'after 14.45.00',
      'after 14.55.00',
    ])
  })

  test.each([
    ['analysing', ['before 14.14.00', 'due 14.17.00', 'after 14.32.00', 'after 14.47.00', 'after 15.17.00']],
    ['repairing', ['before 14.24.00', 'due 14.27.00', 'after 14.42.00', 'after 15.12.00', 'after 15.42.00']],
  ] as const)('%s: 3 minutes before, at the due second, +15, then every 30 minutes', (state, expected) => {
    expect(momentsOf(ticketIn(state), 5)).toEqual(expected)
    expect(momentsOf(ticketIn(state, { impact: 'kritis' }), 5)).toEqual(expected)
  })

  test('step 5: 3 minutes before, at the due second, +10, then every 30 minutes', () => {
    expect(momentsOf(ticketIn('coordinating'), 5)).toEqual([
      'before 14.27.00',
      'due 14.30.00',
      'after 14.40.00',
      'after 15.10.00',
      'after 15.40.00',
    ])
  })

  test('step 6: 12, 4 and 1 hours before, at the due second, then every 4 hours', () => {
    expect(momentsOf(ticketIn('vendor-repairing'), 6)).toEqual([
      'before 24/11 02.25.00',
      'before 24/11 10.25.00',
      'before 24/11 13.25.00',
      'due 24/11 14.25.00',
      'after 24/11 18.25.00',
      'after 24/11 22.25.00',
    ])
  })

  test('step 6, kritis: every hour after the breach', () => {
    expect(momentsOf(ticketIn('vendor-repairing', { impact: 'kritis' }), 6).slice(3)).toEqual([
      'due 24/11 14.25.00',
      'after 24/11 15.25.00',
      'after 24/11 16.25.00',
    ])
  })

  test('step 7: after 15 and 60 minutes, at the next shift, and closed after 24 hours', () => {
    const ticket = ticketIn('awaiting-confirmation')
    expect(momentsOf(ticket, 9)).toEqual(['ask 14.35.00', 'ask 15.20.00', 'shift 21.00.00', 'close 24/11 14.20.00'])
  })

  test.each([
    ['06.30', 'shift 07.00.00'],
    ['07.00', 'shift 14.00.00'],
    ['13.59', 'shift 14.00.00'],
    ['14.00', 'shift 21.00.00'],
    ['22.30', 'shift 24/11 07.00.00'],
  ])('a ticket repaired at %s is asked about again at %s', (at, shift) => {
    const ticket = given(ticketIn('repairing', { registeredAt: wib('06.00') })).when(resolve, kepalaSeksi, at).ticket
    expect(momentsOf(ticket, 9).filter((moment) => moment.startsWith('shift'))).toEqual([shift])
  })

  test('an impact that becomes kritis brings its series with it', () => {
    const late = given(aTicket()).whenMoment('14.25').when(impact('kritis'), wulan, '14.26')
    expect(late.next()).toBe('after 14.35.00')
  })

  test('an ended ticket has no moment', () => {
    expect(given(ticketIn('closed')).next()).toBeUndefined()
    given(ticketIn('closed')).whenMoment('25/11 10.00').thenNothing()
    expect(given(ticketIn('cancelled')).next()).toBeUndefined()
    given(ticketIn('cancelled')).whenMoment('25/11 10.00').thenNothing()
  })
})

describe('a promised ETA', () => {
  const promised = (at: string) => given(ticketIn('vendor-repairing')).when(eta(wib(at)), jasnita, '15.00').ticket

  test('is a moment besides the others', () => {
    expect(momentsOf(promised('20.00'), 3)).toEqual(['eta 20.00.00', 'before 24/11 02.25.00', 'before 24/11 10.25.00'])
  })

  test('beyond the deadline comes after the breach, which stays where it was', () => {
    expect(momentsOf(promised('24/11 16.00'), 9).slice(3, 6)).toEqual([
      'due 24/11 14.25.00',
      'eta 24/11 16.00.00',
      'after 24/11 18.25.00',
    ])
  })

  test('at the due second is the breach', () => {
    const at = given(promised('24/11 14.25')).whenMoment('24/11 14.25')
    expect(at.events.filter((event) => event.type === 'MomentPassed' && !event.silent)).toMatchObject([
      { moment: 'due' },
    ])
  })

  test('promised anew replaces the old one', () => {
    const { ticket } = given(promised('20.00')).when(eta(wib('21.00')), jasnita, '19.00')
    expect(momentsOf(ticket, 2)).toEqual(['eta 21.00.00', 'before 24/11 02.25.00'])
  })

  test('given while coordinating is a moment of step 6', () => {
    expect(
      given(ticketIn('coordinating'))
        .when(eta(wib('18.00')), jasnita, '14.25')
        .next(),
    ).toBe('eta 18.00.00')
  })
})

describe('looking late, early and twice', () => {
  test('after 40 minutes away every moment is recorded and the last is told, with how late', () => {
    const { events } = given(aTicket()).whenMoment('14.47')
    expect(events).toMatchObject([
      { moment: 'before', at: wib('14.08'), silent: true },
      { moment: 'due', at: wib('14.10'), silent: true },
      { moment: 'after', at: wib('14.15'), silent: true },
      { moment: 'after', at: wib('14.25'), behind: 22 * 60_000 },
    ])
    expect(events.at(-1)).not.toHaveProperty('silent')
  })

  test('of the series only the last term is told', () => {
    const late = given(aTicket({ impact: 'kritis' })).whenMoment('16.01')
    expect(late.events.filter((event) => event.type === 'MomentPassed' && !event.silent)).toMatchObject([
      { moment: 'after', at: wib('15.55') },
    ])
    expect(late.next()).toBe('after 16.05.00')
  })

  test('Jasnita gets the notice again when the breach of step 5 was missed', () => {
    given(ticketIn('coordinating'))
      .whenMoment('14.41')
      .thenTold('vendor vendor-called', 'owner call-vendor', 'section call-vendor', 'supervisor overdue')
  })

  test('a moment is not passed before its time, nor twice', () => {
    given(aTicket()).whenMoment('14.07.59').thenNothing()
    given(aTicket()).whenMoment('14.08').thenHappened('MomentPassed').whenMoment('14.08').thenNothing()
    given(aTicket()).whenMoment('14.47').whenMoment('14.47').thenNothing().whenMoment('14.20').thenNothing()
  })

  test('passing a moment moves no step', () => {
    given(aTicket()).whenMoment('14.47').thenNoted()
  })

  test('the alarm of a step that has ended does nothing', () => {
    given(aTicket()).when(accept, kepalaSeksi, '14.07').whenMoment('14.10').thenNothing()
  })

  test('a ticket opened again has the moments of its new step', () => {
    expect(given(ticketIn('closed')).when(reopen, wulan, '15.00').next()).toBe('before 15.07.00')
    expect(given(repairedByVendor()).when(reopen, wulan, '17.00').next()).toBe('before 24/11 05.00.00')
  })

  test('a cancelled ticket opened again in time has the moments of its old clock', () => {
    const undone = given(aTicket()).when(cancel, wulan, '14.06').when(reopen, wulan, '14.07')
    expect(undone.next()).toBe('before 14.08.00')
  })

  test('what was told before a cancellation is not told again after it', () => {
    const undone = given(aTicket()).whenMoment('14.15').when(cancel, kepalaSeksi, '14.16').when(reopen, wulan, '14.20')
    undone.whenMoment('14.20').thenNothing()
    expect(undone.next()).toBe('after 14.25.00')
  })

  test('an ETA of the cycle before is no moment of the new one', () => {
    const promised = given(ticketIn('vendor-repairing')).when(eta(wib('20.00')), jasnita, '15.00')
    const again = promised.when(resolve, jasnita, '16.00').when(reopen, wulan, '17.00')
    expect(again.next()).toBe('before 24/11 05.00.00')
  })
})

describe('an action on the ticket stops the series', () => {
  test('a new step begins its own', () => {
    const late = given(aTicket()).whenMoment('14.30')
    expect(late.when(accept, kepalaSeksi, '14.31').next()).toBe('before 14.38.00')
    expect(given(ticketIn('coordinating')).whenMoment('14.45').when(acknowledge, jasnita, '14.50').next()).toBe(
      'before 24/11 02.50.00',
    )
  })

  test('news from Jasnita an hour after the breach puts the next reminder off', () => {
    const late = given(ticketIn('vendor-repairing')).whenMoment('24/11 14.25')
    expect(late.next()).toBe('after 24/11 18.25.00')
    expect(late.when(progress, jasnita, '24/11 15.25').next()).not.toBe('after 24/11 18.25.00')
  })

  test('Kepala Seksi who says that it is still being worked on is not asked again at the old times', () => {
    const asked = given(ticketIn('repairing')).whenMoment('14.42')
    expect(asked.next()).toBe('after 15.12.00')
    expect(asked.when(info, kepalaSeksi, '15.10').next()).not.toBe('after 15.12.00')
  })

  test('what the reporter or a call taker adds stops nothing', () => {
    const asked = given(ticketIn('repairing')).whenMoment('14.42')
    expect(asked.when(info, wulan, '15.10').next()).toBe('after 15.12.00')
  })

  test('the series begins anew with the period of the plan', () => {
    const late = given(ticketIn('vendor-repairing')).whenMoment('24/11 14.25').when(progress, jasnita, '24/11 15.25')
    expect(late.next()).toBe('after 24/11 19.25.00')
    late.whenMoment('24/11 18.25').thenNothing()
    expect(late.whenMoment('24/11 19.25').next()).toBe('after 24/11 23.25.00')
  })

  test('it moves no deadline and no reminder before it', () => {
    const told = given(ticketIn('vendor-repairing')).when(progress, jasnita, '24/11 13.00')
    expect(told.whenMoment('24/11 10.25').next()).toBe('before 24/11 13.25.00')
    expect(told.whenMoment('24/11 13.25').next()).toBe('due 24/11 14.25.00')
  })
})
