/** The gateway's own environment keys (DESIGN section 6), read or refused with one clear line a problem. */
import type { Channel } from '../../src/desk/ticket.ts'
import type { Environment, OwnLine } from '../gateway.ts'

export interface Settings {
  readonly accountSid: string
  /** Webhooks are accepted under any of these: the current token, and the next one while it is being changed. */
  readonly authTokens: readonly [string, ...string[]]
  /** What the REST API is asked with: an API key, else the account and its token. */
  readonly user: string
  readonly password: string
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly apiUrl?: string
  readonly smsFrom?: string
  readonly messagingServiceSid?: string
  /** +E.164, without `whatsapp:`. */
  readonly whatsappFrom?: string
  /** Milliseconds until an answer counts as lost. */
  readonly timeout: number
  /** Milliseconds within which an attachment is fetched, redirects and all. */
  readonly fetchWithin: number
}

export type SettingsRead =
  | { readonly is: 'off' }
  | { readonly is: 'on'; readonly settings: Settings }
  | { readonly is: 'wrong'; readonly problems: readonly string[] }

const ANSWER_WITHIN = 15_000
const FETCH_WITHIN = 30_000

const KEYS = [
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_AUTH_TOKEN_NEXT',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_SMS_FROM',
  'TWILIO_WHATSAPP_FROM',
  'TWILIO_MESSAGING_SERVICE_SID',
  'TWILIO_API_URL',
] as const

type Key = (typeof KEYS)[number] | 'PUBLIC_URL'

interface Shape {
  readonly fits: (value: string) => boolean
  readonly expected: string
}

const like = (pattern: RegExp, expected: string): Shape => ({ fits: (value) => pattern.test(value), expected })

function isBaseAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && !/[?#\s]/.test(value)
}

const BASE_ADDRESS: Shape = { fits: isBaseAddress, expected: 'an http or https URL without query' }
const NO_BLANKS = like(/^\S+$/, 'one word without blanks')

const SHAPES: Readonly<Record<Key, Shape>> = {
  TWILIO_ACCOUNT_SID: like(/^AC[0-9a-f]{32}$/i, 'AC and 32 hexadecimal digits'),
  TWILIO_AUTH_TOKEN: NO_BLANKS,
  TWILIO_AUTH_TOKEN_NEXT: NO_BLANKS,
  TWILIO_API_KEY: like(/^SK[0-9a-f]{32}$/i, 'SK and 32 hexadecimal digits'),
  TWILIO_API_SECRET: NO_BLANKS,
  TWILIO_SMS_FROM: like(/^\+[1-9]\d{6,14}$/, 'a number such as +6281100000001'),
  TWILIO_WHATSAPP_FROM: like(
    /^(?:whatsapp:)?\+[1-9]\d{6,14}$/,
    'a number such as +6281100000001, `whatsapp:` before it or not',
  ),
  TWILIO_MESSAGING_SERVICE_SID: like(/^MG[0-9a-f]{32}$/i, 'MG and 32 hexadecimal digits'),
  TWILIO_API_URL: BASE_ADDRESS,
  PUBLIC_URL: BASE_ADDRESS,
}

const trimSlash = (url: string) => url.replace(/\/+$/, '')

/** Never repeats a value: it may be a secret. */
export function readSettings(environment: Environment): SettingsRead {
  const given = (key: Key) => environment[key]?.trim() || undefined
  if (KEYS.every((key) => given(key) === undefined)) return { is: 'off' }

  const problems = [...KEYS, 'PUBLIC_URL' as const].flatMap((key) => {
    const value = given(key)
    return value === undefined || SHAPES[key].fits(value) ? [] : [`${key}: expected ${SHAPES[key].expected}`]
  })
  const required = (key: Key, why: string): string => {
    const value = given(key)
    if (value === undefined) problems.push(`${key}: missing, expected ${SHAPES[key].expected}; ${why}`)
    return value ?? ''
  }

  const accountSid = required('TWILIO_ACCOUNT_SID', 'it names the account')
  const token = required('TWILIO_AUTH_TOKEN', 'webhooks are signed with it, also where an API key is used')
  const publicUrl = required('PUBLIC_URL', 'signatures of webhooks are checked against it')
  const apiKey = given('TWILIO_API_KEY')
  const apiSecret = given('TWILIO_API_SECRET')
  if (apiKey && !apiSecret) problems.push('TWILIO_API_SECRET: missing, expected the secret of TWILIO_API_KEY')
  if (apiSecret && !apiKey) problems.push('TWILIO_API_KEY: missing, expected the key that TWILIO_API_SECRET belongs to')
  const smsFrom = given('TWILIO_SMS_FROM')
  const messagingServiceSid = given('TWILIO_MESSAGING_SERVICE_SID')
  const whatsappFrom = given('TWILIO_WHATSAPP_FROM')?.replace(/^whatsapp:/, '')
  if (!smsFrom && !messagingServiceSid && !whatsappFrom)
    problems.push(
      'TWILIO_SMS_FROM: no sender, expected at least one of TWILIO_SMS_FROM, TWILIO_MESSAGING_SERVICE_SID, TWILIO_WHATSAPP_FROM',
    )
  if (problems.length > 0) return { is: 'wrong', problems }

  const next = given('TWILIO_AUTH_TOKEN_NEXT')
  const apiUrl = given('TWILIO_API_URL')
  return {
    is: 'on',
    settings: {
      accountSid,
      authTokens: next ? [token, next] : [token],
      ...(apiKey && apiSecret ? { user: apiKey, password: apiSecret } : { user: accountSid, password: token }),
      publicUrl: trimSlash(publicUrl),
      ...(apiUrl && { apiUrl: trimSlash(apiUrl) }),
      ...(smsFrom && { smsFrom }),
      ...(messagingServiceSid && { messagingServiceSid }),
      ...(whatsappFrom && { whatsappFrom }),
      timeout: ANSWER_WITHIN,
      fetchWithin: FETCH_WITHIN,
    },
  }
}

/** The channels that have a sender; a number of our own can be called as well. */
export function channelsOf(settings: Settings): Channel[] {
  return [
    ...(settings.whatsappFrom ? ['whatsapp' as const] : []),
    ...(settings.smsFrom || settings.messagingServiceSid ? ['sms' as const] : []),
    ...(settings.smsFrom ? ['voice' as const] : []),
  ]
}

export const ownLines = ({ smsFrom, whatsappFrom }: Settings): OwnLine[] => [
  ...(whatsappFrom ? [{ channel: 'whatsapp' as const, address: whatsappFrom }] : []),
  ...(smsFrom ? [{ channel: 'sms' as const, address: smsFrom }] : []),
]
