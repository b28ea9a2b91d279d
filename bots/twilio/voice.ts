/**
 * Calls: `/webhooks/twilio/voice` answers one and has it recorded, `/webhooks/twilio/voice/recording` hears of the
 * recording (DESIGN section 6; TWILIO.md, Voice). The report is stored before the caller hears a word.
 */
import type { Instant } from '../../src/desk/ticket.ts'
import { readPhone } from '../../src/format/phone.ts'
import {
  type Contract,
  HIDDEN_CALLER,
  type Incoming,
  TooFast,
  type WebhookAnswer,
  type WebhookRoute,
} from '../gateway.ts'
import { allOf, type Form, first } from './form.ts'
import { guarded, malformed, type Take } from './guarded.ts'
import type { Settings } from './settings.ts'
import { notNow, record, thanks } from './twiml.ts'

export const VOICE_PATH = '/webhooks/twilio/voice'
const RECORDING_PATH = '/webhooks/twilio/voice/recording'
/** Marks the request of the Record verb's action, which is answered with what the caller hears next. */
const SPOKEN = 'spoken'
/** Twilio tries again by itself only where it could not connect: now also while the database is away. */
const TRY_AGAIN = '#rc=5&rp=ct,rt,5xx'

const twiml = (body: string): WebhookAnswer => ({ status: 200, contentType: 'text/xml', body })
const NOTED: WebhookAnswer = { status: 200 }

/** What stands for the number of a caller who hides it: words, and words dialled as on a telephone's keys. */
const HIDDEN = new Set(['', 'anonymous', 'restricted', 'unknown', 'unavailable', 'private', 'blocked'])
const HIDDEN_KEYS = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

/**
 * +E.164, also of who calls through WhatsApp or from a program that names itself by a number; HIDDEN_CALLER; of another
 * telephone network the caller's own address there, e.g. `sip:`.
 */
function callerOf(form: Form): string {
  const from = first(form, 'From').trim()
  const isHidden = HIDDEN.has(from.toLowerCase()) || HIDDEN_KEYS.has(from.startsWith('+') ? from : `+${from}`)
  if (isHidden) return HIDDEN_CALLER
  const read = readPhone(from.replace(/^client:/i, ''))
  return read.ok ? read.e164 : from.slice(0, 200)
}

/** A call that is over rings no more: these are status callbacks, whatever path they were set to. */
const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

const readCall = (form: Form, at: Instant): Incoming => ({
  providerId: first(form, 'CallSid'),
  channel: 'voice',
  address: callerOf(form),
  at,
  text: '',
  raw: allOf(form),
})

/** The sound itself, smaller than the WAV that Twilio gives by default. */
const soundOf = (recordingUrl: string) => `${recordingUrl.replace(/\.(wav|mp3|json)$/, '')}.mp3`

export function voiceWebhooks(settings: Settings, contract: Contract): WebhookRoute[] {
  const { publicUrl } = settings
  const { accept, attach, clocks, log } = contract

  /**
   * While nothing can be stored the caller is told so: a 503 would play an error in English, and a call that was not
   * answered is not tried again by Twilio but by the caller.
   */
  const sorry = async (route: string, error: unknown): Promise<WebhookAnswer> => {
    const reason = error instanceof Error ? error.name : 'error'
    const level = error instanceof TooFast ? 'warn' : 'error'
    log[level]({ route, reason }, 'a call could not be stored: the caller was asked to write or to call again')
    return twiml(await notNow())
  }

  const takeCall: Take = async (form) => {
    if (first(form, 'CallSid') === '') return malformed(VOICE_PATH, 'no CallSid', log)
    if (OVER.has(first(form, 'CallStatus').toLowerCase())) return NOTED
    if (first(form, 'Direction').startsWith('outbound')) return malformed(VOICE_PATH, 'a call that went out', log)
    try {
      await accept(readCall(form, await clocks.desk()))
    } catch (error) {
      return sorry(VOICE_PATH, error)
    }
    const recording = publicUrl + RECORDING_PATH
    return twiml(await record(`${recording}?${SPOKEN}=1`, recording + TRY_AGAIN))
  }

  /** Told twice, by the action and by the status callback, in whichever order: it is attached once. */
  const attachRecording = (form: Form) =>
    attach({
      to: first(form, 'CallSid'),
      providerId: first(form, 'RecordingSid'),
      media: { mimeType: 'audio/mpeg', url: soundOf(first(form, 'RecordingUrl')) },
      raw: allOf(form),
    })

  const isEmpty = (form: Form) => first(form, 'RecordingDuration') === '0'
  const isWhole = (form: Form) => ['CallSid', 'RecordingSid', 'RecordingUrl'].every((name) => first(form, name) !== '')

  /** Twilio plays an error to the caller for anything but TwiML. The recording, if there is one, is looked up later. */
  const withoutRecording = async (form: Form): Promise<WebhookAnswer> => {
    const told = { call: first(form, 'CallSid'), status: first(form, 'CallStatus'), parameters: [...form.keys()] }
    log.warn({ route: RECORDING_PATH, ...told }, "a recording was not told of: it is looked for in Twilio's list")
    return twiml(await thanks())
  }

  /** The caller has spoken and still listens. Only the recording is missing if it is lost: the call itself is stored. */
  const afterSpeaking = async (form: Form): Promise<WebhookAnswer> => {
    if (!isWhole(form)) return withoutRecording(form)
    if (isEmpty(form)) return twiml(await thanks())
    try {
      const { known } = await attachRecording(form)
      if (known) return twiml(await thanks())
      log.warn({ route: RECORDING_PATH }, 'a recording of a call that is not known: nothing was kept')
      return twiml(await notNow())
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'error'
      // The status callback follows, and is tried again while the database is away.
      log.warn({ route: RECORDING_PATH, reason }, 'a recording could not be stored yet')
      return twiml(await thanks())
    }
  }

  const takeRecording: Take = async (form, query) => {
    if (query.has(SPOKEN)) return afterSpeaking(form)
    const status = first(form, 'RecordingStatus').toLowerCase()
    if (status === 'in-progress') return NOTED
    if (status !== 'completed') {
      log.info({ call: first(form, 'CallSid'), status }, 'a call without a recording: the report stands')
      return NOTED
    }
    if (!isWhole(form)) return malformed(RECORDING_PATH, 'no CallSid, RecordingSid or RecordingUrl', log)
    if (isEmpty(form)) {
      log.info({ call: first(form, 'CallSid') }, 'an empty recording: the report stands')
      return NOTED
    }
    const { known } = await attachRecording(form)
    if (known) return NOTED
    log.warn({ route: RECORDING_PATH }, 'a recording of a call that is not known: nothing was kept')
    return { status: 404, contentType: 'text/plain', body: 'unknown call' }
  }

  return [guarded(VOICE_PATH, settings, log, takeCall), guarded(RECORDING_PATH, settings, log, takeRecording)]
}
