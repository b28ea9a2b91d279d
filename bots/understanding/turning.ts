/** One phrase of the command table as it is meant: turned by negation, aspect, questions, wishes (DOMAIN 4.3, 3 to 6). */
import type { State } from '../../src/desk/ticket.ts'
import { CLASSES, COMMANDS, type CommandRow } from './commands.ts'
import type { Intent } from './meaning.ts'
import {
  asks,
  conceded,
  groupStart,
  isDue,
  ofComponent,
  partly,
  pleads,
  supposed,
  takenBack,
  turnBefore,
  willBe,
  wonders,
} from './negation.ts'
import type { Match } from './pattern.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import { hoped } from './unstated.ts'
import type { Token } from './words.ts'

const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'vendor_ack', 'vendor_progress'])

export function turned(
  match: Match<CommandRow>,
  sight: Sight,
  rows: (row: CommandRow) => boolean,
  state: State | undefined,
): Act | undefined {
  const row = match.means
  const { tokens, questions } = sight
  const said = phrase(sight, match.from, match.to)
  const plain: Act = {
    intent: row.intent,
    row,
    from: match.from,
    to: match.to,
    short: false,
    sense: row.sense,
    because: `"${said}": ${row.word}`,
  }
  if (
    row.intent === 'status' &&
    !questions.has(tokens[match.from]!.clause) &&
    turnBefore(tokens, match.from).turn === 'negated'
  )
    return undefined
  if (row.intent === 'status' || row.intent === 'list_open' || row.intent === 'help' || row.intent === 'opt_out')
    return plain
  if (row.sense === 'done') return completed(match, plain, sight, rows)
  const asked: Act = {
    ...plain,
    intent: 'status',
    row: undefined,
    sense: undefined,
    because: `"${said}" ditanyakan: STATUS`,
  }
  if (row.sense === 'not-done') {
    // "Tidak ada yang error lagi" says the contrary of "error lagi".
    const denied = TROUBLED.has(tokens[match.from]!.text) && turnBefore(tokens, match.from).turn === 'negated'
    if (denied || supposed(tokens, match.from)) return undefined
    return wonders(tokens, match.from) ? asked : plain
  }
  const before = turnBefore(tokens, match.from, match.to)
  if (questions.has(tokens[match.from]!.clause)) return undefined
  if (before.turn === 'negated') return undefined
  if (before.turn === 'wished' && !['vendor_eta', 'set_impact'].includes(row.intent)) return undefined
  if (DOING.has(row.intent)) return doing(plain, before, state, tokens)
  if (row.intent === 'coordinated' && before.turn === 'unfinished') return undefined
  if (row.intent === 'coordinated' && (NO_VENDOR.has(tokens[match.to]?.text ?? '') || unanswered(tokens, match.to)))
    return undefined
  if (row.intent === 'merge' && !sight.numbered) return undefined
  if (row.intent === 'escalate' && sight.numbered && match.from === 0 && tokens[0]!.text === 'koordinasi')
    return undefined
  if (match.source === '^ =koordinasi' && !sight.numbered) return undefined
  if (row.intent === 'note' && !sight.numbered && tokens[match.to]?.text === 'dari') return undefined
  if (match.source === '^ jasnita' && !sight.numbered && tokens[match.to]?.clause === tokens[match.from]!.clause)
    return undefined
  return plain
}

const TROUBLED: ReadonlySet<string> = new Set([...(CLASSES.trouble ?? []), 'kambuh', 'muncul'])
const REACHED = new Set(
  'angkat diangkat jawab dijawab balas dibalas respon direspon merespon nyambung tersambung aktif'.split(' '),
)

/** "Sudah sy telp jasnita, tidak diangkat": nobody has been spoken to. */
function unanswered(tokens: readonly Token[], to: number): boolean {
  return tokens
    .slice(to, to + 8)
    .some(
      (token, at, after) =>
        (REACHED.has(token.text) || REACHED.has(token.stem)) &&
        after.slice(Math.max(0, at - 3), at).some((before) => before.text === 'tidak' || before.text === 'belum'),
    )
}

/** A completion, unless it is asked, wished, negated, half done, of a part only, or taken back (rules 3 to 6). */
function completed(
  match: Match<CommandRow>,
  plain: Act,
  sight: Sight,
  rows: (row: CommandRow) => boolean,
): Act | undefined {
  const { tokens, questions } = sight
  const said = phrase(sight, match.from, match.to)
  if (supposed(tokens, match.from)) return undefined
  if (asks(tokens, match.from, match.to, questions))
    return { ...plain, intent: 'status', row: undefined, sense: undefined, because: `"${said}" ditanyakan: STATUS` }
  if (plain.intent === 'resolved' && /^(mohon|silakan)/.test(match.source) && hoped(tokens, match.from))
    return undefined
  if (plain.intent === 'vendor_done' && /^(mohon|silakan)/.test(match.source)) return plain
  const start = groupStart(tokens, match.from)
  if (pleads(tokens, start)) return undefined
  const before = turnBefore(tokens, start, match.to)
  if (before.turn === 'wished' || willBe(tokens, start, match.to) || isDue(tokens, start)) return undefined
  const bare = ['normal', 'lancar', 'aman'].includes(tokens[match.to - 1]!.text)
  if (bare && ofComponent(tokens, match.to - 1)) return undefined
  const inside =
    match.source.includes('..') &&
    tokens.slice(match.from + 1, match.to).some((token) => token.text === 'tidak' || token.text === 'belum')
  if (inside || takenBack(tokens, match.to) || partly(tokens, start, match.to))
    return notDone(match, match.from, said, rows, 'negated')
  const but = plain.intent === 'confirm_resolved' ? conceded(tokens, match.to) : undefined
  if (but === 'unwell') return notDone(match, match.from, said, rows, 'negated')
  if (but === 'something')
    return { ...plain, intent: 'note', row: undefined, sense: 'not-done', because: `"${said}", tapi: INFO` }
  return before.turn === 'plain' ? plain : notDone(match, before.at, said, rows, before.turn)
}

/** "Sudah telp PLN" is no coordination with the vendor. */
const NO_VENDOR = new Set(
  'pln warga opd pelapor damkar psc bpbd pmi call operator petugas penelepon telkom supervisor'.split(' '),
)

/** "Akan sy cek" before acceptance takes the ticket; afterwards it says nothing new. "Masih dikerjakan" is a note. */
function doing(
  act: Act,
  before: { readonly turn: string; readonly at: number },
  state: State | undefined,
  tokens: readonly Token[],
): Act | undefined {
  if (act.intent === 'vendor_ack' || act.intent === 'vendor_progress') return act
  const clause = tokens[act.from]!.clause
  const lead = tokens
    .slice(Math.max(0, act.from - 3), act.from)
    .filter((token) => token.clause === clause)
    .map((token) => token.text)
  if (lead.some((word) => word === 'tolong' || word === 'mohon' || word === 'minta')) return undefined
  const later = lead.some((word) => word === 'nanti' || word === 'akan' || word === 'besok')
  if (later)
    return state === 'reported'
      ? { ...act, intent: 'accept', because: `${act.because.split(':')[0]} nanti: TERIMA` }
      : undefined
  return before.turn === 'unfinished' ? { ...act, from: Math.min(act.from, before.at) } : act
}

/** What it means in this state that the thing does not work, or not yet. */
function notDone(
  match: Match<CommandRow>,
  at: number,
  said: string,
  rows: (row: CommandRow) => boolean,
  turn: 'negated' | 'unfinished',
): Act | undefined {
  const row = COMMANDS.find((one) => one.sense === 'not-done' && rows(one))
  if (row === undefined) return undefined
  const why = turn === 'negated' ? 'dengan kata ingkar' : 'belum rampung'
  if (turn !== 'negated' && row.intent === 'reopen') return undefined
  return {
    intent: row.intent,
    row,
    from: at,
    to: match.to,
    short: false,
    sense: 'not-done',
    because: `"${said}" ${why}: ${row.word}`,
    turned: turn,
  }
}
