/** STOP is honoured at once, on all channels, and the gap that it leaves in a role is announced (DOMAIN 7.8). */
import { updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { actorOf, type Member } from '../src/desk/duty.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** Whoever has opted out before has done so then, and leaves no new gap. */
export function optOutPerson(owing: Owing, person: Member, members: readonly Member[], now: Instant, office: Office) {
  if (person.optedOut) return
  owing.changePerson(person.id, { optedOutAt: now })
  const actor = actorOf(person, members, now, office)
  const hear = members.filter(
    ({ id, role, optedOut }) => id !== person.id && !optedOut && (role === 'kepala_seksi' || role === 'admin'),
  )
  for (const member of hear) owing.write(member, { kind: 'gap', person: actor, why: 'opted-out', role: person.role })
}

/** The provider says that it may not write to this address: on our list it stands from now on. */
export async function optOutAddress(tx: Transaction, desk: Desk, row: OutboxRow, now: Instant): Promise<Triggers> {
  const { members } = await readDirectory(tx, desk.settings)
  const person = members.find(({ id }) => id === row.personId)
  const owing = new Owing(desk, now)
  if (person) optOutPerson(owing, person, members, now, desk.settings.office)
  else await updateConversation(tx, row.conversationId, { optedOutAt: now })
  return owing.writeInto(tx, members)
}
