/** Which ticket is meant: quoted, numbered, described, asked about, or the only one; never a guess (DOMAIN 4.3 rule 1). */
import type { Role } from '../../src/desk/ticket.ts'
import { classify, type Fault } from './classify.ts'
import type { KnownTicket, Situation } from './meaning.ts'
import type { Token } from './words.ts'
import { read } from './words.ts'

type Sender = NonNullable<Situation['sender']>

/** The role under whose rights the sender acts, their own first (DESIGN 5). */
export function rolesOf(sender: Sender): readonly Role[] {
  return sender.standsInFor === undefined || sender.standsInFor === sender.role
    ? [sender.role]
    : [sender.role, sender.standsInFor]
}

/** Tickets that this sender can mean without naming one. */
export function withinReach(sender: Sender, tickets: readonly KnownTicket[]): KnownTicket[] {
  const roles = rolesOf(sender)
  return tickets.filter((ticket) => {
    if (
      roles.includes('kepala_seksi') ||
      roles.includes('call_taker') ||
      roles.includes('supervisor') ||
      roles.includes('admin') ||
      roles.includes('auditor')
    )
      return true
    if (
      roles.includes('jasnita') &&
      ['coordinating', 'vendor-repairing', 'awaiting-confirmation'].includes(ticket.state)
    )
      return true
    return roles.includes('staf') && (ticket.assigneeId === sender.id || ticket.reporterId === sender.id)
  })
}

export function isOpen(ticket: KnownTicket): boolean {
  return ticket.state !== 'closed' && ticket.state !== 'cancelled'
}

const POINTING = new Set([
  'yang',
  'soal',
  'masalah',
  'untuk',
  'perihal',
  'mengenai',
  'tentang',
  'kendala',
  'si',
  'laporan',
  'tiket',
])

/** The same words are compared with several tickets. */
const FAULTS_OF = new WeakMap<readonly Token[], Fault>()

/** Tickets that the words describe ("yg printer", "yang di PC 2"): by category, unit or words of the summary. */
export function described(tokens: readonly Token[], tickets: readonly KnownTicket[]): KnownTicket[] {
  if (tokens.length === 0 || tickets.length === 0) return []
  const fault = FAULTS_OF.get(tokens) ?? classify(tokens, [])
  FAULTS_OF.set(tokens, fault)
  const words = new Set(tokens.flatMap((token) => [token.text, token.stem]))
  const scored = tickets.map((ticket) => {
    let score = 0
    if (fault.weight >= 2 && fault.category === ticket.category && fault.category !== 'lainnya') score += 2
    const unit = ticket.unit?.toLowerCase()
    const units = unit?.split(', ') ?? []
    if (unit !== undefined && tokens.some((token, at) => units.includes(`${token.text} ${tokens[at + 1]?.text ?? ''}`)))
      score += 3
    for (const word of wordsOf(ticket)) if (words.has(word)) score += 1
    return { ticket, score }
  })
  const top = Math.max(...scored.map((one) => one.score))
  return top === 0 ? [] : scored.filter((one) => one.score === top).map((one) => one.ticket)
}

const WORDS_OF = new WeakMap<KnownTicket, readonly string[]>()

/** The telling words of a ticket's summary. */
export function wordsOf(ticket: KnownTicket): readonly string[] {
  const known = WORDS_OF.get(ticket)
  if (known !== undefined) return known
  const words = read(ticket.summary).tokens.map((token) => token.text)
  const telling = words.filter((word) => word.length >= 4 && !COMMONPLACE.has(word))
  WORDS_OF.set(ticket, telling)
  return telling
}

const COMMONPLACE = new Set([
  'tidak',
  'bisa',
  'sudah',
  'belum',
  'masih',
  'mati',
  'error',
  'aplikasi',
  'dari',
  'semua',
  'lagi',
  'yang',
  'dengan',
  'normal',
  'masuk',
  'jalan',
  'terus',
  'hang',
  'rusak',
  'gangguan',
  'kendala',
  'saya',
  'untuk',
  'sama',
  'hilang',
  'sekali',
  'kirim',
])

export function points(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => POINTING.has(token.text) && tokens[at + 1]?.clause === token.clause)
}
