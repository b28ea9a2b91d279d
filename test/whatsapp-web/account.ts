/** The office's WhatsApp account: its chats, what was written in them, and who has which number. */
import { createHash, randomBytes } from 'node:crypto'
import type { Arrival } from './records.ts'
import type { Snapshot, WireChat, WireMessage } from './wire.ts'

export interface Attachment {
  readonly content: Buffer
  readonly mimeType: string
}

/** How many earlier messages are loaded at once. */
const PAGE = 20
/** As WhatsApp puts a tiny picture where the text is. */
const THUMBNAIL = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEB'

export const newId = (): string => `3A${randomBytes(9).toString('hex').toUpperCase()}`

/** +E.164, or already an id. */
export const jid = (address: string): string => (address.includes('@') ? address : `${address.replace('+', '')}@c.us`)

export const serialized = ({ fromMe, chat, id, author }: WireMessage): string =>
  [fromMe, chat, id, ...(author === undefined ? [] : [author])].join('_')

export const keyOf = ({ fromMe, chat, id, author }: WireMessage) => ({
  fromMe,
  remote: chat,
  id,
  ...(author === undefined ? {} : { participant: author }),
})

export class Account {
  readonly me: { readonly pn: string; readonly lid: string; readonly name: string }
  readonly chats = new Map<string, WireChat>()
  readonly messages: WireMessage[] = []
  readonly attachments = new Map<string, Attachment>()
  readonly notOnWhatsApp = new Set<string>()
  readonly hiddenNumbers = new Set<string>()
  readonly #lids = new Map<string, string>()
  readonly #now: () => number

  constructor(me: string, now: () => number) {
    this.#now = now
    this.me = { pn: jid(me), lid: this.lidOf(me), name: 'Helpdesk' }
  }

  lidOf(phone: string): string {
    const known = this.#lids.get(phone)
    if (known !== undefined) return known
    const digits = createHash('sha256')
      .update(phone)
      .digest()
      .readBigUInt64BE()
      .toString()
      .slice(0, 14)
      .padStart(14, '1')
    this.#lids.set(phone, `${digits}@lid`)
    return `${digits}@lid`
  }

  /** +E.164 of a chat with one person; else the id itself. */
  phoneOf(id: string): string {
    const lid = [...this.#lids].find(([, one]) => one === id)
    if (lid) return lid[0]
    return id.endsWith('@c.us') ? `+${id.slice(0, -'@c.us'.length)}` : id
  }

  /** What a look-up of a number or a LID gives. */
  exists(id: string): { readonly exists: boolean; readonly pairs: readonly (readonly [string, string])[] } {
    const phone = this.phoneOf(id)
    if (this.notOnWhatsApp.has(phone)) return { exists: false, pairs: [] }
    const isKnown = phone.startsWith('+') && !this.hiddenNumbers.has(phone)
    return { exists: true, pairs: isKnown ? [[jid(phone), this.lidOf(phone)]] : [] }
  }

  find(id: string): WireMessage {
    const found = this.messages.find((one) => one.id === id || serialized(one) === id)
    if (!found) throw new Error('the stand-in has no message of this id')
    return found
  }

  chat(id: string): WireChat {
    const known = this.chats.get(id)
    if (known) return known
    const isGroup = id.endsWith('@g.us')
    const chat = {
      id,
      formattedTitle: isGroup ? 'Grup' : this.phoneOf(id),
      t: 0,
      unreadCount: 0,
      ...(isGroup ? { participants: [this.me.pn] } : {}),
    }
    this.chats.set(id, chat)
    return chat
  }

  add(message: Omit<WireMessage, 'seq'>): WireMessage {
    const whole: WireMessage = { ...message, seq: this.messages.length + 1 } as WireMessage
    this.messages.push(whole)
    const chat = this.chat(whole.chat)
    chat.t = Math.max(chat.t, whole.t)
    if (!whole.fromMe) chat.unreadCount += 1
    return whole
  }

  /** A message that somebody writes, or that the human types at the phone. */
  compose(arrival: Arrival, fromMe: boolean): Omit<WireMessage, 'seq'> {
    const from = fromMe ? this.me.pn : arrival.lid ? this.lidOf(arrival.from) : jid(arrival.from)
    const chat = fromMe ? jid(arrival.from) : (arrival.chat ?? from)
    const isOfMany = chat !== from && !fromMe
    return {
      id: arrival.id ?? newId(),
      fromMe,
      chat,
      from: isOfMany ? chat : from,
      to: fromMe ? chat : this.me.pn,
      ...(isOfMany ? { author: from } : {}),
      type: arrival.kind ?? 'chat',
      t: Math.floor((arrival.at ?? this.#now()) / 1000),
      ack: fromMe ? 1 : 0,
      ...(fromMe ? {} : { notifyName: arrival.name ?? 'Seseorang' }),
      ...this.#content(arrival),
      ...this.#quote(arrival),
      ...arrival.fields,
      ...(arrival.forwarded ? { isForwarded: true, forwardingScore: arrival.forwarded === 'once' ? 1 : 5 } : {}),
    }
  }

  #content({ kind = 'chat', text, media, location, vcards = [] }: Arrival): object {
    if (media) {
      const { directPath, filehash } = this.attach({ content: media.content, mimeType: media.mimeType })
      return {
        ...(kind === 'image' || kind === 'video' ? { body: THUMBNAIL } : { body: '' }),
        ...(text === undefined ? {} : { caption: text }),
        directPath,
        filehash,
        encFilehash: filehash,
        mediaKey: randomBytes(32).toString('base64'),
        mimetype: media.mimeType,
        ...(media.name === undefined ? {} : { filename: media.name }),
        size: media.content.length,
      }
    }
    if (location) {
      const { latitude: lat, longitude: lng, name } = location
      return { body: THUMBNAIL, lat, lng, ...(name === undefined ? {} : { loc: name }) }
    }
    if (kind === 'vcard') return { body: vcards[0], vcardFormattedName: 'Kontak' }
    if (kind === 'multi_vcard') return { vcardList: vcards.map((vcard) => ({ displayName: 'Kontak', vcard })) }
    return text === undefined ? {} : { body: text }
  }

  #quote({ quote }: Arrival): object {
    if (quote === undefined) return {}
    const { id, from, author, type, body, caption, fromMe } = this.find(quote)
    return {
      quotedMsg: { type, body, caption },
      quotedStanzaID: id,
      quotedParticipant: author ?? from,
      quotedFromMe: fromMe,
    }
  }

  attach(attachment: Attachment): { readonly directPath: string; readonly filehash: string } {
    const directPath = `/media/${this.attachments.size + 1}`
    this.attachments.set(directPath, attachment)
    return { directPath, filehash: createHash('sha256').update(attachment.content).digest('base64') }
  }

  earlier(chat: string, before = Number.POSITIVE_INFINITY): readonly WireMessage[] {
    return this.messages.filter((one) => one.chat === chat && one.seq < before).slice(-PAGE)
  }

  /** What a page has not seen; one that has seen nothing gets the last message of each chat. */
  snapshot(since: number, sync: string): Snapshot {
    const last = [...this.chats.keys()].flatMap((chat) => this.earlier(chat).slice(-1))
    const messages = since > 0 ? this.messages.filter(({ seq }) => seq > since) : last
    return { me: this.me, chats: [...this.chats.values()], messages, sync }
  }
}
