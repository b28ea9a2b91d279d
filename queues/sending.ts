/** Sending one message with its honest outcome: it went, it failed, or nobody knows yet (DESIGN rule 6). */
import type { Gateway, Outcome, Outgoing, OutgoingDocument } from '../bots/gateway.ts'
import { withoutDocument } from '../bots/wording/document.ts'
import { templateFacts } from '../bots/wording/template-facts.ts'
import { setRetry } from '../db/due.ts'
import { type Addressed, addressed, isPassedOn, type OutboxRow, updateOutgoing } from '../db/outbox.ts'
import { wakeRefused } from '../db/unsent.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { anew } from './anew.ts'
import type { Desk } from './desk.ts'
import { documentOf } from './documents.ts'
import { fail, withhold } from './failures.ts'
import { handOn } from './in-charge.ts'
import { attempt, findSent, isProvenLost, lookAfterLosing, remainUnknown } from './lost.ts'
import { isOutdated, isOvertaken } from './outdated.ts'
import { tookIt } from './receipts.ts'
import { gatewayFor, nextRoute } from './routes.ts'
import { sumUp } from './summing-up.ts'
import { beforeIt } from './turns.ts'

const SECOND = 1000
/** What is urgent takes the person's next route when its sender pauses for longer. */
const URGENT_WAITS_AT_MOST = 30 * SECOND

/**
 * Sends a message: in one with what had to wait for its person, and after what was written to them before about the same
 * ticket. `mine`: whether nobody else can have come to send this message meanwhile.
 */
export async function sendOne(desk: Desk, row: OutboxRow, now: Instant, mine: () => boolean): Promise<void> {
  if (await sumUp(desk, row, now)) return
  await beforeIt(desk, row, (older) => send(desk, older, now, mine))
  await send(desk, row, now, mine)
}

async function send(desk: Desk, row: OutboxRow, now: Instant, mine: () => boolean): Promise<void> {
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
  if (row.state !== 'queued' && !gateway.idempotent && !(await isProvenLost(desk, row, now, gateway))) return
  // Looked for to the end all the same: when it is there it reads so.
  if (row.state !== 'queued' && (await isPassedOn(db, row, row.personId))) {
    return withhold(desk, row, now, 'passed-on', 'it went out by another route meanwhile')
  }
  if (row.state !== 'queued' && (await isOvertaken(db, row))) {
    return withhold(desk, row, now, 'outdated', 'a later message of the same ticket was sent meanwhile')
  }
  const words = row.state === 'queued' ? await anew(desk, row, now) : {}
  const handed = { handedAt: desk.clocks.wall(), emptyLooks: 0, attempts: row.attempts + 1 }
  const sending = { state: 'sending', gateway: gateway.name, ...words, ...handed } as const
  // A callback may have settled it meanwhile.
  if (!(await updateOutgoing(db, row.id, sending, [row.state]))) return
  // A process that stood still wakes here: whoever has the right now looks the message up.
  if (!mine()) return
  const sent = await attempt(() => gateway.send(outgoing(desk, { ...row, ...words }, to, now, document)))
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
  if (await isOutdated(desk.db, row, to.ticket, now)) {
    await withhold(desk, row, now, 'outdated', 'its step has ended meanwhile, or a later reminder says more')
    return false
  }
  if (row.state === 'queued' && row.code !== null && (await isHandedOn(desk, row, now))) return false
  if (unreachable === undefined) return true
  const words = `nothing can be delivered to this address (code ${unreachable}) until a message comes from it`
  await fail(desk, row, now, { retry: false, code: 'unreachable-address', words }, 'refused')
  return false
}

/** It could not be sent before, and somebody else is in charge by now: they are told. */
async function isHandedOn(desk: Desk, row: OutboxRow, now: Instant): Promise<boolean> {
  const handed = await desk.db.transaction((tx) => handOn(tx, desk, row, now))
  if (!handed) return false
  await withhold(desk, row, now, 'handed-on', 'somebody else is in charge by now')
  await desk.trigger(handed)
  return true
}

const LOST: Outcome = { outcome: 'unknown', words: 'the gateway gave no outcome' }

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
    case 'done': {
      await tookIt(desk, row, gateway.name, outcome.providerId, now)
      // It was refused before and is taken now: so is what was refused with it.
      if (row.code === null || row.state !== 'queued') return
      return desk.trigger({ delivery: await wakeRefused(db, row.channel, row.code, now) })
    }
    case 'later': {
      const { after, words } = outcome
      const waitsTooLong = row.urgent && after > URGENT_WAITS_AT_MOST && (await nextRoute(desk, row)) !== undefined
      if (waitsTooLong) return fail(desk, row, now, { retry: false, code: 'sender-paused', words }, 'refused')
      await updateOutgoing(db, row.id, { state: 'queued', gateway: row.gateway, attempts: row.attempts })
      const notBefore = desk.clocks.wall() + after
      return desk.trigger({ alarms: await setRetry(db, row.conversationId, row.id, now, notBefore) })
    }
    case 'unknown': {
      const next = lookAfterLosing(row, now, had === 'taken' ? row.emptyLooks : 0)
      return remainUnknown(desk, row, now, gateway, outcome.words, next)
    }
    case 'failed':
      return fail(desk, row, now, outcome, had)
    default:
      return outcome satisfies never
  }
}
