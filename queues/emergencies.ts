/** Life first (DOMAIN 7.1): one immediate answer, and what was sent goes on to the call takers on duty. */
import { knownOf, updateConversation } from '../db/conversations.ts'
import { emergenciesSince, textsBefore } from '../db/inbox.ts'
import { atLast, whoHears } from '../src/desk/reach.ts'
import type { Case } from './case.ts'

const MINUTE = 60_000
/** An emergency is answered again after so much, however often it is written. */
const ANSWERED_AGAIN = 3 * MINUTE
/** Of one sender within so much: nobody in distress writes more, and the lines stay free for others. */
const PASSED_ON_AT_MOST = 30
const COUNTED_WITHIN = 10 * MINUTE
/** Whom 112 did not answer is told whom else to call for so long. */
const UNANSWERED_FOR = 60 * MINUTE
/** So many messages of one sender are answered at once that say that 112 does not answer. */
const AT_ONCE_AT_MOST = 6

/**
 * Answers and passes on. Also somebody who wanted no more messages is told whom to call. `saysSo`: they write now that
 * 112 does not answer them, and read the other numbers at once, whatever they were told before.
 */
export async function answerEmergency(one: Case, saysSo = false): Promise<Record<string, never>> {
  const { owing, conversation, now } = one
  const { faultToldAt } = await knownOf(one.tx, conversation.address)
  const unanswered = saysSo || (faultToldAt !== null && now - faultToldAt < UNANSWERED_FOR)
  const { emergencyAt } = conversation
  const again = emergencyAt === null || now - emergencyAt >= ANSWERED_AGAIN
  if (again || (saysSo && (await fewMessages(one)))) {
    owing.answer({ kind: 'emergency', ...(unanswered ? { unanswered } : {}) })
    await updateConversation(one.tx, conversation.id, { emergencyAt: now })
  }
  const before = await emergenciesSince(one.tx, conversation.id, now - COUNTED_WITHIN)
  if (before < PASSED_ON_AT_MOST) passOn(one)
  else one.desk.log.warn({ message: one.message.id }, 'one sender floods with emergencies: this one is not passed on')
  return {}
}

const fewMessages = async ({ tx, conversation, message, at }: Case) =>
  (await textsBefore(tx, conversation.id, message.id, at - COUNTED_WITHIN, AT_ONCE_AT_MOST)).length < AT_ONCE_AT_MOST

/** Words, number and place whole and unmasked; of pictures and voice notes that they came. */
function passOn({ owing, conversation, now, members, desk, text, at, rows, sender }: Case): void {
  const attachments = rows.flatMap(({ content }) => content.media ?? []).map(({ mimeType }) => mimeType)
  const place = rows.findLast(({ content }) => content.location)?.content.location
  const { office } = desk.settings
  const callTakers = whoHears('call_taker', members, now, office)
  // Of no call taker can anybody be told: whoever is left can telephone.
  for (const callTaker of callTakers.length > 0 ? callTakers : atLast(members, now, office)) {
    if (callTaker.id === sender?.id) continue
    const more = { ...(attachments.length > 0 ? { attachments } : {}), ...(place ? { place } : {}) }
    owing.write(callTaker, { kind: 'emergency-relay', from: conversation.address, text, at, ...more })
  }
}
