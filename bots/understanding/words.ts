/** Text as words: cleaned, in standard spelling, each with its place in the source (DOMAIN 4.2, 4.4). */
import { clean } from './cleaning.ts'
import { COMMON } from './common.ts'
import { SPELLING } from './spelling.ts'
import { stemOf } from './stem.ts'
import { closest, withVowels } from './typo.ts'
import { VOCABULARY } from './vocabulary.ts'

export interface Token {
  /** Standard form, lower case. */
  readonly text: string
  /** The root where the lexicon knows it ("ngirim": kirim), else the text. */
  readonly stem: string
  readonly kind: 'word' | 'number'
  /** As typed. */
  readonly raw: string
  /** As typed, in plain lower case. */
  readonly typed: string
  /** Span in `Reading.source`. */
  readonly start: number
  readonly end: number
  readonly clause: number
  /** What stands between this token and the one before. */
  readonly before: string
}

export interface Reading {
  /** The cleaned text that spans refer to. */
  readonly source: string
  readonly tokens: readonly Token[]
  /** Clauses that end with a question mark. */
  readonly questions: ReadonlySet<number>
  readonly emoji: readonly string[]
}

/** "Putus putus", "kresek kresek": one word in two. */
const DOUBLED = /\b(putus|pegat|pedot|patah|kresek|kedip|kadang|tiba|ujug|mati|sama|dua) \1\b/gi

/** "Log in", "sign out". */
const SIGN_IN = /\b(?:log|sign)[ -](in|out)\b/gi

/** "ETA.29.1600", "eta#29.30menit": the number of the ticket ends at its full stop. */
const DOTTED =
  /^(\s*(?:eta|terima|trm|selesai|sls|progres|prog|info|ya|belum|blm|jasnita|koor(?:dinasi)?|perbaiki|analisa|status|batal)[.#*]\d{1,4})\.(?=\d)/i

const PERCENT = { text: 'persen', stem: 'persen', typed: '%' }

/** Reading stops here: what is meant has been said by then, and the time for a message stays bounded. */
const MOST_WORDS = 500
const LETTER = /\p{L}/u
const EMOJI = /\p{Extended_Pictographic}/u
const CLAUSE_END = /[.,;:!?()[\]{}\n"/]|[-–—]\s|\s[-–—]|=/
/** "Sdr. Dedi": the full stop ends no clause. */
const ABBREVIATED = new Set('sdr sdri bpk yth kpd tn ny'.split(' '))
const UNITS = new Set(
  'pc ext komp meja line cpu monitor shift lantai tim regu posisi operator headset server cctv h ups user lan sip ip no nomor tiket jam tgl terima selesai ya belum batal progres eta info jasnita analisa perbaiki status buka tutup'.split(
    ' ',
  ),
)

export function read(text: string): Reading {
  const source = clean(text).replace(DOUBLED, '$1-$1').replace(SIGN_IN, 'log$1').replace(DOTTED, '$1 ')
  const tokens: Token[] = []
  const questions = new Set<number>()
  const emoji: string[] = []
  let clause = 0
  let last = 0
  let at = 0
  while (at < source.length && tokens.length < MOST_WORDS) {
    const code = source.codePointAt(at)!
    const width = code > 0xffff ? 2 : 1
    const isDigit = digit(source, at)
    if (!isDigit && !letter(source, at, width)) {
      if (code > 127 && EMOJI.test(String.fromCodePoint(code))) emoji.push(String.fromCodePoint(code))
      at += width
      continue
    }
    const end = isDigit ? numberEnd(source, at) : wordEnd(source, at)
    const before = source.slice(last, at)
    const abbreviated = before.trim() === '.' && ABBREVIATED.has(tokens.at(-1)?.typed ?? '')
    if (tokens.length > 0 && !abbreviated && CLAUSE_END.test(before)) {
      if (before.includes('?')) questions.add(clause)
      clause += 1
    }
    const raw = source.slice(at, end)
    if (isDigit) {
      tokens.push({ text: raw, stem: raw, typed: raw, kind: 'number', raw, start: at, end, clause, before })
      if (source[end] === '%')
        tokens.push({ ...PERCENT, kind: 'word', raw: '%', start: end, end: end + 1, clause, before: '' })
    } else {
      const forms = remembered(raw)
      for (const form of forms) tokens.push({ ...form, kind: 'word', raw, start: at, end, clause, before })
    }
    last = end
    at = end
  }
  if (source.slice(last).includes('?')) questions.add(clause)
  for (let index = 0; index < tokens.length; index += 1)
    tokens[index] = regional(tokens[index]!, tokens[index + 1], tokens[index - 1], tokens[index + 2])
  return { source, tokens: dictated(tokens), questions, emoji }
}

const DIGITS = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh'.split(' ')
const COUNTED = new Set([
  'pc',
  'komputer',
  'meja',
  'ext',
  'line',
  'posisi',
  'monitor',
  'headset',
  'cpu',
  'nomor',
  'tiket',
])

/** "PC dua", "meja tiga", "tiket dua tujuh", "nomor dua puluh tujuh": dictated numbers, as digits. */
function dictated(tokens: readonly Token[]): Token[] {
  const found: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    const previous = found.at(-1)
    let digits = ''
    let end = at
    if (previous !== undefined && COUNTED.has(previous.text) && previous.clause === token.clause) {
      while (end < at + 4 && tokens[end]?.clause === token.clause && DIGITS.includes(tokens[end]!.text)) {
        digits += String(DIGITS.indexOf(tokens[end]!.text))
        end += 1
        if (tokens[end]?.text !== 'puluh') continue
        end += 1
        if (!DIGITS.includes(tokens[end]?.text ?? '')) digits += '0'
      }
    }
    if (digits === '') found.push(token)
    else {
      found.push({ ...token, text: digits, stem: digits, kind: 'number', raw: digits, end: tokens[end - 1]!.end })
      at = end - 1
    }
  }
  return found
}

/** Cirebon "bli bisa" is "tidak bisa"; elsewhere "beli" is to buy. Javanese "tak cek" is "saya cek" (rule 3). */
function regional(token: Token, next?: Token, previous?: Token, after?: Token): Token {
  if (token.typed === 'no' && next !== undefined && ENGLISH.has(next.typed))
    return { ...token, text: 'tidak', stem: 'tidak' }
  // Sundanese "enjing jam 9" is tomorrow; "sugeng enjing" and "wau enjing" are the morning.
  const ofMorning = MORNING.has(previous?.typed ?? '') || previous?.kind === 'number'
  if (token.typed === 'enjing' && next !== undefined && !ofMorning) return { ...token, text: 'besok', stem: 'besok' }
  // "Kawit isuk", "wau isuk": since the morning.
  if (token.typed === 'isuk' && (ofMorning || SINCE.has(previous?.text ?? '')))
    return { ...token, text: 'pagi', stem: 'pagi' }
  // "Jam set 2" is half past one.
  if (token.typed === 'set' && next?.kind === 'number' && /^(?:1?\d|2[0-4])$/.test(next.raw))
    return { ...token, text: 'setengah', stem: 'setengah' }
  // Cirebon's "ket esuk" is since the morning; elsewhere "ket" heads a remark.
  if (token.typed === 'ket' && next !== undefined && OF_DAY.has(next.text))
    return { ...token, text: 'sejak', stem: 'sejak' }
  // Jalan By Pass is a street.
  if (token.typed === 'pass' && previous?.typed === 'by') return { ...token, text: 'pass', stem: 'pass' }
  // "Plg lmbt jam 5": by then; by themselves "plg" goes home and "lmbt" is slow.
  if (token.typed === 'plg' && next !== undefined && SUPERLATIVE.test(next.typed))
    return { ...token, text: 'paling', stem: 'paling' }
  if (token.typed === 'lmbt' && previous?.text === 'paling') return { ...token, text: 'lambat', stem: 'lambat' }
  if ((token.text === 'beli' || token.text === 'bli') && (next?.text === 'bisa' || CIREBON.has(next?.typed ?? '')))
    return { ...token, text: 'tidak', stem: 'tidak' }
  // "Wis bisa ning lemot": but; before a place it is "di".
  if (token.typed === 'ning' && next !== undefined && UNWELL.has(next.text))
    return { ...token, text: 'tapi', stem: 'tapi' }
  // "Ben aku sing nyekel".
  if (token.typed === 'ben' && next?.text === 'saya') return { ...token, text: 'biar', stem: 'biar' }
  // Sundanese "keur digentos" is "sedang diganti", "ka jasnita" is "ke jasnita", "enjing we" is "besok saja".
  if (token.typed === 'keur' && next !== undefined && /^di/.test(next.typed))
    return { ...token, text: 'sedang', stem: 'sedang' }
  // Cirebon's "tak cek dikit" is "saya cek dulu".
  if (token.typed === 'dikit' && (OWN_WORK.has(previous?.stem ?? '') || OWN_DOING.has(previous?.text ?? '')))
    return { ...token, text: 'dulu', stem: 'dulu' }
  if (token.typed === 'ka' && BODIES.has(next?.text ?? '')) return { ...token, text: 'ke', stem: 'ke' }
  if (token.typed === 'enjing' && previous?.text !== 'tadi' && JUST.has(next?.typed ?? ''))
    return { ...token, text: 'besok', stem: 'besok' }
  const at = ['sudah', 'lagi', 'sedang'].includes(previous?.text ?? '')
  const doing =
    next !== undefined &&
    (OWN_DOING.has(next.text) ||
      (at && (OWN_DOING.has(next.stem) || OWN_WORK.has(next.stem))) ||
      (OWN_WORK.has(next.stem) && /i$/.test(next.typed)) ||
      (HANDS_ON.has(next.text) && TOWARDS.has(after?.typed ?? '')))
  if (token.raw.length === 3 && token.raw.toLowerCase() === 'tak' && doing)
    return { ...token, text: 'saya', stem: 'saya' }
  return token
}

const OF_DAY = new Set('jam pukul kemarin pagi siang sore malam subuh dzuhur ashar maghrib isya besok'.split(' '))
const SINCE = new Set(['sejak', 'dari', 'tadi', 'mulai'])

/** "Tak lempar ke jasnita" hands it on; "tak terkirim ke damkar" is none of these. */
const HANDS_ON = new Set('lempar oper serahkan teruskan terusin limpahkan eskalasi alihkan'.split(' '))
const TOWARDS = new Set(['ke', 'ka', 'nang', 'maring', 'ning', 'kepada'])

const UNWELL = new Set('masih belum tidak lemot kadang-kadang error putus putus-putus mati lama pelan'.split(' '))
const MORNING = new Set(['sugeng', 'wilujeng', 'selamat', 'wau', 'tadi', 'td', 'sejak', 'ket'])
const SUPERLATIVE = /^(?:la?mba?t|la?ma|ce?pa?t|te?la?t)$/

/** After these "beli" can only be Cirebon's "tidak". */
const CIREBON = new Set([
  'gelem',
  'mlebu',
  'metu',
  'muni',
  'urip',
  'ana',
  'kena',
  'kekirim',
  'katon',
  'kerungu',
  'ketok',
  'kewaca',
])

/** "No internet access", "no signal": not a number. */
const ENGLISH = new Set([
  'internet',
  'signal',
  'data',
  'connection',
  'response',
  'sound',
  'service',
  'network',
  'device',
  'access',
])

const BODIES = new Set(['jasnita', 'vendor', 'pusat', 'damkar', 'bpbd', 'psc', 'pmi', 'opd'])
const JUST = new Set(['we', 'wae', 'weh', 'bae', 'abdi', 'saya', 'urang'])

/** "Lagi tak ganti", "wis tak terima", "tak bersihi"; by itself "tak terima" is "tidak terima". */
const OWN_WORK = new Set([
  'terima',
  'ganti',
  'bersih',
  'kabari',
  'hubungi',
  'cari',
  'pasang',
  'setting',
  'reset',
  'urus',
  'lempar',
  'colok',
  'tukar',
  'hapus',
  'buka',
  'isi',
])

const OWN_DOING = new Set([
  'urus',
  'cek',
  'periksa',
  'perbaiki',
  'benerin',
  'lihat',
  'coba',
  'ambil',
  'pegang',
  'handle',
  'restart',
  'kerjakan',
  'tangani',
  'telepon',
  'catat',
  'tulis',
])

function digit(source: string, at: number): boolean {
  const code = source.charCodeAt(at)
  return code >= 48 && code <= 57
}

function letter(source: string, at: number, width: number): boolean {
  const code = source.charCodeAt(at)
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  return LETTER.test(source.slice(at, at + width))
}

function letterAt(source: string, at: number): boolean {
  return (
    at < source.length && letter(source, at, source.charCodeAt(at) >= 0xd800 && source.charCodeAt(at) < 0xdc00 ? 2 : 1)
  )
}

function numberEnd(source: string, from: number): number {
  let at = from
  while (at < source.length) {
    if (digit(source, at)) at += 1
    else if ('.:/-'.includes(source[at]!) && digit(source, at + 1)) at += 1
    else break
  }
  return at
}

/** Letters, with what belongs inside a word: apostrophes, "putus-putus", "w.a", "putus2", "l0gin". */
function wordEnd(source: string, from: number): number {
  let at = from
  while (at < source.length) {
    const code = source.codePointAt(at)!
    const width = code > 0xffff ? 2 : 1
    if (letter(source, at, width)) at += width
    else if ("'’`".includes(source[at]!) && letterAt(source, at + 1)) at += 1
    else if (source[at] === '-' && hyphenated(source, from, at)) at += 1
    else if (source[at] === '.' && at - from === 1 && letterAt(source, at + 1) && !letterAt(source, at + 2)) at += 1
    else if (source[at] === '/' && at - from === 1 && !letterAt(source, at + 1) && source[from]!.toLowerCase() === 'u')
      at += 1
    else if (source[at] === '0' && letterAt(source, at - 1) && letterAt(source, at + 1)) at += 1
    else if (source[at] === '2' && doubling(source, from, at))
      return spelledWithTwo(source, from, at) ? at + 3 : letterAt(source, at + 1) ? at + 4 : at + 1
    else break
  }
  return at
}

const HYPHENATED = new Set([
  'log-in',
  'log-out',
  'sign-in',
  'ho-oh',
  'wi-fi',
  'up-date',
  'ujug-ujug',
  'mudah-mudahan',
  'patah-patah',
  'pegat-pegot',
  'tak-cek',
  'he-eh',
  'call-back',
  'nge-lag',
  'hatur-nuhun',
  'nge-hang',
])

function hyphenated(source: string, from: number, at: number): boolean {
  const left = source.slice(from, at).toLowerCase()
  const right = source.slice(at + 1, at + 1 + Math.max(left.length + 3, 10)).toLowerCase()
  if (right === '' || !letterAt(source, at + 1)) return false
  if (right.startsWith(left)) return true
  for (const word of HYPHENATED)
    if (word.startsWith(`${left}-`) && right.startsWith(word.slice(left.length + 1))) return true
  return false
}

function doubling(source: string, from: number, at: number): boolean {
  const suffixed = /^nya(?!\p{L})/iu.test(source.slice(at + 1, at + 6))
  if (spelledWithTwo(source, from, at)) return true
  // "Sip2" answers; "SIP2 putus" is a line.
  if (/^sip2[\s.,!]*(?:$|(?:pak|bu|mas|mba|mbak|bang|siap|oke?|sy|saya|noted|makasih)\b)/i.test(source)) return true
  if (at - from < 3 || digit(source, at + 1) || (letterAt(source, at + 1) && !suffixed)) return false
  return !UNITS.has(source.slice(from, at).toLowerCase())
}

/** "Mudah2an": the spelling list knows it whole. */
function spelledWithTwo(source: string, from: number, at: number): boolean {
  return (
    source.slice(at + 1, at + 3).toLowerCase() === 'an' &&
    !letterAt(source, at + 3) &&
    SPELLING.has(source.slice(from, at + 3).toLowerCase())
  )
}

interface Form {
  readonly text: string
  readonly stem: string
  readonly typed: string
}

/** Most words come again; the store is emptied when it is full, so that it stays small whatever is typed. */
const REMEMBERED = new Map<string, readonly Form[]>()
const MOST_REMEMBERED = 4_000

function remembered(raw: string): readonly Form[] {
  const known = REMEMBERED.get(raw)
  if (known !== undefined) return known
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear()
  const forms = standard(raw)
  REMEMBERED.set(raw, forms)
  return forms
}

/** The standard words for one typed word. */
function standard(raw: string): readonly Form[] {
  const lower = raw
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’`.]/g, '')
    .replace(/0/g, 'o')
    .replace(/2nya$/, '2')
  if (lower.length > 40) return [{ text: lower, stem: lower, typed: lower }]
  const text = known(lower.endsWith('2') ? double(lower.slice(0, -1)) : lower)
  return text.split(' ').map((word) => ({ text: word, stem: stemOf(word), typed: lower }))
}

function double(base: string): string {
  const twice = `${base}-${base}`
  if (SPELLING.has(`${base}2`)) return `${base}2`
  return lookup(twice) === undefined ? base : twice
}

function lookup(word: string): string | undefined {
  return SPELLING.get(word) ?? (VOCABULARY.has(word) || COMMON.has(word) ? word : undefined)
}

function known(word: string): string {
  const direct = lookup(word)
  if (direct !== undefined) return direct
  const [left, right] = word.split('-')
  if (right !== undefined && left === right) return known(left!)
  const shorter = word.replace(/(.)\1{2,}/g, '$1$1')
  const single = word.replace(/(.)\1+/g, '$1')
  for (const form of [shorter, word.replace(/(.)\1{2,}/g, '$1'), single]) {
    const found = lookup(form)
    if (found !== undefined) return found
  }
  for (const suffix of ['nya', 'lah', 'kah', 'ne', 'na', 'ku', 'mu', 'pun', 'e']) {
    const base = word.slice(0, -suffix.length)
    if (!word.endsWith(suffix) || base.length < (suffix.length === 1 ? 5 : suffix.length < 3 ? 4 : 2)) continue
    const found = lookup(base)
    if (found !== undefined) return found
  }
  if (stemOf(word) !== word) return word
  return closest(word) ?? withVowels(word) ?? (single.length >= 3 && shorter !== word ? shorter : word)
}
