/** Sending one message with its honest outcome: it went, it failed, or nobody knows yet (DESIGN rule 6). */
import type { Gateway, Outcome, Outgoing } from '../bots/gateway.ts'
import { templateFacts } from '../bots/wording/template-facts.ts'
import { setRetry } from '../db/due.ts'
import { type Addressed, addressed, findOutgoing, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { fail } from './failures.ts'
import { tookIt } from './receipts.ts'
import { gatewayFor } from './routes.ts'

const SECOND = 1000
/** A lost answer is asked after so much later; the longer nobody could tell, the later again. */
const LOOK_UP_AFTER = 10 * SECOND
const LOOK_UP_AT_MOST_AFTER = 300 * SECOND

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
  const written = outgoing(desk, row, to, row.createdAt)
  const found = row.state === 'queued' ? undefined : await findSent(desk, row, gateway, written)
  if (found) return settle(desk, row, now, gateway, found, 'taken')
  const sending = { state: 'sending', gateway: gateway.name, attempts: row.attempts + 1 } as const
  // A callback may have settled it meanwhile.
  if (!(await updateOutgoing(db, row.id, sending, [row.state]))) return
  const sent = await attempt(() => gateway.send(outgoing(desk, row, to, now)))
  return settle(desk, row, now, gateway, sent ?? LOST, 'refused')
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
function outgoing(desk: Desk, row: OutboxRow, { address, heardAt, ticket }: Addressed, at: Instant): Outgoing {
  const { house } = desk.settings
  return {
    id: row.id,
    channel: row.channel,
    to: address,
    text: row.text,
    at,
    topic: row.topic,
    urgent: row.urgent,
    ...(row.quotes === null ? {} : { quotes: row.quotes }),
    ...(row.ticketNumber === null ? {} : { ticket: row.ticketNumber }),
    ...(heardAt === undefined ? {} : { heardAt }),
    ...(ticket === undefined ? {} : { facts: templateFacts(ticket, at, house) }),
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
    case 'unknown': {
      const lost = { state: 'unknown', words: outcome.words } as const
      if (!(await updateOutgoing(db, row.id, lost, ['sending', 'unknown']))) return
      const { providerId } = (await findOutgoing(db, { gateway: gateway.name, outboxId: row.id })) ?? row
      if (providerId !== null) return tookIt(desk, row, gateway.name, providerId, now)
      return desk.trigger({ alarms: await setRetry(db, row.conversationId, row.id, now + lookUpAfter(row, now)) })
    }
    case 'failed':
      return fail(desk, row, now, outcome, had)
    default:
      return outcome satisfies never
  }
}
