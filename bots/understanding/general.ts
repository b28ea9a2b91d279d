/** Commands that need no ticket: duty, list, help, stop. */
import { THINGS } from './accounted.ts'
import { actsFor } from './acts.ts'
import { argumentsOf } from './arguments.ts'
import { dutyMeant } from './attendance.ts'
import type { Meaning, Said } from './meaning.ts'
import type { Message } from './message.ts'
import type { Act } from './sight.ts'
import { SPEAKER } from './unstated-words.ts'
import type { Token } from './words.ts'

export function generalOf(message: Message): Meaning | undefined {
  const acts = actsFor(message.sight, message.roles, undefined)
  // "Mau ganti shift, tolong kirim daftarnya": the list is wanted, the shift is why.
  const first = (acts[0]?.intent === 'off_duty' && acts.find(({ intent }) => intent === 'list_open')) || acts[0]
  if (first === undefined) return undefined
  const { reading, content, situation, sender } = message
  // "Saya cuti, mohon digantikan Asep" asks for a person, not for a thing.
  const asksForPerson = first.intent === 'off_duty' && message.fault.category === 'permintaan'
  if (
    !asksForPerson &&
    (first.intent === 'on_duty' || first.intent === 'off_duty') &&
    ((message.fault.stated && message.fault.weight + message.fault.applicationWeight >= 2) ||
      (message.words.length > 14 && first.from > 8))
  )
    return undefined
  const { tokens } = message.sight
  if (first.intent === 'off_duty' && isReason(tokens, first)) return undefined
  // "Sudah kami siapkan perangkat pengganti".
  if (tokens[first.from]?.text === 'pengganti' && THINGS.has(tokens[first.from - 1]?.text ?? '')) return undefined
  // "Pelapor sudah lepas dinas, tutup saja": not the sender's duty.
  const about = [...tokens.slice(0, first.from), ...tokens.slice(first.to, first.to + 2)]
  if (first.intent === 'off_duty' && about.some(({ text }) => OTHERS.has(text))) return undefined
  // "Wulan sudah ganti shift".
  const before = tokens.slice(0, first.from).filter(({ clause }) => clause === tokens[first.from]?.clause)
  const ofColleague = before.some(({ raw }) => message.sight.names.has(raw.toLowerCase()))
  const own = tokens.some(({ text, clause }) => SPEAKER.has(text) && clause === tokens[first.from]?.clause)
  if (first.intent === 'off_duty' && ofColleague && !own) return undefined
  const aside = first.intent === 'help' || (first.intent === 'list_open' && first.from > 2)
  if (aside && message.fault.stated && message.fault.weight >= 4) return undefined
  const spent = new Set(message.words.slice(first.from, first.to).map((token) => token.start))
  const intent = dutyMeant(first, message)
  if (intent === undefined) return undefined
  const said: Said = {
    intent,
    ...argumentsOf(
      { ...first, intent },
      { reading, content, at: situation.at, people: situation.people, sender },
      spent,
    ),
  }
  const { text: _, ...plain } = said
  const unsure = first.intent === 'off_duty' && isBareMeeting(tokens, first, said) ? { unsure: true as const } : {}
  return {
    kind: 'said',
    said: [intent === 'off_duty' || intent === 'on_duty' ? { ...said, ...unsure } : plain],
    because: [first.because],
  }
}

const GOES = new Set(['izin', 'pulang', 'titip', 'gantikan', 'digantikan', 'pengganti', 'cuti', 'off'])

/** "Maaf sedang rapat": nobody is named to stand in, no end, and no leave is asked for. */
const isBareMeeting = (tokens: readonly Token[], { to }: Act, { person, personName, until, from }: Said): boolean =>
  tokens[to - 1]?.text === 'rapat' &&
  [person, personName, until, from].every((one) => one === undefined) &&
  !tokens.some(({ text }) => GOES.has(text))

/** "Belum sempat dikerjakan, rapat dari pagi", "lagi rapat, 10 menit lagi sy pegang": why it is not done yet. */
function isReason(tokens: readonly Token[], { from, to }: Act): boolean {
  if (tokens[to - 1]?.text !== 'rapat') return false
  const after = tokens.slice(to)
  // "Rapat koordinasi dimulai jam 9 di aula ya rekan2" calls the others to it.
  if (after.some(({ typed }) => HELD.has(typed))) return true
  const then = after.some(({ text }, at) => SPEAKER.has(text) && OWN_WORK.has(after[at + 1]?.stem ?? ''))
  return then || (from === to - 1 && tokens[from]!.clause > 0 && tokens[0]?.text === 'belum')
}

const HELD = new Set(
  'dimulai diadakan dilaksanakan ditunda diundur dimajukan digelar dibatalkan bertempat peserta hadirin undangan rekan-rekan rekan2 temen-temen temen2 teman-teman teman2 semuanya'.split(
    ' ',
  ),
)

const OWN_WORK = new Set(
  'cek lihat pegang kerja kerjakan tangani urus handle ambil perbaiki benerin periksa coba tindak tindaklanjuti'.split(
    ' ',
  ),
)

const OTHERS = new Set([
  'pelapor',
  'pelapornya',
  'petugas',
  'beliau',
  'dia',
  'orang',
  'taker',
  'bersangkutan',
  'guru',
  'sekolah',
])

/** "Lapor, petugas jaga hadir": the radio's way of saying who is there. */
export function dutyOf(message: Message): Meaning | undefined {
  if (message.fault.stated || message.fault.weight >= 3) return undefined
  const general = generalOf(message)
  const ofDuty =
    general?.kind === 'said' && general.said.some(({ intent }) => intent === 'on_duty' || intent === 'off_duty')
  return ofDuty ? general : undefined
}
