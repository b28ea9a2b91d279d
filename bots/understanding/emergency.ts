/** A citizen's emergency that reached the help desk by mistake (DOMAIN section 7.1). Missing one is worse than one too many. */
import { needsNobody } from './emergency-past.ts'
import { toldEmergency } from './emergency-told.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import type { KnownPerson } from './meaning.ts'
import { Lexicon, pattern } from './pattern.ts'
import type { Reading, Token } from './words.ts'

const LEXICON = new Lexicon<boolean>(
  EMERGENCY_WORDS.flatMap((row) => row.patterns.map((source) => pattern(source, row.strong, {}))),
  true,
)
/** Talk about emergencies that is none: drills, questions of what to do, news. */
const NOT_NOW = new Set(['simulasi', 'latihan', 'gladi', 'sosialisasi', 'lomba', 'seminar'])

/** "Terjebak macet": late, not in danger. */
const STUCK = new Set(['macet', 'hujan', 'rapat', 'kemacetan'])

/** "Banjir diskon" */
const BARGAINS = new Set(['diskon', 'promo', 'order', 'orderan', 'pesanan', 'hadiah', 'rezeki', 'cuan'])

interface EmergencyWords {
  readonly strong: readonly string[]
  readonly weak: readonly string[]
}

/** Asked several times of one message. */
const KNOWN = new WeakMap<Reading, EmergencyWords>()

/** Emergency words as typed, those that are enough alone apart from those that need company. */
export function emergencyWords(reading: Reading): EmergencyWords {
  const known = KNOWN.get(reading) ?? wordsIn(reading)
  KNOWN.set(reading, known)
  return known
}

function wordsIn(reading: Reading): EmergencyWords {
  const { tokens } = reading
  if (tokens.some((token) => NOT_NOW.has(token.text))) return { strong: [], weak: [] }
  const strong: string[] = []
  const weak: string[] = []
  for (const match of LEXICON.find(tokens, true)) {
    const before = tokens[match.from - 1]?.text
    const denied = (before === 'bukan' || before === 'tidak') && tokens[match.from]!.text !== 'sadar'
    const bargain = BARGAINS.has(tokens[match.to]?.text ?? '')
    if (
      denied ||
      bargain ||
      isBirth(tokens, match.from) ||
      isThing(tokens, match.from) ||
      isFigure(tokens, match.from) ||
      (tokens[match.to - 1]!.text === 'terjebak' && STUCK.has(tokens[match.to]?.text ?? ''))
    )
      continue
    const words = tokens
      .slice(match.from, match.to)
      .map((token) => token.raw)
      .join(' ')
      .toLowerCase()
    const list = match.means ? strong : weak
    if (!list.includes(words)) list.push(words)
  }
  if (strong.length === 0) {
    const told = sufferer(tokens) ?? toldEmergency(tokens)
    if (told !== undefined) strong.push(told)
  }
  return needsNobody(tokens, strong.concat(weak)) ? { strong: [], weak: [] } : { strong, weak }
}

const DROPPED = new Set('kecemplung nyemplung kecebur jatuh terjatuh'.split(' '))
const DROPS = new Set(
  'hp handphone ponsel kunci dompet kacamata cincin powerbank laptop remote helm sandal tumbler botol'.split(' '),
)

/** "Hp anak saya kecemplung": a thing fell. */
function isThing(tokens: readonly Token[], at: number): boolean {
  return DROPPED.has(tokens[at]!.text) && tokens.slice(Math.max(0, at - 3), at).some(({ text }) => DROPS.has(text))
}

const FADES = new Set('semangat selera nafsu minat fokus konsentrasi kesabaran sabar harga'.split(' '))
const MINDS = new Set(['kepala', 'kepalaku', 'otak', 'otakku', 'hati', 'kuping', 'serasa', 'rasanya'])

/** "Kepala mau meledak". */
function isFigure(tokens: readonly Token[], at: number): boolean {
  // "Anak saya hilang semangat".
  if (
    tokens.slice(at, at + 5).some(({ text }, far) => text === 'hilang' && FADES.has(tokens[at + far + 1]?.text ?? ''))
  )
    return true
  return tokens[at]!.stem === 'ledak' || tokens[at]!.text === 'meledak'
    ? tokens.slice(Math.max(0, at - 3), at + 2).some(({ text, stem }) => MINDS.has(text) || MINDS.has(stem))
    : false
}

const BIRTHS = new Set(['lahiran', 'melahirkan', 'bersalin'])
const BORN = new Set(['sudah', 'habis', 'baru', 'cuti', 'selamat', 'kapan', 'jenguk'])

/** "Istri saya sudah lahiran, alhamdulillah", "cuti melahirkan": news, and no emergency. */
function isBirth(tokens: readonly Token[], at: number): boolean {
  const { text, stem, typed } = tokens[at]!
  if (typed.startsWith('kelahiran')) return true
  return [text, stem].some((word) => BIRTHS.has(word)) && BORN.has(tokens[at - 1]?.text ?? '')
}

/** Kin, and people seen in the street. */
const PEOPLE = new Set(
  `anak bayi balita ibu bapak ayah suami istri kakek nenek mbah oma opa eyang abah emak umi abi adik adek kakak om tante paman bibi cucu keponakan mertua
  saudara teman temen tetangga orang warga pria wanita perempuan cewek cowok pengendara penumpang pejalan siswa murid mamah mama papa bini bojo ponakan
  simbah mimi bocah korban pacar`.split(/\s+/),
)
/** What befalls a body. */
const BEFALLS = new Set(
  `mencong perot pelo lemas lemes pucat muntah-muntah kejang keselek tersedak ketelan ketelen tertelan luka patah sesak sekarat kritis pingsan membiru
  kesakitan menggigil diare mimisan step mengigau meronta teriak-teriak menjerit kepleset terpeleset kebentur terbentur jatuh terjatuh hanyut kram kepanasan kesedak ketulangan`.split(
    /\s+/,
  ),
)
/** What a body in danger cannot do: "tidak bisa bangun", "ga gerak". */
const CANNOT = new Set(
  `bangun bangun-bangun ngomong bicara gerak bergerak jalan berdiri napas nafas bernapas bernafas melihat sadar makan minum bisa-napas respon nyaut kencing
  menelan`.split(/\s+/),
)
const NOT = new Set(['tidak', 'belum', 'susah', 'sulit', 'berhenti', 'gagal'])
const LONGEST = 40

/** "Oma saya mukanya mencong", "mbah jatuh ga bangun2": a person and what befalls the body, in one message. */
function sufferer(tokens: readonly Token[]): string | undefined {
  const words = tokens.slice(0, LONGEST)
  const person = words.find((token) => PEOPLE.has(token.text) || PEOPLE.has(token.stem))
  if (person === undefined) return undefined
  const at = words.findIndex(
    (token, index) =>
      BEFALLS.has(token.text) ||
      BEFALLS.has(token.typed) ||
      ((CANNOT.has(token.text) || CANNOT.has(token.stem)) &&
        [1, 2].some((back) => NOT.has(words[index - back]?.text ?? ''))),
  )
  return at === -1 ? undefined : `${person.raw} ${words[at]!.raw}`.toLowerCase()
}

const HOME = new Set(
  'rumah kos kosan kontrakan warung toko istri suami anak adik kakak nenek kakek tetangga keluarga mertua saudara bayi mamah mama ayah'.split(
    ' ',
  ),
)
const OWNED = new Set(['saya', 'aku', 'kami', 'kita', 'kamu', 'anda'])

/** The words name a house, a relative or a colleague: an emergency word beside them is no talk about calls. */
export function touchesHome(tokens: readonly Token[], people: readonly KnownPerson[]): boolean {
  const names = new Set(people.map((person) => person.name.toLowerCase()))
  return tokens.some(
    (token, at) =>
      HOME.has(token.text) ||
      names.has(token.raw.toLowerCase()) ||
      (/^(bapak|ibu)/.test(token.text) &&
        (OWNED.has(tokens[at + 1]?.text ?? '') || /^(bapak|ibu)(ku|mu|nya)$/i.test(token.raw))),
  )
}

const BRINGS = new Set(['whatsapp', 'chat', 'sms', 'datang', 'dm', 'nyamperin'])
const TO_US = new Set(['saya', 'aku', 'sini', 'kantor', 'pos', 'kami'])

/** "Ada warga WA ke saya: rumahnya kebakaran": a citizen's emergency that came to a colleague. */
export function passesOn(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text, typed }, at) =>
      (BRINGS.has(text) || BRINGS.has(typed)) &&
      tokens.slice(Math.max(0, at - 3), at).some((one) => PEOPLE.has(one.text) || PEOPLE.has(one.stem)) &&
      tokens.slice(at + 1, at + 3).some((one) => TO_US.has(one.text)),
  )
}
