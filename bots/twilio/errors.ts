/**
 * THE TABLE of error codes, Twilio's and those of the network: what a failure means for the message, and in words for
 * the operator (TWILIO.md, Sending: what a failure means). Twilio gives the same codes with a refused request and with a
 * failed status callback.
 */
import type { Outcome } from '../gateway.ts'

export type Failed = Extract<Outcome, { outcome: 'failed' }>
export type Unknown = Extract<Outcome, { outcome: 'unknown' }>

type FailureClass =
  | 'never-again'
  | 'opted-out'
  | 'wrong-content'
  | 'wrong-set-up'
  | 'stop-channel'
  | 'window-closed'
  | 'other-route'
  | 'try-again'
  | 'try-once-more'
  | 'slow-down'
  | 'unreachable'
  | 'unknown'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Consequence extends Pick<Failed, 'retry' | 'suppress' | 'retryAfter' | 'closesWindow'> {
  /** Who sends nothing more until `retryAfter` is over: that sender, or all senders of the account. */
  readonly pauses?: 'sender' | 'account'
}

/** `unknown` may have been taken: it is looked up before any second send, and never repeated blindly. */
const CLASSES: Readonly<Record<FailureClass, Consequence>> = {
  'never-again': { retry: false, suppress: 'unreachable' },
  'opted-out': { retry: false, suppress: 'opted-out' },
  'wrong-content': { retry: false },
  'wrong-set-up': { retry: false },
  'stop-channel': { retry: true, retryAfter: 5 * MINUTE, pauses: 'account' },
  'window-closed': { retry: false, closesWindow: true },
  'other-route': { retry: false },
  'try-again': { retry: true },
  'try-once-more': { retry: 'once' },
  'slow-down': { retry: true, retryAfter: MINUTE, pauses: 'sender' },
  unreachable: { retry: true },
  unknown: { retry: false },
}

type Row = readonly [code: string, is: FailureClass, words: string, more?: Partial<Consequence>]

const IN_TEMPLATES = 'compare `templates` of desk.yaml with the template in Twilio'
const UNTRUSTED = "Twilio's certificate is not to be trusted here: check this machine's clock and TWILIO_API_URL"

const ROWS: readonly Row[] = [
  ['21211', 'never-again', 'the number is not valid: correct it in the directory'],
  ['21614', 'never-again', 'the number is not a mobile number: correct it in the directory'],
  ['21635', 'never-again', 'the number is a landline: correct it in the directory'],
  ['30005', 'never-again', 'the network does not know the number: correct it in the directory'],
  ['30006', 'never-again', 'a landline, or a network that cannot be reached: correct the number in the directory'],
  ['63003', 'never-again', 'the number is not on WhatsApp: use another channel for this person'],
  ['63024', 'never-again', 'WhatsApp does not accept this recipient: use another channel for this person'],

  ['21610', 'opted-out', 'the person opted out (STOP): nothing more is sent until they write START'],

  ['21602', 'wrong-content', 'the text is empty'],
  ['21617', 'wrong-content', 'the text is longer than 1600 characters'],
  ['30007', 'wrong-content', 'the network filtered the text: reword it, or register the sender'],
  ['63005', 'wrong-content', 'WhatsApp rejects this content'],
  ['63013', 'wrong-content', "the text breaks WhatsApp's policy: reword it"],
  ['63021', 'wrong-content', 'WhatsApp rejects or does not support this content'],

  ['20404', 'wrong-set-up', 'Twilio does not know this address: check TWILIO_ACCOUNT_SID and TWILIO_API_URL'],
  ['21408', 'wrong-set-up', "SMS to this country is switched off: allow it in Twilio's geo permissions"],
  ['21603', 'wrong-set-up', 'no sender: set TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM'],
  ['21604', 'wrong-set-up', 'no recipient: the person has no number in the directory'],
  ['21606', 'wrong-set-up', 'the sender is not ours or cannot send SMS: check TWILIO_SMS_FROM'],
  ['21608', 'wrong-set-up', "a trial account reaches verified numbers alone: verify the number in Twilio's console"],
  ['21609', 'wrong-set-up', 'Twilio cannot use PUBLIC_URL: it must be reachable from the internet'],
  ['21612', 'wrong-set-up', 'this sender cannot reach this number: another sender or gateway is needed'],
  ['21655', 'wrong-set-up', `Twilio has no such template: ${IN_TEMPLATES}`],
  ['21656', 'wrong-set-up', `the variables do not fit the template: ${IN_TEMPLATES}`],
  ['21658', 'wrong-set-up', `a variable is too long for the template: ${IN_TEMPLATES}`],
  ['21703', 'wrong-set-up', 'the messaging service has no sender: check TWILIO_MESSAGING_SERVICE_SID'],
  ['21704', 'wrong-set-up', 'the messaging service has no sender: check TWILIO_MESSAGING_SERVICE_SID'],
  ['21910', 'wrong-set-up', 'sender and recipient are of different channels: check TWILIO_WHATSAPP_FROM'],
  ['30004', 'wrong-set-up', 'the message is blocked: the sender may not write to this number'],
  ['63007', 'wrong-set-up', 'Twilio has no such WhatsApp sender: check TWILIO_WHATSAPP_FROM'],
  ['63015', 'wrong-set-up', "the sandbox reaches only who has joined it: use the office's own WhatsApp sender"],
  ['63027', 'wrong-set-up', `WhatsApp has no such template in this language: ${IN_TEMPLATES}`],
  ['63028', 'wrong-set-up', `the number of variables does not fit the template: ${IN_TEMPLATES}`],
  ['63040', 'wrong-set-up', 'WhatsApp has rejected the template: reword it and hand it in again'],
  ['63041', 'wrong-set-up', 'WhatsApp has paused the template, because people complained of it'],
  ['63042', 'wrong-set-up', 'WhatsApp has switched the template off: make another one'],
  ['no-sender', 'wrong-set-up', 'this channel has no Twilio sender: set TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM'],

  [
    '20003',
    'stop-channel',
    'Twilio refuses the credentials: check TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and its secret',
  ],
  ['20005', 'stop-channel', "the account is not active: see Twilio's console"],
  ['30002', 'stop-channel', "the account is suspended: see Twilio's console"],

  ['no-template', 'other-route', "outside WhatsApp's 24 hours: fill templates.default in desk.yaml"],
  ['63016', 'window-closed', "outside WhatsApp's 24 hours: only a template may be sent"],

  ['30003', 'other-route', 'the phone is off or out of reach: use another channel'],
  ['30036', 'other-route', "it waited too long in the sender's queue"],
  ['63032', 'other-route', 'WhatsApp does not let this message through to this person'],
  ['63049', 'other-route', 'WhatsApp takes the template for marketing: hand it in again as a utility template'],

  ['no-answer', 'other-route', 'nobody answered the call'],
  ['busy', 'other-route', 'the line was busy'],
  ['no-key', 'other-route', 'the call was answered and no key was pressed'],
  ['call-failed', 'other-route', 'the call did not come through'],

  ['20500', 'try-again', 'Twilio has an internal error'],
  ['20503', 'try-again', 'Twilio is temporarily unavailable'],
  ['63009', 'try-again', 'WhatsApp is temporarily unavailable'],
  ['63010', 'try-again', 'WhatsApp has an internal error'],
  ['63012', 'try-again', 'WhatsApp is temporarily unavailable'],
  ['30008', 'try-once-more', 'the network gives no reason: try once more'],

  ['20429', 'try-again', 'too many requests at once', { pauses: 'account' }],
  ['21611', 'slow-down', "the sender's queue is full", { retryAfter: 10 * MINUTE }],
  ['30001', 'slow-down', "the sender's queue overflowed", { retryAfter: 10 * MINUTE }],
  ['63017', 'slow-down', 'the account sends too fast', { pauses: 'account' }],
  ['63018', 'slow-down', 'the WhatsApp sender sends too fast or is at its limit of conversations'],
  ['63038', 'slow-down', "the account's messages of this day are used up", { retryAfter: HOUR, pauses: 'account' }],

  ['ECONNREFUSED', 'unreachable', 'the connection to Twilio is refused: check the network and TWILIO_API_URL'],
  ['ENOTFOUND', 'unreachable', "Twilio's name is not found: check the network and TWILIO_API_URL"],
  ['EAI_AGAIN', 'unreachable', 'names cannot be looked up: check the network'],
  // A certificate is looked at before the request: nothing was sent.
  ...[
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ].map((code): Row => [code, 'unreachable', UNTRUSTED]),

  ['ECONNABORTED', 'unknown', 'no answer in time'],
  ['ERR_CANCELED', 'unknown', 'no answer in time'],
  ['ETIMEDOUT', 'unknown', 'no answer in time'],
  ['ECONNRESET', 'unknown', 'the connection broke (ECONNRESET)'],
  ['EPROTO', 'unknown', 'the secure connection broke (EPROTO)'],
]

interface Meaning extends Consequence {
  readonly is: FailureClass
  readonly words: string
}

const TABLE: ReadonlyMap<string, Meaning> = new Map(
  ROWS.map(([code, is, words, more]) => [code, { is, words, ...CLASSES[is], ...more }]),
)

/** A code that is not in the table is the operator's: nothing is repeated that was not understood. */
export function failureOf(code: string): Failed {
  const meaning = TABLE.get(code)
  if (!meaning) {
    const words = /^\d+$/.test(code)
      ? `Twilio refuses: see twilio.com/docs/api/errors/${code}`
      : 'Twilio refuses and gives no code: check TWILIO_API_URL and what stands between'
    return { outcome: 'failed', code, retry: false, words }
  }
  const { is: _is, pauses: _pauses, ...rest } = meaning
  return { outcome: 'failed', code, ...rest }
}

/** Of a code that may be another gateway's. */
export const explain = (code: string): Failed | undefined =>
  TABLE.has(code) || /^\d+$/.test(code) ? failureOf(code) : undefined

/** The same, of a request whose outcome may be unknown. */
export function outcomeOfCode(code: string): Failed | Unknown {
  const meaning = TABLE.get(code)
  return meaning?.is === 'unknown' ? { outcome: 'unknown', words: meaning.words } : failureOf(code)
}

/** `undefined`: the code is not in the table. */
export const classOf = (code: string): FailureClass | undefined => TABLE.get(code)?.is

/** Content or set-up that only people can mend. */
export const isForPeople = (code: string): boolean => {
  const is = classOf(code)
  return is === 'wrong-content' || is === 'wrong-set-up'
}

/** Who has to slow down after this code. */
export const pausedBy = (code: string): Consequence['pauses'] => TABLE.get(code)?.pauses
