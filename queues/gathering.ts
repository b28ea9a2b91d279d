/**
 * Messages that grow: what is added within a while stands in one message, which goes when nothing more was added. So a
 * person who wrote thirty times while nobody listened has one answer.
 */
import { and, eq, gt, sql } from 'drizzle-orm'
import { ANSWERED, type Frame, framed, lineOf, TOO_OLD, withLine } from '../bots/wording/missed.ts'
import type { House, Reply } from '../bots/wording/telling.ts'
import type { Transaction } from '../db/database.ts'
import { type DueRow, setRetry } from '../db/due.ts'
import { enqueue, type NewOutgoing } from '../db/outbox.ts'
import { due, outbox } from '../db/schema.ts'
import type { Channel, Instant, Ticket } from '../src/desk/ticket.ts'
import { ticketsOf } from './echoes.ts'
import type { AnswerTo } from './owing.ts'

const SECOND = 1000
/** It goes so long after the last line. */
const QUIET: Instant = 20 * SECOND
/** So shortly before it goes it is not added to: a worker may have it. */
const CLOSES_BEFORE: Instant = 5 * SECOND
const GATHER_LOCK = 112_006

export interface Gathered {
  readonly to: { readonly conversationId: number; readonly channel: Channel; readonly personId?: number }
  readonly topic: string
  readonly frame: Frame
  /** Undefined: the message is owed, and this adds nothing to it. */
  readonly line: string | undefined
  readonly about: readonly Ticket[]
  /** The incoming message: the answer goes out by its gateway. */
  readonly answersId?: number
}

/** What became of one message of somebody, in the one answer to all that they wrote meanwhile. */
export function answerGathered(
  to: AnswerTo,
  replies: readonly Reply[],
  lines: readonly string[],
  { now, house }: { readonly now: Instant; readonly house: House },
): Gathered[] {
  const { conversationId, channel, personId, inboxId, missed = now } = to
  const own = replies.length === 0 ? [] : [lineOf(replies, missed, now, house)]
  const about = [...new Map(replies.flatMap(ticketsOf).map((ticket) => [ticket.id, ticket])).values()]
  return [...own, ...lines].map((line) => ({
    to: { conversationId, channel, ...(personId === undefined ? {} : { personId }) },
    topic: 'missed',
    frame: ANSWERED,
    line,
    about,
    answersId: inboxId,
  }))
}

/** A message that is too old to be acted on, in the one that the supervisor has of all such. */
export const listing = (to: Gathered['to'], line: string): Gathered => ({
  to,
  topic: 'too-old',
  frame: TOO_OLD,
  line,
  about: [],
})

/** Writes what was gathered; what is returned is armed after the commit. */
export async function gather(tx: Transaction, all: readonly Gathered[], now: Instant): Promise<DueRow[]> {
  const alarms: DueRow[] = []
  // In order of their conversations, so that two decisions cannot wait for each other.
  for (const one of all.toSorted((a, b) => a.to.conversationId - b.to.conversationId)) {
    const { conversationId } = one.to
    await tx.execute(sql`select pg_advisory_xact_lock(${GATHER_LOCK}, ${conversationId})`)
    const id = (await addTo(tx, one, now)) ?? (await begin(tx, one, now))
    alarms.push(...(await setRetry(tx, conversationId, id, now + QUIET)))
  }
  return alarms
}

async function addTo(tx: Transaction, one: Gathered, now: Instant): Promise<number | undefined> {
  const { to, topic, frame, line, about } = one
  const [found] = await tx
    .select({ row: outbox })
    .from(outbox)
    .innerJoin(due, and(eq(due.outboxId, outbox.id), eq(due.kind, 'send'), sql`${due.doneAt} is null`))
    .where(
      and(
        eq(outbox.conversationId, to.conversationId),
        eq(outbox.topic, topic),
        eq(outbox.state, 'queued'),
        eq(outbox.attempts, 0),
        gt(due.dueAt, now + CLOSES_BEFORE),
      ),
    )
    .for('update')
  if (!found) return undefined
  const { row } = found
  const { whatsapp = row.text, sms = row.text } = row.forms
  const forms = { whatsapp: withLine(whatsapp, line, frame, 'whatsapp'), sms: withLine(sms, line, frame, 'sms') }
  const tickets = new Set([...row.aboutTickets, ...about.map(({ id }) => id)])
  const isAboutOne = tickets.size === 1 && (row.ticketId !== null || about.length === 1)
  const only = isAboutOne && row.ticketId === null ? about[0] : undefined
  await tx
    .update(outbox)
    .set({
      text: to.channel === 'whatsapp' ? forms.whatsapp : forms.sms,
      forms,
      aboutTickets: [...tickets],
      ...(isAboutOne ? {} : { ticketId: null, ticketNumber: null }),
      ...(only ? { ticketId: only.id, ticketNumber: only.number } : {}),
    })
    .where(eq(outbox.id, row.id))
  return row.id
}

async function begin(tx: Transaction, one: Gathered, now: Instant): Promise<number> {
  const { to, topic, frame, line, about, answersId } = one
  const say = (form: 'whatsapp' | 'sms') => withLine(framed(frame), line, frame, form)
  const forms = { whatsapp: say('whatsapp'), sms: say('sms') }
  const only = about.length === 1 ? about[0] : undefined
  const row: NewOutgoing = {
    ...to,
    text: to.channel === 'whatsapp' ? forms.whatsapp : forms.sms,
    forms,
    topic,
    createdAt: now,
    aboutTickets: about.map(({ id }) => id),
    ...(answersId === undefined ? {} : { answersId }),
    ...(only ? { ticketId: only.id, ticketNumber: only.number } : {}),
  }
  const [made] = await enqueue(tx, [row])
  if (!made) throw new Error('a message vanished')
  return made.id
}
