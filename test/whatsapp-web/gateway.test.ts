/** The gateway alone: what comes in, what goes out and what becomes of it, over the real library in the real Chromium. */
import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Incoming, Outcome } from '../../bots/gateway.ts'
import { outgoing } from '../harness/small-desk.ts'
import { type Both, SOON, startBoth, WULAN } from './desk.ts'
import { noBrowser } from './library.ts'

let both: Both
const accepted = async (providerId: string): Promise<Incoming> => {
  await expect.poll(() => both.desk.accepted.some((one) => one.providerId === providerId), SOON).toBe(true)
  return both.desk.accepted.find((one) => one.providerId === providerId) as Incoming
}
const send = (change: Parameters<typeof outgoing>[0] = {}): Promise<Outcome> =>
  both.desk.gateway.send(outgoing({ channel: 'whatsapp', to: WULAN, ...change }))

describe.skipIf(noBrowser)('a gateway that is linked', () => {
  beforeAll(async () => {
    both = await startBoth()
    await both.link()
  })
  afterAll(() => both.stop())

  test('the session is for nobody else to read', async () => {
    expect((await stat(both.directory)).mode & 0o777).toBe(0o700)
  })

  test('nothing to scan is shown any more', () => {
    expect(both.desk.gateway.pairing?.()).toBeUndefined()
    expect(both.desk.gateway.state()).toEqual({ state: 'ready' })
  })

  test('a text comes in once, with its sender, its name and its time', async () => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'LAPOR PC 2 mati', name: 'Wulan', twice: true })
    expect(await accepted(id)).toMatchObject({
      channel: 'whatsapp',
      address: WULAN,
      text: 'LAPOR PC 2 mati',
      profileName: 'Wulan',
    })
    expect(both.desk.accepted.filter(({ providerId }) => providerId === id)).toHaveLength(1)
  })

  test('a message is sent, quotes what it answers, and its receipts come', async () => {
    const { id } = both.standIn.receive({ from: WULAN, text: 'STATUS' })
    await accepted(id)
    const outcome = await send({ text: 'Laporan 27 sedang ditangani.', quotes: id })
    const [sent] = await both.standIn.waitForSent(1)
    expect(outcome).toEqual({ outcome: 'done', providerId: sent?.id })
    expect(sent).toMatchObject({ to: WULAN, text: 'Laporan 27 sedang ditangani.', quotes: id })
    both.standIn.ack(sent?.id ?? '', 2)
    both.standIn.ack(sent?.id ?? '', 3)
    await expect.poll(() => both.desk.receipts.map(({ status }) => status), SOON).toEqual(['delivered', 'read'])
  })
})
