import { describe, expect, test } from 'vitest'
import type { Contract, Environment } from '../../bots/gateway.ts'
import { smsgate } from '../../bots/smsgate/index.ts'
import { readSettings } from '../../bots/smsgate/settings.ts'
import { readConfig } from '../../src/config.ts'
import { ENVIRONMENT, PASSWORD, PUBLIC_URL, SIGNING_KEY, USER } from './desk.ts'

/** What a gateway carries is known before it does anything. */
const contract = {} as Contract

const problemsOf = (change: Environment): readonly string[] => {
  const configured = smsgate.configure({ ...ENVIRONMENT, ...change })
  return configured.is === 'wrong' ? configured.problems : []
}

const settingsOf = (change: Environment) => {
  const read = readSettings({ ...ENVIRONMENT, ...change })
  return read.is === 'on' ? read.settings : read
}

describe('what is set', () => {
  test('without any SMSGATE_ key the gateway is off, whatever else is set', () => {
    expect(smsgate.configure({ PUBLIC_URL, SMSGATE_PASSWORD: ' ' })).toEqual({ is: 'off' })
  })

  test('each single key alone is a half-given setting', () => {
    const keys = [...Object.keys(ENVIRONMENT).filter((name) => name.startsWith('SMSGATE_')), 'SMSGATE_DEVICE']
    for (const key of keys) expect(smsgate.configure({ [key]: ENVIRONMENT[key] ?? 'phone' }).is, key).toBe('wrong')
  })

  test('the gateway carries SMS', () => {
    const configured = smsgate.configure(ENVIRONMENT)
    expect(configured.is === 'on' && configured.create(contract)).toMatchObject({ name: 'smsgate', channels: ['sms'] })
  })

  test('addresses lose the slash at their end, the SIM is a number, blanks around values are nothing', () => {
    const change = {
      SMSGATE_URL: 'http://192.168.1.10:8080/',
      SMSGATE_DEVICE: ' phone-1 ',
      SMSGATE_SIM: '2',
      PUBLIC_URL: `${PUBLIC_URL}//`,
    }
    expect(settingsOf(change)).toEqual({
      url: 'http://192.168.1.10:8080',
      user: USER,
      password: PASSWORD,
      signingKey: SIGNING_KEY,
      device: 'phone-1',
      sim: 2,
      publicUrl: PUBLIC_URL,
      timeout: 15_000,
      lookEvery: 60_000,
    })
  })

  test('secrets may come from files', () => {
    const { SMSGATE_PASSWORD, ...rest } = ENVIRONMENT
    const files = { read: (path: string) => (path === '/run/password' ? `${SMSGATE_PASSWORD}\n` : undefined) }
    const config = readConfig({ ...rest, SMSGATE_PASSWORD_FILE: '/run/password' }, files, [smsgate])
    expect(config.gateways.map(({ name }) => name)).toEqual(['smsgate'])
  })
})

describe('what is wrong', () => {
  test.each([
    ['SMSGATE_URL', '', 'missing'],
    ['SMSGATE_URL', 'phone.example', 'an http or https URL'],
    ['SMSGATE_URL', 'ftp://phone.example', 'an http or https URL'],
    ['SMSGATE_URL', 'https://user:secret@phone.example', 'without user'],
    ['SMSGATE_URL', 'https://phone.example/?a=1', 'without user and query'],
    ['SMSGATE_USER', '', 'missing'],
    ['SMSGATE_USER', 'one:two', 'one word without a colon'],
    ['SMSGATE_PASSWORD', '', 'missing'],
    ['SMSGATE_PASSWORD', 'one\ntwo', 'one line'],
    ['SMSGATE_SIGNING_KEY', '', 'missing'],
    ['SMSGATE_DEVICE', 'two words', 'one word'],
    ['SMSGATE_SIM', '0', '1, 2 or 3'],
    ['SMSGATE_SIM', 'one', '1, 2 or 3'],
    ['PUBLIC_URL', '', 'missing'],
    ['PUBLIC_URL', 'desk.example', 'an http or https URL'],
  ])('%s=%s gives one line that names it and what is expected', (key, value, expected) => {
    expect(problemsOf({ [key]: value })).toEqual([expect.stringMatching(new RegExp(`^${key}: .*${expected}`))])
  })

  test('all problems are told at once, and no line repeats a value', () => {
    const lines = problemsOf({
      SMSGATE_URL: 'hidden',
      SMSGATE_USER: 'hid:den',
      SMSGATE_SIM: 'hidden',
      PUBLIC_URL: 'hidden',
    })
    expect(lines).toHaveLength(4)
    expect(lines.join('\n')).not.toMatch(/hid/)
  })
})
