/** People as a CSV file. */
import type { PersonEntry } from '../../db/people.ts'
import { type PeopleRules, readPeople } from '../config/people.ts'
import { inOrder, type Problem, readTable } from './csv.ts'

const COLUMNS = ['name', 'role', 'phone', 'channels', 'shift', 'until'] as const

export interface PeopleFile {
  readonly people: readonly PersonEntry[]
  /** One line each, with the line of the file. */
  readonly problems: readonly string[]
}

/**
 * Reads a file of people. Columns that it lacks leave what the directory has; empty cells ask for the default. When
 * anything is wrong, `people` is not to be used.
 */
export function readPeopleCsv(content: Uint8Array, rules: PeopleRules): PeopleFile {
  const table = readTable(content, COLUMNS, ['name', 'role', 'phone'], 'nobody')
  if (!table.ok) return { people: [], problems: table.problems }
  const found: Problem[] = [...table.problems]
  const written = table.rows.map(({ phone, channels, ...row }) => ({
    ...row,
    // A spreadsheet's apostrophe before a number is not part of it.
    phone: phone?.replace(/^'/, ''),
    channels: channels?.split(/[\s,;/|+]+/),
  }))
  const people = readPeople(written, rules, ({ line }, { field, words }) =>
    found.push({ line, words: `${field}: ${words}` }),
  )
  return { people, problems: inOrder(found) }
}
