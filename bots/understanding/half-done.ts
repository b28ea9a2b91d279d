/** A part is done, it is done for a time, it will be, or it was another time. */
import { BY, HALF, LATER, ONLY, PAPERS } from './negation-words.ts'
import type { Token } from './words.ts'

const WAS = new Set('kurang lupa salah belum kabel tidak lepas kendor longgar perlu butuh tadi human'.split(' '))

/** "Yang beres cuma PC 1", "baru satu yang normal": a part is done, the whole is not. */
export function partly(tokens: readonly Token[], from: number, to: number): boolean {
  const clause = tokens[from]!.clause
  const next = tokens[to]
  // "Selesai ya, cuma kurang tekan tombol": what it was.
  const only = next !== undefined && next.clause === clause && next.text === 'cuma' ? tokens[to + 1] : undefined
  if (only !== undefined) return !WAS.has(only.text)
  if (tokens[from - 1]?.text !== 'yang') return false
  // "Yang selesai baru backup".
  if (next?.text === 'baru' && next.clause === clause) return true
  for (let at = from - 2; at >= Math.max(0, from - 6) && tokens[at]!.clause === clause; at -= 1)
    if (ONLY.has(tokens[at]!.text)) return true
  return false
}

/** "Selesai sekitar jam 5": without "sudah" a time that follows is when it will be. */
export function willBe(tokens: readonly Token[], from: number, to: number): boolean {
  const next = tokens[to]
  if (next === undefined || next.clause !== tokens[from]!.clause || !LATER.has(next.text)) return false
  // "Sudah pasti beres besok".
  return next.text === 'besok' || !tokens.slice(from, to).some((token) => token.text === 'sudah')
}

/** "Kemarin juga begini, direstart langsung normal", "biasanya direstart normal": what was or usually is, not what is now. */
export function ofEarlier(tokens: readonly Token[], from: number): boolean {
  const { now, usually, likened, earlier } = timesOf(tokens)
  return now >= from && (usually < from || (likened < from && earlier < likened))
}

interface FirstOf {
  readonly now: number
  readonly usually: number
  readonly likened: number
  readonly earlier: number
}

/** Asked for each completion of a text: where the words first stand is looked up once. */
const FIRST_OF = new WeakMap<readonly Token[], FirstOf>()

function timesOf(tokens: readonly Token[]): FirstOf {
  const known = FIRST_OF.get(tokens)
  if (known !== undefined) return known
  const first = (words: ReadonlySet<string>): number => {
    const at = tokens.findIndex(({ text }) => words.has(text))
    return at === -1 ? tokens.length : at
  }
  const found = { now: first(NOW), usually: first(USUALLY), likened: first(LIKENED), earlier: first(EARLIER) }
  FIRST_OF.set(tokens, found)
  return found
}

const NOW = new Set(['sekarang', 'ini'])

/** "Kemarin juga dibilang normal terus lemot lagi": in that clause or the next, how it went at another time. */
export function againBefore(tokens: readonly Token[], from: number): boolean {
  const { clause } = tokens[from]!
  const first = tokens.findIndex((token) => token.clause >= clause - 1)
  const near = tokens.slice(first)
  return (
    near.some(({ text }, at) => text === 'juga' && EARLIER.has(near[at - 1]?.text ?? '')) &&
    ofEarlier(near, from - first)
  )
}

const EARLIER = new Set(['kemarin', 'dulu', 'dahulu', 'lalu', 'terakhir'])

const LIKENED = new Set(['juga', 'begini', 'begitu', 'gini', 'gitu', 'pernah', 'serupa', 'sama'])

const USUALLY = new Set(['biasanya', 'umumnya'])

/** "Selesai 80%", "50 persen beres". */
function inPart(tokens: readonly Token[], from: number, to: number): boolean {
  const near = tokens.slice(from, to)
  return near.some(({ text, clause }, at) => {
    const amount = Number.parseFloat(near[at - 1]?.raw ?? '')
    return text === 'persen' && amount > 0 && amount < 100 && clause === tokens[to - 3]!.clause
  })
}

/** "Normal untuk sementara", "dideploy di staging". */
const TRIAL = new Set(['sementara', 'staging', 'dev', 'development', 'sandbox', 'lab'])

const RELEASED = new Set('rilis release dirilis deploy dideploy publish produksi'.split(' '))

const AHEAD = new Set('besok lusa nanti depan menyusul senin selasa rabu kamis jumat'.split(' '))

const BRIEF = new Set(['menit', 'jam', 'detik', 'sebentar', 'hari'])

const REST = new Set(['kecuali', 'selain', 'sisanya', 'menyusul', 'dijadwalkan', 'terjadwal', 'sebagian'])

/** "Sudah kami perbaiki sementara, 2 dari 4 channel aktif, sisanya menyusul": a part of it, or for the time being. */
export function notWhole(tokens: readonly Token[], from: number, to: number): boolean {
  const near = tokens.slice(to, to + 12)
  if (inPart(tokens, Math.max(0, from - 2), to + 2)) return true
  if (
    near.some((token, at) => REST.has(token.text) && !PAPERS.has(near[at - 1]?.text ?? '')) ||
    tokens.slice(to, to + 2).some(({ text }, at) => TRIAL.has(text) && tokens[to + at - 1]?.text !== 'tim')
  )
    return true
  // "Sudah fix di versi 2.1, rilis minggu depan".
  if (near.some(({ text }, at) => RELEASED.has(text) && near.slice(at + 1, at + 4).some((one) => AHEAD.has(one.text))))
    return true
  const lead = tokens.slice(Math.max(0, from - 4), from)
  const before = lead.map(({ text }) => text)
  // "Setengahnya udah keisi"; "jam setengah 4 udah nyala".
  const half = lead.some(
    ({ text, clause }, at) => HALF.has(text) && clause === tokens[from]!.clause && lead[at + 1]?.kind !== 'number',
  )
  const brief = before.some((text) => text === 'cuma' || text === 'baru') && before.some((text) => BRIEF.has(text))
  const progress = near.some((token, at) => token.text === 'progres' && ['in', 'on'].includes(near[at - 1]?.text ?? ''))
  const counted = near.some(
    (token, at) => token.text === 'dari' && near[at - 1]?.kind === 'number' && near[at + 1]?.kind === 'number',
  )
  const outOf = tokens
    .slice(Math.max(0, from - 5), from)
    .some((token, at, all) => token.text === 'dari' && all[at - 1]?.kind === 'number' && all[at + 1]?.kind === 'number')
  // "Saya kira belum, ternyata salah ketik, sudah bisa": of a clause before.
  const anew = tokens[from]!.text === 'sudah'
  const denied = tokens
    .slice(Math.max(0, from - 6), from)
    .some(
      (token, at, before) =>
        token.text === 'belum' &&
        !(anew && token.clause !== tokens[from]!.clause) &&
        !before.slice(at).some(({ text }) => text === 'sudah' || text === 'sekarang'),
    )
  return half || brief || progress || counted || outOf || denied
}

/** "Paling lambat jam 5 sudah selesai": before it in the clause stands a time by which it is to be. */
export function isDue(tokens: readonly Token[], from: number): boolean {
  const { clause } = tokens[from]!
  for (let at = from - 1; at >= Math.max(0, from - 8) && tokens[at]!.clause === clause; at -= 1)
    if (BY.has(tokens[at]!.text))
      return tokens[at]!.text !== 'lambat' && tokens[at]!.text !== 'telat' ? true : tokens[at - 1]?.text === 'paling'
  return false
}
