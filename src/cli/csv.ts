/** CSV files as spreadsheets and text editors write them: a header, and rows with their lines. */
import { CsvError, parse } from 'csv-parse/sync'
import { quoted, suggestion } from '../config/nearest.ts'

/** Far more than an office has: a larger file is not a list of its people or their days. */
const MOST_ROWS = 5000

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

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

function readHeader<C extends string>({ line, cells }: Row, columns: readonly C[], needed: readonly C[]) {
  const names = cells.map((cell) => cell.toLowerCase())
  const known = (name: string): name is C => columns.some((column) => column === name)
  const problems = names.flatMap((name, index) => {
    if (!known(name)) return [`line ${line}: unknown column ${quoted(name)}; ${suggestion(name, columns)}`]
    return names.indexOf(name) < index ? [`line ${line}: the column ${name} stands there twice`] : []
  })
  const missing = needed.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    const head = `expected a header such as ${columns.join(',')}`
    problems.push(`line ${line}: ${head}; missing: ${missing.join(', ')}`)
  }
  return { columns: names.filter(known), problems }
}

/** A row by its columns; a column that the file lacks is absent. */
export type Written<C extends string> = Readonly<Partial<Record<C, string>>> & { readonly line: number }

export interface Problem {
  readonly line: number
  readonly words: string
}

export type TableRead<C extends string> =
  | { readonly ok: true; readonly rows: readonly Written<C>[]; readonly problems: readonly Problem[] }
  /** Nothing of it can be used: one line each. */
  | { readonly ok: false; readonly problems: readonly string[] }

const broken = (...problems: string[]) => ({ ok: false, problems }) as const

/** Reads a table with these columns. `rows` is not to be used when there are problems. */
export function readTable<C extends string>(
  content: Uint8Array,
  columns: readonly C[],
  needed: readonly C[],
  nobody: string,
): TableRead<C> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return broken('the file is not UTF-8: save it as "CSV UTF-8"')
  }
  // Excel names its separator in a line of its own.
  const rows = readRows(text.replace(/^sep=.(?=\r?\n)/i, ''))
  if (typeof rows === 'string') return broken(rows)
  const [header, ...body] = rows
  if (!header) return broken(`the file is empty; expected a header such as ${columns.join(',')}`)
  const head = readHeader(header, columns, needed)
  if (head.problems.length > 0) return broken(...head.problems)
  if (body.length === 0) return broken(`the file has a header and ${nobody} below it`)
  if (body.length > MOST_ROWS) return broken(`expected at most ${MOST_ROWS} rows, found ${body.length}`)
  const problems = body
    .filter(({ cells }) => cells.length > head.columns.length)
    .map(({ line, cells }) => ({ line, words: `expected ${head.columns.length} values, found ${cells.length}` }))
  const written = body.map(({ line, cells }) => ({
    ...(Object.fromEntries(head.columns.map((column, index) => [column, cells[index] ?? ''])) as Partial<
      Record<C, string>
    >),
    line,
  }))
  return { ok: true, rows: written, problems }
}

/** One line each, in the order of the file. */
export const inOrder = (problems: readonly Problem[]): string[] =>
  problems.toSorted((a, b) => a.line - b.line).map(({ line, words }) => `line ${line}: ${words}`)
