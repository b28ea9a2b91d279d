/** A few clean words for a ticket, from the phrase of the fault itself, without anybody's data. */
import type { Content } from './content.ts'
import { NEGATORS } from './negation-words.ts'
import type { Token } from './words.ts'

const LONGEST = 60
const DROPPED = new Set(
  `lapor laporan izin mohon tolong minta bantu bantuan dibantu bantuannya ya saya kami kita ini itu yang tadi barusan segera urgent dari siap maaf info informasi melaporkan mau cek dicek
  perbaikan perbaiki ditindaklanjuti bahwa terkait kepada untuk dengan hormat yth aduan pengaduan komplain ada sekarang juga punya ke terimakasih sangat saja dulu sejak jam pukul wib kak
  tiba-tiba memang sama jadi soal begini gitu banget kenapa bagaimana apa nih semalam kemarin sampai pagi siang sore malam baru sudah lagi masih terus harap agar supaya dan atau tapi karena hari`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const KEPT_CASE: Readonly<Record<string, string>> = Object.fromEntries(
  'PC OPD CCTV LAN VPN HP UPS SIP BPBD GPS PSC PMI PLN LOS SMS AC TV HT ATCS IP PBX CPU USB FO RTO OTP NIK BPHTB RSUD DNS'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
)
/** Words that mean the same as a standard form, but are good words themselves. */
const AS_TYPED = new Set(
  'banget kontak pin layar alamat koordinat foto wifi tabrakan diagram audio unduh diunduh cetak capslock'.split(' '),
)

/** At most 60 characters. `marked` are the tokens that carried the fault; words around them come along. */
export function summaryOf(
  content: Content,
  marked: ReadonlySet<number>,
  skipped: ReadonlySet<number>,
  unit: readonly number[] = [],
): string {
  const { tokens } = content
  const placed = placeOf(tokens, unit)
  const wanted = new Set([...marked].flatMap((at) => [at, ...beside(tokens, at, -1), ...beside(tokens, at, 1)]))
  for (const at of withWholePlace(wanted, unit)) wanted.add(at)
  for (const at of [...wanted]) if (NEGATORS.has(tokens[at]!.text) && at + 1 < tokens.length) wanted.add(at + 1)
  const first = ownedFrom(tokens, Math.min(...marked, tokens.length), wanted)
  const words: string[] = []
  let length = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (placed.has(at) || skipped.has(at) || (marked.size > 0 && !wanted.has(at)) || at < first - 2) continue
    if (!marked.has(at) && DROPPED.has(token.text)) continue
    if (token.kind === 'number' && (tokens[at - 1]?.text === 'jam' || tokens[at - 1]?.text === 'pukul')) continue
    if (token.text === 'an' && tokens[at - 1]?.kind === 'number') continue
    if (isPersonal(token, tokens, at)) continue
    const typed = token.raw.toLowerCase()
    const word = KEPT_CASE[token.text] ?? (token.kind === 'number' || AS_TYPED.has(typed) ? typed : token.text)
    if (word.length > 30 || words.at(-1) === word) continue
    if (length + word.length + 1 > LONGEST) break
    const listed = token.kind === 'word' && words.length > 0 && listedWith(tokens, at)
    if (listed) words.push(`${words.pop()}/${word}`)
    else words.push(word)
    length += word.length + 1
  }
  while (words.length > 1 && LOOSE.has(words.at(-1)!)) words.pop()
  const joined = words.join(' ')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

const APART = new Set(['dan', 'serta', 'plus'])
const BESIDE = 3

/** The nearest words on one side, as far as they belong to the same thing said. */
function beside(tokens: readonly Token[], from: number, step: 1 | -1): number[] {
  const found: number[] = []
  for (let at = from + step; found.length < BESIDE; at += step) {
    const token = tokens[at]
    if (token === undefined || token.clause !== tokens[from]!.clause || APART.has(token.text)) break
    found.push(at)
  }
  return found
}

/** Words that say nothing at the end of a summary. */
const LOOSE = new Set(
  'di ke yang sama untuk dengan pada saat pas waktu dan tapi kalau atau oleh dari karena sementara smntara via pakai pake tiap padahal tanggal tidak belum lama'.split(
    ' ',
  ),
)
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

/** A unit is named whole or not at all. */
function withWholePlace(wanted: ReadonlySet<number>, unit: readonly number[]): readonly number[] {
  return unit.some((at) => wanted.has(at)) ? unit : []
}

/** "nik 3274... no 0812... ga bisa": whose number it is, for all of them, without the numbers. */
function ownedFrom(tokens: readonly Token[], first: number, wanted: Set<number>): number {
  let from = first
  while (from >= 2 && isPersonal(tokens[from - 1]!, tokens, from - 1) && OWNED.has(tokens[from - 2]!.text)) from -= 2
  for (let at = from; at < first; at += 2) wanted.add(at)
  const [before, owner] = [tokens[from - 1], tokens[from]]
  const alone = owner !== undefined && OWNED.has(owner.text) && before !== undefined
  return alone && OWNED.has(before.text) ? from - 1 : from
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
  if (/[.:]/.test(token.raw)) return true
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
