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
    /** When a fault that a number not in the directory reported was last passed on. */
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
    decidedAt: instant(),
  },
  (t) => [
    uniqueIndex('inbox_provider_id').on(t.gateway, t.providerId),
    index('inbox_waiting').on(t.conversationId, t.at, t.id).where(sql`state in ('new', 'held')`),
    index('inbox_ticket').on(t.ticketId),
    index('inbox_heard').on(t.conversationId, t.id),
    index('inbox_parts').on(t.conversationId, t.at).where(sql`content ? 'part'`),
  ],
)

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
    /** Answers go out through the gateway that their question came in on, and quote it. */
    answersId: bigint({ mode: 'number' }),
    quotes: text(),
    urgent: boolean().notNull().default(false),
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
    index('outbox_waiting').on(t.conversationId, t.id).where(sql`state in ('queued', 'sending', 'unknown')`),
    index('outbox_about').using('gin', t.aboutTickets),
    index('outbox_instead_of').on(t.insteadOf).where(sql`instead_of is not null`),
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

/**
 * `moment`: a ticket's next moment. `quiet`: a report's quiet window. `send`: a message's next try or look-up.
 * `receipt`: until then an urgent message should have been delivered. `media`: an attachment's next try to be fetched.
 * `watch`: until then a gateway should have heard of its far end.
 */
export type DueKind = 'moment' | 'quiet' | 'send' | 'receipt' | 'media' | 'watch'

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
    uniqueIndex('due_one_media').on(t.mediaId).where(sql`kind = 'media' and done_at is null`),
    uniqueIndex('due_one_watch').on(t.gateway).where(sql`kind = 'watch' and done_at is null`),
    index('due_outbox').on(t.outboxId).where(sql`done_at is null`),
  ],
)

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
