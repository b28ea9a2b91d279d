/** What the page sends: taken, refused or lost in silence, and the acks that follow. */
import { type Account, serialized } from './account.ts'
import type { Sent } from './records.ts'
import type { Tell, WireMessage } from './wire.ts'

type Fate = 'refused' | 'arrives' | 'lost'

/** Fields of the page's own message that go on to the history as they are. */
const KEPT = [
  'body',
  'caption',
  'directPath',
  'filehash',
  'encFilehash',
  'mediaKey',
  'mimetype',
  'filename',
  'size',
  'lat',
  'lng',
  'loc',
  'quotedMsg',
  'quotedStanzaID',
]

export class Delivery {
  readonly sent: (Sent & { ack: number })[] = []
  acksByItself: 1 | 2 | 3 = 1
  readonly #fates: Fate[] = []
  readonly #account: Account
  readonly #now: () => number
  readonly #tell: (message: Tell) => void

  constructor(account: Account, now: () => number, tell: (message: Tell) => void) {
    this.#account = account
    this.#now = now
    this.#tell = tell
  }

  next(count: number, fate: Fate): void {
    this.#fates.push(...Array.from({ length: count }, () => fate))
  }

  /** The ack that the page is told; undefined: it hears nothing. A message that comes again is the same one. */
  take(message: WireMessage): { readonly ack: number } | undefined {
    const known = this.#account.messages.find(({ id, fromMe }) => fromMe && id === message.id)
    if (known) return { ack: known.ack }
    const fate = this.#fates.shift()
    if (fate === 'lost') return undefined
    const ack = fate === 'refused' ? -1 : 1
    this.#keep(message, ack)
    if (fate === 'arrives') return undefined
    if (fate === undefined && this.acksByItself > 1) {
      setImmediate(() => {
        for (const level of [2, 3].filter((one) => one <= this.acksByItself)) this.ack(message.id, level)
      })
    }
    return { ack }
  }

  ack(id: string, level: number): void {
    const message = this.#account.find(id)
    if (level !== -1 && level <= message.ack && message.ack !== 1) return
    message.ack = level
    const sent = this.sent.find((one) => one.id === message.id)
    if (sent) sent.ack = level
    this.#tell({ tell: 'change', message, fields: { ack: level } })
  }

  #keep(message: WireMessage, ack: number): void {
    const { pn } = this.#account.me
    const own = this.#account.add({
      id: message.id,
      fromMe: true,
      chat: message.chat,
      from: pn,
      to: message.chat,
      ...(message.author === undefined ? {} : { author: message.author }),
      type: message.type,
      t: message.t,
      ack,
      ...Object.fromEntries(KEPT.flatMap((name) => (name in message ? [[name, message[name]]] : []))),
      ...(message.quotedStanzaID === undefined ? {} : this.#quoted(message.quotedStanzaID)),
    })
    const attachment = own.directPath === undefined ? undefined : this.#account.attachments.get(own.directPath)
    this.sent.push({
      id: own.id,
      serialized: serialized(own),
      to: this.#account.phoneOf(own.chat),
      chat: own.chat,
      kind: own.type,
      text: (attachment ? own.caption : own.body) ?? '',
      ...(own.quotedStanzaID === undefined ? {} : { quotes: own.quotedStanzaID }),
      ...(attachment
        ? {
            media: {
              ...attachment,
              mimeType: own.mimetype ?? attachment.mimeType,
              ...(own.filename === undefined ? {} : { name: own.filename }),
            },
          }
        : {}),
      ack,
      at: this.#now(),
    })
  }

  #quoted(id: string): object {
    const { author, from, fromMe } = this.#account.find(id)
    return { quotedParticipant: author ?? from, quotedFromMe: fromMe }
  }
}
