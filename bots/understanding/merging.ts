/** GABUNG: which ticket joins which. */
import type { Reader } from './candidates.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import type { Spoken } from './saying.ts'
import { isOpen } from './tickets.ts'

const STAYS = new Set(['sama', 'dengan', 'ke'])

export function merge(message: Message, actsOf: Reader): Spoken | undefined {
  const { situation } = message
  const act = actsOf(message.reach.find(isOpen)).find((one) => one.intent === 'merge')!
  const numbers = [...new Set(message.numbers.map((one) => one.number))]
  const unknown = numbers.find((number) => !situation.tickets.some((ticket) => ticket.number === number))
  if (unknown !== undefined)
    return {
      acts: [act],
      meaning: {
        kind: 'no-ticket',
        said: [{ intent: 'merge' }],
        number: unknown,
        because: [act.because, `tiket ${unknown} tidak ada`],
      },
    }
  // "Sama dengan yang 80, 84 gabungkan": what is named first is the one that stays.
  const [first] = message.numbers
  const { tokens } = message.content
  const leads =
    first !== undefined &&
    tokens
      .slice(Math.max(0, first.at - 3), first.at)
      .some(({ text, clause }) => STAYS.has(text) && clause === tokens[first.at]!.clause)
  if (leads && numbers.length === 2) numbers.reverse()
  const other = numbers.at(-1)!
  const asked = situation.question?.kind === 'notice' ? situation.question.ticket : undefined
  const rest = message.reach.filter((ticket) => isOpen(ticket) && ticket.number !== other)
  const ticket =
    numbers.length > 1
      ? numbers[0]
      : (situation.quoted ?? (asked !== other ? asked : undefined) ?? (rest.length === 1 ? rest[0]!.number : undefined))
  const meaning: Meaning =
    ticket === undefined
      ? {
          kind: 'which-ticket',
          said: [{ intent: 'merge', other }],
          tickets: rest.map((one) => one.number),
          because: [act.because],
        }
      : { kind: 'said', said: [{ intent: 'merge', ticket, other }], because: [act.because] }
  return { acts: [act], meaning }
}
