/** What the page has of a message, as the desk takes it in, or why it is left out. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Attachment, Incoming, IncomingMedia } from '../gateway.ts'
import type { PageMessage, PageReaction } from './vocabulary.ts'

/** How `Gateway.fetch` is told of an attachment: by its message. */
const MEDIA_SCHEME = 'whatsapp-web:'
export const mediaUrl = (serialized: string): string => `${MEDIA_SCHEME}${serialized}`
export const messageOfMedia = (url: string | undefined): string | undefined =>
  url?.startsWith(MEDIA_SCHEME) ? url.slice(MEDIA_SCHEME.length) : undefined

/** What people write; everything else is WhatsApp's own business. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...['chat', 'image', 'video', 'audio', 'ptt', 'ptv', 'sticker', 'document', 'location', 'live_location'],
  ...['vcard', 'multi_vcard', 'poll_creation', 'list_response', 'buttons_response', 'interactive', 'product', 'order'],
  ...['event_creation', 'scheduled_event_creation', 'template_button_reply', 'native_flow', 'payment'],
  // What cannot be read here, and was written all the same: the sender is asked for words.
  ...['view_once', 'oversized'],
])

/** Forwarded so often WhatsApp says "forwarded many times". */
const MANY = 5

export type Omitted = 'group' | 'status' | 'system'

export const isGroup = (chat: string): boolean => chat.endsWith('@g.us')

/** `groups`: those that the office reads. What a human types in one at the phone itself is said to the others there. */
export function omitted(
  { chat, type, fromMe }: Pick<PageMessage, 'chat' | 'type' | 'fromMe'>,
  groups: readonly string[],
): Omitted | undefined {
  if (isGroup(chat) && (fromMe || !groups.includes(chat))) return 'group'
  if (type === 'status' || /@(?:broadcast|newsletter|bot)$/.test(chat)) return 'status'
  return WRITTEN.has(type) ? undefined : 'system'
}

/** +E.164 where WhatsApp tells the number, else its own id of the sender. */
export function addressOf({ from, number }: { readonly from: string; readonly number?: string }): string {
  const digits = /^(\d{6,15})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/.exec(number ?? from)?.[1]
  return digits === undefined ? from : `+${digits}`
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

function attached({ media, vcards, serialized }: PageMessage): IncomingMedia[] {
  const cards = vcards.map(
    (card): IncomingMedia => ({ mimeType: 'text/vcard', name: 'kontak.vcf', base64: base64(card) }),
  )
  if (!media) return cards
  const { mimeType, name, gone } = media
  const file = { mimeType, ...(name === undefined ? {} : { name }), ...(gone ? {} : { url: mediaUrl(serialized) }) }
  return [file, ...cards]
}

/** `at`: desk time of the message. `missed`: it is found minutes later. */
export function incomingOf(message: PageMessage, at: Instant, missed = false): Incoming {
  const { id, name, text, quotes, forwarded, location, fromMe, chat, from, number } = message
  const media = attached(message)
  return {
    providerId: id,
    channel: 'whatsapp',
    address: addressOf({ from: fromMe ? chat : from, ...(number === undefined ? {} : { number }) }),
    ...(fromMe ? { own: true } : {}),
    ...(isGroup(chat) ? { group: chat } : {}),
    ...(missed && !fromMe ? { missed: true } : {}),
    ...(name === undefined ? {} : { profileName: name }),
    at,
    text,
    ...(quotes === undefined ? {} : { quotes }),
    ...(media.length > 0 ? { media } : {}),
    ...(location ? { location } : {}),
    ...(forwarded > 0 ? { forwarded: forwarded >= MANY ? 'many' : 'once' } : {}),
    raw: message,
  }
}

export function incomingReaction(reaction: PageReaction, at: Instant): Incoming {
  const { id, to, emoji } = reaction
  return {
    // One that is changed or taken back keeps its id.
    providerId: `${id}-${reaction.at}-${emoji}`,
    channel: 'whatsapp',
    address: addressOf(reaction),
    at,
    text: '',
    reaction: { emoji, to, ...(emoji === '' ? { removed: true } : {}) },
    raw: reaction,
  }
}

const note = (to: string, providerId: string, name: string, words: string, raw: unknown): Attachment => ({
  to,
  providerId,
  media: { mimeType: 'text/plain', name, base64: base64(words) },
  raw,
})

/** The desk has acted on the first words: what they were changed to is kept with them as evidence, and moves nothing. */
export const editNote = (message: PageMessage): Attachment =>
  note(
    message.id,
    `${message.id}-edit-${message.text.length}-${base64(message.text).slice(-24)}`,
    'disunting.txt',
    message.text,
    message,
  )

export const revocationNote = (message: PageMessage): Attachment =>
  note(message.id, `${message.id}-revoked`, 'ditarik.txt', 'Pesan ini ditarik oleh pengirimnya.', message)
