/** Whether the desk does what it is there for: what comes in is decided, what is due is done, what is urgent goes out. */
import { sql } from 'drizzle-orm'
import { readClocks } from '../db/clock.ts'
import { deadChannels } from '../db/conversations.ts'
import { WATCHED } from '../src/desk/coverage.ts'
import { type Member, presentIn } from '../src/desk/duty.ts'
import { silentRoles } from '../src/desk/reach.ts'
import type { Role } from '../src/desk/ticket.ts'
import type { Backend } from './backend.ts'
import type { Desk } from './desk.ts'
import { readDirectory } from './members.ts'

const SECOND = 1000
/** What waits longer than so is stuck. */
const UNDECIDED_AT_MOST = 60 * SECOND
const OVERDUE_AT_MOST = 60 * SECOND
const URGENT_AT_MOST = 120 * SECOND
const ANSWERS_WITHIN = 10 * SECOND

/** Gateways that carry messages; one that runs in another process is well as far as this one can know. */
export const WELL: ReadonlySet<string> = new Set(['ready', 'elsewhere', 'standby'])

/** In words for the operator, without names and numbers; none when all is well. Never rejects, and ends in time. */
export async function ailments(desk: Desk, backend: Backend): Promise<string[]> {
  const late = new Promise<string[]>((resolve) => {
    setTimeout(resolve, ANSWERS_WITHIN, ['database: no answer in time']).unref()
  })
  return Promise.race([late, look(desk, backend).catch(() => ['database: it does not answer'])])
}

async function look(desk: Desk, backend: Backend): Promise<string[]> {
  const answer = await backend.ping().catch(() => false)
  return [...(answer ? [] : ['queues: they do not answer']), ...(await stuck(desk)), ...(await unreachable(desk))]
}

/** It was written anew with what had waited longer (summing-up.ts), for this channel or for the one before. */
const toldBefore = (instant: string) =>
  sql`exists (select 1 from waiting_notices w join outbox o on o.id in (outbox.id, outbox.instead_of)
    where w.person_id = outbox.person_id and w.told_at = o.created_at and w.at < ${instant})`

/** Rows that nobody takes care of. */
async function stuck({ db, clocks }: Desk): Promise<string[]> {
  const now = await readClocks(clocks)
  const before = (span: number) => new Date(now.desk - span).toISOString()
  const [row] = (
    await db.execute<{ undecided: number; overdue: number; unsent: number }>(sql`select
      (select count(*)::int from inbox where state = 'new' and received_at < ${before(UNDECIDED_AT_MOST)}) as undecided,
      (select count(*)::int from due where done_at is null and due_at < ${before(OVERDUE_AT_MOST)}
        and (not_before is null or not_before < ${new Date(now.wall - OVERDUE_AT_MOST).toISOString()})) as overdue,
      (select count(*)::int from outbox where urgent and state in ('queued', 'sending', 'unknown')
        and (created_at < ${before(URGENT_AT_MOST)} or (code is not null and ${toldBefore(before(URGENT_AT_MOST))})) and not exists
        (select 1 from outbox other where other.instead_of = outbox.id)) as unsent`)
  ).rows
  return [
    ...(row?.undecided ? [`intake: ${row.undecided} messages wait to be read`] : []),
    ...(row?.overdue ? [`deadlines: ${row.overdue} moments are overdue`] : []),
    ...(row?.unsent ? [`delivery: ${row.unsent} urgent messages are not sent`] : []),
  ]
}

/** Roles of which somebody on duty can be written to on no channel. */
async function unreachable({ db, clocks, gateways, settings }: Desk): Promise<string[]> {
  const { members } = await readDirectory(db, settings)
  const now = await clocks.desk()
  const carried = new Set(gateways.filter((one) => WELL.has(one.state().state)).flatMap(({ channels }) => channels))
  const dead = await deadChannels(db, members)
  const isReached = ({ id, channels, optedOut, unreached }: Member) =>
    !optedOut && !unreached && channels.some((channel) => carried.has(channel) && !dead.get(id)?.has(channel))
  const silent = silentRoles(members, now, settings.office)
  return WATCHED.flatMap((role) => {
    const present = presentIn(role, members, now, settings.office)
    const lost = present.filter((member) => !isReached(member)).length
    if (lost > 0) return [`people: ${lost} of ${present.length} on duty as ${role} can be written to on no channel`]
    return silent.includes(role) ? [`people: nobody can be told anything as ${role}`] : []
  })
}

/** Roles of which everybody wants no messages or is gone; none where the database does not answer. */
export async function rolesUnheard({ db, clocks, settings }: Desk): Promise<Role[]> {
  try {
    const { members } = await readDirectory(db, settings)
    return silentRoles(members, await clocks.desk(), settings.office)
  } catch {
    return []
  }
}
