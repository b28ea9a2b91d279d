/** On which line a person is written to: that of their number, or one that the operator linked to them (DOMAIN 4.6). */
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, notLike, sql } from 'drizzle-orm'
import type { Channel, Instant } from '../src/desk/ticket.ts'
import { conversationIds } from './conversations.ts'
import type { Queryable, Transaction } from './database.ts'
import { conversations, inbox } from './schema.ts'

export interface Reached {
  readonly id: number
  readonly phone: string
}

/** Not counting what a human of the office wrote to them. */
const lastHeard = sql<
  number | null
>`(select max(id) from inbox where conversation_id = ${conversations.id} and not content ? 'own')`

/**
 * Conversations by person: that of their number if it was ever heard, else the linked one that was heard last, else
 * that of their number all the same. One to which nothing can be delivered stands behind the others.
 */
export async function linesTo(
  db: Queryable,
  channel: Channel,
  people: readonly Reached[],
): Promise<Map<number, number>> {
  const ids = people.map(({ id }) => id)
  const phones = people.map(({ phone }) => phone)
  const ofNumber = await conversationIds(db, channel, phones)
  const byNumber = people.flatMap(({ id, phone }) => {
    const line = ofNumber.get(phone)
    return line === undefined ? [] : [[id, line] as const]
  })
  const lines = new Map(byNumber)
  const onChannel = eq(conversations.channel, channel)
  const linked = await db
    .selectDistinct({ personId: conversations.personId })
    .from(conversations)
    .where(and(onChannel, ids.length === 0 ? sql`false` : inArray(conversations.personId, ids)))
  for (const { id, phone } of people) {
    if (linked.every(({ personId }) => personId !== id)) continue
    const isOwn = eq(conversations.address, phone)
    const [best] = await db
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(onChannel, sql`(${isOwn} or ${eq(conversations.personId, id)})`))
      .orderBy(
        sql`${conversations.unreachableAt} is not null`,
        sql`case when ${isOwn} then case when ${lastHeard} is null then 2 else 0 end else 1 end`,
        sql`${lastHeard} desc nulls last`,
      )
      .limit(1)
    if (best) lines.set(id, best.id)
  }
  return lines
}

/** Ids by which people are known besides their numbers. */
export async function linkedIds(db: Queryable): Promise<Map<number, string[]>> {
  const rows = await db
    .select({ personId: conversations.personId, address: conversations.address })
    .from(conversations)
    .where(isNotNull(conversations.personId))
    .orderBy(asc(conversations.address))
  const found = new Map<number, string[]>()
  for (const { personId, address } of rows) {
    if (personId !== null) found.set(personId, [...(found.get(personId) ?? []), address])
  }
  return found
}

export type Linked = { readonly is: 'linked' } | { readonly is: 'taken'; readonly by: number; readonly id: string }

/** From now on the person is known by these ids of WhatsApp's, and by no others; `taken`: nothing was changed. */
export async function setLinks(tx: Transaction, personId: number, ids: readonly string[]): Promise<Linked> {
  const found = [...(await conversationIds(tx, 'whatsapp', ids)).values()]
  const wanted = found.length === 0 ? sql`false` : inArray(conversations.id, found)
  const rows = await tx.select().from(conversations).where(wanted).orderBy(asc(conversations.id)).for('update')
  const other = rows.find((row) => row.personId !== null && row.personId !== personId)
  if (other?.personId != null) return { is: 'taken', by: other.personId, id: other.address }
  await tx.update(conversations).set({ personId: null }).where(eq(conversations.personId, personId))
  await tx.update(conversations).set({ personId }).where(wanted)
  return { is: 'linked' }
}

export interface Unlinked {
  readonly id: string
  /** What the sender calls themselves. */
  readonly profileName: string | null
  readonly at: Instant
}

/** Ids of WhatsApp's that wrote since then and are nobody's, the last first. */
export async function unlinkedSince(db: Queryable, since: Instant, limit: number): Promise<Unlinked[]> {
  const wrote = db
    .selectDistinctOn([inbox.conversationId], {
      conversationId: inbox.conversationId,
      at: inbox.at,
      profileName: sql<string | null>`${inbox.content} ->> 'profileName'`.as('wrote_as'),
    })
    .from(inbox)
    .where(gt(inbox.at, since))
    .orderBy(asc(inbox.conversationId), desc(inbox.id))
    .as('wrote')
  return db
    .select({ id: conversations.address, profileName: wrote.profileName, at: wrote.at })
    .from(conversations)
    .innerJoin(wrote, eq(wrote.conversationId, conversations.id))
    .where(
      and(eq(conversations.channel, 'whatsapp'), isNull(conversations.personId), notLike(conversations.address, '+%')),
    )
    .orderBy(desc(wrote.at))
    .limit(limit)
}
