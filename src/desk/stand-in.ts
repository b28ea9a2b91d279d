/** Who may stand in for whom: whoever could do what the role has to (DESIGN section 5). */
import type { Role } from './ticket.ts'

/**
 * In the order in which they are suggested. Nobody confirms a repair that they made (a call taker is no Kepala Seksi),
 * admin and auditor move no step, and nobody but the vendor's people answers for the vendor.
 */
export const STANDS_IN_FOR = {
  call_taker: ['call_taker', 'supervisor'],
  supervisor: ['supervisor', 'kepala_seksi', 'admin'],
  kepala_seksi: ['staf', 'supervisor', 'kepala_seksi'],
  staf: ['staf', 'kepala_seksi', 'supervisor'],
  jasnita: ['jasnita'],
  admin: ['admin', 'supervisor', 'kepala_seksi'],
  auditor: ['auditor', 'admin'],
} as const satisfies Record<Role, readonly Role[]>

export const mayStandIn = (role: Role, forRole: Role): boolean =>
  (STANDS_IN_FOR[forRole] as readonly Role[]).includes(role)
