/** SETUJU and TOLAK: a new person is admitted, a held report registered, or neither; each is decided once (DOMAIN 7.3). */
import type { Said } from '../bots/understanding/meaning.ts'
import {
  type Approval,
  changeApprovals,
  findApproval,
  lockApprovals,
  lockWaiting,
  setApprovalDue,
} from '../db/approvals.ts'
import { knownOf, updateConversation } from '../db/conversations.ts'
import { admitPerson, type Person } from '../db/people.ts'
import { findTicketById } from '../db/tickets.ts'
import type { Actor, Ticket } from '../src/desk/ticket.ts'
import { type Case, roleOf } from './case.ts'
import { hearersOfStrangers, heldOf, mayApprove } from './held.ts'
import { registerHeld } from './held-reports.ts'
import { isHidden } from './hidden.ts'

const MINUTE = 60_000
/** "Which of them?" waits so long for its answer. */
const QUESTION_WAITS = 15 * MINUTE
/** Further words of who was approved join their report for so long. */
const FRAGMENTS_JOIN_FOR = 5 * MINUTE

type Verdict = 'approved' | 'refused'

/** What one SETUJU or TOLAK says. Tells which ticket came of it, if any. */
export async function decideHeld(one: Case, said: Said): Promise<number | undefined> {
  const { owing, tx, sender, actor, conversation, now } = one
  if (!sender || !actor) return undefined
  if (!mayApprove(actor)) {
    if (said.approval !== undefined) owing.answer({ kind: 'may-not-approve', code: said.approval })
    return undefined
  }
  const found = said.approval === undefined ? undefined : await findApproval(tx, said.approval)
  if (!found) {
    const all = one.approvals.map((approval) => heldOf(approval, one.heldWords.get(approval.id)))
    const each = said.all ? { each: true } : {}
    owing.answer({
      kind: 'held-list',
      all,
      ...each,
      ...(said.approval === undefined ? {} : { unknown: said.approval }),
    })
    const codes = all.map(({ code }) => code)
    const verdict = said.intent === 'refuse' ? 'refuse' : 'approve'
    if (codes.length > 0 && !said.all)
      owing.ask(sender.id, { kind: 'which-approval', approvals: codes, verdict, until: now + QUESTION_WAITS })
    return undefined
  }
  // Of those of a number all are taken, in order of id: what they reported goes with the person.
  const waiting = isHidden(found.address) ? await lockApprovals(tx, [found.id]) : await lockWaiting(tx, found.address)
  const approval = waiting.find(({ id, verdict }) => id === found.id && verdict === null)
  if (!approval) return tellOver(one, found.id)
  if (said.intent === 'refuse') return refuse(one, approval, waiting)
  if (approval.kind === 'report') return approveReport(one, approval)
  if (conversation.channel !== 'whatsapp') {
    owing.answer({ kind: 'approve-by-whatsapp', code: approval.id })
    return undefined
  }
  return approvePerson(one, approval, waiting, said.team)
}

async function tellOver({ tx, owing, members }: Case, id: number): Promise<undefined> {
  const over = await findApproval(tx, id)
  if (!over?.verdict) return
  const by = members.find((member) => member.id === over.decidedById)
  const ticket = over.ticketId === null ? undefined : await findTicketById(tx, over.ticketId)
  owing.answer({
    kind: 'held-over',
    held: heldOf(over),
    verdict: over.verdict,
    at: over.decidedAt ?? over.askedAt,
    ...(by ? { by: { id: by.id, name: by.name, role: by.role } } : {}),
    ...(ticket ? { number: ticket.number } : {}),
  })
}

/** Who was refused is told so once, where they wrote; who only called is not written to. */
async function refuse(one: Case, approval: Approval, waiting: readonly Approval[]): Promise<undefined> {
  const { owing, actor } = one
  if (!actor) return
  const reports =
    approval.kind === 'person' ? waiting.filter(({ kind, id }) => kind === 'report' && id !== approval.id) : []
  for (const each of [approval, ...reports]) await settle(one, each, 'refused')
  owing.answer({
    kind: 'held-decided',
    held: heldOf(approval),
    verdict: 'refused',
    tickets: [],
    role: roleOf(actor),
    with: reports.map(({ id }) => id),
  })
  tellOthers(one, approval, 'refused', [])
  await tellThem(one, approval, 'refused', [])
}

async function approveReport(one: Case, approval: Approval): Promise<number | undefined> {
  const { owing, actor } = one
  if (!actor) return undefined
  const tickets = await registerHeld(one, approval)
  await settle(one, approval, 'approved', { tickets })
  owing.answer({ kind: 'held-decided', held: heldOf(approval), verdict: 'approved', tickets, role: roleOf(actor) })
  tellOthers(one, approval, 'approved', tickets)
  await tellThem(one, approval, 'approved', tickets)
  return tickets[0]?.id
}

async function approvePerson(
  one: Case,
  approval: Approval,
  waiting: readonly Approval[],
  wished: string | undefined,
): Promise<number | undefined> {
  const { tx, owing, actor, now, desk, conversation: _own } = one
  if (!actor) return undefined
  const { channel, name, address, team } = approval
  const shift = shiftOf(team, desk.settings.shifts)
  const entry = {
    name: name ?? address,
    role: 'call_taker' as const,
    phone: address,
    channels: channel === 'sms' ? (['sms', 'whatsapp'] as const) : (['whatsapp', 'sms'] as const),
    ...(shift === undefined ? {} : { shift }),
  }
  const person = await admitPerson(tx, entry, now)
  const reporter: Actor = { id: person.id, name: person.name, role: person.role }
  const tickets: Ticket[] = []
  for (const report of waiting.filter(({ kind }) => kind === 'report')) {
    const own = await registerHeld(one, report, reporter)
    await settle(one, report, 'approved', { tickets: own, person })
    tickets.push(...own)
  }
  await settle(one, approval, 'approved', { tickets, person })
  const last = tickets.at(-1)
  if (last) {
    const recentUntil = now + FRAGMENTS_JOIN_FOR
    await updateConversation(tx, approval.conversationId, { recentTicketId: last.id, recentUntil })
  }
  const held = heldOf(approval)
  const noShift = person.shift === null ? { hasNoShift: true } : {}
  const otherTeam = wished === undefined ? {} : { wished }
  owing.answer({
    kind: 'held-decided',
    held,
    verdict: 'approved',
    tickets,
    role: roleOf(actor),
    ...noShift,
    ...otherTeam,
  })
  tellOthers(one, approval, 'approved', tickets)
  await tellThem(one, approval, 'approved', tickets, person)
  return tickets[0]?.id
}

/** A team is kept as the shift where the office has one of that name; else it stands with the approval alone. */
function shiftOf(team: string | null, shifts: Readonly<Record<string, unknown>>): string | undefined {
  const whole = team?.toLowerCase() ?? ''
  return [whole, whole.replace(/^\S+\s+/, '')].find((name) => Object.hasOwn(shifts, name))
}

/** Keeps what was decided, by whom and in which message; nobody is reminded of it any more. */
async function settle(
  { tx, now, at, actor, message }: Case,
  { id }: Approval,
  verdict: Verdict,
  came: { readonly tickets?: readonly Ticket[]; readonly person?: Person } = {},
): Promise<void> {
  const ticketId = came.tickets?.[0]?.id
  await changeApprovals(tx, [id], {
    verdict,
    decidedAt: at,
    decidedById: actor?.id ?? null,
    decidedInboxId: message.id,
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(came.person ? { personId: came.person.id } : {}),
  })
  await setApprovalDue(tx, id, undefined, now)
}

/** Whoever was asked as well hears that it is decided. */
function tellOthers(one: Case, approval: Approval, verdict: Verdict, tickets: readonly Ticket[]): void {
  const { owing, members, now, at, desk, sender, actor } = one
  if (!actor) return
  for (const member of hearersOfStrangers(members, now, desk.settings.office)) {
    if (member.id === sender?.id) continue
    owing.write(member, { kind: 'held-settled', held: heldOf(approval), verdict, by: actor, at, tickets })
  }
}

/** Whom it is about, where they wrote. A call is not answered: nobody is called back, nor written to unasked. */
async function tellThem(
  { tx, owing }: Case,
  approval: Approval,
  verdict: Verdict,
  tickets: readonly Ticket[],
  person?: Person,
): Promise<void> {
  const { conversationId, channel, address, kind } = approval
  if (channel === 'voice' || (!person && (await knownOf(tx, address)).optedOut)) return
  const { name } = person ?? {}
  const reply = {
    kind: 'stranger-outcome',
    of: kind,
    verdict,
    tickets,
    ...(name === undefined ? {} : { name }),
  } as const
  owing.writeBack({ conversationId, channel, ...(person ? { personId: person.id } : {}) }, reply)
}
