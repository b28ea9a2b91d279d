/** Whether a word of completion speaks of the whole repair, here and now: not of a stage, a part, another place or another way. */
import { THINGS } from './accounted.ts'
import { PAPERS } from './negation-words.ts'
import { isAction, isFaulty } from './repair.ts'
import { SPEAKER, UNSURE } from './unstated-words.ts'
import type { Token } from './words.ts'

const TRIES = new Set(
  'tes test cek coba lihat pastikan konfirmasi periksa uji diuji bukti buktiin buktikan mastiin mastikan memastikan pastiin verifikasi diverifikasi dipastikan pakai'.split(
    ' ',
  ),
)
export const HAS_BEEN = new Set(['sudah', 'barusan', 'tadi', 'habis', 'setelah'])

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

/** "Masih dites sama teman-teman": nothing is known yet. */
export function beingTried(tokens: readonly Token[], from: number): boolean {
  const next = tokens[from + 1]
  // "Lagi dicoba masih loading".
  if (TRIES.has(tokens[from]!.text) && ['lagi', 'sedang'].includes(tokens[from - 1]?.text ?? '')) return true
  return (
    tokens[from]!.text === 'masih' &&
    next !== undefined &&
    (TRIES.has(next.text) || TRIES.has(next.stem) || ['menunggu', 'nunggu', 'tunggu'].includes(next.text))
  )
}

/** "Belum bisa saya tutup": what is not said yet. */
const SAYS = new Set(
  'tutup ditutup nyatakan dinyatakan bilang dibilang jawab menjawab jelaskan komentar simpulkan disimpulkan'.split(' '),
)

/** "... tapi belum saya tes": nothing is known yet. */
export function untried(tokens: readonly Token[], to: number): boolean {
  const at = tokens[to]?.text === 'saya' || tokens[to]?.text === 'kami' ? to + 1 : to
  const next = tokens[at]
  const yet = tokens[to - 1]!.text === 'belum' || (tokens[to - 2]?.text === 'belum' && tokens[to - 1]!.text === 'bisa')
  if (!yet || next === undefined) return false
  return TRIES.has(next.text) || TRIES.has(next.stem) || UNSURE.has(next.text) || SAYS.has(next.text)
}

/** "Sudah bisa, tp aku belum nyoba", "bisa dari HP, dari PC belum dicoba": the speaker does not know. */
export function untriedAfter(tokens: readonly Token[], to: number): boolean {
  const after = tokens.slice(to, to + 9)
  return (
    willTry(after) ||
    after.some(
      ({ text }, at) =>
        text === 'belum' &&
        (notDoneBy(after, at) ||
          after
            .slice(at + 1, at + 4)
            .some((token) => TRIES.has(token.text) || TRIES.has(token.stem) || token.text === 'dicoba')),
    )
  )
}

const LATER = new Set(['nanti', 'besok', 'ntar', 'sebentar'])

/** "Udah jelas pak, nanti saya tes": it is still to be tried; "nanti saya cek lagi" has been. */
function willTry(after: readonly Token[]): boolean {
  return after.some(({ text, clause }, at) => {
    if (!LATER.has(text)) return false
    const own = after.slice(at + 1, at + 6).filter((token) => token.clause === clause)
    const tries = own.findIndex((token) => TRIES.has(token.text) || TRIES.has(token.stem))
    return (
      tries !== -1 &&
      tries <= 2 &&
      own.every((token) => !['lagi', 'lain', 'juga', 'semua', 'kembali'].includes(token.text))
    )
  })
}

const ABLE = new Set('bisa dapat normal lancar aman berhasil beres juga sama tetap ada masuk nyala jalan'.split(' '))

/** "... tapi saya belum buka": the speaker has not done it; "saya belum bisa" has tried. */
function notDoneBy(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  return (
    SPEAKER.has(tokens[at - 1]?.text ?? '') &&
    next?.clause === tokens[at]!.clause &&
    next.kind === 'word' &&
    !ABLE.has(next.text)
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
export const ENDS = new Set('selesai beres kelar rampung done tuntas'.split(' '))
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

const CAUSES = new Set('penyebab penyebabnya karena sebab akibat cause disebabkan ternyata'.split(' '))
const HAPPENED = new Set(['gagal', 'proses', 'menunggu', 'nunggu'])

/** "PC 1 sudah normal, PC lain nyusul", "tgl 20 sudah bisa, tgl 21 masih proses": a later clause keeps it open. */
export function keptOpen(tokens: readonly Token[], to: number, questions: ReadonlySet<number>): boolean {
  const { clause } = tokens[to - 1]!
  const after = tokens.slice(to, to + 14)
  return after.some(({ text, clause: own }, at) => {
    if (own === clause || !UNSETTLED.has(text) || questions.has(own)) return false
    // "Ada proses hang di server": what it was.
    const next = after[at + 1]
    if (text === 'proses' && next !== undefined && isFaulty(next)) return false
    // "Sudah normal. Penyebab: migrasi gagal".
    const why = after.slice(0, at).some((token) => token.clause >= own - 1 && CAUSES.has(token.text))
    if (why && HAPPENED.has(text)) return false
    const around = after.filter((token) => token.clause === own)
    if (around.some((token) => PAPERS.has(token.text))) return false
    if (text === 'besok' && betters(around)) return false
    const supposed = around.some((token) =>
      [
        'kalau',
        'jika',
        'bila',
        'apabila',
        'silakan',
        'mohon',
        'semoga',
        'tadi',
        'sebelumnya',
        'sempat',
        'awalnya',
        'tadinya',
      ].includes(token.text),
    )
    // "Link sudah up, aplikasi masih kami cek".
    if (!supposed && text === 'masih' && THINGS.has(around[0]!.text)) return true
    return !supposed && !after.slice(at, at + 4).some((token) => WATCHED.has(token.text) || WATCHED.has(token.stem))
  })
}

const MORE = new Set('lanjut lanjutkan sisanya lain lainnya juga permanen pc meja ext satunya baru'.split(' '))

/** "Sudah oke. Besok sy pasang kabel cadangan": what the speaker adds to what works. */
function betters(clause: readonly Token[]): boolean {
  return (
    clause.some(({ text }, at) => SPEAKER.has(text) && isAction(clause[at + 1] ?? clause[at]!)) &&
    !clause.some(({ text }) => MORE.has(text))
  )
}

/** "Update selesai diinstal, tinggal reboot": something is left to do. */
export function leaves(tokens: readonly Token[], to: number): boolean {
  return tokens.slice(to, to + 6).some(({ text }, at, after) => {
    const next = after[at + 1]
    if (text !== 'tinggal' || next?.kind !== 'word') return false
    // "Tinggal loginnya": a thing.
    if (/nya$/i.test(next.raw) && THINGS.has(next.text) && !PAPERS.has(next.text)) return true
    // "Tinggal bikin laporan".
    if (after.slice(at + 1, at + 4).some((token) => PAPERS.has(token.text))) return false
    return !AFTERWARDS.has(next.text) && !AFTERWARDS.has(next.stem)
  })
}

/** "Sudah bisa pakai PC 4 dulu": with something else. */
export function worksWith(tokens: readonly Token[], to: number): boolean {
  const rest = tokens.slice(to - 1, to + 6).filter(({ clause }) => clause === tokens[to - 1]!.clause)
  return (
    rest.slice(0, 5).some(({ text }) => ['pakai', 'pake', 'lewat', 'via'].includes(text)) &&
    rest.some(({ text }) => ['dulu', 'lain', 'cadangan', 'sementara', 'sebelah'].includes(text))
  )
}

/** "Aman-aman saja", "mendingan" of who repairs: nothing is found, or it is not over. */
export function isWell({ raw }: Token): boolean {
  return /^(?:(?:aman|normal|lancar|baik)(?:2|-)|mending)/i.test(raw)
}

const FIXED = new Set(
  'semua lagi kembali total sekarang beres done tiket untuk yang sudah dan oleh tim kami barusan tadi jam'.split(' '),
)

/** "Fix rusak motherboardnya", "fix harus ganti": it is certain. "Fix 34 ganti port" is the command with its number. */
export function surely(tokens: readonly Token[], to: number, numbered: boolean): boolean {
  const next = tokens[to]
  if (numbered && next !== undefined && next.start - tokens[to - 1]!.end > 2) return false
  return next !== undefined && next.clause === tokens[to - 1]!.clause && !FIXED.has(next.text)
}
