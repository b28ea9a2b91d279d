/** Held reports that somebody approved become tickets, with the time of their first message (DOMAIN 1.6 row 4). */
import type { ReportSaid } from '../bots/understanding/meaning.ts'
import { type Approval, messagesOfApproval } from '../db/approvals.ts'
import { type InboxRow, markDecided } from '../db/inbox.ts'
import { sameFault } from '../src/desk/joining.ts'
import { SPOKEN } from '../src/desk/spoken.ts'
import type { Actor, Instant, Report, Ticket } from '../src/desk/ticket.ts'
import { showPhone } from '../src/format/phone.ts'
import type { Case } from './case.ts'
import { unknownReport } from './draft.ts'
import { isHidden } from './hidden.ts'
import { joinQuietly, newTicket } from './registering.ts'

const HIDDEN = 'penelepon bernomor tersembunyi'

/**
 * Registers what was held. `reporter`: the person who was approved; without one it is recorded by who approves, on
 * behalf of the number.
 */
export async function registerHeld(one: Case, held: Approval, reporter?: Actor): Promise<readonly Ticket[]> {
  const rows = await messagesOfApproval(one.tx, held.id)
  const tickets: Ticket[] = []
  for (const { report, of } of held.channel === 'voice' ? spoken(rows) : written(one, rows, held, reporter)) {
    const ticket = await register(one, report, { held, reporter, reportedAt: of[0]?.at ?? held.askedAt })
    tickets.push(ticket)
    await markDecided(
      one.tx,
      of.map(({ id }) => id),
      { decidedAt: one.now, ticketId: ticket.id },
    )
  }
  return tickets
}

interface Told {
  readonly report: Report
  /** The messages that told it. */
  readonly of: readonly InboxRow[]
}

/** Several calls of one number are one report: what it is stands in their recordings. */
const spoken = (rows: readonly InboxRow[]): Told[] => [{ report: SPOKEN, of: rows }]

/** Each message that reports something is a report; what says nothing of its own belongs to the one before. */
function written({ desk, members }: Case, rows: readonly InboxRow[], held: Approval, reporter?: Actor): Told[] {
  const said = rows.map((row) => {
    const meaning = desk.understand({
      text: row.text,
      at: row.at,
      channel: held.channel,
      sender: { id: reporter?.id ?? 0, name: reporter?.name ?? '', role: 'call_taker' },
      tickets: [],
      people: members.map(({ id, name, role }) => ({ id, name, role })),
      applications: desk.settings.applications,
    })
    const reports = meaning.kind === 'report' ? meaning.reports.filter(({ vague }) => !vague) : []
    return { row, reports: reports.map(reportOf) }
  })
  const told: { report: Report; of: InboxRow[] }[] = []
  const before: InboxRow[] = []
  for (const { row, reports } of said) {
    const last = told.at(-1)
    if (reports.length === 0 && last) {
      last.of.push(row)
      if (row.text.trim() !== '')
        last.report = { ...last.report, description: `${last.report.description}\n${row.text}` }
    } else if (reports.length === 0) before.push(row)
    else {
      told.push(...reports.map((report, at) => ({ report, of: at === 0 ? [...before, row] : [] })))
      before.length = 0
    }
  }
  if (told.length > 0) return told
  const text = before.map((row) => row.text).join('\n')
  return [{ report: reportOf(unknownReport(text)), of: before }]
}

function reportOf(said: ReportSaid): Report {
  const {
    impactReason: _why,
    reporter: _by,
    byTelephone: _call,
    calledAt: _at,
    vague: _,
    critical: _is,
    ...report
  } = said
  return report
}

async function register(
  one: Case,
  report: Report,
  { held, reporter, reportedAt }: { held: Approval; reporter: Actor | undefined; reportedAt: Instant },
): Promise<Ticket> {
  const { actor, owing, tickets, at } = one
  if (!actor) throw new Error('nobody approved')
  const behalf = isHidden(held.address) ? HIDDEN : showPhone(held.address)
  const whole = reporter ? report : { onBehalfOf: behalf, ...report }
  const by = reporter ?? actor
  const twin = held.channel === 'voice' ? undefined : sameFault(owing.atHand(tickets), whole, by, at)
  const joined = twin && (await joinQuietly(one, twin.id, by, whole, at))
  if (joined) return joined
  return newTicket(one, {
    report: whole,
    reporter: by,
    ...(reporter ? {} : { recordedBy: actor }),
    channel: held.channel,
    reportedAt: Math.min(reportedAt, at),
    at,
  })
}
