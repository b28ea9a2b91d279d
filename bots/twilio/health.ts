/** What outcomes say of the gateway as a whole, and the alarms when the account or a sender is refused. */
import type { Channel } from '../../src/desk/ticket.ts'
import type { Contract, Gateway, Outcome, ReceiptStatus } from '../gateway.ts'
import { classOf } from './errors.ts'
import { watchSetUp } from './set-up.ts'

type State = ReturnType<Gateway['state']>

const ALARM = 'account'
const REFUSED =
  'Twilio menolak akun atau kredensial sejak saat ini, sehingga SMS dan WhatsApp lewat Twilio belum terkirim. ' +
  'Mohon periksa TWILIO_AUTH_TOKEN, atau TWILIO_API_KEY dan rahasianya, serta status akun di konsol Twilio.'
const ACCEPTED = 'Twilio menerima pesan kembali.'

/** `undefined`: nothing. */
function stateAfter(outcome: Outcome): State | undefined {
  if (outcome.outcome !== 'failed') return undefined
  const is = classOf(outcome.code)
  if (is === 'stop-channel') return { state: 'refused', words: outcome.words }
  return is === 'unreachable' ? { state: 'unreachable', words: outcome.words } : undefined
}

export interface Health {
  note(outcome: Outcome): void
  /** The same, of a message that was sent. */
  noteSent(channel: Channel, outcome: Outcome): void
  /** What became of a message later. */
  noteReceipt(channel: Channel, status: ReceiptStatus, code: string | undefined): void
  /** Twilio answers, and accepts who asks. */
  well(): void
  state(): State
}

export function watchHealth(contract: Contract): Health {
  const { alarm, allClear, log } = contract
  const setUp = watchSetUp(contract)
  let state: State = { state: 'ready' }
  /** An alarm may stand from before this process. */
  let mayBeAlarmed = true

  const tell = (telling: Promise<void>) =>
    void telling.catch(() => log.warn({ gateway: 'twilio', alarm: ALARM }, 'the alarm could not be told'))

  const well = () => {
    state = { state: 'ready' }
    if (!mayBeAlarmed) return
    mayBeAlarmed = false
    tell(allClear(ALARM, ACCEPTED))
  }

  const note = (outcome: Outcome) => {
    if (outcome.outcome === 'done') return well()
    state = stateAfter(outcome) ?? state
    if (outcome.outcome !== 'failed' || classOf(outcome.code) !== 'stop-channel') return
    // Each time: people are told once, but perhaps they could not be told before.
    mayBeAlarmed = true
    tell(alarm(ALARM, REFUSED))
  }

  return {
    state: () => state,
    well,
    note,
    noteSent(channel, outcome) {
      note(outcome)
      if (outcome.outcome === 'done') setUp.went(channel, 'taken')
      if (outcome.outcome === 'failed') setUp.failed(channel, outcome.code, 'refused')
    },
    noteReceipt(channel, status, code) {
      if (status === 'delivered' || status === 'read') setUp.went(channel, 'delivered')
      if (status === 'failed' && code !== undefined) setUp.failed(channel, code, 'told')
    },
  }
}
