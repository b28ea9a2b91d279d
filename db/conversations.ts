import { and, asc, eq, inArray, isNotNull, lte, not, or, sql } from 'drizzle-orm'
import { CHANNELS, type Channel, type Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { conversations, people } from './schema.ts'

export type Conversation = typeof conversations.$inferSelect

export const CONVERSATION_LOCK = 112_001

/** One at a time: holds the conversation until the transaction ends (DESIGN rule 2). */
export async function lockConversation(tx: Transaction, id: number): Promise<Conversation> {
  await tx.execute(sql`select pg_advisory_xact_lock(${CONVERSATION_LOCK}, ${id})`)
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id))
  if (!row) throw new Error(`no conversation ${id}`)
  return row
}

/** Ids by address; conversations that do not exist yet are made. Takes no lock on those that do. */
export async function conversationIds(
  db: Queryable,
  channel: Channel,
  addresses: readonly string[],
): Promise<Map<string, number>> {
  const wanted = [...new Set(addresses)].sort()
  const found = new Map<string, number>()
  if (wanted.length === 0) return found
  const look = async (missing: string[]) => {
    const rows = await db
      .select({ id: conversations.id, address: conversations.address })
      .from(conversations)
      .where(and(eq(conversations.channel, channel), inArray(conversations.address, missing)))
    for (const { id, address } of rows) found.set(address, id)
  }
  await look(wanted)
  const missing = wanted.filter((address) => !found.has(address))
  if (missing.length === 0) return found
  const values = missing.map((address) => ({ channel, address }))
  await db.insert(conversations).values(values).onConflictDoNothing()
  await look(missing)
  return found
}

export async function updateConversation(
  tx: Transaction,
  id: number,
  change: Partial<typeof conversations.$inferInsert>,
): Promise<void> {
  await tx.update(conversations).set(change).where(eq(conversations.id, id))
}

/** What is known of an address, on whichever channel it wrote. */
export async function knownOf(db: Queryable, address: string) {
  const rows = await db.select().from(conversations).where(onAnyChannel(address))
  const latest = (field: 'faultToldAt' | 'emergencyAt') =>
    rows.reduce<Instant | null>((last, row) => (row[field] === null ? last : Math.max(last ?? 0, row[field])), null)
  return {
    optedOut: rows.some(({ optedOutAt }) => optedOutAt !== null),
    answered: rows.some(({ answeredAt }) => answeredAt !== null),
    faultToldAt: latest('faultToldAt'),
    emergencyAt: latest('emergencyAt'),
  }
}

/** Whether this number wants no messages, whether or not it is in the directory. */
export async function isOptedOut(db: Queryable, phone: string): Promise<boolean> {
  const stopped = and(eq(people.phone, phone), isNotNull(people.optedOutAt))
  const [person] = await db.select({ id: people.id }).from(people).where(stopped)
  return person !== undefined || (await knownOf(db, phone)).optedOut
}

/** STOP (an instant) or START (null) of an address that is not in the directory. */
export async function setOptedOut(tx: Transaction, address: string, optedOutAt: Instant | null): Promise<void> {
  await tx.update(conversations).set({ optedOutAt }).where(onAnyChannel(address))
}

/** Channels on which nothing can be delivered to a person, on no line of theirs; by person. */
export async function deadChannels(
  db: Queryable,
  people: readonly { readonly id: number; readonly phone: string }[],
): Promise<Map<number, Set<Channel>>> {
  const phones = people.map(({ phone }) => phone)
  const ids = people.map(({ id }) => id)
  if (people.length === 0) return new Map()
  const { channel, address, personId } = conversations
  const rows = await db
    .select({ channel, address, personId, isDead: sql<boolean>`${conversations.unreachableAt} is not null` })
    .from(conversations)
    .where(or(inArray(address, phones), inArray(personId, ids)))
  const channelsOf = (person: { id: number; phone: string }) => {
    const own = rows.filter((row) => row.address === person.phone || row.personId === person.id)
    const alive = new Set(own.filter(({ isDead }) => !isDead).map((row) => row.channel))
    return new Set(own.map((row) => row.channel).filter((one) => !alive.has(one)))
  }
  return new Map(people.map((person) => [person.id, channelsOf(person)]))
}

export interface Unreachable {
  readonly channel: Channel
  readonly address: string
  readonly code: string
  readonly since: Instant
  readonly needsStart: boolean
}

/** All addresses at which nothing can be delivered, for doctor. */
export async function unreachableAddresses(db: Queryable): Promise<Unreachable[]> {
  const rows = await db
    .select({
      channel: conversations.channel,
      address: conversations.address,
      code: conversations.unreachableCode,
      since: conversations.unreachableAt,
      needsStart: conversations.needsStart,
    })
    .from(conversations)
    .where(isNotNull(conversations.unreachableAt))
    .orderBy(asc(conversations.id))
  return rows.flatMap(({ code, since, ...rest }) => (since === null ? [] : [{ ...rest, since, code: code ?? '' }]))
}

/** A message came from there at `at`: whatever a provider said before, it can be reached; a block needs START. */
export async function reachable(tx: Transaction, id: number, at: Instant): Promise<void> {
  await tx
    .update(conversations)
    .set({ unreachableAt: null, unreachableCode: null })
    .where(and(eq(conversations.id, id), lte(conversations.unreachableAt, at), not(conversations.needsStart)))
}

/** The provider blocks it until START comes from there. False: that was known. */
export async function closeUntilStart(tx: Transaction, id: number, at: Instant, code: string): Promise<boolean> {
  const rows = await tx
    .update(conversations)
    .set({ needsStart: true, unreachableAt: at, unreachableCode: code })
    .where(and(eq(conversations.id, id), not(conversations.needsStart)))
    .returning({ id: conversations.id })
  return rows.length > 0
}

/** START came from there: the provider blocks it no more. */
export const unblock = (tx: Transaction, id: number): Promise<void> =>
  updateConversation(tx, id, { needsStart: false, unreachableAt: null, unreachableCode: null })

const onAnyChannel = (address: string) =>
  and(inArray(conversations.channel, [...CHANNELS]), eq(conversations.address, address))

/** Takes the right to send to an address for at most `seconds` of the database's time. False: another has it. */
export async function leaseSending(db: Queryable, id: number, seconds: number): Promise<boolean> {
  const rows = await db
    .update(conversations)
    .set({ sendingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(
        eq(conversations.id, id),
        sql`(${conversations.sendingUntil} is null or ${conversations.sendingUntil} < now())`,
      ),
    )
    .returning({ id: conversations.id })
  return rows.length > 0
}

/** For who has the right: it lasts `seconds` from now on. */
export async function extendSending(db: Queryable, id: number, seconds: number): Promise<void> {
  await db
    .update(conversations)
    .set({ sendingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(conversations.id, id))
}

export async function endSending(db: Queryable, id: number): Promise<void> {
  await db.update(conversations).set({ sendingUntil: null }).where(eq(conversations.id, id))
}
