/**
 * What is told, but not as something that has happened or is being done: conditions, plans, denials of a motive,
 * hearsay, doubts, other times (DOMAIN 4.3, rules 3 and 4). Each makes a stretch of the text; what stands in one moves no
 * ticket.
 */
import type { Intent } from './meaning.ts'
import { byWitness, saidByVendor } from './negation.ts'
import { NEGATORS } from './negation-words.ts'
import type { Act } from './sight.ts'
import {
  AFTER,
  DOUBTS,
  DOUBTS_AS_TYPED,
  FEARS,
  HEARD,
  IF,
  INFORMS,
  LONG_AGO,
  OCCASIONS,
  PLANNED,
  POLITE_IF,
  SETTLES,
  SPEAKER,
  TELLS,
  TOPIC,
  UNSURE,
} from './unstated-words.ts'
import type { Token } from './words.ts'

type Kind =
  | 'condition'
  | 'hedge'
  | 'on-condition'
  | 'proviso'
  | 'denial'
  | 'plan'
  | 'hearsay'
  | 'rumour'
  | 'witness'
  | 'doubt'
  | 'fear'
  | 'hoped-for'
  | 'other-time'

export interface Stretch {
  readonly kind: Kind
  readonly from: number
  readonly to: number
}

const STEPS: readonly Intent[] = [
  'accept',
  'start_analysis',
  'start_repair',
  'escalate',
  'coordinated',
  'reassign',
  'cancel',
  'close_without_confirmation',
  'merge',
  'split',
]
const VENDOR_WORK: readonly Intent[] = ['vendor_ack', 'vendor_progress']
const COMPLETIONS: readonly Intent[] = ['resolved', 'vendor_done', 'confirm_resolved']
const ASKS: readonly Intent[] = ['status', 'list_open', 'help']
const PLANNABLE: readonly Intent[] = [
  'accept',
  'start_analysis',
  'start_repair',
  'escalate',
  'coordinated',
  'reassign',
  ...COMPLETIONS,
]

/** Which acts each kind of stretch takes back. */
const TAKES_BACK: Readonly<Record<Kind, (intent: Intent) => boolean>> = {
  condition: (intent) => !ASKS.includes(intent),
  hedge: (intent) => !ASKS.includes(intent) && intent !== 'vendor_eta',
  'on-condition': (intent) => STEPS.includes(intent),
  proviso: (intent) => STEPS.includes(intent) || COMPLETIONS.includes(intent),
  denial: (intent) => !ASKS.includes(intent),
  plan: (intent) => PLANNABLE.includes(intent),
  hearsay: (intent) => intent === 'confirm_resolved',
  rumour: (intent) => intent === 'confirm_resolved' || intent === 'resolved',
  witness: (intent) => intent === 'resolved',
  doubt: (intent) => COMPLETIONS.includes(intent),
  fear: (intent) => COMPLETIONS.includes(intent) || intent === 'reopen',
  'hoped-for': (intent) => intent === 'resolved',
  'other-time': (intent) => COMPLETIONS.includes(intent) || STEPS.includes(intent) || VENDOR_WORK.includes(intent),
}

/** All stretches of the message that assert nothing. */
export function unstatedIn(tokens: readonly Token[]): readonly Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at < tokens.length; at += 1)
    for (const find of FINDERS) {
      const stretch = find(tokens, at)
      if (stretch !== undefined) found.push(stretch)
    }
  return found
}

/** Whether the act only stands in such a stretch. */
export function unstated(act: Act, tokens: readonly Token[], stretches: readonly Stretch[]): boolean {
  const within = stretches.some(
    ({ kind, from, to }) =>
      act.from >= from &&
      act.from < to &&
      (TAKES_BACK[kind](act.intent) || (heardOnly(kind) && onceTaken(act, tokens))),
  )
  return within || (LATER_ACTS.has(act.intent) && putOff(tokens, act.to)) || announced(act, tokens)
}

function heardOnly(kind: Kind): boolean {
  return kind === 'doubt' || kind === 'rumour' || kind === 'hearsay'
}

/** "Mestinya sudah normal, cuma ...": the completion that a "tapi" takes back was only supposed. */
function onceTaken(act: Act, tokens: readonly Token[]): boolean {
  return act.intent === 'reopen' && act.turned === 'negated' && !NEGATORS.has(tokens[act.from]?.text ?? '')
}

export function conditional(stretches: readonly Stretch[]): boolean {
  return stretches.some(({ kind }) => kind === 'condition' || kind === 'denial')
}

type Find = (tokens: readonly Token[], at: number) => Stretch | undefined

function clauseStart(tokens: readonly Token[], at: number): number {
  let from = at
  while (from > 0 && tokens[from - 1]!.clause === tokens[at]!.clause) from -= 1
  return from
}

function clauseEnd(tokens: readonly Token[], at: number): number {
  let to = at + 1
  while (to < tokens.length && tokens[to]!.clause === tokens[at]!.clause) to += 1
  return to
}

function newSentence(token: Token | undefined): boolean {
  return token !== undefined && /[.!?\n]/.test(token.before)
}

/** "Kalau sampai jam 3 belum normal, saya lempar": the condition and what will be done then. */
const condition: Find = (tokens, at) => {
  if (!opensCondition(tokens, at)) return undefined
  const kind = hedges(tokens, at) ? 'hedge' : 'condition'
  return { kind, from: at, to: consequent(tokens, at, clauseEnd(tokens, at)) }
}

function opensCondition(tokens: readonly Token[], at: number): boolean {
  const { text } = tokens[at]!
  const next = tokens[at + 1]
  if (text === 'sampai') return untilThen(tokens, at)
  if (!IF.has(text) || POLITE_IF.has(next?.text ?? '')) return false
  const topical = next?.clause === tokens[at]!.clause && (TOPIC.has(next.text) || next.kind === 'number')
  if (!topical) return true
  const end = clauseEnd(tokens, at)
  // "Kalau yang peta belum pak": which one, and nothing follows from it.
  const then = tokens[end]
  if (at <= 2 && (then === undefined || STAYING.has(then.text))) return false
  return tokens
    .slice(at, end + 6)
    .some(({ text: word, stem }) => INFORMS.has(stem) || ['belum', 'tidak', 'masih', 'baru', 'nanti'].includes(word))
}

const STAYING = new Set(['masih', 'tetap', 'malah'])

/** "Kalau lancar jam 5 selesai", "kalau tidak ada halangan": a promise all the same. */
function hedges(tokens: readonly Token[], at: number): boolean {
  const [first, second, third] = tokens.slice(at + 1, at + 4).map(({ text }) => text)
  if (first === 'lancar' || first === 'sesuai' || first === 'memungkinkan') return true
  return first === 'tidak' && second === 'ada' && ['kendala', 'halangan', 'aral', 'masalah'].includes(third ?? '')
}

/** "Sampai jam 4 tidak kelar, terpaksa ..."; "sampai sekarang belum bisa" tells of now. */
function untilThen(tokens: readonly Token[], at: number): boolean {
  const when = tokens[at + 1]
  if (when === undefined || when.clause !== tokens[at]!.clause) return false
  if (!['jam', 'pukul', 'besok', 'nanti', 'sore', 'malam', 'siang', 'maghrib', 'dzuhur', 'ashar'].includes(when.text))
    return false
  return tokens
    .slice(at + 2, clauseEnd(tokens, at))
    .some(({ text }) => ['belum', 'tidak', 'masih', 'tetap'].includes(text))
}

/** The clause after the condition says what will be done, unless it tells of what has been. */
function consequent(tokens: readonly Token[], from: number, end: number): number {
  if (end >= tokens.length || newSentence(tokens[end])) return end
  const to = clauseEnd(tokens, end)
  const settled = tokens.slice(end, to).some(({ text }) => SETTLES.has(text))
  const then = tokens.slice(end, to).some(({ text }) => text === 'nanti' || text === 'baru')
  if (settled && !then) return tokens[from]!.clause === tokens[end]!.clause ? to : end
  return to
}

/** "Saya eskalasi kalau jam 3 belum normal": the condition comes after; "... kalau ada apa-apa kabari" is none. */
const onCondition: Find = (tokens, at) => {
  if (!opensCondition(tokens, at) || hedges(tokens, at)) return undefined
  const from = clauseStart(tokens, at)
  const tail = tokens.slice(at, clauseEnd(tokens, at))
  const polite = tail.some(({ stem, text }) => INFORMS.has(stem) || INFORMS.has(text)) || tail[1]?.text === 'bisa'
  return from === at || polite ? undefined : { kind: 'proviso', from, to: at }
}

/** "Bukannya tidak mau terima, tapi ...": up to its "tapi". */
const denial: Find = (tokens, at) => {
  const { text, clause } = tokens[at]!
  if (text !== 'bukan' || !['tidak', 'belum'].includes(tokens[at + 1]?.text ?? '')) return undefined
  for (let to = at + 2; to < tokens.length && tokens[to]!.clause <= clause + 1; to += 1)
    if (['tapi', 'cuma', 'melainkan', 'karena'].includes(tokens[to]!.text)) return { kind: 'denial', from: at, to }
  return undefined
}

/** Up to the end of the clause, or to where it is told what has been. */
function upToSettled(tokens: readonly Token[], at: number): number {
  const end = clauseEnd(tokens, at)
  const settled = tokens.slice(at + 1, end).findIndex(({ text }) => SETTLES.has(text))
  return settled === -1 ? end : at + 1 + settled
}

/** "Nanti malam baru saya perbaiki", "besok pagi saya koordinasi", "sebentar lagi beres". */
const plan: Find = (tokens, at) => {
  const { text } = tokens[at]!
  // "Sebentar ya mas, lagi saya cek" is none.
  const soon = text === 'sebentar' && tokens[at + 1]?.text === 'lagi' && tokens[at + 1]!.start - tokens[at]!.end < 2
  // "Migrasi dulu baru dites".
  const then = text === 'baru' && tokens[at - 1]?.text === 'dulu'
  if (!PLANNED.has(text) && !soon && !then && !ahead(tokens, at) && !inAWhile(tokens, at)) return undefined
  return { kind: 'plan', from: then ? at - 1 : at, to: upToSettled(tokens, at) }
}

/** "10 menit lagi sy pegang". */
function inAWhile(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]!.text === 'lagi' &&
    ['menit', 'jam'].includes(tokens[at - 1]?.text ?? '') &&
    tokens[at - 2]?.kind === 'number'
  )
}

/** "Minggu depan", "mau saya eskalasi". */
function ahead(tokens: readonly Token[], at: number): boolean {
  return tokens[at]!.text === 'depan' && LONG_AGO.has(tokens[at - 1]?.text ?? '')
}

const RUNS_OUT = new Set(
  'tinta toner kertas baterai aki kuota pulsa ribbon pita lisensi memori storage disk'.split(' '),
)

/** "Habis apel saya cek": something else comes first. */
const putOffFirst: Find = (tokens, at) => {
  const next = tokens[at + 1]
  if (!AFTER.has(tokens[at]!.text) || next?.clause !== tokens[at]!.clause || !OCCASIONS.has(next.text)) return undefined
  // "Habis ini selesai"; "beres ini" is done.
  // "Yang tinta habis itu": what has run out.
  if (next.text === 'itu' && RUNS_OUT.has(tokens[at - 1]?.text ?? '')) return undefined
  const soon = next.text === 'ini' && /(?:habis|setelah|sesudah)$/.test(tokens[at]!.text)
  return { kind: soon ? 'plan' : 'on-condition', from: at, to: upToSettled(tokens, at) }
}

/** "Baru bisa dikerjakan habis rapat jam 3": only then. */
const onlyThen: Find = (tokens, at) => {
  if (tokens[at]!.text !== 'baru' || !['bisa', 'dapat', 'sempat'].includes(tokens[at + 1]?.text ?? '')) return undefined
  const to = clauseEnd(tokens, at)
  return tokens.slice(at + 2, to).some(({ text }) => THEN.has(text) || PLANNED.has(text))
    ? { kind: 'on-condition', from: at, to }
    : undefined
}

/** "Kata Wulan sudah bisa", "teman saya bilang sudah bisa"; what the speaker himself says counts. */
const hearsay: Find = (tokens, at) => {
  const { text, clause } = tokens[at]!
  const end = clauseEnd(tokens, at)
  const witnessed = (HEARD.has(text) || TELLS.has(text)) && byWitness(tokens, at)
  if (witnessed) return { kind: 'witness', from: clauseStart(tokens, at), to: end }
  if (HEARD.has(text)) {
    if (SPEAKER.has(tokens[at + 1]?.text ?? '')) return undefined
    // "Tadi sudah ok kata Wulan".
    const vendor =
      saidByVendor(tokens, at) || tokens.slice(at, end).some(({ stem }) => stem === 'jasnita' || stem === 'vendor')
    const from = text === 'kata' || text === 'menurut' || at === end - 1 ? clauseStart(tokens, at) : at
    return { kind: vendor ? 'hearsay' : 'rumour', from, to: end }
  }
  if (!TELLS.has(text)) return undefined
  const before = tokens[at - 1]
  if (before === undefined || before.clause !== clause || before.kind !== 'word') return undefined
  const owned =
    tokens[at - 2]?.clause === clause &&
    !FORMAL.has(tokens[at - 2]!.text) &&
    SPEAKER.has(before.text) &&
    tokens[at - 2]!.kind === 'word'
  return SPEAKER.has(before.text) && !owned ? undefined : { kind: 'hearsay', from: at, to: end }
}

/** "Dapat kami sampaikan": the speaker's own. */
const FORMAL = new Set('dapat bisa hendak ingin mau izin perlu bersama dengan ini sudah ijin'.split(' '))

/** "Kayaknya sudah normal", "sudah normal, belum yakin". */
const doubt: Find = (tokens, at) => {
  const { text, raw, clause } = tokens[at]!
  if (text === 'belum' && UNSURE.has(tokens[at + 1]?.text ?? '')) {
    const before = tokens.findIndex((token) => token.clause >= clause - 1)
    return { kind: 'doubt', from: before, to: clauseEnd(tokens, at) }
  }
  if (!DOUBTS.has(text) && !DOUBTS_AS_TYPED.test(raw)) return undefined
  return { kind: 'doubt', from: at, to: clauseEnd(tokens, at) }
}

/** "Takutnya nanti mati lagi", "jangan sampai error lagi". */
const fear: Find = (tokens, at) => {
  const warned = tokens[at]!.text === 'jangan' && tokens[at + 1]?.text === 'sampai'
  return FEARS.has(tokens[at]!.text) || warned ? { kind: 'fear', from: at, to: upToSettled(tokens, at) } : undefined
}

const BLESSINGS = new Set(['sehat', 'sukses', 'bahagia', 'jaya', 'berkah', 'semangat'])

/** "Makasih pak, sehat selalu", "sukses terus": wished to somebody. */
const blessing: Find = (tokens, at) =>
  BLESSINGS.has(tokens[at]!.text) && ['selalu', 'terus', 'dan'].includes(tokens[at + 1]?.text ?? '')
    ? { kind: 'doubt', from: at, to: clauseEnd(tokens, at) }
    : undefined

const INVITES = new Set(['silakan', 'silahkan', 'mohon', 'mangga'])

/** "Semoga sudah bisa, silakan dicoba": of who repairs, the invitation states no more than the hope before it. */
const invitation: Find = (tokens, at) => {
  const { text, clause } = tokens[at]!
  if (!INVITES.has(text)) return undefined
  const hoped = tokens
    .slice(Math.max(0, at - 8), at)
    .some((token) => token.clause >= clause - 1 && DOUBTS.has(token.text))
  return hoped ? { kind: 'hoped-for', from: at, to: clauseEnd(tokens, at) } : undefined
}

/** "Bulan lalu sudah kami perbaiki", "waktu itu sudah saya lapor ke jasnita": another time, up to "sekarang". */
const otherTime: Find = (tokens, at) => {
  if (!longAgo(tokens, at)) return undefined
  const end = clauseEnd(tokens, at)
  const now = tokens.slice(at + 1, end).findIndex(({ text }) => text === 'sekarang')
  const from = tokens.slice(0, at).findLastIndex(({ text }) => text === 'sekarang')
  return { kind: 'other-time', from: Math.max(clauseStart(tokens, at), from + 1), to: now === -1 ? end : at + 1 + now }
}

function longAgo(tokens: readonly Token[], at: number): boolean {
  const { text } = tokens[at]!
  const before = tokens[at - 1]?.text ?? ''
  const next = tokens[at + 1]?.text ?? ''
  if (text === 'lalu' || text === 'kemarin' || text === 'kapan') return LONG_AGO.has(before)
  return (
    (text === 'waktu' && next === 'itu') ||
    (text === 'tempo' && next === 'hari') ||
    (text === 'pernah' && before !== 'tidak')
  )
}

const FINDERS: readonly Find[] = [
  condition,
  onCondition,
  denial,
  plan,
  putOffFirst,
  onlyThen,
  hearsay,
  doubt,
  fear,
  blessing,
  invitation,
  otherTime,
]

/** "Nanti kami infokan estimasinya": a promise to tell is no promised time. */
function announced(act: Act, tokens: readonly Token[]): boolean {
  const first = tokens[act.from]
  if (act.intent !== 'vendor_eta' || act.row === undefined || first === undefined) return false
  const own = tokens.slice(clauseStart(tokens, act.from), act.from)
  if (own.some(({ text }) => SETTLES.has(text))) return false
  return own.some(({ text }) => PLANNED.has(text)) && own.some(({ stem }) => INFORMS.has(stem))
}

const LATER_ACTS: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'escalate', 'coordinated'])
const PUT_OFF_BY = new Set(['rencana', 'rencananya', 'jadwalnya', 'dijadwalkan'])
const DAY_PARTS = new Set(['malam', 'sore', 'siang'])
const THEN = new Set('malam siang sore pagi saja pas kalau habis setelah jam pukul subuh'.split(' '))

/** "Mau saya restart nanti malam": the clause goes on to say that it is for later. */
function putOff(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]?.clause
  // "Migrasi dulu, rencana besok".
  const next = tokens.slice(to, to + 6).find((token) => token.clause !== clause)
  if (next !== undefined && PUT_OFF_BY.has(next.text)) return true
  const after = tokens.slice(to, to + 5).filter((token) => token.clause === clause)
  return after.some(
    ({ text }, at) =>
      text === 'besok' ||
      text === 'lusa' ||
      (DAY_PARTS.has(text) && after[at + 1]?.text === 'ini') ||
      (text === 'nanti' && THEN.has(after[at + 1]?.text ?? '')),
  )
}
