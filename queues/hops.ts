/**
 * An urgent message that did not reach its person goes on: to their next channel, then to who stands in for them, then
 * to the supervisors, at last to the admins. Every hop is on the record of its tickets (DOMAIN 1.6 row 16).
 */
import { deadChannels } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { linesTo } from '../db/lines.ts'
import {
  chainOf,
  enqueue,
  type NewOutgoing,
  type OutboxRow,
  othersHave,
  toldTogether,
  toldUnreached,
} from '../db/outbox.ts'
import { lockTickets } from '../db/tickets.ts'
import { actorOf, type Member, onDutyIn } from '../src/desk/duty.ts'
import { TOPICS } from '../src/desk/notices.ts'
import { mayStandIn } from '../src/desk/stand-in.ts'
import type { Instant, Role, TicketEvent } from '../src/desk/ticket.ts'
import { inPlaceOf, wordsNow } from './anew.ts'
import { houseFor } from './contacts.ts'
import type { Desk, Triggers } from './desk.ts'
import { handOn } from './in-charge.ts'
import { readDirectory } from './members.ts'
import { ANSWER_WITHIN, Owing } from './owing.ts'
import { formFor, type Route, routesOf, sendInstead, standIn } from './routes.ts'

const MINUTE = 60_000
/** A supervisor hears so often at most that the same person does not hear of the same ticket. */
const UNREACHED_AGAIN: Instant = 60 * MINUTE

/** Answers concern their sender alone. */
const CONCERNS_OTHERS: ReadonlySet<string> = new Set([
  ...TOPICS,
  'gap',
  'uncovered',
  'uncovered-several',
  'emergency-relay',
  'unreached',
])

export interface Trouble {
  /** Gateways, as `channel/name`, that work for nobody at the moment: nobody else is reached through them either. */
  readonly down: ReadonlySet<string>
}

/**
 * Sends a message on: on the person's `next` route, or without one to others, who are told for whom it was. The message
 * is held by the transaction. `reached` false: nobody is left who could hear of it.
 */
export async function passOn(
  tx: Transaction,
  desk: Desk,
  row: OutboxRow,
  next: Route | undefined,
  now: Instant,
  { down }: Trouble = { down: new Set() },
): Promise<Triggers & { readonly reached: boolean }> {
  const handed = await handOn(tx, desk, row, now)
  if (handed) return { ...handed, reached: true }
  const sent = next ? await sendInstead(tx, row, next, now) : {}
  if (!row.urgent || row.personId === null) return { ...sent, reached: next !== undefined }
  const { members } = await readDirectory(tx, desk.settings)
  const person = members.find(({ id }) => id === row.personId)
  if (!person) return { ...sent, reached: next !== undefined }
  const hop: Hop = { tx, desk, row, person, members, now, down }
  if (!next && (await othersHave(tx, row))) return { reached: true }
  const found = next || !CONCERNS_OTHERS.has(row.topic) ? [] : await othersFor(hop)
  if (!found && down.size > 0) return { reached: false }
  const others = found ?? []
  const owing = new Owing(desk, now)
  const delivery = await tellOthers(hop, others, owing)
  if (!next) owing.changePerson(person.id, { unreachedAt: now })
  await record(hop, next, others, owing)
  const owed = await owing.writeInto(tx, members)
  return {
    alarms: [...(sent.alarms ?? []), ...(owed.alarms ?? [])],
    delivery: [...(sent.delivery ?? []), ...delivery],
    reached: found !== undefined,
  }
}

interface Hop {
  readonly tx: Transaction
  readonly desk: Desk
  readonly row: OutboxRow
  readonly person: Member
  readonly members: readonly Member[]
  readonly now: Instant
  readonly down: ReadonlySet<string>
}

interface Other {
  readonly member: Member
  readonly route: Route
  readonly standsIn: boolean
}

/**
 * Who hears in the person's place: the first who stands in, else all supervisors, else all admins. Empty: they know it
 * already; `undefined`: nobody is left.
 */
async function othersFor({ tx, desk, row, person, members, now, down }: Hop): Promise<Other[] | undefined> {
  const { office } = desk.settings
  const chain = await chainOf(tx, row.id)
  const [first] = chain
  const hopped = new Set(chain.map(({ personId }) => personId))
  const heard = new Set([...hopped, ...(first ? await toldTogether(tx, first) : [])])
  const dead = await deadChannels(tx, members)
  const reachable = (found: readonly Member[], standsIn: boolean): Other[] =>
    found.flatMap((member) => {
      const closed = dead.get(member.id) ?? new Set()
      const route = routesOf(desk, member, closed).find(({ channel, name }) => !down.has(`${channel}/${name}`))
      return route && !member.optedOut && member.id !== person.id
        ? [{ member, route: { channel: route.channel, to: member, tried: '' }, standsIn }]
        : []
    })
  const inRole = (role: Role) => onDutyIn(role, members, now, office)
  const owner = members.find(({ id }) => id === first?.personId) ?? person
  const { role, standsInFor = role } = actorOf(owner, members, now, office)
  // What is handed to staf is answered for by Kepala Seksi (DOMAIN 1.6 row 14).
  const likewise = inRole(standsInFor === 'staf' ? 'kepala_seksi' : standsInFor)
  const substitutes = [
    ...members.filter((one) => one.id === owner.substituteId && mayStandIn(one.role, standsInFor)),
    ...likewise,
  ]
  const [standsIn] = reachable(
    substitutes.filter(({ id }) => !heard.has(id)),
    true,
  )
  if (standsIn) return [standsIn]
  const told = await toldUnreached(tx, row, now - UNREACHED_AGAIN)
  for (const role of ['supervisor', 'admin'] as const) {
    const found = reachable(
      inRole(role).filter(({ id }) => !hopped.has(id)),
      false,
    )
    if (found.length > 0) return found.filter(({ member }) => !told.has(member.id))
  }
  return undefined
}

/** What the message told as it stands now, with words for whom it was. */
async function tellOthers({ tx, desk, row, members, now }: Hop, others: readonly Other[], owing: Owing) {
  if (others.length === 0) return []
  const { office } = desk.settings
  const [first = row] = await chainOf(tx, row.id)
  const owner = members.find(({ id }) => id === first.personId)
  if (!owner) return []
  const written = { whatsapp: first.forms.whatsapp ?? first.text, sms: first.forms.sms ?? first.text }
  const rows: NewOutgoing[] = []
  for (const { member, route, standsIn } of others) {
    const house = houseFor(member, { house: desk.settings.house, members, now, office })
    const text = (await wordsNow(tx, first, house, now)) ?? written
    const forms = inPlaceOf(owner, text, { standsIn, members, now, desk, house })
    const conversationId = (await linesTo(tx, route.channel, [member])).get(member.id)
    if (conversationId === undefined) continue
    const line = {
      conversationId,
      channel: route.channel,
      text: formFor({ forms, text: forms.sms }, route.channel),
      forms,
    }
    const topic = standsIn ? first.topic : 'unreached'
    rows.push({ ...standIn(row, now), ...line, personId: member.id, topic, tried: [], attempts: 0 })
    if (standsIn && row.ticketNumber !== null) {
      owing.ask(member.id, { kind: 'notice', ticket: row.ticketNumber, until: now + ANSWER_WITHIN })
    }
  }
  return (await enqueue(tx, rows)).map(({ conversationId }) => conversationId)
}

async function record(
  { tx, desk, row, person, members, now }: Hop,
  next: Route | undefined,
  others: readonly Other[],
  owing: Owing,
): Promise<void> {
  const { office } = desk.settings
  const actor = (member: Member) => actorOf(member, members, now, office)
  const event: TicketEvent = {
    type: 'NoticePassedOn',
    at: now,
    topic: row.topic,
    person: actor(person),
    channel: row.channel,
    ...(next ? { next: next.channel } : {}),
    others: others.map(({ member }) => actor(member)),
  }
  for (const ticket of (await lockTickets(tx, row.aboutTickets)).values()) owing.record({ ticket, events: [event] })
}
