/** Times that people type, as instants (DOMAIN section 5): the latest past for faults, the next future for promises. */
import type { Instant } from '../../src/desk/ticket.ts'
import { type Clock, PARTS, type Part, type Piece, pieceAt } from './time-parts.ts'
import { DAY, HOUR, MINUTE, minuteOfDay, startOfDay } from './wib.ts'
import type { Token } from './words.ts'

export interface TimeSaid {
  readonly instant: Instant
  /** Worked out, not said to the minute: a perkiraan. */
  readonly inferred: boolean
  /** No more than a day was said. */
  readonly wholeDay: boolean
  readonly from: number
  readonly to: number
}

/** A clock may run a little ahead of the provider's. */
const SLACK = 3 * MINUTE
/** "22.30" said at 14.05 is last evening; "15.00" said at 14.05 is a slip, not yesterday. */
const LONGEST_LOOK_BACK = 17 * HOUR
const JOINS = new Set([
  'jam',
  'pukul',
  'sekitar',
  'kira-kira',
  'wib',
  'an',
  'hari',
  'tanggal',
  'tadi',
  'ini',
  'di',
  'yang',
  'pas',
  'tepat',
  'kurang',
  'lebih',
  'waktu',
  'ba’da',
  'bada',
  'habis',
  'maksimal',
  'nanti',
  'sebelum',
  'saat',
  'pada',
  'sudah',
  'dari',
  'sejak',
])
const PART_BEFORE = new Set([
  'adzan',
  'azan',
  'ajan',
  'tadi',
  'sejak',
  'dari',
  'mulai',
  'kemarin',
  'besok',
  'nanti',
  'semenjak',
  'sampai',
  'lambat',
  'maksimal',
  'hari',
  'lusa',
  'habis',
  'sehabis',
  'selepas',
  'jelang',
  'bada',
  'sebelum',
  'sesudah',
  'setelah',
  'waktu',
  'sekitar',
  'pas',
  'menjelang',
  'estimasi',
  'eta',
  'target',
  'jam',
])
const PART_AFTER = new Set(['tadi', 'ini', 'kemarin', 'nanti'])

interface Parts {
  clock?: Clock
  day?: Extract<Piece, { kind: 'day' }>
  part?: Part
  duration?: Extract<Piece, { kind: 'duration' }>
  now?: true
  lastNight?: true
  about?: true
  from: number
  to: number
}

/** All times in the text, in its order. `toward` says which one an unclear time means. */
export function timesIn(tokens: readonly Token[], now: Instant, toward: 'past' | 'future'): TimeSaid[] {
  return expressions(tokens, now).flatMap((parts) => {
    const found = toward === 'past' ? past(parts, now) : future(parts, now)
    const wholeDay = parts.day !== undefined && parts.clock === undefined && parts.part === undefined
    return found === undefined ? [] : [{ ...found, wholeDay, from: parts.from, to: parts.to }]
  })
}

function expressions(tokens: readonly Token[], now: Instant): Parts[] {
  const all: Parts[] = []
  let current: Parts | undefined
  for (let at = 0; at < tokens.length; ) {
    if (tokens[at]!.text === 'semalam') {
      current = begin(all, current, at, (parts) => parts.day === undefined && parts.part === undefined)
      current.day = { kind: 'day', day: startOfDay(now) - DAY, named: false }
      current.part = 'malam'
      current.lastNight = true
      at = current.to = at + 1
      continue
    }
    const placed = pieceAt(tokens, at, now)
    if (placed === undefined || !counts(tokens, placed.from, placed.to, placed.piece, current)) {
      if (current !== undefined && !JOINS.has(tokens[at]!.text)) current = undefined
      at += 1
      continue
    }
    const { piece } = placed
    current = begin(all, current, at, (parts) => fits(parts, piece))
    if (piece.kind === 'clock') current.clock = piece
    else if (piece.kind === 'day') current.day = piece
    else if (piece.kind === 'part') current.part = piece.part
    else if (piece.kind === 'duration') current.duration = piece
    else current.now = true
    const around = [tokens[placed.from - 1], tokens[placed.from - 2], tokens[placed.to]]
    if (around.some((token) => token !== undefined && ['sekitar', 'kira-kira', 'an', 'hampir'].includes(token.text)))
      current.about = true
    at = current.to = placed.to
  }
  return all
}

function begin(all: Parts[], current: Parts | undefined, at: number, joins: (parts: Parts) => boolean): Parts {
  if (current !== undefined && joins(current)) return current
  const fresh: Parts = { from: at, to: at }
  all.push(fresh)
  return fresh
}

function fits(parts: Parts, piece: Piece): boolean {
  if (piece.kind === 'now') return true
  if (piece.kind === 'part')
    return (parts.part === undefined || closer(parts.part, piece.part)) && parts.duration === undefined
  return parts[piece.kind] === undefined && parts.duration === undefined && piece.kind !== 'duration'
}

/** "Kemarin malam habis isya": the hour of prayer within that part of the day. */
function closer(wide: Part, part: Part): boolean {
  const [outer, inner] = [PARTS[wide], PARTS[part]]
  return !DAY_PARTS.has(part) && inner.past >= outer.from * 60 - 90 && inner.past < outer.to * 60
}

const DAY_PARTS: ReadonlySet<Part> = new Set(['dini hari', 'pagi', 'siang', 'sore', 'malam'])

/** "Pagi pak" is a greeting and "piket malam" a shift: a part of the day counts only where a time is meant. */
function counts(tokens: readonly Token[], from: number, to: number, piece: Piece, current: Parts | undefined): boolean {
  if (piece.kind !== 'part') return true
  const before = tokens[from - 1]?.text ?? ''
  if (before === 'selamat' || before === 'piket' || before === 'shift' || before === 'jaga' || before === 'regu')
    return false
  return (
    current !== undefined ||
    PART_BEFORE.has(before) ||
    PART_AFTER.has(tokens[to]?.text ?? '') ||
    piece.part === 'dini hari'
  )
}

type Read = { readonly instant: Instant; readonly inferred: boolean } | undefined

function past(parts: Parts, now: Instant): Read {
  if (parts.duration !== undefined)
    return parts.duration.points === 'back' ? { instant: now - parts.duration.length, inferred: true } : undefined
  const today = startOfDay(now)
  if (parts.clock !== undefined) {
    const { clock } = parts
    const inferred = parts.about === true || !clock.toTheMinute || (clock.either && parts.part === undefined)
    if (parts.day !== undefined) {
      let day = parts.day.day
      if (parts.day.weekday && day > today) day -= 7 * DAY
      if (parts.lastNight && hourWith(clock, 'malam') < 12) day += DAY
      const hour = parts.part === undefined ? daytime(clock) : hourWith(clock, parts.part)
      const instant =
        day + hour * HOUR + clock.minute * MINUTE + (parts.part === 'malam' && !parts.lastNight && hour < 4 ? DAY : 0)
      return instant <= now + SLACK ? { instant, inferred } : undefined
    }
    const hours =
      parts.part === undefined
        ? clock.either
          ? [clock.hour % 12, (clock.hour % 12) + 12]
          : [clock.hour]
        : [hourWith(clock, parts.part)]
    const instants = hours.flatMap((hour) =>
      [today, today - DAY].map((day) => day + hour * HOUR + clock.minute * MINUTE),
    )
    const latest = Math.max(...instants.filter((instant) => instant <= now + SLACK))
    const stale = parts.part === undefined && now - latest > LONGEST_LOOK_BACK
    return stale ? undefined : { instant: latest, inferred }
  }
  if (parts.part !== undefined) return { instant: partInPast(parts.part, parts, now), inferred: true }
  if (parts.day !== undefined) {
    const day = parts.day.weekday && parts.day.day > today ? parts.day.day - 7 * DAY : parts.day.day
    const instant = parts.day.named ? Math.min(day + 12 * HOUR, now) : day + (now - today)
    const today0 = !parts.day.named && parts.day.day === today
    return day <= now && !today0 ? { instant, inferred: true } : undefined
  }
  return parts.now ? { instant: now, inferred: true } : undefined
}

function partInPast(part: Part, parts: Parts, now: Instant): Instant {
  const span = PARTS[part]
  const today = startOfDay(now)
  if (parts.day !== undefined) {
    const day = parts.day.weekday && parts.day.day > today ? parts.day.day - 7 * DAY : parts.day.day
    return Math.min(day + span.past * MINUTE, now)
  }
  if (today + span.past * MINUTE <= now) return today + span.past * MINUTE
  const begun = today + span.from * HOUR
  return begun <= now ? Math.floor((begun + now) / 2 / MINUTE) * MINUTE : today - DAY + span.past * MINUTE
}

function future(parts: Parts, now: Instant): Read {
  if (parts.duration !== undefined)
    return parts.duration.points === 'back' ? undefined : { instant: now + parts.duration.length, inferred: true }
  const today = startOfDay(now)
  let day = parts.day?.day
  if (parts.day?.weekday && day !== undefined && day < today) day += 7 * DAY
  if (parts.clock !== undefined) {
    const { clock } = parts
    const hours =
      parts.part === undefined
        ? clock.either
          ? day === undefined
            ? [clock.hour % 12, (clock.hour % 12) + 12]
            : [daytime(clock)]
          : [clock.hour]
        : [hourWith(clock, parts.part)]
    const days = day === undefined ? [today, today + DAY] : [day]
    const instants = hours
      .flatMap((hour) => days.map((one) => one + hour * HOUR + clock.minute * MINUTE))
      .filter((instant) => instant > now)
    return instants.length === 0
      ? undefined
      : { instant: Math.min(...instants), inferred: clock.either && parts.part === undefined }
  }
  if (parts.part !== undefined) {
    const minutes = PARTS[parts.part].future
    const base = day ?? (minuteOfDay(now) < minutes ? today : today + DAY)
    const instant = base + minutes * MINUTE
    return instant > now ? { instant, inferred: true } : undefined
  }
  if (day === undefined) return undefined
  const instant = parts.day?.named ? day + 17 * HOUR : day + (now - today)
  return instant > now ? { instant, inferred: true } : undefined
}

/** The hour that a clock time has in a part of the day: "jam 1 malam" is 01, "jam 3 sore" 15. */
function hourWith(clock: Clock, part: Part): number {
  const { from, to } = PARTS[part]
  if (!clock.either) return clock.hour
  const morning = clock.hour % 12
  const inside = (hour: number): boolean => hour >= from && hour <= to
  if (part === 'malam') return morning >= 5 ? morning + 12 : morning
  return inside(morning) && !inside(morning + 12)
    ? morning
    : inside(morning + 12)
      ? morning + 12
      : part === 'pagi' || part === 'subuh' || part === 'dini hari'
        ? morning
        : morning + 12
}

/** Of a day that is not today, people mean waking hours: "kemarin jam 3" is 15.00. */
function daytime(clock: Clock): number {
  if (!clock.either) return clock.hour
  const morning = clock.hour % 12
  return morning >= 1 && morning <= 5 ? morning + 12 : clock.hour === 12 ? 12 : morning
}
