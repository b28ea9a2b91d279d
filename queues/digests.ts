/** Telling people in one message what had to wait for them (queues/limits.ts). */
import type { Telling } from '../bots/wording/telling.ts'
import { takeDigests } from '../db/due.ts'
import { takeWaiting } from '../db/waiting.ts'
import { isOpen } from '../src/desk/evolve.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Instant, Ticket, TicketEvent } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** Two workers may call it at once: the second finds nothing left. */
export async function tellDigests(desk: Desk, now: Instant): Promise<void> {
  const triggers = await desk.db.transaction(async (tx) => {
    const { members } = await readDirectory(tx, desk.settings)
    const owing = new Owing(desk, now)
    const byPerson = new Map<number, Telling[]>()
    for (const { personId, topic, ticket, event, role } of await takeWaiting(tx, await takeDigests(tx, now), now)) {
      if (isPast(event, ticket)) continue
      const own = byPerson.get(personId) ?? []
      byPerson.set(personId, own)
      own.push({ topic: topic as Topic, ticket, event, now, role })
    }
    for (const [personId, tellings] of byPerson) owing.tell(personId, tellings)
    return owing.writeInto(tx, members)
  })
  await desk.trigger(triggers)
}

/** A reminder of a step that has ended meanwhile says nothing. */
const isPast = (event: TicketEvent, ticket: Ticket) =>
  event.type === 'MomentPassed' && (!isOpen(ticket) || ticket.state !== event.state)
