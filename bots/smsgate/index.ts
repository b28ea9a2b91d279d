/** SMS over a phone with a local SIM and the app SMS Gateway for Android (SMSGATE.md). */
import type { Contract, Gateway, GatewayKind } from '../gateway.ts'
import { check } from './check.ts'
import type { Answered } from './client.ts'
import { failureOf, knownFailure } from './errors.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createKeys } from './keys.ts'
import { createSending } from './send.ts'
import { readSettings, type Settings } from './settings.ts'
import { setup } from './setup.ts'
import { webhook } from './webhooks.ts'

const NAME = 'smsgate'
const REFUSED =
  'Ponsel SMS menolak kata sandi help desk: SMS tidak terkirim. Mohon periksa SMSGATE_USER dan SMSGATE_PASSWORD.'
const TAKEN_AGAIN = 'Ponsel SMS menerima kembali kata sandi help desk. SMS terkirim lagi.'

export const smsgate: GatewayKind = {
  name: NAME,
  channels: ['sms'],
  commands: [setup],
  configure: (environment) => {
    const read = readSettings(environment)
    return read.is === 'on' ? { is: 'on', create: (contract) => createSmsgate(read.settings, contract) } : read
  },
}

type State = ReturnType<Gateway['state']>

/** What an answer says about the phone gateway as a whole; `undefined`: nothing is wrong. */
function troubleOf(answered: Answered): State | undefined {
  if (answered.is === 'never-left') return { state: 'unreachable', words: failureOf(answered.code).words }
  const isRefused = answered.is === 'answer' && (answered.status === 401 || answered.status === 403)
  return isRefused ? { state: 'refused', words: failureOf(`HTTP ${answered.status}`).words } : undefined
}

export function createSmsgate(settings: Settings, contract: Contract): Gateway {
  const keys = createKeys(contract)
  const heartbeat = createHeartbeat(settings, contract)
  let trouble: State | undefined

  const tell = (telling: Promise<void>) =>
    void telling.catch(() => contract.log.warn({ gateway: NAME }, 'the admins could not be told'))

  /** Every message will fail while the credentials are refused: an error, once. A lost answer says nothing. */
  const noted = (answered: Answered) => {
    if (answered.is === 'lost') return
    const before = trouble?.state
    trouble = troubleOf(answered)
    if (trouble?.state === 'refused' && before !== 'refused') {
      contract.log.error({ gateway: NAME }, trouble.words ?? 'the phone gateway refuses the credentials')
      tell(contract.alarm('refused', REFUSED))
    }
    if (trouble === undefined && before === 'refused') tell(contract.allClear('refused', TAKEN_AGAIN))
  }

  const { hasFallenSilent } = heartbeat
  const { send, find } = createSending({ settings, contract, keys, noted, hasFallenSilent })
  return {
    name: NAME,
    channels: ['sms'],
    routes: [webhook({ settings, contract, keys, heartbeat })],
    idempotent: true,
    send,
    find,
    state: () => trouble ?? heartbeat.state(),
    explain: knownFailure,
    check: () => check(settings),
    watch: heartbeat.watch,
    start: heartbeat.start,
    stop: heartbeat.stop,
  }
}
