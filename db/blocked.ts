/** Numbers that are not in the directory and that somebody has blocked (DOMAIN section 2). */
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Instant } from '../src/desk/ticket.ts'
import type { Queryable } from './database.ts'
import { blockedNumbers, people } from './schema.ts'

export interface Block {
  /** +E.164, or the provider's id of a sender whose number is hidden. */
  readonly address: string
  readonly until: Instant
}

/** Blocks an address, or blocks it for longer. False: somebody of the directory has it, and it stays as it was. */
export async function blockNumber(db: Queryable, block: Block & { now: Instant; byId?: number }): Promise<boolean> {
  const { address, until, now: blockedAt, byId = null } = block
  if (await isRegistered(db, address)) return false
  await db
    .insert(blockedNumbers)
    .values({ address, until, blockedAt, byId })
    .onConflictDoUpdate({ target: blockedNumbers.address, set: { until, blockedAt, byId } })
  return true
}

async function isRegistered(db: Queryable, phone: string): Promise<boolean> {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.phone, phone), eq(people.active, true)))
  return person !== undefined
}

/** False: it was not blocked. */
export async function unblockNumber(db: Queryable, address: string, now: Instant): Promise<boolean> {
  const rows = await db.delete(blockedNumbers).where(eq(blockedNumbers.address, address)).returning()
  return rows.some(({ until }) => until > now)
}

export async function blockedUntil(db: Queryable, address: string, now: Instant): Promise<Instant | undefined> {
  const [row] = await db
    .select({ until: blockedNumbers.until })
    .from(blockedNumbers)
    .where(and(eq(blockedNumbers.address, address), gt(blockedNumbers.until, now)))
  return row?.until
}

export async function listBlocked(db: Queryable, now: Instant): Promise<Block[]> {
  return db
    .select({ address: blockedNumbers.address, until: blockedNumbers.until })
    .from(blockedNumbers)
    .where(gt(blockedNumbers.until, now))
    .orderBy(asc(blockedNumbers.until), asc(blockedNumbers.address))
}
