/** An absence that lies ahead: "cuti 1 desember", "cuti besok sampai lusa", "PULANG jam 9 sampai jam 11". */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Whole } from './arguments.ts'
import { awayFor, limitAt } from './stand-in.ts'
import { lengthAt } from './time-amounts.ts'
import { pieceAt } from './time-parts.ts'
import { timesIn } from './times.ts'
import { DAY, dateAt, HOUR, MINUTE, startOfDay, yearOf } from './wib.ts'
import type { Token } from './words.ts'

/** Absences of whole days; PULANG and "titip" are said when they begin. */
const LEAVE = new Set('cuti libur izin off sakit dinas'.split(' '))
const AWAY = new Set([...LEAVE, 'rapat'])
/** "Pulang dulu, besok masuk lagi": the time of coming back. */
const RETURNS = new Set('masuk kembali lagi balik hadir ketemu lanjut siap bertugas piket shift jaga'.split(' '))
/** "Minggu depan" names no day. */
const UNNAMED = new Set(['minggu', 'pekan', 'bulan'])
const SINCE = new Set(['sejak', 'dari'])
/** What begins so soon has begun. */
const SOON = 10 * MINUTE

interface Ahead {
  readonly from: Instant
  readonly until?: Instant
  readonly wholeDays?: boolean
}

/** Undefined: it begins now. `wholeDays`: from a midnight to a midnight; without `until` no day was named. */
export function aheadIn({ reading, at: now }: Pick<Whole, 'reading' | 'at'>): Ahead | undefined {
  const tokens = reading.tokens.flatMap(unhyphened)
  const limit = limitAt(tokens)
  const before = limit === -1 ? tokens : tokens.slice(0, limit)
  const after = limit === -1 ? [] : tokens.slice(limit + 1)
  const isAway = tokens.some(({ text }) => AWAY.has(text))
  const isStart = ({ from, to }: { from: number; to: number }) =>
    (isAway || tokens[from]!.clause === 0) &&
    ![...range(0, from), ...range(to, to + 2)].some(
      (at) =>
        RETURNS.has(tokens[at]?.text ?? '') &&
        tokens[at - 1]?.text !== 'tidak' &&
        (at < from || tokens[at]!.clause === tokens[from]!.clause),
    )
  const time = timesIn(before, now, 'future').find(
    (one) => !one.wholeDay && lengthAt(before, one.from) === undefined && isStart(one),
  )
  const day = daysIn(before, now, now).find((one) => one.day > now && isStart(one))
  if (time && (day || isNearer(before, time, now))) {
    // "Besok pulang jam 3": the day stands apart from the hour.
    const apart = day !== undefined && (day.from < time.from || day.from >= time.to)
    const from = apart ? day.day + (time.instant - startOfDay(time.instant)) : time.instant
    return from - now > SOON ? { from, ...endIn(after, from) } : undefined
  }
  const nextWeek = before.some(({ text }, at) => text === 'depan' && UNNAMED.has(before[at - 1]?.text ?? ''))
  if (!day) return nextWeek ? { from: now + 7 * DAY, wholeDays: true } : undefined
  const [last] = daysIn(after, now, day.day)
  const isWhole =
    tokens.some(({ text }) => LEAVE.has(text)) && timesIn(after, now, 'future').every((one) => one.wholeDay)
  if (!isWhole) return { from: day.day, ...endIn(after, day.day) }
  const length = awayFor(before)
  return { from: day.day, until: last ? last.day + DAY : day.day + Math.max(DAY, length ?? DAY), wholeDays: true }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

/** "Jam 9 sampai jam 11": read against its begin. */
function endIn(after: readonly Token[], from: Instant): Pick<Ahead, 'until'> {
  const [end] = timesIn(after, from, 'future')
  if (end === undefined) return {}
  const until = end.wholeDay ? startOfDay(end.instant) + DAY : end.instant
  return until > from ? { until } : {}
}

/** "Jam 4" said at 16.05 has been; with "jam 9" at 08.00 nine is to come. */
function isNearer(tokens: readonly Token[], time: { instant: Instant; from: number }, now: Instant): boolean {
  if (tokens.slice(Math.max(0, time.from - 1), time.from + 1).some(({ text }) => text === 'nanti')) return true
  const been = timesIn(tokens, now, 'past').find(({ from }) => from === time.from)
  return time.instant - now < 12 * HOUR && (been === undefined || time.instant - now < now - been.instant)
}

/** "1-3 desember" is "1 sampai 3 desember". */
function unhyphened(token: Token, at: number, all: readonly Token[]): readonly Token[] {
  const range = token.kind === 'number' ? /^(\d{1,2})-(\d{1,2})$/.exec(token.raw) : null
  if (range === null) return [token]
  const month = all[at + 1]
  const until: Token = { ...token, kind: 'word', text: 'sampai', stem: 'sampai', typed: 'sampai', raw: 'sampai' }
  const tanggal: Token = { ...until, text: 'tanggal', stem: 'tanggal', typed: 'tanggal', raw: 'tanggal' }
  const first = { ...token, raw: range[1]! }
  // Without its month the first day would be one of this month.
  const own = all[at - 1]?.text === 'tanggal' ? [] : [tanggal]
  return month === undefined
    ? [...own, first, until, tanggal, { ...token, raw: range[2]! }]
    : [...own, first, month, until, tanggal, { ...token, raw: range[2]! }]
}

/** Days as they are named; a date that was already this month or year is the next one, not before `least`. */
export function daysIn(tokens: readonly Token[], now: Instant, least: Instant) {
  return tokens.flatMap((token, at) => {
    const placed = pieceAt(tokens, at, now)
    if (placed?.piece.kind !== 'day') return []
    const { from, to, piece } = placed
    const past = piece.day < startOfDay(least)
    const since = tokens.slice(Math.max(0, from - 2), from).some(({ text }) => SINCE.has(text))
    if (!past) return [{ day: piece.day, from, to }]
    if (!piece.named || (since && piece.day < startOfDay(now) && !piece.weekday && least === now)) return []
    if (piece.weekday) return [{ day: piece.day + 7 * DAY, from, to }]
    const shown = new Date(piece.day + 7 * HOUR)
    const [month, date] = [shown.getUTCMonth() + 1, shown.getUTCDate()]
    const monthless = to === from + 1 && !/[/-]/.test(token.raw)
    const next = monthless
      ? (dateAt(yearOf(piece.day), month + 1, date) ?? dateAt(yearOf(piece.day) + 1, 1, date))
      : to - from < 3
        ? dateAt(yearOf(piece.day) + 1, month, date)
        : undefined
    return next === undefined ? [] : [{ day: next, from, to }]
  })
}
