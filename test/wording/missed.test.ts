import { expect, test } from 'vitest'
import { ANSWERED, framed, lineOf, oldLine, TOO_OLD, withLine } from '../../bots/wording/missed.ts'
import { HOUSE as house } from './cast.ts'

const NOW = Date.UTC(2026, 10, 23, 10, 5)
const AT = Date.UTC(2026, 10, 23, 2, 12)

test('what became of a message stands in one line, with its time', () => {
  expect(lineOf([{ kind: 'opted-in' }], AT, NOW, house)).toMatch(/^09\.12: \S.*$/)
  expect(lineOf([{ kind: 'opted-in' }], AT - 86_400_000, NOW, house)).toMatch(/^22\/11 09\.12: \S.*$/)
})

test('a question of hours ago, or words that say nothing, have no line of their own', () => {
  expect(
    lineOf([{ kind: 'what-is-wrong' }, { kind: 'needs-words', media: 'image/jpeg' }], AT, NOW, house),
  ).toBeUndefined()
})

test('lines are added in order before the last one, and the same line once', () => {
  let texts = framed(ANSWERED)
  for (const line of ['satu', 'dua', 'satu', undefined]) texts = withLine(texts, line, ANSWERED, 'whatsapp')
  expect(texts.split('\n')).toEqual([ANSWERED.first, 'satu', 'dua', ANSWERED.last])
})

test('a message of many lines ends where nobody reads on, and says so', () => {
  const line = 'x'.repeat(100)
  const text = Array.from({ length: 100 }, (_, n) => `${n} ${line}`).reduce(
    (all, one) => withLine(all, one, TOO_OLD, 'sms'),
    framed(TOO_OLD),
  )
  expect(text.length).toBeLessThan(1400)
  expect(text.endsWith(`... dan lainnya.\n${TOO_OLD.last}`)).toBe(true)
})

test('of an old message the supervisor reads who, when and the first words, without numbers of people', () => {
  expect(oldLine('Wulan', `telepon 081234567890 ${'y'.repeat(100)}`, 1, AT, house)).toMatch(
    /^23\/11 09\.12 Wulan: "telepon 0812-xxxx-x890 y{30,70}\.\.\." \(dengan lampiran\)$/,
  )
  expect(oldLine('+62811•••99', '', 0, AT, house)).toBe('23/11 09.12 +62811•••99: tanpa kata')
})
