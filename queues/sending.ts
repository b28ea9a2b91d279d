/** Sending one message with its honest outcome: it went, it failed, or nobody knows yet (DESIGN rule 6). */
import type { Gateway, Outcome, Outgoing, OutgoingDocument } from '../bots/gateway.ts'
import { withoutDocument } from '../bots/wording/document.ts'
import { templateFacts } from '../bots/wording/template-facts.ts'
import { setRetry } from '../db/due.ts'
import { type Addressed, addressed, findOutgoing, isPassedOn, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { documentOf } from './documents.ts'
import { fail, withhold } from './failures.ts'
import { limitReceipt, tookIt } from './receipts.ts'
import { gatewayFor, nextRoute } from './routes.ts'

const SECOND = 1000
/** A lost answer is asked after so much later; the longer nobody could tell, the later again. */
const LOOK_UP_AFTER = 10 * SECOND
const LOOK_UP_AT_MOST_AFTER = 300 * SECOND

/** What is urgent and may be lost goes out on the person's next route as well. */
const UNKNOWN_AT_MOST = 60 * SECOND
/** What is urgent takes the person's next route when its sender pauses for longer. */
const URGENT_WAITS_AT_MOST = 30 * SECOND

const lookUpAfter = ({ createdAt }: OutboxRow, now: Instant) =>
  Math.min(Math.max(LOOK_UP_AFTER, (now - createdAt) / 2), LOOK_UP_AT_MOST_AFTER)

export async function sendOne(desk: Desk, row: OutboxRow, now: Instant): Promise<void> {
  const { db } = desk
  const gateway = await gatewayFor(desk, row)
  if (!gateway) {
    const words = `no gateway carries ${row.channel}: configure one`
    return fail(desk, row, now, { retry: false, code: 'no-gateway', words }, 'refused')
  }
  // A callback told its id before the answer to the send did.
  if (row.providerId !== null) return tookIt(desk, row, gateway.name, row.providerId, now)
  const to = await addressed(db, row, gateway.name)
  // A row already in `sending` or `unknown` may have gone out: it is looked up before it is sent again.
  const document = row.mediaId === null ? undefined : await documentOf(desk, row.mediaId)
  const written = outgoing(desk, row, to, row.createdAt, document)
  const found = row.state === 'queued' ? undefined : await findSent(desk, row, gateway, written)
  if (found) return settle(desk, row, now, gateway, found, 'taken')
  if (!(await maySend(desk, row, now, to))) return
  const sending = { state: 'sending', gateway: gateway.name, attempts: row.attempts + 1 } as const
  // A callback may have settled it meanwhile.
  if (!(await updateOutgoing(db, row.id, sending, [row.state]))) return
  const sent = await attempt(() => gateway.send(outgoing(desk, row, to, now, document)))
  return settle(desk, row, now, gateway, sent ?? LOST, 'refused')
}

/** False: it is not sent to whom it is for, whatever carries it. */
async function maySend(desk: Desk, row: OutboxRow, now: Instant, to: Addressed): Promise<boolean> {
  const { optedOutAt, unreachable } = to
  // Who stopped everything and then writes something is answered, and so is the word that stopped it.
  const isAnswer = row.answersId !== null && optedOutAt !== undefined && row.createdAt >= optedOutAt
  if (optedOutAt !== undefined && !isAnswer) {
    await withhold(desk, row, now, 'opted-out', 'the person wants no messages')
    return false
  }
  if (row.state !== 'queued' && (await isPassedOn(desk.db, row.id))) {
    await withhold(desk, row, now, 'passed-on', 'it went out by another route meanwhile')
    return false
  }
  if (unreachable === undefined) return true
  const words = `nothing can be delivered to this address (code ${unreachable}) until a message comes from it`
  await fail(desk, row, now, { retry: false, code: 'unreachable-address', words }, 'refused')
  return false
}

/** What the provider knows of the message; another one with the same words is not taken for it. */
async function findSent({ db }: Desk, row: OutboxRow, gateway: Gateway, message: Outgoing) {
  const isAnothers = async (providerId: string) => {
    const holder = await findOutgoing(db, { gateway: gateway.name, providerId })
    return holder !== undefined && holder.id !== row.id
  }
  const found = await attempt(() => gateway.find(message, isAnothers))
  return found?.outcome === 'done' && (await isAnothers(found.providerId)) ? undefined : found
}

const LOST: Outcome = { outcome: 'unknown', words: 'the gateway gave no outcome' }

/** A gateway that throws has not told what became of the message. */
async function attempt(ask: () => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  try {
    return await ask()
  } catch (error) {
    return { outcome: 'unknown', words: error instanceof Error ? error.name : 'error' }
  }
}

/** The message as its gateway gets it. */
function outgoing(
  desk: Desk,
  row: OutboxRow,
  { address, heardAt, windowClosed, ticket }: Addressed,
  at: Instant,
  document: OutgoingDocument | undefined,
): Outgoing {
  const { house } = desk.settings
  return {
    id: row.id,
    channel: row.channel,
    to: address,
    text: row.mediaId === null || document ? row.text : withoutDocument(row.text),
    at,
    topic: row.topic,
    urgent: row.urgent,
    ...(row.quotes === null ? {} : { quotes: row.quotes }),
    ...(row.ticketNumber === null ? {} : { ticket: row.ticketNumber }),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(windowClosed ? { windowClosed } : {}),
    ...(ticket === undefined ? {} : { facts: templateFacts(ticket, at, house) }),
    ...(document ? { document } : {}),
  }
}

/** `had`: whether the provider had the message, should it have failed. */
async function settle(
  desk: Desk,
  row: OutboxRow,
  now: Instant,
  gateway: Gateway,
  outcome: Outcome,
  had: 'taken' | 'refused',
): Promise<void> {
  const { db } = desk
  switch (outcome.outcome) {
    case 'done':
      return tookIt(desk, row, gateway.name, outcome.providerId, now)
    case 'later': {
      const { after, words } = outcome
      const waitsTooLong = row.urgent && after > URGENT_WAITS_AT_MOST && (await nextRoute(desk, row)) !== undefined
      if (waitsTooLong) return fail(desk, row, now, { retry: false, code: 'sender-paused', words }, 'refused')
      await updateOutgoing(db, row.id, { state: 'queued', gateway: row.gateway, attempts: row.attempts })
      const notBefore = desk.clocks.wall() + after
      return desk.trigger({ alarms: await setRetry(db, row.conversationId, row.id, now, notBefore) })
    }
    case 'unknown': {
      const lost = { state: 'unknown', words: outcome.words } as const
      if (!(await updateOutgoing(db, row.id, lost, ['sending', 'unknown']))) return
      const { providerId } = (await findOutgoing(db, { gateway: gateway.name, outboxId: row.id })) ?? row
      if (providerId !== null) return tookIt(desk, row, gateway.name, providerId, now)
      const isNew = row.urgent && row.state !== 'unknown'
      const alarms = [
        ...(await setRetry(db, row.conversationId, row.id, now + lookUpAfter(row, now))),
        ...(isNew ? await limitReceipt(desk, row, gateway.name, now + UNKNOWN_AT_MOST) : []),
      ]
      return desk.trigger({ alarms })
    }
    case 'failed':
      return fail(desk, row, now, outcome, had)
    default:
      return outcome satisfies never
  }
}
