/** What of the command table stands in a message, found once for all states of tickets. */

import type { CommandRow } from './commands/row.ts'
import { CLASSES } from './commands/words.ts'
import { COMMANDS } from './commands.ts'
import type { Intent } from './meaning.ts'
import { NEGATORS } from './negation-words.ts'
import { Lexicon, type Match, pattern } from './pattern.ts'
import { unstatedIn } from './unstated.ts'
import type { Token } from './words.ts'

export interface Act {
  readonly intent: Intent
  readonly row: CommandRow | undefined
  /** Span in the tokens that were given. */
  readonly from: number
  readonly to: number
  /** A short answer ("ok", "sudah"), which only the state gives a meaning. */
  readonly short: boolean
  /** Says of itself that it works or does not, in words that need no question before them. */
  readonly sense: 'done' | 'not-done' | undefined
  readonly because: string
  /** Made of another word by negation or aspect; a row's own words go before it. */
  readonly turned?: 'negated' | 'unfinished'
  /** Told of the thing in words that the table does not know (seen.ts). */
  readonly seen?: true
}

const WORDS = new Lexicon<CommandRow>(
  COMMANDS.flatMap((row) => row.words.map((source) => pattern(source, row, CLASSES))),
)

const SHORT: ReadonlyMap<string, readonly CommandRow[]> = (() => {
  const byPhrase = new Map<string, CommandRow[]>()
  for (const row of COMMANDS)
    for (const said of row.short ?? []) byPhrase.set(said, [...(byPhrase.get(said) ?? []), row])
  return byPhrase
})()

/** "Ok" before other words of the clause still answers; longer answers stand alone. */
const LONGEST_SHORT = 4

export interface Sight {
  readonly tokens: readonly Token[]
  readonly questions: ReadonlySet<number>
  /** The message names tickets by number. */
  readonly numbered: boolean
  /** Names of people, and words of the tickets' summaries. */
  readonly known: ReadonlySet<string>
  /** First names of people other than the sender, in lower case. */
  readonly names: ReadonlySet<string>
  readonly matches: readonly Match<CommandRow>[]
  readonly shorts: readonly ShortClause[]
  /** Words that stand in a condition or a denied motive. */
  readonly unstated: ReturnType<typeof unstatedIn>
}

/** A clause with short answers in it, the longest first. */
interface ShortClause {
  readonly from: number
  readonly end: number
  readonly answers: readonly { readonly to: number; readonly said: string; readonly rows: readonly CommandRow[] }[]
  /** "Yang login ok": short answers that close a clause which says which ticket. */
  readonly pointed: readonly { readonly at: number; readonly rows: readonly CommandRow[] }[]
}

/** The words of a message with every phrase of the table in them, found once for all states. */
export function sightOf(
  tokens: readonly Token[],
  questions: ReadonlySet<number>,
  numbered: boolean,
  known: ReadonlySet<string>,
  names: ReadonlySet<string>,
): Sight {
  const read = tokens.length > MOST_WORDS ? tokens.slice(0, MOST_WORDS) : tokens
  return {
    tokens: read,
    questions,
    numbered,
    known,
    names,
    matches: WORDS.find(read, false),
    shorts: shortsIn(read),
    unstated: unstatedIn(read),
  }
}

/** What a message does to tickets it says within so many words; the rest is kept as text and not read as commands. */
const MOST_WORDS = 150

const LEADS = new Set(['kalau', 'nah', 'oh', 'untuk'])
/** "Yang lain belum" says nothing of the ticket in hand. */
const OTHERS = new Set(['lain', 'lainnya', 'sisanya', 'satunya'])

function shortsIn(tokens: readonly Token[]): ShortClause[] {
  const clauses: ShortClause[] = []
  const joined = (from: number, to: number): string => {
    let said = tokens[from]!.text
    for (let at = from + 1; at < to; at += 1)
      if (tokens[at]!.text !== tokens[at - 1]!.text) said += ` ${tokens[at]!.text}`
    return said
  }
  for (let from = 0; from < tokens.length; ) {
    let end = from
    while (end < tokens.length && tokens[end]!.clause === tokens[from]!.clause) end += 1
    const answers: ShortClause['answers'][number][] = []
    for (let to = Math.min(end, from + LONGEST_SHORT); to > from; to -= 1) {
      const said = joined(from, to)
      const rows = SHORT.get(said)
      if (rows !== undefined) answers.push({ to, said, rows })
    }
    const pointed: ShortClause['pointed'][number][] = []
    // "Kalau yang peta belum".
    const lead = LEADS.has(tokens[from]!.text) && tokens[from + 1]?.text === 'yang' ? from + 1 : from
    const others = tokens.slice(lead, Math.min(end, lead + 3)).some(({ text }) => OTHERS.has(text))
    if (tokens[lead]!.text === 'yang' && !others)
      for (let at = Math.max(lead + 1, end - 2); at < end; at += 1) {
        // "Yang rekaman masih belum bisa".
        const denied = tokens
          .slice(Math.max(lead, at - 2), at)
          .some(({ text }) => NEGATORS.has(text) || text === 'masih')
        const rows = denied ? undefined : SHORT.get(joined(at, end))
        if (rows !== undefined) pointed.push({ at, rows })
      }
    if (answers.length > 0 || pointed.length > 0) clauses.push({ from, end, answers, pointed })
    from = end
  }
  return clauses
}

export function phrase(sight: Sight, from: number, to: number): string {
  return sight.tokens
    .slice(from, to)
    .map((token) => token.raw)
    .join(' ')
}
