/** Two tickets in one message, each with words of its own (DOMAIN 4.3 rule 12). */
import type { Act } from './acts.ts'
import type { Said } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import type { Spoken } from './saying.ts'
import { described, isOpen } from './tickets.ts'
import type { Token } from './words.ts'

/** Two tickets in one message, each with its own words: "yg printer sy terima, yg login tolong asep". */
export function partsOf(message: Message, spokenOf: (part: Message) => Spoken | undefined): Spoken | undefined {
  const { situation, sender, reading } = message
  const references = partStarts(message)
  if (references.length < 2 || situation.quoted !== undefined) return undefined
  const spoken: Said[] = []
  const because: string[] = []
  const acts: Act[] = []
  const used = new Set<number>()
  for (const [index, start] of references.entries()) {
    const words = reading.source.slice(index === 0 ? 0 : start, references[index + 1] ?? reading.source.length)
    const text = message.numbers.length > 0 || index === 0 || /^yg|^yang/i.test(words) ? words : `yang ${words}`
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
const JOINING = new Set(['dan', 'tapi', 'sedangkan'])

export function partStarts(message: Message): number[] {
  const { content, numbers } = message
  const { tokens } = content
  const marks: number[] = []
  if (numbers.length >= 2) {
    for (const { at } of numbers) {
      const previous = tokens[at - 1]
      const chained = numbers.some(
        (one) => one.at === at - 1 || (one.at === at - 2 && ['dan', 'sama'].includes(previous?.text ?? '')),
      )
      if (!chained) marks.push(at)
    }
  } else {
    const open = message.reach.filter(isOpen)
    const seen = new Set<number>()
    tokens.forEach((token, at) => {
      const starts = at === 0 || tokens[at - 1]!.clause !== token.clause || JOINING.has(tokens[at - 1]!.text)
      if (!starts || open.length < 2) return
      const [only, another] = described(tokens.slice(token.text === 'yang' ? at + 1 : at, at + 3), open)
      if (only === undefined || another !== undefined || seen.has(only.number)) return
      seen.add(only.number)
      marks.push(at)
    })
  }
  if (marks.length < 2 || marks.length > 5) return []
  const leading = leads(tokens, marks[0]!)
  return marks
    .map((at) => {
      if (leading) return tokens[leadFrom(tokens, at)]!.start
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
