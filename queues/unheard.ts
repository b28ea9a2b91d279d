/**
 * A ticket whose step nobody of its role can be told of: its record says whom it did not reach, and where nobody of the
 * line is left, whoever can be written to is told what to do (DOMAIN 7.8).
 */
import { tell } from '../bots/wording/tell.ts'
import type { Letter } from '../bots/wording/telling.ts'
import type { Recorded } from '../db/tickets.ts'
import { actorOf, type Member, onDutyIn, peopleOf } from '../src/desk/duty.ts'
import { evolve } from '../src/desk/evolve.ts'
import { type Audience, type Notice, noticesFor } from '../src/desk/notices.ts'
import { atLast, whoHears } from '../src/desk/reach.ts'
import type { Instant, Role, TicketEvent } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { FIRST } from './limits.ts'

const ROLE_OF: Readonly<Partial<Record<Audience, Role>>> = { owner: 'kepala_seksi', vendor: 'jasnita' }

export interface Unheard {
  readonly recorded: Recorded
  readonly letters: readonly { readonly person: Member; readonly reply: Letter }[]
}

interface Around {
  readonly desk: Desk
  readonly members: readonly Member[]
  readonly now: Instant
}

/** What a decision leaves unheard, ticket by ticket; the events are in addition to its own. */
export function unheardIn(recorded: readonly Recorded[], around: Around): Unheard[] {
  return recorded.flatMap((one) => {
    if (one.ticket.test) return []
    const found = one.events.flatMap((event) =>
      noticesFor(one.ticket, event).flatMap((notice) => lost(one, event, notice, around) ?? []),
    )
    if (found.length === 0) return []
    const events = found.flatMap((each) => each.events)
    return [
      {
        recorded: { ticket: events.reduce(evolve, one.ticket), events },
        letters: found.flatMap(({ letters }) => letters),
      },
    ]
  })
}

function lost({ ticket }: Recorded, event: TicketEvent, { audience, topic }: Notice, { desk, members, now }: Around) {
  const { office, house } = desk.settings
  const role = ROLE_OF[audience]
  if (role === undefined || !FIRST.has(topic) || whoHears(role, members, now, office).length > 0) return undefined
  const heard = peopleOf(audience, ticket, members, now, office, new Set())
  if (heard.some(({ id }) => id === ticket.assignee?.id)) return undefined
  const others = heard.length > 0 ? heard : atLast(members, now, office)
  const actor = (member: Member) => actorOf(member, members, now, office)
  const asked = onDutyIn(role, members, now, office)
  const missed = asked.length > 0 ? asked : members.filter((member) => member.role === role)
  const events = missed.map((member) => ({
    type: 'NoticePassedOn' as const,
    at: now,
    topic,
    person: actor(member),
    channel: member.channels[0] ?? ('sms' as const),
    others: others.map(actor),
  }))
  const [first] = missed
  const text = (form: 'whatsapp' | 'sms') => tell({ topic, ticket, event, now, role }, form, house)
  const letter = (person: Member): Letter =>
    first
      ? {
          kind: 'unreached',
          person: actor(first),
          text: { whatsapp: text('whatsapp'), sms: text('sms') },
          standsIn: false,
          why: first.optedOut ? 'opted-out' : 'gone',
          ticket,
        }
      : { kind: 'gap', person: actor(person), why: 'nobody', role, waiting: [ticket] }
  return { events, letters: heard.length > 0 ? [] : others.map((person) => ({ person, reply: letter(person) })) }
}
