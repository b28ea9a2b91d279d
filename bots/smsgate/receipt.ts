/** What the phone tells of our own messages -> Receipt (SMSGATE.md, Webhooks). */
import { z } from 'zod'
import type { Contract, Receipt, ReceiptStatus } from '../gateway.ts'
import { type Envelope, wrongParts } from './envelope.ts'
import type { Keys } from './keys.ts'
import { deskTimeOf } from './provider-time.ts'
import { codeOf } from './reasons.ts'

const RECEIPT = z.object({
  messageId: z.string().min(1),
  reason: z.string().nullish(),
  sentAt: z.string().nullish(),
  deliveredAt: z.string().nullish(),
  failedAt: z.string().nullish(),
  cancelledAt: z.string().nullish(),
})

export const STATUSES = {
  'sms:sent': 'sent',
  'sms:delivered': 'delivered',
  'sms:failed': 'failed',
  'sms:cancelled': 'failed',
} as const satisfies Readonly<Record<string, ReceiptStatus>>

export type ReceiptEvent = keyof typeof STATUSES

export type ReceiptRead =
  | { readonly is: 'receipt'; readonly receipt: Receipt }
  /** Somebody else sent it by the same phone: it is none of our business. */
  | { readonly is: 'foreign' }
  /** `why` says what is wrong, without its content. */
  | { readonly is: 'wrong'; readonly why: string }

/** A message of several parts is told `delivered` of once a part: the desk counts the first. */
export async function readReceipt(
  { payload, raw }: Envelope,
  event: ReceiptEvent,
  keys: Keys,
  clocks: Contract['clocks'],
): Promise<ReceiptRead> {
  const read = RECEIPT.safeParse(payload)
  if (!read.success) return { is: 'wrong', why: `missing or wrong in the payload: ${wrongParts(read.error)}` }
  const { messageId, reason, sentAt, deliveredAt, failedAt, cancelledAt } = read.data
  const id = await keys.idOf(messageId)
  if (id === undefined) return { is: 'foreign' }
  const status = STATUSES[event]
  const code = event === 'sms:cancelled' ? 'cancelled' : codeOf(reason)
  const at = await deskTimeOf(sentAt ?? deliveredAt ?? failedAt ?? cancelledAt, clocks)
  return {
    is: 'receipt',
    receipt: { providerId: messageId, id, status, ...(status === 'failed' ? { code } : {}), at, raw },
  }
}
