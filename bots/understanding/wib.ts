/** Waktu Indonesia Barat: UTC+7 the whole year, so its calendar is plain arithmetic. */
import type { Instant } from '../../src/desk/ticket.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const OFFSET = 7 * HOUR

/** Midnight in WIB of the day that `at` lies in. */
export function startOfDay(at: Instant): Instant {
  return Math.floor((at + OFFSET) / DAY) * DAY - OFFSET
}

/** Minutes since midnight in WIB. */
export function minuteOfDay(at: Instant): number {
  return Math.floor((at - startOfDay(at)) / MINUTE)
}

/** 0 Sunday to 6 Saturday in WIB. 1 January 1970 was a Thursday. */
export function weekday(at: Instant): number {
  return (Math.floor((at + OFFSET) / DAY) + 4) % 7
}

/** Midnight in WIB of a calendar date; undefined when there is no such date. `month` from 1. */
export function dateAt(year: number, month: number, day: number): Instant | undefined {
  const utc = Date.UTC(year, month - 1, day)
  const back = new Date(utc)
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? utc - OFFSET : undefined
}

export function yearOf(at: Instant): number {
  return new Date(at + OFFSET).getUTCFullYear()
}
