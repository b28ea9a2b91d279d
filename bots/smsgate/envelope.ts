/** What the app posts: an envelope around each event (SMSGATE.md, Webhooks). */
import { z } from 'zod'

const ENVELOPE = z.object({
  /** Names this event; the same in every retry of it. */
  id: z.string().min(1).max(200),
  event: z.string().min(1).max(100),
  deviceId: z.string().max(200).nullish(),
  payload: z.unknown().optional(),
})

export type Envelope = z.infer<typeof ENVELOPE> & { readonly raw: unknown }

export type EnvelopeRead =
  | { readonly ok: true; readonly envelope: Envelope }
  /** `why` says what is wrong, without its content. */
  | { readonly ok: false; readonly why: string }

/** The paths of what does not fit, without the values. */
export const wrongParts = (error: z.ZodError): string =>
  [...new Set(error.issues.map(({ path }) => path.join('.') || 'the body'))].join(', ')

export function readEnvelope(body: Buffer): EnvelopeRead {
  let raw: unknown
  try {
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return { ok: false, why: 'not JSON in UTF-8' }
  }
  const read = ENVELOPE.safeParse(raw)
  if (!read.success) return { ok: false, why: `missing or wrong: ${wrongParts(read.error)}` }
  return { ok: true, envelope: { ...read.data, raw } }
}
