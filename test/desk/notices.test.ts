/** The notice table of DESIGN section 5 and the last column of DOMAIN 1.7, line by line, and that nobody else hears. */
import { describe, expect, test } from 'vitest'
import { CIREBON } from '../../src/desk/office.ts'
import type { Impact, OpenState, TicketEvent } from '../../src/desk/ticket.ts'
import { aTicket, given, repairedByVendor, ticketIn, toldOf, wib } from './given.ts'
import * as p from './people.ts'

const CONFIRM = 'confirmers confirm-please'
const BREACH = ['owner overdue', 'section overdue', 'supervisor overdue']
const DECIDE = ['owner decide-please', 'section decide-please', 'supervisor overdue']

describe('events', () => {
  test('registered: the reporter, and Kepala Seksi or who stands in', () => {
    const ticket = aTicket()
    const event: TicketEvent = { type: 'TicketRegistered', at: ticket.registeredAt, by: p.wulan, ticket }
    expect(toldOf(ticket, [event])).toEqual(['owner new-report', 'reporters registered'])
  })

  test.each([p.accept, p.analyse])('accepted by $type: the reporter', (command) => {
    given(aTicket()).when(command, p.kepalaSeksi, '14.07').thenTold('reporters accepted')
  })

  test('accepted with PERBAIKI from step 2: the reporter', () => {
    given(aTicket()).when(p.repair, p.kepalaSeksi, '14.07').thenTold('reporters accepted')
  })

  test.each<OpenState>(['reported', 'analysing', 'repairing'])(
    'escalated from %s: Jasnita and the reporter',
    (state) => {
      const scene = given(ticketIn(state))
      scene.when(p.escalate, p.kepalaSeksi, '14.20').thenTold('vendor vendor-called', 'reporters escalated')
      scene.when(p.coordinate, p.kepalaSeksi, '14.20').thenTold('vendor vendor-called', 'reporters escalated')
    },
  )

  test('Jasnita acknowledges: Kepala Seksi', () => {
    const { thenTold } = given(ticketIn('coordinating')).when(p.acknowledge, p.jasnita, '14.25')
    thenTold('section vendor-acknowledged')
  })

  test("Jasnita's ETA and progress: Kepala Seksi", () => {
    const scene = given(ticketIn('vendor-repairing'))
    scene.when(p.eta(wib('18.00')), p.jasnita, '15.00').thenTold('section vendor-eta')
    scene.when(p.progress, p.jasnita, '15.00').thenTold('section vendor-progress')
  })

  test('ETA while coordinating: one message to Kepala Seksi', () => {
    given(ticketIn('coordinating'))
      .when(p.eta(wib('18.00')), p.jasnita, '14.25')
      .thenTold('section vendor-eta')
  })

  test.each<OpenState>(['coordinating', 'vendor-repairing'])(
    'what Kepala Seksi says in place of Jasnita in %s: nobody',
    (state) => {
      given(ticketIn(state))
        .when(p.eta(wib('18.00')), p.kepalaSeksi, '14.30')
        .thenTold()
      given(ticketIn(state)).when(p.progress, p.kepalaSeksi, '14.30').thenTold()
    },
  )

  test('resolved by the section: who confirms is asked at once', () => {
    for (const state of ['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'] as const) {
      given(ticketIn(state)).when(p.resolve, p.kepalaSeksi, '14.26').thenTold(CONFIRM)
    }
  })

  test('resolved by Jasnita: Kepala Seksi too', () => {
    for (const state of ['coordinating', 'vendor-repairing'] as const) {
      given(ticketIn(state)).when(p.resolve, p.jasnita, '14.26').thenTold(CONFIRM, 'section vendor-resolved')
    }
  })

  test('closed, whichever way: everyone who was told of it', () => {
    const awaiting = given(ticketIn('awaiting-confirmation'))
    awaiting.when(p.yes, p.wulan, '14.30').thenTold('told closed')
    awaiting.when(p.close, p.kepalaSeksi, '14.30').thenTold('told closed')
    awaiting.whenMoment('24/11 14.20').thenTold('told closed')
    given(ticketIn('vendor-repairing')).when(p.yes, p.dedi, '14.30').thenTold('told closed')
    given(ticketIn('repairing')).when(p.duplicate, p.kepalaSeksi, '14.30').thenTold('told closed')
  })

  test('cancelled: everyone who was told of it', () => {
    given(ticketIn('vendor-repairing')).when(p.cancel, p.kepalaSeksi, '14.30').thenTold('told cancelled')
  })

  test('reopened: whose step it is again, and the reporter', () => {
    const expected = ['owner your-step-again', 'reporters reopened']
    given(ticketIn('awaiting-confirmation'))
      .when(p.notYet, p.wulan, '14.30')
      .thenTold(...expected)
    given(ticketIn('closed'))
      .when(p.reopen, p.dedi, '14.50')
      .thenTold(...expected)
    given(ticketIn('cancelled'))
      .when(p.reopen, p.wulan, '14.50')
      .thenTold(...expected)
  })

  test('reopened after the repair of the vendor: the vendor, and the reporter', () => {
    const expected = ['vendor your-step-again', 'reporters reopened']
    given(repairedByVendor())
      .when(p.notYet, p.dedi, '16.30')
      .thenTold(...expected)
    given(repairedByVendor())
      .when(p.yes, p.wulan, '16.10')
      .when(p.reopen, p.wulan, '16.30')
      .thenTold(...expected)
  })

  test('taken back from Jasnita: whose step it is again, the reporter, and Jasnita who was called', () => {
    given(ticketIn('coordinating'))
      .when(p.reopen, p.kepalaSeksi, '14.25')
      .thenTold('owner your-step-again', 'reporters reopened', 'vendor cancelled')
  })

  test('handed over: who has it now', () => {
    given(ticketIn('reported')).when(p.handTo(p.asep), p.kepalaSeksi, '14.06').thenTold('assignee handed-over')
  })

  test.each([
    { state: 'analysing', command: p.analyse },
    { state: 'analysing', command: p.repair },
    { state: 'analysing', command: p.accept },
    { state: 'repairing', command: p.info },
    { state: 'repairing', command: p.impact('kritis') },
    { state: 'coordinating', command: p.coordinate },
    { state: 'coordinating', command: p.escalate },
  ] as const)('$command.type in $state: nobody', ({ state, command }) => {
    given(ticketIn(state)).when(command, p.kepalaSeksi, '14.26').thenTold()
  })
})

describe('moments', () => {
  test.each([
    ['step 2, 2 minutes before', 'reported', '14.08', ['owner reminder']],
    ['step 2, at the breach', 'reported', '14.10', BREACH],
    ['step 2, after it', 'reported', '14.15', BREACH],
    ['step 3, 3 minutes before', 'analysing', '14.14', ['owner reminder']],
    ['step 3, at the combined limit', 'analysing', '14.32', DECIDE],
    ['step 3, in the series', 'analysing', '15.02', DECIDE],
    ['step 4, 3 minutes before', 'repairing', '14.24', ['owner reminder']],
    ['step 4, at the breach', 'repairing', '14.27', DECIDE],
    ['step 4, after it', 'repairing', '14.42', DECIDE],
    ['step 5, 3 minutes before', 'coordinating', '14.27', ['owner reminder']],
    ['step 5, at the breach', 'coordinating', '14.30', ['vendor vendor-called', ...BREACH]],
    ['step 6, 12 hours before', 'vendor-repairing', '24/11 02.25', ['vendor reminder', 'section reminder']],
    ['step 6, 1 hour before', 'vendor-repairing', '24/11 13.25', ['vendor reminder', 'section reminder']],
    [
      'step 6, at the breach',
      'vendor-repairing',
      '24/11 14.25',
      ['vendor overdue', 'section overdue', 'supervisor overdue'],
    ],
    [
      'step 6, after it',
      'vendor-repairing',
      '24/11 18.25',
      ['vendor overdue', 'section overdue', 'supervisor overdue'],
    ],
    ['step 7, after 15 minutes', 'awaiting-confirmation', '14.35', [CONFIRM]],
    ['step 7, after 60 minutes', 'awaiting-confirmation', '15.20', [CONFIRM]],
    ['step 7, at the next shift', 'awaiting-confirmation', '21.00', ['call-takers confirm-please']],
  ] as const)('%s', (_name, state, at, expected) => {
    given(ticketIn(state))
      .whenMoment(at)
      .thenTold(...expected)
  })

  test('step 3, at its own due second: a note to Kepala Seksi, which is no breach', () => {
    const before = ticketIn('analysing')
    const told = toldOf(before, given(before).whenMoment('14.17').events)
    expect(told.map((one) => one.split(' ')[0])).toEqual(['owner', 'section'])
    expect(told.filter((one) => one.endsWith(' overdue'))).toEqual([])
  })

  test('step 5, 10 minutes after: please telephone Jasnita', () => {
    const told = toldOf(ticketIn('coordinating'), given(ticketIn('coordinating')).whenMoment('14.40').events)
    expect(told).toEqual(expect.arrayContaining(['owner call-vendor', 'supervisor overdue']))
  })

  test('at a promised ETA: Jasnita and Kepala Seksi', () => {
    given(ticketIn('vendor-repairing'))
      .when(p.eta(wib('18.00')), p.jasnita, '15.00')
      .whenMoment('18.00')
      .thenTold('vendor eta-reached', 'section eta-reached')
  })

  test('several moments noticed together are told as one', () => {
    const { events } = given(ticketIn('reported')).whenMoment('14.25')
    expect(events).toHaveLength(4)
    expect(events.filter((event) => toldOf(ticketIn('reported'), [event]).length > 0)).toHaveLength(1)
  })
})

describe('the early notice to Jasnita', () => {
  const office = { ...CIREBON, earlyVendorNotice: true }
  const toldAt = (impact: Impact, time: string, how = office) => {
    const repairing = given(ticketIn('repairing', { impact }), how).whenMoment('14.27')
    const { ticket, events } = repairing.whenMoment(time)
    return toldOf(ticket, events).filter((told) => told.startsWith('vendor'))
  }

  test('comes once, 15 minutes after the repair of a critical ticket was due', () => {
    expect(toldAt('kritis', '14.42')).toEqual(['vendor early-notice'])
    const later = given(ticketIn('repairing', { impact: 'kritis' }), office)
      .whenMoment('14.27')
      .whenMoment('14.42')
    const { ticket, events } = later.whenMoment('15.12')
    expect(toldOf(ticket, events).filter((told) => told.startsWith('vendor'))).toEqual([])
  })

  test('comes neither for lesser tickets nor where desk.yaml does not ask for it', () => {
    expect(toldAt('tinggi', '14.42')).toEqual([])
    expect(toldAt('kritis', '14.42', CIREBON)).toEqual([])
  })
})
