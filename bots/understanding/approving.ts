/** SETUJU and TOLAK: what supervisor, Kepala Seksi and admin say of new people and of reports that are held for them. */
import { DECIDERS } from './commands/row.ts'
import type { Meaning, Question, Said } from './meaning.ts'
import type { Message } from './message.ts'
import { VOCATIVES } from './people.ts'
import type { Token } from './words.ts'

type Verdict = 'approve' | 'refuse'

const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ...['setuju', 'setujui', 'disetujui', 'menyetujui', 'stuju', 'setju', 'approve', 'approved'].map(
    (word) => [word, 'approve'] as const,
  ),
  ...['tolak', 'ditolak', 'menolak', 'reject'].map((word) => [word, 'refuse'] as const),
])
/** Words around a verdict that say nothing of it. */
const BESIDES = new Set(
  'ya ok baik siap sip saya kami ini itu saja deh dong untuk yang nya mohon tolong iya oke pagi siang sore malam'.split(
    ' ',
  ),
)
const AND = new Set(['dan', 'sama', 'serta', 'juga'])
/** "Setuju P3 tapi P4 jangan", "setuju P3 kalau orangnya datang": nothing that can be done as it stands. */
const RESTRICTS = new Set(
  'tapi kecuali kalau jika bila asal asalkan nanti jangan tidak bukan belum ragu dulu tunggu besok'.split(' '),
)
const EXCEPTS = new Set(['tapi', 'kecuali', 'jangan', 'kalau', 'jika', 'nanti'])

const ALL = new Set(['semua', 'semuanya', 'seluruhnya'])
/** "Setuju P1, tapi regu 3": it is approved, and the team is another matter. */
const BUT = new Set(['tapi', 'tetapi', 'namun'])
const TEAM = new Set(['regu', 'tim', 'shift', 'piket'])

/** The team that is wished for behind an approval, and nothing else. */
function teamIn(words: readonly Token[]): string | undefined {
  const [but, kind, name, ...rest] = words.filter((word) => !isFiller(word))
  if (!but || !kind || !name || rest.length > 0) return undefined
  return BUT.has(but.text) && TEAM.has(kind.text) ? `${kind.raw} ${name.raw}` : undefined
}

const isFiller = ({ text }: Token) => BESIDES.has(text) || VOCATIVES.has(text)

/** The code at a place, `P3`: its number, and where the words go on. `plain`: also a number alone, behind the word. */
function codeAt(tokens: readonly Token[], at: number, plain: boolean): { code: number; next: number } | undefined {
  const lettered = tokens[at]?.typed === 'p' ? 1 : 0
  const number = tokens[at + lettered]
  if (number?.kind !== 'number' || !/^\d{1,6}$/.test(number.raw) || (lettered === 0 && !plain)) return undefined
  if (lettered === 1 && number.before.trim() !== '') return undefined
  return { code: Number(number.raw), next: at + lettered + 1 }
}

/** Codes one after the other: "P3", "P3, P4 dan P5". */
function codesFrom(tokens: readonly Token[], from: number, plain: boolean): { codes: number[]; next: number } {
  const codes: number[] = []
  let next = from
  for (let at = from; ; ) {
    const found = codeAt(tokens, at, plain)
    if (!found) return { codes, next }
    codes.push(found.code)
    next = found.next
    at = AND.has(tokens[next]?.text ?? '') ? next + 1 : next
  }
}

function verdictAt(tokens: readonly Token[], at: number): { verdict: Verdict; next: number } | undefined {
  const denied = tokens[at]?.text === 'tidak'
  const verdict = VERDICTS.get(tokens[denied ? at + 1 : at]?.text ?? '')
  if (verdict === undefined || (denied && verdict === 'refuse')) return undefined
  return { verdict: denied ? 'refuse' : verdict, next: at + (denied ? 2 : 1) }
}

const skip = (tokens: readonly Token[], from: number) => {
  let at = from
  while (tokens[at] !== undefined && isFiller(tokens[at]!)) at += 1
  return at
}

interface Decided {
  readonly verdict: Verdict
  readonly codes: readonly number[]
  readonly words: readonly Token[]
}

/** "SETUJU P3", "P3 setuju", "setuju P3 dan P4, tolak P5 bukan petugas". Undefined: it says something else, or too much. */
function decided(tokens: readonly Token[]): Decided[] | undefined {
  const found: Decided[] = []
  let at = skip(tokens, 0)
  while (at < tokens.length) {
    const named = codesFrom(tokens, at, false)
    const said = verdictAt(tokens, skip(tokens, named.next))
    if (!said) return undefined
    const { codes, next } = named.codes.length > 0 ? named : codesFrom(tokens, skip(tokens, said.next), true)
    let end = Math.max(next, said.next)
    const start = end
    while (end < tokens.length && !(AND.has(tokens[end]!.text) && opens(tokens, end + 1)) && !opens(tokens, end))
      end += 1
    const words = tokens.slice(start, end)
    const limits = said.verdict === 'approve' ? RESTRICTS : EXCEPTS
    const wish = said.verdict === 'approve' && codes.length > 0 && teamIn(words) !== undefined
    if (!wish && words.some(({ text }) => limits.has(text))) return undefined
    if (words.some((_, index) => codeAt(words, index, false))) return undefined
    found.push({ verdict: said.verdict, codes, words })
    at = AND.has(tokens[end]?.text ?? '') ? end + 1 : end
  }
  return found
}

/** Another verdict with its code begins here. */
function opens(tokens: readonly Token[], at: number): boolean {
  const said = verdictAt(tokens, at)
  if (said !== undefined) return codeAt(tokens, said.next, true) !== undefined
  const code = codeAt(tokens, at, false)
  return code !== undefined && verdictAt(tokens, code.next) !== undefined
}

const LISTED: Omit<Extract<Meaning, { kind: 'said' }>, 'said'> = {
  kind: 'said',
  because: ['SETUJU atau TOLAK, tetapi tidak jelas yang mana: daftar'],
}

/** What the sender decides; undefined when the words are about something else. */
export function approvalIn(message: Message): Meaning | undefined {
  const { situation, reading, roles } = message
  const { tokens } = reading
  if (tokens.length > MOST_WORDS) return undefined
  if (!roles.some((role) => DECIDERS.includes(role))) return outOfTurn(message)
  const chosen = chosenIn(tokens, situation.question)
  if (chosen) return chosen
  const all = reading.questions.size > 0 ? undefined : decided(tokens)
  const named = tokens.some((_, at) => codeAt(tokens, at, false)) && tokens.some(({ text }) => VERDICTS.has(text))
  if (!all || all.some(({ codes }) => codes.length === 0 && all.length > 1))
    return named ? { ...LISTED, said: [{ intent: 'approve' }] } : undefined
  const [only] = all
  if (!only) return undefined
  if (only.codes.length > 0) return withCodes(all, message)
  return bare(only, message)
}

/** SETUJU P1 of somebody who may not decide, and nothing besides: they are told who may. */
function outOfTurn(message: Message): Meaning | undefined {
  const { tokens, questions } = message.reading
  const lettered = tokens.some((_, at) => codeAt(tokens, at, false))
  const all = lettered && questions.size === 0 ? decided(tokens) : undefined
  return all?.every(({ codes, words }) => codes.length > 0 && words.every(isFiller))
    ? withCodes(all, message)
    : undefined
}

const textOf = (words: readonly Token[], { reading }: Message) => {
  const first = words.find((word) => !isFiller(word))
  const last = words.at(-1)
  return first && last ? { text: reading.source.slice(first.start, last.end) } : {}
}

const WORD: Readonly<Record<Verdict, string>> = { approve: 'SETUJU', refuse: 'TOLAK' }

function withCodes(all: readonly Decided[], message: Message): Meaning {
  const said = all.flatMap(({ verdict, codes, words }): Said[] =>
    codes.map((approval) => ({ intent: verdict, approval, ...textOf(words, message), ...teamOf(verdict, words) })),
  )
  const because = all.map(({ verdict, codes }) => `${WORD[verdict]} ${codes.map((code) => `P${code}`).join(', ')}`)
  return { kind: 'said', said, because }
}

function teamOf(verdict: Verdict, words: readonly Token[]): Pick<Said, 'team'> {
  const team = verdict === 'approve' ? teamIn(words) : undefined
  return team === undefined ? {} : { team }
}

/** A verdict alone means the message that it quotes, or the only one that waits; of several it is asked which. */
function bare({ verdict, words }: Decided, message: Message): Meaning | undefined {
  const { approvals = [], quotedApproval } = message.situation
  if (quotedApproval !== undefined) {
    const said = [{ intent: verdict, approval: quotedApproval, ...textOf(words, message) }]
    return { kind: 'said', said, because: [`${WORD[verdict]} membalas pesan tentang P${quotedApproval}`] }
  }
  // Said while nothing waits, or of something else: "setuju dengan Pak Asep" is talk.
  if (approvals.length === 0 || !words.every((word) => isFiller(word) || ALL.has(word.text))) return undefined
  if (words.some(({ text }) => ALL.has(text)))
    return { kind: 'said', said: [{ intent: verdict, all: true }], because: [`${WORD[verdict]} semua: daftar`] }
  const only = approvals.length === 1 ? { approval: approvals[0]! } : {}
  return { kind: 'said', said: [{ intent: verdict, ...only }], because: [`${WORD[verdict]} tanpa nomor`] }
}

/** "P4" after the list of those that wait. */
function chosenIn(tokens: readonly Token[], question: Question | undefined): Meaning | undefined {
  if (question?.kind !== 'which-approval') return undefined
  const { codes, next } = codesFrom(tokens, skip(tokens, 0), true)
  if (codes.length === 0 || !codes.every((code) => question.approvals.includes(code))) return undefined
  if (skip(tokens, next) < tokens.length) return undefined
  const said = codes.map((approval) => ({ intent: question.verdict, approval }))
  return { kind: 'said', said, because: [`jawaban atas daftar: ${WORD[question.verdict]}`] }
}

const MOST_WORDS = 40
