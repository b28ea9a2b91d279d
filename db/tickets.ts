/** Tickets and their events. The ticket's document is what its events amount to; columns beside it are for look-ups. */
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Instant, Ticket, TicketEvent } from '../src/desk/ticket.ts'
import type { Queryable, Transaction } from './database.ts'
import { counters, events, tickets } from './schema.ts'

/** Tickets of self-tests have a series of numbers apart: that of the year 0. */
export const TEST_YEAR = 0
const REAL = gt(tickets.year, TEST_YEAR)

const OPEN = sql`state not in ('closed', 'cancelled')`
const ENDED = sql`state in ('closed', 'cancelled')`

/** Numbers that people would read as something else (DOMAIN 4.3 rule 8). */
const NEVER_ISSUED: ReadonlySet<number> = new Set([86, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 123])

/** The next number of a year; numbers still open from another year are skipped. Holds the year's counter. */
export async function issueNumber(tx: Transaction, year: number): Promise<number> {
  await tx.insert(counters).values({ year, number: 0 }).onConflictDoNothing()
  const [counter] = await tx.select().from(counters).where(eq(counters.year, year)).for('update')
  const ofSeries = year === TEST_YEAR ? eq(tickets.year, year) : REAL
  const open = await tx.select({ number: tickets.number }).from(tickets).where(and(OPEN, ofSeries))
  const taken = new Set(open.map(({ number }) => number))
  let number = (counter?.number ?? 0) + 1
  while (NEVER_ISSUED.has(number) || taken.has(number)) number += 1
  await tx.update(counters).set({ number }).where(eq(counters.year, year))
  return number
}

export async function nextTicketId(tx: Transaction): Promise<number> {
  const result = await tx.execute<{ id: number }>(sql`select nextval('tickets_id_seq')::int as id`)
  const id = result.rows[0]?.id
  if (id === undefined) throw new Error('no ticket id')
  return id
}

/** All open tickets, and those that ended within `recentMs` before `now`, by registration: the real ones, or self-tests'. */
export async function ticketsAtHand(
  db: Queryable,
  now: Instant,
  recentMs: number,
  which: 'real' | 'tests' = 'real',
): Promise<Ticket[]> {
  const rows = await db
    .select({ ticket: tickets.ticket })
    .from(tickets)
    .where(and(which === 'real' ? REAL : eq(tickets.year, TEST_YEAR), or(OPEN, gte(tickets.closedAt, now - recentMs))))
    .orderBy(asc(tickets.registeredAt), asc(tickets.id))
  return rows.map(({ ticket }) => ticket)
}

/** Critical tickets of a category that are open or ended after `since`, oldest first. */
export async function criticalTickets(db: Queryable, category: Ticket['category'], since: Instant): Promise<Ticket[]> {
  const { ticket, registeredAt, id, closedAt } = tickets
  const critical = sql`${ticket} ->> 'impact' = 'kritis' and ${ticket} ->> 'category' = ${category}`
  const rows = await db
    .select({ ticket })
    .from(tickets)
    .where(and(REAL, or(isNull(closedAt), gte(closedAt, since)), critical))
    .orderBy(asc(registeredAt), asc(id))
  return rows.map((row) => row.ticket)
}

/** The tickets as they stand, held until the transaction ends; always in order of id, so that nobody deadlocks. */
export async function lockTickets(tx: Transaction, ids: readonly number[]): Promise<Map<number, Ticket>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select({ id: tickets.id, ticket: tickets.ticket })
    .from(tickets)
    .where(inArray(tickets.id, wanted))
    .orderBy(asc(tickets.id))
    .for('update')
  return new Map(rows.map(({ id, ticket }) => [id, ticket]))
}

export interface Recorded {
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
}

/** PostgreSQL takes 65535 values in one statement. */
const ROWS_AT_ONCE = 5000

/** Writes what was decided: events in one statement, tickets in one. `inboxId`: the message that caused it. */
export async function recordTickets(
  tx: Transaction,
  recorded: readonly Recorded[],
  cause: { recordedAt: Instant; inboxId?: number },
): Promise<void> {
  const changed = recorded.filter((one) => one.events.length > 0)
  if (changed.length === 0) return
  const last = await tx
    .select({ ticketId: events.ticketId, seq: sql<number>`max(${events.seq})::int` })
    .from(events)
    .where(
      inArray(
        events.ticketId,
        changed.map(({ ticket }) => ticket.id),
      ),
    )
    .groupBy(events.ticketId)
  const seqs = new Map(last.map(({ ticketId, seq }) => [ticketId, seq]))
  const rows = changed.flatMap(({ ticket, events: news }) =>
    news.map((event, index) => ({
      ticketId: ticket.id,
      seq: (seqs.get(ticket.id) ?? 0) + index + 1,
      type: event.type,
      at: event.at,
      recordedAt: cause.recordedAt,
      ...(event.by ? { byId: event.by.id } : {}),
      ...(cause.inboxId === undefined ? {} : { inboxId: cause.inboxId }),
      event,
    })),
  )
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx.insert(events).values(rows.slice(from, from + ROWS_AT_ONCE))
  }
  await tx
    .insert(tickets)
    .values(
      changed.map(({ ticket }) => ({
        id: ticket.id,
        year: ticket.year,
        number: ticket.number,
        state: ticket.state,
        reporterId: ticket.reporter.id,
        registeredAt: ticket.registeredAt,
        closedAt: ticket.closedAt ?? null,
        ticket,
      })),
    )
    .onConflictDoUpdate({
      target: tickets.id,
      set: {
        state: sql`excluded.state`,
        reporterId: sql`excluded.reporter_id`,
        closedAt: sql`excluded.closed_at`,
        ticket: sql`excluded.ticket`,
      },
    })
}

export async function findTicket(db: Queryable, number: number, year?: number): Promise<Ticket | undefined> {
  const [row] = await db
    .select({ ticket: tickets.ticket })
    .from(tickets)
    .where(and(eq(tickets.number, number), year === undefined ? REAL : eq(tickets.year, year)))
    .orderBy(desc(tickets.year))
    .limit(1)
  return row?.ticket
}

export async function findTicketById(db: Queryable, id: number): Promise<Ticket | undefined> {
  const [row] = await db.select({ ticket: tickets.ticket }).from(tickets).where(eq(tickets.id, id))
  return row?.ticket
}

export interface TicketFilter {
  readonly state: 'open' | 'closed' | 'all'
  /** Registered from the first instant up to (not including) the second. */
  readonly registered?: readonly [Instant, Instant]
}

export async function listTickets(db: Queryable, filter: TicketFilter): Promise<Ticket[]> {
  const state = { open: OPEN, closed: ENDED, all: undefined }[filter.state]
  const [from, to] = filter.registered ?? []
  const rows = await db
    .select({ ticket: tickets.ticket })
    .from(tickets)
    .where(
      and(
        REAL,
        state,
        from === undefined ? undefined : gte(tickets.registeredAt, from),
        to === undefined ? undefined : lt(tickets.registeredAt, to),
      ),
    )
    .orderBy(asc(tickets.year), asc(tickets.number))
  return rows.map(({ ticket }) => ticket)
}
