/** Which digits are ticket numbers and which are not (DOMAIN 4.3 rule 8). */
import type { Reading, Token } from './words.ts'

export interface TicketNumber {
  readonly number: number
  /** Index in the tokens given. */
  readonly at: number
  /** Said as a ticket number (#27, tiket 27, SELESAI 27), not merely a number that a ticket happens to have. */
  readonly said: boolean
}

/** Nobody names more tickets in one message. */
const MOST = 12
/** Hotlines, and codes that screens show: tickets' only where a ticket that there is could not be named otherwise. */
const WELL_KNOWN = new Set([
  86, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 123, 129, 1708, 4444, 404, 500, 502, 503, 504,
])
const UNIT_BEFORE = new Set(
  `pc ext extension eks ekstensi meja line komputer monitor posisi operator shift lantai cctv kamera error kode code jam pukul sejak rp versi headset regu tim user port kabel server trunk
  putaran tanggal siaga rt rw gang blok km jalan cpu laptop printer ip vlan channel kanal telepon hp wa whatsapp lebih kurang dari sampai sekitar hampir selama cuma baru ada sebanyak windows unit ruang kelas
  layanan center nik id eta maksimal nomor-hp langkah bagian seksi switch ups rak sip kpbs setengah lewat pasal tahun bulan putaran x usia umur agen agent loket pos sop`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
const UNIT_AFTER = new Set(
  'jam jaman menit menitan hari detik orang kali persen unit pc laporan tiket an mbps gb mb kb user warga telepon panggilan posisi meja ms x komputer bulan tahun minggu headset penelepon call menitan kb kbps rb ribu juta watt volt va buah biji monitor operator kamera titik data kasus kejadian antrian derajat kilo km meter pagi siang sore malam wib januari februari maret april mei juni juli agustus september oktober november desember opd cctv akun aplikasi petugas anggota mobil unit'.split(
    ' ',
  ),
)
const MERGES = new Set(['gabung', 'dobel', 'sama'])
const MEASURES = new Set([
  'jam',
  'jaman',
  'menit',
  'menitan',
  'hari',
  'detik',
  'kali',
  'persen',
  'orang',
  'an',
  'x',
  'mbps',
  'pc',
  'ribu',
  'unit',
  'derajat',
])
const COMMAND_WORDS = new Set(
  `set terima diterima analisa cek perbaiki perbaikan selesai beres kelar jasnita eskalasi koordinasi eta progres ya belum info catatan note status batal alihkan tutup dampak pecah gabung buka ok siap
  sip baik sudah done clear fix estimasi solved normal teratasi rampung proses aman lancar pulih bisa up noted ambil pegang handle catat tambahan close reopen ralat update bagaimana rujukan perihal soal tentang`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** "TERIMA 112", "129 solved": nobody says this of a hotline. */
const OF_TICKETS_ALONE = new Set(
  `terima diterima analisa perbaiki selesai beres kelar jasnita eskalasi koordinasi eta progres ya belum status batal alihkan tutup dampak pecah gabung buka done solved rampung
  86 close reopen batalkan`.split(/\s+/),
)
/** Also of one that there is not, which is said. */
const OF_ANY_TICKET = new Set('terima analisa perbaiki selesai batal alihkan tutup dampak pecah'.split(' '))
const NAMES_A_TICKET = new Set(['tiket', 'laporan', 'aduan', 'pengaduan', 'lp', 'case'])
const NOT_A_TICKET_NUMBER = new Set([
  'telepon',
  'hp',
  'whatsapp',
  'vendor',
  'jasnita',
  'antrian',
  'ext',
  'rekening',
  'polisi',
  'plat',
  'handphone',
  'wa',
  'darurat',
  'pegawai',
  'induk',
  'kontak',
])

export function ticketNumbers(reading: Reading, tokens: readonly Token[], known: ReadonlySet<number>): TicketNumber[] {
  const found: TicketNumber[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const one = ticketNumberAt(reading, tokens, at, known, found)
    if (one !== undefined) found.push(one)
    else found.push(...rangeAt(tokens, at, known, found))
    if (found.length === MOST) break
  }
  return found
}

function ticketNumberAt(
  reading: Reading,
  tokens: readonly Token[],
  at: number,
  known: ReadonlySet<number>,
  found: readonly TicketNumber[],
): TicketNumber | undefined {
  const token = tokens[at]!
  if (token.kind !== 'number' || !/^\d{1,4}$/.test(token.raw)) return undefined
  const number = Number(token.raw)
  if (number < 1) return undefined
  const after = reading.source.slice(token.end, token.end + 3)
  if (/^\/LP/i.test(after)) return { number, at, said: true }
  const previous = tokens[at - 1]
  const next = tokens[at + 1]
  const before = previous?.text ?? ''
  const hashed = token.before.endsWith('#')
  const glued = next !== undefined && next.before === '' && next.clause === token.clause
  const named =
    NAMES_A_TICKET.has(before) ||
    (before === 'nomor' &&
      !NOT_A_TICKET_NUMBER.has(tokens[at - 2]?.text ?? '') &&
      !(UNIT_BEFORE.has(tokens[at - 2]?.text ?? '') && !known.has(number)) &&
      !NOT_A_TICKET_NUMBER.has(next?.text ?? ''))
  // "Koordinasi dengan Jasnita sudah, tiket 7781": theirs.
  const theirs =
    !known.has(number) && number >= 1000 && tokens.some(({ text }) => text === 'jasnita' || text === 'vendor')
  if (theirs && !hashed) return undefined
  // "ETA 29 1600": the hour.
  if (
    previous?.kind === 'number' &&
    !known.has(number) &&
    HOUR.test(token.raw) &&
    PROMISE.has(tokens[at - 2]?.text ?? '')
  )
    return undefined
  if (hashed || named) return WELL_KNOWN.has(number) && !known.has(number) ? undefined : { number, at, said: true }
  if (
    (WELL_KNOWN.has(number) && !isNamedBare(tokens, at, found, known.has(number))) ||
    token.raw.startsWith('0') ||
    /^[%°]/.test(after) ||
    token.before.endsWith('+') ||
    /^,\d(?!\d)/.test(after)
  )
    return undefined
  if (/^[-/]?\s?[xX]\s?\d/.test(after) || (glued && next.text !== 'ya')) return undefined
  // "Beres 2 dari 3 PC".
  const share =
    (next?.text === 'dari' && tokens[at + 2]?.kind === 'number') ||
    (before === 'dari' && tokens[at - 2]?.kind === 'number')
  if (share && !known.has(number)) return undefined
  const decimal = previous?.kind === 'number' && token.before === ','
  const listed = previous?.kind === 'number' || before === 'dan' || before === 'sama'
  if (listed && found.every((one) => one.at < at - 2) && ofUnits(tokens, at)) return undefined
  const chain =
    listed && found.some((one) => one.at === at - 1 || one.at === at - 2) && (known.has(number) || found.at(-1)!.said)
  // "Estimasi 60 jam 5 sore", "eta 52 jam setengah 3": the hour has a number of its own.
  const then = tokens[at + 2]?.text === 'setengah' ? tokens[at + 3] : tokens[at + 2]
  const unit = (next?.text === 'pc' || next?.text === 'jam') && then?.kind === 'number'
  const commanded = COMMAND_WORDS.has(before) && known.has(number) && (unit || !MEASURES.has(next?.text ?? ''))
  if (
    !commanded &&
    // "27 tiket Jasnita JSN-1188": its number there.
    !(known.has(number) && next?.text === 'tiket' && THEIRS.has(tokens[at + 2]?.text ?? '')) &&
    !(chain && known.has(number)) &&
    !(unit && known.has(number) && previous?.clause !== token.clause) &&
    next !== undefined &&
    UNIT_AFTER.has(next.text) &&
    next.before.trim() === ''
  )
    return undefined
  const joined = ['sama', 'dengan', 'ke', 'dari'].includes(before) && tokens.some((one) => MERGES.has(one.text))
  if (joined) return { number, at, said: true }
  if (chain) return { number, at, said: true }
  // "Prioritas 48 dinaikkan" names a ticket, "prioritas 1" a rank.
  if (decimal || (/^(prioritas|level|p)$/i.test(previous?.raw ?? '') && (number < 10 || !known.has(number))))
    return undefined
  const gap = token.before.trim()
  if (COMMAND_WORDS.has(before) && (gap === '' || gap === ':' || gap === '.' || gap === '*')) {
    if (before === 'ya' || !known.has(number))
      return plausible(previous!, number, known) ? { number, at, said: true } : undefined
    return { number, at, said: true }
  }
  if (UNIT_BEFORE.has(before) && gap === '') return undefined
  // "Yg 99 sls"; "yang 2 selesai" counts.
  if (before === 'yang' && number > 9 && ['', '#'].includes(gap) && next !== undefined) {
    const does = COMMAND_WORDS.has(next.text) || (['saya', 'kami', 'sudah'].includes(next.text) && tokens[at + 2])
    if (does === true || (does && COMMAND_WORDS.has(does.text))) return { number, at, said: true }
  }
  // "27: sudah dicoba", "35 jangan ditutup": the message is about it.
  const leads =
    at === 0 &&
    number > 9 &&
    next !== undefined &&
    (/^\s*:/.test(after) || TELLS_OF_IT.has(next.text) || (known.has(number) && !COUNTED.has(next.text)))
  return known.has(number) ? { number, at, said: leads } : undefined
}

/** The command stands before it, before the ticket that it follows, or after it as the first word. */
function isNamedBare(tokens: readonly Token[], at: number, found: readonly TicketNumber[], known: boolean): boolean {
  const before = tokens[at - 1]
  if (!known) return OF_ANY_TICKET.has(before?.text ?? '')
  if (before === undefined) return OF_TICKETS_ALONE.has(tokens[1]?.text ?? '')
  if (OF_TICKETS_ALONE.has(before.text)) return true
  const follows = before.kind === 'number' || LISTS.has(before.text)
  return follows && found.some((one) => one.said && (one.at === at - 1 || one.at === at - 2))
}

const THEIRS = new Set(['jasnita', 'vendor', 'kami', 'internal', 'mereka'])
/** "40 panggilan tidak masuk": how many. */
const COUNTED = new Set(
  `panggilan telepon warga orang pelapor penelepon laporan aduan tiket kali menit jam hari detik pc unit komputer monitor headset kamera cctv titik data rekaman user akun
  petugas operator agen call opd line ext persen channel kanal nomor sms pesan notifikasi kejadian antrian dari buah meter panggilannya lembar port`.split(
    /\s+/,
  ),
)
const TELLS_OF_IT = new Set('jangan sudah belum tidak masih tetap itu ini juga tadi ternyata kenapa malah'.split(' '))

const HOUR = /^(?:[01]\d|2[0-3])[0-5]\d$/
const PROMISE = new Set(['eta', 'estimasi', 'target', 'maksimal'])

/** "Terima 9-13", "terima 9 sampai 13": every ticket between two that there are. */
function rangeAt(
  tokens: readonly Token[],
  at: number,
  known: ReadonlySet<number>,
  found: readonly TicketNumber[],
): TicketNumber[] {
  const token = tokens[at]!
  const written = /^(\d{1,4})(?:-|s\/d)(\d{1,4})$/.exec(token.raw)
  const commanded = COMMAND_WORDS.has(tokens[at - 1]?.text ?? '') || NAMES_A_TICKET.has(tokens[at - 1]?.text ?? '')
  const last = found.at(-1)
  const spoken =
    token.kind === 'number' && tokens[at - 1]?.text === 'sampai' && last?.at === at - 2 && /^\d{1,4}$/.test(token.raw)
  const [from, to] =
    written !== null && commanded
      ? [Number(written[1]), Number(written[2])]
      : spoken
        ? [last.number, Number(token.raw)]
        : [1, 0]
  if (!known.has(from) || !known.has(to) || to <= from) return []
  const first = spoken ? from + 1 : from
  return [...known]
    .filter((number) => number >= first && number <= to)
    .sort((a, b) => a - b)
    .slice(0, MOST)
    .map((number) => ({ number, at, said: true }))
}

/** "PC 1, 2 dan 4": the list began with a place. */
function ofUnits(tokens: readonly Token[], at: number): boolean {
  let first = at
  while (first > 0 && (tokens[first - 1]!.kind === 'number' || LISTS.has(tokens[first - 1]!.text))) first -= 1
  const unit = tokens[first - 1]?.text ?? ''
  return first < at && UNIT_BEFORE.has(unit) && !['jam', 'pukul'].includes(unit)
}

const LISTS = new Set(['dan', 'sama'])

/** An unknown number after a command word counts where the word is a command and no everyday word. */
function plausible(previous: Token, number: number, known: ReadonlySet<number>): boolean {
  if (known.has(number)) return true
  // "SIP 200 OK".
  if (previous.text === 'sip') return false
  return (
    ![
      'bisa',
      'sudah',
      'up',
      'ok',
      'siap',
      'baik',
      'soal',
      'tentang',
      'update',
      'normal',
      'aman',
      'cek',
      'proses',
      'ambil',
      'ya',
      'belum',
      'bagaimana',
      'perihal',
    ].includes(previous.text) || previous.raw === previous.raw.toUpperCase()
  )
}
