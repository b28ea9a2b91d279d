/**
 * Citizens whom 112 did not answer (DOMAIN section 7): a hint to Kepala Seksi, no ticket. The first is told at once;
 * those that come within the hour are one message with their number.
 */
import { sql } from 'drizzle-orm'
import type { Hint } from '../bots/wording/telling.ts'
import { knownOf, updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { setDigests } from '../db/due.ts'
import { readWatermark, setWatermark } from '../db/gateway-memory.ts'
import { toldOfLate } from '../db/waiting.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import type { Desk } from './desk.ts'
import type { Owing } from './owing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Of one number once a day. */
const AGAIN_AFTER: Instant = 24 * HOUR
/** How many there are is told so soon after the first, and then at most once an hour. */
const COUNTED_AFTER: Instant = 10 * MINUTE
/** More than anybody reads; the rest is counted. */
const KEPT = 50
const HINTS_LOCK = 112_007

interface Kept {
  /** When Kepala Seksi was last told. */
  readonly toldAt?: Instant
  readonly counted?: boolean
  readonly dueAt?: Instant
  readonly waiting: readonly Hint[]
  readonly count: number
}
const NONE: Kept = { waiting: [], count: 0 }

async function read(tx: Transaction): Promise<Kept> {
  await tx.execute(sql`select pg_advisory_xact_lock(${HINTS_LOCK})`)
  const value = await readWatermark(tx, 'hints', 'kept')
  return value === undefined ? NONE : (JSON.parse(value) as Kept)
}

const write = (tx: Transaction, kept: Kept) => setWatermark(tx, 'hints', 'kept', JSON.stringify(kept))

const hearersOf = (members: readonly Member[], now: Instant, { settings: { office } }: Desk) =>
  onDutyIn('kepala_seksi', members, now, office).filter(({ optedOut }) => !optedOut)

/** True: it is the first of this number today, and was passed on or waits with others. */
export async function passOnHint(one: Case): Promise<boolean> {
  const { tx, owing, members, now, desk, conversation, text, at, isTest } = one
  const { faultToldAt } = await knownOf(tx, conversation.address)
  if (faultToldAt !== null && now - faultToldAt < AGAIN_AFTER) return false
  await updateConversation(tx, conversation.id, { faultToldAt: now })
  const hint: Hint = { from: conversation.address, text, at }
  const hear = hearersOf(members, now, desk)
  const kept = isTest ? NONE : await read(tx)
  const isFirst = kept.count === 0 && (kept.toldAt === undefined || now - kept.toldAt >= HOUR)
  if (isTest || (isFirst && !(await isFull(tx, hear, desk, now)))) {
    for (const member of hear) owing.write(member, { kind: 'stranger-hint', ...hint })
    if (!isTest) await write(tx, { ...NONE, toldAt: now })
    return true
  }
  const { toldAt = now, counted, dueAt = counted ? toldAt + HOUR : now + COUNTED_AFTER } = kept
  await write(tx, { ...kept, dueAt, waiting: [...kept.waiting, hint].slice(0, KEPT), count: kept.count + 1 })
  owing.alarm(await flushAt(tx, hear, dueAt))
  return true
}

const flushAt = (tx: Transaction, hear: readonly Member[], dueAt: Instant) =>
  setDigests(
    tx,
    hear.map(({ id }) => ({ personId: id, dueAt })),
  )

/** The hour of everybody who would hear is full (limits.ts). */
async function isFull(tx: Transaction, hear: readonly Member[], { settings }: Desk, now: Instant): Promise<boolean> {
  const late = await toldOfLate(
    tx,
    hear.map(({ id }) => id),
    now,
  )
  return hear.length > 0 && [...late.values()].every(({ hour }) => hour >= settings.limits.perHour)
}

/** Tells what has waited, once, with the digests. */
export async function tellHints(
  tx: Transaction,
  owing: Owing,
  members: readonly Member[],
  desk: Desk,
  now: Instant,
): Promise<void> {
  const { count, dueAt, waiting } = await read(tx)
  const [first] = waiting
  if (dueAt === undefined || !first) return
  const hear = hearersOf(members, now, desk)
  if (dueAt > now) return owing.alarm(await flushAt(tx, hear, dueAt))
  for (const member of hear) {
    owing.write(
      member,
      count === 1 ? { kind: 'stranger-hint', ...first } : { kind: 'stranger-hints', all: waiting, count, now },
    )
  }
  await write(tx, { ...NONE, toldAt: now, counted: true })
}
