/**
 * Both channels of a person were down for a while: what fell due for them meanwhile is one message, written anew as
 * things stand now, as it is after the desk itself stood still (DOMAIN 1.7, 7.10). What is no notice about tickets keeps
 * its own message.
 */
import type { Transaction } from '../db/database.ts'
import { awaitReceipt, type DueRow, endWaiting } from '../db/due.ts'
import { giveUp, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import { firstLimit, firstsOf, holdUnsent, refusedOf, writtenAt } from '../db/unsent.ts'
import { takeWaiting, toldIn, waitAgain } from '../db/waiting.ts'
import { TOPICS } from '../src/desk/notices.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk, Triggers } from './desk.ts'
import { OTHERS_HEAR_AFTER } from './failures.ts'
import { readDirectory } from './members.ts'
import { WAITED } from './outdated.ts'
import { Owing } from './owing.ts'
import { stillTold } from './still-told.ts'

const NOTICES: ReadonlySet<string> = new Set(TOPICS)

/** True: the message is told in another, with all that waited for its person. */
export async function sumUp(desk: Desk, row: OutboxRow, now: Instant): Promise<boolean> {
  const { personId } = row
  if (row.state !== 'queued' || personId === null || !NOTICES.has(row.topic)) return false
  // Where nothing was refused everything goes out by itself.
  if ((await refusedOf(desk.db, personId)).length === 0) return false
  const triggers = await desk.db.transaction((tx) => inOne(tx, desk, personId, row.id, now))
  if (!triggers) return false
  await desk.trigger(triggers)
  return true
}

async function inOne(
  tx: Transaction,
  desk: Desk,
  personId: number,
  id: number,
  now: Instant,
): Promise<Triggers | undefined> {
  const { members } = await readDirectory(tx, desk.settings)
  if (members.every((member) => member.id !== personId || member.optedOut)) return undefined
  const notices = await noticesOf(tx, personId)
  const refused = notices.find(({ row, at }) => row.code !== null && now - at >= WAITED)
  if (notices.length < 2 || !refused || notices.every(({ row }) => row.id !== id)) return undefined
  const messages = notices.map(({ row, at }) => ({ writtenAt: at, ticketIds: row.aboutTickets }))
  await waitAgain(tx, personId, messages)
  const limit = await limitOf(tx, notices, now)
  const ids = notices.map(({ row }) => row.id)
  await giveUp(tx, ids, 'summed-up', 'it is told in one message with what else had to wait')
  await endWaiting(tx, ids, now)
  const owing = new Owing(desk, now)
  const tellings = stillTold(await takeWaiting(tx, [personId], now), now)
  if (tellings.length > 0) owing.tell(personId, tellings)
  const owed = await owing.writeInto(tx, members)
  const alarms: DueRow[] = [...(owed.alarms ?? [])]
  const written = tellings.length > 0 ? await writtenAt(tx, personId, now) : undefined
  if (written) {
    // It may be refused as they were: then it is woken as they are.
    await updateOutgoing(tx, written.id, { code: refused.row.code })
    if (limit !== undefined) alarms.push(...(await awaitReceipt(tx, written.conversationId, written.id, limit, null)))
  }
  return { ...owed, alarms }
}

interface Notice {
  readonly row: OutboxRow
  /** When it was first written. */
  readonly at: Instant
}

/** What can be written anew: to the person themselves, with what it told on record. */
async function noticesOf(tx: Transaction, personId: number): Promise<Notice[]> {
  const rows = (await holdUnsent(tx, personId)).filter(({ topic }) => NOTICES.has(topic))
  const firsts = await firstsOf(tx, rows)
  const found = rows.flatMap((row): Notice[] => {
    const first = firsts.get(row.id)
    return first?.personId === personId ? [{ row, at: first.createdAt }] : []
  })
  const told = await toldIn(tx, personId, [...new Set(found.map(({ at }) => at))])
  return found.filter(({ row, at }) => row.aboutTickets.some((ticket) => told.get(at)?.has(ticket)))
}

/** Until when one of them is to arrive, before others hear of it. */
async function limitOf(tx: Transaction, notices: readonly Notice[], now: Instant): Promise<Instant | undefined> {
  const set = await firstLimit(
    tx,
    notices.map(({ row }) => row.id),
  )
  const fresh = notices.some(({ row }) => row.urgent && row.attempts === 0) ? [now + OTHERS_HEAR_AFTER] : []
  const all = [...(set === undefined ? [] : [set]), ...fresh]
  return all.length === 0 ? undefined : Math.max(now, Math.min(...all))
}
