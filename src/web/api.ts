/** Tickets and people over HTTP (DESIGN sections 6 and 7). */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { forgetDutyLook } from '../../db/due.ts'
import { type Linked, linkedIds, setLinks } from '../../db/lines.ts'
import {
  listPeople,
  type Patched,
  type Person,
  type PersonChange,
  patchPerson,
  readSpan,
  roleOfPerson,
} from '../../db/people.ts'
import { people } from '../../db/schema.ts'
import { messagesOf, phonesById, ticketDetails } from '../../db/ticket-details.ts'
import { findTicket, listTickets } from '../../db/tickets.ts'
import type { Desk } from '../../queues/desk.ts'
import { readDirectory } from '../../queues/members.ts'
import { onDuty } from '../desk/duty.ts'
import { mayStandIn, STANDS_IN_FOR } from '../desk/stand-in.ts'
import { CHANNELS, type Instant, ROLES, type Role } from '../desk/ticket.ts'
import { readPhone } from '../format/phone.ts'
import { readWhatsappId } from '../format/whatsapp-id.ts'
import { attachmentRoutes } from './attachments.ts'
import { GREATEST, instant, positive, readOr400, yearQuery } from './bodies.ts'
import { heldRoutes } from './held.ts'
import { eventJson, ticketJson } from './ticket-json.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected YYYY-MM')
const listQuery = z.strictObject({ state: z.enum(['open', 'closed', 'all']).default('all'), month: month.optional() })
const number = z.strictObject({ number: positive })

const phone = z.string().transform((text, context) => {
  const read = readPhone(text)
  if (read.ok && read.mobile) return read.e164
  context.addIssue({ code: 'custom', message: read.ok ? 'a fixed line gets neither WhatsApp nor SMS' : read.why })
  return z.NEVER
})
const whatsappId = z.string().transform((text, context) => {
  const id = readWhatsappId(text)
  if (id !== undefined) return id
  context.addIssue({ code: 'custom', message: "expected an id of WhatsApp's such as ID.1502... or 1502...@lid" })
  return z.NEVER
})
const personFields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'no control characters'),
  role: z.enum(ROLES),
  phone,
  channels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .refine((list) => new Set(list).size === list.length, 'each channel once')
    .refine((list) => list.join() !== 'voice', 'whatsapp or sms as well: nobody is called for a start')
    .optional(),
  shift: z.string().trim().toLowerCase().nullable().optional(),
  until: instant.nullable().optional(),
}
const newPerson = z.strictObject(personFields)
const whatsappIds = z.array(whatsappId).max(10)
const personChange = z
  .strictObject({ ...personFields, substituteId: positive.nullable(), active: z.boolean(), whatsappIds })
  .partial()
const personId = z.strictObject({ id: positive })

const PHONE_TAKEN = { error: 'phone: this number is in the directory already', field: 'phone' }

/** Documents, register, recap and the audit trail are not made yet. */
const NOT_MADE_YET = [
  '/api/tickets/:number/laporan-pengaduan.pdf',
  '/api/tickets/:number/laporan-perbaikan.pdf',
  '/api/tickets/:number/kartu-kendali.pdf',
  '/api/register.csv',
  '/api/register.xlsx',
  '/api/recap.json',
  '/api/recap.pdf',
  '/api/audit/verify',
]

/** The instants between which a month lies in local time. */
function monthSpan(text: string, utcOffset: Instant): readonly [Instant, Instant] {
  const [year = 0, index = 1] = text.split('-').map(Number)
  return [Date.UTC(year, index - 1) - utcOffset, Date.UTC(year, index) - utcOffset]
}

const UNIQUE_VIOLATION = '23505'

class IdTaken extends Error {
  readonly linked: Extract<Linked, { is: 'taken' }>

  constructor(linked: Extract<Linked, { is: 'taken' }>) {
    super('an id is linked to another person')
    this.linked = linked
  }
}

type Changed = Patched | { readonly is: 'id-taken'; readonly by: number; readonly whatsappId: string }

async function wrongSubstitute(db: Database, id: number, substitute: number, newRole?: Role) {
  const stored = async (one: number) => (one > GREATEST ? undefined : roleOfPerson(db, one))
  const theirs = substitute === id ? undefined : await stored(substitute)
  if (theirs === undefined) return 'expected the id of another person'
  const role = newRole ?? (await stored(id))
  if (role === undefined || mayStandIn(theirs, role)) return undefined
  return `${theirs} may not stand in for ${role}, only ${STANDS_IN_FOR[role].join(', ')}`
}

/** All of it or nothing. Two changes to the same phone at once: the second finds it taken. */
async function patchOnce(db: Database, id: number, change: PersonChange, ids?: readonly string[]): Promise<Changed> {
  try {
    return await db.transaction(async (tx) => {
      const patched = await patchPerson(tx, id, change)
      if (patched.is !== 'changed' || !ids) return patched
      const linked = await setLinks(tx, id, ids)
      if (linked.is === 'taken') throw new IdTaken(linked)
      return patched
    })
  } catch (error) {
    if (error instanceof IdTaken) return { is: 'id-taken', by: error.linked.by, whatsappId: error.linked.id }
    const { cause } = error as { cause?: { code?: string } }
    if (cause?.code === UNIQUE_VIOLATION) return { is: 'phone-taken', id }
    throw error
  }
}

export function apiRoutes(app: FastifyInstance, db: Database, desk: Desk): void {
  const { office, shifts } = desk.settings

  app.get('/api/tickets', async (request, reply) => {
    const read = readOr400(listQuery, request.query, reply)
    if (!read) return reply
    const registered = read.month === undefined ? {} : { registered: monthSpan(read.month, office.utcOffset) }
    const [tickets, phoneOf] = await Promise.all([
      listTickets(db, { state: read.state, ...registered }),
      phonesById(db),
    ])
    return { tickets: tickets.map((ticket) => ticketJson(ticket, { phoneOf })) }
  })

  app.get('/api/tickets/:number', async (request, reply) => {
    const at = readOr400(number, request.params, reply)
    const query = at && readOr400(yearQuery, request.query, reply)
    if (!at || !query) return reply
    const ticket = at.number > GREATEST ? undefined : await findTicket(db, at.number, query.year)
    if (!ticket) return reply.code(404).send({ error: `no ticket ${at.number}` })
    const [{ events, attachments }, messages, phoneOf] = await Promise.all([
      ticketDetails(db, ticket.id),
      messagesOf(db, ticket.id),
      phonesById(db),
    ])
    return {
      ...ticketJson(ticket, { phoneOf }, attachments),
      events: events.map(eventJson),
      messages: messages.map((message) => ({ ...message, at: new Date(message.at).toISOString() })),
    }
  })

  attachmentRoutes(app, db)
  heldRoutes(app, db)

  const isOn = async ({ id }: Person): Promise<boolean> => {
    const { members } = await readDirectory(db, desk.settings)
    const now = await desk.clocks.desk()
    return members.some((member) => member.id === id && onDuty(member, now, office))
  }
  const personJson = async (person: Person, ids: ReadonlyMap<number, readonly string[]>) => ({
    id: person.id,
    name: person.name,
    role: person.role,
    phone: person.phone,
    ...(ids.has(person.id) ? { whatsappIds: ids.get(person.id) } : {}),
    channels: person.channels,
    ...(person.shift === null ? {} : { shift: person.shift }),
    ...(person.until === null ? {} : { until: new Date(person.until).toISOString() }),
    ...(person.substituteId === null ? {} : { substituteId: person.substituteId }),
    onDuty: await isOn(person),
    optedOut: person.optedOutAt !== null,
    active: person.active,
  })

  app.get('/api/people', async () => {
    const [known, ids] = await Promise.all([listPeople(db), linkedIds(db)])
    return { people: await Promise.all(known.map((person) => personJson(person, ids))) }
  })

  const wrongShift = (shift: string | null | undefined) =>
    typeof shift === 'string' && !Object.hasOwn(shifts, shift) && readSpan(shift) === undefined
      ? { error: `shift: expected ${Object.keys(shifts).join(', ')} or a span such as 07.00-14.00`, field: 'shift' }
      : undefined

  app.post('/api/people', async (request, reply) => {
    const read = readOr400(newPerson, request.body, reply)
    if (!read) return reply
    const wrong = wrongShift(read.shift)
    if (wrong) return reply.code(400).send(wrong)
    const { channels, shift, until, ...named } = read
    const values = {
      ...named,
      ...(channels ? { channels } : {}),
      ...(shift === undefined ? {} : { shift }),
      ...(until === undefined ? {} : { until }),
    }
    const [person] = await db.insert(people).values(values).onConflictDoNothing().returning()
    if (!person) return reply.code(409).send(PHONE_TAKEN)
    await forgetDutyLook(db)
    return reply.code(201).send(await personJson(person, new Map()))
  })

  app.patch('/api/people/:id', async (request, reply) => {
    const at = readOr400(personId, request.params, reply)
    const change = at && readOr400(personChange, request.body, reply)
    if (!at || !change) return reply
    const wrong = wrongShift(change.shift)
    if (wrong) return reply.code(400).send(wrong)
    const substitute = change.substituteId
    if (typeof substitute === 'number') {
      const error = await wrongSubstitute(db, at.id, substitute, change.role)
      if (error) return reply.code(400).send({ error: `substituteId: ${error}`, field: 'substituteId' })
    }
    const { whatsappIds: ids, ...fields } = change
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
    const patched = at.id > GREATEST ? ({ is: 'unknown' } as const) : await patchOnce(db, at.id, given, ids)
    if (patched.is === 'unknown') return reply.code(404).send({ error: `no person ${at.id}` })
    if (patched.is === 'phone-taken') return reply.code(409).send(PHONE_TAKEN)
    if (patched.is === 'id-taken') {
      const error = `whatsappIds: ${patched.whatsappId} is linked to person ${patched.by}`
      return reply.code(409).send({ error, field: 'whatsappIds' })
    }
    return personJson(patched.person, await linkedIds(db))
  })

  for (const path of NOT_MADE_YET) {
    app.get(path, async (_request, reply) => reply.code(501).send({ error: 'not available in this version' }))
  }
}
