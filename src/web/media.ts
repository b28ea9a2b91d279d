/** A document for a provider that gets it by itself: under its link alone, for as long as that is open (queues/documents.ts). */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { storedContent } from '../../db/media.ts'
import type { Desk } from '../../queues/desk.ts'
import { documentBehind } from '../../queues/documents.ts'
import { sendFile } from './attachments.ts'

const byToken = z.strictObject({ token: z.string().max(100) })

export function mediaRoutes(app: FastifyInstance, db: Database, desk: Desk): void {
  app.get('/media/:token', async (request, reply) => {
    const read = byToken.safeParse(request.params)
    const id = read.success ? await documentBehind(desk, read.data.token) : undefined
    const found = id === undefined ? undefined : await storedContent(db, id)
    // Nobody learns whether there was ever something here.
    if (!found) return reply.code(404).header('cache-control', 'no-store').send({ error: 'nothing here, or no more' })
    return sendFile(reply, { ...found, otherwise: `lampiran-${id}` })
  })
}
