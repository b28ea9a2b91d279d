/** The SOP's whole path and its endings (DOMAIN 1.2, 1.3, 1.6; DESIGN section 5). */
import { describe, expect, test } from 'vitest'
import type { Actor, Command, State } from '../../src/desk/ticket.ts'
import { aTicket, clock, given, repairedByVendor, stepOf, ticketIn, verdicts, wib } from './given.ts'
import {
  accept,
  acknowledge,
  analyse,
  bareYes,
  cancel,
  close,
  coordinate,
  dedi,
  duplicate,
  escalate,
  eta,
  jasnita,
  kepalaSeksi,
  notYet,
  progress,
  reopen,
  repair,
  resolve,
  wulan,
  yes,
} from './people.ts'

describe('the two endings of the SOP', () => {
  test('repaired by the section and confirmed by the reporter', () => {
    const { ticket } = given(aTicket())
      .when(accept, kepalaSeksi, '14.07.30')
      .thenHappened({ type: 'TicketAccepted', to: 'analysing', dueAt: wib('14.17.30'), by: kepalaSeksi })
      .thenIn('analysing', { step: 3, startedAt: '14.07.30', dueAt: '14.17.30', verdict: 'running' })
      .when(analyse, kepalaSeksi, '14.08')
      .thenHappened('AnalysisStarted')
      .when(repair, kepalaSeksi, '14.12')
      .thenHappened({ type: 'RepairStarted', to: 'repairing', dueAt: wib('14.27') })
      .when(resolve, kepalaSeksi, '14.20')
      .thenHappened({ type: 'TicketResolved', to: 'awaiting-confirmation', action: 'layanan dijalankan ulang' })
      .thenIn('awaiting-confirmation', { step: 7, startedAt: '14.20.00', verdict: 'running' })
      .when(bareYes, wulan, '14.25')
      .thenHappened({ type: 'TicketConfirmed', to: 'closed', closedAs: 'confirmed' })
      .thenIn('closed')
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 on-time', '4.1 on-time', '7.1 on-time'])
    expect(ticket).toMatchObject({ closedAs: 'confirmed', closedAt: wib('14.25'), action: 'layanan dijalankan ulang' })
    expect(ticket.steps.at(-1)).not.toHaveProperty('dueAt')
  })

  test('not repaired by the section, repaired by Jasnita', () => {
    const { ticket } = given(ticketIn('coordinating'))
      .when(coordinate, kepalaSeksi, '14.24')
      .thenHappened({ type: 'CoordinationRecorded', to: 'vendor-repairing', dueAt: wib('24/11 14.24') })
      .when(resolve, jasnita, '24/11 14.24')
      .thenHappened({ type: 'TicketResolved', to: 'awaiting-confirmation' })
      .when(yes, dedi, '24/11 15.00')
      .thenIn('closed')
    expect(verdicts(ticket)).toEqual([2, 3, 4, 5, 6, 7].map((step) => `${step}.1 on-time`))
  })

  test('the deadlines of DOMAIN 1.6', () => {
    const { ticket } = given(aTicket())
      .when(accept, kepalaSeksi, '14.07.30')
      .when(repair, kepalaSeksi, '14.12')
      .when(escalate, kepalaSeksi, '14.27')
      .when(coordinate, kepalaSeksi, '14.31')
    expect([2, 3, 4, 5, 6].map((step) => stepOf(ticket, step).dueAt)).toEqual([
      '14.10.00',
      '14.17.30',
      '14.27.00',
      '14.37.00',
      '24/11 14.31.00',
    ])
    expect(verdicts(ticket).slice(0, 4)).toEqual(['2.1 on-time', '3.1 on-time', '4.1 on-time', '5.1 on-time'])
  })
})

describe('on time and late', () => {
  const ways = [
    ['reported', accept, kepalaSeksi, '14.10'],
    ['analysing', repair, kepalaSeksi, '14.17'],
    ['repairing', resolve, kepalaSeksi, '14.27'],
    ['repairing', escalate, kepalaSeksi, '14.27'],
    ['coordinating', coordinate, kepalaSeksi, '14.30'],
    ['coordinating', acknowledge, jasnita, '14.30'],
    ['vendor-repairing', resolve, jasnita, '24/11 14.25'],
  ] as const
  const verdictOf = (at: number, [state, command, by]: readonly [State, Command, Actor, string]) => {
    const { ticket } = given(ticketIn(state)).when(command, by, at)
    return ticket.steps.at(-2)?.verdict
  }

  test.each(ways)('%s: exactly at the due second is on time, one second later is late', (...way) => {
    expect(verdictOf(wib(way[3]), way)).toBe('on-time')
    expect(verdictOf(wib(way[3]) + 999, way)).toBe('on-time')
    expect(verdictOf(wib(way[3]) + 1000, way)).toBe('late')
  })
})

describe('SELESAI without PERBAIKI', () => {
  const solvedFromThree = (at: string) =>
    given(aTicket()).when(accept, kepalaSeksi, '14.07.30').when(resolve, kepalaSeksi, at).ticket

  test('from step 3: step 3 is not recorded, step 4 is due 25 minutes after acceptance', () => {
    const ticket = solvedFromThree('14.32.30')
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 not-recorded', '4.1 on-time', '7.1 running'])
    expect(stepOf(ticket, 4)).toMatchObject({ dueAt: '14.32.30', doneAt: '14.32.30' })
    expect(verdicts(solvedFromThree('14.32.31'))).toContain('4.1 late')
  })

  test('from step 2: step 2 is judged alone, step 4 is due 30 minutes after registration', () => {
    const inTime = given(aTicket())
      .when(resolve, kepalaSeksi, '14.09')
      .thenHappened({ type: 'TicketAccepted', implied: true }, 'TicketResolved')
    expect(verdicts(inTime.ticket)).toEqual(['2.1 on-time', '3.1 not-recorded', '4.1 on-time', '7.1 running'])
    const { ticket } = given(aTicket()).when(resolve, kepalaSeksi, '14.35')
    expect(verdicts(ticket)).toEqual(['2.1 late', '3.1 not-recorded', '4.1 on-time', '7.1 running'])
    expect(stepOf(ticket, 4).dueAt).toBe('14.35.00')
    expect(verdicts(given(aTicket()).when(resolve, kepalaSeksi, '14.35.01').ticket)).toContain('4.1 late')
  })

  test('in cycle 2: 25 minutes after the reopening', () => {
    const again = given(ticketIn('awaiting-confirmation')).when(notYet, wulan, '15.00')
    expect(stepOf(again.when(resolve, kepalaSeksi, '15.25').ticket, 4)).toMatchObject({
      cycle: 2,
      dueAt: '15.25.00',
      verdict: 'on-time',
    })
    expect(verdicts(again.when(resolve, kepalaSeksi, '15.25.01').ticket)).toContain('4.2 late')
    expect(verdicts(again.when(resolve, kepalaSeksi, '15.25').ticket)).toContain('3.2 not-recorded')
  })

  test('after PERBAIKI from step 2 step 3 is not recorded and step 4 has its own 15 minutes', () => {
    const { ticket } = given(aTicket())
      .when(repair, kepalaSeksi, '14.09')
      .thenHappened({ type: 'TicketAccepted', implied: true }, 'RepairStarted')
      .thenIn('repairing', { step: 4, dueAt: '14.24.00' })
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 not-recorded', '4.1 running'])
  })
})

describe('notes and times', () => {
  test.each([
    { state: 'analysing', command: accept },
    { state: 'repairing', command: analyse },
    { state: 'coordinating', command: repair },
    { state: 'coordinating', command: escalate },
    { state: 'vendor-repairing', command: coordinate },
    { state: 'vendor-repairing', command: escalate },
    { state: 'awaiting-confirmation', command: resolve },
    { state: 'awaiting-confirmation', command: accept },
  ] as const)('in $state a repeated or backward $command.type is kept as a note', ({ state, command }) => {
    given(ticketIn(state))
      .when(command, kepalaSeksi, '16.00')
      .thenNoted()
      .thenHappened({ type: 'NoteAdded', said: command.type })
  })

  test.each([acknowledge, progress, eta(wib('18.00')), resolve])(
    'after SELESAI a $type of Jasnita is kept as a note',
    (command) => {
      given(repairedByVendor()).when(command, jasnita, '16.05').thenNoted()
    },
  )

  test('a second call taker who says BUKA finds the ticket open, and is kept as a note', () => {
    given(ticketIn('closed')).when(reopen, wulan, '15.00').thenIn('analysing').when(reopen, dedi, '15.01').thenNoted()
  })

  test('an event is not before the one it follows', () => {
    given(ticketIn('analysing'))
      .when(repair, kepalaSeksi, '14.06', { now: '14.09' })
      .thenHappened({
        type: 'RepairStarted',
        at: wib('14.07'),
      })
  })

  test('an event is not in the future', () => {
    given(aTicket())
      .when(accept, kepalaSeksi, '15.00', { now: '14.08' })
      .thenHappened({ type: 'TicketAccepted', at: wib('14.08') })
  })

  test('a TERIMA sent in time and delivered after the breach was told is on time', () => {
    const { ticket } = given(aTicket()).whenMoment('14.15').when(accept, kepalaSeksi, '14.09.50', { now: '14.16' })
    expect(stepOf(ticket, 2)).toMatchObject({ doneAt: '14.09.50', verdict: 'on-time' })
    expect(clock(ticket.steps.at(-1)?.dueAt ?? 0)).toBe('14.19.50')
  })

  test('a duplicate may be closed in any step', () => {
    given(ticketIn('repairing'))
      .when(duplicate, kepalaSeksi, '14.13')
      .thenHappened({ type: 'TicketClosed', closedAs: 'duplicate' })
    given(ticketIn('repairing')).when(close, kepalaSeksi, '14.13').thenRefused('not-in-this-step')
    given(ticketIn('closed')).when(cancel, kepalaSeksi, '14.40').thenRefused('already-ended')
  })
})
