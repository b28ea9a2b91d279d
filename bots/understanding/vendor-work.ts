/**
 * What Jasnita is at, in whatever words: "sedang memindahkan layanan ke data center cadangan", "query sdg dioptimasi tim
 * DBA", "tiket internal JST/2026/11". Only where the table of commands has found nothing; Kepala Seksi tells it of them.
 */

import { isStated } from './acts.ts'
import { hasVendorTicket } from './arguments.ts'
import { COMMANDS } from './commands.ts'
import { COMMON } from './common.ts'
import { words } from './lists.ts'
import type { Intent, KnownTicket } from './meaning.ts'
import type { Message } from './message.ts'
import { ASKING, NEGATORS } from './negation-words.ts'
import { isAction } from './repair.ts'
import type { Act } from './sight.ts'
import { HEARD, SPEAKER } from './unstated-words.ts'
import { VOCABULARY } from './vocabulary.ts'
import type { Token } from './words.ts'

const STILL = words('sedang lagi masih')
const SITES = words('lokasi site lapangan titik dc tempat ruang')
const GOING = words('sedang lagi masih tengah tahap proses on')
const AHEAD = words('akan segera')
/** Between "sedang" and what is being done: "sedang kami kumpulkan", "masih dalam proses penyambungan". */
const BETWEEN = words('saya kami kita di dalam proses tahap melakukan lakukan dilakukan tim coba terus akan segera')
const TEAM = words(
  'tim teknisi teknisinya timnya engineer engineernya petugas orangnya lapangan developer developernya programmer frontend backend dba devops qa noc',
)
const MOVES = words('berangkat meluncur otw menuju perjalanan jalan')
const ARRIVES = words('sampai tiba datang')
/** Work in English, or in the nouns of technicians. */
const TECHNICAL =
  words(`nego negosiasi purge flush upload download load pending parsing render copy transfer reproduce coding kompilasi rebuild reindex recompile compile build debug debugging tuning sniffing tracing trace capture provisioning
  failover switchover switching hotfix backfill sync resync rollback patching deployment scaling migrate mirroring cloning
  clone import export backup review splicing monitoring testing troubleshooting investigasi analisa migrasi instalasi
  konfigurasi koordinasi observasi verifikasi validasi evaluasi restorasi sinkronisasi optimasi replikasi eskalasi pengujian`)
/** Verbs and nouns that look like work and are something else. */
const NO_WORK =
  words(`dinas disana disini disitu dimana dijalan dirumah dikantor direktur direksi digital divisi media meja memang meeting mereka
  mengenai mendung menit menuju merah menurut melalui menjadi mengikuti menghadiri menikmati mengajar mengantar menyetir mengemudi
  memakai menggunakan dipakai digunakan dipake mengalami dialami dirasakan merasakan dihubungi ditelepon ditelpon dikontak dicari diangkat dijawab
  dibutuhkan membutuhkan diperlukan memerlukan dimungkinkan dikarenakan disebabkan didampingi diharapkan mengharapkan dimaksud dibahas membahas
  pelatihan pertemuan perjalanan pernikahan permintaan pelayanan pertanyaan pengajuan pembahasan perwakilan pengaduan permasalahan
  pekan perhatian peralihan persiapan ditagih ditunda mendingan memungkinkan menyala nyala nyangkut nyaman ngaco ngadat ngehang ngantri dilema dinamis direct disk display`)

/** "Kami tunggu dulu", "kami sedang sibuk". */
const OTHERWISE = words(
  'mohon perlu butuh tunggu pamit izin siap tanya sibuk bingung kesulitan ragu kosong penuh tutup berduka di ada tidak belum harus ingin mau dulu',
)

const VERB = /^(?:me[mnlrw]|meng|meny|nge|ng|ny|di)[a-z]{4,}$/
const NOUN = /^pe[a-z]{4,}an$/

function isWork(token: Token): boolean {
  const typed = token.raw.toLowerCase()
  if (token.kind !== 'word' || NO_WORK.has(typed) || NO_WORK.has(token.text)) return false
  if (isAction(token) || TECHNICAL.has(token.text)) return true
  if (COMMON.has(token.text)) return false
  const english = /[a-z]{3}ing$/.test(typed) && !VOCABULARY.has(token.text)
  return english || VERB.test(typed) || NOUN.test(typed) || /[a-z]{4}(?:kan|in)$/.test(typed)
}

/** Beside the speaker any verb is work that is not one of those. */
function mayBeWork({ kind, text, typed }: Token): boolean {
  return kind === 'word' && !OTHERWISE.has(text) && !NEGATORS.has(text) && !NO_WORK.has(text) && !NO_WORK.has(typed)
}

/** The acts of a ticket that is with the vendor, where nothing else in the message says one. */
export function workOf(message: Message, ticket: KnownTicket): readonly Act[] {
  const { sight, reading, vendor, handles } = message
  const { tokens } = sight
  if (ticket.state !== 'coordinating' && ticket.state !== 'vendor-repairing') return []
  const first = vendor ? 1 : handles ? toldOf(tokens) : 0
  if (first === 0) return []
  for (let at = first - 1; at < tokens.length; at += 1) {
    const found = workAt(tokens, at)
    if (found === undefined || reading.questions.has(tokens[at]!.clause) || wonders(tokens, at)) continue
    if (isAway(tokens, at) || (!vendor && (found.ahead || ownAt(tokens, at)))) continue
    const act = made(
      vendor && found.ahead && ticket.state === 'coordinating' ? 'vendor_ack' : 'vendor_progress',
      tokens,
      at,
      found.to,
    )
    if (act !== undefined && isStated(act, sight)) return [act]
  }
  if (!vendor || tokens.length === 0 || reading.questions.size > 0 || !hasVendorTicket(reading)) return []
  const theirs = made(ticket.state === 'coordinating' ? 'vendor_ack' : 'vendor_progress', tokens, 0, 1)
  return theirs === undefined ? [] : [theirs]
}

const TO = words('ke sama dengan kepada untuk hubungi telepon kontak whatsapp tanya tunggu menunggu nunggu')

/** Where it begins to be told of the vendor: "info Yudi: lagi migrasi", and not "belum koordinasi sama Jasnita". */
function toldOf(tokens: readonly Token[]): number {
  const at = tokens.findIndex(
    (token, index) =>
      (token.stem === 'jasnita' || token.stem === 'vendor') &&
      (!TO.has(tokens[index - 1]?.stem ?? '') || /^di/i.test(tokens[index - 2]?.raw ?? '')),
  )
  // "Sedang diproses kata Yudi".
  if (at === -1 || HEARD.has(tokens[at - 1]?.text ?? '')) return at === -1 ? 0 : 1
  // "Tim Jasnita sudah tiba".
  return 1 + tokens.findIndex(({ clause }) => clause === tokens[at]!.clause)
}

/** "Masih saya tunggu kabarnya": the section's own. */
function ownAt(tokens: readonly Token[], at: number): boolean {
  return tokens.some(({ text, clause }) => clause === tokens[at]!.clause && SPEAKER.has(text))
}

/** "Masih ditahan rapat". */
function isAway(tokens: readonly Token[], at: number): boolean {
  return tokens.some(({ text, clause }) => clause === tokens[at]!.clause && AWAY.has(text))
}

const AWAY = words(
  'rapat meeting briefing training pelatihan zoom cuti libur sakit makan sholat tidur istirahat pulang',
)

function made(intent: Intent, tokens: readonly Token[], from: number, to: number): Act | undefined {
  const row = COMMANDS.find((one) => one.intent === intent)
  const said = tokens.slice(from, to).map(({ raw }) => raw)
  return row && { intent, row, from, to, short: false, sense: undefined, because: `"${said.join(' ')}": ${row.word}` }
}

/** What is being done, or about to be, from this word on. */
function workAt(tokens: readonly Token[], at: number): { readonly to: number; readonly ahead: boolean } | undefined {
  const { text, clause } = tokens[at]!
  const own = (index: number): Token | undefined => (tokens[index]?.clause === clause ? tokens[index] : undefined)
  if (NEGATORS.has(own(at - 1)?.text ?? '')) return undefined
  // "Bolak balik gagal restore".
  if (text === 'gagal') return { to: at + 1, ahead: false }
  // "Info Rina sudah 70 persen".
  if (text === 'persen' && own(at - 1)?.kind === 'number') return { to: at + 1, ahead: false }
  // "Teknisinya baru berangkat dari Bandung".
  if (TEAM.has(text)) {
    const goes = [1, 2, 3, 4].find(
      (step) => MOVES.has(own(at + step)?.text ?? '') && (own(at + step)!.text !== 'jalan' || step > 1),
    )
    const waits =
      goes !== undefined && tokens.slice(at, at + goes).some((one) => NEGATORS.has(one.text) || AHEAD.has(one.text))
    const came = [1, 2, 3].find(
      (step) => ARRIVES.has(own(at + step)?.text ?? '') && ['sudah', 'baru'].includes(own(at + step - 1)?.text ?? ''),
    )
    if (came !== undefined) return { to: at + came + 1, ahead: false }
    if (goes !== undefined) return waits ? undefined : { to: at + goes + 1, ahead: false }
    // "Engineer core masih standby di DC".
    const still = [1, 2, 3].find((step) => STILL.has(own(at + step)?.text ?? ''))
    const doing = still === undefined ? undefined : own(at + still + 1)
    if (doing?.text === 'di' && SITES.has(own(at + still! + 2)?.text ?? ''))
      return { to: at + still! + 3, ahead: false }
    return doing !== undefined && mayBeWork(doing) ? { to: at + still! + 2, ahead: false } : undefined
  }
  let to = at + 1
  for (let verb = own(to); verb !== undefined && BETWEEN.has(verb.text) && !isWork(verb) && to < at + 5; verb = own(to))
    to += 1
  const verb = own(to)
  if (verb === undefined) return undefined
  // "Kami backfill data dulu".
  if (SPEAKER.has(text)) {
    const first = [1, 2, 3, 4].some((step) => own(to + step)?.text === 'dulu')
    return to === at + 1 && first && mayBeWork(verb) ? { to: to + 1, ahead: true } : undefined
  }
  if (!GOING.has(text) && !AHEAD.has(text)) return undefined
  // "Sedang kami ekstrak": after the speaker stands a verb.
  const speaks = SPEAKER.has(tokens[to - 1]!.text) || SPEAKER.has(own(at - 1)?.text ?? '')
  // "Db penuh, lg housekeeping": a technician's word.
  const strange =
    text !== 'masih' &&
    own(at - 1) === undefined &&
    to === at + 1 &&
    !COMMON.has(verb.text) &&
    !VOCABULARY.has(verb.text)
  return ((speaks || strange) && mayBeWork(verb)) || isWork(verb) ? { to: to + 1, ahead: AHEAD.has(text) } : undefined
}

/** "Apakah masih menggunakan versi lama". */
function wonders(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 5), at)
    .some(({ text, clause }) => clause === tokens[at]!.clause && ASKING.has(text))
}
