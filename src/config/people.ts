/** People as desk.yaml and CSV files write them, read alike. */
import { type PersonEntry, readSpan, type Shifts } from '../../db/people.ts'
import { HOUR } from '../desk/sop.ts'
import { CHANNELS, type Channel, type Instant, ROLES, type Role } from '../desk/ticket.ts'
import { readPhone } from '../format/phone.ts'
import { readDate } from './days.ts'
import type { DeskFile } from './desk-file.ts'
import { quoted, suggestion } from './nearest.ts'

/** What is written of one person. An absent field was not given; an empty one asks for the default. */
export interface WrittenPerson {
  readonly name?: string | undefined
  readonly role?: string | undefined
  readonly phone?: string | undefined
  readonly channels?: readonly string[] | undefined
  readonly shift?: string | undefined
  readonly until?: string | undefined
}

export interface PeopleRules {
  readonly shifts: Shifts
  readonly utcOffset: Instant
}

export interface FieldProblem {
  readonly field: keyof WrittenPerson
  readonly words: string
}

const DEFAULT_CHANNELS: readonly Channel[] = ['whatsapp', 'sms']

/** The last instant of a local day. */
function endOfDay(text: string, utcOffset: Instant): Instant | undefined {
  const midnight = readDate(text)
  return midnight === undefined ? undefined : midnight - utcOffset + 24 * HOUR - 1
}

const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join('.')

/** The name of a shift, or a span as 07.00-15.00; null for none, `?` for neither. */
function shiftOf(written: string, shifts: Shifts): string | null {
  const name = written.trim().toLowerCase()
  if (name === '') return null
  if (Object.hasOwn(shifts, name)) return name
  const span = readSpan(name)
  return span ? `${clock(span.from)}-${clock(span.to)}` : '?'
}

interface PersonRead {
  /** Absent when anything is wrong. */
  readonly person?: PersonEntry
  /** +E.164, also where another field is wrong. */
  readonly phone?: string
  readonly problems: readonly FieldProblem[]
}

/** Reads one person, with every field that is wrong. Numbers and names are not repeated in the words. */
function readPerson(written: WrittenPerson, { shifts, utcOffset }: PeopleRules): PersonRead {
  const problems: FieldProblem[] = []
  const wrong = (field: keyof WrittenPerson, words: string) => {
    problems.push({ field, words })
  }
  const name = written.name?.trim() ?? ''
  if (name === '') wrong('name', 'expected a name, found nothing')

  const givenRole = written.role?.trim() ?? ''
  const role = ROLES.find((known) => known === givenRole.toLowerCase().replaceAll(/[\s-]+/g, '_'))
  if (!role) wrong('role', `expected one of ${ROLES.join(', ')}; found ${quoted(givenRole || undefined)}`)

  const read = readPhone(written.phone ?? '')
  const example = 'expected a mobile number such as 0811-0000-0001'
  if (!written.phone?.trim()) wrong('phone', `${example}, found nothing`)
  else if (!read.ok) wrong('phone', `${example} (${read.why})`)
  else if (!read.mobile) wrong('phone', `${example}; this one is a fixed line, which gets neither WhatsApp nor SMS`)

  const given = written.channels?.map((channel) => channel.trim().toLowerCase()).filter((channel) => channel !== '')
  const channels = given?.flatMap((channel) => CHANNELS.find((known) => known === channel) ?? [])
  if (
    given &&
    channels &&
    (channels.length < given.length || new Set(channels).size < channels.length || channels.join() === 'voice')
  ) {
    wrong(
      'channels',
      `expected whatsapp, sms or both, and voice besides (the desk calls with what is urgent), each once; found ${quoted(given.join(', '))}`,
    )
  }

  const shift = written.shift === undefined ? undefined : shiftOf(written.shift, shifts)
  if (shift === '?') {
    const hint = suggestion(written.shift ?? '', Object.keys(shifts))
    wrong(
      'shift',
      `expected the name of a shift or a span such as 07.00-14.00, found ${quoted(written.shift)}; ${hint}`,
    )
  }

  const untilText = written.until?.trim()
  const until = untilText ? endOfDay(untilText, utcOffset) : null
  if (until === undefined) wrong('until', `expected a date such as 2026-12-31, found ${quoted(untilText)}`)

  const phone = read.ok ? { phone: read.e164 } : {}
  if (problems.length > 0 || !role || !read.ok) return { ...phone, problems }
  const person: PersonEntry = {
    name,
    role: role satisfies Role,
    phone: read.e164,
    ...(channels ? { channels: channels.length > 0 ? channels : DEFAULT_CHANNELS } : {}),
    ...(shift === undefined ? {} : { shift }),
    ...(untilText === undefined || until === undefined ? {} : { until }),
  }
  return { ...phone, person, problems: [] }
}

/**
 * Reads many people, each with the line that a number given twice is reported by. `report` hears of every field that
 * is wrong; who has any is left out.
 */
export function readPeople<T extends { readonly line: number }>(
  all: readonly (WrittenPerson & T)[],
  rules: PeopleRules,
  report: (written: T, problem: FieldProblem) => void,
): PersonEntry[] {
  const lines = new Map<string, number>()
  return all.flatMap((written) => {
    const { person, phone, problems } = readPerson(written, rules)
    for (const problem of problems) report(written, problem)
    if (phone === undefined) return []
    const before = lines.get(phone)
    lines.set(phone, before ?? written.line)
    if (before !== undefined) {
      report(written, { field: 'phone', words: `expected each number once; line ${before} has the same` })
    }
    return person ? [person] : []
  })
}

/** The people of desk.yaml. */
export function deskPeople(file: DeskFile, rules: PeopleRules): PersonEntry[] {
  const written = (file.desk.people ?? []).map((person, index) => {
    return { ...person, index, line: file.lineOf(['people', index, 'phone']) }
  })
  return readPeople(written, rules, ({ index }, { field, words }) => file.wrong(['people', index, field], words))
}
