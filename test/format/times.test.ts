import { describe, expect, test } from 'vitest'
import { bareTime, clockTime, duration, longDate, longTime, shortTime, type Zone } from '../../src/format/times.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WIB: Zone = { utcOffset: 7 * HOUR, zone: 'WIB' }
const at = (iso: string) => Date.parse(`${iso}+07:00`)
const now = at('2026-11-23T14:05:00')

describe('clock times', () => {
  test('today needs no day', () => {
    expect(clockTime(at('2026-11-23T14:10:00'), now, WIB)).toBe('14.10 WIB')
    expect(clockTime(at('2026-11-23T00:00:00'), now, WIB)).toBe('00.00 WIB')
  })
  test('another local day is told', () => {
    expect(clockTime(at('2026-11-25T20:12:00'), now, WIB)).toBe('25/11 20.12 WIB')
    expect(clockTime(at('2026-11-22T23:59:59'), now, WIB)).toBe('22/11 23.59 WIB')
    expect(clockTime(at('2027-01-01T00:00:00'), at('2026-12-31T23:59:00'), WIB)).toBe('01/01 00.00 WIB')
  })
  test('the local day counts, not the day in UTC', () => {
    expect(clockTime(at('2026-11-24T06:30:00'), at('2026-11-24T07:30:00'), WIB)).toBe('06.30 WIB')
    expect(clockTime(at('2026-11-23T23:50:00'), at('2026-11-24T00:07:00'), WIB)).toBe('23/11 23.50 WIB')
  })
  test('more than half a year away the year is told', () => {
    expect(clockTime(at('2025-11-25T20:12:00'), now, WIB)).toBe('25/11/2025 20.12 WIB')
  })
  test('without a moment of reading the day is always told', () => {
    expect(clockTime(now, undefined, WIB)).toBe('23/11 14.05 WIB')
    expect(shortTime(now, undefined, WIB)).toBe('23/11 14.05')
  })
  test('another zone has its own name and offset', () => {
    const wit = { utcOffset: 9 * HOUR, zone: 'WIT' }
    expect(clockTime(now, now, wit)).toBe('16.05 WIT')
    expect(bareTime(now, WIB)).toBe('14.05')
  })
})

describe('long times', () => {
  test('are written in Indonesian', () => {
    expect(longTime(now, WIB)).toBe('Senin, 23 November 2026 pukul 14.05 WIB')
    expect(longDate(at('2026-08-07T01:00:00'), WIB)).toBe('Jumat, 7 Agustus 2026')
  })
  test('agree with the runtime in every month and on every day', () => {
    const theirs = new Intl.DateTimeFormat('id-ID', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'Asia/Jakarta',
    })
    for (let day = 0; day < 366; day += 1) {
      const instant = at('2026-01-01T12:00:00') + day * 24 * HOUR
      expect(longDate(instant, WIB)).toBe(theirs.format(instant))
    }
  })
})

describe('durations', () => {
  test.each([
    [0, 'kurang dari 1 menit'],
    [59_999, 'kurang dari 1 menit'],
    [-5 * MINUTE, 'kurang dari 1 menit'],
    [MINUTE, '1 menit'],
    [3 * MINUTE + 59_000, '3 menit'],
    [HOUR, '1 jam'],
    [2 * HOUR + 5 * MINUTE, '2 jam 5 menit'],
    [24 * HOUR - MINUTE, '23 jam 59 menit'],
    [24 * HOUR, '1 x 24 jam'],
    [24 * HOUR + 45 * MINUTE, '24 jam 45 menit'],
    [48 * HOUR, '2 hari'],
    [76 * HOUR + 30 * MINUTE, '3 hari 4 jam'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words)
  })
})
