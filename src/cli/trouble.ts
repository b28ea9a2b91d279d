/** What went wrong, in words for the operator. */
import { ConfigError } from '../config.ts'
import { Trouble } from './command.ts'

/** Codes of Node and PostgreSQL that an operator can do something about. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the database does not answer: is it running, and is DATABASE_URL right?',
  ENOTFOUND: 'the host in DATABASE_URL is not known',
  EAI_AGAIN: 'the host in DATABASE_URL cannot be looked up now',
  ETIMEDOUT: 'the database does not answer in time: is it reachable from here?',
  ECONNRESET: 'the connection to the database broke off',
  '28P01': 'the database refuses the user or the password in DATABASE_URL',
  '28000': 'the database refuses the user in DATABASE_URL',
  '3D000': 'the database named in DATABASE_URL does not exist: create it',
  '42501': 'the database user may not do this: give it the rights to create and change tables',
  '53300': 'the database has no connection left',
  '57P03': 'the database is starting up: try again',
}

/** drizzle puts the query, and the people in it, into its message: only what lies behind it is told. */
function behind(error: unknown): { readonly code?: string; readonly message?: string } {
  const { cause } = error as { cause?: unknown }
  return cause instanceof Error ? behind(cause) : (error as { code?: string; message?: string })
}

/** Lines for an error that has a known reason; undefined for a bug, which is shown as it is. */
export function trouble(error: unknown): readonly string[] | undefined {
  if (error instanceof Trouble) return error.lines
  if (error instanceof ConfigError) return [...error.problems, 'Mend the settings above and try again.']
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return undefined
  const { code, message } = behind(error)
  const words = code === undefined ? undefined : WORDS[code]
  if (words !== undefined) return [words]
  if (message?.startsWith('Connection terminated') || message?.includes('timeout')) return [WORDS.ETIMEDOUT ?? '']
  const [first = 'it failed for an unknown reason'] = (message || code || '').split('\n\n')
  return [code === undefined || first.includes(code) ? first : `${first} (${code})`]
}
