/** The truth (DESIGN section 1). Instants are milliseconds in code and timestamptz in the database. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  customType,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  serial,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Channel, Instant, Role, State, Ticket, TicketEvent } from '../src/desk/ticket.ts'
import { storableJson } from './storable.ts'

const instant = customType<{ data: Instant; driverData: string | Date }>({
  dataType: () => 'timestamptz',
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => new Date(value).getTime(),
})
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const json = customType<{ data: unknown; driverData: string }>({ dataType: () => 'jsonb', toDriver: storableJson })
const EMPTY = sql`'{}'::jsonb`

/** One numbering for what comes in and what goes out. */
export const messageId = pgSequence('message_id')
const nextMessageId = () => bigint({ mode: 'number' }).primaryKey().default(sql`nextval('message_id')`)

export const people = pgTable('people', {
  id: serial().primaryKey(),
  name: text().notNull(),
  role: text().$type<Role>().notNull(),
  phone: text().notNull().unique(),
  channels: text().array().$type<Channel[]>().notNull().default(['whatsapp', 'sms']),
  shift: text(),
  until: instant(),
  /** Said by HADIR and PULANG; absent: by shift. */
  duty: text().$type<'on' | 'off'>(),
  dutySaidAt: instant(),
  /** Until when what was said holds, and the substitute stands in; absent: by rule. */
  dutyUntil: instant(),
  substituteId: integer(),
  optedOutAt: instant(),
  /** Since when urgent messages reach them on no channel; null again with the next sign of them. */
  unreachedAt: instant(),
  /** Last MULAI or START, on whichever channel: what a provider still blocks was stopped before it. */
  optedInAt: instant(),
  /** The last thing the desk asked this person that still waits for an answer. */
  question: json(),
  /** When the privacy notice was given (first contact ever). */
  greetedAt: instant(),
  active: boolean().notNull().default(true),
})

/** A number that a person asked to have changed: both numbers have to send the code that they were sent. */
export const numberChanges = pgTable(
  'number_changes',
  {
    id: serial().primaryKey(),
    personId: integer().notNull(),
    oldPhone: text().notNull(),
    newPhone: text().notNull(),
    salt: text().notNull(),
    oldHash: text().notNull(),
    newHash: text().notNull(),
    requestedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** Wrong codes, from either number. */
    tries: integer().notNull().default(0),
    oldTypedAt: instant(),
    newTypedAt: instant(),
    endedAt: instant(),
    outcome: text().$type<'changed' | 'expired' | 'too-many-tries' | 'taken'>(),
  },
  (t) => [
    index('number_changes_person').on(t.personId, t.requestedAt),
    uniqueIndex('number_changes_one').on(t.personId).where(sql`ended_at is null`),
    uniqueIndex('number_changes_new_phone').on(t.newPhone).where(sql`ended_at is null`),
  ],
)

/**
 * Duty by the calendar, which wins over a person's shift. `day`: a local date (2026-12-24), or a weekday from 1 (Monday) to
 * 7 for every week; a date wins over a weekday. Without minutes the person is off that day.
 */
export const roster = pgTable(
  'roster',
  {
    id: serial().primaryKey(),
    personId: integer().notNull(),
    day: text().notNull(),
    /** Minutes of the local day; `to` before `from` runs over midnight. */
    from: integer(),
    to: integer(),
  },
  (t) => [uniqueIndex('roster_one').on(t.personId, t.day, t.from)],
)

/** A channel and an address on it: one line of messages, handled one at a time (DESIGN rule 2). */
export const conversations = pgTable(
  'conversations',
  {
    id: serial().primaryKey(),
    channel: text().$type<Channel>().notNull(),
    address: text().notNull(),
    /** Linked by hand, for senders whose provider hides the number. */
    personId: integer(),
    profileName: text(),
    greetedAt: instant(),
    /** Last answer to a stranger and to an emergency: they are not repeated at once. */
    answeredAt: instant(),
    emergencyAt: instant(),
    /** STOP of a number that is not in the directory; a person's own stands in `people`. */
    optedOutAt: instant(),
    /** When a number that is not in the directory was last heard to say that nobody answers 112. */
    faultToldAt: instant(),
    /** Answers in a row that only asked back, and the last of them: two bots must not answer each other for ever. */
    askedBack: integer().notNull().default(0),
    askedBackAt: instant(),
    recentTicketId: integer(),
    recentUntil: instant(),
    /** Wall time until which one worker sends to this address. */
    sendingUntil: instant(),
    /** A provider said that nothing can ever be delivered to this address; a message from it lifts that. */
    unreachableAt: instant(),
    unreachableCode: text(),
    /** The provider itself blocks this address since a STOP: only START sent from there lifts that. */
    needsStart: boolean().notNull().default(false),
    /** A provider takes no free text for this address until it writes again. */
    windowClosedAt: instant(),
  },
  (t) => [
    uniqueIndex('conversations_address').on(t.channel, t.address),
    index('conversations_person').on(t.personId).where(sql`person_id is not null`),
  ],
)

export type InboxState = 'new' | 'held' | 'decided' | 'failed'

export const inbox = pgTable(
  'inbox',
  {
    id: nextMessageId(),
    conversationId: integer().notNull(),
    gateway: text().notNull(),
    providerId: text().notNull(),
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    text: text().notNull(),
    /** Quote, reaction, media, location, part, forwarded, opt-out: what bots/gateway.ts says of a message. */
    content: json().notNull(),
    /** The provider's event as it came, as JSON in UTF-8. */
    raw: bytes().notNull(),
    state: text().$type<InboxState>().notNull().default('new'),
    attempts: integer().notNull().default(0),
    /** What was understood and by which words. */
    meaning: json(),
    ticketId: integer(),
    /** What it asks for, or is part of, that a person has to approve. */
    approvalId: integer(),
    decidedAt: instant(),
  },
  (t) => [
    index('inbox_approval').on(t.approvalId).where(sql`approval_id is not null`),
    uniqueIndex('inbox_provider_id').on(t.gateway, t.providerId),
    index('inbox_waiting').on(t.conversationId, t.at, t.id).where(sql`state in ('new', 'held')`),
    index('inbox_ticket').on(t.ticketId),
    index('inbox_heard').on(t.conversationId, t.id),
    index('inbox_parts').on(t.conversationId, t.at).where(sql`content ? 'part'`),
  ],
)

const LEAST_PRIORITY = 6

export type OutboxState = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown'

export const outbox = pgTable(
  'outbox',
  {
    id: nextMessageId(),
    conversationId: integer().notNull(),
    personId: integer(),
    channel: text().$type<Channel>().notNull(),
    gateway: text(),
    providerId: text(),
    text: text().notNull(),
    /** The same message in the form of each channel, for when another channel has to carry it. */
    forms: json().$type<Partial<Record<Channel, string>>>().notNull().default(EMPTY),
    /** What the message is: the topic of a notice, or the kind of an answer. */
    topic: text().notNull(),
    ticketId: integer(),
    ticketNumber: integer(),
    /** The attachment that goes with it. */
    mediaId: integer(),
    /** All tickets that the message tells of: a digest tells of several. */
    aboutTickets: integer().array().notNull().default([]),
    /** What it asks somebody to approve. */
    approvalId: integer(),
    /** Answers go out through the gateway that their question came in on, and quote it. */
    answersId: bigint({ mode: 'number' }),
    quotes: text(),
    urgent: boolean().notNull().default(false),
    /** Where several wait for one conversation: the lower goes first (queues/priority.ts). */
    priority: integer().notNull().default(LEAST_PRIORITY),
    /** The message that could not go out, for which this one stands in, and all routes tried before. */
    insteadOf: bigint({ mode: 'number' }),
    tried: text().array().notNull().default([]),
    state: text().$type<OutboxState>().notNull().default('queued'),
    attempts: integer().notNull().default(0),
    /** Wall time at which a gateway was last asked to send it, and looks since then that found it nowhere. */
    handedAt: instant(),
    emptyLooks: integer().notNull().default(0),
    createdAt: instant().notNull(),
    sentAt: instant(),
    deliveredAt: instant(),
    readAt: instant(),
    code: text(),
    words: text(),
  },
  (t) => [
    uniqueIndex('outbox_provider_id').on(t.gateway, t.providerId),
    index('outbox_waiting')
      .on(t.conversationId, t.priority, t.id)
      .where(sql`state in ('queued', 'sending', 'unknown')`),
    index('outbox_told').on(t.personId, t.createdAt).where(sql`answers_id is null`),
    index('outbox_written').on(t.conversationId, t.id),
    index('outbox_about').using('gin', t.aboutTickets),
    index('outbox_instead_of').on(t.insteadOf).where(sql`instead_of is not null`),
    index('outbox_refused').on(t.personId, t.id).where(sql`state = 'queued' and code is not null`),
    index('outbox_channel').on(t.channel, t.createdAt),
    index('outbox_unfinished').on(t.gateway, t.sentAt).where(sql`state = 'sent'`),
  ],
)

export type ReceiptStatus = 'on-its-way' | 'sent' | 'delivered' | 'read' | 'failed'

/** Receipts as they came, also those for messages not yet known by the provider's id. */
export const receipts = pgTable(
  'receipts',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    gateway: text().notNull(),
    providerId: text(),
    outboxId: bigint({ mode: 'number' }),
    status: text().$type<ReceiptStatus>().notNull(),
    code: text(),
    at: instant().notNull(),
    raw: bytes().notNull(),
  },
  (t) => [index('receipts_provider_id').on(t.gateway, t.providerId)],
)

export const media = pgTable(
  'media',
  {
    id: serial().primaryKey(),
    inboxId: bigint({ mode: 'number' }).notNull(),
    ticketId: integer(),
    mimeType: text().notNull(),
    name: text(),
    url: text(),
    content: bytes(),
    sha256: text(),
    /** Of what came after its message: the provider's id. */
    providerId: text(),
    attempts: integer().notNull().default(0),
    /** Why it is not available, for the operator. */
    failure: text(),
    raw: bytes(),
  },
  (t) => [index('media_ticket').on(t.ticketId), uniqueIndex('media_provider_id').on(t.inboxId, t.providerId)],
)

export const tickets = pgTable(
  'tickets',
  {
    id: serial().primaryKey(),
    year: integer().notNull(),
    number: integer().notNull(),
    state: text().$type<State>().notNull(),
    reporterId: integer().notNull(),
    registeredAt: instant().notNull(),
    closedAt: instant(),
    ticket: json().$type<Ticket>().notNull(),
  },
  (t) => [
    uniqueIndex('tickets_number').on(t.year, t.number),
    index('tickets_open').on(t.id).where(sql`state not in ('closed', 'cancelled')`),
    index('tickets_closed_at').on(t.closedAt),
    index('tickets_critical').on(t.closedAt).where(sql`ticket ->> 'impact' = 'kritis'`),
    index('tickets_registered_at').on(t.registeredAt),
  ],
)

/** Every transition is evidence (DESIGN rule 10). Rows are only ever added. */
export const events = pgTable(
  'events',
  {
    ticketId: integer().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    at: instant().notNull(),
    recordedAt: instant().notNull(),
    byId: integer(),
    /** The message that caused it: its words, number and channel stand there. */
    inboxId: bigint({ mode: 'number' }),
    event: json().$type<TicketEvent>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ticketId, t.seq] })],
)

export const counters = pgTable('counters', { year: integer().primaryKey(), number: integer().notNull() })

/** Small values that gateways keep. */
export const watermarks = pgTable(
  'watermarks',
  { gateway: text().notNull(), name: text().notNull(), value: text().notNull() },
  (t) => [primaryKey({ columns: [t.gateway, t.name] })],
)

/** What only one process may do, until when (the database's time). */
export const leases = pgTable(
  'leases',
  { gateway: text().notNull(), name: text().notNull(), owner: text().notNull(), until: instant().notNull() },
  (t) => [primaryKey({ columns: [t.gateway, t.name] })],
)

/** What does not work and people were told of; ended when it works again. */
export const alarms = pgTable(
  'alarms',
  {
    id: serial().primaryKey(),
    gateway: text().notNull(),
    name: text().notNull(),
    words: text().notNull(),
    raisedAt: instant().notNull(),
    endedAt: instant(),
    toldIds: integer().array().notNull().default([]),
  },
  (t) => [uniqueIndex('alarms_one').on(t.gateway, t.name).where(sql`ended_at is null`)],
)

export type ApprovalKind = 'person' | 'report'
export type Verdict = 'approved' | 'refused' | 'expired'

/**
 * What waits for somebody's SETUJU or TOLAK, and what became of it: a new person, or a report from a number that is not
 * in the directory (DOMAIN 7.3). People type its id with a P before it.
 */
export const approvals = pgTable(
  'approvals',
  {
    id: serial().primaryKey(),
    kind: text().$type<ApprovalKind>().notNull(),
    /** Where it was asked, or reported first. */
    conversationId: integer().notNull(),
    channel: text().$type<Channel>().notNull(),
    address: text().notNull(),
    /** Of a person: as they name themselves, and their team. */
    name: text(),
    team: text(),
    askedAt: instant().notNull(),
    /** The last message that belongs to it. */
    lastAt: instant().notNull(),
    /** When those who decide were told of it. */
    toldAt: instant(),
    remindedAt: instant(),
    verdict: text().$type<Verdict>(),
    decidedAt: instant(),
    decidedById: integer(),
    /** The message that decided it: its words and channel stand there. */
    decidedInboxId: bigint({ mode: 'number' }),
    /** Of a report: its ticket. Of a person: who they are now. */
    ticketId: integer(),
    personId: integer(),
  },
  (t) => [index('approvals_waiting').on(t.address, t.id).where(sql`verdict is null`)],
)

/**
 * `moment`: a ticket's next moment. `quiet`: a report's quiet window. `send`: a message's next try or look-up.
 * `receipt`: until then an urgent message should have been delivered. `media`: an attachment's next try to be fetched.
 * `change`: until then both codes of a changed number should have come. `approval`: when those who decide are told of
 * it, reminded of it, or it ends undecided. `watch`: until then a gateway should have heard of its far end. `digest`:
 * when a person is told what waits for them. `duty`: the one next look at who is on duty, and who will be.
 */
export type DueKind =
  | 'moment'
  | 'quiet'
  | 'send'
  | 'receipt'
  | 'media'
  | 'change'
  | 'approval'
  | 'watch'
  | 'digest'
  | 'duty'

/** Whatever waits is a row (DESIGN rule 4), due in desk time. */
export const due = pgTable(
  'due',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    kind: text().$type<DueKind>().notNull(),
    ticketId: integer(),
    conversationId: integer(),
    outboxId: bigint({ mode: 'number' }),
    mediaId: integer(),
    personId: integer(),
    approvalId: integer(),
    gateway: text(),
    dueAt: instant().notNull(),
    /** Nor before this wall time: what a provider paces, or may still tell, takes real time (DESIGN rule 11). */
    notBefore: instant(),
    doneAt: instant(),
  },
  (t) => [
    index('due_open').on(t.dueAt, t.id).where(sql`done_at is null`),
    uniqueIndex('due_one_moment').on(t.ticketId).where(sql`kind = 'moment' and done_at is null`),
    uniqueIndex('due_one_window').on(t.conversationId).where(sql`kind = 'quiet' and done_at is null`),
    uniqueIndex('due_one_send').on(t.outboxId).where(sql`kind = 'send' and done_at is null`),
    uniqueIndex('due_one_digest').on(t.personId).where(sql`kind = 'digest' and done_at is null`),
    uniqueIndex('due_one_approval').on(t.approvalId).where(sql`kind = 'approval' and done_at is null`),
    uniqueIndex('due_one_media').on(t.mediaId).where(sql`kind = 'media' and done_at is null`),
    uniqueIndex('due_one_duty').on(t.kind).where(sql`kind = 'duty' and done_at is null`),
    uniqueIndex('due_one_watch').on(t.gateway).where(sql`kind = 'watch' and done_at is null`),
    index('due_outbox').on(t.outboxId).where(sql`done_at is null`),
  ],
)

/**
 * Notices that wait for a person's next digest, because too much else was told to them (DOMAIN 1.7); and those that were
 * told in a message, so that it can be written anew with others when it could not be sent for long.
 */
export const waitingNotices = pgTable(
  'waiting_notices',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    personId: integer().notNull(),
    ticketId: integer().notNull(),
    topic: text().notNull(),
    role: text().$type<Role>().notNull(),
    event: json().$type<TicketEvent>().notNull(),
    at: instant().notNull(),
    toldAt: instant(),
  },
  (t) => [
    index('waiting_notices_person').on(t.personId, t.id).where(sql`told_at is null`),
    index('waiting_notices_ticket').on(t.ticketId).where(sql`told_at is null`),
    index('waiting_notices_told').on(t.personId, t.toldAt).where(sql`told_at is not null`),
  ],
)

/** Numbers that are not in the directory and whose messages are kept, but neither answered nor told (DOMAIN section 2). */
export const blockedNumbers = pgTable('blocked_numbers', {
  address: text().primaryKey(),
  until: instant().notNull(),
  blockedAt: instant().notNull(),
  /** The person who blocked it by a message; absent: the operator. */
  byId: integer(),
})

/** The simulator's clock and faults: one row that all processes read (DESIGN section 6). */
export const simulator = pgTable('simulator', {
  id: integer().primaryKey().default(1),
  offset: bigint({ mode: 'number' }).notNull().default(0),
  standsAt: instant(),
  faults: json().notNull().default(EMPTY),
})

/** What the simulated phones show, in order. */
export const simulatedMessages = pgTable(
  'simulated_messages',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    id: text().notNull().unique(),
    direction: text().$type<'in' | 'out'>().notNull(),
    channel: text().$type<Channel>().notNull(),
    phone: text().notNull(),
    text: text().notNull(),
    at: instant().notNull(),
    quotes: text(),
    ticket: integer(),
    outboxId: bigint({ mode: 'number' }).unique(),
    media: json().$type<readonly { readonly mimeType: string; readonly name: string }[]>(),
  },
  (t) => [index('simulated_messages_phone').on(t.phone, t.seq)],
)
