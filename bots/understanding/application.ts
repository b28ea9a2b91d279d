/** Which application the words name, or which one a fault of that kind usually is about. */
import type { Category } from '../../src/desk/ticket.ts'
import { APPLICATION_WORDS, USUAL_APPLICATION } from './faults/applications.ts'
import { FAULT_CLASSES } from './faults/classes.ts'
import { PLACES } from './not-meant.ts'
import { Lexicon, pattern } from './pattern.ts'
import type { Token } from './words.ts'

const APPLICATION_LEXICON = new Lexicon<{ readonly application: string; readonly weight: number }>(
  APPLICATION_WORDS.flatMap((row) =>
    row.patterns.map((source) => pattern(source, { application: row.application, weight: row.weight }, FAULT_CLASSES)),
  ),
  true,
)
/** From this weight on the words name one application and no other. */
const NAMED = 4

export function namesApplication(tokens: readonly Token[]): boolean {
  return APPLICATION_LEXICON.find(tokens, true).some(({ means }) => means.weight >= NAMED)
}

export function applicationOf(
  tokens: readonly Token[],
  category: Category,
  applications: readonly { readonly id: string; readonly name: string }[],
  faulty: readonly string[] = [],
): { id: string; weight: number; because: string[]; marked: number[] } {
  const scores = new Map<string, number>()
  const marked = new Set<number>()
  const counted = new Set<string>()
  for (const match of APPLICATION_LEXICON.find(tokens, true)) {
    if (PLACES.has(tokens[match.from - 1]?.text ?? '')) continue
    for (let at = match.from; at < match.to; at += 1) marked.add(at)
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
  // "Server down, aplikasi 112 tidak bisa diakses": the server is the application's own.
  const ownServer = faulty.length > 0 && faulty.every((words) => /server/i.test(words)) && namesApplication(tokens)
  const usual = ownServer ? 'tidak_diketahui' : USUAL_APPLICATION[category]
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
