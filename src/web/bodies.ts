/** Reading what was sent: a wrong body is answered with the field that is wrong. */
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Instant } from '../desk/ticket.ts'

/** Text that PostgreSQL can hold and give back as it came. */
export const line = z.string().refine((text) => text.isWellFormed() && !text.includes('\0'), {
  message: 'expected text without NUL and without half of a surrogate pair',
})

/** Beyond it the clock could not run on: PostgreSQL and ISO 8601 have four digits for a year. */
export const LATEST: Instant = Date.UTC(9000, 0)

const isoInstant = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
  error: 'expected an instant such as 2026-11-23T14:05:00+07:00',
})

/** An ISO 8601 instant with its offset, as milliseconds. */
export const instant = isoInstant
  .transform((text) => Date.parse(text))
  .refine((at) => at >= 0 && at <= LATEST, { message: 'expected an instant between the years 1970 and 9000' })

/** PostgreSQL's integers end here: nothing has a greater number. */
export const GREATEST = 2_147_483_647

export const positive = z.coerce.number().int().positive()
export const yearQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(9999).optional() })

/** The value, or undefined after a 400 that names the field. */
export function readOr400<T>(schema: z.ZodType<T>, value: unknown, reply: FastifyReply): T | undefined {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.')
  const error = unknown === undefined ? `${path || 'body'}: ${issue?.message}` : `unknown field "${path}"`
  reply.code(400).send({ error, ...(path ? { field: path } : {}) })
  return undefined
}
