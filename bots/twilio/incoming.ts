/** Inbound parameters of Twilio -> Incoming (TWILIO.md, Inbound parameters). */
import type { Channel, Instant } from '../../src/desk/ticket.ts'
import type { Incoming, IncomingMedia } from '../gateway.ts'
import { allOf, type Form, first } from './form.ts'

export type IncomingRead =
  | { readonly ok: true; readonly incoming: Incoming }
  /** `why` says what is wrong with the form, without its content. */
  | { readonly ok: false; readonly why: string }

const refuse = (why: string): IncomingRead => ({ ok: false, why })

/** `at` is desk time of receipt: Twilio tells no time of its own. */
export function readIncoming(form: Form, at: Instant): IncomingRead {
  // A number whose status callbacks point here would otherwise look like a person who writes to us.
  const status = first(form, 'SmsStatus')
  if (status !== '' && status !== 'received') return refuse('a status callback, not a message')
  const providerId = first(form, 'MessageSid') || first(form, 'SmsMessageSid') || first(form, 'SmsSid')
  if (providerId === '') return refuse('no MessageSid')
  const sender = readSender(first(form, 'From'))
  if (!sender) return refuse('From is empty or of a channel that the desk does not have')

  const body = first(form, 'Body')
  const profileName = first(form, 'ProfileName')
  const quotes = first(form, 'OriginalRepliedMessageSid')
  const media = readMedia(form)
  const location = readLocation(form)
  const forwarded = readForwarded(form)
  const optOut = OPT_OUT.get(first(form, 'OptOutType').toUpperCase()) ?? plainOptOut(sender.channel, body)
  return {
    ok: true,
    incoming: {
      providerId,
      ...sender,
      at,
      text: body.trim() === '' ? first(form, 'ButtonText') : body,
      ...(profileName && { profileName }),
      ...(quotes && { quotes }),
      ...(media.length > 0 && { media }),
      ...(location && { location }),
      ...(forwarded && { forwarded }),
      ...(optOut && { optOut }),
      raw: allOf(form),
    },
  }
}

/** `whatsapp:+62...` and `whatsapp:ID....` lose the prefix; an SMS has none. */
function readSender(from: string): { channel: Channel; address: string } | undefined {
  const [, prefix, address = ''] = /^(?:([a-z]+):)?(.*)$/is.exec(from.trim()) ?? []
  if (address === '') return undefined
  if (prefix === undefined) return { channel: 'sms', address }
  return prefix.toLowerCase() === 'whatsapp' ? { channel: 'whatsapp', address } : undefined
}

function readMedia(form: Form): IncomingMedia[] {
  return [...form.keys()]
    .flatMap((name) => /^MediaUrl(\d+)$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .filter((n) => first(form, `MediaUrl${n}`) !== '')
    .map((n) => ({
      mimeType: first(form, `MediaContentType${n}`) || 'application/octet-stream',
      url: first(form, `MediaUrl${n}`),
    }))
}

function readLocation(form: Form): Incoming['location'] {
  const latitude = readDegrees(first(form, 'Latitude'), 90)
  const longitude = readDegrees(first(form, 'Longitude'), 180)
  if (latitude === undefined || longitude === undefined) return undefined
  const name = [first(form, 'Label'), first(form, 'Address')].filter(Boolean).join(', ')
  return { latitude, longitude, ...(name && { name }) }
}

function readDegrees(text: string, limit: number): number | undefined {
  const degrees = text.trim() === '' ? Number.NaN : Number(text)
  return Math.abs(degrees) <= limit ? degrees : undefined
}

const isTrue = (form: Form, name: string) => first(form, name).toLowerCase() === 'true'

function readForwarded(form: Form): Incoming['forwarded'] {
  if (isTrue(form, 'FrequentlyForwarded')) return 'many'
  return isTrue(form, 'Forwarded') ? 'once' : undefined
}

/** Without Advanced Opt-Out Twilio blocks and answers these on SMS all the same, and does not say so (TWILIO.md). */
const STOPS = /^\s*(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)\s*$/i
const STARTS = /^\s*(?:START|UNSTOP)\s*$/i
/** Opts in as well, but people who never opted out confirm with it. */
const YES = /^\s*YES\s*$/i

function plainOptOut(channel: Channel, body: string): Incoming['optOut'] {
  if (channel !== 'sms') return undefined
  if (STOPS.test(body)) return 'stop'
  if (STARTS.test(body)) return 'start'
  return YES.test(body) ? 'start-if-stopped' : undefined
}

const OPT_OUT = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
] as const) as ReadonlyMap<string, 'stop' | 'start' | 'help'>
