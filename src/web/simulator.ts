/** The simulated phones over HTTP (DESIGN section 6). */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Incoming } from '../../bots/gateway.ts'
import type { Database } from '../../db/database.ts'
import { listShown, setFault, showTyped } from '../../db/simulator.ts'
import type { Running } from '../../queues/running.ts'
import { moveClock, settle } from '../../queues/settle.ts'
import type { Instant } from '../desk/ticket.ts'
import { readPhone } from '../format/phone.ts'
import { instant, LATEST, line, readOr400 } from './bodies.ts'

const channel = z.enum(['whatsapp', 'sms'])

/** Ids of messages that went out (db/simulator.ts). */
const OURS = /^out-\d+$/

const message = z.strictObject({
  channel,
  from: line.trim().min(1).max(100),
  text: z.string().optional(),
  at: instant.optional(),
  id: line
    .min(1)
    .max(200)
    .refine((id) => !OURS.test(id), { message: 'ids of this kind are for what the desk sends' })
    .optional(),
  quotes: line.min(1).optional(),
  reaction: z.strictObject({ emoji: z.string(), to: z.string().min(1) }).optional(),
  media: z
    .array(z.strictObject({ mimeType: z.string().min(1), name: z.string().optional(), base64: z.base64() }))
    .optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number(), name: z.string().optional() }).optional(),
  part: z
    .strictObject({ ref: z.string(), index: z.number().int().min(1), total: z.number().int().min(1).max(255) })
    .optional(),
  forwarded: z.enum(['once', 'many']).optional(),
})

const duration = z.string().transform((text, context) => {
  const span = readDuration(text)
  if (span !== undefined) return span
  context.addIssue({ code: 'custom', message: 'expected a duration such as PT5M or PT24H' })
  return z.NEVER
})
const clockMove = z
  .strictObject({ advance: duration.optional(), to: instant.optional() })
  .refine(({ advance, to }) => (advance === undefined) !== (to === undefined), {
    error: 'expected {"advance": "PT5M"} or {"to": "2026-11-23T07:05:00Z"}',
  })

const fault = z.strictObject({
  channel,
  mode: z.enum(['ok', 'down', 'reject', 'silent', 'unknown']),
  code: line.optional(),
})

const phonesQuery = z.strictObject({ phone: line.optional(), after: line.optional() })
const nothing = z.strictObject({})

const iso = (at: Instant) => new Date(at).toISOString()

/** A number in its international form; a short code or a sender's name as it is. A `+` in a query arrives as a space. */
function addressOf(text: string): string {
  const read = readPhone(text.startsWith(' ') ? `+${text.trim()}` : text.trim())
  return read.ok ? read.e164 : text.trim()
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds. */
function readDuration(text: string): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  if (!found || text === 'P' || text.endsWith('T')) return undefined
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0))
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000
}

export function simulatorRoutes(app: FastifyInstance, running: Running, db: Database): void {
  const contract = running.contractFor('simulator')
  const { clocks } = running.desk

  app.post('/simulator/messages', async (request, reply) => {
    const read = readOr400(message, request.body, reply)
    if (!read) return reply
    const { channel, from, text = '', id = `in-${randomUUID()}`, at: said, ...rest } = read
    const at = said ?? (await clocks.desk())
    const address = addressOf(from)
    await showTyped(db, { id, channel, phone: address, text, at, ...(rest.quotes ? { quotes: rest.quotes } : {}) })
    const { reaction, ...others } = rest
    const removed = reaction?.emoji === ''
    const incoming = {
      ...others,
      ...(reaction ? { reaction: { ...reaction, ...(removed ? { removed } : {}) } } : {}),
      providerId: id,
      channel,
      address,
      at,
      text,
      raw: request.body,
    }
    await contract.accept(incoming as Incoming)
    return reply.code(202).send({ id })
  })

  app.get('/simulator/messages', async (request, reply) => {
    const read = readOr400(phonesQuery, request.query, reply)
    if (!read) return reply
    const { phone, after } = read
    const messages = await listShown(db, {
      ...(phone === undefined ? {} : { phone: addressOf(phone) }),
      ...(after === undefined ? {} : { after }),
    })
    if (messages === 'unknown-id')
      return reply.code(400).send({ error: `after: no message "${after}"`, field: 'after' })
    return { messages: messages.map((one) => ({ ...one, at: iso(one.at) })) }
  })

  app.get('/simulator/clock', async () => ({ now: iso(await clocks.desk()) }))

  app.post('/simulator/clock', async (request, reply) => {
    const read = readOr400(clockMove, request.body, reply)
    if (!read) return reply
    const { advance = 0, to } = read
    const before = await clocks.desk()
    if (to !== undefined && to < before) {
      return reply.code(400).send({ error: 'to: the clock only moves forward', field: 'to' })
    }
    if (before + advance > LATEST) {
      return reply.code(400).send({ error: 'advance: further than the year 9000', field: 'advance' })
    }
    const now = await moveClock(running, (from) => to ?? from + advance)
    return { now: iso(now) }
  })

  app.post('/simulator/settle', async (request, reply) => {
    if (!readOr400(nothing, request.body, reply)) return reply
    await settle(running)
    return { settled: true, now: iso(await clocks.desk()) }
  })

  app.post('/simulator/faults', async (request, reply) => {
    const read = readOr400(fault, request.body, reply)
    if (!read) return reply
    const { channel: faulty, mode, code } = read
    await setFault(db, faulty, { mode, ...(code === undefined ? {} : { code }) })
    return read
  })
}
