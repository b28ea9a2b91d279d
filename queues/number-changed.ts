/** How a changed number ends: both codes came, or the time or the tries are over. */

import type { Transaction } from '../db/database.ts'
import { endLinesOf, forgetCodes, type NumberChange, takeExpired, updateChange } from '../db/number-changes.ts'
import { isPhoneKnown } from '../db/people.ts'
import type { Member } from '../src/desk/duty.ts'
import { onDutyIn } from '../src/desk/duty.ts'
import type { Instant } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import type { Desk } from './desk.ts'
import { readDirectory } from './members.ts'
import { Owing } from './owing.ts'

interface Around {
  readonly desk: Desk
  readonly tx: Transaction
  readonly owing: Owing
  readonly members: readonly Member[]
  readonly now: Instant
}

/** Both codes have come; the second from `side`, which is answered. The other number hears of it as well. */
export async function applyChange(one: Case, change: NumberChange, side: 'old' | 'new'): Promise<void> {
  const { tx, owing, members, now, desk } = one
  const { personId, oldPhone, newPhone } = change
  const person = members.find(({ id }) => id === personId)
  // Meanwhile somebody else was brought into the directory with it.
  if (!person || (await isPhoneKnown(tx, newPhone))) return endChange(one, change, 'taken')
  await updateChange(tx, change.id, { endedAt: now, outcome: 'changed' })
  await forgetCodes(tx, change, now)
  owing.changePerson(personId, { phone: newPhone, question: null })
  owing.resume(await endLinesOf(tx, change, (channel) => owing.lineOf(tx, newPhone, channel)))
  const toOld = { kind: 'number-change', is: 'ended-here', to: newPhone } as const
  const toNew = { kind: 'number-change', is: 'begins-here', name: person.name } as const
  owing.answer(side === 'old' ? toOld : toNew)
  await owing.sendToNumber(tx, side === 'old' ? newPhone : oldPhone, side === 'old' ? toNew : toOld)
  const { office } = desk.settings
  const informed = [...onDutyIn('supervisor', members, now, office), ...members.filter(({ role }) => role === 'admin')]
  const told = { kind: 'number-changed', person, from: oldPhone, to: newPhone } as const
  for (const member of informed) if (member.id !== personId) owing.write(member, told)
}

/** It came to nothing: the old number stays, and whoever took part is told. */
export async function endChange(
  { tx, now, owing, members, ...rest }: Around | Case,
  change: NumberChange,
  outcome: 'expired' | 'too-many-tries' | 'taken',
): Promise<void> {
  await updateChange(tx, change.id, { endedAt: now, outcome })
  await forgetCodes(tx, change, now)
  const reply = { kind: 'number-change', is: outcome, to: change.newPhone } as const
  const asked = 'conversation' in rest ? rest : undefined
  if (asked) owing.answer(reply)
  const person = members.find(({ id }) => id === change.personId)
  if (person && asked?.sender?.id !== person.id) owing.write(person, reply)
  const hasAnswered = change.newTypedAt !== null && asked?.conversation.address !== change.newPhone
  if (hasAnswered) await owing.sendToNumber(tx, change.newPhone, reply)
}

/** Those whose time is over, each told once. */
export async function endExpired(desk: Desk, now: Instant): Promise<void> {
  const triggers = await desk.db.transaction(async (tx) => {
    const changes = await takeExpired(tx, now)
    const { members } = await readDirectory(tx, desk.settings)
    const owing = new Owing(desk, now)
    for (const change of changes) await endChange({ desk, tx, owing, members, now }, change, 'expired')
    return owing.writeInto(tx, members)
  })
  await desk.trigger(triggers)
}
