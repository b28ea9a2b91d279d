/** What a ping tells of the phone's battery (the app's health checks). */
import { z } from 'zod'

const CHECK = z.object({ observedValue: z.number() })
const PING = z.object({
  health: z.object({ checks: z.object({ 'battery:level': CHECK, 'battery:charging': CHECK }).partial() }),
})

/** Percent from which on the app itself warns. */
const LOW = 25

/** Words when the battery needs somebody; empty when it is well, or nothing is told of it. */
export function batteryWords(payload: unknown): string {
  const checks = PING.safeParse(payload).data?.health.checks
  const level = checks?.['battery:level']?.observedValue
  // Flags: charging, and by which charger. A full battery at its charger does not charge.
  const isPlugged = checks?.['battery:charging']?.observedValue !== 0
  if (level === undefined || (isPlugged && level >= LOW)) return ''
  if (isPlugged) return `the phone's battery is at ${level} %`
  return `the phone's battery is at ${level} % and does not charge: plug it in`
}
