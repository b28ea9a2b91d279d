/** What only people can mend is told to them: once a code and sender, until it works again. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel } from '../../src/desk/ticket.ts'
import { outgoing, startBoth } from './desk.ts'

let both: Awaited<ReturnType<typeof startBoth>>
beforeEach(async () => {
  both = await startBoth()
})
afterEach(() => both.stop())

let id = 0
const send = async (channel: Channel, code?: number) => {
  if (code !== undefined) both.standIn.fail({ answer: 'error', code })
  id += 1
  both.desk.pass(1_000)
  return both.desk.gateway.send(outgoing({ id, channel }))
}
const status = (word: string, code?: number) => {
  const fields = code === undefined ? {} : { ErrorCode: String(code) }
  return both.standIn.sendStatus(both.desk.url, both.standIn.sent.at(-1)?.sid ?? '', word, fields)
}
const alarms = () => both.desk.alarms.map(({ name, over }) => `${name}${over ? ' over' : ''}`)
/** They are told beside the sending. */
const told = (...expected: readonly string[]) =>
  expect.poll(alarms, { interval: 5, timeout: 5_000 }).toEqual([...expected])

test.each([21602, 21603, 21604, 21606, 21612, 21408, 21617, 21910])(
  '%i, for which a request is refused: one alarm, until another goes by the same sender',
  async (code) => {
    for (let times = 0; times < 3; times += 1) await send('sms', code)
    await told(`sms-${code}`)
    expect(both.desk.alarms[0]?.words).toMatch(
      new RegExp(`^SMS lewat Twilio tidak terkirim \\(kode ${code}\\): .{10,}\\. Mohon .{10,}\\.$`),
    )
    await send('whatsapp')
    await told(`sms-${code}`)
    await send('sms')
    await told(`sms-${code}`, `sms-${code} over`)
    expect(both.desk.alarms[1]?.words).toBe(`SMS lewat Twilio terkirim lagi (kode ${code}).`)
  },
)

test.each([30004, 30007, 63013, 63021])(
  '%i, of which a callback tells: one alarm, until something is delivered by the same sender',
  async (code) => {
    for (let times = 0; times < 3; times += 1) {
      await send('whatsapp')
      await status('undelivered', code)
    }
    await told(`whatsapp-${code}`)
    await send('whatsapp')
    await status('sent')
    await told(`whatsapp-${code}`)
    await status('delivered')
    await told(`whatsapp-${code}`, `whatsapp-${code} over`)
  },
)

describe('when it fails again after others went', () => {
  test('what is of the sender is told again at once', async () => {
    await send('sms', 21606)
    await send('sms')
    await send('sms', 21606)
    await told('sms-21606', 'sms-21606 over', 'sms-21606')
  })

  test('what is of single messages is told again after an hour', async () => {
    await send('sms', 21408)
    await send('sms')
    await send('sms', 21408)
    await send('sms', 21606)
    await told('sms-21408', 'sms-21408 over', 'sms-21606')
    both.desk.pass(3_600_000)
    await send('sms', 21408)
    await told('sms-21408', 'sms-21408 over', 'sms-21606', 'sms-21408')
  })
})

test('what is of a person, of the network or passes by itself alarms nobody', async () => {
  for (const code of [21211, 21610, 30003, 63016, 20503]) await send('sms', code)
  await send('sms', 21606)
  await told('sms-21606')
})

test('while nobody can be told, sending goes on; they are told when it fails again', async () => {
  both.desk.loseDatabase()
  expect(await send('sms', 21606)).toMatchObject({ outcome: 'failed', code: '21606' })
  await expect.poll(() => both.desk.log.some(({ words }) => words === 'an alarm could not be told')).toBe(true)
  both.desk.findDatabase()
  await send('sms', 21606)
  await told('sms-21606')
})
