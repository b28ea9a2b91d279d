/** What the words of a message do to a ticket in one state: commands found, turned by negation, aspect and questions. */
import type { Role, State } from '../../src/desk/ticket.ts'
import { CLASSES, COMMANDS, type CommandRow } from './commands.ts'
import type { Intent } from './meaning.ts'
import { asks, groupStart, ofComponent, pleads, supposed, takenBack, turnBefore, wonders } from './negation.ts'
import { Lexicon, type Match, pattern } from './pattern.ts'
import { settle } from './settle.ts'
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
const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'vendor_ack', 'vendor_progress'])
const PLEADED = new Set([
  'selesai',
  'diselesaikan',
  'perbaiki',
  'perbaikan',
  'kerja',
  'tangani',
  'percepat',
  'dipercepat',
  'tindaklanjuti',
  'ditindaklanjuti',
  'benerin',
  'atasi',
  'cek',
  'beres',
  'proses',
  'bantu',
  'dibantu',
  'solusi',
  'solusinya',
  'normal',
  'normalkan',
  'dinormalkan',
  'prioritaskan',
  'diprioritaskan',
  'ditangani',
  'respon',
  'direspon',
  'gercep',
  'kelar',
  'teratasi',
])

/** "Belum sy coba" says nothing of the ticket. */
const UNTRIED = new Set([
  'saya',
  'kami',
  'coba',
  'cek',
  'tahu',
  'sempat',
  'lihat',
  'tes',
  'test',
  'sempet',
  'dapat',
  'ada',
  'pada',
  'dicoba',
  'kita',
  'sampai',
  'masuk',
  'pulang',
  'tidur',
])

export interface Sight {
  readonly tokens: readonly Token[]
  readonly questions: ReadonlySet<number>
  /** The message names tickets by number. */
  readonly numbered: boolean
  readonly matches: readonly Match<CommandRow>[]
  readonly shorts: readonly ShortClause[]
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
export function sightOf(tokens: readonly Token[], questions: ReadonlySet<number>, numbered: boolean): Sight {
  const read = tokens.length > MOST_WORDS ? tokens.slice(0, MOST_WORDS) : tokens
  return { tokens: read, questions, numbered, matches: WORDS.find(read, false), shorts: shortsIn(read) }
}

/** What a message does to tickets it says within so many words; the rest is kept as text and not read as commands. */
const MOST_WORDS = 150

function shortsIn(tokens: readonly Token[]): ShortClause[] {
  const clauses: ShortClause[] = []
  const joined = (from: number, to: number): string => {
    let said = tokens[from]!.text
    for (let at = from + 1; at < to; at += 1) said += ` ${tokens[at]!.text}`
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
    if (tokens[from]!.text === 'yang')
      for (let at = Math.max(from + 1, end - 2); at < end; at += 1) {
        const rows = SHORT.get(joined(at, end))
        if (rows !== undefined) pointed.push({ at, rows })
      }
    if (answers.length > 0 || pointed.length > 0) clauses.push({ from, end, answers, pointed })
    from = end
  }
  return clauses
}

/** Acts of someone in these roles on a ticket in this state; without a state: what needs no ticket. */
export function actsFor(sight: Sight, roles: readonly Role[], state: State | undefined): Act[] {
  const rows = (row: CommandRow): boolean =>
    row.who.some((role) => roles.includes(role)) &&
    (state === undefined ? row.states === undefined : row.states?.includes(state) === true)
  const found = [...wordActs(sight, rows, state), ...shortActs(sight, rows), ...pleaActs(sight, roles, state)]
  return settle(longest(found), state)
}

/** Whether the row's words stand in the text at all, whatever the state: for "TERIMA 27" on a ticket beyond that step. */
export function actsAnywhere(sight: Sight, roles: readonly Role[]): Act[] {
  const rows = (row: CommandRow): boolean => row.states !== undefined && row.who.some((role) => roles.includes(role))
  return longest(wordActs(sight, rows, undefined)).filter((act) => act.intent !== 'note' && act.intent !== 'reopen')
}

function wordActs(sight: Sight, rows: (row: CommandRow) => boolean, state: State | undefined): Act[] {
  const matches = sight.matches.filter((match) => rows(match.means))
  return matches.flatMap((match) => {
    const act = turned(match, sight, rows, state)
    return act === undefined ? [] : [act]
  })
}

function phrase(sight: Sight, from: number, to: number): string {
  return sight.tokens
    .slice(from, to)
    .map((token) => token.raw)
    .join(' ')
}

function turned(
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
  if (row.sense === 'not-done')
    return supposed(tokens, match.from) ? undefined : wonders(tokens, match.from) ? asked : plain
  const before = turnBefore(tokens, match.from, match.to)
  if (questions.has(tokens[match.from]!.clause)) return undefined
  if (before.turn === 'negated') return undefined
  if (before.turn === 'wished' && !['vendor_eta', 'set_impact'].includes(row.intent)) return undefined
  if (DOING.has(row.intent)) return doing(plain, before, state, tokens)
  if (row.intent === 'coordinated' && before.turn === 'unfinished') return undefined
  if (row.intent === 'escalate' && nanti(tokens, match.from)) return undefined
  if (row.intent === 'merge' && !sight.numbered) return undefined
  if (row.intent === 'escalate' && sight.numbered && match.from === 0 && tokens[0]!.text === 'koordinasi')
    return undefined
  if (match.source === '^ =koordinasi' && !sight.numbered) return undefined
  if (match.source === '^ jasnita' && !sight.numbered && tokens[match.to]?.clause === tokens[match.from]!.clause)
    return undefined
  return plain
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
  if (plain.intent === 'vendor_done' && /^(mohon|silakan)/.test(match.source)) return plain
  const start = groupStart(tokens, match.from)
  if (pleads(tokens, start)) return undefined
  const before = turnBefore(tokens, start, match.to)
  if (before.turn === 'wished') return undefined
  const bare = ['normal', 'lancar', 'aman'].includes(tokens[match.to - 1]!.text)
  if (bare && ofComponent(tokens, match.to - 1)) return undefined
  const inside =
    match.source.includes('..') &&
    tokens.slice(match.from + 1, match.to).some((token) => token.text === 'tidak' || token.text === 'belum')
  if (inside || takenBack(tokens, match.to)) return notDone(match, match.from, said, rows, 'negated')
  return before.turn === 'plain' ? plain : notDone(match, before.at, said, rows, before.turn)
}

function nanti(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(Math.max(0, from - 3), from).some((token) => token.text === 'nanti' || token.text === 'besok')
}

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

function shortActs(sight: Sight, rows: (row: CommandRow) => boolean): Act[] {
  const found: Act[] = []
  const { tokens, questions } = sight
  for (const { from, end, answers, pointed } of sight.shorts) {
    if (!questions.has(tokens[from]!.clause)) {
      const answer = pointed.find((one) => one.rows.some(rows))
      const row = answer?.rows.find(rows)
      if (answer !== undefined && row !== undefined) {
        const because = `"${phrase(sight, answer.at, end)}" menjawab: ${row.word}`
        found.push({ intent: row.intent, row, from: answer.at, to: end, short: true, sense: row.sense, because })
      }
    }
    for (const { to, said, rows: candidates } of answers) {
      const row = candidates.find(rows)
      if (row === undefined || (to - from === 1 && tokens[from]!.raw.length === 1 && said !== 'ya')) continue
      const alone = to === end
      if (!alone && (!leads(said) || row.intent === 'confirm_resolved')) continue
      if (row.intent === 'confirm_resolved' && /^(ok|sip|mantap)$/.test(said) && tokens.length > to - from) continue
      if (questions.has(tokens[from]!.clause) || (said === 'belum' && !alone && UNTRIED.has(tokens[to]!.text))) break
      const intent = row.intent
      found.push({
        intent,
        row,
        from,
        to,
        short: true,
        sense: row.sense,
        because: `"${phrase(sight, from, to)}" menjawab yang ditanyakan: ${row.word}`,
      })
      break
    }
  }
  return found
}

/** Short words that may stand before more words of the same clause ("ok sy cek dulu"). */
function leads(said: string): boolean {
  return /^(ok|siap|baik|sip|noted|86|8-6|ya|mangga|siap laksanakan|siap 86|ok siap|baik siap|belum|ok noted|siap noted|copy|roger)$/.test(
    said,
  )
}

function pleaActs(sight: Sight, roles: readonly Role[], state: State | undefined): Act[] {
  if (state === undefined || state === 'closed' || state === 'cancelled') return []
  if (!roles.includes('call_taker') && !roles.includes('supervisor')) return []
  const at = sight.tokens.findIndex(
    (token, index) => (PLEADED.has(token.text) || PLEADED.has(token.stem)) && pleads(sight.tokens, index),
  )
  if (at === -1) return []
  const because = `"${phrase(sight, Math.max(0, at - 1), at + 1)}" meminta, bukan menyatakan selesai: catatan dan STATUS`
  const act = { row: undefined, from: at, to: at + 1, short: false, sense: undefined, because } as const
  return [
    { ...act, intent: 'note' },
    { ...act, intent: 'status' },
  ]
}

/** Of overlapping finds the longest stays; a short answer only where nothing longer covers it. */
function longest(acts: readonly Act[]): Act[] {
  const byLength = [...acts].sort(
    (a, b) =>
      b.to - b.from - (a.to - a.from) ||
      Number(a.short) - Number(b.short) ||
      Number(a.turned !== undefined) - Number(b.turned !== undefined) ||
      a.from - b.from,
  )
  const kept: Act[] = []
  const taken = new Set<number>()
  for (const act of byLength) {
    let free = true
    for (let at = act.from; at < act.to; at += 1) if (taken.has(at)) free = false
    const twin =
      !free &&
      act.row === undefined &&
      kept.some(
        (one) =>
          one.from === act.from &&
          one.to === act.to &&
          one.row === undefined &&
          act.row === undefined &&
          one.intent !== act.intent,
      )
    if (!free && !twin) continue
    for (let at = act.from; at < act.to; at += 1) taken.add(at)
    kept.push(act)
  }
  return kept.sort((a, b) => a.from - b.from)
}
