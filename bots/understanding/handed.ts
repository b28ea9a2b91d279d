/** Work handed to somebody by name, without the word for it: "tolong Asep", "Sep, printer kamu saja". */
import type { State } from '../../src/desk/ticket.ts'
import { isStated } from './acts.ts'
import type { Intent, KnownPerson } from './meaning.ts'
import type { Message } from './message.ts'
import { type Named, peopleNamed, VOCATIVES } from './people.ts'
import { isAction } from './repair.ts'
import type { Act } from './sight.ts'
import { described, isOpen } from './tickets.ts'
import { SPEAKER } from './unstated-words.ts'
import { VOCABULARY } from './vocabulary.ts'
import type { Reading, Token } from './words.ts'

const HANDOVER_BEFORE = new Set(
  `tolong ke biar minta kepada titip serahkan lempar lemparin mohon suruh coba sama oleh kasih kasihkan kasihin beri berikan beriin tugaskan tunjuk percayakan utus buat ka nang ning maring`.split(
    ' ',
  ),
)
/** "Kasih tahu Asep", "sudah sy sampaikan ke asep" tell him of it and hand nothing over. */
const TELLING = new Set(
  'sampaikan info kabari lapor cerita tanya telepon hubungi bilang whatsapp konfirmasi tanyakan sampai tahu lihat kabar contoh waktu kesempatan nomor no hp kunci password akses uang makan libur cuti izin data foto'.split(
    ' ',
  ),
)
const HANDOVER_AFTER = new Set(
  `tolong saja cek handle tangani tangan ambil kerjakan kerja bantu perbaiki pegang lanjut dicek dihandle lanjutkan urus kerjain cover backup ditangani benerin proses
  beres beresin atasi tindaklanjuti ganti pasang samperin datangi pantau kawal`.split(/\s+/),
)
/** "Biar dikerjakan Asep". */
const BIDS = new Set('biar biarkan tolong minta mohon suruh harap agar supaya mending'.split(' '))
const YOU = new Set('bagianmu tugasmu jatahmu giliranmu kamu anda ente km sampeyan panjenengan saudara sdr'.split(' '))
/** What is said to him of something else: news, a question, a ban. */
const NO_ORDER = new Set(
  'sudah belum jangan tidak lagi masih sedang tadi bagaimana gimana kapan kenapa apa mana siapa kalau nanti besok terima makasih bisa'.split(
    ' ',
  ),
)
const STATES: ReadonlySet<State> = new Set(['reported', 'analysing', 'repairing', 'coordinating', 'vendor-repairing'])
const HANDLES = new Set(['staf', 'kepala_seksi', 'admin'])

/** "Tolong asep", "ke asep ya", "biar asep yg kerjakan": a handover without the word for it. */
export function withHandover(message: Message, state: State, acts: readonly Act[]): readonly Act[] {
  if (!message.handles || !STATES.has(state)) return acts
  // "Selesai, ganti switch oleh Asep": who did it; what is done goes to nobody.
  if (acts.some(({ sense }) => sense === 'done')) return acts.filter(({ intent }) => intent !== 'reassign')
  if (acts.some((act) => act.intent === 'reassign')) return acts
  const { reading, words } = message
  const named = handlerNamed(reading, message.situation.people, message.sender)
  if (named === undefined) return acts
  const { tokens } = reading
  const before = tokens[named.from - 1]
  const next = afterName(tokens, named)
  const told = toldTo(message, named, next)
  const addressed = !told && isAddressed(message, named)
  const asked = addressed || askedOf(message, named)
  if (!asked && !told) return acts
  if (!asked && isQuestion(reading, named.from)) return acts
  if (asked && !told && !addressed && (tells(tokens, named) || asksWhether(reading, named.from))) return acts
  if (before !== undefined && ['dari', 'sama'].includes(before.text) && !told) return acts
  if (before?.clause === tokens[named.from]!.clause && denied(tokens, named.from - 1)) return acts
  const start = Math.max(
    0,
    words.findIndex((token) => token.start === tokens[named.to - 1]!.start),
  )
  // "Biar diurus asep": what is bid is his.
  const floor = asked && /^di/i.test(before?.raw ?? '') ? start - 3 : start
  const act: Act = {
    intent: 'reassign',
    row: undefined,
    from: start,
    to: start + 1,
    short: false,
    sense: undefined,
    because: `"${tokens
      .slice(Math.max(0, named.from - 1), named.to)
      .map((token) => token.raw)
      .join(' ')}": ALIHKAN`,
  }
  // Beyond the words that are read.
  if (start >= message.sight.tokens.length || !isStated(act, message.sight)) return acts
  const kept = acts.filter(
    (one) =>
      one.intent !== 'reassign' &&
      !((told || addressed) && DOING.has(one.intent)) &&
      !(asked && DOING.has(one.intent) && one.from >= floor) &&
      !(one.intent === 'accept' && (addressed || (!one.short && one.from >= floor))),
  )
  return [...kept.filter((one) => !(one.intent === 'accept' && one.short)), act].sort((a, b) => a.from - b.from)
}

/** Who of those that repair is named, also as "Sep" where he is spoken to or is to get it. */
export function handlerNamed(
  reading: Reading,
  people: readonly KnownPerson[],
  sender: KnownPerson,
): (Named & { readonly person: KnownPerson }) | undefined {
  const others = people.filter(({ id, role }) => id !== sender.id && HANDLES.has(role))
  const returned = sender.role === 'staf' ? returnedTo(reading, others) : undefined
  if (returned !== undefined) return returned
  const named = peopleNamed(reading, people).find(({ person }) => person !== undefined && others.includes(person))
  if (named?.person !== undefined) return { ...named, person: named.person }
  const { tokens } = reading
  for (const [at, token] of tokens.slice(0, MOST_WORDS).entries()) {
    const raw = token.raw.toLowerCase()
    const before = tokens[at - 1]
    const spokenTo = tokens.slice(0, at).every(({ text }) => VOCATIVES.has(text))
    const opens =
      spokenTo ||
      HANDOVER_BEFORE.has(before?.text ?? '') ||
      VOCATIVES.has(before?.text ?? '') ||
      SOFT.has(before?.text ?? '')
    if (!opens || raw.length < 3 || VOCATIVES.has(raw) || VOCABULARY.has(raw)) continue
    const [person, another] = others.filter(({ name }) => shortFor(raw, name.toLowerCase()))
    if (person !== undefined && another === undefined) return { person, name: token.raw, from: at, to: at + 1 }
  }
  return undefined
}

const MOST_WORDS = 40
const RETURNS = new Set(['kembali', 'balik', 'serah', 'oper', 'alihkan', 'limpah'])

/** "Saya kembalikan ke bapak" of his staff. */
function returnedTo(
  { tokens }: Reading,
  others: readonly KnownPerson[],
): (Named & { readonly person: KnownPerson }) | undefined {
  const [head, second] = others.filter(({ role }) => role === 'kepala_seksi')
  const at = tokens.findIndex(
    ({ text, clause }, index) =>
      ['bapak', 'pak', 'ibu', 'bu'].includes(text) &&
      tokens[index - 1]?.text === 'ke' &&
      (tokens[index + 1]?.clause !== clause || ['ya', 'saja', 'lagi', 'dulu'].includes(tokens[index + 1]!.text)),
  )
  const back = tokens.slice(Math.max(0, at - 4), Math.max(0, at)).some(({ stem }) => RETURNS.has(stem))
  if (head === undefined || second !== undefined || !back) return undefined
  return { person: head, name: tokens[at]!.raw, from: at, to: at + 1 }
}

/** "Sep" of Asep, "Hen" of Hendra. */
function shortFor(raw: string, name: string): boolean {
  return name
    .split(/\s+/)
    .some((part) => raw.length < part.length && (part.endsWith(raw) || (part.startsWith(raw) && raw.length <= 4)))
}

function afterName(tokens: readonly Token[], { to }: Named): number {
  let next = to
  while (['ya', 'yang', 'dulu', 'bisa', 'tolong'].includes(tokens[next]?.text ?? '') && next < to + 2) next += 1
  return next
}

/** "Asep cek", "asep saja", "asep tolong ...". */
function toldTo({ reading: { tokens } }: Message, named: Named, next: number): boolean {
  const after = tokens[next]
  const { clause } = tokens[named.from]!
  const own = tokens.filter((token) => token.clause === clause)
  if (own.some(({ text }) => PAST.has(text))) return false
  if (tokens.slice(named.to, next).some(({ text, clause: of }) => text === 'tolong' && of === clause)) return true
  // "Asep yang ke sana".
  if (after?.text === 'ke' && tokens[next - 1]!.text === 'yang' && after.clause === clause) return true
  return (
    after !== undefined &&
    after.clause === clause &&
    (HANDOVER_AFTER.has(after.text) || (HANDOVER_AFTER.has(after.stem) && !/^(?:di|ter)/.test(after.text))) &&
    tokens[named.to]!.text !== 'sudah'
  )
}

const PAST = new Set(['tadi', 'kemarin', 'semalam', 'biasa', 'biasanya', 'sudah', 'barusan'])

const SOFT = new Set(['ya', 'dong', 'lah', 'saja', 'sih'])

/** "Ke Asep", "biar dikerjakan Asep", "33 Asep". */
function askedOf(message: Message, named: Named): boolean {
  const { reading, numbers, content } = message
  const { tokens, questions } = reading
  if (thingHis(message, named)) return true
  const before = tokens.slice(0, named.from).findLast(({ text }) => !SOFT.has(text))
  if (before === undefined) return false
  const { clause } = before
  // "UPS: Asep", "akun baru → asep".
  const pointed = /[:→>]/.test(tokens[named.from]!.before) && named.from <= 3 && named.to === tokens.length
  if (pointed && !questions.has(clause)) return true
  // The number and the name are all that the clause says.
  const listed =
    before.kind === 'number' &&
    numbers.some(({ at }) => content.tokens[at]!.start === before.start) &&
    tokens.filter((token) => token.clause === clause).length === 1 + named.to - named.from &&
    !questions.has(clause)
  if (listed) return true
  if (clause !== tokens[named.from]!.clause) return false
  if (HANDOVER_BEFORE.has(before.text)) return true
  const bid = tokens
    .slice(Math.max(0, named.from - 4), named.from - 1)
    .some((token) => token.clause === clause && BIDS.has(token.text))
  if (!/^di/i.test(before.raw)) return false
  // "Ini dikerjakan Asep ya"; "lagi dikerjakan Asep" tells it.
  const own = tokens.filter((token) => token.clause === clause)
  const ends = tokens[named.to]?.clause !== clause || ['ya', 'saja', 'dulu'].includes(tokens[named.to]!.text)
  return bid || (ends && !questions.has(clause) && !own.some(({ text }) => NO_ORDER.has(text) || PAST.has(text)))
}

/** "Asep, kerjakan 95", "Sep, printer kamu saja ya", "Sep, tolong pegang yg printer": he is spoken to first. */
function isAddressed({ content, reading }: Message, named: Named): boolean {
  const own = content.tokens.filter(({ start }) => start >= reading.tokens[named.to - 1]!.start)
  if (own.length !== content.tokens.length || own.length > MOST_ORDER || reading.questions.size > 0) return false
  const [name, first, ...others] = own
  if (first === undefined || own.some(({ text }) => NO_ORDER.has(text))) return false
  const ordered = others.at(-1) ?? first
  if (own.some(({ text }, at) => text === 'tolong' || (YOU.has(text) && !OWNS.has(own[at - 1]!.text)))) return true
  const bidden = orders(first) || orders(ordered) || bids(first, name!, reading.tokens.at(-1))
  return bidden && !own.some(({ text }) => SPEAKER.has(text))
}

/** "Sep, ini punya kamu ya". */
const OWNS = new Set(['punya', 'milik', 'kata', 'menurut', 'sama'])

/** "Yang printer asep", "asep printer" beside another ticket: nothing but which ticket and the name. */
function thingHis({ reading: { tokens, questions }, reach }: Message, { from, to }: Named): boolean {
  const { clause } = tokens[from]!
  const open = reach.filter(isOpen)
  const own = tokens.filter((token) => token.clause === clause && !SOFT.has(token.text) && token.text !== 'dulu')
  const at = own.indexOf(tokens[from]!)
  const first = at === 0 || (at === 1 && own[0]!.text === 'yang')
  const thing = first ? own.slice(at + to - from) : own.slice(1, at)
  const whole = first ? open.length > 1 : own[0]!.text === 'yang' && own.at(-1) === tokens[to - 1]
  return whole && thing.length > 0 && thing.length <= 2 && !questions.has(clause) && described(thing, open).length === 1
}

const MOST_ORDER = 12

/** "Kerjakan", "samperin": an order, and not "dikerjakan", "narik" or "ngerjain". */
function orders({ text, stem, raw }: Token): boolean {
  const known = HANDOVER_AFTER.has(text) || HANDOVER_AFTER.has(stem)
  return text !== 'saja' && known && !/^(?:di|ter|me|ng|ny)/i.test(raw)
}

/** "Asep, ganti kabelnya", "Sep bikinin akunnya ya"; "Asep ganti kabel" tells it. */
function bids(first: Token, name: Token, last: Token | undefined): boolean {
  const parted = first.clause !== name.clause || ['ya', 'yuk', 'coba'].includes(last?.text ?? '')
  const plain = first.raw[0]?.toLowerCase() === first.stem[0] && !/^di/i.test(first.raw)
  return parted && plain && (isAction(first) || /^(?:bikin|buat)(?:in|kan)$/i.test(first.raw))
}

/** "Sampaikan ke Asep", "kasih tahu asep", "kasih asep info". */
function tells(tokens: readonly Token[], { from, to }: Named): boolean {
  return [tokens[from - 2]?.stem, tokens[from - 1]?.stem, tokens[to]?.text].some((word) => TELLING.has(word ?? ''))
}

/** "Jangan kasih asep dulu". */
function denied(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 2), at + 1)
    .some(({ text, clause }) => clause === tokens[at]!.clause && ['jangan', 'bukan', 'tidak', 'belum'].includes(text))
}

/** "Sudah dikasih ke asep belum?"; "ke Asep ya?" suggests it. */
function asksWhether({ tokens, questions }: Reading, at: number): boolean {
  const own = tokens.filter(({ clause }) => clause === tokens[at]!.clause)
  return (
    own.some(({ text }) => text === 'belum') ||
    (questions.has(tokens[at]!.clause) &&
      own.some(({ text }) => ['sudah', 'apa', 'apakah', 'kapan', 'perlu'].includes(text)))
  )
}

/** "Asep bisa handle ga?". */
function isQuestion({ tokens, questions }: Reading, at: number): boolean {
  const { clause } = tokens[at]!
  const last = tokens.findLast((token) => token.clause === clause)
  return questions.has(clause) || last?.text === 'tidak' || last?.text === 'belum'
}

const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair'])
