/** What the child does in the browser when the gateway asks. */
import library, { type Client, type Message } from 'whatsapp-web.js'
import { memoryOf } from './memory.ts'
import { idOf, type LibraryMessage, readMessage } from './reading.ts'
import type { Asked, PageMessage, Word } from './vocabulary.ts'

interface Flight {
  readonly chat: string
  readonly text: string
  id?: string
}

export interface Holding {
  readonly client: Client
  /** What is being sent: its message appears before the library tells its id. */
  readonly inFlight: Set<Flight>
  /** The page's id of a message, for a quote; where it is not known any more it is guessed from the chat. */
  serializedOf(id: string): string | undefined
  /** Fills in the number behind a LID. */
  withNumber(message: PageMessage): Promise<PageMessage>
  /** A message of this id was sent by the desk. */
  isOwn(id: string): void
  end(): Promise<void>
}

type Doing = { readonly [W in Word]: (ask: Asked[W]['ask'], holding: Holding) => Promise<Asked[W]['answer']> }

const page = ({ client }: Holding) => {
  const { pupPage } = client
  if (!pupPage) throw new Error('the page is not there yet')
  return pupPage
}

/** Messages of a chat that are asked for at once, and at most. */
const CHUNK = 50
const MOST = 1600
/** Own messages of one chat that a look-up reads. */
const LOOK_AT = 50

const fileOf = ({ mimeType, name, base64 }: NonNullable<Asked['send']['ask']['document']>) =>
  new library.MessageMedia(mimeType, base64, name)

const asMessage = (message: Message) => readMessage(message as unknown as LibraryMessage)

/** The chat of an address: a number is looked up, an id of WhatsApp's is one. */
async function chatOf({ client }: Holding, to: string): Promise<string | undefined> {
  if (!to.startsWith('+')) return to
  const found = await client.getNumberId(to.slice(1))
  return found ? idOf(found) : undefined
}

const messagesOf = async ({ client }: Holding, chat: string, limit: number) =>
  (await (await client.getChatById(chat))?.fetchMessages({ limit }))?.map(asMessage) ?? []

/** Refused, or still on its way: it stands in the chat all the same. */
const isUnsent = ({ fromMe, ack }: PageMessage) => fromMe && ack < 1

/** What was written in a chat since then, however much it is. */
async function newIn(holding: Holding, chat: string, since: number): Promise<PageMessage[]> {
  for (let limit = CHUNK; ; limit *= 4) {
    const messages = await messagesOf(holding, chat, limit)
    const isAll = messages.length < limit || messages.some(({ at }) => at < since) || limit >= MOST
    if (isAll) return messages.filter((message) => message.at >= since && !isUnsent(message))
  }
}

/** Milliseconds: a chat that the page does not open keeps nobody else's messages back, and all of them end in time. */
const CHAT_WITHIN = 5_000
const ALL_WITHIN = 45_000

const late = (within: number) =>
  new Promise<never>((_, reject) => setTimeout(reject, within, new Error('the page took too long')).unref())

/** A group's own look-ups are not asked for: ids and times of all chats alone. */
const CHATS = `window.require('WAWebCollections').Chat.getModelsArray()
  .map((chat) => ({ id: chat.id._serialized ?? String(chat.id), at: Number(chat.t ?? 0) * 1000 }))`

const GROUPS = `window.require('WAWebCollections').Chat.getModelsArray()
  .filter((chat) => String(chat.id._serialized ?? chat.id).endsWith('@g.us'))
  .map((chat) => ({ id: chat.id._serialized ?? String(chat.id), name: String(chat.formattedTitle ?? chat.name ?? '') }))`

const isPerson = (chat: string) => /@(?:c\.us|lid)$/.test(chat)

export const DOING: Doing = {
  look: async (_ask, holding) => {
    return { state: (await holding.client.getState()) as string | null }
  },

  memory: async (_ask, holding) => {
    const { JSHeapUsedSize = 0 } = await page(holding).metrics()
    const all = await memoryOf(holding.client.pupBrowser?.process()?.pid)
    return { heap: Math.round(JSHeapUsedSize / 1024 / 1024), ...(all === undefined ? {} : { all }) }
  },

  nudge: async (_ask, holding) => {
    await page(holding).evaluate('window.onAppStateHasSyncedEvent()')
    return {}
  },

  'refresh-qr': async (_ask, holding) => {
    await page(holding).evaluate("window.require('WAWebCmd').Cmd.refreshQR()")
    return {}
  },

  reload: async (_ask, holding) => {
    await page(holding).reload()
    return {}
  },

  pair: async ({ phone }, { client }) => ({ code: await client.requestPairingCode(phone) }),

  send: async ({ to, text, quotes, document }, holding) => {
    const { client, inFlight } = holding
    let chat: string | undefined
    try {
      chat = await chatOf(holding, to)
    } catch (error) {
      return { is: 'not-sent', why: error instanceof Error ? error.name : 'error' }
    }
    if (chat === undefined) return { is: 'not-on-whatsapp' }
    const flight: Flight = { chat, text }
    inFlight.add(flight)
    try {
      const quotedMessageId =
        quotes === undefined ? undefined : (holding.serializedOf(quotes) ?? `false_${chat}_${quotes}`)
      const plain = { sendSeen: false, linkPreview: false, parseVCards: false }
      const options = { ...plain, ...(quotedMessageId && { quotedMessageId }) }
      // Also sound: so the words stand under it, and it is one message with one ack.
      const sent = document
        ? await client.sendMessage(chat, fileOf(document), { ...options, caption: text, sendMediaAsDocument: true })
        : await client.sendMessage(chat, text, options)
      // The library declares a message and may give none.
      if (!(sent as Message | undefined)) return { is: 'no-chat' }
      flight.id = sent.id.id
      holding.isOwn(sent.id.id)
      return { is: 'sent', id: sent.id.id, ack: sent.ack }
    } finally {
      inFlight.delete(flight)
    }
  },

  find: async ({ to, text, since, hasDocument }, holding) => {
    const chat = await chatOf(holding, to)
    // An attachment that is still being uploaded stands in no chat, and goes out all the same.
    const sending = [...holding.inFlight].some((flight) => flight.chat === chat && flight.text === text)
    const own = chat === undefined ? [] : await ownIn(holding, chat)
    const alike = own
      .filter((one) => one.at >= since && one.text.trim() === text.trim())
      .filter(({ media }) => (media !== undefined) === hasDocument)
    return { sending, sent: alike.toSorted((a, b) => b.at - a.at).map(({ id, ack, at }) => ({ id, ack, at })) }
  },

  media: async ({ serialized, largest }, { client }) => {
    const message = (await client.getMessageById(serialized)) as Message | null
    if (!message) return { is: 'not-yet' }
    if (!message.hasMedia) return { is: 'gone' }
    const { size } = (message.rawData ?? {}) as { size?: number }
    if ((size ?? 0) > largest) return { is: 'too-large' }
    const media = (await message.downloadMedia()) as { data: string; mimetype: string } | undefined
    if (!media) return { is: 'not-yet' }
    return media.data.length * 0.75 > largest + 3
      ? { is: 'too-large' }
      : { is: 'content', base64: media.data, mimeType: media.mimetype }
  },

  groups: async (_ask, holding) => ({
    groups: (await page(holding).evaluate(GROUPS)) as { id: string; name: string }[],
  }),

  since: async ({ since, groups }, holding) => {
    const chats = (await page(holding).evaluate(CHATS)) as { id: string; at: number }[]
    const messages: PageMessage[] = []
    let complete = true
    const end = late(ALL_WITHIN)
    end.catch(() => {})
    for (const { id, at } of chats) {
      if ((!isPerson(id) && !groups.includes(id)) || at < since) continue
      try {
        const found = await Promise.race([newIn(holding, id, since), late(CHAT_WITHIN), end])
        for (const message of found) messages.push(await holding.withNumber(message))
      } catch {
        complete = false
      }
    }
    return { messages: messages.toSorted((a, b) => a.at - b.at), complete }
  },

  end: async (_ask, holding) => {
    await holding.end()
    return {}
  },
}

async function ownIn({ client }: Holding, chat: string) {
  const messages = (await (await client.getChatById(chat))?.fetchMessages({ limit: LOOK_AT, fromMe: true })) ?? []
  return messages.map(asMessage)
}
