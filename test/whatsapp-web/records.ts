/** What is told between the tests, the people behind the stand-in, and its page. */

export type Kind =
  | 'chat'
  | 'image'
  | 'video'
  | 'audio'
  | 'ptt'
  | 'sticker'
  | 'document'
  | 'location'
  | 'vcard'
  | 'multi_vcard'
  | 'live_location'
  | 'ptv'
  | 'poll_creation'
  | 'event_creation'
  | 'order'
  | 'oversized'
  | 'ciphertext'
  | 'e2e_notification'
  | 'call_log'

/** A message that somebody writes. */
export interface Arrival {
  /** +E.164, or an id of WhatsApp's (`...@lid`). */
  readonly from: string
  /** The text, or the caption of what is attached. */
  readonly text?: string
  /** `chat`, unless told. */
  readonly kind?: Kind
  /** Id of the message that it quotes. */
  readonly quote?: string
  /** WhatsApp tells the sender's LID instead of the number. */
  readonly lid?: boolean
  /** Milliseconds since 1970; WhatsApp tells whole seconds. */
  readonly at?: number
  /** What the person calls themselves. */
  readonly name?: string
  /** Where, if not in the chat with the sender: a group, `status@broadcast`, a newsletter. */
  readonly chat?: string
  readonly media?: { readonly mimeType: string; readonly content: Buffer; readonly name?: string }
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
  readonly vcards?: readonly string[]
  readonly forwarded?: 'once' | 'many'
  /** The last part of its id, for a test that needs to know it before. */
  readonly id?: string
  /** What WhatsApp tells of this kind besides. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** Told twice, as WhatsApp does now and then: the same id again. */
  readonly twice?: boolean
}

export interface Received {
  /** The last part of the whole id. */
  readonly id: string
  /** As the library tells it: `false_62811...@c.us_3A...`. */
  readonly serialized: string
  readonly chat: string
}

/** A message that the page sent and that arrived at WhatsApp. */
export interface Sent {
  readonly id: string
  readonly serialized: string
  /** +E.164 where the chat is one with a number, or with a LID whose number is known; else the chat's id. */
  readonly to: string
  readonly chat: string
  readonly kind: string
  /** The text, or the caption. */
  readonly text: string
  /** The last part of the id of the message that it quotes. */
  readonly quotes?: string
  readonly media?: { readonly mimeType: string; readonly name?: string; readonly content: Buffer }
  readonly ack: number
  /** Milliseconds since 1970 by the stand-in's clock. */
  readonly at: number
}
