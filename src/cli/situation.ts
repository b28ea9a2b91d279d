/** The situation in which `understand` reads a message. */
import type { KnownPerson, KnownTicket, Situation } from '../../bots/understanding/meaning.ts'
import type { Config } from '../config.ts'
import { HOUR } from '../desk/sop.ts'
import { CHANNELS, type Instant, OPEN_STATES, ROLES, type State } from '../desk/ticket.ts'

/** A number that is not in the directory. */
export const STRANGER = 'stranger'
export const STATES: readonly State[] = [...OPEN_STATES, 'closed', 'cancelled']
const TICKET = 27

interface Asked {
  readonly text: string
  readonly at: Instant
  readonly as: string
  readonly state?: string | undefined
  readonly channel: string
}

/** The sender is number 1; a ticket was reported by them when they can, else by number 2. */
export function situationOf({ text, at, as, state, channel }: Asked, { people, applications }: Config): Situation {
  const role = ROLES.find((known) => known === as)
  const named = people.find((person) => person.role === role)
  const sender: KnownPerson | undefined = role && { id: 1, name: named?.name ?? 'Petugas', role }
  const others = people
    .filter((person) => person !== named)
    .map(({ name, role }, index) => ({ id: index + 2, name, role }))
  const reports = role === 'call_taker' || role === 'supervisor'
  const ticket: Omit<KnownTicket, 'state'> = {
    number: TICKET,
    application: 'siaga112',
    category: 'login',
    impact: 'sedang',
    summary: 'tidak bisa login',
    reporterId: reports ? 1 : 2,
    ...(role === 'staf' ? { assigneeId: 1 } : {}),
    registeredAt: at - HOUR / 2,
  }
  const its = STATES.find((known) => known === state)
  return {
    text,
    at,
    channel: CHANNELS.find((known) => known === channel) ?? 'whatsapp',
    ...(sender ? { sender } : {}),
    tickets: its ? [{ ...ticket, state: its }] : [],
    people: sender ? [sender, ...others] : others,
    applications,
  }
}
