/** A phrase that says it works or is done: unless it is asked, wished, negated, half done, or of something else (DOMAIN 4.3, 3 to 6). */
import { THINGS } from './accounted.ts'
import {
  acted,
  asksThere,
  CLEARED,
  invites,
  namesThing,
  ofOtherMatter,
  ofPeople,
  travels,
  yourSide,
} from './circumstances.ts'
import type { CommandRow } from './commands/row.ts'
import { CAN_NOW, DOES_NOW, FOUND_WELL, INVITED, THING_FINE, THING_OK, THING_UP, TRY_AGAIN } from './commands/words.ts'
import { COMMANDS } from './commands.ts'
import { conceded, takenBack } from './conceded.ts'
import {
  elsewhere,
  isWell,
  keptOpen,
  leaves,
  notThere,
  ofStage,
  ranked,
  surely,
  tried,
  untriedAfter,
  worksWith,
} from './endings.ts'
import { isDue, notWhole, ofEarlier, partly, willBe } from './half-done.ts'
import { groupStart, ofComponent, supposed, turnBefore } from './negation.ts'
import { COMPONENTS } from './negation-words.ts'
import type { Match } from './pattern.ts'
import { asks, pleads } from './questions.ts'
import { isAction } from './repair.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import type { Token } from './words.ts'

/** A completion, unless it is asked, wished, negated, half done, of a part only, or taken back (rules 3 to 6). */
export function completed(
  match: Match<CommandRow>,
  plain: Act,
  sight: Sight,
  rows: (row: CommandRow) => boolean,
): Act | undefined {
  const { tokens, questions } = sight
  const said = phrase(sight, match.from, match.to)
  // "Ok semua diterima".
  const nods = tokens[match.from]!.text === 'ok' && match.from === 0 && tokens[1]?.text === 'semua'
  if (nods && plain.intent !== 'confirm_resolved' && tokens[match.to]?.clause === 0) return undefined
  if (
    supposed(tokens, match.from) ||
    ofEarlier(tokens, match.from) ||
    (tokens[match.to - 1]!.text === 'clear' && CLEARED.has(tokens[match.to]?.text ?? '')) ||
    travels(tokens, match.to) ||
    (SEEN.has(tokens[match.to - 1]!.text) &&
      tokens[match.to]?.clause === tokens[match.from]!.clause &&
      WHY.has(tokens[match.to]!.text)) ||
    (plain.intent !== 'confirm_resolved' && isWell(tokens[match.to - 1]!))
  )
    return undefined
  if (asks(tokens, match.from, match.to, questions, sight.known, sight.names))
    return { ...plain, intent: 'status', row: undefined, sense: undefined, because: `"${said}" ditanyakan: STATUS` }
  if (ofPeople(tokens, match.to - 1)) return undefined
  // "Sudah bagus kerjanya": praise of people.
  if (
    tokens[match.to - 1]!.text === 'bagus' &&
    tokens.slice(match.to, match.to + 2).some(({ stem, text }) => stem === 'kerja' || text === 'pelayanan')
  )
    return undefined
  if (match.source === CAN_NOW && !acted(tokens, match.from)) return undefined
  if (match.source === DOES_NOW && !(acted(tokens, match.from) && namesThing(tokens, match.from, sight.known)))
    return undefined
  if ((match.source === INVITED || match.source === TRY_AGAIN) && !invites(tokens, match.from, match.to))
    return undefined
  if (FOUND_WELL.includes(match.source) && !tried(tokens, match.from)) return undefined
  if (match.source === THING_OK && !ofSummary(tokens, match.from, sight)) return undefined
  if (match.source === THING_FINE && plain.intent === 'resolved' && ofComponent(tokens, match.from, sight.known))
    return undefined
  if ((match.source === THING_FINE || match.source === THING_UP) && !namesThing(tokens, match.from, sight.known))
    return undefined
  if (plain.intent !== 'confirm_resolved' && ofOtherMatter(tokens, match.from, match.to)) return undefined
  if (plain.intent === 'vendor_done' && /^(mohon|silakan)/.test(match.source)) {
    const next = tokens[match.to]
    // "Silakan dicoba restart dulu" asks for it; nothing has been done.
    const theirs = next !== undefined && next.clause === tokens[match.from]!.clause && isAction(next)
    return yourSide(tokens, match.to, sight.known) || (theirs && !acted(tokens, match.from)) ? undefined : plain
  }
  if (/^peng|^gantinya$/i.test(tokens[match.to - 1]!.raw) || worksWith(tokens, match.to)) return undefined
  const start = groupStart(tokens, match.from)
  if (pleads(tokens, start)) return undefined
  if (
    plain.intent === 'resolved' &&
    !tokens.slice(match.from, match.to).some(({ text }) => text === 'bisa') &&
    ofPerson(tokens, match.from, sight.names)
  )
    return undefined
  if (ofStage(tokens, match.from, match.to))
    return plain.intent === 'vendor_done' ? notDone(match, match.from, said, rows, 'unfinished') : undefined
  if (untriedAfter(tokens, match.to) || (/naik/.test(tokens[match.to - 1]!.text) && ranked(tokens, match.to)))
    return undefined
  if (match.source.startsWith('tidak ada') && notThere(tokens, match.from, match.to)) return undefined
  const before = turnBefore(tokens, start, match.to)
  // "Belum teratasi".
  if (before.turn === 'negated' && before.at === start - 1) return notDone(match, before.at, said, rows, 'negated')
  if (
    notWhole(tokens, start, match.to) ||
    leaves(tokens, match.to) ||
    (plain.intent !== 'confirm_resolved' && keptOpen(tokens, match.to, questions))
  )
    return notDone(match, match.from, said, rows, 'unfinished')
  if (before.turn === 'wished' || willBe(tokens, start, match.to) || isDue(tokens, start)) return undefined
  const bare = ['normal', 'lancar', 'aman'].includes(tokens[match.to - 1]!.text)
  if (bare && tokens[match.to]?.text === 'dulu') return notDone(match, match.from, said, rows, 'unfinished')
  if (bare && ofComponent(tokens, match.to - 1, sight.known)) return undefined
  if (plain.intent !== 'confirm_resolved' && asksThere(tokens, match.to)) return undefined
  if (bare && plain.intent !== 'confirm_resolved' && elsewhere(tokens, match.from, match.to)) return undefined
  if (
    tokens[match.from]!.text === 'fix' &&
    tokens[match.from - 1]?.text !== 'di' &&
    surely(tokens, match.to, sight.numbered)
  )
    return undefined
  const inside =
    match.source.includes('..') &&
    tokens.slice(match.from + 1, match.to).some(({ text, stem }) => NOT_QUITE.has(text) || NOT_QUITE.has(stem))
  // "Sudah dicoba ganti tetap sama".
  const attempted =
    match.source.startsWith('sudah .. perbaiki') &&
    tokens.slice(match.from, match.to).some(({ text }) => /^(?:di)?coba$/.test(text))
  if (attempted) return undefined
  // "Sudah mulai saya perbaiki": begun.
  const begun = match.source.startsWith('sudah .. perbaiki') && inside
  if (begun && tokens.slice(match.from, match.to).some(({ text }) => text === 'mulai')) return undefined
  if (
    inside ||
    takenBack(tokens, match.to, sight.known, plain.intent !== 'confirm_resolved') ||
    partly(tokens, start, match.to)
  )
    return notDone(match, match.from, said, rows, 'negated')
  const but = plain.intent === 'confirm_resolved' ? conceded(tokens, match.to, sight.known) : undefined
  if (but === 'unwell') return notDone(match, match.from, said, rows, 'negated')
  if (but === 'something')
    return { ...plain, intent: 'note', row: undefined, sense: 'not-done', because: `"${said}", tapi: INFO` }
  return before.turn === 'plain' ? plain : notDone(match, before.at, said, rows, before.turn)
}

const UNITS = new Set(['pc', 'ext', 'meja', 'line'])

/** "Excel", "transfer PSC", "PC 6": before it in the clause stand words of the ticket only, and no part of the system. */
function ofSummary(tokens: readonly Token[], from: number, { known, numbered }: Sight): boolean {
  // "68 ok": its number has been taken out.
  if (numbered && from === 0 && tokens[0]!.start > 0) return true
  const own = tokens.slice(Math.max(0, from - 4), from).filter(({ clause }) => clause === tokens[from]!.clause)
  return (
    own.length > 0 &&
    own.some(({ text }, at) =>
      UNITS.has(text) ? own[at + 1]?.kind === 'number' : known.has(text) && !COMPONENTS.has(text),
    ) &&
    own.every(
      ({ text, raw, kind }) =>
        known.has(text) || known.has(raw.toLowerCase()) || kind === 'number' || UNITS.has(text) || text === 'yang',
    )
  )
}

/** "Asep sudah selesai" may speak of his shift; "info Yudi 29 sudah normal" tells what he has said. */
function ofPerson(tokens: readonly Token[], from: number, names: ReadonlySet<string>): boolean {
  const at = groupStart(tokens, from) - 1
  const person = tokens[at]
  if (person === undefined || person.clause !== tokens[from]!.clause) return false
  // "Akun Sri beres": whose thing it is.
  if (tokens[at - 1]?.clause === person.clause && THINGS.has(tokens[at - 1]!.text)) return false
  const told =
    person.stem === 'jasnita' &&
    tokens.slice(Math.max(0, at - 3), at).some(({ text, stem }) => TOLD.has(text) || TOLD.has(stem))
  return !told && names.has(person.raw.toLowerCase())
}

const TOLD = new Set(
  'info infonya kata katanya menurut kabar kabari laporan lapor konfirmasi bilang telepon whatsapp hubungi'.split(' '),
)

/** "Sudah kelihatan penyebabnya": what has come to light is the cause. */
const WHY = new Set('penyebab penyebabnya masalah masalahnya sumber sumbernya akar biang kenapa salahnya'.split(' '))

/** "Selesai, penyebab disk penuh" tells why, and it is over. */
const SEEN = new Set(
  'kelihatan terlihat keliatan tampak nampak jelas terdeteksi kedeteksi ketemu muncul terbaca kebaca ketahuan bisa masuk tampil'.split(
    ' ',
  ),
)

/** "Sudah hampir normal", "sudah siap diganti". */
const NOT_QUITE = new Set(
  'tidak belum hampir nyaris mendekati agak mulai mau akan bakal siap minta usul pesan order ajukan tunggu menunggu nunggu waktunya saatnya harus perlu suruh rencana'.split(
    ' ',
  ),
)

/** What it means in this state that the thing does not work, or not yet. */
function notDone(
  match: Match<CommandRow>,
  at: number,
  said: string,
  rows: (row: CommandRow) => boolean,
  turn: 'negated' | 'unfinished',
): Act | undefined {
  const row = COMMANDS.find((one) => one.sense === 'not-done' && rows(one))
  if (row === undefined) return undefined
  const why = turn === 'negated' ? 'dengan kata ingkar' : 'belum rampung'
  if (turn !== 'negated' && row.intent === 'reopen') return undefined
  return {
    intent: row.intent,
    row,
    from: at,
    to: match.to,
    short: false,
    sense: 'not-done',
    because: `"${said}" ${why}: ${row.word}`,
    turned: turn,
  }
}
