/** What belongs to a command: finding and repair, promised time, vendor's number, who was called, to whom it goes. */
import type { Impact, Instant } from '../../src/desk/ticket.ts'
import type { Content } from './content.ts'
import { handlerNamed } from './handed.ts'
import { aheadIn } from './leave.ts'
import type { KnownPerson, Said } from './meaning.ts'
import type { Message } from './message.ts'
import { nameAt, peopleNamed, VOCATIVES } from './people.ts'
import { leftover, repairIn } from './repair.ts'
import type { Act } from './sight.ts'
import { awayUntil, untilIn } from './stand-in.ts'
import { whole as wholeNumber } from './time-amounts.ts'
import { type TimeSaid, timesIn } from './times.ts'
import type { Reading, Token } from './words.ts'

export interface Whole {
  readonly reading: Reading
  readonly content: Content
  readonly at: Instant
  readonly people: readonly KnownPerson[]
  readonly sender: KnownPerson
}

type Arguments = Omit<Said, 'intent' | 'ticket'>

const IMPACT_WORDS: Readonly<Record<string, Impact>> = {
  kritis: 'kritis',
  critical: 'kritis',
  tinggi: 'tinggi',
  high: 'tinggi',
  urgent: 'tinggi',
  sedang: 'sedang',
  medium: 'sedang',
  rendah: 'rendah',
  low: 'rendah',
}

/** The arguments of one act. `spent` are the starts of source words that are commands or ticket numbers. */
export function argumentsOf(act: Act, whole: Whole, spent: ReadonlySet<number>): Arguments {
  const text = leftover(whole.reading, spent)
  const withText = text === undefined ? {} : { text }
  switch (act.intent) {
    case 'resolved':
    case 'vendor_done':
      return { ...repairIn(whole.reading, spent), ...withText, ...claimed(whole), ...vendorTicket(whole.reading) }
    case 'confirm_resolved':
      return withText
    case 'coordinated':
      return { ...contact(whole), ...vendorTicket(whole.reading), ...claimed(whole), ...withText }
    case 'vendor_eta':
      return { ...promised(whole), ...vendorTicket(whole.reading), ...withText }
    case 'vendor_ack':
    case 'vendor_progress':
      return { ...vendorTicket(whole.reading), ...withText }
    case 'reassign':
      return { ...handedTo(whole, act), ...until(whole), ...withText }
    case 'on_duty':
      return withText
    case 'off_duty':
      return { ...handedTo(whole, act), ...(aheadIn(whole) ?? awayUntil(whole)), ...withText }
    case 'set_impact':
      return { ...impactIn(whole.content.tokens), ...withText }
    case 'accept':
    case 'start_analysis':
    case 'start_repair':
    case 'escalate':
      return { ...withText, ...claimed(whole) }
    default:
      return withText
  }
}

/** Of who says that he does not come: from when, how long, who stands in. */
export function awayOf({ reading, content, situation, sender }: Message): Arguments {
  const whole = { reading, content, at: situation.at, people: situation.people, sender }
  const act = {
    intent: 'off_duty',
    row: undefined,
    from: 0,
    to: 1,
    short: false,
    sense: undefined,
    because: '',
  } as const
  const { text: _, ...plain } = argumentsOf(act, whole, new Set())
  return plain
}

const LETTERS_AND_DIGITS = /^[A-Za-z]{2,8}[-_#./]?[A-Za-z0-9]*\d\d[\w/-]*$/
const NO_VENDOR_TICKET =
  /^(pc|ext|jam|h|no|tiket|tgl|terima|selesai|progres|eta|koordinasi|jasnita|ya|belum|info|status|meja|komp|line|lt|pukul|pkl|lp|mbps|wib|batal|shift|ke|x|rp|ip|siaga|cctv|sip|v|port|vlan|lantai|update|server|done|beres)[-_#./]?\d/i

/** The vendor's own number, as free text (DOMAIN section 2): "JSN-881", "tiket vendor 12345". */
function vendorTicket(reading: Reading): Pick<Said, 'vendorTicket'> {
  const hashed = /#[^#]*#/.test(reading.source)
  const words = reading.source.split(hashed ? /[\s,;()"#]+/ : /[\s,;()"]+/)
  for (const word of words) {
    const bare = word.replace(/^#/, '').replace(/[.:!?*_]+$/, '')
    if (bare.length >= 4 && bare.length <= 30 && LETTERS_AND_DIGITS.test(bare) && !NO_VENDOR_TICKET.test(bare))
      return { vendorTicket: bare }
  }
  const { tokens } = reading
  for (let at = 1; at < tokens.length; at += 1) {
    const near = [tokens[at - 1]!, tokens[at - 2], tokens[at - 3]].map((token) => token?.text ?? '')
    const theirs =
      near.some((word) => ['vendor', 'jasnita', 'kami', 'mereka', 'provider'].includes(word)) &&
      near.some((word) => ['tiket', 'nomor', 'case', 'id'].includes(word))
    const own = near[0] === 'case' || near[0] === 'tiketnya' || near[0] === 'ref' || near[0] === 'referensi'
    const long = near[0] === 'tiket' && /^\d{5,}$/.test(tokens[at]!.raw)
    const numbered = near[0] === 'nomor' && /^[1-9]\d{4,7}$/.test(tokens[at]!.raw)
    if (tokens[at]!.kind === 'number' && /^\d{3,}$/.test(tokens[at]!.raw) && (theirs || own || long || numbered))
      return { vendorTicket: tokens[at]!.raw }
  }
  return {}
}

/** "Ref SR-20931", "case ID CS-55021": announced as theirs, not merely a word with digits in it. */
export function hasVendorTicket(reading: Reading): boolean {
  return reading.tokens.some(({ text }) => ANNOUNCES.has(text)) && vendorTicket(reading).vendorTicket !== undefined
}

const ANNOUNCES = new Set([
  'tiket',
  'tiketnya',
  'nomor',
  'nomornya',
  'id',
  'case',
  'ref',
  'referensi',
  'reff',
  'kasus',
  'sr',
  'internal',
])

const SPOKEN_TO = new Set([
  'jasnita',
  'vendor',
  'dengan',
  'sama',
  'ke',
  'telepon',
  'hubungi',
  'oleh',
  'via',
  'kontak',
  'pihak',
  'cs',
  'noc',
  'helpdesk',
  'bicara',
  'menelepon',
  'whatsapp',
])

/** Who was called: a person of the vendor, or a name after a form of address. */
function contact(whole: Whole): Pick<Said, 'contact'> {
  const { reading, people, sender } = whole
  const known = peopleNamed(reading, people).find(
    (named) => named.person !== undefined && named.person.id !== sender.id && named.person.role === 'jasnita',
  )
  if (known !== undefined) return { contact: known.name }
  const { tokens } = reading
  for (let at = 0; at < tokens.length; at += 1) {
    const after = SPOKEN_TO.has(tokens[at - 1]?.text ?? '') || tokens[at]!.before.includes('(')
    if (!after || !VOCATIVES.has(tokens[at]!.text)) continue
    const named = nameAt(reading, at, people, true)
    if (named !== undefined && named.person?.id !== sender.id) return { contact: named.name }
  }
  const office = tokens.findIndex(
    (token, at) => ['noc', 'cs', 'helpdesk', 'teknisi', 'engineer'].includes(token.text) && at > 0,
  )
  return office === -1 ? {} : { contact: tokens[office]!.raw }
}

function promised(whole: Whole): Pick<Said, 'eta'> {
  const { tokens } = whole.reading
  // "Mundur 1 jam dari jadwal" names no moment.
  const times = timesIn(tokens, whole.at, 'future').filter(
    ({ to }) => tokens[to]?.text !== 'dari' || tokens[to + 1]?.text === 'sekarang',
  )
  const last = times.findLast((time) => !aside(tokens, time)) ?? times.at(-1)
  return last === undefined ? {} : { eta: last.instant }
}

const ASIDE = new Set('biar supaya agar karena sebab soalnya sehingga'.split(' '))

/** "Jam 9 selesai, biar besok pagi lancar": why, and not when. */
function aside(tokens: readonly Token[], { from }: TimeSaid): boolean {
  const { clause } = tokens[from]!
  return tokens.slice(Math.max(0, from - 8), from).some((token) => token.clause === clause && ASIDE.has(token.text))
}

/** "Sempat up 5 menit" tells of what was. */
const LASTED = new Set('sempat selama sejak cuma baru tadi sudah barusan tiap setiap'.split(' '))

/** "Besok jam 8 pak, alatnya belum ada": of who repairs, a clause of nothing but the time, which is nearer ahead than back. */
function alone({ reading, content, at, sender }: Whole, time: TimeSaid, named: number): boolean {
  const { clause } = reading.tokens[time.from]!
  const own = content.tokens.filter((token) => token.clause === clause)
  const length = time.to - time.from + named
  if (sender.role !== 'jasnita' || length < 2 || own.length > length || own.some(({ text }) => LASTED.has(text)))
    return false
  return !timesIn(reading.tokens, at, 'past').some(
    (past) => past.from === time.from && at - past.instant < time.instant - at,
  )
}

/** "Minta waktu remote 30 menit": of the desk's people. */
const TOGETHER = new Set('remote zoom vcon meeting akses downtime izin'.split(' '))

/** "Jam 4an" is two words. */
const CLOCK = new Set(['jam', 'pukul'])

/** "Butuh waktu kurang lebih 3 jam", "kasih kami waktu sampai jam 6". */
const NEEDS = new Set(
  'perpanjangan tambahan butuh membutuhkan dibutuhkan perlu memerlukan makan memakan minta mohon kasih beri berikan'.split(
    ' ',
  ),
)

function sofar(tokens: readonly Token[], { from, to }: TimeSaid): boolean {
  return (
    !tokens.slice(Math.max(0, from - 6), from).some(({ text }) => text === 'waktu') ||
    tokens.slice(Math.max(0, from - 6), to + 1).some(({ text }) => text === 'lalu' || LASTED.has(text))
  )
}

/** "Habis maghrib". */
const THEN = new Set(['habis', 'sehabis', 'setelah', 'sesudah', 'selepas', 'menjelang', 'jelang'])
const PRAYERS = new Set(['subuh', 'dzuhur', 'ashar', 'maghrib', 'isya'])

/** "Mundur jadi jam 8", "kami usahakan jam 8". */
const MOVED = new Set(
  'mundur molor undur geser usaha upaya usahakan upayakan diusahakan diupayakan diundur jadwal jadwalkan dijadwalkan reschedule'.split(
    ' ',
  ),
)

/** "Yang peta jam 5 sore" says no more than "peta jam 5 sore". */
const NAMES = new Set(['yang', 'untuk', 'tiket', 'nomor', 'kalau'])

/** Whether a time to come is promised in words such as "2 jam lagi" or "besok jam 9". */
export function promises(whole: Whole): boolean {
  const { tokens } = whole.reading
  const { length } = whole.content.tokens.filter(({ text }) => !NAMES.has(text))
  return timesIn(tokens, whole.at, 'future').some((time) => {
    // "Gagal lagi 5 menit kemudian".
    const past = tokens[time.to]?.text === 'kemudian' || tokens[time.to]?.text === 'setelahnya'
    if (past || ['dari', 'sejak'].includes(tokens[time.from - 1]?.text ?? '')) return false
    const named = CLOCK.has(tokens[time.from - 1]?.text ?? '') ? 1 : 0
    const bare = length <= Math.max(4, time.to - time.from + 1)
    if (bare && time.to - time.from + named >= 2 && !tokens.some(({ text }) => LASTED.has(text))) return true
    // "± 3 jam untuk penggantian modul": how long it takes from now.
    const takes = time.from <= 2 && ['untuk', 'buat'].includes(tokens[time.to]?.text ?? '')
    if (takes && !tokens.some(({ text }) => LASTED.has(text))) return true
    if (alone(whole, time, named)) return true
    const needs = tokens.slice(Math.max(0, time.from - 7), time.from)
    if (
      needs.some(({ text }) => NEEDS.has(text)) &&
      !needs.some(({ text }) => TOGETHER.has(text)) &&
      !sofar(tokens, time)
    )
      return true
    if (THEN.has(tokens[time.from - 1]?.text ?? '') && PRAYERS.has(tokens[time.from]!.text)) return true
    // "Molor 1 jam dari ETA tadi".
    if (tokens[time.to]?.text === 'dari' && tokens[time.to + 1]?.text !== 'sekarang') return false
    const words = tokens
      .slice(Math.max(0, time.from - 2), time.to + 1)
      .filter(({ text, clause }) => text !== 'lagi' || clause === tokens[time.from]!.clause)
      .map((token) => token.text)
    if (tokens.slice(Math.max(0, time.from - 4), time.from).some(({ stem }) => MOVED.has(stem))) return true
    return (
      words.some((word) =>
        [
          'lagi',
          'besok',
          'nanti',
          'maksimal',
          'lambat',
          'estimasi',
          'kira-kira',
          'sekitar',
          'dalam',
          'target',
          'h',
          'lusa',
          'depan',
          'sebelum',
          'eta',
          'mungkin',
          'ini',
          'bada',
          'butuh',
          'perlu',
          'memakan',
        ].includes(word),
      ) &&
      !words.includes('tadi') &&
      !words.includes('lalu')
    )
  })
}

function claimed(whole: Whole): Pick<Said, 'claimedAt'> {
  const { tokens } = whole.reading
  const time = timesIn(tokens, whole.at, 'past').find((one) =>
    tokens
      .slice(one.from, one.to)
      .some(
        (token) =>
          wholeNumber(token) !== undefined ||
          /\d/.test(token.raw) ||
          token.text === 'setengah' ||
          token.text === 'sejam',
      ),
  )
  return time === undefined || whole.at - time.instant < 60_000 ? {} : { claimedAt: time.instant }
}

const HANDS_TO = new Set([
  'ke',
  'kepada',
  'tolong',
  'sama',
  'oleh',
  'biar',
  'alihkan',
  'pak',
  'titip',
  'gantikan',
  'gantiin',
  'minta',
  'mas',
  'untuk',
  'suruh',
  'pengganti',
  'dihandle',
  'ganti',
  'pulang',
  'digantikan',
])

/** The person a ticket or a duty goes to: of the directory, or as named. */
function handedTo(whole: Whole, act: Act): Pick<Said, 'person' | 'personName'> {
  const { reading, people, sender } = whole
  const named = peopleNamed(reading, people).filter((one) => one.person !== undefined && one.person.id !== sender.id)
  const start = whole.content.tokens[act.from]?.start ?? 0
  const best = named.find((one) => reading.tokens[one.from]!.start >= start) ?? named[0]
  if (best?.person !== undefined) return { person: best.person, personName: best.person.name }
  const called = act.intent === 'reassign' ? handlerNamed(reading, people, sender) : undefined
  if (called !== undefined) return { person: called.person, personName: called.person.name }
  const { tokens } = reading
  for (let at = 1; at < tokens.length; at += 1) {
    if (!HANDS_TO.has(tokens[at - 1]!.text)) continue
    const other = nameAt(reading, at, people, true)
    if (other !== undefined && /^(pak|bu|mas|mba|mbak|bpk|bapak|ibu|kang|teh|bang|\p{Lu})/u.test(other.name))
      return { personName: other.name }
  }
  return {}
}

function until(whole: Whole): Pick<Said, 'until'> {
  const time = untilIn(whole)
  return time === undefined ? {} : { until: time.instant }
}

function impactIn(tokens: readonly Token[]): Pick<Said, 'impact'> {
  const named = tokens.filter((one) => Object.hasOwn(IMPACT_WORDS, one.text))
  // "Tinggi ya, bukan sedang".
  const token = named.findLast((one) => tokens[tokens.indexOf(one) - 1]?.text !== 'bukan') ?? named.at(-1)
  return token === undefined ? {} : { impact: IMPACT_WORDS[token.text]! }
}

export { IMPACT_WORDS }
