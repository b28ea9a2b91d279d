/**
 * A person's number is changed when both numbers have sent the code that they were sent: who has only one of the two
 * phones changes nothing. By SMS nobody asks for it, for its senders can be forged (DESIGN section 6).
 */
import { isOptedOut } from '../db/conversations.ts'
import {
  askedSince,
  forgetTyped,
  type NumberChange,
  updateChange,
  waitForCodes,
  waitingFor,
} from '../db/number-changes.ts'
import { isPhoneKnown } from '../db/people.ts'
import type { Member } from '../src/desk/duty.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { readPhone } from '../src/format/phone.ts'
import type { Case } from './case.ts'
import { applyChange, endChange } from './number-changed.ts'
import { codeIn, hashOf, isCode, newSalt, twoCodes } from './one-time-code.ts'
import { isOwnNumber } from './own-numbers.ts'

const MINUTE = 60_000
const POLICY = {
  /** Both codes have come within so much desk time. */
  validFor: 10 * MINUTE,
  /** So many wrong codes end it. */
  tries: 5,
  /** One person may ask once within so much, and so often within a day. */
  every: 10 * MINUTE,
  perDay: 3,
} as const
const DAY = 24 * 60 * MINUTE

/** GANTI NOMOR: sends a code to each number, or says why not. */
export async function askForNumber(one: Case, sender: Member, typed: string | undefined): Promise<void> {
  const { owing, tx, now, conversation } = one
  const refusal = await whyNot(one, sender, typed)
  if (refusal) return owing.answer({ kind: 'number-change', ...refusal })
  const read = readPhone(typed ?? '')
  if (!read.ok) return
  const [oldCode, newCode] = twoCodes()
  const salt = newSalt()
  const until = now + POLICY.validFor
  const alarms = await waitForCodes(tx, {
    personId: sender.id,
    oldPhone: sender.phone,
    newPhone: read.e164,
    salt,
    oldHash: hashOf(oldCode, salt),
    newHash: hashOf(newCode, salt),
    requestedAt: now,
    expiresAt: until,
  })
  if (!alarms) return owing.answer({ kind: 'number-change', is: 'taken' })
  owing.alarm(alarms)
  owing.answer({ kind: 'number-change', is: 'asked', to: read.e164, until })
  owing.send(
    { conversationId: conversation.id, channel: conversation.channel, personId: sender.id },
    {
      kind: 'number-code',
      code: oldCode,
      until,
      to: 'old',
    },
  )
  await owing.sendToNumber(tx, read.e164, { kind: 'number-code', code: newCode, until, to: 'new' })
}

type Refusal =
  | { readonly is: 'how' | 'by-sms' | 'unreadable' | 'same' | 'taken' | 'stopped' | 'too-often' }
  | { readonly is: 'too-soon'; readonly until: Instant }

async function whyNot(one: Case, sender: Member, typed: string | undefined): Promise<Refusal | undefined> {
  const { tx, now, conversation, desk } = one
  if (conversation.channel !== 'whatsapp') return { is: 'by-sms' }
  if (typed === undefined) return { is: 'how' }
  const read = readPhone(typed)
  if (!read.ok || !read.mobile) return { is: 'unreadable' }
  if (read.e164 === sender.phone) return { is: 'same' }
  if ((await isPhoneKnown(tx, read.e164)) || (await isOwnNumber(desk, read.e164))) return { is: 'taken' }
  if (await isOptedOut(tx, read.e164)) return { is: 'stopped' }
  const asked = await askedSince(tx, sender.id, now - DAY)
  const [last] = asked
  if (last !== undefined && now - last < POLICY.every) return { is: 'too-soon', until: last + POLICY.every }
  return asked.length >= POLICY.perDay ? { is: 'too-often' } : undefined
}

/** Whether the message is a code that is waited for; then it is dealt with here, and its digits are kept nowhere. */
export async function tookCode(one: Case): Promise<boolean> {
  const { tx, now, owing, text, conversation, sender, rows } = one
  const code = codeIn(text)
  if (code === undefined || conversation.channel === 'voice') return false
  const change = await waitingFor(tx, { personId: sender?.id, phone: conversation.address })
  if (!change) return false
  await forgetTyped(
    tx,
    rows.map(({ id }) => id),
  )
  if (now > change.expiresAt) {
    await endChange(one, change, 'expired')
    return true
  }
  const side = sender?.id === change.personId ? 'old' : 'new'
  const hash = side === 'old' ? change.oldHash : change.newHash
  if (!isCode(code, change.salt, hash)) {
    await countWrong(one, change)
    return true
  }
  const typed: NumberChange = { ...change, ...(side === 'old' ? { oldTypedAt: now } : { newTypedAt: now }) }
  await updateChange(tx, change.id, { oldTypedAt: typed.oldTypedAt, newTypedAt: typed.newTypedAt })
  if (typed.oldTypedAt !== null && typed.newTypedAt !== null) await applyChange(one, typed, side)
  else
    owing.answer({
      kind: 'number-change',
      is: 'half',
      waitsFor: side === 'old' ? 'new' : 'old',
      until: change.expiresAt,
    })
  return true
}

async function countWrong(one: Case, change: NumberChange): Promise<void> {
  const tries = change.tries + 1
  const left = POLICY.tries - tries
  await updateChange(one.tx, change.id, { tries })
  if (left > 0) one.owing.answer({ kind: 'number-change', is: 'wrong', left })
  else await endChange(one, change, 'too-many-tries')
}
