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
]
const REMEDIES = UNDOES.map(([wrong, undone]) => [new Set(wrong.split(' ')), new Set(undone.split(' '))] as const)
const NOT_YET = new Set(
  'belum tidak nanti mau akan coba tapi masih sedang kalau besok minta mohon tolong siap'.split(' '),
)

/** The act of who repairs, where nothing else in the message says one. */
export function remedyOf(message: Message, ticket: KnownTicket): readonly Act[] {
  const { sight, roles, reading } = message
  const { tokens } = sight
  if (!(message.handles || message.vendor) || sight.unstated.length > 0 || reading.questions.size > 0) return []
  const row = COMMANDS.find(
    ({ sense, states, who, words }) =>
      sense === 'done' &&
      words.length > 0 &&
      states?.includes(ticket.state) &&
      who.some((role) => roles.includes(role)),
  )
  const summary = row === undefined ? [] : read(ticket.summary).tokens
  const undone = REMEDIES.filter(([wrong]) =>
    summary.some(
      ({ text, stem }, at) => (wrong.has(text) || wrong.has(stem)) && !NEGATORS.has(summary[at - 1]?.text ?? ''),
    ),
  )
  const now = row === undefined ? -1 : happensNow(tokens, summary)
  if (row !== undefined && now !== -1 && !tokens.some(({ text }) => NOT_YET.has(text)))
    return [actOf(row, tokens, now, ticket)]
  if (row === undefined || undone.length === 0 || tokens.some(({ text }) => NOT_YET.has(text))) return []
  const things = new Set(summary.map(({ text }) => text))
  const to = tokens.findIndex(
    (token, at) =>
      undone.some(([, words]) => [token.text, token.stem, bare(token.text)].some((word) => words.has(word))) &&
      isDone(tokens, at),
  )
  const named = tokens.some((token) => token.clause === tokens[to]?.clause && things.has(token.text))
  if (to === -1 || !named) return []
  return [actOf(row, tokens, to, ticket)]
}

function actOf(row: CommandRow, tokens: readonly Token[], at: number, { number }: KnownTicket): Act {
  const because = `"${tokens[at]!.raw}" menghapus penyebab tiket ${number}: ${row.word}`
  return { intent: row.intent, row, from: at, to: at + 1, short: false, sense: row.sense, because }
}

const AGAIN = new Set(['lagi', 'kembali', 'semua'])

/** "Sudah update lagi" of "dashboard tidak update", "rekaman sudah ada semua" of "rekaman tidak ada": what was missed is there. */
function happensNow(tokens: readonly Token[], summary: readonly Token[]): number {
  const missed = new Set(
    summary.flatMap(({ text }, at) => {
      if (text !== 'tidak' && text !== 'belum') return []
      const next = summary[at + 1]?.text === 'bisa' ? summary[at + 2] : summary[at + 1]
      return next === undefined || next.kind !== 'word' ? [] : [next.text]
    }),
  )
  if (summary.some(({ text }) => text === 'hilang' || text === 'kosong')) missed.add('ada').add('terisi')
  const things = new Set(summary.map(({ text }) => text))
  return tokens.findIndex(({ text, clause }, at) => {
    if (!missed.has(text) || tokens[at - 1]?.text !== 'sudah' || tokens[at - 1]!.clause !== clause) return false
    const next = tokens[at + 1]
    const ends = next?.clause !== clause || AGAIN.has(next.text)
    const named = tokens.slice(0, at).some((token) => token.clause === clause && things.has(token.text))
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
