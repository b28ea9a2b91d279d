/** A few clean words for a ticket, from the phrase of the fault itself, without anybody's data. */
import type { Content } from './content.ts'
import { BEFORE_TIME, BREAKS, DROPPED, HEDGES, LOOSE, MINOR, OPENING, shownAs } from './summary-words.ts'
import { VOCABULARY } from './vocabulary.ts'
import type { Token } from './words.ts'

const LONGEST = 60
/** At most 60 characters: the stretches of the text that carry the fault (`marked`), in their order. */
export function summaryOf(
  content: Content,
  marked: ReadonlySet<number>,
  skipped: ReadonlySet<number>,
  unit: readonly number[] = [],
): string {
  const { tokens } = content
  const without = new Set([...placeOf(tokens, unit), ...skipped])
  const faulty = new Set([...marked].filter((at) => !unit.includes(at)))
  const all = stretchesOf(tokens)
  const telling = all.filter(({ from, to }) => among(faulty, from, to))
  const main = telling.filter(({ from }) => !MINOR.has(tokens[from]!.typed) && !MINOR.has(tokens[from]!.text))
  const special = [main, telling].find((some) => some.some((one) => !isGeneral(tokens, one)))
  const parts: string[] = []
  let length = 0
  for (const stretch of (special ?? all).filter((one, _, some) => some.length === 1 || !isGeneral(tokens, one))) {
    const words = wordsOf(tokens, stretch, without, marked)
    const size = words.join(' ').length
    if (size === 0 || words.every((word) => OPENING.has(word))) continue
    if (parts.length > 0 && length + size + 2 > LONGEST) continue
    const fitting = size <= LONGEST ? words : longest(tokens, stretch, without, marked)
    parts.push(fitting.join(' '))
    length += size + 2
  }
  // The application that a form names stands in the ticket.
  const told = parts.filter((part) => !APPLICATION.test(part) || parts.every((other) => other.length < 8))
  const joined = (told.length > 0 ? told : parts).join(', ')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

const APPLICATION = /^(?:aplikasi )?(?:cirebon )?(?:siaga(?: 112)?|dashboard)(?: aplikasi)?$/i

interface Stretch {
  readonly from: number
  /** One after the last. */
  readonly to: number
}

function stretchesOf(tokens: readonly Token[]): Stretch[] {
  const found: Stretch[] = []
  let from = 0
  for (let at = 1; at <= tokens.length; at += 1) {
    const token = tokens[at]
    // "Usul: bunyi notif dibedain": a heading belongs to what follows.
    const headed = at - from <= 2 && /:/.test(token?.before ?? '') && !isGeneral(tokens, { from, to: at })
    // "Kategori \"prank\" hilang": what stands between quotation marks is a name.
    const quoted = /^\s*["“”]\s*$/.test(token?.before ?? '')
    if (
      token !== undefined &&
      (headed || quoted || (token.clause === tokens[at - 1]!.clause && !BREAKS.has(token.text)))
    )
      continue
    found.push({ from, to: at })
    from = at
  }
  return tokens.length === 0 ? [] : found
}

/** "Ada dua masalah", "usul aja": what it is comes before or after. */
const GENERAL = new Set(
  'ada dua tiga satu lagi masalah kendala gangguan keluhan hal laporan usul usulan saran saja info error ini nih lapor izin sekalian juga tolong mohon bantu'.split(
    ' ',
  ),
)

function isGeneral(tokens: readonly Token[], { from, to }: Stretch): boolean {
  return tokens.slice(from, to).every(({ text, kind }) => GENERAL.has(text) || kind === 'number')
}

function among(marked: ReadonlySet<number>, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (marked.has(at)) return true
  return false
}

/** Who says it is not the fault: "warga bilang telp 112 ga nyambung". */
const SAYING = new Set(['bilang', 'ngeluh', 'mengeluh', 'ngadu', 'cerita', 'kata', 'katanya', 'bahwa'])

function afterSaying(tokens: readonly Token[], { from, to }: Stretch, marked: ReadonlySet<number>): number {
  for (let at = from; at < to - 1; at += 1) {
    if (marked.has(at) && !SAYING.has(tokens[at]!.text)) return from
    if (SAYING.has(tokens[at]!.text) && tokens[at + 1]?.typed !== 'sandi' && tokens[at]!.typed !== 'ngomong')
      return at + 1
  }
  return from
}

/** Too long to be told whole: what stands around the words that carry the fault, and on from there as far as it goes. */
function longest(
  tokens: readonly Token[],
  { from, to }: Stretch,
  without: ReadonlySet<number>,
  marked: ReadonlySet<number>,
): string[] {
  const own = [...marked].filter((at) => at >= from && at < to)
  const first = own.length === 0 ? from : Math.max(from, ownedFrom(tokens, Math.min(...own)) - BESIDE)
  let end = own.length === 0 ? from + 1 : Math.min(to, Math.max(...own) + 1)
  let words = wordsOf(tokens, { from: first, to: end }, without, marked)
  for (; end < to; end += 1) {
    const more = wordsOf(tokens, { from: first, to: end + 1 }, without, marked)
    if (more.join(' ').length > LONGEST) break
    words = more
  }
  return fit(words)
}

function fit(words: readonly string[]): string[] {
  const kept: string[] = []
  let length = 0
  for (const word of words) {
    if (length + word.length + 1 > LONGEST) break
    kept.push(word)
    length += word.length + 1
  }
  return trimmed(kept)
}

function wordsOf(
  tokens: readonly Token[],
  stretch: Stretch,
  without: ReadonlySet<number>,
  marked: ReadonlySet<number>,
): string[] {
  const words: string[] = []
  for (let at = afterSaying(tokens, stretch, marked); at < stretch.to; at += 1) {
    const token = tokens[at]!
    if (without.has(at)) continue
    if (HEDGES.has(token.typed) || (BEFORE_TIME.has(token.text) && without.has(at + 1))) continue
    if (!marked.has(at) && !links(tokens, at, without) && (DROPPED.has(token.text) || DROPPED.has(token.typed)))
      continue
    if (token.text === 'jam' && !marked.has(at) && tokens[at + 1]?.kind === 'number') continue
    if (token.text === 'an' && tokens[at - 1]?.kind === 'number') continue
    if (isPersonal(token, tokens, at)) continue
    const word = shownAs(tokens, at)
    // "DSP3A", "e05": letters and digits of one name.
    const glued = token.before === '' && at > 0 && tokens[at - 1]!.kind !== token.kind
    const named =
      glued && (token.kind === 'number' ? !VOCABULARY.has(tokens[at - 1]!.text) : tokens[at - 1]!.before === '')
    if (named && words.length > 0) {
      words.push(`${words.pop()}${token.raw}`.toUpperCase())
      continue
    }
    // Cirebon's "internet e" and Sundanese "internet na" are "internetnya".
    const alone = tokens[at + 1]?.before !== ''
    if ((token.typed === 'e' || token.typed === 'na') && alone && words.length > 0 && !LETTERED.has(words.at(-1)!))
      continue
    if (token.typed === 'x' && tokens[at - 1]?.kind === 'number' && words.length > 0) {
      words.push(`${words.pop()}x`)
      continue
    }
    if (word.length > 30 || words.at(-1) === word) continue
    if (token.kind === 'word' && words.length > 0 && listedWith(tokens, at)) words.push(`${words.pop()}/${word}`)
    else words.push(word)
  }
  return trimmed(words)
}

const DAY_PARTS = new Set(['pagi', 'siang', 'sore', 'malam'])
const OF_SHIFT = new Set(['shift', 'piket', 'apel'])

/** "Hilang dari form", "sejak update": what follows says where or since when; and "menu laporan" is no report. */
function links(tokens: readonly Token[], at: number, without: ReadonlySet<number>): boolean {
  const { text, clause } = tokens[at]!
  const next = tokens[at + 1]
  if (DAY_PARTS.has(text) && !without.has(at)) return OF_SHIFT.has(tokens[at - 1]?.text ?? '')
  if (text === 'hari') return tokens[at - 1]?.kind === 'number' && !without.has(at)
  if (text === 'laporan') return at >= 3 && tokens[at - 1]!.clause === clause
  if ((text !== 'dari' && text !== 'sejak') || next === undefined || next.clause !== clause || at === 0) return false
  return [
    !BEFORE_TIME.has(next.text),
    !without.has(at + 1),
    !DROPPED.has(next.text),
    !isPersonal(next, tokens, at + 1),
  ].every(Boolean)
}

function trimmed(words: string[]): string[] {
  while (words.length > 1 && LOOSE.has(words.at(-1)!)) words.pop()
  while (words.length > 1 && (OPENING.has(words[0]!) || (words[0] === 'satu' && words[1] === 'lagi'))) words.shift()
  return words
}

const LETTERED = new Set(['huruf', 'tombol', 'tuts'])
const BESIDE = 3

const AT = new Set(['di', 'pada', 'dari', 'khusus', 'cuma', 'untuk'])

/** Where it is stands in the ticket's unit; "di PC 2" need not be said again. "PC 2 mati" keeps what is dead. */
function placeOf(tokens: readonly Token[], unit: readonly number[]): ReadonlySet<number> {
  const first = unit[0]
  if (first === undefined) return new Set()
  const before = tokens[first - 1]
  const after = tokens[unit.at(-1)! + 1]
  const clause = tokens[first]!.clause
  const apart = before !== undefined && before.clause !== clause && after?.clause !== tokens[unit.at(-1)!]!.clause
  const said = before !== undefined && AT.has(before.text)
  return apart || said ? new Set(said ? [first - 1, ...unit] : unit) : new Set()
}

/** "nik 3274... no 0812... ga bisa": whose number it is, for all of them, without the numbers. */
function ownedFrom(tokens: readonly Token[], first: number): number {
  let from = first
  while (from >= 2 && isPersonal(tokens[from - 1]!, tokens, from - 1) && OWNED.has(tokens[from - 2]!.text)) from -= 2
  return from
}

/** The word before was the owner of a number, and this is the owner of the next. */
function listedWith(tokens: readonly Token[], at: number): boolean {
  const owner = tokens[at - 2]
  return (
    OWNED.has(tokens[at]!.text) &&
    owner !== undefined &&
    OWNED.has(owner.text) &&
    isPersonal(tokens[at - 1]!, tokens, at - 1)
  )
}

const OWNED = new Set(['nik', 'ktp', 'kk', 'hp', 'nomor', 'telepon', 'whatsapp', 'handphone'])

/** Clock times, NIK, telephone numbers and what looks like them, also written in groups. */
function isPersonal(token: Token, tokens: readonly Token[], at: number): boolean {
  if (token.kind !== 'number') return false
  if (/[.:]/.test(token.raw) && !/^\d{1,3}\.\d$/.test(token.raw)) return true
  const digits = token.raw.replace(/\D/g, '').length
  if (digits >= 4 && OWNED.has(tokens[at - 1]?.text ?? '')) return true
  const neighbour = (next: Token | undefined): boolean =>
    next?.kind === 'number' && next.raw.replace(/\D/g, '').length >= 3
  return (
    digits >= 6 ||
    token.before.endsWith('+') ||
    (digits >= 3 && (neighbour(tokens[at - 1]) || neighbour(tokens[at + 1])))
  )
}
