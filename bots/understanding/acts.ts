/** What the words of a message do to a ticket in one state: phrases and short answers found, pleas heard, overlaps settled. */
import type { Role, State } from '../../src/desk/ticket.ts'
import { othersDoing, unaccounted } from './accounted.ts'
import type { CommandRow } from './commands/row.ts'
import { COMMANDS } from './commands.ts'
import { isTopic } from './private-words.ts'
import { pleads } from './questions.ts'
import { settle } from './settle.ts'
import { shortActs } from './short-answers.ts'
import { type Act, phrase, type Sight } from './sight.ts'
import { turned } from './turning.ts'
import { unstated } from './unstated.ts'
import { atWork } from './working.ts'

const PLEADED = new Set([
  'selesai',
  'diselesaikan',
  'perbaiki',
  'perbaikan',
  'kerja',
  'tangani',
  'percepat',
  'didahulukan',
  'dahulukan',
  'diduluin',
  'duluin',
  'disegerakan',
  'diutamakan',
  'dipercepat',
  'tindaklanjuti',
  'ditindaklanjuti',
  'benerin',
  'atasi',
  'cek',
  'beres',
  'proses',
  'bantu',
  'dibantu',
  'solusi',
  'solusinya',
  'normal',
  'normalkan',
  'dinormalkan',
  'prioritaskan',
  'dahulukan',
  'didahulukan',
  'duluan',
  'diprioritaskan',
  'ditangani',
  'respon',
  'direspon',
  'gercep',
  'kelar',
  'teratasi',
])

/** Acts of someone in these roles on a ticket in this state; without a state: what needs no ticket. */
export function actsFor(sight: Sight, roles: readonly Role[], state: State | undefined, category?: string): Act[] {
  const rows = (row: CommandRow): boolean =>
    row.who.some((role) => roles.includes(role)) &&
    (row.category === undefined || row.category === category) &&
    (state === undefined ? row.states === undefined : row.states?.includes(state) === true)
  const found = [
    ...wordActs(sight, rows, state),
    ...atWork(sight, rows).filter((act) => isStated(act, sight)),
    ...shortActs(sight, rows).filter((act) => isStated(act, sight)),
    ...pleaActs(sight, roles, state),
    ...(state === undefined ? [] : askActs(sight)),
  ]
  return settle(longest(found), state)
}

/** Whether the row's words stand in the text at all, whatever the state: for "TERIMA 27" on a ticket beyond that step. */
export function actsAnywhere(sight: Sight, roles: readonly Role[]): Act[] {
  const rows = (row: CommandRow): boolean =>
    row.states !== undefined && row.category === undefined && row.who.some((role) => roles.includes(role))
  return longest(wordActs(sight, rows, undefined)).filter((act) => act.intent !== 'note' && act.intent !== 'reopen')
}

/** What people mean they say with fewer phrases than these. */
const MOST_MATCHES = 100

function wordActs(sight: Sight, rows: (row: CommandRow) => boolean, state: State | undefined): Act[] {
  const matches = sight.matches.filter((match) => rows(match.means)).slice(0, MOST_MATCHES)
  return matches.flatMap((match) => {
    const act = turned(match, sight, rows, state)
    return act === undefined || !isStated(act, sight) ? [] : [act]
  })
}

/** Said of now, of this ticket, and in words that are all understood. */
export function isStated(act: Act, sight: Sight): boolean {
  if (act.row !== undefined && othersDoing(act, sight.tokens, sight.names)) return false
  if (act.sense === 'done' && ofSomethingElse(act, sight)) return false
  return !unstated(act, sight.tokens, sight.unstated) && unaccounted(act, sight.tokens, sight.known) === undefined
}

const ARRIVES = new Set('masuk sampai terkirim muncul tampil terbuka kebuka terbaca kebaca'.split(' '))
const QUEUES = new Set(
  'antrian antrean antri queue backlog jadwal list daftar sistem prioritas support helpdesk'.split(' '),
)
const REPORT = /^(?:laporan|aduan|pengaduan|tiket)(?:nya|mu)?$/i
const PAPERS = new Set('laporannya laporan suratnya surat notulen notulennya nota'.split(' '))

const FROM_AWAY = new Set('saya dari ke kantor rapat ruangan ruang pos tempat cuti'.split(' '))

/** "Sudah saya perbaiki laporannya": a paper. "Sudah balik": the sender is back. */
function ofSomethingElse({ intent, from, to }: Act, { tokens, known }: Sight): boolean {
  const next = tokens[to]
  const last = tokens[to - 1]!
  // "Sudah masuk laporannya", "tiketnya sudah kebuka", "laporan yang baru masuk barusan" of who is to repair: it is there.
  const lead = tokens.slice(Math.max(0, from - 4), from)
  const near = [...(lead.some(({ text }) => text === 'yang') ? lead : lead.slice(-2)), ...tokens.slice(to, to + 2)]
  const came = intent !== 'confirm_resolved' && tokens.slice(from, to).some(({ text }) => ARRIVES.has(text))
  if (came && near.some(({ raw, text, clause }) => clause === last.clause && REPORT.test(raw) && !known.has(text)))
    return true
  // "Sudah masuk di antrian support kami".
  if (came && tokens.slice(to, to + 3).some(({ text, clause }) => clause === last.clause && QUEUES.has(text)))
    return true
  // "Sudah kami buka tiketnya di sistem".
  if (last.stem === 'buka' && next?.clause === last.clause && REPORT.test(next.raw)) return true
  if (last.stem === 'perbaiki' && next?.clause === last.clause && PAPERS.has(next.text)) return true
  return (
    last.text === 'balik' &&
    (next?.clause !== last.clause || FROM_AWAY.has(next.text)) &&
    tokens.slice(0, from).every(({ text }) => text === 'saya' || text === 'kami')
  )
}

function pleaActs(sight: Sight, roles: readonly Role[], state: State | undefined): Act[] {
  if (state === undefined || state === 'closed' || state === 'cancelled') return []
  if (!roles.includes('call_taker') && !roles.includes('supervisor')) return []
  const at = sight.tokens.findIndex(
    (token, index, all) =>
      (PLEADED.has(token.text) ||
        PLEADED.has(token.stem) ||
        // "Mohon segera", "tolong segera yang internet": of what, its number or the next words say.
        (token.text === 'segera' &&
          ((sight.numbered && all[index + 1]?.clause !== token.clause) || all[index + 1]?.text === 'yang'))) &&
      pleads(all, index),
  )
  if (at === -1) return []
  const because = `"${phrase(sight, Math.max(0, at - 1), at + 1)}" meminta, bukan menyatakan selesai: catatan dan STATUS`
  const act = { row: undefined, from: at, to: at + 1, short: false, sense: undefined, because } as const
  return [
    { ...act, intent: 'note' },
    { ...act, intent: 'status' },
  ]
}

const STATUS = COMMANDS.find(({ intent }) => intent === 'status')
/** What may follow the "belum" of a question. */
const OF_WHAT = new Set(
  'soal yang untuk tentang masalah mengenai tiket laporan buat ini itu kira-kira apa tadi perihal si kok gangguan'.split(
    ' ',
  ),
)
const MOST_BETWEEN = 6

/** "Printer udah belum", "sudah ada yang ngerjain laporan saya belum", "jasnita udah jawab apa belum": asked, whatever stands between. */
function askActs(sight: Sight): Act[] {
  const { tokens, known } = sight
  const to = tokens.findIndex(
    ({ text, clause }, at) =>
      text === 'belum' &&
      at > 0 &&
      (tokens[at + 1]?.clause !== clause || OF_WHAT.has(tokens[at + 1]!.text) || known.has(tokens[at + 1]!.text)),
  )
  if (to === -1) return []
  const { clause } = tokens[to]!
  let from = to - 1
  while (from >= to - MOST_BETWEEN - 1 && tokens[from]?.clause === clause && tokens[from]!.text !== 'sudah') from -= 1
  if (tokens[from]?.text !== 'sudah' || tokens[from]!.clause !== clause) return []
  const between = tokens.slice(from + 1, to)
  // "Login sudah, printer belum" without its comma.
  const two = between.length === 1 && from > 0 && THINGS_APART.has(between[0]!.text)
  // "Udah pada makan blm?"
  if (two || between.some(isTopic)) return []
  if (between.some(({ text }, at) => TURNS.has(text) && between[at - 1]?.text !== 'ada')) return []
  const because = `"${phrase(sight, from, to + 1)}" menanyakan: STATUS`
  return [{ intent: 'status', row: STATUS, from, to: to + 1, short: false, sense: undefined, because }]
}

const THINGS_APART = new Set(
  'telepon panggilan peta printer cctv login dashboard internet suara headset monitor rekaman notifikasi laporan tiket grafik'.split(
    ' ',
  ),
)
const TURNS = new Set('tapi yang cuma hanya dan sedangkan karena kalau jadi'.split(' '))

/** Of overlapping finds the longest stays; a short answer only where nothing longer covers it. */
function longest(acts: readonly Act[]): Act[] {
  const byLength = [...acts].sort(
    (a, b) =>
      b.to - b.from - (a.to - a.from) ||
      Number(a.short) - Number(b.short) ||
      Number(a.turned !== undefined) - Number(b.turned !== undefined) ||
      a.from - b.from,
  )
  const kept: Act[] = []
  const taken = new Set<number>()
  for (const act of byLength) {
    let free = true
    for (let at = act.from; at < act.to; at += 1) if (taken.has(at)) free = false
    const twin =
      !free &&
      act.row === undefined &&
      kept.some(
        (one) =>
          one.from === act.from &&
          one.to === act.to &&
          one.row === undefined &&
          act.row === undefined &&
          one.intent !== act.intent,
      )
    if (!free && !twin) continue
    for (let at = act.from; at < act.to; at += 1) taken.add(at)
    kept.push(act)
  }
  return kept.sort((a, b) => a.from - b.from)
}
