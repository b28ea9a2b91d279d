/** Words about the ticket in hand: what the desk has just asked, and what is told of its handling. */
import type { KnownTicket, Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { isAction } from './repair.ts'
import type { Spoken } from './saying.ts'
import { described, isOpen } from './tickets.ts'
import { conditional } from './unstated.ts'

const VENDOR_NAMES = new Set(['jasnita', 'vendor', 'provider'])
/** "Nunggu loading dulu" of who was asked: not yet an answer. */
const WAITS = new Set(['tunggu', 'menunggu', 'nunggu', 'sebentar', 'nanti'])
const TRIES = new Set(['coba', 'cek', 'tes', 'test', 'lihat', 'dicoba', 'sempat', 'pastikan'])

const FOUND = new Set('ternyata tapi belum tidak sudah malah gagal error bisa normal'.split(' '))

function notYetTried(words: Message['words']): boolean {
  if (WAITS.has(words[0]?.text ?? '')) return true
  const [, ...next] = words.slice(0, 4)
  // "Lagi dicoba, masih nunggu loading".
  const going = ['lagi', 'sedang', 'masih'].includes(words[0]?.text ?? '') && next[0] !== undefined
  if (going && (TRIES.has(next[0]!.text) || WAITS.has(next[0]!.text))) return !words.some(({ text }) => FOUND.has(text))
  return words[0]?.text === 'belum' && next.some(({ text, stem }) => TRIES.has(text) || TRIES.has(stem))
}

/** "Di PC belum saya coba". */
function untriedYet(words: Message['words']): boolean {
  return words.some(
    ({ text }, at) =>
      text === 'belum' &&
      words
        .slice(at + 1, at + 3)
        .some((token) => (TRIES.has(token.text) || TRIES.has(token.stem)) && token.clause === words[at]!.clause),
  )
}

const LEAVE = new Set(['boleh', 'bolehkah'])

/**
 * Told by who handles the only open ticket, and no report of a fault: what the vendor is at, what may be done, on what
 * condition. The same for words about the fault that the desk has just asked whether it is gone.
 */
export function aboutTheOne(message: Message, surely = false): Meaning | undefined {
  const { situation, fault, words, sight } = message
  const open = message.reach.filter(isOpen)
  const [only, another] = open
  if (only === undefined || message.numbers.length > 0) return undefined
  const note = (ticket: number, why: string): Meaning => ({
    kind: 'offer-note',
    ticket,
    text: situation.text.trim(),
    because: [why],
  })
  const told =
    surely ||
    sight.tokens.some(({ text, stem }) => VENDOR_NAMES.has(text) || VENDOR_NAMES.has(stem)) ||
    words.slice(0, 3).some(({ text }) => LEAVE.has(text)) ||
    acted(words) ||
    described(words, [only]).length === 1 ||
    conditional(sight.unstated)
  if (message.handles && another === undefined && told)
    return note(only.number, 'tentang penanganan, bukan gangguan baru')
  const leave = message.reading.questions.size > 0 && words.slice(0, 5).some(({ text }) => LEAVE.has(text))
  if (message.reports && another === undefined && leave) return note(only.number, 'bertanya apa yang boleh')
  const asked = open.find(({ number }) => situation.question?.kind === 'notice' && situation.question.ticket === number)
  const waiting = asked ?? (another === undefined && !fault.stated ? only : undefined)
  if (
    message.reports &&
    waiting?.state === 'awaiting-confirmation' &&
    (notYetTried(words) || untriedYet(words) || sight.unstated.some(({ kind }) => kind !== 'witness'))
  )
    return note(waiting.number, 'belum menjawab')
  if (
    message.reports &&
    asked?.state === 'awaiting-confirmation' &&
    asked.category === fault.category &&
    fault.stated &&
    !otherUnit(message, asked.unit)
  )
    return note(asked.number, 'tentang gangguan yang baru ditanyakan')
  return undefined
}

/** "Belum dicoba pak, msh nerima telp" of who was asked whether it works: the answer is still to come. */
export function notYetAnswered(message: Message): Meaning | undefined {
  const { situation, words, reports } = message
  const asked = situation.question?.kind === 'notice' ? situation.question.ticket : situation.quoted
  const awaiting = situation.tickets.filter(({ state }) => state === 'awaiting-confirmation')
  const [named, another] = words[0]?.text === 'belum' ? described(words, awaiting) : []
  const told = another === undefined ? named?.number : undefined
  const ticket = situation.tickets.find(({ number }) => number === (told ?? asked))
  if (!reports || ticket?.state !== 'awaiting-confirmation' || !notYetTried(words)) return undefined
  return { kind: 'offer-note', ticket: ticket.number, text: situation.text.trim(), because: ['belum dicoba'] }
}

const RECEIVED = new Set(['ok', 'sip', 'siap', 'baik', 'noted'])

const TELLS = new Set(['kabar', 'mengabari', 'ngabarin', 'infonya', 'menginfo', 'memberitahu'])

/** "Ok makasih pak" thanks for the news that it is repaired; nobody has tried yet (DOMAIN 4.3 rule 7). */
export function onlyThanks({ content, reading }: Message, spoken: Spoken | undefined): boolean {
  if (!content.thanked || spoken?.meaning.kind !== 'said') return false
  // "Makasih udah cepet ngabarin": for the news.
  const told = spoken.acts.every(({ intent }) => intent === 'status') && reading.questions.size === 0
  const first = reading.tokens[0]?.text === 'terimakasih'
  if (told && first && content.tokens.some(({ stem, text }) => TELLS.has(stem) || TELLS.has(text))) return true
  return (
    spoken.acts.every((act) => act.short && act.intent === 'confirm_resolved') &&
    content.tokens.every(({ text }) => RECEIVED.has(text))
  )
}

/** "Sudah saya reset passwordnya, coba login": what has been done about it. */
function acted(words: Message['words']): boolean {
  return words.some(
    (token, at) => isAction(token) && words.slice(Math.max(0, at - 2), at).some(({ text }) => text === 'sudah'),
  )
}

/** "Masih tidak bisa login" of who has just been asked whether it works answers, and makes no report of its own. */
export function stillSo({ situation, words, reports }: Message, spoken: Spoken): boolean {
  const { question } = situation
  const asked =
    question?.kind === 'notice' ? situation.tickets.find(({ number }) => number === question.ticket) : undefined
  const still = words.slice(0, 3).some(({ text }) => ['masih', 'tetap', 'belum', 'tadi', 'sempat'].includes(text))
  return reports && still && asked?.state === 'awaiting-confirmation' && ofAwaiting([asked], spoken)
}

const DUTY_WORDS = new Set('piket jaga shift dinas tugas bertugas hadir standby pulang cuti rapat'.split(' '))

/** "Sudah masuk lagi pak" of who was asked whether calls come in tells of the calls, not of the shift. */
export function answersAsked({ situation, words }: Message, spoken: Spoken): boolean {
  const asked = situation.question?.kind === 'notice' ? situation.question.ticket : situation.quoted
  const tickets = situation.tickets.filter(({ number }) => number === asked)
  return (
    tickets.length > 0 &&
    ofAwaiting(tickets, spoken) &&
    spoken.meaning.kind === 'said' &&
    spoken.meaning.said.every(({ intent }) => intent === 'confirm_resolved') &&
    !words.some(({ text }) => DUTY_WORDS.has(text))
  )
}

export function ofAwaiting(tickets: readonly KnownTicket[], { meaning }: Spoken): boolean {
  return (
    meaning.kind === 'said' &&
    meaning.said.every((said) =>
      tickets.some((ticket) => ticket.number === said.ticket && ticket.state === 'awaiting-confirmation'),
    )
  )
}

export function otherUnit(message: Message, unit: string | undefined): boolean {
  const named = /\b(pc|ext|meja|komp|posisi|line)\s?\d+/i
    .exec(message.reading.source.slice(0, 2000))?.[0]
    ?.toLowerCase()
    .replace(/\s/g, '')
  return (
    named !== undefined &&
    unit !== undefined &&
    unit.toLowerCase().replace(/\s/g, '') !== named &&
    !unit.toLowerCase().startsWith('semua')
  )
}
