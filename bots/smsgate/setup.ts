/** `smsgate setup`: registers the webhooks at the phone gateway, and says what is left to do by hand. */
import type { GatewayCommand } from '../gateway.ts'
import { isPostable, listWebhooks, refusalOf, WEBHOOKS } from './asking.ts'
import { type Client, createClient } from './client.ts'
import { PING_SECONDS } from './heartbeat.ts'
import { addressOf, EVENTS, planFor, type Registration } from './registrations.ts'
import { readSettings, type Settings } from './settings.ts'

const BY_HAND = [
  'What is left to do in the app, on the phone:',
  '  1. Settings > Webhooks > Signing key: the same as SMSGATE_SIGNING_KEY.',
  `  2. Settings > Ping > Interval: ${PING_SECONDS} seconds. Without pings nobody notices that the phone is silent.`,
  '  3. Battery: leave the phone at its charger, and let Android never put the app to sleep.',
  '  4. Messages: switch RCS chats off, and let the app read, receive and send SMS.',
  'Then send an SMS to the phone, and see `npm run desk -- doctor`.',
]

type Line = (words: string) => void

const row = (what: string, event: string, words = '') => `${what.padEnd(8)} ${event.padEnd(15)} ${words}`.trimEnd()

/** False when it could not be done. An event that an older version does not know is nothing to mend. */
async function add(client: Client, one: Registration, needed: boolean, line: Line): Promise<boolean> {
  const { id, url, event, device } = one
  const asked = { id, url, event, ...(device === undefined ? {} : { device_id: device }) }
  const answered = await client.ask('POST', WEBHOOKS, asked)
  const why = refusalOf(answered)
  const isUnknown = !needed && answered.is === 'answer' && answered.status === 400
  if (why === undefined) line(row('added', event))
  else if (isUnknown) line(row('unknown', event, 'this version of the app has no such event; the desk works without'))
  else line(row('failed', event, why))
  return why === undefined || isUnknown
}

async function remove(client: Client, { id, url, event }: Registration, line: Line): Promise<boolean> {
  const why = refusalOf(await client.ask('DELETE', `${WEBHOOKS}/${encodeURIComponent(id)}`))
  if (why === undefined) line(row('removed', event, url))
  else line(row('failed', event, `${url} could not be removed: ${why}`))
  return why === undefined
}

/** False when something could not be done. The new comes before the old goes: nothing is missed. */
async function setUp(client: Client, settings: Settings, all: readonly Registration[], line: Line): Promise<boolean> {
  let done = true
  for (const { event, needed } of EVENTS) {
    const { kept, added, removed, left } = planFor(event, all, settings)
    if (kept) line(row('there', event))
    const isThere = added === undefined || (await add(client, added, needed, line))
    done &&= isThere
    for (const one of isThere ? removed : []) done = (await remove(client, one, line)) && done
    for (const { url } of left) line(row('left', event, `${url}: remove it in the app if no other desk uses it`))
  }
  return done
}

export const setup: GatewayCommand = {
  usage: 'setup',
  words: 'register the webhooks of this desk at the phone gateway, and say what is left to do on the phone',
  run: async (environment, _args, line) => {
    const read = readSettings(environment)
    if (read.is === 'off') {
      line('SMSGATE_URL: missing; the phone gateway is off until the SMSGATE_ variables are set')
      return 1
    }
    if (read.is === 'wrong') {
      for (const problem of read.problems) line(problem)
      return 1
    }
    const { settings } = read
    const client = createClient(settings)
    const all = await listWebhooks(client)
    if (typeof all === 'string') {
      line(`The webhooks cannot be read: ${all}`)
      return 1
    }
    if (!isPostable(settings.publicUrl)) line('note     PUBLIC_URL      the app posts to https addresses only')
    const done = await setUp(client, settings, all, line)
    line('')
    for (const words of done ? BY_HAND : ['Not everything could be done: mend what failed and run this again.'])
      line(words)
    if (done) line(`The phone posts to ${addressOf(settings)}`)
    return done ? 0 : 1
  },
}
