/** Citizens' numbers in free text, masked for those who need not see them (DOMAIN section 6, UU 27/2022). */
import { maskPhone, readPhone } from './phone.ts'

interface Group {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** What stands between the group before and this one; `undefined` for the first of a run. */
  readonly gap: string | undefined
}

/** Digits with up to three signs between them; a colon only ever belongs to a time of day. */
const RUN = /\+?\(?\d(?:[\s().\-–/:]{0,3}\d)*/g

/** NIK and KK have 16 digits; longer strings (employee numbers, cards) are nobody's business either. */
const IDENTITY_DIGITS = 16
const LONGEST_PHONE = 17

const MOBILE = /^(?:00[178]?62|62)?0?8[1-35-9]\d{7,10}$/
const LANDLINE = /^(?:62|0)[2-9]\d{7,10}$/

/** The last digits of a number that is masked already begin no other, and its first end none. */
const MASKED_BEFORE = /xxx[- ]?x?$/
const MASKED_AFTER = /^\)?[- ]?xxx/

const startsBare = /^8\d\d/

function groupsOf(run: string, offset: number): Group[] {
  let end: number | undefined
  return Array.from(run.matchAll(/\d+/g), (match) => {
    const start = offset + match.index
    const gap = end === undefined ? undefined : run.slice(end - offset, match.index)
    end = start + match[0].length
    return { digits: match[0], start, end, gap }
  })
}

const between = (value: string | undefined, low: number, high: number) =>
  value !== undefined && value.length <= 2 && Number(value) >= low && Number(value) <= high

/** 23/11/2026, 02-11-26, 14.05, 14:05.30: how many groups a date or a time of day takes. */
function dateOrTime(groups: readonly Group[], at: number): number {
  const [first, second, third, fourth] = groups.slice(at, at + 4)
  const gap = second?.gap
  if (!first || !second || gap === undefined || !['/', '-', '.', ':'].includes(gap)) return 0
  const goesOn = third?.gap === gap
  if (goesOn && fourth?.gap === gap) return 0
  const year = goesOn && (third.digits.length === 4 || third.digits.length === 2)
  if (year && gap !== ':' && between(first.digits, 1, 31) && between(second.digits, 1, 12)) return 3
  if (year && gap !== ':' && first.digits.length === 4 && between(second.digits, 1, 12)) return 3
  const time = (gap === '.' || gap === ':') && between(first.digits, 0, 24) && between(second.digits, 0, 59)
  if (!time || second.digits.length !== 2) return 0
  return goesOn && between(third.digits, 0, 59) ? 3 : goesOn ? 0 : 2
}

/** 32.74.01.010190.0001 and its like: district code, day (plus 40 for women), month, year, number. */
function isIdentity(parts: readonly string[]): boolean {
  const digits = parts.join('')
  if (digits.length !== IDENTITY_DIGITS) return false
  if (parts.every(({ length }) => length === 4)) return true
  const day = Number(digits.slice(6, 8)) % 40
  const month = Number(digits.slice(8, 10))
  return /^[1-9]/.test(digits) && day >= 1 && day <= 31 && month >= 1 && month <= 12
}

interface Found {
  readonly groups: number
  readonly shown: string
}

const maskIdentity = (digits: string) => `${digits.slice(0, 4)}${'x'.repeat(digits.length - 4)}`

function phoneIn(parts: readonly string[], plus: boolean): string | undefined {
  const digits = parts.join('')
  if (MOBILE.test(digits)) {
    const bare = digits.startsWith('8')
    return bare && (digits.length < 10 || !startsBare.test(parts[0] ?? '')) ? undefined : reading(digits)
  }
  if (plus || LANDLINE.test(digits))
    return readPhone(plus ? `+${digits}` : digits).ok ? reading(plus ? `+${digits}` : digits) : undefined
  return undefined
}

/** A number that the directory would refuse is masked all the same. */
function reading(digits: string): string {
  const read = readPhone(digits)
  return read.ok ? maskPhone(read.e164) : `${digits.slice(0, 4)}${'x'.repeat(digits.length - 7)}${digits.slice(-3)}`
}

/** Whether a group may still belong to a number that is complete without it: the digits go on in the same pattern. */
function goesOn(groups: readonly Group[], at: number, taken: number): boolean {
  const [previous, next] = groups.slice(at + taken - 1, at + taken + 1)
  if (!previous || !next || taken < 2 || next.gap !== previous.gap) return false
  const even = groups.slice(at + 1, at + taken).every(({ digits }) => digits.length === previous.digits.length)
  return even && next.digits.length <= previous.digits.length && dateOrTime(groups, at + taken) === 0
}

/** Whether a whole number of its own begins here, after something that is not just a country code. */
function beginsAnother(groups: readonly Group[], at: number, parts: readonly string[]): boolean {
  if (!/^08[1-35-9]/.test(groups[at]?.digits ?? '') || /^(?:00[178]?)?62$/.test(parts.join(''))) return false
  return find(groups, at, false, false) !== undefined
}

/** The number that begins at a group, if one does. `among`: another may begin before it is complete. */
function find(groups: readonly Group[], at: number, plus: boolean, among = true): Found | undefined {
  const parts: string[] = []
  let length = 0
  let phone: Found | undefined
  for (const group of groups.slice(at, at + LONGEST_PHONE)) {
    if (parts.length > 0 && group.gap?.includes(':')) break
    if (among && parts.length > 0 && beginsAnother(groups, at + parts.length, parts)) break
    const extending = phone === undefined || goesOn(groups, at, parts.length)
    parts.push(group.digits)
    length += group.digits.length
    if (length > LONGEST_PHONE) break
    const shown = extending ? phoneIn(parts, plus) : undefined
    if (shown !== undefined && (phone === undefined || phone.groups === parts.length - 1)) {
      phone = { groups: parts.length, shown }
    }
    if (isIdentity(parts)) return { groups: parts.length, shown: maskIdentity(parts.join('')) }
  }
  return phone ?? longNumber(groups[at]?.digits)
}

const longNumber = (digits: string | undefined): Found | undefined =>
  digits && digits.length >= IDENTITY_DIGITS ? { groups: 1, shown: maskIdentity(digits) } : undefined

/** The groups of a run that may belong to a number: not those that stand in a masked one. */
function unmasked(run: string, offset: number, text: string): Group[] {
  const groups = groupsOf(run, offset)
  const end = offset + run.length
  const isTail = MASKED_BEFORE.test(text.slice(Math.max(0, offset - 8), offset)) && (groups[0]?.digits.length ?? 0) <= 3
  const isHead = MASKED_AFTER.test(text.slice(end, end + 6))
  return groups.slice(isTail ? 1 : 0, isHead ? -1 : undefined)
}

function maskRun(run: string, offset: number, text: string): string {
  const groups = unmasked(run, offset, text)
  let shown = ''
  let from = offset
  for (let at = 0; at < groups.length; ) {
    const group = groups[at]
    if (!group) break
    const skipped = dateOrTime(groups, at)
    const before = text.slice(from, group.start)
    const found = skipped > 0 ? undefined : find(groups, at, before.endsWith('+') || before.endsWith('+('))
    const taken = found?.groups ?? Math.max(1, skipped)
    const last = groups[at + taken - 1] ?? group
    const opened = text.slice(group.start, last.end).includes(')') ? /\+?\(?$/ : /\+$/
    shown += found ? before.replace(opened, '') + found.shown : text.slice(from, last.end)
    from = last.end
    at += taken
  }
  return shown + text.slice(from, offset + run.length)
}

/**
 * Masks identity numbers ('3274xxxxxxxxxxxx') and telephone numbers ('0812-xxxx-x890') in what people typed, however
 * they are punctuated. Ticket numbers, times, dates, 112 and the like stay. Time grows linearly with the text.
 */
export function maskPersonal(text: string): string {
  return text.replace(RUN, (run, offset: number) => maskRun(run, offset, text))
}
