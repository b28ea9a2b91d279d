/** Doctor's look at the account: credentials, senders and where their webhooks point. Nothing is sent. */
import type { Check, Contract, OfficeSays } from '../gateway.ts'
import { NO_TEMPLATES, templateLooks } from './check-templates.ts'
import { type Client, connect } from './client.ts'
import { classOf } from './errors.ts'
import { outcomeOf } from './outcome.ts'
import type { Settings } from './settings.ts'
import { VOICE_PATH } from './voice.ts'
import { MESSAGE_PATH } from './webhooks.ts'

const ok = (about: string, words: string): Check => ({ level: 'ok', about, words })
const note = (about: string, words: string): Check => ({ level: 'note', about, words })
const missing = (about: string, words: string): Check => ({ level: 'missing', about, words })

/** Wall milliseconds for all that is asked. */
const CHECK_WITHIN = 12_000

type Look = (client: Client, settings: Settings) => Promise<Check>

/** What follows `#` tells Twilio how to try again, and is no part of the address. */
const isHere = (url: string | null | undefined, { publicUrl }: Settings, path: string): boolean =>
  (url ?? '').split('#')[0] === publicUrl + path

const pointsElsewhere = (name: string, { publicUrl }: Settings): string =>
  `its webhook for ${name} points elsewhere: set it to ${publicUrl}${MESSAGE_PATH}#rc=3&rp=all (POST) in Twilio's console`

const account: Look = async ({ api }, { accountSid }) => {
  const { status, type } = await api.v2010.accounts(accountSid).fetch()
  if (status !== 'active') return missing('account', `it is ${status}: see Twilio's console`)
  if (type === 'Trial') return note('account', 'a trial account: it reaches only numbers that were verified')
  return ok('account', 'the credentials are accepted, the account is active')
}

const smsSender: Look = async ({ incomingPhoneNumbers }, settings) => {
  const about = 'SMS sender'
  const { smsFrom: phoneNumber = '' } = settings
  const [number] = await incomingPhoneNumbers.list({ phoneNumber, limit: 1 })
  if (!number) return missing(about, 'the account has no such number: check TWILIO_SMS_FROM')
  if (number.capabilities.sms === false) return missing(about, 'the number cannot send SMS: check TWILIO_SMS_FROM')
  const here = isHere(number.smsUrl, settings, MESSAGE_PATH)
  return here
    ? ok(about, 'the number is ours and its webhook points here')
    : missing(about, pointsElsewhere('SMS', settings))
}

/** Without calls the desk works all the same: reports by telephone are typed by whoever took them. */
const calls: Look = async ({ incomingPhoneNumbers }, settings) => {
  const about = 'calls'
  const { smsFrom: phoneNumber = '', publicUrl } = settings
  const [number] = await incomingPhoneNumbers.list({ phoneNumber, limit: 1 })
  if (number?.capabilities.voice === false) return note(about, 'the number takes no calls')
  return isHere(number?.voiceUrl, settings, VOICE_PATH)
    ? ok(about, 'calls to the number are answered here')
    : note(about, `not answered here: set the number's webhook for calls to ${publicUrl}${VOICE_PATH} (POST)`)
}

const messagingService: Look = async ({ messaging }, settings) => {
  const about = 'messaging service'
  const { messagingServiceSid = '' } = settings
  const { useInboundWebhookOnNumber, inboundRequestUrl } = await messaging.v1.services(messagingServiceSid).fetch()
  if (useInboundWebhookOnNumber) return ok(about, 'it is there; each of its numbers has a webhook of its own')
  const here = isHere(inboundRequestUrl, settings, MESSAGE_PATH)
  return here
    ? ok(about, 'it is there and its webhook points here')
    : missing(about, pointsElsewhere('messages', settings))
}

const ONLINE: ReadonlySet<string> = new Set(['ONLINE', 'ONLINE:UPDATING'])

const whatsappSender: Look = async ({ messaging }, settings) => {
  const about = 'WhatsApp sender'
  const senders = await messaging.v2.channelsSenders.list({ channel: 'whatsapp', limit: 200 })
  const sender = senders.find(({ senderId }) => senderId === `whatsapp:${settings.whatsappFrom}`)
  if (!sender) return missing(about, 'the account has no such sender: check TWILIO_WHATSAPP_FROM')
  if (!ONLINE.has(sender.status)) return missing(about, `it is ${sender.status.toLowerCase()}: see Twilio's console`)
  const here = isHere(sender.webhook?.callbackUrl, settings, MESSAGE_PATH)
  return here
    ? ok(about, 'it is online and its webhook points here')
    : missing(about, pointsElsewhere('messages', settings))
}

export async function check(
  settings: Settings,
  templates: OfficeSays['templates'],
  clocks: Contract['clocks'],
): Promise<readonly Check[]> {
  // The looks stand side by side: what is not answered in time leaves its line, and the others theirs.
  const client = await connect(settings, AbortSignal.timeout(Math.min(CHECK_WITHIN, settings.timeout)))
  const tried = async (about: string, look: Look): Promise<Check> => {
    try {
      return await look(client, settings)
    } catch (thrown) {
      const outcome = outcomeOf(thrown, clocks.wall())
      // An API key of the standard kind may not read everything.
      const refused = outcome.outcome === 'failed' && (!outcome.retry || classOf(outcome.code) === 'stop-channel')
      return (refused && about === 'account' ? missing : note)(about, `could not be asked: ${outcome.words}`)
    }
  }
  const { smsFrom, messagingServiceSid, whatsappFrom } = settings
  const looks = whatsappFrom ? templateLooks(templates) : []
  const checks = await Promise.all([
    tried('account', account),
    ...(smsFrom ? [tried('SMS sender', smsSender), tried('calls', calls)] : []),
    ...(messagingServiceSid ? [tried('messaging service', messagingService)] : []),
    ...(whatsappFrom ? [tried('WhatsApp sender', whatsappSender)] : []),
    ...looks.map(({ about, look }) => tried(about, look)),
  ])
  return whatsappFrom && looks.length === 0 ? [...checks, NO_TEMPLATES] : checks
}
