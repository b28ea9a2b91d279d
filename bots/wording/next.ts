/** The exact words that a person can reply with: by what they are to the ticket, and by its state (RULES in sop.ts). */
import { SOP } from '../../src/desk/sop.ts'
import type { Role, State, Ticket } from '../../src/desk/ticket.ts'
import { either } from './message.ts'

/**
 * `section`: Kepala Seksi and who acts for him. `caller`: the reporter and call takers. `reader`: may ask, and note.
 */
export type Viewpoint = 'section' | 'vendor' | 'caller' | 'supervisor' | 'reader'

/** The vendor is on a ticket once it was escalated. */
const isWithVendor = ({ vendor, steps }: Ticket) =>
  vendor !== undefined && steps.some(({ step }) => step === SOP.coordinating.step)

/** A member of staff acts on the tickets that were handed to staff. */
export function viewpointOf(role: Role, ticket?: Ticket): Viewpoint {
  switch (role) {
    case 'kepala_seksi':
      return 'section'
    case 'staf':
      return ticket?.assignee?.role === 'staf' ? 'section' : 'reader'
    case 'jasnita':
      return !ticket || isWithVendor(ticket) ? 'vendor' : 'reader'
    case 'call_taker':
      return 'caller'
    case 'supervisor':
      return 'supervisor'
    case 'admin':
    case 'auditor':
      return 'reader'
    default:
      return role satisfies never
  }
}

interface Next {
  readonly words: readonly string[]
  /** The sentence; `n` is the ticket's number. */
  readonly say: (n: number) => string
}

const one = (word: string, when: string): Next => ({ words: [word], say: (n) => `Balas ${word} ${n}${when}.` })
const any = (...words: string[]): Next => ({
  words,
  say: (n) => `Balas ${either(words.map((word) => `${word} ${n}`))}.`,
})

const STATUS = one('STATUS', ' untuk perkembangan')
const NOTE = one('INFO', ' bila ada keterangan')
const AGAIN = one('BUKA', ' bila terkendala lagi')
const MISTAKEN = one('BUKA', ' bila keliru')
const CHECK: Next = {
  words: ['YA', 'BELUM'],
  say: (n) => `Balas YA ${n} bila normal, BELUM ${n} bila masih terkendala.`,
}

export const NEXT: Readonly<Record<Viewpoint, Readonly<Record<State, Next>>>> = {
  section: {
    reported: any('TERIMA'),
    analysing: any('PERBAIKI', 'SELESAI', 'JASNITA'),
    repairing: any('SELESAI', 'JASNITA'),
    coordinating: one('KOORDINASI', ' setelah berkoordinasi'),
    'vendor-repairing': one('SELESAI', ' bila teratasi'),
    'awaiting-confirmation': one('BELUM', ' bila masih terkendala'),
    closed: AGAIN,
    cancelled: MISTAKEN,
  },
  vendor: {
    reported: NOTE,
    analysing: NOTE,
    repairing: NOTE,
    coordinating: {
      words: ['TERIMA', 'ETA', 'PROGRES', 'SELESAI'],
      say: (n) => `Balas TERIMA ${n}, lalu ETA/PROGRES/SELESAI.`,
    },
    'vendor-repairing': any('PROGRES', 'ETA', 'SELESAI'),
    'awaiting-confirmation': NOTE,
    closed: NOTE,
    cancelled: NOTE,
  },
  caller: {
    // BATAL is the reporter's alone, who was told of it with the registration.
    reported: STATUS,
    analysing: STATUS,
    repairing: STATUS,
    coordinating: STATUS,
    'vendor-repairing': STATUS,
    'awaiting-confirmation': CHECK,
    closed: AGAIN,
    cancelled: MISTAKEN,
  },
  supervisor: {
    reported: STATUS,
    analysing: STATUS,
    repairing: STATUS,
    coordinating: STATUS,
    'vendor-repairing': STATUS,
    'awaiting-confirmation': CHECK,
    closed: AGAIN,
    cancelled: STATUS,
  },
  reader: {
    reported: STATUS,
    analysing: STATUS,
    repairing: STATUS,
    coordinating: STATUS,
    'vendor-repairing': STATUS,
    'awaiting-confirmation': STATUS,
    closed: STATUS,
    cancelled: STATUS,
  },
}

export const replyWith = (viewpoint: Viewpoint, ticket: Ticket): string =>
  NEXT[viewpoint][ticket.state].say(ticket.number)

/** What may be done when a command was refused, if the words that come next here are that very command. */
export function replyInsteadOf(word: string, viewpoint: Viewpoint, ticket: Ticket): string {
  const next = NEXT[viewpoint][ticket.state]
  if (!next.words.includes(word)) return next.say(ticket.number)
  const note = viewpoint === 'reader' ? '' : `, INFO ${ticket.number} bila ada keterangan`
  return `Balas STATUS ${ticket.number} untuk perkembangan${note}.`
}
