import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { Check, Gateway } from '../../bots/gateway.ts'
import { gatewayFindings } from '../../src/cli/doctor-channels.ts'
import { readConfig } from '../../src/config.ts'
import { newDatabase } from '../harness/desk.ts'
import { type Ran, Workplace } from './desk.ts'

let place: Workplace
let databaseUrl: string
beforeEach(async () => {
  databaseUrl = await newDatabase()
  place = await Workplace.make({ DATABASE_URL: databaseUrl })
})
afterEach(() => place.leave())

/** `kepala_seksi` -> `missing nobody ...` */
const findings = ({ out }: Ran) => {
  const lines = out.trim().split('\n')
  const last = lines.pop()
  const found = lines.map((line) => /^(ok|note|missing)\s+(.+?)\s{2,}(.*)$/.exec(line)?.slice(1) ?? [line])
  return {
    last,
    of: (about: string) => found.filter((one) => one[1] === about).map(([level, , words]) => [level, words]),
  }
}

const DESK = [
  'people:',
  '  - {name: Wulan, role: call_taker, phone: 0811-0000-0001}',
  '  - {name: Ratna, role: kepala_seksi, phone: 0811-0000-0005}',
  '  - {name: Bagas, role: jasnita, phone: 0811-0000-0007}',
].join('\n')

describe('nothing missing', () => {
  test('a fresh machine works with the simulator and the demonstration people', async () => {
    const ran = await place.desk(['doctor'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    const { of, last } = findings(ran)
    expect(last).toBe('Everything that is needed is there.')
    expect(of('database')).toEqual([
      ['ok', expect.stringMatching(/^PostgreSQL \d+\S*, named by DATABASE_URL; the tables/)],
    ])
    expect(of('queue')).toEqual([['ok', 'on PostgreSQL, answers']])
    expect(of('channel: whatsapp')).toEqual([['note', 'the simulator only: nobody outside is reached']])
    expect(of('people: kepala_seksi')).toEqual([['ok', '1 in desk.yaml, added when the desk starts next']])
    expect(of('clock')).toEqual([
      ['ok', expect.stringMatching(/^the machine's clock and the database's are 0(\.\d)? s apart; it is .* WIB$/)],
      ['note', expect.stringMatching(/^the simulator's clock counts for tickets: .* WIB$/)],
    ])
  })

  test('an empty role that the SOP does not need is only a note', async () => {
    await place.put('desk.yaml', DESK)
    const ran = await place.desk(['doctor'])
    expect(ran.code).toBe(0)
    expect(findings(ran).of('people: supervisor')).toEqual([
      ['note', expect.stringMatching(/^nobody: breaches stay with Kepala Seksi\. To mend it, name somebody/)],
    ])
  })
})

describe('what is missing, and what to do', () => {
  test('nobody in a role of the SOP', async () => {
    await place.put('desk.yaml', DESK.replace('role: jasnita', 'role: staf'))
    const ran = await place.desk(['doctor'])
    expect(ran.code).toBe(1)
    expect(findings(ran).of('people: jasnita')).toEqual([
      [
        'missing',
        expect.stringMatching(/^nobody: escalated tickets are not repaired\. To mend it, name somebody in desk/),
      ],
    ])
    expect(findings(ran).last).toBe('Missing: 1. See the lines above.')
  })

  test('everybody in a role has left', async () => {
    await place.put('people.csv', 'name,role,phone,until\nWulan,call_taker,0811-0000-0001,2020-01-31\n')
    await place.put('desk.yaml', DESK)
    await place.desk(['people', 'import', place.path('people.csv')])
    const ran = await place.desk(['doctor'])
    expect(ran.code).toBe(1)
    expect(findings(ran).of('people: call_taker')).toEqual([
      ['missing', expect.stringContaining('nobody who can be written to (their appointment has ended)')],
    ])
  })

  test('in production without a gateway nobody is reached', async () => {
    await place.put('desk.yaml', DESK)
    const ran = await place.desk(['doctor'], { NODE_ENV: 'production' })
    expect(ran.code).toBe(1)
    const { of } = findings(ran)
    expect(of('channel: sms')).toEqual([['missing', expect.stringMatching(/^nothing carries it: set the SMSGATE_ /)]])
    expect(of('API and pages')).toEqual([['note', 'closed: set ADMIN_TOKEN to open them']])
  })

  test('a gateway carries the channels that it has senders for', async () => {
    await place.put('desk.yaml', DESK)
    const ran = await place.desk(['doctor'], {
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: 'token',
      TWILIO_SMS_FROM: '+6281100000099',
      TWILIO_API_URL: 'http://127.0.0.1:1',
      PUBLIC_URL: 'https://desk.example.org',
    })
    expect(ran.code).toBe(0)
    const { of } = findings(ran)
    expect(of('channel: sms')).toEqual([['ok', 'twilio']])
    expect(of('channel: whatsapp')).toEqual([['note', expect.stringContaining('TWILIO_WHATSAPP_FROM')]])
    expect(of('twilio: account')).toEqual([['note', expect.stringContaining('could not be asked: the connection')]])
    expect(of('PUBLIC_URL')).toEqual([['note', expect.stringContaining('no desk runs here')]])
  })

  test('settings that are not in order', async () => {
    const ran = await place.desk(['doctor'], { PORT: 'x', ROLES: 'y' })
    expect(ran.code).toBe(1)
    expect(
      findings(ran)
        .of('settings')
        .map(([level]) => level),
    ).toEqual(['missing', 'missing'])
  })

  test('a database that is away; the rest is looked at all the same', async () => {
    const ran = await place.desk(['doctor'], { DATABASE_URL: 'postgres://desk@127.0.0.1:1/desk' })
    expect(ran).toMatchObject({ code: 1, err: '' })
    const { of } = findings(ran)
    expect(of('database')).toEqual([['missing', expect.stringContaining('does not answer')]])
    expect(of('channel: sms')).toHaveLength(1)
  })

  test('a Redis that is away', async () => {
    const ran = await place.desk(['doctor'], { REDIS_URL: 'redis://127.0.0.1:1' })
    expect(ran.code).toBe(1)
    expect(findings(ran).of('queue')).toEqual([
      ['missing', expect.stringContaining('Redis does not answer at REDIS_URL')],
    ])
  })

  test.runIf(inject('redisUrl') !== '')('a Redis that is there', async () => {
    const ran = await place.desk(['doctor'], { REDIS_URL: inject('redisUrl') })
    expect(findings(ran).of('queue')).toEqual([['ok', 'Redis answers']])
  })
})

describe('what gateways say', () => {
  const { gateways: _none, ...config } = readConfig({ SIMULATOR: 'on' }, { read: () => undefined }, [])
  const kind = (name: string, check: () => Promise<readonly Check[]>) => ({
    name,
    create: () => ({ name, channels: [], routes: [], check }) as unknown as Gateway,
  })

  test('stands side by side: one that comes to no end is told of in time, and hides no other', async () => {
    const gateways = [
      kind('one', () => new Promise(() => {})),
      kind('other', async () => [{ level: 'ok', about: 'account', words: 'is well' }]),
    ]
    expect(await gatewayFindings({ ...config, gateways }, 50)).toEqual([
      { level: 'note', about: 'one: check', words: expect.stringContaining('not all could be asked in time') },
      { level: 'ok', about: 'other: account', words: 'is well' },
    ])
  })
})

describe('somebody at whose address nothing can be delivered', () => {
  const learn = async (sql: string) => {
    await place.put('desk.yaml', DESK)
    await place.put('people.csv', 'name,role,phone\nRatna,kepala_seksi,0811-0000-0005\n')
    await place.desk(['people', 'import', place.path('people.csv')])
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query(sql)
    await client.end()
  }
  const TWILIO = {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_SMS_FROM: '+6281100000099',
    TWILIO_API_URL: 'http://127.0.0.1:1',
    PUBLIC_URL: 'https://desk.example.org',
  }
  const at = (channel: string, code: string) =>
    `insert into conversations (channel, address, unreachable_at, unreachable_code)
      values ('${channel}', '+6281100000005', '2026-11-23T07:05:00Z', '${code}')`

  test('is told of, with the reason, and by what they are reached now', async () => {
    await learn(at('sms', '30005'))
    const { of } = findings(await place.desk(['doctor'], TWILIO))
    expect(of('people: unreachable')).toEqual([
      [
        'note',
        'Ratna (0811-xxxx-x005) cannot be reached by SMS: the network does not know the number: correct it in the ' +
          'directory (30005, since Senin, 23 November 2026 pukul 14.05 WIB); messages go by WhatsApp until a message ' +
          'comes from there',
      ],
    ])
  })

  test('is told of also where nobody knows the code, and where nothing else reaches them', async () => {
    await learn(`${at('sms', 'x')}; ${at('whatsapp', '63024')}`)
    const { of } = findings(await place.desk(['doctor']))
    expect(of('people: unreachable')).toEqual([
      ['note', expect.stringMatching(/by SMS: the provider says so \(x, since .*\); nothing else reaches them until/)],
      ['note', expect.stringMatching(/by WhatsApp: the provider says so \(63024, .*\); nothing else reaches them/)],
    ])
  })
})

describe('desk.yaml and the directory', () => {
  test('differences are named, with the number masked', async () => {
    await place.put('people.csv', 'name,role,phone\nWulan Sari,supervisor,0811-0000-0001\n')
    await place.put('desk.yaml', DESK)
    await place.desk(['people', 'import', place.path('people.csv')])
    const ran = await place.desk(['doctor'])
    expect(findings(ran).of('desk.yaml')).toEqual([
      ['note', '2 people are added when the desk starts next'],
      [
        'note',
        expect.stringMatching(/^Wulan Sari \(0811-xxxx-x001\) has another name, role in the directory, which counts/),
      ],
    ])
    expect(ran.out).not.toContain('0811-0000')
  })

  test('that they say the same', async () => {
    await place.put('desk.yaml', DESK)
    await place.put(
      'people.csv',
      'name,role,phone\nWulan,call_taker,081100000001\nRatna,kepala_seksi,081100000005\nBagas,jasnita,081100000007\n',
    )
    await place.desk(['people', 'import', place.path('people.csv')])
    const ran = await place.desk(['doctor'])
    expect(findings(ran).of('desk.yaml')).toEqual([['ok', 'says the same of people as the directory']])
    expect(findings(ran).of('people: jasnita')).toEqual([['ok', '1']])
  })
})

describe('the desk that runs', () => {
  const servers: Server[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
  })

  const listen = async (answer: string) => {
    const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return String((server.address() as AddressInfo).port)
  }

  test('its gateways are shown as they are now', async () => {
    const PORT = await listen('{"ready":true,"gateways":{"whatsapp-web":{"state":"pairing","words":"scan the code"}}}')
    const { of } = findings(await place.desk(['doctor'], { PORT }))
    expect(of('desk')).toEqual([['ok', `runs and is ready at http://127.0.0.1:${PORT}`]])
    expect(of('gateway: whatsapp-web')).toEqual([['note', 'pairing: scan the code']])
  })

  test('something else on its port is noticed', async () => {
    const PORT = await listen('{"hello":1}')
    expect(findings(await place.desk(['doctor'], { PORT })).of('desk')).toEqual([
      ['note', `something else listens at http://127.0.0.1:${PORT}: set PORT to a free port`],
    ])
  })
})
