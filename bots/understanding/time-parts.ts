/** The pieces that times are made of, found word by word: clock, day, part of the day, duration (DOMAIN section 5). */

import type { Instant } from '../../src/desk/ticket.ts'
import { amountAt, lengthAt, UNIT, whole } from './time-amounts.ts'
import { DAY, dateAt, HOUR, startOfDay, weekday, yearOf } from './wib.ts'
import type { Token } from './words.ts'

export interface Clock {
  readonly kind: 'clock'
  readonly hour: number
  readonly minute: number
  /** Said to the minute ("14.05"), not only to the hour. */
  readonly toTheMinute: boolean
  /** Could be either half of the day ("jam 8"). */
  readonly either: boolean
}
export type Piece =
  | Clock
  | { readonly kind: 'day'; readonly day: Instant; readonly named: boolean; readonly weekday?: true }
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'duration'; readonly length: number; readonly points: 'back' | 'ahead' | 'open' }
  | { readonly kind: 'now' }

interface Placed {
  readonly piece: Piece
  readonly from: number
  readonly to: number
}

export const PARTS = {
  'dini hari': { from: 0, to: 4, past: 120, future: 180 },
  subuh: { from: 3, to: 6, past: 255, future: 255 },
  pagi: { from: 4, to: 11, past: 420, future: 480 },
  siang: { from: 10, to: 15, past: 720, future: 780 },
  dzuhur: { from: 11, to: 14, past: 695, future: 695 },
  ashar: { from: 14, to: 17, past: 895, future: 895 },
  sore: { from: 14, to: 19, past: 960, future: 1020 },
  maghrib: { from: 17, to: 19, past: 1065, future: 1065 },
  isya: { from: 18, to: 21, past: 1140, future: 1140 },
  malam: { from: 18, to: 24, past: 1200, future: 1260 },
} as const
export type Part = keyof typeof PARTS

const MONTHS = 'januari februari maret april mei juni juli agustus september oktober november desember'.split(' ')
const WEEKDAYS = 'minggu senin selasa rabu kamis jumat sabtu'.split(' ')
const BACK = new Set(['lalu', 'silam', 'tadi', 'kemarin'])
const AHEAD = new Set(['lagi', 'depan', 'kedepan', 'mendatang'])
const BEFORE_BACK = new Set(['sudah', 'sejak', 'dari', 'selama', 'hampir', 'semenjak', 'lebih', 'mulai'])
const BEFORE_AHEAD = new Set([
  'dalam',
  'maksimal',
  'estimasi',
  'eta',
  'target',
  'butuh',
  'perlu',
  'kira-kira',
  'paling',
  'lambat',
])
const CLOCK_BEFORE = new Set([
  'jam',
  'pukul',
  'sejak',
  'dari',
  'mulai',
  'tadi',
  'sekitar',
  'maksimal',
  'sampai',
  'eta',
  'sebelum',
  'pkl',
  'semenjak',
  'kejadian',
  'waktu',
  'kemarin',
  'besok',
])
const INTO = new Set(['ke', 'jadi', 'menjadi'])
const ABOUT = new Set(['sekitar', 'kira-kira', 'an', 'wib', 'kurang', 'lebih', 'pas', 'tepat'])
/** The piece that starts at this token, if one does. */
export function pieceAt(tokens: readonly Token[], at: number, now: Instant): Placed | undefined {
  return (
    durationAt(tokens, at) ?? clockAt(tokens, at) ?? dayAt(tokens, at, now) ?? partAt(tokens, at) ?? nowAt(tokens, at)
  )
}

function durationAt(tokens: readonly Token[], at: number): Placed | undefined {
  // "Tgl 25 jam 9".
  const first = tokens[at - 1]?.text === 'tanggal' ? undefined : lengthAt(tokens, at)
  if (first === undefined) return undefined
  const second = lengthAt(tokens, first.to)
  const length = first.length + (second?.length ?? 0)
  const end = second?.to ?? first.to
  const skip = tokens[end]?.text === 'yang' || tokens[end]?.text === 'ke' ? end + 1 : end
  const next = tokens[skip]?.text ?? ''
  // "Butuh kurang lebih 3 jam".
  const from = tokens[at - 1]?.text === 'lebih' && tokens[at - 2]?.text === 'kurang' ? at - 2 : at
  const before = [tokens[from - 1]?.text ?? '', tokens[from - 2]?.text ?? '']
  const points = BACK.has(next)
    ? 'back'
    : AHEAD.has(next)
      ? 'ahead'
      : before.some((word) => BEFORE_AHEAD.has(word))
        ? 'ahead'
        : before.some((word) => BEFORE_BACK.has(word))
          ? 'back'
          : 'open'
  return {
    piece: { kind: 'duration', length, points },
    from: at,
    to: BACK.has(next) || AHEAD.has(next) ? skip + 1 : end,
  }
}

function clockAt(tokens: readonly Token[], at: number): Placed | undefined {
  const token = tokens[at]!
  const written = token.kind === 'number' ? /^(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?:-.*)?$/.exec(token.raw) : null
  if (written !== null)
    return placed(at, at + 1, Number(written[1]), Number(written[2]), true, written[1]!.length === 1)
  const before = lastWord(tokens, isTicket(tokens, at - 1) ? at - 1 : at)
  if (
    token.kind === 'number' &&
    /^\d{4}$/.test(token.raw) &&
    // "Loncat dari 1203 ke 1500" counts.
    !(INTO.has(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.kind === 'number') &&
    (CLOCK_BEFORE.has(before) || tokens[at + 1]?.text === 'wib')
  )
    return placed(at, at + 1, Number(token.raw.slice(0, 2)), Number(token.raw.slice(2)), true, false)
  if (token.text === 'setengah') {
    const hour = whole(tokens[at + 1])
    if (hour !== undefined && hour >= 1 && hour <= 12)
      return placed(at, at + 2, hour === 1 ? 12 : hour - 1, 30, true, true)
    return undefined
  }
  const hour = whole(token)
  if (hour === undefined || hour > 24) return undefined
  const next = tokens[at + 1]?.text ?? ''
  const named = before === 'jam' || before === 'pukul'
  const daypart =
    next in PARTS && next !== 'dini hari' && tokens[at - 1]?.text !== 'piket' && token.kind === 'number' && hour <= 12
  if (!named && !daypart && !ofDay(tokens, at)) return undefined
  const spaced = tokens[at + 1]
  if (
    token.kind === 'number' &&
    spaced?.kind === 'number' &&
    /^\d{2}$/.test(spaced.raw) &&
    spaced.before === ' ' &&
    Number(spaced.raw) < 60 &&
    UNIT[tokens[at + 2]?.text ?? ''] === undefined
  )
    return placed(at, at + 2, hour, Number(spaced.raw), true, token.raw.length === 1)
  if (next === 'kurang' || next === 'lewat' || next === 'lebih') {
    const minutes = amountAt(tokens, at + 2)
    if (minutes !== undefined) {
      const amount = minutes.amount < 1 ? minutes.amount * 60 : minutes.amount
      const to = tokens[minutes.to]?.text === 'menit' ? minutes.to + 1 : minutes.to
      const total = (hour * 60 + (next === 'kurang' ? -amount : amount) + 1440) % 1440
      return placed(at, to, Math.floor(total / 60), total % 60, true, hour <= 12)
    }
  }
  return placed(at, at + 1, hour, 0, false, hour <= 12 && !token.raw.startsWith('0'))
}

/** "ETA 29 1600": the number between. */
function isTicket(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'number' && /^(?:eta|estimasi|target|maksimal)$/.test(tokens[at - 1]?.text ?? '')
}

/** "ETA 29 besok 9". */
function ofDay(tokens: readonly Token[], at: number): boolean {
  const { kind, clause } = tokens[at]!
  const before = tokens[at - 1]?.text
  const next = tokens[at + 1]
  const ends = next === undefined || next.clause !== clause || next.text === 'an' || next.text === 'wib'
  return kind === 'number' && ends && (before === 'besok' || before === 'lusa')
}

function placed(
  from: number,
  to: number,
  hour: number,
  minute: number,
  toTheMinute: boolean,
  either: boolean,
): Placed | undefined {
  if (hour > 24 || minute > 59) return undefined
  return { piece: { kind: 'clock', hour: hour % 24, minute, toTheMinute, either: either && hour <= 12 }, from, to }
}

/** The word before, over "sekitar" and the like. */
function lastWord(tokens: readonly Token[], at: number): string {
  const before = tokens[at - 1]?.text ?? ''
  return ABOUT.has(before) ? (tokens[at - 2]?.text ?? before) : before
}

function dayAt(tokens: readonly Token[], at: number, now: Instant): Placed | undefined {
  const token = tokens[at]!
  const today = startOfDay(now)
  const next = tokens[at + 1]?.text
  const day = (offset: number, to: number): Placed => ({
    piece: { kind: 'day', day: today + offset * DAY, named: false },
    from: at,
    to,
  })
  if (token.text === 'kemarin') return next === 'lusa' || next === 'dulu' ? day(-2, at + 2) : day(-1, at + 1)
  if (token.text === 'lusa') return day(2, at + 1)
  if (token.text === 'besok') return day(1, at + 1)
  if (token.text === 'hari' && next === 'ini') return day(0, at + 2)
  if (token.text === 'h' && /^\d$/.test(tokens[at + 1]?.raw ?? '') && tokens[at + 1]!.before === '+')
    return day(Number(tokens[at + 1]!.raw), at + 2)
  const name = WEEKDAYS.indexOf(token.text)
  const weekly = token.text === 'minggu' && tokens[at - 1]?.text !== 'hari'
  // "Senin depan", said on a Monday, is in a week.
  if (name !== -1 && !weekly && next === 'depan') return day((name - weekday(now) + 7) % 7 || 7, at + 2)
  if (name !== -1 && !weekly)
    return {
      piece: { kind: 'day', day: today + (name - weekday(now)) * DAY, named: true, weekday: true },
      from: at,
      to: at + 1,
    }
  if (token.kind !== 'number') return undefined
  const slashed = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?$/.exec(token.raw)
  if (slashed !== null && (token.raw.includes('/') || slashed[3] !== undefined) && token.raw !== '24/7')
    return dated(at, at + 1, now, Number(slashed[1]), Number(slashed[2]), slashed[3])
  const month = MONTHS.indexOf(tokens[at + 1]?.text ?? '')
  if (month !== -1 && /^\d{1,2}$/.test(token.raw)) {
    const year = /^20\d\d$/.test(tokens[at + 2]?.raw ?? '') ? tokens[at + 2]!.raw : undefined
    return dated(at, at + (year === undefined ? 2 : 3), now, Number(token.raw), month + 1, year)
  }
  if (tokens[at - 1]?.text === 'tanggal' && /^\d{1,2}$/.test(token.raw)) {
    const shown = new Date(today + 7 * HOUR)
    return dated(at, at + 1, now, Number(token.raw), shown.getUTCMonth() + 1, undefined)
  }
  return undefined
}

function dated(
  from: number,
  to: number,
  now: Instant,
  day: number,
  month: number,
  year: string | undefined,
): Placed | undefined {
  const full = year === undefined ? yearOf(now) : year.length === 2 ? 2000 + Number(year) : Number(year)
  const at = dateAt(full, month, day)
  return at === undefined ? undefined : { piece: { kind: 'day', day: at, named: true }, from, to }
}

function partAt(tokens: readonly Token[], at: number): Placed | undefined {
  const text = tokens[at]!.text
  if (text === 'dini' && tokens[at + 1]?.text === 'hari')
    return { piece: { kind: 'part', part: 'dini hari' }, from: at, to: at + 2 }
  if (text === 'tengah' && tokens[at + 1]?.text === 'malam')
    return { piece: { kind: 'clock', hour: 0, minute: 0, toTheMinute: false, either: false }, from: at, to: at + 2 }
  return Object.hasOwn(PARTS, text) ? { piece: { kind: 'part', part: text as Part }, from: at, to: at + 1 } : undefined
}

function nowAt(tokens: readonly Token[], at: number): Placed | undefined {
  const text = tokens[at]!.text
  if (text === 'barusan' || text === 'tadi') return { piece: { kind: 'now' }, from: at, to: at + 1 }
  if (text === 'baru' && tokens[at + 1]?.text === 'saja') return { piece: { kind: 'now' }, from: at, to: at + 2 }
  return undefined
}
