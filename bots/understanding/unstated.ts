/**
 * What is told, but not as something that has happened: conditions, plans, denials of a motive, hearsay (DOMAIN 4.3,
 * rules 3 and 4). Nothing of it may move a ticket.
 */
import type { Intent } from './meaning.ts'
import { HEARD, HOPED, IF, PLANNED, SETTLES } from './negation-words.ts'
import type { Act } from './sight.ts'
import type { Token } from './words.ts'

const PLANNABLE: ReadonlySet<Intent> = new Set([
  'accept',
  'start_repair',
  'escalate',
  'coordinated',
  'resolved',
  'vendor_done',
  'confirm_resolved',
  'vendor_eta',
  'reassign',
])
const SPEAKER = new Set(['saya', 'kami', 'aku', 'kita'])
const TELLS = new Set(['bilang', 'cerita', 'info', 'kabari', 'ngomong', 'sampaikan'])
const INFORMS = new Set(['info', 'kabari', 'kirim', 'sampaikan', 'informasi', 'beri', 'kasih', 'update'])

interface Span {
  readonly from: number
  readonly to: number
}

/** "Kalau jam 3 belum beres baru saya lempar", "bukannya tidak mau terima, tapi ...": words that command nothing. */
export function unstatedIn(tokens: readonly Token[]): readonly Span[] {
  const spans: Span[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const span = IF.has(tokens[at]!.text) ? condition(tokens, at) : denial(tokens, at)
    if (span === undefined) continue
    spans.push(span)
    at = span.to - 1
  }
  return spans
}

/** What a condition waits for: "kalau sampai jam 3 belum normal, ...". "Kalau begitu" is none. */
const AWAITED = new Set(['sampai', 'belum', 'tidak', 'masih', 'tetap', 'gagal', 'nanti', 'kambuh'])

/** Up to the end of the clause in which it is said what will be done then. */
function condition(tokens: readonly Token[], from: number): Span | undefined {
  const { clause } = tokens[from]!
  const next = tokens.findIndex((token, at) => at > from && token.clause > clause)
  const ahead = tokens.slice(from + 1, next === -1 ? tokens.length : next)
  if (next !== -1 && ahead.some(({ text }) => AWAITED.has(text))) {
    const end = tokens.findIndex((token, at) => at > next && token.clause > tokens[next]!.clause)
    const to = end === -1 ? tokens.length : end
    if (!tokens.slice(next, to).some(({ text }) => SETTLES.has(text))) return { from, to }
  }
  for (let at = from + 2; at < tokens.length && tokens[at]!.clause <= clause + 1; at += 1) {
    const { text } = tokens[at]!
    const then = text === 'nanti' || (text === 'baru' && tokens[at + 1]?.text !== 'saja')
    if (!then) continue
    let to = at + 1
    while (to < tokens.length && tokens[to]!.clause === tokens[at]!.clause && tokens[to]!.text !== 'tapi') to += 1
    return { from, to }
  }
  return undefined
}

/** "Bukan" before another negation, up to its "tapi". */
function denial(tokens: readonly Token[], from: number): Span | undefined {
  const { text, clause } = tokens[from]!
  if (text !== 'bukan' || !['tidak', 'belum'].includes(tokens[from + 1]?.text ?? '')) return undefined
  for (let to = from + 2; to < tokens.length && tokens[to]!.clause <= clause + 1; to += 1)
    if (['tapi', 'cuma', 'melainkan', 'karena'].includes(tokens[to]!.text)) return { from, to }
  return undefined
}

/** Whether the act only stands in a condition, a plan or a denial, or is what somebody else has said. */
export function unstated(act: Act, tokens: readonly Token[], spans: readonly Span[]): boolean {
  if (act.intent === 'status' || act.intent === 'list_open' || act.intent === 'help') return false
  if (spans.some((span) => act.from >= span.from && act.from < span.to)) return true
  if (act.intent === 'confirm_resolved' && heard(tokens, act.from)) return true
  const own = act.row === undefined || act.row.intent === act.intent
  return own && PLANNABLE.has(act.intent) && planned(act, tokens)
}

/** "Besok pagi saya koordinasi", "akan saya eskalasi"; an ETA is a plan by nature unless it is only announced. */
function planned(act: Act, tokens: readonly Token[]): boolean {
  const first = tokens[act.from]
  if (first === undefined) return false
  if (LATER_ACTS.has(act.intent) && putOff(tokens, act.to)) return true
  let informs = false
  // "Nanti malam baru saya perbaiki": the plan stands within what was taken for the act.
  const last = act.intent === 'start_repair' ? act.to - 1 : act.from - 1
  for (let at = last; at >= 0 && tokens[at]!.clause === first.clause; at -= 1) {
    const { text } = tokens[at]!
    if (SETTLES.has(text)) return false
    if (INFORMS.has(tokens[at]!.stem)) informs = true
    const soon = text === 'sebentar' && tokens[at + 1]?.text === 'lagi'
    if (PLANNED.has(text) || soon) return act.intent !== 'vendor_eta' || informs
  }
  return false
}

const LATER_ACTS: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'escalate', 'coordinated'])
const THEN = new Set('malam siang sore pagi saja pas kalau habis setelah jam pukul subuh'.split(' '))

/** "Mau saya restart nanti malam": the clause goes on to say that it is for later. */
function putOff(tokens: readonly Token[], to: number): boolean {
  const clause = tokens[to - 1]?.clause
  const after = tokens.slice(to, to + 5).filter((token) => token.clause === clause)
  return after.some(
    ({ text }, at) => text === 'besok' || text === 'lusa' || (text === 'nanti' && THEN.has(after[at + 1]?.text ?? '')),
  )
}

/** "Kata Wulan sudah bisa", "teman saya bilang sudah bisa"; what the speaker himself says counts. */
function heard(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from]?.clause
  for (let at = from - 1; at >= 0 && tokens[at]!.clause === clause; at -= 1) {
    const { text } = tokens[at]!
    if (HEARD.has(text)) return !SPEAKER.has(tokens[at + 1]?.text ?? '')
    if (!TELLS.has(text)) continue
    const before = tokens[at - 1]
    if (before === undefined || before.clause !== clause) return false
    const owned = tokens[at - 2]?.clause === clause && SPEAKER.has(before.text) && tokens[at - 2]!.kind === 'word'
    return before.kind === 'word' && (!SPEAKER.has(before.text) || owned)
  }
  return false
}

/** "Semoga sudah bisa, silakan dicoba": the invitation states no more than the hope before it. */
export function hoped(tokens: readonly Token[], from: number): boolean {
  return tokens.slice(Math.max(0, from - 8), from).some((token) => HOPED.has(token.text))
}

/** The speaker's own plan to call somebody is no time that the vendor has promised. */
export function ownPlan(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => SPEAKER.has(token.text))
  return (
    at !== -1 &&
    tokens.slice(at + 1, at + 4).some((token) => CALLS.has(token.stem)) &&
    tokens.every((token) => token.clause !== tokens[at]!.clause || !SETTLES.has(token.text))
  )
}

const CALLS = new Set(['telepon', 'hubungi', 'whatsapp', 'koordinasi', 'kontak', 'kabari', 'tanya', 'email', 'japri'])
