/** Status callbacks of Twilio -> Receipt (TWILIO.md, Inbound parameters). */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Receipt, ReceiptStatus } from '../gateway.ts'
import { allOf, type Form, first } from './form.ts'

export type ReceiptRead =
  | { readonly ok: true; readonly receipt: Receipt }
  /** `why` says what is wrong with the form, without its content. */
  | { readonly ok: false; readonly why: string }

const refuse = (why: string): ReceiptRead => ({ ok: false, why })

const STATUSES: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['accepted', 'on-its-way'],
  ['scheduled', 'on-its-way'],
  ['queued', 'on-its-way'],
  ['sending', 'on-its-way'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

/** What a status of a message means; `undefined`: Twilio has a new one. */
export const statusOf = (word: string): ReceiptStatus | undefined => STATUSES.get(word.toLowerCase())

/** A status that nobody knows yet is kept as evidence, and moves nothing. */
const UNKNOWN: ReceiptStatus = 'on-its-way'

/** Our own id as it stands in the query of the callback. */
function readId(query: URLSearchParams): number | undefined {
  const text = query.get('id') ?? ''
  const id = /^[1-9]\d*$/.test(text) ? Number(text) : 0
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}

/** `at` is desk time of receipt. The order of callbacks is not guaranteed: the desk lets receipts only go forward. */
export function readReceipt(form: Form, query: URLSearchParams, at: Instant): ReceiptRead {
  const word = first(form, 'MessageStatus') || first(form, 'SmsStatus')
  if (word === '') return refuse('no MessageStatus')
  const status = statusOf(word) ?? UNKNOWN
  const providerId = first(form, 'MessageSid') || first(form, 'SmsSid')
  const id = readId(query)
  if (providerId === '' && id === undefined) return refuse('neither MessageSid nor id')
  const code = first(form, 'ErrorCode')
  return {
    ok: true,
    receipt: {
      ...(providerId && { providerId }),
      ...(id !== undefined && { id }),
      status,
      ...(code && code !== '0' && { code }),
      at,
      raw: allOf(form),
    },
  }
}
