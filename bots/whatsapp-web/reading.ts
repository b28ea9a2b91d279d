/** What the library tells of a message, as plain values. Everything in it comes from strangers. */
import type { PageMessage } from './vocabulary.ts'

/** Of the library's Message what is read here: its own declarations leave out half of it. */
export interface LibraryMessage {
  readonly id: { readonly id: string; readonly _serialized: string; readonly remote: unknown; readonly fromMe: boolean }
  readonly type: string
  readonly from: string
  readonly author?: string | undefined
  readonly timestamp: number
  readonly body: string
  readonly hasMedia: boolean
  readonly vCards?: readonly string[]
  readonly isStatus?: boolean
  readonly location?: unknown
  readonly forwardingScore?: number
  readonly isForwarded?: boolean
  readonly rawData?: unknown
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** An id is told as a string, or as an object that holds it. */
export const idOf = (value: unknown): string => textOf(value) ?? textOf(recordOf(value)._serialized) ?? ''

function locationOf({ latitude, longitude }: Record<string, unknown>, raw: Record<string, unknown>) {
  const [lat, lng] = [Number(latitude ?? raw.lat), Number(longitude ?? raw.lng)]
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return undefined
  const name = textOf(raw.loc)?.split('\n')[0]?.trim()
  return { latitude: lat, longitude: lng, ...(name ? { name } : {}) }
}

/** The words themselves: the body of a location is its picture, that of a contact its card. */
const WORDLESS: ReadonlySet<string> = new Set(['location', 'vcard', 'multi_vcard'])

export function readMessage(message: LibraryMessage): PageMessage {
  const raw = recordOf(message.rawData)
  const { id, type } = message
  const name = textOf(raw.notifyName)
  const file = textOf(raw.filename)
  const location = type === 'location' ? locationOf(recordOf(message.location), raw) : undefined
  const text = WORDLESS.has(type) || (message.hasMedia && message.body === file) ? '' : message.body
  const quotes = textOf(raw.quotedStanzaID)
  const mimeType = textOf(raw.mimetype)
  return {
    id: id.id,
    serialized: id._serialized,
    chat: idOf(id.remote),
    fromMe: id.fromMe,
    type: message.isStatus ? 'status' : type,
    from: message.author ?? message.from,
    ...(name === undefined ? {} : { name }),
    at: message.timestamp * 1000,
    text,
    ...(quotes === undefined ? {} : { quotes }),
    ...(raw.latestEditMsgKey ? { edited: true } : {}),
    forwarded: message.forwardingScore || (message.isForwarded ? 1 : 0),
    ...(location ? { location } : {}),
    vcards: message.vCards ?? [],
    ...(message.hasMedia
      ? { media: { mimeType: mimeType ?? 'application/octet-stream', ...(file === undefined ? {} : { name: file }) } }
      : {}),
  }
}
