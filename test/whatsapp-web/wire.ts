/** What goes between the server and its page, as JSON over the WebSocket. Ids of people and chats are text. */

/** A message as the page is told of it: the field names are those that the library reads. */
export interface WireMessage {
  /** The server's own count, by which the page knows what it has not seen. */
  readonly seq: number
  readonly id: string
  readonly fromMe: boolean
  readonly chat: string
  readonly from: string
  readonly to: string
  /** In groups: who wrote it. */
  readonly author?: string
  type: string
  /** Seconds since 1970. */
  readonly t: number
  ack: number
  body?: string
  caption?: string
  readonly notifyName?: string
  readonly directPath?: string
  readonly mimetype?: string
  readonly filename?: string
  readonly size?: number
  readonly quotedStanzaID?: string
  readonly [more: string]: unknown
}

export interface WireChat {
  readonly id: string
  readonly formattedTitle: string
  t: number
  unreadCount: number
  readonly participants?: readonly string[]
}

export interface Snapshot {
  readonly me: { readonly pn: string; readonly lid: string; readonly name: string }
  readonly chats: readonly WireChat[]
  readonly messages: readonly WireMessage[]
  readonly sync: string
}

export type Tell =
  | { readonly tell: 'state'; readonly state: string; readonly ref?: string; readonly snapshot?: Snapshot }
  | { readonly tell: 'synced'; readonly times: number }
  | { readonly tell: 'message'; readonly message: WireMessage; readonly chat: WireChat; readonly twice: boolean }
  | { readonly tell: 'chat'; readonly chat: WireChat }
  | { readonly tell: 'change'; readonly message: WireMessage; readonly fields: object }
  | { readonly tell: 'reaction'; readonly reaction: object; readonly of: object; readonly own: object }
  | { readonly tell: 'leave' }
  | { readonly tell: 'reload' }
  | { readonly tell: 'lacking'; readonly names: readonly string[] }
  | { readonly tell: 'hang'; readonly milliseconds?: number }
  | { readonly tell: 'grow'; readonly mebibytes: number }

/** A question of the page. An answer `undefined` is none at all. */
export interface Question {
  readonly ask: string
  readonly [field: string]: unknown
}

/** One page that is connected. */
export interface Page {
  readonly device: string
  tell(message: Tell): void
}
