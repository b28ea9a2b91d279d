/** What stands around a phrase of the command table and makes something else of it: other matters, other people, nothing tried yet. */
import { THINGS } from './accounted.ts'
import { CLASSES, type CommandRow } from './commands.ts'
import { PAPERS } from './negation-words.ts'
import type { Match } from './pattern.ts'
import { isAction, isFaulty } from './repair.ts'
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

export const FINE = new Set(
  'bisa normal lancar aman ok baik dapat saya kami dicek proses ada semangat pantau jaga siaga standby tunggu ditunggu cek stabil sehat'.split(
    ' ',
  ),
)

/** Before "masih" stand words of the ticket and no others. */
export function namesThing(tokens: readonly Token[], from: number, known: ReadonlySet<string>): boolean {
  const own = tokens.slice(Math.max(0, from - 4), from).filter(({ clause }) => clause === tokens[from]!.clause)
  const things = own.filter(({ text, stem }) => known.has(text) || THINGS.has(text) || THINGS.has(stem))
  return (
    things.length > 0 &&
    own.every(
      (token) => token.kind === 'number' || things.includes(token) || ['yang', 'di', 'ini', 'itu'].includes(token.text),
    )
  )
}

/** "Clear cache" is what is done, not that it is over. */
export const CLEARED = new Set(
  'cache cookie cookies session sesi log history browser dns data temp ram memori'.split(' '),
)
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

const TRIES = new Set(['tes', 'test', 'cek', 'coba', 'lihat', 'pastikan', 'konfirmasi'])
const HAS_BEEN = new Set(['sudah', 'barusan', 'tadi', 'habis', 'setelah'])

/** "Sudah dicoba di PC 2, ...", "dites dari HP, ...": what follows was found. */
export function tried(tokens: readonly Token[], from: number): boolean {
  return tokens
    .slice(0, from)
    .some(
      ({ text, stem, raw }, at, before) =>
        (TRIES.has(text) || TRIES.has(stem)) &&
        (/^di/i.test(raw) || before.slice(Math.max(0, at - 3), at).some((one) => HAS_BEEN.has(one.text))),
    )
}

/** "... tapi belum saya tes": nothing is known yet. */
export function untried(tokens: readonly Token[], to: number): boolean {
  const at = tokens[to]?.text === 'saya' || tokens[to]?.text === 'kami' ? to + 1 : to
  const next = tokens[at]
  const yet = tokens[to - 1]!.text === 'belum' || (tokens[to - 2]?.text === 'belum' && tokens[to - 1]!.text === 'bisa')
  return yet && next !== undefined && (TRIES.has(next.text) || TRIES.has(next.stem))
}

/** "Sudah bisa, tp aku belum nyoba", "bisa dari HP, dari PC belum dicoba": the speaker does not know. */
export function untriedAfter(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 9)
  return after.some(
    ({ text }, at) =>
      text === 'belum' &&
      after
        .slice(at + 1, at + 4)
        .some((token) => TRIES.has(token.text) || TRIES.has(token.stem) || token.text === 'dicoba'),
  )
}

/** "Di HP normal": where it works, and not that it works again. */
export function elsewhere(tokens: readonly Token[], from: number, to: number): boolean {
  const before = tokens.slice(Math.max(0, from - 3), from).filter(({ clause }) => clause === tokens[from]!.clause)
  // "Normal di kami, di sana gimana".
  const here = tokens[to]?.text === 'di' && ['kami', 'saya', 'sini', 'tempat'].includes(tokens[to + 1]?.text ?? '')
  if (here && !tokens.slice(from, to).some(({ text }) => text === 'sudah' || text === 'lagi' || text === 'kembali'))
    return true
  return before.some(({ text }) => text === 'di') && !before.some(({ text }) => text === 'sudah' || text === 'sekarang')
}

const SIDES = new Set(
  'server log sisi jaringan trunk internet lan switch router database firewall link kami'.split(' '),
)

/** "Tidak ada masalah di server", "dari log kami normal, tidak ada error": where the fault is not. */
export function notThere(tokens: readonly Token[], from: number, to: number): boolean {
  if (tokens.slice(from, to).some(({ text }) => text === 'lagi' || text === 'sudah' || text === 'kembali')) return false
  const behind =
    ['di', 'pada', 'dari'].includes(tokens[to]?.text ?? '') &&
    tokens.slice(to + 1, to + 3).some(({ text }) => SIDES.has(text))
  const before = tokens.slice(Math.max(0, from - 6), from)
  return behind || (before.some(({ text }) => SIDES.has(text)) && !before.some(({ text }) => text === 'sudah'))
}

/** "Sudah saya naikkan ke prioritas 1": its rank. */
export function ranked(tokens: readonly Token[], to: number): boolean {
  return tokens.slice(to, to + 2).some(({ text }) => text === 'dampak' || text === 'level')
}

const STAGES = new Set(
  `cek analisa pengecekan pemeriksaan investigasi restart reboot reset update upgrade instal instalasi setting konfigurasi backup testing tes test download migrasi maintenance koordinasi
  pengujian pemasangan telusur scan loading booting dokumentasi`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** "Done cek server". */
const LOOKS = new Set(
  'cek analisa pengecekan pemeriksaan investigasi backup tes test testing scan koordinasi dokumentasi'.split(' '),
)
const ENDS = new Set('selesai beres kelar rampung done tuntas'.split(' '))
const AFTERWARDS = new Set(
  'ngopi konfirmasi dicek dicoba tes pantau monitor monitoring dipantau dipakai tutup ditutup tunggu menunggu pulang laporan refresh login masuk buka coba cek'.split(
    ' ',
  ),
)

/** "Restart selesai, sekarang testing": one stage is over, not the repair. */
export function ofStage(tokens: readonly Token[], from: number, to: number): boolean {
  const { clause } = tokens[from]!
  let before = from - 1
  while (tokens[before]?.clause === clause && ['sudah', 'juga', 'saya', 'ini'].includes(tokens[before]!.text))
    before -= 1
  const stage = tokens[before]
  const ends = tokens.slice(from, to).some(({ text }) => ENDS.has(text))
  const next = tokens[to]
  if (ends && next?.clause === clause && LOOKS.has(next.text.replace(/^di/, ''))) return true
  if (ends && stage?.clause === clause && STAGES.has(stage.text) && !/^di/i.test(stage.raw)) return true
  return false
}

const UNSETTLED = new Set(
  'masih belum besok lanjut lanjutkan sedang nyusul menyusul sisanya proses menunggu tunggu nunggu gagal'.split(' '),
)
const WATCHED = new Set(
  'pantau monitor monitoring dipantau verifikasi verif validasi tanggapan jawaban feedback balasan kabar info respon konfirmasi coba dicoba cek dicek tes lapor laporan kabari hubungi'.split(
    ' ',
  ),
)

/** "PC 1 sudah normal, PC lain nyusul", "tgl 20 sudah bisa, tgl 21 masih proses": a later clause keeps it open. */
export function keptOpen(tokens: readonly Token[], to: number, questions: ReadonlySet<number>): boolean {
  const { clause } = tokens[to - 1]!
  const after = tokens.slice(to, to + 14)
  return after.some(({ text, clause: own }, at) => {
    if (own === clause || !UNSETTLED.has(text) || questions.has(own)) return false
    // "Ada proses hang di server": what it was.
    const next = after[at + 1]
    if (text === 'proses' && next !== undefined && isFaulty(next)) return false
    const around = after.filter((token) => token.clause === own)
    if (around.some((token) => PAPERS.has(token.text))) return false
    const supposed = around.some((token) =>
      ['kalau', 'jika', 'bila', 'apabila', 'silakan', 'mohon', 'semoga', 'tadi', 'sebelumnya'].includes(token.text),
    )
    // "Link sudah up, aplikasi masih kami cek".
    if (!supposed && text === 'masih' && THINGS.has(around[0]!.text)) return true
    return !supposed && !after.slice(at, at + 4).some((token) => WATCHED.has(token.text) || WATCHED.has(token.stem))
  })
}

/** "Update selesai diinstal, tinggal reboot": something is left to do. */
export function leaves(tokens: readonly Token[], to: number): boolean {
  return tokens.slice(to, to + 6).some(({ text }, at, after) => {
    const next = after[at + 1]
    if (text !== 'tinggal' || next?.kind !== 'word') return false
    // "Tinggal loginnya": a thing.
    if (/nya$/i.test(next.raw) && THINGS.has(next.text) && !PAPERS.has(next.text)) return true
    return !AFTERWARDS.has(next.text) && !AFTERWARDS.has(next.stem)
  })
}

/** "Sudah bisa pakai PC 4 dulu": with something else. */
export function worksWith(tokens: readonly Token[], to: number): boolean {
  const rest = tokens.slice(to - 1, to + 6).filter(({ clause }) => clause === tokens[to - 1]!.clause)
  return (
    rest.slice(0, 2).some(({ text }) => ['pakai', 'pake', 'lewat', 'via'].includes(text)) &&
    rest.some(({ text }) => ['dulu', 'lain', 'cadangan', 'sementara', 'sebelah'].includes(text))
  )
}

const LOCAL = new Set(
  'pc speaker kabel lan modem router firewall browser cache headset listrik ups komputer laptop switch'.split(' '),
)

/** "Mohon cek kabel PC", "mohon dicek apakah firewall di sisi bapak sudah dibuka": the vendor asks for something, nothing is repaired. */
export function yourSide(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 6)
  if (after.slice(0, 2).some(({ text }) => LOCAL.has(text))) return true
  return after.some(({ text }, at) => text === 'apakah' || (text === 'sisi' && after[at - 1]?.text === 'di'))
}

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
      ) && !tokens.some((token) => VENDOR_WORDS.has(token.text) || VENDOR_WORDS.has(token.stem))
  )
}

export const TROUBLED: ReadonlySet<string> = new Set([...(CLASSES.trouble ?? []), 'kambuh', 'muncul'])
const ENGAGED = new Set(['sibuk', 'centang', 'mailbox', 'voicemail'])
const REACHED = new Set(
  'angkat diangkat jawab dijawab balas dibalas respon direspon merespon nyambung tersambung aktif'.split(' '),
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
  return tokens.slice(0, from).some((token, at, before) => isAction(token) && before[at - 1]?.text === 'sudah')
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
const MOVES = new Set(['jalan', 'masuk', 'balik', 'naik', 'turun', 'sampai'])

/** "OTW kantor", "sudah masuk ruang server": on the way, not at work on it, and not done. */
export function travels(tokens: readonly Token[], to: number): boolean {
  const next = (['ke', 'di', 'menuju'].includes(tokens[to]?.text ?? '') ? tokens[to + 1] : tokens[to])?.text ?? ''
  const { text } = tokens[to - 1]!
  return (text === 'otw' || MOVES.has(text)) && (PLACES.has(next) || (text !== 'otw' && SITES.has(next)))
}

/** "Aman-aman saja", "mendingan" of who repairs: nothing is found, or it is not over. */
export function isWell({ raw }: Token): boolean {
  return /^(?:(?:aman|normal|lancar|baik)(?:2|-)|mending)/i.test(raw)
}

const FIXED = new Set('semua lagi kembali total sekarang beres done tiket untuk yang sudah'.split(' '))

/** "Fix rusak motherboardnya", "fix harus ganti": it is certain. */
export function surely(tokens: readonly Token[], to: number): boolean {
  const next = tokens[to]
  return next !== undefined && next.clause === tokens[to - 1]!.clause && !FIXED.has(next.text)
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

const AGENT = new Set(['sama', 'oleh', 'orang', 'tim', 'pihak', 'teknisi', 'dari', 'mereka'])

/** "Sedang dicek sama orang Jasnita": somebody else is at it. */
export function byVendor(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 4)
  return (
    AGENT.has(after[0]?.text ?? '') && after.some(({ text, stem }) => VENDOR_WORDS.has(text) || VENDOR_WORDS.has(stem))
  )
}
