/** What a test may do with the stand-in for WhatsApp Web, and what it may see. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Arrival, Received, Sent } from './records.ts'

export interface WhatsAppWebOptions {
  /** Milliseconds since 1970: the time of messages that come. The machine's, unless told. */
  readonly now?: () => number
  /** The office's own number, +E.164. */
  readonly me?: string
}

export interface WhatsAppWebStandIn {
  /** Where it really listens; the browser calls it https://web.whatsapp.com. */
  readonly url: string
  /** What Chromium has to be started with (CHROMIUM_ARGS: joined by line breaks). Includes --no-sandbox for root. */
  readonly chromiumArgs: readonly string[]
  /** The office's own number, +E.164. */
  readonly me: string

  // Linking. The state is what the page shows: UNPAIRED, UNPAIRED_IDLE, PAIRING, OPENING, CONNECTED, CONFLICT ...
  /** State of the page; `none` while no page is connected. */
  readonly state: string
  /** Whether the browser that is connected, or was last, is linked to the phone. */
  readonly paired: boolean
  /** The phone scans the QR code that the page shows. Resolves when the page is connected as linked. */
  pairByQr(): Promise<void>
  /** The phone types the pairing code that was last asked for. */
  pairByCode(): Promise<void>
  /** The code that was last asked for. */
  readonly pairingCode: string | undefined
  /** The QR code turns; `exhaust` ends it: UNPAIRED_IDLE and silence until the page refreshes it. */
  turnQr(): void
  exhaustQr(): void
  /** The phone unlinks the device: `navigation` (the page leaves, LOGOUT), `state` (UNPAIRED). */
  logoutFromPhone(how?: 'navigation' | 'state'): void
  /** WhatsApp Web is opened elsewhere. */
  conflict(): void
  /**
   * When the page says that it has synchronised: `normal`, as soon as somebody listens for it; `early`, before anybody
   * can (the library never comes to ready by itself); `late`, when `finishSync` is called.
   */
  sync: 'normal' | 'early' | 'late'
  /** Says so now; `times` more than one gives a repeated ready. */
  finishSync(times?: number): void

  // The people. An address is +E.164, or an id of WhatsApp's: ...@lid, ...@g.us, ...@newsletter, status@broadcast.
  /** Somebody writes. While no page is connected it is kept, and appears in the chat's history without an event. */
  receive(message: Arrival): Received
  /** An empty emoji takes the reaction back. Without `from`: the one of that chat. */
  react(reaction: { readonly to: string; readonly emoji: string; readonly from?: string; readonly at?: number }): void
  edit(id: string, text: string): void
  revoke(id: string): void
  /** A message of the kind `ciphertext` can be read at last. */
  decrypt(id: string, text: string): void
  /** The human types at the phone itself. */
  typedOnPhone(to: string, text: string, more?: { readonly quote?: string; readonly at?: number }): Received
  /** The human reads a chat at the phone: unread is 0. */
  readOnPhone(chat: string): void
  /** The LID (`...@lid`) by which a number is known; `receive({lid: true})` uses the same. */
  lidOf(phone: string): string
  /** Numbers that are not on WhatsApp. */
  readonly notOnWhatsApp: Set<string>
  /** Numbers whose LID nobody maps: look-ups give nothing. */
  readonly hiddenNumbers: Set<string>

  // What the page sent.
  /** All that arrived at WhatsApp, in order; also refused ones (ack -1). */
  readonly sent: readonly Sent[]
  /** Resolves when so many have arrived; rejects when the stand-in stops. */
  waitForSent(count: number): Promise<readonly Sent[]>
  /** Whole id or its last part: 1 WhatsApp has it, 2 delivered, 3 read, -1 refused. Forward only, unless -1. */
  ack(id: string, level: number): void
  /** How far messages get by themselves: 1 unless set; 2 delivered, 3 read. */
  acksByItself: 1 | 2 | 3
  /** The next ones are refused (ack -1). */
  refuseNext(count?: number): void
  /**
   * The next ones get no ack. `arrives` (as usual): WhatsApp has it, in `sent` and in the history, where a reload shows
   * it with ack 1. `lost`: nothing arrives, and a reload forgets it.
   */
  silentNext(count?: number, how?: 'arrives' | 'lost'): void

  /** Uploads get no answer until they are let go. */
  holdUploads(): void
  letUploadsGo(): void

  // What goes wrong.
  /** The network is gone: the page says TIMEOUT and tries again; it keeps what is sent and sends it when it is back. */
  goOffline(): void
  goOnline(): void
  /** Every request is answered with 503 until `answer200`; a page that is open stays. */
  answer503(): void
  answer200(): void
  /** Milliseconds that the page's program takes to load. */
  loadsIn: number
  /** The page reloads, as WhatsApp's does for an update. */
  reloadPage(): void
  /** A new version of the page lacks these modules, from now on. None: all are back. Resolves when the page does. */
  lackModules(...names: readonly string[]): Promise<void>
  /** The page's only thread does nothing else for so long; without an end until it is killed. */
  hangPage(milliseconds?: number): void
  /** The page holds so much more memory. */
  growMemory(mebibytes: number): void
  /** Chats whose earlier messages the page asks for and never gets, by their ids. */
  readonly silentHistories: Set<string>
  /** Attachments of this message can no longer be downloaded. */
  loseMedia(id: string): void
  /** Pairing codes are refused while true. */
  refusesPairingCode: boolean

  // What was asked.
  /**
   * In order: `GET /`, `connect`, `listens` (the library has put itself into the page), `pairing-code`, `refresh-qr`,
   * `send`, `upload`, `download`, `exists +62...`, `seen ...`, `typing ...`, `earlier ...`, `takeover`, `logout`, `lacks`.
   */
  readonly asked: readonly string[]
  /** With which headers the browser came, request by request. */
  readonly headers: readonly IncomingHttpHeaders[]
  /** Resolves with the next that fits; rejects when the stand-in stops. */
  waitForAsked(pattern: RegExp): Promise<string>
  /** Resolves as soon as the page's state is one of these. */
  waitForState(...states: readonly string[]): Promise<void>

  stop(): Promise<void>
}
