/**
 * The words of a message that stay with a command as its note or reason. What is left of a sentence after its command
 * words were cut out may be a fragment ("sendiri yang", "lagi"): people read the sentence as it was typed, or nothing.
 */
import type { Command, CommandType } from '../../src/desk/ticket.ts'

/** The words that open a message as its command, before a number or a colon. */
const OPENS: Readonly<Partial<Record<CommandType, string>>> = {
  ConfirmTicket: 'ya|iya|y',
  RejectRepair: 'belum|blm|buka',
  ReopenTicket: 'buka|belum|blm',
  CancelTicket: 'batal|batalkan',
  CloseTicket: 'tutup',
}

/** Forms of address, thanks and small words: alone they say nothing about a ticket. */
const SMALL = new Set(
  `pak bapak bpk bu ibu mas mbak mba bang kang teh min ndan komandan tolong mohon tlg mhn ya iya yaa y ok oke siap
   terima kasih terimakasih makasih trims trimakasih nuhun suwun lagi lg aja saja sudah sdh udah udh dah sekarang skrg
   yang yg itu ini tiket nomor no ke kepada lapor izin ijin kok nih dong deh kak selamat pagi siang sore malam dan untuk
   utk dulu buka belum blm batal batalkan tutup alihkan serahkan oper`.split(/\s+/),
)

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const telling = (text: string): string[] => wordsOf(text).filter((word) => !SMALL.has(word) && !/^\d+$/.test(word))

/** A ticket's number, and more after commas or "dan"; 86, 110 to 119 and 123 are none (DOMAIN 4.3 rule 8). */
const NUMBER = String.raw`(?:(?:no|nomor|tiket)\b[\s.]*)?#?(?!(?:86|11\d|123)\b)\d+\b`
const NUMBERS = new RegExp(String.raw`^[\s.,:#-]*${NUMBER}(?:(?:\s*[,&]|\s+dan)\s*${NUMBER})*[\s.,:#&-]*`, 'i')

/** "BELUM 27 masih kosong", "27 masih kosong", "BUKA: masih kosong": the sentence alone. "belum bisa login" is one. */
function sentenceOf(text: string, type: CommandType, number: number): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 1000)
  const word = new RegExp(`^(?:${OPENS[type] ?? ''})(?![\\p{L}\\p{N}])`, 'iu').exec(line)?.[0] ?? ''
  const rest = line.slice(word.length)
  const numbers = NUMBERS.exec(rest)?.[0] ?? ''
  if (wordsOf(numbers).includes(`${number}`)) return rest.slice(numbers.length).trim()
  return word !== '' && /^\s*[:.,#]/.test(rest) ? rest.replace(/^[\s:.,#-]+/, '') : line
}

/** A message, and the ticket that its command is given on. */
export interface Source {
  readonly text: string
  readonly number: number
}

/** The note of a command, in the sentence that it was said in; `left` is what is left of that without command words. */
function sentenceFor(type: CommandType, { text, number }: Source, left: string | undefined): string | undefined {
  const sentence = sentenceOf(text, type, number)
  if (left === undefined) {
    // "Masih kosong" and "belum bisa" are commands with nothing left of them, and yet all that is known of the fault.
    const says = type === 'RejectRepair' || type === 'ReopenTicket'
    return says && wordsOf(sentence).length > 1 && telling(sentence).length > 0 ? sentence : undefined
  }
  const typed = new Set(wordsOf(text))
  // Words that do not stand in this message are the desk's own, or answer its question with those of an earlier one.
  if (!wordsOf(left).every((word) => typed.has(word))) return left
  return telling(left).length === 0 ? undefined : sentence
}

/** "ALIHKAN 27 ke pak Asep tolong cek": what is said to Asep, without his name before it. */
function messageTo(name: string, left: string): string | undefined {
  const names = new Set(wordsOf(name))
  const words = left.split(' ')
  const bare = (word: string) => wordsOf(word).every((part) => names.has(part) || SMALL.has(part))
  if (words.every(bare)) return undefined
  const named = words.findIndex((word) => wordsOf(word).some((part) => names.has(part)))
  return named !== -1 && words.slice(0, named).every(bare) ? words.slice(named + 1).join(' ') : left
}

/** A command with its note or reason as people are to read it. */
export function inTheirWords(command: Command, source: Source): Command {
  switch (command.type) {
    case 'ConfirmTicket':
    case 'RejectRepair':
    case 'ReopenTicket': {
      const { note: left, ...bare } = command
      const note = sentenceFor(command.type, source, left)
      return note ? { ...bare, note } : bare
    }
    case 'CancelTicket':
    case 'CloseTicket': {
      const { reason: left, ...bare } = command
      const reason = left === undefined ? undefined : sentenceFor(command.type, source, left)
      return reason ? { ...bare, reason } : bare
    }
    case 'ReassignTicket': {
      const { note: left, ...bare } = command
      const note = left === undefined ? undefined : messageTo(command.to?.name ?? '', left)
      return note ? { ...bare, note } : bare
    }
    default:
      return command
  }
}
