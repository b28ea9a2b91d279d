/**
 * THE TABLE of error codes, Twilio's and those of the network where the request never left: what a failure means for
 * the message, and in words for the operator (TWILIO.md, Sending: what a failure means). Twilio gives the same codes
 * with a refused request and with a failed status callback.
 */
import type { Outcome } from '../gateway.ts'

export type Failed = Extract<Outcome, { outcome: 'failed' }>

type FailureClass =
  | 'never-again'
  | 'opted-out'
  | 'wrong-content'
  | 'wrong-set-up'
  | 'stop-channel'
  | 'other-route'
  | 'try-again'
  | 'slow-down'
  | 'unreachable'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Consequence = Pick<Failed, 'retry' | 'suppress' | 'retryAfter'>

const CLASSES: Readonly<Record<FailureClass, Consequence>> = {
  'never-again': { retry: false, suppress: true },
  'opted-out': { retry: false, suppress: true },
  'wrong-content': { retry: false },
  'wrong-set-up': { retry: false },
  'stop-channel': { retry: false },
  'other-route': { retry: false },
  'try-again': { retry: true },
  'slow-down': { retry: true, retryAfter: MINUTE },
  unreachable: { retry: true },
}

type Row = readonly [code: string, is: FailureClass, words: string, more?: Consequence]

const ROWS: readonly Row[] = [
  ['21211', 'never-again', 'the number is not valid: correct it in the directory'],
  ['21614', 'never-again', 'the number is not a mobile number: correct it in the directory'],
  ['30005', 'never-again', 'the network does not know the number: correct it in the directory'],
  ['30006', 'never-again', 'a landline, or a network that cannot be reached: correct the number in the directory'],
  ['63003', 'never-again', 'the number is not on WhatsApp: use another channel for this person'],
  ['63024', 'never-again', 'WhatsApp does not accept this recipient: use another channel for this person'],

  ['21610', 'opted-out', 'the person opted out (STOP): nothing more is sent until they write START'],

  ['21602', 'wrong-content', 'the text is empty'],
  ['21617', 'wrong-content', 'the text is longer than 1600 characters'],
  ['30007', 'wrong-content', 'the network filtered the text: reword it, or register the sender'],
  ['63013', 'wrong-content', "the text breaks WhatsApp's policy: reword it"],
  ['63021', 'wrong-content', 'WhatsApp rejects or does not support this content'],

  ['20404', 'wrong-set-up', 'Twilio does not know this address: check TWILIO_ACCOUNT_SID and TWILIO_API_URL'],
  ['21408', 'wrong-set-up', "SMS to this country is switched off: allow it in Twilio's geo permissions"],
  ['21603', 'wrong-set-up', 'no sender: set TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM'],
  ['21604', 'wrong-set-up', 'no recipient: the person has no number in the directory'],
  ['21606', 'wrong-set-up', 'the sender is not ours or cannot send SMS: check TWILIO_SMS_FROM'],
  ['21609', 'wrong-set-up', 'Twilio cannot use PUBLIC_URL: it must be reachable from the internet'],
  ['21612', 'wrong-set-up', 'this sender cannot reach this number: another sender or gateway is needed'],
  ['21703', 'wrong-set-up', 'the messaging service has no sender: check TWILIO_MESSAGING_SERVICE_SID'],
  ['21910', 'wrong-set-up', 'sender and recipient are of different channels: check TWILIO_WHATSAPP_FROM'],
  ['30002', 'wrong-set-up', "the account is suspended: see Twilio's console"],
  ['30004', 'wrong-set-up', 'the message is blocked: the sender may not write to this number'],
  ['63007', 'wrong-set-up', 'Twilio has no such WhatsApp sender: check TWILIO_WHATSAPP_FROM'],
  ['no-sender', 'wrong-set-up', 'this channel has no Twilio sender: set TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM'],

  [
    '20003',
    'stop-channel',
    'Twilio refuses the credentials: check TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and its secret',
  ],

  ['30003', 'other-route', 'the phone is off or out of reach: use another channel'],
  ['63016', 'other-route', "outside WhatsApp's 24 hours: only a template may be sent"],

  ['20429', 'try-again', 'too many requests at once'],
  ['20500', 'try-again', 'Twilio has an internal error'],
  ['20503', 'try-again', 'Twilio is temporarily unavailable'],
  ['30008', 'try-again', 'the network gives no reason: try once more'],
  ['63010', 'try-again', 'WhatsApp has an internal error'],
  ['63012', 'try-again', 'WhatsApp is temporarily unavailable'],

  ['21611', 'slow-down', "the sender's queue is full", { retry: true, retryAfter: 10 * MINUTE }],
  ['30001', 'slow-down', "the sender's queue overflowed", { retry: true, retryAfter: 10 * MINUTE }],
  ['63017', 'slow-down', 'the account sends too fast'],
  ['63018', 'slow-down', 'the WhatsApp sender sends too fast or is at its limit of conversations'],
  ['63038', 'slow-down', "the account's messages of this day are used up", { retry: true, retryAfter: HOUR }],

  ['ECONNREFUSED', 'unreachable', 'the connection to Twilio is refused: check the network and TWILIO_API_URL'],
  ['ENOTFOUND', 'unreachable', "Twilio's name is not found: check the network and TWILIO_API_URL"],
  ['EAI_AGAIN', 'unreachable', 'names cannot be looked up: check the network'],
]

const TABLE: ReadonlyMap<string, { readonly is: FailureClass; readonly failed: Failed }> = new Map(
  ROWS.map(([code, is, words, more]) => [
    code,
    { is, failed: { outcome: 'failed', code, words, ...(more ?? CLASSES[is]) } },
  ]),
)

/** A code that is not in the table is the operator's: nothing is repeated that was not understood. */
export function failureOf(code: string): Failed {
  return (
    TABLE.get(code)?.failed ?? {
      outcome: 'failed',
      code,
      retry: false,
      words: /^\d+$/.test(code)
        ? `Twilio refuses: see twilio.com/docs/api/errors/${code}`
        : 'Twilio refuses and gives no code: check TWILIO_API_URL and what stands between',
    }
  )
}

/** `undefined`: the code is not in the table. */
export const classOf = (code: string): FailureClass | undefined => TABLE.get(code)?.is
