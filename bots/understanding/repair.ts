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

const SAYS_NOTHING = new Set(['saya', 'kami', 'kita', 'dulu', 'ini', 'itu', 'di', 'ke'])

/** "Tintanya habis" is what was wrong; "habis direstart" what was done. */
function connects(tokens: readonly Token[], at: number): boolean {
  const { text, clause } = tokens[at]!
  const next = tokens[at + 1]
  return CONNECTORS.has(text) && (text !== 'habis' || (next?.clause === clause && isAction(next)))
}

/** Runs of unspent words of one clause, without polite words at their edges. */
function segments(reading: Reading, spent: ReadonlySet<number>, connect = false): Token[][] {
  const runs: Token[][] = []
  let run: Token[] = []
  let previous: Token | undefined
  for (const [at, token] of reading.tokens.entries()) {
    const same = previous !== undefined && previous.clause === token.clause
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

const PLEAS = new Set(['mohon', 'tolong', 'silakan', 'silahkan', 'harap', 'minta'])
const CAUSE_WORDS = new Set([
  'ternyata',
  'karena',
  'gara-gara',
  'akibat',
  'penyebab',
  'penyebabnya',
  'disebabkan',
  'sebab',
  'soalnya',
  'root',
])
const ACTION_WORDS = new Set(['setelah', 'solusi', 'solusinya', 'tindakan', 'tinggal'])
const ACTIONS = new Set(
  `ganti restart pasang reset perbaiki reroute setting update tambah bersih isi alihkan nyalakan hidupkan colok install instal hapus konfigurasi kencang reboot cabut tukar kosong refresh clear pindah sambung
  buka aktif aktifkan tarik benerin perbarui upgrade normalkan rapikan perpanjang generate ulang klik isolasi blok unblok lepas geser setel atur naik turun rollback restore up jalankan kirim buat logout login matikan hidup dicolok dipasang colokin
  geser ditukar diganti dipindah dialihkan ditambah dikencangkan diisi dibersihkan direset dihapus diupdate disetting diaktifkan disambung diatur flush diflush kill sync sinkron sinkronkan deploy patch failover bongkar lem solder reload refill`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** "Dicabut orang" is what happened, not what was done about it. */
const OTHERS = new Set(['orang', 'tikus', 'kucing', 'petir', 'tukang'])
const FAULTY = new Set(
  'mati lepas putus rusak penuh hang error expired longgar kendor copot habis korslet konslet bentrok konflik salah down macet kotor jebol overload basah tercabut kecabut kesenggol tersenggol padam bug crash kelebihan timeout off nyangkut bocor panas loss gangguan offline dobel terkunci kadaluarsa misconfig numpuk goyang dicabut digigit hilang corrupt korup trip jeglek njeglek terpotong kepotong meleduk gosong kebakar lemah'.split(
    ' ',
  ),
)

/** Cause and repair from the words around "selesai": "ternyata kabel lepas, sudah dipasang". */
export function repairIn(reading: Reading, spent: ReadonlySet<number>): Pick<Said, 'cause' | 'action'> {
  let cause: string | undefined
  let action: string | undefined
  let previous: Token[] | undefined
  for (const piece of segments(reading, spent, true)) {
    const joins =
      piece[0]!.text === 'sudah' &&
      previous !== undefined &&
      previous.at(-1)!.clause === piece[0]!.clause &&
      !previous.some((token) => FAULTY.has(token.text)) &&
      !CONNECTORS.has(previous[0]!.text)
    const run = joins ? [...previous!, ...piece] : piece
    previous = piece
    const head = run[0]!.text
    if (PLEAS.has(head)) continue
    const body = trimmed(CONNECTORS.has(head) || CAUSE_WORDS.has(head) ? run.slice(1) : run, false)
    if (body.length === 0) continue
    const acted = body.some((token) => isAction(token))
    const broken = body.some((token) => FAULTY.has(token.text) || FAULTY.has(token.stem))
    const passive = body.some((token) => /^(di|me|ng)/.test(token.raw.toLowerCase()) && isAction(token))
    const kind =
      CAUSE_WORDS.has(head) || head === 'ada'
        ? 'cause'
        : ACTION_WORDS.has(head) || (head === 'sudah' && acted)
          ? 'action'
          : passive && !body.some((token) => OTHERS.has(token.text))
            ? 'action'
            : broken
              ? 'cause'
              : acted
                ? 'action'
                : undefined
    // "Jack kotor dibersihkan": what was wrong, and what was done about it.
    const done = kind === 'action' ? body.findIndex((token) => /^di/i.test(token.raw) && isAction(token)) : -1
    const wrong = body.slice(0, Math.max(0, done)).filter(({ text }) => text !== 'sudah')
    if (wrong.some((token) => isFaulty(token)) && !wrong.some((token) => isAction(token))) {
      const found = slice(reading, wrong)
      cause = cause === undefined ? found : `${cause}; ${found}`
    }
    const text = slice(reading, body)
    if (kind === 'cause') cause = cause === undefined ? text : `${cause}; ${text}`
    if (kind === 'action') action = action === undefined ? text : `${action}; ${text}`
  }
  return {
    ...(cause === undefined ? {} : { cause: cause.slice(0, 500) }),
    ...(action === undefined ? {} : { action: action.slice(0, 500) }),
  }
}

export function isFaulty(token: Token): boolean {
  return FAULTY.has(token.text) || FAULTY.has(token.stem)
}

export function isAction(token: Token): boolean {
  return (
    ACTIONS.has(token.text) ||
    ACTIONS.has(token.stem) ||
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
        'diinfokan',
        'dikabari',
        'dimana',
      ].includes(token.text))
  )
}
