/** What an MMS brings along (SMSGATE.md, Webhooks). */
import { z } from 'zod'
import type { IncomingMedia } from '../gateway.ts'

export const ATTACHMENT = z.object({
  contentType: z.string(),
  name: z.string().nullish(),
  /** Base64; the phone may not have it. */
  data: z.string().nullish(),
})

type Attachment = z.infer<typeof ATTACHMENT>

const MOST = 10
/** Bytes of one attachment. */
const LARGEST = 2 * 1024 * 1024
const LONGEST_NAME = 200

/** How the parts lie on the screen, and the text that the event repeats in its body. */
const NOT_MEDIA = /^(?:application\/smil|text\/plain)\b/i
const MIME_TYPE = /^[\w.+-]+\/[\w.+-]+$/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

export interface AttachmentsRead {
  readonly media: readonly IncomingMedia[]
  /** So many had no content, or were too large or too many. */
  readonly dropped: number
}

function mediaOf({ contentType, name, data }: Attachment): IncomingMedia | undefined {
  const base64 = data?.replace(/\s+/g, '') ?? ''
  if (!BASE64.test(base64) || Buffer.byteLength(base64, 'base64') > LARGEST) return undefined
  const mimeType = MIME_TYPE.test(contentType) ? contentType : 'application/octet-stream'
  return { mimeType, base64, ...(name ? { name: name.slice(0, LONGEST_NAME) } : {}) }
}

export function readAttachments(attachments: readonly Attachment[]): AttachmentsRead {
  const pieces = attachments.filter(({ contentType }) => !NOT_MEDIA.test(contentType))
  const media = pieces.flatMap((piece) => mediaOf(piece) ?? []).slice(0, MOST)
  return { media, dropped: pieces.length - media.length }
}
