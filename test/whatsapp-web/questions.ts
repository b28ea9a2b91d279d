/** What the page asks, as a table: each is written down, and answered. */
import { type Account, serialized } from './account.ts'
import type { Delivery } from './delivery.ts'
import type { Linking } from './linking.ts'
import type { Question, WireMessage } from './wire.ts'

interface Behind {
  readonly account: Account
  readonly link: Linking
  readonly delivery: Delivery
  /** For the record. */
  readonly ask: (what: string) => void
  readonly unread: (chat: string, count: number) => void
  readonly silentHistories: ReadonlySet<string>
}

/** An answer `undefined` is none at all; what is thrown is told to the page. */
export type Answers = Readonly<Record<string, (question: Question) => unknown>>

export function questions({ account, link, delivery, ask, unread, silentHistories }: Behind): Answers {
  /** Nothing but yes. */
  const noted = (what: string) => {
    ask(what)
    return true
  }

  return {
    listens: () => noted('listens'),
    lacks: () => noted('lacks'),
    typing: ({ chat, state }) => noted(`typing ${chat} ${state}`),
    send: ({ message }) => {
      const ack = delivery.take(message as WireMessage)
      ask('send')
      return ack
    },
    exists: ({ wid }) => {
      ask(`exists ${account.phoneOf(String(wid))}`)
      return account.exists(String(wid))
    },
    earlier: ({ chat, before }) => {
      ask(`earlier ${chat}`)
      if (silentHistories.has(String(chat))) return undefined
      return account.earlier(String(chat), before === undefined ? undefined : Number(before))
    },
    messages: ({ ids }) => account.messages.filter((one) => (ids as string[]).includes(serialized(one))),
    seen: ({ chat }) => {
      unread(String(chat), 0)
      return noted(`seen ${chat}`)
    },
    'pairing-code': () => {
      ask('pairing-code')
      return link.newPairingCode()
    },
    'refresh-qr': () => {
      link.newQr()
      return noted('refresh-qr')
    },
    takeover: () => {
      link.takeOver()
      return noted('takeover')
    },
    logout: () => {
      link.unlink('asked')
      return noted('logout')
    },
  }
}
