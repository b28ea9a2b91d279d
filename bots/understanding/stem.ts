/** The root of a word as far as the lexicon knows it: "kekirim", "ngirim", "dikirimkan" are all kirim. */
import { SPELLING } from './spelling.ts'
import { VOCABULARY } from './vocabulary.ts'

/** Prefix, and the letters that it may have swallowed. */
const PREFIXES: readonly (readonly [string, readonly string[]])[] = [
  ['menge', ['']],
  ['meng', ['', 'k']],
  ['meny', ['s']],
  ['mem', ['', 'p']],
  ['men', ['', 't']],
  ['me', ['']],
  ['nge', ['']],
  ['ng', ['', 'k']],
  ['ny', ['s', 'c']],
  ['diper', ['', 'per']],
  ['di', ['']],
  ['ter', ['']],
  ['ke', ['']],
  ['ber', ['']],
  ['peng', ['', 'k']],
  ['pem', ['', 'p']],
  ['pen', ['', 't']],
  ['ku', ['']],
  ['n', ['t', 'c']],
  ['m', ['p']],
]
/** Of a word that the lexicon has as it is ("tampilan", "laporan") only what leaves its sense alone is taken off. */
const CAREFUL = ['', 'kan', 'in']
const SUFFIXES = ['', 'kan', 'in', 'an', 'i', 'nya', 'kannya', 'annya', 'innya']

function root(word: string): string | undefined {
  if (word.length < 3) return undefined
  const plain = SPELLING.get(word) ?? word
  if (plain.includes(' ')) return undefined
  if (VOCABULARY.has(plain)) return plain
  const written = word.replace(SPOKEN, 'a$1')
  return VOCABULARY.has(written) ? written : undefined
}

/** "Simpen", "denger", "dateng": the spoken form of a last syllable with a. */
const SPOKEN = /e([bcdghklmnprst]{1,2})$/

/** "Dikerjakan" gives kerjakan, and that kerja. */
function deeper(found: string, word: string): string {
  return found.length < word.length ? stemOf(found) : found
}

export function stemOf(word: string): string {
  if (word.length < 5 || word.length > 24) return word
  for (const suffix of VOCABULARY.has(word) ? CAREFUL : SUFFIXES) {
    if (!word.endsWith(suffix)) continue
    const body = suffix === '' ? word : word.slice(0, -suffix.length)
    const bare = suffix === '' || body.length < 4 ? undefined : root(body)
    if (bare !== undefined) return deeper(bare, word)
    for (const [prefix, restored] of PREFIXES) {
      if (!body.startsWith(prefix)) continue
      const inner = body.slice(prefix.length)
      for (const letter of restored) {
        const found =
          inner.length + letter.length >= (prefix.length < 2 || prefix === 'ke' || prefix === 'ku' ? 4 : 3)
            ? root(letter + inner)
            : undefined
        if (found !== undefined) return deeper(found, word)
      }
    }
  }
  return word
}
