/** Words that only say which ticket: "yg panggilan ga masuk saya ambil" denies nothing (DOMAIN 4.3 rules 1 and 3). */
import type { KnownTicket } from './meaning.ts'
import { NEGATORS } from './negation-words.ts'
import { described } from './tickets.ts'
import type { Token } from './words.ts'

/** What is said of the ticket begins with one of these. */
const THEN = new Set(
  'saya kami kita aku sudah sedang lagi baru barusan tadi tolong biar ambil pegang terima alihkan serahkan oper teruskan eskalasi'.split(
    ' ',
  ),
)
/** "Yang login tidak bisa saya perbaiki": what cannot be done is said, and not which ticket. */
const OPEN_ENDED = new Set([
  'bisa',
  'dapat',
  'tidak',
  'belum',
  'mau',
  'sempat',
  'perlu',
  'mulai',
  'jadi',
  'keburu',
  'usah',
])
const FARTHEST = 40
const LONGEST = 8

/** Indices of the words between "yang" and what is said, where they deny something and describe one open ticket. */
export function referencesIn(tokens: readonly Token[], open: readonly KnownTicket[]): ReadonlySet<number> {
  const found = new Set<number>()
  if (open.length === 0) return found
  for (let at = 0; at < Math.min(tokens.length, FARTHEST); at += 1) {
    if (tokens[at]!.text !== 'yang') continue
    const end = spanEnd(tokens, at + 1)
    if (end === undefined || described(tokens.slice(at + 1, end), open).length !== 1) continue
    for (let inside = at + 1; inside < end; inside += 1) found.add(inside)
  }
  return found
}

function spanEnd(tokens: readonly Token[], from: number): number | undefined {
  const { clause } = tokens[from - 1]!
  for (let at = from; at < from + LONGEST && tokens[at]?.clause === clause; at += 1) {
    if (!THEN.has(tokens[at]!.text)) continue
    const span = tokens.slice(from, at)
    const denies = span.some(({ text }) => NEGATORS.has(text))
    return denies && !OPEN_ENDED.has(span.at(-1)!.text) ? at : undefined
  }
  return undefined
}
