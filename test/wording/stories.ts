/** Everything that can happen to a ticket in a few moves: each with what is told to whom, and what is answered. */
import type { Reply, Telling } from '../../bots/wording/telling.ts'
import { decide, mayConfirm } from '../../src/desk/decide.ts'
import { evolve } from '../../src/desk/evolve.ts'
import { nextMoment } from '../../src/desk/moments.ts'
import { type Audience, noticesFor } from '../../src/desk/notices.ts'
import { CIREBON } from '../../src/desk/office.ts'
import { type Actor, type Command, OPEN_STATES, type Role, type State, type Ticket } from '../../src/desk/ticket.ts'
import { ASEP, at, BUDI, type Given, give, inState, pass, SARI, VENDOR } from './cast.ts'

export const STATES: readonly State[] = [...OPEN_STATES, 'closed', 'cancelled']

/** As long as such data are in practice. */
export const LONG = {
  id: 1234,
  number: 1234,
  summary: 'tiket tidak terkirim ke BPBD dan Damkar, tombol kirim hilang',
  unit: 'Meja operator PC 12',
  reporter: { id: 6, name: 'Siti Nurhaliza Putri', role: 'call_taker' },
} as const satisfies Partial<Ticket>

const WORDS = 'SIP trunk dialihkan ke jalur cadangan, modul antrian dimuat'
const MANY_NAMES = Array.from({ length: 5 }, () => LONG.reporter.name)
const ETA = at(24, 9, 0)

/** Every command, with and without words. */
const COMMANDS: readonly Command[] = [
  { type: 'AcceptTicket' },
  { type: 'StartAnalysis' },
  { type: 'StartRepair', note: WORDS },
  { type: 'ResolveTicket' },
  { type: 'ResolveTicket', cause: 'kartu jaringan rusak', action: WORDS },
  { type: 'EscalateTicket' },
  { type: 'EscalateTicket', note: WORDS },
  { type: 'RecordCoordination', vendorTicket: 'JT-2026-000881' },
  { type: 'AcknowledgeTicket', vendorTicket: 'JT-2026-000881' },
  { type: 'PromiseEta' },
  { type: 'PromiseEta', eta: ETA },
  { type: 'PromiseEta', eta: at(26, 9, 0), note: WORDS },
  { type: 'ReportProgress', note: WORDS },
  { type: 'ConfirmTicket', explicit: true },
  { type: 'ConfirmTicket', explicit: false },
  { type: 'RejectRepair', note: 'masih putus-putus di meja 3 dan meja 4 sejak tadi' },
  { type: 'ReopenTicket', note: WORDS },
  { type: 'ReopenTicket' },
  { type: 'CancelTicket', reason: 'salah kirim, maksudnya printer' },
  { type: 'CancelTicket' },
  { type: 'CloseTicket', reason: 'pelapor sedang cuti sampai Senin' },
  { type: 'CloseTicket' },
  { type: 'CloseTicket', as: 'duplicate' },
  { type: 'CloseTicket', as: 'false-report' },
  { type: 'ReassignTicket', to: ASEP, note: WORDS },
  { type: 'ReassignTicket', to: SARI },
  { type: 'ReassignTicket' },
  { type: 'SetImpact', impact: 'kritis' },
  { type: 'SetImpact' },
  { type: 'CorrectReport', change: { unit: 'PC 3' } },
  { type: 'CorrectReport', change: { onlySpoken: false } },
  { type: 'AddNote', note: WORDS },
]

/** The same commands, wherever they say something, with these words. */
export const saying = (words: string): readonly Command[] =>
  COMMANDS.map((command) => {
    const said = (['note', 'reason', 'cause', 'action'] as const).filter((key) => key in command)
    return { ...command, ...Object.fromEntries(said.map((key) => [key, words])) }
  })

/** Tickets in every state, plain and long, with staff and vendor on them. */
export const tickets = (change: Partial<Ticket>): readonly Ticket[] => {
  const reached = STATES.map((state) => inState(state, change).ticket)
  const assigned = reached.filter(({ state }) => state !== 'closed').map((ticket) => ({ ...ticket, assignee: ASEP }))
  const promised = reached.flatMap((ticket) =>
    ticket.state === 'vendor-repairing'
      ? [give(ticket, { type: 'PromiseEta', eta: at(23, 18, 0) }, VENDOR, ticket.updatedAt).ticket]
      : [],
  )
  return [...reached, ...assigned, ...promised]
}

const peopleFor = (ticket: Ticket): readonly Actor[] => [ticket.reporter, BUDI, ASEP, VENDOR, SARI]

/** The roles that an audience may turn out to be: whoever cannot be reached is replaced by the supervisor. */
function rolesOf(audience: Audience, ticket: Ticket): readonly Role[] {
  const owner: Role = ticket.assignee?.role ?? 'kepala_seksi'
  switch (audience) {
    case 'reporters':
      return [ticket.reporter.role]
    case 'confirmers':
      return [...(mayConfirm(ticket.reporter, ticket) ? [ticket.reporter.role] : []), 'call_taker', 'supervisor']
    case 'call-takers':
      return ['call_taker', 'supervisor']
    case 'owner':
      return [owner, 'supervisor']
    case 'section':
      return ['kepala_seksi', 'supervisor']
    case 'assignee':
    case 'former':
      return ['staf']
    case 'supervisor':
      return ['supervisor']
    case 'vendor':
      return ['jasnita', 'supervisor']
    case 'told':
      return [ticket.reporter.role, 'kepala_seksi', 'supervisor', ...(ticket.vendor ? (['jasnita'] as const) : [])]
    default:
      return audience satisfies never
  }
}

export function tellingsOf({ ticket, events }: Given, now: number): readonly Telling[] {
  return events.flatMap((event) =>
    noticesFor(ticket, event).flatMap(({ audience, topic }) =>
      rolesOf(audience, ticket).map((role) => ({ topic, ticket, event, now, role })),
    ),
  )
}

export interface Move extends Given {
  readonly now: number
  readonly reply: Reply
}

/** Every command that the desk takes, or refuses, from everybody who is on the ticket, or from these people. */
export function moves(ticket: Ticket, people = peopleFor(ticket), commands = COMMANDS): readonly Move[] {
  const now = ticket.updatedAt + 60_000
  return people.flatMap((by) =>
    commands.map((command): Move => {
      const decision = decide(ticket, command, { at: now, now, by, onDuty: by.id !== VENDOR.id }, CIREBON)
      if (!decision.ok) {
        const { refusal } = decision
        const names = command.type === 'ReassignTicket' ? { named: LONG.reporter.name, mayHave: MANY_NAMES } : {}
        return { ticket, events: [], now, reply: { kind: 'refused', refusal, ticket, role: by.role, ...names } }
      }
      const after = decision.events.reduce<Ticket>(evolve, ticket)
      const reply: Reply = {
        kind: 'done',
        command: command.type,
        ticket: after,
        events: decision.events,
        role: by.role,
      }
      return { ticket: after, events: decision.events, now, reply }
    }),
  )
}

/** The moments that a ticket passes while nobody does anything, and how late they may be noticed. */
export function waits(ticket: Ticket): readonly (Given & { readonly now: number })[] {
  const all: (Given & { readonly now: number })[] = []
  let standing = ticket
  for (let count = 0; count < 8; count += 1) {
    const moment = nextMoment(standing, CIREBON)
    if (!moment) break
    for (const behind of [0, 20_000, 200_000]) {
      all.push({ ...pass(standing, moment.at), now: moment.at + behind })
    }
    standing = pass(standing, moment.at).ticket
  }
  return all
}
