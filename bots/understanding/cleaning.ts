/** Text without what is invisible or broken, look-alike letters brought to plain ones. */

/** No person types more; what lies beyond is kept in the raw text and not read. */
const LIMIT = 8_000

/** Nothing in it to clean. */
const PLAIN = /^[\n\x20-\x7e]*$/

const MARKS = /\p{M}+/gu

/** Drops what is invisible or broken and brings look-alike letters to plain ones. Never throws. */
export function clean(text: string): string {
  const short = text.length > LIMIT ? text.slice(0, LIMIT) : text
  if (PLAIN.test(short)) return short
  const plain = short.toWellFormed().normalize('NFKD').replace(MARKS, '').slice(0, LIMIT)
  let cleaned = ''
  for (let at = 0; at < plain.length; at += 1) {
    const code = plain.charCodeAt(at)
    if (LINE_ENDS.has(code)) cleaned += '\n'
    else if (code === 0x09 || code === 0xa0) cleaned += ' '
    else if (!invisible(code)) cleaned += plain[at]
  }
  return cleaned
}

const LINE_ENDS = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029])

/** Control characters, zero-width ones, directions of writing, byte order marks. */
function invisible(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad || code === 0x61c || code === 0x180e) return true
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xfff9 && code <= 0xffff)
  )
}
