/** From what a decision owes to messages as they are written: whom for, in which words, how urgent (DESIGN rule 5). */
import { answer, answers, firstAnswer } from '../bots/wording/answer.ts'
import { digest } from '../bots/wording/digest.ts'
import { withCitizenNotice } from '../bots/wording/privacy.ts'
import { tell } from '../bots/wording/tell.ts'
import type { Form, House, Letter, Reply, Telling } from '../bots/wording/telling.ts'
import type { NewOutgoing } from '../db/outbox.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Channel, Instant, Ticket } from '../src/desk/ticket.ts'
import { ticketsOf, withoutEchoes } from './echoes.ts'
import { rankOf, rankOfAnswer } from './priority.ts'

/** Notices that wait for a short answer, so that "ok" and "belum" mean that ticket. */
const EXPECTS_ANSWER: ReadonlySet<Topic> = new Set<Topic>([
  'new-report',
  'report-completed',
  'vendor-called',
  'confirm-please',
  'your-step-again',
  'handed-over',
  'reminder',
  'overdue',
  'analysis-over',
  'decide-please',
  'call-vendor',
  'eta-reached',
  'forgotten',
])
/** Who has no step of the ticket is not asked, only told. */
const ONLY_TOLD: ReadonlySet<string> = new Set(['supervisor', 'admin', 'auditor'])
/** Messages that look for another channel when one is not delivered in time. Who telephones may have no internet. */
const URGENT: ReadonlySet<string> = new Set<Topic | Reply['kind']>([
  ...EXPECTS_ANSWER,
  'emergency-relay',
  'unreached',
  'gap',
  'uncovered',
  'uncovered-several',
  'stand-in',
  'call-taken',
  'stranger-crowd',
])

/** Where a message goes that is no answer. */
export interface Line {
  readonly conversationId: number
  readonly channel: Channel
  readonly personId?: number
}

export interface AnswerTo {
  readonly conversationId: number
  readonly channel: Channel
  readonly personId?: number
  readonly inboxId: number
  readonly quotes?: string
  /** When it was written, where it was found minutes later: then it is answered together with others. */
  readonly missed?: Instant
  /** The message that is answered was none: the answer goes out as any other message of the person. */
  readonly called?: true
  /** The first contact ever: the privacy notice goes with the answer. */
  readonly firstContact: boolean
  /** The sender typed a number of a person: they are asked not to, and told that it is masked. */
  readonly personalNumbers: boolean
}

/** A message to a line, whoever reads it there. */
export interface Card {
  readonly to: Line
  readonly reply: Reply
  /** Who has just become a person reads the privacy notice with it. */
  readonly welcomes?: boolean
}

/** A message to somebody that is not a notice about a ticket; `mediaId`: the attachment that goes with it. */
export interface Written {
  readonly person: Member
  readonly reply: Letter
  readonly mediaId?: number
}

/** Answers that keep what was typed. */
const KEEPS: ReadonlySet<Reply['kind']> = new Set([
  'registered',
  'joined',
  'added',
  'corrected',
  'done',
  'offer-note',
] as const)

/** A message to a person before its way is known. */
export interface Draft {
  readonly person: Member
  readonly topic: string
  readonly priority: number
  readonly say: (form: Form) => string
  readonly about: readonly Ticket[]
  /** Code of what it asks to approve. */
  readonly asks?: number
  readonly mediaId?: number
  /** The ticket that a short answer will mean. */
  readonly expects?: number
}

const formOf = (channel: Channel): Form => (channel === 'whatsapp' ? 'whatsapp' : 'sms')

const once = (tickets: readonly Ticket[]) => [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()]

/** What every message has. */
function rowOf(
  { conversationId, channel, personId }: Line,
  { topic, say, about }: Pick<Draft, 'topic' | 'say' | 'about'>,
  now: Instant,
): NewOutgoing {
  const tickets = once(about)
  const [only] = tickets
  return {
    conversationId,
    channel,
    ...(personId === undefined ? {} : { personId }),
    text: say(formOf(channel)),
    forms: { whatsapp: say('whatsapp'), sms: say('sms') },
    topic,
    urgent: URGENT.has(topic),
    createdAt: now,
    aboutTickets: tickets.map(({ id }) => id),
    ...(only && tickets.length === 1 ? { ticketId: only.id, ticketNumber: only.number } : {}),
  }
}

/** The one answer to the sender, however many things they said. */
export function answerRow(to: AnswerTo, given: readonly Reply[], greets: boolean, house: House, now: Instant) {
  const [first] = given
  if (!first) return []
  const replies = withoutEchoes(given)
  const warns = to.personalNumbers && replies.some(({ kind }) => KEEPS.has(kind))
  const say = (form: Form) => {
    const text = (greets ? firstAnswer : answers)(replies, form, house)
    return warns ? withCitizenNotice(text, form) : text
  }
  const { quotes, inboxId, called } = to
  return [
    {
      ...rowOf(to, { topic: first.kind, say, about: given.flatMap(ticketsOf) }, now),
      priority: rankOfAnswer(first.kind),
      ...(called ? {} : { answersId: inboxId }),
      ...(quotes === undefined ? {} : { quotes }),
    },
  ]
}

export function cardRow({ to, reply, welcomes }: Card, house: House, now: Instant): NewOutgoing {
  const say = (form: Form) => (welcomes ? firstAnswer([reply], form, house) : answer(reply, form, house))
  return rowOf(to, { topic: reply.kind, say, about: ticketsOf(reply) }, now)
}

export const draftRow = (to: Line, draft: Draft, now: Instant): NewOutgoing => ({
  ...rowOf(to, draft, now),
  priority: draft.priority,
  ...(draft.mediaId === undefined ? {} : { mediaId: draft.mediaId }),
  ...(draft.asks === undefined ? {} : { approvalId: draft.asks }),
})

/** What is written to people, and what they are told of tickets: one message a person for all that is told together. */
export function draftsFor(
  written: readonly Written[],
  tellings: ReadonlyMap<number, readonly Telling[]>,
  members: readonly Member[],
  houseOf: (reader: Member) => House,
): Draft[] {
  // Who hears of a ticket for it reads what was settled in the same message.
  const isSettled = ({ person, reply }: Written) => reply.kind === 'held-settled' && tellings.has(person.id)
  const letters = written
    .filter((one) => !isSettled(one))
    .map(({ person, reply, mediaId }): Draft => {
      const about = ticketsOf(reply)
      return {
        person,
        topic: reply.kind,
        priority: rankOf([{ topic: reply.kind, ticket: about[0] }]),
        say: (form) => answer(reply, form, houseOf(person)),
        about,
        ...('held' in reply ? { asks: reply.held.code } : {}),
        ...(mediaId === undefined ? {} : { mediaId }),
      }
    })
  const byId = new Map(members.map((member) => [member.id, member]))
  const notices = [...tellings].flatMap(([id, list]): Draft[] => {
    const person = byId.get(id)
    const [first] = list
    if (!person || !first) return []
    const house = houseOf(person)
    const settled = written.filter((one) => isSettled(one) && one.person.id === id)
    const news = (form: Form) => (list.length > 1 ? digest(list, form, house) : tell(first, form, house))
    const say = (form: Form) => [...settled.map(({ reply }) => answer(reply, form, house)), news(form)].join('\n')
    const asks = list.length === 1 && EXPECTS_ANSWER.has(first.topic) && !ONLY_TOLD.has(person.role)
    const about = list.map(({ ticket }) => ticket)
    const expects = asks ? { expects: first.ticket.number } : {}
    // It is as urgent as the most urgent of what it tells.
    const { topic } = list.find((one) => URGENT.has(one.topic)) ?? first
    return [{ person, topic, priority: rankOf(list), say, about, ...expects }]
  })
  return [...letters, ...notices]
}
