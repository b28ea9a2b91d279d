/** A log that is kept instead of written. */
import type { Log } from '../../bots/gateway.ts'

export interface LogLine {
  readonly level: keyof Log
  readonly words: string
  readonly fields: object
}

export function keepLog(): { log: LogLine[]; logging: Log } {
  const log: LogLine[] = []
  const keep = (level: keyof Log) => (fields: object, words: string) => void log.push({ level, fields, words })
  return { log, logging: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') } }
}
