/** BLOKIR and BUKA BLOKIR with a telephone number: written so, or not meant. */
import { readPhone } from '../../src/format/phone.ts'
import type { Meaning, Said } from './meaning.ts'

const ASKED =
  /^\s*(?:(buka|lepas|cabut|batal(?:kan)?)\s+)?blokir(?:an)?\b[\s.,:#-]*(?:(?:no|nomor|hp|wa)\b[\s.,:#-]*)*(.*)$/is
const NUMBER = /^\+?\(?\d[\d\s().-]{6,24}/

/** Undefined: the message says something else, as "blokir printer" or "akun diblokir" does. */
export function blockingIn(text: string): Meaning | undefined {
  const found = ASKED.exec(text)
  if (!found) return undefined
  const [, opens, rest = ''] = found
  const number = NUMBER.exec(rest)?.[0].trim()
  if (rest !== '' && number === undefined) return undefined
  const read = number === undefined ? undefined : readPhone(number)
  const intent = opens ? 'unblock' : 'block'
  const said: Said = { intent, ...(read?.ok ? { phone: read.e164 } : {}) }
  return { kind: 'said', said: [said], because: [`"${opens ? 'BUKA BLOKIR' : 'BLOKIR'}" dan nomor telepon`] }
}
