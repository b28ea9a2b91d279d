/** Commands on tickets: acts found for each ticket's state, the ticket settled, arguments kept (DOMAIN 4.3 rules 1, 2, 12). */
import type { State } from '../../src/desk/ticket.ts'
import { actsAnywhere, actsFor } from './acts.ts'
import { argumentsOf } from './arguments.ts'
import { narrowed, type Reader, speaksOfOther, takesAll } from './candidates.ts'
import { whole, withHandover, withPromise } from './handover.ts'
import type { KnownTicket, Meaning, Said } from './meaning.ts'
import { merge } from './merging.ts'
import type { Message } from './message.ts'
import { partStarts, partsOf } from './parts.ts'
import { isAction } from './repair.ts'
import type { Act } from './sight.ts'
import { described, isOpen, points } from './tickets.ts'

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
  const actsOf = reader(message)
  const byNumber = new Map(situation.tickets.map((ticket) => [ticket.number, ticket]))
  const merging = actsOf(message.reach.find(isOpen)).some((act) => act.intent === 'merge') && numbers.length > 0
  if (merging) return merge(message, actsOf)
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

/** Acts by state, worked out once for each state. */
function reader(message: Message): Reader {
  const byState = new Map<State | undefined, readonly Act[]>()
  return (ticket) => {
    const state = ticket?.state
    const known = byState.get(state)
    if (known !== undefined) return known
    const acts =
      state === undefined
        ? actsFor(message.sight, message.roles, undefined)
        : withPromise(message, state, withHandover(message, state, actsFor(message.sight, message.roles, state)))
    byState.set(state, acts)
    return acts
  }
}

function said(act: Act, ticket: number | undefined, message: Message, all: readonly Act[] = [act]): Said {
  const spent = new Set<number>()
  for (const one of all) {
    const tokens = message.words.slice(one.from, one.to)
    if (one.sense === 'done' && tokens.some(isAction)) continue
    for (const token of tokens) spent.add(token.start)
  }
  const kept = new Set(message.words.map((token) => token.start))
  for (const token of message.content.tokens) if (!kept.has(token.start)) spent.add(token.start)
  const short = act.short ? {} : argumentsOf(act, whole(message), spent)
  const text = act.short || act.sense === 'not-done' || act.row === undefined ? noteText(act, message, spent) : {}
  const explicit =
    act.intent === 'confirm_resolved'
      ? { explicit: message.numbers.length > 0 || (act.sense === 'done' && !act.short) }
      : {}
  return { intent: act.intent, ...(ticket === undefined ? {} : { ticket }), ...short, ...text, ...explicit }
}

/** Notes and refusals keep the whole sentence: "masih tidak bisa login" says more than what follows "masih". */
function noteText(act: Act, message: Message, spent: ReadonlySet<number>): { readonly text?: string } {
  if (!['note', 'reopen', 'vendor_progress'].includes(act.intent)) return {}
  const bare = message.words.length <= act.to - act.from
  if (bare && act.intent !== 'note') return {}
  const numbers = new Set([...spent].filter((start) => !message.words.some((token) => token.start === start)))
  const kept = message.reading.tokens.filter((token) => !numbers.has(token.start))
  const tokens = opensWithCommand(act, message) ? kept.slice(1) : kept
  const first = tokens[0]
  return first === undefined
    ? {}
    : { text: message.reading.source.slice(first.start, tokens.at(-1)!.end).replace(/\s+/g, ' ').slice(0, 1000) }
}

/** "BELUM 27 masih error", "BELUM: masih error": the first word commands; in "belum bisa login" it is part of the finding. */
function opensWithCommand({ row }: Act, { reading, numbers, content }: Message): boolean {
  const [first, second] = reading.tokens
  if (!row || !first || !second || first.text !== row.word.toLowerCase()) return false
  return second.clause !== first.clause || numbers.some(({ at }) => content.tokens[at]?.start === second.start)
}

function onTickets(message: Message, tickets: readonly KnownTicket[], actsOf: Reader, why: string): Spoken | undefined {
  const spoken: Said[] = []
  const because: string[] = [why]
  const used: Act[] = []
  for (const ticket of tickets) {
    let acts = actsOf(ticket)
    if (acts.length === 0 && message.reports) acts = plainYes(message)
    if (acts.length === 0) acts = actsAnywhere(message.sight, message.roles).slice(0, 1)
    for (const act of acts) {
      spoken.push(said(act, ticket.number, message, acts))
      if (!because.includes(act.because)) because.push(act.because)
      used.push(act)
    }
  }
  return spoken.length === 0 ? undefined : { acts: used, meaning: { kind: 'said', said: spoken, because } }
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
  candidates = narrowed(message, candidates, actsOf)
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
  const pointed = partStarts(message).length > 1 ? [] : described(message.words, candidates)
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
  return asked && (message.reports || actsOf(asked).every((act) => act.short)) ? asked : undefined
}

/** Words of the table, but no ticket in a state for them. */
function none(message: Message, actsOf: Reader): Spoken | undefined {
  const acts = actsAnywhere(message.sight, message.roles)
  const first = acts[0]
  const open = message.reach.filter(isOpen)
  if (first === undefined || !isCommandLike(message, first)) return undefined
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

/** The message is the command and little else, so that an everyday word in a longer text stays one. */
function isCommandLike(message: Message, act: Act): boolean {
  if (message.fault.stated && message.reports) return false
  return act.from <= 1 && message.words.length - (act.to - act.from) <= 3
}
