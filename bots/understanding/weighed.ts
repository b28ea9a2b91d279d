/** Acts against a fault that the same text states: which of them is meant (DOMAIN 4.3). */

import { ofAwaiting, otherUnit, stillSo } from './asked.ts'
import { classify } from './classify.ts'
import { opensWithBut } from './conceded.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { aboutOther, reported } from './reporting.ts'
import type { Spoken } from './saying.ts'
import { isRid } from './seen.ts'
import { related } from './separate.ts'
import { described, isOpen } from './tickets.ts'
import type { Token } from './words.ts'

const REASONS = new Set(
  'mengingat karena sebab soalnya lantaran antrian numpuk menumpuk kewalahan keteteran ramai rame kasihan'.split(' '),
)

/** A reason follows the plea, or it names the fault of the ticket again. */
function pleadsFor({ words, fault, situation }: Message, { meaning }: Spoken): boolean {
  if (words.some((token) => REASONS.has(token.text))) return true
  const meant = meaning.kind === 'said' ? meaning.said.map(({ ticket }) => ticket) : []
  return situation.tickets.some(({ number, category }) => meant.includes(number) && category === fault.category)
}

const INQUIRES = new Set(
  'sudah kapan bagaimana update info informasi kabar perkembangan progres estimasi status penjelasan'.split(' '),
)

const ADDS = new Set(['tambahan', 'catatan', 'nambahin', 'nambahkan', 'nambah', 'menambahkan'])

/** "Tambahan: errornya kode 500" of who has reported one fault: more of the same. */
function addsTo({ words, reach, sender, reports }: Message, { meaning }: Spoken): boolean {
  const own = reach.filter((ticket) => isOpen(ticket) && ticket.reporterId === sender.id)
  const adds =
    words.slice(0, 2).some(({ text }) => ADDS.has(text) || text === 'ralat') &&
    !words.slice(0, 3).some(({ text, stem }, at) => stem === 'lapor' || (text === 'laporan' && newReport(words, at)))
  return (
    reports &&
    adds &&
    own.length === 1 &&
    meaning.kind === 'said' &&
    meaning.said.every(({ intent, ticket }) => intent === 'note' && ticket === own[0]!.number)
  )
}

/** "Nambah laporan, rekap tidak bisa diunduh" is another report; "nambah laporan tadi" more of the same. */
const newReport = (words: readonly Token[], at: number): boolean =>
  words[at + 1] !== undefined && words[at + 1]!.clause !== words[at]!.clause

/** A number said to be a ticket's. */
const NUMBERED = /#\s?\d|\b(?:tiket|tkt|no|nomor|nmr)\.?\s?\d/i

/**
 * "Tolong cek juga AC ruang server", "aplikasi minta update terus, tidak bisa dilewati": a plea or a trouble of
 * something that no open ticket is about, and that the desk has not asked about.
 */
function ofNoTicket(message: Message, { acts, meaning }: Spoken): boolean {
  const { fault, situation, words, reach, numbers } = message
  if (!message.reports || numbers.length > 0 || situation.quoted !== undefined || meaning.kind === 'no-ticket')
    return false
  if (situation.question?.kind === 'notice' && situation.question.until >= situation.at) return false
  const pleads = acts.every((act) => act.row === undefined && act.sense === undefined)
  const refuses = acts.every((act) => act.intent === 'reopen' && !act.short && act.row?.word !== 'BUKA')
  const named = pleads
    ? fault.weight >= 4 && !pleadsFor(message, { acts, meaning })
    : refuses &&
      !ANSWERS.has(words[0]?.text ?? '') &&
      fault.stated &&
      words.length >= 6 &&
      fault.weight + fault.applicationWeight > 0
  return named && described(words, reach).length === 0
}

const ANSWERS = new Set(['belum', 'masih', 'tetap', 'tidak'])

/** "Login sudah bisa, tapi sekarang suaranya putus-putus": another thing than the one that works. */
function ofNewThing({ fault, situation, words, content }: Message, { meaning }: Spoken): boolean {
  const meant = meaning.kind === 'said' ? meaning.said.map(({ ticket }) => ticket) : []
  const but = content.tokens.findIndex(({ text }) => text === 'tapi')
  const then = classify(content.tokens.slice(but + 1), situation.applications)
  return (
    then.stated &&
    then.weight >= 5 &&
    then.category === fault.category &&
    !words.some(({ text }) => text === 'masih') &&
    situation.tickets.every(({ number, category }) => !meant.includes(number) || !related(category, then.category))
  )
}

/** Acts against a fault stated in the same text: which of them is meant. */
export function weighed(message: Message, spoken: Spoken | undefined): Meaning | undefined {
  if (spoken === undefined) return undefined
  if (stillSo(message, spoken) || addsTo(message, spoken)) return spoken.meaning
  if (spoken.acts.length > 0 && spoken.acts.every(({ seen }) => seen) && spoken.meaning.kind !== 'no-ticket')
    return spoken.meaning
  const { fault, situation } = message
  // "Meja 1 sm 3 hijau": a fault is told, and the number is no ticket's.
  const numbered = NUMBERED.test(situation.text.slice(0, 500))
  if (message.reports && spoken.meaning.kind === 'no-ticket' && fault.stated && fault.weight >= 4 && !numbered)
    return undefined
  if (ofNoTicket(message, spoken)) return undefined
  if (message.numbers.length > 0 || situation.quoted !== undefined || !fault.stated) return spoken.meaning
  if (message.reports && opensWithBut(message.words) && ofAwaiting(situation.tickets, spoken))
    return ofNewThing(message, spoken) ? reported(message, false) : spoken.meaning
  if (!message.reports) {
    const stays = message.words.some(({ text }) => text === 'tetap')
    const firm = spoken.acts.some((act) => !act.short && (act.sense !== 'not-done' || act.from <= 1 || stays))
    return firm || fault.weight < 4 ? spoken.meaning : (aboutOther(message) ?? spoken.meaning)
  }
  const pleads = spoken.acts.find((act) => act.intent === 'note' && act.row === undefined && act.sense === undefined)
  if (pleads !== undefined && pleads.from <= 5 && pleadsFor(message, spoken)) return spoken.meaning
  if (spoken.acts.some((act) => act.sense === 'done')) return newFault(message, spoken) ? undefined : spoken.meaning
  if (
    spoken.acts.some(
      (act) =>
        (['cancel', 'merge', 'split', 'set_impact', 'confirm_resolved'].includes(act.intent) &&
          act.row !== undefined) ||
        act.row?.word === 'BUKA',
    )
  )
    return spoken.meaning
  const tickets =
    spoken.meaning.kind === 'said'
      ? situation.tickets.filter(
          (ticket) =>
            spoken.meaning.kind === 'said' && spoken.meaning.said.some((said) => said.ticket === ticket.number),
        )
      : []
  const asksOnly =
    spoken.acts.every((act) => act.intent === 'status') &&
    fault.category !== 'permintaan' &&
    // "Sampai mana yang error 500": in words that ask and say nothing else.
    (spoken.acts.every(({ row }) => row !== undefined) ||
      message.reading.tokens.some((token) => INQUIRES.has(token.text) || INQUIRES.has(token.stem)))
  if (asksOnly || fault.weight < 3 || spoken.acts.some((act) => act.short && act.sense === 'not-done'))
    return spoken.meaning
  const same = tickets.filter(
    (ticket) => ticket.category === fault.category || described(message.words, [ticket]).length === 1,
  )
  if (same.length === 0) return undefined
  // "Tambahan untuk yang cctv, kamera Kejaksan juga gelap".
  if (ADDS.has(message.words[0]?.text ?? '') && spoken.acts.every(({ intent }) => intent === 'note'))
    return spoken.meaning
  if (otherUnit(message, same[0]!.unit)) return undefined
  const still = spoken.acts.some((act) => act.sense === 'not-done' || act.intent === 'status')
  return still &&
    message.reading.tokens.some((token) =>
      ['masih', 'tetap', 'lagi', 'belum', 'kambuh', 'terulang', 'berulang', 'bagaimana', 'kapan'].includes(token.text),
    )
    ? spoken.meaning
    : same[0]!.state === 'awaiting-confirmation'
      ? spoken.meaning
      : undefined
}

const REPEATS: ReadonlySet<string> = new Set(['lainnya'])

/** A fault in the text that is not what the acts speak about. */
export function newFault(message: Message, spoken: Spoken | undefined): boolean {
  const { fault, words } = message
  if (!fault.stated || fault.weight < 3) return false
  const done = spoken?.acts.findLast((act) => act.sense === 'done')
  if (done === undefined) return true
  if (ofItsTicket(message, spoken)) return false
  // "Sudah masuk lagi, tadi cuma kabel copot": what it was.
  if (words.some(({ text }, at) => text === 'tadi' && ['cuma', 'cuman', 'hanya'].includes(words[at + 1]?.text ?? '')))
    return false
  const { tokens } = message.content
  // "Gambarnya mulus, ga patah-patah".
  const marked = [...fault.marked].filter((at) => !isRid(tokens, at) && !isRid(tokens, at + 1))
  const lastMarked = Math.max(-1, ...marked.map((at) => tokens[at]!.start))
  return lastMarked > (words[done.to - 1]?.start ?? 0) && spoken!.acts.every((act) => act.intent === 'confirm_resolved')
}

/** "Ternyata normal sendiri petanya, ga diapa2in": the fault of the ticket that has healed, named again. */
function ofItsTicket({ situation, fault }: Message, spoken: Spoken | undefined): boolean {
  const meant = spoken?.meaning.kind === 'said' ? spoken.meaning.said.map(({ ticket }) => ticket) : []
  const tickets = situation.tickets.filter(({ number }) => meant.includes(number))
  return (
    tickets.length > 0 && tickets.every(({ category }) => category === fault.category) && !REPEATS.has(fault.category)
  )
}
