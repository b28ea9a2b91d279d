/** Doctor's look at the phone gateway. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { setup } from '../../bots/smsgate/setup.ts'
import { type Both, DEVICE, ENVIRONMENT, OTHER_DEVICE, PUBLIC_URL, startBoth } from './desk.ts'
import type { Fault } from './stand-in.ts'

let both: Both
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

const again = async (...given: Parameters<typeof startBoth>) => {
  await both.stop()
  both = await startBoth(...given)
}
const register = (change: Readonly<Record<string, string>> = {}) =>
  setup.run({ ...ENVIRONMENT, SMSGATE_URL: both.standIn.url, ...change }, [], () => {})
const check = async () =>
  Object.fromEntries((await both.desk.gateway.check!()).map(({ level, about, words }) => [about, [level, words]]))

test('all is well, and nothing was sent or changed', async () => {
  await register()
  const { requests } = both.standIn
  const before = requests.length
  expect(await check()).toEqual({
    'phone gateway': ['ok', 'the credentials are accepted'],
    phone: ['ok', 'one phone sends and receives'],
    webhooks: ['ok', `registered for ${PUBLIC_URL}/webhooks/smsgate`],
  })
  expect(requests.slice(before)).toEqual(['GET /3rdparty/v1/webhooks', 'GET /3rdparty/v1/devices'])
})

test('a phone in its local mode tells of itself', async () => {
  await again({ phone: { local: true } })
  expect(await check()).toMatchObject({ phone: ['ok', 'one phone sends and receives'] })
})

test('the phone that is set is there, or is none of the account’s', async () => {
  await again({ environment: { SMSGATE_DEVICE: OTHER_DEVICE }, phone: { others: [OTHER_DEVICE] } })
  expect(await check()).toMatchObject({ phone: ['ok', 'SMSGATE_DEVICE is there'] })
  await again({ environment: { SMSGATE_DEVICE: OTHER_DEVICE } })
  expect(await check()).toMatchObject({
    phone: ['missing', `SMSGATE_DEVICE is none of its phones: set it to one of ${DEVICE}`],
  })
})

test('of several phones one should be set', async () => {
  await again({ phone: { others: [OTHER_DEVICE] } })
  expect(await check()).toMatchObject({
    phone: ['note', `any of 2 phones may send: set SMSGATE_DEVICE to one of ${DEVICE}, ${OTHER_DEVICE}`],
  })
})

test('webhooks that are not registered are named', async () => {
  const { webhooks } = both.standIn
  await register()
  webhooks.splice(0, webhooks.length, ...webhooks.filter(({ event }) => !/received|ping/.test(event)))
  expect(await check()).toMatchObject({
    webhooks: ['missing', expect.stringMatching(/^sms:received, system:ping not registered .*: run `npm run desk -- /)],
  })
})

test('those that older versions do not know are not missed', async () => {
  await register()
  const { webhooks } = both.standIn
  webhooks.splice(0, webhooks.length, ...webhooks.filter(({ event }) => !/cancelled|mms/.test(event)))
  expect(await check()).toMatchObject({ webhooks: ['ok', expect.any(String)] })
})

test('one that is registered twice would double every SMS', async () => {
  await register()
  both.standIn.webhooks.push({ id: 'twice', url: `${PUBLIC_URL}/webhooks/smsgate`, event: 'sms:received' })
  expect(await check()).toMatchObject({ webhooks: ['missing', expect.stringMatching(/^registered twice/)] })
})

test('an address without TLS is noted', async () => {
  const plain = { PUBLIC_URL: 'http://desk.example' }
  await again({ environment: plain })
  await register(plain)
  expect(await check()).toMatchObject({ webhooks: ['note', 'registered, but the app posts to https addresses only'] })
})

test.each<[string, Fault, RegExp]>([
  ['the credentials are refused', { of: 'list', answer: 'error', status: 401 }, /refuses the credentials/],
  ['a page answers', { of: 'list', answer: 'html' }, /no phone gateway: check SMSGATE_URL/],
  ['the address is none', { of: 'list', answer: 'html', status: 404 }, /does not know this address/],
  ['the connection is reset', { of: 'list', answer: 'reset' }, /the connection broke/],
])('%s: that is all that can be said', async (_, fault, words) => {
  both.standIn.fail(fault)
  expect(await check()).toEqual({ 'phone gateway': ['missing', expect.stringMatching(words)] })
})

test('the list that is never answered: that is said in the time of one answer', async () => {
  await again({ settings: { timeout: 300 } })
  both.standIn.fail({ of: 'list', answer: 'silent' })
  expect(await check()).toEqual({ 'phone gateway': ['missing', 'no answer in time'] })
})

test('nothing answers', async () => {
  await both.standIn.stop()
  expect(await check()).toEqual({ 'phone gateway': ['missing', expect.stringContaining('refuses the connection')] })
})

test('phones that cannot be asked are only noted', async () => {
  both.standIn.fail({ of: 'devices', answer: 'error', status: 500 })
  expect(await check()).toMatchObject({ phone: ['note', expect.stringMatching(/^could not be asked/)] })
})
