/**
 * Citizens whom 112 did not answer (DOMAIN section 7): a hint to Kepala Seksi, no ticket. The first is told at once;
 * when several numbers say so within an hour, all who are on duty hear of it, for then 112 may be down; those that come
 * besides are one message with their number.
 */
import type { Hint } from '../bots/wording/telling.ts'
import { knownOf, updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { setDigests } from '../db/due.ts'
import { toldOfLate } from '../db/waiting.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import { whoHears } from '../src/desk/reach.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import type { Desk } from './desk.ts'
import { NONE, readHints, withinTheHour, withOneMore, writeHints } from './hint-memory.ts'
import { BELIEVED, ticketOfCalls } from './line-112.ts'
import type { Owing } from './owing.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Of one number once a day. */
const AGAIN_AFTER: Instant = 24 * HOUR
/** How many there are is told so soon after the first, and then at most once an hour. */
const COUNTED_AFTER: Instant = 10 * MINUTE
/** All who are on duty hear when there are so many different numbers within the hour, and again. */
const ALL_HEAR_AT: readonly number[] = [5, BELIEVED]
/** More than anybody reads; the rest is counted. */
const KEPT = 50

const hearersOf = (members: readonly Member[], now: Instant, { settings: { office } }: Desk) =>
  onDutyIn('kepala_seksi', members, now, office).filter(({ optedOut }) => !optedOut)

/** Who can try 112 by themselves, and who takes its calls. */
const allOnDuty = (members: readonly Member[], now: Instant, { settings: { office } }: Desk) =>
  (['supervisor', 'call_taker'] as const).flatMap((role) => whoHears(role, members, now, office))

const onceEach = (members: readonly Member[]) => [...new Map(members.map((one) => [one.id, one])).values()]

/** True: it is the first of this number today, and was passed on or waits with others. */
export async function passOnHint(one: Case): Promise<boolean> {
  const { tx, owing, members, now, desk, conversation, text, at, isTest } = one
  const { faultToldAt } = await knownOf(tx, conversation.address)
  const isNew = faultToldAt === null || now - faultToldAt >= AGAIN_AFTER
  if (isNew) await updateConversation(tx, conversation.id, { faultToldAt: now })
  const hint: Hint = { from: conversation.address, text, at }
  const hear = hearersOf(members, now, desk)
  const same = await ticketOfCalls(tx, now)
  const sameAs = same ? { sameAs: same.number } : {}
  if (isTest) {
    if (isNew) for (const member of hear) owing.write(member, { kind: 'stranger-hint', ...hint, ...sameAs })
    return isNew
  }
  const before = await readHints(tx)
  const recent = withOneMore(before, { from: hint.from, at }, now)
  const toldOf = withinTheHour(before, now).length === 0 ? 0 : (before.toldOf ?? 0)
  const kept = { ...before, recent, toldOf }
  const many = ALL_HEAR_AT.find((count) => recent.length >= count) ?? 0
  if (many > toldOf) {
    for (const member of onceEach([...hear, ...allOnDuty(members, now, desk)]))
      owing.write(member, { kind: 'stranger-crowd', all: recent, now, ...sameAs })
    await writeHints(tx, { ...NONE, recent, toldOf: many, toldAt: now })
    return isNew
  }
  if (!isNew) {
    await writeHints(tx, kept)
    return false
  }
  const isFirst = kept.count === 0 && (kept.toldAt === undefined || now - kept.toldAt >= HOUR)
  if (isFirst && !(await isFull(tx, hear, desk, now))) {
    for (const member of hear) owing.write(member, { kind: 'stranger-hint', ...hint, ...sameAs })
    await writeHints(tx, { ...NONE, recent, toldOf, toldAt: now })
    return true
  }
  const { toldAt = now, counted, dueAt = counted ? toldAt + HOUR : now + COUNTED_AFTER } = kept
  await writeHints(tx, { ...kept, dueAt, waiting: [...kept.waiting, hint].slice(0, KEPT), count: kept.count + 1 })
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
  const kept = await readHints(tx)
  const { count, dueAt, waiting } = kept
  const [first] = waiting
  if (dueAt === undefined || !first) return
  const hear = hearersOf(members, now, desk)
  if (dueAt > now) return owing.alarm(await flushAt(tx, hear, dueAt))
  const same = await ticketOfCalls(tx, now)
  const sameAs = same ? { sameAs: same.number } : {}
  for (const member of hear) {
    owing.write(member, {
      ...(count === 1 ? { kind: 'stranger-hint', ...first } : { kind: 'stranger-hints', all: waiting, count, now }),
      ...sameAs,
    })
  }
  const { recent = [], toldOf = 0 } = kept
  await writeHints(tx, { ...NONE, recent, toldOf, toldAt: now, counted: true })
}
