/** What the words of a message do to a ticket in one state: commands found, turned by negation, aspect and questions. */
import type { Role, State } from '../../src/desk/ticket.ts'
import { CLASSES, COMMANDS, type CommandRow } from './commands.ts'
import type { Intent } from './meaning.ts'
import { asks, pleads, turnBefore } from './negation.ts'
import { Lexicon, type Match, pattern } from './pattern.ts'
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

const WORDS = new Lexicon<CommandRow>(COMMANDS.flatMap((row) => row.words.map((source) => pattern(source, row, CLASSES))))
const SHORT: ReadonlyMap<string, readonly CommandRow[]> = (() => {
  const byPhrase = new Map<string, CommandRow[]>()
  for (const row of COMMANDS) for (const said of row.short ?? []) byPhrase.set(said, [...(byPhrase.get(said) ?? []), row])
  return byPhrase
})()
/** "Ok" before other words of the clause still answers; longer answers stand alone. */
const LONGEST_SHORT = 4
const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'vendor_ack', 'vendor_progress'])
const WEAK_ESCALATION = /^(tidak|belum|tetap|masih|gagal|\^ gagal)/
const PLEADED = new Set(['selesai', 'diselesaikan', 'perbaiki', 'perbaikan', 'kerja', 'tangani', 'percepat', 'dipercepat', 'tindaklanjuti', 'ditindaklanjuti', 'benerin', 'atasi', 'cek', 'beres', 'proses', 'bantu', 'dibantu', 'solusi', 'solusinya', 'normal', 'normalkan', 'dinormalkan', 'prioritaskan', 'diprioritaskan', 'ditangani', 'respon', 'direspon', 'gercep', 'kelar', 'teratasi'])

/** "Belum sy coba" says nothing of the ticket. */
const UNTRIED = new Set(['saya', 'kami', 'coba', 'cek', 'tahu', 'sempat', 'lihat', 'tes', 'test', 'sempet', 'dapat', 'ada', 'pada', 'dicoba', 'kita', 'sampai', 'masuk', 'pulang', 'tidur'])

export interface Sight {
  readonly tokens: readonly Token[]
  readonly questions: ReadonlySet<number>
  /** The message names tickets by number. */
  readonly numbered: boolean
  readonly matches: readonly Match<CommandRow>[]
}

/** The words of a message with every phrase of the table in them, found once for all states. */
export function sightOf(tokens: readonly Token[], questions: ReadonlySet<number>, numbered: boolean): Sight {
  return { tokens, questions, numbered, matches: WORDS.find(tokens, false) }
}

/** Acts of someone in these roles on a ticket in this state; without a state: what needs no ticket. */
export function actsFor(sight: Sight, roles: readonly Role[], state: State | undefined): Act[] {
  const rows = (row: CommandRow): boolean => row.who.some((role) => roles.includes(role)) && (state === undefined ? row.states === undefined : row.states?.includes(state) === true)
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
  return sight.tokens.slice(from, to).map((token) => token.raw).join(' ')
}

function turned(match: Match<CommandRow>, sight: Sight, rows: (row: CommandRow) => boolean, state: State | undefined): Act | undefined {
  const row = match.means
  const { tokens, questions } = sight
  const said = phrase(sight, match.from, match.to)
  const plain: Act = { intent: row.intent, row, from: match.from, to: match.to, short: false, sense: row.sense, because: `"${said}": ${row.word}` }
  if (row.intent === 'status' || row.intent === 'list_open' || row.intent === 'help' || row.intent === 'opt_out') return plain
  const before = turnBefore(tokens, match.from, match.to)
  if (row.sense === 'done') {
    if (asks(tokens, match.from, match.to, questions)) return { ...plain, intent: 'status', row: undefined, sense: undefined, because: `"${said}" ditanyakan: STATUS` }
    if (row.intent === 'vendor_done' && /^(mohon|silakan)/.test(match.source)) return plain
    if (pleads(tokens, match.from)) return undefined
    if (before.turn === 'wished') return undefined
    const inside = match.source.includes('..') ? tokens.slice(match.from + 1, match.to).find((token) => token.text === 'tidak' || token.text === 'belum') : undefined
    if (inside !== undefined) return notDone(match, match.from, said, rows, 'negated')
    if (before.turn === 'plain') return plain
    return notDone(match, before.at, said, rows, before.turn)
  }
  if (row.sense === 'not-done') return questions.has(tokens[match.from]!.clause) ? undefined : plain
  if (questions.has(tokens[match.from]!.clause)) return undefined
  if (before.turn === 'negated') return undefined
  if (before.turn === 'wished' && !['vendor_eta', 'set_impact'].includes(row.intent)) return undefined
  if (DOING.has(row.intent)) return doing(plain, before, state, tokens)
  if (row.intent === 'coordinated' && before.turn === 'unfinished') return undefined
  if (row.intent === 'escalate' && nanti(tokens, match.from)) return undefined
  if (row.intent === 'merge' && !sight.numbered) return undefined
  if (match.source === '^ jasnita' && !sight.numbered && tokens[match.to]?.clause === tokens[match.from]!.clause) return undefined
  return plain
}

function nanti(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(Math.max(0, from - 3), from).some((token) => token.text === 'nanti' || token.text === 'besok')
}

/** "Akan sy cek" before acceptance takes the ticket; afterwards it says nothing new. "Masih dikerjakan" is a note. */
function doing(act: Act, before: { readonly turn: string; readonly at: number }, state: State | undefined, tokens: readonly Token[]): Act | undefined {
  if (act.intent === 'vendor_ack' || act.intent === 'vendor_progress') return act
  const clause = tokens[act.from]!.clause
  const lead = tokens.slice(Math.max(0, act.from - 3), act.from).filter((token) => token.clause === clause).map((token) => token.text)
  if (lead.some((word) => word === 'tolong' || word === 'mohon' || word === 'minta')) return undefined
  const later = lead.some((word) => word === 'nanti' || word === 'akan' || word === 'besok')
  if (later) return state === 'reported' ? { ...act, intent: 'accept', because: `${act.because.split(':')[0]} nanti: TERIMA` } : undefined
  return before.turn === 'unfinished' ? { ...act, from: Math.min(act.from, before.at) } : act
}

/** What it means in this state that the thing does not work, or not yet. */
function notDone(match: Match<CommandRow>, at: number, said: string, rows: (row: CommandRow) => boolean, turn: 'negated' | 'unfinished'): Act | undefined {
  const row = COMMANDS.find((one) => one.sense === 'not-done' && rows(one))
  if (row === undefined) return undefined
  const why = turn === 'negated' ? 'dengan kata ingkar' : 'belum rampung'
  if (turn !== 'negated' && row.intent === 'reopen') return undefined
  return { intent: row.intent, row, from: at, to: match.to, short: false, sense: 'not-done', because: `"${said}" ${why}: ${row.word}`, turned: turn }
}

function shortActs(sight: Sight, rows: (row: CommandRow) => boolean): Act[] {
  const found: Act[] = []
  const { tokens, questions } = sight
  for (let from = 0; from < tokens.length; ) {
    let end = from
    while (end < tokens.length && tokens[end]!.clause === tokens[from]!.clause) end += 1
    for (let to = Math.min(end, from + LONGEST_SHORT); to > from; to -= 1) {
      const said = tokens.slice(from, to).map((token) => token.text).join(' ')
      const row = SHORT.get(said)?.find(rows)
      if (row === undefined || (to - from === 1 && tokens[from]!.raw.length === 1 && said !== 'ya')) continue
      const alone = to === end
      if (!alone && !leads(said)) continue
      if (questions.has(tokens[from]!.clause) || (said === 'belum' && !alone && UNTRIED.has(tokens[to]!.text))) break
      const intent = row.intent
      found.push({ intent, row, from, to, short: true, sense: row.sense, because: `"${phrase(sight, from, to)}" menjawab yang ditanyakan: ${row.word}` })
      break
    }
    from = end
  }
  return found
}

/** Short words that may stand before more words of the same clause ("ok sy cek dulu"). */
function leads(said: string): boolean {
  return /^(ok|siap|baik|sip|noted|86|8-6|ya|mangga|siap laksanakan|siap 86|ok siap|baik siap|belum|ok noted|siap noted|copy|roger)$/.test(said)
}

function pleaActs(sight: Sight, roles: readonly Role[], state: State | undefined): Act[] {
  if (state === undefined || state === 'closed' || state === 'cancelled') return []
  if (!roles.includes('call_taker') && !roles.includes('supervisor')) return []
  const at = sight.tokens.findIndex((token, index) => (PLEADED.has(token.text) || PLEADED.has(token.stem)) && pleads(sight.tokens, index))
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
  const byLength = [...acts].sort((a, b) => b.to - b.from - (a.to - a.from) || Number(a.short) - Number(b.short) || Number(a.turned !== undefined) - Number(b.turned !== undefined) || a.from - b.from)
  const kept: Act[] = []
  const taken = new Set<number>()
  for (const act of byLength) {
    let free = true
    for (let at = act.from; at < act.to; at += 1) if (taken.has(at)) free = false
    const twin = !free && act.row === undefined && kept.some((one) => one.from === act.from && one.to === act.to && one.row === undefined && act.row === undefined && one.intent !== act.intent)
    if (!free && !twin) continue
    for (let at = act.from; at < act.to; at += 1) taken.add(at)
    kept.push(act)
  }
  return kept.sort((a, b) => a.from - b.from)
}

/** What stays when one message says several things (DOMAIN 4.3 rule 12). */
function settle(acts: readonly Act[], state: State | undefined): Act[] {
  let left = [...acts]
  const drop = (gone: (act: Act) => boolean): void => {
    left = left.filter((act) => !gone(act))
  }
  const has = (intent: Intent): boolean => left.some((act) => act.intent === intent)
  if (has('note') && left[0]!.intent === 'note' && left[0]!.row?.sense === undefined && left[0]!.row !== undefined) return [left[0]!]
  if (has('cancel') && !left.some((act) => act.sense === 'done' && !act.short && act.from < left.find((one) => one.intent === 'cancel')!.from)) return left.filter((act) => act.intent === 'cancel').slice(0, 1)
  if (has('merge')) return left.filter((act) => act.intent === 'merge').slice(0, 1)
  if (has('split')) return left.filter((act) => act.intent === 'split').slice(0, 1)
  const done = left.findLast((act) => act.sense === 'done' && !act.short) ?? left.findLast((act) => act.sense === 'done')
  const notDone = left.findLast((act) => act.sense === 'not-done')
  if (done !== undefined && notDone !== undefined) {
    const later = notDone.from > done.from ? notDone : done
    drop((act) => act.sense !== undefined && act.sense !== later.sense)
  }
  const settled = left.find((act) => act.sense === 'done')
  if (settled !== undefined) {
    const escalated = left.findLast((act) => act.intent === 'escalate' && act.from > settled.from)
    if (escalated === undefined) drop((act) => ['cancel', 'escalate', 'status', 'start_analysis', 'start_repair', 'coordinated', 'vendor_eta', 'vendor_progress', 'vendor_ack'].includes(act.intent))
    else drop((act) => act.sense === 'done')
    drop((act) => act.short && act.sense !== 'done' && act.intent !== settled.intent)
  }
  if (has('escalate')) {
    const going = left.findLast((act) => act.intent === 'note' && act.sense === 'not-done' && act.turned === undefined)
    if (going !== undefined && going.from > left.find((act) => act.intent === 'escalate')!.from && left.filter((act) => act.intent === 'escalate').every(isWeak)) return left.filter((act) => act.intent === 'note')
    drop((act) => act.intent === 'note')
    const weak = left.filter((act) => act.intent === 'escalate').every((act) => act.row !== undefined && isWeak(act))
    const later = left.findLast((act) => DOING.has(act.intent))
    const firm = left.find((act) => act.intent === 'escalate')!
    if (weak && (has('coordinated') || (later !== undefined && later.from > firm.from))) drop((act) => act.intent === 'escalate')
    else drop((act) => DOING.has(act.intent))
  }
  if (left.some((act) => act.sense === 'not-done' && !act.short)) drop((act) => act.intent === 'start_analysis' || act.intent === 'start_repair' || act.intent === 'status' || (act.short && act.sense !== 'not-done'))
  if (state !== undefined && has('reassign')) drop((act) => act.intent === 'accept' && act.short)
  const seen = new Set<Intent>()
  return left.filter((act) => !seen.has(act.intent) && seen.add(act.intent) !== undefined)
}

function isWeak(act: Act): boolean {
  return WEAK_ESCALATION.test(act.because.slice(1)) || /^"(ga|gak|tdk|tak|blm|nggak|ngga|g |gabisa|gk|tetap|ttp|msh|enggak|ndak)/i.test(act.because)
}
