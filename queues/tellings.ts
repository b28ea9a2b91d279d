/** From what happened on tickets to who is told what (the notice table of src/desk/notices.ts). */
import type { Telling } from '../bots/wording/telling.ts'
import type { Transaction } from '../db/database.ts'
import { toldOf } from '../db/outbox.ts'
import type { Recorded } from '../db/tickets.ts'
import { actorOf, type Member, peopleOf } from '../src/desk/duty.ts'
import { type Audience, noticesFor } from '../src/desk/notices.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { isTester } from './testers.ts'

const FOR_THE_ROLE: ReadonlySet<Audience> = new Set<Audience>(['owner', 'section', 'vendor'])

export interface Hearing {
  readonly members: readonly Member[]
  readonly now: Instant
  readonly office: Office
  readonly senderId: number | undefined
}

/**
 * Tellings by person, one a person and ticket: of several the last event's. The sender hears nothing here, for they
 * have an answer of their own.
 */
export async function tellingsFor(
  tx: Transaction,
  recorded: readonly Recorded[],
  { members, now, office, senderId }: Hearing,
): Promise<Map<number, Telling[]>> {
  // Of a self-test nobody hears but its own people.
  const heard = recorded.filter(({ ticket }) => !ticket.test || members.every(isTester))
  const notices = heard.flatMap(({ ticket, events }) =>
    events.map((event) => ({ ticket, event, notices: noticesFor(ticket, event) })),
  )
  const needTold = notices.filter((one) => one.notices.some(({ audience }) => audience === 'told'))
  const told = await toldOf(tx, [...new Set(needTold.map(({ ticket }) => ticket.id))])
  const byPerson = new Map<number, Map<number, Telling>>()
  for (const { ticket, event, notices: list } of notices) {
    const heard = new Set<number>()
    for (const { audience, topic } of list) {
      for (const person of peopleOf(audience, ticket, members, now, office, told.get(ticket.id) ?? new Set())) {
        if (person.id === senderId || heard.has(person.id)) continue
        heard.add(person.id)
        const own = byPerson.get(person.id) ?? new Map<number, Telling>()
        own.delete(ticket.id)
        // Who stands in is told in the words of the role they stand in for.
        const role = FOR_THE_ROLE.has(audience) ? actorOf(person, members, now, office).standsInFor : undefined
        byPerson.set(person.id, own.set(ticket.id, { topic, ticket, event, now, role: role ?? person.role }))
      }
    }
  }
  return new Map([...byPerson].map(([id, own]) => [id, [...own.values()]]))
}
