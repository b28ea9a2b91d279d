/** Times as the office reads them: WIB, 24 hours, Indonesian names (DOMAIN section 5). Instants are milliseconds. */

/** Where the clock on the wall hangs. */
export interface Zone {
  /** Offset of local time from UTC in milliseconds. */
  readonly utcOffset: number
  /** WIB, WITA or WIT. */
  readonly zone: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DAYS = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'] as const
const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const

const two = (value: number) => String(value).padStart(2, '0')

function local(at: number, { utcOffset }: Zone) {
  const date = new Date(at + utcOffset)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    time: `${two(date.getUTCHours())}.${two(date.getUTCMinutes())}`,
    ordinal: Math.floor((at + utcOffset) / DAY),
  }
}

/** '14.10', without day and zone. */
export const bareTime = (at: number, house: Zone): string => local(at, house).time

/** '25/11', and with the year when it is more than half a year from `now`. */
function shortDay(at: number, now: number | undefined, house: Zone): string {
  const { day, month, year } = local(at, house)
  const far = now !== undefined && Math.abs(at - now) > 183 * DAY
  return `${two(day)}/${two(month + 1)}${far ? `/${year}` : ''}`
}

/** '14.10' today, '25/11 20.12' on another local day. Without `now` the day is always told. */
export function shortTime(at: number, now: number | undefined, house: Zone): string {
  const { time, ordinal } = local(at, house)
  const today = now !== undefined && local(now, house).ordinal === ordinal
  return today ? time : `${shortDay(at, now, house)} ${time}`
}

/** '14.10 WIB' today, '25/11 20.12 WIB' on another local day. Without `now` the day is always told. */
export const clockTime = (at: number, now: number | undefined, house: Zone): string =>
  `${shortTime(at, now, house)} ${house.zone}`

/** Until when: '14.10 WIB', '25/11 20.12 WIB', and of midnight 'akhir 25/11', the day that it ends. */
export function endTime(at: number, now: number | undefined, house: Zone): string {
  if ((at + house.utcOffset) % DAY !== 0) return clockTime(at, now, house)
  const last = at - 1
  const isToday = now !== undefined && local(now, house).ordinal === local(last, house).ordinal
  return isToday ? 'akhir hari ini' : `akhir ${shortDay(last, now, house)}`
}

/** '1 Desember', and with the year when it is more than half a year from `now`. */
export function dayMonth(at: number, now: number, house: Zone): string {
  const { day, month, year } = local(at, house)
  return `${day} ${MONTHS[month]}${Math.abs(at - now) > 183 * DAY ? ` ${year}` : ''}`
}

/** 'Senin, 23 November 2026'. */
export function longDate(at: number, house: Zone): string {
  const { weekday, day, month, year } = local(at, house)
  return `${DAYS[weekday]}, ${day} ${MONTHS[month]} ${year}`
}

/** 'Senin, 23 November 2026 pukul 14.05 WIB'. */
export const longTime = (at: number, house: Zone): string =>
  `${longDate(at, house)} pukul ${bareTime(at, house)} ${house.zone}`

/**
 * '2 jam 5 menit', '3 menit', 'kurang dari 1 menit', '1 x 24 jam' for exactly 24 hours, '3 hari 4 jam' from 48 hours
 * on. Begun minutes are not counted; below zero counts as nothing.
 */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE))
  if (minutes < 1) return 'kurang dari 1 menit'
  if (minutes === DAY / MINUTE) return '1 x 24 jam'
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return join([Math.floor(hours / 24), 'hari'], [hours % 24, 'jam'])
  return join([hours, 'jam'], [minutes % 60, 'menit'])
}

const join = (...parts: readonly (readonly [number, string])[]) =>
  parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
