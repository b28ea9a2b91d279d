/** Days and duties as people write them in a roster. */
import { readSpan, type Shifts } from '../../db/people.ts'
import type { Span } from '../desk/duty.ts'

const WEEKDAYS = ['senin', 'selasa', 'rabu', 'kamis', 'jumat', 'sabtu', 'minggu']
const DAY = 86_400_000
/** Longer than any leave, and a slip in the year is found. */
const MOST_DAYS = 366

const DAY_FIRST = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/

/** Midnight UTC of a date written 2026-12-31 or, as spreadsheets do, 31/12/2026. */
export function readDate(text: string): number | undefined {
  const [, day = '', month = '', year = ''] = DAY_FIRST.exec(text) ?? []
  const iso = day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(iso) : Number.NaN
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(iso)
  return exists ? midnight : undefined
}

/** "2026-12-24", "24/12/2026", a weekday, or both ends of a leave ("2026-12-20 sd 2026-12-26"), as the roster's days. */
export function readDays(text: string): readonly string[] | undefined {
  const weekday = WEEKDAYS.indexOf(text.trim().toLowerCase().replaceAll("'", ''))
  if (weekday !== -1) return [String(weekday + 1)]
  const ends = text.split(/\s*(?:\.\.|s\/d|s\.d\.|sd|sampai)\s*/i).map((end) => readDate(end.trim()))
  const [from, to = from] = ends
  if (from === undefined || to === undefined || ends.length > 2) return undefined
  const count = (to - from) / DAY + 1
  if (count < 1 || count > MOST_DAYS) return undefined
  return Array.from({ length: count }, (_, index) => new Date(from + index * DAY).toISOString().slice(0, 10))
}

const OFF: ReadonlySet<string> = new Set(['off', 'libur', 'cuti'])

/** The name of a shift, a span such as 07.00-14.00, or off; undefined for neither. */
export function readDuty(text: string, shifts: Shifts): Span | 'off' | undefined {
  const name = text.trim().toLowerCase()
  if (OFF.has(name)) return 'off'
  return Object.hasOwn(shifts, name) ? shifts[name] : readSpan(name)
}
