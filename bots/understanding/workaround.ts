/** Penanganan sementara: what people do meanwhile, instead of what is broken (DOMAIN 3.1). */
import { NEGATORS } from './negation-words.ts'
import { VOCATIVES } from './people.ts'
import type { Reading, Token } from './words.ts'

const MEANWHILE = new Set(['sementara', 'sementaranya', 'smentara', 'smntara', 'smtr', 'smntr'])
const BY_HAND = new Set(['manual', 'manualan'])
/** What people do instead. */
const COPING = new Set(
  `pakai pake gunakan lewat via pindah numpang nebeng pinjam alih alihkan dialihkan catat kecatat kecatet nyatet nyatat tulis tulisin tethering
  hotspot gantian bareng tanya tanyain geser andalkan andelin mengandalkan`.split(/\s+/),
)
/** What people do themselves with somebody else: a verb only after "kita" or in the passive. */
const REACHING = new Set('telepon whatsapp japri hubungi kabari kontak info infokan chat sms ht radio'.split(' '))
const MEANS = new Set(
  'hp whatsapp pc keyboard mouse monitor kertas telepon ht meja catatan buku laptop hotspot tethering genset excel radio posisi papan grup headset'.split(
    ' ',
  ),
)
const TOWARDS = new Set(['ke', 'di', 'dari', 'punya', 'milik', 'pakai', 'pake', 'dulu', 'saja', 'jaringan'])
const WE = new Set(['kita', 'kami', 'saya', 'ku', 'tim', 'teman', 'pada'])
const BETWEEN = new Set(['sudah', 'langsung', 'cuma', 'coba', 'terpaksa', 'lagi', 'yang', 'bantu', 'semua'])
const FOR_NOW = new Set(['dulu', 'saja', 'langsung', 'terpaksa', 'akhirnya', 'darurat', 'sekarang', 'jadi', 'makanya'])
const BREAKS = new Set(['jadi', 'jadinya', 'makanya', 'sehingga', 'akhirnya', 'tapi', 'terus', 'sekarang', 'dan'])
const ASKING = new Set(['tolong', 'mohon', 'minta', 'harap', 'usul', 'bisa', 'boleh', 'mau', 'perlu', 'butuh'])
/** Who is called about the fault itself. */
const EXPERTS = new Set('jasnita vendor teknisi pln telkom indihome provider kasi kepala admin pusat noc it'.split(' '))
/** Who reports, and by what means, is no workaround. */
const REPORTING = new Set(['lapor', 'laporan', 'info', 'an', 'dapat'])
/** "Dites pake hp sendiri" only tries. */
const TESTING = new Set(['tes', 'dites', 'test', 'testing', 'coba'])
const TROUBLED = new Set(
  'error mati rusak putus hilang kosong lemot hang gagal macet kresek blank nyangkut drop kendala gangguan susah'.split(
    ' ',
  ),
)

interface Span {
  readonly from: number
  /** One after the last. */
  readonly to: number
}

/** The words of the workaround, as typed; who told it and by what means (`teller`) is none. */
export function workaroundIn({ tokens, source }: Reading, teller?: Span): string | undefined {
  const span = spanOf(tokens, teller)
  if (span === undefined) return undefined
  let { from, to } = span
  while (from < to - 1 && LINKS.has(tokens[from]!.text)) from += 1
  while (to > from + 1 && VOCATIVES.has(tokens[to - 1]!.text)) to -= 1
  return source
    .slice(tokens[span.from]!.start, tokens[span.to - 1]!.end)
    .trim()
    .slice(0, 200)
}

const LINKS = new Set([
  'jadi',
  'jadinya',
  'makanya',
  'sudah',
  'terus',
  'dan',
  'tapi',
  'sehingga',
  'sekarang',
  'akhirnya',
])

/** Tokens that tell of the workaround and not of the fault. */
export function asideIn(tokens: readonly Token[]): ReadonlySet<number> {
  const span = spanOf(tokens)
  if (span === undefined) return new Set()
  return new Set(Array.from({ length: span.to - span.from }, (_, index) => span.from + index))
}

function spanOf(tokens: readonly Token[], except?: Span): Span | undefined {
  for (let from = 0; from < tokens.length; ) {
    let to = from + 1
    while (to < tokens.length && tokens[to]!.clause === tokens[from]!.clause && !BREAKS.has(tokens[to]!.text)) to += 1
    const found = meanwhile(tokens, from, to) ?? (copes(tokens.slice(from, to)) ? { from, to } : undefined)
    const told = except !== undefined && from < except.to && to > except.from
    if (found !== undefined && !told) return found
    from = to
  }
  return undefined
}

/** "Sementara ditelp manual": from the word on, and what follows it when it stands alone. */
function meanwhile(tokens: readonly Token[], from: number, to: number): Span | undefined {
  let at = from
  while (at < to && !MEANWHILE.has(tokens[at]!.text) && !byHand(tokens, at)) at += 1
  if (at === to) return undefined
  if (!MEANWHILE.has(tokens[at]!.text)) {
    // "Pending semua wa manual": from what is done by hand.
    const done = [1, 2, 3].find((back) => at - back >= from && isDone(tokens[at - back]!))
    return { from: Math.max(from, at - (done === undefined ? 5 : done + 1)), to }
  }
  if (at + 1 < to) return { from: at, to }
  const next = tokens[to]
  if (next === undefined) return { from: Math.max(from, at - 5), to }
  let end = to + 1
  while (tokens[end]?.clause === next.clause) end += 1
  return { from: at, to: end }
}

const isDone = (token: Token): boolean =>
  isCoping(token) || REACHING.has(token.text) || REACHING.has(token.stem) || /^di[a-z]{3}/.test(token.typed)

/** "Ditelp manual", but neither "minta manual" nor "beda sama rekap manual". */
function byHand(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? ''
  return BY_HAND.has(tokens[at]!.text) && !ASKING.has(before) && !COUNTED.has(before)
}

const COUNTED = new Set('rekap rekapan hitungan catatan data sama dengan jumlah angka laporan'.split(' '))

/** One stretch of a clause: somebody does something else instead, and nothing in it is broken. */
function copes(words: readonly Token[]): boolean {
  if (words.some(({ text }) => TESTING.has(text))) return false
  if (words.some(({ text }) => NEGATORS.has(text) || TROUBLED.has(text) || REPORTING.has(text))) return false
  return words.some((_, at) => copesAt(words, at))
}

function copesAt(words: readonly Token[], at: number): boolean {
  const hit = words[at]!
  const coping = isCoping(hit)
  if (!coping && !reaches(words, at)) return false
  if (words.slice(0, at).some(({ text }) => ASKING.has(text))) return false
  // "Semua kecatat normal" befalls them; "kecatet di kertas" they do.
  if (hit.typed.startsWith('ke')) return means(words, at)
  const next = words[at + 1]?.text ?? ''
  if (REACHING.has(hit.text) && (EXPERTS.has(next) || VOCATIVES.has(next))) return false
  return words.some(({ text }) => FOR_NOW.has(text)) || ours(words, at) || (coping && means(words, at))
}

function isCoping(token: Token): boolean {
  return COPING.has(token.text) || COPING.has(token.stem) || COPING.has(token.typed)
}

function reaches(words: readonly Token[], at: number): boolean {
  const token = words[at]!
  if (!REACHING.has(token.text) && !REACHING.has(token.stem)) return false
  return (
    ours(words, at) || /^di[a-z]/.test(token.typed) || (token.text === 'whatsapp' && words[at + 1]?.text === 'grup')
  )
}

/** "Kita langsung telp": the sender and the colleagues do it. */
function ours(words: readonly Token[], at: number): boolean {
  let before = at - 1
  while (before >= 0 && BETWEEN.has(words[before]!.text)) before -= 1
  return before >= 0 && WE.has(words[before]!.text)
}

/** "Pindah ke meja sebelah", "dicatat di buku": what is used instead stands within two words. */
function means(words: readonly Token[], at: number): boolean {
  const next = words[at + 1]
  const noun = next !== undefined && TOWARDS.has(next.text) ? words[at + 2] : next
  return noun !== undefined && MEANS.has(noun.text)
}
