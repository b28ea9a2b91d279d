/** What stands around a phrase of the command table and makes something else of it: other matters, other people, nothing tried yet. */
import { THINGS } from './accounted.ts'
import type { CommandRow } from './commands/row.ts'
import { CLASSES } from './commands/words.ts'
import { ENDS, HAS_BEEN } from './endings.ts'
import type { Match } from './pattern.ts'
import { isAction } from './repair.ts'
import { SPEAKER } from './unstated-words.ts'
import type { Token } from './words.ts'

const OTHER_MATTERS = new Set([
  'rapat',
  'apel',
  'upacara',
  'piket',
  'shift',
  'sholat',
  'makan',
  'acara',
  'kunjungan',
  'dinas',
  'meeting',
  'zoom',
  'briefing',
  'sarapan',
  'mandi',
  'sidang',
  'surat',
  'dokumen',
  'kopi',
  'kerja',
])

const WRITES = new Set(['tulis', 'ketik', 'diketik', 'ditulis', 'susun', 'disusun'])

/** "Rapatnya baru selesai", "selesai rapat": a meeting has ended, not the repair. */
export function ofOtherMatter(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause, raw } = tokens[from]!
  // "Beres-beres meja": tidying up.
  if (/^beres\W?(2|beres)/i.test(raw)) return true
  if (tokens.slice(to, to + 3).some((token) => token.clause === clause && WRITES.has(token.stem))) return true
  return [...tokens.slice(Math.max(0, from - 3), from), ...tokens.slice(to, to + 1)].some(
    (token) => token.clause === clause && OTHER_MATTERS.has(token.text),
  )
}

export const FINE = new Set([
  ...(CLASSES.fine ?? []),
  ...'bisa normal lancar aman ok baik dapat saya kami dicek proses ada semangat pantau jaga siaga standby tunggu ditunggu menunggu nunggu cek sehat terima nerima menerima angkat ladeni layani dipakai dipake ramai antri ngantri banyak pagi siang sore malam hujan makan istirahat tugas piket rapat jalanin'.split(
    ' ',
  ),
])

/** Before "masih" stand words of the ticket and no others. */
export function namesThing(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  const own = tokens.slice(Math.max(0, from - 4), from).filter(({ clause }) => clause === tokens[from]!.clause)
  const things = own.filter(
    ({ text, stem }) => !SPEAKER.has(text) && (known.has(text) || THINGS.has(text) || THINGS.has(stem)),
  )
  return (
    things.length > 0 &&
    own.every(
      (token) =>
        token.kind === 'number' ||
        things.includes(token) ||
        SPEAKER.has(token.text) ||
        ['yang', 'di', 'ini', 'itu'].includes(token.text),
    )
  )
}

const LIFE = new Set(
  'selalu sholat puasa puasanya lebaran tamu tamunya keluarga hati hatinya badan badannya sakit sakitnya doa doanya'.split(
    ' ',
  ),
)
const STAFF = new Set('tim timnya regu regunya anggota anggotanya personil personilnya petugas petugasnya'.split(' '))

/** "Sukses selalu", "saya udah sembuh", "timnya udah lengkap": of people, whatever else is well. */
export function ofPeople(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  const near = tokens.slice(Math.max(0, at - 4), at + 5).filter((token) => token.clause === clause)
  if (near.some((token) => LIFE.has(token.text))) return true
  if (text === 'lengkap') return near.some((token) => STAFF.has(token.text))
  return (text === 'sembuh' || text === 'sehat') && near.some((token) => SPEAKER.has(token.text))
}

/** "Clear cache" is what is done, not that it is over. */
export const CLEARED = new Set(
  'cache cookie cookies session sesi log history browser dns data temp ram memori'.split(' '),
)
const ORDERED = /^(?:pes[ae]nan|order|pembelian|pengadaan|jadwal|janji|undangan|servis)/

/** "Batal dulu ya rapatnya", "cancel aja pesanan tonernya": something else is called off. */
export function callsOff(tokens: readonly Token[], to: number): boolean {
  return tokens
    .slice(to, to + 4)
    .some(
      ({ text, typed, clause }) =>
        clause === tokens[to - 1]!.clause && (OTHER_MATTERS.has(text) || ORDERED.test(typed)),
    )
}

/** "Batal meluncur": not the ticket. */
export const GOES = new Set('meluncur berangkat datang rapat ke pulang cuti hadir otw'.split(' '))
export const PARTIES = new Set(
  `damkar bpbd psc pmi pln telkom telkomsel indosat indihome biznet icon iconplus opd warga polisi polres polsek satpol dishub pelapor penelepon kabid kadis supervisor dinas kecamatan
  kelurahan rsud puskesmas bkd bappeda kominfo pengadaan bendahara satpam security toko pimpinan pengelola gedung`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const ROUTES = new Set(
  'trunk jalur server backup cadangan line ext manual hp whatsapp operator node port vlan provider'.split(' '),
)

const LINE = new Set('trunk jalur server backup cadangan line node port vlan link gateway modem isp'.split(' '))

export function saysVendor(match: Match<CommandRow>, tokens: readonly Token[]): boolean {
  return (
    match.source.includes('<vendor>') ||
    match.source.includes('koordinasi') ||
    match.source.includes('tiket') ||
    tokens.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))
  )
}

/** "113 sudah kami hubungi": somebody else than the vendor. */
export function toOthers(tokens: readonly Token[], match: Match<CommandRow>): boolean {
  const near = tokens.slice(Math.max(0, match.from - 3), match.to + 3)
  return near.some(({ text, kind, raw }) => PARTIES.has(text) || (kind === 'number' && /^1\d\d$/.test(raw)))
}

/** "Dialihkan ke trunk cadangan", "trunk sudah dialihkan jasnita": a line, not a ticket. */
export function rerouted(tokens: readonly Token[], match: Match<CommandRow>): boolean {
  const near = [...tokens.slice(Math.max(0, match.from - 3), match.from), ...tokens.slice(match.to, match.to + 3)]
  // "Trunk sy alihkan ke jalur backup".
  const to = tokens[match.to]?.text === 'ke' ? tokens[match.to + 1] : tokens[match.to]
  if (LINE.has(to?.text ?? '')) return true
  return tokens[match.from]!.raw.toLowerCase().startsWith('di') && near.some(({ text }) => ROUTES.has(text))
}

/** "Rapatnya baru selesai": back again. */
export const OVER = new Set(['selesai', 'beres', 'kelar', 'bubar', 'rampung', 'batal', 'ditunda'])
const ASKED_AFTER = new Set(['bagaimana', 'kapan', 'mana', 'dimana', 'berapa'])

/** "Progresnya bagaimana": asked, not told. */
export function wondersAfter(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]!.clause
  const tag = tokens[to]?.clause === clause && ['tidak', 'belum'].includes(tokens[to]!.text)
  const end = ['ini', 'sih', 'itu'].includes(tokens[to + 1]?.text ?? '') ? to + 2 : to + 1
  if (tag && tokens[end]?.clause !== clause) return true
  return tokens.slice(to, to + 2).some((token) => token.clause === clause && ASKED_AFTER.has(token.text))
}

const WHEREABOUTS = new Set(
  'rumah jalan luar lapangan kantin kamar mushola musholla masjid parkiran perjalanan kantor posko toilet wc ruang ruangan'.split(
    ' ',
  ),
)

/** "Masih di jalan": where the speaker is, not how it works. */
export function isAway(tokens: readonly Token[], to: number): boolean {
  const last = tokens[to - 1]!.text
  const at = last === 'di' || last === 'masuk' ? to : to + 1
  return (at === to || tokens[to]?.text === 'di') && WHEREABOUTS.has(tokens[at]?.text ?? '')
}

const LOCAL = new Set(
  'pc speaker kabel lan modem router firewall browser cache headset listrik ups komputer laptop switch bandwidth'.split(
    ' ',
  ),
)

const LINES = new Set(['jaringan', 'internet', 'koneksi', 'wifi'])

/** "Mohon cek kabel PC", "mohon dicek apakah firewall di sisi bapak sudah dibuka": the vendor asks for something, nothing is repaired. */
export function yourSide(tokens: readonly Token[], to: number, known: ReadonlySet<string>): boolean {
  const after = tokens.slice(to, to + 6)
  if (after.slice(0, 2).some(({ text }) => LOCAL.has(text) || (LINES.has(text) && !known.has(text)))) return true
  return after.some(({ text }, at) => text === 'apakah' || (THERE.has(text) && after[at - 1]?.text === 'di'))
}

/** "Mohon dicek di lapangan". */
const THERE = new Set(['sisi', 'lapangan', 'lokasi', 'perangkat', 'tempat', 'site'])

/** "Cek dulu kabel LAN-nya pak" of the vendor: to be done at the desk. */
export function ofTheirs(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause } = tokens[from]!
  const own = tokens.filter((token) => token.clause === clause)
  return (
    tokens.slice(to, to + 2).some((token) => LOCAL.has(token.text) && token.clause === clause) &&
    !own.some(({ text }) =>
      ['saya', 'kami', 'kita', 'tim', 'masih', 'sedang', 'lagi', 'segera', 'akan', 'sudah'].includes(text),
    )
  )
}

const VENDOR_WORDS = new Set(CLASSES.vendor ?? [])

const GOING_ON = new Set(
  'sedang lagi masih coba mau nanti tunggu menunggu harus perlu ganti karena rapat luar besok dulu akan'.split(' '),
)

/** "Belum berhasil, sedang kami cari penyebabnya", "tidak bisa, harus ganti printhead": the work goes on, nobody is called in. */
export function goesOn(tokens: readonly Token[], to: number): boolean {
  return (
    tokens
      .slice(to, to + 10)
      .some(
        ({ text }, at, after) =>
          GOING_ON.has(text) && !HAS_BEEN.has(after[at - 1]?.text ?? '') && !HAS_BEEN.has(after[at - 2]?.text ?? ''),
      ) && !tokens.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem) || text === 'mereka')
  )
}

export const TROUBLED: ReadonlySet<string> = new Set([...(CLASSES.trouble ?? []), 'kambuh', 'muncul'])
const ENGAGED = new Set(['sibuk', 'centang', 'mailbox', 'voicemail'])
const REACHED = new Set(
  'angkat diangkat jawab dijawab balas dibalas respon direspon merespon nyambung tersambung aktif jawaban balasan respon tanggapan'.split(
    ' ',
  ),
)

/** "Sudah sy telp jasnita, tidak diangkat": nobody has been spoken to. */
export function unanswered(tokens: readonly Token[], to: number): boolean {
  return tokens
    .slice(to, to + 8)
    .some(
      (token, at, after) =>
        ENGAGED.has(token.text) ||
        ((REACHED.has(token.text) || REACHED.has(token.stem)) &&
          after.slice(Math.max(0, at - 3), at).some((before) => before.text === 'tidak' || before.text === 'belum')),
    )
}

/** Before it is told what has been done. */
export function acted(tokens: readonly Token[], from: number): boolean {
  const first = FIRST_ACTED.get(tokens) ?? firstActed(tokens)
  FIRST_ACTED.set(tokens, first)
  return first < from
}

/** Asked for each phrase of a text, found once. */
const FIRST_ACTED = new WeakMap<readonly Token[], number>()

/** "Harus diganti", "lagi dipotong" are not done. */
function firstActed(tokens: readonly Token[]): number {
  const wanted = new Set(tokens.filter(({ text }) => WANTED.has(text)).map(({ clause }) => clause))
  const at = tokens.findIndex((token, index) => {
    const by = SPEAKER.has(tokens[index - 1]?.text ?? '') ? index - 2 : index - 1
    return isAction(token) && (tokens[by]?.text === 'sudah' || (/^di/i.test(token.raw) && !wanted.has(token.clause)))
  })
  return at === -1 ? tokens.length : at
}

const WANTED = new Set(
  'akan mau harus perlu kalau nanti besok lagi sedang mohon minta tolong bisa belum tidak jangan coba'.split(' '),
)

/** "Sudah direset, silakan login"; "coba login lagi, sudah saya reset": asked to try what has been repaired. */
export function invites(tokens: readonly Token[], from: number, to: number): boolean {
  if (tokens[from]!.text !== 'coba') return acted(tokens, from)
  const done = (token: Token, at: number): boolean =>
    isAction(token) &&
    (tokens[at - 1]?.text === 'sudah' || (SPEAKER.has(tokens[at - 1]?.text ?? '') && tokens[at - 2]?.text === 'sudah'))
  return tokens.some((token, at) => (at < from || at >= to) && done(token, at))
}

/** "Di laptop saya sudah bisa, di ruang 112 bagaimana": it works here, and elsewhere is asked about. */
export function asksThere(tokens: readonly Token[], to: number): boolean {
  const { clause } = tokens[to - 1]!
  const after = tokens.slice(to, to + 10).filter((token) => token.clause === clause + 1)
  const there = after[0]?.text === 'di' || after.some(({ text }) => ['sana', 'situ', 'kalian', 'sisi'].includes(text))
  return there && after.some(({ text }) => text === 'bagaimana')
}

const OUTCOMES = new Set(['aman', 'normal', 'ok', 'bagus', 'hasilnya', 'nihil', 'bersih'])

/** "Cek fisik aman": what was found. */
export function hasOutcome(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]!.clause
  return tokens.slice(to, to + 4).some((token) => token.clause === clause && OUTCOMES.has(token.text))
}

/** "Hasil cek: trunk down", "sudah saya cek, modem mati", "analisa selesai": it is over, and something was found. */
export function isFinding(
  tokens: readonly Token[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const { clause } = tokens[from]!
  const before = tokens.slice(Math.max(0, from - 2), from).filter((token) => token.clause === clause)
  const over = before.some(({ text }) => text === 'hasil' || text === 'hasilnya' || text === 'setelah')
  const done = before.some(({ text }) => text === 'sudah') && tokens.some((token) => token.clause > clause)
  return over || done || ENDS.has(tokens[to]?.text ?? '')
}

/** "Coba restart PC-nya" asks somebody; "coba saya restart", "coba restart dulu" is the speaker's. */
export function ofSpeaker(tokens: readonly Token[], from: number, to: number): boolean {
  const near = tokens.slice(Math.max(0, from - 1), to + 2).filter(({ clause }) => clause === tokens[from]!.clause)
  return near.some(({ text }) => ['saya', 'kami', 'kita', 'dulu'].includes(text)) || tokens.length <= 3
}

const PLACES = new Set('kantor rumah pulang posko balaikota jalan sana situ bandung jakarta'.split(' '))
const SITES = new Set('lokasi ruang gedung lantai lobi parkiran tol mobil'.split(' '))
const MOVES = new Set(['jalan', 'masuk', 'balik', 'naik', 'turun', 'sampai', 'meluncur', 'berangkat'])

/** "OTW kantor", "sudah masuk ruang server": on the way, not at work on it, and not done. */
export function travels(tokens: readonly Token[], to: number): boolean {
  const next = (['ke', 'di', 'menuju'].includes(tokens[to]?.text ?? '') ? tokens[to + 1] : tokens[to])?.text ?? ''
  const { text } = tokens[to - 1]!
  return (text === 'otw' || MOVES.has(text)) && (PLACES.has(next) || (text !== 'otw' && SITES.has(next)))
}

/** "Tutup pintu": no ticket. */
export const SHUT = new Set(
  'telepon panggilan pintu jendela aplikasi browser tab chrome kantor akses port laptop buku jalan casing cover menu popup halaman'.split(
    ' ',
  ),
)

/** "Coba direstart mba", "PC-nya direstart dulu aja", "coba cek colokannya": what somebody else might do. */
export function advises(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause, text } = tokens[from]!
  const own = tokens.filter((token) => token.clause === clause)
  if (own.some(({ text }) => ['saya', 'kami', 'kita', 'biar', 'lagi', 'sedang'].includes(text))) return false
  const coba = text === 'coba' || (tokens[from - 1]?.clause === clause && tokens[from - 1]!.text === 'coba')
  const passive = tokens.slice(from, to).some(({ raw }) => /^di/i.test(raw)) || tokens[from - 1]?.text === 'di'
  const thing = tokens[to]?.clause === clause && !['dulu', 'lagi', 'ke', 'saja', 'ulang'].includes(tokens[to]!.text)
  return (coba && (passive || thing)) || (passive && own.some(({ text }) => text === 'saja'))
}

/** "Lagi dicek PLN", "telkom lagi perbaiki di tiang": somebody else is at it. */
export function byParty(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause } = tokens[from]!
  const own = tokens.filter((token) => token.clause === clause)
  if (own.some(({ text }) => SPEAKER.has(text) || text === 'biar')) return false
  const before = own.filter(({ start }) => start < tokens[from]!.start)
  // "Tim Jasnita lagi ganti modul"; "sudah ada yang ngecek".
  if (before.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))) return true
  if (before.at(-1)?.text === 'yang' && before.at(-2)?.text === 'ada') return true
  const passive = tokens.slice(from, to).some(({ raw }) => /^di/i.test(raw))
  const next = tokens[to]
  if (passive) return next?.clause === clause && PARTIES.has(next.text)
  return own[0]!.start < tokens[from]!.start && PARTIES.has(own[0]!.text)
}

const AGENT = new Set(['sama', 'oleh', 'orang', 'tim', 'pihak', 'teknisi', 'dari', 'mereka'])

/** "Sedang dicek sama orang Jasnita": somebody else is at it. */
export function byVendor(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 4)
  return (
    AGENT.has(after[0]?.text ?? '') && after.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))
  )
}

const THAT = new Set('sudah bagaimana gabung sama beres selesai yang geus tos mah teh'.split(' '))

/** "Nu 27 eta geus rengse": in Sundanese "eta" is "that"; a promise names a time. */
export function saysThat(tokens: readonly Token[]): boolean {
  const timed = tokens.some(({ kind, text }) => kind === 'number' || TIMED.has(text))
  return !timed && tokens.some(({ text }) => THAT.has(text))
}

const TIMED = new Set(
  'jam pukul besok lusa nanti sore malam siang pagi maghrib ashar dzuhur isya subuh menit hari minggu senin selasa rabu kamis jumat sabtu setengah sejam secepatnya segera'.split(
    ' ',
  ),
)
