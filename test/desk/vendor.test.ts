/** Jasnita's part: steps 5 and 6, and what is kept of it (DESIGN section 5). */
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/desk/evolve.ts'
import { aTicket, given, repairedByVendor, stepOf, ticketIn, verdicts, wib } from './given.ts'
import {
  acknowledge,
  coordinate,
  escalate,
  eta,
  jasnita,
  kepalaSeksi,
  notYet,
  progress,
  reopen,
  resolve,
  wulan,
} from './people.ts'

describe('JASNITA and KOORDINASI', () => {
  test('JASNITA from step 2 accepts first and is judged against 30 minutes', () => {
    const { ticket } = given(aTicket())
      .when(escalate, kepalaSeksi, '14.09')
      .thenHappened({ type: 'TicketAccepted', implied: true }, 'TicketEscalated')
      .thenIn('coordinating', { step: 5, startedAt: '14.09.00', dueAt: '14.19.00' })
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 not-recorded', '4.1 on-time', '5.1 running'])
    expect(stepOf(ticket, 4).dueAt).toBe('14.35.00')
  })

  test('JASNITA from step 3 is judged against 25 minutes after acceptance', () => {
    const { ticket } = given(ticketIn('analysing')).when(escalate, kepalaSeksi, '14.32.01')
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 not-recorded', '4.1 late', '5.1 running'])
    expect(stepOf(ticket, 4).dueAt).toBe('14.32.00')
  })

  test('after the repair of the section both are refused: neither reaches the vendor; after its own they are notes', () => {
    for (const command of [escalate, coordinate]) {
      given(ticketIn('awaiting-confirmation')).when(command, kepalaSeksi, '14.30').thenRefused('not-in-this-step')
      given(repairedByVendor()).when(command, kepalaSeksi, '16.30').thenNoted()
      given(repairedByVendor())
        .when(notYet, wulan, '16.30')
        .when(resolve, kepalaSeksi, '16.40')
        .when(command, kepalaSeksi, '16.50')
        .thenNoted()
    }
  })

  test('JASNITA from step 4 ends the repair', () => {
    const { ticket } = given(ticketIn('repairing')).when(escalate, kepalaSeksi, '14.28').thenHappened('TicketEscalated')
    expect(verdicts(ticket)).toEqual(['2.1 on-time', '3.1 on-time', '4.1 late', '5.1 running'])
  })

  test.each([
    ['reported', ['TicketAccepted', 'TicketEscalated', 'CoordinationRecorded'], '14.35.00'],
    ['analysing', ['TicketEscalated', 'CoordinationRecorded'], '14.32.00'],
    ['repairing', ['TicketEscalated', 'CoordinationRecorded'], '14.27.00'],
  ] as const)('KOORDINASI from %s implies JASNITA', (state, events, combinedDue) => {
    const { ticket } = given(ticketIn(state))
      .when(coordinate, kepalaSeksi, '14.26')
      .thenHappened(...events)
      .thenIn('vendor-repairing', { step: 6, startedAt: '14.26.00', dueAt: '24/11 14.26.00' })
    expect(stepOf(ticket, 4)).toMatchObject({ dueAt: combinedDue, verdict: 'on-time' })
    expect(stepOf(ticket, 5)).toMatchObject({ startedAt: '14.26.00', doneAt: '14.26.00', verdict: 'on-time' })
  })

  test.each([
    ['TERIMA', acknowledge, jasnita],
    ['ETA', eta(wib('18.00')), jasnita],
    ['PROGRES', progress, jasnita],
    ['ETA on their behalf', eta(wib('18.00')), kepalaSeksi],
    ['PROGRES on their behalf', progress, kepalaSeksi],
  ] as const)("Jasnita's %s while coordinating ends step 5", (_name, command, by) => {
    const { ticket } = given(ticketIn('coordinating'))
      .when(command, by, '14.30')
      .thenIn('vendor-repairing', { step: 6, startedAt: '14.30.00', dueAt: '24/11 14.30.00' })
    expect(stepOf(ticket, 5)).toMatchObject({ doneAt: '14.30.00', verdict: 'on-time' })
  })

  test.each([jasnita, kepalaSeksi])('SELESAI of $name while coordinating ends steps 5 and 6', (by) => {
    const { ticket } = given(ticketIn('coordinating')).when(resolve, by, '14.31').thenIn('awaiting-confirmation')
    expect(verdicts(ticket).slice(-3)).toEqual(['5.1 late', '6.1 on-time', '7.1 running'])
  })

  test.each([eta(wib('18.00')), progress])('$type of Kepala Seksi in step 6 is kept and moves nothing', (command) => {
    given(ticketIn('vendor-repairing')).when(command, kepalaSeksi, '15.00').thenNoted()
  })

  test('SELESAI of Kepala Seksi in step 6 ends it', () => {
    given(ticketIn('vendor-repairing')).when(resolve, kepalaSeksi, '15.00').thenIn('awaiting-confirmation')
  })

  test('a promised ETA never moves the deadline', () => {
    const { ticket } = given(ticketIn('vendor-repairing'))
      .when(eta(wib('25/11 09.00')), jasnita, '15.00')
      .thenNoted()
    expect(stepOf(ticket, 6).dueAt).toBe('24/11 14.25.00')
    expect(ticket.vendor?.eta).toBe(wib('25/11 09.00'))
  })

  test('BUKA while coordinating returns to step 3 with a fresh clock, in the same cycle', () => {
    const back = given(ticketIn('coordinating'))
      .when(reopen, kepalaSeksi, '14.23')
      .thenHappened('TicketRecalled')
      .thenIn('analysing', { step: 3, cycle: 1, startedAt: '14.23.00', dueAt: '14.33.00' })
    expect(verdicts(back.ticket)).toContain('5.1 skipped')
    expect(stepOf(back.when(resolve, kepalaSeksi, '14.48').ticket, 4)).toMatchObject({
      dueAt: '14.48.00',
      verdict: 'on-time',
    })
    back.when(resolve, kepalaSeksi, '14.30').when(notYet, wulan, '14.40').thenIn('analysing', { step: 3, cycle: 2 })
  })

  test('BUKA once Jasnita has acknowledged does not take the ticket back', () => {
    const { ticket } = given(ticketIn('vendor-repairing')).when(reopen, kepalaSeksi, '14.40')
    expect(ticket.state).toBe('vendor-repairing')
  })
})

describe('what is said of the repair', () => {
  test('the cause, the action and the ticket number of the vendor stay on the ticket', () => {
    const { ticket } = given(ticketIn('coordinating'))
      .when({ type: 'AcknowledgeTicket', vendorTicket: 'JT-1' }, jasnita, '14.25')
      .when({ type: 'ReportProgress', vendorTicket: 'JT-2' }, jasnita, '14.40')
      .when({ type: 'ResolveTicket', cause: 'SIP trunk putus', action: 'trunk dialihkan' }, jasnita, '15.00')
      .when(notYet, wulan, '15.05')
    expect(ticket).toMatchObject({
      vendor: { id: 'jasnita', ticket: 'JT-2' },
      cause: 'SIP trunk putus',
      action: 'trunk dialihkan',
    })
  })

  test('a later repair without words does not repeat what an earlier one said', () => {
    const { ticket } = given(ticketIn('vendor-repairing'))
      .when({ type: 'ResolveTicket', cause: 'SIP trunk putus', action: 'trunk dialihkan' }, jasnita, '15.00')
      .when(notYet, wulan, '15.05')
      .when({ type: 'ResolveTicket' }, jasnita, '16.00')
    expect(ticket).not.toHaveProperty('action')
    expect(ticket).not.toHaveProperty('cause')
  })

  test('a note is kept with the last of the events that a command amounts to', () => {
    const { events } = given(aTicket()).when({ type: 'EscalateTicket', note: 'mentok' }, kepalaSeksi, '14.09')
    expect(events.map((event) => event.note)).toEqual([undefined, 'mentok'])
  })

  test.each([
    ['ANALISA from step 2', 'reported', { type: 'StartAnalysis', note: 'sy cek dulu' }, kepalaSeksi],
    ['PROGRES while coordinating', 'coordinating', { type: 'ReportProgress', note: 'masih dicek' }, jasnita],
  ] as const)('the note of %s is kept once', (_name, state, command, by) => {
    const { events } = given(ticketIn(state)).when(command, by, '14.25')
    expect(events.filter(({ note }) => note === command.note)).toHaveLength(1)
  })

  test('what is said to be repaired has no time ahead of it: ETA and PROGRES are notes', () => {
    for (const command of [eta(wib('17.00')), progress])
      given(repairedByVendor()).when(command, jasnita, '16.30').thenNoted()
  })

  test('a ticket begins with its registration', () => {
    expect(() => replay([])).toThrow()
    expect(() => replay([{ type: 'NoteAdded', at: wib('14.05') }])).toThrow()
  })
})
