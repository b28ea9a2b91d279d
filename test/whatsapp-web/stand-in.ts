/**
 * Stands in for WhatsApp: an HTTPS and WebSocket server on loopback that poses as web.whatsapp.com, the page that it
 * serves, and the phone and the people behind it. The real whatsapp-web.js runs on it in a real Chromium. It knows
 * nothing of the gateway's code. All it knows lies here and outlives reloads and browsers; of a browser's profile it
 * asks for the device's key alone, so a wiped profile is a new device that has to be paired.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { Account, jid, keyOf, newId, serialized } from './account.ts'
import { chromiumArguments } from './chromium.ts'
import type { WhatsAppWebOptions, WhatsAppWebStandIn } from './control.ts'
import { Delivery } from './delivery.ts'
import { Linking } from './linking.ts'
import { questions } from './questions.ts'
import type { Received } from './records.ts'
import { serve } from './server.ts'
import { Waits } from './waits.ts'
import type { WireMessage } from './wire.ts'

export type { WhatsAppWebStandIn } from './control.ts'

export async function startWhatsAppWeb(options: WhatsAppWebOptions = {}): Promise<WhatsAppWebStandIn> {
  const { now = Date.now, me = '+6281100000112' } = options
  const account = new Account(me, now)
  const waits = new Waits()
  const asked: string[] = []
  const headers: IncomingHttpHeaders[] = []
  const lacking = new Set<string>()
  const lost = new Set<string>()
  const silentHistories = new Set<string>()
  const link = new Linking(waits, (since) => account.snapshot(since, standIn.sync))
  const delivery = new Delivery(account, now, (message) => link.tell(message))

  let letUploadsGo = () => {}

  const ask = (what: string) => {
    asked.push(what)
    waits.look()
  }

  const unread = (id: string, count: number) => {
    const chat = account.chat(id)
    chat.unreadCount = count
    link.tell({ tell: 'chat', chat })
  }

  const answers = questions({ account, link, delivery, ask, unread, silentHistories })

  const server = await serve({
    asked: ask,
    introduced: (those) => void headers.push(those),
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

    holdUploads: () => {
      const held = Promise.withResolvers<void>()
      server.uploads = held.promise
      letUploadsGo = held.resolve
    },
    letUploadsGo: () => letUploadsGo(),

    goOffline: () => server.cut(true),
    goOnline: () => server.cut(false),
    answer503: () => {
      server.failing = true
    },
    answer200: () => {
      server.failing = false
    },
    get loadsIn() {
      return server.loadsIn
    },
    set loadsIn(milliseconds) {
      server.loadsIn = milliseconds
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
    silentHistories,
    loseMedia: (id) => {
      const { directPath } = account.find(id)
      if (directPath !== undefined) lost.add(directPath)
    },

    asked,
    headers,
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
