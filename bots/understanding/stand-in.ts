/** How long somebody is away, and the substitution that names no command: "ke Asep dulu smp jam 3". */
import type { Whole } from './arguments.ts'
import type { Meaning, Said } from './meaning.ts'
import type { Message } from './message.ts'
import { nameAt } from './people.ts'
import { lengthAt } from './time-amounts.ts'
import { timesIn } from './times.ts'
import { DAY, startOfDay } from './wib.ts'
import type { Token } from './words.ts'

/** Where "sampai" stands; -1: nowhere. */
export const limitAt = (tokens: readonly Token[]): number =>
  tokens.findIndex(
    (token, index) =>
      ['sampai', 'sampe', 'hingga', 'sd', 'smp', 'ampe'].includes(token.text) ||
      (token.text === 's' && tokens[index + 1]?.text === 'd'),
  )

/** The time behind "sampai", and whether it is no more than a day. */
export function untilIn({ reading, at }: Pick<Whole, 'reading' | 'at'>) {
  const { tokens } = reading
  const sampai = limitAt(tokens)
  if (sampai === -1) return undefined
  // "Maghrib" is a time behind "sampai" only.
  return timesIn(tokens.slice(sampai + 1), at, 'future')[0] ?? timesIn(tokens.slice(sampai), at, 'future')[0]
}

/** Away until a day is away to its end, and "cuti 3 hari" for three days of which today is the first. */
export function awayUntil(whole: Whole): Pick<Said, 'until'> {
  const until = untilIn(whole)
  if (until !== undefined) return { until: until.wholeDay ? startOfDay(until.instant) + DAY : until.instant }
  const length = awayFor(whole.reading.tokens)
  if (length === undefined) return {}
  return { until: length % DAY === 0 ? startOfDay(whole.at) + length : whole.at + length }
}

/** How long an absence is said to be. */
export const awayFor = (tokens: readonly Token[]): number | undefined =>
  tokens.map((_, at) => lengthFrom(tokens, at)).find((one) => one !== undefined)

/** "2 jam lagi" and "sejak 2 jam" are no length of an absence. */
function lengthFrom(tokens: readonly Token[], at: number): number | undefined {
  const found = lengthAt(tokens, at)
  if (found === undefined || ['lagi', 'lalu', 'yang'].includes(tokens[found.to]?.text ?? '')) return undefined
  return ['sejak', 'dari', 'sudah', 'dalam'].includes(tokens[at - 1]?.text ?? '') ? undefined : found.length
}

/** Whoever is named stands in for the section until then; with a ticket's number that ticket alone is handed over. */
export function standInOf({ roles, numbers, reading, situation, sender }: Message): Meaning | undefined {
  const { tokens } = reading
  if (!roles.includes('kepala_seksi') || numbers.length > 0 || situation.quoted !== undefined) return undefined
  // "Titip Asep smp jam 3".
  const lead = tokens.findIndex(({ text }) => !['titip', 'dulu', 'ke', 'sama'].includes(text))
  const named = lead > 0 ? nameAt(reading, lead, situation.people, false) : undefined
  const until = untilIn({ reading, at: situation.at })
  if (named?.person === undefined || named.person.id === sender.id || until === undefined) return undefined
  const said: Said = { intent: 'off_duty', person: named.person, personName: named.person.name, until: until.instant }
  return { kind: 'said', said: [said], because: [`"ke ${named.name}" dengan batas waktu: PULANG`] }
}
