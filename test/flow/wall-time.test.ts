/** What a provider needs in real time, while the simulator moves desk time (DESIGN rule 11). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WholeDesk } from '../twilio/whole-desk.ts'

let whole: WholeDesk
beforeEach(async () => {
  whole = await WholeDesk.start()
})
afterEach(() => whole.end())

const MINUTE = 60_000

describe('an urgent message whose receipt is on its way', () => {
  /** The notice to Ratna, by WhatsApp. */
  const report = async () => {
    await whole.phones.says('Wulan', 'sms', 'LAPOR PC 2 tidak bisa login')
    const heard = whole.phones.hears({ 'Wulan sms': 'No. 1', 'Ratna whatsapp': 'Laporan baru No. 1' })
    return heard.find(({ to }) => to.startsWith('whatsapp:'))?.sid ?? ''
  }

  test('does not go out twice because the clock is moved: it stands at the limit until the receipt is there', async () => {
    const notice = await report()
    const from = await whole.desk.now()
    const moving = whole.desk.advance('PT2M')
    await expect.poll(() => whole.desk.now(), { timeout: 10_000, interval: 5 }).toBeGreaterThan(from + 0.9 * MINUTE)
    const limit = await whole.desk.now()
    for (let looks = 0; looks < 50; looks += 1) expect(await whole.desk.now()).toBe(limit)
    await whole.standIn.sendStatus(whole.desk.url, notice, 'delivered')
    await moving
    whole.phones.hears({})
    expect(await whole.outcomes()).toEqual(['sms sent', 'whatsapp delivered'])
  })

  test('goes out by the next way when none comes, at its limit, though the clock is moved by half an hour', async () => {
    await report()
    const from = performance.now()
    await whole.desk.advance('PT30M')
    expect(performance.now() - from).toBeLessThan(15_000)
    const [first] = await whole.rows(`select o.channel, extract(epoch from o.created_at - b.sent_at)::int as later
      from outbox o join outbox b on b.id = o.instead_of order by o.id`)
    expect(first).toEqual({ channel: 'sms', later: 60 })
    await whole.desk.settle()
    await whole.phones.readsAll()
  })
})

test('the desk is not at rest before all is sent that goes at the pace of a sender', async () => {
  for (let times = 0; times < 11; times += 1) await whole.phones.types('Wulan', 'sms', 'DAFTAR')
  await whole.phones.says('Dimas', 'sms', 'DAFTAR')
  expect(new Set(await whole.outcomes())).toEqual(new Set(['sms sent']))
  expect(whole.standIn.sent).toHaveLength(12)
  await whole.phones.readsAll()
})
