/** A document goes ahead of the words as a message of its own; where it cannot, the words say where it is. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Outgoing, OutgoingDocument } from '../../bots/gateway.ts'
import type { SmallDesk } from '../harness/small-desk.ts'
import { ACCOUNT, DESK_NOW, ENVIRONMENT, NOW, outgoing, PUBLIC_URL, startDesk, TOKEN } from './desk.ts'
import { startTwilioStandIn, type TwilioStandIn } from './stand-in.ts'

let standIn: TwilioStandIn
let desk: SmallDesk
beforeEach(async () => {
  standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    now: () => NOW,
  })
  desk = await startDesk({ ...ENVIRONMENT, TWILIO_API_URL: standIn.url })
})
afterEach(async () => {
  await desk.stop()
  await standIn.stop()
})

const LINK = 'https://desk.example/siaga/media/word'
const PDF: OutgoingDocument = {
  mimeType: 'application/pdf',
  name: 'laporan-27.pdf',
  content: () => Promise.reject(new Error('not read: Twilio gets it by itself')),
  link: LINK,
}
const WORDS = 'Laporan 27 terlampir.'
const ELSEWHERE = `${WORDS}\nLampirannya tersimpan di meja bantuan dan dapat diminta di sana.`
const message = (change: Partial<Outgoing> = {}): Outgoing =>
  outgoing({ channel: 'whatsapp', text: WORDS, document: PDF, ...change })
const bodies = () => standIn.sent.map(({ body }) => body)
const links = () => standIn.documents.map(({ parameters }) => parameters.MediaUrl)

test('a document that can go goes once, before its words', async () => {
  expect(await desk.gateway.send(message())).toEqual({ outcome: 'done', providerId: standIn.sent[0]?.sid })
  expect([links(), bodies()]).toEqual([[LINK], [WORDS]])
  expect((standIn.documents[0]?.sid ?? '') < (standIn.sent[0]?.sid ?? '')).toBe(true)
})

const { link: _link, ...UNREACHED } = PDF
test.each<[string, Partial<Outgoing>]>([
  ['without an address to the outside', { document: UNREACHED }],
  ['of a type that WhatsApp does not take', { document: { ...PDF, mimeType: 'application/zip' } }],
  ['outside of the 24 hours', { heardAt: DESK_NOW - 24 * 3_600_000 }],
  ['by SMS', { channel: 'sms' }],
])('%s the words go alone and say where it is', async (_why, change) => {
  expect(await desk.gateway.send(message(change))).toMatchObject({ outcome: 'done' })
  expect([links(), bodies()]).toEqual([[], [ELSEWHERE]])
})

test('a document that Twilio refuses is told of in words', async () => {
  standIn.fail({ answer: 'error', code: 21620 })
  expect(await desk.gateway.send(message())).toMatchObject({ outcome: 'done' })
  expect([links(), bodies()]).toEqual([[], [ELSEWHERE]])
})

test('words that are tried again send no second document', async () => {
  standIn.fail({ answer: 'late', until: Promise.resolve() }, { answer: 'error', code: 20429, retryAfter: '1' })
  expect(await desk.gateway.send(message())).toMatchObject({ outcome: 'failed', retry: true })
  desk.pass(600_000)
  expect(await desk.gateway.send(message())).toMatchObject({ outcome: 'done' })
  expect([links(), bodies()]).toEqual([[LINK], [WORDS]])
})

test.each([
  ['with it', []],
  ['without it', [{ answer: 'error', code: 21620 }]],
] as const)('words whose answer was lost are found, whether they went %s', async (_how, faults) => {
  const first = faults.length === 0 ? [{ answer: 'late', until: Promise.resolve() } as const] : faults
  standIn.fail(...first, { answer: 'truncated' })
  expect(await desk.gateway.send(message())).toMatchObject({ outcome: 'unknown' })
  expect(await desk.gateway.find(message())).toEqual({ outcome: 'done', providerId: standIn.sent[0]?.sid })
})
