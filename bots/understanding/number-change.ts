/** GANTI NOMOR 0812...: a person has another number from now on. A number of the application's is another matter. */
import type { Meaning } from './meaning.ts'

const OWN = String.raw`(?:\s+(?:hp|wa|whatsapp|telepon|telp|saya))*`
/** Also one that is mistyped: it has the digits of a number, and is answered as unreadable. */
const NUMBER = String.raw`(\+?[\d(][\d\s().-]{5,30}|(?=(?:[a-z]{0,2}[\s().-]?\d){8})\+?[\w\s().-]{8,30})`
const ASKS = new RegExp(
  String.raw`^\s*ganti\s+(?:nomor|nomer|no)\b\.?${OWN}(?:(?:\s+(?:ke|jadi|menjadi))?[\s:#.]*${NUMBER})?[\s.!]*$`,
  'i',
)

export function numberChange(text: string): Meaning | undefined {
  const found = ASKS.exec(text.slice(0, 200))
  if (!found) return undefined
  const number = found[1]?.trim()
  return {
    kind: 'said',
    said: [{ intent: 'change_number', ...(number ? { text: number } : {}) }],
    because: ['"GANTI NOMOR"'],
  }
}
