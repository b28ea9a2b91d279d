/** One message, or one report of several, with everything that deciding it needs. */
import type { Meaning, Question } from '../bots/understanding/meaning.ts'
import { type Approval, waitingApprovals, wordsOfApprovals } from '../db/approvals.ts'
import type { Conversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import type { Content, InboxRow } from '../db/inbox.ts'
import { type Quoted, quotedMessage } from '../db/outbox.ts'
import { ticketsAtHand } from '../db/tickets.ts'
import { actorOf, type Member, onDuty } from '../src/desk/duty.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { REOPEN_WITHIN, SOP } from '../src/desk/sop.ts'
import { awaitsWords } from '../src/desk/spoken.ts'
import type { Actor, Instant, Role, Ticket } from '../src/desk/ticket.ts'
import { maskPersonal } from '../src/format/mask.ts'
import type { Desk } from './desk.ts'
import { mayApprove } from './held.ts'
import type { AnswerTo } from './letters.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'
import { SELF_TEST, testerOf, testersOf } from './testers.ts'

/** Everything that deciding one message needs. */
export interface Case {
  readonly desk: Desk
  readonly tx: Transaction
  readonly now: Instant
  readonly owing: Owing
  readonly conversation: Conversation
  /** All messages that are decided here, in order. */
  readonly rows: readonly InboxRow[]
  /** The one that is answered. */
  readonly message: InboxRow
  /** The message's words; of a message in parts, all of them. */
  readonly text: string
  /** Provider's time of the message, not after now (DESIGN rule 3). */
  readonly at: Instant
  readonly members: readonly Member[]
  readonly sender?: Member
  /** A self-test: its own people and tickets, and nobody else's. */
  readonly isTest: boolean
  readonly actor?: Actor
  readonly senderOnDuty: boolean
  /** The privacy notice was given before. */
  readonly greeted: boolean
  /** What waits for this sender's SETUJU or TOLAK, oldest first, and its words. */
  readonly approvals: readonly Approval[]
  readonly heldWords: ReadonlyMap<number, string>
  /** Open tickets and those ended within a day. */
  readonly tickets: readonly Ticket[]
  readonly question?: Question
  /** The report that the sender has just made, or told on the telephone: further words and pictures belong to it. */
  readonly recent?: Ticket
  /** The report that the sender told on the telephone and has not written yet. */
  readonly spoken?: Ticket
}

/** Reads what deciding needs. `rows` are decided together; the last one is answered. */
export async function openCase(
  desk: Desk,
  tx: Transaction,
  now: Instant,
  conversation: Conversation,
  rows: readonly InboxRow[],
  text: string,
): Promise<Case> {
  const message = rows.at(-1)
  if (!message) throw new Error(`nothing to decide in conversation ${conversation.id}`)
  const isTest = message.gateway === SELF_TEST
  const { members, rows: people } = isTest
    ? { members: testersOf(conversation), rows: [] }
    : await readDirectory(tx, desk.settings)
  const { office } = desk.settings
  const linked = conversation.personId
  const sender = isTest
    ? testerOf(message, members)
    : members.find(({ id, phone }) => (linked === null ? phone === conversation.address : id === linked))
  const row = people.find(({ id }) => id === sender?.id)
  const question = row?.question as Question | null | undefined
  const tickets = newestByNumber(await ticketsAtHand(tx, now, REOPEN_WITHIN, isTest ? 'tests' : 'real'))
  const at = Math.min(message.at, now)
  const actor = sender && actorOf(sender, members, now, office)
  const approvals = actor && mayApprove(actor) ? await waitingApprovals(tx) : []
  // Talk in a group answers no question of ours.
  const inGroup = message.content.group !== undefined
  const spoken = sender && !inGroup ? awaitsWords(tickets, sender.id, at) : undefined
  const recent = recentOf(conversation, spoken, tickets, at)
  return {
    desk,
    tx,
    now,
    rows,
    message,
    text,
    conversation,
    members,
    owing: new Owing(desk, now),
    at,
    ...(sender && actor ? { sender, actor } : {}),
    senderOnDuty: sender !== undefined && onDuty(sender, now, office),
    isTest,
    greeted: isTest || (row ? row.greetedAt : conversation.greetedAt) !== null,
    tickets,
    approvals,
    heldWords: await wordsOfApprovals(
      tx,
      approvals.map(({ id }) => id),
    ),
    ...(question && !inGroup && question.until > now && isOnlyOne(question, visibleTo(sender, tickets), sender)
      ? { question }
      : {}),
    ...(recent ? { recent } : {}),
    ...(spoken ? { spoken } : {}),
  }
}

/** The younger of the one that was written and the one that was told; what comes after its end is about another fault. */
function recentOf(
  { recentTicketId, recentUntil }: Conversation,
  spoken: Ticket | undefined,
  tickets: readonly Ticket[],
  at: Instant,
): Ticket | undefined {
  const written = recentUntil !== null && recentUntil >= at ? recentTicketId : null
  const found = tickets.findLast(({ id }) => id === written || id === spoken?.id)
  return found && isOpen(found) ? found : undefined
}

/** Numbers start again each year: the one that people mean is the newest (DESIGN section 7). */
const newestByNumber = (tickets: readonly Ticket[]): Ticket[] => {
  const newest = new Map(tickets.map((ticket) => [ticket.number, ticket]))
  return tickets.filter((ticket) => newest.get(ticket.number) === ticket)
}

/**
 * The last notice gives a short answer its meaning, but it chooses no ticket while another stands at the same step:
 * nothing is guessed between several (DESIGN rule 8).
 */
function isOnlyOne(question: Question, tickets: readonly Ticket[], sender: Member | undefined): boolean {
  if (question.kind !== 'notice') return true
  const meant = tickets.find(({ number }) => number === question.ticket)
  if (!meant) return false
  const same = tickets.filter(({ state }) => state === meant.state)
  // Whether it works is asked of who reported it: a colleague's ticket was asked of the colleague.
  const own = (ticket: Ticket) => meant.state !== 'awaiting-confirmation' || ticket.reporter.id === sender?.id
  return same.length === 1 || (own(meant) && same.filter(own).length === 1)
}

/** Who stands in is answered in the words of the role they stand in for. */
export const roleOf = ({ role, standsInFor }: Actor): Role => standsInFor ?? role

/** Jasnita sees only what was escalated (DOMAIN section 6). */
export const visibleTo = (sender: Member | undefined, tickets: readonly Ticket[]): readonly Ticket[] =>
  sender?.role === 'jasnita'
    ? tickets.filter(({ steps }) => steps.some(({ step }) => step === SOP.coordinating.step))
    : tickets

/** Numbers of the open tickets that the sender may know of. */
export const openNumbers = ({ sender, tickets }: Case): number[] =>
  visibleTo(sender, tickets)
    .filter(isOpen)
    .map(({ number }) => number)

/** What the message means, in the light of who sent it and what is open. */
export async function understandMessage(one: Case, more: Pick<Content, 'media'> = {}): Promise<Meaning> {
  const { desk, tx, sender, actor, message, conversation, tickets, question } = one
  const content = { ...message.content, ...(more.media?.length ? more : {}) }
  const reference = content.reaction?.to ?? content.quotes
  const about: Quoted = reference === undefined ? {} : await quotedMessage(tx, message.gateway, reference)
  const quoted = tickets.find(({ id }) => id === about.ticketId)?.number
  const quotedApproval = content.quotes === undefined ? undefined : about.approvalId
  const { recent, spoken } = one
  return desk.understand({
    text: one.text,
    at: one.at,
    channel: conversation.channel,
    ...(sender
      ? {
          sender: {
            id: sender.id,
            name: sender.name,
            role: sender.role,
            ...(actor?.standsInFor ? { standsInFor: actor.standsInFor } : {}),
          },
        }
      : {}),
    ...(content.reaction ? { reaction: content.reaction } : {}),
    ...(content.media ? { media: content.media } : {}),
    ...(content.location ? { location: content.location } : {}),
    ...(content.forwarded ? { forwarded: content.forwarded } : {}),
    ...(quoted === undefined ? {} : { quoted }),
    ...(about.aside ? { aside: true } : {}),
    tickets: visibleTo(sender, tickets).map((ticket) => ({
      number: ticket.number,
      state: ticket.state,
      application: ticket.application,
      category: ticket.category,
      impact: ticket.impact,
      summary: ticket.summary,
      ...(ticket.unit ? { unit: ticket.unit } : {}),
      reporterId: ticket.reporter.id,
      ...(ticket.assignee ? { assigneeId: ticket.assignee.id } : {}),
      registeredAt: ticket.registeredAt,
    })),
    approvals: one.approvals.map(({ id }) => id),
    ...(quotedApproval === undefined ? {} : { quotedApproval }),
    ...(question ? { question } : {}),
    people: one.members.map(({ id, name, role }) => ({ id, name, role })),
    applications: desk.settings.applications,
    ...(recent ? { recent: recent.number } : {}),
    ...(spoken ? { spoken: spoken.number } : {}),
  })
}

/** Where the answer goes: back on the line it came in on; on WhatsApp it quotes what it answers. */
export function answerTo(one: Case): AnswerTo {
  const { conversation, sender, message } = one
  return {
    conversationId: conversation.id,
    channel: conversation.channel,
    inboxId: message.id,
    firstContact: !one.greeted,
    personalNumbers: maskPersonal(one.text) !== one.text,
    ...(sender ? { personId: sender.id } : {}),
    ...(conversation.channel === 'whatsapp' && message.content.group === undefined
      ? { quotes: message.providerId }
      : {}),
    ...(message.content.missed && sender ? { missed: one.at } : {}),
  }
}
