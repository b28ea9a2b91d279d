/** `roster import`: who is on duty on which day, from a CSV file. */
import { basename } from 'node:path'
import { listPeople, type Person, type Shifts } from '../../db/people.ts'
import { type RosterDay, writeRoster } from '../../db/roster.ts'
import { readDays, readDuty } from '../config/days.ts'
import { quoted, suggestion } from '../config/nearest.ts'
import type { Span } from '../desk/duty.ts'
import { readPhone } from '../format/phone.ts'
import { type Invocation, Trouble } from './command.ts'
import { inOrder, type Problem, readTable, type Written } from './csv.ts'
import { withDatabase } from './database.ts'
import { readNamed } from './file.ts'

const COLUMNS = ['date', 'shift', 'person'] as const
type Row = Written<(typeof COLUMNS)[number]>

/** By name, or by number where two have the same name. */
function personOf(written: string, people: readonly Person[]): Person | string {
  const phone = readPhone(written)
  const same = (name: string) => name.toLowerCase() === written.toLowerCase()
  const found = people.filter((person) => (phone.ok ? person.phone === phone.e164 : same(person.name)))
  if (found[0] && found.length === 1) return found[0]
  if (found.length > 1) return `person: ${found.length} people have this name: write the number instead`
  if (phone.ok) return 'person: nobody in the directory has this number'
  return `person: nobody in the directory has this name; ${suggestion(
    written,
    people.map(({ name }) => name),
  )}`
}

interface Read {
  readonly days: readonly RosterDay[]
  /** One line each, with the line of the file. */
  readonly problems: readonly string[]
}

/** A person's days, each with all its spans. When anything is wrong, `days` is not to be used. */
export function readRosterRows(rows: readonly Row[], people: readonly Person[], shifts: Shifts): Read {
  const found: Problem[] = []
  const days = new Map<string, { personId: number; day: string; spans: Span[]; line: number; isOff: boolean }>()
  for (const { line, date = '', shift = '', person: whose = '' } of rows) {
    const written = readDays(date)
    const duty = readDuty(shift, shifts)
    const person = personOf(whose, people)
    if (!written) {
      const expected = 'expected a date such as 2026-12-24, two with sd between them, or a weekday such as senin'
      found.push({ line, words: `date: ${expected}; found ${quoted(date)}` })
    }
    if (!duty) {
      const expected = `expected ${[...Object.keys(shifts), 'libur'].join(', ')} or a span such as 07.00-14.00`
      found.push({ line, words: `shift: ${expected}; found ${quoted(shift)}` })
    }
    if (typeof person === 'string') found.push({ line, words: person })
    if (!written || !duty || typeof person === 'string') continue
    for (const day of written) {
      const key = `${person.id} ${day}`
      const known = days.get(key)
      if (known && (known.isOff || duty === 'off')) {
        found.push({ line, words: `date: line ${known.line} says otherwise of the same person and day` })
        break
      }
      if (known && duty !== 'off') known.spans.push(duty)
      else days.set(key, { personId: person.id, day, spans: duty === 'off' ? [] : [duty], line, isOff: duty === 'off' })
    }
  }
  return {
    days: [...days.values()].map(({ personId, day, spans }) => ({ personId, day, spans })),
    problems: inOrder(found),
  }
}

export async function importRoster({ args: [path = ''], config, output }: Invocation): Promise<number> {
  const settings = await config()
  const table = readTable(await readNamed(path), COLUMNS, COLUMNS, 'no day')
  const refuse = (problems: readonly string[]) =>
    new Trouble(...problems.map((problem) => `${basename(path)} ${problem}`), 'Nothing was imported.')
  if (!table.ok) throw refuse(table.problems)
  if (table.problems.length > 0) throw refuse(inOrder(table.problems))
  return await withDatabase(settings, output.aside, async ({ db }) => {
    const { days, problems } = readRosterRows(table.rows, await listPeople(db), settings.shifts)
    if (problems.length > 0) throw refuse(problems)
    await writeRoster(db, days)
    const people = new Set(days.map(({ personId }) => personId)).size
    output.line(`${days.length} days of ${people} people written, in the place of what stood there.`)
    return 0
  })
}
