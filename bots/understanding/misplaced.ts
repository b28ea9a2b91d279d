/** Phrases that mean a command only where they stand rightly: with the ticket's number, after its thing, with a question mark. */
import { namesThing, PARTIES, SHUT } from './circumstances.ts'
import type { CommandRow } from './commands/row.ts'
import {
  ARE_THEY_TOLD,
  CHECK_DETAIL,
  CHECK_IT,
  DELETE_THING,
  INTO_ONE,
  IS_IT_HANDLED,
  MISTAKEN,
  MISTAKEN_BY_THEM,
  NO_NEED,
  NO_NEWS,
  RANKED_IT,
  RANKED_THING,
  RANKED_YANG,
  SPLIT_IT,
  SPLIT_THING,
  STILL_LONG,
  STILL_LONG_OR_NOT,
  TURN_THING,
  URGENT,
} from './commands/words.ts'
import type { Match } from './pattern.ts'
import type { Sight } from './sight.ts'
import type { Token } from './words.ts'

const ASKED_WITH_MARK = new Set([IS_IT_HANDLED, ARE_THEY_TOLD, STILL_LONG])
const WITH_NUMBER = new Set([CHECK_DETAIL, CHECK_IT, NO_NEED, SPLIT_IT, URGENT])
const AFTER_THING = new Set([RANKED_IT, RANKED_THING, RANKED_YANG, SPLIT_THING])
const ENDS_OR_POINTS = new Set(['kira-kira', 'untuk', 'yang', 'soal', 'buat'])
const RIGHT = new Set(
  'harusnya seharusnya mestinya semestinya maksud maksudnya dimaksud bukan benar benarnya'.split(' '),
)
const OF_TIME = new Set(
  'kemarin tadi semalam pagi siang sore malam jam senin selasa rabu kamis jumat sabtu minggu'.split(' '),
)
const RANKING = new Set(
  'yang tiket laporan dampak tingkat level prioritas itu ini ke jadi menjadi saja nomor'.split(' '),
)

/** Whether the phrase does not mean its row where it stands. */
export function misplaced(match: Match<CommandRow>, { tokens, questions, numbered, known }: Sight): boolean {
  const { source, from, to, means } = match
  const question = questions.has(tokens[from]!.clause)
  const next = tokens[to]?.clause === tokens[from]!.clause ? tokens[to] : undefined
  if (ASKED_WITH_MARK.has(source)) return !question
  if (WITH_NUMBER.has(source)) return !numbered
  if (AFTER_THING.has(source)) return !ofThing(match, { tokens, known })
  // "Loading masih lama tidak muncul": no question.
  if (source === STILL_LONG_OR_NOT) return next !== undefined && !known.has(next.text) && !ENDS_OR_POINTS.has(next.text)
  // "Tidak ada kabar dari damkar", "data belum ada update dari kemarin": news of another kind.
  if (source === NO_NEWS && next?.text === 'dari') {
    const whose = tokens[to + 1]?.text ?? ''
    return PARTIES.has(whose) || OF_TIME.has(whose)
  }
  // "Ditunggu kabarnya ya" asks nothing yet.
  if (means.intent === 'status' && !question && tokens[from - 1]?.stem === 'tunggu') return true
  // "Hapus laporan keyboard" of that ticket.
  if (source === DELETE_THING) return next === undefined || !known.has(next.text)
  // "64 dan 67 jadikan satu" joins, "PC-nya tinggal jadi satu" does not.
  if (source === INTO_ONE) return !numbered
  // "Salah ketik, harusnya BPBD bukan damkar": a correction.
  if (source === MISTAKEN || source === MISTAKEN_BY_THEM) return tokens.slice(to).some(({ text }) => RIGHT.has(text))
  // "Turunkan kamera jadi rendah" of a ticket about cameras only.
  if (source === TURN_THING)
    return !tokens
      .slice(from + 1, to - 1)
      .every(({ text, kind }) => known.has(text) || RANKING.has(text) || kind === 'number')
  // "Jalan ditutup, nanti ke sana".
  return means.intent === 'close_without_confirmation' && SHUT.has(tokens[from - 1]?.text ?? '')
}

/** The thing of the ticket stands before, or between "yang" and the last word. */
function ofThing({ from, to }: Match<CommandRow>, { tokens, known }: Pick<Sight, 'tokens' | 'known'>): boolean {
  const inside: readonly Token[] = tokens.slice(from, to)
  return inside[0]?.text === 'yang' ? inside.some(({ text }) => known.has(text)) : namesThing(tokens, from, known)
}
