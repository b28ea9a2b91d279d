import { describe, expect, test } from 'vitest'
import { readForm } from '../../bots/twilio/form.ts'
import { isSigned } from '../../bots/twilio/signature.ts'
import { encode, type Fields, sign } from './sign.ts'

const URL_OF_VECTORS = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const PARAMETERS: Fields = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}

const check = (signature: string, url: string, fields: Fields, tokens: readonly string[]) =>
  isSigned(signature, url, readForm(Buffer.from(encode(fields))), tokens)

describe("Twilio's documented signatures", () => {
  test.each([
    ['with parameters', PARAMETERS, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['without parameters', {}, 'zYQTYrRWXE7LtzbG4PfP7/bkkGo='],
  ])('%s', async (_, fields, signature) => {
    expect(sign('12345', URL_OF_VECTORS, fields)).toBe(signature)
    expect(await check(signature, URL_OF_VECTORS, fields, ['12345'])).toBe(true)
    expect(await check(signature, URL_OF_VECTORS, fields, ['12346'])).toBe(false)
  })
})

describe('what a signature covers', () => {
  test.each<[string, string, Fields]>([
    ['the path', 'https://mycompany.com/other.php?foo=1&bar=2', PARAMETERS],
    ['the query', 'https://mycompany.com/myapp.php?foo=1&bar=3', PARAMETERS],
    ['the host', 'https://mycompany.example/myapp.php?foo=1&bar=2', PARAMETERS],
    ['the scheme', 'http://mycompany.com/myapp.php?foo=1&bar=2', PARAMETERS],
    ['every value', URL_OF_VECTORS, { ...PARAMETERS, Digits: '1235' }],
    ['every name', URL_OF_VECTORS, { ...PARAMETERS, More: '' }],
  ])('%s', async (_, url, fields) => {
    expect(await check('RSOYDt4T1cUTdK1PDd93/VVr8B8=', url, fields, ['12345'])).toBe(false)
  })

  test.each<[string, Fields]>([
    ['empty parameters', { Body: '', FromCity: '', AccountSid: 'AC1' }],
    ['repeated parameters', { Body: ['b', 'a', 'b'], To: '+1' }],
    ['signs outside ASCII', { Body: 'Peta kosong 🚨 — “tidak tampil”', ProfileName: 'Rāḥmat' }],
    ['names of object members', { ['__proto__']: 'x', constructor: 'y', toString: 'z' }],
    ['line breaks and plus signs', { Body: 'a\r\nb + c & d=e' }],
  ])('%s are taken as they came', async (_, fields) => {
    const url = 'https://desk.example/siaga/webhooks/twilio/message'
    expect(await check(sign('t', url, fields), url, fields, ['t'])).toBe(true)
  })

  test('either token may have signed', async () => {
    const url = 'https://desk.example/webhooks/twilio/message'
    expect(await check(sign('new', url, PARAMETERS), url, PARAMETERS, ['old', 'new'])).toBe(true)
    expect(await check(sign('older', url, PARAMETERS), url, PARAMETERS, ['old', 'new'])).toBe(false)
  })

  test('an address that is none is not signed, and nothing is thrown', async () => {
    expect(await check('RSOYDt4T1cUTdK1PDd93/VVr8B8=', 'no address', PARAMETERS, ['12345'])).toBe(false)
  })
})
