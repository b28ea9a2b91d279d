/** Receipts: kept as evidence, and only ever moving a message forward (DESIGN rule 6). */
import { awaitReceipt, type DueRow, endWaiting } from '../db/due.ts'
import {
  findOutgoing,
  holdOutgoing,
  keepReceipt,
  learnProviderId,
  movesForward,
  type NewReceipt,
  type OutboxRow,
  receiptsFor,
  updateOutgoing,
} from '../db/outbox.ts'
import { nowReached } from '../db/people.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { type Failure, fail } from './failures.ts'

const SECOND = 1000
/** Wall milliseconds that a receipt takes at the least: a clock that is moved does not overtake it. */
const ON_ITS_WAY_FOR = 3 * SECOND

/** Keeps a receipt as evidence and moves the message forward; a late or foreign one changes nothing. */
export async function takeReceipt(desk: Desk, receipt: NewReceipt): Promise<void> {
  const { db } = desk
  await keepReceipt(db, receipt)
  const { gateway, providerId, outboxId } = receipt
  const row = await findOutgoing(db, {
    gateway,
    ...(providerId === undefined ? {} : { providerId }),
    ...(outboxId === undefined ? {} : { outboxId }),
  })
  if (!row || isOfAnotherSend(row, receipt)) return
  const known = providerId !== undefined && (await learnProviderId(db, row, providerId))
  // Before the send has its outcome the receipt waits: the outcome looks for it.
  if (row.state === 'queued' || row.state === 'sending') return
  // Our own id came back with the provider's: it has the message whose answer was lost.
  if ((row.state === 'unknown' || isGivenUp(row)) && known) await tookIt(desk, row, gateway, providerId, receipt.at)
  else await applyReceipt(desk, row.id, receipt)
}

/** Of a message that was sent twice because nobody knew of the first: what became of that one is only good news. */
const isOfAnotherSend = ({ providerId }: OutboxRow, receipt: NewReceipt): boolean =>
  providerId !== null &&
  receipt.providerId !== undefined &&
  receipt.providerId !== providerId &&
  receipt.status !== 'delivered' &&
  receipt.status !== 'read'

/** By us, and not by its provider: nobody knew that it was there. */
const GIVEN_UP: ReadonlySet<string | null> = new Set(['passed-on', 'outdated', 'handed-on', 'summed-up'])
const isGivenUp = ({ state, code }: OutboxRow) => state === 'failed' && GIVEN_UP.has(code)

/** The provider has it: told by its answer, by a look-up, or by a callback that brought our own id back. */
export async function tookIt(
  desk: Desk,
  row: OutboxRow,
  gateway: string,
  providerId: string,
  now: Instant,
): Promise<void> {
  const { db } = desk
  await endWaiting(db, [row.id], now)
  const sent = { state: 'sent', providerId, sentAt: now, code: null, words: null } as const
  const givenUp = isGivenUp(row)
  const moved = await updateOutgoing(db, row.id, sent, givenUp ? ['failed'] : ['queued', 'sending', 'unknown'])
  const within = desk.settings.receiptWithin[row.channel]
  if (moved && !givenUp && row.urgent && within !== undefined) {
    await desk.trigger({ alarms: await limitReceipt(desk, row, gateway, now + within) })
  }
  // Receipts may have come before the provider's answer to the send.
  for (const receipt of await receiptsFor(db, gateway, providerId)) await applyReceipt(desk, row.id, receipt)
}

/** From `dueAt` on an urgent message without a receipt goes out by the person's next route as well. */
export function limitReceipt(desk: Desk, row: OutboxRow, gateway: string, dueAt: Instant): Promise<DueRow[]> {
  const isAtOnce = desk.gateways.some(({ name, receiptsAtOnce }) => name === gateway && receiptsAtOnce)
  const notBefore = isAtOnce ? null : desk.clocks.wall() + ON_ITS_WAY_FOR
  return awaitReceipt(desk.db, row.conversationId, row.id, dueAt, notBefore)
}

interface Told {
  readonly status: NewReceipt['status']
  readonly code?: string | null
  readonly at: Instant
}

/** What the code of the provider means, by its gateway's own table. */
function explained({ gateways }: Desk, row: OutboxRow, code: string | null | undefined): Failure {
  const gateway = gateways.find(({ name }) => name === row.gateway)
  const known = code ? gateway?.explain?.(code) : undefined
  return known ?? { retry: false, code: code || 'undelivered', words: 'the provider could not deliver it' }
}

async function applyReceipt(desk: Desk, id: number, { status, code, at }: Told): Promise<void> {
  if (status === 'on-its-way') return
  if (status === 'failed') {
    const row = await findOutgoing(desk.db, { gateway: '', outboxId: id })
    if (!row || !movesForward(row.state, status)) return
    const now = await desk.clocks.desk()
    return fail(desk, row, now, explained(desk, row, code), 'taken')
  }
  await desk.db.transaction(async (tx) => {
    const row = await holdOutgoing(tx, id)
    if (!row || !(movesForward(row.state, status) || (isGivenUp(row) && status === 'sent'))) return
    await endWaiting(tx, [id], at)
    if (status !== 'sent' && row.personId !== null) await nowReached(tx, row.personId)
    await updateOutgoing(tx, id, {
      state: status,
      code: null,
      words: null,
      ...(status === 'sent' ? { sentAt: at } : {}),
      ...(status === 'delivered' ? { deliveredAt: at } : {}),
      ...(status === 'read' ? { readAt: at } : {}),
    })
  })
}
