/** Sending through Twilio's Messages resource (DESIGN rule 6). */
import type { Contract, Gateway, Outcome, Outgoing } from '../gateway.ts'
import { addressOf } from './address.ts'
import { type Client, connect } from './client.ts'
import { bodyOf } from './content.ts'
import { failureOf } from './errors.ts'
import { findSent } from './find.ts'
import { outcomeOf } from './outcome.ts'
import type { Settings } from './settings.ts'
import { STATUS_PATH } from './webhooks.ts'

export interface Sending {
  send(message: Outgoing): Promise<Outcome>
  find: Gateway['find']
}

export function createSending(settings: Settings, clocks: Contract['clocks']): Sending {
  let connected: Promise<Client> | undefined
  const client = () => {
    connected ??= connect(settings)
    return connected
  }

  const send = async (message: Outgoing): Promise<Outcome> => {
    const addressed = addressOf(message, settings)
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

  const find: Sending['find'] = async (message, isAnothers) => {
    const addressed = addressOf(message, settings)
    return addressed ? findSent(await client(), message, addressed, clocks, isAnothers) : undefined
  }

  return { send, find }
}
