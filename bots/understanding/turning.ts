/** One phrase of the command table as it is meant: turned by negation, aspect, questions, wishes (DOMAIN 4.3, 3 to 6). */
import type { State } from '../../src/desk/ticket.ts'
import {
  callsOff,
  FINE,
  GOES,
  goesOn,
  isAway,
  namesThing,
  OVER,
  ofOtherMatter,
  PARTIES,
  rerouted,
  SHUT,
  saysThat,
  saysVendor,
  TROUBLED,
  toOthers,
  travels,
  unanswered,
  wondersAfter,
} from './circumstances.ts'
import type { CommandRow } from './commands/row.ts'
import { STILL_SO, THING_STILL_SO, TRIED_STILL } from './commands/words.ts'
import { completed } from './completion.ts'
import { ofOtherNow } from './conceded.ts'
import { doing } from './doing.ts'
import { beingTried, untried } from './endings.ts'
import { againBefore } from './half-done.ts'
import type { Intent } from './meaning.ts'
import { misplaced } from './misplaced.ts'
import { supposed, turnBefore } from './negation.ts'
import { NEGATORS } from './negation-words.ts'
import type { Match } from './pattern.ts'
import { wonders } from './questions.ts'
import { isAction } from './repair.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import { isTroubled } from './trouble.ts'
import { INFORMS, SPEAKER } from './unstated-words.ts'
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

const WHICH = new Set(['apa', 'apakah', 'mana', 'siapa', 'berapa'])

const STILL_THUS = new Set([STILL_SO, THING_STILL_SO, TRIED_STILL])

const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'vendor_ack', 'vendor_progress'])

export function turned(
  match: Match<CommandRow>,
  sight: Sight,
  rows: (row: CommandRow) => boolean,
  state: State | undefined,
): Act | undefined {
  const row = match.means
  const { tokens, questions } = sight
  if (misplaced(match, sight)) return undefined
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
  // "Statusnya langsung berubah" of the ticket "status tidak berubah": its thing.
  if (
    row.intent === 'status' &&
    tokens[match.from]!.text === 'status' &&
    sight.known.has('status') &&
    !questions.has(tokens[match.from]!.clause) &&
    state === 'awaiting-confirmation'
  )
    return undefined
  // "Kami kabari kalau ada perkembangan".
  if (row.intent === 'status' && !questions.has(tokens[match.from]!.clause) && willTell(tokens, match.from))
    return undefined
  if (row.intent === 'status' && questions.size === 0 && tellsFrom(tokens, match.to)) return undefined
  // "Status: on progress", "Keterangan: ...": headings of a form.
  const heads = (row.intent === 'status' || match.from > 0) && /[:=]/.test(tokens[match.to]?.before ?? '')
  if (heads && ['status', 'note'].includes(row.intent) && questions.size === 0) return undefined
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
    // "Masih lama ga ya" asks.
    const long = tokens[match.from]!.text === 'masih' && tokens[match.from + 1]?.text === 'lama'
    if (long && tokens[match.from + 2]?.text === 'tidak' && match.to <= match.from + 3) return undefined
    // "Tidak ada yang error lagi" says the contrary of "error lagi".
    if (row.intent === 'reopen' && beingTried(tokens, match.from)) return undefined
    // "Sri lagi ga masuk": she is not at work.
    const absent =
      tokens[match.to - 1]!.text === 'masuk' &&
      tokens.slice(Math.max(0, match.from - 2), match.from).some((one) => sight.names.has(one.raw.toLowerCase()))
    if (absent) return undefined
    if (untried(tokens, match.to) || isAway(tokens, match.to) || ofOtherNow(tokens, match.from, sight.known))
      return undefined
    if (match.source === THING_STILL_SO && !namesThing(tokens, match.from, sight.known)) return undefined
    if (STILL_THUS.has(match.source) && FINE.has(tokens[match.to - 1]!.text)) return undefined
    const last = tokens[match.to - 1]!
    // "Masih dikerjakan Jasnita", "masih sibuk terima telepon".
    if (
      STILL_THUS.has(match.source) &&
      ((isAction(last) && /^di/i.test(last.raw)) || (last.text === 'sibuk' && tokens[match.to]?.clause === last.clause))
    )
      return undefined
    // "Yang masih error apa saja?"
    const { clause } = last
    if (questions.has(clause) && tokens.some((one) => one.clause === clause && WHICH.has(one.text))) return asked
    // "Kreseknya ga kedengeran lagi": the trouble is gone.
    const gone =
      NEGATORS.has(tokens[match.from]!.text) &&
      tokens.slice(Math.max(0, match.from - 2), match.from).some((one) => one.clause === clause && isTroubled(one))
    if (gone && last.text !== 'bisa') return undefined
    const { turn, at } = turnBefore(tokens, match.from)
    const denied = TROUBLED.has(tokens[match.from]!.text) && turn === 'negated' && tokens[at]!.text !== 'belum'
    if (denied || supposed(tokens, match.from) || againBefore(tokens, match.from)) return undefined
    // "Masih belum bisa ya?" of what is being repaired.
    const wondered = questions.has(tokens[match.from]!.clause)
    return wondered || wonders(tokens, match.from) ? asked : plain
  }
  const before = turnBefore(tokens, match.from, match.to)
  if (questions.has(tokens[match.from]!.clause) || wondersAfter(tokens, match.to)) return undefined
  if (before.turn === 'negated') return undefined
  const asks = ORDERS.has(row.intent) && ['agar', 'supaya', 'harap'].includes(tokens[before.at]?.text ?? '')
  if (before.turn === 'wished' && !asks && !['vendor_eta', 'set_impact'].includes(row.intent)) return undefined
  // "Dashboard sudah update lagi": it works.
  if (row.intent === 'vendor_progress' && said.toLowerCase() === 'update' && tokens[match.from - 1]?.text === 'sudah')
    return undefined
  // "Lg sy carikan kabel": something is to be had.
  if (row.intent === 'start_analysis' && /cari(?:kan|in)$/i.test(tokens[match.to - 1]!.raw)) return undefined
  if (DOING.has(row.intent)) return doing(plain, before, state, tokens)
  if (row.intent === 'coordinated' && before.turn === 'unfinished') return undefined
  if (row.intent === 'vendor_eta' && tokens[match.from]!.text === 'eta' && saysThat(tokens)) return undefined
  // "ETA kami update setelah tim di lokasi", "janji ngabarin jam 4".
  const teller = SPEAKER.has(tokens[match.to]?.text ?? '') ? tokens[match.to + 1] : undefined
  const promisesWord = tokens[match.from]!.stem === 'janji' ? tokens[match.to] : undefined
  const informs = teller ?? promisesWord
  if (row.intent === 'vendor_eta' && informs !== undefined && (INFORMS.has(informs.stem) || INFORMS.has(informs.text)))
    return undefined
  // "Molor 1 jam dari ETA tadi".
  if (row.intent === 'vendor_eta' && tokens[match.from - 1]?.text === 'dari') return undefined
  if (row.intent === 'vendor_eta' && UNKNOWN.has(tokens[match.to]?.text ?? '')) return undefined
  if (row.intent === 'coordinated' && (toNobody(tokens, match.to) || unanswered(tokens, match.to))) return undefined
  if (row.intent === 'escalate' && /^(tidak|belum|tetap|gagal|\^ gagal)/.test(match.source) && goesOn(tokens, match.to))
    return undefined
  if (row.intent === 'coordinated' && questions.size > 0) return undefined
  if (
    row.intent === 'coordinated' &&
    !saysVendor(match, tokens) &&
    (state !== 'coordinating' || toOthers(tokens, match))
  )
    return undefined
  if (row.intent === 'cancel' && (ofOtherMatter(tokens, match.from, match.to) || callsOff(tokens, match.to)))
    return undefined
  if (row.intent === 'cancel' && GOES.has(tokens[match.to]?.text ?? '')) return undefined
  if (row.intent === 'close_without_confirmation' && before.turn === 'unfinished' && tokens[before.at]!.text === 'mau')
    return undefined
  // "Meluncur ke rumah dulu".
  if (
    row.intent === 'accept' &&
    match.source.endsWith('ke _') &&
    travels(tokens, match.to - (GOES_TO.has(tokens[match.to - 2]!.text) ? 2 : 1))
  )
    return undefined
  if (row.intent === 'accept' && RECEIVED.has(tokens[match.to]?.text ?? '')) return undefined
  // "Eskalasi belum disetujui".
  if (row.intent === 'escalate' && /^eskal/i.test(tokens[match.from]!.raw) && HELD_UP.has(tokens[match.to]?.text ?? ''))
    return undefined
  if (row.intent === 'close_without_confirmation' && SHUT.has(tokens[match.to]?.text ?? '')) return undefined
  if (
    row.intent === 'reassign' &&
    (rerouted(tokens, match) || /^(?:di)?ambil$/.test(tokens[match.from - 1]?.text ?? ''))
  )
    return undefined
  const over = tokens.slice(match.to, match.to + 3).filter(({ clause }) => clause === tokens[match.from]!.clause)
  if (row.intent === 'off_duty' && over.some((token) => OVER.has(token.text))) return undefined
  if (row.intent === 'merge' && !sight.numbered) return undefined
  // "Lagi sy hapus data dobelnya".
  if (row.intent === 'merge' && tokens[match.from - 1]?.text === 'data') return undefined
  // "Printer tidak terlalu urgent".
  const within = tokens.slice(match.from, match.to)
  if (within.at(-1)!.text === 'urgent' && within.some(({ text }) => NEGATORS.has(text) || text === 'kurang'))
    return undefined
  // "Sudah saya tanyakan ke jasnita" hands nothing over.
  if (row.intent === 'escalate' && ASKS_THEM.has(tokens[match.from - 1]?.stem ?? '')) return undefined
  // "Trunk ke provider putus": a line, not a hand-over.
  if (row.intent === 'escalate' && said.toLowerCase().startsWith('ke ') && !/jasnita|vendor/i.test(said))
    return undefined
  if (row.intent === 'escalate' && tokens[match.from]!.text === 'koordinasi' && hasCoordinated(match, sight))
    return undefined
  if (match.source === '^ =koordinasi' && !sight.numbered) return undefined
  // "Revisi ETA: 18.30", "info estimasi jam 5".
  if (
    row.intent === 'note' &&
    PROMISES.has(tokens[match.to]?.text ?? '') &&
    sight.matches.some(({ means }) => means.intent === 'vendor_eta' && rows(means))
  )
    return undefined
  if (
    row.intent === 'note' &&
    !(sight.numbered && parted(tokens, match.to)) &&
    (tokens[match.to]?.text === 'dari' || tokens[match.to]?.stem === 'jasnita')
  )
    return undefined
  // "Mas Yudi, 69 jangan lupa" speaks to him.
  if (/^(\^ )?jasnita/.test(match.source) && !['jasnita', 'vendor'].includes(tokens[match.from]!.text)) return undefined
  // "Sdri. Rina (Jasnita)": whose she is.
  if (match.source === '^ jasnita' && tokens[match.from]!.before.includes('(')) return undefined
  if (match.source === '^ jasnita' && !sight.numbered && tokens[match.to]?.clause === tokens[match.from]!.clause)
    return undefined
  return plain
}

/** "Kabar dari Jasnita, servernya lagi dipindah": told, not asked for. */
function tellsFrom(tokens: readonly Token[], to: number): boolean {
  const { text, clause } = tokens[to - 1]!
  const first = tokens.findIndex((token) => token.clause === clause)
  return text === 'kabar' && first >= to - 2 && tokens[to]?.text === 'dari' && tokens.at(-1)!.clause > clause
}

/** The speaker is the one who will tell; "yang saya lapor tadi" has told. */
function willTell(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(Math.max(0, from - 8), from).some(({ text, clause }, at, before) => {
    const verb = before[at + 1]
    if (before[at - 1]?.text === 'yang') return false
    return SPEAKER.has(text) && verb !== undefined && INFORMS.has(verb.stem) && clause >= tokens[from]!.clause - 1
  })
}

/** "INFO 29 dari Yudi": where a number has been taken out. */
function parted(tokens: readonly Token[], to: number): boolean {
  return (tokens[to]?.start ?? 0) - tokens[to - 1]!.end > 2
}

const PROMISES = new Set(['eta', 'estimasi', 'target'])

const GOES_TO = new Set(['ke', 'menuju'])

/** "Terima gaji", "terima telepon": not the ticket. */
const RECEIVED = new Set(
  'gaji uang honor tamu telepon panggilan paket barang surat undangan tunjangan rapor'.split(' '),
)

const HELD_UP = new Set('belum tidak ditunda ditolak batal menunggu nunggu tunggu'.split(' '))

/** "Estimasi belum ada", "eta-nya nunggu sparepart": no time. */
const UNKNOWN = new Set('belum tidak tunggu menunggu nunggu menyusul nyusul tergantung tbd tba tbc unknown'.split(' '))

const ASKS_THEM = new Set(
  'tanya tanyakan konsultasi konfirmasi cerita info bilang tanyain telepon hubungi whatsapp kontak'.split(' '),
)

/** "KOORDINASI 27 jasnita", "koord jasnita lewat telp": done; "koord jasnita untuk 27" is to be done (DOMAIN 4.2). */
function hasCoordinated({ from }: Match<CommandRow>, { tokens, numbered }: Sight): boolean {
  const [first, next] = tokens.slice(from)
  const numberBehind = numbered && next !== undefined && next.start - first!.end > 1
  return numberBehind || tokens.slice(from).some(({ text, stem }) => COORDINATED.has(text) || COORDINATED.has(stem))
}

const COORDINATED = new Set(
  'sudah done ok beres selesai via lewat melalui telepon whatsapp email hubungi barusan tadi jam pukul tiket oleh'.split(
    ' ',
  ),
)

const NO_VENDOR = new Set([...PARTIES, 'call', 'operator', 'petugas'])

/** "Sudah telp PLN", "sudah dikoordinasikan dengan dishub" is no coordination with the vendor. */
function toNobody(tokens: readonly Token[], to: number): boolean {
  const next = tokens[to]?.text ?? ''
  const named = ['dengan', 'ke', 'sama', 'pihak'].includes(next) ? (tokens[to + 1]?.text ?? '') : next
  return NO_VENDOR.has(named)
}
