/** Reads desk.yaml: its syntax, its keys and its values, with the line of whatever is wrong. */
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { DESK_SCHEMA, type Desk } from './desk-schema.ts'
import { quoted, suggestion } from './nearest.ts'

export type Path = readonly (string | number)[]

/** `people[0].phone`, as a message names a place in the file. */
const named = (path: Path) =>
  path.reduce<string>((all, part) => (typeof part === 'number' ? `${all}[${part}]` : all ? `${all}.${part}` : part), '')

export interface DeskFile {
  /** What the file says, without the keys in which something is wrong. */
  readonly desk: Desk
  /** One line each, in the order of the file. */
  problems(): string[]
  /** The line of a place in the file. */
  lineOf(path: Path): number
  /** Adds a problem at a place: what is expected and found there. */
  wrong(path: Path, words: string): void
}

/** Names and numbers of people are not repeated in messages, which may end up in a log. */
const isPersonal = (path: Path) => path[0] === 'people' && (path[2] === 'name' || path[2] === 'phone')

/** Keys with nothing behind them count as not given, as when everything below is a comment. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const given = Object.entries(value).filter(([, inner]) => inner !== '')
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutEmpty(inner)]))
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at as Record<string | number, unknown> | undefined)?.[part], value)
}

/** Where a place begins; for one that is missing, where what should hold it begins. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const holder = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isPair(item) && String(item.key) === last)
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0]
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

/** The keys that a place may have, for naming the one that was meant. */
function keysAt(path: Path): string[] {
  let schema: unknown = DESK_SCHEMA
  const bare = (inner: unknown): unknown => (inner instanceof z.ZodOptional ? bare(inner.unwrap()) : inner)
  for (const part of path) {
    schema = bare(schema)
    if (schema instanceof z.ZodObject) schema = schema.shape[part]
    else if (schema instanceof z.ZodArray) schema = schema.element
    else if (schema instanceof z.ZodRecord) schema = schema.valueType
  }
  schema = bare(schema)
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

function parse(text: string, lines: LineCounter) {
  // `failsafe`: everything stays text, or a phone number would lose its zero and a name like "No" become a boolean.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) return { document, content: undefined }
  try {
    return { document, content: withoutEmpty(document.toJS()) || {} }
  } catch (error) {
    return { document, content: undefined, failure: (error as Error).message }
  }
}

/** Checks key by key, so that a mistake in one does not hide those in another. */
function check(content: unknown, report: (issue: z.core.$ZodIssue, path: Path) => void): Desk {
  const whole = DESK_SCHEMA.safeParse(content)
  if (whole.success) return whole.data
  for (const issue of whole.error.issues) report(issue, issue.path as Path)
  const wrong = new Set(whole.error.issues.flatMap(({ path }) => path.slice(0, 1)))
  const sound = Object.entries(content ?? {}).filter(([key]) => key in DESK_SCHEMA.shape && !wrong.has(key))
  return DESK_SCHEMA.safeParse(Object.fromEntries(sound)).data ?? {}
}

/** `name`: how messages call the file. Without text: no file, and nothing in it. */
export function readDeskFile(name: string, text: string | undefined): DeskFile {
  const lines = new LineCounter()
  const found: { line: number; words: string }[] = []
  const { document, content, failure } = parse(text ?? '', lines)
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line)
  const lineOf = (path: Path) => lineAt(offsetOf(document, path))
  const wrong = (path: Path, words: string) => {
    found.push({ line: lineOf(path), words: path.length > 0 ? `${named(path)}: ${words}` : words })
  }
  for (const { pos, message } of document.errors) found.push({ line: lineAt(pos[0]), words: `not YAML: ${message}` })
  if (failure !== undefined) found.push({ line: 1, words: `not YAML: ${failure}` })
  const desk =
    content === undefined
      ? {}
      : check(content, (issue, path) => {
          if (issue.code === 'unrecognized_keys') {
            for (const key of issue.keys) wrong([...path, key], `unknown key; ${suggestion(key, keysAt(path))}`)
            return
          }
          const value = valueAt(content, path)
          const silent = isPersonal(path) && typeof value === 'string'
          wrong(path, `expected ${issue.message}${silent ? '' : `, found ${quoted(value)}`}`)
        })
  const inOrder = () => found.toSorted((a, b) => a.line - b.line)
  return { desk, lineOf, wrong, problems: () => inOrder().map(({ line, words }) => `${name} line ${line}: ${words}`) }
}
