/** Application and category of a fault, by the weight of the lexicon's phrases in the text. */
import { CATEGORIES, type Category } from '../../src/desk/ticket.ts'
import { APPLICATION_WORDS, FAULT_CLASSES, FAULTS, TROUBLE, USUAL_APPLICATION } from './faults.ts'
import { Lexicon, type Match, pattern } from './pattern.ts'
import { changeAsked } from './request.ts'
import type { Token } from './words.ts'
import { asideIn } from './workaround.ts'

export interface Fault {
  readonly category: Category
  /** Weight of the category; 0 when none was recognised. */
  readonly weight: number
  readonly application: string
  /** Weight with which the text itself names the application. */
  readonly applicationWeight: number
  /** A fault is stated, not merely a thing named. */
  readonly stated: boolean
  /** Words of trouble stand in the text. */
  readonly troubled: boolean
  /** Tokens that carried the category or the trouble. */
  readonly marked: ReadonlySet<number>
  readonly because: readonly string[]
}

const FAULT_LEXICON = new Lexicon<{ readonly category: Category; readonly weight: number }>(
  FAULTS.flatMap((row) =>
    row.patterns.map((source) => pattern(source, { category: row.category, weight: row.weight }, FAULT_CLASSES)),
  ),
  true,
)
const APPLICATION_LEXICON = new Lexicon<{ readonly application: string; readonly weight: number }>(
  APPLICATION_WORDS.flatMap((row) =>
    row.patterns.map((source) => pattern(source, { application: row.application, weight: row.weight }, FAULT_CLASSES)),
  ),
  true,
)
const TROUBLE_LEXICON = new Lexicon<true>(
  TROUBLE.map((source) => pattern(source, true, FAULT_CLASSES)),
  true,
)

/** From this weight on the words name one application and no other. */
const NAMED = 4

/** What is wrong is said within so many words. */
const MOST_WORDS = 150

export function classify(
  all: readonly Token[],
  applications: readonly { readonly id: string; readonly name: string }[],
): Fault {
  const tokens = all.length > MOST_WORDS ? all.slice(0, MOST_WORDS) : all
  const aside = asideIn(tokens)
  const found = FAULT_LEXICON.find(tokens, true).filter(
    (match) =>
      !namesOnly(tokens, match.from) &&
      !isFine(tokens, match) &&
      !ofBody(tokens, match) &&
      !namesPlace(tokens, match) &&
      tokens[match.from - 1]?.text !== 'bukan' &&
      !(tokens[match.from]!.text === 'jam' && tokens[match.from - 1]?.kind === 'number'),
  )
  const change = changeAsked(tokens)
  if (change !== undefined)
    found.push({
      means: { category: 'permintaan', weight: 9 },
      source: 'permintaan',
      from: change[0],
      to: change[1] + 1,
    })
  const ofFault = found.filter((match) => !aside.has(match.from) && !aside.has(match.to - 1))
  const matches = withoutParts(ofFault.some((match) => match.means.weight >= 3) ? ofFault : found)
  const scores = new Map<Category, { weight: number; words: string[]; first: number }>()
  const marked = new Set<number>()
  for (const category of CATEGORIES) {
    const own = strongest(matches.filter((match) => match.means.category === category))
    if (own.length === 0) continue
    scores.set(category, {
      weight: own.reduce((sum, match) => sum + match.means.weight, 0),
      words: own.map((match) => said(tokens, match)),
      first: Math.min(...own.map((match) => match.from)),
    })
  }
  let best: Category = 'lainnya'
  for (const [category, score] of scores) {
    const leader = scores.get(best)
    if (
      leader === undefined ||
      score.weight > leader.weight ||
      (score.weight === leader.weight && score.first < leader.first)
    )
      best = category
  }
  const applied = APPLICATION_LEXICON.find(tokens, true).some(({ means }) => means.weight >= NAMED)
  // "Siaga error di semua PC": the PC is where, not what.
  if (
    applied &&
    (scores.get(best)?.weight ?? 0) <= 1 &&
    TROUBLE_LEXICON.find(tokens, true).length > 0 &&
    best === 'perangkat'
  ) {
    best = 'tampilan'
    scores.set(best, { weight: 3, words: ['aplikasi'], first: 0 })
  }
  const winner = scores.get(best)
  for (const match of matches) if (match.means.category === best) mark(marked, match)
  const troubles = TROUBLE_LEXICON.find(tokens, true)
  for (const match of troubles) mark(marked, match)
  const device =
    best === 'permintaan' &&
    !tokens.some((token) => ['aplikasi', 'nomor', 'siaga', 'tulisan', 'menu'].includes(token.text))
      ? DEVICES.find((category) => ofFault.some((match) => match.means.category === category))
      : undefined
  const application = applicationOf(tokens, device ?? best, applications)
  for (const at of application.marked) marked.add(at)
  const stated =
    troubles.length > 0 ||
    best === 'permintaan' ||
    (winner !== undefined &&
      (winner.weight >= 7 || matches.some((match) => match.means.category === best && match.source.includes('<tdk>'))))
  const because =
    winner === undefined ? [] : [`${winner.words.map((word) => `"${word}"`).join(', ')}: kategori ${best}`]
  return {
    category: best,
    weight: winner?.weight ?? 0,
    application: application.id,
    applicationWeight: application.weight,
    stated,
    troubled: troubles.length > 0,
    marked,
    because: [...because, ...application.because],
  }
}

type Found = Match<{ readonly category: Category; readonly weight: number }>

/** "Wifi lemot": the slowness is the network's, and speaks of no slow application. */
function withoutParts(matches: readonly Found[]): readonly Found[] {
  return matches.filter(
    (match) =>
      !matches.some(
        (other) =>
          other.means.category !== match.means.category &&
          other.means.weight > match.means.weight &&
          other.from <= match.from &&
          other.to >= match.to,
      ),
  )
}

/** What is asked for is a thing: "minta ganti mouse". */
const DEVICES: readonly Category[] = ['perangkat', 'printer', 'jaringan', 'listrik']

const FINE = new Set(['normal', 'aman', 'lancar', 'ok'])

/** "Listrik normal tapi ...": a thing that works is not what the report is about. */
function isFine(tokens: readonly Token[], match: Match<unknown>): boolean {
  const single = match.to - match.from === 1
  return FINE.has(tokens[single ? match.to : match.from + 1]?.text ?? '')
}

const SCREEN = new Set(['riwayat', 'history', 'log', 'menu', 'tombol', 'daftar', 'kolom', 'tab', 'rekap', 'grafik'])

const PLACES = new Set(['ruang', 'kantor', 'gedung'])

/** "Call center" and "ruang server" are rooms, "menu riwayat panggilan" a part of the screen: none speaks of calls that do not come. */
function namesPlace(tokens: readonly Token[], { from, means }: Match<{ readonly category: Category }>): boolean {
  const next = tokens[from + 1]?.text
  if (tokens[from]!.text === 'call' && (next === 'center' || next === 'taker' || next === 'centre')) return true
  if (PLACES.has(tokens[from - 1]?.text ?? '') && tokens[from]!.clause === tokens[from - 1]!.clause) return true
  const ofCalls = means.category === 'panggilan_masuk' || means.category === 'panggilan_keluar'
  return (
    ofCalls && SCREEN.has(tokens[from - 1]?.text ?? '') && ['telepon', 'panggilan', 'call'].includes(tokens[from]!.text)
  )
}

const BODILY = new Set(['luka', 'sakit', 'cedera', 'korban', 'kondisi'])

/** "Luka berat" is no slow application. */
function ofBody(tokens: readonly Token[], match: Match<unknown>): boolean {
  return tokens[match.from]!.text === 'berat' && BODILY.has(tokens[match.from - 1]?.text ?? '')
}

/** The 112 of "aplikasi Cirebon Siaga 112" is a name, not the number that cannot be called. */
function namesOnly(tokens: readonly Token[], at: number): boolean {
  return (
    tokens[at]!.raw === '112' &&
    [
      'siaga',
      'aplikasi',
      'sistem',
      'web',
      'website',
      'portal',
      'dashboard',
      'ruang',
      'kantor',
      'gedung',
      'posko',
      'tim',
      'petugas',
      'operator',
      'server',
      'tiket',
    ].includes(tokens[at - 1]?.text ?? '')
  )
}

function said(tokens: readonly Token[], match: Match<unknown>): string {
  return tokens
    .slice(match.from, match.to)
    .map((token) => token.raw)
    .join(' ')
    .slice(0, 60)
}

function mark(marked: Set<number>, match: Match<unknown>): void {
  for (let at = match.from; at < match.to; at += 1) marked.add(at)
}

/** One count for each stretch of words: repeating a word or covering it twice proves nothing more. */
function strongest(
  matches: readonly Match<{ readonly weight: number }>[],
): Match<{ readonly category: Category; readonly weight: number }>[] {
  const sorted = [...matches].sort(
    (a, b) => b.means.weight - a.means.weight || b.to - b.from - (a.to - a.from),
  ) as Match<{ readonly category: Category; readonly weight: number }>[]
  const taken = new Set<number>()
  const sources = new Set<string>()
  const kept: Match<{ readonly category: Category; readonly weight: number }>[] = []
  for (const match of sorted) {
    const key = match.source
    let free = !sources.has(key)
    for (let at = match.from; at < match.to && free; at += 1) if (taken.has(at)) free = false
    if (!free) continue
    sources.add(key)
    for (let at = match.from; at < match.to; at += 1) taken.add(at)
    kept.push(match)
  }
  return kept
}

function applicationOf(
  tokens: readonly Token[],
  category: Category,
  applications: readonly { readonly id: string; readonly name: string }[],
): { id: string; weight: number; because: string[]; marked: number[] } {
  const scores = new Map<string, number>()
  const marked = new Set<number>()
  const counted = new Set<string>()
  for (const match of APPLICATION_LEXICON.find(tokens, true)) {
    if (PLACES.has(tokens[match.from - 1]?.text ?? '')) continue
    mark(marked, match)
    if (counted.has(match.source)) continue
    counted.add(match.source)
    scores.set(match.means.application, (scores.get(match.means.application) ?? 0) + match.means.weight)
  }
  const texts = new Set(tokens.map((token) => token.text))
  for (const { id, name } of applications) {
    if (['siaga112', 'dashboard', 'pendukung', 'tidak_diketahui'].includes(id)) continue
    const own = [id, ...name.split(/\s+/)]
      .map((word) => word.toLowerCase())
      .filter((word) => word.length > 3 && !['aplikasi', 'cirebon', 'siaga', 'dashboard'].includes(word))
    if (own.some((word) => texts.has(word))) scores.set(id, 20)
  }
  const usual = USUAL_APPLICATION[category]
  if (usual === 'pendukung' && (scores.get('dashboard') ?? 0) < 8)
    return {
      id: 'pendukung',
      weight: 1,
      because: [`kategori ${category}: perangkat dan jaringan`],
      marked: [...marked],
    }
  let id = ''
  let weight = 0
  for (const [candidate, score] of scores) if (score > weight) [id, weight] = [candidate, score]
  if (usual === 'pendukung')
    return {
      id: 'pendukung',
      weight: 1,
      because: [`kategori ${category}: perangkat dan jaringan`],
      marked: [...marked],
    }
  if (id === '')
    return {
      id: usual,
      weight: 0,
      because: usual === 'tidak_diketahui' ? [] : [`kategori ${category}: aplikasi ${usual}`],
      marked: [],
    }
  if (weight <= 1 && usual !== 'tidak_diketahui')
    return { id: usual, weight, because: [`kategori ${category}: aplikasi ${usual}`], marked: [...marked] }
  return { id, weight, because: [`disebut: aplikasi ${id}`], marked: [...marked] }
}
