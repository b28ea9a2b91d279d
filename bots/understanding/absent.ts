/** A canonical word with the number of a ticket that is not at hand: nothing else can be meant (DOMAIN 4.3 rule 8). */
import { COMMANDS } from './commands.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'

const NUMBERED =
  /^\s*([a-z]{2,12})[ :#.]{1,3}(?:(?:no|nomor|tiket)[ :#.]{1,3})?#?(\d{1,5})(?![\d.:,]|\s*(?:jam|menit|mnt|hari|persen|x|%))/i
/** Never issued as ticket numbers. */
const OTHER_NUMBERS: ReadonlySet<number> = new Set([86, 110, 112, 113, 115, 117, 118, 119, 123])

export function absentTicket({ situation, roles }: Message): Meaning | undefined {
  const [, word = '', digits = ''] = NUMBERED.exec(situation.text) ?? []
  const number = Number(digits)
  if (word === '' || OTHER_NUMBERS.has(number)) return undefined
  if (situation.tickets.some((ticket) => ticket.number === number)) return undefined
  const row = COMMANDS.find(
    ({ word: canonical, states, who }) =>
      states !== undefined && canonical === word.toUpperCase() && roles.some((role) => who.includes(role)),
  )
  if (!row) return undefined
  const because = [`"${word}": ${row.word}`, `tiket ${number} tidak ada`]
  return { kind: 'no-ticket', said: [{ intent: row.intent, text: situation.text.trim() }], number, because }
}
