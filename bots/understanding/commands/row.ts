/** What a row of the table of commands says, and the roles and states that rows name. */
import type { Category, Role, State } from '../../../src/desk/ticket.ts'
import type { Intent } from '../meaning.ts'

export interface CommandRow {
  readonly intent: Intent
  /** What the desk prints in hints. */
  readonly word: string
  readonly who: readonly Role[]
  /** Where these words mean this. Absent: no ticket is needed. */
  readonly states?: readonly State[]
  /** Where these words mean it of tickets of this category only. */
  readonly category?: Category
  /** Count anywhere in a clause. */
  readonly words: readonly string[]
  /** Short answers: count only when they are all that the clause says. */
  readonly short?: readonly string[]
  /** `done`: says that it works, so negation, "almost" and questions turn it. `not-done`: what such a turned one means. */
  readonly sense?: 'done' | 'not-done'
  readonly argument?: 'keterangan' | 'waktu' | 'nama' | 'tingkat' | 'nomor' | 'alasan' | 'telepon'
  readonly example: string
}

export const HANDLER: readonly Role[] = ['kepala_seksi', 'staf']
export const VENDOR: readonly Role[] = ['jasnita']
export const REPORTER: readonly Role[] = ['call_taker', 'supervisor']
export const ANYONE: readonly Role[] = [
  'call_taker',
  'supervisor',
  'kepala_seksi',
  'staf',
  'jasnita',
  'admin',
  'auditor',
]
export const BLOCKERS: readonly Role[] = ['supervisor', 'kepala_seksi', 'admin']
export const OFFICE: readonly Role[] = ['call_taker', 'supervisor', 'kepala_seksi', 'staf', 'jasnita', 'admin']

/** Who decides on new people and held reports (DOMAIN 7.3). Whoever stands in for one of them has that role here. */
export const DECIDERS: readonly Role[] = ['supervisor', 'kepala_seksi', 'admin']

export const OWN: readonly State[] = ['reported', 'analysing', 'repairing']
export const THEIRS: readonly State[] = ['coordinating', 'vendor-repairing']
export const ASKED: readonly State[] = ['awaiting-confirmation']
export const ENDED: readonly State[] = ['closed', 'cancelled']
export const OPEN: readonly State[] = [...OWN, ...THEIRS, ...ASKED]
