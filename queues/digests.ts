/** Telling people in one message what had to wait for them (queues/limits.ts). */
import type { Telling } from '../bots/wording/telling.ts'
import { takeDigests } from '../db/due.ts'
import { takeWaiting } from '../db/waiting.ts'
import { isOpen } from '../src/desk/evolve.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Instant, Ticket, TicketEvent } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { tellHints } from './hints.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** Two workers may call it at once: the second finds nothing left. */
export async function tellDigests(desk: Desk, now: Instant): Promise<void> {
  const triggers = await desk.db.transaction(async (tx) => {
    const { members } = await readDirectory(tx, desk.settings)
    const owing = new Owing(desk, now)
    const due = await takeDigests(tx, now)
    if (due.length > 0) await tellHints(tx, owing, members, desk, now)
    const byPerson = new Map<number, Telling[]>()
    for (const { personId, topic, ticket, event, role } of await takeWaiting(tx, due, now)) {
      if (isPast(topic as Topic, event, ticket)) continue
      const own = byPerson.get(personId) ?? []
      byPerson.set(personId, own)
      own.push({ topic: topic as Topic, ticket, event, now, role })
    }
    for (const [personId, tellings] of byPerson) {
      const still = tellings.filter((telling) => !isSaidBy(tellings, telling))
      if (still.length > 0) owing.tell(personId, still)
    }
    return owing.writeInto(tx, members)
  })
  await desk.trigger(triggers)
}

/** A reminder of a step that has ended meanwhile says nothing, nor is it asked whether what is confirmed works. */
function isPast(topic: Topic, event: TicketEvent, ticket: Ticket): boolean {
  if (topic === 'confirm-please') return ticket.state !== 'awaiting-confirmation'
  return event.type === 'MomentPassed' && (!isOpen(ticket) || ticket.state !== event.state)
}

/** Of a ticket that has ended the end says all; without it one line that tells of it does. */
function isSaidBy(tellings: readonly Telling[], telling: Telling): boolean {
  if (isOpen(telling.ticket)) return false
  const own = tellings.filter(({ ticket }) => ticket.id === telling.ticket.id)
  return telling !== (own.findLast(({ topic }) => ENDS.has(topic)) ?? own.at(-1))
}

const ENDS: ReadonlySet<Topic> = new Set<Topic>(['closed', 'cancelled'])
