/** Random stories of a ticket: commands of random people at random times, and looks at the moments between. */
import fc from 'fast-check'
import { decide } from '../../src/desk/decide.ts'
import { evolve } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { CIREBON, type Office } from '../../src/desk/office.ts'
import {
  type Actor,
  type Command,
  type Decision,
  IMPACTS,
  type Instant,
  type State,
  type Ticket,
  type TicketEvent,
} from '../../src/desk/ticket.ts'
import { frozen, wib } from './given.ts'
import * as p from './people.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** One thing that happens: a command of somebody, or (without one) a look at the moments. */
interface Turn {
  readonly command?: Command
  readonly by: Actor
  readonly onDuty: boolean
  /** Milliseconds since the turn before. */
  readonly gap: number
  /** How long before it is decided a message was sent. */
  readonly delay: number
  /** A look is at the very instant of the next moment, a command about the second in which the step is due. */
  readonly punctual: boolean
  /** Instead of `command` and `by`: one of what is fitting in the state, so that the stories go far. */
  readonly fitting?: number
}

const LEAVE: readonly (readonly [Command, Actor])[] = [
  [p.yes, p.wulan],
  [p.cancel, p.kepalaSeksi],
  [p.duplicate, p.kepalaSeksi],
]
const FITTING: Record<State, readonly (readonly [Command, Actor])[]> = {
  reported: [[p.accept, p.kepalaSeksi], [p.repair, p.standIn], [p.resolve, p.kepalaSeksi], ...LEAVE],
  analysing: [[p.repair, p.kepalaSeksi], [p.resolve, p.kepalaSeksi], [p.escalate, p.kepalaSeksi], ...LEAVE],
  repairing: [[p.resolve, p.kepalaSeksi], [p.escalate, p.kepalaSeksi], [p.coordinate, p.kepalaSeksi], ...LEAVE],
  coordinating: [[p.coordinate, p.kepalaSeksi], [p.acknowledge, p.jasnita], [p.reopen, p.kepalaSeksi], ...LEAVE],
  'vendor-repairing': [[p.resolve, p.jasnita], [p.resolve, p.jasnita], [p.progress, p.jasnita], ...LEAVE],
  'awaiting-confirmation': [
    [p.notYet, p.wulan],
    [p.yes, p.wulan],
    [p.close, p.kepalaSeksi],
  ],
  closed: [[p.reopen, p.wulan]],
  cancelled: [[p.reopen, p.kepalaSeksi]],
}

export const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom(
    p.accept,
    p.analyse,
    p.repair,
    p.resolve,
    p.escalate,
    p.coordinate,
    p.acknowledge,
    p.progress,
    p.yes,
    p.bareYes,
    p.notYet,
    p.reopen,
    p.cancel,
    p.close,
    p.duplicate,
    p.info,
    p.handTo(p.asep),
  ),
  fc.integer({ min: 0, max: 60 }).map((hours) => p.eta(wib('14.00') + hours * HOUR)),
  fc.constantFrom(...IMPACTS).map(p.impact),
)
const person = fc.constantFrom(
  p.kepalaSeksi,
  p.kepalaSeksi,
  p.wulan,
  p.jasnita,
  p.jasnita,
  p.dedi,
  p.standIn,
  p.asep,
  p.supervisor,
  p.admin,
  p.auditor,
)
const span = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 * MINUTE }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 * HOUR }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * HOUR }) },
)
const delay = fc.oneof(fc.constant(0), fc.integer({ min: -MINUTE, max: 20 * MINUTE }))
const told: fc.Arbitrary<Turn> = fc.record({
  command,
  by: person,
  onDuty: fc.boolean(),
  gap: span,
  delay,
  punctual: fc.boolean(),
})
const look: fc.Arbitrary<Turn> = fc.record({
  by: person,
  onDuty: fc.boolean(),
  gap: span,
  delay,
  punctual: fc.boolean(),
})
const fitting: fc.Arbitrary<Turn> = fc.record({
  fitting: fc.nat(),
  by: person,
  onDuty: fc.constant(true),
  gap: span,
  delay,
  punctual: fc.boolean(),
})
export const start = fc.record({
  registeredAt: fc.integer({ min: wib('00.00'), max: wib('24/11 00.00') }),
  impact: fc.constantFrom(...IMPACTS),
})
const turn = fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 3, arbitrary: told }, { weight: 2, arbitrary: look })
const asSaid = ({ fitting, command, by, gap, delay }: Turn): string =>
  `${fitting === undefined ? (command ? `${by.name} ${JSON.stringify(command)}` : 'look') : `fitting ${fitting}`} +${gap} -${delay}`
/** A story that fails is printed a line a turn. */
export const turns = fc
  .array(turn, { maxLength: 40, size: 'max' })
  .map((all) => Object.assign(all, { [fc.toStringMethod]: () => `\n${all.map(asSaid).join('\n')}\n` }))

export interface Told {
  readonly before: Ticket
  readonly after: Ticket
  readonly command: Command
  readonly decision: Decision
  readonly events: readonly TicketEvent[]
  readonly now: Instant
}

export const LOOK: Command = { type: 'PassMoment' }

export function play(ticket: Ticket, all: readonly Turn[], office: Office = CIREBON): Told[] {
  const story: Told[] = []
  let [before, now] = [frozen(ticket), ticket.registeredAt]
  for (const turn of all) {
    const isLook = turn.command === undefined && turn.fitting === undefined
    const dueAt = before.steps.at(-1)?.dueAt
    const awaited = isLook ? nextMoment(before, office)?.at : dueAt && dueAt + (turn.gap % 3000) - 1500
    now = Math.max(now, (turn.punctual ? awaited : undefined) ?? now + turn.gap)
    const fits =
      turn.fitting === undefined ? undefined : FITTING[before.state][turn.fitting % FITTING[before.state].length]
    const given = { at: now - turn.delay, now, by: fits?.[1] ?? turn.by, onDuty: turn.onDuty }
    const asked = fits?.[0] ?? turn.command ?? LOOK
    const decision = frozen(decide(before, asked, given, office))
    const events = decision.ok ? decision.events : []
    const after = frozen(events.reduce<Ticket>(evolve, before))
    story.push({ before, after, command: asked, decision, events, now })
    before = after
  }
  return story
}
