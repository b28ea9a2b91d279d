import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { CHANNELS, type Channel, type Instant } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { conversations } from './schema.ts'

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
    faultToldAt: latest('faultToldAt'),
    emergencyAt: latest('emergencyAt'),
  }
}

/** STOP (an instant) or START (null) of an address that is not in the directory. */
export async function setOptedOut(tx: Transaction, address: string, optedOutAt: Instant | null): Promise<void> {
  await tx.update(conversations).set({ optedOutAt }).where(onAnyChannel(address))
}

/** Channels on which nothing can be delivered to an address. */
export async function deadChannels(db: Queryable, address: string): Promise<Set<Channel>> {
  const rows = await db
    .select({ channel: conversations.channel })
    .from(conversations)
    .where(and(onAnyChannel(address), isNotNull(conversations.unreachableAt)))
  return new Set(rows.map(({ channel }) => channel))
}

/** The same for many addresses. */
export async function deadLines(db: Queryable, addresses: readonly string[]): Promise<Map<string, Set<Channel>>> {
  const rows = await db
    .select({ address: conversations.address, channel: conversations.channel })
    .from(conversations)
    .where(and(inArray(conversations.address, [...addresses]), isNotNull(conversations.unreachableAt)))
  const dead = new Map<string, Set<Channel>>()
  for (const { address, channel } of rows) dead.set(address, (dead.get(address) ?? new Set()).add(channel))
  return dead
}

export interface Unreachable {
  readonly channel: Channel
  readonly address: string
  readonly code: string
  readonly since: Instant
}

/** All addresses at which nothing can be delivered, for doctor. */
export async function unreachableAddresses(db: Queryable): Promise<Unreachable[]> {
  const rows = await db
    .select({
      channel: conversations.channel,
      address: conversations.address,
      code: conversations.unreachableCode,
      since: conversations.unreachableAt,
    })
    .from(conversations)
    .where(isNotNull(conversations.unreachableAt))
    .orderBy(asc(conversations.id))
  return rows.flatMap(({ code, since, ...rest }) => (since === null ? [] : [{ ...rest, since, code: code ?? '' }]))
}

/** A message came from there at `at`: whatever a provider said before, it can be reached. */
export async function reachable(tx: Transaction, id: number, at: Instant): Promise<void> {
  await tx
    .update(conversations)
    .set({ unreachableAt: null, unreachableCode: null })
    .where(and(eq(conversations.id, id), lte(conversations.unreachableAt, at)))
}

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
