import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fetched } from '../../bots/gateway.ts'
import { destinationOf, LARGEST } from '../../bots/twilio/media.ts'
import { readSettings, type Settings } from '../../bots/twilio/settings.ts'
import { selfSigned } from './certificate.ts'
import { ACCOUNT, API_KEY, API_SECRET, ENVIRONMENT, NOW, startBoth, startDesk, TOKEN } from './desk.ts'
import type { MediaFault, NewFile } from './media-store.ts'

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const ACCOUNT_PATH = `/2010-04-01/Accounts/${ACCOUNT}`
const MEDIA_PATH = `${ACCOUNT_PATH}/Messages/MM1/Media/ME1`

let both: Awaited<ReturnType<typeof startBoth>>
const servers: Server[] = []
beforeEach(async () => {
  both = await startBoth({}, { fetchWithin: 400 })
})
afterEach(async () => {
  await both.stop()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

const listen = async (server: Server): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const fetched = (url: string, mimeType = 'image/jpeg'): Promise<Fetched> => both.desk.gateway.fetch!({ mimeType, url })
const keep = (file: Partial<NewFile> = {}) => both.standIn.media.keep({ content: JPEG, ...file })
const withFault = (always: MediaFault) => fetched(keep({ always }))

describe('an attachment', () => {
  test('is fetched with our credentials, and where it is redirected to without any', async () => {
    const url = keep()
    expect(await fetched(url)).toEqual({ ok: true, content: JPEG, mimeType: 'image/jpeg' })
    const sid = url.split('/').at(-1)
    expect(both.standIn.media.requests).toEqual([
      { path: new URL(url).pathname, authorized: true },
      { path: `/cdn/${sid}`, authorized: false },
    ])
  })

  test('that is a recording lies at the REST API itself', async () => {
    const { url } = both.standIn.media.keepRecording({ content: 'ID3 sound', contentType: 'audio/mpeg' })
    expect(await fetched(`${url}.mp3`, 'audio/mpeg')).toMatchObject({ ok: true, mimeType: 'audio/mpeg' })
    expect(both.standIn.media.requests).toEqual([{ path: `${new URL(url).pathname}.mp3`, authorized: true }])
  })

  test('is fetched with an API key where there is one', async () => {
    await both.stop()
    both = await startBoth({ TWILIO_API_KEY: API_KEY, TWILIO_API_SECRET: API_SECRET })
    expect(await fetched(keep())).toMatchObject({ ok: true })
  })

  test('of a region comes from the same place', async () => {
    const url = keep().replace('api.twilio.com', 'api.singapore.sg1.twilio.com')
    expect(await fetched(url)).toMatchObject({ ok: true })
  })

  test('of another account is asked for without our credentials', async () => {
    const url = keep().replace(ACCOUNT, `AC${'f'.repeat(32)}`)
    expect(await fetched(url)).toMatchObject({ ok: false })
    expect(both.standIn.media.requests.map(({ authorized }) => authorized)).toEqual([false])
  })
})

/** `HERE`: a trap on this machine that nobody may touch. */
const ELSEWHERE = [
  'http://HERE/',
  'https://HERE/',
  'http://localhost:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://0.0.0.0:PORT/',
  `http://HERE${MEDIA_PATH}`,
  '//HERE/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'http://metadata.google.internal/',
  'http://[fd00::1]/',
  `http://api.twilio.com${MEDIA_PATH}`,
  `https://api.twilio.com:8443${MEDIA_PATH}`,
  `https://api.twilio.com.evil.example${MEDIA_PATH}`,
  `https://api.twilio.com.${MEDIA_PATH}`,
  `https://evil-api.twilio.com${MEDIA_PATH}`,
  `https://evil.example/api.twilio.com${MEDIA_PATH}`,
  `https://api.twilio.com@HERE${MEDIA_PATH}`,
  `https://user:pass@api.twilio.com${MEDIA_PATH}`,
  `https://api.twilio.com%2eevil.example${MEDIA_PATH}`,
  `https://api.a.b.c.twilio.com${MEDIA_PATH}`,
  `https://twilio.com${MEDIA_PATH}`,
  `https://console.twilio.com${MEDIA_PATH}`,
  'https://mms.twiliocdn.com.evil.example/x',
  'https://xmms.twiliocdn.com/x',
  'https://s3-external-1.amazonaws.com/another-bucket/x',
  'https://s3-external-1.amazonaws.com/media.twiliocdn.com/../another-bucket/x',
  'ftp://api.twilio.com/x',
  'file:///etc/passwd',
  'data:image/jpeg;base64,/9j/',
]

describe.each(ELSEWHERE)('%s', (address) => {
  let touched = 0
  let url: string
  beforeEach(async () => {
    touched = 0
    const trap = createServer((_, response) => response.end())
    trap.on('connection', () => {
      touched += 1
    })
    const port = await listen(trap)
    url = address.replace('HERE', `127.0.0.1:${port}`).replace('PORT', String(port))
  })

  test('is never asked', async () => {
    const words = "the address is none of Twilio's: nothing was asked"
    expect(await fetched(url)).toEqual({ ok: false, retry: false, words })
    expect([touched, both.standIn.media.requests]).toEqual([0, []])
  })

  test('is never asked where a redirect leads there', async () => {
    const words = "redirected to an address that is none of Twilio's"
    expect(await withFault({ answer: 'redirect', to: url })).toEqual({ ok: false, retry: false, words })
    expect([touched, both.standIn.media.requests.length]).toEqual([0, 1])
  })
})

describe('where an address leads', () => {
  const settingsOf = (change = {}): Settings => {
    const read = readSettings({ ...ENVIRONMENT, ...change })
    if (read.is !== 'on') throw new Error('not configured')
    return read.settings
  }
  const leadsTo = (address: string, from?: string, change = {}) => {
    const to = destinationOf(address, from === undefined ? undefined : new URL(from), settingsOf(change))
    return to && { url: to.url.href, own: to.own }
  }

  test.each([
    [`https://api.twilio.com${MEDIA_PATH}`, true],
    [`https://API.TWILIO.COM:443${MEDIA_PATH}`, true],
    [`https://api.au1.twilio.com${MEDIA_PATH}`, true],
    [`https://api.sydney.au1.twilio.com${MEDIA_PATH}`, true],
    [`https://api.twilio.com/2010-04-01/Accounts/AC${'f'.repeat(32)}/Messages/MM1/Media/ME1`, false],
    [`https://api.twilio.com${ACCOUNT_PATH}/../AC${'f'.repeat(32)}/x`, false],
    ['https://api.twilio.com/2010-04-01/Accounts.json', false],
    ['https://mms.twiliocdn.com/AC1/x?Expires=1', false],
    ['https://media.twiliocdn.com/AC1/x', false],
    ['https://mcs.us1.twilio.com/v1/Services/IS1/Media/ME1', false],
  ])('%s is asked; with credentials: %s', (address, own) => {
    expect(leadsTo(address)).toEqual({ url: new URL(address).href, own })
  })

  test("Twilio's public bucket is only reached by a redirect", () => {
    const bucket = 'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x'
    expect(leadsTo(bucket)).toBeUndefined()
    expect(leadsTo(bucket, `https://api.twilio.com${MEDIA_PATH}`)).toEqual({ url: bucket, own: false })
  })

  test('TWILIO_API_URL is asked in place of the REST API, whatever its scheme, and no other port of its host', () => {
    const change = { TWILIO_API_URL: 'http://proxy.internal:4010/twilio' }
    const there = `http://proxy.internal:4010/twilio${MEDIA_PATH}`
    expect(leadsTo(`https://api.twilio.com${MEDIA_PATH}?a=1`, undefined, change)).toEqual({
      url: `${there}?a=1`,
      own: true,
    })
    expect(leadsTo(there, undefined, change)).toEqual({ url: there, own: true })
    expect(leadsTo(`http://proxy.internal:4010${MEDIA_PATH}`, undefined, change)).toMatchObject({ own: false })
    expect(leadsTo('http://proxy.internal:4011/', undefined, change)).toBeUndefined()
    expect(leadsTo('https://proxy.internal:4010/', undefined, change)).toBeUndefined()
  })
})

describe('what goes wrong', () => {
  test.each([
    [401, true],
    [403, true],
    [404, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [410, false],
    [204, false],
  ])('HTTP %i: tried again: %s', async (status, retry) => {
    expect(await withFault({ answer: 'status', status, body: '' })).toEqual({
      ok: false,
      retry,
      words: expect.stringMatching(`^HTTP ${status}`),
    })
  })

  test.each([
    [503, '120', 120_000],
    [429, new Date(NOW + 90_000).toUTCString(), 90_000],
    [503, '999999', 3_600_000],
    [503, 'soon', undefined],
    [410, '120', undefined],
  ])('HTTP %i with Retry-After %s: not before %s', async (status, after, retryAfter) => {
    const fault = { answer: 'status', status, headers: { 'retry-after': after } } as const
    expect(((await withFault(fault)) as { retryAfter?: number }).retryAfter).toBe(retryAfter)
  })

  test('more than three redirects', async () => {
    const words = 'redirected more than 3 times'
    expect(await withFault({ answer: 'redirect', to: `/cdn/ME${'1'.padStart(32, '0')}` })).toEqual({
      ok: false,
      retry: false,
      words,
    })
    expect(both.standIn.media.requests).toHaveLength(4)
  })

  test('a file that is told to be too large is not read at all', async () => {
    const length = 200 * 1024 * 1024
    const words = 'larger than 16 MB'
    expect(await withFault({ answer: 'endless', length })).toEqual({ ok: false, retry: false, words })
  })

  test('a file that goes on and on is cut at the limit, and the sender notices', async () => {
    await both.stop()
    both = await startBoth()
    expect(await withFault({ answer: 'endless' })).toMatchObject({
      ok: false,
      retry: false,
      words: 'larger than 16 MB',
    })
    expect(both.standIn.media.sent()).toBeGreaterThanOrEqual(LARGEST)
    expect(both.standIn.media.sent()).toBeLessThan(2 * LARGEST)
  })

  test('a file of just the limit is kept, one byte more is not', async () => {
    await both.stop()
    both = await startBoth()
    const file = (length: number) => keep({ content: Buffer.concat([JPEG, Buffer.alloc(length - JPEG.length)]) })
    expect(await fetched(file(LARGEST))).toMatchObject({ ok: true })
    expect(await fetched(file(LARGEST + 1))).toMatchObject({ ok: false, words: 'larger than 16 MB' })
  })

  test.each<[string, MediaFault, RegExp]>([
    ['a file that drips', { answer: 'drip' }, /^it took too long$/],
    ['no answer', { answer: 'late', until: new Promise(() => {}) }, /^it took too long$/],
    ['a broken connection', { answer: 'reset' }, /^the connection broke \(\w+\)$/],
    ['half a file', { answer: 'truncated' }, /^the connection broke \(\w+\)$/],
  ])('%s is tried again', async (_, fault, words) => {
    expect(await withFault(fault)).toEqual({ ok: false, retry: true, words: expect.stringMatching(words) })
  })

  test('an empty file is tried again', async () => {
    expect(await fetched(keep({ content: '' }))).toEqual({ ok: false, retry: true, words: 'the file is empty' })
  })

  test.each<[string, NewFile]>([
    ['a page instead of a picture', { content: '<!DOCTYPE html><p>Login', contentType: 'text/html' }],
    ['a page that calls itself a picture', { content: '\n <html><p>Login', contentType: 'image/jpeg' }],
    ['a program', { content: 'MZ', contentType: 'application/x-msdownload' }],
    ['a drawing that can run', { content: '<svg/>', contentType: 'image/svg+xml' }],
    ['sound instead of a picture', { content: 'ID3', contentType: 'audio/mpeg' }],
  ])('%s is not kept', async (_, file) => {
    expect(await fetched(keep(file))).toMatchObject({ ok: false, words: /^of a type/ })
  })

  test.each<[string, NewFile, string, string]>([
    ['without a type is what was announced', { content: 'abc', contentType: null }, 'audio/ogg', 'audio/ogg'],
    ['without any type is what it begins with', { content: JPEG, contentType: null }, '', 'image/jpeg'],
    ['of a wrong type is what it begins with', { content: JPEG, contentType: 'text/plain' }, 'image/png', 'image/jpeg'],
    [
      'with parameters has none',
      { content: 'a', contentType: 'Audio/OGG; codecs=opus' },
      'audio/ogg; codecs=opus',
      'audio/ogg',
    ],
  ])('a file %s', async (_, file, announced, mimeType) => {
    expect(await fetched(keep(file), announced)).toMatchObject({ ok: true, mimeType })
  })

  test.each(['plain HTTP where TLS is expected', 'a certificate that nobody vouches for'])('%s', async (what) => {
    let asked = 0
    const answer = () => {
      asked += 1
    }
    const server = what.startsWith('plain') ? createServer(answer) : createTlsServer(selfSigned(), answer)
    const desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: `https://127.0.0.1:${await listen(server)}` })
    expect(await desk.gateway.fetch!({ mimeType: 'image/jpeg', url: keep() })).toEqual({
      ok: false,
      retry: true,
      words: expect.stringMatching(/^no safe connection \(\w+\)/),
    })
    expect(asked).toBe(0)
    await desk.stop()
  })

  test('what is being fetched is broken off when the desk stops', async () => {
    await both.stop()
    both = await startBoth()
    const pending = withFault({ answer: 'late', until: new Promise(() => {}) })
    await both.desk.gateway.stop!()
    expect(await pending).toEqual({ ok: false, retry: true, words: 'the desk stopped meanwhile' })
  })

  test('no words hold an address, a token or what was sent', async () => {
    const faults: readonly MediaFault[] = [
      { answer: 'reset' },
      { answer: 'truncated' },
      { answer: 'redirect', to: 'https://evil.example/rahasia' },
      { answer: 'status', status: 401, body: 'rahasia' },
      { answer: 'status', status: 500, body: 'rahasia' },
    ]
    const all = [await fetched('https://evil.example/rahasia'), ...(await Promise.all(faults.map(withFault)))]
    const seen = JSON.stringify([all, both.desk.log])
    expect(seen).not.toMatch(new RegExp(`rahasia|${TOKEN}|${ACCOUNT}|twilio\\.com|127\\.0\\.0\\.1`))
  })
})
