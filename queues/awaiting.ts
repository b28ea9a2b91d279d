/** What waits for somebody who comes on duty or wants messages again: they are told with the answer. */
import { everToldOf } from '../db/outbox.ts'
import { actorOf, type Member, peopleOf } from '../src/desk/duty.ts'
import { runningStep } from '../src/desk/evolve.ts'
import type { Audience } from '../src/desk/notices.ts'
import type { Role, Ticket } from '../src/desk/ticket.ts'
import { byUrgency } from '../src/desk/urgency.ts'
import { type Case, roleOf, visibleTo } from './case.ts'
import { ofRole } from './leaving.ts'

/** Who is asked for the steps of a role. */
const ASKED: Readonly<Partial<Record<Role, Audience>>> = {
  kepala_seksi: 'owner',
  staf: 'owner',
  jasnita: 'vendor',
  call_taker: 'confirmers',
}

/** Tickets whose step waits for the sender as they are from now on; the latest first. */
export async function tellWaiting(one: Case, kind: 'on-duty' | 'opted-in', me: Member): Promise<void> {
  const { sender, actor, owing, members, now, desk, tx } = one
  if (!sender || !actor) return
  const { office } = desk.settings
  const after = members.map((member) => (member.id === me.id ? me : member))
  const role = roleOf(actorOf(me, after, now, office))
  const audience = ASKED[role]
  // What is handed to staff is a step of the section.
  const steps = ofRole(role === 'staf' ? 'kepala_seksi' : role, visibleTo(sender, one.tickets))
  const isMine = (ticket: Ticket) =>
    audience !== undefined &&
    (role !== 'staf' || ticket.assignee?.id === sender.id) &&
    peopleOf(audience, ticket, after, now, office, new Set()).some(({ id }) => id === sender.id)
  const waiting = steps.filter(isMine).sort((a, b) => lateFirst(a, now) - lateFirst(b, now) || byUrgency(a, b))
  owing.answer({ kind, person: actor, role, waiting, now })
  if (role !== 'jasnita') return
  // The vendor gets a ticket's facts from nobody else.
  const ids = waiting.map(({ id }) => id)
  const told = await everToldOf(tx, sender.id, ids)
  for (const ticket of waiting) if (!told.has(ticket.id)) owing.answer({ kind: 'status', ticket, role, now })
}

const lateFirst = (ticket: Ticket, now: number): number => Math.min(0, (runningStep(ticket)?.dueAt ?? now) - now)
