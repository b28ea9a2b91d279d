/** Carrying out what is due (DESIGN rule 4): moments of tickets together, windows and retries by their conversation, attachments, approvals, watches. */
import { sql } from 'drizzle-orm'
import { readClocks } from '../db/clock.ts'
import { dueConversations, dueFetches, dueTickets, dueWatches, endWatches, gatherMoments, kindsDue } from '../db/due.ts'
import { lockTickets } from '../db/tickets.ts'
import { decide } from '../src/desk/decide.ts'
import { evolve } from '../src/desk/evolve.ts'
import { nextMoment } from '../src/desk/moments.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { tellDigests } from './digests.ts'
import { lookAtDuty } from './duty.ts'
import { readDirectory } from './members.ts'
import { endExpired } from './number-changed.ts'
import { Owing } from './owing.ts'
import { fireApprovals } from './undecided.ts'

/** So many tickets at once, so that even then everybody hears one message. */
const BATCH = 1500
const FIRING_LOCK = 112_002
/** Moments that follow each other within so much are one message: the first waits for the last, never the other way. */
const TOGETHER = 5_000

/**
 * Fires everything due by now, each once, however late; moments of one person that fall due within the same few
 * seconds are one message. Two workers may call it at once: the second finds nothing left.
 */
export async function fireDue(desk: Desk): Promise<void> {
  const now = await readClocks(desk.clocks)
  const [windows, sends, fetches] = await Promise.all([
    dueConversations(desk.db, ['quiet'], now),
    dueConversations(desk.db, ['send', 'receipt'], now),
    dueFetches(desk.db, now.desk),
  ])
  await desk.trigger({ intake: windows, delivery: sends, media: fetches })
  const kinds = await kindsDue(desk.db, now.desk)
  if (kinds.has('change')) await endExpired(desk, now.desk)
  if (kinds.has('digest')) await tellDigests(desk, now.desk)
  if (kinds.has('duty')) await lookAtDuty(desk, now.desk)
  if (kinds.has('moment')) while ((await fireMoments(desk, now.desk)) === BATCH);
  if (kinds.has('approval')) await fireApprovals(desk, now.desk)
  if (kinds.has('watch')) await lookAround(desk, now.desk)
}

async function lookAround({ db, gateways }: Desk, now: Instant): Promise<void> {
  const watching = await dueWatches(db, now)
  for (const { name, watch } of gateways) if (watching.includes(name)) await watch?.()
  await endWatches(db, now)
}

async function fireMoments(desk: Desk, now: Instant): Promise<number> {
  const { office } = desk.settings
  const { fired, triggers } = await desk.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${FIRING_LOCK})`)
    const ids = await dueTickets(tx, now, BATCH)
    const tickets = await lockTickets(tx, ids)
    // A ticket that moved on meanwhile has another moment: ask again, now that it is held.
    const still = new Set(await dueTickets(tx, now, BATCH))
    const owing = new Owing(desk, now)
    const open = [...tickets].filter(([id]) => still.has(id))
    const first = Math.min(...open.map(([, ticket]) => nextMoment(ticket, office)?.at ?? now))
    const [gathered] = open.length === 0 ? [] : await gatherMoments(tx, now, first + TOGETHER)
    if (gathered) return { fired: 0, triggers: { alarms: [gathered] } }
    for (const [, ticket] of open) {
      const decision = decide(ticket, { type: 'PassMoment' }, { at: now, now }, office)
      if (!decision.ok) continue
      if (decision.events.length === 0) owing.rearm(ticket)
      else owing.record({ ticket: decision.events.reduce(evolve, ticket), events: decision.events })
    }
    const { members } = await readDirectory(tx, desk.settings)
    return { fired: ids.length, triggers: await owing.writeInto(tx, members) }
  })
  await desk.trigger(triggers)
  return fired
}
