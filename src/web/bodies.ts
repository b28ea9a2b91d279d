/** Reading what was sent: a wrong body is answered with the field that is wrong. */
import type { FastifyReply } from 'fastify'
import type { z } from 'zod'

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
