/** Who does not come, in words that are no command: "hari ini tidak masuk, demam", and what is told of somebody else. */
import { THINGS } from './accounted.ts'
import { awayOf } from './arguments.ts'
import type { Meaning, Said } from './meaning.ts'
import type { Message } from './message.ts'
import type { Act } from './sight.ts'
import { DOUBTS, IF, SPEAKER } from './unstated-words.ts'
import { nothing } from './wordless.ts'
import type { Token } from './words.ts'

const NOT = new Set(['tidak', 'batal', 'berhalangan'])
const ABLE = new Set('bisa dapat jadi sempat kuat sanggup mampu ikut'.split(' '))
const COMES = new Set('masuk hadir piket jaga ngantor bertugas tugas dinas berangkat datang standby shift'.split(' '))
const ILL = new Set(
  `sakit demam meriang panas flu batuk pilek pusing vertigo diare mencret muntah muntah-muntah mual tipes tifus typus dbd opname diopname
  dirawat rawat dokter igd rs rsud rumah-sakit kecelakaan jatuh keseleo kecapekan lemes lemas maag asam-lambung migrain masuk-angin melahirkan meninggal duka takziah`.split(
    /\s+/,
  ),
)
const ASKS_LEAVE = new Set(['izin', 'pamit', 'berhalangan'])
const POLITELY = new Set(['maaf', 'mohon', 'minta', 'sekali', 'besar'])
/** "Tidak masuk hari ini", "tidak bisa jaga": of work, where "tidak bisa masuk" alone is a login. */
const DAYS = new Set('besok lusa kerja kantor piket jaga shift dinas ngantor bertugas tugas'.split(' '))
const WORK = new Set(['kerja', 'kantor', 'piket', 'dinas'])
const NO_THINGS = new Set('ganti gantikan digantikan minta tolong mohon ada lagi sakit panas ini hari di ke'.split(' '))
/** What may stand before "tidak masuk" when a person is meant: "telepon tidak masuk" is a fault. */
const BEFORE = new Set(
  `hari ini itu besok lusa malam pagi siang sore nanti lagi sedang masih karena sebab soalnya untuk sementara shift jadwal jaga piket badan kondisi anak anaknya istri
  istrinya suami suaminya ibu ibunya bapak bapaknya orang tua mertua adik kakak dia beliau dengan dulu juga kami saya lapor info kabar jadi sepertinya terpaksa yang dan
  senin selasa rabu kamis jumat sabtu minggu mendadak tiba-tiba dari semalam tadi kemarin`.split(/\s+/),
)
const OTHERS = new Set(['dia', 'beliau', 'doi', 'mereka', 'katanya'])
const PLACES = new Set(['kantor', 'kerja', 'piket', 'dinas', 'shift'])
const LONGEST = 30

/** Undefined when the message says nothing of somebody's absence. */
export function absenceIn(message: Message): Meaning | undefined {
  const { words, numbers, reading, sight } = message
  if (numbers.length > 0 || words.length > LONGEST || reading.questions.size > 0) return undefined
  if (words.some(({ text }) => IF.has(text) || DOUBTS.has(text))) return undefined
  const at = words.findIndex((_, index) => staysAway(words, index))
  if (at === -1) return undefined
  // "VPN mati, ga bisa kerja dari rumah": a fault told before is what keeps them from it.
  const { fault, content } = message
  const told = [...fault.marked].some((index) => content.tokens[index]!.clause < words[at]!.clause)
  if (message.reports && fault.stated && fault.weight >= 5 && told) return undefined
  const before = words.slice(0, at).filter(({ clause }) => clause === words[at]!.clause)
  const isName = ({ raw }: Token): boolean => sight.names.has(raw.toLowerCase())
  const plain = (token: Token): boolean =>
    BEFORE.has(token.text) ||
    POLITELY.has(token.text) ||
    ASKS_LEAVE.has(token.text) ||
    ILL.has(token.text) ||
    isName(token)
  // "Motor saya mogok tidak bisa masuk kerja".
  const come = ABLE.has(words[at + 1]!.text) ? at + 2 : at + 1
  const atWork = words[come]!.text === 'masuk' && WORK.has(words[come + 1]?.text ?? '')
  if (!atWork && !before.every(plain)) return undefined
  const other =
    before.findLast((token) => isName(token) || OTHERS.has(token.text)) ??
    // "Asep demam, ga masuk".
    words.find((token, index) => isName(token) && index < at && ILL.has(words[index + 1]?.text ?? ''))
  // "Pak Hendra izin tidak masuk" asks him; "Sri izin tidak masuk" tells of her.
  const asks = other === undefined || isLead(message, other)
  const own = before.findLast(({ text }) => SPEAKER.has(text) || (asks && ASKS_LEAVE.has(text)))
  const hinted = words.some(
    ({ text }, index) =>
      ILL.has(text) ||
      ASKS_LEAVE.has(text) ||
      DAYS.has(text) ||
      (text === 'ini' && ofDay(words[index - 1]?.text ?? '')),
  )
  const able = ABLE.has(words[at + 1]!.text)
  if (!hinted && (other === undefined || able)) return undefined
  // "Hari ini tidak masuk panggilan sama sekali".
  const excused = words.some(({ text }) => ILL.has(text) || ASKS_LEAVE.has(text))
  const work = excused && (atWork || DAYS.has(words[come]!.text))
  if (!work && words.some((token, index) => index > at && !ofPeople(token))) return undefined
  // "Asep tidak masuk, anaknya sakit": Asep says himself when he is away.
  if (words.some(({ text }) => OTHERS.has(text)) || (other !== undefined && (own?.start ?? -1) < other.start))
    return nothing('kabar tentang orang lain, bukan gangguan')
  const said: Said = { intent: 'off_duty', ...awayOf(message) }
  return { kind: 'said', said: [said], because: [`"${words[at]!.raw} ${words[at + 1]!.raw}": PULANG`] }
}

const ofDay = (text: string): boolean => ['hari', 'malam', 'pagi', 'siang', 'sore'].includes(text)

function ofPeople({ text, stem }: Token): boolean {
  const known = [NOT, ABLE, OTHERS, COMES, ILL, ASKS_LEAVE, POLITELY, BEFORE, NO_THINGS].some((words) =>
    words.has(text),
  )
  return known || !(THINGS.has(text) || THINGS.has(stem))
}

/** "Tidak bisa masuk"; "tidak masuk ke aplikasi" is none. */
function staysAway(words: readonly Token[], at: number): boolean {
  if (!NOT.has(words[at]!.text)) return false
  const come = ABLE.has(words[at + 1]?.text ?? '') ? at + 2 : at + 1
  const { clause } = words[at]!
  if (!COMES.has(words[come]?.text ?? '') || words[come]!.clause !== clause) return false
  const [next, place] = words.slice(come + 1, come + 3).filter((token) => token.clause === clause)
  return next === undefined || !['ke', 'di'].includes(next.text) || PLACES.has(place?.text ?? '')
}

const LIMITS = new Set(['sampai', 'hingga', 'sd', 'smp'])

/**
 * The duty that an act speaks of: "saya standby besok" and "Yudi off, saya yang pegang" take nobody off or on now, and
 * who says "saya gantikan Yudi" comes.
 */
export function dutyMeant({ intent, from, to }: Act, message: Message): Act['intent'] | undefined {
  const { tokens, names } = message.sight
  const { clause } = tokens[from]!
  const before = tokens.slice(0, from).filter((token) => token.clause === clause)
  const own = tokens.slice(from, to + 4).filter((token) => token.clause === clause)
  const limit = own.findIndex(({ text }) => LIMITS.has(text))
  const planned = [...before, ...(limit === -1 ? own : own.slice(0, limit))].some(({ text }) => AHEAD.has(text))
  // "Saya sudah sembuh, besok masuk".
  const later = tokens.slice(from, to).some(({ text }) => WELL.has(text)) && tokens.some(({ text }) => AHEAD.has(text))
  if (intent === 'on_duty') return planned || later ? undefined : intent
  if (intent !== 'off_duty') return intent
  const first = tokens[from]!
  const stands = REPLACES.test(first.raw)
  if (stands && SPEAKER.has(tokens[from - (tokens[from - 1]?.text === 'yang' ? 2 : 1)]?.text ?? ''))
    return own.some(({ text }, at) => at > 0 && SPEAKER.has(text)) || planned ? undefined : 'on_duty'
  const other = before.findLast(({ raw }) => names.has(raw.toLowerCase()))
  // "Pak Hendra izin pulang" asks him; "Wulan izin sakit" tells of her.
  const asked = other !== undefined && isLead(message, other)
  const speaks = ({ text }: Token): boolean => SPEAKER.has(text) || (asked && ASKS_LEAVE.has(text))
  const free = before.some((token) => speaks(token) && token.start > (other?.start ?? 0))
  const spoken = own.some(speaks)
  // "Ganti saya yang pegang": of a ticket.
  if (stands && first.text === 'ganti' && other === undefined) return undefined
  return other === undefined || free || spoken || stands ? intent : undefined
}

/** Whom leave is asked of. */
function isLead({ situation }: Message, { raw }: Token): boolean {
  return situation.people.some(
    ({ name, role }) => LEADS.has(role) && name.toLowerCase().split(' ').includes(raw.toLowerCase()),
  )
}

const LEADS = new Set(['kepala_seksi', 'supervisor', 'admin'])
const WELL = new Set(['sehat', 'sembuh', 'baikan'])
const AHEAD = new Set(['besok', 'lusa', 'nanti', 'rencana', 'rencananya'])
const REPLACES = /^(?:meng?)?g?ganti(?:in|kan)?$/i
