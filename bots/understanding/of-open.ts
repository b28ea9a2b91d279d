/** Words about an open ticket that the command table does not know: asked after, hoped for, told once more (DOMAIN 4.3). */
import { otherUnit } from './asked.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { HOPED } from './negation-words.ts'
import { described, isOpen } from './tickets.ts'

const WHERE = new Set(['mana', 'kemana', 'bagaimana'])
const LONGEST_QUESTION = 7

/** "Printer?", "yang cctv kemana ya": the thing of one open ticket named and asked after, and no fault told. */
export function askedAfter(message: Message): Meaning | undefined {
  const { content, fault, reading, reach, reports, situation } = message
  const asks = reading.questions.size > 0 || content.tokens.some(({ text }) => WHERE.has(text))
  if (!reports || !asks || fault.troubled || content.tokens.length > LONGEST_QUESTION) return undefined
  if (situation.question?.kind === 'notice' && situation.question.until >= situation.at) return undefined
  const [only, another] = described(content.tokens, reach.filter(isOpen))
  if (only === undefined || another !== undefined || otherUnit(message, only.unit)) return undefined
  const because = [`pertanyaan tentang tiket ${only.number}: STATUS`]
  return { kind: 'said', said: [{ intent: 'status', ticket: only.number }], because }
}

/** "27 udah? 31 udah?": every ticket that stands in a question. */
export function askedFor({ numbers, content, reading, situation }: Message, first: number): readonly number[] {
  const known = new Set(situation.tickets.map(({ number }) => number))
  const asked = numbers.filter(
    ({ number, at }) => known.has(number) && reading.questions.has(content.tokens[at]!.clause),
  )
  return [...new Set([first, ...asked.map(({ number }) => number)])]
}

/** "Printer tidak narik kertas": something is not as it should be, and the only open ticket is about another thing. */
export function ofAnother({ fault, words }: Message, only: Message['reach'][number]): boolean {
  return (
    fault.weight >= 5 &&
    fault.category !== only.category &&
    words.some(({ text }) => text === 'tidak') &&
    described(words, [only]).length === 0
  )
}

/** "Semoga cepat normal, kasihan warga", "kalau sampai sore belum beres, kita pakai HP": of what is open, and no report. */
export function notHappened(
  { words, fault, reports, sight, situation }: Message,
  open: Message['reach'],
): Meaning | undefined {
  const supposes =
    HOPED.has(words[0]?.text ?? '') || sight.unstated.some(({ kind, from }) => kind === 'condition' && from === 0)
  const own = fault.weight < 3 || open.some(({ category }) => category === fault.category)
  const planned = sight.unstated.some(({ kind }) => kind === 'plan')
  if (!reports || !supposes || !own || (open.length === 0 && !planned)) return undefined
  const because = ['harapan atau pengandaian']
  return open.length === 1
    ? { kind: 'offer-note', ticket: open[0]!.number, text: situation.text.trim(), because }
    : { kind: 'unclear', because }
}

const MOST_ASIDE = 14

/** "Yang printer santai saja pak", "yang cctv itu punya Dedi": said of an open ticket, and nothing is told to be wrong. */
export function ofOpen({ reports, fault, content, reach, situation }: Message): Meaning | undefined {
  const { tokens } = content
  const quiet = reports && !fault.troubled && fault.category !== 'permintaan' && tokens.length <= MOST_ASIDE
  if (!quiet) return undefined
  const open = reach.filter(isOpen)
  const named = tokens.flatMap(({ text }, at) => {
    const found = text === 'yang' ? described(tokens.slice(at + 1, at + 3), open) : []
    return found.length === 1 ? [found[0]!.number] : []
  })
  const [ticket, another] = [...new Set(named)]
  if (ticket === undefined) return undefined
  return another === undefined
    ? {
        kind: 'offer-note',
        ticket,
        text: situation.text.trim(),
        because: [`tentang tiket ${ticket}, tidak ada gangguan baru`],
      }
    : { kind: 'unclear', because: ['tentang beberapa tiket, tidak ada gangguan baru'] }
}
