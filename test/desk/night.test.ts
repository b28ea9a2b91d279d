/** Reminders of little impact wait for the morning (DOMAIN 1.7, last lines). */
import { describe, expect, test } from 'vitest'
import { aTicket, clock, given, momentsOf, ticketIn, toldOf, wib } from './given.ts'
import { accept, impact, kepalaSeksi } from './people.ts'

describe('rendah at night', () => {
  const at = (time: string) => aTicket({ impact: 'rendah', registeredAt: wib(time) })

  test('the breach is recorded at its second and told at 06.00, once', () => {
    const due = given(at('23.00'))
      .whenMoment('23.05')
      .thenHappened({
        type: 'MomentPassed',
        moment: 'due',
        at: wib('23.05'),
        silent: true,
      })
    expect(due.next()).toBe('morning 24/11 06.00.00')
    due.whenMoment('24/11 05.59.59').thenNothing()
    const morning = due.whenMoment('24/11 06.00')
    const told = morning.events.filter((event) => event.type === 'MomentPassed' && !event.silent)
    expect(told.map((event) => clock(event.at))).toEqual(['24/11 06.00.00'])
    morning.thenTold('owner overdue', 'section overdue', 'supervisor overdue')
    expect(morning.next()).toBe('after 24/11 06.20.00')
  })

  test('nobody is told anything between 22.00 and 06.00', () => {
    expect(momentsOf(at('21.56'), 4)).toEqual([
      'before 21.59.00',
      'due 22.01.00 (quiet)',
      'morning 24/11 06.00.00',
      'after 24/11 06.16.00',
    ])
  })

  test('who looks only by night finds the last of the series before it, and nothing of it is left behind', () => {
    const late = given(at('20.30')).whenMoment('24/11 05.18')
    expect(late.events.map((event) => clock(event.at)).at(-1)).toBe('21.50.00')
    expect(late.next()).toBe('after 24/11 06.00.00')
  })

  test('at 06.00 the day has begun, at 22.00 the night', () => {
    expect(momentsOf(at('24/11 05.57'), 2)).toEqual(['before 24/11 06.00.00', 'due 24/11 06.02.00'])
    expect(momentsOf(at('21.55'), 3)).toEqual(['before 21.58.00', 'due 22.00.00 (quiet)', 'morning 24/11 06.00.00'])
  })

  test('a breach at 06.00 is told as the breach that it is', () => {
    given(at('24/11 05.55'))
      .whenMoment('24/11 06.00')
      .thenHappened({ type: 'MomentPassed', moment: 'due' })
      .thenTold('owner overdue', 'section overdue', 'supervisor overdue')
  })

  test('a breach of step 6 at night is told at 06.00, though its series goes on later', () => {
    const ticket = ticketIn('vendor-repairing', { impact: 'rendah', registeredAt: wib('04.10') })
    expect(momentsOf(ticket, 4).slice(1)).toEqual([
      'due 24/11 04.30.00 (quiet)',
      'morning 24/11 06.00.00',
      'after 24/11 08.30.00',
    ])
  })

  test('Jasnita gets the notice of step 5 again in the morning', () => {
    given(ticketIn('coordinating', { impact: 'rendah', registeredAt: wib('22.00') }))
      .whenMoment('22.25')
      .thenTold()
      .whenMoment('24/11 06.00')
      .thenTold('vendor vendor-called', 'owner call-vendor', 'section call-vendor', 'supervisor overdue')
  })

  test('any other impact is told at night', () => {
    expect(momentsOf(aTicket({ registeredAt: wib('23.00') }), 3)).toEqual([
      'before 23.03.00',
      'due 23.05.00',
      'after 23.10.00',
    ])
  })

  test('what was told before the impact became rendah is not told again at 06.00', () => {
    const told = given(aTicket({ registeredAt: wib('05.00') })).whenMoment('05.50')
    expect(told.when(impact('rendah'), kepalaSeksi, '05.52').next()).toBe('after 06.20.00')
  })

  test('the supervisor hears of the analysis at the combined limit, not at 06.00 before it', () => {
    const accepted = given(at('24/11 05.39')).when(accept, kepalaSeksi, '24/11 05.40')
    const breached = accepted.whenMoment('24/11 05.50')
    const early = toldOf(breached.ticket, breached.whenMoment('24/11 06.00').events)
    expect(early.filter((told) => told.startsWith('supervisor'))).toEqual([])
    expect(toldOf(breached.ticket, breached.whenMoment('24/11 06.05').events)).toContain('supervisor overdue')
  })
})
