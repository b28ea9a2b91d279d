/** Tingkat dampak with its reason (DOMAIN section 2): what stops, for how many, and what people say of it. */
import type { Category, Impact } from '../../src/desk/ticket.ts'
import type { Fault } from './classify.ts'
import { Lexicon, pattern } from './pattern.ts'
import type { Unit } from './unit.ts'
import type { Token } from './words.ts'

interface CategoryImpact {
  readonly usual: Impact
  /** When only one position has it. */
  readonly single: Impact
  /** When everybody has it or nothing works at all. */
  readonly all: Impact
  readonly reason: string
}

/** THE table of impact by category. */
const BY_CATEGORY: Readonly<Record<Category, CategoryImpact>> = {
  login: { usual: 'sedang', single: 'sedang', all: 'kritis', reason: 'petugas tidak bisa login' },
  panggilan_masuk: { usual: 'kritis', single: 'sedang', all: 'kritis', reason: 'panggilan 112 tidak dapat diterima' },
  panggilan_keluar: {
    usual: 'tinggi',
    single: 'sedang',
    all: 'tinggi',
    reason: 'panggilan keluar atau transfer terhenti',
  },
  suara: { usual: 'tinggi', single: 'sedang', all: 'tinggi', reason: 'suara panggilan terganggu' },
  tiket_dispatch: { usual: 'tinggi', single: 'sedang', all: 'tinggi', reason: 'tiket tidak sampai ke OPD' },
  peta_lokasi: { usual: 'tinggi', single: 'sedang', all: 'tinggi', reason: 'lokasi kejadian tidak dapat dipercaya' },
  tampilan: { usual: 'sedang', single: 'sedang', all: 'kritis', reason: 'tampilan aplikasi terganggu' },
  data_laporan: { usual: 'sedang', single: 'sedang', all: 'sedang', reason: 'fungsi pendukung: data dan laporan' },
  rekaman: { usual: 'sedang', single: 'sedang', all: 'sedang', reason: 'fungsi pendukung: rekaman' },
  notifikasi: { usual: 'tinggi', single: 'tinggi', all: 'tinggi', reason: 'notifikasi ke OPD atau petugas terhenti' },
  kinerja: { usual: 'sedang', single: 'sedang', all: 'tinggi', reason: 'aplikasi lambat' },
  cctv: { usual: 'sedang', single: 'sedang', all: 'sedang', reason: 'fungsi pendukung: CCTV' },
  perangkat: { usual: 'sedang', single: 'sedang', all: 'kritis', reason: 'perangkat satu posisi' },
  printer: { usual: 'rendah', single: 'rendah', all: 'rendah', reason: 'printer: kurang nyaman, pekerjaan inti jalan' },
  jaringan: { usual: 'tinggi', single: 'sedang', all: 'kritis', reason: 'jaringan terganggu' },
  listrik: { usual: 'tinggi', single: 'sedang', all: 'kritis', reason: 'listrik terganggu' },
  permintaan: { usual: 'rendah', single: 'rendah', all: 'rendah', reason: 'permintaan, bukan gangguan' },
  lainnya: { usual: 'sedang', single: 'sedang', all: 'tinggi', reason: 'belum jelas, dianggap sedang' },
}

const WORSE: Readonly<Record<Impact, Impact>> = {
  rendah: 'sedang',
  sedang: 'tinggi',
  tinggi: 'kritis',
  kritis: 'kritis',
}
const MILDER: Readonly<Record<Impact, Impact>> = {
  rendah: 'rendah',
  sedang: 'rendah',
  tinggi: 'sedang',
  kritis: 'tinggi',
}
const STOPPING: ReadonlySet<Category> = new Set([
  'login',
  'panggilan_masuk',
  'jaringan',
  'listrik',
  'tampilan',
  'perangkat',
  'kinerja',
  'lainnya',
])

/** Weight of the phrases that say calls do not arrive. */
const SAYS_NO_CALLS = 5

type Sign =
  | 'all'
  | 'total'
  | 'partly'
  | 'calm'
  | 'urgent'
  | 'looks'
  | 'says'
  | 'part'
  | 'spare'
  | 'single'
  | 'weak'
  | 'cut'
  | 'beeps'
  | 'stated-kritis'
  | 'stated-tinggi'
  | 'stated-sedang'
  | 'stated-rendah'
  | 'manual'
const SIGNS: readonly (readonly [Sign, readonly string[]])[] = [
  [
    'all',
    [
      'semua ?yang|pc|meja|posisi|operator|komputer|petugas|call|agent|user|akun|orang|line|headset|unit|layar|aplikasi|teman|rekan|shift|telepon|panggilan',
      'semua',
      'satu|1|se|seisi ruang|kantor|gedung|lantai',
      'serentak|bareng|bareng-bareng|barengan|serempak',
      'tiga|ketiga|3 pc|komputer|posisi|meja|operator|petugas|orang|headset ?nya semua|sama|begitu|gitu|juga|kena|ngalamin|mengalami',
      'pc|komputer|posisi|meja 1 ?pc|meja 2 ?dan|sama ?pc|meja 3',
      'di semua',
      'ketiga pc|posisi|meja|operator|komputer',
    ],
  ],
  [
    'total',
    [
      'total $',
      'total semua|di|sejak|dari|pak|tidak',
      'mati|down|putus|padam|lumpuh|off|rusak|gangguan total',
      'sama sekali',
      'satu pun',
      'satupun',
      'lumpuh',
      'blackout',
      'tidak ada satu|satupun ?pun',
      'tidak|belum ada yang ?bisa masuk|bunyi|diterima|nyambung|login|buka|dibuka|jalan|nyala',
      'tidak|belum ada yang bisa',
      'mati total',
    ],
  ],
  [
    'partly',
    [
      'kadang-kadang',
      'sebagian',
      'beberapa',
      'sering|suka',
      'sesekali',
      'ada yang',
      'nyasar',
      'ke ?112 kabupaten|kab',
      'kelewat|terlewat|dilewati|skip',
      'nyangkut',
      'putus setelah|sesudah|tiap|sendiri',
      'telat|terlambat|delay',
      'antrian|antrean',
      'ada ?yang nyasar',
      'jarang',
      'satu dua',
      'hilang timbul',
      'hidup mati',
      'naik turun',
      'intermiten|intermittent',
      'nomor|id|nama|kontak ?hp|telepon ?si penelepon|pelapor|warga',
      'operator|provider|kartu|telkomsel|indosat|xl|tri|smartfren|im3|axis',
    ],
  ],
  [
    'calm',
    [
      'tidak|bukan ?terlalu ?begitu ?perlu urgent|buru-buru|terburu-buru|buru|keburu|genting|gawat|parah|darurat|segera',
      'santai',
      'kapan-kapan',
      'kalau|jika sempat|senggang|luang',
      'tidak apa-apa|apa ?nunggu ?besok',
      'bisa besok|ditunda|nanti|menyusul',
      'slow|pelan-pelan saja',
      'low priority',
      'minor',
    ],
  ],
  [
    'looks',
    [
      'warna|font|huruf|logo|tulisan|teks|layout|typo|ejaan|kekecilan|kebesaran|rapi|miring|ikon|icon|kepotong|terpotong',
    ],
  ],
  // "Muncul tulisan error": what the screen says, not how it looks.
  [
    'says',
    [
      'muncul|keluar|ada|dapat|bunyi tulisan|teks',
      'tulisan|teks ?nya error|gagal|internal|server|not|bad|tidak|connection|koneksi|timeout|denied|access|forbidden|invalid|failed|#',
    ],
  ],
  // A part of the screen: "menu tidak muncul semua" stops nobody.
  ['part', ['menu|tombol|tab|ikon|icon|kolom|gambar|foto|logo|popup|bendera']],
  ['spare', ['cadangan|serep|spare|backup']],
  [
    'single',
    [
      'agent|status|softphone saya',
      'satu pc|komputer|meja|posisi|headset|operator|akun|user|orang',
      '1 pc|komputer|meja|posisi|headset|operator|akun|user|orang',
      'pc|komputer|laptop|akun|user|login|meja|headset|monitor|layar|keyboard|mouse|mic|mik|mikrofon saya',
      'akun ?saya|punya|milik ?atas ?nama',
      'pc|yang lain|lainnya aman|normal|bisa|ok',
      'cuma saya|satu|1|di|pc',
      'wifi|jaringan|internet|ruang tamu|rapat|pengunjung|guest',
      'sebelah',
      'dari rumah',
      'laptop',
      'di tempat|pc|meja|komputer saya',
      'saya ?sendiri tidak ?bisa login|masuk',
      'salah satu',
    ],
  ],
  ['weak', ['lemot|lambat|lag|lama|putus-putus|stabil|naik|sinyal|pelan']],
  ['beeps', ['ups .. bunyi|teriak|teriak-teriak']],
  ['cut', ['putus|putus-putus|mati|padam|hilang|rto|down']],
  ['stated-kritis', ['dampak|prioritas|level|status ?nya kritis|critical', 'dampak =kritis']],
  ['stated-tinggi', ['dampak|level ?nya tinggi|high|berat']],
  ['stated-sedang', ['dampak|level ?nya sedang|medium|menengah']],
  ['stated-rendah', ['dampak|level ?nya rendah|low|ringan|kecil']],
]
const LEXICON = new Lexicon<Sign>(
  SIGNS.flatMap(([sign, sources]) => sources.map((source) => pattern(source, sign, {}))),
  true,
)

/** "Backup juga ikut mati": what is broken is not the spare alone. */
const ALSO = new Set(['juga', 'ikut', 'pun', 'malah'])
const WELL = new Set(['nyala', 'normal', 'aman', 'bisa', 'lancar', 'jalan', 'ok'])

/** "Komputer nyala semua": they work. */
function isWell(tokens: readonly Token[], at: number): boolean {
  return WELL.has(tokens[at - 1]?.text ?? '') && !['tidak', 'belum'].includes(tokens[at - 2]?.text ?? '')
}

interface ImpactSaid {
  readonly impact: Impact
  readonly reason: string
}

export function impactOf(tokens: readonly Token[], fault: Fault, unit: Unit | undefined): ImpactSaid {
  const words = new Map<Sign, string>()
  for (const match of LEXICON.find(tokens, true)) {
    // "Di lantai 1, pc mati semua" counts no PCs.
    if (match.means === 'single' && tokens[match.from]!.clause !== tokens[match.to - 1]!.clause) continue
    if (match.means === 'all' && isWell(tokens, match.from)) continue
    if (match.means === 'spare' && tokens.slice(match.to, match.to + 3).some(({ text }) => ALSO.has(text))) continue
    if (!words.has(match.means))
      words.set(
        match.means,
        tokens
          .slice(match.from, match.to)
          .map((token) => token.raw)
          .join(' '),
      )
  }
  const said = (sign: Sign): string => `"${words.get(sign)}"`
  for (const impact of ['kritis', 'tinggi', 'sedang', 'rendah'] as const)
    if (words.has(`stated-${impact}`)) return { impact, reason: `disebut ${said(`stated-${impact}`)}` }
  const row = BY_CATEGORY[fault.category]
  const single = unit?.single === true || (words.has('single') && unit?.all !== true && unit?.several !== true)
  const some = fault.category === 'panggilan_masuk' && words.has('partly') && unit?.all !== true && !words.has('total')
  const looks = fault.category === 'tampilan' && words.has('looks') && !words.has('says')
  const part = fault.category === 'tampilan' && words.has('part') && words.get('all') === 'semua'
  const everyone =
    !single &&
    !some &&
    !looks &&
    !(part && unit?.all !== true && !words.has('total')) &&
    (unit?.all === true || words.has('all') || words.has('total'))
  // That calls do not come is stated; merely named, they are not taken to have stopped.
  const usual = fault.category === 'panggilan_masuk' && fault.weight < SAYS_NO_CALLS ? 'tinggi' : row.usual
  let { impact, reason }: ImpactSaid = { impact: usual, reason: row.reason }
  if (looks) {
    impact = 'rendah'
    reason = `tampilan: ${said('looks')}`
  } else if (single) {
    impact = row.single
    reason = row.single === row.usual ? row.reason : `satu posisi: ${unit?.name ?? words.get('single')}`
  } else if (everyone) {
    const sign = words.has('total') ? said('total') : words.has('all') ? said('all') : `"${unit?.name}"`
    const slow =
      words.has('weak') && fault.category !== 'login' && fault.category !== 'panggilan_masuk' && !words.has('total')
    const worst = fault.application === 'dashboard' ? (unit?.all === true ? 'tinggi' : row.usual) : row.all
    impact = slow && worst === 'kritis' ? 'tinggi' : worst
    reason = `${sign}: ${row.reason}`
    const counted = unit?.all === true || (words.get('all') ?? '').includes(' ')
    if (!STOPPING.has(fault.category) && impact === row.usual && impact === 'sedang' && counted) impact = WORSE[impact]
  } else if (unit?.several === true) {
    if (impact === 'kritis' || fault.category === 'login') impact = 'tinggi'
    reason = `beberapa posisi: ${unit.name}`
  } else if (fault.category === 'panggilan_masuk' && words.has('partly')) {
    impact = 'tinggi'
    reason = `sebagian panggilan: ${said('partly')}`
  } else if (fault.category === 'listrik' && words.has('beeps') && !words.has('cut')) {
    impact = 'sedang'
    reason = `listrik masih ada: ${said('beeps')}`
  } else if (fault.category === 'jaringan' && words.has('weak') && !words.has('cut')) {
    impact = 'sedang'
    reason = `masih tersambung: ${said('weak')}`
  } else if (fault.category === 'jaringan' && words.has('weak')) {
    impact = 'tinggi'
  }
  if (words.has('spare')) {
    impact = 'rendah'
    reason = `cadangan: ${said('spare')}`
  }
  if (words.has('calm')) {
    impact = MILDER[impact]
    reason = `${said('calm')} menurunkan`
  }
  return { impact, reason }
}

/** 112 cannot take calls, or everybody has stopped: registered without waiting for more (DOMAIN section 7.5). */
export function isCritical(impact: Impact, fault: Fault): boolean {
  return impact === 'kritis' && fault.stated && (fault.category !== 'panggilan_masuk' || fault.weight > 4)
}
