/** New people, and reports from numbers that are not in the directory: asked of supervisor and Kepala Seksi (DOMAIN 7.3). */
import { DECIDERS } from '../bots/understanding/commands/row.ts'
import type { Held } from '../bots/wording/telling.ts'
import {
  type Approval,
  addToApproval,
  askApproval,
  type NewApproval,
  picturesBefore,
  setApprovalDue,
} from '../db/approvals.ts'
import { type Member, onDutyIn } from '../src/desk/duty.ts'
import { nextShiftStart } from '../src/desk/moments.ts'
import type { Office } from '../src/desk/office.ts'
import type { Actor, Instant } from '../src/desk/ticket.ts'
import type { Case } from './case.ts'
import { isHidden } from './hidden.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Who decides is reminded once: of a report after so much, of a person at the next shift's start. */
const REMINDED_AFTER: Instant = 10 * MINUTE
/** What nobody has decided by then ends; some at once, so that people read of them together. */
const ENDS_AFTER: Instant = 24 * HOUR
const ENDS_TOGETHER: Instant = HOUR / 2
/** A picture belongs to the words that follow it so soon. */
const PICTURE_BEFORE: Instant = 5 * MINUTE

export const mayApprove = ({ role, standsInFor }: Actor): boolean =>
  DECIDERS.includes(role) || (standsInFor !== undefined && DECIDERS.includes(standsInFor))

/** Who is asked: the supervisor on duty and Kepala Seksi, or who stands in; the admins where there is neither. */
export function hearersOfStrangers(members: readonly Member[], now: Instant, office: Office): Member[] {
  const both = (['supervisor', 'kepala_seksi'] as const).flatMap((role) => onDutyIn(role, members, now, office))
  const hear = reachable(both)
  return hear.length > 0 ? hear : reachable(onDutyIn('admin', members, now, office))
}

const reachable = (members: readonly Member[]) =>
  [...new Map(members.map((member) => [member.id, member])).values()].filter(({ optedOut }) => !optedOut)

export const endsAt = ({ askedAt }: Pick<Approval, 'askedAt'>): Instant =>
  Math.ceil((askedAt + ENDS_AFTER) / ENDS_TOGETHER) * ENDS_TOGETHER

export function remindedAt({ kind, askedAt }: Pick<Approval, 'kind' | 'askedAt'>, office: Office): Instant {
  const shift = kind === 'person' ? nextShiftStart(askedAt, office) : undefined
  return shift ?? askedAt + REMINDED_AFTER
}

/** Asks for it, and sets when those who decide are told of it (`tellAt`, of what they are not told of now) or reminded. */
export async function ask(
  one: Case,
  asked: Pick<NewApproval, 'kind' | 'name' | 'team'>,
  tellAt?: Instant,
): Promise<Approval> {
  const { tx, now, at, conversation, rows, owing, desk } = one
  const { id, channel, address } = conversation
  const pictures =
    channel === 'voice' || asked.kind === 'person' ? [] : await picturesBefore(tx, id, at - PICTURE_BEFORE)
  const from = { conversationId: id, channel, address }
  const told = tellAt === undefined ? { toldAt: now } : {}
  const messages = [...new Set([...pictures, ...rows.map((row) => row.id)])]
  const approval = await askApproval(tx, { ...asked, ...from, askedAt: at, ...told }, messages)
  owing.alarm(await setApprovalDue(tx, approval.id, tellAt ?? remindedAt(approval, desk.settings.office), now))
  return approval
}

export async function addTo({ tx, rows, at }: Case, approval: Approval): Promise<void> {
  await addToApproval(
    tx,
    approval,
    rows.map(({ id }) => id),
    at,
  )
}

/** As people read it. */
export function heldOf({ id, kind, channel, address, name, team, askedAt }: Approval, words?: string): Held {
  return {
    code: id,
    what: kind === 'person' ? 'person' : channel === 'voice' ? 'call' : 'written',
    at: askedAt,
    ...(isHidden(address) ? {} : { from: address }),
    ...(name === null ? {} : { name }),
    ...(team === null ? {} : { team }),
    ...(words === undefined ? {} : { words }),
  }
}
