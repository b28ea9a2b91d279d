/** What went wrong with PostgreSQL, and what of it may stand in the log (DESIGN rule 12). */
import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|08\d{3}|53300)$/
const AWAY_WORDS = /timeout exceeded when trying to connect|Connection terminated|is not queryable/

const codeOf = (error: Error): string | undefined => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** Whether an error, or what caused it, says that PostgreSQL does not answer. */
export function isDatabaseAway(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (AWAY.test(codeOf(one) ?? '') || AWAY_WORDS.test(one.message)) return true
  }
  return false
}

const STATEMENT_LENGTH = 160

/**
 * An error for the log: its code, and a reason without anybody's words or number. Drizzle's own message repeats the
 * parameters of the statement, PostgreSQL's may repeat a value, and that of unreadable JSON the text.
 */
export function troubleOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof DrizzleQueryError) {
    const cause = troubleOf(error.cause)
    return { code: cause.code, reason: `${cause.reason}, in: ${error.query.slice(0, STATEMENT_LENGTH)}` }
  }
  if (!(error instanceof Error)) return { code: typeof error, reason: 'unknown' }
  const code = codeOf(error) ?? error.name
  if (error instanceof SyntaxError) return { code, reason: 'a text that cannot be read' }
  const repeatsValue = error instanceof pg.DatabaseError && code.startsWith('22')
  return { code, reason: repeatsValue ? 'a value that PostgreSQL does not take' : error.message }
}
