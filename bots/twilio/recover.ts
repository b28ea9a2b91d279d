/** Inbound messages whose webhook never reached us, from Twilio's list. */
import type { Instant } from '../../src/desk/ticket.ts'
import { type Contract, type IncomingMedia, TooFast } from '../gateway.ts'
import type { Client } from './client.ts'
import { type Form, withoutNul } from './form.ts'
import { readIncoming } from './incoming.ts'
import { outcomeOf } from './outcome.ts'
import { DAY, readingOf } from './reading.ts'
import type { Settings } from './settings.ts'

/** So much is asked for at once, and so many messages of it are read: Twilio gives 1000 a page. */
const SPAN = DAY
const PAGE = 1000
const AT_MOST = 20 * PAGE

const INBOUND = 'inbound'

type Listed = Awaited<ReturnType<Client['messages']['list']>>[number]

/** Whose messages are ours: by number, or by messaging service where there is none. */
function sendersOf({ smsFrom, whatsappFrom, messagingServiceSid }: Settings) {
  const numbers = [...(smsFrom ? [smsFrom] : []), ...(whatsappFrom ? [`whatsapp:${whatsappFrom}`] : [])]
  const byNumber = numbers.map((to) => ({ filter: { to }, isOurs: (_: Listed) => true }))
  if (smsFrom || !messagingServiceSid) return byNumber
  return [...byNumber, { filter: {}, isOurs: (one: Listed) => one.messagingServiceSid === messagingServiceSid }]
}

/** Tells how many came in that were not known. Rejects where Twilio cannot be asked: what is missing comes next time. */
export async function recover(client: Client, settings: Settings, contract: Contract): Promise<number> {
  const reading = await readingOf(INBOUND, contract)
  if (!reading) return 0
  let recovered = 0
  for (let from = reading.since; from < reading.until; from += SPAN) {
    const to = Math.min(from + SPAN, reading.until)
    recovered += await takeIn(await listed(client, settings, contract, from, to), client, contract)
    await reading.upTo(to)
  }
  await reading.done()
  return recovered
}

/** What came to us within a span, oldest first. */
async function listed({ messages }: Client, settings: Settings, { log }: Contract, from: Instant, to: Instant) {
  const found: Listed[] = []
  for (const { filter, isOurs } of sendersOf(settings)) {
    const span = { dateSentAfter: new Date(from), dateSentBefore: new Date(to) }
    const all = await messages.list({ ...filter, ...span, pageSize: PAGE, limit: AT_MOST })
    if (all.length === AT_MOST) log.warn({ from, to }, 'Twilio lists more messages than are looked at')
    found.push(...all.filter((one) => one.direction === 'inbound' && one.status === 'received' && isOurs(one)))
  }
  return found.sort((a, b) => sentAt(a) - sentAt(b))
}

const sentAt = ({ dateSent, dateCreated }: Listed): Instant => (dateSent ?? dateCreated).getTime()

async function takeIn(messages: readonly Listed[], client: Client, contract: Contract): Promise<number> {
  const { accept, known, clocks } = contract
  const stored = await known(messages.map(({ sid }) => sid))
  let fresh = 0
  for (const message of messages) {
    if (stored.has(message.sid)) continue
    // Twilio's time, on the desk's clock.
    const at = (await clocks.desk()) - Math.max(0, clocks.wall() - sentAt(message))
    const media = Number(message.numMedia) > 0 ? await mediaOf(message, client, contract) : []
    const read = readIncoming(formOf(message), at)
    if (!read.ok) continue
    const raw = { recovered: true, message: message.toJSON() }
    const incoming = { ...read.incoming, ...(media.length > 0 ? { media } : {}), raw }
    try {
      if ((await accept(incoming)).fresh) fresh += 1
    } catch (error) {
      // Whoever floods is heard when the last day is looked at again; the others are heard now.
      if (!(error instanceof TooFast)) throw error
    }
  }
  return fresh
}

/** As the webhook would have told it; what it tells besides is lost. */
const formOf = ({ sid, from, to, body }: Listed): Form =>
  withoutNul(
    new Map([
      ['MessageSid', [sid]],
      ['From', [from]],
      ['To', [to]],
      ['Body', [body ?? '']],
    ] as const),
  )

/** Where the attachments lie. Those that Twilio does not tell of any more are known to have been there. */
async function mediaOf({ sid, numMedia }: Listed, client: Client, { clocks }: Contract): Promise<IncomingMedia[]> {
  try {
    const list = await client.messages(sid).media.list({ limit: 20 })
    return list.map(({ contentType, uri }) => ({
      mimeType: contentType || 'application/octet-stream',
      url: `https://api.twilio.com${uri.replace(/\.json$/, '')}`,
    }))
  } catch (thrown) {
    const outcome = outcomeOf(thrown, clocks.wall())
    if (outcome.outcome !== 'failed' || outcome.retry) throw thrown
    return Array.from({ length: Number(numMedia) }, () => ({ mimeType: 'application/octet-stream' }))
  }
}
