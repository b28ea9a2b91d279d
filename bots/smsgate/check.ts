/** Doctor's look at the phone gateway: credentials, phones, webhooks. Nothing is sent. */
import { z } from 'zod'
import type { Check } from '../gateway.ts'
import { isPostable, listWebhooks, refusalOf } from './asking.ts'
import { type Client, createClient } from './client.ts'
import { addressOf, EVENTS, planFor, type Registration } from './registrations.ts'
import type { Settings } from './settings.ts'

const ok = (about: string, words: string): Check => ({ level: 'ok', about, words })
const note = (about: string, words: string): Check => ({ level: 'note', about, words })
const missing = (about: string, words: string): Check => ({ level: 'missing', about, words })

/** Wall milliseconds for all that is asked. */
const CHECK_WITHIN = 12_000

const DEVICES = z.array(z.object({ id: z.string() }))
/** A server lists its phones at the first; a phone in its local mode tells of itself at the second. */
const DEVICE_PATHS = ['/devices', '/device']

async function readDevices(client: Client): Promise<readonly string[] | string> {
  for (const path of DEVICE_PATHS) {
    const answered = await client.ask('GET', path)
    if (answered.is === 'answer' && answered.status === 404) continue
    const why = refusalOf(answered)
    if (why !== undefined) return why
    const read = DEVICES.safeParse(answered.is === 'answer' ? answered.json : undefined)
    return read.success ? read.data.map(({ id }) => id) : 'the answer names no phones'
  }
  return 'the phone gateway does not tell its phones'
}

async function phones(client: Client, { device }: Settings): Promise<Check> {
  const about = 'phone'
  const known = await readDevices(client)
  if (typeof known === 'string') return note(about, `could not be asked: ${known}`)
  const named = known.join(', ')
  if (known.length === 0) return missing(about, 'no phone is signed in: open the app and switch it on')
  if (device !== undefined) {
    return known.includes(device)
      ? ok(about, 'SMSGATE_DEVICE is there')
      : missing(about, `SMSGATE_DEVICE is none of its phones: set it to one of ${named}`)
  }
  if (known.length === 1) return ok(about, 'one phone sends and receives')
  return note(about, `any of ${known.length} phones may send: set SMSGATE_DEVICE to one of ${named}`)
}

function webhooks(all: readonly Registration[], settings: Settings): Check {
  const about = 'webhooks'
  const plans = EVENTS.map((one) => ({ ...one, ...planFor(one.event, all, settings) }))
  const lacking = plans.filter(({ needed, kept }) => needed && !kept).map(({ event }) => event)
  const mend = 'run `npm run desk -- smsgate setup`'
  if (lacking.length > 0)
    return missing(about, `${lacking.join(', ')} not registered for ${addressOf(settings)}: ${mend}`)
  if (plans.some(({ removed }) => removed.length > 0))
    return missing(about, `registered twice, or for an old address: ${mend}`)
  if (!isPostable(settings.publicUrl)) return note(about, 'registered, but the app posts to https addresses only')
  return ok(about, `registered for ${addressOf(settings)}`)
}

export async function check(settings: Settings): Promise<readonly Check[]> {
  const { ask } = createClient(settings)
  const within = AbortSignal.timeout(Math.min(CHECK_WITHIN, settings.timeout))
  const client: Client = { ask: (method, path, body) => ask(method, path, body, within) }
  const all = await listWebhooks(client)
  if (typeof all === 'string') return [missing('phone gateway', all)]
  return [ok('phone gateway', 'the credentials are accepted'), await phones(client, settings), webhooks(all, settings)]
}
