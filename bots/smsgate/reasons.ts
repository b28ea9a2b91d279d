/** Why the phone says that a message failed -> a code of the table in errors.ts. */
import { knownFailure } from './errors.ts'

type Reason = readonly [pattern: RegExp, code: string]

/** The first that fits. A reason may name numbers: only its code is told on. */
const REASONS: readonly Reason[] = [
  [/\bTTL expired\b/i, 'expired'],
  [/\bNo SIMs? found\b|\bSIM \d+ not found\b/i, 'no-sim'],
  [/\bpermission\b/i, 'no-permission'],
  [/\bgeneric failure\b/i, 'RESULT_ERROR_GENERIC_FAILURE'],
]

/** Android's names of results may come without what they begin with: `GENERIC_FAILURE`. */
const BEGINNINGS = ['RESULT_', 'RESULT_ERROR_', 'RESULT_RIL_']

/** GSM 03.40, TP-Status: from here on the network tries no more; the first of them for good. */
const SMSC_RESULT = /^Delivery result from SC .*: (\d{1,3})$/i
const FIRST_PERMANENT = 64
const FIRST_TEMPORARY = 96

/** A code for why the phone says that a message failed. */
export function codeOf(reason: string | null | undefined): string {
  const text = reason ?? ''
  const [result] = /\bRESULT_[A-Z_]{2,60}\b/.exec(text) ?? []
  if (result) return result
  const [short] = /\b[A-Z]+(?:_[A-Z]+)+\b/.exec(text) ?? []
  const known = BEGINNINGS.map((beginning) => `${beginning}${short}`).find((code) => knownFailure(code))
  if (known) return known
  const status = Number(SMSC_RESULT.exec(text)?.[1] ?? 0)
  if (status >= FIRST_TEMPORARY) return 'smsc-temporary'
  if (status >= FIRST_PERMANENT) return 'smsc-permanent'
  return REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? 'no-reason'
}
