/**
 * Reports by telephone: a call is a message without words. The report exists from its start; the recording comes after
 * it, or never (SOP step 1: "melalui Telepon").
 */
import { askedSince, findApproval, lockWaiting } from '../db/approvals.ts'
import type { Transaction } from '../db/database.ts'
import { lockTickets } from '../db/tickets.ts'
import { actorOf, peopleOf } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { calledBefore, SPOKEN } from '../src/desk/spoken.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { type Outcome, REPORTERS } from './act.ts'
import type { Case } from './case.ts'
import { command } from './deciding.ts'
import type { Desk, Triggers } from './desk.ts'
import { addTo, ask, hearersOfStrangers, heldOf } from './held.ts'
import { isHidden } from './hidden.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'
import { newTicket } from './registering.ts'

const MINUTE = 60_000

/** Who reports gets a ticket; others are asked to write, for no step moves by what is said on the telephone. */
export async function decideCall(one: Case): Promise<Outcome> {
  const { sender, owing } = one
  if (!sender) return holdCall(one)
  if (REPORTERS.has(sender.role)) return registerCall(one)
  owing.answer({ kind: 'please-write', role: sender.role })
  return {}
}

async function registerCall(one: Case): Promise<Outcome> {
  const { owing, actor, tickets, at } = one
  if (!actor) return {}
  const before = calledBefore(tickets, actor.id, at)
  const joined = before && (await command(one, before.id, { type: 'AddNote', note: 'Pelapor menelepon lagi.' }, at))
  if (joined?.ok) {
    owing.answer({ kind: 'call-taken', ticket: joined.ticket, again: true })
    return { ticketId: joined.ticket.id }
  }
  const ticket = await newTicket(one, { report: SPOKEN, reporter: actor, channel: 'voice', reportedAt: at, at })
  owing.answer({ kind: 'call-taken', ticket })
  return { ticketId: ticket.id }
}

/** A number that calls again so soon is not told of again: the call belongs to the same report. */
const SAME_CALLER: Instant = 10 * MINUTE
/** Of hidden callers nobody knows whether they are the same: so many an hour are told of one by one, the others together. */
const MANY = 5
const MANY_WITHIN: Instant = 60 * MINUTE

/** No ticket: the supervisor and Kepala Seksi are asked. Nothing is sent to the caller. */
async function holdCall(one: Case): Promise<Outcome> {
  const { tx, owing, members, now, desk, conversation, at } = one
  const { address } = conversation
  if (!isHidden(address)) {
    const before = (await lockWaiting(tx, address)).findLast(({ channel }) => channel === 'voice')
    if (before && at - before.lastAt < SAME_CALLER) {
      await addTo(one, before)
      return {}
    }
  }
  const lately = isHidden(address) ? await askedSince(tx, { address, kind: 'report' }, at - MANY_WITHIN) : []
  const [first] = lately
  const isOneOfMany = first !== undefined && lately.length >= MANY
  const approval = await ask(one, { kind: 'report' }, isOneOfMany ? first.askedAt + MANY_WITHIN : undefined)
  if (isOneOfMany) return {}
  for (const member of hearersOfStrangers(members, now, desk.settings.office)) {
    owing.write(member, { kind: 'stranger-call', held: heldOf(approval) })
  }
  return {}
}

export interface Recorded {
  /** The recording among the attachments. */
  readonly id: number
  readonly ticketId: number | null
  readonly approvalId: number | null
}

/** The recording of a call is there, or could not be fetched: whoever has the ticket, or decides on it, is told, once. */
export async function tellOfRecording(
  desk: Desk,
  tx: Transaction,
  { id, ticketId, approvalId }: Recorded,
  now: Instant,
  lost: boolean,
): Promise<Triggers> {
  const { office } = desk.settings
  const { members } = await readDirectory(tx, desk.settings)
  const owing = new Owing(desk, now)
  // Who is to listen is sent it.
  const sound = lost ? undefined : id
  const ticket = ticketId === null ? undefined : (await lockTickets(tx, [ticketId])).get(ticketId)
  const held = approvalId === null ? undefined : await findApproval(tx, approvalId)
  if (ticket && isOpen(ticket)) {
    for (const person of peopleOf('owner', ticket, members, now, office, new Set())) {
      const { role, standsInFor } = actorOf(person, members, now, office)
      owing.write(person, { kind: 'recording', ticket, role: standsInFor ?? role, lost }, sound)
    }
  } else if (!ticket && held?.verdict === null && held.toldAt !== null) {
    const recording = lost ? 'lost' : 'ready'
    for (const person of hearersOfStrangers(members, now, office)) {
      owing.write(person, { kind: 'stranger-call', held: heldOf(held), recording }, sound)
    }
  }
  return owing.writeInto(tx, members)
}
