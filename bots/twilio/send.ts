/** Sending through Twilio's Messages resource (DESIGN rule 6). */
import type { Channel } from '../../src/desk/ticket.ts'
import type { Contract, Gateway, OfficeSays, Outcome, Outgoing } from '../gateway.ts'
import { addressOf, senderOf } from './address.ts'
import { call, findCall } from './calling.ts'
import { type Client, connect } from './client.ts'
import { contentOf } from './content.ts'
import { createDocuments, wordsAlone } from './documents.ts'
import { type Failed, failureOf, pausedBy } from './errors.ts'
import { findSent } from './find.ts'
import { outcomeOf } from './outcome.ts'
import { createPacing } from './pacing.ts'
import type { Settings } from './settings.ts'
import { STATUS_PATH } from './webhooks.ts'

/**
 * After so many seconds in Twilio's queue an urgent SMS is dropped instead of sent: it counts minutes, and late it says
 * what is no longer so; dropped in time it takes the person's next channel.
 */
const URGENT_WORTH = 15 * 60

export interface Sending {
  send(message: Outgoing): Promise<Outcome>
  find: Gateway['find']
  /** A callback tells the code of something that was sent before: heard by the process that takes it. */
  failedLater(channel: Channel, code: string): void
}

export function createSending(
  settings: Settings,
  templates: OfficeSays['templates'],
  clocks: Contract['clocks'],
): Sending {
  let connected: Promise<Client> | undefined
  const pacing = createPacing(() => clocks.wall())
  const client = () => {
    connected ??= connect(settings)
    return connected
  }

  const documents = createDocuments(async ({ channel, to }, link) => {
    const addressed = addressOf({ channel, to }, settings)
    if (!addressed) throw new Error('no sender')
    const { messages } = await client()
    await messages.create({ to: addressed.to, ...addressed.sender, mediaUrl: [link] })
    pacing.went(senderOf(addressed))
  })

  const send = async (message: Outgoing): Promise<Outcome> => {
    if (message.channel === 'voice') return dial(message)
    const addressed = addressOf(message, settings)
    if (!addressed) return failureOf('no-sender')
    const sender = senderOf(addressed)
    const planned = contentOf(documents.worded(message), templates)
    if ('outcome' in planned) return planned
    const turn = pacing.turn(message, sender, 'body' in planned ? planned.body : '')
    if (!turn.may) return { outcome: 'later', after: turn.after, words: turn.words }
    const { messages } = await client()
    const outcome = await attempt(async () => {
      const content = contentOf(await documents.sendAhead(message), templates)
      if ('outcome' in content) return content
      const { sid } = await messages.create({
        to: addressed.to,
        ...addressed.sender,
        ...content,
        ...(message.urgent && message.channel === 'sms' ? { validityPeriod: URGENT_WORTH } : {}),
        statusCallback: `${settings.publicUrl}${STATUS_PATH}?id=${message.id}`,
      })
      pacing.went(sender)
      return sid ? { outcome: 'done', providerId: sid } : { outcome: 'unknown', words: 'the answer names no message' }
    })
    if (outcome.outcome === 'failed') slowDown(outcome, sender)
    return outcome
  }

  /** The account's pauses hold for calls as well. */
  const dial = async (message: Outgoing): Promise<Outcome> => {
    const sender = settings.smsFrom ?? ''
    const turn = pacing.turn(message, sender, '')
    if (!turn.may) return { outcome: 'later', after: turn.after, words: turn.words }
    const outcome = await attempt(async () => call(await client(), wordsAlone(message), settings))
    if (outcome.outcome === 'failed') slowDown(outcome, sender)
    return outcome
  }

  const attempt = (ask: () => Promise<Outcome>): Promise<Outcome> =>
    ask().catch((thrown: unknown) => outcomeOf(thrown, clocks.wall()))

  /** A sender that was told to slow down does so for all its messages. */
  const slowDown = ({ code, retryAfter, words }: Failed, sender: string) => {
    const whose = pausedBy(code)
    if (whose) pacing.pause(whose === 'account' ? 'account' : sender, retryAfter, words)
  }

  const find: Sending['find'] = async (message, isAnothers) => {
    if (message.channel === 'voice') return findCall(await client(), message, settings, clocks, isAnothers)
    const addressed = addressOf(message, settings)
    return addressed ? findSent(await client(), message, { addressed, templates, clocks, isAnothers }) : undefined
  }

  const failedLater: Sending['failedLater'] = (channel, code) => {
    const addressed = addressOf({ channel, to: '' }, settings)
    if (addressed) slowDown(failureOf(code), senderOf(addressed))
  }

  return { send, find, failedLater }
}
