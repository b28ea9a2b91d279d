/** Sending and looking up what was sent, through Twilio's Messages resource (DESIGN rule 6). */
import type { Contract, Outcome, Outgoing } from '../gateway.ts'
import { type Client, connect } from './client.ts'
import { failureOf } from './errors.ts'
import { outcomeOf } from './outcome.ts'
import type { Settings } from './settings.ts'
import { STATUS_PATH } from './webhooks.ts'

/** How far Twilio's clock and ours may differ when we look for a message by its time, in milliseconds. */
const CLOCK_MARGIN = 60_000
/** Twilio's code for a failure without a reason. */
const NO_REASON = 30008
/** As many messages to one person are looked at. */
const LOOK_AT_MOST = 200

interface Addressed {
  readonly to: string
  readonly sender: { readonly from: string } | { readonly messagingServiceSid: string }
}

/** `undefined`: the channel has no sender here. */
function address({ channel, to }: Outgoing, settings: Settings): Addressed | undefined {
  const { smsFrom, messagingServiceSid, whatsappFrom } = settings
  switch (channel) {
    case 'whatsapp':
      return whatsappFrom ? { to: `whatsapp:${to}`, sender: { from: `whatsapp:${whatsappFrom}` } } : undefined
    case 'sms':
      if (smsFrom) return { to, sender: { from: smsFrom } }
      return messagingServiceSid ? { to, sender: { messagingServiceSid } } : undefined
    case 'voice':
      return undefined
    default:
      return channel satisfies never
  }
}

/** A lone half of a surrogate pair cannot be sent. */
const bodyOf = (message: Outgoing) => message.text.toWellFormed()

export interface Sending {
  send(message: Outgoing): Promise<Outcome>
  find(message: Outgoing): Promise<Outcome | undefined>
}

export function createSending(settings: Settings, clocks: Contract['clocks']): Sending {
  let connected: Promise<Client> | undefined
  const client = () => {
    connected ??= connect(settings)
    return connected
  }

  const send = async (message: Outgoing): Promise<Outcome> => {
    const addressed = address(message, settings)
    if (!addressed) return failureOf('no-sender')
    const { messages } = await client()
    try {
      const { sid } = await messages.create({
        to: addressed.to,
        ...addressed.sender,
        body: bodyOf(message),
        statusCallback: `${settings.publicUrl}${STATUS_PATH}?id=${message.id}`,
      })
      return sid ? { outcome: 'done', providerId: sid } : { outcome: 'unknown', words: 'the answer names no message' }
    } catch (thrown) {
      return outcomeOf(thrown, clocks.wall())
    }
  }

  /** Wall time of the send. Where desk time was moved on since, it is too early, and more is looked at. */
  const sentAt = async ({ at }: Outgoing) => clocks.wall() - Math.max(0, (await clocks.desk()) - at)

  const find = async (message: Outgoing): Promise<Outcome | undefined> => {
    const addressed = address(message, settings)
    if (!addressed) return undefined
    const expected = await sentAt(message)
    const { messages } = await client()
    try {
      const listed = await messages.list({
        to: addressed.to,
        dateSentAfter: new Date(expected - CLOCK_MARGIN),
        limit: LOOK_AT_MOST,
        pageSize: LOOK_AT_MOST,
      })
      const away = (created: Date) => Math.abs(created.getTime() - expected)
      const [found] = listed
        .filter((candidate) => isFrom(candidate, addressed))
        .filter(({ body }) => body.trim() === bodyOf(message).trim())
        .sort((a, b) => away(a.dateCreated) - away(b.dateCreated))
      if (!found) return undefined
      const failed = found.status === 'failed' || found.status === 'undelivered' || found.status === 'canceled'
      return failed ? failureOf(String(found.errorCode || NO_REASON)) : { outcome: 'done', providerId: found.sid }
    } catch (thrown) {
      const outcome = outcomeOf(thrown, clocks.wall())
      // Not being able to ask says nothing about the message.
      return { outcome: 'unknown', words: `could not be looked up: ${outcome.words}` }
    }
  }

  return { send, find }
}

function isFrom(candidate: { from: string; messagingServiceSid: string | null }, { sender }: Addressed): boolean {
  return 'from' in sender
    ? candidate.from === sender.from
    : candidate.messagingServiceSid === sender.messagingServiceSid
}
