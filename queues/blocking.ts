/**
 * A number that is not in the directory can be blocked: its messages are kept, and neither answered nor told to anybody.
 * A citizen's emergency is, all the same: life first (DOMAIN sections 2 and 7.1).
 */
import type { Meaning, Said } from '../bots/understanding/meaning.ts'
import { blockNumber, unblockNumber } from '../db/blocked.ts'
import { knownOf, setOptedOut } from '../db/conversations.ts'
import { HOUR } from '../src/desk/sop.ts'
import type { Role } from '../src/desk/ticket.ts'
import type { Outcome } from './act.ts'
import { type Case, roleOf } from './case.ts'
import { answerEmergency } from './emergencies.ts'
import { BELONGS_WITHIN } from './strangers.ts'

const MAY_BLOCK: ReadonlySet<Role> = new Set<Role>(['supervisor', 'kepala_seksi', 'admin'])
/** A blocked number stays blocked for so long (DOMAIN section 2). */
const BLOCKED_FOR = 24 * HOUR

export async function changeBlock(one: Case, { intent, phone }: Said): Promise<void> {
  const { owing, tx, actor, now } = one
  if (!actor) return
  const answer = (is: 'not-yours' | 'no-number' | 'registered' | 'blocked' | 'opened' | 'was-open', until?: number) =>
    owing.answer({ kind: 'block', is, ...(phone ? { phone } : {}), ...(until === undefined ? {} : { until }) })
  if (!MAY_BLOCK.has(roleOf(actor))) return answer('not-yours')
  if (phone === undefined) return answer('no-number')
  if (intent === 'unblock') return answer((await unblockNumber(tx, phone, now)) ? 'opened' : 'was-open')
  const until = now + BLOCKED_FOR
  const is = (await blockNumber(tx, { address: phone, until, now, byId: actor.id })) ? 'blocked' : 'registered'
  return answer(is, is === 'blocked' ? until : undefined)
}

/** What a blocked number says. STOP and START are followed without an answer. */
export async function actOnBlocked(one: Case, meaning: Meaning): Promise<Outcome> {
  const { tx, conversation, now } = one
  if (conversation.channel === 'voice') return {}
  const { emergencyAt } = await knownOf(tx, conversation.address)
  const belongs = emergencyAt !== null && now - emergencyAt < BELONGS_WITHIN
  const saysSo = meaning.kind === 'stranger' && meaning.unanswered === true
  const mayBelong =
    meaning.kind === 'needs-words' || (meaning.kind === 'stranger' && (meaning.about !== 'fault' || saysSo))
  if (meaning.kind === 'emergency' || (belongs && mayBelong)) return answerEmergency(one, saysSo)
  const intent = meaning.kind === 'said' ? meaning.said[0]?.intent : undefined
  if (intent === 'opt_out' || intent === 'opt_in') {
    await setOptedOut(tx, conversation.address, intent === 'opt_out' ? now : null)
  }
  return {}
}
