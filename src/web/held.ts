/** What waits for SETUJU or TOLAK, with what came with it: a recording can be listened to before anybody decides. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { attachmentsOfApprovals, findApproval, waitingApprovals, wordsOfApprovals } from '../../db/approvals.ts'
import type { Database } from '../../db/database.ts'
import { attachmentOfApproval } from '../../db/media.ts'
import { endsAt } from '../../queues/held.ts'
import { isHidden } from '../../queues/hidden.ts'
import { absent, sendAttachment } from './attachments.ts'
import { GREATEST, positive, readOr400 } from './bodies.ts'
import { attachmentJson } from './ticket-json.ts'

const code = z
  .string()
  .regex(/^P\d{1,9}$/i, 'expected a code such as P3')
  .transform((text) => Number(text.slice(1)))
const attachment = z.strictObject({ code, id: positive })

const iso = (at: number) => new Date(at).toISOString()

export function heldRoutes(app: FastifyInstance, db: Database): void {
  app.get('/api/held', async () => {
    const waiting = await waitingApprovals(db)
    const ids = waiting.map(({ id }) => id)
    const [words, files] = await Promise.all([wordsOfApprovals(db, ids), attachmentsOfApprovals(db, ids)])
    const held = waiting.map((one) => ({
      code: `P${one.id}`,
      kind: one.kind,
      channel: one.channel,
      ...(isHidden(one.address) ? {} : { from: one.address }),
      ...(one.name === null ? {} : { name: one.name }),
      ...(one.team === null ? {} : { team: one.team }),
      ...(words.has(one.id) ? { text: words.get(one.id) } : {}),
      askedAt: iso(one.askedAt),
      endsAt: iso(endsAt(one)),
      attachments: files
        .filter(({ approvalId }) => approvalId === one.id)
        .map((file) => ({ ...attachmentJson(file), url: `/api/held/P${one.id}/attachments/${file.id}` })),
    }))
    return { held }
  })

  app.get('/api/held/:code/attachments/:id', async (request, reply) => {
    const at = readOr400(attachment, request.params, reply)
    if (!at) return reply
    const known = at.id <= GREATEST && (await findApproval(db, at.code)) !== undefined
    const found = known ? await attachmentOfApproval(db, at.code, at.id) : undefined
    if (!found) return absent(reply, `no attachment ${at.id} of P${at.code}`)
    return sendAttachment(reply, found, `P${at.code}-lampiran-${at.id}`)
  })
}
