/** Two tickets in one message, each with words of its own (DOMAIN 4.3 rule 12). */

import { actsFor } from './acts.ts'
import type { KnownTicket, Said } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import type { Spoken } from './saying.ts'
import type { Act } from './sight.ts'
import { described, isOpen, wordsOf } from './tickets.ts'
import type { Token } from './words.ts'

/** Two tickets in one message, each with its own words: "yg printer sy terima, yg login tolong asep". */
export function partsOf(message: Message, spokenOf: (part: Message) => Spoken | undefined): Spoken | undefined {
  const { situation, sender, reading } = message
  const unclear = ambiguous(message, spokenOf)
  if (unclear !== undefined) return unclear
  const references = partStarts(message)
  if (references.length < 2 || situation.quoted !== undefined || mergesTwo(message)) return undefined
  const spoken: Said[] = []
  const because: string[] = []
  const acts: Act[] = []
  const used = new Set<number>()
  const pending: KnownTicket[] = []
  for (const [index, start] of references.entries()) {
    const words = reading.source.slice(index === 0 ? 0 : start, references[index + 1] ?? reading.source.length)
    const end = references[index + 1] ?? reading.source.length
    const numbered = message.numbers.some(({ at }) => {
      const place = message.content.tokens[at]!.start
      return place >= start && place < end
    })
    const led = index === 0 && described(message.content.tokens.slice(0, 1), message.reach.filter(isOpen)).length !== 1
    const text = numbered || led || /^yg|^yang/i.test(words) ? words : `yang ${words}`
    const part = messageOf({ ...situation, text }, sender)
    const { question: _, ...rest } = situation
    const one = spokenOf({ ...part, situation: { ...rest, text } })
    if (one === undefined && staysWith(part)) continue
    if (one === undefined || one.meaning.kind !== 'said') {
      const only = onlyTicket(part)
      const ticket = part.reach.find(({ number }) => number === only)
      if (ticket !== undefined && !used.has(ticket.number) && onlyNamed(part) && index < references.length - 1) {
        used.add(ticket.number)
        pending.push(ticket)
        continue
      }
      if (only === undefined || used.has(only) || part.words.every((token) => LINKING.has(token.text))) return undefined
      used.add(only)
      // "Yg 27 sudah? yg 33 sudah belum?"
      const asked = part.reading.questions.size > 0
      spoken.push(
        asked ? { intent: 'status', ticket: only } : { intent: 'note', ticket: only, text: text.trim().slice(0, 1000) },
      )
      because.push(`kata tentang tiket ${only} tidak dikenali: ${asked ? 'STATUS' : 'INFO'}`)
      continue
    }
    const tickets = new Set(one.meaning.said.map((each) => each.ticket))
    for (const ticket of tickets) {
      if (ticket === undefined || used.has(ticket)) return undefined
      used.add(ticket)
    }
    for (const ticket of pending.splice(0)) {
      const both = one.meaning.said.filter(({ intent }) => mayBe(intent, ticket, part))
      if (both.length === 0) return undefined
      spoken.push(...both.map((each) => ({ ...each, ticket: ticket.number })))
    }
    spoken.push(...one.meaning.said)
    because.push(...one.meaning.because)
    acts.push(...one.acts)
  }
  return acts.length === 0 || pending.length > 0
    ? undefined
    : { acts, meaning: { kind: 'said', said: spoken, because } }
}

/** "Yg printer sy terima, yg monitor tolong asep" while two tickets are about monitors: which of them is asked. */
function ambiguous(message: Message, spokenOf: (part: Message) => Spoken | undefined): Spoken | undefined {
  const { content, numbers, situation, sender, reading } = message
  if (numbers.length > 0 || situation.quoted !== undefined) return undefined
  const { tokens } = content
  const open = message.reach.filter(isOpen)
  const starts = tokens.flatMap((token, at) =>
    token.text === 'yang' && (at === 0 || tokens[at - 1]!.clause !== token.clause || JOINING.has(tokens[at - 1]!.text))
      ? [at]
      : [],
  )
  if (starts.length < 2 || starts.length > MOST_PARTS || open.length < 3) return undefined
  for (const [index, at] of starts.entries()) {
    const named = described(tokens.slice(at + 1, at + 3), open)
    if (named.length < 2 || named.length === open.length) continue
    const text = reading.source.slice(
      tokens[at]!.start,
      tokens[starts[index + 1] ?? -1]?.start ?? reading.source.length,
    )
    const { question: _, ...rest } = situation
    const one = spokenOf(messageOf({ ...rest, text, tickets: named }, sender))
    if (one !== undefined && one.meaning.kind === 'which-ticket') return one
  }
  return undefined
}

/** "29 itu duplikat 27, gabung saja": two numbers and no other step of a ticket are one GABUNG. */
function mergesTwo({ numbers, sight, roles }: Message): boolean {
  const said = sight.matches.filter(({ means }) => means.who.some((role) => roles.includes(role)))
  return (
    new Set(numbers.map((one) => one.number)).size === 2 &&
    said.some(({ means }) => means.intent === 'merge') &&
    said.every(({ means }) => ['merge', 'note', 'status', 'split', 'help'].includes(means.intent))
  )
}

/** A part of only these says nothing of its ticket by itself: "27 juga 28 sudah beres". */
const LINKING = new Set('juga dan sama serta dengan atau lalu terus kemudian tiket nomor yang untuk'.split(' '))

const AND = new Set(['dan', 'sama', 'dengan', 'serta', 'juga'])

/** "Yang login sama" before "yang peta sudah normal": what follows is said of both. */
function onlyNamed({ words, sight, reach }: Message): boolean {
  const named = words.filter(({ text }) => !LINKING.has(text))
  return (
    AND.has(words.at(-1)?.text ?? '') &&
    named.length <= 3 &&
    sight.matches.every(({ means }) => means.states === undefined || means.intent === 'merge') &&
    described(named, reach.filter(isOpen)).length === 1
  )
}

/** Whether the step can be said of this ticket as well. */
function mayBe(intent: Said['intent'], { state, category }: KnownTicket, { sight, roles }: Message): boolean {
  if (intent === 'reassign' || intent === 'note') return true
  return actsFor(sight, roles, state, category).some((act) => act.intent === intent)
}

const STAYS = new Set('fokus fokusnya konsentrasi'.split(' '))

/** "Saya fokus yang internet", "39 saya": what the sender keeps is no news of it. */
function staysWith({ words, sight, roles }: Message): boolean {
  // "Wifi saya" beside "UPS nya asep yang urus".
  const kept = words.length <= 4 && ['saya', 'kami'].includes(words.at(-1)?.text ?? '')
  const stays = words.at(-2)?.text === 'tetap'
  if (kept && (stays || !sight.matches.some(({ means }) => means.who.some((role) => roles.includes(role))))) return true
  return words.some(({ text }) => STAYS.has(text)) || words.every(({ text }) => text === 'saya' || text === 'kami')
}

/** The ticket that a part names or describes. */
function onlyTicket({ numbers, situation, words, reach }: Message): number | undefined {
  const open = reach.filter(isOpen)
  const [first, second] =
    numbers.length > 0
      ? situation.tickets.filter(({ number }) => numbers.some((one) => one.number === number))
      : described(words, open)
  return second === undefined ? first?.number : undefined
}

/** Places in the source where a part with a ticket of its own begins: at clause starts or joining words. */
const MOST_PARTS = 5
/** Parts with tickets of their own stand near the beginning; describing words are looked for no farther. */
const MOST_WORDS = 60
const JOINING = new Set(['dan', 'tapi', 'sedangkan'])

/** "Biar saya fokus jaringan": what stands before the thing. */
const LEADING = new Set('biar saya kami ke fokus fokusnya konsentrasi'.split(' '))

/** Asked for more than once of a message. */
const STARTS_OF = new WeakMap<Message, readonly number[]>()

export function partStarts(message: Message): readonly number[] {
  const known = STARTS_OF.get(message) ?? startsIn(message)
  STARTS_OF.set(message, known)
  return known
}

function startsIn(message: Message): number[] {
  const { content, numbers } = message
  const { tokens } = content
  const marks = numbers.filter(({ at }) => !chained(message, at)).map(({ at }) => at)
  if (numbers.length < 2) {
    const open = message.reach.filter(isOpen)
    const seen = new Set<number>(numbers.map(({ number }) => number))
    const before = numbers[0]?.at
    const tried = new Set<string>()
    tokens.slice(0, MOST_WORDS).forEach((token, at) => {
      const starts =
        at === 0 ||
        tokens[at - 1]!.clause !== token.clause ||
        JOINING.has(tokens[at - 1]!.text) ||
        (token.text === 'yang' && at >= 2)
      // "Printer dan cctv beres" is one.
      if ((tokens[at - 1]?.text === 'dan' || tokens[at - 1]?.text === 'sama') && marks.includes(at - 2)) return
      // "Yang 27, bukan yang printer": named only to be left out.
      if (token.text === 'bukan' || tokens[at - 1]?.text === 'bukan') return
      if (before === at || before === at + 1 || !starts || open.length < 2 || seen.size > MOST_PARTS) return
      let from = token.text === 'yang' ? at + 1 : at
      while (LEADING.has(tokens[from]?.text ?? '') && from < at + 4) from += 1
      const words = tokens
        .slice(from, Math.max(at + 3, from + 2))
        .filter((one, index) => one.clause === token.clause && !calls(message, from + index))
      const said = words.map(({ text }) => text).join(' ')
      if (tried.has(said)) return
      tried.add(said)
      const [only, another] = described(
        words,
        open,
        // Beside a number one word of a summary names no other ticket.
        numbers.length > 0 ? 2 : 1,
      )
      if (only === undefined || another !== undefined || seen.has(only.number)) return
      // "Tombolnya ketutup versi lama. 274 beres": the thing of the ticket that is named.
      const own = open.find(({ number }) => number === numbers[0]?.number)
      if (own !== undefined && wordsIn(words, own) > wordsIn(words, only)) return
      seen.add(only.number)
      marks.push(at)
    })
    marks.sort((a, b) => a - b)
  }
  if (marks.length < 2 || marks.length > MOST_PARTS) return []
  const leading = leads(tokens, marks[0]!)
  return marks
    .map((at) => {
      if (leading) {
        // "..., sekalian tiket dashboard yang 52 sudah kebuka": a clause of its own belongs to it from its start.
        const clause = tokens.findIndex((token) => token.clause === tokens[at]!.clause)
        const own = !marks.some((mark) => mark < at && tokens[mark]!.clause === tokens[at]!.clause)
        return tokens[own ? clause : leadFrom(tokens, at)]!.start
      }
      let from = at
      while (
        from > 0 &&
        tokens[from - 1]!.clause === tokens[at]!.clause &&
        !marks.includes(from - 1) &&
        !['dan', 'tapi', 'sedangkan', 'terus'].includes(tokens[from - 1]!.text)
      )
        from -= 1
      return tokens[Math.max(from, 0)]!.start
    })
    .filter((start, index, all) => all.indexOf(start) === index)
}

const wordsIn = (words: readonly Token[], ticket: KnownTicket): number =>
  words.filter(({ text }) => wordsOf(ticket).includes(text)).length

const MEDIA = new Set(['telepon', 'whatsapp', 'sms'])

/** "Barusan pak Bambang telp": who called, and no ticket about telephones. */
function calls({ content: { tokens }, situation }: Message, at: number): boolean {
  if (!MEDIA.has(tokens[at]!.text) && !MEDIA.has(tokens[at]!.stem)) return false
  const near = tokens.slice(Math.max(0, at - 2), at + 3).map(({ raw }) => raw.toLowerCase())
  return situation.people.some(({ name }) => near.includes(name.toLowerCase().split(' ')[0]!))
}

/** "36 dan 12 beres", "36, 12 beres" are one; "terima 36, 12 batalkan" are two. */
function chained({ numbers, content }: Message, at: number): boolean {
  const { tokens } = content
  const first = numbers.find(
    (one) => one.at === at - 1 || (one.at === at - 2 && ['dan', 'sama'].includes(tokens[at - 1]?.text ?? '')),
  )
  if (first === undefined) return false
  const { clause } = tokens[at]!
  const own = tokens[first.at]!.clause !== clause && tokens[at + 1]?.clause === clause
  return !(own && tokens[first.at - 1]?.clause === tokens[first.at]!.clause)
}

const ANNOUNCING = new Set(['tiket', 'nomor', 'yang', 'untuk', 'laporan'])

function leadFrom(tokens: readonly Token[], at: number): number {
  let from = at
  while (from > 0 && tokens[from - 1]!.clause === tokens[at]!.clause && ANNOUNCING.has(tokens[from - 1]!.text))
    from -= 1
  return from
}

/** "27 selesai 28 jasnita": numbers stand before their words; in "terima 27 selesai 28" after them. */
function leads(tokens: readonly Token[], first: number): boolean {
  const from = leadFrom(tokens, first)
  return from === 0 || tokens[from - 1]!.clause !== tokens[first]!.clause
}
