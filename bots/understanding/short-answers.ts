/** Short answers ("ok", "sudah", "belum"): they count when they are all that a clause says, or lead it (DOMAIN 4.3 rule 2). */

import type { CommandRow } from './commands/row.ts'
import { COMMANDS } from './commands.ts'
import { conceded } from './conceded.ts'
import { ASKING, CONTRARY, ONLY, UNFINISHED } from './negation-words.ts'
import { type Act, phrase, type Sight } from './sight.ts'

/** "Belum sy coba" says nothing of the ticket. */
const UNTRIED = new Set([
  'saya',
  'kami',
  'coba',
  'cek',
  'tahu',
  'sempat',
  'lihat',
  'tes',
  'test',
  'dapat',
  'ada',
  'pada',
  'dicoba',
  'kita',
  'sampai',
  'masuk',
  'pulang',
  'tidur',
  'yakin',
  'pasti',
  'jelas',
  'paham',
  'ngerti',
  'mengerti',
  'mudeng',
  'berani',
  'ketemu',
  'makan',
  'absen',
  'mandi',
  'istirahat',
  'sholat',
  'tanya',
  'jawab',
  'balas',
  'dateng',
  'datang',
])

function untried(tokens: Sight['tokens'], to: number): boolean {
  const able = ['bisa', 'sempat'].includes(tokens[to]!.text) ? tokens[to + 1] : undefined
  return [tokens[to], able].some((token) => token !== undefined && (UNTRIED.has(token.text) || UNTRIED.has(token.stem)))
}

/** "Ok tapi jangan sekarang". */
const NOT_NOW = new Set(['jangan', 'belum', 'nanti', 'besok', 'bukan'])

const MOST_ASKING = 10

export function shortActs(sight: Sight, rows: (row: CommandRow) => boolean): Act[] {
  const found: Act[] = []
  const { tokens, questions } = sight
  // "Siap, yang mana pak?" has taken none.
  if (tokens.length <= MOST_ASKING && questions.size > 0 && tokens.some(({ text }) => text === 'mana')) return found
  for (const { from, end, answers, pointed } of sight.shorts) {
    if (!questions.has(tokens[from]!.clause)) {
      const answer = pointed.find((one) => one.rows.some(rows))
      const row = answer?.rows.find(rows)
      // "Yang kanan saja yang bunyi": the other does not.
      const part = row?.sense === 'done' && tokens.slice(from, answer!.at).some(({ text }) => ONLY.has(text))
      if (answer !== undefined && row !== undefined && !part) {
        const because = `"${phrase(sight, answer.at, end)}" menjawab: ${row.word}`
        found.push({ intent: row.intent, row, from: answer.at, to: end, short: true, sense: row.sense, because })
      }
    }
    for (const { to, said, rows: candidates } of answers) {
      const row = candidates.find(rows)
      if (row === undefined || (to - from === 1 && tokens[from]!.raw.length === 1 && said !== 'ya')) continue
      // "Ya sudah, saya tunggu" resigns; only by itself it says that it is done.
      if (said === 'ya sudah' && tokens.length > to - from) {
        if (sight.numbered && row.intent === 'confirm_resolved') continue
        break
      }
      // "Siap salah" begs pardon.
      if (tokens[to]?.text === 'salah' && tokens[to]!.clause === tokens[from]!.clause) break
      // "Sudah: reset password" opens a list of what was done.
      if (tokens[to]?.before.trim().startsWith(':') === true) break
      if (row.intent === 'accept' && tokens[to]?.text === 'tapi' && NOT_NOW.has(tokens[to + 1]?.text ?? '')) break
      const alone = to === end || pointsAfter(tokens, to, end)
      if (!alone && (row.intent === 'confirm_resolved' ? !commands(sight, said, to, end) : !leads(said))) continue
      if (row.intent === 'confirm_resolved' && /^(ok|sip|mantap)$/.test(said) && tokens.length > to - from) continue
      if (questions.has(tokens[from]!.clause) || (said === 'belum' && !alone && untried(tokens, to))) break
      const weighs = row.intent === 'confirm_resolved' || (row.sense === 'done' && tokens[to]?.text === 'tapi')
      const but = weighs ? conceded(tokens, to, sight.known) : undefined
      const kept = but === undefined ? row : but === 'unwell' ? COMMANDS.find((one) => isRefusal(one, rows)) : undefined
      const intent = kept?.intent ?? 'note'
      found.push({
        intent,
        row: kept,
        from,
        to,
        short: true,
        sense: but === undefined ? row.sense : 'not-done',
        because: `"${phrase(sight, from, to)}"${but === undefined ? '' : ', tapi'} menjawab yang ditanyakan: ${kept?.word ?? 'INFO'}`,
      })
      break
    }
  }
  return found
}

/** "Sudah yang cctv": which one follows the answer. */
function pointsAfter(tokens: Sight['tokens'], to: number, end: number): boolean {
  const tail = tokens.slice(to + 1, end)
  return (
    tokens[to]?.text === 'yang' &&
    tail.length > 0 &&
    tail.length <= 3 &&
    !tail.some(({ text }) => CONTRARY.has(text) || ASKING.has(text) || WHO.has(text))
  )
}

const WHO = new Set('saya kami lain lainnya tadi tidak penting'.split(' '))

/** What "bisa, tapi lemot" means instead of the confirmation. */
function isRefusal(row: CommandRow, rows: (row: CommandRow) => boolean): boolean {
  return row.sense === 'not-done' && rows(row)
}

/** "YA 30 sudah dicek tim": with the number of its ticket, and nothing after it that says or asks the contrary. */
function commands({ tokens, numbered, unstated }: Sight, said: string, to: number, end: number): boolean {
  const turns = tokens
    .slice(to, end)
    .some(({ text, raw }) => CONTRARY.has(text) || ASKING.has(text) || (UNFINISHED.has(text) && !/^di/i.test(raw)))
  return numbered && to === 1 && said === 'ya' && !turns && unstated.length === 0
}

/** Short words that may stand before more words of the same clause ("ok sy cek dulu"). */
function leads(said: string): boolean {
  return /^(ok|siap|baik|sip|noted|86|8-6|ya|mangga|siap laksanakan|siap 86|ok siap|baik siap|belum|ok noted|siap noted|copy|roger)$/.test(
    said,
  )
}
