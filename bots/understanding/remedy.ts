/** "Tinta sudah diisi" of the ticket "tinta habis": what was wrong has been undone, so it is resolved (DOMAIN 4.2). */
import { COMMANDS } from './commands.ts'
import type { KnownTicket } from './meaning.ts'
import type { Message } from './message.ts'
import type { Act } from './sight.ts'
import type { Token } from './words.ts'
import { read } from './words.ts'

/** What was wrong, and what undoes it. */
const UNDOES: readonly (readonly [string, string])[] = [
  ['habis kosong', 'isi ganti tambah diisi diganti ditambah'],
  ['nyangkut keselip nyelip', 'keluarkan dikeluarkan cabut'],
  ['terkunci kekunci terblokir lock', 'buka unlock dibuka aktifkan'],
  ['lepas copot kendor longgar tercabut kecabut', 'pasang colok kencang dipasang dicolok dikencangkan'],
  ['penuh', 'kosong kosongkan hapus bersih dikosongkan'],
  ['expired kedaluwarsa kadaluarsa', 'perbarui perpanjang diperbarui diperpanjang'],
  ['lupa', 'reset direset'],
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
  const undone = REMEDIES.filter(([wrong]) => summary.some(({ text, stem }) => wrong.has(text) || wrong.has(stem)))
  if (row === undefined || undone.length === 0 || tokens.some(({ text }) => NOT_YET.has(text))) return []
  const things = new Set(summary.map(({ text }) => text))
  const to = tokens.findIndex(
    (token, at) => undone.some(([, words]) => words.has(token.text) || words.has(token.stem)) && isDone(tokens, at),
  )
  const named = tokens.some((token) => token.clause === tokens[to]?.clause && things.has(token.text))
  if (to === -1 || !named) return []
  const because = `"${tokens[to]!.raw}" menghapus penyebab tiket ${ticket.number}: ${row.word}`
  return [{ intent: row.intent, row, from: to, to: to + 1, short: false, sense: row.sense, because }]
}

function isDone(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some(({ text, clause }) => text === 'sudah' && clause === tokens[at]!.clause)
}
