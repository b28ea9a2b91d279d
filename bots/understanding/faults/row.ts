import type { Category } from '../../../src/desk/ticket.ts'

export interface FaultRow {
  readonly category: Category
  readonly weight: number
  readonly patterns: readonly string[]
}
