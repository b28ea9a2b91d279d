import { describe, expect, test } from 'vitest'
import type { Contract, Environment } from '../../bots/gateway.ts'
import { twilio } from '../../bots/twilio/index.ts'
import { readSettings } from '../../bots/twilio/settings.ts'
import { ACCOUNT, API_KEY, API_SECRET, ENVIRONMENT, NEXT_TOKEN, SERVICE, TOKEN } from './desk.ts'

/** What a gateway carries is known before it does anything. */
const contract = { clocks: {} } as Contract

const problemsOf = (change: Environment): readonly string[] => {
  const configured = twilio.configure({ ...ENVIRONMENT, ...change })
  return configured.is === 'wrong' ? configured.problems : []
}

const channelsOf = (change: Environment) => {
  const configured = twilio.configure({ ...ENVIRONMENT, ...change })
  return configured.is === 'on' ? configured.create(contract).channels : configured
}

const settingsOf = (change: Environment) => {
  const read = readSettings({ ...ENVIRONMENT, ...change })
  return read.is === 'on' ? read.settings : read
}

describe('what is set', () => {
  test('without any TWILIO_ key the gateway is off, whatever else is set', () => {
    expect(twilio.configure({ PUBLIC_URL: 'https://desk.example', TWILIO_AUTH_TOKEN: '' })).toEqual({ is: 'off' })
  })

  test('each single key alone is a half-given setting', () => {
    for (const key of Object.keys(ENVIRONMENT).filter((name) => name.startsWith('TWILIO_')))
      expect(twilio.configure({ [key]: ENVIRONMENT[key] }).is, key).toBe('wrong')
  })

  test('the channels are those with a sender, and a number can be called', () => {
    expect(channelsOf({})).toEqual(['whatsapp', 'sms', 'voice'])
    expect(channelsOf({ TWILIO_WHATSAPP_FROM: undefined })).toEqual(['sms', 'voice'])
    expect(channelsOf({ TWILIO_SMS_FROM: undefined })).toEqual(['whatsapp'])
    const service = { TWILIO_SMS_FROM: '', TWILIO_WHATSAPP_FROM: '', TWILIO_MESSAGING_SERVICE_SID: SERVICE }
    expect(channelsOf(service)).toEqual(['sms'])
  })

  test('a WhatsApp sender may be written with `whatsapp:` before it or not', () => {
    const plain = settingsOf({ TWILIO_WHATSAPP_FROM: '+12025550101' })
    expect(plain).toMatchObject({ whatsappFrom: '+12025550101' })
    expect(settingsOf({ TWILIO_WHATSAPP_FROM: 'whatsapp:+12025550101' })).toEqual(plain)
  })

  test('the account and its token ask the REST API, unless there is an API key', () => {
    expect(settingsOf({})).toMatchObject({ user: ACCOUNT, password: TOKEN, authTokens: [TOKEN, NEXT_TOKEN] })
    expect(settingsOf({ TWILIO_API_KEY: API_KEY, TWILIO_API_SECRET: API_SECRET })).toMatchObject({
      accountSid: ACCOUNT,
      user: API_KEY,
      password: API_SECRET,
    })
  })

  test('slashes at the end of addresses and blanks around values do no harm', () => {
    expect(settingsOf({ PUBLIC_URL: ' https://desk.example/ \n' })).toMatchObject({ publicUrl: 'https://desk.example' })
    expect(settingsOf({ TWILIO_API_URL: 'http://127.0.0.1:4010/x//' })).toMatchObject({
      apiUrl: 'http://127.0.0.1:4010/x',
    })
  })

  test('an answer is waited for 15 seconds', () => {
    expect(settingsOf({})).toMatchObject({ timeout: 15_000 })
  })
})

describe('what is wrong', () => {
  test.each([
    ['TWILIO_ACCOUNT_SID', 'AC123', 'AC and 32 hexadecimal digits'],
    ['TWILIO_ACCOUNT_SID', '', 'missing'],
    ['TWILIO_AUTH_TOKEN', '', 'missing'],
    ['TWILIO_AUTH_TOKEN', 'two words', 'one word'],
    ['TWILIO_AUTH_TOKEN_NEXT', 'two words', 'one word'],
    ['TWILIO_API_KEY', 'SK1', 'SK and 32 hexadecimal digits'],
    ['TWILIO_SMS_FROM', '081100000001', 'a number such as +6281100000001'],
    ['TWILIO_SMS_FROM', '+62 811 0000 0001', 'a number such as +6281100000001'],
    ['TWILIO_SMS_FROM', 'whatsapp:+6281100000001', 'a number such as +6281100000001'],
    ['TWILIO_WHATSAPP_FROM', 'whatsapp:0811', '`whatsapp:` before it or not'],
    ['TWILIO_MESSAGING_SERVICE_SID', 'MG', 'MG and 32 hexadecimal digits'],
    ['TWILIO_API_URL', 'api.twilio.com', 'an http or https URL'],
    ['TWILIO_API_URL', 'ftp://api.example', 'an http or https URL'],
    ['PUBLIC_URL', '', 'missing'],
    ['PUBLIC_URL', 'desk.example', 'an http or https URL'],
    ['PUBLIC_URL', 'https://desk.example/?a=1', 'without query'],
    ['PUBLIC_URL', 'https://desk.example/#a', 'without query'],
  ])('%s=%s gives a line that names it and what is expected', (key, value, expected) => {
    const lines = problemsOf({ [key]: value }).filter((line) => line.startsWith(`${key}: `))
    expect(lines).toEqual([expect.stringContaining(expected)])
  })

  test('an API key without its secret, and a secret without its key, are named', () => {
    expect(problemsOf({ TWILIO_API_KEY: API_KEY })).toEqual([expect.stringMatching(/^TWILIO_API_SECRET: missing/)])
    expect(problemsOf({ TWILIO_API_SECRET: API_SECRET })).toEqual([expect.stringMatching(/^TWILIO_API_KEY: missing/)])
  })

  test('no sender at all is one problem', () => {
    expect(problemsOf({ TWILIO_SMS_FROM: '', TWILIO_WHATSAPP_FROM: '' })).toEqual([
      expect.stringMatching(/^TWILIO_SMS_FROM: no sender/),
    ])
  })

  test('all problems are told at once, and no line repeats a value', () => {
    const lines = problemsOf({ TWILIO_ACCOUNT_SID: 'ACsecret', TWILIO_AUTH_TOKEN: 'my secret', PUBLIC_URL: 'secret' })
    expect(lines).toHaveLength(3)
    expect(lines.join('\n')).not.toContain('my secret')
    expect(lines.join('\n')).not.toContain('ACsecret')
  })
})
