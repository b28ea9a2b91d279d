/** By which way a person is reached: gateway and channel, in order of preference (DESIGN section 6). */
import { and, desc, eq, notLike } from 'drizzle-orm'
import type { Gateway } from '../bots/gateway.ts'
import { deadChannels } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { awaitReceipt, setRetry } from '../db/due.ts'
import { linesTo, type Reached } from '../db/lines.ts'
import { enqueue, type OutboxRow } from '../db/outbox.ts'
import type { Person } from '../db/people.ts'
import { conversations, inbox, people } from '../db/schema.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'

/**
 * The gateway that was chosen before; for an answer the one its question came in on; for an id the one that knows it;
 * else the first not tried.
 */
export async function gatewayFor(desk: Desk, row: OutboxRow): Promise<Gateway | undefined> {
  const carrying = desk.gateways.filter(({ channels }) => channels.includes(row.channel))
  const named = (name: string | null | undefined) => carrying.find((gateway) => gateway.name === name)
  if (row.gateway !== null) return named(row.gateway)
  const asked =
    row.answersId === null ? await knownBy(desk, row.conversationId) : await askedThrough(desk, row.answersId)
  const fresh = carrying.filter(({ name }) => !row.tried.includes(`${row.channel}/${name}`))
  const own = named(asked)
  return own && fresh.includes(own) ? own : fresh[0]
}

async function askedThrough(desk: Desk, inboxId: number): Promise<string | undefined> {
  const [row] = await desk.db.select({ gateway: inbox.gateway }).from(inbox).where(eq(inbox.id, inboxId))
  return row?.gateway
}

/** An id in the place of a number is the provider's own, and means nothing to another. */
async function knownBy({ db }: Desk, conversationId: number): Promise<string | undefined> {
  const isId = and(eq(conversations.id, conversationId), notLike(conversations.address, '+%'))
  const [row] = await db
    .select({ gateway: inbox.gateway })
    .from(inbox)
    .innerJoin(conversations, eq(conversations.id, inbox.conversationId))
    .where(isId)
    .orderBy(desc(inbox.id))
    .limit(1)
  return row?.gateway
}

export interface Route {
  readonly channel: Channel
  readonly to: Reached
  /** The gateway that could not deliver it. */
  readonly tried: string
}

type Kept = Omit<OutboxRow, 'id' | 'gateway' | 'providerId' | 'answersId' | 'quotes'>

/** What a message that stands in for another has of it, written anew. */
export function standIn(row: OutboxRow, now: Instant) {
  const { id, gateway: _gateway, providerId: _provider, answersId: _answers, quotes: _quotes, ...rest } = row
  const anew = { code: null, words: null, sentAt: null, handedAt: null, emptyLooks: 0 }
  const kept: Kept = { ...rest, ...anew, state: 'queued', createdAt: now }
  return { ...kept, insteadOf: id }
}

/** The same message on another route, in that channel's form. */
export async function sendInstead(tx: Transaction, row: OutboxRow, next: Route, now: Instant): Promise<Triggers> {
  const conversationId = (await linesTo(tx, next.channel, [next.to])).get(next.to.id)
  if (conversationId === undefined) return {}
  await enqueue(tx, [
    {
      ...standIn(row, now),
      conversationId,
      channel: next.channel,
      text: formFor(row, next.channel),
      tried: [...row.tried, `${row.channel}/${row.gateway ?? next.tried}`],
      attempts: 0,
    },
  ])
  return { delivery: [conversationId] }
}

/** The same message on the same route, not before `dueAt`; `hearBy`: when others hear of it if it has not arrived. */
export async function sendAgain(
  tx: Transaction,
  row: OutboxRow,
  now: Instant,
  dueAt: Instant,
  hearBy?: Instant,
): Promise<Triggers> {
  const { gateway, answersId, quotes, conversationId } = row
  const [sent] = await enqueue(tx, [{ ...standIn(row, now), gateway, answersId, quotes }])
  if (!sent || dueAt <= now) return { delivery: [conversationId] }
  const limit = hearBy === undefined ? [] : await awaitReceipt(tx, conversationId, sent.id, Math.max(now, hearBy), null)
  return { alarms: [...(await setRetry(tx, conversationId, sent.id, dueAt)), ...limit] }
}

/** Whom a message is for; a code is for a number that is nobody's yet, on whichever channel it has. */
async function hearerOf({ db }: Desk, row: OutboxRow): Promise<(Reached & Pick<Person, 'channels'>) | undefined> {
  if (row.personId !== null) return (await db.select().from(people).where(eq(people.id, row.personId)))[0]
  if (row.topic !== 'number-code') return undefined
  const [line] = await db.select().from(conversations).where(eq(conversations.id, row.conversationId))
  return line && { id: 0, phone: line.address, channels: ['whatsapp', 'sms'] }
}
/** Nobody is called who can be written to. */
const inOrder = (channels: readonly Channel[]) => [
  ...channels.filter((channel) => channel !== 'voice'),
  ...channels.filter((channel) => channel === 'voice'),
]

/** What is said where the message is spoken: its lines as sentences, without what to reply. */
const spokenForm = (text: string) =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('Balas '))
    .map((line) => line.replace(/[.:]*$/, '.').replace(/\bNo\. (?=\d)/g, 'nomor '))
    .join(' ')
    .slice(0, 700)

/** A message in the form of a channel. */
export const formFor = ({ forms, text }: Pick<OutboxRow, 'forms' | 'text'>, channel: Channel): string =>
  channel === 'voice' ? spokenForm(forms.whatsapp ?? text) : (forms[channel] ?? text)

/** Every way to reach somebody, in their order of preference; not on channels that are `closed` to them. */
export const routesOf = ({ gateways }: Desk, { channels }: Pick<Member, 'channels'>, closed: ReadonlySet<Channel>) =>
  inOrder(channels)
    .filter((channel) => !closed.has(channel))
    .flatMap((channel) =>
      gateways.filter((gateway) => gateway.channels.includes(channel)).map(({ name }) => ({ channel, name })),
    )

/**
 * All ways to a person in writing were tried: where the message is tried next, so that it goes out by whichever is back
 * first. Undefined: there is no other.
 */
export async function wayAround(desk: Desk, row: OutboxRow): Promise<Partial<OutboxRow> | undefined> {
  const person = row.answersId === null ? await hearerOf(desk, row) : undefined
  if (!person) return undefined
  const written = person.channels.filter((channel) => channel !== 'voice')
  const routes = routesOf(
    desk,
    { channels: written },
    (await deadChannels(desk.db, [person])).get(person.id) ?? new Set(),
  )
  const used = row.gateway ?? (await gatewayFor(desk, row))?.name
  const at = routes.findIndex(({ channel, name }) => channel === row.channel && name === used)
  const next = routes[(at + 1) % routes.length]
  if (!next || routes.length < 2) return undefined
  const conversationId = (await linesTo(desk.db, next.channel, [person])).get(person.id)
  if (conversationId === undefined) return undefined
  const tried = routes.filter((route) => route !== next).map(({ channel, name }) => `${channel}/${name}`)
  return { channel: next.channel, conversationId, text: formFor(row, next.channel), tried }
}

/**
 * The person's next way to be reached that was not tried: another gateway of the channel, else the next channel.
 * `dead`: channels on which it was just learnt that nothing can be delivered to them.
 */
export async function nextRoute(desk: Desk, row: OutboxRow, dead: readonly Channel[] = []): Promise<Route | undefined> {
  const person = await hearerOf(desk, row)
  if (!person) return undefined
  const closed = new Set([...dead, ...((await deadChannels(desk.db, [person])).get(person.id) ?? [])])
  const used = row.gateway ?? (await gatewayFor(desk, row))?.name ?? ''
  const tried = new Set([...row.tried, `${row.channel}/${used}`])
  const others = person.channels.filter((channel) => channel !== row.channel && (row.urgent || channel !== 'voice'))
  const routes = routesOf(desk, { channels: [row.channel, ...others] }, closed)
  const next = routes.find(({ channel, name }) => !tried.has(`${channel}/${name}`))
  return next ? { channel: next.channel, to: person, tried: used } : undefined
}
