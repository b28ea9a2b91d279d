/** What nobody has decided yet: told of together, reminded of once, and ended after a day (DOMAIN 7.3, DESIGN rule 4). */
import type { Held } from '../bots/wording/telling.ts'
import {
  type Approval,
  changeApprovals,
  dueApprovals,
  lockApprovals,
  setApprovalDue,
  wordsOfApprovals,
} from '../db/approvals.ts'
import { knownOf } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Desk } from './desk.ts'
import { endsAt, hearersOfStrangers, heldOf, remindedAt } from './held.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

/** Reminders that are due so soon after one another are one message. */
const TOGETHER: Instant = 5 * 60_000

/** Carries out what is due of approvals, each once, however late. */
export async function fireApprovals(desk: Desk, now: Instant): Promise<void> {
  if ((await dueApprovals(desk.db, now)).length === 0) return
  const triggers = await desk.db.transaction(async (tx) => {
    const soon = await lockApprovals(tx, await dueApprovals(tx, now + TOGETHER))
    // Whoever else fired them meanwhile has moved them on.
    const due = new Set(await dueApprovals(tx, now))
    const near = new Set(await dueApprovals(tx, now + TOGETHER))
    const owing = new Owing(desk, now)
    const { members } = await readDirectory(tx, desk.settings)
    const { office } = desk.settings
    const waiting = soon.filter(({ verdict }) => verdict === null)
    const ended = waiting.filter((one) => due.has(one.id) && endsAt(one) <= now)
    const untold = waiting.filter((one) => due.has(one.id) && !ended.includes(one) && one.toldAt === null)
    const reminds = (one: Approval) => one.toldAt !== null && one.remindedAt === null && !ended.includes(one)
    const first = waiting.some((one) => due.has(one.id) && reminds(one))
    const reminded = first ? waiting.filter((one) => near.has(one.id) && reminds(one)) : []
    const words = await wordsOfApprovals(
      tx,
      waiting.map(({ id }) => id),
    )
    const write = (why: 'reminder' | 'expired' | 'more-calls', all: readonly Approval[]) => {
      const shown: Held[] = all.map((one) => heldOf(one, words.get(one.id)))
      if (shown.length === 0) return
      for (const person of hearersOfStrangers(members, now, office)) {
        owing.write(person, { kind: 'held-waiting', why, all: shown })
      }
    }
    write('more-calls', untold)
    write('reminder', reminded)
    write('expired', ended)
    await changeApprovals(tx, idsOf(untold), { toldAt: now, remindedAt: now })
    await changeApprovals(tx, idsOf(reminded), { remindedAt: now })
    await changeApprovals(tx, idsOf(ended), { verdict: 'expired', decidedAt: now })
    for (const one of ended) await tellThem(tx, owing, one, ended)
    const moved = new Set(idsOf([...untold, ...reminded]))
    for (const { id } of soon.filter((one) => due.has(one.id) || moved.has(one.id))) {
      const one = waiting.find((each) => each.id === id)
      const over = !one || ended.includes(one)
      owing.alarm(await setApprovalDue(tx, id, over ? undefined : nextOf(one, moved.has(id), now, office), now))
    }
    return owing.writeInto(tx, members)
  })
  await desk.trigger(triggers)
}

const idsOf = (all: readonly Approval[]) => all.map(({ id }) => id)

/** Never before now: a reminder that is due is carried out, and has moved. */
function nextOf(one: Approval, told: boolean, now: Instant, office: Parameters<typeof remindedAt>[1]): Instant {
  const reminder = told || one.remindedAt !== null ? endsAt(one) : Math.min(remindedAt(one, office), endsAt(one))
  return Math.max(reminder, now + 1)
}

/** Who asked to be registered waits for an answer, and who was told that their report was passed on for its end: one each. */
async function tellThem(tx: Transaction, owing: Owing, one: Approval, ended: readonly Approval[]): Promise<void> {
  const { id, kind, conversationId, channel, address } = one
  const own = ended.filter((other) => other.address === address && other.channel !== 'voice')
  const told = own.find((other) => other.kind === 'person') ?? own[0]
  if (told?.id !== id) return
  const { optedOut, answered } = await knownOf(tx, address)
  if (optedOut || (kind === 'report' && !answered)) return
  const lost = kind === 'person' && own.length > 1 ? { lost: true } : {}
  const outcome = { kind: 'stranger-outcome', of: kind, verdict: 'expired', tickets: [], ...lost } as const
  owing.writeBack({ conversationId, channel }, outcome)
}
