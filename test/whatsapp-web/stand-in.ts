/**
 * Stands in for WhatsApp: an HTTPS and WebSocket server on loopback that poses as web.whatsapp.com, the page that it
 * serves, and the phone and the people behind it. The real whatsapp-web.js runs on it in a real Chromium. It knows
 * nothing of the gateway's code. All it knows lies here and outlives reloads and browsers; of a browser's profile it
 * asks for the device's key alone, so a wiped profile is a new device that has to be paired.
 */
import { Account, jid, keyOf, newId, serialized } from './account.ts'
import { chromiumArguments } from './chromium.ts'
import { Delivery } from './delivery.ts'
import { Linking } from './linking.ts'
import type { Arrival, Received, Sent } from './records.ts'
import { serve } from './server.ts'
import { Waits } from './waits.ts'
import type { Question, WireMessage } from './wire.ts'

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

  // What goes wrong.
  /** The network is gone: the page says TIMEOUT and tries again; it keeps what is sent and sends it when it is back. */
  goOffline(): void
  goOnline(): void
  /** Every request is answered with 503 until `answer200`; a page that is open stays. */
  answer503(): void
  answer200(): void
  /** The page reloads, as WhatsApp's does for an update. */
  reloadPage(): void
  /** A new version of the page lacks these modules, from now on. None: all are back. Resolves when the page does. */
  lackModules(...names: readonly string[]): Promise<void>
  /** The page's only thread does nothing else for so long; without an end until it is killed. */
  hangPage(milliseconds?: number): void
  /** The page holds so much more memory. */
  growMemory(mebibytes: number): void
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
  /** Resolves with the next that fits; rejects when the stand-in stops. */
  waitForAsked(pattern: RegExp): Promise<string>
  /** Resolves as soon as the page's state is one of these. */
  waitForState(...states: readonly string[]): Promise<void>

  stop(): Promise<void>
}

export async function startWhatsAppWeb(options: WhatsAppWebOptions = {}): Promise<WhatsAppWebStandIn> {
  const { now = Date.now, me = '+6281100000112' } = options
  const account = new Account(me, now)
  const waits = new Waits()
  const asked: string[] = []
  const lacking = new Set<string>()
  const lost = new Set<string>()
  const link = new Linking(waits, (since) => account.snapshot(since, standIn.sync))
  const delivery = new Delivery(account, now, (message) => link.tell(message))

  const ask = (what: string) => {
    asked.push(what)
    waits.look()
  }

  const unread = (id: string, count: number) => {
    const chat = account.chat(id)
    chat.unreadCount = count
    link.tell({ tell: 'chat', chat })
  }

  const answers: Readonly<Record<string, (question: Question) => unknown>> = {
    send: ({ message }) => {
      ask('send')
      const ack = delivery.take(message as WireMessage)
      waits.look()
      return ack
    },
    exists: ({ wid }) => {
      ask(`exists ${account.phoneOf(String(wid))}`)
      return account.exists(String(wid))
    },
    earlier: ({ chat, before }) => {
      ask(`earlier ${chat}`)
      return account.earlier(String(chat), before === undefined ? undefined : Number(before))
    },
    messages: ({ ids }) => account.messages.filter((one) => (ids as string[]).includes(serialized(one))),
    seen: ({ chat }) => {
      ask(`seen ${chat}`)
      unread(String(chat), 0)
      return true
    },
    typing: ({ chat, state }) => {
      ask(`typing ${chat} ${state}`)
      return true
    },
    listens: () => {
      ask('listens')
      return true
    },
    lacks: () => {
      ask('lacks')
      return true
    },
    'pairing-code': () => {
      ask('pairing-code')
      return link.newPairingCode()
    },
    'refresh-qr': () => {
      ask('refresh-qr')
      link.newQr()
      return true
    },
    takeover: () => {
      ask('takeover')
      link.takeOver()
      return true
    },
    logout: () => {
      ask('logout')
      link.unlink('asked')
      return true
    },
  }

  const server = await serve({
    asked: ask,
    connected: (page, since) => {
      ask('connect')
      link.connected(page, since)
    },
    gone: (page) => link.gone(page),
    answer: (page, question) => {
      if (page !== link.page) throw new Error('this page is not the one that is connected')
      return answers[question.ask]?.(question)
    },
    attachment: (path) => (lost.has(path) ? undefined : account.attachments.get(path)),
    uploaded: (attachment) => account.attach(attachment),
    lacking: () => [...lacking],
  })

  /** Tells the page if it is there; otherwise it finds the message in the history. */
  const arrives = (composed: Omit<WireMessage, 'seq'>, twice = false): Received => {
    const message = account.add(composed)
    if (link.isConnected) {
      const chat = account.chat(message.chat)
      for (const isSecond of twice ? [false, true] : [false])
        link.tell({ tell: 'message', message, chat, twice: isSecond })
      link.tell({ tell: 'chat', chat })
    }
    return { id: message.id, serialized: serialized(message), chat: message.chat }
  }

  const changes = (id: string, fields: Partial<WireMessage>) => {
    const message = Object.assign(account.find(id), fields)
    if (link.isConnected) link.tell({ tell: 'change', message, fields })
  }

  const standIn: WhatsAppWebStandIn = {
    url: `https://127.0.0.1:${server.port}`,
    chromiumArgs: chromiumArguments(server.port, server.certificate),
    me,
    get state() {
      return link.state
    },
    get paired() {
      return link.paired
    },
    get pairingCode() {
      return link.pairingCode
    },
    get refusesPairingCode() {
      return link.refusesPairingCode
    },
    set refusesPairingCode(refuses) {
      link.refusesPairingCode = refuses
    },
    get acksByItself() {
      return delivery.acksByItself
    },
    set acksByItself(level) {
      delivery.acksByItself = level
    },
    pairByQr: () => link.pairWhen(() => true),
    pairByCode: () => link.pairWhen(() => (link.pairingCode === undefined ? undefined : true)),
    turnQr: () => link.newQr(),
    exhaustQr: () => link.exhaustQr(),
    logoutFromPhone: (how = 'navigation') => link.unlink(how),
    conflict: () => link.conflict(),
    sync: 'normal',
    finishSync: (times = 1) => link.tell({ tell: 'synced', times }),

    receive: (message) => arrives(account.compose(message, false), message.twice),
    typedOnPhone: (to, text, more = {}) => arrives(account.compose({ from: to, text, ...more }, true)),
    edit: (id, text) => changes(id, { body: text, latestEditSenderTimestampMs: now(), latestEditMsgKey: newId() }),
    revoke: (id) => changes(id, { type: 'revoked', body: '', caption: '' }),
    decrypt: (id, text) => changes(id, { type: 'chat', body: text }),
    react: ({ to, emoji, from, at = now() }) => {
      const message = account.find(to)
      Object.assign(message, { hasReaction: emoji !== '' })
      if (!link.isConnected) return
      const author = from === undefined ? (message.author ?? message.chat) : jid(from)
      const own = { fromMe: false, remote: message.chat, id: newId(), participant: message.author && author }
      const reaction = { reactionText: emoji, reactionTimestamp: at, author, read: false, orphan: 0 }
      link.tell({ tell: 'reaction', reaction, of: keyOf(message), own })
    },
    readOnPhone: (chat) => unread(jid(chat), 0),
    lidOf: (phone) => account.lidOf(phone),
    notOnWhatsApp: account.notOnWhatsApp,
    hiddenNumbers: account.hiddenNumbers,

    sent: delivery.sent,
    waitForSent: (count) => waits.until(() => (delivery.sent.length >= count ? delivery.sent : undefined)),
    ack: (id, level) => delivery.ack(id, level),
    refuseNext: (count = 1) => delivery.next(count, 'refused'),
    silentNext: (count = 1, how = 'arrives') => delivery.next(count, how),

    goOffline: () => server.cut(true),
    goOnline: () => server.cut(false),
    answer503: () => {
      server.failing = true
    },
    answer200: () => {
      server.failing = false
    },
    reloadPage: () => link.tell({ tell: 'reload' }),
    lackModules: async (...names) => {
      lacking.clear()
      for (const name of names) lacking.add(name)
      const { page } = link
      const already = asked.length
      link.tell({ tell: 'lacking', names })
      // A page that is gone has it at its next start.
      await waits.until(() => (link.page !== page || asked.includes('lacks', already) || !page ? true : undefined))
    },
    hangPage: (milliseconds) => link.tell({ tell: 'hang', ...(milliseconds === undefined ? {} : { milliseconds }) }),
    growMemory: (mebibytes) => link.tell({ tell: 'grow', mebibytes }),
    loseMedia: (id) => {
      const { directPath } = account.find(id)
      if (directPath !== undefined) lost.add(directPath)
    },

    asked,
    waitForAsked: (pattern) => {
      const already = asked.length
      return waits.until(() => asked.slice(already).find((one) => pattern.test(one)))
    },
    waitForState: async (...states) => {
      await waits.until(() => (states.includes(link.state) ? true : undefined))
    },
    stop: async () => {
      await server.stop()
      waits.end()
    },
  }
  return standIn
}
