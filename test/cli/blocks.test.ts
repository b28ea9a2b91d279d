/** Numbers blocked by the operator; the desk itself reads the same rows (test/flow/loops.test.ts). */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDatabase } from '../harness/desk.ts'
import { Workplace } from './desk.ts'

const CITIZEN = '0811-0000-0099'

let place: Workplace
beforeEach(async () => {
  place = await Workplace.make({ DATABASE_URL: await newDatabase() })
})
afterEach(() => place.leave())

test('a number is blocked for some hours, listed, and answered again', async () => {
  expect((await place.desk(['people', 'blocked'])).out).toBe('No number is blocked.\n')
  const blocked = await place.desk(['people', 'block', CITIZEN, '--hours', '2'])
  expect(blocked).toMatchObject({ code: 0, err: '' })
  expect(blocked.out).toMatch(/^\+6281100000099 is blocked until \S+, .* WIB\.\n$/)
  expect((await place.desk(['people', 'blocked'])).out).toMatch(/^phone +until\n\+6281100000099 +\S+, .* WIB\n$/)
  expect((await place.desk(['people', 'unblock', CITIZEN])).out).toBe('+6281100000099 is answered again.\n')
  expect((await place.desk(['people', 'unblock', CITIZEN])).out).toBe('+6281100000099 was not blocked.\n')
})

test('people of the directory cannot be blocked, and what is no number or no time is refused', async () => {
  await place.put('people.csv', 'name,role,phone\nWulan,call_taker,0811-0000-0001')
  await place.desk(['people', 'import', place.path('people.csv')])
  const refused = async (...typed: string[]) => {
    const { code, err } = await place.desk(['people', 'block', ...typed])
    expect(code).toBe(1)
    return err
  }
  expect(await refused('0811-0000-0001')).toContain('is in the directory')
  expect(await refused('112')).toContain('expected a telephone number: a short code')
  expect(await refused(CITIZEN, '--hours', 'x')).toContain('--hours: expected a whole number from 1 to 8760')
  expect((await place.desk(['people', 'blocked'])).out).toBe('No number is blocked.\n')
})
