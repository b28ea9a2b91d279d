/** What the gateway and the child process that holds the browser say to each other. All of it can be cloned. */

/** A message as the page has it; `at` in milliseconds since 1970. */
export interface PageMessage {
  /** The last part of the page's id, by which all others know it. */
  readonly id: string
  readonly serialized: string
  readonly chat: string
  readonly fromMe: boolean
  /** How far an own message got: from 1 on WhatsApp has it. */
  readonly ack: number
  readonly type: string
  /** The sender: `62...@c.us`, or `...@lid`. */
  readonly from: string
  /** The number behind the LID of who wrote it, or of an own message of whom it is for: `62...@c.us`. */
  readonly number?: string
  readonly name?: string
  readonly at: number
  readonly text: string
  readonly quotes?: string
  /** The words are not the first ones. */
  readonly edited?: true
  readonly forwarded: number
  readonly location?: { readonly latitude: number; readonly longitude: number; readonly name?: string }
  readonly vcards: readonly string[]
  /** `gone`: it was there and cannot be had. */
  readonly media?: { readonly mimeType: string; readonly name?: string; readonly gone?: true }
}

export interface PageReaction {
  readonly id: string
  readonly from: string
  readonly number?: string
  readonly fromMe: boolean
  readonly chat: string
  readonly to: string
  readonly emoji: string
  readonly at: number
}

/** What happens in the browser, by itself. */
export type Told =
  /** `browser`: the process to end if it does not end by itself. */
  | { readonly say: 'launched'; readonly browser: number | undefined }
  | { readonly say: 'qr'; readonly qr: string }
  | { readonly say: 'authenticated' }
  | { readonly say: 'ready'; readonly own: string | undefined }
  | { readonly say: 'looked'; readonly state: string | null }
  | { readonly say: 'disconnected'; readonly reason: string }
  | { readonly say: 'died'; readonly why: string }
  /** Something broke that ends nothing. */
  | { readonly say: 'trouble'; readonly why: string }
  | { readonly say: 'message'; readonly message: PageMessage }
  | { readonly say: 'typed'; readonly message: PageMessage }
  | { readonly say: 'reaction'; readonly reaction: PageReaction }
  | { readonly say: 'edited'; readonly message: PageMessage }
  | { readonly say: 'revoked'; readonly message: PageMessage }
  | { readonly say: 'ack'; readonly id: string; readonly ack: number; readonly chat: string }

/** What the gateway asks, and what it gets. */
export interface Asked {
  look: { readonly ask: object; readonly answer: { readonly state: string | null } }
  memory: { readonly ask: object; readonly answer: { readonly heap: number; readonly all?: number } }
  nudge: { readonly ask: object; readonly answer: object }
  'refresh-qr': { readonly ask: object; readonly answer: object }
  /** What the page holds on to is then as WhatsApp has it. */
  reload: { readonly ask: object; readonly answer: object }
  /** `phone`: digits alone. */
  pair: { readonly ask: { readonly phone: string }; readonly answer: { readonly code: string } }
  send: {
    readonly ask: {
      readonly to: string
      readonly text: string
      readonly quotes?: string
      readonly document?: { readonly mimeType: string; readonly name: string; readonly base64: string }
    }
    readonly answer:
      | { readonly is: 'sent'; readonly id: string; readonly ack: number }
      | { readonly is: 'not-on-whatsapp' }
      | { readonly is: 'no-chat' }
      /** It broke before anything was handed over. */
      | { readonly is: 'not-sent'; readonly why: string }
  }
  /**
   * Own messages of these words since then, newest first; milliseconds since 1970. `sending`: one is still being handed
   * over.
   */
  find: {
    readonly ask: {
      readonly to: string
      readonly text: string
      readonly since: number
      readonly hasDocument: boolean
    }
    readonly answer: {
      readonly sending: boolean
      readonly sent: readonly { readonly id: string; readonly ack: number; readonly at: number }[]
    }
  }
  media: {
    readonly ask: { readonly serialized: string; readonly largest: number }
    readonly answer:
      | { readonly is: 'content'; readonly base64: string; readonly mimeType: string }
      | { readonly is: 'gone' }
      | { readonly is: 'too-large' }
      | { readonly is: 'not-yet' }
  }
  /**
   * What was written since then in chats with one person, by them or at the phone itself, and in these groups, oldest
   * first; `complete` false: a chat could not be read.
   */
  since: {
    readonly ask: { readonly since: number; readonly groups: readonly string[] }
    readonly answer: { readonly messages: readonly PageMessage[]; readonly complete: boolean }
  }
  /** The groups that the phone is in. */
  groups: {
    readonly ask: object
    readonly answer: { readonly groups: readonly { readonly id: string; readonly name: string }[] }
  }
  /** Ends the browser, and then the process. */
  end: { readonly ask: object; readonly answer: object }
}
export type Word = keyof Asked

export type Question = { [W in Word]: { readonly n: number; readonly word: W; readonly ask: Asked[W]['ask'] } }[Word]

/** For so many milliseconds from now nobody else can have the browser; after them it is ended. */
export interface Held {
  readonly held: number
}

export type Answer =
  | { readonly n: number; readonly is: 'answer'; readonly answer: Asked[Word]['answer'] }
  | { readonly n: number; readonly is: 'broken'; readonly why: string }

export type FromChild = { readonly told: Told } | { readonly answered: Answer }

/** What the child process is started with. */
export interface ChildSettings {
  readonly browser: string
  readonly args: readonly string[]
  /** Holds the folder `session`, which is a credential. */
  readonly directory: string
}
