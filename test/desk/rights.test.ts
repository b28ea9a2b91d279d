/** Who may what in which state (DOMAIN 4.2; DESIGN section 5), as a table. */
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/desk/decide.ts'
import { isOpen, replay } from '../../src/desk/evolve.ts'
import { CIREBON } from '../../src/desk/office.ts'
import type { Actor, Command, State } from '../../src/desk/ticket.ts'
import { aTicket, given, repairedByVendor, ticketIn, wib } from './given.ts'
import * as p from './people.ts'

const STATES: readonly State[] = [
  'reported',
  'analysing',
  'repairing',
  'coordinating',
  'vendor-repairing',
  'awaiting-confirmation',
  'closed',
  'cancelled',
]

/** Every ticket of the table is Wulan's and handed to Asep. */
const PERSONS: Record<string, { by: Actor; onDuty: boolean }> = {
  'kepala seksi': { by: p.kepalaSeksi, onDuty: true },
  substituted: { by: p.kepalaSeksi, onDuty: false },
  'stands in': { by: p.standIn, onDuty: true },
  'handed to': { by: p.asep, onDuty: true },
  'other staf': { by: p.otherStaf, onDuty: true },
  reporter: { by: p.wulan, onDuty: false },
  'on duty': { by: p.dedi, onDuty: true },
  'off duty': { by: p.dedi, onDuty: false },
  supervisor: { by: p.supervisor, onDuty: true },
  jasnita: { by: p.jasnita, onDuty: true },
  admin: { by: p.admin, onDuty: true },
  auditor: { by: p.auditor, onDuty: true },
}

/*
 * A letter a state, steps 2 to 7, closed, cancelled:
 *   + moves the ticket   n kept without moving it   . nothing at all
 *   - not your role   o off duty   s not in this step   e already ended
 *   x refused, whatever the reason   ? unsaid by the SOP and its readings, but never a move
 */
const NOBODY = 'xxxxxxxx'
const NEVER = '????????'
type Row = readonly [command: Command, others: string, rows: Readonly<Record<string, string>>]

/** Kepala Seksi keeps his rights while substituted; staf has them in his place and on tickets handed to them. */
const section = (letters: string) => ({
  'kepala seksi': letters,
  substituted: letters,
  'stands in': letters,
  'handed to': letters,
})
/** A supervisor has a call taker's rights. */
const callTakers = (letters: string) => ({ reporter: letters, 'on duty': letters, supervisor: letters })

const TABLE: readonly Row[] = [
  [p.accept, NOBODY, section('+nnnnnee')],
  [p.analyse, NOBODY, section('+nnnnnee')],
  [p.repair, NOBODY, section('++nnnnee')],
  [p.resolve, NOBODY, { ...section('+++++nee'), jasnita: '---++nxx' }],
  [p.escalate, NOBODY, section('+++nnnee')],
  [p.coordinate, NOBODY, section('++++nnee')],
  [p.acknowledge, NOBODY, { jasnita: 'xxx+nnee' }],
  [p.eta(wib('20.00')), NOBODY, { ...section('xxx+n?ee'), jasnita: 'xxx+nnee' }],
  [p.progress, NOBODY, { ...section('???+n?ee'), jasnita: 'xxx+nnee' }],
  [p.yes, NOBODY, { ...callTakers('++++++ee'), 'off duty': '+++++oxx', ...section('------xx') }],
  [p.bareYes, NOBODY, { ...callTakers('.....+ee'), 'off duty': '.....oxx', ...section('------xx') }],
  [
    p.notYet,
    NEVER,
    { ...callTakers('nnnnn++x'), 'off duty': 'nnnnnoox', ...section('?????++x'), jasnita: '?????xxx', admin: NOBODY },
  ],
  [
    p.reopen,
    NEVER,
    {
      ...callTakers('???x?++?'),
      reporter: '???x?+++',
      'off duty': '???x?oo?',
      ...section('???+?+++'),
      jasnita: 'xxxxxxxx',
      'other staf': 'xxxxxxxx',
    },
  ],
  [p.cancel, NOBODY, { ...section('+++++see'), reporter: '+xxxxxee' }],
  [p.close, NOBODY, section('sssss+ee')],
  [p.duplicate, NOBODY, section('++++++ee')],
  [p.handTo(p.otherStaf), NOBODY, section('nnnnnnee')],
  [p.impact('kritis'), NOBODY, { ...section('nnnnnnee'), reporter: 'nnnnnnee' }],
  [
    { type: 'CorrectReport', change: { unit: 'PC 3' } },
    NEVER,
    { ...section('nnnnnnee'), reporter: 'nnnnnnee', jasnita: NOBODY, admin: NOBODY, auditor: NOBODY },
  ],
  [p.info, NEVER, { ...section('nnnnnnnn'), reporter: 'nnnnnnnn', jasnita: 'xxxnnnnx', auditor: NOBODY }],
]

const REFUSALS: Record<string, string> = {
  'not-your-role': '-',
  'off-duty': 'o',
  'not-in-this-step': 's',
  'already-ended': 'e',
}

/** Tickets that Jasnita had when it ended or awaits confirmation, so that Jasnita is on them. */
const TICKETS = STATES.map((state) => {
  if (state === 'awaiting-confirmation') return repairedByVendor({ assignee: p.asep })
  if (state !== 'closed') return ticketIn(state, { assignee: p.asep })
  return given(repairedByVendor({ assignee: p.asep })).when(p.yes, p.wulan, '16.10').ticket
})

function letterOf(command: Command, person: string, index: number): string {
  const ticket = TICKETS[index]!
  const at = wib('16.20')
  const decision = decide(ticket, command, { at, now: at, ...PERSONS[person]! }, CIREBON)
  if (!decision.ok) return REFUSALS[decision.refusal.reason] ?? decision.refusal.reason
  if (decision.events.length === 0) return '.'
  const after = replay([{ type: 'TicketRegistered', at: ticket.registeredAt, ticket }, ...decision.events])
  return after.state === ticket.state && after.steps.length === ticket.steps.length ? 'n' : '+'
}

/** Where the table leaves the letter open, the letter found is read as the table's, unless it is outside of it. */
function asTable(found: string, expected: string): string {
  if (expected === 'x' && Object.values(REFUSALS).includes(found)) return 'x'
  return expected === '?' && found !== '+' ? '?' : found
}

for (const [command, others, rows] of TABLE) {
  const { type, ...said } = command
  describe(`${type} ${JSON.stringify(said)}`, () => {
    test.each(Object.keys(PERSONS))('%s', (person) => {
      const expected = rows[person] ?? others
      const found = STATES.map((_state, index) => asTable(letterOf(command, person, index), expected[index]!))
      expect(found.join('')).toBe(expected)
    })
  })
}

test('the tickets of the table are in the states that head it', () => {
  expect(TICKETS.map(({ state }) => state)).toEqual(STATES)
  expect(TICKETS.filter(isOpen)).toHaveLength(6)
})

test.each([p.otherStaf, p.kepalaSeksi, p.standIn, { ...p.supervisor, standsInFor: 'kepala_seksi' } as const])(
  'a ticket is handed to $name, who can act on it',
  (to) => {
    const { ticket } = given(ticketIn('repairing')).when(p.handTo(to), p.kepalaSeksi, '14.30').thenNoted()
    expect(ticket.assignee).toEqual({ id: to.id, name: to.name, role: to.role })
  },
)

test.each([p.dedi, p.supervisor, p.jasnita, p.admin, p.auditor, { ...p.admin, standsInFor: 'kepala_seksi' } as const])(
  'a ticket is not handed to $name, who could do nothing with it',
  (to) => {
    given(ticketIn('repairing')).when(p.handTo(to), p.kepalaSeksi, '14.30').thenRefused('not-of-section')
  },
)

test('who may not hand a ticket over is told so, whether or not the name is known', () => {
  given(ticketIn('repairing')).when({ type: 'ReassignTicket' }, p.wulan, '14.30').thenRefused('not-your-role')
  given(ticketIn('repairing')).when(p.handTo(p.dedi), p.wulan, '14.30').thenRefused('not-your-role')
  given(ticketIn('repairing')).when({ type: 'ReassignTicket' }, p.kepalaSeksi, '14.30').thenRefused('nobody-named')
})

test('nobody at all gives no command', () => {
  const at = wib('14.06')
  expect(decide(ticketIn('reported'), p.accept, { at, now: at }, CIREBON)).toMatchObject({ ok: false })
})

test('the member of staff loses the rights when the ticket is handed on', () => {
  given(ticketIn('reported', { assignee: p.asep }))
    .when(p.handTo(p.otherStaf), p.kepalaSeksi, '14.06')
    .thenNoted()
    .when(p.accept, p.otherStaf, '14.07')
    .thenIn('analysing')
    .when(p.repair, p.asep, '14.08')
    .thenRefused('not-your-role')
})

test('Jasnita has no say on an application without a vendor', () => {
  const { vendor: _vendor, ...ours } = ticketIn('coordinating')
  given(ours).when(p.acknowledge, p.jasnita, '14.25').thenRefused('not-your-role')
})

test('who typed a report that came by telephone has the rights of its reporter', () => {
  given(aTicket({ recordedBy: p.dedi }))
    .when(p.cancel, p.dedi, '14.06')
    .thenIn('cancelled')
  given(ticketIn('awaiting-confirmation', { recordedBy: p.dedi }))
    .when(p.yes, p.dedi, '14.30', { onDuty: false })
    .thenIn('closed')
})

test.each([p.kepalaSeksi, p.standIn])('$name confirms no repair, also of a report of their own', (reporter) => {
  for (const by of [p.asep, p.kepalaSeksi]) {
    given(ticketIn('repairing', { reporter, assignee: p.asep }))
      .when(p.resolve, by, '14.20')
      .when(p.yes, reporter, '14.30')
      .thenRefused('not-your-role')
      .when(p.yes, p.dedi, '14.31')
      .thenIn('closed')
  }
  given(ticketIn('repairing', { reporter })).when(p.yes, reporter, '14.30').thenRefused('not-your-role')
})

test('staf confirms the repair of a report of theirs, but not when they made it', () => {
  const repairing = given(ticketIn('repairing', { reporter: p.asep, assignee: p.asep }))
  repairing.when(p.resolve, p.kepalaSeksi, '14.20').when(p.yes, p.asep, '14.30').thenIn('closed')
  const own = repairing.when(p.resolve, p.asep, '14.20')
  own.when(p.yes, p.asep, '14.30').thenRefused('not-your-role')
  own.when(p.notYet, p.asep, '14.30').thenIn('analysing').when(p.resolve, p.kepalaSeksi, '14.35')
})

test('a call taker who stands in for Kepala Seksi confirms what somebody else repaired', () => {
  const standsIn = { ...p.dedi, standsInFor: 'kepala_seksi' } as const
  given(ticketIn('awaiting-confirmation')).when(p.yes, standsIn, '14.30').thenIn('closed')
  given(ticketIn('repairing'))
    .when(p.resolve, standsIn, '14.20')
    .when(p.yes, standsIn, '14.30')
    .thenRefused('not-your-role')
})

test.each([p.admin, p.auditor])('$role moves no step, not even of a report of their own', (reporter) => {
  given(aTicket({ reporter })).when(p.cancel, reporter, '14.06').thenRefused('not-your-role')
  given(ticketIn('repairing', { reporter })).when(p.yes, reporter, '14.30').thenRefused('not-your-role')
})
