/** An SMS or MMS as the phone tells it -> Incoming (SMSGATE.md, Webhooks). */
import { z } from 'zod'
import { readPhone } from '../../src/format/phone.ts'
import type { Contract, Incoming } from '../gateway.ts'
import { ATTACHMENT, readAttachments } from './attachments.ts'
import { type Envelope, wrongParts } from './envelope.ts'
import { deskTimeOf } from './provider-time.ts'

const FROM = z.object({
  sender: z.string().nullish(),
  /** The sender, in older versions. */
  phoneNumber: z.string().nullish(),
  receivedAt: z.string().nullish(),
})
const SMS = FROM.extend({ message: z.string() })
const MMS = FROM.extend({
  body: z.string().nullish(),
  subject: z.string().nullish(),
  attachments: z.array(ATTACHMENT).nullish(),
})

type From = z.infer<typeof FROM>

export type IncomingRead =
  | { readonly ok: true; readonly incoming: Incoming; readonly dropped: number }
  /** `why` says what is wrong, without its content. */
  | { readonly ok: false; readonly why: string }

const LONGEST_ADDRESS = 100

/** +E.164 for a telephone; short codes and names of senders as they are. */
function addressOf({ sender, phoneNumber }: From): string {
  const told = (sender?.trim() || phoneNumber?.trim() || '').slice(0, LONGEST_ADDRESS)
  const read = readPhone(told)
  return read.ok ? read.e164 : told
}

type Said = Pick<Incoming, 'text' | 'media'>

/** Its envelope names the message: `payload.messageId` comes of the content and is not unique. */
async function incomingOf(
  { id, raw }: Envelope,
  from: From,
  said: Said,
  dropped: number,
  clocks: Contract['clocks'],
): Promise<IncomingRead> {
  const address = addressOf(from)
  if (address === '') return { ok: false, why: 'no sender' }
  const at = await deskTimeOf(from.receivedAt, clocks)
  return { ok: true, dropped, incoming: { providerId: id, channel: 'sms', address, at, ...said, raw } }
}

export async function readSms(envelope: Envelope, clocks: Contract['clocks']): Promise<IncomingRead> {
  const read = SMS.safeParse(envelope.payload)
  if (!read.success) return { ok: false, why: `missing or wrong in the payload: ${wrongParts(read.error)}` }
  return incomingOf(envelope, read.data, { text: read.data.message }, 0, clocks)
}

export async function readMms(envelope: Envelope, clocks: Contract['clocks']): Promise<IncomingRead> {
  const read = MMS.safeParse(envelope.payload)
  if (!read.success) return { ok: false, why: `missing or wrong in the payload: ${wrongParts(read.error)}` }
  const { body, subject, attachments } = read.data
  const { media, dropped } = readAttachments(attachments ?? [])
  const text = body?.trim() ? body : (subject ?? '')
  return incomingOf(envelope, read.data, { text, ...(media.length > 0 ? { media } : {}) }, dropped, clocks)
}
