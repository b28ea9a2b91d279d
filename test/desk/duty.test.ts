/** Who is on duty when: shifts, roster, what was said, substitutes with an end (issue of part 5, item 1). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gapsIn, nextInLine, nextLook, turns, WATCHED } from '../../src/desk/coverage.ts'
import { actorOf, type Member, onDuty, onDutyIn } from '../../src/desk/duty.ts'
import { CIREBON } from '../../src/desk/office.ts'
import { HOUR, MINUTE } from '../../src/desk/sop.ts'
import { clock, given, ticketIn, wib } from './given.ts'
import { asep, kepalaSeksi, otherStaf, resolve } from './people.ts'

const OFFICE_HOURS = { from: 450, to: 960 }
const NIGHT = { from: 21 * 60, to: 7 * 60 }
const person = (id: number, change: Partial<Member> = {}): Member => ({
  id,
  name: `P${id}`,
  role: 'kepala_seksi',
  phone: `+62811000000${id}`,
  channels: ['whatsapp'],
  ...change,
})
const isOn = (member: Member, at: string) => onDuty(member, wib(at), CIREBON)
const namesOf = (members: readonly Member[], at: string) =>
  onDutyIn('kepala_seksi', members, wib(at), CIREBON).map(({ name }) => name)

describe('the roster', () => {
  const rostered = person(1, { shift: OFFICE_HOURS, roster: { '2026-11-24': [], '2026-11-25': [NIGHT], '4': [NIGHT] } })

  test('a date wins over the shift: off on one day, nights on another, and the night ends the next morning', () => {
    expect(isOn(rostered, '14.05')).toBe(true)
    expect(isOn(rostered, '24/11 14.05')).toBe(false)
    expect([isOn(rostered, '25/11 14.05'), isOn(rostered, '25/11 21.00'), isOn(rostered, '26/11 06.59')]).toEqual([
      false,
      true,
      true,
    ])
  })

  test('a weekday holds every week where no date says otherwise', () => {
    const weekly = person(1, { roster: { '4': [NIGHT], '2026-11-26': [] } })
    const thursday = wib('26/11 22.00')
    expect(onDuty(weekly, thursday, CIREBON)).toBe(false)
    expect(onDuty(weekly, thursday + 7 * 24 * HOUR, CIREBON)).toBe(true)
    expect(onDuty(weekly, thursday - 7 * 24 * HOUR, CIREBON)).toBe(true)
    expect(isOn(rostered, '26/11 07.30')).toBe(false)
  })
})

describe('a substitute with an end', () => {
  const substitute = person(2, { role: 'staf', name: 'Asep' })
  const ratna = person(1, {
    name: 'Ratna',
    duty: 'off',
    dutySaidAt: wib('23.00'),
    dutyUntil: wib('24/11 03.00'),
    substituteId: 2,
  })

  test('stands in until that second, then the holder is asked again and the right ends', () => {
    expect(namesOf([ratna, substitute], '24/11 02.59.59')).toEqual(['Asep'])
    expect(actorOf(substitute, [ratna, substitute], wib('24/11 02.59.59'), CIREBON).standsInFor).toBe('kepala_seksi')
    expect(namesOf([ratna, substitute], '24/11 03.00')).toEqual(['Ratna'])
    expect(actorOf(substitute, [ratna, substitute], wib('24/11 03.00'), CIREBON).standsInFor).toBeUndefined()
  })

  test('ends also while the holder is off by plan: then nobody is there', () => {
    const inShift = { ...ratna, shift: OFFICE_HOURS }
    const gaps = gapsIn('kepala_seksi', [inShift, substitute], wib('24/11 02.00'), wib('24/11 12.00'), CIREBON)
    expect(gaps.map(({ from, to }) => [clock(from), to && clock(to)])).toEqual([['24/11 03.00.00', '24/11 07.30.00']])
  })

  test('said longer than twelve hours holds for people with a shift too', () => {
    const leave = { ...ratna, shift: OFFICE_HOURS, dutyUntil: wib('26/11 00.00') }
    expect(namesOf([leave, substitute], '25/11 14.00')).toEqual(['Asep'])
    expect(namesOf([leave, substitute], '26/11 08.00')).toEqual(['Ratna'])
  })

  test('who went home as well is followed to their own substitute, and two who name each other are nobody', () => {
    const budi = person(3, { role: 'staf', name: 'Budi' })
    const gone = { ...substitute, duty: 'off' as const, substituteId: 3 }
    expect(namesOf([ratna, gone, budi], '23.30')).toEqual(['Budi'])
    const circle = { ...substitute, duty: 'off' as const, substituteId: 1 }
    expect(gapsIn('kepala_seksi', [ratna, circle], wib('23.30'), wib('23.30'), CIREBON)).toHaveLength(1)
  })
})

describe('gaps', () => {
  const spans = (members: readonly Member[], from: string, to: string) =>
    gapsIn('kepala_seksi', members, wib(from), wib(to), CIREBON).map(
      (gap) => `${clock(gap.from)} - ${gap.to === undefined ? '' : clock(gap.to)}`,
    )

  test('office hours alone leave the night, and the next in line is the first who is off by plan', () => {
    const ratna = person(1, { shift: OFFICE_HOURS })
    expect(spans([ratna], '14.05', '24/11 16.00')).toEqual([
      '16.00.00 - 24/11 07.30.00',
      '24/11 16.00.00 - 25/11 07.30.00',
    ])
    expect(
      nextInLine('kepala_seksi', [{ ...ratna, duty: 'off', dutySaidAt: wib('14.00') }, person(2)], wib('14.05'))?.id,
    ).toBe(2)
  })

  test.each([
    ['always on duty', [person(1)]],
    [
      'three shifts',
      [
        person(1, { shift: { from: 420, to: 840 } }),
        person(2, { shift: { from: 840, to: 1260 } }),
        person(3, { shift: NIGHT }),
      ],
    ],
    ['nobody holds the role', [person(1, { role: 'staf' })]],
  ])('none: %s', (_, members) => {
    expect(spans(members, '14.05', '30/11 14.05')).toEqual([])
  })

  test('opted out, the appointment over, gone home until a time: each leaves one', () => {
    expect(spans([person(1, { optedOut: true })], '14.05', '14.05')).toEqual(['14.05.00 - '])
    expect(spans([person(1, { until: wib('24/11 23.59.59') })], '14.05', '26/11 14.05')).toEqual(['24/11 23.59.59 - '])
    const away = person(1, { duty: 'off', dutySaidAt: wib('14.00'), dutyUntil: wib('15.00') })
    expect(spans([away], '14.05', '14.05')).toEqual(['14.05.00 - 15.00.00'])
  })

  test('the next look is half an hour before a gap, then at it, at its end, and never more than a day away', () => {
    const ratna = person(1, { shift: OFFICE_HOURS })
    expect(clock(nextLook([ratna], wib('14.05'), CIREBON))).toBe('15.30.00')
    expect(clock(nextLook([ratna], wib('15.30'), CIREBON))).toBe('16.00.00')
    expect(clock(nextLook([ratna], wib('16.00'), CIREBON))).toBe('24/11 07.30.00')
    expect(clock(nextLook([ratna], wib('24/11 07.30'), CIREBON))).toBe('24/11 15.30.00')
    expect(clock(nextLook([person(1)], wib('14.05'), CIREBON))).toBe('24/11 14.05.00')
  })
})

const minute = fc.integer({ min: 0, max: 1439 })
const span = fc
  .tuple(minute, minute)
  .filter(([a, b]) => a !== b)
  .map(([from, to]) => ({ from, to }))
const at = fc.integer({ min: 0, max: 48 * 60 }).map((minutes) => wib('00.00') + minutes * MINUTE)
const anybody = fc.record(
  {
    shift: span,
    roster: fc.dictionary(
      fc.constantFrom('1', '2', '2026-11-23', '2026-11-24', '2026-11-25'),
      fc.array(span, { maxLength: 2 }),
    ),
    duty: fc.constantFrom('on' as const, 'off' as const),
    dutySaidAt: at,
    dutyUntil: at,
    until: at,
    substituteId: fc.integer({ min: 1, max: 4 }),
    optedOut: fc.boolean(),
    role: fc.constantFrom('kepala_seksi' as const, 'staf' as const),
  },
  { requiredKeys: ['role'] },
)

test('for any directory, somebody is on duty exactly outside the gaps, and the look comes before each of them', () => {
  fc.assert(
    fc.property(fc.array(anybody, { minLength: 1, maxLength: 4 }), (all) => {
      const members = all.map(({ substituteId, ...change }, index) =>
        person(index + 1, { ...change, ...(substituteId && change.role === 'kepala_seksi' ? { substituteId } : {}) }),
      )
      const [from, to] = [wib('00.00'), wib('24/11 00.00')]
      const gaps = WATCHED.flatMap((role) => gapsIn(role, members, from, to, CIREBON))
      const instants = [from, ...turns(members, from, to, CIREBON)].flatMap((one) => [one, one + MINUTE])
      for (const instant of instants.filter((one) => one <= to)) {
        const inGap = gaps.some((gap) => gap.from <= instant && (gap.to === undefined || instant < gap.to))
        const holders = members.filter(({ role }) => role === 'kepala_seksi')
        const covered = members.some(
          (one) =>
            !one.optedOut &&
            (standsIn(one, members, instant) || (holders.includes(one) && onDuty(one, instant, CIREBON))),
        )
        expect(inGap).toBe(holders.length > 0 && !covered)
      }
      for (let now = from, looks = 0; now < to && looks < 200; looks++) {
        const next = nextLook(members, now, CIREBON)
        expect(next).toBeGreaterThan(now)
        for (const gap of gaps) expect(gap.from > now && gap.from < next).toBe(false)
        now = next
      }
    }),
    { numRuns: 200 },
  )
})

const standsIn = (one: Member, members: readonly Member[], now: number) =>
  actorOf(one, members, now, CIREBON).standsInFor === 'kepala_seksi'

describe('a ticket handed over for a time', () => {
  const until = wib('15.00')
  const handed = given(ticketIn('repairing')).when({ type: 'ReassignTicket', to: asep, until }, kepalaSeksi, '14.13')

  test('is the section’s again at that second: both are told, and the right ends; step and clock stay', () => {
    const waited = handed.whenMoment('14.27').whenMoment('14.42')
    expect(waited.next()).toBe('handed-back 15.00.00')
    const back = waited
      .whenMoment('15.00')
      .thenHappened({ type: 'HandoverEnded', from: asep })
      .thenTold('former handed-back', 'section handed-back')
    expect(back.ticket).toMatchObject({ state: 'repairing', formerAssignee: asep })
    expect(back.ticket.assignee).toBeUndefined()
    back.when(resolve, asep, '15.01').thenRefused('not-your-role')
    back.when(resolve, kepalaSeksi, '15.01').thenIn('awaiting-confirmation')
    expect(back.next()).toBe('after 15.12.00')
  })

  test('noticed late, it comes before what fell due with it', () => {
    handed
      .whenMoment('15.20')
      .thenHappened('HandoverEnded', 'MomentPassed', 'MomentPassed', 'MomentPassed', 'MomentPassed')
  })

  test('handed to somebody else, or done, the old time means nothing any more', () => {
    expect(
      handed.when({ type: 'ReassignTicket', to: otherStaf }, kepalaSeksi, '14.20').ticket.assignedUntil,
    ).toBeUndefined()
    const done = handed.when(resolve, asep, '14.20')
    done.whenMoment('15.00').thenTold('confirmers confirm-please')
  })
})
