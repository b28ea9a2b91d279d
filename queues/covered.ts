/** A role that nobody had has somebody again: whoever was told of the gap hears it once, and of no gap that they never heard of. */
import { and, eq, gte, inArray, like } from 'drizzle-orm'
import { ROLE } from '../bots/wording/words.ts'
import type { Transaction } from '../db/database.ts'
import { endWaiting } from '../db/due.ts'
import type { AlarmRow } from '../db/gateway-memory.ts'
import { outbox } from '../db/schema.ts'
import { covering } from '../src/desk/coverage.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant, Role } from '../src/desk/ticket.ts'
import type { Owing } from './owing.ts'

/** Roles that have somebody again, and the alarms that end with it. */
export interface Over {
  readonly role: Role
  readonly alarm: AlarmRow
}

/** One message a person, of all roles. */
export async function tellCovered(
  tx: Transaction,
  owing: Owing,
  ended: readonly Over[],
  members: readonly Member[],
  office: Office,
  now: Instant,
): Promise<void> {
  const news = new Map<Member, { role: Role; by: { name: string; standsIn: boolean }[] }[]>()
  for (const { role, alarm } of ended) {
    const present = covering(role, members, now, office)
    if (present.length === 0) continue
    const never = await neverSent(tx, role, alarm, now)
    const ids = new Set(present.map(({ id }) => id))
    // Who came, and who named the one who did, know it.
    const knows = (one: Member) => ids.has(one.id) || (one.role === role && ids.has(one.substituteId ?? 0))
    const by = present.map((one) => ({ name: one.name, standsIn: one.role !== role }))
    for (const person of members) {
      if (!alarm.toldIds.includes(person.id) || never.has(person.id) || knows(person)) continue
      news.set(person, [...(news.get(person) ?? []), { role, by }])
    }
  }
  for (const [person, roles] of news) owing.write(person, { kind: 'covered', roles, now })
}

/** Whose message of the gap has not gone out yet: it does not go any more. */
async function neverSent(tx: Transaction, role: Role, alarm: AlarmRow, now: Instant): Promise<Set<number>> {
  if (alarm.toldIds.length === 0) return new Set()
  const withdrawn = await tx
    .update(outbox)
    .set({ state: 'failed', code: 'outdated', words: 'the gap has ended meanwhile' })
    .where(
      and(
        eq(outbox.state, 'queued'),
        inArray(outbox.topic, ['uncovered', 'gap']),
        inArray(outbox.personId, alarm.toldIds),
        gte(outbox.createdAt, alarm.raisedAt - TOLD_BEFORE),
        like(outbox.text, `%${ROLE[role]}%`),
      ),
    )
    .returning({ id: outbox.id, personId: outbox.personId })
  await endWaiting(
    tx,
    withdrawn.map(({ id }) => id),
    now,
  )
  return new Set(withdrawn.flatMap(({ personId }) => personId ?? []))
}

/** BERHENTI tells of its gap so long before the desk looks at duty. */
const TOLD_BEFORE = 60_000
