/** What was found and what was done, from the words around "selesai" (SOP steps 4 and 6: Laporan perbaikan). */
import type { Said } from './meaning.ts'
import { VOCATIVES } from './people.ts'
import type { Reading, Token } from './words.ts'

/** The words that are no command, as typed. */
export function leftover(reading: Reading, spent: ReadonlySet<number>): string | undefined {
  const pieces = segments(reading, spent).map((tokens) => slice(reading, tokens))
  const text = pieces.join(', ').trim()
  return text === '' ? undefined : text.slice(0, 1000)
}

function slice(reading: Reading, tokens: readonly Token[]): string {
  return reading.source.slice(tokens[0]!.start, tokens.at(-1)!.end).replace(/\s+/g, ' ')
}

const EDGE = new Set([
  ...VOCATIVES,
  'ya',
  'nih',
  'ni',
  'deh',
  'dong',
  'sih',
  'kok',
  'tiket',
  'nomor',
  'ok',
  'siap',
  'oh',
  'dan',
  'yang',
  'terimakasih',
  'lah',
  'ternyata',
  'karena',
  'gara-gara',
  'akibat',
  'penyebab',
  'penyebabnya',
  'sumbernya',
  'biangnya',
  'sebab',
  'disebabkan',
  'oleh',
  'soalnya',
  'td',
  'setelah',
  'dengan',
  'alhamdulillah',
  'root',
  'cause',
])
const CONNECTORS = new Set([
  'ternyata',
  'karena',
  'gara-gara',
  'akibat',
  'penyebab',
  'penyebabnya',
  'sumbernya',
  'biangnya',
  'disebabkan',
  'root',
  'setelah',
  'sudah',
  'tadi',
  'lalu',
  'terus',
  'kemudian',
  'langsung',
  'tinggal',
  'solusi',
  'solusinya',
  'tindakan',
  'sekarang',
  'jadi',
  'habis',
  'tapi',
])

const SAYS_NOTHING = new Set(['saya', 'kami', 'kita', 'dulu', 'ini', 'itu', 'di', 'ke', 'lagi', 'kembali', 'semua'])

/** "Tintanya habis" is what was wrong; "habis direstart" what was done. */
function connects(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  const next = tokens[at + 1]
  return CONNECTORS.has(text) && (text !== 'habis' || (next?.clause === clause && isAction(next)))
}

const LEADS = new Set([
  ...EDGE,
  'untuk',
  'soal',
  'laporan',
  'perihal',
  'mengenai',
  'tentang',
  'terkait',
  'kode',
  'pc',
  'ext',
])

function goesOn(tokens: readonly Token[], at: number, spent: ReadonlySet<number>): boolean {
  const next = tokens[at + 1]
  return next !== undefined && next.clause === tokens[at]!.clause && next.kind === 'word' && !spent.has(next.start)
}

/** Runs of unspent words of one clause, without polite words at their edges. */
function segments(reading: Reading, spent: ReadonlySet<number>, connect = false): Token[][] {
  const runs: Token[][] = []
  let run: Token[] = []
  let previous: Token | undefined
  for (const [at, token] of reading.tokens.entries()) {
    const same = previous !== undefined && previous.clause === token.clause
    // "Routing 34 dikembalikan ke primary": the ticket's number parts nothing.
    const number =
      connect && same && token.kind === 'number' && run.at(-1)?.kind === 'word' && !LEADS.has(run.at(-1)!.text)
    if (number && spent.has(token.start) && goesOn(reading.tokens, at, spent)) continue
    const cut = spent.has(token.start) || !same || (connect && connects(reading.tokens, at))
    if (cut) {
      runs.push(run)
      run = []
    }
    if (!spent.has(token.start)) run.push(token)
    previous = token
  }
  runs.push(run)
  return runs.map((one) => trimmed(one, connect)).filter((one) => one.some((token) => !SAYS_NOTHING.has(token.text)))
}

function trimmed(tokens: readonly Token[], keepConnectors: boolean): Token[] {
  let from = 0
  let to = tokens.length
  const edge = (token: Token): boolean => EDGE.has(token.text) && !(keepConnectors && CONNECTORS.has(token.text))
  while (from < to && edge(tokens[from]!)) from += 1
  while (to > from && edge(tokens[to - 1]!)) to -= 1
  return tokens.slice(from, to)
}

const TROUBLE = new Set(['gangguan', 'kendala', 'masalah', 'tersebut', 'dimaksud'])
const PLEAS = new Set(['mohon', 'tolong', 'silakan', 'silahkan', 'harap', 'minta'])
const CAUSE_WORDS = new Set([
  'ternyata',
  'karena',
  'gara-gara',
  'akibat',
  'penyebab',
  'penyebabnya',
  'sumbernya',
  'biangnya',
  'disebabkan',
  'sebab',
  'soalnya',
  'root',
])
const ACTION_WORDS = new Set([
  'setelah',
  'solusi',
  'solusinya',
  'tindakan',
  'tindakannya',
  'action',
  'solution',
  'tinggal',
])
const ACTIONS = new Set(
  `ganti restart pasang reset perbaiki reroute setting update tambah bersih isi alihkan nyalakan hidupkan colok install instal hapus konfigurasi kencang reboot cabut tukar kosong refresh clear pindah sambung
  buka aktif aktifkan tarik benerin perbarui upgrade normalkan rapikan perpanjang generate ulang klik isolasi blok unblok lepas geser setel atur naik turun rollback restore up jalankan kirim buat logout login matikan hidup dicolok dipasang colokin
  geser ditukar diganti dipindah dialihkan ditambah dikencangkan diisi dibersihkan direset dihapus diupdate disetting diaktifkan disambung diatur flush diflush kill kick unlock bypass whitelist betulkan betulin balikin tuker tuning kencengin cleaning format optimasi optimalkan keluarkan keluarin patching crimping sync sinkron sinkronkan deploy patch failover bongkar lem solder reload refill reinstall reconnect resync redeploy lap semprot kembalikan munculkan pulihkan dipulihkan`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** "Dicabut orang" is what happened, not what was done about it. */
const OTHERS = new Set(['orang', 'tikus', 'kucing', 'petir', 'tukang'])
const FAULTY = new Set(
  'mati berhenti stuck kehenti lepas putus rusak penuh hang error expired longgar kendor copot habis korslet konslet bentrok konflik salah down macet kotor jebol overload basah tercabut kecabut kesenggol tersenggol padam bug crash kelebihan timeout off nyangkut bocor panas loss gangguan offline dobel terkunci kadaluarsa kedaluwarsa soak drop jitter misconfig numpuk goyang dicabut digigit hilang corrupt korup trip jeglek njeglek terpotong kepotong meleduk gosong kebakar lemah limit kehapus terhapus kepencet tertimpa ketimpa kepanasan overheat kepenuhan kebalik terbalik nonaktif disabled terblokir keblokir kelewat ketutup tertutup'.split(
    ' ',
  ),
)

/** Cause and repair from the words around "selesai": "ternyata kabel lepas, sudah dipasang". */
export function repairIn(reading: Reading, spent: ReadonlySet<number>): Pick<Said, 'cause' | 'action'> {
  const causes: string[] = []
  const actions: string[] = []
  /** Said beside what was done, without a word of trouble: "DB auth full koneksi, sudah kami restart". */
  let beside: string | undefined
  let previous: Token[] | undefined
  /** "Penyebab: ...", "Tindakan: ...": what the next words are; such a report says it nowhere else. */
  let label: 'cause' | 'action' | undefined
  const labelled: string[] = []
  const after = new Map(reading.tokens.map((token, at) => [token, reading.tokens[at + 1]]))
  // "Peta udah muncul lagi": what works again is not what was wrong.
  const worksAgain = (last: Token): boolean => {
    const next = after.get(last)
    return next?.clause === last.clause && spent.has(next.start)
  }
  for (const piece of segments(reading, spent, true)) {
    const named = labelOf(piece)
    if (named !== undefined) {
      label = named
      continue
    }
    if (label === 'action') labelled.push(slice(reading, trimmed(piece, false)))
    if (label !== undefined) {
      if (label === 'cause') causes.push(slice(reading, trimmed(piece, false)))
      label = undefined
      continue
    }
    const joins =
      piece[0]!.text === 'sudah' &&
      previous !== undefined &&
      previous.at(-1)!.clause === piece[0]!.clause &&
      !previous.some(isFaulty) &&
      !CONNECTORS.has(previous[0]!.text)
    const whole = joins ? [...previous!, ...piece] : piece
    // "Kertasnya sudah dikeluarkan" is one thing.
    if (joins && beside === slice(reading, previous!)) beside = undefined
    // "Kami sampaikan bahwa gangguan ...": the opening of a letter.
    const run = whole.slice(whole.findLastIndex(({ text }) => text === 'bahwa') + 1)
    previous = piece
    const head = run[0]?.text ?? ''
    if (PLEAS.has(head) || run.every(({ text }) => TROUBLE.has(text) || text === 'up')) continue
    const body = trimmed(CONNECTORS.has(head) || CAUSE_WORDS.has(head) ? run.slice(1) : run, false)
    if (body.length === 0) continue
    // "Jack kotor dibersihkan", "kabel digigit tikus sy ganti", "adblock yg bikin blank": what was wrong, and what was done.
    const kind = kindOf(head, body)
    const done =
      kind === 'action'
        ? body.findIndex(
            (token) => (/^di/i.test(token.raw) && isAction(token) && !isFaulty(token)) || SPEAKER.has(token.text),
          )
        : -1
    const wrong = body.slice(0, Math.max(0, done)).filter(({ text }) => text !== 'sudah')
    if (wrong.some(isFaulty) && !wrong.some((token) => isAction(token) && !isFaulty(token)))
      causes.push(slice(reading, wrong))
    if (kind === 'cause') causes.push(slice(reading, body))
    else if (kind === 'action') actions.push(slice(reading, body))
    else if (!body.some(({ text }) => NO_CAUSE.has(text)) && body.some(isThing) && !worksAgain(body.at(-1)!))
      beside ??= slice(reading, body)
  }
  if (labelled.length > 0) actions.splice(0, actions.length, ...labelled)
  if (causes.length === 0 && actions.length > 0 && beside !== undefined) causes.push(beside)
  return {
    ...(causes.length === 0 ? {} : { cause: causes.join('; ').slice(0, 500) }),
    ...(actions.length === 0 ? {} : { action: actions.join('; ').slice(0, 500) }),
  }
}

/** "Penyebab:", "akar masalah:", "tindakan perbaikan:". */
function labelOf(piece: readonly Token[]): 'cause' | 'action' | undefined {
  const [first, second] = piece.map(({ text }) => text)
  if (first === undefined || piece.length > 2) return undefined
  const cause = CAUSE_WORDS.has(first) || first === 'akar'
  if (second !== undefined)
    return LABELS.has(second) ? (cause ? 'cause' : ACTION_WORDS.has(first) ? 'action' : undefined) : undefined
  return cause ? 'cause' : ACTION_WORDS.has(first) || first === 'perbaikan' ? 'action' : undefined
}

const LABELS = new Set([
  'masalah',
  'masalahnya',
  'cause',
  'utama',
  'gangguan',
  'kendala',
  'perbaikan',
  'kami',
  'penanganan',
])

function kindOf(head: string, body: readonly Token[]): 'cause' | 'action' | undefined {
  if (
    CAUSE_WORDS.has(head) ||
    head === 'ada' ||
    (HAPPENED.has(head) && body[0]?.text === 'ada') ||
    body.some(({ text }, at) => text === 'yang' && MAKES.has(body[at + 1]?.text ?? ''))
  )
    return 'cause'
  const spoken = bySpeaker(body, head)
  const acts = (token: Token): boolean => isAction(token) && !TELLING.has(token.stem)
  const acted = body.some(acts) || spoken
  // "Browser update otomatis": nobody did it.
  if (!spoken && head !== 'sudah' && body.some(({ text }) => ITSELF.has(text))) return 'cause'
  if (ACTION_WORDS.has(head) || (head === 'sudah' && acted) || spoken) return 'action'
  const passive = body.some((token) => /^(di|me|ng)/.test(token.raw.toLowerCase()) && acts(token))
  if (passive && !body.some((token) => OTHERS.has(token.text))) return 'action'
  // "Kabel lepas" is what was wrong, "dilepas" what was done.
  const bare = ({ text, raw }: Token): boolean => text === raw.toLowerCase()
  if (body.some((token) => isFaulty(token) && (!ACTIONS.has(token.text) || bare(token)))) return 'cause'
  return acted ? 'action' : undefined
}

const ITSELF = new Set(['otomatis', 'sendiri', 'tiba-tiba'])
/** "Tadi ada maintenance dari operator". */
const HAPPENED = new Set(['tadi', 'ternyata', 'sempat', 'memang', 'semalam', 'kemarin'])
const SPEAKER = new Set(['saya', 'kami', 'kita', 'tak'])
const MAKES = new Set(['bikin', 'buat', 'membuat', 'menyebabkan', 'nyebabin', 'ganggu', 'mengganggu'])
/** What the speaker did without repairing anything. */
/** "Dikabari Rina". */
const TELLING = new Set('telepon hubungi kabari kabar info lapor sampaikan bilang whatsapp'.split(' '))
const NO_REPAIR =
  /^(?:di)?(?:cek|coba|cobain|info|infokan|informasikan|beritahukan|kabari|konfirmasi|sampaikan|tunjukkan|lapor|laporkan|telepon|hubungi|tes|test|pantau|monitor|terima|tunggu|lihat|bantu|catat|tanya|tanyakan|pastikan|proses|kerjakan|tangani|bilang|kirim|cari|minta|mohon|akan|juga|lagi|dulu|sedang|tutup|nanti|baru|pikir|kira)$/

/** "Sudah kami batasi", "sy balikin versi lama": whatever the speaker says to have done. */
const OVER = new Set(['sudah', 'tadi', 'barusan', 'langsung'])

function bySpeaker(body: readonly Token[], head = ''): boolean {
  const at = body.findIndex(({ text }) => SPEAKER.has(text))
  const verb = body[at + 1]
  if (at === -1 || verb === undefined || verb.kind !== 'word' || verb.clause !== body[at]!.clause) return false
  // "Sudah sy patching": a foreign word as well.
  const over = OVER.has(body[at - 1]?.text ?? head)
  return (
    !NO_REPAIR.test(verb.text) &&
    !NO_REPAIR.test(verb.stem) &&
    (over || isRepair(verb) || /(?:i|in|an|kan)$|^(?:di|me|ng|ny|per)/.test(verb.raw.toLowerCase()))
  )
}

/** Words of a clause that names no cause: it works, it is thanked for, it is to be tried. */
const NO_CAUSE = new Set(
  'dibantu bantu bareng bersama normal lancar aman bisa jalan beres selesai kelar ok baik terimakasih sementara nanti besok pantau dipantau tes test coba dicoba cek dicek sekarang kembali tidak belum ya semua maaf info mohon done solved clear stabil tunggu kalau selamat assalamualaikum yth pagi siang sore malam layanan aplikasi sistem'.split(
    ' ',
  ),
)

const isThing = (token: Token): boolean =>
  token.kind === 'word' && token.text.length > 2 && !SAYS_NOTHING.has(token.text)

export function isFaulty(token: Pick<Token, 'text' | 'stem'>): boolean {
  return FAULTY.has(token.text) || FAULTY.has(token.stem)
}

/** A word of repairing that is known as one. */
export const isRepair = ({ text, stem, raw }: Token): boolean =>
  ACTIONS.has(text) || ACTIONS.has(stem) || (FORMED.test(raw) && ROOTS.has(rootOf(raw)))

/** "Dinyalain", "nyalakan", "kencengin": of one root. */
const FORMED = /^di|(?:kan|in)$/i
const rootOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/^di(?=.{3})/, '')
    .replace(/(?:kan|in)$/, '')
const ROOTS: ReadonlySet<string> = new Set([...ACTIONS].map(rootOf))

export function isAction(token: Token): boolean {
  return (
    isRepair(token) ||
    (/^di[a-z]{4,}(kan|in|i)?$/.test(token.text) &&
      !/^(disk|digital|dinas|divisi|dial|distribu|disposisi)/.test(token.text) &&
      ![
        'dipakai',
        'dilihat',
        'disini',
        'dibuka',
        'diakses',
        'dicek',
        'dicoba',
        'ditunggu',
        'dibantu',
        'diterima',
        'dilaporkan',
        'dihubungi',
        'ditangani',
        'diselesaikan',
        'ditindaklanjuti',
        'diinformasikan',
        'disampaikan',
        'diinfokan',
        'dikabari',
        'dimana',
      ].includes(token.text))
  )
}
