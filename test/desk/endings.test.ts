/** How a ticket ends, and how it begins again (DOMAIN 1.6 rows 11 and 18; DESIGN section 5). */
import { describe, expect, test } from 'vitest'
import type { OpenState } from '../../src/desk/ticket.ts'
import { aTicket, given, repairedByVendor, stepOf, ticketIn, verdicts, wib } from './given.ts'
import {
  accept,
  bareYes,
  cancel,
  close,
  dedi,
  info,
  jasnita,
  kepalaSeksi,
  notYet,
  reopen,
  repair,
  resolve,
  supervisor,
  wulan,
  yes,
} from './people.ts'

describe('TUTUP', () => {
  test('closes in step 7 with a reason, and without one is refused', () => {
    const awaiting = given(ticketIn('awaiting-confirmation'))
    awaiting.when(close, kepalaSeksi, '14.30').thenIn('closed')
    for (const reason of ['', ' ']) {
      awaiting.when({ type: 'CloseTicket', reason }, kepalaSeksi, '14.30').thenRefused('no-reason')
    }
    awaiting.when({ type: 'CloseTicket' }, kepalaSeksi, '14.30').thenRefused('no-reason')
    given(ticketIn('repairing')).when({ type: 'CloseTicket' }, kepalaSeksi, '14.30').thenRefused('not-in-this-step')
  })
})

describe('BELUM and BUKA', () => {
  test('BELUM after the repair of the section begins cycle 2 at step 3', () => {
    const { ticket } = given(ticketIn('awaiting-confirmation'))
      .when(notYet, wulan, '14.50')
      .thenHappened({ type: 'TicketReopened', to: 'analysing' })
      .thenIn('analysing', { step: 3, cycle: 2, startedAt: '14.50.00', dueAt: '15.00.00' })
      .when(repair, kepalaSeksi, '15.00')
      .thenIn('repairing', { cycle: 2, dueAt: '15.15.00' })
    expect(ticket).toMatchObject({ cycle: 2, registeredAt: wib('14.05') })
    expect(verdicts(ticket)).toContain('3.2 on-time')
  })

  test('BELUM after the repair of the vendor begins cycle 2 at step 6, and cycle 3 too', () => {
    given(repairedByVendor())
      .when(notYet, dedi, '17.00')
      .thenHappened({ type: 'TicketReopened', to: 'vendor-repairing' })
      .thenIn('vendor-repairing', { step: 6, cycle: 2, startedAt: '17.00.00', dueAt: '24/11 17.00.00' })
      .when(resolve, jasnita, '18.00')
      .when(notYet, dedi, '18.10')
      .thenIn('vendor-repairing', { step: 6, cycle: 3, dueAt: '24/11 18.10.00' })
  })

  test('BUKA up to 24 hours after closing begins a cycle and takes the ending back', () => {
    const { ticket } = given(ticketIn('closed'))
      .when(reopen, wulan, '24/11 14.30')
      .thenHappened({ type: 'TicketReopened', to: 'analysing' })
      .thenIn('analysing', { step: 3, cycle: 2, dueAt: '24/11 14.40.00' })
    expect(ticket).not.toHaveProperty('closedAt')
    expect(ticket).not.toHaveProperty('closedAs')
  })

  test('BUKA later than 24 hours after closing is too late', () => {
    given(ticketIn('closed')).when(reopen, wulan, '24/11 14.30.01').thenRefused('too-late-to-reopen')
    given(ticketIn('closed')).when(notYet, wulan, '24/11 14.30.01').thenRefused('too-late-to-reopen')
  })

  test('a BUKA sent within 24 hours and delivered later counts by when it was sent', () => {
    given(ticketIn('closed')).when(reopen, wulan, '24/11 14.29', { now: '24/11 15.00' }).thenIn('analysing')
  })

  test('a note on a closed ticket does not lengthen the 24 hours', () => {
    const noted = given(ticketIn('closed')).when(info, wulan, '24/11 10.00').thenNoted()
    noted.when(reopen, wulan, '24/11 14.30.01').thenRefused('too-late-to-reopen')
  })

  test('BUKA of a ticket that the vendor repaired goes back to step 6', () => {
    given(repairedByVendor()).when(yes, wulan, '16.10').when(reopen, wulan, '20.00').thenIn('vendor-repairing', {
      step: 6,
      cycle: 2,
      dueAt: '24/11 20.00.00',
    })
  })

  test.each([
    ['step 6', given(ticketIn('vendor-repairing'))],
    ['step 6 of cycle 2', given(repairedByVendor()).when(notYet, wulan, '16.30')],
  ])('BUKA of a ticket that healed by itself in %s goes back to step 6', (_name, scene) => {
    scene
      .when(yes, wulan, '17.00')
      .thenHappened({ type: 'TicketSelfHealed', closedAs: 'self-healed' })
      .when(reopen, wulan, '18.00')
      .thenIn('vendor-repairing', { step: 6 })
  })
})

describe('confirmation', () => {
  test('silence for 24 hours closes unconfirmed, at the very second, whenever it is noticed', () => {
    const silent = given(ticketIn('awaiting-confirmation'))
    expect(silent.whenMoment('24/11 14.19.59').ticket.state).toBe('awaiting-confirmation')
    const { ticket } = silent
      .whenMoment('24/11 15.00')
      .thenHappened({ type: 'TicketClosed', to: 'closed', closedAs: 'unconfirmed', at: wib('24/11 14.20') })
    expect(ticket).toMatchObject({ closedAs: 'unconfirmed', closedAt: wib('24/11 14.20') })
    expect(stepOf(ticket, 7).verdict).toBe('skipped')
  })

  test('the closing by rule names nobody', () => {
    const { events } = given(ticketIn('awaiting-confirmation')).whenMoment('24/11 14.20')
    expect(events[0]).not.toHaveProperty('by')
  })

  test('TUTUP closes unconfirmed and keeps the reason', () => {
    given(ticketIn('awaiting-confirmation')).when(close, kepalaSeksi, '15.00').thenHappened({
      type: 'TicketClosed',
      closedAs: 'unconfirmed',
      note: 'pelapor tidak menjawab',
      by: kepalaSeksi,
    })
  })

  test.each([
    ['the reporter off duty', wulan, false],
    ['another call taker on duty', dedi, true],
    ['a supervisor on duty', supervisor, true],
  ] as const)('YA of %s closes as confirmed', (_who, by, onDuty) => {
    given(ticketIn('awaiting-confirmation'))
      .when(yes, by, '15.00', { onDuty })
      .thenHappened({ type: 'TicketConfirmed', closedAs: 'confirmed' })
  })

  test('YA of a call taker off duty who did not report is refused, and of Kepala Seksi', () => {
    const scene = given(ticketIn('awaiting-confirmation'))
    scene.when(yes, dedi, '15.00', { onDuty: false }).thenRefused('off-duty')
    scene.when(yes, kepalaSeksi, '15.00').thenRefused('not-your-role')
    scene.when(yes, jasnita, '15.00').thenRefused('not-your-role')
  })

  test('YA on an ended ticket is refused as ended', () => {
    given(ticketIn('closed')).when(yes, wulan, '15.00').thenRefused('already-ended')
  })
})

describe('healed by itself', () => {
  test.each([
    ['reported', ['2.1 skipped', '3.1 skipped', '4.1 skipped']],
    ['analysing', ['2.1 on-time', '3.1 skipped', '4.1 skipped']],
    ['repairing', ['2.1 on-time', '3.1 on-time', '4.1 skipped']],
    ['coordinating', ['2.1 on-time', '3.1 on-time', '4.1 on-time', '5.1 skipped']],
    ['vendor-repairing', ['2.1 on-time', '3.1 on-time', '4.1 on-time', '5.1 on-time', '6.1 skipped']],
  ] as const)('an explicit YA in %s ends it with what was not done as skipped', (state, expected) => {
    const { ticket } = given(ticketIn(state))
      .when(yes, dedi, '14.26')
      .thenHappened({ type: 'TicketSelfHealed', to: 'closed', closedAs: 'self-healed' })
    expect(verdicts(ticket)).toEqual(expected)
  })

  test.each<OpenState>(['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'])(
    'a bare YA in %s does nothing',
    (state) => {
      given(ticketIn(state)).when(bareYes, wulan, '14.26').thenNothing()
    },
  )
})

describe('cancelling', () => {
  test.each<OpenState>(['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'])(
    'Kepala Seksi cancels in %s, and BUKA goes back to the step with its old clocks',
    (state) => {
      const before = ticketIn(state)
      const { ticket } = given(before)
        .when(cancel, kepalaSeksi, '14.26')
        .thenHappened({ type: 'TicketCancelled', to: 'cancelled', note: 'salah lapor' })
        .when(reopen, kepalaSeksi, '14.50')
        .thenHappened({ type: 'CancellationUndone', to: state })
      expect(ticket.steps).toEqual(before.steps)
      expect(ticket.cycle).toBe(1)
      expect(ticket).not.toHaveProperty('closedAt')
      expect(ticket).not.toHaveProperty('cancelledFrom')
    },
  )

  test('the old clock judges what is done after the cancellation was undone', () => {
    const undone = given(aTicket()).when(cancel, wulan, '14.07').when(reopen, wulan, '14.08')
    expect(verdicts(undone.when(accept, kepalaSeksi, '14.10').ticket)[0]).toBe('2.1 on-time')
    expect(verdicts(undone.when(accept, kepalaSeksi, '14.10.01').ticket)[0]).toBe('2.1 late')
  })

  test('the reporter cancels in step 2 only, another call taker never', () => {
    given(aTicket()).when(cancel, wulan, '14.06', { onDuty: false }).thenIn('cancelled')
    given(aTicket()).when(cancel, dedi, '14.06').thenRefused('not-your-role')
    const accepted = given(ticketIn('analysing')).when(cancel, wulan, '14.08')
    expect(accepted.decision.ok).toBe(false)
  })

  test('nobody cancels in step 7', () => {
    given(ticketIn('awaiting-confirmation')).when(cancel, kepalaSeksi, '14.40').thenRefused('not-in-this-step')
  })

  test('a cancelled ticket is opened again within 24 hours only', () => {
    given(ticketIn('cancelled')).when(reopen, wulan, '24/11 14.06').thenIn('reported')
    given(ticketIn('cancelled')).when(reopen, wulan, '24/11 14.06.01').thenRefused('too-late-to-reopen')
  })
})
