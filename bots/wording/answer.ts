/** The answer to somebody's own message (DOMAIN 4.5). A kind of reply without a phrase does not compile. */

import { septets } from '../../src/format/gsm7.ts'
import { block } from './answer-block.ts'
import { callTaken, pleaseWrite, recording } from './answer-calls.ts'
import { done } from './answer-done.ts'
import {
  covered,
  offDuty,
  saidSolved,
  standIn,
  standInOff,
  standInOver,
  staysOnDuty,
  uncovered,
  uncoveredSeveral,
} from './answer-duty.ts'
import {
  approveByWhatsapp,
  heldDecided,
  heldList,
  heldOver,
  heldSettled,
  heldWaiting,
  mayNotApprove,
} from './answer-held.ts'
import { leave } from './answer-leave.ts'
import { numberChange, numberChanged, numberCode } from './answer-number.ts'
import { alarm, gap, lineClosed, needsWords, optedOut, stillSilent, unreached } from './answer-people.ts'
import { refused } from './answer-refused.ts'
import { added, corrected, joined, merged, offerNote, registeredAnswer, split } from './answer-report.ts'
import { help, list, noTicket, status, unclear, whatIsWrong, whichTicket } from './answer-status.ts'
import { registering, stranger, strangerOutcome } from './answer-strangers.ts'
import {
  strangerCall,
  strangerCrowd,
  strangerFault,
  strangerHint,
  strangerHints,
  strangerPerson,
} from './answer-unknown.ts'
import { onDuty, optedIn } from './answer-waiting.ts'
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
      return onDuty(reply, house)
    case 'off-duty':
      return offDuty(reply, house)
    case 'stays-on-duty':
      return staysOnDuty(reply)
    case 'opted-out':
      return optedOut(reply)
    case 'opted-in':
      return optedIn(reply, house)
    case 'still-silent':
      return stillSilent()
    case 'block':
      return block(reply, house)
    case 'what-is-wrong':
      return whatIsWrong(house)
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
    case 'stranger-person':
      return strangerPerson(reply, house)
    case 'stranger-hint':
      return strangerHint(reply, house)
    case 'stranger-hints':
      return strangerHints(reply, house)
    case 'stranger-crowd':
      return strangerCrowd(reply, house)
    case 'registering':
      return registering(reply, house)
    case 'stranger-outcome':
      return strangerOutcome(reply, house)
    case 'held-waiting':
      return heldWaiting(reply, house)
    case 'held-list':
      return heldList(reply, house)
    case 'held-decided':
      return heldDecided(reply, house)
    case 'held-settled':
      return heldSettled(reply, house)
    case 'held-over':
      return heldOver(reply, house)
    case 'may-not-approve':
      return mayNotApprove(reply)
    case 'approve-by-whatsapp':
      return approveByWhatsapp(reply)
    case 'unclear':
      return unclear(reply)
    case 'leave':
      return leave(reply, house)
    case 'stand-in':
      return standIn(reply, house)
    case 'stand-in-off':
      return standInOff(reply, house)
    case 'stand-in-over':
      return standInOver(reply, house)
    case 'uncovered':
      return uncovered(reply, house)
    case 'uncovered-several':
      return uncoveredSeveral(reply, house)
    case 'covered':
      return covered(reply, house)
    case 'said-solved':
      return saidSolved(reply)
    case 'gap':
      return gap(reply, house)
    case 'number-change':
      return numberChange(reply, house)
    case 'number-code':
      return numberCode(reply, house)
    case 'number-changed':
      return numberChanged(reply)
    case 'line-closed':
      return lineClosed(reply)
    case 'unreached':
      return unreached(reply, house)
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
