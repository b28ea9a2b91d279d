/** A ticket as JSON (DESIGN section 7). Instants are ISO 8601 in UTC. */
import type { AttachmentRow } from '../../db/ticket-details.ts'
import { runningStep } from '../desk/evolve.ts'
import type { Actor, Instant, Step, Ticket, TicketEvent } from '../desk/ticket.ts'

const iso = (at: Instant) => new Date(at).toISOString()
const when = <K extends string>(key: K, at: Instant | undefined) => (at === undefined ? {} : { [key]: iso(at) })
const maybe = <K extends string, V>(key: K, value: V | undefined) => (value === undefined ? {} : { [key]: value })

export interface Phones {
  /** +E.164 of a person, where the directory still knows them. */
  phoneOf(personId: number): string | undefined
}

const personJson = ({ id, name, role }: Actor, phones: Phones) => ({
  name,
  role,
  ...maybe('phone', phones.phoneOf(id)),
})

const stepJson = ({ step, cycle, startedAt, dueAt, doneAt, by, verdict }: Step) => ({
  step,
  cycle,
  startedAt: iso(startedAt),
  ...when('dueAt', dueAt),
  ...when('doneAt', doneAt),
  ...maybe('by', by),
  verdict,
})

export function ticketJson(ticket: Ticket, phones: Phones, attachments: readonly AttachmentRow[] = []) {
  const { vendor } = ticket
  return {
    number: ticket.number,
    ...maybe('test', ticket.test),
    reference: ticket.reference,
    state: ticket.state,
    ...maybe('step', runningStep(ticket)?.step),
    cycle: ticket.cycle,
    application: ticket.application,
    category: ticket.category,
    impact: ticket.impact,
    summary: ticket.summary,
    description: ticket.description,
    ...maybe('unit', ticket.unit),
    ...when('occurredAt', ticket.occurredAt),
    registeredAt: iso(ticket.registeredAt),
    ...when('closedAt', ticket.closedAt),
    ...maybe('closedAs', ticket.closedAs),
    channel: ticket.channel,
    reporter: personJson(ticket.reporter, phones),
    ...(ticket.recordedBy ? { recordedBy: personJson(ticket.recordedBy, phones) } : {}),
    ...(ticket.assignee ? { assignee: personJson(ticket.assignee, phones) } : {}),
    ...(vendor ? { vendor: { id: vendor.id, ...maybe('ticket', vendor.ticket), ...when('eta', vendor.eta) } } : {}),
    ...maybe('cause', ticket.cause),
    ...maybe('action', ticket.action),
    steps: ticket.steps.map(stepJson),
    attachments: attachments.map(attachmentJson),
  }
}

/** What people read of an attachment that could not be fetched. */
export const UNAVAILABLE = 'lampiran tidak tersedia'

/** `sha256` and `size` once it is there. */
export const attachmentJson = ({ id, mimeType, name, sha256, size, failed }: AttachmentRow) => ({
  id,
  mimeType,
  ...maybe('name', name ?? undefined),
  ...maybe('sha256', sha256 ?? undefined),
  ...maybe('size', size ?? undefined),
  ...(failed ? { unavailable: UNAVAILABLE } : {}),
})

/** An event for people: what, when (claimed and recorded), by whom, from where to where, in which words. */
export function eventJson(row: { seq: number; recordedAt: Instant; event: TicketEvent; text: string | null }) {
  const { event } = row
  const extra = Object.fromEntries(
    Object.entries(event).filter(
      ([key]) => !['type', 'at', 'by', 'ticket', 'eta', 'until', 'dueAt', 'combinedDueAt'].includes(key),
    ),
  )
  return {
    seq: row.seq,
    type: event.type,
    at: iso(event.at),
    recordedAt: iso(row.recordedAt),
    ...(event.by ? { by: { name: event.by.name, role: event.by.role } } : {}),
    ...extra,
    ...('eta' in event ? when('eta', event.eta) : {}),
    ...('until' in event ? when('until', event.until) : {}),
    ...('dueAt' in event ? when('dueAt', event.dueAt) : {}),
    ...(row.text === null ? {} : { text: row.text }),
  }
}
