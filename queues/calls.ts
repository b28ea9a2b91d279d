/**
 * Reports by telephone: a call is a message without words. The report exists from its start; the recording comes after
 * it, or never (SOP step 1: "melalui Telepon").
 */

import { HIDDEN_CALLER } from '../bots/gateway.ts'
import type { Transaction } from '../db/database.ts'
import { messagesSince } from '../db/inbox.ts'
import { recordingsSince } from '../db/media.ts'
import { lockTickets } from '../db/tickets.ts'
import { actorOf, peopleOf } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { calledBefore, SPOKEN } from '../src/desk/spoken.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { type Outcome, REPORTERS } from './act.ts'
import type { Case } from './case.ts'
import { command } from './deciding.ts'
import type { Desk, Triggers } from './desk.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'
import { newTicket } from './registering.ts'
import { hearersOfStrangers } from './strangers.ts'

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

/** A number that calls again so soon is not told of again; its recordings are. */
const SAME_CALLER: Instant = 10 * MINUTE
/** Of hidden callers nobody knows whether they are the same: at most so many of them, and of recordings, an hour. */
const MANY = 5
const MANY_WITHIN: Instant = 60 * MINUTE

const numberOf = (address: string) => (address === HIDDEN_CALLER ? {} : { from: address })

/** No ticket: the supervisor and Kepala Seksi are told who called. Nothing is sent to the caller. */
async function holdCall({ tx, owing, members, now, desk, conversation, at }: Case): Promise<Outcome> {
  const isHidden = conversation.address === HIDDEN_CALLER
  const came = await messagesSince(tx, conversation.id, at - (isHidden ? MANY_WITHIN : SAME_CALLER))
  if (came > (isHidden ? MANY : 1)) return {}
  for (const member of hearersOfStrangers(members, now, desk.settings.office)) {
    owing.write(member, { kind: 'stranger-call', ...numberOf(conversation.address), at })
  }
  return {}
}

export interface Recorded {
  /** The recording among the attachments. */
  readonly id: number
  readonly conversationId: number
  readonly address: string
  readonly personId: number | null
  /** When the call came. */
  readonly at: Instant
  readonly ticketId: number | null
}

/** The recording of a call is there, or could not be fetched: whoever has the ticket is told, once. */
export async function tellOfRecording(
  desk: Desk,
  tx: Transaction,
  call: Recorded,
  now: Instant,
  lost: boolean,
): Promise<Triggers> {
  const { office } = desk.settings
  const { members } = await readDirectory(tx, desk.settings)
  const owing = new Owing(desk, now)
  // Who is to listen is sent it.
  const sound = lost ? undefined : call.id
  const ticket = call.ticketId === null ? undefined : (await lockTickets(tx, [call.ticketId])).get(call.ticketId)
  const isKnown = members.some(({ id, phone }) =>
    call.personId === null ? phone === call.address : id === call.personId,
  )
  if (ticket && isOpen(ticket)) {
    for (const person of peopleOf('owner', ticket, members, now, office, new Set())) {
      const { role, standsInFor } = actorOf(person, members, now, office)
      owing.write(person, { kind: 'recording', ticket, role: standsInFor ?? role, lost }, sound)
    }
  } else if (!ticket && !isKnown && (await recordingsSince(tx, call.conversationId, now - MANY_WITHIN)) <= MANY) {
    for (const person of hearersOfStrangers(members, now, office)) {
      const recording = lost ? 'lost' : 'ready'
      owing.write(person, { kind: 'stranger-call', ...numberOf(call.address), at: call.at, recording }, sound)
    }
  }
  return owing.writeInto(tx, members)
}
