/** A citizen's emergency that reached the help desk by mistake (DOMAIN section 7.1). Missing one is worse than one too many. */
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { Lexicon, pattern } from './pattern.ts'
import type { Reading } from './words.ts'

const LEXICON = new Lexicon<boolean>(
  EMERGENCY_WORDS.flatMap((row) => row.patterns.map((source) => pattern(source, row.strong, {}))),
)
/** Talk about emergencies that is none: drills, questions of what to do, news. */
const NOT_NOW = new Set(['simulasi', 'latihan', 'gladi', 'sosialisasi', 'lomba', 'seminar'])

interface EmergencyWords {
  readonly strong: readonly string[]
  readonly weak: readonly string[]
}

/** Emergency words as typed, those that are enough alone apart from those that need company. */
export function emergencyWords(reading: Reading): EmergencyWords {
  const { tokens } = reading
  if (tokens.some((token) => NOT_NOW.has(token.text))) return { strong: [], weak: [] }
  const strong: string[] = []
  const weak: string[] = []
  for (const match of LEXICON.find(tokens, true)) {
    const before = tokens[match.from - 1]?.text
    const denied = (before === 'bukan' || before === 'tidak') && tokens[match.from]!.text !== 'sadar'
    if (denied) continue
    const words = tokens
      .slice(match.from, match.to)
      .map((token) => token.raw)
      .join(' ')
      .toLowerCase()
    const list = match.means ? strong : weak
    if (!list.includes(words)) list.push(words)
  }
  return { strong, weak }
}
