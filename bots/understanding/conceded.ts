/** "Sudah bisa, tapi ...": what follows a completion takes it back, or is another matter. */
import { BEFORE_NOW, CONTRARY, NEGATORS, SHORT_OF_WELL, SLOWED } from './negation-words.ts'
import type { Token } from './words.ts'

/** "... tapi aplikasinya belum": what follows takes the completion back. */
export function takenBack(tokens: readonly Token[], to: number, known: ReadonlySet<string>, explains = false): boolean {
  const end = Math.min(tokens.length, to + 8)
  if (otherNow(tokens, to, end, known)) return false
  if (worseNow(tokens, tokens[to - 1]!.text === 'sekarang' ? to - 1 : to, end)) return true
  const but = tokens.slice(to, end).findIndex((token) => BUT.has(token.text))
  if (but === -1) return false
  const after = tokens.slice(to + but, to + but + 7)
  // "Inet sudah up, ternyata modemnya hang" of who repairs: what it was.
  // "Printernya sudah bisa, cuma kertas nyangkut" as well.
  if (explains && (after[0]!.text === 'ternyata' || (after[0]!.text === 'cuma' && PARTS.has(after[1]?.text ?? ''))))
    return after.some(({ text }) => STILL.has(text))
  // "Sudah bisa, tapi tadi sempat lama".
  if (
    after[0]!.text === 'tapi' &&
    BEFORE_NOW.has(after[1]?.text ?? '') &&
    !after.some(({ text }) => CONTRARY.has(text))
  )
    return false
  return after.some(({ text }) => CONTRARY.has(text) || (after[0]!.text === 'tapi' && SLOWED.has(text)))
}

/** What comes loose or gets stuck, and is no function of the thing. */
const PARTS = new Set(
  'kabel kertas colokan steker jack konektor adaptor saklar tombol baterai cache roller tinta toner mcb setting settingan konfigurasi sensor soket port'.split(
    ' ',
  ),
)

const STILL = new Set(['masih', 'belum', 'tetap', 'lagi', 'malah'])

/** "Yang tadi beres, sekarang printer yang macet": a new fault of another thing. */
function otherNow(tokens: readonly Token[], from: number, end: number, known: ReadonlySet<string>): boolean {
  const after = tokens.slice(from, end)
  const thing = after.findIndex(
    ({ text }, at) => at > 0 && OTHER_THINGS.has(text) && after[at - 1]!.text === 'sekarang',
  )
  return (
    thing !== -1 &&
    !known.has(after[thing]!.text) &&
    !after.some(({ text }) => ['masih', 'belum', 'tetap', 'malah'].includes(text))
  )
}

/** "Tadi sudah normal sekarang mati", "tadi bisa, sekarang engga". */
function worseNow(tokens: readonly Token[], from: number, end: number): boolean {
  const now = tokens.slice(from, end).findIndex(({ text }) => text === 'sekarang')
  if (now === -1) return false
  const { clause } = tokens[from + now]!
  // "Aman sekarang. Antriannya nyangkut gara-gara ...": what it was.
  if (from + now > 0 && now === 0 && tokens[from - 1]?.clause === clause && tokens[from + 1]?.clause !== clause)
    return false
  const then = tokens.slice(from + now + 1, from + now + 4)
  if (then.some(({ text }, at) => BAD.has(text) && !NEGATORS.has(then[at - 1]?.text ?? ''))) return true
  const last = then.findLast((token) => token.clause === clause)
  const over = last !== undefined && tokens[from + now + then.indexOf(last) + 2]?.clause !== clause
  return over && (last.text === 'tidak' || last.text === 'belum')
}

const BAD = new Set([...CONTRARY].filter((word) => !['tidak', 'belum', 'masih', 'tetap'].includes(word)))

const BUT = new Set([
  'tapi',
  'cuma',
  'sayang',
  'namun',
  'eh',
  'ternyata',
  'tinggal',
  'tiba-tiba',
  'mendadak',
  'tahu-tahu',
  'ujug-ujug',
])

/** "Sudah pak, tapi printer sekarang yang error": another thing than the ticket's. */
const PERIPHERAL = new Set('printer monitor headset keyboard mouse cctv dashboard ups listrik ac laptop'.split(' '))

/** "Login sudah bisa, tapi sekarang telp ga masuk": what does not work now is something else. */
export function ofOtherNow(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  const at = tokens[from - 1]?.text === 'yang' ? from - 2 : from - 1
  const thing = tokens[at]?.text ?? ''
  return tokens[at - 1]?.text === 'sekarang' && OTHER_THINGS.has(thing) && !known.has(thing)
}

const OTHER_THINGS = new Set([...PERIPHERAL, 'telepon', 'panggilan', 'peta', 'rekaman', 'notifikasi'])

/** "Sudah bisa tapi ...": what is conceded after a completion, unless it tells of before. */
export function conceded(
  tokens: readonly Token[],
  to: number,
  known: ReadonlySet<string>,
): 'unwell' | 'something' | undefined {
  const but = tokens.slice(to, to + 4).findIndex((token) => BUT.has(token.text))
  if (but === -1 || otherNow(tokens, to, to + 9, known)) return undefined
  const after = tokens.slice(to + but + 1, to + but + 8)
  if (after.length === 0 || BEFORE_NOW.has(after[0]!.text)) return undefined
  if (after.some(({ text }) => PERIPHERAL.has(text) && !known.has(text))) return undefined
  // "Sudah bisa, cuma saya lupa balas".
  if (after.slice(0, 4).some(({ text, stem }) => LATE_WORD.has(text) || LATE_WORD.has(stem))) return undefined
  return after.some((token) => CONTRARY.has(token.text) || SHORT_OF_WELL.has(token.text)) ? 'unwell' : 'something'
}

const LATE_WORD = new Set('lupa kelupaan telat balas bales jawab kabari ngabarin ngabari'.split(' '))

/** The message opens with a completion that a "tapi" then takes from: it is about the ticket, not a fault of its own. */
export function opensWithBut(tokens: readonly Token[]): boolean {
  const but = tokens.slice(0, 6).findIndex((token) => BUT.has(token.text))
  return (
    but > 0 &&
    tokens.slice(0, but).every((token) => token.kind === 'word' && !NEGATORS.has(token.text)) &&
    tokens.slice(0, but).some((token) => WORKS.has(token.text)) &&
    conceded(tokens, but, new Set(PERIPHERAL)) !== undefined
  )
}

const WORKS = new Set('bisa normal lancar aman jalan nyala beres sudah masuk ok mending'.split(' '))
