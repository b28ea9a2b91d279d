/** People as a CSV file, as spreadsheets and text editors write it. */
import { CsvError, parse } from 'csv-parse/sync'
import type { PersonEntry } from '../../db/people.ts'
import { quoted, suggestion } from '../config/nearest.ts'
import { type PeopleRules, readPeople, type WrittenPerson } from '../config/people.ts'

const COLUMNS = ['name', 'role', 'phone', 'channels', 'shift', 'until'] as const
type Column = (typeof COLUMNS)[number]
const NEEDED: readonly Column[] = ['name', 'role', 'phone']

/** Far more than an office has: a larger file is not a list of its people. */
const MOST_ROWS = 5000

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

export interface PeopleFile {
  readonly people: readonly PersonEntry[]
  /** One line each, with the line of the file. */
  readonly problems: readonly string[]
}

const only = (...problems: string[]): PeopleFile => ({ people: [], problems })

/** The separator that the header uses most. */
function separatorOf(text: string): string {
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? ''
  const count = (separator: string) => header.split(separator).length
  return [';', ',', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

/** What csv-parse gives with `info`. */
interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function readRows(text: string): Row[] | string {
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    })
    const rows = (records as Parsed[]).map(({ record, info }) => ({ line: info.lines, cells: record }))
    return rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: number }
    return `line ${lines ?? 1}: a quotation mark stands where none may, or one is not closed`
  }
}

function readHeader({ line, cells }: Row): { columns: readonly Column[]; problems: readonly string[] } {
  const names = cells.map((cell) => cell.toLowerCase())
  const known = (name: string): name is Column => COLUMNS.some((column) => column === name)
  const problems = names.flatMap((name, index) => {
    if (!known(name)) return [`line ${line}: unknown column ${quoted(name)}; ${suggestion(name, COLUMNS)}`]
    return names.indexOf(name) < index ? [`line ${line}: the column ${name} stands there twice`] : []
  })
  const missing = NEEDED.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    const head = `expected a header such as ${COLUMNS.join(',')}`
    problems.push(`line ${line}: ${head}; missing: ${missing.join(', ')}`)
  }
  return { columns: names.filter(known), problems }
}

/** A spreadsheet's apostrophe before a number is not part of it. */
const phoneOf = (cell: string) => cell.replace(/^'/, '')

function written(row: Row, columns: readonly Column[]): WrittenPerson & Row {
  const cell = (column: Column) => (columns.includes(column) ? (row.cells[columns.indexOf(column)] ?? '') : undefined)
  const phone = cell('phone')
  const channels = cell('channels')
  return {
    ...row,
    name: cell('name'),
    role: cell('role'),
    phone: phone === undefined ? undefined : phoneOf(phone),
    channels: channels?.split(/[\s,;/|+]+/),
    shift: cell('shift'),
    until: cell('until'),
  }
}

/**
 * Reads a file of people. Columns that it lacks leave what the directory has; empty cells ask for the default. When
 * anything is wrong, `people` is not to be used.
 */
export function readPeopleCsv(content: Uint8Array, rules: PeopleRules): PeopleFile {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return only('the file is not UTF-8: save it as "CSV UTF-8"')
  }
  // Excel names its separator in a line of its own.
  const rows = readRows(text.replace(/^sep=.(?=\r?\n)/i, ''))
  if (typeof rows === 'string') return only(rows)
  const [header, ...body] = rows
  if (!header) return only(`the file is empty; expected a header such as ${COLUMNS.join(',')}`)
  const { columns, problems: headerProblems } = readHeader(header)
  if (headerProblems.length > 0) return only(...headerProblems)
  if (body.length === 0) return only('the file has a header and nobody below it')
  if (body.length > MOST_ROWS) return only(`expected at most ${MOST_ROWS} people, found ${body.length}`)

  const found: { line: number; words: string }[] = []
  for (const { line, cells } of body) {
    if (cells.length > columns.length) {
      found.push({ line, words: `expected ${columns.length} values, found ${cells.length}` })
    }
  }
  const people = readPeople(
    body.map((row) => written(row, columns)),
    rules,
    ({ line }, { field, words }) => found.push({ line, words: `${field}: ${words}` }),
  )
  const problems = found.toSorted((a, b) => a.line - b.line).map(({ line, words }) => `line ${line}: ${words}`)
  return { people, problems }
}
