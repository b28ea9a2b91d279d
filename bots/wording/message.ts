/** How a message is put together: what people typed made safe, lines joined, an SMS cut to one part. */
import { isGsm7, septets, toGsm7 } from '../../src/format/gsm7.ts'
import { maskPersonal } from '../../src/format/mask.ts'
import type { Form } from './telling.ts'

/** One SMS (DOMAIN 4.1). */
export const ONE_SMS = 160
const TWO_SMS = 2 * 153

/** The same thing said twice: short, and in full, a line each. Lines that are undefined fall away. */
export interface Message {
  readonly sms: string
  /** A shorter SMS, for when something else has to go with it: `room` is what one part leaves for it. */
  readonly brief?: (room: number) => string
  readonly whatsapp: readonly (string | undefined)[]
}

export function render({ sms, whatsapp }: Message, form: Form): string {
  // A sentence that ends with something cut has its full stop already.
  if (form === 'sms') return toGsm7(sms).replace(/\.{3,}/g, CUT_SMS)
  const text = whatsapp.filter((line) => line !== undefined && line !== '').join('\n')
  return text.replace(/\.{4,}/g, '...')
}

/** What is looked at of what somebody typed, and what is left of it for masking: no message quotes half as much. */
const READ = 4000
const KEPT = 1000

/** One line without invisible marks or control characters, so that it cannot break or reverse what stands around it. */
function oneLine(text: string): string {
  return text
    .slice(0, READ)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/(?![\u200d\s])[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, KEPT)
    .toWellFormed()
}

/** In an SMS each septet counts. */
const CUT_SMS = '..'

const withoutEnd = (text: string) => text.replace(/[\s.,;:]{1,20}$/, '')

/** Cut between words where that costs less than a third; `end` says so. The limit is in septets. */
function cut(text: string, limit: number, end: string): string {
  if (septets(text) <= limit) return text
  let kept = ''
  let used = end.length
  for (const character of text) {
    used += septets(character)
    if (used > limit) break
    kept += character
  }
  const space = text[kept.length] === ' ' ? kept.length : kept.lastIndexOf(' ')
  const whole = space > kept.length * (2 / 3) ? kept.slice(0, space) : kept
  return `${withoutEnd(whole.replace(/[\u200d\p{M}]+$/u, ''))}${end}`
}

/** What somebody typed, for a message to others: personal numbers masked, one line, at most `limit` characters. */
export const typed = (text: string | undefined, limit: number): string =>
  text === undefined ? '' : cut(withoutEnd(maskPersonal(oneLine(text))), limit, '...')

/** The same in the SMS alphabet; letters that it lacks become a question mark. */
export function typedSms(text: string | undefined, limit = TWO_SMS): string {
  if (text === undefined) return ''
  const plain = toGsm7(maskPersonal(oneLine(text)))
  const safe = isGsm7(plain) ? plain : Array.from(plain, (character) => (isGsm7(character) ? character : '?')).join('')
  return cut(
    withoutEnd(
      safe
        .replace(/\?{2,}/g, '?')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
    limit,
    CUT_SMS,
  )
}

/** Names of people: twenty characters are enough to know them. */
export const nameSms = (name: string) => typedSms(name, 20)
export const nameOf = (name: string) => typed(name, 40)

/**
 * Writes an SMS around words that somebody typed, which give way until it fits. Below `least` characters they are not
 * cut any further: then it takes another part.
 */
export function fit(words: string, write: (words: string) => string, limit = ONE_SMS, least = 12): string {
  const whole = write(words)
  const over = septets(whole) - limit
  if (over <= 0 || words === '') return whole
  return write(cut(words, Math.max(least, septets(words) - over), CUT_SMS))
}

/**
 * The same around a fault and what was found of it. The finding gives way first, then the fault; where there is no
 * room for both the finding falls away.
 */
export function fitBoth(fault: string, finding: string, write: (fault: string, finding: string) => string): string {
  const over = (text: string) => septets(text) - ONE_SMS
  const shorter = (text: string, by: number, least: number) =>
    septets(text) <= least ? text : cut(text, Math.max(least, septets(text) - Math.max(0, by)), CUT_SMS)
  if (finding !== '') {
    const found = shorter(finding, over(write(fault, finding)), LEAST_FINDING)
    const what = shorter(fault, over(write(fault, found)), LEAST_FAULT)
    // Words are cut whole: what that has left over is the finding's.
    const text = write(what, shorter(finding, over(write(what, finding)), LEAST_FINDING))
    if (over(text) <= 0) return text
  }
  return fit(fault, (words) => write(words, ''))
}
/** Fewer characters say nothing. */
const LEAST_FINDING = 16
const LEAST_FAULT = 20

/** The first of these, from the longest to the shortest, that has room; else the last. */
export const fitting = (room: number, ...texts: readonly string[]): string =>
  texts.find((text) => septets(text) <= room) ?? texts.at(-1) ?? ''

/** 'A, B atau C'. */
export function either(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} atau ${last}`
}

/** The first letter large. */
export const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
