/**
 * The process that holds the browser, alone: whatever the library, the page or the browser do, the desk stays up
 * (WHATSAPP.md, Isolation). It decides nothing; it tells what happens and does what it is asked.
 */
import library from 'whatsapp-web.js'
import { DOING, type Holding } from './asked.ts'
import { idOf, type LibraryMessage, readMessage } from './reading.ts'
import type { Answer, ChildSettings, FromChild, Held, PageMessage, Question, Told } from './vocabulary.ts'

const SECOND = 1000
/** The page asks WhatsApp who is behind a LID; a message does not wait longer for it. */
const NUMBER_WITHIN = 5 * SECOND
const PROTOCOL_WITHIN = 60 * SECOND
/** Ids of messages that may be quoted, and of own ones: the newest. */
const REMEMBERED = 5000

const settings = JSON.parse(process.argv[2] ?? '{}') as ChildSettings

const say = (words: FromChild) => {
  if (process.connected) process.send?.(words, undefined, undefined, () => {})
}
const tell = (told: Told) => say({ told })

/** Name and first line of what broke; numbers of people may stand in it. */
function whyOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return (
    text
      .split('\n')[0]
      ?.replaceAll(/\d{5,}/g, '#')
      .slice(0, 200) ?? 'error'
  )
}

// A failed pairing code or a page that navigates is a rejection nobody waits for: it ends nothing here.
process.on('unhandledRejection', (error) => tell({ say: 'trouble', why: whyOf(error) }))
process.on('uncaughtException', (error) => tell({ say: 'trouble', why: whyOf(error) }))

let isWatched = false
const session = new library.LocalAuth({ dataPath: settings.directory })
// The library calls it when browser and page are there, and nothing is loaded yet.
session.afterBrowserInitialized = async () => {
  if (!isWatched) watch()
  isWatched = true
}

const client = new library.Client({
  authStrategy: session,
  // Told by the argument for all that the browser asks; what the library would set holds for its page alone.
  ...(settings.args.some((one) => one.startsWith('--user-agent=')) ? { userAgent: false as unknown as string } : {}),
  // The page as WhatsApp serves it now: an older one would not be let in.
  webVersionCache: { type: 'none' },
  takeoverOnConflict: false,
  puppeteer: {
    executablePath: settings.browser,
    args: [...settings.args],
    headless: true,
    // The browser ends with this process.
    pipe: true,
    protocolTimeout: PROTOCOL_WITHIN,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  },
})

const serialized = new Map<string, string>()
const ownIds = new Set<string>()
const numbers = new Map<string, string>()
const inFlight: Holding['inFlight'] = new Set()

function remember(message: PageMessage): PageMessage {
  serialized.set(message.id, message.serialized)
  const [oldest] = serialized.keys()
  if (serialized.size > REMEMBERED && oldest !== undefined) serialized.delete(oldest)
  return message
}

async function numberOf(from: string): Promise<string | undefined> {
  if (!from.endsWith('@lid')) return undefined
  const known = numbers.get(from)
  if (known !== undefined) return known
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, NUMBER_WITHIN, undefined).unref())
  const asked = client.getContactLidAndPhone([from]).then(
    ([found]) => (found?.pn as string | undefined) || undefined,
    () => undefined,
  )
  const number = await Promise.race([asked, late])
  if (number !== undefined) numbers.set(from, number)
  return number
}

async function withNumber(message: PageMessage): Promise<PageMessage> {
  const number = await numberOf(message.fromMe ? message.chat : message.from)
  return remember(number === undefined ? message : { ...message, number })
}

let ending = false
async function end(): Promise<void> {
  ending = true
  // Never logout(): that would unlink the phone.
  await client.destroy().catch(() => {})
}

const isOwn = (id: string) => {
  ownIds.add(id)
  const [oldest] = ownIds
  if (ownIds.size > REMEMBERED && oldest !== undefined) ownIds.delete(oldest)
}

const holding: Holding = { client, inFlight, isOwn, serializedOf: (id) => serialized.get(id), withNumber, end }

/** In the order in which the page tells them, though some wait for a number. */
let order: Promise<unknown> = Promise.resolve()
const inOrder = (work: () => Promise<void>) => {
  order = order.then(work).catch((error: unknown) => tell({ say: 'trouble', why: whyOf(error) }))
}
const read = (message: unknown) => readMessage(message as LibraryMessage)

function isOurs({ id, text }: PageMessage): boolean {
  if (ownIds.has(id)) return true
  for (const flight of inFlight) if (flight.id === id || flight.text === text) return true
  return false
}

client.on('qr', (qr) => tell({ say: 'qr', qr }))
client.on('authenticated', () => tell({ say: 'authenticated' }))
client.on('ready', () => tell({ say: 'ready', own: client.info?.wid ? idOf(client.info.wid) : undefined }))
client.on('change_state', (state) => tell({ say: 'looked', state: state as string }))
client.on('disconnected', (reason) => tell({ say: 'disconnected', reason: String(reason) }))
client.on('auth_failure', (why) => tell({ say: 'died', why: whyOf(why) }))
client.on('message_create', (created) => {
  const message = read(created)
  if (!message.fromMe) return inOrder(async () => tell({ say: 'message', message: await withNumber(message) }))
  const ours = isOurs(message)
  isOwn(message.id)
  remember(message)
  if (!ours) inOrder(async () => tell({ say: 'typed', message: await withNumber(message) }))
})
// What stays unreadable here is told as what it was; what can be read later comes as a message then.
client.on('message_ciphertext', (message) => {
  if (read(message).type === 'view_once')
    inOrder(async () => tell({ say: 'message', message: await withNumber(read(message)) }))
})
client.on('message_edit', (message) => inOrder(async () => tell({ say: 'edited', message: read(message) })))
client.on('message_revoke_everyone', (message) => inOrder(async () => tell({ say: 'revoked', message: read(message) })))
client.on('message_ack', (acked, ack) => {
  const { id, fromMe, chat } = read(acked)
  if (fromMe) tell({ say: 'ack', id, ack: ack as number, chat })
})
client.on('message_reaction', (reaction) => {
  const key = reaction.id as unknown as { id: string; fromMe?: boolean; remote?: unknown }
  const to = reaction.msgId as unknown as { id: string; remote?: unknown }
  const from = idOf(reaction.senderId)
  inOrder(async () => {
    const number = await numberOf(from)
    tell({
      say: 'reaction',
      reaction: {
        id: key.id,
        from,
        ...(number === undefined ? {} : { number }),
        fromMe: key.fromMe === true,
        chat: idOf(to.remote ?? key.remote),
        to: to.id,
        emoji: reaction.reaction ?? '',
        at: reaction.timestamp * SECOND,
      },
    })
  })
})

/** The browser and its page are told of by puppeteer alone: the library says nothing when they are gone. */
function watch(): void {
  const { pupBrowser: browser, pupPage: page } = client
  tell({ say: 'launched', browser: browser?.process()?.pid })
  browser?.on('disconnected', () => ending || tell({ say: 'died', why: 'the browser is gone' }))
  page?.on('error', () => tell({ say: 'died', why: 'the page has crashed' }))
  page?.on('response', (response) => {
    const isPage = response.request().isNavigationRequest() && response.request().resourceType() === 'document'
    if (isPage && response.status() >= 500) tell({ say: 'died', why: `WhatsApp answers with ${response.status()}` })
  })
  page?.on('close', () => ending || tell({ say: 'died', why: 'the page was closed' }))
}

async function answer({ n, word, ask }: Question): Promise<Answer> {
  if (ending && word !== 'end') return { n, is: 'broken', why: 'the browser is being ended' }
  try {
    const does = DOING[word] as (ask: unknown, holding: Holding) => Promise<Answer & object>
    return { n, is: 'answer', answer: (await does(ask, holding)) as never }
  } catch (error) {
    return { n, is: 'broken', why: whyOf(error) }
  }
}

let leaseEnds: NodeJS.Timeout | undefined
function leave(): void {
  setTimeout(() => process.exit(), 3 * SECOND)
  void end().finally(() => process.exit())
}

process.on('message', (question: Question | Held) => {
  if ('held' in question) {
    clearTimeout(leaseEnds)
    // The desk stands still: another may have the browser from then on, and two would answer.
    if (!ending) leaseEnds = setTimeout(leave, question.held)
    return
  }
  void answer(question).then((answered) => {
    say({ answered })
    if (question.word === 'end') process.disconnect?.()
  })
})
// The desk is gone, or has let go of this process: its browser goes with it.
process.on('disconnect', leave)

try {
  await client.initialize()
  tell({ say: 'looked', state: (await client.getState()) as string | null })
} catch (error) {
  tell({ say: 'died', why: `the browser or its page did not start (${whyOf(error)})` })
}
