/** One message for all that came while nobody listened: what became of it, line by line. */

import type { Instant } from '../../src/desk/ticket.ts'
import { maskPersonal } from '../../src/format/mask.ts'
import { shortTime } from '../../src/format/times.ts'
import { answers } from './answer.ts'
import type { Form, House, Reply } from './telling.ts'

/** Between a first and a last line stands what is added, one line each. */
export interface Frame {
  readonly first: string
  readonly last: string
}

export const ANSWERED: Frame = {
  first: 'Pesan Bapak/Ibu masuk saat meja bantuan tidak tersambung, dan baru terbaca sekarang.',
  last: 'Balas DAFTAR untuk tiket terbuka, BANTUAN untuk daftar perintah.',
}

export const TOO_OLD: Frame = {
  first: 'Pesan yang baru terbaca setelah lebih dari 24 jam. Tidak diproses:',
  last: 'Mohon dihubungi bila masih perlu; laporan dapat dikirim lagi dengan LAPOR.',
}

/** To whoever wrote it. */
export const NOT_DONE =
  'Pesan yang lebih lama dari 24 jam tidak diproses; supervisor sudah diberi tahu. Mohon dikirim lagi bila masih perlu.'

/** What was asked, or not understood, hours ago is not answered for itself: the last line says what to write now. */
const PASSED: ReadonlySet<Reply['kind']> = new Set([
  'status',
  'list',
  'help',
  'unclear',
  'offer-note',
  'needs-words',
  'what-is-wrong',
] as const)

/** What became of one message, in a line; undefined: nothing that is worth one. */
export function lineOf(replies: readonly Reply[], at: Instant, now: Instant, house: House): string | undefined {
  const told = replies.filter(({ kind }) => !PASSED.has(kind))
  if (told.length === 0) return undefined
  return `${shortTime(at, now, house)}: ${answers(told, 'sms', house).replace(/\s*\n+\s*/g, ' ')}`
}

const QUOTED = 80

/** A message that was not acted on, for the supervisor. */
export function oldLine(who: string, text: string, attachments: number, at: Instant, house: House): string {
  const words = maskPersonal(text.replace(/\s+/g, ' ').trim())
  const cut = words.length > QUOTED ? `${words.slice(0, QUOTED).toWellFormed()}...` : words
  const more = attachments > 0 ? ' (dengan lampiran)' : ''
  return `${shortTime(at, undefined, house)} ${who}: ${cut === '' ? 'tanpa kata' : `"${cut}"`}${more}`
}

/** Longer than this nobody reads it, and an SMS does not go. */
const LONGEST: Readonly<Record<Form, number>> = { whatsapp: 6000, sms: 1200 }
const MORE = '... dan lainnya.'

/** `text` with a line more; one that stands there already is not added. */
export function withLine(text: string, line: string | undefined, { last }: Frame, form: Form): string {
  if (line === undefined || text.includes(line)) return text
  const before = text.slice(0, -last.length)
  if (before.length + line.length > LONGEST[form]) return before.includes(MORE) ? text : `${before}${MORE}\n${last}`
  return `${before}${line}\n${last}`
}

export const framed = ({ first, last }: Frame): string => `${first}\n${last}`
