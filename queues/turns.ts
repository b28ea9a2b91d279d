/** A person reads what is told of a ticket in the order in which it happened (DESIGN rule 6). */
import { endSending, leaseSending } from '../db/conversations.ts'
import type { OutboxRow } from '../db/outbox.ts'
import { firstsOf, refusedOf } from '../db/unsent.ts'
import type { Desk } from './desk.ts'

/** Longer than a send takes, in seconds of the database's time. */
const LEASE_SECONDS = 45

/**
 * What was written to the person before about the same ticket, and was refused, is tried once more before this one, on
 * whichever line it waits. What fails again waits on, and is not sent any more once it is outdated (outdated.ts).
 */
export async function beforeIt(desk: Desk, row: OutboxRow, send: (older: OutboxRow) => Promise<void>): Promise<void> {
  if (row.personId === null || row.state !== 'queued' || row.aboutTickets.length === 0) return
  const waiting = (await refusedOf(desk.db, row.personId)).filter(
    ({ id, aboutTickets }) => id !== row.id && aboutTickets.some((ticket) => row.aboutTickets.includes(ticket)),
  )
  if (waiting.length === 0) return
  const firsts = await firstsOf(desk.db, [row, ...waiting])
  const firstId = ({ id }: OutboxRow) => firsts.get(id)?.id ?? id
  for (const older of waiting) {
    if (firstId(older) >= firstId(row)) continue
    const { conversationId } = older
    const isOwn = conversationId === row.conversationId
    if (!isOwn && !(await leaseSending(desk.db, conversationId, LEASE_SECONDS))) continue
    try {
      await send(older)
    } finally {
      if (!isOwn) await endSending(desk.db, conversationId)
    }
  }
}
