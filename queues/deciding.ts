/** A command on a ticket as it stands now, decided by the pure core and recorded. */
import { inTheirWords } from '../bots/wording/said.ts'
import { lockTickets } from '../db/tickets.ts'
import { decide } from '../src/desk/decide.ts'
import { evolve } from '../src/desk/evolve.ts'
import type { Command, Instant, Refusal, Ticket, TicketEvent } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'

type Decided =
  | { readonly ok: true; readonly ticket: Ticket; readonly events: readonly TicketEvent[] }
  | { readonly ok: false; readonly ticket: Ticket; readonly refusal: Refusal }

/** Decides a command on a ticket as it stands now, and records what follows. */
export async function command(one: Case, ticketId: number, asked: Command, at: Instant): Promise<Decided> {
  const { desk, tx, now, owing, actor, senderOnDuty } = one
  const known = owing.latest(ticketId) ?? (await lockTickets(tx, [ticketId])).get(ticketId)
  if (!known) throw new Error(`no ticket with id ${ticketId}`)
  const giving = { at, now, onDuty: senderOnDuty, ...(actor ? { by: actor } : {}) }
  const decision = decide(
    known,
    inTheirWords(asked, { text: one.text, number: known.number }),
    giving,
    desk.settings.office,
  )
  if (!decision.ok) return { ok: false, ticket: known, refusal: decision.refusal }
  const ticket = decision.events.reduce(evolve, known)
  owing.record({ ticket, events: decision.events })
  return { ok: true, ticket, events: decision.events }
}
