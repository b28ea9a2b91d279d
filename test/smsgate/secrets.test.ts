import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setup } from '../../bots/smsgate/setup.ts'
import { ENVIRONMENT, outgoing, PASSWORD, PERSON, SIGNING_KEY, startBoth } from './desk.ts'
import type { Fault } from './stand-in.ts'

const BODY = 'isi-pesan-yang-tidak-boleh-terlihat'
const CREDENTIALS = Buffer.from(`phone-user:${PASSWORD}`).toString('base64')
const SECRETS = [PASSWORD, SIGNING_KEY, CREDENTIALS, BODY, PERSON.slice(1), '81100000001']

const FAULTS: readonly Fault[] = [
  { answer: 'error', status: 401, message: `no ${PASSWORD}` },
  { answer: 'error', status: 400, message: `invalid phone number ${PERSON}` },
  { answer: 'error', status: 409, message: BODY },
  { answer: 'error', status: 429, message: BODY },
  { answer: 'error', status: 500, message: BODY },
  { answer: 'html', status: 200 },
  { answer: 'html', status: 404 },
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
})

test('no credential, text or number is logged, printed or told in words, whatever happens', async () => {
  const { standIn, desk, stop } = await startBoth({ settings: { timeout: 250 } })
  const message = outgoing({ text: BODY })
  const seen: unknown[] = []
  for (const fault of FAULTS) {
    standIn.fail(fault, { ...fault, of: 'get' }, { ...fault, of: 'list' })
    seen.push(await desk.gateway.send(message), desk.gateway.state(), await desk.gateway.find(message))
    seen.push(await desk.gateway.check?.())
    standIn.fail({ ...fault, of: 'add' })
    const environment = { ...ENVIRONMENT, SMSGATE_URL: standIn.url }
    if (fault.answer !== 'silent' && fault.answer !== 'drip')
      await setup.run(environment, [], (line) => seen.push(line))
  }
  const post = async (event: string, payload: object, odd = {}) => {
    const answer = await standIn.post(desk.url, standIn.envelope(event, payload), odd)
    seen.push(answer.body)
    return answer.status
  }
  const sms = standIn.sms(PERSON, BODY)
  const failed = { messageId: standIn.sent[0]!.id, recipient: PERSON, reason: `cannot send ${BODY} to ${PERSON}` }
  expect([
    await post('sms:received', sms),
    await post('sms:received', sms, { key: 'foreign' }),
    await post('sms:received', { ...sms, message: { text: BODY } }),
    await post(`${BODY} ${PERSON}`, sms),
    await post('sms:failed', failed),
    await post('sms:received', sms, { body: `${BODY}${PERSON}` }),
  ]).toEqual([200, 403, 400, 200, 200, 400])
  await stop()

  expect(desk.log.length).toBeGreaterThanOrEqual(4)
  seen.push(
    desk.log,
    printed,
    desk.receipts.map(({ code }) => code),
  )
  for (const secret of SECRETS) expect(JSON.stringify(seen)).not.toContain(secret)
})

test('the capture sees what is printed', () => {
  console.log(PASSWORD)
  process.stdout.write(BODY)
  expect(printed.join('')).toContain(PASSWORD)
  expect(printed.join('')).toContain(BODY)
})
