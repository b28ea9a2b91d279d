/**
 * Calling somebody whom no message reached: an urgent notice is spoken, and a key says that it was heard (TWILIO.md,
 * Voice). Who answers and presses no key has perhaps a machine that answers: that is no receipt.
 */
import type { Contract, Outcome, Outgoing, WebhookAnswer, WebhookRoute } from '../gateway.ts'
import type { Client } from './client.ts'
import { failureOf } from './errors.ts'
import { allOf, type Form, first } from './form.ts'
import { guarded, malformed, type Take } from './guarded.ts'
import { outcomeOf } from './outcome.ts'
import type { Settings } from './settings.ts'
import { accepted, askForKey, heard } from './twiml.ts'

const CALLING_PATH = '/webhooks/twilio/voice/calling'
/** Marks the request of the Gather verb, in which a key was pressed. */
const KEY = 'key'
const RINGS_FOR_SECONDS = 30
/** How far Twilio's clock and ours may differ when a call is looked for by its time, in milliseconds. */
const CLOCK_MARGIN = 60_000
const LOOK_AT_MOST = 20

const ACCEPTS = '1'
const HEARD = '2'

/** How a call ended that told of no key before. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['completed', 'no-key'],
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['failed', 'call-failed'],
  ['canceled', 'no-answer'],
])

/** The code of a call that is over; `undefined`: it is not. */
export const endOf = (status: string): string | undefined => ENDS.get(status.toLowerCase())

export async function call({ calls }: Client, message: Outgoing, { smsFrom, publicUrl }: Settings): Promise<Outcome> {
  if (smsFrom === undefined) return failureOf('no-sender')
  const about = message.ticket === undefined ? '' : `&ticket=${message.ticket}`
  const back = `${publicUrl}${CALLING_PATH}?id=${message.id}${about}`
  const { sid } = await calls.create({
    to: message.to,
    from: smsFrom,
    twiml: await askForKey(message.text, `${back}&${KEY}=1`, message.ticket),
    timeout: RINGS_FOR_SECONDS,
    statusCallback: back,
    statusCallbackEvent: ['completed'],
    statusCallbackMethod: 'POST',
  })
  return sid ? { outcome: 'done', providerId: sid } : { outcome: 'unknown', words: 'the answer names no call' }
}

/** The first call to that number since the message was written that is no other's. */
export async function findCall(
  { calls }: Client,
  message: Outgoing,
  { smsFrom }: Settings,
  { desk, wall }: Contract['clocks'],
  isAnothers: (providerId: string) => Promise<boolean> = async () => false,
): Promise<Outcome | undefined> {
  const writtenAt = wall() - Math.max(0, (await desk()) - message.at)
  try {
    const listed = await calls.list({ to: message.to, limit: LOOK_AT_MOST, pageSize: LOOK_AT_MOST })
    const own = listed
      .filter(({ from, dateCreated }) => from === smsFrom && dateCreated.getTime() >= writtenAt - CLOCK_MARGIN)
      .sort((a, b) => a.dateCreated.getTime() - b.dateCreated.getTime())
    for (const { sid } of own) if (!(await isAnothers(sid))) return { outcome: 'done', providerId: sid }
    return undefined
  } catch (thrown) {
    return { outcome: 'unknown', words: `could not be looked up: ${outcomeOf(thrown, wall()).words}` }
  }
}

const NOTED: WebhookAnswer = { status: 200 }
const twiml = (body: string): WebhookAnswer => ({ status: 200, contentType: 'text/xml', body })

export function callingWebhook(settings: Settings, { accept, receipt, clocks, log }: Contract): WebhookRoute {
  const numberIn = (query: URLSearchParams, name: string) => {
    const value = Number(query.get(name))
    return Number.isSafeInteger(value) && value > 0 ? value : undefined
  }

  /** The key is what somebody typed; where it cannot be stored they hear the question again. */
  const takeKey = async (form: Form, query: URLSearchParams): Promise<WebhookAnswer> => {
    const id = numberIn(query, 'id')
    const ticket = numberIn(query, 'ticket')
    const key = first(form, 'Digits')
    const again = `${settings.publicUrl}${CALLING_PATH}?${query}`
    if (key !== HEARD && !(key === ACCEPTS && ticket !== undefined)) return twiml(await askForKey('', again, ticket))
    const providerId = first(form, 'CallSid')
    const at = await clocks.desk()
    if (key === ACCEPTS) {
      const typed = { providerId: `${providerId}-${ticket}`, channel: 'voice', address: first(form, 'To') } as const
      await accept({ ...typed, at, text: `TERIMA ${ticket}`, raw: allOf(form) })
    }
    await receipt({ ...(id === undefined ? {} : { id }), providerId, status: 'read', at, raw: allOf(form) })
    return twiml(await (key === ACCEPTS ? accepted() : heard()))
  }

  const take: Take = async (form, query) => {
    const providerId = first(form, 'CallSid')
    if (providerId === '') return malformed(CALLING_PATH, 'no CallSid', log)
    if (query.has(KEY)) return takeKey(form, query)
    const code = endOf(first(form, 'CallStatus'))
    const id = numberIn(query, 'id')
    if (code === undefined) return NOTED
    const at = await clocks.desk()
    await receipt({ ...(id === undefined ? {} : { id }), providerId, status: 'failed', code, at, raw: allOf(form) })
    return NOTED
  }

  return guarded(CALLING_PATH, settings, log, take)
}
