import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { API_KEY, API_SECRET, NEXT_TOKEN, outgoing, PERSON, SMS_FROM, startBoth, TOKEN, WHATSAPP_FROM } from './desk.ts'
import type { Fault } from './faults.ts'

const BODY = 'isi-pesan-yang-tidak-boleh-terlihat'
const SECRETS = [TOKEN, NEXT_TOKEN, API_SECRET, BODY, PERSON.slice(1), SMS_FROM.slice(1), WHATSAPP_FROM.slice(1)]

const FAULTS: readonly Fault[] = [
  { answer: 'error', code: 20003 },
  { answer: 'error', code: 21211 },
  { answer: 'error', code: 20429 },
  { answer: 'problem', code: 21610, status: 400 },
  { answer: 'html', status: 200 },
  { answer: 'html', status: 404 },
  { answer: 'html', status: 500 },
  { answer: 'half' },
  { answer: 'truncated' },
  { answer: 'reset' },
  { answer: 'empty' },
  { answer: 'silent' },
  { answer: 'drip' },
]

const streams = [process.stdout, process.stderr]
let printed: string[]
beforeEach(() => {
  printed = []
  for (const stream of streams)
    vi.spyOn(stream, 'write').mockImplementation((piece) => {
      printed.push(String(piece))
      return true
    })
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...pieces) => void printed.push(JSON.stringify(pieces)))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

test('no token, text or number is logged, printed or told in words, whatever happens', async () => {
  vi.stubEnv('TWILIO_LOG_LEVEL', 'debug')
  const { standIn, desk, stop } = await startBoth(
    { TWILIO_API_KEY: API_KEY, TWILIO_API_SECRET: API_SECRET },
    { timeout: 250 },
  )
  const message = outgoing({ text: BODY })
  const outcomes: unknown[] = []
  for (const fault of FAULTS) {
    standIn.fail(fault, { ...fault, of: 'list' })
    outcomes.push(await desk.gateway.send(message), desk.gateway.state(), await desk.gateway.find(message))
    desk.pass(3_600_000)
  }
  await desk.gateway.send(message)
  const fields = { Body: BODY, From: `whatsapp:${PERSON}` }
  const answers = [
    await standIn.sendMessage(desk.url, fields),
    await standIn.sendMessage(desk.url, fields, { token: 'foreign' }),
    await standIn.sendMessage(desk.url, fields, { query: 'bodySHA256=1' }),
    await standIn.sendMessage(desk.url, { ...fields, From: `messenger:${PERSON}` }),
    await standIn.sendMessage(desk.url, { ...fields, SmsStatus: 'sent' }),
    await standIn.sendStatus(desk.url, standIn.sent[0]!.sid, 'teleported', { Body: BODY }),
    await standIn.sendStatus(desk.url, standIn.sent[0]!.sid, 'failed', { ErrorCode: '21211' }, { signature: null }),
  ]
  await stop()

  expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 400, 400, 200, 403])
  expect(desk.log.length).toBeGreaterThanOrEqual(5)
  const seen = JSON.stringify([desk.log, outcomes, answers.map(({ body }) => body), printed])
  for (const secret of SECRETS) expect(seen).not.toContain(secret)
})

test('the capture sees what is printed', () => {
  console.log(TOKEN)
  process.stdout.write(BODY)
  expect(printed.join('')).toContain(TOKEN)
  expect(printed.join('')).toContain(BODY)
})
