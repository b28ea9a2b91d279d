/**
 * "Gambarnya sudah bergerak", "langsung keprint": what is now seen of the thing, told by who was asked whether it works.
 * A wrong confirmation closes a ticket: every word of the message must be a plain one, none may doubt, ask or deny.
 */

import { isPlain, THINGS } from './accounted.ts'
import { ofPeople } from './circumstances.ts'
import { COMMANDS } from './commands.ts'
import { words } from './lists.ts'
import type { KnownTicket } from './meaning.ts'
import type { Message } from './message.ts'
import {
  ASKING,
  BEFORE_NOW,
  BY,
  HALF,
  HOPED,
  LATER,
  NEGATORS,
  ONLY,
  PLEAS,
  SLOWED,
  SUPPOSED,
  UNFINISHED,
  WISHED,
} from './negation-words.ts'
import type { Act } from './sight.ts'
import { described, isOpen } from './tickets.ts'
import { isTroubled } from './trouble.ts'
import { SPEAKER } from './unstated-words.ts'
import type { Token } from './words.ts'

/** What a thing is or does that works. */
const OBSERVED = words(`
  jernih bening nyaring tajam terang jelas bersih halus mulus lancar cepat kencang enteng ringan gesit ngebut ngacir gaspol responsif stabil bagus cakep ciamik keren aman enak nyaman
  sembuh sehat normal pulih tepat gede besar cocok klop akurat sesuai sinkron lengkap rapi kuat plong empuk pekat cerah kontras hijau ijo online aktif konek nyambung tersambung connect connected nyantol lock satset
  nyala muncul tampil tampak nampak bunyi bergerak gerak jalan berjalan berfungsi fungsi berdering kring dering berputar mengalir ngalir bertambah nambah berubah ramai
  cetak ngeprint nyetak mencetak narik merespon ngerespon nyahut berhasil sukses tembus masuk bisa benar balik pas adem dingin sejuk up registered real-time realtime live`)
/** "Kelihatan", "terisi", "keprint": what has come about by itself. */
const REACHED = /^(?:ter|ke|k)([a-z]{3,}?)(?:nya|an|in)?$/
const REACHES = words(`
  lihat liat isi print cetak buka simpan simpen save kirim terima download donlod donlot unduh baca dengar denger sambung hubung deteksi detek detect daftar update apdet load rekam putar puter
  upload unggah input scan akses muat panggil register sinkron refresh angkat tarik klik hitung catat pantau`)
/** "Sudah bisa dipantau": what a thing is there for. */
const SERVES = words(
  'pakai pake guna operasi lihat pantau tonton dengar denger akses buka putar puter play cetak print kirim simpan unduh download klik pencet tekan isi ketik input telepon angkat',
)
/** "Sudah dibuatkan" of a request. */
const GRANTED = words('buat bikin tambah ganti reset daftar pasang aktif ubah masuk update setting')
/** Of these alone a thing is not seen to work: "masuk kantor", "jalan ke sana". */
const WEAK = words('bisa benar masuk jalan balik berhasil up lock cetak dering')
/** These say it of a thing that is named: "hasilnya bagus". */
const PRAISE = words('gede besar bagus aman jelas cepat pas sesuai bersih kuat sehat enak nyaman ramai')
/** "Keluar sendiri" is what a login should not do. */
const COMES_OUT = words(
  'suara printer perangkat panggilan_masuk panggilan_keluar data_laporan notifikasi cctv peta_lokasi',
)
/** "Tintanya sudah ada" is not yet a print; "menunya sudah ada" is to be seen. */
const IS_THERE = words(
  'suara data_laporan notifikasi cctv peta_lokasi tampilan rekaman tiket_dispatch jaringan permintaan listrik',
)
/** Of what should not sound. */
const STILL_NOW = words('anteng diem diam senyap hening')

/** Relief, praise, thanks: they add nothing. */
const RELIEF = words(`
  catatan manual teman cek berkali-kali detik   mantap jos ok sip siap baik ya alhamdulillah syukur syukurlah hamdalah puji tuhan lega senang plong hore asik asyik top jempol salut hebat gercep memuaskan puas juga begitu kini ayeuna
  sangat sekali memang terimakasih lanjut aktivitas pekerjaan kerja wah waw wow wih nah oh fix clear joss gas jaya euy meluncur`)
/** "Sekarang", "langsung": the thing is seen now. */
const NOW = words('sudah sekarang langsung lagi kembali akhirnya alhamdulillah ternyata mantap jos barusan semua')

const BLOCKERS: ReadonlySet<string> = new Set([
  ...NEGATORS,
  ...[...UNFINISHED].filter((word) => word !== 'lagi' && word !== 'coba'),
  ...WISHED,
  ...[...PLEAS].filter((word) => word !== 'mohon' && word !== 'cepat'),
  ...ASKING,
  ...SUPPOSED,
  ...HALF,
  ...ONLY,
  ...LATER,
  ...BY,
  ...HOPED,
  ...SLOWED,
  ...words(
    'kalau tapi namun kecuali sisanya selain kadang agak lumayan kurang atau dulu pernah lain lainnya satunya sebelah malah justru masih tetap mesti perlu harus',
  ),
])
const AS_BEFORE = words('biasa semula sediakala sebelumnya awal biasanya dulu')

const NODS = words('ok sip mantap jos alhamdulillah ya benar sudah top aman oh nah sangat sekali semua')

const MOST = 24

/** The confirmation that the words are, where the command table knows none in them. */
export function seenWell(message: Message, ticket: KnownTicket): readonly Act[] {
  const { sight, reports, reading } = message
  const { tokens } = sight
  if (!reports || ticket.state !== 'awaiting-confirmation' || tokens.length === 0 || tokens.length > MOST) return []
  if (reading.questions.size > 0 || sight.unstated.some(({ kind }) => kind !== 'witness')) return []
  const open = message.reach.filter(isOpen)
  const named = described(message.words, open)
  if (named.length > 0 && !named.includes(ticket)) return []
  const { question, quoted } = message.situation
  const waits = (question?.kind === 'notice' && question.ticket === ticket.number) || quoted === ticket.number
  const row = COMMANDS.find(({ intent, who }) => intent === 'confirm_resolved' && who.includes('call_taker'))
  // "Sip mantul udah joss".
  const nods = waits && tokens.length > 2 && tokens.every(({ text }) => NODS.has(text))
  const at = nods
    ? tokens.findIndex(({ text }) => text === 'sudah')
    : tokens.findIndex((_, index) => isSeen(tokens, index, ticket.category))
  if (row === undefined || at === -1) return []
  const from = tokens.findIndex(({ clause }) => clause === tokens[at]!.clause)
  if (tokens.some((token, index) => !clears(token, index, message, index >= from && index < at))) return []
  if (ofPeople(tokens, at) || ofSpeaker(tokens, at) || isGoing(tokens, at)) return []
  if (!waits && message.numbers.length === 0 && !tokens.some(({ text }) => NOW.has(text))) return []
  const because = `"${tokens[at]!.raw}" terlihat baik: ${row.word}`
  return [{ intent: row.intent, row, from, to: at + 1, short: false, sense: row.sense, because, seen: true }]
}

function isSeen(tokens: readonly Token[], at: number, category: string): boolean {
  const { text, typed, stem } = tokens[at]!
  if (isRid(tokens, at)) return true
  const before = tokens.slice(Math.max(0, at - 3), at).map((token) => token.text)
  if (isCold(tokens[at]!) || BRISKLY.test(typed)) return before.includes('sudah') || ofThing(tokens, at)
  // "Langsung diangkat".
  if (/^di/.test(typed) && before.includes('langsung')) return SERVES.has(stem)
  if (/^di/.test(typed) && before.some((word) => word === 'bisa' || word === 'dapat')) return SERVES.has(stem)
  if (/^di/.test(typed) && category === 'permintaan' && before.includes('sudah')) return GRANTED.has(stem)
  if (text === 'ada')
    return (
      IS_THERE.has(category) &&
      ofThing(tokens, at) &&
      [...before, ...tokens.slice(at).map((one) => one.text)].some((word) => word === 'sudah' || word === 'sekarang')
    )
  if (text === 'ramai' && category !== 'panggilan_masuk') return false
  // "Makasih udah gerak cepat".
  if (text === 'gerak' && /^c[ae]p/.test(tokens[at + 1]?.typed ?? '')) return false
  if (STILL_NOW.has(text)) return category === 'listrik'
  // "Simpan tiket cuma 2 detik".
  if (text === 'detik')
    return category === 'kinerja' && tokens[at - 1]?.kind === 'number' && before.some((word) => BARELY.has(word))
  // "Enter jalan", "telepon masuk".
  if (text === 'jalan' || (text === 'masuk' && COMES_IN.has(category)))
    return isThing(tokens[at - 1], tokens[at]!.clause)
  if (WEAK.has(text) || (PRAISE.has(text) && !ofThing(tokens, at))) return false
  if (text === 'keluar') return COMES_OUT.has(category)
  if (text === 'dua') return tokens[at + 1]?.text === 'arah'
  return (
    OBSERVED.has(text) ||
    REACHES.has(REACHED.exec(typed)?.[1] ?? '') ||
    (text === 'sat' && tokens[at + 1]?.text === 'set')
  )
}

/** "Ga patah-patah", "tidak ada lagi yang nyasar", "selisihnya udah ga ada", "gemanya hilang": the trouble is gone. */
export function isRid(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token === undefined || !isTroubled(token)) return false
  const { text, clause } = token
  // "Kreseknya hilang bersih".
  if (GONE.has(text))
    return tokens
      .slice(Math.max(0, at - 4), at)
      .some((one) => one.clause === clause && !GONE.has(one.text) && isTroubled(one))
  if (NO_TROUBLE.has(text)) return false
  const next = tokens.slice(at + 1, at + 5).filter((one) => one.clause === clause)
  // "Loadingnya cepat".
  if (text === 'loading' && BRISK.has(next[0]?.text ?? '')) return true
  const gone = next.findIndex((one) => GONE.has(one.text))
  const denied = next.findIndex((one) => one.text === 'tidak')
  if (gone !== -1 || (denied !== -1 && FELT.has(next[denied + 1]?.text ?? ''))) return true
  for (let before = at - 1; before >= Math.max(0, at - 7) && tokens[before]!.clause === clause; before -= 1)
    if (tokens[before]!.text === 'tidak' || tokens[before]!.text === 'tanpa')
      return at - before <= (tokens[before + 1]!.text === 'ada' ? 7 : 2)
  return false
}

/** "Ga masalah", "ga lama" are said of anything. */
const NO_TROUBLE = words('beda berbeda masalah kendala gangguan keluhan lama terus hilang kurang')
const BRISK = words('segera cepat sebentar ringan enteng lancar kencang')
const GONE = words('hilang lenyap reda sirna sembuh')
const FELT = words('ada muncul berasa terasa kerasa lihat kelihatan kedengaran terdengar keluar nongol')

/** "Dingin" is "dulu" in Cirebon. */
const isCold = ({ typed }: Token): boolean => typed === 'dingin'
/** "Cepet" as typed; its standard form is "segera". */
const BRISKLY = /^c[ae]pe?t$|^gancang/
const GENERIC = words('begitu gitu sama kalau kerja kerjanya respon responnya pelayanan pelayanannya tim')
const MORE = words('makin semakin lebih jauh tambah')
const BARELY = words('cuma hanya paling')
const COMES_IN = words('panggilan_masuk notifikasi tiket_dispatch data_laporan')

function isThing(token: Token | undefined, clause: number): boolean {
  return token?.clause === clause && !OBSERVED.has(token.text) && (THINGS.has(token.text) || THINGS.has(token.stem))
}

/** A word for what a thing does that works. */
export function observes({ text, typed }: Token): boolean {
  return OBSERVED.has(text) || REACHES.has(REACHED.exec(typed)?.[1] ?? '')
}

/** "Hasilnya", "suara penelepon": a thing stands in the clause. */
function ofThing(tokens: readonly Token[], at: number): boolean {
  return tokens.some(
    ({ text, stem, clause }, index) =>
      clause === tokens[at]!.clause &&
      index !== at &&
      !OBSERVED.has(text) &&
      !GENERIC.has(text) &&
      !RELIEF.has(text) &&
      !SPEAKER.has(text) &&
      (text === 'hasil' || text === 'hasilnya' || THINGS.has(text) || THINGS.has(stem)),
  )
}

/** A word that leaves the observation as it is; of those nobody knows only names before it, "atcs", "kejaksan". */
function clears(token: Token, at: number, { sight }: Message, leads: boolean): boolean {
  const { text, stem, typed, kind } = token
  const { tokens } = sight
  if (isRid(tokens, at) || ((text === 'tidak' || text === 'tanpa') && ridBehind(tokens, at))) return true
  if (
    isCold(token) ||
    BRISKLY.test(typed) ||
    STILL_NOW.has(text) ||
    (FELT.has(text) && tokens[at - 1]?.text === 'tidak' && ridBehind(tokens, at))
  )
    return true
  // "Cuma 2 detik"; "keyboard baru sudah dipasang".
  if (BARELY.has(text) && tokens[at + 2]?.text === 'detik') return true
  if (text === 'baru' && isThing(tokens[at - 1], token.clause) && tokens[at + 1]?.text === 'sudah') return true
  // "Makin kencang".
  if (MORE.has(text) && tokens[at + 1] !== undefined && observes(tokens[at + 1]!)) return true
  // "Ramai seperti biasa".
  if (
    (text === 'seperti' && AS_BEFORE.has(tokens[at + 1]?.text ?? '')) ||
    (AS_BEFORE.has(text) && tokens[at - 1]?.text === 'seperti')
  )
    return true
  if ((BLOCKERS.has(text) && !/^c[ae]p|^gancang/.test(typed)) || isTroubled(token)) return false
  // "Tadi": before, unless now is told as well.
  if (BEFORE_NOW.has(text)) return tokens.slice(at + 1).some((one) => one.text === 'sudah' || one.text === 'sekarang')
  if (kind === 'number' || OBSERVED.has(text) || RELIEF.has(text) || REACHES.has(REACHED.exec(typed)?.[1] ?? ''))
    return true
  if (/^di/.test(typed) && (SERVES.has(stem) || GRANTED.has(stem))) return true
  if (TELLS.has(text) && sight.unstated.length > 0) return true
  return text === 'sat' || text === 'set' || (isPlain(token, sight.known) ?? leads)
}

/** "Ga" before "patah-patah", or after "selisihnya udah". */
function ridBehind(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= at - 4 && tokens[back]?.clause === tokens[at]!.clause; back -= 1)
    if (isRid(tokens, back)) return true
  for (let next = at + 1; next < at + 8 && tokens[next]?.clause === tokens[at]!.clause; next += 1)
    if (isRid(tokens, next)) return true
  return false
}

const TELLS = words('bilang kata katanya info kabar konfirmasi lapor')

/** "Saya sudah rapi": the speaker; "di saya sudah terang" tells of the thing. */
function ofSpeaker(tokens: readonly Token[], at: number): boolean {
  const { clause } = tokens[at]!
  const lead = tokens.slice(Math.max(0, at - 2), at).filter((token) => token.clause === clause)
  return lead.some(({ text }, index) => {
    const before = tokens[at - lead.length + index - 1]
    return SPEAKER.has(text) && !(before?.clause === clause && before.text !== 'sudah' && before.text !== 'memang')
  })
}

/** "Lagi jalan", "sedang berjalan": under way; "jalan lagi" is again. */
function isGoing(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return before?.clause === tokens[at]!.clause && before.text === 'lagi'
}
