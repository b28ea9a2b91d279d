/** Numbers that are not in the directory (DOMAIN 7.1, 7.3, 7.8). They make no ticket and are never asked for one. */
import type { Meaning } from '../bots/understanding/meaning.ts'
import { knownOf, setOptedOut, updateConversation } from '../db/conversations.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import type { Office } from '../src/desk/office.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { readWhatsappId } from '../src/format/whatsapp-id.ts'
import type { Outcome } from './act.ts'
import type { Case } from './case.ts'
import { answerEmergency } from './emergencies.ts'

const MINUTE = 60_000
/** A stranger is answered, and a fault of theirs is passed on, once a day. */
const AGAIN_AFTER = 24 * 60 * MINUTE
/** What comes so soon after an emergency belongs to it: a photograph, a street, "cepat". */
const BELONGS_WITHIN = 10 * MINUTE

/** Only numbers of ordinary subscribers are answered: never short codes or names (DOMAIN 4.1). */
const canBeAnswered = (address: string) => /^\+\d{8,15}$/.test(address) || readWhatsappId(address) !== undefined

export async function actOnStranger(one: Case, meaning: Meaning): Promise<Outcome> {
  const { tx, conversation, now } = one
  if (meaning.kind === 'emergency') return answerEmergency(one)
  const intent = meaning.kind === 'said' ? meaning.said[0]?.intent : undefined
  if (intent === 'opt_out' || intent === 'opt_in') return optOut(one, intent === 'opt_out')
  const about = meaning.kind === 'stranger' ? meaning.about : meaning.kind === 'needs-words' ? 'other' : undefined
  if (!about) return {}
  const known = await knownOf(tx, conversation.address)
  const inNeed = isWithin(known.emergencyAt, now, BELONGS_WITHIN)
  if (inNeed && (about === 'other' || about === 'hello')) return answerEmergency(one)
  if (!canBeAnswered(conversation.address)) return {}
  const passedOn = about === 'fault' && !isWithin(known.faultToldAt, now, AGAIN_AFTER) && passOnFault(one)
  const answered = !known.optedOut && (passedOn || !isWithin(conversation.answeredAt, now, AGAIN_AFTER))
  if (answered) one.owing.answer({ kind: 'stranger', about, ...(passedOn ? { passedOn } : {}) })
  if (answered || passedOn) {
    const change = { ...(answered ? { answeredAt: now } : {}), ...(passedOn ? { faultToldAt: now } : {}) }
    await updateConversation(tx, conversation.id, change)
  }
  return {}
}

const isWithin = (at: Instant | null, now: Instant, span: Instant) => at !== null && now - at < span

/** STOP is honoured at once, on all channels of the number. */
async function optOut({ tx, owing, conversation, now }: Case, stops: boolean): Promise<Outcome> {
  owing.answer({ kind: stops ? 'opted-out' : 'opted-in' })
  await setOptedOut(tx, conversation.address, stops ? now : null)
  return {}
}

/** Who hears what a number reports that is not in the directory: the supervisor on duty and Kepala Seksi (DOMAIN 7.3). */
export function hearersOfStrangers(members: readonly Member[], now: Instant, office: Office): Member[] {
  const both = (['supervisor', 'kepala_seksi'] as const).flatMap((role) => onDutyIn(role, members, now, office))
  return [...new Map(both.map((member) => [member.id, member])).values()].filter(({ optedOut }) => !optedOut)
}

/** A fault is held for them. False: nobody can be told. */
function passOnFault({ owing, members, now, desk, conversation, text, at }: Case): boolean {
  const hear = hearersOfStrangers(members, now, desk.settings.office)
  for (const member of hear) owing.write(member, { kind: 'stranger-fault', from: conversation.address, text, at })
  return hear.length > 0
}
