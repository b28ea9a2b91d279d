/**
 * What is asked of the desk itself and not of a ticket: its list, its commands, its messages (DAFTAR, BANTUAN, BERHENTI,
 * MULAI). People put it in ever other words, but in few of them: a clause that is made of these words alone asks for it,
 * "lihat antrian", "minta petunjuk perintahnya", "notif ke saya dinyalain lagi". One word more ("menu hilang", "notif HP
 * petugas mati") and it is something else.
 */

import { classify } from './classify.ts'
import { words } from './lists.ts'
import type { Message } from './message.ts'
import { NEGATORS } from './negation-words.ts'
import type { Token } from './words.ts'

type Asked = 'list_open' | 'help' | 'opt_out' | 'opt_in'

/** Stands in any of these questions and changes none. */
const PLAIN = words(`
  saya kami kita aku ini itu yang ya dong ada lagi saja dulu untuk buat dari ke di dengan oleh pada sekarang saat nya bisa boleh mau ingin pengen
  pingin minta mohon tolong bantu dibantu izin maaf kirim kirimi kirimkan kasih beri bagi butuh perlu coba mana apa berapa bagaimana kalau agar supaya kira-kira
  hari pagi siang sore malam tadi baru sini nomor bot sistem layanan tahu lihat tampil tampilkan lupa bingung kurang paham harus perlu sedang bertanya tanya nanya sementara semua seluruh daftar segera kembali atau`)

const LISTS = words('daftar daftarnya list rekap rekapan rekapitulasi tunggakan antrian antrean')
const CALLS = words('antrian antrean')
const ITEMS = words(
  'tiket laporan aduan pengaduan gangguan kendala masalah keluhan kasus trouble pekerjaan kerjaan tugas pr tanggungan',
)
const STANDS = words(`
  open terbuka buka kebuka aktif pending nyangkut gantung menggantung jalan berjalan proses kerja dikerjakan tangani ditangani tertangani selesai beres kelar
  rampung tuntas teratasi terima diterima respon direspon tersisa tertunda outstanding konfirmasi dikonfirmasi tutup ditutup closed`)
const LEFT = words('belum masih sisa sisanya tersisa tinggal')
const OF_LIST = words(`
  shift jasnita vendor pegang dipegang tunggu nunggu menunggu pelapor call taker apa-apa jumlah total status lain lainnya total dalam pihak tim posisi terbaru
  kerjakan ambil cek tindak tindak-lanjut ditindaklanjuti sebutin baru masuk tangan banyak ditugaskan tugaskan punya milik update dilist listkan dilistkan sebutkan sampaikan disampaikan info informasi infokan sampai dan sama terang hoyong cirebon selama
  tanggal kemarin`)

const COMMANDS = words(
  'perintah format cara caranya panduan petunjuk tutorial contoh kode keyword katakunci template command tata kata',
)
const TYPES = words('ketik tulis balas bales jawab kirim lapor')
const DOES = words(`
  balas bales balasan jawab jawaban lapor melapor laporan melaporkan pelaporan aduan pengaduan tutup menutup batal batalkan membatalkan terima menerima konfirmasi
  mengkonfirmasi ganti mengganti ubah mengubah alihkan mengalihkan oper gabung menggabungkan pisah memisahkan pecah selesai menyelesaikan eskalasi jasnita koordinasi
  eta progres status cek lihat tiket ketik tulis kata kunci pesan dampak pakai menggunakan gunakan penggunaan pengguna pakainya isi mengisi catatan info buka kembali
  tersedia nyerahin ngalihin ngoper serahkan serahin menyerahkan sampaikan menyampaikan estimasi memberi bilang sudah beres belum pake info informasi hapus menghapus bikin membuat progresnya hadir pulang piket berhenti kabar update vendor`)
/** Commands by the verbs that ask how they are given. */
const HOW = words(`
  balas bales membalas ngebales jawab menjawab lapor melapor melaporkan ngelapor nutup menutup batalin batalkan membatalkan nerima menerima konfirmasi ngonfirmasi mengkonfirmasi
  ngubah mengubah ngalihin mengalihkan nyerahin menyerahkan serahkan serahin nyampein menyampaikan gabungin menggabungkan misahin memisahkan ngisi mengisi bikin membuat makai pakai menggunakan`)
const OF_HELP = words(
  'normal staf kerja pilihan ngapain ngapa ajarin ajari bantu kunci tertentu jelaskan dijelaskan menjelaskan maksud maksudnya mun rek na seperti lewat via melalui sms whatsapp chat wa list singkat lengkap benar tepat urutan langkah mestinya harus mesti gimananya perlu',
)

const MESSAGES = words('penerima notifikasi pemberitahuan pesan sms whatsapp pengingat reminder langganan broadcast')
const OF_MESSAGES = words('on pribadi hp terus terusan semuanya mulai otomatis')
const ENDS = words(
  'matikan dimatikan matiin nonaktifkan dinonaktifkan stop setop disetop berhenti hentikan dihentikan berhentikan diberhentikan offkan',
)
const STARTS = words(
  'aktifkan diaktifkan aktifin diaktifin hidupkan dihidupkan nyalakan dinyalakan nyalain dinyalain hidupin dihidupin daftarkan didaftarkan lanjutkan dilanjutkan mulai dimulai',
)
const GETS = words(
  'mengirim mengirimi mengirimkan hubungi dihubungi terima menerima nerima dapat dapet mendapat mendapatkan dikirim dikirimi kirim kirimi kirimin dikirimkan ikut',
)
const LISTED = words('keluar hapus dihapus keluarkan dikeluarkan cabut dicabut coret dicoret')
const ENTERED = words('masukkan dimasukkan masukin dimasukin tambahkan ditambahkan catat dicatat')
const WANTS = words('siap mau ingin pengen pingin minta mohon tolong boleh bisa')
const OWN = words('saya kami nomor')
const AGAIN = words('lagi kembali')

const MOST = 14

export function deskAsked(message: Message): { readonly intent: Asked; readonly because: string } | undefined {
  const { words, numbers, fault, sight, situation } = message
  if (numbers.length > 0 || words.length === 0) return undefined
  const clauses = byClause(words)
  // One question with commas in it is read whole.
  const runs = words.length <= MOST && clauses.length > 1 ? [words, ...clauses] : clauses
  for (const run of runs) {
    if (run.length > MOST) continue
    const intent = askedIn(
      run,
      run.some(({ clause }) => message.reading.questions.has(clause)),
      sight,
    )
    if (intent === undefined) continue
    // "Aplikasi error, cara lapornya gimana": the error is reported.
    if (run.length < words.length && fault.stated && fault.weight >= 3) {
      const other = classify(
        words.filter((token) => !run.includes(token)),
        situation.applications,
      )
      if (other.stated && other.weight >= 3) return undefined
    }
    const because = `"${run.map(({ raw }) => raw).join(' ')}": ditanyakan kepada meja bantuan`
    return { intent, because }
  }
  return undefined
}

function byClause(words: readonly Token[]): readonly (readonly Token[])[] {
  const clauses: Token[][] = []
  for (const token of words) {
    const last = clauses.at(-1)
    if (last !== undefined && last[0]!.clause === token.clause) last.push(token)
    else clauses.push([token])
  }
  return clauses
}

function askedIn(run: readonly Token[], question: boolean, { known, names }: Message['sight']): Asked | undefined {
  if (asksForHelp(run, question, names)) return 'help'
  if (asksForList(run, question, known)) return 'list_open'
  return aboutMessages(run)
}

const isIn = ({ text, stem, typed }: Token, ...sets: readonly ReadonlySet<string>[]): boolean =>
  sets.some((one) => one.has(text) || one.has(stem) || one.has(typed))
/** By the word itself, not its root: "laporan" is a thing, "lapor" is done. */
const isWord = ({ text, typed }: Token, one: ReadonlySet<string>): boolean => one.has(text) || one.has(typed)

/** "Tiket yang belum selesai apa saja", "antrian masih ada berapa", "lihat yang blm kelar", "tugas saya apa saja". */
function asksForList(run: readonly Token[], question: boolean, known: ReadonlySet<string>): boolean {
  // "Masih ada yang gantung ga ya?"
  const own = run.at(-1)?.text === 'tidak' && (question || run.at(-2)?.text === 'ada') ? run.slice(0, -1) : run
  if (!own.every((token) => isIn(token, PLAIN, LISTS, ITEMS, STANDS, LEFT, OF_LIST))) return false
  const texts = new Set(run.map(({ text }) => text))
  const calls = run.some((token) => isWord(token, CALLS))
  // "Antrian nyangkut" is a fault, and may be what a ticket is about.
  if (calls) return !run.some((token) => isIn(token, STANDS) || known.has(token.text)) && (run.length > 1 || !question)
  const items = run.some((token) => isWord(token, ITEMS))
  const stands = run.some((token) => isIn(token, STANDS))
  const left = run.some((token) => isWord(token, LEFT))
  // "Rekap saya terima" of the ticket about it.
  const lists = run.some((token) => isWord(token, LISTS) && !known.has(token.text))
  if (lists && (run.length > 1 || !texts.has('daftar'))) return true
  const which =
    run.some(({ text }, at) => text === 'apa' && ['saja', 'yang'].includes(run[at + 1]?.text ?? '')) ||
    texts.has('berapa') ||
    run.some(
      ({ text }, at) => text === 'mana' && (run[at + 1]?.text === 'saja' || run[at - 1]?.text === 'yang' || items),
    )
  const standing = stands || left || run.some(({ stem }) => stem === 'jasnita' || stem === 'vendor')
  if (
    which &&
    texts.has('apa') &&
    items &&
    (standing || texts.has('ada') || (run.length <= 8 && !run.some(({ typed }) => typed === 'masalahnya')))
  )
    return true
  if (which && standing && (items || texts.has('yang'))) return true
  if (items && run.length <= 4 && run.some((token) => isWord(token, OPEN))) return true
  const shown = run.some((token) => SHOWN.has(token.text) || SHOWN.has(token.stem))
  if (shown && (items || texts.has('yang')) && ((left && stands) || texts.has('semua'))) return true
  if (texts.has('semua') && items && run.length === 2) return true
  const fresh = texts.has('baru') || texts.has('masuk')
  return (question || own !== run) && texts.has('ada') && (items || texts.has('yang')) && (standing || fresh)
}

/** Said of tickets and of nothing that is broken. */
const OPEN = words('open terbuka aktif pending gantung outstanding')
const SHOWN = words('lihat tampil kirim minta dilist listkan dilistkan sebutkan sebutin cek')

/** "Cara lapornya gimana", "format buat nutup tiket apa", "kalau mau nutup tiket ketik apa", "kodenya apa aja". */
function asksForHelp(all: readonly Token[], question: boolean, names: ReadonlySet<string>): boolean {
  const yesOrNo = all.at(-1)?.text === 'tidak' && (question || all.some(({ text }) => text === 'ada'))
  const run = (yesOrNo ? all.slice(0, -1) : all).filter(({ raw }) => !names.has(raw.toLowerCase()))
  if (run.length === 0 || !run.every((token) => isIn(token, PLAIN, COMMANDS, TYPES, DOES, OF_HELP))) return false
  const texts = new Set(run.map(({ text }) => text))
  const asks = yesOrNo || texts.has('apa') || texts.has('bagaimana') || texts.has('mana')
  const pleads =
    run.some((token) => isWord(token, WANTS)) ||
    texts.has('kasih') ||
    ['lihat', 'bantu', 'ajarin', 'ajari', 'lupa', 'bingung', 'paham', 'tahu'].some((text) => texts.has(text))
  const typed = run.findIndex(
    (token, at) => isWord(token, TYPES) && ['apa', 'bagaimana'].includes(run[at + 1]?.text ?? ''),
  )
  // "Gimana batalin laporan"; "apa saja yang bisa diketik di sini".
  const how = texts.has('bagaimana') && run.some((token) => isWord(token, HOW))
  const here =
    texts.has('bisa') &&
    run.some((token) => token.typed === 'ngapain') &&
    (texts.has('sini') || texts.has('nomor') || texts.has('bot'))
  const what =
    here ||
    (texts.has('apa') &&
      (texts.has('bisa') || texts.has('boleh')) &&
      run.some(({ stem }) => stem === 'ketik' || stem === 'tulis'))
  // "Jasnita jawabnya apa": what they have said.
  const theirs = run.some(({ stem }) => stem === 'jasnita' || stem === 'vendor')
  // "Kata kuncinya" is one, "kata Dedi" is not.
  const [head] = run.filter((token) => isIn(token, COMMANDS) && (token.text !== 'kata' || texts.has('kunci')))
  if (head === undefined) return (typed !== -1 || how || what) && (!theirs || texts.has('saya'))
  // "Kode" and "contoh" mean many things.
  if (head.text === 'kode' || head.text === 'contoh') return asks || run.length <= 3
  // "Sudah saya coba semua cara".
  if (head.text === 'cara') return asks || pleads || run[0] === head
  return asks || pleads || run.some((token) => isIn(token, DOES)) || run.length <= 2
}

/** "Matiin notif dong", "jangan dikirimi pesan lagi"; "notif ke saya dinyalain lagi", "mau dapat pemberitahuan lagi". */
function aboutMessages(all: readonly Token[]): 'opt_out' | 'opt_in' | undefined {
  // "Udah jangan kirim lagi".
  const run = all[0]?.text === 'sudah' && all[1] !== undefined && isRefusal(all[1]) ? all.slice(1) : all
  if (
    !run.every(
      (token) =>
        isIn(token, PLAIN, MESSAGES, OF_MESSAGES, ENDS, STARTS, GETS, WANTS, LISTED, ENTERED) ||
        NEGATORS.has(token.text) ||
        isRefusal(token),
    )
  )
    return undefined
  const named = run.some((token) => isWord(token, MESSAGES))
  // "Jangan kirim lagi ke nomor ini".
  if (!named) {
    const sends = run.some(({ stem }) => stem === 'kirim' || stem === 'hubungi')
    if (!sends || !run.some((token) => isWord(token, AGAIN) || token.text === 'nomor')) return undefined
    if (run.some(isRefusal)) return 'opt_out'
    // "Mulai kirim lagi ke nomor saya".
    return run.some((token) => isWord(token, STARTS)) ? 'opt_in' : undefined
  }
  const denied = run.some((token) => NEGATORS.has(token.text) || isRefusal(token))
  const ends = run.some((token) => isWord(token, ENDS))
  // "Berhenti mengirim pesan".
  const starts = run.some((token) => isWord(token, STARTS)) || run[0]!.text === 'on'
  // "Hapus nomor saya dari daftar notifikasi", "masukkan lagi saya ke daftar penerima".
  const enrolled = run.some(({ text }) => text === 'nomor' || text === 'daftar' || text === 'penerima') && !denied
  const leaves = run.slice(0, 3).some(({ text }) => text === 'keluar') && run.some(({ text }) => text === 'dari')
  if ((enrolled || leaves) && run.some((token) => isWord(token, LISTED))) return 'opt_out'
  if (enrolled && run.some((token) => isWord(token, ENTERED))) return 'opt_in'
  // "Notif dimatikan dulu" may tell of a telephone.
  const asked = run.some(
    (token) => isWord(token, WANTS) || OWN.has(token.text) || (isWord(token, ENDS) && !/^di/.test(token.typed)),
  )
  if (ends !== starts && !denied && (starts || asked)) return ends ? 'opt_out' : 'opt_in'
  const gets = run.some((token) => isWord(token, GETS))
  // "Stop, jangan kirim notif lagi"; "jangan dihentikan notifnya".
  if (ends && gets && run.some(isRefusal)) return 'opt_out'
  if (!gets || ends || starts) return undefined
  const texts = new Set(run.map(({ text }) => text))
  if (denied)
    // "Mohon nomor ini tidak dikirimi pemberitahuan lagi".
    return texts.has('jangan') ||
      (texts.has('mohon') && texts.has('nomor')) ||
      texts.has('usah') ||
      texts.has('mau') ||
      texts.has('perlu') ||
      texts.has('ingin')
      ? 'opt_out'
      : undefined
  return (run.some((token) => isWord(token, WANTS)) || run.some(({ stem }) => stem === 'kirim')) &&
    run.some((token) => isWord(token, AGAIN))
    ? 'opt_in'
    : undefined
}

const isRefusal = ({ text }: Token): boolean => text === 'jangan' || text === 'usah'
