/** The gateway's own environment keys (DESIGN section 6), read or refused with one clear line a problem. */
import type { Environment } from '../gateway.ts'

export interface Settings {
  /** Base address of the API, without a slash at the end. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** What the app signs its webhooks with. */
  readonly signingKey: string
  /** The one phone that sends and is listened to; absent: every phone of the account. */
  readonly device?: string
  /** Which SIM sends, from 1; absent: as the app chooses. */
  readonly sim?: number
  /** Without a slash at the end. */
  readonly publicUrl: string
  /** Wall milliseconds until an answer counts as lost. */
  readonly timeout: number
  /** Wall milliseconds between two looks at when the phone was last heard of. */
  readonly lookEvery: number
}

export type SettingsRead =
  | { readonly is: 'off' }
  | { readonly is: 'on'; readonly settings: Settings }
  | { readonly is: 'wrong'; readonly problems: readonly string[] }

const ANSWER_WITHIN = 15_000
const LOOK_EVERY = 60_000

const KEYS = [
  'SMSGATE_URL',
  'SMSGATE_USER',
  'SMSGATE_PASSWORD',
  'SMSGATE_SIGNING_KEY',
  'SMSGATE_DEVICE',
  'SMSGATE_SIM',
] as const

type Key = (typeof KEYS)[number] | 'PUBLIC_URL'

interface Shape {
  readonly fits: (value: string) => boolean
  readonly expected: string
}

const like = (pattern: RegExp, expected: string): Shape => ({ fits: (value) => pattern.test(value), expected })

function isBaseAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  return web && url.username === '' && url.password === '' && !/[?#\s]/.test(value)
}

const BASE_ADDRESS: Shape = { fits: isBaseAddress, expected: 'an http or https URL without user and query' }
const ONE_LINE = like(/^[^\r\n]+$/, 'one line')

const SHAPES: Readonly<Record<Key, Shape>> = {
  SMSGATE_URL: BASE_ADDRESS,
  SMSGATE_USER: like(/^[^\s:]+$/, 'one word without a colon'),
  SMSGATE_PASSWORD: ONE_LINE,
  SMSGATE_SIGNING_KEY: ONE_LINE,
  SMSGATE_DEVICE: like(/^\S+$/, 'one word without blanks'),
  SMSGATE_SIM: like(/^[1-3]$/, '1, 2 or 3'),
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

  const url = required('SMSGATE_URL', 'it is where the phone gateway takes messages')
  const user = required('SMSGATE_USER', 'it stands on the home page of the app')
  const password = required('SMSGATE_PASSWORD', 'it stands on the home page of the app')
  const signingKey = required('SMSGATE_SIGNING_KEY', "it stands in the app's settings under Webhooks")
  const publicUrl = required('PUBLIC_URL', 'the phone posts what it receives to it')
  if (problems.length > 0) return { is: 'wrong', problems }

  const device = given('SMSGATE_DEVICE')
  const sim = given('SMSGATE_SIM')
  return {
    is: 'on',
    settings: {
      url: trimSlash(url),
      user,
      password,
      signingKey,
      ...(device && { device }),
      ...(sim && { sim: Number(sim) }),
      publicUrl: trimSlash(publicUrl),
      timeout: ANSWER_WITHIN,
      lookEvery: LOOK_EVERY,
    },
  }
}
