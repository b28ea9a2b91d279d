/** One act on a ticket with what belongs to it: arguments, the words of a note. */
import { argumentsOf } from './arguments.ts'
import { whole } from './handover.ts'
import type { Said } from './meaning.ts'
import type { Message } from './message.ts'
import { isAction } from './repair.ts'
import type { Act } from './sight.ts'
import { described } from './tickets.ts'

export function said(given: Act, ticket: number | undefined, message: Message, all: readonly Act[] = [given]): Said {
  const act = raises(given, ticket, message) ? given : { ...given, intent: 'note' as const }
  const spent = new Set<number>()
  const opens = act.intent === 'escalate' && message.words[0]?.text === 'jasnita'
  for (const one of all) {
    // "JASNITA monitor tidak dapat diperbaiki": what follows the command is its text.
    const tokens = opens ? message.words.slice(0, 1) : message.words.slice(one.from, one.to)
    // "Clear" alone says that it is over, "sudah direset" what was done.
    if (
      one.sense === 'done' &&
      !one.short &&
      tokens.some(isAction) &&
      !(tokens.length === 1 && BARE.has(tokens[0]!.text))
    )
      continue
    for (const token of tokens) spent.add(token.start)
  }
  if (ticket !== undefined) for (const start of pointing(message, ticket)) spent.add(start)
  const kept = new Set(message.words.map((token) => token.start))
  for (const token of message.content.tokens) if (!kept.has(token.start)) spent.add(token.start)
  const short =
    act.short && !KEEPS_ITS_WORDS.has(act.intent)
      ? numbersOf(act, message, spent)
      : argumentsOf(act, whole(message), spent)
  const sentence = act.short || act.sense === 'not-done' || act.row === undefined || act.intent === 'vendor_progress'
  const text = sentence ? noteText(act, message, spent) : {}
  const explicit =
    act.intent === 'confirm_resolved'
      ? { explicit: message.numbers.length > 0 || (act.sense === 'done' && !act.short) }
      : {}
  return { intent: act.intent, ...(ticket === undefined ? {} : { ticket }), ...short, ...text, ...explicit }
}

const BARE = new Set(['clear', 'up', 'fix'])

/** "Yg peta urgent" of a ticket that is high already: no lower impact for it. */
function raises({ intent, from, to }: Act, ticket: number | undefined, { words, situation }: Message): boolean {
  if (intent !== 'set_impact' || !words.slice(from, to).some(({ text }) => text === 'urgent')) return true
  const impact = situation.tickets.find(({ number }) => number === ticket)?.impact
  return impact !== 'tinggi' && impact !== 'kritis'
}

/** "YA 1 setelah restart PC sudah lancar": what was said with the end of a repair is part of its record. */
const KEEPS_ITS_WORDS: ReadonlySet<string> = new Set(['resolved', 'vendor_done', 'confirm_resolved'])

/** "Selesai yang peta": the words that say which ticket are no finding. */
function pointing({ words, situation }: Message, number: number): number[] {
  const at = words.findIndex((token) => token.text === 'yang')
  const named = words.slice(at + 1, at + 3).filter(({ clause }) => clause === words[at]?.clause)
  const ticket = situation.tickets.find((one) => one.number === number)
  const ends = words[at + 3]?.clause !== words[at]?.clause
  if (at === -1 || !ticket || !ends || named.length === 0 || situation.tickets.length < 2) return []
  return described(named, [ticket]).length === 1 ? [words[at]!, ...named].map((token) => token.start) : []
}

/** "Baik, tiket kami INC-881": a short answer keeps the vendor's number and who was called. */
function numbersOf(act: Act, message: Message, spent: ReadonlySet<number>): Pick<Said, 'vendorTicket' | 'contact'> {
  if (message.words.length <= act.to - act.from) return {}
  const { vendorTicket, contact } = argumentsOf(act, whole(message), spent)
  return { ...(vendorTicket ? { vendorTicket } : {}), ...(contact ? { contact } : {}) }
}

/** Notes and refusals keep the whole sentence: "masih tidak bisa login" says more than what follows "masih". */
function noteText(act: Act, message: Message, spent: ReadonlySet<number>): { readonly text?: string } {
  if (!['note', 'reopen', 'vendor_progress'].includes(act.intent)) return {}
  const bare = message.words.length <= (act.intent === 'vendor_progress' ? 1 : act.to - act.from)
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
