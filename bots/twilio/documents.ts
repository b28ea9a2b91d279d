/**
 * A document goes to WhatsApp as a message of its own, ahead of the words: Twilio gives documents and sound neither a
 * caption nor a name. Where it cannot go, or nobody knows whether it went, the words say where it is.
 */

import type { Outgoing } from '../gateway.ts'
import { withoutDocument } from '../wording/document.ts'
import { isOpen } from './content.ts'

/** What WhatsApp takes through Twilio. */
const TAKEN = /^(application\/pdf|audio\/(ogg|amr|3gpp|aac|mpeg|mp4)|image\/(jpeg|png|webp)|video\/(mp4|3gpp))$/
/** Messages whose document was sent before, and whose words may have to be tried again: the newest. */
const REMEMBERED = 1000

/** The words of a message that goes without its document. */
export const wordsAlone = (message: Outgoing): Outgoing =>
  message.document ? { ...message, text: withoutDocument(message.text) } : message

/** Whether the document of a message can go at all. */
const canGo = (message: Outgoing): boolean =>
  message.channel === 'whatsapp' &&
  isOpen(message) &&
  message.document?.link !== undefined &&
  TAKEN.test(message.document.mimeType.split(';')[0]?.trim() ?? '')

/** `create` sends what lies under the link; it rejects where Twilio does not take it. */
export function createDocuments(create: (message: Outgoing, link: string) => Promise<void>) {
  const sent = new Map<number, boolean>()

  const sendOnce = async (message: Outgoing, link: string): Promise<boolean> => {
    const before = sent.get(message.id)
    if (before !== undefined) return before
    const is = await create(message, link).then(
      () => true,
      () => false,
    )
    sent.set(message.id, is)
    const [oldest] = sent.keys()
    if (sent.size > REMEMBERED && oldest !== undefined) sent.delete(oldest)
    return is
  }

  return {
    /** The message as it is worded if its document can go. */
    worded: (message: Outgoing): Outgoing => (canGo(message) ? message : wordsAlone(message)),
    /** Sends the document once; tells how the words go after it. */
    sendAhead: async (message: Outgoing): Promise<Outgoing> => {
      const link = canGo(message) ? message.document?.link : undefined
      return link !== undefined && (await sendOnce(message, link)) ? message : wordsAlone(message)
    },
  }
}
