/** "Tinta sudah diisi" of the ticket "tinta habis": what was wrong has been undone, so it is resolved (DOMAIN 4.2). */
import type { CommandRow } from './commands/row.ts'
import { COMMANDS } from './commands.ts'
import type { KnownTicket } from './meaning.ts'
import type { Message } from './message.ts'
import { NEGATORS } from './negation-words.ts'
import type { Act } from './sight.ts'
import type { Token } from './words.ts'
import { read } from './words.ts'

/** What was wrong, and what undoes it. */
const UNDOES: readonly (readonly [string, string])[] = [
  ['habis kosong', 'isi ganti tambah diisi diganti ditambah'],
  ['nyangkut keselip nyelip', 'keluar keluarkan dikeluarkan cabut'],
  ['terkunci kekunci terblokir lock', 'buka unlock dibuka aktifkan'],
  ['lepas copot kendor longgar tercabut kecabut', 'pasang colok kencang dipasang dicolok dikencangkan'],
  ['penuh', 'kosong kosongkan hapus bersih dikosongkan'],
  ['expired kedaluwarsa kadaluarsa', 'perbarui perpanjang diperbarui diperpanjang'],
  ['lupa', 'reset direset'],
  ['bunyi beep berdengung dengung kedip', 'berhenti stop diam senyap'],
  ['hilang', 'kembali balik ada muncul'],
  ['kecil', 'besar perbesar gede'],
  ['lama lambat lemot lelet loading timeout', 'cepat cepet kencang enteng'],
  ['gelap', 'terang'],
  ['miring', 'lurus'],
  ['selisih beda', 'cocok sama klop'],
  ['panas mati', 'dingin'],
  ['kotor bergaris', 'bersih'],
  ['merah', 'hijau'],
  ['macet', 'gerak bergerak'],
]
const REMEDIES = UNDOES.map(([wrong, undone]) => [new Set(wrong.split(' ')), new Set(undone.split(' '))] as const)
/** Takes it back in its clause; the others wherever they stand. */
const NOT_YET = new Set(
  'tidak biar supaya agar semoga mau akan coba sedang minta mohon tolong siap nanti besok'.split(' '),
)
const NOT_AT_ALL = new Set('belum masih tapi kalau nanti besok'.split(' '))

/** The act of who repairs, where nothing else in the message says one. */
export function remedyOf(message: Message, ticket: KnownTicket): readonly Act[] {
  const { sight, roles, reading } = message
  const { tokens } = sight
  if (!(message.handles || message.vendor) || sight.unstated.length > 0 || reading.questions.size > 0) return []
  if (tokens.some(({ text }) => NOT_AT_ALL.has(text))) return []
  const row = COMMANDS.find(
    ({ sense, states, who, words }) =>
      sense === 'done' &&
      words.length > 0 &&
      states?.includes(ticket.state) &&
      who.some((role) => roles.includes(role)),
  )
  if (row === undefined) return []
  const summary = read(ticket.summary).tokens
  const at = [undoneIn(tokens, summary), happensNow(tokens, summary, message.handles), goneIn(tokens, summary)].find(
    (one) => one !== -1,
  )
  return at === undefined ? [] : [actOf(row, tokens, at, ticket)]
}

/** Clauses in which one of these words stands. */
const clausesWith = (tokens: readonly Token[], words: ReadonlySet<string>): ReadonlySet<number> =>
  new Set(tokens.filter(({ text }) => words.has(text)).map(({ clause }) => clause))

function undoneIn(tokens: readonly Token[], summary: readonly Token[]): number {
  const undone = REMEDIES.filter(([wrong]) =>
    summary.some(
      ({ text, stem }, at) => (wrong.has(text) || wrong.has(stem)) && !NEGATORS.has(summary[at - 1]?.text ?? ''),
    ),
  )
  if (undone.length === 0) return -1
  const named = clausesWith(tokens, new Set(summary.map(({ text }) => text)))
  const pending = clausesWith(tokens, NOT_YET)
  return tokens.findIndex(
    (token, at) =>
      undone.some(([, words]) =>
        [token.text, token.stem, token.typed, bare(token.text)].some((word) => words.has(word)),
      ) &&
      isDone(tokens, at) &&
      !pending.has(token.clause) &&
      named.has(token.clause),
  )
}

/** "Sudah tidak sibuk lagi" of "nada sibuk terus". */
function goneIn(tokens: readonly Token[], summary: readonly Token[]): number {
  const complained = new Set(
    summary
      .filter((_, at) => !summary.slice(Math.max(0, at - 2), at).some(({ text }) => NEGATORS.has(text)))
      .map(({ text }) => text),
  )
  return tokens.findIndex(
    ({ text, clause }, at) =>
      complained.has(text) &&
      tokens[at - 1]?.text === 'tidak' &&
      tokens[at - 1]!.clause === clause &&
      (tokens[at - 2]?.text === 'sudah' || tokens[at + 1]?.text === 'lagi'),
  )
}

function actOf(row: CommandRow, tokens: readonly Token[], at: number, { number }: KnownTicket): Act {
  const because = `"${tokens[at]!.raw}" menghapus penyebab tiket ${number}: ${row.word}`
  return { intent: row.intent, row, from: at, to: at + 1, short: false, sense: row.sense, because }
}

const AGAIN = new Set('lagi kembali semua per jam sejak mulai pada dari'.split(' '))

/** "Sudah update lagi" of "dashboard tidak update", "rekaman sudah ada semua" of "rekaman tidak ada": what was missed is there. */
function happensNow(tokens: readonly Token[], summary: readonly Token[], handles: boolean): number {
  const missed = new Set(
    summary.flatMap(({ text }, at) => {
      if (text !== 'tidak' && text !== 'belum') return []
      const next = summary[at + 1]?.text === 'bisa' ? summary[at + 2] : summary[at + 1]
      return next === undefined || next.kind !== 'word' ? [] : [next.text, next.stem]
    }),
  )
  if (summary.some(({ text }) => text === 'hilang' || text === 'kosong')) missed.add('ada').add('terisi')
  if (missed.size === 0) return -1
  const things = new Set(summary.map(({ text }) => text))
  const pending = clausesWith(tokens, NOT_YET)
  return tokens.findIndex(({ text, stem, clause }, at) => {
    const before = tokens[at - 1]
    if (!(missed.has(text) || missed.has(stem)) || before?.clause !== clause || pending.has(clause)) return false
    const next = tokens[at + 1]
    const inside = ['di', 'ke'].includes(next?.text ?? '') && things.has(tokens[at + 2]?.text ?? '')
    const ends = next?.clause !== clause || AGAIN.has(next.text) || inside
    const named = tokens[at - 2]?.clause === clause && things.has(tokens[at - 2]!.text)
    // "Rekaman bisa diputar" of "rekaman tidak bisa diputar".
    if (before.text !== 'sudah') return handles && before.text === 'bisa' && ends && named
    return ends && (text !== 'ada' || named)
  })
}

/** "Dikeluarin", "keluarkan": keluar. */
const bare = (word: string): string => word.replace(/^di(?=.{3})/, '').replace(/(?:kan|in)$/, '')

function isDone(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some(({ text, clause }) => text === 'sudah' && clause === tokens[at]!.clause)
}
