/**
 * The net below the queues: what PostgreSQL knows and BullMQ has lost is brought again (DESIGN section 1). Alarm
 * clocks are set for what is due soon; the sweep sets those for what comes near, and fires what is overdue.
 */
import { dueApprovals } from '../db/approvals.ts'
import { type DueRow, dueConversations, dueFetches, dueTickets, rowsDueBetween } from '../db/due.ts'
import { waitingConversations } from '../db/inbox.ts'
import { conversationsToSend } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Backend } from './backend.ts'
import type { Desk } from './desk.ts'

/** Rows due within this time have an alarm clock; it is several sweeps long. */
const ALARM_WITHIN = 30_000

export async function setAlarms(backend: Backend, rows: readonly DueRow[], now: Instant): Promise<void> {
  const soon = rows.filter(({ dueAt }) => dueAt - now <= ALARM_WITHIN)
  const jobs = soon.map(({ id, dueAt }) => ({
    id: `due-${id}-${dueAt}`,
    payload: { until: dueAt },
    delay: Math.max(0, dueAt - now),
  }))
  await backend.add('due', jobs)
}

export async function sweep(desk: Desk, backend: Backend): Promise<void> {
  const { db, clocks } = desk
  const now = await clocks.desk()
  const intake = [...(await waitingConversations(db)), ...(await dueConversations(db, ['quiet'], now))]
  const delivery = [...(await conversationsToSend(db, now)), ...(await dueConversations(db, ['receipt'], now))]
  await desk.trigger({ intake, delivery, media: await dueFetches(db, now) })
  if ((await dueTickets(db, now, 1)).length > 0 || (await dueApprovals(db, now)).length > 0)
    await desk.trigger({ due: now })
  await setAlarms(backend, await rowsDueBetween(db, now, now + ALARM_WITHIN), now)
}
