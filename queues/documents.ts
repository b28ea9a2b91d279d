/**
 * Documents that go with messages. A provider that gets them by itself is given a link: signed with a key that lies in
 * the database, for one document, for an hour of wall time.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { OutgoingDocument } from '../bots/gateway.ts'
import type { Queryable } from '../db/database.ts'
import { madeOnce } from '../db/gateway-memory.ts'
import { storedContent, storedDocument } from '../db/media.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { withExtension } from '../src/format/file-names.ts'
import type { Desk } from './desk.ts'

/** What WhatsApp takes through every gateway. */
const LARGEST = 16 * 1024 * 1024
const OPEN_FOR: Instant = 3_600_000
const SIGNATURE_BYTES = 32

const keyOf = async (db: Queryable): Promise<Buffer> =>
  Buffer.from(await madeOnce(db, 'desk', 'media-key', () => randomBytes(32).toString('base64url')), 'base64url')

/** Id and end as they are signed. */
const payloadOf = (id: number, until: Instant) => {
  const payload = Buffer.alloc(12)
  payload.writeUInt32BE(id)
  payload.writeBigUInt64BE(BigInt(Math.trunc(until)), 4)
  return payload
}

const sign = (key: Buffer, payload: Buffer) => createHmac('sha256', key).update(payload).digest()

/** The word that opens a document until `until` (wall time). */
async function tokenFor(db: Queryable, id: number, until: Instant): Promise<string> {
  const payload = payloadOf(id, until)
  return Buffer.concat([payload, sign(await keyOf(db), payload)]).toString('base64url')
}

/** The document that a token opens now; undefined for what was made up, changed or is over. */
export async function documentBehind({ db, clocks }: Desk, token: string): Promise<number | undefined> {
  const bytes = Buffer.from(token, 'base64url')
  const payload = bytes.subarray(0, -SIGNATURE_BYTES)
  if (bytes.length !== 12 + SIGNATURE_BYTES || bytes.toString('base64url') !== token) return undefined
  if (!timingSafeEqual(sign(await keyOf(db), payload), bytes.subarray(-SIGNATURE_BYTES))) return undefined
  return Number(payload.readBigUInt64BE(4)) > clocks.wall() ? payload.readUInt32BE() : undefined
}

/** Undefined: it is not there, or too large to go with a message. */
export async function documentOf(desk: Desk, id: number): Promise<OutgoingDocument | undefined> {
  const { db, clocks, settings } = desk
  const stored = await storedDocument(db, id)
  if (!stored || stored.size === 0 || stored.size > LARGEST) return undefined
  const { mimeType, name } = stored
  const { publicUrl } = settings
  return {
    mimeType,
    name: name ?? withExtension(`${mimeType.startsWith('audio/') ? 'rekaman' : 'lampiran'}-${id}`, mimeType),
    content: async () => {
      const found = await storedContent(db, id)
      if (!found) throw new Error('the document is gone')
      return found.content
    },
    ...(publicUrl === undefined
      ? {}
      : { link: `${publicUrl}/media/${await tokenFor(db, id, clocks.wall() + OPEN_FOR)}` }),
  }
}
