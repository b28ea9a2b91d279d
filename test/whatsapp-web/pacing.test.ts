/** How fast a number sends: wall time and chance are handed in. */
import { expect, test } from 'vitest'
import { createPacing, mostToday } from '../../bots/whatsapp-web/pacing.ts'
import { readSettings } from '../../bots/whatsapp-web/settings.ts'

const DAY = 24 * 3_600_000

test('one message after the other, each after a wait of its own', () => {
  let now = 1_000_000
  const chances = [0, 1, 0.5]
  const pacing = createPacing(
    4000,
    () => now,
    () => chances.shift() ?? 0.5,
  )
  expect(pacing.turn({ id: 1, urgent: false })).toEqual({ may: true })
  expect(pacing.turn({ id: 2, urgent: false })).toEqual({ may: false, after: 2400 })
  expect(pacing.turn({ id: 3, urgent: false })).toEqual({ may: false, after: 2400 + 5600 })
  now += 2400
  expect(pacing.turn({ id: 2, urgent: false })).toEqual({ may: true })
  expect(pacing.turn({ id: 3, urgent: false })).toEqual({ may: false, after: 5600 })
})

test('what is urgent overtakes what waits, and is never held up by it', () => {
  const pacing = createPacing(
    4000,
    () => 0,
    () => 0.5,
  )
  for (let id = 1; id <= 10; id += 1) pacing.turn({ id, urgent: false })
  expect(pacing.turn({ id: 11, urgent: true })).toEqual({ may: true })
  expect(pacing.turn({ id: 12, urgent: true })).toEqual({ may: false, after: 2000 })
})

test('a new number sends little, and more from week to week; what is urgent twice as much', () => {
  const on = (days: number, urgent = false) => mostToday(0, days * DAY, urgent)
  expect([0, 2, 3, 7, 14, 400].map((days) => on(days))).toEqual([60, 60, 120, 250, 600, 600])
  expect(on(0, true)).toBe(120)
})

test('nothing set is off; what is wrong is named', () => {
  expect(readSettings({})).toEqual({ is: 'off' })
  expect(readSettings({ WHATSAPP_WEB: 'off', CHROMIUM_ARGS: 'nonsense' })).toEqual({ is: 'off' })
  expect(readSettings({ WHATSAPP_WEB: 'yes' })).toMatchObject({
    is: 'wrong',
    problems: [expect.stringMatching(/^WHATSAPP_WEB:/)],
  })
  const wrong = readSettings({ WHATSAPP_WEB: 'on', CHROMIUM_ARGS: '--a\nb', WHATSAPP_WEB_PACE: 'fast' })
  expect(wrong).toMatchObject({
    problems: [expect.stringMatching(/^WHATSAPP_WEB_PACE:/), expect.stringMatching(/^CHROMIUM_ARGS:/)],
  })
  const on = readSettings({ WHATSAPP_WEB: 'on', CHROMIUM_ARGS: '--a=1\n\n--b\n', ROLES: 'web,worker', DATA_DIR: '/x' })
  expect(on).toMatchObject({ settings: { args: ['--a=1', '--b'], runs: false, directory: '/x/whatsapp', pace: 4000 } })
})
