/** Each kind of message that people write, as the desk takes it in from the real library in the real Chromium. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Incoming } from '../../bots/gateway.ts'
import { type Both, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'
import type { Arrival } from './records.ts'

let both: Both
const comesIn = async (arrival: Partial<Arrival>): Promise<Incoming> => {
  const { id } = both.standIn.receive({ from: WULAN, ...arrival })
  await expect.poll(() => both.desk.accepted.some((one) => one.providerId === id), SOON).toBe(true)
  return both.desk.accepted.find((one) => one.providerId === id) as Incoming
}
const PICTURE = 'a tiny picture'
const file = (mimeType: string) => ({ mimeType, content: Buffer.from('content') })

describe.skipIf(noBrowser)('a message', () => {
  beforeAll(async () => {
    both = await startBoth()
    await both.link()
  })
  afterAll(() => both.stop())

  test.each<[string, Partial<Arrival>, Partial<Incoming>]>([
    [
      'that disappears after a day is read as any',
      { text: 'PC 2 mati', fields: { isEphemeral: true } },
      { text: 'PC 2 mati' },
    ],
    [
      'with a place that moves has that place, and no picture for words',
      { kind: 'live_location', fields: { body: PICTURE, lat: -6.7, lng: 108.5 } },
      { text: '', location: { latitude: -6.7, longitude: 108.5 } },
    ],
    [
      'that asks for votes says what it asks',
      { kind: 'poll_creation', fields: { pollName: 'PC 2 mati?', pollOptions: [{ name: 'ya' }, { name: 'tidak' }] } },
      { text: 'PC 2 mati?\nya\ntidak' },
    ],
    [
      'that invites says to what',
      { kind: 'event_creation', fields: { eventName: 'Rapat', eventDescription: 'soal jaringan' } },
      { text: 'Rapat\nsoal jaringan' },
    ],
    [
      'that orders something has no picture for words',
      { kind: 'order', fields: { body: PICTURE, orderTitle: 'Kabel' } },
      { text: 'Kabel' },
    ],
    [
      'that is a sticker is known as one',
      { kind: 'sticker', media: file('image/webp') },
      { text: '', media: [expect.objectContaining({ mimeType: 'image/webp' })] as never },
    ],
    [
      'of a round video is a video',
      { kind: 'ptv', media: file('video/mp4') },
      { text: '', media: [expect.objectContaining({ mimeType: 'video/mp4' })] as never },
    ],
  ])('%s', async (_what, arrival, row) => {
    expect(await comesIn(arrival)).toMatchObject({ address: WULAN, ...row })
  })

  test.each<[string, Partial<Arrival>, string]>([
    ['a picture to be seen once', { kind: 'image', fields: { isViewOnce: true } }, 'image/jpeg'],
    [
      'one that this device is not shown',
      { kind: 'ciphertext', fields: { subtype: 'view_once_unavailable_fanout' } },
      'image/jpeg',
    ],
    ['words that are too many', { kind: 'oversized' }, 'text/plain'],
  ])('%s came in, and cannot be had', async (_what, arrival, mimeType) => {
    const { media, text } = await comesIn(arrival)
    expect(text).toBe('')
    expect(media).toEqual([{ mimeType }])
  })

  test('that can be read only later comes in once it can', async () => {
    const { id } = both.standIn.receive({ from: WULAN, kind: 'ciphertext' })
    await comesIn({ text: 'sesudahnya' })
    expect(both.desk.accepted.some(({ providerId }) => providerId === id)).toBe(false)
    both.standIn.decrypt(id, 'PC 7 mati')
    await expect
      .poll(() => both.desk.accepted.find(({ providerId }) => providerId === id)?.text, SOON)
      .toBe('PC 7 mati')
  })
})
