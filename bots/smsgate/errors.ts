/**
 * THE TABLE of what can go wrong: what the phone gateway answers (409 is no failure: the message is there), the network
 * on the way to it, and what the phone tells of a message that failed (reasons.ts). Each means something for the
 * message, and has words for the operator.
 */
import type { Outcome } from '../gateway.ts'

export type Failed = Extract<Outcome, { outcome: 'failed' }>

type FailureClass =
  | 'never-again'
  | 'wrong-content'
  | 'wrong-set-up'
  | 'refused'
  | 'other-route'
  | 'try-again'
  | 'try-once-more'
  | 'slow-down'
  | 'unreachable'

const MINUTE = 60_000

const CLASSES: Readonly<Record<FailureClass, Pick<Failed, 'retry' | 'suppress' | 'retryAfter'>>> = {
  'never-again': { retry: false, suppress: 'unreachable' },
  'wrong-content': { retry: false },
  'wrong-set-up': { retry: false },
  // Every message would fail: they wait until somebody has mended it.
  refused: { retry: true, retryAfter: MINUTE },
  'other-route': { retry: false },
  'try-again': { retry: true },
  'try-once-more': { retry: 'once' },
  'slow-down': { retry: true, retryAfter: MINUTE },
  unreachable: { retry: true },
}

type Row = readonly [code: string, is: FailureClass, words: string]

const CREDENTIALS = 'the phone gateway refuses the credentials: check SMSGATE_USER and SMSGATE_PASSWORD'
const ADDRESS = 'check SMSGATE_URL'
const CERTIFICATE = `the phone gateway's certificate is not trusted: mend it, or name its authority in NODE_EXTRA_CA_CERTS`
const SIGNAL = 'the phone has no network: check its signal and its SIM'
const RADIO = "the phone's radio is off: switch flight mode off"
const MODEM = "the phone's modem failed: start the phone again when it happens often"
const SIM = 'the phone finds no such SIM: check the card and SMSGATE_SIM'
const SMSC = "the number of the SIM's message centre is wrong: set it in the phone"
const NETWORK_REFUSES = 'the network refuses the message: check the SIM with its operator'

const ROWS: readonly Row[] = [
  // Ours.
  ['wrong-channel', 'wrong-set-up', 'the phone carries SMS only'],
  ['not-a-number', 'never-again', 'no telephone can be answered there: it is a short code or the name of a sender'],
  ['silent', 'try-again', 'nothing is heard of the phone: another way is tried first'],
  ['no-key', 'try-again', 'the message could not be given a name: is the database there?'],

  // The gateway's answers.
  ['wrong-number', 'never-again', 'the phone gateway does not take the number: correct it in the directory'],
  ['HTTP 400', 'wrong-set-up', 'the phone gateway does not take the request: check SMSGATE_DEVICE and SMSGATE_SIM'],
  ['HTTP 401', 'refused', CREDENTIALS],
  ['HTTP 403', 'refused', CREDENTIALS],
  ['HTTP 404', 'wrong-set-up', `the phone gateway does not know this address: ${ADDRESS}`],
  ['HTTP 405', 'wrong-set-up', `the phone gateway does not know this address: ${ADDRESS}`],
  ['HTTP 413', 'wrong-content', 'the text is too long for the phone gateway'],
  ['HTTP 429', 'slow-down', 'too many messages at once'],
  ['HTTP 503', 'slow-down', "the phone's queue is full: is it online?"],

  // The network, where the request never left.
  ['ECONNREFUSED', 'unreachable', `the phone gateway refuses the connection: is it running? ${ADDRESS}`],
  ['ENOTFOUND', 'unreachable', `the phone gateway's name is not found: ${ADDRESS} and the network`],
  ['EAI_AGAIN', 'unreachable', 'names cannot be looked up: check the network'],
  ['EHOSTUNREACH', 'unreachable', `there is no way to the phone gateway: ${ADDRESS} and the network`],
  ['ENETUNREACH', 'unreachable', 'there is no network: check it'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable', `the phone gateway does not answer: is it on? ${ADDRESS}`],
  ['CERT_HAS_EXPIRED', 'unreachable', CERTIFICATE],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', CERTIFICATE],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unreachable', CERTIFICATE],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unreachable', CERTIFICATE],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', CERTIFICATE],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', CERTIFICATE],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'unreachable', 'the phone gateway speaks http and not https: check SMSGATE_URL'],

  // The phone's reasons.
  ['expired', 'other-route', 'the phone could not send it in time, and it is worth nothing later'],
  ['cancelled', 'other-route', 'somebody cancelled it at the phone gateway'],
  ['no-sim', 'wrong-set-up', SIM],
  ['no-permission', 'wrong-set-up', 'the app may not send SMS: allow it in the settings of the phone'],
  ['smsc-permanent', 'other-route', 'the network could not deliver it: the telephone cannot be reached by SMS'],
  ['smsc-temporary', 'try-again', 'the network could not deliver it now: the telephone is off or out of reach'],
  ['no-reason', 'try-once-more', "the phone gives no known reason: see the app's log"],
  [
    'RESULT_ERROR_GENERIC_FAILURE',
    'try-again',
    "the SIM could not send: check its credit, and the phone's signal and SIM",
  ],
  ['RESULT_ERROR_NO_SERVICE', 'try-again', SIGNAL],
  ['RESULT_NETWORK_ERROR', 'try-again', SIGNAL],
  ['RESULT_RIL_NETWORK_ERR', 'try-again', SIGNAL],
  ['RESULT_RIL_NETWORK_NOT_READY', 'try-again', SIGNAL],
  ['RESULT_ERROR_RADIO_OFF', 'try-again', RADIO],
  ['RESULT_RADIO_NOT_AVAILABLE', 'try-again', RADIO],
  ['RESULT_RIL_RADIO_NOT_AVAILABLE', 'try-again', RADIO],
  ['RESULT_MODEM_ERROR', 'try-again', MODEM],
  ['RESULT_RIL_MODEM_ERR', 'try-again', MODEM],
  ['RESULT_RIL_SMS_SEND_FAIL_RETRY', 'try-again', MODEM],
  ['RESULT_RIL_GENERIC_ERROR', 'try-again', MODEM],
  ['RESULT_SYSTEM_ERROR', 'try-again', MODEM],
  ['RESULT_INTERNAL_ERROR', 'try-again', MODEM],
  ['RESULT_ERROR_LIMIT_EXCEEDED', 'slow-down', "the phone's own limit of SMS is reached: raise it, or send less"],
  ['RESULT_RIL_REQUEST_RATE_LIMITED', 'slow-down', "the phone's own limit of SMS is reached: raise it, or send less"],
  ['RESULT_NETWORK_REJECT', 'other-route', NETWORK_REFUSES],
  ['RESULT_RIL_NETWORK_REJECT', 'other-route', NETWORK_REFUSES],
  ['RESULT_RIL_ACCESS_BARRED', 'other-route', NETWORK_REFUSES],
  ['RESULT_NO_DEFAULT_SMS_APP', 'wrong-set-up', 'choose an SMS app and a SIM in the phone, or set SMSGATE_SIM'],
  ['RESULT_RIL_SIM_ABSENT', 'wrong-set-up', SIM],
  [
    'RESULT_ERROR_FDN_CHECK_FAILURE',
    'wrong-set-up',
    'the SIM may call fixed numbers only: switch that off in the phone',
  ],
  ['RESULT_INVALID_SMSC_ADDRESS', 'wrong-set-up', SMSC],
  ['RESULT_RIL_INVALID_SMSC_ADDRESS', 'wrong-set-up', SMSC],
  ['RESULT_UNEXPECTED_EVENT_STOP_SENDING', 'wrong-set-up', 'the phone asks before it sends: allow it always'],
  ['RESULT_ERROR_NULL_PDU', 'wrong-content', 'the phone cannot make an SMS of the text'],
  ['RESULT_ENCODING_ERROR', 'wrong-content', 'the phone cannot make an SMS of the text'],
]

interface Entry {
  readonly is: FailureClass
  readonly failed: Failed
}

const TABLE: ReadonlyMap<string, Entry> = new Map(
  ROWS.map(([code, is, words]) => [code, { is, failed: { outcome: 'failed', code, words, ...CLASSES[is] } }]),
)

/** `undefined`: the code is not in the table. */
export const knownFailure = (code: string): Failed | undefined => TABLE.get(code)?.failed

/** Whether nothing can have arrived at the phone gateway when the network says so. */
export const isUnreachable = (code: string): boolean => TABLE.get(code)?.is === 'unreachable'

/** A code that is not in the table is the operator's: nothing is repeated that was not understood. */
export function failureOf(code: string): Failed {
  const words = code.startsWith('RESULT_')
    ? "the phone could not send it: see the code in Android's documentation"
    : `the phone gateway answers as it should not: ${ADDRESS} and what stands between`
  return knownFailure(code) ?? { outcome: 'failed', code, retry: false, words }
}
