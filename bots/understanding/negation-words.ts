/** Words that turn what stands beside them (DOMAIN 4.3, rules 3 to 6); negation.ts says how. */

export const NEGATORS = new Set(['tidak', 'belum', 'bukan', 'jangan', 'tanpa', 'gagal', 'not'])

/** Cirebon "beli" is "tidak" only right before "bisa"; elsewhere it is "buy" (rule 3). */
export const CIREBON_NOT = new Set(['beli', 'bli', 'bely', 'ora'])

export const UNFINISHED = new Set([
  'sedang',
  'lagi',
  'masih',
  'mau',
  'akan',
  'coba',
  'hampir',
  'sebentar',
  'nanti',
  'otw',
  'proses',
  'menunggu',
  'tunggu',
  'segera',
  'tinggal',
  'besok',
  'agak',
  'lumayan',
  'mulai',
])

export const WISHED = new Set([
  'agar',
  'supaya',
  'biar',
  'harus',
  'kapan',
  'sampai',
  'sebelum',
  'target',
  'estimasi',
  'eta',
  'sebelumnya',
  'padahal',
  'walau',
  'biasanya',
  'awalnya',
  'semula',
  'kemarin',
  'tadinya',
  'kapan-kapan',
  'sempat',
  'kabari',
  'info',
  'kabarin',
  'meski',
  'meskipun',
  'walaupun',
  'dianggap',
  'katanya',
  'seperti',
  'pastikan',
  'dipastikan',
  'tahu',
])

/** Beyond these a word before no longer speaks about what follows. */
export const BARRIERS = new Set([
  'sudah',
  'sekarang',
  'tapi',
  'lalu',
  'terus',
  'ternyata',
  'dan',
  'langsung',
  'tadi',
  'karena',
  'akhirnya',
  'ya',
  'setelah',
  'habis',
  'alhamdulillah',
])

export const PLEAS = new Set([
  'tolong',
  'mohon',
  'segera',
  'harap',
  'minta',
  'agar',
  'supaya',
  'bantu',
  'dibantu',
  'cepat',
  'mohonn',
])

export const ASKING = new Set([
  'bagaimana',
  'kapan',
  'apakah',
  'apa',
  'mana',
  'kenapa',
  'berapa',
  'gimana',
  'piye',
  'dimana',
])

export const OF_TIME = new Set([
  'jam',
  'pukul',
  'setengah',
  'pagi',
  'siang',
  'sore',
  'malam',
  'hari',
  'menit',
  'wib',
  'an',
  'ini',
])

/** Anywhere before in the clause these make it a condition, a wish or a contrast. */
export const SUPPOSED = new Set(['padahal', 'walau', 'walaupun', 'meski', 'meskipun', 'sisi', 'siapa-tahu'])

/** "Server normal" tells where the fault is not; it does not say that the ticket's fault is gone. */
export const COMPONENTS = new Set([
  'server',
  'jaringan',
  'internet',
  'lan',
  'pc',
  'kabel',
  'listrik',
  'ups',
  'router',
  'lain',
  'lainnya',
  'kami',
  'database',
  'switch',
  'modem',
  'ping',
  'vpn',
])

export const LEADS_IN = new Set(['sudah', 'bisa', 'dapat', 'kembali', 'mulai', 'pada'])

export const HALF = new Set('setengah sebagian separuh separo setengahnya separuhnya separonya sebagiannya'.split(' '))

export const CONTRARY = new Set([
  'tidak',
  'belum',
  'masih',
  'tetap',
  'error',
  'mati',
  'lemot',
  'hang',
  'lag',
  'putus',
  'putus-putus',
  'hilang',
  'kosong',
  'muncul',
  'ngaco',
  'gagal',
  'rusak',
  'kambuh',
  'drop',
  'ngedrop',
  'down',
  'macet',
  'nyangkut',
  'rewel',
  'sibuk',
])

export const ONLY = new Set(['cuma', 'baru', 'sebagian', 'saja'])

export const LATER = new Set(['sekitar', 'kira-kira', 'besok', 'nanti', 'paling', 'maksimal', 'sebelum', 'dalam'])

/** "Maksimal jam 5 sudah selesai": a time by which it is to be, not what has been. */
export const BY = new Set([
  'maksimal',
  'maksimum',
  'target',
  'ditargetkan',
  'estimasi',
  'eta',
  'lambat',
  'telat',
  'deadline',
])

export const HOPED = new Set(['semoga', 'harusnya', 'seharusnya', 'mestinya', 'semestinya'])

/** After "sudah bisa, tapi" these say that it is not well yet. */
export const SHORT_OF_WELL = new Set([
  'lambat',
  'lama',
  'pelan',
  'lelet',
  'kecil',
  'berat',
  'kadang',
  'kadang-kadang',
  'suka',
  'sering',
  'ulang',
  'loading',
  'kurang',
  'delay',
  'kresek',
  'gema',
  'blank',
  'aneh',
  'salah',
  'terus',
])

/** After "tapi" these tell of before: "sudah bisa tapi tadi lama". */
export const BEFORE_NOW = new Set(['tadi', 'kemarin', 'awalnya', 'sempat', 'tadinya', 'semalam'])

/** "RCA menyusul": what is still to come is on paper. */
export const PAPERS = new Set(
  'rca laporan kronologi dokumentasi berita acara detail detailnya resume report surat notulen penjelasan'.split(' '),
)

/** "Normal tapi pelan" of who repairs: not done yet. */
export const SLOWED = new Set(
  'lambat lama pelan lelet berat kadang-kadang delay kresek gema kurang sebagian blank hitam putih buram merah kedip ngaco'.split(
    ' ',
  ),
)
