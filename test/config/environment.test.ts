import { describe, expect, test } from 'vitest'
import type { Environment } from '../../bots/gateway.ts'
import { configOf, pigeon, problemsOf } from './reading.ts'

const SECRET = 'hunter2-of-the-desk'

describe('defaults', () => {
  test('nothing set: the embedded database, the simulator and the demonstration people', () => {
    const config = configOf({})
    expect(config).toMatchObject({
      port: 8112,
      host: '127.0.0.1',
      roles: new Set(['web', 'worker', 'whatsapp']),
      simulator: true,
      demonstration: true,
      production: false,
      logLevel: 'info',
      gatewayOrder: ['whatsapp-web', 'smsgate', 'twilio'],
      gateways: [],
    })
    expect(config.dataDir).toMatch(/^\/.*\/data$/)
    expect(Object.keys(config)).not.toEqual(expect.arrayContaining(['databaseUrl']))
    expect(config.people.map(({ role }) => role).sort()).toEqual([
      'admin',
      'call_taker',
      'call_taker',
      'call_taker',
      'jasnita',
      'jasnita',
      'kepala_seksi',
      'staf',
      'supervisor',
    ])
    expect(config.people.every(({ phone }) => /^\+6281100000\d{3}$/.test(phone))).toBe(true)
  })

  test('an empty variable counts as not set', () => {
    expect(configOf({ environment: { PORT: '', ROLES: ' ', DATABASE_URL: '' } }).port).toBe(8112)
  })

  test('whatever is set is taken', () => {
    const environment = {
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://desk.example.org/siaga/',
      DATABASE_URL: 'postgres://desk@db/desk',
      REDIS_URL: 'rediss://cache:6380',
      DATA_DIR: '/var/lib/desk',
      ROLES: 'worker, web',
      ADMIN_TOKEN: SECRET,
      SIMULATOR: 'on',
      SIMULATOR_NOW: '2026-11-23T14:05:00+07:00',
      LOG_LEVEL: 'debug',
    }
    expect(configOf({ environment })).toMatchObject({
      port: 0,
      host: '::1',
      publicUrl: 'https://desk.example.org/siaga',
      databaseUrl: 'postgres://desk@db/desk',
      redisUrl: 'rediss://cache:6380',
      dataDir: '/var/lib/desk',
      roles: new Set(['web', 'worker']),
      adminToken: SECRET,
      simulator: true,
      simulatorNow: Date.UTC(2026, 10, 23, 7, 5),
      logLevel: 'debug',
    })
  })
})

describe('a wrong setting is one line that names it, what is expected and what was found', () => {
  const port = 'PORT: expected a port from 1 to 65535, or 0 for any free one, found'
  const url =
    'PUBLIC_URL: expected the http(s) address at which providers reach the desk, such as https://desk.example.org, ' +
    'without user, query or the path of a webhook'
  const database =
    'DATABASE_URL: expected the address of a PostgreSQL database, such as postgres://user@host:5432/desk; ' +
    'the value found is not shown'
  const instant = 'SIMULATOR_NOW: expected an instant such as 2026-11-23T07:05:00Z or 2026-11-23T14:05:00+07:00, found'
  const table: readonly (readonly [Environment, string])[] = [
    [{ PORT: '80a' }, `${port} "80a"`],
    [{ PORT: '65536' }, `${port} "65536"`],
    [{ PORT: '-1' }, `${port} "-1"`],
    [{ HOST: 'localhost:80' }, 'HOST: expected a host name or an IP address without a port, found "localhost:80"'],
    [{ PUBLIC_URL: 'desk.example.org' }, `${url}, found "desk.example.org"`],
    [{ PUBLIC_URL: 'ftp://desk.example.org' }, `${url}, found "ftp://desk.example.org"`],
    [{ PUBLIC_URL: 'https://desk.example.org/?' }, `${url}, found "https://desk.example.org/?"`],
    [{ PUBLIC_URL: 'https://x.org/webhooks/twilio' }, `${url}, found "https://x.org/webhooks/twilio"`],
    [{ PUBLIC_URL: `https://me:${SECRET}@x.org` }, `${url}; the value found is not shown`],
    [{ DATABASE_URL: `mysql://me:${SECRET}@db/desk` }, database],
    [{ DATABASE_URL: SECRET }, database],
    [
      { REDIS_URL: `http://:${SECRET}@cache` },
      'REDIS_URL: expected the address of a Redis server, such as redis://host:6379; the value found is not shown',
    ],
    [
      { ADMIN_TOKEN: `${SECRET} x` },
      'ADMIN_TOKEN: expected a token of printable ASCII characters without spaces; the value found is not shown',
    ],
    [
      { ROLES: 'web,workr' },
      'ROLES: expected a list out of web,worker,whatsapp, found "web,workr"; did you mean "web,worker"?',
    ],
    [{ ROLES: 'all' }, 'ROLES: expected a list out of web,worker,whatsapp, found "all"'],
    [{ SIMULATOR: 'yes' }, 'SIMULATOR: expected on or off, found "yes"'],
    [
      { SIMULATOR: 'on', NODE_ENV: 'production' },
      'SIMULATOR: expected off, or not set, while NODE_ENV is production, found "on"',
    ],
    [{ SIMULATOR_NOW: '2026-11-23' }, `${instant} "2026-11-23"`],
    [{ SIMULATOR_NOW: '2026-11-23T07:05:00' }, `${instant} "2026-11-23T07:05:00"`],
    [
      { SIMULATOR: 'off', SIMULATOR_NOW: '2026-11-23T07:05:00Z' },
      'SIMULATOR_NOW: expected only together with SIMULATOR=on, found the simulator off',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, found "loud"'],
    [{ DESK_FILE: '/none/desk.yaml' }, 'DESK_FILE: expected a readable file, found none at "/none/desk.yaml"'],
  ]
  test.each(table)('%j', (environment, line) => {
    expect(problemsOf({ environment })).toEqual([line])
  })

  test('all of them are told at once', () => {
    const environment = { PORT: 'x', HOST: 'a b', SIMULATOR: 'maybe' }
    expect(problemsOf({ environment, desk: 'timezon: x\n' })).toHaveLength(4)
  })

  test('no secret is repeated', () => {
    const environment = { ADMIN_TOKEN: `${SECRET} `.repeat(2), DATABASE_URL: SECRET, REDIS_URL: SECRET }
    const problems = problemsOf({ environment })
    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toContain(SECRET)
  })
})

describe('secrets from files', () => {
  test('NAME_FILE stands in for NAME, without the line break at its end', () => {
    const given = { environment: { ADMIN_TOKEN_FILE: '/run/token' }, files: { '/run/token': `${SECRET}\n` } }
    expect(configOf(given).adminToken).toBe(SECRET)
  })

  test('the secrets of gateways too', () => {
    const config = configOf({
      environment: { PIGEON_LOFT: 'roof', PIGEON_SECRET_FILE: '/run/pigeon' },
      files: { '/run/pigeon': 'coo' },
      kinds: [pigeon],
    })
    expect(config.gateways.map(({ name }) => name)).toEqual(['pigeon'])
    expect(() => config.gateways[0]?.create({} as never)).toThrow('made with coo')
  })

  test('a file that is not there, empty, unreadable, or given besides the value is named', () => {
    const environment = {
      ADMIN_TOKEN_FILE: '/none',
      DATABASE_URL_FILE: '/empty',
      REDIS_URL_FILE: '/locked',
      PIGEON_SECRET: 'a',
      PIGEON_SECRET_FILE: '/b',
    }
    const locked = () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' })
    }
    expect(problemsOf({ environment, files: { '/empty': '\n', '/locked': locked }, kinds: [pigeon] })).toEqual([
      'ADMIN_TOKEN_FILE: expected a readable file, found none at "/none"',
      'DATABASE_URL_FILE: expected a value in the file, found it empty',
      'REDIS_URL_FILE: expected a readable file, failed (EACCES) to read "/locked"',
      'PIGEON_SECRET_FILE: expected either PIGEON_SECRET or PIGEON_SECRET_FILE, found both',
    ])
  })

  test('variables of other programs are left alone', () => {
    expect(problemsOf({ environment: { SSL_CERT_FILE: '/none' } })).toEqual([])
  })
})

describe('gateways', () => {
  const on = { PIGEON_LOFT: 'roof', PIGEON_SECRET: 'coo' }
  const raven = { ...pigeon, name: 'raven' }

  test('a real gateway turns the simulator off, and nobody is made up', () => {
    const config = configOf({ environment: on, kinds: [pigeon] })
    expect(config).toMatchObject({ simulator: false, demonstration: false, people: [] })
  })

  test('with SIMULATOR=on it stays', () => {
    expect(configOf({ environment: { ...on, SIMULATOR: 'on' }, kinds: [pigeon] }).simulator).toBe(true)
  })

  test('in production there is no simulator', () => {
    expect(configOf({ environment: { NODE_ENV: 'production' } })).toMatchObject({ simulator: false, production: true })
  })

  test('a half-given gateway stops the start in its own words', () => {
    expect(problemsOf({ environment: { PIGEON_LOFT: 'roof' }, kinds: [pigeon] })).toEqual([
      'PIGEON_SECRET: missing, expected the loft key',
    ])
  })

  test('they come in the order of desk.yaml, the others after them', () => {
    const config = configOf({ environment: on, kinds: [pigeon, raven], desk: 'gateways: [raven, twilio]\n' })
    expect(config.gateways.map(({ name }) => name)).toEqual(['raven', 'pigeon'])
    expect(config.gatewayOrder).toEqual(['raven', 'twilio', 'whatsapp-web', 'smsgate', 'pigeon'])
  })
})

describe('the heartbeat', () => {
  test('every minute, unless told', () => {
    const url = 'https://watch.example.org/ping/3f1c'
    expect(configOf({ environment: { HEARTBEAT_URL: url } }).heartbeat).toEqual({ url, everyMs: 60_000 })
    expect(configOf({}).heartbeat).toBeUndefined()
  })

  test('a wrong address is named and not shown', () => {
    const found = problemsOf({ environment: { HEARTBEAT_URL: 'watch.example.org/hunter2' } })
    expect(found).toEqual([expect.stringMatching(/^HEARTBEAT_URL: expected the http\(s\) address of a watchdog/)])
    expect(found.join()).not.toContain('hunter2')
  })
})
