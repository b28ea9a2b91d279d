/** What became of our own messages of which no callback told it, from Twilio itself. */
import type { Instant } from '../../src/desk/ticket.ts'
import type { Contract, Unfinished } from '../gateway.ts'
import { channelOf } from './address.ts'
import { endOf } from './calling.ts'
import type { Client } from './client.ts'
import type { Health } from './health.ts'
import { outcomeOf } from './outcome.ts'
import { statusOf } from './receipt.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** So long after it was taken Twilio is asked. No answer is no failure: many networks here never tell (TWILIO.md). */
const ASKED_AFTER = [2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR]
const LONGEST = 24 * HOUR
/** Each is a request of its own: of many the rest is asked after with the next look. */
const AT_MOST = 100

const ASKED_UNTIL = 'settled'

interface Due extends Unfinished {
  readonly dueAt: Instant
}

/** Tells how many were settled. Rejects where Twilio cannot be asked: the rest comes next time. */
export async function settleUnfinished(client: Client, contract: Contract, health: Health): Promise<number> {
  const { watermark, clocks } = contract
  const now = await clocks.desk()
  const kept = await watermark.get(ASKED_UNTIL)
  const since = kept === undefined ? now : Math.max(Number(kept), now - LONGEST)
  const due = dueBetween(await contract.unfinished(since - LONGEST), since, now)
  let settled = 0
  let asked = 0
  for (const [at, message] of due.entries()) {
    // Those of one instant are asked after together, or the rest of them would be forgotten.
    if (asked >= AT_MOST && message.dueAt !== due[at - 1]?.dueAt) break
    if (await settleOne(message, client, contract, health)) settled += 1
    asked += 1
    const last = due[at + 1]?.dueAt !== message.dueAt
    if (last) await watermark.set(ASKED_UNTIL, String(message.dueAt))
  }
  if (asked === due.length) await watermark.set(ASKED_UNTIL, String(now))
  return settled
}

/** Each once, however many of its times have passed, in the order in which they did. */
function dueBetween(unfinished: readonly Unfinished[], since: Instant, now: Instant): Due[] {
  const all = unfinished.flatMap((message) => {
    const dueAt = ASKED_AFTER.map((after) => message.at + after).findLast((at) => at > since && at <= now)
    return dueAt === undefined ? [] : [{ ...message, dueAt }]
  })
  return all.sort((a, b) => a.dueAt - b.dueAt)
}

/** Undefined: Twilio keeps it no more. */
const kept = <T>(asked: Promise<T>, clocks: Contract['clocks']): Promise<T | undefined> =>
  asked.catch((thrown: unknown) => {
    const outcome = outcomeOf(thrown, clocks.wall())
    if (outcome.outcome === 'failed' && outcome.code === '20404') return undefined
    throw thrown
  })

const isCall = (providerId: string) => providerId.startsWith('CA')

async function settleCall({ id, providerId }: Due, client: Client, { receipt, clocks }: Contract): Promise<boolean> {
  const call = await kept(client.calls(providerId).fetch(), clocks)
  const code = call && endOf(call.status)
  if (code === undefined) return false
  const raw = { reconciled: true, call: call?.toJSON() }
  await receipt({ id, providerId, status: 'failed', code, at: await clocks.desk(), raw })
  return true
}

/** Only what ends the waiting is a receipt: so the same is never told twice. */
async function settleOne(due: Due, client: Client, contract: Contract, { noteReceipt }: Health): Promise<boolean> {
  const { id, providerId } = due
  const { receipt, clocks } = contract
  if (isCall(providerId)) return settleCall(due, client, contract)
  const message = await kept(client.messages(providerId).fetch(), clocks)
  const status = message && statusOf(message.status)
  if (!status || status === 'on-its-way' || status === 'sent') return false
  const at = (await clocks.desk()) - Math.max(0, clocks.wall() - message.dateUpdated.getTime())
  const code = message.errorCode ? String(message.errorCode) : undefined
  const raw = { reconciled: true, message: message.toJSON() }
  await receipt({ id, providerId, status, ...(code === undefined ? {} : { code }), at, raw })
  noteReceipt(channelOf(message.to), status, code)
  return true
}
