/** What the page has of a message, and what becomes of it. */
import { expect, test } from 'vitest'
import { addressOf, editNote, incomingOf, messageOfMedia, omitted } from '../../bots/whatsapp-web/incoming.ts'
import { readMessage } from '../../bots/whatsapp-web/reading.ts'
import type { PageMessage } from '../../bots/whatsapp-web/vocabulary.ts'

const message = (change: Partial<PageMessage> = {}): PageMessage => ({
  id: '3A01',
  serialized: 'false_6281100000001@c.us_3A01',
  chat: '6281100000001@c.us',
  fromMe: false,
  ack: 0,
  type: 'chat',
  from: '6281100000001@c.us',
  at: 0,
  text: 'LAPOR PC 2 mati',
  forwarded: 0,
  vcards: [],
  ...change,
})

test.each([
  ['120363000000000001@g.us', 'chat', 'group'],
  ['status@broadcast', 'chat', 'status'],
  ['120363000000000002@newsletter', 'chat', 'status'],
  ['6281100000001@c.us', 'status', 'status'],
  ['6281100000001@c.us', 'e2e_notification', 'system'],
  ['6281100000001@c.us', 'something WhatsApp invents', 'system'],
  ['6281100000001@c.us', 'ptt', undefined],
  ['123456789012345@lid', 'chat', undefined],
])('in %s a %s is left out as %s', (chat, type, why) => {
  expect(omitted(message({ chat, type }), [])).toBe(why)
})

test('a number is told as +E.164, of whichever device; a LID without one stays what it is', () => {
  expect(addressOf({ from: '6281100000001@c.us' })).toBe('+6281100000001')
  expect(addressOf({ from: '6281100000001:12@s.whatsapp.net' })).toBe('+6281100000001')
  expect(addressOf({ from: '123456789012345@lid', number: '6281100000001@c.us' })).toBe('+6281100000001')
  expect(addressOf({ from: '123456789012345@lid' })).toBe('123456789012345@lid')
})

test('an attachment is found again by its message, and nothing else is', () => {
  const incoming = incomingOf(message({ media: { mimeType: 'image/jpeg' } }), 5)
  expect(messageOfMedia(incoming.media?.[0]?.url)).toBe('false_6281100000001@c.us_3A01')
  expect(messageOfMedia('https://example.org/')).toBeUndefined()
  expect(messageOfMedia(undefined)).toBeUndefined()
})

test('two edits of one message are two notes, the same edit is one', () => {
  const [first, second] = [editNote(message({ text: 'a' })), editNote(message({ text: 'b' }))]
  expect(first.providerId).not.toBe(second.providerId)
  expect(editNote(message({ text: 'a' })).providerId).toBe(first.providerId)
})

test('what the library tells is read without trust: a picture of a place is no text, a foreign shape breaks nothing', () => {
  const id = { id: '3A01', _serialized: 'false_6281100000001@c.us_3A01', remote: '6281100000001@c.us', fromMe: false }
  const base = { id, from: '6281100000001@c.us', timestamp: 7, hasMedia: false }
  const place = readMessage({
    ...base,
    type: 'location',
    body: '/9j/4AAQ',
    location: { latitude: '-6.7', longitude: 108.5 },
  })
  expect(place).toMatchObject({ text: '', location: { latitude: -6.7, longitude: 108.5 }, at: 7000 })
  const odd = readMessage({ ...base, type: 'location', body: 'x', location: { latitude: {} }, rawData: null })
  expect(odd).not.toHaveProperty('location')
  const named = { mimetype: 'application/pdf', filename: 'surat.pdf' }
  const document = readMessage({ ...base, type: 'document', body: 'surat.pdf', hasMedia: true, rawData: named })
  expect(document).toMatchObject({ text: '', media: { mimeType: 'application/pdf', name: 'surat.pdf' } })
})
