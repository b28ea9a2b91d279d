/** Doctor's look at a Twilio account: nothing is sent, and each line says what to do. */
import { afterEach, expect, test } from 'vitest'
import type { Environment, OfficeSays } from '../../bots/gateway.ts'
import type { Settings } from '../../bots/twilio/settings.ts'
import { type Account, type AccountStandIn, startAccount } from './account-resource.ts'
import { ACCOUNT, ENVIRONMENT, PUBLIC_URL, SERVICE, SMS_FROM, startDesk, TOKEN, WHATSAPP_FROM } from './desk.ts'

const HERE = `${PUBLIC_URL}/webhooks/twilio/message`
const CALLS = `${PUBLIC_URL}/webhooks/twilio/voice`
const SID = `HX${'a'.repeat(32)}`
const TWO = { contentSid: SID, variables: { 1: 'nomor', 2: 'kendala' } }
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

let standIn: AccountStandIn
type Templates = OfficeSays['templates']

const everything = async (
  account: Partial<Account>,
  environment: Environment,
  templates: Templates,
  settings: Partial<Settings> = {},
) => {
  standIn = await startAccount({ accountSid: ACCOUNT, password: TOKEN, ...account })
  const desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url, ...environment }, settings, templates)
  stops.push(standIn.stop, desk.stop)
  const checks = (await desk.gateway.check?.()) ?? []
  return checks.map(({ level, about, words }) => [level, about, words])
}

const isOfTemplates = ([, about = '']: readonly string[]) => about.startsWith('template')
const looked = async (account: Partial<Account>, environment: Environment = {}) =>
  (await everything(account, environment, {})).filter((line) => !isOfTemplates(line))
const lookedAtTemplates = async (account: Partial<Account>, templates: Templates, environment: Environment = {}) =>
  (await everything(account, environment, templates)).filter(isOfTemplates)

test('an account whose number and WhatsApp sender point here is well, and nothing was sent', async () => {
  const checks = await looked({
    numbers: { [SMS_FROM]: `${HERE}#rc=3&rp=all` },
    voiceUrl: CALLS,
    whatsapp: { number: WHATSAPP_FROM, status: 'ONLINE', webhook: HERE },
  })
  expect(checks.map(([level, about]) => [level, about])).toEqual([
    ['ok', 'account'],
    ['ok', 'SMS sender'],
    ['ok', 'calls'],
    ['ok', 'WhatsApp sender'],
  ])
  expect(standIn.requests.every((request) => request.startsWith('GET '))).toBe(true)
})

test.each<[string, Partial<Account>, RegExp]>([
  ['wrong credentials', { password: 'another' }, /check TWILIO_AUTH_TOKEN/],
  ['an account that is not active', { refused: [20005, 403] }, /^could not be asked: the account is not active/],
  ['a suspended account', { refused: [20003, 401] }, /check TWILIO_AUTH_TOKEN/],
])('%s: it is missing and says so, and each other line stands', async (_, account, words) => {
  expect(await looked(account)).toEqual([
    ['missing', 'account', expect.stringMatching(words)],
    ...['SMS sender', 'calls', 'WhatsApp sender'].map((about) => [
      'note',
      about,
      expect.stringMatching(/^could not be asked: /),
    ]),
  ])
})

test('what is never answered is a note in the time of one answer, and hides no other line', async () => {
  const from = performance.now()
  const account = {
    numbers: { [SMS_FROM]: HERE },
    voiceUrl: CALLS,
    silent: /Accounts\/\w+\.json|Senders|Content/,
  }
  const checks = await everything(account, {}, { default: TWO, 'new-report': TWO }, { timeout: 700 })
  expect(checks).toEqual([
    ['note', 'account', 'could not be asked: no answer in time'],
    ['ok', 'SMS sender', expect.any(String)],
    ['ok', 'calls', expect.any(String)],
    ['note', 'WhatsApp sender', 'could not be asked: no answer in time'],
    ['note', 'template default', 'could not be asked: no answer in time'],
    ['note', 'template new-report', 'could not be asked: no answer in time'],
  ])
  expect(performance.now() - from).toBeLessThan(2 * 700 + 1_000)
})

test('a suspended account and a trial account are told', async () => {
  const [suspended] = await looked({ status: 'suspended' })
  expect(suspended).toEqual(['missing', 'account', "it is suspended: see Twilio's console"])
  const [account] = await looked({ type: 'Trial' })
  expect(account).toEqual(['note', 'account', expect.stringContaining('only numbers that were verified')])
})

test('senders that the account does not have are missing', async () => {
  expect((await looked({})).slice(1)).toEqual([
    ['missing', 'SMS sender', expect.stringContaining('check TWILIO_SMS_FROM')],
    ['note', 'calls', expect.stringContaining(CALLS)],
    ['missing', 'WhatsApp sender', expect.stringContaining('check TWILIO_WHATSAPP_FROM')],
  ])
})

test('webhooks that point elsewhere are missing, with the address to set', async () => {
  const checks = await looked({
    numbers: { [SMS_FROM]: 'https://elsewhere.example/sms' },
    whatsapp: { number: WHATSAPP_FROM, status: 'ONLINE', webhook: '' },
  })
  expect(checks.slice(1)).toEqual([
    ['missing', 'SMS sender', expect.stringContaining(`set it to ${HERE}#rc=3&rp=all`)],
    ['note', 'calls', expect.stringContaining(`webhook for calls to ${CALLS}`)],
    ['missing', 'WhatsApp sender', expect.stringContaining(`set it to ${HERE}#rc=3&rp=all`)],
  ])
})

test('a WhatsApp sender that is offline is missing', async () => {
  const checks = await looked({ whatsapp: { number: WHATSAPP_FROM, status: 'OFFLINE', webhook: HERE } })
  expect(checks.at(-1)).toEqual(['missing', 'WhatsApp sender', "it is offline: see Twilio's console"])
})

test('a messaging service is looked at, also where its numbers have webhooks of their own', async () => {
  const environment = { TWILIO_MESSAGING_SERVICE_SID: SERVICE, TWILIO_SMS_FROM: '', TWILIO_WHATSAPP_FROM: '' }
  const elsewhere = await looked({ service: { sid: SERVICE, inboundUrl: 'https://elsewhere.example' } }, environment)
  expect(elsewhere.at(-1)?.slice(0, 2)).toEqual(['missing', 'messaging service'])
  const own = await looked({ service: { sid: SERVICE, inboundUrl: '', ownWebhooks: true } }, environment)
  expect(own.at(-1)?.slice(0, 2)).toEqual(['ok', 'messaging service'])
})

test('what an API key may not read is a note, not a fault', async () => {
  const checks = await looked({ forbidden: /IncomingPhoneNumbers|Senders/ })
  expect(checks.map(([level, about]) => [level, about])).toEqual([
    ['ok', 'account'],
    ['note', 'SMS sender'],
    ['note', 'calls'],
    ['note', 'WhatsApp sender'],
  ])
})

test('a number that takes no calls is a note: reports by telephone can be typed', async () => {
  const checks = await looked({ numbers: { [SMS_FROM]: HERE }, voiceUrl: null })
  expect(checks[2]).toEqual(['note', 'calls', 'the number takes no calls'])
})

test.each<[string, NonNullable<Account['templates']>, readonly string[]]>([
  ['it is approved', { [SID]: { places: ['1', '2'] } }, ['ok', 'WhatsApp has approved it']],
  [
    'it waits for approval',
    { [SID]: { places: ['1', '2'], status: 'pending' } },
    ['note', 'it is pending: WhatsApp delivers only what it has approved'],
  ],
  [
    'it is taken for marketing',
    { [SID]: { places: ['1', '2'], category: 'MARKETING' } },
    ['note', 'WhatsApp takes it for marketing and may hold it back: hand it in as Utility'],
  ],
  [
    'it has other places',
    { [SID]: { places: ['1', '3'] } },
    ['missing', "Twilio's has the places 1, 3, desk.yaml fills 1, 2: let them be the same"],
  ],
  [
    'it has none',
    { [SID]: { places: [] } },
    ['missing', "Twilio's has the places none, desk.yaml fills 1, 2: let them be the same"],
  ],
  ['the account has no such', {}, ['missing', 'the account has no such template: check its contentSid']],
])('a template of desk.yaml is compared with that in Twilio: %s', async (_, templates, [level, words]) => {
  expect(await lookedAtTemplates({ templates }, { 'new-report': TWO })).toEqual([[level, 'template new-report', words]])
})

test('a WhatsApp sender without any template in desk.yaml is told of', async () => {
  expect(await lookedAtTemplates({}, {})).toEqual([
    ['note', 'templates', expect.stringMatching(/^none in desk\.yaml: who/)],
  ])
  expect(await lookedAtTemplates({}, {}, { TWILIO_WHATSAPP_FROM: '' })).toEqual([])
})
