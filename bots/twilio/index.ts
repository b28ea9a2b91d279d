/**
 * Twilio: SMS, WhatsApp Business and calls; inbound messages, calls and status callbacks by webhook, sending by its REST
 * API (TWILIO.md).
 */
import type { Contract, Gateway, GatewayKind, OfficeSays } from '../gateway.ts'
import { callingWebhook } from './calling.ts'
import { check } from './check.ts'
import { explain } from './errors.ts'
import { watchHealth } from './health.ts'
import { createMediaFetching } from './media.ts'
import { createReconcile } from './reconcile.ts'
import { createSending } from './send.ts'
import { channelsOf, ownLines, readSettings, type Settings } from './settings.ts'
import { voiceWebhooks } from './voice.ts'
import { webhooks } from './webhooks.ts'

export const twilio: GatewayKind = {
  name: 'twilio',
  channels: ['whatsapp', 'sms', 'voice'],
  configure: (environment, office) => {
    const read = readSettings(environment)
    return read.is === 'on' ? { is: 'on', create: (contract) => createTwilio(read.settings, contract, office) } : read
  },
}

export function createTwilio(settings: Settings, contract: Contract, office: OfficeSays = { templates: {} }): Gateway {
  const sending = createSending(settings, office.templates, contract.clocks)
  const health = watchHealth(contract)
  const reconcile = createReconcile(settings, contract, health)
  const media = createMediaFetching(settings, contract.clocks.wall)
  return {
    name: 'twilio',
    channels: channelsOf(settings),
    routes: [
      ...webhooks(settings, contract, sending, health),
      ...voiceWebhooks(settings, contract),
      callingWebhook(settings, contract),
    ],
    send: async (message) => {
      const outcome = await sending.send(message)
      health.noteSent(message.channel, outcome)
      return outcome
    },
    find: sending.find,
    explain,
    state: health.state,
    own: async () => ownLines(settings),
    fetch: media.fetch,
    check: () => check(settings, office.templates, contract.clocks),
    start: async () => reconcile.start(),
    stop: async () => {
      media.stop()
      await reconcile.stop()
    },
  }
}
