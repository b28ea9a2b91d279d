/**
 * Messages that came while nobody listened. What they command or report is carried out with their own times (DESIGN
 * rule 3), and answered as one (gathering.ts). What is older than a day nobody carries out any more: things have moved
 * on since, and people have helped themselves. It is kept, and the supervisor sees it in one message.
 */
import type { Meaning } from '../bots/understanding/meaning.ts'
import { NOT_DONE, oldLine } from '../bots/wording/missed.ts'
import { onDutyIn } from '../src/desk/duty.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { maskPhone } from '../src/format/phone.ts'
import { act, type Outcome } from './act.ts'
import type { Case } from './case.ts'

const TOO_OLD_AFTER: Instant = 24 * 3_600_000

/** STOP is honoured however late it is heard. */
const ALWAYS: ReadonlySet<string> = new Set(['opt_out', 'opt_in'])

/** Acts on a meaning, unless it is too late for that. */
export async function actInTime(one: Case, meaning: Meaning): Promise<Outcome> {
  const { message, now, at } = one
  const isOld = message.content.missed === true && now - at > TOO_OLD_AFTER
  const isAlways = meaning.kind === 'said' && meaning.said.every(({ intent }) => ALWAYS.has(intent))
  if (!isOld || isAlways || meaning.kind === 'nothing') return act(one, meaning)
  listForSupervisor(one)
  return {}
}

function listForSupervisor({ owing, members, now, at, desk, sender, text, message, conversation }: Case): void {
  const { office, house } = desk.settings
  const supervisors = onDutyIn('supervisor', members, now, office)
  const hearers = supervisors.length > 0 ? supervisors : onDutyIn('kepala_seksi', members, now, office)
  const who = sender?.name ?? maskPhone(conversation.address)
  const line = oldLine(who, text, message.content.media?.length ?? 0, at, house)
  for (const person of hearers) if (!person.optedOut) owing.list(person, line)
  if (sender) owing.addLine(NOT_DONE)
}
