/** The directory. The database is the truth; desk.yaml and CSV files only bring people in (DESIGN section 6). */
import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm'
import type { Member, Span } from '../src/desk/duty.ts'
import type { Channel, Instant, Role } from '../src/desk/ticket.ts'
import type { Database, Queryable, Transaction } from './database.ts'
import { forgetDutyLook } from './due.ts'
import { conversations, people } from './schema.ts'

export type Person = typeof people.$inferSelect

/** A person as desk.yaml or a CSV file names them. What is absent is left as the directory has it; null empties it. */
export interface PersonEntry {
  readonly name: string
  readonly role: Role
  /** +E.164: by it a person is known. */
  readonly phone: string
  /** In order of preference. */
  readonly channels?: readonly Channel[]
  /** A shift of the office by its name in small letters, or an own span ("07.00-15.00"). Null: always on duty. */
  readonly shift?: string | null
  /** Last instant of the appointment. */
  readonly until?: Instant | null
}

export type Shifts = Readonly<Record<string, Span>>

const SPAN = /^([01]?\d|2[0-4])[.:]([0-5]\d)\s*(?:-|–|s\/d|sd)\s*([01]?\d|2[0-4])[.:]([0-5]\d)$/

/** Reads "07.00-14.00"; undefined when it is no span or an empty one. */
export function readSpan(text: string): Span | undefined {
  const found = SPAN.exec(text.trim())
  if (!found) return undefined
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number)
  const span = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
  return span.from === span.to || span.from >= 1440 || span.to > 1440 ? undefined : span
}

/** What a person's `shift` means. A name that the office no longer has counts as always on duty. */
const spanOf = (shift: string, shifts: Shifts): Span | undefined =>
  Object.hasOwn(shifts, shift) ? shifts[shift] : readSpan(shift)

/** A person as src/desk/duty.ts sees them, with their days of the roster (db/roster.ts). */
export function memberOf(person: Person, shifts: Shifts, roster?: Member['roster']): Member {
  const shift = person.shift === null ? undefined : spanOf(person.shift.toLowerCase(), shifts)
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    phone: person.phone,
    channels: person.channels,
    ...(shift ? { shift } : {}),
    ...(roster ? { roster } : {}),
    ...(person.until === null ? {} : { until: person.until }),
    ...(person.duty === null ? {} : { duty: person.duty }),
    ...(person.dutySaidAt === null ? {} : { dutySaidAt: person.dutySaidAt }),
    ...(person.dutyUntil === null ? {} : { dutyUntil: person.dutyUntil }),
    ...(person.substituteId === null ? {} : { substituteId: person.substituteId }),
    ...(person.optedOutAt === null ? {} : { optedOut: true }),
    ...(person.unreachedAt === null ? {} : { unreached: true }),
  }
}

/** Everybody, also who is no longer active, in the order in which they came. */
export async function listPeople(db: Queryable): Promise<Person[]> {
  return await db.select().from(people).orderBy(asc(people.id))
}

/** Whether an address of a channel is that of somebody in the directory. */
export async function isSomebody(db: Queryable, channel: Channel, address: string): Promise<boolean> {
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .leftJoin(conversations, and(eq(conversations.channel, channel), eq(conversations.address, address)))
    .where(and(people.active, or(eq(people.phone, address), eq(people.id, conversations.personId))))
    .limit(1)
  return person !== undefined
}

export async function roleOfPerson(db: Queryable, id: number): Promise<Role | undefined> {
  const [row] = await db.select({ role: people.role }).from(people).where(eq(people.id, id))
  return row?.role
}

/** A sign of life ends what was known of somebody whom nothing reached. */
export async function nowReached(db: Queryable, id: number): Promise<void> {
  await db
    .update(people)
    .set({ unreachedAt: null })
    .where(and(eq(people.id, id), isNotNull(people.unreachedAt)))
}

function rowOf({ channels, ...entry }: PersonEntry): typeof people.$inferInsert {
  return { ...entry, ...(channels ? { channels: [...channels] } : {}) }
}

/** Adds people whose phone is not yet known and overwrites none. Tells how many were added. */
export async function addMissing(db: Queryable, entries: readonly PersonEntry[]): Promise<number> {
  if (entries.length === 0) return 0
  const added = await db.insert(people).values(entries.map(rowOf)).onConflictDoNothing().returning({ id: people.id })
  if (added.length > 0) await forgetDutyLook(db)
  return added.length
}

const FIELDS = ['name', 'role', 'channels', 'shift', 'until'] as const
type Field = (typeof FIELDS)[number]

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** The fields that an entry gives and the directory has otherwise. */
const differing = (entry: PersonEntry, person: Person): Field[] =>
  FIELDS.filter((field) => entry[field] !== undefined && !same(entry[field], person[field]))

async function byPhone(db: Queryable, entries: readonly PersonEntry[]): Promise<Map<string, Person>> {
  if (entries.length === 0) return new Map()
  const phones = entries.map(({ phone }) => phone)
  const found = await db.select().from(people).where(inArray(people.phone, phones))
  return new Map(found.map((person) => [person.phone, person]))
}

export interface Imported {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** Adds people and changes those whose phone is known: all of them or, when it rejects, none. */
export async function importPeople(db: Database, entries: readonly PersonEntry[]): Promise<Imported> {
  return await db.transaction(async (tx) => {
    const added = await addMissing(tx, entries)
    const known = await byPhone(tx, entries)
    let changed = 0
    for (const entry of entries) {
      const person = known.get(entry.phone)
      if (!person || differing(entry, person).length === 0) continue
      await tx.update(people).set(rowOf(entry)).where(eq(people.id, person.id))
      changed += 1
    }
    if (changed > 0) await forgetDutyLook(tx)
    return { added, changed, unchanged: entries.length - added - changed }
  })
}

export type PersonChange = Partial<
  Pick<Person, 'name' | 'role' | 'phone' | 'channels' | 'shift' | 'until' | 'substituteId' | 'active'>
>

export type Patched =
  | { readonly is: 'changed'; readonly person: Person }
  | { readonly is: 'unknown' }
  /** Another person has that phone. */
  | { readonly is: 'phone-taken'; readonly id: number }

/** Changes one person; what is absent stays. */
export async function patchPerson(db: Queryable, id: number, change: PersonChange): Promise<Patched> {
  const { phone } = change
  const [holder] = phone === undefined ? [] : await db.select().from(people).where(eq(people.phone, phone))
  if (holder && holder.id !== id) return { is: 'phone-taken', id: holder.id }
  const [person] = await db
    .update(people)
    .set({ ...change, id })
    .where(eq(people.id, id))
    .returning()
  if (!person) return { is: 'unknown' }
  await forgetDutyLook(db)
  return { is: 'changed', person }
}

/** Whether anybody has this number, also who is no longer active. */
export async function isPhoneKnown(db: Queryable, phone: string): Promise<boolean> {
  const [holder] = await db.select({ id: people.id }).from(people).where(eq(people.phone, phone))
  return holder !== undefined
}

export interface Differences {
  /** Named in desk.yaml, not in the directory: added at the next start. */
  readonly missing: readonly PersonEntry[]
  /** The directory's word counts. */
  readonly different: readonly {
    readonly person: Person
    readonly entry: PersonEntry
    readonly fields: readonly Field[]
  }[]
}

/** How desk.yaml and the directory differ, for doctor. */
export async function differences(db: Queryable, entries: readonly PersonEntry[]): Promise<Differences> {
  const known = await byPhone(db, entries)
  const different = entries.flatMap((entry) => {
    const person = known.get(entry.phone)
    const fields = person ? differing(entry, person) : []
    return person && fields.length > 0 ? [{ person, entry, fields }] : []
  })
  return { missing: entries.filter(({ phone }) => !known.has(phone)), different }
}

/**
 * A person whom somebody of the office approved. Who is in the directory already stays as they are, but that who was
 * taken out of it comes back.
 */
export async function admitPerson(tx: Transaction, entry: PersonEntry, greetedAt: Instant): Promise<Person> {
  const [added] = await tx
    .insert(people)
    .values({ ...rowOf(entry), greetedAt })
    .onConflictDoNothing()
    .returning()
  if (added) return added
  const [known] = await tx.select().from(people).where(eq(people.phone, entry.phone)).for('update')
  if (!known) throw new Error('a person vanished')
  if (known.active) return known
  const gone = { until: null, duty: null, substituteId: null, optedOutAt: null, unreachedAt: null }
  const [returned] = await tx
    .update(people)
    .set({ ...rowOf(entry), ...gone, greetedAt, active: true })
    .where(eq(people.id, known.id))
    .returning()
  if (!returned) throw new Error('a person vanished')
  return returned
}
