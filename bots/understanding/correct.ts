/** "Bukan login, jaringan": what a reply corrects in the report just made (issue: Fragments). */
import type { Report } from '../../src/desk/ticket.ts'
import { IMPACT_WORDS } from './arguments.ts'
import { classify } from './classify.ts'
import type { KnownTicket, Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { described, isOpen, wordsOf } from './tickets.ts'
import { timesIn } from './times.ts'
import { unitOf } from './unit.ts'
import type { Token } from './words.ts'

const DENIES = new Set([
  'bukan',
  'salah',
  'keliru',
  'ralat',
  'koreksi',
  'diralat',
  'dikoreksi',
  'dimaksud',
  'maksud',
  'maksudnya',
  'harusnya',
  'seharusnya',
  'mestinya',
  'semestinya',
  'yang benar',
  'benar',
])
const CORRECTS = new Set([
  'ralat',
  'koreksi',
  'diralat',
  'dikoreksi',
  'dimaksud',
  'maksudnya',
  'maksud',
  'harusnya',
  'seharusnya',
  'mestinya',
  'semestinya',
  'perbaikan',
  'revisi',
])
const LONGEST = 18

/** A correction of category, unit, application or time; undefined when the message is none. */
export function corrected(message: Message): Meaning | undefined {
  const { content, situation, words } = message
  const { tokens } = content
  if (message.vendor || tokens.length === 0 || tokens.length > LONGEST) return undefined
  const at = words.findIndex((_, index) => marks(words, index))
  if (at === -1 || !DENIES.has(words[at]!.text)) return undefined
  if (otherThanThis(words, at) || expects(words, at)) return undefined
  const ticket = targetOf(message)
  if (ticket === undefined) return undefined
  const meant = meantIn(words, at)
  // "60 harusnya kritis": DAMPAK.
  if (meant[0] !== undefined && Object.hasOwn(IMPACT_WORDS, meant[0].text)) return undefined
  if (meant.length === 0 || namesAnother(meant, ticket.number, message)) return undefined
  const fault = classify(meant, situation.applications)
  const unit = unitOf(meant) ?? sameKind(meant, words, ticket.unit)
  const time = timesIn(meant, situation.at, 'past')[0]
  const change: Partial<Report> = {
    ...(fault.weight >= 2 &&
    fault.category !== ticket.category &&
    fault.category !== 'lainnya' &&
    !(unit !== undefined && fault.category === 'perangkat')
      ? { category: fault.category }
      : {}),
    ...(fault.applicationWeight >= 3 && fault.application !== ticket.application
      ? { application: fault.application }
      : {}),
    ...(unit === undefined ? {} : { unit: unit.name }),
    ...(time === undefined ? {} : { occurredAt: time.instant, occurredAtInferred: time.inferred }),
  }
  if (Object.keys(change).length === 0) {
    if (!message.reports || situation.recent !== undefined || !deniesIts(words, ticket)) return undefined
    const because = [`"${words[at]!.raw}": ralat uraian tiket ${ticket.number}: INFO`]
    return { kind: 'said', said: [{ intent: 'note', ticket: ticket.number, text: situation.text.trim() }], because }
  }
  return {
    kind: 'said',
    said: [{ intent: 'correct', ticket: ticket.number, change, text: situation.text.trim() }],
    because: [`"${words[at]!.raw}": ralat tiket ${ticket.number}, ${Object.keys(change).join(', ')}`],
  }
}

/** "Bukan damkar pak, maksud saya BPBD": what the ticket says is denied, and something else is right. */
function deniesIts(words: readonly Token[], ticket: KnownTicket): boolean {
  const own = new Set(wordsOf(ticket))
  return words.some(
    ({ text }, at) => text === 'bukan' && words.slice(at + 1, at + 4).some((token) => own.has(token.text)),
  )
}

/** "Bukan ext 102, maksud saya 120": the same kind of place, with another number. */
function sameKind(
  meant: readonly Token[],
  words: readonly Token[],
  unit: string | undefined,
): { name: string } | undefined {
  const said = meant.filter(({ text }) => !CORRECTS.has(text) && text !== 'saya')
  const [kind, number] = unit?.split(' ') ?? []
  const [only, another] = said
  const told = only?.kind === 'number' && another === undefined && /^\d{1,4}$/.test(only.raw)
  return told && kind !== undefined && words.some(({ raw }) => raw === number)
    ? { name: `${kind} ${only.raw}` }
    : undefined
}

/** "Maksud saya yang cctv, bukan yang login": another open ticket is meant, no other kind of fault. */
function namesAnother(meant: readonly Token[], number: number, { reach }: Message): boolean {
  const open = reach.filter(isOpen)
  return meant.some(({ text }, at) => {
    const pointed = text === 'yang' && meant[at + 1]?.text !== 'benar'
    const [only, another] = pointed ? described(meant.slice(at + 1, at + 3), open) : []
    return only !== undefined && another === undefined && only.number !== number
  })
}

/** "Bukan X", "ralat X", "yang benar X"; after "salah ..." also "..., mestinya X" and "X maksudnya". */
function marks(words: readonly Token[], at: number): boolean {
  const { text } = words[at]!
  if (text === 'bukan') return true
  if (text === 'benar') return words[at - 1]?.text === 'yang' && startsClause(words, at - 1)
  // "Jamnya keliru pak, mulai 13.20".
  if (WRONG.has(text) && TIMES.has(words[at - 1]?.text ?? ''))
    return words[at + 1] !== undefined && words[at + 1]!.clause !== words[at]!.clause
  if (!CORRECTS.has(text)) return false
  if (endsIt(words, at)) return true
  return at < 3 || words.slice(0, Math.min(at, 3)).some((token) => WRONG.has(token.text))
}

/** "PC 5 maksud saya". */
function endsIt(words: readonly Token[], at: number): boolean {
  const { text, clause } = words[at]!
  const after = words.slice(at + 1).filter((token) => token.clause === clause)
  return (
    at > 0 &&
    words.length <= 8 &&
    /^maksud/.test(text) &&
    after.every((token) => token.text === 'saya') &&
    !WRONG.has(words[0]!.text) &&
    words[0]!.text !== 'bukan'
  )
}

function startsClause(words: readonly Token[], at: number): boolean {
  return words[at - 1]?.clause !== words[at]!.clause
}

const TIMES = new Set(['jam', 'waktu', 'pukul', 'kejadian'])
const WRONG = new Set(['salah', 'keliru', 'ralat'])

const REACHED = new Set(
  'selesai beres kelar rampung tuntas normal teratasi sudah belum tidak berarti karena'.split(' '),
)

/** "... soal yang kemarin, bukan yang ini": of another matter. */
function otherThanThis(words: readonly Token[], at: number): boolean {
  const rest = words.slice(at + 1).filter(({ text }) => text !== 'yang')
  // "Bukan selesai ya, baru kabelnya": how far it is.
  if (words[at]!.text === 'bukan' && REACHED.has(rest[0]?.text ?? '')) return true
  return words[at]!.text === 'bukan' && rest.length === 1 && (rest[0]!.text === 'ini' || rest[0]!.text === 'itu')
}

/** "Harusnya sore ini sudah beres": what is to be expected. */
function expects(words: readonly Token[], at: number): boolean {
  return /nya$/.test(words[at]!.text) && words.slice(at + 1, at + 6).some(({ text }) => WELL.has(text))
}

const WELL = new Set('sudah selesai beres normal kelar rampung pulih datang sampai up'.split(' '))

/** What follows "bukan X," or stands before ", bukan X". */
function meantIn(words: readonly Token[], at: number): Token[] {
  if ((at > 1 && at === words.length - 1) || endsIt(words, at))
    return words.slice(0, at).filter((token) => !WRONG.has(token.text))
  if (words[at]!.text !== 'bukan')
    return afterRight(words.slice(at + 1)).filter(
      (token, index, all) => !(token.text === 'bukan' || all[index - 1]?.text === 'bukan'),
    )
  const before = words
    .slice(0, at)
    .filter((token) => !CORRECTS.has(token.text) && !SORRY.has(token.text) && !WRONG.has(token.text))
  if (before.length > 0) return before
  const clause = words[at]!.clause
  const rather = words.findIndex(({ text }, index) => index > at && RATHER.has(text))
  // "Bukan BPBD, ke PSC maksudnya": what is right stands before.
  const right = rather === -1 ? [] : words.slice(rather + 1).filter(({ text }) => text !== 'saya')
  if (right.length > 0) return words.slice(rather + 1)
  const later = words.findIndex((token, index) => index > at && (token.clause !== clause || token.text === 'yang'))
  return later === -1 ? words.slice(at + 2) : words.slice(later)
}

const RATHER = new Set(['tapi', 'melainkan', 'maksud', 'maksudnya', 'harusnya', 'seharusnya'])

const SORRY = new Set('salah maaf eh mohon izin punten ups aduh ya lapor ketik tulis sebut kirim input'.split(' '))

/** "Ralat, tadi dashboard padahal yang benar siaga": what follows "yang benar" is meant. */
function afterRight(words: readonly Token[]): readonly Token[] {
  const right = words.findIndex((token, at) => token.text === 'benar' && words[at - 1]?.text === 'yang')
  return right === -1 ? words : words.slice(right + 1)
}

function targetOf(message: Message): Message['reach'][number] | undefined {
  const { situation } = message
  const named = message.numbers[0]?.number ?? situation.quoted ?? situation.recent
  if (named !== undefined) return situation.tickets.find((ticket) => ticket.number === named)
  const asked =
    situation.question?.kind === 'notice' && situation.question.until >= situation.at
      ? situation.question.ticket
      : undefined
  if (asked !== undefined) return situation.tickets.find((ticket) => ticket.number === asked)
  const own = message.reach.filter(
    (ticket) => isOpen(ticket) && (message.handles || ticket.reporterId === message.sender.id),
  )
  return own.length === 1 ? own[0] : undefined
}
