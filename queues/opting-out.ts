/** STOP is honoured at once, on all channels, and the gap that it leaves in a role is announced (DOMAIN 7.8). */
import { eq } from 'drizzle-orm'
import { closeUntilStart, setOptedOut, unblock, updateConversation } from '../db/conversations.ts'
import type { Queryable, Transaction } from '../db/database.ts'
import { deliveredSince, type OutboxRow } from '../db/outbox.ts'
import { people } from '../db/schema.ts'
import { ticketsAtHand } from '../db/tickets.ts'
import { actorOf, type Member, onDutyIn, peopleOf } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { atLast, silentRoles, whoHears } from '../src/desk/reach.ts'
import { SOP } from '../src/desk/sop.ts'
import type { Instant, Role, Ticket } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import type { Desk, Triggers } from './desk.ts'
import { waitingFor } from './leaving.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

interface Around {
  readonly desk: Desk
  readonly owing: Owing
  readonly members: readonly Member[]
  readonly now: Instant
  readonly tickets: readonly Ticket[]
}

/**
 * Whoever has opted out before has done so then, and leaves no new gap. Returns the role of which nobody can be told
 * anything any more.
 */
export function optOutPerson(around: Around, person: Member): Role | undefined {
  const { owing, members, now, desk, tickets } = around
  const left = withoutNotices(members, person)
  const last = silentRoles(left, now, desk.settings.office).find((role) => role === person.role)
  if (person.optedOut) return last
  owing.changePerson(person.id, { optedOutAt: now })
  const { office } = desk.settings
  const supervisors = person.role === 'kepala_seksi' ? onDutyIn('supervisor', members, now, office) : []
  const informed = members.filter(({ role }) => role === 'kepala_seksi' || role === 'admin')
  const inherited = nextInLine(around, person)
  const hear = new Map([...informed, ...supervisors, ...inherited.keys()].map((member) => [member.id, member]))
  hear.delete(person.id)
  const above = last === undefined ? [] : whoHears('supervisor', left, now, office)
  const reached = [...hear.values()].filter(({ optedOut }) => !optedOut)
  // Nobody of those who mend it is left: whoever can telephone hears.
  const atLeast = last === undefined || reached.length + above.length > 0 ? [] : atLast(left, now, office)
  for (const member of [...above, ...atLeast]) hear.set(member.id, member)
  const gap = {
    kind: 'gap',
    person: actorOf(person, members, now, office),
    why: 'opted-out',
    role: person.role,
    ...(last === undefined ? {} : { last: true, open: waitingFor(last, tickets) }),
  } as const
  const heirs = new Map([...inherited].map(([{ id }, list]) => [id, list]))
  for (const member of hear.values()) owing.write(member, { ...gap, waiting: heirs.get(member.id) ?? [] })
  return last
}

const withoutNotices = (members: readonly Member[], { id }: Member): Member[] =>
  members.map((member) => (member.id === id ? { ...member, optedOut: true } : member))

/** Who is asked for the open steps of somebody from now on, and was not asked before. */
function nextInLine({ members, now, desk, tickets }: Around, person: Member): Map<Member, Ticket[]> {
  const left = withoutNotices(members, person)
  const heirs = new Map<Member, Ticket[]>()
  for (const ticket of tickets) {
    if (!isOpen(ticket) || ticket.state === 'awaiting-confirmation') continue
    const audience = SOP[ticket.state].actor === 'jasnita' ? 'vendor' : 'owner'
    const asked = (among: readonly Member[]) =>
      peopleOf(audience, ticket, among, now, desk.settings.office, new Set()).map(({ id }) => id)
    const before = asked(members)
    if (!before.includes(person.id)) continue
    const fresh = asked(left).filter((id) => !before.includes(id))
    for (const heir of members.filter(({ id }) => fresh.includes(id)))
      heirs.set(heir, [...(heirs.get(heir) ?? []), ticket])
  }
  return heirs
}

/** MULAI, or START at the provider: on all channels of the person, or of the number. */
export async function optIn({ tx, owing, sender, conversation, now }: Case): Promise<void> {
  if (sender) owing.changePerson(sender.id, { optedOutAt: null, optedInAt: now })
  await setOptedOut(tx, conversation.address, null)
}

/** The same said to the provider, which sends to this address again from now on. */
export async function optInAtProvider(one: Case): Promise<void> {
  await optIn(one)
  await unblock(one.tx, one.conversation.id)
}

/** The provider says that it may not write to this address: on our list it stands from now on. */
export async function optOutAddress(tx: Transaction, desk: Desk, row: OutboxRow, now: Instant): Promise<Triggers> {
  const { members } = await readDirectory(tx, desk.settings)
  const person = members.find(({ id }) => id === row.personId)
  const owing = new Owing(desk, now)
  const tickets = await ticketsAtHand(tx, now, 0)
  if (person) optOutPerson({ desk, owing, members, now, tickets }, person)
  else await updateConversation(tx, row.conversationId, { optedOutAt: now })
  return owing.writeInto(tx, members)
}

/**
 * Whether the provider's block is older than the person's last MULAI: nothing has arrived on that line since. Then it
 * is the line that is closed, and not the person's will.
 */
export async function isOldBlock(db: Queryable, { personId, conversationId }: OutboxRow): Promise<boolean> {
  if (personId === null) return false
  const [person] = await db.select().from(people).where(eq(people.id, personId))
  if (!person || person.optedInAt === null || person.optedOutAt !== null) return false
  return !(await deliveredSince(db, conversationId, person.optedInAt))
}

/** The line stays closed until START comes from it. The person is told so once, on another way. */
export async function closeLine(
  tx: Transaction,
  desk: Desk,
  { conversationId, personId, channel, gateway, sentAt }: OutboxRow,
  now: Instant,
  code: string,
): Promise<Triggers> {
  const { rows, members } = await readDirectory(tx, desk.settings)
  // Passed to the provider before they opted in: what it says of that is no news.
  const { optedInAt } = rows.find(({ id }) => id === personId) ?? {}
  if (sentAt !== null && optedInAt != null && sentAt < optedInAt) return {}
  if (!(await closeUntilStart(tx, conversationId, now, code))) return {}
  const person = members.find(({ id }) => id === personId)
  const lines = await desk.gateways.find(({ name }) => name === gateway)?.own?.()
  const to = lines?.find((line) => line.channel === channel)?.address
  const owing = new Owing(desk, now)
  if (person) owing.write(person, { kind: 'line-closed', channel, ...(to === undefined ? {} : { to }) })
  return owing.writeInto(tx, members)
}
