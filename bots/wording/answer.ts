/** The answer to somebody's own message (DOMAIN 4.5). A kind of reply without a phrase does not compile. */

import { septets } from '../../src/format/gsm7.ts'
import { callTaken, pleaseWrite, recording, strangerCall } from './answer-calls.ts'
import { done } from './answer-done.ts'
import {
  alarm,
  gap,
  lineClosed,
  needsWords,
  offDuty,
  onDuty,
  optedIn,
  optedOut,
  stranger,
  strangerFault,
  unreached,
} from './answer-people.ts'
import { refused } from './answer-refused.ts'
import { added, corrected, joined, merged, offerNote, registeredAnswer, split } from './answer-report.ts'
import { help, list, noTicket, status, unclear, whatIsWrong, whichTicket } from './answer-status.ts'
import { emergency, emergencyRelay } from './emergency.ts'
import { type Message, render } from './message.ts'
import { ROOM_BESIDE_NOTICE, withPrivacyNotice, withPrivacyNoticeSms } from './privacy.ts'
import type { Form, House, Reply } from './telling.ts'

function messageOf(reply: Reply, house: House): Message {
  switch (reply.kind) {
    case 'done':
      return done(reply, house)
    case 'refused':
      return refused(reply, house)
    case 'registered':
      return registeredAnswer(reply, house)
    case 'joined':
      return joined(reply, house)
    case 'split':
      return split(reply, house)
    case 'merged':
      return merged(reply, house)
    case 'added':
      return added(reply, house)
    case 'corrected':
      return corrected(reply, house)
    case 'call-taken':
      return callTaken(reply, house)
    case 'please-write':
      return pleaseWrite()
    case 'recording':
      return recording(reply, house)
    case 'stranger-call':
      return strangerCall(reply, house)
    case 'which-ticket':
      return whichTicket(reply, house)
    case 'no-ticket':
      return noTicket(reply)
    case 'status':
      return status(reply, house)
    case 'list':
      return list(reply, house)
    case 'help':
      return help(reply, house)
    case 'on-duty':
      return onDuty(reply)
    case 'off-duty':
      return offDuty(reply)
    case 'opted-out':
      return optedOut()
    case 'opted-in':
      return optedIn()
    case 'what-is-wrong':
      return whatIsWrong()
    case 'needs-words':
      return needsWords(reply)
    case 'offer-note':
      return offerNote(reply)
    case 'emergency':
      return emergency(reply, house)
    case 'emergency-relay':
      return emergencyRelay(reply, house)
    case 'stranger':
      return stranger(reply, house)
    case 'stranger-fault':
      return strangerFault(reply, house)
    case 'unclear':
      return unclear(reply)
    case 'gap':
      return gap(reply)
    case 'unreached':
      return unreached(reply)
    case 'line-closed':
      return lineClosed(reply)
    case 'alarm':
      return alarm(reply)
    default:
      return reply satisfies never
  }
}

/** The text of an answer. What people typed is masked and cut, but for an emergency's relay, which is whole. */
export function answer(reply: Reply, form: Form, house: House): string {
  const message = messageOf(reply, house)
  return reply.kind === 'emergency-relay' && form === 'sms' ? message.sms : render(message, form)
}

/** Several answers to one message are one message. */
export const answers = (replies: readonly Reply[], form: Form, house: House): string =>
  replies.map((reply) => answer(reply, form, house)).join('\n\n')

/** The first answer ever: the privacy notice stands within it, and an SMS says less so that both are one part. */
export function firstAnswer(replies: readonly Reply[], form: Form, house: House): string {
  const text = answers(replies, form, house)
  if (form === 'whatsapp') return withPrivacyNotice(text)
  const [only] = replies
  const brief = only && replies.length === 1 ? messageOf(only, house).brief : undefined
  const long = brief !== undefined && septets(text) > ROOM_BESIDE_NOTICE
  return withPrivacyNoticeSms(long ? render({ sms: brief(ROOM_BESIDE_NOTICE), whatsapp: [] }, form) : text)
}
