/**
 * The net below the queues: what PostgreSQL knows and BullMQ has lost is brought again (DESIGN section 1). Alarm
 * clocks are set for what is due soon; the sweep sets those for what comes near, and fires what is overdue.
 */
import { type Now, readClocks } from '../db/clock.ts'
import { type DueRow, dueConversations, dueFetches, kindsDue, rowsDueWithin, setDutyLook } from '../db/due.ts'
import { waitingConversations } from '../db/inbox.ts'
import { conversationsToSend } from '../db/outbox.ts'
import type { Backend } from './backend.ts'
import type { Desk } from './desk.ts'

/** Rows due within this time have an alarm clock; it is several sweeps long. */
const ALARM_WITHIN = 30_000

export async function setAlarms(backend: Backend, rows: readonly DueRow[], now: Now): Promise<void> {
  const jobs = rows.map(({ id, dueAt, notBefore }) => ({
    id: ['due', id, dueAt, ...(notBefore === null ? [] : [notBefore])].join('-'),
    payload: { until: dueAt },
    delay: Math.max(0, dueAt - now.desk, (notBefore ?? now.wall) - now.wall),
  }))
  const soon = jobs.filter(({ delay }) => delay <= ALARM_WITHIN)
  await backend.add('due', soon)
}

export async function sweep(desk: Desk, backend: Backend): Promise<void> {
  const { db } = desk
  const now = await readClocks(desk.clocks)
  const intake = [...(await waitingConversations(db)), ...(await dueConversations(db, ['quiet'], now))]
  const delivery = [...(await conversationsToSend(db, now)), ...(await dueConversations(db, ['receipt'], now))]
  await desk.trigger({ intake, delivery, media: await dueFetches(db, now.desk) })
  await setDutyLook(db, now.desk, 'absent')
  // What is decided or sent by its conversation was triggered above.
  const kinds = await kindsDue(db, now.desk)
  for (const kind of ['quiet', 'send', 'receipt', 'media'] as const) kinds.delete(kind)
  if (kinds.size > 0) await desk.trigger({ due: now.desk })
  await setAlarms(backend, await rowsDueWithin(db, now, ALARM_WITHIN), now)
}
