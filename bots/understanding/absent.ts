/**
 * A canonical word and a number right after it can mean nothing else (DOMAIN 4.3 rule 8): a ticket that is not at hand
 * is said to be missing, and a word that belongs to another role is refused by the desk, not taken for a note.
 */

import { saysThat } from './circumstances.ts'
import type { CommandRow } from './commands/row.ts'
import { COMMANDS } from './commands.ts'
import type { KnownTicket, Meaning } from './meaning.ts'
import type { Message } from './message.ts'

const NUMBERED =
  /^\s*([a-z]{2,12})[ :#.]{1,3}(?:(?:no|nomor|tiket)[ :#.]{1,3})?#?(\d{1,5})(?![\d.:,]|\s*(?:jam(?!\s*\d)|menit|mnt|hari|persen|x|%))/i
/** Never issued as ticket numbers. */
const OTHER_NUMBERS: ReadonlySet<number> = new Set([86, 110, 112, 113, 115, 117, 118, 119, 123])

/** The row of the command that the message begins with, its number right behind, for this ticket and sender. */
/** "Progres 92?" asks after it. */
const ASKED = /^\s*\S+\s+\S{1,6}(?:\s+\S{1,6})?\s*\?\s*$/

export function commandedBy({ situation, roles, words }: Message, ticket: KnownTicket): CommandRow | undefined {
  const [, word = '', digits = ''] = NUMBERED.exec(situation.text) ?? []
  if (word === '' || ASKED.test(situation.text) || Number(digits) !== ticket.number || words.length === 0)
    return undefined
  const rows = COMMANDS.filter(
    (row) =>
      row.word === word.toUpperCase() && row.states !== undefined && row.who.some((role) => roles.includes(role)),
  )
  const row = rows.find(({ states }) => states?.includes(ticket.state)) ?? rows[0]
  return row?.intent === 'vendor_eta' && saysThat(words) ? undefined : row
}

export function beyondReach({ situation, roles }: Message): Meaning | undefined {
  const [, word = '', digits = ''] = NUMBERED.exec(situation.text) ?? []
  const number = Number(digits)
  if (word === '' || OTHER_NUMBERS.has(number) || ASKED.test(situation.text)) return undefined
  const rows = COMMANDS.filter(
    ({ word: canonical, states }) => states !== undefined && canonical === word.toUpperCase(),
  )
  const row = rows.find(({ who }) => roles.some((role) => who.includes(role)))
  if (situation.tickets.some((ticket) => ticket.number === number)) {
    const [foreign] = row ? [] : rows
    const said = foreign && [{ intent: foreign.intent, ticket: number, explicit: true }]
    return said && { kind: 'said', said, because: [`"${word}": ${foreign.word}, bukan untuk peran pengirim`] }
  }
  if (!row) return undefined
  const because = [`"${word}": ${row.word}`, `tiket ${number} tidak ada`]
  return { kind: 'no-ticket', said: [{ intent: row.intent, text: situation.text.trim() }], number, because }
}
