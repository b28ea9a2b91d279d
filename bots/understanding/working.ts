/** "Lagi sy jalankan ulang jobnya", "restart server dulu": who repairs is at it, whatever it is that is done (SOP step 4). */
import { byParty, byVendor } from './circumstances.ts'
import type { CommandRow } from './commands/row.ts'
import { CLASSES } from './commands/words.ts'
import { COMMANDS } from './commands.ts'
import { NEGATORS } from './negation-words.ts'
import { isRepair } from './repair.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import type { Token } from './words.ts'

const ROW = COMMANDS.find(({ intent }) => intent === 'start_repair')!
const SPEAKER = new Set(['saya', 'kami'])
const AT_IT = new Set(['lagi', 'sedang', 'langsung', 'coba', 'ini', 'sambil', 'segera'])
/** "Tim lagi di lokasi ganti kamera": the section's own. */
const TEAM = new Set(['tim', 'teknisi', 'anak-anak', 'rekan'])
const FIRST = new Set(['dulu', 'sekarang'])
/** The time for it has not come, it is over, or it is asked of somebody. */
const OTHERWISE = new Set(
  'nanti besok lusa mau akan kalau belum sudah habis setelah tunggu nunggu menunggu tolong mohon minta harus perlu bisa boleh jangan usah tadi kemarin selesai biasanya kapan harusnya mending'.split(
    ' ',
  ),
)
/** What is done with these is no repair: "sy buka pesannya", "lagi sy isi daftar hadir". */
const OTHER_OBJECTS = new Set(
  'pesan pesannya laporan laporannya rapat surat pintu log lognya daftar absen hadir dokumen email formulir pintunya nota shift piket jaga jadwal baju laptop hp whatsapp file dampak prioritas level tinggi kritis rendah'.split(
    ' ',
  ),
)
const MOST_WORDS = 6

/** One act for each clause that says so. */
export function atWork(sight: Sight, rows: (row: CommandRow) => boolean): Act[] {
  if (!rows(ROW)) return []
  const acts = FOUND.get(sight) ?? actsIn(sight)
  FOUND.set(sight, acts)
  return acts
}

/** The same for every state in which it can be said. */
const FOUND = new WeakMap<Sight, Act[]>()

function actsIn(sight: Sight): Act[] {
  const found: Act[] = []
  const { tokens, questions, names } = sight
  for (let from = 0; from < tokens.length; ) {
    let end = from
    while (end < tokens.length && tokens[end]!.clause === tokens[from]!.clause) end += 1
    const person = tokens.slice(from, end).some(({ raw }) => names.has(raw.toLowerCase()))
    const at = person || questions.has(tokens[from]!.clause) ? -1 : verbIn(tokens, from, end)
    if (at !== -1 && !byParty(tokens, at, at + 1) && !byVendor(tokens, at + 1)) {
      const first = opening(tokens, from, at)
      const because = `"${phrase(sight, first, at + 1)}": ${ROW.word}`
      found.push({ intent: ROW.intent, row: ROW, from: first, to: at + 1, short: false, sense: undefined, because })
    }
    from = end
  }
  return found
}

/** Where the clause names what the speaker is doing now; -1 when it does not. */
function verbIn(tokens: readonly Token[], from: number, end: number): number {
  const clause = tokens.slice(from, end)
  if (clause.some(({ text }) => NEGATORS.has(text) || OTHERWISE.has(text) || OTHER_OBJECTS.has(text))) return -1
  const ends = clause.some(({ text }) => FIRST.has(text))
  const team = clause.findIndex(({ text }) => TEAM.has(text))
  const going = clause.findIndex(({ text }) => text === 'lagi' || text === 'sedang')
  const theirs = clause.some(({ stem }) => stem === 'jasnita' || stem === 'vendor')
  const last = clause.findLast(({ text }) => text !== 'ya')?.text ?? ''
  for (let at = 0; at < clause.length; at += 1) {
    if (!(works(clause[at]!) || redone(clause, at))) continue
    const lead = clause.slice(Math.max(0, at - 3), at).map(({ text }) => text)
    const speaks = lead.some((text) => SPEAKER.has(text))
    if (team !== -1 && team < at && going !== -1 && going < at && !theirs) return from + at
    const near = speaks || lead.at(-1) === 'di' || /^di/i.test(clause[at]!.raw)
    const trying = lead.includes('coba') && lead.some((text) => text === 'lagi' || text === 'sedang')
    // "Lagi sy kencangkan", "sedang dihidupkan"; "sy coba dulu restart", "sy ganti kabelnya dulu"; "restart server dulu".
    const still = FIRM.has(clause[at]!.text) && ['lagi', 'sedang'].includes(lead.at(-1) ?? '')
    if (still || trying || (near && lead.some((text) => AT_IT.has(text)) && !(lead.includes('coba') && !speaks)))
      return from + at
    if (speaks && (ends || opens(clause, at))) return from + at
    const bare = at === 0 && !/^di/i.test(clause[0]!.raw) && clause.length <= MOST_WORDS
    if (bare && (FIRST.has(last) || last === 'ulang') && clause.length > 1) return from
  }
  return -1
}

const FIRM: ReadonlySet<string> = new Set([
  ...(CLASSES.mend ?? []),
  ...'cabut optimasi cleaning crimping format patching tuning'.split(' '),
])
const LEADS = new Set(['ok', 'siap', 'baik', 'ya', 'noted', 'sip'])

/** "Ok sy tarik kabel baru": nothing but the speaker before what mends. */
function opens(clause: readonly Token[], at: number): boolean {
  return FIRM.has(clause[at]!.stem) && clause.slice(0, at).every(({ text }) => SPEAKER.has(text) || LEADS.has(text))
}

/** The marker and the speaker belong to it. */
function opening(tokens: readonly Token[], from: number, at: number): number {
  let first = at
  while (
    first > from &&
    at - first < 3 &&
    (SPEAKER.has(tokens[first - 1]!.text) || AT_IT.has(tokens[first - 1]!.text) || FIRST.has(tokens[first - 1]!.text))
  )
    first -= 1
  return first
}

const LOOKS =
  /^(?:di)?(?:cek|tes|test|uji|coba|lihat|baca|hitung|telepon|hubungi|tanya|kirim|periksa|tinjau|analisa|telusuri|koordinasi)/

/** "Registrasi ulang", "daftarkan ulang"; "tes ulang" only looks. */
const redone = (clause: readonly Token[], at: number): boolean => {
  const before = clause[at - 1]
  return (
    clause[at]!.text === 'ulang' && before?.kind === 'word' && !LOOKS.test(before.text) && !SPEAKER.has(before.text)
  )
}

/** These hand the ticket on, rank it or speak of the speaker: "sy alihkan dulu ke Asep", "sy turun dulu". */
const MAY_BE_OTHER = new Set('ulang alihkan dialihkan kirim naik turun login logout up klik blok'.split(' '))

/** A word of repairing, in any of its forms. */
function works(token: Token): boolean {
  const { text, stem, raw } = token
  // "Sy naikkan dulu memory limitnya".
  const raises = (stem === 'naik' || stem === 'turun') && /(?:kan|in)$/i.test(raw)
  return isRepair(token) && (raises || !(MAY_BE_OTHER.has(text) || MAY_BE_OTHER.has(stem))) && !/nya$/i.test(raw)
}
