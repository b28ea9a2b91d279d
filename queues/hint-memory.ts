/** What is remembered of citizens whom 112 did not answer, between their messages. */
import { sql } from 'drizzle-orm'
import type { Hint } from '../bots/wording/telling.ts'
import type { Queryable, Transaction } from '../db/database.ts'
import { readWatermark, setWatermark } from '../db/gateway-memory.ts'
import type { Instant } from '../src/desk/ticket.ts'

const HOUR = 3_600_000
const HINTS_LOCK = 112_007
/** More numbers than that say no more. */
const REMEMBERED = 20

export type Heard = Pick<Hint, 'from' | 'at'>

export interface Kept {
  /** When Kepala Seksi was last told. */
  readonly toldAt?: Instant
  readonly counted?: boolean
  readonly dueAt?: Instant
  readonly waiting: readonly Hint[]
  readonly count: number
  /** Each number once, with when it last said so. */
  readonly recent?: readonly Heard[]
  /** So many numbers were told of to all who are on duty; nothing is until an hour has passed in silence. */
  readonly toldOf?: number
}
export const NONE: Kept = { waiting: [], count: 0 }

async function kept(db: Queryable): Promise<Kept> {
  const value = await readWatermark(db, 'hints', 'kept')
  return value === undefined ? NONE : (JSON.parse(value) as Kept)
}

/** Whoever reads it to change it waits for the others. */
export async function readHints(tx: Transaction): Promise<Kept> {
  await tx.execute(sql`select pg_advisory_xact_lock(${HINTS_LOCK})`)
  return kept(tx)
}

export const writeHints = (tx: Transaction, hints: Kept) => setWatermark(tx, 'hints', 'kept', JSON.stringify(hints))

export const withinTheHour = ({ recent = [] }: Kept, now: Instant): Heard[] =>
  recent.filter(({ at }) => now - at < HOUR)

/** The hints of the last hour with one more: of each number the last. */
export const withOneMore = (hints: Kept, one: Heard, now: Instant): Heard[] =>
  [...withinTheHour(hints, now).filter(({ from }) => from !== one.from), one].slice(-REMEMBERED)

export const hintsOfTheHour = async (db: Queryable, now: Instant): Promise<Heard[]> =>
  withinTheHour(await kept(db), now)
