/** What came with a report, for downloading: never shown by the browser as a page of ours. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { type Attached, attachmentOf } from '../../db/media.ts'
import { findTicket } from '../../db/tickets.ts'
import { bareType, withExtension } from '../format/file-names.ts'
import { GREATEST, positive, readOr400, yearQuery } from './bodies.ts'
import { UNAVAILABLE } from './ticket-json.ts'

const attachment = z.strictObject({ number: positive, id: positive })

/** A type and subtype as they may stand in a header. */
const MIME_TYPE = /^[a-z0-9][\w!#$&^.+-]{0,99}\/[a-z0-9][\w!#$&^.+-]{0,99}$/i
/** The name as it came, in a form that every client reads (RFC 6266); else one by its ticket and number. */
function disposition(name: string | null, otherwise: string): string {
  const plain =
    (name ?? '')
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}/\\"]/gu, '_')
      .trim()
      .slice(-100) || otherwise
  const ascii = plain.replace(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(plain.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"${ascii === plain ? '' : `; filename*=UTF-8''${encoded}`}`
}

const SAFE_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, no-store',
}

export interface File {
  readonly mimeType: string
  readonly name: string | null
  readonly content: Buffer
  /** What it is called where it has no name; its extension is added. */
  readonly otherwise: string
}

export function sendFile(reply: FastifyReply, { mimeType, name, content, otherwise }: File): FastifyReply {
  const type = bareType(mimeType)
  return reply
    .headers({ ...SAFE_HEADERS, 'content-disposition': disposition(name, withExtension(otherwise, mimeType)) })
    .type(MIME_TYPE.test(type) ? type : 'application/octet-stream')
    .send(content)
}

export const absent = (reply: FastifyReply, error: string) => reply.code(404).send({ error })

export function attachmentRoutes(app: FastifyInstance, db: Database): void {
  app.get('/api/tickets/:number/attachments/:id', async (request, reply) => {
    const at = readOr400(attachment, request.params, reply)
    const query = at && readOr400(yearQuery, request.query, reply)
    if (!at || !query) return reply
    const { number, id } = at
    const known = number <= GREATEST && id <= GREATEST
    const ticket = known ? await findTicket(db, number, query.year) : undefined
    const found = ticket && (await attachmentOf(db, ticket.id, id))
    if (!found) return absent(reply, `no attachment ${id} of ticket ${number}`)
    return sendAttachment(reply, found, `tiket-${number}-lampiran-${id}`)
  })
}

/** The file, under its own name or this one. */
export function sendAttachment(reply: FastifyReply, file: Attached, nameless: string): FastifyReply {
  const { content, failure, mimeType, name } = file
  if (failure !== null) return absent(reply, `${UNAVAILABLE}: ${failure}`)
  if (content === null) return absent(reply, 'not fetched yet: try again in a minute')
  return sendFile(reply, { mimeType, name, content, otherwise: nameless })
}
