/** What the library tells of a message, as plain values. Everything in it comes from strangers. */
import type { PageMessage } from './vocabulary.ts'

/** Of the library's Message what is read here: its own declarations leave out half of it. */
export interface LibraryMessage {
  readonly id: { readonly id: string; readonly _serialized: string; readonly remote: unknown; readonly fromMe: boolean }
  readonly type: string
  readonly ack?: unknown
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

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An id is told as a string, or as an object that holds it. */
export const idOf = (value: unknown): string => textOf(value) ?? textOf(recordOf(value)._serialized) ?? ''

function locationOf({ latitude, longitude }: Record<string, unknown>, raw: Record<string, unknown>) {
  const [lat, lng] = [Number(latitude ?? raw.lat), Number(longitude ?? raw.lng)]
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return undefined
  const name = textOf(raw.loc)?.split('\n')[0]?.trim()
  return { latitude: lat, longitude: lng, ...(name ? { name } : {}) }
}

const LOCATIONS: ReadonlySet<string> = new Set(['location', 'live_location'])

/** What comes of each kind where WhatsApp does not say it. */
const TYPES: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  sticker: 'image/webp',
  video: 'video/mp4',
  ptv: 'video/mp4',
  audio: 'audio/mpeg',
  ptt: 'audio/ogg',
}

const lines = (...parts: readonly unknown[]) =>
  parts
    .map(textOf)
    .filter((part) => part !== undefined)
    .join('\n')

/** Kinds whose body is no words of the sender: a picture, a card, or nothing where the words stand elsewhere. */
const WORDS: Readonly<Record<string, (raw: Record<string, unknown>, body: string) => string>> = {
  location: () => '',
  live_location: () => '',
  vcard: () => '',
  multi_vcard: () => '',
  view_once: () => '',
  oversized: () => '',
  order: (raw) => lines(raw.orderTitle, raw.message),
  product: (raw) => lines(raw.title, raw.description),
  poll_creation: (raw, body) => lines(body, ...listOf(raw.pollOptions).map((option) => recordOf(option).name)),
  event_creation: (raw, body) => lines(body, raw.eventDescription),
  scheduled_event_creation: (raw, body) => lines(body, raw.eventDescription),
  list_response: (raw, body) => body || lines(recordOf(raw.listResponse).title),
}

/** A picture that may be seen once, and on the phone alone, comes here as a message that cannot be read. */
const isSeenOnce = (type: string, raw: Record<string, unknown>) =>
  raw.isViewOnce === true || (type === 'ciphertext' && /view_once/.test(textOf(raw.subtype) ?? ''))

/** What was there and cannot be had. */
const GONE: Readonly<Record<string, string>> = { view_once: 'image/jpeg', oversized: 'text/plain' }

function mediaOf(type: string, hasMedia: boolean, raw: Record<string, unknown>): PageMessage['media'] {
  const gone = GONE[type]
  if (!hasMedia) return gone === undefined ? undefined : { mimeType: gone, gone: true }
  const name = textOf(raw.filename)
  const mimeType = textOf(raw.mimetype) ?? TYPES[type] ?? 'application/octet-stream'
  return { mimeType, ...(name === undefined ? {} : { name }) }
}

export function readMessage(message: LibraryMessage): PageMessage {
  const raw = recordOf(message.rawData)
  const { id, hasMedia } = message
  const type = !hasMedia && isSeenOnce(message.type, raw) ? 'view_once' : message.type
  const name = textOf(raw.notifyName)
  const file = textOf(raw.filename)
  const location = LOCATIONS.has(type) ? locationOf(recordOf(message.location), raw) : undefined
  const words = message.hasMedia && message.body === file ? '' : message.body
  const text = WORDS[type]?.(raw, words) ?? words
  const quotes = textOf(raw.quotedStanzaID)
  const media = mediaOf(type, hasMedia, raw)
  return {
    id: id.id,
    serialized: id._serialized,
    chat: idOf(id.remote),
    fromMe: id.fromMe,
    ack: Number(message.ack ?? 0),
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
    ...(media ? { media } : {}),
  }
}
