/** Commands on tickets: acts found for each ticket's state, the ticket settled, arguments kept (DOMAIN 4.3 rules 1, 2, 12). */
import type { State } from '../../src/desk/ticket.ts'
import { commandedBy } from './absent.ts'
import { actsAnywhere, actsFor } from './acts.ts'
import { narrowed, pairNamed, type Reader, speaksOfOther, takesAll } from './candidates.ts'
import { withHandover } from './handed.ts'
import { withPromise } from './handover.ts'
import type { KnownTicket, Meaning, Said } from './meaning.ts'
import { merge } from './merging.ts'
import { type Message, messageOf } from './message.ts'
import { partStarts, partsOf } from './parts.ts'
import { remedyOf } from './remedy.ts'
import { said } from './said.ts'
import { seenWell } from './seen.ts'
import type { Act } from './sight.ts'
import { described, isOpen, points } from './tickets.ts'
import { workOf } from './vendor-work.ts'

export interface Spoken {
  readonly meaning: Meaning
  /** The acts, for rules that weigh them against a fault in the same text. */
  readonly acts: readonly Act[]
}

/** What the message says about tickets; undefined when it says nothing the table knows. */
export function spokenOf(message: Message): Spoken | undefined {
  const parts = partsOf(message, spokenOf)
  if (parts !== undefined) return parts
  const { situation, numbers } = message
  const ofState = reader(message)
  const actsOfState: Reader = (ticket) => {
    const acts = ofState(ticket)
    if (ticket === undefined) return acts
    // "Jasnita info masih perbaikan": theirs, and no work of the speaker.
    if (acts.length > 0) {
      const theirs = message.handles && acts.every(isStillAt) ? workOf(message, ticket) : []
      return theirs.length > 0 ? theirs : acts
    }
    const remedy = remedyOf(message, ticket)
    if (remedy.length > 0) return remedy
    return message.reports ? seenWell(message, ticket) : workOf(message, ticket)
  }
  const ofUnit = new Map<number, readonly Act[]>()
  const actsOf: Reader = (ticket) => {
    if (ticket?.unit === undefined) return actsOfState(ticket)
    const { number, unit } = ticket
    const known = ofUnit.get(number) ?? actsOfState(ticket).filter((act) => !ofOtherUnit(message, act, unit))
    ofUnit.set(number, known)
    return known
  }
  const byNumber = new Map(situation.tickets.map((ticket) => [ticket.number, ticket]))
  const merging = actsOf(message.reach.find(isOpen)).some((act) => act.intent === 'merge') && numbers.length > 0
  if (merging) return merge(message, actsOf)
  const others = aboutOthers(message, new Set(byNumber.keys()))
  if (others !== undefined) return spokenOf(others)
  if (numbers.length > 0 && situation.quoted === undefined) {
    const named = [...new Set(numbers.map((one) => one.number))]
    const unknown = named.find((number) => !byNumber.has(number))
    if (unknown !== undefined) {
      const acts = actsAnywhere(message.sight, message.roles)
      const status = actsFor(message.sight, message.roles, 'analysing').filter((act) => act.intent === 'status')
      const all = acts.length > 0 ? acts : status
      return all.length === 0
        ? undefined
        : {
            acts: all,
            meaning: {
              kind: 'no-ticket',
              said: all.slice(0, 1).map((act) => said(act, undefined, message)),
              number: unknown,
              because: [`tiket ${unknown} tidak ada`, ...all.map((act) => act.because)],
            },
          }
    }
    const apart =
      named.length > 1 &&
      message.words.some(({ text, clause }, at) => {
        const next = message.words[at + 1]
        return text === 'jangan' && next?.clause === clause && next.stem === 'gabung'
      })
    // "100 dan 101 jangan digabung": they are two.
    if (apart) {
      const because = ['tiket yang tidak digabung']
      return { acts: [], meaning: { kind: 'offer-note', ticket: named[0]!, text: situation.text.trim(), because } }
    }
    const excepted = exceptedFrom(message)
    if (excepted !== undefined) return excepted
    const commanded = named.length === 1 ? explicitly(message, byNumber.get(named[0]!)!, actsOf) : undefined
    if (commanded !== undefined) return commanded
    return onTickets(
      message,
      named.map((number) => byNumber.get(number)!),
      actsOf,
      `nomor ${named.join(', ')} disebut`,
    )
  }
  const quoted = situation.quoted === undefined ? undefined : byNumber.get(situation.quoted)
  if (quoted !== undefined) return onTickets(message, [quoted], actsOf, `membalas pesan tentang tiket ${quoted.number}`)
  return unnamed(message, actsOf)
}

const isStillAt = ({ intent, sense, short }: Act): boolean => intent === 'note' && sense === 'not-done' && !short

const EXCEPT = new Set(['kecuali', 'selain', 'terkecuali'])

/** "Kecuali 27 semua beres": what is said is not said of that ticket. */
export function exceptedNumber({ numbers, content }: Message): number | undefined {
  const excepted = numbers.find(({ at }) =>
    content.tokens
      .slice(Math.max(0, at - 3), at)
      .some(({ text, clause }) => EXCEPT.has(text) && clause === content.tokens[at]!.clause),
  )
  return excepted?.number
}

function exceptedFrom(message: Message): Spoken | undefined {
  const ticket = exceptedNumber(message)
  if (ticket === undefined) return undefined
  const because = [`kecuali tiket ${ticket}`]
  return { acts: [], meaning: { kind: 'offer-note', ticket, text: message.situation.text.trim(), because } }
}

/** "Tiket 19 kemarin sudah, 27 masih diproses": without the clauses that speak of tickets that are not at hand. */
function aboutOthers(message: Message, known: ReadonlySet<number>): Message | undefined {
  const { numbers, content, reading, situation, sender } = message
  const unknown = numbers.filter((one) => !known.has(one.number))
  if (unknown.length === 0 || unknown.length === numbers.length) return undefined
  const gone = new Set(unknown.map((one) => content.tokens[one.at]!.clause))
  if (numbers.some((one) => known.has(one.number) && gone.has(content.tokens[one.at]!.clause))) return undefined
  const kept = reading.tokens.filter((token) => !gone.has(token.clause))
  const text = kept
    .map((token) => `${token.before.includes(',') || token.before.includes('.') ? ', ' : ' '}${token.raw}`)
    .join('')
    .trim()
  return text === '' ? undefined : messageOf({ ...situation, text }, sender)
}

const POSITIONS = new Set(['pc', 'ext', 'meja', 'komputer', 'komp', 'posisi', 'line'])

/** "Di PC 5 lancar" says nothing of the ticket about PC 2. */
function ofOtherUnit({ sight: { tokens }, reach }: Message, act: Act, unit: string): boolean {
  const clause = tokens[act.from]?.clause
  if (act.sense !== 'done' || clause === undefined) return false
  const named = tokens.flatMap((token, at) => {
    const next = tokens[at + 1]
    const numbered = token.clause === clause && POSITIONS.has(token.text) && next?.kind === 'number'
    return numbered ? [`${token.text} ${next.text}`] : []
  })
  const units = unit.toLowerCase().split(', ')
  // "Ext 105 lancar" says nothing of PC 4 either, while another ticket is about an extension.
  const all = reach.filter(isOpen).flatMap((ticket) => ticket.unit?.toLowerCase().split(', ') ?? [])
  const kinds = new Set(all.map((one) => one.split(' ')[0]))
  return named.length > 0 && named.every((one) => kinds.has(one.split(' ')[0]) && !units.includes(one))
}

/** Acts by state and category, worked out once for each. */
function reader(message: Message): Reader {
  const byKind = new Map<string, readonly Act[]>()
  return (ticket) => {
    const state = ticket?.state
    const kind = `${state} ${ticket?.category}`
    const known = byKind.get(kind)
    if (known !== undefined) return known
    const acts =
      state === undefined
        ? actsFor(message.sight, message.roles, undefined)
        : withPromise(
            message,
            state,
            withHandover(message, state, actsFor(message.sight, message.roles, state, ticket?.category)),
          )
    byKind.set(kind, acts)
    return acts
  }
}

function onTickets(message: Message, tickets: readonly KnownTicket[], actsOf: Reader, why: string): Spoken | undefined {
  const spoken: Said[] = []
  const because: string[] = [why]
  const used: Act[] = []
  for (const ticket of tickets) {
    let acts = tickets.length === 1 ? ofTicket(message, ticket, actsOf(ticket)) : actsOf(ticket)
    if (acts.length === 0 && actsOf(ticket).length > 0) continue
    if (acts.length === 0 && message.reports) acts = plainYes(message)
    // "Jangan ditutup dulu 187, sy mau lihat sendiri": nothing is to be done.
    if (acts.length === 0 && message.words[0]?.text !== 'jangan')
      acts = actsAnywhere(message.sight, message.roles).slice(0, 1)
    // "Mohon Jasnita segera memberi kepastian soal 29": they have it.
    if (WITH_VENDOR.has(ticket.state))
      acts = acts.filter(
        (act) => act.intent !== 'escalate' || ['jasnita', 'eskalasi'].includes(message.words[0]?.text ?? ''),
      )
    for (const act of acts) {
      spoken.push(said(act, ticket.number, message, acts))
      if (!because.includes(act.because)) because.push(act.because)
      used.push(act)
    }
  }
  return spoken.length === 0 ? undefined : { acts: used, meaning: { kind: 'said', said: spoken, because } }
}

/** "36 saya ambil, printer ke Asep": a clause that describes another open ticket says nothing of the one that is named. */
function ofTicket(message: Message, ticket: KnownTicket, acts: readonly Act[]): readonly Act[] {
  const named = message.numbers.find(({ number }) => number === ticket.number)
  if (named === undefined || message.reach.length < 2) return acts
  const home = message.content.tokens[named.at]!.clause
  const open = message.reach.filter(isOpen)
  return acts.filter((act) => {
    const clause = message.words[act.from]?.clause
    if (clause === undefined || clause === home) return true
    const [only, another] = described(
      message.words.filter((token) => token.clause === clause),
      open,
    )
    return only === undefined || another !== undefined || only.number === ticket.number
  })
}

const DOING: ReadonlySet<string> = new Set(['start_analysis', 'start_repair', 'escalate'])

/**
 * "PROGRES 27 sudah kami restart, masih dipantau": a canonical word with its number right behind commands, and what
 * follows is its text. "SELESAI" and "YA" are read with what follows, for that can take them back.
 */
function explicitly(message: Message, ticket: KnownTicket, actsOf: Reader): Spoken | undefined {
  const row = commandedBy(message, ticket)
  if (row === undefined || row.sense === 'done') return undefined
  const denied = deniedAtOnce(message)
  if (denied)
    return {
      acts: [],
      meaning: { kind: 'offer-note', ticket: ticket.number, text: message.situation.text.trim(), because: [denied] },
    }
  const acts = actsOf(ticket)
  if (acts.some((act) => act.intent === 'correct' || act.intent === 'merge')) return undefined
  // "Jasnita: 29 done": who says it.
  if (row.intent === 'escalate' && WITH_VENDOR.has(ticket.state) && acts.length > 0) return undefined
  if (row.intent === 'coordinated' && !acts.some((act) => act.intent === 'coordinated')) return undefined
  const because = `"${message.words[0]?.raw ?? ''}" dan nomornya: ${row.word}`
  const own: Act = { intent: row.intent, row, from: 0, to: 1, short: false, sense: row.sense, because }
  const more = row.word === 'TERIMA' ? acts.filter((act) => DOING.has(act.intent) && act.from > 0) : []
  const all = [own, ...more]
  return {
    acts: all,
    meaning: {
      kind: 'said',
      said: all.map((act) => said(act, ticket.number, message, all)),
      because: [`nomor ${ticket.number} disebut`, ...all.map((act) => act.because)],
    },
  }
}

/** "JASNITA 4 tidak perlu", "BATAL 4 jangan": what was commanded is taken back in the same breath. */
function deniedAtOnce({ words }: Message): string | undefined {
  const [, next, after] = words
  if (next === undefined || words.length > 4) return undefined
  const denies =
    next.text === 'jangan' || (next.text === 'tidak' && ['perlu', 'usah', 'jadi', undefined].includes(after?.text))
  return denies ? `"${next.raw}" menarik kembali perintahnya` : undefined
}

/** "YA 27" before step 7 says that it healed by itself; the number makes it more than a nod (DESIGN 5). */
function plainYes(message: Message): readonly Act[] {
  if (message.numbers.length === 0) return []
  return actsFor(message.sight, message.roles, 'awaiting-confirmation').filter(
    (act) =>
      act.intent === 'confirm_resolved' &&
      message.words.slice(act.from, act.to).some((token) => ['ya', 'sudah', 'benar'].includes(token.text)),
  )
}

/** No number and no quote: the words, the last notice or the only fitting ticket decide, else a list is offered. */
function unnamed(message: Message, actsOf: Reader): Spoken | undefined {
  const { reach } = message
  const fitting = reach.filter((ticket) => actsOf(ticket).length > 0)
  const live = fitting.filter(isOpen)
  let candidates = live.length > 0 ? live : fitting
  if (candidates.length === 0) return none(message, actsOf)
  if (nodsOnly(message) && candidates.every((ticket) => actsOf(ticket).every(({ intent }) => intent === 'resolved')))
    return undefined
  const asks = candidates.every((ticket) => actsOf(ticket).every(({ intent }) => intent === 'status'))
  const both = asks ? pairNamed(message, candidates) : undefined
  if (both !== undefined) return onTickets(message, both, actsOf, 'dua tiket ditanyakan sekaligus')
  candidates = recurring(message, fitting, actsOf) ?? narrowed(message, candidates, actsOf)
  const others = candidates.filter((ticket) => !speaksOfOther(message, ticket, actsOf))
  if (others.length === 0) {
    const acts = actsOf(candidates[0])
    const because = [
      ...acts.map((act) => act.because),
      `tentang ${message.fault.category}, tidak ada tiket tentang itu`,
    ]
    return {
      acts,
      meaning: { kind: 'no-ticket', said: acts.map((act) => said(act, undefined, message, acts)), because },
    }
  }
  candidates = others
  if (candidates.length === 1)
    return onTickets(message, candidates, actsOf, `satu-satunya tiket yang cocok: ${candidates[0]!.number}`)
  if (candidates.length <= 4 && takesAll(message, candidates, actsOf))
    return onTickets(message, candidates, actsOf, 'semua tiket yang cocok disebut sekaligus')
  const pair = pairNamed(message, candidates)
  if (pair !== undefined) return onTickets(message, pair, actsOf, 'dua tiket disebut sekaligus')
  const pointed = partStarts(message).length > 1 ? [] : pointedAt(message, candidates, actsOf)
  if (pointed.length === 1)
    return onTickets(message, pointed, actsOf, `uraiannya cocok dengan tiket ${pointed[0]!.number}`)
  const asked = askedAbout(message, candidates, actsOf)
  if (asked !== undefined) return onTickets(message, [asked], actsOf, `menjawab pesan tentang tiket ${asked.number}`)
  const acts = actsOf(candidates[0])
  const numbers = candidates.map((ticket) => ticket.number)
  return {
    acts,
    meaning: {
      kind: 'which-ticket',
      said: acts.map((act) => said(act, undefined, message, acts)),
      tickets: numbers,
      because: [...acts.map((act) => act.because), `beberapa tiket mungkin: ${numbers.join(', ')}`],
    },
  }
}

/** "Iya" of who repairs, with nothing asked: no answer (DOMAIN 4.3 rule 2). */
function nodsOnly({ handles, situation, content }: Message): boolean {
  const asked = situation.question !== undefined || situation.quoted !== undefined
  return handles && !asked && content.tokens.length > 0 && content.tokens.every(({ text }) => text === 'ya')
}

/** By all the words; where these fit none, "yg dispatch lg sy benerin, antrian di server penuh", by those of the act's clause. */
function pointedAt({ words }: Message, candidates: readonly KnownTicket[], actsOf: Reader): readonly KnownTicket[] {
  const all = described(words, candidates)
  const clauses = new Set(candidates.flatMap(actsOf).map(({ from }) => words[from]?.clause))
  if (all.length > 0 || clauses.size !== 1) return all
  return described(
    words.filter(({ clause }) => clauses.has(clause)),
    candidates,
  )
}

/** "Yang internet kambuh lagi" while other tickets are open: the one of today's that was about it. */
function recurring(message: Message, fitting: readonly KnownTicket[], actsOf: Reader): KnownTicket[] | undefined {
  const back = fitting.filter((ticket) => !isOpen(ticket) && actsOf(ticket).some(({ intent }) => intent === 'reopen'))
  if (back.length === 0 || back.length === fitting.length) return undefined
  const [only, another] = described(message.words, message.reach)
  return only !== undefined && another === undefined && back.includes(only) ? [only] : undefined
}

/**
 * The ticket that the last notice asked about, where the words are its answer: "ok", "sudah", and a call taker's words
 * to "mohon dicek" (DOMAIN 4.3 rule 2). A command of those who repair can mean each ticket that it fits: it is asked
 * about (DESIGN rule 8).
 */
function askedAbout(message: Message, candidates: readonly KnownTicket[], actsOf: Reader): KnownTicket | undefined {
  const { question, at } = message.situation
  if (question?.kind !== 'notice' || question.until < at) return undefined
  if (points(message.words.filter((token) => token.text !== 'tiket'))) return undefined
  const asked = candidates.find((ticket) => ticket.number === question.ticket)
  // "Clear" of who was asked about the one that is being repaired.
  const repairing = candidates.filter(({ state }) => state === 'repairing')
  const over =
    asked && actsOf(asked).every(({ intent, from, to }) => intent === 'resolved' && to - from === message.words.length)
  if (over && repairing.length === 1 && repairing[0] === asked) return asked
  return asked && (message.reports || actsOf(asked).every((act) => act.short)) ? asked : undefined
}

/** Words of the table, but no ticket in a state for them. */
function none(message: Message, actsOf: Reader): Spoken | undefined {
  const acts = actsAnywhere(message.sight, message.roles)
  const first = acts[0]
  const open = message.reach.filter(isOpen)
  if (first === undefined || !isCommandLike(message, first)) return undefined
  // "Kira-kira asep bisa ga" of a ticket that the vendor does not have.
  if (first.intent === 'vendor_eta' && !/^eta$/i.test(message.words[first.from]?.raw ?? '')) return undefined
  // "Tim Jasnita lagi ganti modul" of a ticket that they do not have.
  if (message.handles && first.intent === 'vendor_progress') return undefined
  // "Printer ok?" asks after its ticket.
  if (message.reports && open.length > 1 && first.intent === 'status' && first.row === undefined) return undefined
  // "Minta Jasnita segera selesaikan" of a ticket that they have.
  if (first.intent === 'escalate' && open.length === 1 && WITH_VENDOR.has(open[0]!.state)) return undefined
  if (open.length === 1 && first.intent !== 'confirm_resolved')
    return {
      acts,
      meaning: {
        kind: 'said',
        said: [said(first, open[0]!.number, message, [first])],
        because: [first.because, `satu-satunya tiket terbuka: ${open[0]!.number}`],
      },
    }
  if (open.length > 1 && actsOf(open[0]).length === 0)
    return {
      acts,
      meaning: {
        kind: 'no-ticket',
        said: [said(first, undefined, message, [first])],
        because: [first.because, 'tidak ada tiket pada langkah itu'],
      },
    }
  return {
    acts,
    meaning: {
      kind: 'no-ticket',
      said: [said(first, undefined, message, [first])],
      because: [first.because, 'tidak ada tiket yang cocok'],
    },
  }
}

const WITH_VENDOR: ReadonlySet<State> = new Set(['coordinating', 'vendor-repairing', 'awaiting-confirmation'])

/** The message is the command and little else, so that an everyday word in a longer text stays one. */
function isCommandLike(message: Message, act: Act): boolean {
  if (message.fault.stated && message.reports) return false
  return act.from <= 1 && message.words.length - (act.to - act.from) <= 3
}
