/** Negation, aspect, questions and pleas before a word: what turns "selesai" into something else (DOMAIN 4.3, 3 to 6). */
import {
  ASKING,
  BARRIERS,
  BEFORE_NOW,
  BY,
  CIREBON_NOT,
  COMPONENTS,
  CONTRARY,
  HALF,
  HOPED,
  LATER,
  LEADS_IN,
  NEGATORS,
  OF_TIME,
  ONLY,
  PAPERS,
  PLEAS,
  SHORT_OF_WELL,
  SLOWED,
  SUPPOSED,
  UNFINISHED,
  WISHED,
} from './negation-words.ts'
import { SPEAKER, WITNESSES } from './unstated-words.ts'
import type { Token } from './words.ts'

const REACH = 3
/** Words of time do not count: "kira2 jam setengah 4 sore kelar" is a promise. */
const FARTHEST = 7
type Turn = 'plain' | 'negated' | 'unfinished' | 'wished'

/** How the words before `from` turn what starts there, and where the turning word stands. */
export function turnBefore(
  tokens: readonly Token[],
  from: number,
  to = from + 1,
): { readonly turn: Turn; readonly at: number } {
  const clause = tokens[from]?.clause
  if (HALF.has(tokens[to]?.text ?? '')) return { turn: 'unfinished', at: from }
  let counted = 0
  for (let at = from - 1; counted < REACH && at >= from - FARTHEST; at -= 1) {
    const token = tokens[at]
    if (token === undefined || token.clause !== clause || BARRIERS.has(token.text)) break
    if (token.text === 'info' && tokens[at + 1]?.text === 'dari') break
    if (saidByVendor(tokens, at)) break
    if (token.text === 'sampai' && TO_NOW.has(tokens[at + 1]?.text ?? '')) break
    // "Biar saya yang pegang" offers; "biar bisa login" wishes.
    if (token.text === 'biar' && at === from - 1 && SPEAKER.has(tokens[from]!.text)) break
    // "Biar saya cek" as well.
    if (token.text === 'biar' && at === from - 2 && SPEAKER.has(tokens[at + 1]!.text) && !ABLE.has(tokens[from]!.text))
      break
    // "Ga jadi pak udah bisa".
    if (token.text === 'jadi' && tokens[at - 1]?.text === 'tidak' && (at < from - 1 || tokens[from]!.text === 'sudah'))
      break
    if (token.kind === 'word' && !OF_TIME.has(token.text)) counted += 1
    // "Yang tidak terkirim sudah beres": which one.
    if (token.text === 'tidak' && tokens[from]!.text === 'sudah' && at < from - 1 && ofWhich(tokens, at)) break
    if (NEGATORS.has(token.text) || (at === from - 1 && CIREBON_NOT.has(token.text))) return { turn: 'negated', at }
    // "Mangga, saya cek dulu" invites nobody.
    if (token.text === 'mangga' && tokens.slice(at + 1, from).some(({ text }) => SPEAKER.has(text))) break
    if (WISHED.has(token.text) && !(token.text === 'katanya' && byWitness(tokens, at))) return { turn: 'wished', at }
    // "Pas dicoba lagi sudah bisa": once more.
    if (token.text === 'lagi' && AGAIN_DONE.has(tokens[at - 1]?.text ?? '')) continue
    // "Sudah saya coba bolak-balik lancar": tried, and found.
    if (
      token.text === 'coba' &&
      tokens.slice(Math.max(0, at - 2), at).some((one) => TRIED.has(one.text) && one.clause === clause)
    )
      continue
    // "Td dicoba lancar": what has been tried, not what will be.
    if (UNFINISHED.has(token.text) && !/^di/i.test(token.raw)) {
      const denied = tokens[at - 1]?.clause === clause && NEGATORS.has(tokens[at - 1]!.text)
      return denied ? { turn: 'negated', at: at - 1 } : { turn: 'unfinished', at }
    }
  }
  return { turn: 'plain', at: from }
}

const ABLE = new Set(['bisa', 'dapat', 'lancar', 'normal', 'aman'])

/** "Yudi WA katanya sudah normal", "Yudi telepon, katanya sudah normal". */
export function saidByVendor(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]!.text !== 'katanya') return false
  const { clause } = tokens[at]!
  const first = tokens[at - 1]?.clause === clause ? clause : clause - 1
  return tokens
    .slice(Math.max(0, at - 8), at)
    .some((token) => token.clause >= first && (token.stem === 'jasnita' || token.stem === 'vendor'))
}

const TRIED = new Set(['sudah', 'tadi', 'barusan', 'habis', 'setelah', 'pas', 'waktu', 'begitu'])
const AGAIN_DONE = new Set('coba tes cek buka login restart'.split(' '))

function ofWhich(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ text, clause }) => text === 'yang' && clause === tokens[at]!.clause)
}

/** "Sampai saat ini belum berhasil" tells of now. */
const TO_NOW = new Set(['saat', 'sekarang', 'detik', 'hari'])

/** "Damkar bilang sudah masuk", "kata warga sudah nyambung": of those at the other end, who see whether it works. */
export function byWitness(tokens: readonly Token[], at: number): boolean {
  const { text: word, clause } = tokens[at]!
  // "Dedi udah nyoba, lancar katanya".
  const first = word === 'katanya' ? clause - 1 : clause
  return tokens
    .slice(Math.max(0, at - 5), at + 3)
    .some(({ text, clause: own }) => own >= first && own <= clause && WITNESSES.has(text))
}

/** Whether what starts at `from` is only supposed: "kalau kambuh lagi", "padahal tadi sudah normal". */
export function supposed(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 8) && tokens[at]!.clause === clause; at -= 1) {
    // "Kami tutup di sisi kami karena layanan sudah normal".
    if (tokens[at]!.text === 'karena' || tokens[at]!.text === 'sehingga') return false
    if (SUPPOSED.has(tokens[at]!.text) || (tokens[at]!.text === 'siapa' && tokens[at + 1]?.text === 'tahu')) return true
  }
  return false
}

/** A bare "normal" of a part of the system. */
export function ofComponent(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  // "Server Cirebon aman".
  const before = WHICH.has(tokens[from - 1]?.text ?? '') ? tokens[from - 2] : tokens[from - 1]
  return (
    before !== undefined &&
    before.clause === tokens[from]!.clause &&
    COMPONENTS.has(before.text) &&
    !known.has(before.text)
  )
}

const WHICH = new Set(['cirebon', 'pusat', 'utama', 'kantor', 'lokal', 'cadangan', 'kota'])

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

/** "... tapi aplikasinya belum": what follows takes the completion back. */
export function takenBack(tokens: readonly Token[], to: number, known: ReadonlySet<string>, explains = false): boolean {
  const end = Math.min(tokens.length, to + 8)
  if (otherNow(tokens, to, end, known)) return false
  if (worseNow(tokens, tokens[to - 1]!.text === 'sekarang' ? to - 1 : to, end)) return true
  const but = tokens.slice(to, end).findIndex((token) => BUT.has(token.text))
  if (but === -1) return false
  const after = tokens.slice(to + but, to + but + 7)
  // "Inet sudah up, ternyata modemnya hang" of who repairs: what it was.
  // "Printernya sudah bisa, cuma kertas nyangkut" as well.
  if (explains && (after[0]!.text === 'ternyata' || (after[0]!.text === 'cuma' && PARTS.has(after[1]?.text ?? ''))))
    return after.some(({ text }) => STILL.has(text))
  // "Sudah bisa, tapi tadi sempat lama".
  if (
    after[0]!.text === 'tapi' &&
    BEFORE_NOW.has(after[1]?.text ?? '') &&
    !after.some(({ text }) => CONTRARY.has(text))
  )
    return false
  return after.some(({ text }) => CONTRARY.has(text) || (after[0]!.text === 'tapi' && SLOWED.has(text)))
}

/** What comes loose or gets stuck, and is no function of the thing. */
const PARTS = new Set(
  'kabel kertas colokan steker jack konektor adaptor saklar tombol baterai cache roller tinta toner mcb setting settingan konfigurasi sensor soket port'.split(
    ' ',
  ),
)
const STILL = new Set(['masih', 'belum', 'tetap', 'lagi', 'malah'])

/** "Yang tadi beres, sekarang printer yang macet": a new fault of another thing. */
function otherNow(tokens: readonly Token[], from: number, end: number, known: ReadonlySet<string>): boolean {
  const after = tokens.slice(from, end)
  const thing = after.findIndex(
    ({ text }, at) => at > 0 && OTHER_THINGS.has(text) && after[at - 1]!.text === 'sekarang',
  )
  return (
    thing !== -1 &&
    !known.has(after[thing]!.text) &&
    !after.some(({ text }) => ['masih', 'belum', 'tetap', 'malah'].includes(text))
  )
}

/** "Tadi sudah normal sekarang mati", "tadi bisa, sekarang engga". */
function worseNow(tokens: readonly Token[], from: number, end: number): boolean {
  const now = tokens.slice(from, end).findIndex(({ text }) => text === 'sekarang')
  if (now === -1) return false
  const { clause } = tokens[from + now]!
  // "Aman sekarang. Antriannya nyangkut gara-gara ...": what it was.
  if (from + now > 0 && now === 0 && tokens[from - 1]?.clause === clause && tokens[from + 1]?.clause !== clause)
    return false
  const then = tokens.slice(from + now + 1, from + now + 4)
  if (then.some(({ text }, at) => BAD.has(text) && !NEGATORS.has(then[at - 1]?.text ?? ''))) return true
  const last = then.findLast((token) => token.clause === clause)
  const over = last !== undefined && tokens[from + now + then.indexOf(last) + 2]?.clause !== clause
  return over && (last.text === 'tidak' || last.text === 'belum')
}

const WAS = new Set('kurang lupa salah belum kabel tidak lepas kendor longgar perlu butuh tadi human'.split(' '))

const BAD = new Set([...CONTRARY].filter((word) => !['tidak', 'belum', 'masih', 'tetap'].includes(word)))

const BUT = new Set([
  'tapi',
  'cuma',
  'sayang',
  'namun',
  'eh',
  'ternyata',
  'tinggal',
  'tiba-tiba',
  'mendadak',
  'tahu-tahu',
  'ujug-ujug',
])

/** "Sudah pak, tapi printer sekarang yang error": another thing than the ticket's. */
const PERIPHERAL = new Set('printer monitor headset keyboard mouse cctv dashboard ups listrik ac laptop'.split(' '))

/** "Login sudah bisa, tapi sekarang telp ga masuk": what does not work now is something else. */
export function ofOtherNow(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  const at = tokens[from - 1]?.text === 'yang' ? from - 2 : from - 1
  const thing = tokens[at]?.text ?? ''
  return tokens[at - 1]?.text === 'sekarang' && OTHER_THINGS.has(thing) && !known.has(thing)
}

const OTHER_THINGS = new Set([...PERIPHERAL, 'telepon', 'panggilan', 'peta', 'rekaman', 'notifikasi'])

/** "Sudah bisa tapi ...": what is conceded after a completion, unless it tells of before. */
export function conceded(
  tokens: readonly Token[],
  to: number,
  known: ReadonlySet<string>,
): 'unwell' | 'something' | undefined {
  const but = tokens.slice(to, to + 4).findIndex((token) => BUT.has(token.text))
  if (but === -1 || otherNow(tokens, to, to + 9, known)) return undefined
  const after = tokens.slice(to + but + 1, to + but + 8)
  if (after.length === 0 || BEFORE_NOW.has(after[0]!.text)) return undefined
  if (after.some(({ text }) => PERIPHERAL.has(text) && !known.has(text))) return undefined
  // "Sudah bisa, cuma saya lupa balas".
  if (after.slice(0, 4).some(({ text, stem }) => LATE_WORD.has(text) || LATE_WORD.has(stem))) return undefined
  return after.some((token) => CONTRARY.has(token.text) || SHORT_OF_WELL.has(token.text)) ? 'unwell' : 'something'
}

const LATE_WORD = new Set('lupa kelupaan telat balas bales jawab kabari ngabarin ngabari'.split(' '))

/** The message opens with a completion that a "tapi" then takes from: it is about the ticket, not a fault of its own. */
export function opensWithBut(tokens: readonly Token[]): boolean {
  const but = tokens.slice(0, 6).findIndex((token) => BUT.has(token.text))
  return (
    but > 0 &&
    tokens.slice(0, but).every((token) => token.kind === 'word' && !NEGATORS.has(token.text)) &&
    tokens.slice(0, but).some((token) => WORKS.has(token.text)) &&
    conceded(tokens, but, new Set(PERIPHERAL)) !== undefined
  )
}

const WORKS = new Set('bisa normal lancar aman jalan nyala beres sudah masuk ok mending'.split(' '))

/** "Yang beres cuma PC 1", "baru satu yang normal": a part is done, the whole is not. */
export function partly(tokens: readonly Token[], from: number, to: number): boolean {
  const clause = tokens[from]!.clause
  const next = tokens[to]
  // "Selesai ya, cuma kurang tekan tombol": what it was.
  const only = next !== undefined && next.clause === clause && next.text === 'cuma' ? tokens[to + 1] : undefined
  if (only !== undefined) return !WAS.has(only.text)
  if (tokens[from - 1]?.text !== 'yang') return false
  // "Yang selesai baru backup".
  if (next?.text === 'baru' && next.clause === clause) return true
  for (let at = from - 2; at >= Math.max(0, from - 6) && tokens[at]!.clause === clause; at -= 1)
    if (ONLY.has(tokens[at]!.text)) return true
  return false
}

/** "Selesai sekitar jam 5": without "sudah" a time that follows is when it will be. */
export function willBe(tokens: readonly Token[], from: number, to: number): boolean {
  const next = tokens[to]
  if (next === undefined || next.clause !== tokens[from]!.clause || !LATER.has(next.text)) return false
  // "Sudah pasti beres besok".
  return next.text === 'besok' || !tokens.slice(from, to).some((token) => token.text === 'sudah')
}

/** "Kemarin juga begini, direstart langsung normal", "biasanya direstart normal": what was or usually is, not what is now. */
export function ofEarlier(tokens: readonly Token[], from: number): boolean {
  const { now, usually, likened, earlier } = timesOf(tokens)
  return now >= from && (usually < from || (likened < from && earlier < likened))
}

interface FirstOf {
  readonly now: number
  readonly usually: number
  readonly likened: number
  readonly earlier: number
}

/** Asked for each completion of a text: where the words first stand is looked up once. */
const FIRST_OF = new WeakMap<readonly Token[], FirstOf>()

function timesOf(tokens: readonly Token[]): FirstOf {
  const known = FIRST_OF.get(tokens)
  if (known !== undefined) return known
  const first = (words: ReadonlySet<string>): number => {
    const at = tokens.findIndex(({ text }) => words.has(text))
    return at === -1 ? tokens.length : at
  }
  const found = { now: first(NOW), usually: first(USUALLY), likened: first(LIKENED), earlier: first(EARLIER) }
  FIRST_OF.set(tokens, found)
  return found
}

const NOW = new Set(['sekarang', 'ini'])

/** "Kemarin juga dibilang normal terus lemot lagi": in that clause or the next, how it went at another time. */
export function againBefore(tokens: readonly Token[], from: number): boolean {
  const { clause } = tokens[from]!
  const first = tokens.findIndex((token) => token.clause >= clause - 1)
  const near = tokens.slice(first)
  return (
    near.some(({ text }, at) => text === 'juga' && EARLIER.has(near[at - 1]?.text ?? '')) &&
    ofEarlier(near, from - first)
  )
}

const EARLIER = new Set(['kemarin', 'dulu', 'dahulu', 'lalu', 'terakhir'])
const LIKENED = new Set(['juga', 'begini', 'begitu', 'gini', 'gitu', 'pernah', 'serupa', 'sama'])
const USUALLY = new Set(['biasanya', 'umumnya'])

/** "Selesai 80%", "50 persen beres". */
function inPart(tokens: readonly Token[], from: number, to: number): boolean {
  const near = tokens.slice(from, to)
  return near.some(({ text, clause }, at) => {
    const amount = Number.parseFloat(near[at - 1]?.raw ?? '')
    return text === 'persen' && amount > 0 && amount < 100 && clause === tokens[to - 3]!.clause
  })
}

/** "Normal untuk sementara", "dideploy di staging". */
const TRIAL = new Set(['sementara', 'staging', 'dev', 'development', 'sandbox', 'lab'])

const RELEASED = new Set('rilis release dirilis deploy dideploy publish produksi'.split(' '))
const AHEAD = new Set('besok lusa nanti depan menyusul senin selasa rabu kamis jumat'.split(' '))
const BRIEF = new Set(['menit', 'jam', 'detik', 'sebentar', 'hari'])
const REST = new Set(['kecuali', 'selain', 'sisanya', 'menyusul', 'dijadwalkan', 'terjadwal', 'sebagian'])

/** "Sudah kami perbaiki sementara, 2 dari 4 channel aktif, sisanya menyusul": a part of it, or for the time being. */
export function notWhole(tokens: readonly Token[], from: number, to: number): boolean {
  const near = tokens.slice(to, to + 12)
  if (inPart(tokens, Math.max(0, from - 2), to + 2)) return true
  if (
    near.some((token, at) => REST.has(token.text) && !PAPERS.has(near[at - 1]?.text ?? '')) ||
    tokens.slice(to, to + 2).some(({ text }, at) => TRIAL.has(text) && tokens[to + at - 1]?.text !== 'tim')
  )
    return true
  // "Sudah fix di versi 2.1, rilis minggu depan".
  if (near.some(({ text }, at) => RELEASED.has(text) && near.slice(at + 1, at + 4).some((one) => AHEAD.has(one.text))))
    return true
  const lead = tokens.slice(Math.max(0, from - 4), from)
  const before = lead.map(({ text }) => text)
  // "Setengahnya udah keisi"; "jam setengah 4 udah nyala".
  const half = lead.some(
    ({ text, clause }, at) => HALF.has(text) && clause === tokens[from]!.clause && lead[at + 1]?.kind !== 'number',
  )
  const brief = before.some((text) => text === 'cuma' || text === 'baru') && before.some((text) => BRIEF.has(text))
  const progress = near.some((token, at) => token.text === 'progres' && ['in', 'on'].includes(near[at - 1]?.text ?? ''))
  const counted = near.some(
    (token, at) => token.text === 'dari' && near[at - 1]?.kind === 'number' && near[at + 1]?.kind === 'number',
  )
  const outOf = tokens
    .slice(Math.max(0, from - 5), from)
    .some((token, at, all) => token.text === 'dari' && all[at - 1]?.kind === 'number' && all[at + 1]?.kind === 'number')
  // "Saya kira belum, ternyata salah ketik, sudah bisa": of a clause before.
  const anew = tokens[from]!.text === 'sudah'
  const denied = tokens
    .slice(Math.max(0, from - 6), from)
    .some(
      (token, at, before) =>
        token.text === 'belum' &&
        !(anew && token.clause !== tokens[from]!.clause) &&
        !before.slice(at).some(({ text }) => text === 'sudah' || text === 'sekarang'),
    )
  return half || brief || progress || counted || outOf || denied
}

/** "Paling lambat jam 5 sudah selesai": before it in the clause stands a time by which it is to be. */
export function isDue(tokens: readonly Token[], from: number): boolean {
  const { clause } = tokens[from]!
  for (let at = from - 1; at >= Math.max(0, from - 8) && tokens[at]!.clause === clause; at -= 1)
    if (BY.has(tokens[at]!.text))
      return tokens[at]!.text !== 'lambat' && tokens[at]!.text !== 'telat' ? true : tokens[at - 1]?.text === 'paling'
  return false
}

/** A word of asking stands before. */
export function wonders(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - 4) && tokens[at]!.clause === clause; at -= 1)
    if (ASKING.has(tokens[at]!.text) && !(tokens[at]!.text === 'mana' && tokens[at + 1]?.text === 'masih')) return true
  return false
}

/** "Sudah beres belum", "apa sudah normal", "sudah bisa?" ask (rule 5). */
export function asks(
  tokens: readonly Token[],
  from: number,
  to: number,
  questions: ReadonlySet<number>,
  known: ReadonlySet<string> = new Set(),
  names: ReadonlySet<string> = new Set(),
): boolean {
  const clause = tokens[from]!.clause
  if (questions.has(clause) || wonders(tokens, from)) return true
  // "Normal atau tidak".
  if (tokens[to]?.text === 'atau' && ['tidak', 'belum'].includes(tokens[to + 1]?.text ?? '')) return true
  // "Beres jam berapa ya".
  const when = tokens[to]?.text === 'jam' ? tokens[to + 1] : tokens[to]
  if (when?.clause === clause && (when.text === 'berapa' || when.text === 'kapan')) return true
  // "Lancar dari mana, makin parah".
  if (
    ['mana', 'apanya', 'dimana'].includes(tokens[to]?.text ?? '') ||
    (tokens[to]?.text === 'dari' && tokens[to + 1]?.text === 'mana')
  )
    return true
  const next = tokens[to]
  const at = next?.text === 'lagi' || next?.text === 'saja' || next?.text === 'ini' ? to + 1 : to
  const last = tokens[at]
  const tag =
    last !== undefined &&
    last.clause === clause &&
    (last.text === 'belum' || last.text === 'tidak' || last.text === 'apa')
  if (!tag) return false
  // "... sudah bisa apa belum".
  const after =
    last.text === 'apa' && ['belum', 'tidak'].includes(tokens[at + 1]?.text ?? '') ? tokens[at + 2] : tokens[at + 1]
  // "Udah beres blm printernya".
  return (
    after === undefined ||
    after.clause !== clause ||
    TAGS.has(after.text) ||
    known.has(after.text) ||
    called(after, names)
  )
}

/** "Kelar belum sep": Asep is spoken to. */
const called = ({ typed: text }: Token, names: ReadonlySet<string>): boolean =>
  text.length >= 3 && [...names].some((name) => name.startsWith(text) || name.endsWith(text))

const TAGS = new Set(
  'si kok gangguan masalah laporan ya sih ini itu tiket nih untuk menurut di yang kira-kira sekarang soal buat tadi min'.split(
    ' ',
  ),
)

/** "Mohon segera diperbaiki": asked of somebody, not said to be done (rule 6). */
export function pleads(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]!.clause
  for (let at = from - 1; at >= Math.max(0, from - REACH) && tokens[at]!.clause === clause; at -= 1)
    // "Kalau bisa didahulukan".
    if (PLEAS.has(tokens[at]!.text) || (tokens[at]!.text === 'bisa' && tokens[at - 1]?.text === 'kalau'))
      return !tokens.slice(Math.max(0, at - 2), at).some((token) => HOPED.has(token.text))
  return false
}
