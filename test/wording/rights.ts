/** Whether the words that a message asks for may really be used: the desk itself is asked. */
import { decide } from '../../src/desk/decide.ts'
import { CIREBON } from '../../src/desk/office.ts'
import type { Actor, Command, Role, Ticket } from '../../src/desk/ticket.ts'
import { ASEP, BUDI, SARI, VENDOR, WULAN } from './cast.ts'

/** What a word means, by role where that matters (DOMAIN 4.2). */
function commandOf(word: string, role: Role): Command | undefined {
  switch (word) {
    case 'TERIMA':
      return { type: role === 'jasnita' ? 'AcknowledgeTicket' : 'AcceptTicket' }
    case 'PERBAIKI':
      return { type: 'StartRepair' }
    case 'SELESAI':
      return { type: 'ResolveTicket' }
    case 'JASNITA':
      return { type: 'EscalateTicket' }
    case 'KOORDINASI':
      return { type: 'RecordCoordination' }
    case 'ETA':
      return { type: 'PromiseEta', eta: 0 }
    case 'PROGRES':
      return { type: 'ReportProgress' }
    case 'YA':
      return { type: 'ConfirmTicket', explicit: true }
    case 'BELUM':
      return { type: 'RejectRepair' }
    case 'BUKA':
      return { type: 'ReopenTicket' }
    case 'BATAL':
      return { type: 'CancelTicket' }
    case 'TUTUP':
      return { type: 'CloseTicket', reason: 'x' }
    case 'ALIHKAN':
      return { type: 'ReassignTicket', to: ASEP }
    case 'DAMPAK':
      return { type: 'SetImpact', impact: 'tinggi' }
    case 'INFO':
      return { type: 'AddNote', note: 'x' }
    default:
      return undefined
  }
}

/** Words that ask nothing of a ticket: anybody may use them. */
const ALWAYS = [
  ...['STATUS', 'DAFTAR', 'LAPOR', 'HADIR', 'PULANG', 'MULAI', 'BERHENTI', 'BANTUAN', 'PECAH', 'GABUNG'],
  ...['SETUJU', 'TOLAK'],
]

const NOT_COMMANDS = [
  'WIB',
  'SEDANG',
  'KRITIS',
  'TINGGI',
  'RENDAH',
  'DARURAT',
  'PENGINGAT',
  'TERLAMBAT',
  'PC',
  'OPD',
  'SIP',
  'BPBD',
  'JT',
  'TELEPON',
  'PERHATIAN',
  'CCTV',
]

function personIn(role: Role, ticket: Ticket): Actor {
  if (ticket.reporter.role === role) return ticket.reporter
  const others: Readonly<Record<Role, Actor>> = {
    call_taker: WULAN,
    kepala_seksi: BUDI,
    staf: ASEP,
    jasnita: VENDOR,
    supervisor: SARI,
    admin: { id: 8, name: 'Ade', role: 'admin' },
    auditor: { id: 9, name: 'Ani', role: 'auditor' },
  }
  return others[role]
}

/** The command words of the last line (an SMS is one line), and those that the desk would refuse. */
export function mayReply(
  text: string,
  ticket: Ticket,
  role: Role,
): { words: readonly string[]; refused: readonly string[] } {
  const last = text.split('\n').at(-1) ?? ''
  const asked = last.slice(Math.max(0, last.search(/[Bb]alas |Contoh/)))
  const words = [...asked.matchAll(/\b[A-Z]{2,}\b/g)]
    .map(([word]) => word)
    .filter((word) => !NOT_COMMANDS.includes(word))
  const now = ticket.updatedAt + 1000
  const refused = words.filter((word) => {
    if (ALWAYS.includes(word)) return false
    const command = commandOf(word, role)
    return !command || !decide(ticket, command, { at: now, now, by: personIn(role, ticket), onDuty: true }, CIREBON).ok
  })
  return { words, refused }
}
