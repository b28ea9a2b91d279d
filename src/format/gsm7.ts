/** The SMS alphabet (3GPP TS 23.038) and how many parts a text takes (DOMAIN 4.1). */

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** Written as an escape and a character: they count two. */
const EXTENSION = new Set('\f^{}\\[~]|€')

const fits = (character: string) => BASIC.has(character) || EXTENSION.has(character)

/** Signs with a plain equivalent that compatibility decomposition does not give. */
const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '´': "'",
  '`': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '•': '-',
  '·': '-',
  '⁄': '/',
  '∕': '/',
  '…': '...',
  '×': 'x',
  '÷': '/',
  '±': '+/-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '→': '->',
  '←': '<-',
  '⇒': '=>',
  '°': ' derajat ',
  '¢': 'c',
  '©': '(c)',
  '®': '(R)',
  '™': '(TM)',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  '\t': ' ',
  '\v': ' ',
  '\u2028': '\n',
  '\u2029': '\n',
}

const DROPPED =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\p{Cc}\p{Variation_Selector}\p{Me}]/u

function plain(character: string): string {
  if (fits(character)) return character
  const sign = PLAIN[character]
  if (sign !== undefined) return sign
  if (/\p{Zs}/u.test(character)) return ' '
  if (DROPPED.test(character)) return ''
  const folded = [...character.normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((part) => (fits(part) ? part : (PLAIN[part] ?? part)))
    .join('')
  return [...folded].every(fits) ? folded : character
}

/**
 * Writes a text in the GSM-7 alphabet where that costs nothing in meaning: curly quotes, dashes and special spaces
 * become plain ones, accents fold, emoji and invisible marks go. Letters of other scripts stay as they are.
 */
export function toGsm7(text: string): string {
  return isGsm7(text) ? text : Array.from(text.normalize('NFC'), plain).join('')
}

/** What is dropped without a loss: nobody sees it. */
const INVISIBLE = /[\p{Cf}\p{Cc}\p{Variation_Selector}]/u

/**
 * The same for a text that has to arrive whole: only where all of it can be written in the alphabet and nothing that
 * people see is dropped; else it stays as it is.
 */
export function toGsm7Keeping(text: string): string {
  const visible = Array.from(text.normalize('NFC')).filter((character) => fits(character) || !INVISIBLE.test(character))
  const written = visible.map(plain)
  return written.every((piece) => piece !== '' && isGsm7(piece)) ? written.join('') : text
}

export const isGsm7 = (text: string): boolean => Array.from(text).every(fits)

/** Septets of a text in GSM-7; a character outside it counts one. */
export function septets(text: string): number {
  let count = 0
  for (const character of text) count += EXTENSION.has(character) ? 2 : 1
  return count
}

export interface Segments {
  readonly encoding: 'gsm7' | 'ucs2'
  /** Septets in GSM-7 (extension characters count two), 16-bit units in UCS-2. */
  readonly units: number
  readonly segments: number
}

/** Parts as a phone sends them: a character of two units is never split between parts. An empty text takes one. */
export function segments(text: string): Segments {
  const gsm7 = isGsm7(text)
  const [alone, joined] = gsm7 ? [160, 153] : [70, 67]
  const widths = Array.from(text, (character) => (gsm7 ? (EXTENSION.has(character) ? 2 : 1) : character.length))
  const units = widths.reduce((sum, width) => sum + width, 0)
  const encoding = gsm7 ? 'gsm7' : 'ucs2'
  if (units <= alone) return { encoding, units, segments: 1 }
  let parts = 1
  let used = 0
  for (const width of widths) {
    if (used + width > joined) {
      parts += 1
      used = 0
    }
    used += width
  }
  return { encoding, units, segments: parts }
}
