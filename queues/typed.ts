/**
 * What a human of the office writes at the phone of our own number. It is part of the record, with the ticket of the
 * message that it quotes; it is no command, and nobody answers it.
 */
import type { Incoming } from '../bots/gateway.ts'
import { acceptMessage } from '../db/inbox.ts'
import { isOurOwn, quotedMessage } from '../db/outbox.ts'
import type { Desk } from './desk.ts'

const TYPED = { kind: 'nothing', why: 'ditulis di ponsel kantor', because: ['ditulis di ponsel kantor'] }

/** `fresh` false: it is there, or the desk itself sent it. */
export async function keepTyped(desk: Desk, gateway: string, message: Incoming): Promise<{ fresh: boolean }> {
  const { db, clocks } = desk
  if (await isOurOwn(db, gateway, message)) return { fresh: false }
  const { quotes } = message
  const { ticketId } = quotes === undefined ? {} : await quotedMessage(db, gateway, quotes)
  const settled = { meaning: TYPED, ...(ticketId === undefined ? {} : { ticketId }) }
  const { fresh, fetches } = await acceptMessage(db, gateway, message, await clocks.desk(), settled)
  if (fresh) void desk.trigger({ media: fetches })
  return { fresh }
}
