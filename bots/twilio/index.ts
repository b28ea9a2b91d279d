/**
 * Twilio: SMS, WhatsApp Business and calls; inbound messages, calls and status callbacks by webhook, sending by its REST
 * API (TWILIO.md).
 */
import type { Contract, Gateway, GatewayKind, Outcome } from '../gateway.ts'
import { check } from './check.ts'
import { classOf } from './errors.ts'
import { createMediaFetching } from './media.ts'
import { createSending } from './send.ts'
import { channelsOf, readSettings, type Settings } from './settings.ts'
import { voiceWebhooks } from './voice.ts'
import { webhooks } from './webhooks.ts'

export const twilio: GatewayKind = {
  name: 'twilio',
  channels: ['whatsapp', 'sms', 'voice'],
  configure: (environment) => {
    const read = readSettings(environment)
    return read.is === 'on' ? { is: 'on', create: (contract) => createTwilio(read.settings, contract) } : read
  },
}

type State = ReturnType<Gateway['state']>

/** What an outcome says about the gateway as a whole; `undefined`: nothing. */
function stateAfter(outcome: Outcome): State | undefined {
  if (outcome.outcome === 'done') return { state: 'ready' }
  if (outcome.outcome === 'unknown') return undefined
  const is = classOf(outcome.code)
  if (is === 'stop-channel') return { state: 'refused', words: outcome.words }
  return is === 'unreachable' ? { state: 'unreachable', words: outcome.words } : undefined
}

export function createTwilio(settings: Settings, contract: Contract): Gateway {
  const { send, find } = createSending(settings, contract.clocks)
  const media = createMediaFetching(settings)
  let state: State = { state: 'ready' }

  /** Every message will fail while the credentials are refused: an alarm, once. */
  const noting = (outcome: Outcome): Outcome => {
    const before = state.state
    state = stateAfter(outcome) ?? state
    if (state.state === 'refused' && before !== 'refused')
      contract.log.error({ gateway: 'twilio' }, state.words ?? 'Twilio refuses the credentials')
    return outcome
  }

  return {
    name: 'twilio',
    channels: channelsOf(settings),
    routes: [...webhooks(settings, contract), ...voiceWebhooks(settings, contract)],
    send: async (message) => noting(await send(message)),
    find,
    state: () => state,
    fetch: media.fetch,
    check: () => check(settings, contract.clocks),
    stop: async () => media.stop(),
  }
}
