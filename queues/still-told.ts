/** Of what had to wait for somebody: what still counts by the time that it is told. */
import type { Telling } from '../bots/wording/telling.ts'
import type { Waited } from '../db/waiting.ts'
import { isOpen, runningStep } from '../src/desk/evolve.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { OF_STEP, OF_TICKET } from './outdated.ts'

/** A reminder of a step that has ended meanwhile says nothing, nor does one that a later one of its ticket follows. */
export function stillTold(waited: readonly Waited[], now: Instant): Telling[] {
  return waited
    .filter((one) => !isPast(one))
    .filter((one, index, all) => !all.slice(index + 1).some((later) => replaces(later, one)))
    .filter((one, _, all) => !isSaidBy(all, one))
    .filter((one, index, all) => !all.slice(0, index).some((earlier) => includes(earlier, one)))
    .map(({ topic, ticket, event, role }) => ({ topic: topic as Topic, ticket, event, now, role }))
}

function isPast({ event, ticket, topic, at }: Waited): boolean {
  // Nor is it asked whether what is confirmed works.
  if (topic === 'confirm-please') return ticket.state !== 'awaiting-confirmation'
  if (event.type === 'MomentPassed' && (!isOpen(ticket) || ticket.state !== event.state)) return true
  if (!isOpen(ticket)) return OF_TICKET.has(topic)
  return OF_STEP.has(topic) && (runningStep(ticket)?.startedAt ?? 0) > at
}

/** The last reminder of a ticket counts, and the last of each kind of news. */
const replaces = (later: Waited, one: Waited): boolean =>
  later.ticketId === one.ticketId &&
  (later.topic === one.topic || (later.event.type === 'MomentPassed' && one.event.type === 'MomentPassed'))

/** Of a ticket that has ended the end says all; without it the last that tells of it does. */
function isSaidBy(all: readonly Waited[], one: Waited): boolean {
  if (isOpen(one.ticket)) return false
  const own = all.filter(({ ticketId }) => ticketId === one.ticketId)
  return one !== (own.findLast(({ topic }) => ENDS.has(topic)) ?? own.at(-1))
}

const ENDS: ReadonlySet<string> = new Set<Topic>(['closed', 'cancelled'])

/** Who hears of a report for the first time hears with it how late it is. */
const includes = (earlier: Waited, one: Waited): boolean =>
  earlier.ticketId === one.ticketId &&
  earlier.topic === 'new-report' &&
  one.event.type === 'MomentPassed' &&
  one.ticket.state === 'reported'
