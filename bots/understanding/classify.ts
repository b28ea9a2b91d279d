/** Application and category of a fault, by the weight of the lexicon's phrases in the text. */
import { CATEGORIES, type Category } from '../../src/desk/ticket.ts'
import { applicationOf, namesApplication } from './application.ts'
import { FAULT_CLASSES } from './faults/classes.ts'
import { FAULTS, TROUBLE } from './faults.ts'
import { isMeant, isSwitchedOff } from './not-meant.ts'
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

/** What stands between a thing and what is wrong with it without being either. */
const LIGHT: ReadonlySet<string> = new Set(
  `di ke dari pada untuk yang ini itu nya kita kami saya juga masih lagi sudah tadi kok anak orang petugas anggota tim regu kota ruang center`.split(
    ' ',
  ),
)
const FAULT_LEXICON = new Lexicon<{ readonly category: Category; readonly weight: number }>(
  FAULTS.flatMap((row) =>
    row.patterns.map((source) => pattern(source, { category: row.category, weight: row.weight }, FAULT_CLASSES)),
  ),
  true,
  LIGHT,
)
const TROUBLE_LEXICON = new Lexicon<true>(
  TROUBLE.map((source) => pattern(source, true, FAULT_CLASSES)),
  true,
)

/** What is wrong is said within so many words. */
const MOST_WORDS = 150

export function classify(
  all: readonly Token[],
  applications: readonly { readonly id: string; readonly name: string }[],
): Fault {
  const tokens = all.length > MOST_WORDS ? all.slice(0, MOST_WORDS) : all
  const aside = asideIn(tokens)
  const found = FAULT_LEXICON.find(tokens, true).filter((match) => isMeant(tokens, match) && isOnePlea(tokens, match))
  const change = changeAsked(tokens)
  const asked: Found | undefined = change && {
    means: { category: 'permintaan', weight: 9 },
    source: 'permintaan',
    from: change[0],
    to: change[1] + 1,
  }
  if (asked !== undefined && isMeant(tokens, asked)) found.push(asked)
  const white = whiteScreen(tokens)
  if (white !== undefined)
    found.push({ means: { category: 'tampilan', weight: 9 }, source: 'layar putih', from: white[0], to: white[1] })
  const own = found.filter((match) => !aside.has(match.from) && !aside.has(match.to - 1))
  const told = own.filter((match) => !onScreen(tokens, match.from) && !isWhere(tokens, match, own))
  const ofFault = told.some((match) => match.means.weight >= 3) ? told : own
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
  // "Siaga error di semua PC": the PC is where, not what.
  if (
    (namesApplication(tokens) || tokens.some(({ text }) => text === 'aplikasi')) &&
    (scores.get(best)?.weight ?? 0) <= 1 &&
    TROUBLE_LEXICON.find(tokens, true).length > 0 &&
    best === 'perangkat'
  ) {
    best = 'tampilan'
    scores.set(best, { weight: 3, words: ['aplikasi'], first: 0 })
  }
  const winner = scores.get(best)
  for (const match of matches) if (match.means.category === best) mark(marked, match)
  const troubles = TROUBLE_LEXICON.find(tokens, true).filter((match) => !isSwitchedOff(tokens, match))
  for (const match of troubles) mark(marked, match)
  const device =
    best === 'permintaan' &&
    !tokens.some((token) =>
      ['aplikasi', 'nomor', 'siaga', 'tulisan', 'menu', 'tombol', 'fitur', 'form'].includes(token.text),
    )
      ? DEVICES.find((category) => ofFault.some((match) => match.means.category === category))
      : undefined
  const application = applicationOf(tokens, device ?? best, applications, winner?.words)
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

/** "Tolong, headset mati": the plea is not for a headset. */
const isOnePlea = (tokens: readonly Token[], { means, from, to }: Found): boolean =>
  means.category !== 'permintaan' || tokens[from]!.clause === tokens[to - 1]!.clause

/** "Layar PC 2 begini terus abis login, putih": the monitor shows something, and the application nothing. */
function whiteScreen(tokens: readonly Token[]): readonly [number, number] | undefined {
  const screen = tokens.findIndex(({ typed }) => /^layar/.test(typed))
  const near = screen === -1 ? [] : tokens.slice(screen + 1, screen + 12)
  const at = near.findIndex(({ text }) => text === 'putih' || text === 'blank')
  const before = near[at - 1]?.text
  return at < 0 || before === 'tidak' || before === 'garis' || before === 'bergaris'
    ? undefined
    : [screen, screen + at + 2]
}

const SCREEN_SAYS = /^(?:tulisan|pesan|keterangan|muncul|keluar|notif|tampil|error)nya$/

/** "Tidak bisa login, tulisannya server tidak merespon": what stands on the screen, beside what is wrong. */
function onScreen(tokens: readonly Token[], from: number): boolean {
  const { clause } = tokens[from]!
  return tokens
    .slice(Math.max(0, from - 4), from)
    .some((one, at, near) => one.clause === clause && (SCREEN_SAYS.test(one.typed) || quotes(one, near[at + 1])))
}

/** "Tulisan ...", "muncul pesan ...". */
function quotes({ text, typed }: Token, next: Token | undefined): boolean {
  return typed !== 'bunyi' && ['tulisan', 'pesan', 'keterangan'].includes(text) && next?.text !== 'di'
}

const WITHIN = new Set(['di', 'pada', 'dalam', 'ke'])

/** "Tampilan CCTV pada dashboard tidak muncul": the dashboard is where; what does not appear stands before. */
function isWhere(tokens: readonly Token[], { from, means }: Found, all: readonly Found[]): boolean {
  const before = tokens[from - 1]
  const screen = means.category === 'perangkat' && tokens[from]!.text === 'monitor'
  if (!(screen || means.category === 'tampilan') || before === undefined || !WITHIN.has(before.text)) return false
  return all.some(
    (other) =>
      other.means.category !== means.category &&
      other.means.weight >= 3 &&
      other.from < from &&
      tokens[other.from]!.clause === before.clause,
  )
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
