/**
 * What one decision owes: messages to people, moments to watch. Collected while deciding, written in the same
 * transaction, triggered after it (DESIGN rule 5).
 */
import { eq, inArray, sql } from 'drizzle-orm'
import type { Question } from '../bots/understanding/meaning.ts'
import { answer, answers, firstAnswer } from '../bots/wording/answer.ts'
import { digest } from '../bots/wording/digest.ts'
import { withCitizenNotice } from '../bots/wording/privacy.ts'
import { tell } from '../bots/wording/tell.ts'
import type { Form, Letter, Reply, Telling } from '../bots/wording/telling.ts'
import { conversationIds, updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { type DueRow, replaceMoments, setDigests, setDutyLook } from '../db/due.ts'
import { linesTo } from '../db/lines.ts'
import { enqueue, type NewOutgoing } from '../db/outbox.ts'
import { people } from '../db/schema.ts'
import { storableJson } from '../db/storable.ts'
import { type Recorded, recordTickets } from '../db/tickets.ts'
import { keepWaiting, type NewWaiting, toldOfLate } from '../db/waiting.ts'
import type { Member } from '../src/desk/duty.ts'
import { nextMoment } from '../src/desk/moments.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Channel, Instant, Ticket } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { ticketsOf, withoutEchoes } from './echoes.ts'
import { answerGathered, type Gathered, gather, listing } from './gathering.ts'
import { waitOfAll } from './limits.ts'
import { rankOf, rankOfAnswer } from './priority.ts'
import { tellingsFor } from './tellings.ts'

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
  'gap',
  'uncovered',
  'call-taken',
])
export const ANSWER_WITHIN = 24 * 3_600_000
const TOLD_NOTHING = { minute: 0, hour: 0, waits: false }

const formOf = (channel: Channel): Form => (channel === 'whatsapp' ? 'whatsapp' : 'sms')

const WRITTEN: readonly Channel[] = ['whatsapp', 'sms']

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

interface Card {
  readonly to: Line
  readonly reply: Reply
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

interface Draft {
  readonly person: Member
  readonly topic: string
  readonly priority: number
  readonly say: (form: Form) => string
  readonly about: readonly Ticket[]
  /** Code of what it asks to approve. */
  readonly asks?: number
  readonly mediaId?: number
}

type PersonChange = Partial<typeof people.$inferInsert>

/** Whoever changes these changes who is on duty. */
const OF_DUTY = ['duty', 'dutyUntil', 'substituteId', 'optedOutAt'] as const

export class Owing {
  private readonly recorded: Recorded[] = []
  private readonly answers: Reply[] = []
  private readonly letters: { person: Member; reply: Letter; mediaId?: number }[] = []
  private readonly listed: { person: Member; line: string }[] = []
  private readonly lines: string[] = []
  private readonly cards: Card[] = []
  private readonly resumed = new Set<number>()
  private readonly told = new Map<number, readonly Telling[]>()
  private readonly back: Card[] = []
  private readonly changes = new Map<number, PersonChange>()
  private readonly alarms: DueRow[] = []
  private readonly desk: Desk
  private readonly now: Instant

  constructor(desk: Desk, now: Instant) {
    this.desk = desk
    this.now = now
  }

  /** A ticket as it stands after these events. */
  record(one: Recorded): void {
    if (one.events.length === 0) return
    const index = this.recorded.findIndex(({ ticket }) => ticket.id === one.ticket.id)
    const before = this.recorded[index]
    if (before) this.recorded[index] = { ticket: one.ticket, events: [...before.events, ...one.events] }
    else this.recorded.push(one)
  }

  /** The ticket is as it was, but its next moment has to be worked out again. */
  rearm(ticket: Ticket): void {
    this.recorded.push({ ticket, events: [] })
  }

  /** The ticket as this decision has left it so far. */
  latest(ticketId: number): Ticket | undefined {
    return this.recorded.findLast(({ ticket }) => ticket.id === ticketId)?.ticket
  }

  /** Tickets with those that this decision has changed or made. */
  atHand(tickets: readonly Ticket[]): Ticket[] {
    const changed = new Map(this.recorded.map(({ ticket }) => [ticket.id, ticket]))
    return [...new Map([...tickets.map((ticket) => [ticket.id, ticket] as const), ...changed]).values()]
  }

  /** Answers to the sender are one message, however many things they said. */
  answer(reply: Reply): void {
    this.answers.push(reply)
  }

  answerKinds(): Reply['kind'][] {
    return this.answers.map(({ kind }) => kind)
  }

  /** The sender gets no answer after all. */
  keepSilent(): void {
    this.answers.length = 0
  }

  /**
   * A message to somebody that is not a notice about a ticket; `mediaId`: the attachment that goes with it. Who opted
   * out hears nothing but answers.
   */
  write(person: Member, reply: Letter, mediaId?: number): void {
    if (!person.optedOut) this.letters.push({ person, reply, ...(mediaId === undefined ? {} : { mediaId }) })
  }

  /** A line in the one message about what came too late to be acted on. */
  list(person: Member, line: string): void {
    this.listed.push({ person, line })
  }

  /** A line in the one answer to what the sender wrote while nobody listened. */
  addLine(line: string): void {
    this.lines.push(line)
  }

  /** A message to a line, whoever reads it there. */
  send(to: Line, reply: Reply): void {
    this.cards.push({ to, reply })
  }

  /** A message to a number that is nobody's, on the first channel that is carried. */
  async sendToNumber(tx: Transaction, phone: string, reply: Reply): Promise<void> {
    const channel = WRITTEN.find((one) => this.isCarried(one)) ?? 'sms'
    const conversationId = await this.lineOf(tx, phone, channel)
    if (conversationId !== undefined) this.send({ conversationId, channel }, reply)
  }

  /** The line of a number, made where there is none. */
  async lineOf(tx: Transaction, phone: string, channel: Channel): Promise<number | undefined> {
    return (await conversationIds(tx, channel, [phone])).get(phone)
  }

  /** What waits on these lines can go now. */
  resume(conversationIds: readonly number[]): void {
    for (const id of conversationIds) this.resumed.add(id)
  }

  /** What waited for a person: it is told now, whatever else they were told. */
  tell(personId: number, tellings: readonly Telling[]): void {
    this.told.set(personId, tellings)
  }

  /** A message to whoever wrote from there, who need not be in the directory. */
  writeBack(to: Line, reply: Letter): void {
    this.back.push({ to, reply })
  }

  changePerson(id: number, change: PersonChange): void {
    this.changes.set(id, { ...this.changes.get(id), ...change })
  }

  ask(personId: number, question: Question | null): void {
    this.changePerson(personId, { question })
  }

  alarm(rows: readonly DueRow[]): void {
    this.alarms.push(...rows)
  }

  /** Writes everything. The triggers are for after the commit. */
  async writeInto(tx: Transaction, members: readonly Member[], asked?: AnswerTo): Promise<Triggers> {
    const { desk, now } = this
    const to = asked && (await this.inWriting(tx, members, asked))
    await recordTickets(tx, this.recorded, { recordedAt: now, ...(to ? { inboxId: to.inboxId } : {}) })
    const latest = new Map(this.recorded.map(({ ticket }) => [ticket.id, ticket]))
    const { office } = desk.settings
    const moments = [...latest.values()].map((ticket) => ({
      ticketId: ticket.id,
      dueAt: nextMoment(ticket, office)?.at,
    }))
    this.alarm(await replaceMoments(tx, moments, now))
    const tellings = await this.tellNow(tx, members, to?.personId)
    // Whom to call in an emergency is said at once, however late it was read.
    const isGathered = to?.missed !== undefined && this.answers.every(({ kind }) => kind !== 'emergency')
    const greets = !isGathered && to?.firstContact === true && this.answers.some(({ kind }) => kind !== 'emergency')
    if (to && greets) await this.greet(tx, to)
    const gathered = [...(await this.listings(tx)), ...(to && isGathered ? this.gatheredAnswer(to) : [])]
    this.alarm(await gather(tx, gathered, now))
    const rows = [
      ...(isGathered ? [] : this.answerRows(to, greets)),
      ...this.cardRows(),
      ...(await this.noticeRows(tx, members, tellings)),
    ]
    const sent = await enqueue(tx, rows)
    await this.changePeople(tx)
    return {
      alarms: this.alarms,
      delivery: new Set([...sent.map(({ conversationId }) => conversationId), ...this.resumed]),
    }
  }

  /** Nobody is called back: a call is answered in writing, on the caller's first channel; a stranger's is not. */
  private async inWriting(tx: Transaction, members: readonly Member[], to: AnswerTo): Promise<AnswerTo> {
    if (to.channel !== 'voice') return to
    const person = members.find(({ id }) => id === to.personId)
    if (person) {
      const channel = this.channelFor(person)
      const conversationId = (await linesTo(tx, channel, [person])).get(person.id)
      if (conversationId !== undefined) return { ...to, channel, conversationId, called: true }
    }
    this.keepSilent()
    return to
  }

  private async greet(tx: Transaction, { personId, conversationId }: AnswerTo): Promise<void> {
    if (personId === undefined) await updateConversation(tx, conversationId, { greetedAt: this.now })
    else this.changePerson(personId, { greetedAt: this.now })
  }

  private answerRows(to: AnswerTo | undefined, greets: boolean): NewOutgoing[] {
    if (!to || this.answers.length === 0) return []
    const { house } = this.desk.settings
    const replies = withoutEchoes(this.answers)
    const warns = to.personalNumbers && replies.some(({ kind }) => KEEPS.has(kind))
    const say = (form: Form) => {
      const text = (greets ? firstAnswer : answers)(replies, form, house)
      return warns ? withCitizenNotice(text, form) : text
    }
    const tickets = [...new Map(this.answers.flatMap(ticketsOf).map((ticket) => [ticket.id, ticket])).values()]
    const only = tickets.length === 1 ? tickets[0] : undefined
    const { quotes, personId, inboxId, conversationId, channel, called } = to
    const topic = this.answers[0]?.kind ?? 'answer'
    const text = say(formOf(channel))
    const row: NewOutgoing = {
      conversationId,
      channel,
      text,
      forms: { whatsapp: say('whatsapp'), sms: say('sms') },
      topic,
      priority: rankOfAnswer(this.answers[0]?.kind),
      urgent: URGENT.has(topic),
      createdAt: this.now,
      ...(called ? {} : { answersId: inboxId }),
      ...(personId === undefined ? {} : { personId }),
      ...(quotes === undefined ? {} : { quotes }),
      aboutTickets: tickets.map(({ id }) => id),
      ...(only ? { ticketId: only.id, ticketNumber: only.number } : {}),
    }
    return [row]
  }

  private gatheredAnswer(to: AnswerTo): Gathered[] {
    const { house } = this.desk.settings
    return answerGathered(to, withoutEchoes(this.answers), this.lines, { now: this.now, house })
  }

  private async listings(tx: Transaction): Promise<Gathered[]> {
    const listings: Gathered[] = []
    for (const { person, line } of this.listed) {
      const channel = this.channelFor(person)
      const conversationId = (await linesTo(tx, channel, [person])).get(person.id)
      if (conversationId === undefined) continue
      listings.push(listing({ conversationId, channel, personId: person.id }, line))
    }
    return listings
  }

  /** Who has just become a person reads the privacy notice with what is written back to them. */
  private cardRows(): NewOutgoing[] {
    const { house } = this.desk.settings
    const welcomes = ({ to, reply }: Card) => this.back.some((one) => one.reply === reply) && to.personId !== undefined
    return [...this.cards, ...this.back].map((card) => {
      const { to, reply } = card
      const say = (form: Form) => (welcomes(card) ? firstAnswer([reply], form, house) : answer(reply, form, house))
      const about = ticketsOf(reply)
      const only = about.length === 1 ? about[0] : undefined
      return {
        ...to,
        text: say(formOf(to.channel)),
        forms: { whatsapp: say('whatsapp'), sms: say('sms') },
        topic: reply.kind,
        urgent: URGENT.has(reply.kind),
        createdAt: this.now,
        aboutTickets: about.map(({ id }) => id),
        ...(only ? { ticketId: only.id, ticketNumber: only.number } : {}),
      }
    })
  }

  /** By person what is told at once. What would be too much for somebody waits for their next digest. */
  private async tellNow(
    tx: Transaction,
    members: readonly Member[],
    senderId: number | undefined,
  ): Promise<ReadonlyMap<number, readonly Telling[]>> {
    const { now } = this
    const { office, limits } = this.desk.settings
    const all = await tellingsFor(tx, this.recorded, { members, now, office, senderId })
    const late = await toldOfLate(tx, [...all.keys()], now)
    const tellings = new Map(this.told)
    const waiting: NewWaiting[] = []
    const digests: { personId: number; dueAt: Instant }[] = []
    for (const [personId, list] of all) {
      const wait = waitOfAll(list, late.get(personId) ?? TOLD_NOTHING, limits)
      if (wait === undefined) {
        tellings.set(personId, list)
        continue
      }
      digests.push({ personId, dueAt: now + wait })
      waiting.push(
        ...list.map(({ topic, ticket, event, role }) => ({
          personId,
          ticketId: ticket.id,
          topic,
          role,
          event,
          at: now,
        })),
      )
    }
    await keepWaiting(tx, waiting)
    this.alarm(await setDigests(tx, digests))
    return tellings
  }

  private async noticeRows(
    tx: Transaction,
    members: readonly Member[],
    tellings: ReadonlyMap<number, readonly Telling[]>,
  ): Promise<NewOutgoing[]> {
    const { house } = this.desk.settings
    const byId = new Map(members.map((member) => [member.id, member]))
    const drafts: Draft[] = []
    // Who hears of a ticket for it reads what was settled in the same message.
    const settled = new Map<number, Reply[]>()
    for (const { person, reply, mediaId } of this.letters) {
      if (reply.kind === 'held-settled' && tellings.has(person.id)) {
        settled.set(person.id, [...(settled.get(person.id) ?? []), reply])
        continue
      }
      const about = ticketsOf(reply)
      const priority = rankOf([{ topic: reply.kind, ticket: about[0] }])
      const say = (form: Form) => answer(reply, form, house)
      const asks = 'held' in reply ? { asks: reply.held.code } : {}
      drafts.push({ person, topic: reply.kind, priority, say, about, ...asks, ...(mediaId ? { mediaId } : {}) })
    }
    for (const [id, list] of tellings) {
      const person = byId.get(id)
      const [first] = list
      if (!person || !first) continue
      const { topic } = first
      const priority = rankOf(list)
      const before = settled.get(id) ?? []
      const after = (say: (form: Form) => string) => (form: Form) =>
        [...before.map((reply) => answer(reply, form, house)), say(form)].join('\n')
      if (list.length > 1) {
        const about = [...new Map(list.map(({ ticket }) => [ticket.id, ticket])).values()]
        drafts.push({ person, topic, priority, say: after((form) => digest(list, form, house)), about })
        continue
      }
      drafts.push({ person, topic, priority, say: after((form) => tell(first, form, house)), about: [first.ticket] })
      if (EXPECTS_ANSWER.has(first.topic) && !ONLY_TOLD.has(person.role)) {
        this.ask(id, { kind: 'notice', ticket: first.ticket.number, until: this.now + ANSWER_WITHIN })
      }
    }
    const routed = drafts.map((draft) => ({ ...draft, channel: this.channelFor(draft.person) }))
    const ids = new Map<Channel, Map<number, number>>()
    for (const channel of new Set(routed.map((draft) => draft.channel))) {
      const hearers = routed.filter((draft) => draft.channel === channel).map(({ person }) => person)
      ids.set(channel, await linesTo(tx, channel, hearers))
    }
    return routed.flatMap(({ person, topic, priority, say, about, channel, asks, mediaId }) => {
      const conversationId = ids.get(channel)?.get(person.id)
      if (conversationId === undefined) return []
      const only = about.length === 1 ? about[0] : undefined
      return [
        {
          conversationId,
          personId: person.id,
          channel,
          text: say(formOf(channel)),
          forms: { whatsapp: say('whatsapp'), sms: say('sms') },
          topic,
          priority,
          urgent: URGENT.has(topic),
          createdAt: this.now,
          aboutTickets: about.map(({ id }) => id),
          ...(mediaId === undefined ? {} : { mediaId }),
          ...(only ? { ticketId: only.id, ticketNumber: only.number } : {}),
          ...(asks === undefined ? {} : { approvalId: asks }),
        },
      ]
    })
  }

  /** The person's first channel that a gateway carries. Nobody is called for a start. */
  private channelFor(person: Member): Channel {
    const written = person.channels.filter((channel) => channel !== 'voice')
    return written.find((channel) => this.isCarried(channel)) ?? written[0] ?? 'sms'
  }

  private isCarried(channel: Channel): boolean {
    return this.desk.gateways.some((gateway) => gateway.channels.includes(channel))
  }

  /** Rows of people are only changed here, in order of id: two decisions cannot wait for each other. */
  private async changePeople(tx: Transaction): Promise<void> {
    const ids = [...this.changes.keys()].sort((a, b) => a - b)
    if (ids.length === 0) return
    await tx.select({ id: people.id }).from(people).where(inArray(people.id, ids)).orderBy(people.id).for('update')
    const questions = ids.flatMap((id) => {
      const change = this.changes.get(id) ?? {}
      return 'question' in change ? [{ id, question: change.question ?? null }] : []
    })
    if (questions.length > 0) await askPeople(tx, questions, this.now)
    for (const id of ids) {
      const { question: _question, ...rest } = this.changes.get(id) ?? {}
      if (Object.keys(rest).length > 0) await tx.update(people).set(rest).where(eq(people.id, id))
    }
    const changes = [...this.changes.values()]
    if (changes.some((change) => OF_DUTY.some((key) => key in change))) this.alarm(await setDutyLook(tx, this.now))
  }
}

type Asked = { readonly id: number; readonly question: unknown }

/** A notice in between takes no question away that still waits: "which ticket?", "what is wrong?", "note it?". */
async function askPeople(tx: Transaction, asked: readonly Asked[], now: Instant): Promise<void> {
  await tx.execute(sql`update people set question = q.question
    from jsonb_to_recordset(${storableJson(asked)}::jsonb) as q(id int, question jsonb)
    where people.id = q.id and not (
      coalesce(q.question ->> 'kind', '') = 'notice'
      and coalesce(people.question ->> 'kind', 'notice') <> 'notice'
      and coalesce((people.question ->> 'until')::numeric, 0) > ${now})`)
}
