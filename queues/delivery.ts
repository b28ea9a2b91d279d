/** Sending what waits for a conversation, one at a time, each with its honest outcome (DESIGN rule 6). */
import { readClocks } from '../db/clock.ts'
import { endSending, extendSending, leaseSending } from '../db/conversations.ts'
import { awaitReceipt, type DueRow, takeMissingReceipts } from '../db/due.ts'
import { conversationsToSend, holdOutgoing, isPassedOn, nextReady, type OutboxRow } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { passOn } from './hops.ts'
import { isAnswered } from './outdated.ts'
import { gatewayFor, nextRoute } from './routes.ts'
import { sendOne } from './sending.ts'

const SECOND = 1000
/** One worker has a conversation for so many seconds of the database's time a message, longer than any send takes. */
const LEASE_SECONDS = 45

/** Sends all that can go now. Another worker that is at it does the work. */
export async function deliver(desk: Desk, conversationId: number): Promise<void> {
  const kept = desk.kept.get(conversationId)
  if (kept !== undefined) await giveBack(desk, conversationId, kept)
  await passOnUndelivered(desk, conversationId)
  const hasMore = async () => (await nextReady(desk.db, conversationId, await readClocks(desk.clocks))) !== undefined
  while (await hasMore()) {
    let until = leaseEnd(desk)
    if (!(await leaseSending(desk.db, conversationId, LEASE_SECONDS))) return
    try {
      for (;;) {
        const now = await readClocks(desk.clocks)
        const row = await nextReady(desk.db, conversationId, now)
        if (!row) break
        await sendOne(desk, row, notBeforeWritten(row, now.desk), () => isBefore(desk, until))
        // Another may send to this person by now: the right is asked for anew.
        if (!isBefore(desk, until)) break
        const extended = leaseEnd(desk)
        await extendSending(desk.db, conversationId, LEASE_SECONDS)
        until = extended
      }
    } finally {
      await giveBack(desk, conversationId, until)
    }
  }
}

/** The clock may have been moved on since it was read: nothing is sent before it was written. */
const notBeforeWritten = (row: OutboxRow, now: Instant): Instant => Math.max(now, row.createdAt)

/** Before this wall time nobody else can have the right that is asked for now. */
const leaseEnd = ({ clocks }: Desk): Instant => clocks.wall() + LEASE_SECONDS * SECOND

const isBefore = ({ clocks }: Desk, until: Instant) => clocks.wall() < until

/** Ends the right to send while it is ours; where the database is away, as soon as it is back. */
async function giveBack(desk: Desk, conversationId: number, until: Instant): Promise<void> {
  desk.kept.delete(conversationId)
  if (desk.clocks.wall() >= until) return
  try {
    await endSending(desk.db, conversationId)
  } catch (error) {
    desk.kept.set(conversationId, until)
    throw error
  }
}

/**
 * Sends all that can go now to anybody, in the order in which it was written. For simulated phones, with one worker: so
 * the same day always gives the same transcript, whichever job comes first.
 */
export async function deliverInOrder(desk: Desk, conversationId: number): Promise<void> {
  await passOnUndelivered(desk, conversationId)
  for (;;) {
    const now = await readClocks(desk.clocks)
    const [first] = await conversationsToSend(desk.db, now)
    if (first === undefined) return
    const kept = desk.kept.get(first)
    if (kept !== undefined) await giveBack(desk, first, kept)
    const until = leaseEnd(desk)
    if (!(await leaseSending(desk.db, first, LEASE_SECONDS))) return
    try {
      const row = await nextReady(desk.db, first, now)
      if (row) await sendOne(desk, row, notBeforeWritten(row, now.desk), () => isBefore(desk, until))
    } finally {
      await giveBack(desk, first, until)
    }
  }
}

/** Nobody else could be reached either: that is looked at again after so long. */
const PASS_ON_AGAIN: Instant = 300 * SECOND

/** Urgent messages that were not delivered in time, may be lost, or cannot be sent, go on as well (hops.ts). */
async function passOnUndelivered(desk: Desk, conversationId: number): Promise<void> {
  const now = await readClocks(desk.clocks)
  const triggers = await desk.db.transaction(async (tx) => {
    const delivery = new Set<number>()
    const alarms: DueRow[] = []
    for (const id of await takeMissingReceipts(tx, conversationId, now)) {
      const row = await holdOutgoing(tx, id)
      if (row?.state !== 'sent' && row?.state !== 'unknown' && row?.state !== 'queued') continue
      // Passed on while its answer was lost, it is not passed on again when it is found and has no receipt.
      if ((await isPassedOn(tx, row)) || (await isAnswered(tx, row))) continue
      const next = await nextRoute(desk, row)
      // Refused by its gateway, which is chosen anew: what failed on its way says nothing of others.
      const down =
        row.state === 'queued' && row.gateway === null
          ? [...row.tried, `${row.channel}/${(await gatewayFor(desk, row))?.name}`]
          : []
      const owed = await passOn(tx, desk, row, next, now.desk, { down: new Set(down) })
      const to = next?.channel ?? (owed.reached ? 'others' : 'nobody')
      desk.log.warn({ message: id, channel: row.channel, next: to }, 'an urgent message has no receipt in time')
      for (const other of owed.delivery ?? []) delivery.add(other)
      alarms.push(...(owed.alarms ?? []))
      const waits = row.state === 'queued' && !owed.reached
      if (waits) alarms.push(...(await awaitReceipt(tx, conversationId, id, now.desk + PASS_ON_AGAIN, null)))
    }
    return { delivery, alarms }
  })
  await desk.trigger(triggers)
}
