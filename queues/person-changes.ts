/** Changing people while deciding, in one order for all, so that two decisions cannot wait for each other. */
import { eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../db/database.ts'
import { type DueRow, setDutyLook } from '../db/due.ts'
import { people } from '../db/schema.ts'
import { storableJson } from '../db/storable.ts'
import type { Instant } from '../src/desk/ticket.ts'

export type PersonChange = Partial<typeof people.$inferInsert>

/** Whoever changes these changes who is on duty. */
const OF_DUTY = ['duty', 'dutyUntil', 'substituteId', 'optedOutAt'] as const

/** Rows of people are only changed here, in order of id. What is returned is armed after the commit. */
export async function changePeople(
  tx: Transaction,
  changes: ReadonlyMap<number, PersonChange>,
  now: Instant,
): Promise<DueRow[]> {
  const ids = [...changes.keys()].sort((a, b) => a - b)
  if (ids.length === 0) return []
  await tx.select({ id: people.id }).from(people).where(inArray(people.id, ids)).orderBy(people.id).for('update')
  const questions = ids.flatMap((id) => {
    const change = changes.get(id) ?? {}
    return 'question' in change ? [{ id, question: change.question ?? null }] : []
  })
  if (questions.length > 0) await askPeople(tx, questions, now)
  for (const id of ids) {
    const { question: _question, ...rest } = changes.get(id) ?? {}
    if (Object.keys(rest).length > 0) await tx.update(people).set(rest).where(eq(people.id, id))
  }
  const isOfDuty = [...changes.values()].some((change) => OF_DUTY.some((key) => key in change))
  return isOfDuty ? setDutyLook(tx, now) : []
}

type Asked = { readonly id: number; readonly question: unknown }

/** A notice in between takes no question away that still waits: "which ticket?", "what is wrong?", "note it?". */
async function askPeople(tx: Transaction, asked: readonly Asked[], now: Instant): Promise<void> {
  await tx.execute(sql`update people set question = q.question
    from jsonb_to_recordset(${storableJson(asked)}::jsonb) as q(id int, question jsonb)
    where people.id = q.id and not (
      coalesce(q.question ->> 'kind', '') = 'notice'
      and coalesce(people.question ->> 'kind', 'notice') <> 'notice'
      and coalesce((people.question ->> 'until')::numeric, 0) > ${now})`)
}
