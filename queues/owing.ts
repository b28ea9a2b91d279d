/**
 * What one decision owes: messages to people, moments to watch. Collected while deciding, written in the same
 * transaction, triggered after it (DESIGN rule 5).
 */
import type { Question } from '../bots/understanding/meaning.ts'
import type { House, Letter, Reply, Telling } from '../bots/wording/telling.ts'
import { conversationIds, updateConversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { type DueRow, replaceMoments } from '../db/due.ts'
import { linesTo } from '../db/lines.ts'
import { enqueue, type NewOutgoing } from '../db/outbox.ts'
import { type Recorded, recordTickets } from '../db/tickets.ts'
import type { Member } from '../src/desk/duty.ts'
import { nextMoment } from '../src/desk/moments.ts'
import type { Channel, Instant, Ticket } from '../src/desk/ticket.ts'
import { houseFor } from './contacts.ts'
import type { Desk, Triggers } from './desk.ts'
import { withoutEchoes } from './echoes.ts'
import { answerGathered, type Gathered, gather, listing } from './gathering.ts'
import {
  type AnswerTo,
  answerRow,
  type Card,
  cardRow,
  type Draft,
  draftRow,
  draftsFor,
  type Line,
  type Written,
} from './letters.ts'
import { withinLimits } from './limits.ts'
import { houseNow } from './line-112.ts'
import { changePeople, type PersonChange } from './person-changes.ts'
import { tellingsFor } from './tellings.ts'
import { unheardIn } from './unheard.ts'

export const ANSWER_WITHIN = 24 * 3_600_000
const WRITTEN: readonly Channel[] = ['whatsapp', 'sms']

export class Owing {
  private readonly recorded: Recorded[] = []
  private readonly answers: Reply[] = []
  private readonly letters: Written[] = []
  private readonly listed: { person: Member; line: string }[] = []
  private readonly lines: string[] = []
  private readonly cards: Card[] = []
  private readonly resumed = new Set<number>()
  private readonly told = new Map<number, readonly Telling[]>()
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
    this.cards.push({ to, reply, welcomes: to.personId !== undefined })
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
    const heard = [...this.recorded]
    for (const { recorded, letters } of unheardIn(heard, { desk, members: this.changed(members), now })) {
      this.record(recorded)
      for (const { person, reply } of letters) this.write(person, reply)
    }
    await recordTickets(tx, this.recorded, { recordedAt: now, ...(to ? { inboxId: to.inboxId } : {}) })
    const latest = new Map(this.recorded.map(({ ticket }) => [ticket.id, ticket]))
    const { office } = desk.settings
    const moments = [...latest.values()].map((ticket) => ({
      ticketId: ticket.id,
      dueAt: nextMoment(ticket, office)?.at,
    }))
    this.alarm(await replaceMoments(tx, moments, now))
    const { limits } = desk.settings
    const all = await tellingsFor(tx, this.recorded, { members, now, office, senderId: to?.personId })
    const { atOnce, alarms } = await withinLimits(tx, all, limits, now)
    this.alarm(alarms)
    const house = await this.house(tx, all.size > 0)
    const houseOf = (reader: Member | undefined) => houseFor(reader, { house, members, now, office })
    const readerAt = ({ personId }: { readonly personId?: number }) =>
      houseOf(members.find(({ id }) => id === personId))
    const drafts = draftsFor(this.letters, new Map([...this.told, ...atOnce]), members, houseOf)
    // Whom to call in an emergency is said at once, however late it was read.
    const isGathered = to?.missed !== undefined && this.answers.every(({ kind }) => kind !== 'emergency')
    const greets = !isGathered && to?.firstContact === true && this.answers.some(({ kind }) => kind !== 'emergency')
    if (to && greets) await this.greet(tx, to)
    const gathered = [...(await this.listings(tx)), ...(to && isGathered ? this.gatheredAnswer(to, house) : [])]
    this.alarm(await gather(tx, gathered, now))
    const rows = [
      ...(to && !isGathered ? answerRow(to, this.answers, greets, readerAt(to), now) : []),
      ...this.cards.map((card) => cardRow(card, readerAt(card.to), now)),
      ...(await this.routed(tx, drafts)),
    ]
    const sent = await enqueue(tx, rows)
    this.alarm(await changePeople(tx, this.changes, now))
    return {
      alarms: this.alarms,
      delivery: new Set([...sent.map(({ conversationId }) => conversationId), ...this.resumed]),
    }
  }

  /** As it is with what this decision has recorded; who is told nothing need not know. */
  private async house(tx: Transaction, tells: boolean): Promise<House> {
    const { house } = this.desk.settings
    const speaks = tells || [this.answers, this.letters, this.cards, [...this.told]].some(({ length }) => length > 0)
    return speaks ? houseNow(tx, house, this.now) : house
  }

  /** Whoever opts out with this decision hears nothing any more. */
  private changed(members: readonly Member[]): Member[] {
    return members.map((member) => {
      const at = this.changes.get(member.id)?.optedOutAt
      return at === undefined ? member : { ...member, optedOut: at !== null }
    })
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

  private gatheredAnswer(to: AnswerTo, house: House): Gathered[] {
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

  /** Each draft on its way; what waits for a short answer is asked. */
  private async routed(tx: Transaction, drafts: readonly Draft[]): Promise<NewOutgoing[]> {
    const { now } = this
    const byChannel = Map.groupBy(drafts, ({ person }) => this.channelFor(person))
    const lines = new Map<Channel, Map<number, number>>()
    for (const [channel, those] of byChannel) {
      lines.set(
        channel,
        await linesTo(
          tx,
          channel,
          those.map(({ person }) => person),
        ),
      )
    }
    return drafts.flatMap((draft) => {
      const { person, expects } = draft
      const channel = this.channelFor(person)
      const conversationId = lines.get(channel)?.get(person.id)
      if (expects !== undefined) this.ask(person.id, { kind: 'notice', ticket: expects, until: now + ANSWER_WITHIN })
      return conversationId === undefined
        ? []
        : [draftRow({ conversationId, channel, personId: person.id }, draft, now)]
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
}
