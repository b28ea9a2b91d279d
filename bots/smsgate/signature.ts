/** Who may call the webhook: the phone alone (SMSGATE.md, Signature). */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Instant } from '../../src/desk/ticket.ts'
import type { WebhookRequest } from '../gateway.ts'

export type Checked =
  | { readonly ok: true; readonly signedAt: Instant }
  /** `why` is for the log: it holds nothing of what was sent. */
  | { readonly ok: false; readonly why: string }

/** An MMS of three megabytes in base64; networks carry a third of that. */
export const LARGEST_BODY = 4 * 1024 * 1024

/**
 * The app tries again for two days, but signs each try anew with the time of that try: so an old time is a wrong clock
 * or somebody's copy, and never the retry of an honest phone.
 */
const OLDEST = 5 * 60_000

/** Hexadecimal HMAC-SHA256. */
const SIGNATURE = /^[0-9a-f]{64}$/i
const SECONDS = /^\d{1,12}$/

const refuse = (why: string): Checked => ({ ok: false, why })

/** The cheap checks come first, since anybody may call. `wall`: wall time now. */
export function checkRequest({ headers, body }: WebhookRequest, key: string, wall: Instant): Checked {
  const signature = headers['x-signature']
  const timestamp = headers['x-timestamp']
  if (typeof signature !== 'string') return refuse('no signature')
  if (!SIGNATURE.test(signature)) return refuse('not a signature')
  if (typeof timestamp !== 'string' || !SECONDS.test(timestamp)) return refuse('no time of the signature')
  if (body.length > LARGEST_BODY) return refuse('too large')
  const expected = createHmac('sha256', key).update(body).update(timestamp).digest()
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return refuse('wrong signature')
  const signedAt = Number(timestamp) * 1000
  if (Math.abs(wall - signedAt) > OLDEST)
    return refuse("signed more than five minutes ago, or the phone's clock is wrong")
  return { ok: true, signedAt }
}
