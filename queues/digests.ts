/** Telling people in one message what had to wait for them (queues/limits.ts). */
import { takeDigests } from '../db/due.ts'
import { takeWaiting } from '../db/waiting.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { tellHints } from './hints.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'
import { stillTold } from './still-told.ts'

/** Two workers may call it at once: the second finds nothing left. */
export async function tellDigests(desk: Desk, now: Instant): Promise<void> {
  const triggers = await desk.db.transaction(async (tx) => {
    const { members } = await readDirectory(tx, desk.settings)
    const owing = new Owing(desk, now)
    const due = await takeDigests(tx, now)
    if (due.length > 0) await tellHints(tx, owing, members, desk, now)
    const waited = await takeWaiting(tx, due, now)
    for (const [personId, own] of Map.groupBy(waited, (one) => one.personId)) {
      const tellings = stillTold(own, now)
      if (tellings.length > 0) owing.tell(personId, tellings)
    }
    return owing.writeInto(tx, members)
  })
  await desk.trigger(triggers)
}
