/** Negation, aspect, questions and pleas before a word: what turns "selesai" into something else (DOMAIN 4.3, 3 to 6). */
import {
  BARRIERS,
  CIREBON_NOT,
  COMPONENTS,
  HALF,
  LEADS_IN,
  NEGATORS,
  OF_TIME,
  SUPPOSED,
  UNFINISHED,
  WISHED,
} from './negation-words.ts'
import { SPEAKER, WITNESSES } from './unstated-words.ts'
import type { Token } from './words.ts'

/** So many words before it can turn it. */
export const REACH = 3

/** Words of time do not count: "kira2 jam setengah 4 sore kelar" is a promise. */
const FARTHEST = 7

type Turn = 'plain' | 'negated' | 'unfinished' | 'wished'

/** How the words before `from` turn what starts there, and where the turning word stands. */
export function turnBefore(
  tokens: readonly Token[],
  from: number,
  to = from + 1,
): { readonly turn: Turn; readonly at: number } {
  const clause = tokens[from]?.clause
  if (HALF.has(tokens[to]?.text ?? '')) return { turn: 'unfinished', at: from }
  let counted = 0
  for (let at = from - 1; counted < REACH && at >= from - FARTHEST; at -= 1) {
    const token = tokens[at]
    if (token === undefined || token.clause !== clause || BARRIERS.has(token.text)) break
    if (token.text === 'info' && tokens[at + 1]?.text === 'dari') break
    if (saidByVendor(tokens, at)) break
    if (token.text === 'sampai' && TO_NOW.has(tokens[at + 1]?.text ?? '')) break
    // "Biar saya yang pegang" offers; "biar bisa login" wishes.
    if (token.text === 'biar' && at === from - 1 && SPEAKER.has(tokens[from]!.text)) break
    // "Biar saya cek" as well.
    if (token.text === 'biar' && at === from - 2 && SPEAKER.has(tokens[at + 1]!.text) && !ABLE.has(tokens[from]!.text))
      break
    // "Ga jadi pak udah bisa".
    if (token.text === 'jadi' && tokens[at - 1]?.text === 'tidak' && (at < from - 1 || tokens[from]!.text === 'sudah'))
      break
    if (token.kind === 'word' && !OF_TIME.has(token.text)) counted += 1
    // "Yang tidak terkirim sudah beres": which one.
    if (token.text === 'tidak' && tokens[from]!.text === 'sudah' && at < from - 1 && ofWhich(tokens, at)) break
    if (NEGATORS.has(token.text) || (at === from - 1 && CIREBON_NOT.has(token.text))) return { turn: 'negated', at }
    // "Mangga, saya cek dulu" invites nobody.
    if (token.text === 'mangga' && tokens.slice(at + 1, from).some(({ text }) => SPEAKER.has(text))) break
    if (WISHED.has(token.text) && !(token.text === 'katanya' && byWitness(tokens, at))) return { turn: 'wished', at }
    // "Pas dicoba lagi sudah bisa": once more.
    if (token.text === 'lagi' && AGAIN_DONE.has(tokens[at - 1]?.text ?? '')) continue
    // "Sudah saya coba bolak-balik lancar": tried, and found.
    if (
      token.text === 'coba' &&
      tokens.slice(Math.max(0, at - 2), at).some((one) => TRIED.has(one.text) && one.clause === clause)
    )
      continue
    // "Td dicoba lancar": what has been tried, not what will be.
    if (UNFINISHED.has(token.text) && !/^di/i.test(token.raw)) {
      const denied = tokens[at - 1]?.clause === clause && NEGATORS.has(tokens[at - 1]!.text)
      return denied ? { turn: 'negated', at: at - 1 } : { turn: 'unfinished', at }
    }
  }
  return { turn: 'plain', at: from }
}

const ABLE = new Set(['bisa', 'dapat', 'lancar', 'normal', 'aman'])

/** "Yudi WA katanya sudah normal", "Yudi telepon, katanya sudah normal". */
export function saidByVendor(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]!.text !== 'katanya') return false
  const { clause } = tokens[at]!
  const first = tokens[at - 1]?.clause === clause ? clause : clause - 1
  return tokens
    .slice(Math.max(0, at - 8), at)
    .some((token) => token.clause >= first && (token.stem === 'jasnita' || token.stem === 'vendor'))
}

const TRIED = new Set(['sudah', 'tadi', 'barusan', 'habis', 'setelah', 'pas', 'waktu', 'begitu'])

const AGAIN_DONE = new Set('coba tes cek buka login restart'.split(' '))

function ofWhich(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ text, clause }) => text === 'yang' && clause === tokens[at]!.clause)
}

/** "Sampai saat ini belum berhasil" tells of now. */
const TO_NOW = new Set(['saat', 'sekarang', 'detik', 'hari'])

/** "Damkar bilang sudah masuk", "kata warga sudah nyambung": of those at the other end, who see whether it works. */
export function byWitness(tokens: readonly Token[], at: number): boolean {
  const { text: word, clause } = tokens[at]!
  // "Dedi udah nyoba, lancar katanya".
  const first = word === 'katanya' ? clause - 1 : clause
  return tokens
    .slice(Math.max(0, at - 5), at + 3)
    .some(({ text, clause: own }) => own >= first && own <= clause && WITNESSES.has(text))
}

/** Whether what starts at `from` is only supposed: "kalau kambuh lagi", "padahal tadi sudah normal". */
export function supposed(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 8) && tokens[at]!.clause === clause; at -= 1) {
    // "Kami tutup di sisi kami karena layanan sudah normal".
    if (tokens[at]!.text === 'karena' || tokens[at]!.text === 'sehingga') return false
    if (SUPPOSED.has(tokens[at]!.text) || (tokens[at]!.text === 'siapa' && tokens[at + 1]?.text === 'tahu')) return true
  }
  return false
}

/** A bare "normal" of a part of the system. */
export function ofComponent(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  // "Server Cirebon aman".
  const before = WHICH.has(tokens[from - 1]?.text ?? '') ? tokens[from - 2] : tokens[from - 1]
  return (
    before !== undefined &&
    before.clause === tokens[from]!.clause &&
    COMPONENTS.has(before.text) &&
    !known.has(before.text)
  )
}

const WHICH = new Set(['cirebon', 'pusat', 'utama', 'kantor', 'lokal', 'cadangan', 'kota'])

/** Where the verb group of a completion begins: "sudah bisa" before "normal" belongs to it. */
export function groupStart(tokens: readonly Token[], from: number): number {
  let start = from
  while (
    start > 0 &&
    from - start < 3 &&
    tokens[start - 1]!.clause === tokens[from]!.clause &&
    LEADS_IN.has(tokens[start - 1]!.text)
  )
    start -= 1
  return start
}
