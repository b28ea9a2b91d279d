/** `people import` and `people list`. */
import { basename } from 'node:path'
import { importPeople, listPeople, type Person } from '../../db/people.ts'
import { type Invocation, Trouble } from './command.ts'
import { withDatabase } from './database.ts'
import { readNamed } from './file.ts'
import { readPeopleCsv } from './people-csv.ts'
import { table } from './table.ts'

export async function importFile({ args: [path = ''], config, output }: Invocation): Promise<number> {
  const settings = await config()
  const rules = { shifts: settings.shifts, utcOffset: settings.office.utcOffset }
  const { people, problems } = readPeopleCsv(await readNamed(path), rules)
  if (problems.length > 0) {
    const name = basename(path)
    throw new Trouble(...problems.map((problem) => `${name} ${problem}`), 'Nobody was imported.')
  }
  const { added, changed, unchanged } = await withDatabase(settings, output.aside, ({ db }) => importPeople(db, people))
  output.line(`${added} added, ${changed} changed, ${unchanged} unchanged.`)
  return 0
}

const day = (instant: number, utcOffset: number) => new Date(instant + utcOffset).toISOString().slice(0, 10)

function remarks(person: Person, utcOffset: number): string {
  return [
    ...(person.active ? [] : ['not active']),
    ...(person.optedOutAt === null ? [] : [`wants no messages since ${day(person.optedOutAt, utcOffset)}`]),
  ].join(', ')
}

const HEAD = ['id', 'name', 'role', 'phone', 'channels', 'shift', 'until', '']

export async function list({ config, output }: Invocation): Promise<number> {
  const settings = await config()
  const { utcOffset } = settings.office
  const people = await withDatabase(settings, output.aside, ({ db }) => listPeople(db))
  if (people.length === 0) {
    output.line('Nobody is in the directory yet: name people in desk.yaml, or use `people import FILE.csv`.')
    return 0
  }
  const rows = people.map((person) => [
    String(person.id),
    person.name,
    person.role,
    person.phone,
    person.channels.join(','),
    person.shift ?? 'always',
    person.until === null ? '' : day(person.until, utcOffset),
    remarks(person, utcOffset),
  ])
  for (const line of table([HEAD, ...rows])) output.line(line)
  return 0
}
