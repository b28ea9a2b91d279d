/** Codes that are typed once: six digits, kept as a salted digest alone. */
import { randomBytes, randomInt, scryptSync, timingSafeEqual } from 'node:crypto'

const DIGITS = 6
const BYTES = 32

const newCode = () => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')

/** Two that differ, so that each says from which number it has to come. */
export function twoCodes(): readonly [string, string] {
  const first = newCode()
  let second = newCode()
  while (second === first) second = newCode()
  return [first, second]
}

export const newSalt = () => randomBytes(16).toString('hex')

const digest = (code: string, salt: string) => scryptSync(code, salt, BYTES)

export const hashOf = (code: string, salt: string) => digest(code, salt).toString('hex')

export const isCode = (code: string, salt: string, hash: string) =>
  timingSafeEqual(digest(code, salt), Buffer.from(hash, 'hex'))

/** "123456", "123 456", "kode 123-456": the code that a whole message is. */
export function codeIn(text: string): string | undefined {
  const found = /^\s*(?:kode\s*[:.]?\s*)?(\d{3})[\s-]?(\d{3})[\s.!]*$/i.exec(text)
  return found ? `${found[1]}${found[2]}` : undefined
}
