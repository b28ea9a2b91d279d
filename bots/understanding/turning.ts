/** One phrase of the command table as it is meant: turned by negation, aspect, questions, wishes (DOMAIN 4.3, 3 to 6). */
import type { State } from '../../src/desk/ticket.ts'
import { THINGS } from './accounted.ts'
import {
  CAN_NOW,
  CLASSES,
  COMMANDS,
  type CommandRow,
  INVITED,
  IS_IT_HANDLED,
  STILL_SO,
  THING_STILL_SO,
} from './commands.ts'
import type { Intent } from './meaning.ts'
import {
  asks,
  conceded,
  groupStart,
  isDue,
  notWhole,
  ofComponent,
  ofEarlier,
  partly,
  pleads,
  supposed,
  takenBack,
  turnBefore,
  willBe,
  wonders,
} from './negation.ts'
import type { Match } from './pattern.ts'
import { isAction } from './repair.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import type { Token } from './words.ts'

/** "Agar dibatalkan": what only the desk can do is asked of the desk. */
const ORDERS: ReadonlySet<Intent> = new Set([
  'cancel',
  'reassign',
  'close_without_confirmation',
  'merge',
  'split',
  'reopen',
])
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
  if (match.source === IS_IT_HANDLED && !questions.has(tokens[match.from]!.clause)) return undefined
  if (row.intent === 'list_open' && supposed(tokens, match.from)) return undefined
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
    if (untried(tokens, match.to)) return undefined
    if (match.source === THING_STILL_SO && !namesThing(tokens, match.from, sight.known)) return undefined
    if ((match.source === STILL_SO || match.source === THING_STILL_SO) && FINE.has(tokens[match.to - 1]!.text))
      return undefined
    const { turn, at } = turnBefore(tokens, match.from)
    const denied = TROUBLED.has(tokens[match.from]!.text) && turn === 'negated' && tokens[at]!.text !== 'belum'
    if (denied || supposed(tokens, match.from)) return undefined
    return wonders(tokens, match.from) ? asked : plain
  }
  const before = turnBefore(tokens, match.from, match.to)
  if (questions.has(tokens[match.from]!.clause) || wondersAfter(tokens, match.to)) return undefined
  if (before.turn === 'negated') return undefined
  const asks = ORDERS.has(row.intent) && ['agar', 'supaya', 'harap'].includes(tokens[before.at]?.text ?? '')
  if (before.turn === 'wished' && !asks && !['vendor_eta', 'set_impact'].includes(row.intent)) return undefined
  if (DOING.has(row.intent)) return doing(plain, before, state, tokens)
  if (row.intent === 'coordinated' && before.turn === 'unfinished') return undefined
  if (row.intent === 'coordinated' && (NO_VENDOR.has(tokens[match.to]?.text ?? '') || unanswered(tokens, match.to)))
    return undefined
  if (row.intent === 'escalate' && /^(tidak|belum|tetap|gagal|\^ gagal)/.test(match.source) && goesOn(tokens, match.to))
    return undefined
  if (row.intent === 'coordinated' && questions.size > 0) return undefined
  if (
    row.intent === 'coordinated' &&
    !saysVendor(match, tokens) &&
    (state !== 'coordinating' || toOthers(tokens, match))
  )
    return undefined
  if (row.intent === 'cancel' && GOES.has(tokens[match.to]?.text ?? '')) return undefined
  if (row.intent === 'reassign' && rerouted(tokens, match)) return undefined
  if (row.intent === 'off_duty' && tokens.slice(match.to, match.to + 3).some((token) => OVER.has(token.text)))
    return undefined
  if (row.intent === 'merge' && !sight.numbered) return undefined
  if (row.intent === 'escalate' && sight.numbered && match.from === 0 && tokens[0]!.text === 'koordinasi')
    return undefined
  if (match.source === '^ =koordinasi' && !sight.numbered) return undefined
  if (row.intent === 'note' && !sight.numbered && tokens[match.to]?.text === 'dari') return undefined
  // "Mas Yudi, 69 jangan lupa" speaks to him.
  if (/^(\^ )?jasnita/.test(match.source) && tokens[match.from]!.text !== 'jasnita') return undefined
  if (match.source === '^ jasnita' && !sight.numbered && tokens[match.to]?.clause === tokens[match.from]!.clause)
    return undefined
  return plain
}

const OTHER_MATTERS = new Set([
  'rapat',
  'apel',
  'upacara',
  'piket',
  'shift',
  'sholat',
  'makan',
  'acara',
  'kunjungan',
  'dinas',
  'meeting',
  'zoom',
  'briefing',
  'sarapan',
  'mandi',
  'sidang',
])

/** "Rapatnya baru selesai", "selesai rapat": a meeting has ended, not the repair. */
function ofOtherMatter(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause, raw } = tokens[from]!
  // "Beres-beres meja": tidying up.
  if (/^beres\W?(2|beres)/i.test(raw)) return true
  return [...tokens.slice(Math.max(0, from - 3), from), ...tokens.slice(to, to + 1)].some(
    (token) => token.clause === clause && OTHER_MATTERS.has(token.text),
  )
}

const FINE = new Set(
  'bisa normal lancar aman ok baik dapat saya kami dicek proses ada semangat pantau jaga siaga standby tunggu ditunggu cek stabil sehat'.split(
    ' ',
  ),
)

/** Before "masih" stand words of the ticket and no others. */
function namesThing(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  const own = tokens.slice(Math.max(0, from - 4), from).filter(({ clause }) => clause === tokens[from]!.clause)
  const things = own.filter(({ text, stem }) => known.has(text) || THINGS.has(text) || THINGS.has(stem))
  return (
    things.length > 0 &&
    own.every((token) => things.includes(token) || ['yang', 'di', 'ini', 'itu'].includes(token.text))
  )
}

/** "Clear cache" is what is done, not that it is over. */
const CLEARED = new Set('cache cookie cookies session sesi log history browser dns data temp ram memori'.split(' '))
/** "Batal meluncur": not the ticket. */
const GOES = new Set('meluncur berangkat datang rapat ke pulang cuti hadir otw'.split(' '))
const PARTIES = new Set(
  'damkar bpbd psc pmi pln telkom opd warga polisi satpol pelapor penelepon kabid supervisor'.split(' '),
)
const ROUTES = new Set(
  'trunk jalur server backup cadangan line ext manual hp whatsapp operator node port vlan provider'.split(' '),
)

function saysVendor(match: Match<CommandRow>, tokens: readonly Token[]): boolean {
  return (
    match.source.includes('<vendor>') ||
    match.source.includes('koordinasi') ||
    match.source.includes('tiket') ||
    tokens.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))
  )
}

/** "113 sudah kami hubungi": somebody else than the vendor. */
function toOthers(tokens: readonly Token[], match: Match<CommandRow>): boolean {
  const near = tokens.slice(Math.max(0, match.from - 3), match.to + 3)
  return near.some(({ text, kind, raw }) => PARTIES.has(text) || (kind === 'number' && /^1\d\d$/.test(raw)))
}

/** "Dialihkan ke trunk cadangan": a line, not a ticket. */
function rerouted(tokens: readonly Token[], match: Match<CommandRow>): boolean {
  return (
    tokens[match.from]!.raw.toLowerCase().startsWith('di') &&
    tokens.slice(match.to, match.to + 3).some(({ text }) => ROUTES.has(text))
  )
}

/** "Rapatnya baru selesai": back again. */
const OVER = new Set(['selesai', 'beres', 'kelar', 'bubar', 'rampung'])
const ASKED_AFTER = new Set(['bagaimana', 'kapan', 'mana', 'dimana', 'berapa'])

/** "Progresnya bagaimana": asked, not told. */
function wondersAfter(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]!.clause
  return tokens.slice(to, to + 2).some((token) => token.clause === clause && ASKED_AFTER.has(token.text))
}

const TRIES = new Set(['tes', 'test', 'cek', 'coba', 'lihat', 'pastikan', 'konfirmasi'])

/** "... tapi belum saya tes": nothing is known yet. */
function untried(tokens: readonly Token[], to: number): boolean {
  const at = tokens[to]?.text === 'saya' || tokens[to]?.text === 'kami' ? to + 1 : to
  const next = tokens[at]
  const yet = tokens[to - 1]!.text === 'belum' || (tokens[to - 2]?.text === 'belum' && tokens[to - 1]!.text === 'bisa')
  return yet && next !== undefined && (TRIES.has(next.text) || TRIES.has(next.stem))
}

/** "Kata Sri sudah bisa, tp aku belum nyoba": the speaker does not know. */
function untriedAfter(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 6)
  const but = after.findIndex((token) => token.text === 'tapi' || token.text === 'cuma')
  const no = after.findIndex((token, at) => at > but && token.text === 'belum')
  return but !== -1 && no !== -1 && after.slice(no + 1).some((token) => TRIES.has(token.text) || TRIES.has(token.stem))
}

/** "Mohon dicek apakah firewall di sisi bapak sudah dibuka": the vendor asks for something, nothing is repaired. */
function yourSide(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 6)
  return after.some(({ text }, at) => text === 'apakah' || (text === 'sisi' && after[at - 1]?.text === 'di'))
}

const VENDOR_WORDS = new Set(CLASSES.vendor ?? [])

/** "Belum berhasil, sedang kami cari penyebabnya": the work goes on, nobody is called in. */
function goesOn(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 10)
  return (
    after.some(
      (token) =>
        ['sedang', 'lagi', 'masih', 'coba', 'mau'].includes(token.text) && token.clause !== tokens[to - 1]!.clause,
    ) && !tokens.some((token) => VENDOR_WORDS.has(token.text) || VENDOR_WORDS.has(token.stem))
  )
}

const TROUBLED: ReadonlySet<string> = new Set([...(CLASSES.trouble ?? []), 'kambuh', 'muncul'])
const ENGAGED = new Set(['sibuk', 'centang', 'mailbox', 'voicemail'])
const REACHED = new Set(
  'angkat diangkat jawab dijawab balas dibalas respon direspon merespon nyambung tersambung aktif'.split(' '),
)

/** "Sudah sy telp jasnita, tidak diangkat": nobody has been spoken to. */
function unanswered(tokens: readonly Token[], to: number): boolean {
  return tokens
    .slice(to, to + 8)
    .some(
      (token, at, after) =>
        ENGAGED.has(token.text) ||
        ((REACHED.has(token.text) || REACHED.has(token.stem)) &&
          after.slice(Math.max(0, at - 3), at).some((before) => before.text === 'tidak' || before.text === 'belum')),
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
  if (
    supposed(tokens, match.from) ||
    ofEarlier(tokens, match.from) ||
    (tokens[match.to - 1]!.text === 'clear' && CLEARED.has(tokens[match.to]?.text ?? ''))
  )
    return undefined
  if (asks(tokens, match.from, match.to, questions))
    return { ...plain, intent: 'status', row: undefined, sense: undefined, because: `"${said}" ditanyakan: STATUS` }
  if ((match.source === INVITED || match.source === CAN_NOW) && !acted(tokens, match.from)) return undefined
  if (plain.intent !== 'confirm_resolved' && ofOtherMatter(tokens, match.from, match.to)) return undefined
  if (plain.intent === 'vendor_done' && /^(mohon|silakan)/.test(match.source))
    return yourSide(tokens, match.to) ? undefined : plain
  const start = groupStart(tokens, match.from)
  if (pleads(tokens, start)) return undefined
  if (untriedAfter(tokens, match.to)) return undefined
  if (notWhole(tokens, start, match.to)) return notDone(match, match.from, said, rows, 'unfinished')
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

/** Before it is told what has been done. */
function acted(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(0, from).some((token, at, before) => isAction(token) && before[at - 1]?.text === 'sudah')
}

/** "Sudah telp PLN" is no coordination with the vendor. */
const NO_VENDOR = new Set(
  'pln warga opd pelapor damkar psc bpbd pmi call operator petugas penelepon telkom supervisor'.split(' '),
)

/** "Akan sy cek" before acceptance takes the ticket; afterwards it says nothing new. "Nanti sy cek" promises nothing for now. "Masih dikerjakan" is a note. */
function doing(
  act: Act,
  before: { readonly turn: string; readonly at: number },
  state: State | undefined,
  tokens: readonly Token[],
): Act | undefined {
  if (act.intent === 'vendor_ack' || act.intent === 'vendor_progress') return act
  if (act.intent === 'start_analysis' && hasOutcome(tokens, act.to)) return undefined
  if (byVendor(tokens, act.to) || travels(tokens, act.to)) return undefined
  const clause = tokens[act.from]!.clause
  const lead = tokens
    .slice(Math.max(0, act.from - 3), act.from)
    .filter((token) => token.clause === clause)
    .map((token) => token.text)
  if (lead.some((word) => word === 'tolong' || word === 'mohon' || word === 'minta')) return undefined
  if (lead.some((word) => word === 'nanti' || word === 'besok')) return undefined
  if (lead.includes('akan'))
    return state === 'reported'
      ? { ...act, intent: 'accept', because: `${act.because.split(':')[0]} nanti: TERIMA` }
      : undefined
  return before.turn === 'unfinished' ? { ...act, from: Math.min(act.from, before.at) } : act
}

const OUTCOMES = new Set(['aman', 'normal', 'ok', 'bagus', 'hasilnya', 'nihil', 'bersih'])

/** "Cek fisik aman": what was found. */
function hasOutcome(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]!.clause
  return tokens.slice(to, to + 4).some((token) => token.clause === clause && OUTCOMES.has(token.text))
}

const PLACES = new Set('kantor rumah pulang posko balaikota jalan sana situ bandung jakarta'.split(' '))

/** "OTW kantor": on the way, not at work on it. */
function travels(tokens: readonly Token[], to: number): boolean {
  const next = tokens[to]?.text === 'ke' ? tokens[to + 1] : tokens[to]
  return tokens[to - 1]!.text === 'otw' && PLACES.has(next?.text ?? '')
}

const AGENT = new Set(['sama', 'oleh', 'orang', 'tim', 'pihak', 'teknisi', 'dari', 'mereka'])

/** "Sedang dicek sama orang Jasnita": somebody else is at it. */
function byVendor(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 4)
  return (
    AGENT.has(after[0]?.text ?? '') && after.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))
  )
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
