/** Commands on tickets: acts found for each ticket's state, the ticket settled, arguments kept (DOMAIN 4.3 rules 1, 2, 12). */
import type { State } from '../../src/desk/ticket.ts'
import { type Act, actsAnywhere, actsFor } from './acts.ts'
import { argumentsOf, isAction, promises, type Whole } from './arguments.ts'
import type { Intent, KnownTicket, Meaning, Said } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import { peopleNamed } from './people.ts'
import { described, isOpen, points } from './tickets.ts'

export interface Spoken {
  readonly meaning: Meaning
  /** The acts, for rules that weigh them against a fault in the same text. */
  readonly acts: readonly Act[]
}

type Reader = (ticket: KnownTicket | undefined) => readonly Act[]

/** What the message says about tickets; undefined when it says nothing the table knows. */
export function spokenOf(message: Message): Spoken | undefined {
  const parts = partsOf(message)
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
      return all.length === 0 ? undefined : { acts: all, meaning: { kind: 'no-ticket', said: all.slice(0, 1).map((act) => said(act, undefined, message)), number: unknown, because: [`tiket ${unknown} tidak ada`, ...all.map((act) => act.because)] } }
    }
    return onTickets(message, named.map((number) => byNumber.get(number)!), actsOf, `nomor ${named.join(', ')} disebut`)
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
    const acts = state === undefined ? actsFor(message.sight, message.roles, undefined) : withPromise(message, state, withHandover(message, state, actsFor(message.sight, message.roles, state)))
    byState.set(state, acts)
    return acts
  }
}

const HANDOVER_BEFORE = new Set(['tolong', 'ke', 'biar', 'minta', 'kepada', 'titip', 'serahkan', 'mohon', 'suruh', 'coba', 'sama', 'oleh'])
const HANDOVER_AFTER = new Set(['tolong', 'saja', 'cek', 'handle', 'tangani', 'ambil', 'kerjakan', 'bantu', 'perbaiki', 'pegang', 'lanjut', 'dicek', 'dihandle', 'lanjutkan', 'urus', 'kerjain', 'ditangani', 'benerin', 'proses'])

/** "Tolong asep", "ke asep ya", "biar asep yg kerjakan": a handover without the word for it. */
function withHandover(message: Message, state: State, acts: readonly Act[]): readonly Act[] {
  if (!message.roles.includes('kepala_seksi') && !message.roles.includes('staf')) return acts
  if (!['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'].includes(state)) return acts
  const { reading, sender, situation, words } = message
  const named = peopleNamed(reading, situation.people).find((one) => one.person !== undefined && one.person.id !== sender.id && ['staf', 'kepala_seksi', 'admin'].includes(one.person.role))
  if (named === undefined) return acts
  const { tokens } = reading
  const before = tokens[named.from - 1]
  let next = named.to
  while (['ya', 'yang', 'dulu', 'bisa', 'tolong'].includes(tokens[next]?.text ?? '') && next < named.to + 2) next += 1
  const after = tokens[next]
  const asked = before !== undefined && before.clause === tokens[named.from]!.clause && HANDOVER_BEFORE.has(before.text)
  const told = after !== undefined && after.clause === tokens[named.from]!.clause && HANDOVER_AFTER.has(after.text) && tokens[named.to]!.text !== 'sudah'
  if (!asked && !told) return acts
  if (before !== undefined && ['dari', 'sama'].includes(before.text) && !told) return acts
  const start = Math.max(0, words.findIndex((token) => token.start === tokens[named.to - 1]!.start))
  const act: Act = { intent: 'reassign', row: undefined, from: start, to: start + 1, short: false, sense: undefined, because: `"${tokens.slice(Math.max(0, named.from - 1), named.to).map((token) => token.raw).join(' ')}": ALIHKAN` }
  const kept = acts.filter((one) => one.intent !== 'reassign' && !(told && DOING.has(one.intent)) && !(asked && DOING.has(one.intent) && one.from >= start) && !(one.intent === 'accept' && !one.short && one.from >= start))
  return [...kept.filter((one) => !(one.intent === 'accept' && one.short)), act].sort((a, b) => a.from - b.from)
}

const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair'])

/** A promised time is an ETA also without the word, while the vendor has it. */
function withPromise(message: Message, state: State, acts: readonly Act[]): readonly Act[] {
  if (state !== 'coordinating' && state !== 'vendor-repairing') return acts
  const kept = acts.filter((act) => act.turned !== 'unfinished')
  const settled = kept.some((act) => ['vendor_done', 'resolved', 'vendor_eta', 'reassign', 'cancel', 'note', 'status'].includes(act.intent))
  if (settled || !(message.vendor || message.handles) || !promises(whole(message))) return acts
  if (message.handles && acts.length === 0 && !message.words.some((token) => ['jasnita', 'vendor', 'katanya', 'mereka', 'estimasi'].includes(token.text))) return acts
  const end = message.words.length
  return [...kept, { intent: 'vendor_eta', row: undefined, from: end, to: end, short: false, sense: undefined, because: 'waktu yang dijanjikan: ETA' }]
}

function whole(message: Message): Whole {
  const { reading, content, situation, sender } = message
  return { reading, content, at: situation.at, people: situation.people, sender }
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
  const explicit = act.intent === 'confirm_resolved' ? { explicit: message.numbers.length > 0 || (act.sense === 'done' && !act.short) } : {}
  return { intent: act.intent, ...(ticket === undefined ? {} : { ticket }), ...short, ...text, ...explicit }
}

/** Notes and refusals keep the whole sentence: "masih tidak bisa login" says more than what follows "masih". */
function noteText(act: Act, message: Message, spent: ReadonlySet<number>): { readonly text?: string } {
  if (!['note', 'reopen', 'vendor_progress'].includes(act.intent)) return {}
  const bare = message.words.length <= act.to - act.from
  if (bare && act.intent !== 'note') return {}
  const numbers = new Set([...spent].filter((start) => !message.words.some((token) => token.start === start)))
  const tokens = message.reading.tokens.filter((token) => !numbers.has(token.start))
  const first = tokens[0]
  return first === undefined ? {} : { text: message.reading.source.slice(first.start, tokens.at(-1)!.end).replace(/\s+/g, ' ').slice(0, 1000) }
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
  return actsFor(message.sight, message.roles, 'awaiting-confirmation').filter((act) => act.intent === 'confirm_resolved' && message.words.slice(act.from, act.to).some((token) => ['ya', 'sudah', 'benar'].includes(token.text)))
}

/** No number and no quote: the words, the last notice or the only fitting ticket decide, else a list is offered. */
function unnamed(message: Message, actsOf: Reader): Spoken | undefined {
  const { situation, reach } = message
  const fitting = reach.filter((ticket) => actsOf(ticket).length > 0)
  const live = fitting.filter(isOpen)
  let candidates = live.length > 0 ? live : fitting
  if (candidates.length === 0) return none(message, actsOf)
  candidates = narrowed(message, candidates, actsOf)
  if (candidates.length === 1) return onTickets(message, candidates, actsOf, `satu-satunya tiket yang cocok: ${candidates[0]!.number}`)
  const pointed = described(message.words, candidates)
  if (pointed.length === 1) return onTickets(message, pointed, actsOf, `uraiannya cocok dengan tiket ${pointed[0]!.number}`)
  const { question } = situation
  const asked = question?.kind === 'notice' && question.until >= situation.at ? candidates.find((ticket) => ticket.number === question.ticket) : undefined
  if (asked !== undefined && !points(message.words.filter((token) => token.text !== 'tiket'))) {
    const primary = candidates.filter((ticket) => ticket.state !== 'reported' && ticket.number !== asked.number)
    const skips = asked.state === 'reported' && actsOf(asked).some((act) => ['resolved', 'escalate', 'coordinated'].includes(act.intent)) && primary.some((ticket) => ['analysing', 'repairing'].includes(ticket.state))
    if (!skips) return onTickets(message, [asked], actsOf, `menjawab pesan tentang tiket ${asked.number}`)
  }
  const acts = actsOf(candidates[0])
  const numbers = candidates.map((ticket) => ticket.number)
  return { acts, meaning: { kind: 'which-ticket', said: acts.map((act) => said(act, undefined, message, acts)), tickets: numbers, because: [...acts.map((act) => act.because), `beberapa tiket mungkin: ${numbers.join(', ')}`] } }
}

/** A call taker's own tickets come before others' outside step 7; a status may be of any. */
function narrowed(message: Message, candidates: readonly KnownTicket[], actsOf: Reader): KnownTicket[] {
  if (!message.reports) return [...candidates]
  const intents = new Set(candidates.flatMap((ticket) => actsOf(ticket).map((act) => act.intent)))
  const waiting = candidates.filter((ticket) => ticket.state === 'awaiting-confirmation')
  const own = candidates.filter((ticket) => ticket.reporterId === message.sender.id)
  if (intents.has('confirm_resolved') || intents.has('reopen')) {
    const near = candidates.filter((ticket) => ticket.state === 'awaiting-confirmation' || ticket.reporterId === message.sender.id)
    if (near.length === 0) return [...candidates]
    const turned = near.filter((ticket) => actsOf(ticket).some((act) => act.intent === 'reopen'))
    return turned.length > 0 && waiting.length > 0 ? turned : near
  }
  return own.length > 0 ? own : [...candidates]
}

/** Words of the table, but no ticket in a state for them. */
function none(message: Message, actsOf: Reader): Spoken | undefined {
  const acts = actsAnywhere(message.sight, message.roles)
  const first = acts[0]
  const open = message.reach.filter(isOpen)
  if (first === undefined || !isCommandLike(message, first)) return undefined
  if (open.length === 1 && first.intent !== 'confirm_resolved') return { acts, meaning: { kind: 'said', said: [said(first, open[0]!.number, message, [first])], because: [first.because, `satu-satunya tiket terbuka: ${open[0]!.number}`] } }
  if (open.length > 1 && actsOf(open[0]).length === 0) return { acts, meaning: { kind: 'no-ticket', said: [said(first, undefined, message, [first])], because: [first.because, 'tidak ada tiket pada langkah itu'] } }
  return { acts, meaning: { kind: 'no-ticket', said: [said(first, undefined, message, [first])], because: [first.because, 'tidak ada tiket yang cocok'] } }
}

/** The message is the command and little else, so that an everyday word in a longer text stays one. */
function isCommandLike(message: Message, act: Act): boolean {
  if (message.fault.stated && message.reports) return false
  return act.from <= 1 && message.words.length - (act.to - act.from) <= 3
}

function merge(message: Message, actsOf: Reader): Spoken | undefined {
  const { situation } = message
  const act = actsOf(message.reach.find(isOpen)).find((one) => one.intent === 'merge')!
  const numbers = [...new Set(message.numbers.map((one) => one.number))]
  const unknown = numbers.find((number) => !situation.tickets.some((ticket) => ticket.number === number))
  if (unknown !== undefined) return { acts: [act], meaning: { kind: 'no-ticket', said: [{ intent: 'merge' }], number: unknown, because: [act.because, `tiket ${unknown} tidak ada`] } }
  const other = numbers.at(-1)!
  const asked = situation.question?.kind === 'notice' ? situation.question.ticket : undefined
  const rest = message.reach.filter((ticket) => isOpen(ticket) && ticket.number !== other)
  const ticket = numbers.length > 1 ? numbers[0] : (situation.quoted ?? (asked !== other ? asked : undefined) ?? (rest.length === 1 ? rest[0]!.number : undefined))
  const meaning: Meaning =
    ticket === undefined
      ? { kind: 'which-ticket', said: [{ intent: 'merge', other }], tickets: rest.map((one) => one.number), because: [act.because] }
      : { kind: 'said', said: [{ intent: 'merge', ticket, other }], because: [act.because] }
  return { acts: [act], meaning }
}

/** Two tickets in one message, each with its own words: "yg printer sy terima, yg login tolong asep". */
function partsOf(message: Message): Spoken | undefined {
  const { situation, sender, reading } = message
  const references = partStarts(message)
  if (references.length < 2 || situation.quoted !== undefined) return undefined
  const spoken: Said[] = []
  const because: string[] = []
  const acts: Act[] = []
  const used = new Set<number>()
  for (const [index, start] of references.entries()) {
    const text = reading.source.slice(index === 0 ? 0 : start, references[index + 1] ?? reading.source.length)
    const part = messageOf({ ...situation, text }, sender)
    const { question: _, ...rest } = situation
    const one = spokenOf({ ...part, situation: { ...rest, text } })
    if (one === undefined || one.meaning.kind !== 'said') return undefined
    const tickets = new Set(one.meaning.said.map((each) => each.ticket))
    for (const ticket of tickets) {
      if (ticket === undefined || used.has(ticket)) return undefined
      used.add(ticket)
    }
    spoken.push(...one.meaning.said)
    because.push(...one.meaning.because)
    acts.push(...one.acts)
  }
  return { acts, meaning: { kind: 'said', said: spoken, because } }
}

/** Places in the source where a part with a ticket of its own begins: at clause starts or joining words. */
function partStarts(message: Message): number[] {
  const { content, numbers } = message
  const { tokens } = content
  const marks: number[] = []
  if (numbers.length >= 2) {
    for (const { at } of numbers) {
      const previous = tokens[at - 1]
      const chained = numbers.some((one) => one.at === at - 1 || (one.at === at - 2 && ['dan', 'sama'].includes(previous?.text ?? '')))
      if (!chained) marks.push(at)
    }
  } else {
    tokens.forEach((token, at) => {
      if (token.text === 'yang' && (at === 0 || tokens[at - 1]!.clause !== token.clause || ['dan', 'tapi', 'sedangkan'].includes(tokens[at - 1]!.text)) && described(tokens.slice(at + 1, at + 4), message.reach.filter(isOpen)).length === 1) marks.push(at)
    })
  }
  if (marks.length < 2 || marks.length > 5) return []
  return marks.map((at) => {
    let from = at
    while (from > 0 && tokens[from - 1]!.clause === tokens[at]!.clause && !marks.includes(from - 1) && !['dan', 'tapi', 'sedangkan', 'terus'].includes(tokens[from - 1]!.text)) from -= 1
    return tokens[Math.max(from, 0)]!.start
  }).filter((start, index, all) => all.indexOf(start) === index)
}

