/** Life first (DOMAIN 7.1): one immediate answer, and what was sent goes on to the call takers on duty. */
import { updateConversation } from '../db/conversations.ts'
import { emergenciesSince } from '../db/inbox.ts'
import { isOpen } from '../src/desk/evolve.ts'
import { atLast, whoHears } from '../src/desk/reach.ts'
import type { Case } from './case.ts'

const MINUTE = 60_000
/** An emergency is answered again after so much, however often it is written. */
const ANSWERED_AGAIN = 3 * MINUTE
/** Of one sender within so much: nobody in distress writes more, and the lines stay free for others. */
const PASSED_ON_AT_MOST = 30
const COUNTED_WITHIN = 10 * MINUTE

/** Answers and passes on. Also somebody who wanted no more messages is told whom to call. */
export async function answerEmergency(one: Case, unanswered = false): Promise<Record<string, never>> {
  const { owing, conversation, now } = one
  const callsAreDown = one.tickets.some(
    (ticket) => isOpen(ticket) && ticket.impact === 'kritis' && ticket.category === 'panggilan_masuk',
  )
  if (conversation.emergencyAt === null || now - conversation.emergencyAt >= ANSWERED_AGAIN) {
    owing.answer({ kind: 'emergency', callsAreDown, ...(unanswered ? { unanswered } : {}) })
    await updateConversation(one.tx, conversation.id, { emergencyAt: now })
  }
  const before = await emergenciesSince(one.tx, conversation.id, now - COUNTED_WITHIN)
  if (before < PASSED_ON_AT_MOST) passOn(one)
  else one.desk.log.warn({ message: one.message.id }, 'one sender floods with emergencies: this one is not passed on')
  return {}
}

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
