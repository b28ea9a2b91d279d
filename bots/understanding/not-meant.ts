/** Words of the fault lexicon that speak of no fault where they stand. */
import type { Category } from '../../src/desk/ticket.ts'
import type { Match } from './pattern.ts'
import { isOtherTicket, isPrivateThing } from './private.ts'
import { isTopic } from './private-words.ts'
import type { Token } from './words.ts'

/** The words are a name, a place, a thing that works or one that is to be left alone. */
export function isMeant(tokens: readonly Token[], match: Match<{ readonly category: Category }>): boolean {
  const before = tokens[match.from - 1]
  const hours = tokens[match.from]!.text === 'jam' && before?.kind === 'number'
  return !(
    hours ||
    before?.text === 'bukan' ||
    (tokens[match.from]!.text === 'hasil' && FINDINGS.has(tokens[match.from + 1]?.text ?? '')) ||
    // "Selain printer tadi, mouse juga ...": what has been told before.
    (before?.text === 'selain' && tokens.some(({ text }) => text === 'juga')) ||
    ofOtherTicket(tokens, match) ||
    asksItself(tokens, match) ||
    namesOnly(tokens, match.from) ||
    isFine(tokens, match) ||
    isLeft(tokens, match) ||
    ofBody(tokens, match) ||
    ofHours(tokens, match) ||
    ofCamera(tokens, match) ||
    inTheMidst(tokens, match) ||
    ofPrivateLife(tokens, match) ||
    (tokens[match.from]!.text === 'padam' &&
      tokens.slice(Math.max(0, match.from - 2), match.from).some(({ text }) => text === 'api')) ||
    hasEnded(tokens, match) ||
    // "Request timeout" asks for nothing.
    (tokens[match.from]!.typed === 'request' &&
      TIMED_OUT.test(tokens[match.from + 1]?.typed ?? '') &&
      match.means.category === 'permintaan') ||
    ofBlocking(tokens, match) ||
    namesDashboard(tokens, match) ||
    namesPlace(tokens, match)
  )
}

/** "Transfer ke PSC tidak bisa, bunyi tut": what cannot be done stands before, and what follows is no part of it. */
function hasEnded(tokens: readonly Token[], { source, from, to }: Match<unknown>): boolean {
  if (!source.startsWith('<tdk>')) return false
  const { clause } = tokens[from]!
  const opened = tokens[from - 1]?.clause === clause
  return opened && tokens[to - 1]!.clause !== clause && !/\n/.test(tokens[to - 1]!.before)
}

const TIMED_OUT = /^time|^rto$|^failed$/

const ACCOUNTS = new Set('akun user username id login password kata'.split(' '))

/** "Nomor prank mau diblokir": no account that is locked. */
function ofBlocking(tokens: readonly Token[], { from, to }: Match<unknown>): boolean {
  return (
    to - from === 1 && /^(?:di)?blokir$/.test(tokens[from]!.typed) && !tokens.some(({ text }) => ACCOUNTS.has(text))
  )
}

const DASHBOARDS = new Set('atcs perangkat jaringan kejadian panggilan bencana'.split(' '))

/** "Dashboard ATCS", "dashboard perangkat jaringan online": what it shows is its name. */
function namesDashboard(tokens: readonly Token[], { from }: Match<unknown>): boolean {
  let at = from
  while (at > 0 && DASHBOARDS.has(tokens[at]!.text)) at -= 1
  return at < from && tokens[at]!.text === 'dashboard' && tokens[at]!.clause === tokens[from]!.clause
}

const ASKING = new Set(['aplikasi', 'siaga', 'sistem', 'dashboard', 'web', 'windows', '112', 'login'])

/** "Aplikasi minta ganti password": what it asks is no request of the sender's. */
function asksItself(tokens: readonly Token[], { from, means }: Match<{ readonly category: Category }>): boolean {
  const asks = tokens[from]!.text === 'minta' ? from : tokens[from - 1]?.text === 'minta' ? from - 1 : -1
  const passive = /^di/.test(tokens[asks + 1]?.typed ?? '')
  return means.category === 'permintaan' && asks > 0 && !passive && ASKING.has(tokens[asks - 1]!.text)
}

/** "Selain tiket 27 ada kendala lain": the ticket of another fault. */
function ofOtherTicket(tokens: readonly Token[], { from }: Match<unknown>): boolean {
  return (
    tokens[from]!.text === 'tiket' &&
    tokens[from + 1]?.kind === 'number' &&
    tokens.slice(Math.max(0, from - 2), from).some(({ text }) => text === 'selain')
  )
}

/** "Hasil pengecekan" is no print. */
const FINDINGS = new Set('pengecekan pemeriksaan pengujian uji tes test cek coba analisa telusur pantauan'.split(' '))

/** What is said of a thing that works. */
export const FINE: ReadonlySet<string> = new Set('normal aman lancar ok kencang stabil bagus'.split(' '))

const LEFT = new Set(['biarin', 'biarkan', 'biarlah', 'abaikan', 'skip', 'lupakan'])

/** "Yg printer udah lah biarin": not what is reported. */
function isLeft(tokens: readonly Token[], { to }: Match<unknown>): boolean {
  return tokens.slice(to, to + 4).some(({ text, clause }) => LEFT.has(text) && clause === tokens[to - 1]!.clause)
}
/** "Listrik normal tapi ...": a thing that works is not what the report is about. */
function isFine(tokens: readonly Token[], match: Match<unknown>): boolean {
  const single = match.to - match.from === 1
  return FINE.has(tokens[single ? match.to : match.from + 1]?.text ?? '')
}

/** "Matiin", "dimatikan": somebody does it. */
export function isSwitchedOff(tokens: readonly Token[], { from, to }: { from: number; to: number }): boolean {
  return tokens.slice(from, to).some(({ typed }) => /^(?:di)?mati(?:in|kan)$/.test(typed))
}

/** "Wifi rumah", "motor listrik", "tiket konser". */
function ofPrivateLife(tokens: readonly Token[], { from, to, means }: Match<{ readonly category: Category }>): boolean {
  // "Jangan lupa matiin lampu".
  if (means.category === 'listrik' && isSwitchedOff(tokens, { from, to })) return true
  // "Yang belum kirim fotokopi KTP".
  if (means.category === 'tiket_dispatch' && tokens[to] !== undefined && isTopic(tokens[to])) return true
  for (let at = from; at < to; at += 1) if (isPrivateThing(tokens, at) || isOtherTicket(tokens, at)) return true
  return false
}

const SCREEN = new Set(['riwayat', 'history', 'log', 'menu', 'tombol', 'daftar', 'kolom', 'tab', 'rekap', 'grafik'])

/** What follows is where, not what. */
export const PLACES = new Set(['ruang', 'kantor', 'gedung'])

/** "Call center" and "ruang server" are rooms, "menu riwayat panggilan" a part of the screen: none speaks of calls that do not come. */
function namesPlace(tokens: readonly Token[], { from, means }: Match<{ readonly category: Category }>): boolean {
  const next = tokens[from + 1]?.text
  if (tokens[from]!.text === 'call' && (next === 'center' || next === 'taker' || next === 'centre')) return true
  if (PLACES.has(tokens[from - 1]?.text ?? '') && tokens[from]!.clause === tokens[from - 1]!.clause) return true
  const ofCalls = means.category === 'panggilan_masuk' || means.category === 'panggilan_keluar'
  const named = tokens.slice(Math.max(0, from - 2), from).some(({ text }) => SCREEN.has(text))
  return ofCalls && named && ['telepon', 'panggilan', 'call'].includes(tokens[from]!.text)
}

const ANSWERS = new Set(['terima', 'angkat', 'jawab', 'ladeni', 'layani', 'melayani'])

/** "PC mati sendiri pas lagi terima telepon": what was being done when it happened. */
function inTheMidst(tokens: readonly Token[], { from, to }: Match<unknown>): boolean {
  const before = tokens[from - 1]
  const answered = ANSWERS.has(before?.text ?? '') || ANSWERS.has(before?.stem ?? '')
  return to - from === 1 && tokens[from]!.text === 'telepon' && answered
}

/** "Jam sibuk": when, and no engaged tone. */
function ofHours(tokens: readonly Token[], { from }: Match<unknown>): boolean {
  return tokens[from]!.text === 'sibuk' && ['jam', 'waktu', 'saat', 'hari'].includes(tokens[from - 1]?.text ?? '')
}

/** "CCTV titik 1": a camera, and no point on the map. */
function ofCamera(tokens: readonly Token[], { from }: Match<unknown>): boolean {
  return tokens[from]!.text === 'titik' && ['cctv', 'kamera'].includes(tokens[from - 1]?.text ?? '')
}

const BODILY = new Set(['luka', 'sakit', 'cedera', 'korban', 'kondisi', 'ngantuk', 'capek', 'hidup', 'tugas'])

/** "Luka berat" is no slow application. */
function ofBody(tokens: readonly Token[], match: Match<unknown>): boolean {
  return tokens[match.from]!.text === 'berat' && BODILY.has(tokens[match.from - 1]?.text ?? '')
}

/** The 112 of "aplikasi Cirebon Siaga 112" is a name, not the number that cannot be called. */
function namesOnly(tokens: readonly Token[], at: number): boolean {
  return (
    (tokens[at]!.raw === '112' &&
      // "Tiket dari 112 tidak pernah masuk".
      ['tiket', 'laporan', 'kejadian', 'aduan'].includes(tokens[at - 2]?.text ?? '') &&
      tokens[at - 1]?.text === 'dari') ||
    (tokens[at]!.raw === '112' &&
      [
        'siaga',
        'aplikasi',
        'sistem',
        'web',
        'website',
        'portal',
        'dashboard',
        'ruang',
        'kantor',
        'gedung',
        'posko',
        'tim',
        'petugas',
        'operator',
        'server',
        'tiket',
      ].includes(tokens[at - 1]?.text ?? ''))
  )
}
