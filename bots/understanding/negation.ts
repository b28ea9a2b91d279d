/** Negation, aspect, questions and pleas before a word: what turns "selesai" into something else (DOMAIN 4.3, 3 to 6). */
import type { Token } from './words.ts'

const NEGATORS = new Set(['tidak', 'belum', 'bukan', 'jangan', 'tanpa', 'gagal'])
/** Cirebon "beli" is "tidak" only right before "bisa"; elsewhere it is "buy" (rule 3). */
const CIREBON_NOT = new Set(['beli', 'bli', 'bely', 'ora'])
const UNFINISHED = new Set([
  'sedang',
  'lagi',
  'masih',
  'mau',
  'akan',
  'coba',
  'hampir',
  'sebentar',
  'nanti',
  'otw',
  'proses',
  'menunggu',
  'tunggu',
  'segera',
  'tinggal',
  'besok',
])
const WISHED = new Set([
  'kalau',
  'jika',
  'bila',
  'semoga',
  'agar',
  'supaya',
  'biar',
  'harus',
  'apabila',
  'kapan',
  'sampai',
  'sebelum',
  'harap',
  'harapan',
  'insyaallah',
  'harusnya',
  'seharusnya',
  'target',
  'estimasi',
  'eta',
  'kira-kira',
  'sebelumnya',
  'padahal',
  'walau',
  'biasanya',
  'awalnya',
  'semula',
  'kemarin',
  'tadinya',
  'kapan-kapan',
  'sempat',
  'sempet',
  'kabari',
  'info',
  'kabarin',
  'meski',
  'meskipun',
  'walaupun',
  'dianggap',
  'katanya',
])
/** Beyond these a word before no longer speaks about what follows. */
const BARRIERS = new Set([
  'sudah',
  'sekarang',
  'tapi',
  'lalu',
  'terus',
  'ternyata',
  'dan',
  'langsung',
  'tadi',
  'karena',
  'akhirnya',
  'ya',
  'setelah',
  'habis',
  'alhamdulillah',
])
const PLEAS = new Set([
  'tolong',
  'mohon',
  'segera',
  'harap',
  'minta',
  'agar',
  'supaya',
  'bantu',
  'dibantu',
  'cepat',
  'mohonn',
])
const ASKING = new Set(['bagaimana', 'kapan', 'apakah', 'apa', 'mana', 'kenapa', 'berapa', 'gimana', 'piye', 'dimana'])
const REACH = 3

/** Anywhere before in the clause these make it a condition, a wish or a contrast. */
const SUPPOSED = new Set([
  'kalau',
  'jika',
  'bila',
  'apabila',
  'semoga',
  'padahal',
  'walau',
  'walaupun',
  'meski',
  'meskipun',
  'seandainya',
  'andai',
  'asal',
  'sisi',
  'takut',
  'takutnya',
  'jangan-jangan',
])
/** "Server normal" tells where the fault is not; it does not say that the ticket's fault is gone. */
const COMPONENTS = new Set([
  'server',
  'jaringan',
  'internet',
  'lan',
  'pc',
  'kabel',
  'listrik',
  'ups',
  'router',
  'lain',
  'lainnya',
  'kami',
  'database',
  'switch',
  'modem',
  'ping',
  'vpn',
])
const LEADS_IN = new Set(['sudah', 'bisa', 'dapat', 'kembali', 'mulai', 'pada'])
const HALF = new Set(['setengah', 'sebagian', 'separuh', 'separo'])

type Turn = 'plain' | 'negated' | 'unfinished' | 'wished'

/** How the words before `from` turn what starts there, and where the turning word stands. */
export function turnBefore(
  tokens: readonly Token[],
  from: number,
  to = from + 1,
): { readonly turn: Turn; readonly at: number } {
  const clause = tokens[from]?.clause
  if (HALF.has(tokens[to]?.text ?? '')) return { turn: 'unfinished', at: from }
  for (let back = 1; back <= REACH; back += 1) {
    const at = from - back
    const token = tokens[at]
    if (token === undefined || token.clause !== clause || BARRIERS.has(token.text)) break
    if (NEGATORS.has(token.text) || (back === 1 && CIREBON_NOT.has(token.text))) return { turn: 'negated', at }
    if (WISHED.has(token.text)) return { turn: 'wished', at }
    if (UNFINISHED.has(token.text)) return { turn: 'unfinished', at }
  }
  return { turn: 'plain', at: from }
}

/** Whether what starts at `from` is only supposed: "kalau kambuh lagi", "padahal tadi sudah normal". */
export function supposed(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 8) && tokens[at]!.clause === clause; at -= 1)
    if (SUPPOSED.has(tokens[at]!.text)) return true
  return false
}

/** A bare "normal" of a part of the system. */
export function ofComponent(tokens: readonly Token[], from: number): boolean {
  const before = tokens[from - 1]
  return before !== undefined && before.clause === tokens[from]!.clause && COMPONENTS.has(before.text)
}

/** Where the verb group of a completion begins: "sudah bisa" before "normal" belongs to it. */
export function groupStart(tokens: readonly Token[], from: number): number {
  let start = from
  while (
    start > 0 &&
    from - start < 3 &&
    tokens[start - 1]!.clause === tokens[from]!.clause &&
    LEADS_IN.has(tokens[start - 1]!.text)
  )
    start -= 1
  return start
}

const CONTRARY = new Set([
  'tidak',
  'belum',
  'masih',
  'tetap',
  'error',
  'mati',
  'lemot',
  'hang',
  'lag',
  'putus',
  'putus-putus',
  'hilang',
  'kosong',
  'muncul',
  'ngaco',
  'gagal',
  'rusak',
])

/** "... tapi aplikasinya belum": what follows takes the completion back. */
export function takenBack(tokens: readonly Token[], to: number): boolean {
  const end = Math.min(tokens.length, to + 8)
  const but = tokens
    .slice(to, end)
    .findIndex((token) => token.text === 'tapi' || token.text === 'cuma' || token.text === 'sayang')
  return but !== -1 && tokens.slice(to + but, to + but + 7).some((token) => CONTRARY.has(token.text))
}

/** A word of asking stands before. */
export function wonders(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 4) && tokens[at]!.clause === clause; at -= 1)
    if (ASKING.has(tokens[at]!.text)) return true
  return false
}

/** "Sudah beres belum", "apa sudah normal", "sudah bisa?" ask (rule 5). */
export function asks(tokens: readonly Token[], from: number, to: number, questions: ReadonlySet<number>): boolean {
  const clause = tokens[from]!.clause
  if (questions.has(clause) || wonders(tokens, from)) return true
  const next = tokens[to]
  const at = next?.text === 'lagi' || next?.text === 'saja' || next?.text === 'ini' ? to + 1 : to
  const last = tokens[at]
  const tag =
    last !== undefined &&
    last.clause === clause &&
    (last.text === 'belum' || last.text === 'tidak' || last.text === 'apa')
  if (!tag) return false
  const after = tokens[at + 1]
  return after === undefined || after.clause !== clause || after.text === 'ya' || after.text === 'sih'
}

/** "Mohon segera diperbaiki": asked of somebody, not said to be done (rule 6). */
export function pleads(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - REACH) && tokens[at]!.clause === clause; at -= 1)
    if (PLEAS.has(tokens[at]!.text)) return true
  return false
}
