/** `npm run desk -- smsgate setup`, as it is typed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Ran, Workplace } from '../cli/desk.ts'
import { DEVICE, ENVIRONMENT, NOW, OTHER_DEVICE, PASSWORD, PUBLIC_URL, SIGNING_KEY, USER } from './desk.ts'
import { type Fault, type StandIn, type StandInOptions, startStandIn } from './stand-in.ts'

const NEEDED = ['sms:received', 'sms:sent', 'sms:delivered', 'sms:failed', 'system:ping']
const ALL = [...NEEDED, 'sms:cancelled', 'mms:downloaded']
const URL_HERE = `${PUBLIC_URL}/webhooks/smsgate`
const OLD = 'https://old.example'

let place: Workplace
let standIn: StandIn

async function startPhone(change: Partial<StandInOptions> = {}) {
  await standIn?.stop()
  standIn = await startStandIn({
    user: USER,
    password: PASSWORD,
    signingKey: SIGNING_KEY,
    device: DEVICE,
    now: () => NOW,
    ...change,
  })
}

beforeEach(async () => {
  place = await Workplace.make({})
  await startPhone()
})
afterEach(async () => {
  await standIn.stop()
  await place.leave()
})

type Variables = Readonly<Record<string, string>>
const setup = (more: Variables = {}) =>
  place.desk(['smsgate', 'setup'], { ...(ENVIRONMENT as Variables), SMSGATE_URL: standIn.url, ...more })

/** The lines about events, without what follows them. */
const done = ({ out }: Ran) =>
  out
    .split('\n\n')[0]!
    .trim()
    .split('\n')
    .map((line) => line.split(/ +/).slice(0, 2).join(' '))
const changes = () => standIn.requests.filter((line) => !line.startsWith('GET'))
const registered = () => standIn.webhooks.map(({ event, url }) => `${event} ${url}`)
const hook = (id: string, more: object = {}) => ({ id, url: URL_HERE, event: 'sms:received', ...more })

describe('setup', () => {
  test('registers every event at our address, and says what is left to do by hand', async () => {
    const ran = await setup()
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(done(ran)).toEqual(ALL.map((event) => `added ${event}`))
    expect(registered()).toEqual(ALL.map((event) => `${event} ${URL_HERE}`))
    expect(ran.out).toContain('Signing key: the same as SMSGATE_SIGNING_KEY')
    expect(ran.out).toContain('Ping > Interval: 300 seconds')
    expect(ran.out).toContain(`The phone posts to ${URL_HERE}`)
    expect(ran.out).not.toMatch(new RegExp(`${PASSWORD}|${SIGNING_KEY}`))
  })

  test('changes nothing when it runs again', async () => {
    await setup()
    const before = [...standIn.webhooks]
    const count = changes().length
    const ran = await setup()
    expect(ran.code).toBe(0)
    expect(done(ran)).toEqual(ALL.map((event) => `there ${event}`))
    expect(standIn.webhooks).toEqual(before)
    expect(changes()).toHaveLength(count)
  })

  test('registers for the one phone that is set', async () => {
    await setup({ SMSGATE_DEVICE: DEVICE })
    expect(standIn.webhooks.map(({ device_id }) => device_id)).toEqual(Array(7).fill(DEVICE))
    expect(done(await setup({ SMSGATE_DEVICE: DEVICE }))).toEqual(ALL.map((event) => `there ${event}`))
  })

  test('of two runs at once registers each event once', async () => {
    await Promise.all([setup(), setup()])
    expect(registered().toSorted()).toEqual(ALL.map((event) => `${event} ${URL_HERE}`).toSorted())
  })

  test('after a change of the address adds the new before it removes the old, which it made itself', async () => {
    await setup({ PUBLIC_URL: OLD })
    const count = changes().length
    const ran = await setup()
    expect(ran.code).toBe(0)
    expect(done(ran)).toEqual(ALL.flatMap((event) => [`added ${event}`, `removed ${event}`]))
    expect(ran.out).toContain(`removed  sms:received    ${OLD}/webhooks/smsgate`)
    expect(registered()).toEqual(ALL.map((event) => `${event} ${URL_HERE}`))
    expect(changes()[count]).toMatch(/^POST /)
    expect(changes()[count + 1]).toMatch(/^DELETE /)
  })

  test('leaves what it did not make, and says so', async () => {
    standIn.webhooks.push(
      hook('by-hand', { url: `${OLD}/webhooks/smsgate` }),
      hook('other-path', { url: 'https://crm.example/sms' }),
    )
    const ran = await setup()
    expect(ran.code).toBe(0)
    expect(ran.out).toContain(`left     sms:received    ${OLD}/webhooks/smsgate: remove it in the app if no other desk`)
    expect(ran.out).not.toContain('crm.example')
    expect(standIn.webhooks.map(({ id }) => id)).toEqual(expect.arrayContaining(['by-hand', 'other-path']))
  })

  test('leaves the desk of another phone of the account alone', async () => {
    await startPhone({ others: [OTHER_DEVICE] })
    await setup({ PUBLIC_URL: OLD, SMSGATE_DEVICE: OTHER_DEVICE })
    const ran = await setup({ SMSGATE_DEVICE: DEVICE })
    expect(ran.code).toBe(0)
    expect(standIn.webhooks).toHaveLength(14)
  })

  test('takes one that was registered by hand for our address', async () => {
    standIn.webhooks.push(hook('by-hand'))
    const ran = await setup()
    expect(done(ran)).toEqual(['there sms:received', ...ALL.slice(1).map((event) => `added ${event}`)])
    expect(standIn.webhooks).toHaveLength(7)
  })

  test('of two for our address keeps one: each would post the same SMS under an id of its own', async () => {
    standIn.webhooks.push(hook('first'), hook('second'), hook('for-one', { device_id: DEVICE }))
    const ran = await setup()
    expect(done(ran).slice(0, 3)).toEqual(['there sms:received', 'removed sms:received', 'removed sms:received'])
    expect(standIn.webhooks.filter(({ event }) => event === 'sms:received').map(({ id }) => id)).toEqual(['first'])
  })

  test('after a change of phones replaces what was registered for the old one', async () => {
    await startPhone({ others: [OTHER_DEVICE] })
    await setup({ SMSGATE_DEVICE: OTHER_DEVICE })
    const ran = await setup({ SMSGATE_DEVICE: DEVICE })
    expect(done(ran)).toEqual(ALL.flatMap((event) => [`added ${event}`, `removed ${event}`]))
    expect(standIn.webhooks.map(({ device_id }) => device_id)).toEqual(Array(7).fill(DEVICE))
  })

  test('works with an older version, which does not know every event', async () => {
    await startPhone({ events: NEEDED })
    const ran = await setup()
    expect(ran.code).toBe(0)
    expect(done(ran)).toEqual([
      ...NEEDED.map((event) => `added ${event}`),
      'unknown sms:cancelled',
      'unknown mms:downloaded',
    ])
  })

  test('works with a phone in its local mode', async () => {
    await startPhone({ local: true })
    expect(await setup()).toMatchObject({ code: 0 })
    expect(changes()).toEqual(Array(7).fill('POST /webhooks'))
  })

  test('says that the app takes no address without TLS', async () => {
    expect((await setup({ PUBLIC_URL: 'http://desk.example' })).out).toContain('the app posts to https addresses only')
    expect((await setup({ PUBLIC_URL: 'http://127.0.0.1:8112' })).out).not.toContain('https addresses only')
  })
})

describe('what goes wrong is told in words, with exit code 1', () => {
  test('nothing is set', async () => {
    expect(await place.desk(['smsgate', 'setup'])).toEqual({
      code: 1,
      out: 'SMSGATE_URL: missing; the phone gateway is off until the SMSGATE_ variables are set\n',
      err: '',
    })
  })

  test('settings are half set', async () => {
    const ran = await place.desk(['smsgate', 'setup'], { SMSGATE_URL: standIn.url })
    expect(ran.code).toBe(1)
    expect(
      ran.out
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual([...['SMSGATE_USER', 'SMSGATE_PASSWORD', 'SMSGATE_SIGNING_KEY', 'PUBLIC_URL']])
  })

  test('a secret’s file is not there', async () => {
    const ran = await setup({ SMSGATE_PASSWORD: '', SMSGATE_PASSWORD_FILE: 'nowhere' })
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^SMSGATE_PASSWORD_FILE: /) })
  })

  test('a secret comes from a file', async () => {
    await place.put('password', `${PASSWORD}\n`)
    expect(await setup({ SMSGATE_PASSWORD: '', SMSGATE_PASSWORD_FILE: 'password' })).toMatchObject({ code: 0 })
  })

  test('the credentials are wrong', async () => {
    const ran = await setup({ SMSGATE_PASSWORD: 'another' })
    expect(ran).toEqual({
      code: 1,
      out: 'The webhooks cannot be read: the phone gateway refuses the credentials: check SMSGATE_USER and SMSGATE_PASSWORD (HTTP 401)\n',
      err: '',
    })
  })

  test.each<[string, Fault]>([
    ['the list is a page', { of: 'list', answer: 'html' }],
    ['the list breaks off', { of: 'list', answer: 'truncated' }],
    ['the list is no list', { of: 'list', answer: 'empty' }],
    ['the gateway has an error', { of: 'list', answer: 'error', status: 500 }],
    ['the connection is reset', { of: 'list', answer: 'reset' }],
  ])('%s: nothing is changed', async (_, fault) => {
    standIn.fail(fault)
    expect(await setup()).toMatchObject({ code: 1, out: expect.stringMatching(/^The webhooks cannot be read: .+\n$/) })
    expect(changes()).toEqual([])
  })

  test('nothing answers', async () => {
    await standIn.stop()
    expect(await setup()).toMatchObject({ code: 1, out: expect.stringContaining('check SMSGATE_URL') })
  })

  test('one cannot be added: the others are, and the old one stays', async () => {
    await setup({ PUBLIC_URL: OLD })
    standIn.fail({ of: 'add', answer: 'error', status: 500 })
    const ran = await setup()
    expect(ran.code).toBe(1)
    expect(done(ran).slice(0, 3)).toEqual(['failed sms:received', 'added sms:sent', 'removed sms:sent'])
    expect(ran.out).toContain('Not everything could be done')
    expect(registered()).toContain(`sms:received ${OLD}/webhooks/smsgate`)
    expect(await setup()).toMatchObject({ code: 0 })
    expect(registered()).toHaveLength(7)
  })

  test('one that is not needed cannot be added for another reason than its age', async () => {
    const other: Fault = { of: 'add', answer: 'error', status: 400 }
    standIn.fail(...Array<Fault>(5).fill({ of: 'add', answer: 'html', status: 201 }), other)
    standIn.fail({ of: 'add', answer: 'error', status: 500 })
    const ran = await setup()
    expect(ran.code).toBe(1)
    expect(done(ran).slice(5)).toEqual(['unknown sms:cancelled', 'failed mms:downloaded'])
  })

  test('an old one cannot be removed', async () => {
    await setup({ PUBLIC_URL: OLD })
    standIn.fail({ of: 'remove', answer: 'error', status: 403 })
    const ran = await setup()
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('could not be removed')
  })
})

test('help names the command with its gateway', async () => {
  const { code, out } = await place.desk(['help'])
  expect(code).toBe(0)
  expect(out).toMatch(/^ {2}smsgate setup +register the webhooks/m)
})
