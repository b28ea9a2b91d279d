/**
 * A step is moved only by words that are all understood: what stands before the act in its clause must be a word of
 * the ticket, of the work or of plain grammar. "Yang di kabupaten sudah normal", "yang penting beres" and "mau saya
 * oper" hold a word that makes something else of it; where one stays unknown, the message is offered as a note.
 */

import { COMMON } from './common.ts'
import { APPLICATION_WORDS } from './faults/applications.ts'
import { FAULT_CLASSES } from './faults/classes.ts'
import { FAULTS, TROUBLE } from './faults.ts'
import { words } from './lists.ts'
import type { Intent } from './meaning.ts'
import { wordsOf } from './pattern.ts'
import { isAction, isFaulty } from './repair.ts'
import type { Act } from './sight.ts'
import { oneEdit } from './typo.ts'
import { SPEAKER, WITNESSES } from './unstated-words.ts'
import { VOCABULARY } from './vocabulary.ts'
import type { Token } from './words.ts'

export const THINGS: ReadonlySet<string> = new Set(
  [...FAULTS, ...APPLICATION_WORDS]
    .flatMap(({ patterns }) => patterns)
    .concat(TROUBLE)
    .flatMap((source) => wordsOf(source, FAULT_CLASSES)),
)

const GRAMMAR = words(`
  saya kami kita aku dia mereka ya yang ini itu tersebut dimaksud bersangkutan dan juga semua semuanya sama serta lagi kembali sudah tadi barusan baru sekarang saat ini
  alhamdulillah mantap jos syukur hore terimakasih ok siap sip baik noted izin maaf mohon lapor langsung ternyata akhirnya karena setelah habis di dari ke pada untuk dengan oleh via lewat soal terkait mengenai perihal
  persen laporan tiket nomor hasil hasilnya jam pukul menit detik hari pagi siang sore malam kurang lewat setengah wib tanggal satu dua tiga empat lima enam tujuh delapan sembilan pertama kedua
  ketiga dua-duanya sendiri jadi bahwa terus lalu kemudian ikut nah oh begitu gitu kendala gangguan masalah issue problem benar coba cek tes test uji ujicoba diuji pakai kiri kanan atas bawah utama
  januari februari maret april mei juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu semalam kemarin
  has have been is are now already we all segera informasi info konfirmasi terkonfirmasi confirmed confirm menyampaikan sampaikan disampaikan pengujian pengecekan lakukan dilakukan saudara saudari sdr sdri petugas tim teknisi call taker rekan pegawai iku baca terakhir ketik tulis laksanakan dalam rangka kali berkali maksud salah ada bisa dapat
  sebentar fokus terhadap atas sehubungan berkenaan hormat bahwa adapun kiranya guna pengaduan aduan keluhan dimaksud
  ku mangga mulai sempat tetap memang sangat total status posisi bersama pihak orang dicoba nya si eh tapi`)
const TECHNICAL = words(`
  hak akses peran role izin menu   sinkronisasi api query database db replikasi integrasi autentikasi registrasi sertifikat domain dns hosting cloud vm container storage disk harddisk memori cpu backend frontend modul fitur endpoint
  simpang perempatan pertigaan alun-alun pasar terminal stasiun pelabuhan jembatan bundaran gateway session token cache log job cron scheduler queue antrian webhook firewall port vlan dhcp ip sim gsm e1 did ivr acd pbx sip codec rtp hunting isp fo fiber ont olt converter radio tower antena
  genset panel mcb stabilizer adaptor charger baterai aki roller toner tinta cartridge drum fuser kertas tray driver spooler dvr nvr kamera lensa hdmi vga ssd hdd ram motherboard psu kipas windows
  chrome browser firefox office antivirus lisensi aktivasi service servis layanan sistem system link jalur koneksi sinyal akun user password data angka grafik tabel file konten halaman menu tombol
  perbaikan penanganan pengerjaan pekerjaan maintenance restart update upgrade migrasi instalasi konfigurasi setting`)
const ACCOUNTS = words('akses akun user role peran')
const VENDOR = words('jasnita vendor provider rekanan pusat')
const TOLD = words('kata katanya bilang info menurut infonya kabar kabari konfirmasi telepon whatsapp hubungi')
const HANDING = words(
  'terpaksa tolong biar minta titip serahkan suruh alihkan oper kasih lempar tangani handle pegang cek kerjakan perbaiki gantian ganti tugaskan lanjut lanjutkan ambil terima harap agar urus bantu kerja',
)

const COMPLETIONS: ReadonlySet<Intent> = new Set(['resolved', 'vendor_done', 'confirm_resolved'])
const OWN_STEPS: ReadonlySet<Intent> = new Set(['accept', 'start_analysis', 'start_repair', 'escalate'])
const STEPS: ReadonlySet<Intent> = new Set([
  'accept',
  'start_analysis',
  'start_repair',
  'escalate',
  'coordinated',
  'reassign',
])

/** A word of the desk's own world: a thing of it, what is done to it and what becomes of it. */
export function ofWork(token: Token): boolean {
  const { text, stem } = token
  if (token.kind === 'number' || GRAMMAR.has(text)) return false
  return (
    [text, stem].some((word) => THINGS.has(word) || TECHNICAL.has(word) || VENDOR.has(word)) ||
    isAction(token) ||
    isFaulty(token)
  )
}

/** "Pak Bambang minta ke Jasnita", "coba cek kabelnya Wul": another person is at it, or is asked to be. */
export function othersDoing(act: Act, tokens: readonly Token[], names: ReadonlySet<string>): boolean {
  if (!OWN_STEPS.has(act.intent)) return false
  const { clause } = tokens[act.from] ?? {}
  const own = tokens.filter((token) => token.clause === clause)
  const named = own.filter(
    (token) => isName(token, names) || (OTHER.has(token.text) && token.start < tokens[act.from]!.start),
  )
  if (named.length === 0) return false
  const before = tokens[act.from - 1]
  const subject = named.findLast((token) => token.start < tokens[act.from]!.start)
  const { end } = tokens[act.to - 1]!
  const speaks = own.some(
    ({ text, start }) =>
      (SPEAKER.has(text) || text === 'biar') && start < end && (subject === undefined || start > subject.start),
  )
  if (speaks) return false
  if (subject !== undefined) return true
  // "Sudah dicek asep"; "sudah dicek bu sri" speaks to her.
  const agent = tokens[act.to]
  const passive = before?.text === 'di' || /^di/i.test(tokens[act.to - 1]!.raw)
  const over = own.some(({ text }) => PAST.has(text))
  if (agent !== undefined && named.includes(agent) && passive && over && agent.start - end <= 1) return true
  return before?.text === 'coba' || tokens[act.from]!.text === 'coba'
}

const PAST = new Set(['sudah', 'tadi', 'barusan', 'kemarin', 'semalam'])

/** "Dia lagi mengerjakan yang lain". */
const OTHER = new Set(['dia', 'beliau', 'doi'])

/** "Wulan", "wul". */
function isName({ raw, stem }: Token, names: ReadonlySet<string>): boolean {
  const typed = raw.toLowerCase()
  if (stem === 'jasnita') return false
  if (names.has(typed)) return true
  return typed.length === 3 && [...names].some((name) => name.length > 4 && name.startsWith(typed))
}

/** The first word before the act that nothing accounts for; a hand-over is made of names and only must not be planned. */
export function unaccounted(act: Act, tokens: readonly Token[], known: ReadonlySet<string>): Token | undefined {
  const completion = COMPLETIONS.has(act.intent)
  if (!completion && !STEPS.has(act.intent)) return undefined
  const clause = tokens[act.from]?.clause
  const before: Token[] = []
  for (let at = act.from - 1; at >= 0 && tokens[at]!.clause === clause && before.length < MOST; at -= 1)
    before.push(tokens[at]!)
  // "Kata petugas damkar sudah sampai".
  const witnessed = before.some(({ text }) => WITNESSES.has(text))
  let settled = false
  for (const [index, token] of before.entries()) {
    const { text, stem, raw, kind } = token
    if (CONCLUDES.has(text)) return undefined
    if (NOW.has(text)) settled = true
    const own = SPEAKER.has(before[index + 1]?.text ?? '') || SPEAKER.has(before[index - 1]?.text ?? '')
    if (/^normal(nya|e)$/i.test(raw)) return token
    // "Printer kasi normal": somebody else's.
    if (OWNERS.has(text) && !known.has(text) && THINGS.has(before[index + 1]?.text ?? '')) return token
    const ranked =
      (text === 'dulu' || text === 'duluan') &&
      SPEAKER.has((index === 0 ? tokens[act.from] : before[index - 1])?.text ?? '')
    if (ranked) continue
    // "3 kali"; "kali" by itself is "perhaps".
    const times = text === 'kali' && (before[index + 1]?.kind === 'number' || before[index + 1]?.text === 'berkali')
    if (OPEN_WORDS.has(text) && !known.has(text) && !times) return token
    if (act.row === undefined) continue
    const plain =
      kind === 'number' ||
      (text === 'pas' && (before[index + 1]?.kind === 'number' || before[index - 1]?.text === 'coba')) ||
      GRAMMAR.has(text) ||
      TECHNICAL.has(text) ||
      THINGS.has(text) ||
      THINGS.has(stem) ||
      known.has(text) ||
      known.has(raw.toLowerCase()) ||
      isAction(token) ||
      isFaulty(token) ||
      // "Akses supervisor sudah ditambahkan".
      ACCOUNTS.has(before[index + 1]?.text ?? '') ||
      VENDOR.has(text) ||
      VENDOR.has(stem) ||
      ((TOLD.has(text) || TOLD.has(stem)) && (own || witnessed || namesVendor(tokens))) ||
      (stem === 'lapor' &&
        [before[index - 1], before[index + 1]].some((one) => known.has(one?.raw.toLowerCase() ?? ''))) ||
      (!completion && HANDING.has(text)) ||
      (settled && (text === 'tidak' || text === 'belum'))
    if (!plain && !mistyped(text) && (COMMON.has(text) || VOCABULARY.has(text))) return token
  }
  return undefined
}

function namesVendor(tokens: readonly Token[]): boolean {
  return tokens.some(({ text, stem }) => VENDOR.has(text) || VENDOR.has(stem))
}

const OWNERS = words('kasi kabid kadis sekdis sekretaris loket tamu pribadi lobi aula bendahara satpam')
const NOW = new Set(['sekarang', 'ternyata', 'akhirnya', 'sudah', 'tapi'])
/**
 * Whether it is a word of the ticket, of the work or of plain grammar; `false` where it makes something else of the
 * clause, undefined where nobody knows.
 */
export function isPlain({ text, stem, raw }: Token, known: ReadonlySet<string>): boolean | undefined {
  if (known.has(text) || known.has(raw.toLowerCase())) return true
  if (OPEN_WORDS.has(text) || OWNERS.has(text)) return false
  if (GRAMMAR.has(text) || TECHNICAL.has(text) || THINGS.has(text) || THINGS.has(stem)) return true
  return COMMON.has(text) || VOCABULARY.has(text) || VOCABULARY.has(stem) ? false : undefined
}

/** Plans, conditions and other places, although the lexicon of faults has these words too. */
const OPEN_WORDS = words(`
  mau tunggu menunggu nunggu nungguin nanti besok lusa penting urgent kota kabupaten kab sebelah tetangga lain lainnya daerah provinsi dulu pengen pingin ingin kepengen niat rencana wacana ngarep
  berharap ngaku klaim konon kira anggap asumsi tunda pending ditunda batal lem kelurahan kecamatan bandung jakarta indramayu kuningan majalengka klien client pelanggan harus perlu kudu mesti
  daripada dokumentasi dokumen surat nota foto berita jangan usah andai misal moga kali kalo seandainya kapan emak istri suami anak`)

/** After these a conclusion stands by itself. */
const CONCLUDES = new Set(['jadi', 'ternyata', 'akhirnya', 'alhamdulillah', 'sehingga', 'maka', 'makanya'])
const MOST = 20

/** "Sudha", "mksud": a word of grammar with one slip of the finger. */
function mistyped(word: string): boolean {
  if (word.length < 4 || COMMON.has(word) || VOCABULARY.has(word)) return false
  for (const plain of GRAMMAR)
    if (plain.length >= 4 && plain[0] === word[0] && Math.abs(plain.length - word.length) <= 1 && oneEdit(word, plain))
      return true
  return false
}
