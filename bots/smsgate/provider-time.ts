/** When something happened at the phone, in desk time. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'

/**
 * The phone tells its local time with its offset. Its age by wall time is its age by desk time, so that a moved desk
 * clock stays in order; what lies ahead of now is now, and so is what cannot be read. However old, it is believed.
 */
export async function deskTimeOf(told: string | null | undefined, clocks: Contract['clocks']): Promise<Instant> {
  const now = await clocks.desk()
  const at = Date.parse(told ?? '')
  return Number.isNaN(at) ? now : now - Math.max(0, clocks.wall() - at)
}
