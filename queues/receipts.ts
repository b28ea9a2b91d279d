/** Receipts: kept as evidence, and only ever moving a message forward (DESIGN rule 6). */
import type { Transaction } from '../db/database.ts'
import { endWaiting } from '../db/due.ts'
import {
  findOutgoing,
  holdOutgoing,
  keepReceipt,
  movesForward,
  type NewReceipt,
  type OutboxRow,
  updateOutgoing,
} from '../db/outbox.ts'
import type { OutboxState } from '../db/schema.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { giveUp } from './routes.ts'

/** Keeps a receipt as evidence and moves the message forward; a late or foreign one changes nothing. */
export async function takeReceipt(desk: Desk, receipt: NewReceipt): Promise<void> {
  await keepReceipt(desk.db, receipt)
  const { gateway, providerId, outboxId } = receipt
  const row = await findOutgoing(desk.db, {
    gateway,
    ...(providerId === undefined ? {} : { providerId }),
    ...(outboxId === undefined ? {} : { outboxId }),
  })
  // Before the send has its outcome the receipt waits: the outcome looks for it.
  if (row && row.state !== 'queued' && row.state !== 'sending') await applyReceipt(desk, row.id, receipt)
}

export async function applyReceipt(
  desk: Desk,
  id: number,
  receipt: { status: string; code?: string | null; at: Instant; providerId?: string | null },
): Promise<void> {
  const state = receipt.status as OutboxState
  if (state === 'failed') {
    const row = await findOutgoing(desk.db, { gateway: '', outboxId: id })
    if (!row || !movesForward(row.state, state)) return
    const now = await desk.clocks.desk()
    return giveUp(desk, row, now, { code: receipt.code ?? 'undelivered', words: 'the provider could not deliver it' })
  }
  await desk.db.transaction(async (tx) => {
    const row = await holdOutgoing(tx, id)
    if (!row || !movesForward(row.state, state)) return
    await endWaiting(tx, id, receipt.at)
    await updateOutgoing(tx, id, {
      state,
      ...(await lostId(tx, row, receipt.providerId)),
      ...(state === 'sent' ? { sentAt: receipt.at } : {}),
      ...(state === 'delivered' ? { deliveredAt: receipt.at } : {}),
      ...(state === 'read' ? { readAt: receipt.at } : {}),
    })
  })
}

/** The provider's id of a message whose answer was lost, so that people can quote it. */
async function lostId(tx: Transaction, { gateway, providerId: known }: OutboxRow, told: string | null | undefined) {
  if (known !== null || gateway === null || !told) return {}
  const holder = await findOutgoing(tx, { gateway, providerId: told })
  return holder ? {} : { providerId: told }
}
