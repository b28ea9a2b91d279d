/** Leave that was noted is taken back: "batal cuti", "ga jadi cuti besok", "HADIR besok". */
import { daysIn } from './leave.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import { peopleNamed } from './people.ts'
import type { Token } from './words.ts'

const LEAVE = new Set('cuti libur izin off pulang rapat dinas absen'.split(' '))
const DAYS = new Set(['cuti', 'libur'])
const OFF = new Set(
  'batal batalkan dibatalkan membatalkan pembatalan cancel urung gajadi gakjadi diurungkan'.split(' '),
)
const NO = new Set(['tidak', 'tak', 'bukan', 'berhalangan'])
const COMES = new Set(['hadir', 'masuk', 'bertugas', 'tugas', 'kerja', 'piket', 'jaga'])
const AFTER_ALL = new Set(['jadi', 'jadinya', 'tetap', 'bisa'])
const INVITES = new Set(
  'harap diharap diharapkan dimohon wajib agar undangan mengundang apel upacara acara kehadiran rapat'.split(' '),
)
const NEAR = 3
const LONGEST = 12

export function takenBack({ reading, numbers, situation, sender }: Message): Meaning | undefined {
  const { tokens } = reading
  if (tokens.length > LONGEST || numbers.length > 0 || reading.questions.size > 0) return undefined
  // "Asep batal cuti" is news of somebody else.
  if (peopleNamed(reading, situation.people).some(({ person }) => person && person.id !== sender.id)) return undefined
  const [day] = daysIn(tokens, situation.at, situation.at)
  if (!callsOff(tokens) && !(day && comesAfterAll(tokens))) return undefined
  // "Ga jadi pulang" is said of today, "batal cuti" of days.
  const ofDays = tokens.some(({ text }) => DAYS.has(text)) ? { wholeDays: true } : {}
  const said = { intent: 'on_duty', takesBack: true, ...ofDays, ...(day ? { from: day.day } : {}) } as const
  return { kind: 'said', said: [said], because: ['cuti atau PULANG yang dicatat dibatalkan'] }
}

/** "Cuti besok batal", "ga jadi libur". */
function callsOff(tokens: readonly Token[]): boolean {
  const isOff = (at: number) =>
    OFF.has(tokens[at]!.text) || (tokens[at]!.text === 'jadi' && NO.has(tokens[at - 1]?.text ?? ''))
  return tokens.some(
    ({ text }, at) =>
      LEAVE.has(text) && tokens.some((_, other) => Math.abs(other - at) <= NEAR && other !== at && isOff(other)),
  )
}

/** "HADIR besok", "besok saya jadi masuk": no HADIR of today. */
function comesAfterAll(tokens: readonly Token[]): boolean {
  if (tokens.some(({ text }) => LEAVE.has(text) || NO.has(text))) return false
  const at = tokens.findIndex(({ text }) => COMES.has(text))
  if (at === -1) return false
  // "Diharap hadir pada apel Senin" invites.
  const invites = tokens.some(({ text, typed }) => INVITES.has(text) || INVITES.has(typed))
  return (
    (tokens[at]!.text === 'hadir' && !invites) ||
    tokens.slice(Math.max(0, at - 2), at).some(({ text }) => AFTER_ALL.has(text))
  )
}
