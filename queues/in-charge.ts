/**
 * Whoever stands in for somebody hears of their tickets while they do. A notice that has not arrived when that is over
 * goes to who is in charge now, and not by another way to who was.
 */
import type { Transaction } from '../db/database.ts'
import { type OutboxRow, toldSince } from '../db/outbox.ts'
import { lockTickets } from '../db/tickets.ts'
import { firstOf } from '../db/unsent.ts'
import { keepNotices, type NewWaiting, toldThen, type Waited } from '../db/waiting.ts'
import { actorOf, type Member, peopleOf } from '../src/desk/duty.ts'
import { type Audience, noticesFor, type Topic } from '../src/desk/notices.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** These change with the hour; the others mean the same people all the time. */
const BY_DUTY: Readonly<Partial<Record<Audience, Audience>>> = {
  owner: 'owner',
  section: 'section',
  vendor: 'vendor',
  // What was handed to somebody for a time.
  assignee: 'owner',
}
const BY_TICKET: ReadonlySet<Audience> = new Set<Audience>(['reporters', 'told', 'confirmers', 'former'])

interface Around {
  readonly members: readonly Member[]
  readonly now: Instant
  readonly office: Office
}

/** Who would hear it now in the person's place; undefined: the person still would. */
export function hearersNow(one: Waited, personId: number, { members, now, office }: Around): Member[] | undefined {
  const { topic, event, ticket } = one
  const audiences = noticesFor(ticket, event).flatMap((notice) => (notice.topic === topic ? [notice.audience] : []))
  if (audiences.some((audience) => BY_TICKET.has(audience))) return undefined
  const hear = (audience: Audience) => peopleOf(audience, ticket, members, now, office, new Set())
  if (audiences.some((audience) => hear(audience).some(({ id }) => id === personId))) return undefined
  const others = audiences.flatMap((audience) => BY_DUTY[audience] ?? []).flatMap(hear)
  return others.length === 0 ? undefined : [...new Map(others.map((member) => [member.id, member])).values()]
}

/**
 * Tells those who are in charge now of what a message told, unless they heard of the ticket since it was written.
 * Undefined: it is still for its person.
 */
export async function handOn(tx: Transaction, desk: Desk, row: OutboxRow, now: Instant): Promise<Triggers | undefined> {
  const { personId } = row
  if (personId === null || row.answersId !== null) return undefined
  const first = await firstOf(tx, row)
  const told = first.personId === personId ? await toldThen(tx, personId, first.createdAt, row.aboutTickets) : []
  if (told.length === 0) return undefined
  const { office } = desk.settings
  const { members } = await readDirectory(tx, desk.settings)
  const person = members.find(({ id }) => id === personId)
  const hearers = told.flatMap((one) => {
    const others = hearersNow(one, personId, { members, now, office })
    return others ? [{ one, others }] : []
  })
  // A digest that is in part still theirs goes to them.
  if (!person || hearers.length < told.length) return undefined
  const owing = new Owing(desk, now)
  const byPerson = new Map<number, Waited[]>()
  const ids = [...new Set(told.map(({ ticketId }) => ticketId))]
  const know = await toldSince(tx, ids, first.createdAt)
  const tickets = await lockTickets(tx, ids)
  const actor = (member: Member) => actorOf(member, members, now, office)
  const { channel, topic } = row
  const passed = { type: 'NoticePassedOn', at: now, topic, person: actor(person), channel } as const
  for (const { one, others } of hearers) {
    const fresh = others.filter(({ id }) => !know.get(one.ticketId)?.has(id))
    for (const { id } of fresh) byPerson.set(id, [...(byPerson.get(id) ?? []), one])
    const ticket = tickets.get(one.ticketId)
    if (ticket) owing.record({ ticket, events: [{ ...passed, others: fresh.map(actor) }] })
  }
  const kept: NewWaiting[] = []
  for (const [id, list] of byPerson) {
    const hearer = members.find((member) => member.id === id)
    if (!hearer) continue
    const role = actorOf(hearer, members, now, office).standsInFor ?? hearer.role
    const tellings = list.map(({ topic, ticket, event }) => ({ topic: topic as Topic, ticket, event, now, role }))
    owing.tell(id, tellings)
    for (const { ticket, topic, event } of tellings)
      kept.push({ ticketId: ticket.id, topic, event, personId: id, role, at: now, toldAt: now })
  }
  await keepNotices(tx, kept)
  return owing.writeInto(tx, members)
}
