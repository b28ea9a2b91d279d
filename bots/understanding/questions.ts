/** Asked or pleaded for, and not said to be so (DOMAIN 4.3, 5 and 6). */

import { REACH } from './negation.ts'
import { ASKING, HOPED, PLEAS } from './negation-words.ts'
import type { Token } from './words.ts'

/** A word of asking stands before. */
export function wonders(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 4) && tokens[at]!.clause === clause; at -= 1)
    if (ASKING.has(tokens[at]!.text) && !(tokens[at]!.text === 'mana' && tokens[at + 1]?.text === 'masih')) return true
  return false
}

/** "Sudah beres belum", "apa sudah normal", "sudah bisa?" ask (rule 5). */
export function asks(
  tokens: readonly Token[],
  from: number,
  to: number,
  questions: ReadonlySet<number>,
  known: ReadonlySet<string> = new Set(),
  names: ReadonlySet<string> = new Set(),
): boolean {
  const clause = tokens[from]!.clause
  if (questions.has(clause) || wonders(tokens, from)) return true
  // "Normal atau tidak".
  if (tokens[to]?.text === 'atau' && ['tidak', 'belum'].includes(tokens[to + 1]?.text ?? '')) return true
  // "Beres jam berapa ya".
  const when = tokens[to]?.text === 'jam' ? tokens[to + 1] : tokens[to]
  if (when?.clause === clause && (when.text === 'berapa' || when.text === 'kapan')) return true
  // "Lancar dari mana, makin parah".
  if (
    ['mana', 'apanya', 'dimana'].includes(tokens[to]?.text ?? '') ||
    (tokens[to]?.text === 'dari' && tokens[to + 1]?.text === 'mana')
  )
    return true
  const next = tokens[to]
  const at = next?.text === 'lagi' || next?.text === 'saja' || next?.text === 'ini' ? to + 1 : to
  const last = tokens[at]
  const tag =
    last !== undefined &&
    last.clause === clause &&
    (last.text === 'belum' || last.text === 'tidak' || last.text === 'apa')
  if (!tag) return false
  // "... sudah bisa apa belum".
  const after =
    last.text === 'apa' && ['belum', 'tidak'].includes(tokens[at + 1]?.text ?? '') ? tokens[at + 2] : tokens[at + 1]
  // "Udah beres blm printernya".
  return (
    after === undefined ||
    after.clause !== clause ||
    TAGS.has(after.text) ||
    known.has(after.text) ||
    called(after, names)
  )
}

/** "Kelar belum sep": Asep is spoken to. */
const called = ({ typed: text }: Token, names: ReadonlySet<string>): boolean =>
  text.length >= 3 && [...names].some((name) => name.startsWith(text) || name.endsWith(text))

const TAGS = new Set(
  'si kok gangguan masalah laporan ya sih ini itu tiket nih untuk menurut di yang kira-kira sekarang soal buat tadi min'.split(
    ' ',
  ),
)

/** "Mohon segera diperbaiki": asked of somebody, not said to be done (rule 6). */
export function pleads(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - REACH) && tokens[at]!.clause === clause; at -= 1)
    // "Kalau bisa didahulukan".
    if (PLEAS.has(tokens[at]!.text) || (tokens[at]!.text === 'bisa' && tokens[at - 1]?.text === 'kalau'))
      return !tokens.slice(Math.max(0, at - 2), at).some((token) => HOPED.has(token.text))
  return false
}
