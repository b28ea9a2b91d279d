/** Who may reach what: each condition of DESIGN section 6, "Guard", alone. */
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GATEWAYS } from '../../bots/gateways.ts'
import { ConfigError, readConfig } from '../../src/config.ts'
import { TestDesk } from '../harness/desk.ts'
import { ENVIRONMENT } from '../twilio/desk.ts'
import { sendRaw } from './raw.ts'

const JSON_TYPE = 'Content-Type: application/json'
const FAULTLESS = JSON.stringify({ channel: 'sms', mode: 'ok' })
/** Guarded routes, by GET and by POST. */
const READS = ['/simulator/messages', '/simulator/clock', '/api/tickets', '/api/tickets/1', '/api/people']
const WRITES = ['/simulator/messages', '/simulator/clock', '/simulator/settle', '/simulator/faults', '/api/people']
const OUTSIDE = Object.values(networkInterfaces())
  .flat()
  .find((one) => one && !one.internal && one.family === 'IPv4')?.address

describe('with the simulator and without a token', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start({ environment: { HOST: '0.0.0.0' } })
  })
  afterAll(() => desk.close())

  const local = () => desk.url.replace('0.0.0.0', '127.0.0.1')
  const read = (target: string, more: object = {}) => sendRaw(local(), { target, ...more })
  const write = (target: string, headers: readonly string[] = [JSON_TYPE], more: object = {}) =>
    sendRaw(local(), { method: 'POST', target, headers, body: FAULTLESS, ...more })
  const port = () => new URL(desk.url).port

  test.each(READS)('GET %s is open to this machine itself', async (target) => {
    expect([200, 404]).toContain((await read(target)).status)
  })

  test.each([
    ['localhost', 'localhost'],
    ['localhost with a port', 'localhost:1'],
    ['LOCALHOST', 'LOCALHOST'],
    ['127.0.0.1', '127.0.0.1'],
    ['another loopback address', '127.1.2.3:8112'],
    ['::1', '[::1]:8112'],
  ])('the Host %s is this machine', async (_name, host) => {
    expect((await read('/simulator/clock', { host })).status).toBe(200)
    expect((await read('/api/people', { host })).status).toBe(200)
    expect((await read('/metrics', { host })).status).toBe(200)
  })

  test.each([
    'desk.example.org',
    'localhost.evil.com',
    'evil-localhost',
    'xlocalhost',
    'localhost.',
    '127.0.0.1.evil.com',
    '127.0.0.1.evil.com:8112',
    '128.0.0.1',
    '10.0.0.1',
    '0.0.0.0',
    '[::]',
    '[::2]',
    'localhost:8112@evil.com',
    'evil.com#localhost',
    'localhost evil.com',
    '2130706433',
    '127.1',
    '',
  ])('the Host "%s" is refused', async (host) => {
    const expected = host === '' || host.includes(' ') ? [400, 403] : [403]
    for (const target of [...READS, '/metrics'])
      expect(expected, target).toContain((await read(target, { host })).status)
    for (const target of WRITES) expect(expected, target).toContain((await write(target, [JSON_TYPE], { host })).status)
  })

  test('a request without a Host is refused', async () => {
    expect((await read('/simulator/clock', { host: null, version: '1.0' })).status).toBe(403)
    expect((await read('/simulator/clock', { host: null })).status).toBe(400)
  })

  test('a foreign name in the request line does not pass as this machine', async () => {
    const { status } = await read('http://desk.example.org/simulator/clock', { host: 'desk.example.org' })
    expect([400, 403, 404]).toContain(status)
  })

  test.each([
    'Forwarded: for=127.0.0.1',
    'X-Forwarded-For: 127.0.0.1',
    'x-forwarded-host: localhost',
    'X-FORWARDED-PROTO: http',
    'X-Forwarded-Port: 8112',
    'X-Forwarded-Server: proxy',
    'X-Forwarded-Anything: x',
    'X-Forwarded-For:',
    'Via: 1.1 proxy',
  ])('the header "%s" of a proxy is refused', async (header) => {
    for (const target of [...READS, '/metrics'])
      expect((await read(target, { headers: [header] })).status, target).toBe(403)
    for (const target of WRITES) expect((await write(target, [JSON_TYPE, header])).status, target).toBe(403)
  })

  test.each([
    ['none', []],
    ['text/plain', ['Content-Type: text/plain']],
    ['a form', ['Content-Type: application/x-www-form-urlencoded']],
    ['multipart', ['Content-Type: multipart/form-data; boundary=x']],
    ['a type that begins like JSON', ['Content-Type: application/jsonp']],
    ['a type that names JSON as its second', ['Content-Type: text/plain, application/json']],
    ['a parameter that names JSON', ['Content-Type: text/plain; application/json']],
  ])('POST with another content type (%s) is refused', async (_name, headers) => {
    for (const target of WRITES) expect((await write(target, headers)).status, target).toBe(403)
  })

  test.each(['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json ;x=y'])(
    'POST with the content type %s is taken',
    async (type) => {
      expect((await write('/simulator/faults', [`Content-Type: ${type}`])).status).toBe(200)
    },
  )

  test('PATCH needs the JSON content type as POST does', async () => {
    const patch = { method: 'PATCH', target: '/api/people/1', body: '{"name":"Wulan"}' }
    expect((await sendRaw(local(), { ...patch, headers: ['Content-Type: text/plain'] })).status).toBe(403)
    expect((await sendRaw(local(), { ...patch, headers: [JSON_TYPE] })).status).toBe(200)
  })

  test('a peer on another loopback address is this machine', async () => {
    expect((await read('/simulator/clock', { from: '127.0.0.2' })).status).toBe(200)
  })

  test.skipIf(OUTSIDE === undefined)(
    'a peer that is not a loopback address is refused, whatever it claims',
    async () => {
      const outside = `http://${OUTSIDE}:${port()}`
      for (const target of [...READS, '/metrics']) {
        expect((await sendRaw(outside, { target, host: 'localhost' })).status, target).toBe(403)
      }
      for (const target of WRITES) {
        const request = { method: 'POST', target, host: '127.0.0.1', headers: [JSON_TYPE], body: FAULTLESS }
        expect((await sendRaw(outside, request)).status, target).toBe(403)
      }
      expect((await sendRaw(outside, { target: '/healthz', host: 'desk.example.org' })).status).toBe(200)
    },
  )

  test('health is open to everybody', async () => {
    const proxied = { host: 'desk.example.org', headers: ['X-Forwarded-For: 192.0.2.1'] }
    expect((await read('/healthz', proxied)).status).toBe(200)
    expect((await read('/readyz', proxied)).status).toBe(200)
  })

  test('what was refused changed nothing', async () => {
    const message = JSON.stringify({ channel: 'whatsapp', from: '+6281100000001', text: 'LAPOR printer macet' })
    const refused = await sendRaw(local(), {
      method: 'POST',
      target: '/simulator/messages',
      host: 'localhost.evil.com',
      headers: [JSON_TYPE],
      body: message,
    })
    expect(refused.status).toBe(403)
    expect(refused.body).not.toContain('LAPOR')
    await desk.settle()
    expect(await desk.messages()).toEqual([])
  })
})

describe('with the simulator and a token', () => {
  const token = 'a-token-of-this-test'
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start({ environment: { ADMIN_TOKEN: token } })
  })
  // Its phones are behind the token, so that the harness cannot read them.
  afterAll(() => desk.stop())

  const read = (target: string, authorization?: string, more: readonly string[] = [], host = 'localhost') =>
    sendRaw(desk.url, {
      target,
      host,
      headers: [...(authorization ? [`Authorization: ${authorization}`] : []), ...more],
    })

  test.each([
    ['none', undefined],
    ['a wrong one', 'Bearer another-token'],
    ['the beginning of it', `Bearer ${token.slice(0, -1)}`],
    ['more than it', `Bearer ${token}x`],
    ['another case', `Bearer ${token.toUpperCase()}`],
    ['another scheme', `Basic ${token}`],
    ['no scheme', token],
    ['an empty one', 'Bearer '],
    ['two of them', `Bearer wrong ${token}`],
  ])('simulator and API are closed with %s', async (_name, authorization) => {
    for (const target of READS) {
      const { status, body } = await read(target, authorization)
      expect(status, target).toBe(401)
      expect(body).not.toContain(token)
    }
  })

  test('writing and documents are closed without it, whatever is sent', async () => {
    const headers = [JSON_TYPE]
    const body = JSON.stringify({ name: 'X', role: 'admin', phone: '+6281100000042' })
    for (const target of WRITES)
      expect((await sendRaw(desk.url, { method: 'POST', target, headers, body })).status, target).toBe(401)
    const patch = { method: 'PATCH', target: '/api/people/1', headers, body }
    expect((await sendRaw(desk.url, patch)).status).toBe(401)
    for (const target of ['/api/register.csv', '/api/audit/verify', '/api/tickets/1/kartu-kendali.pdf'])
      expect((await read(target)).status, target).toBe(401)
  })

  test('simulator and API are open with it', async () => {
    expect((await read('/simulator/clock', `Bearer ${token}`)).status).toBe(200)
    expect((await read('/api/people', `bearer ${token}`)).status).toBe(200)
  })

  test('the API is open with it from behind a proxy too, the simulator is not', async () => {
    const proxied = ['X-Forwarded-For: 192.0.2.1']
    expect((await read('/api/people', `Bearer ${token}`, proxied, 'desk.example.org')).status).toBe(200)
    expect((await read('/simulator/clock', `Bearer ${token}`, proxied)).status).toBe(403)
    expect((await read('/simulator/clock', `Bearer ${token}`, [], 'desk.example.org')).status).toBe(403)
  })

  test('measurements need this machine or the token', async () => {
    expect((await read('/metrics')).status).toBe(200)
    expect((await read('/metrics', undefined, [], 'desk.example.org')).status).toBe(403)
    expect((await read('/metrics', 'Bearer wrong', [], 'desk.example.org')).status).toBe(403)
    expect((await read('/metrics', `Bearer ${token}`, [], 'desk.example.org')).status).toBe(200)
  })
})

describe('without the simulator', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await TestDesk.start({ environment: { ...ENVIRONMENT, SIMULATOR: 'off', SIMULATOR_NOW: '' } })
  })
  afterAll(() => desk.stop())

  test('the API is closed until there is a token, also to this machine', async () => {
    for (const target of ['/api/tickets', '/api/tickets/1', '/api/people', '/api/register.csv']) {
      expect((await sendRaw(desk.url, { target, host: 'localhost' })).status, target).toBe(403)
    }
    const headers = [JSON_TYPE, 'Authorization: Bearer ']
    const body = JSON.stringify({ name: 'X', role: 'admin', phone: '+6281100000042' })
    expect((await sendRaw(desk.url, { method: 'POST', target: '/api/people', headers, body })).status).toBe(403)
  })

  test('the simulator has no routes', async () => {
    for (const target of ['/simulator/messages', '/simulator/clock']) {
      expect((await sendRaw(desk.url, { target, host: 'localhost' })).status, target).toBe(404)
      const post = { method: 'POST', target, host: 'localhost', headers: [JSON_TYPE], body: '{}' }
      expect((await sendRaw(desk.url, post)).status, target).toBe(404)
    }
  })
})

describe('in production', () => {
  const NO_FILES = { read: () => undefined }
  const problemsOf = (environment: Record<string, string>) => {
    try {
      readConfig(environment, NO_FILES, GATEWAYS)
      return []
    } catch (error) {
      if (error instanceof ConfigError) return error.problems
      throw error
    }
  }

  test('SIMULATOR=on refuses to start, with one line that names it', () => {
    expect(problemsOf({ NODE_ENV: 'production', SIMULATOR: 'on' })).toEqual([expect.stringMatching(/^SIMULATOR: /)])
  })

  test('the simulator stays off where no gateway is configured', () => {
    expect(readConfig({ NODE_ENV: 'production' }, NO_FILES, GATEWAYS).simulator).toBe(false)
  })
})
