/** Numbers that are not in the directory (DOMAIN 7.1, 7.3, 7.8). They make no ticket unless a person approves of it. */
import type { Meaning } from '../bots/understanding/meaning.ts'
import type { Reply } from '../bots/wording/telling.ts'
import { type Approval, askedSince, lockWaiting } from '../db/approvals.ts'
import { knownOf, setOptedOut, updateConversation } from '../db/conversations.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { readPhone } from '../src/format/phone.ts'
import { readWhatsappId } from '../src/format/whatsapp-id.ts'
import type { Outcome } from './act.ts'
import type { Case } from './case.ts'
import { answerEmergency } from './emergencies.ts'
import { addTo, ask, hearersOfStrangers, heldOf } from './held.ts'
import { passOnHint } from './hints.ts'

const MINUTE = 60_000
/** A stranger is answered once a day; so is a number that was refused, and one whose calls to 112 nobody answers. */
const AGAIN_AFTER = 24 * 60 * MINUTE
/** What comes so soon after an emergency belongs to it: a photograph, a street, "cepat". */
export const BELONGS_WITHIN = 10 * MINUTE
/** A fault that is told so soon after another is more of the same; and so are other words, sooner. */
const SAME_FAULT_WITHIN = 10 * MINUTE
const FRAGMENTS_JOIN_FOR = 5 * MINUTE
/** Of one number so many reports are held at once; what comes then is added to the last. */
const HELD_AT_MOST = 5
/** Who asks whether they are registered yet is answered so often. */
const STILL_WAITING_AGAIN = 10 * MINUTE

/** Only numbers of ordinary subscribers are answered: never short codes or names (DOMAIN 4.1). */
export const canBeAnswered = (address: string) => /^\+\d{8,15}$/.test(address) || readWhatsappId(address) !== undefined

export async function actOnStranger(one: Case, meaning: Meaning): Promise<Outcome> {
  const { tx, conversation, now } = one
  if (meaning.kind === 'emergency') {
    if (meaning.unanswered) await passOnHint(one)
    return answerEmergency(one, meaning.unanswered)
  }
  const intent = meaning.kind === 'said' ? meaning.said[0]?.intent : undefined
  if (intent === 'opt_out' || intent === 'opt_in') return optOut(one, intent === 'opt_out')
  const about = meaning.kind === 'stranger' ? meaning.about : meaning.kind === 'needs-words' ? 'other' : undefined
  if (!about) return {}
  const known = await knownOf(tx, conversation.address)
  const inNeed = isWithin(known.emergencyAt, now, BELONGS_WITHIN)
  if (inNeed && (about === 'other' || about === 'hello')) return answerEmergency(one)
  // "112 gabisa": whom they were told to call does not answer, and that is all that counts now.
  if (inNeed && meaning.kind === 'stranger' && meaning.unanswered) {
    await passOnHint(one)
    return answerEmergency(one, true)
  }
  if (!canBeAnswered(conversation.address)) return {}
  const waiting = await lockWaiting(tx, conversation.address)
  const answer = await answerTo(one, meaning, about, waiting)
  if (known.optedOut || !answer) return {}
  if (answer.always || !isWithin(conversation.answeredAt, now, AGAIN_AFTER)) {
    one.owing.answer(answer.reply)
    await updateConversation(tx, conversation.id, { answeredAt: now })
  }
  return {}
}

interface Answer {
  readonly reply: Reply
  /** Also to who was answered today. */
  readonly always?: boolean
}

async function answerTo(
  one: Case,
  meaning: Meaning,
  about: 'fault' | 'hello' | 'register' | 'other',
  waiting: readonly Approval[],
): Promise<Answer | undefined> {
  switch (about) {
    case 'register':
      return register(one, meaning.kind === 'stranger' ? meaning : {}, waiting)
    case 'fault':
      return meaning.kind === 'stranger' && meaning.unanswered ? answerHint(one) : holdFault(one, waiting)
    case 'hello':
      return { reply: { kind: 'stranger', about } }
    case 'other': {
      const report = waiting.findLast(isWritten)
      if (report && isWithin(report.lastAt, one.at, FRAGMENTS_JOIN_FOR)) await addTo(one, report)
      return { reply: { kind: 'stranger', about } }
    }
    default:
      return about satisfies never
  }
}

const isWithin = (at: Instant | null, now: Instant, span: Instant) => at !== null && now - at < span
const isWritten = ({ kind, channel }: Approval) => kind === 'report' && channel !== 'voice'

/** STOP is honoured at once, on all channels of the number. */
async function optOut({ tx, owing, conversation, now }: Case, stops: boolean): Promise<Outcome> {
  owing.answer({ kind: stops ? 'opted-out' : 'opted-in' })
  await setOptedOut(tx, conversation.address, stops ? now : null)
  return {}
}

/** "DAFTAR nama regu": once, until it is decided. Whoever gives no number that can be called is sent to the admin. */
async function register(
  one: Case,
  { name, team }: { readonly name?: string; readonly team?: string },
  waiting: readonly Approval[],
): Promise<Answer> {
  const { tx, owing, members, now, desk, conversation, text, at } = one
  const read = readPhone(conversation.address)
  const hear = hearersOfStrangers(members, now, desk.settings.office)
  const byAdmin: Answer = { reply: { kind: 'stranger', about: 'register' } }
  if (!read.ok || !read.mobile || hear.length === 0) return byAdmin
  const before = waiting.find(({ kind }) => kind === 'person')
  if (before) {
    const again = !isWithin(conversation.answeredAt, now, STILL_WAITING_AGAIN)
    return { reply: { kind: 'registering', is: 'waiting', person: heldOf(before) }, always: again }
  }
  if (name === undefined) return { reply: { kind: 'registering', is: 'how' }, always: true }
  const asked = await askedSince(tx, { address: conversation.address, kind: 'person' }, at - AGAIN_AFTER)
  if (asked.some(({ verdict }) => verdict === 'refused')) return byAdmin
  const approval = await ask(one, { kind: 'person', name, ...(team === undefined ? {} : { team }) })
  const namesake = members.some((member) => member.name.toLowerCase() === name.toLowerCase())
  const held = heldOf(approval, text)
  for (const member of hear) owing.write(member, { kind: 'stranger-person', held, namesake })
  return { reply: { kind: 'registering', is: 'asked', person: held }, always: true }
}

/** A fault is held until somebody approves of it, or of the person: it has no number and no clock before. */
async function holdFault(one: Case, waiting: readonly Approval[]): Promise<Answer> {
  const { owing, members, now, desk, text, at } = one
  const held = waiting.filter(isWritten)
  const last = held.at(-1)
  if (last && (isWithin(last.lastAt, at, SAME_FAULT_WITHIN) || held.length >= HELD_AT_MOST)) {
    await addTo(one, last)
    return { reply: { kind: 'stranger', about: 'fault', passedOn: true } }
  }
  const hear = hearersOfStrangers(members, now, desk.settings.office)
  if (hear.length === 0) return { reply: { kind: 'stranger', about: 'fault' } }
  const approval = await ask(one, { kind: 'report' })
  const person = waiting.find(({ kind }) => kind === 'person')
  const letter = { kind: 'stranger-fault', held: heldOf(approval, text) } as const
  for (const member of hear) owing.write(member, { ...letter, ...(person ? { person: person.id } : {}) })
  return { reply: { kind: 'stranger', about: 'fault', passedOn: true }, always: true }
}

/** "112 tidak diangkat" is no report of the office: Kepala Seksi is told, and the citizen whom else to call. */
async function answerHint(one: Case): Promise<Answer> {
  return { reply: { kind: 'stranger', about: 'unanswered' }, always: await passOnHint(one) }
}
