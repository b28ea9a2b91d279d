/** Why a command was not carried out, and what to type instead (DESIGN rule 7). */
import { isOpen } from '../../src/desk/evolve.ts'
import { LASTING_RIGHTS, REOPEN_WITHIN, type Right, RULES } from '../../src/desk/sop.ts'
import type { CommandType, State } from '../../src/desk/ticket.ts'
import { duration } from '../../src/format/times.ts'
import { type Facts, factsOf, standing } from './facts.ts'
import { either, fitting, type Message, nameSms, typedSms } from './message.ts'
import { replyInsteadOf, viewpointOf } from './next.ts'
import type { House, Reply } from './telling.ts'
import { CLOSED_AS, ROLE, WORD } from './words.ts'

function rightFor(command: CommandType, state: State): Right {
  if (command === 'PassMoment') return 'anyone'
  if (command in LASTING_RIGHTS) return LASTING_RIGHTS[command as keyof typeof LASTING_RIGHTS]
  const rule = RULES[command as keyof typeof RULES]
  return rule.rightIn?.[state] ?? rule.right
}

function holders(right: Right, vendor: string): string {
  switch (right) {
    case 'section':
      return ROLE.kepala_seksi
    case 'vendor':
      return vendor
    case 'vendor-or-section':
      return `${vendor} atau ${ROLE.kepala_seksi}`
    case 'call-taker':
    case 'confirmer':
      return ROLE.call_taker
    case 'confirmer-or-section':
      return `${ROLE.call_taker} atau ${ROLE.kepala_seksi}`
    case 'reporter-or-section':
      return `pelapor atau ${ROLE.kepala_seksi}`
    case 'anyone':
      return 'petugas tiket'
    default:
      return right satisfies never
  }
}

type Refused = Extract<Reply, { kind: 'refused' }>

/** Kepala Seksi may not confirm in the call taker's place, but close with a reason (DESIGN section 5). */
function insteadOf({ refusal, role, ticket }: Refused, reply: string): string {
  const asksToConfirm = refusal.command === 'ConfirmTicket' && ticket.state === 'awaiting-confirmation'
  return asksToConfirm && role === 'kepala_seksi'
    ? `Balas TUTUP ${ticket.number} dan alasannya bila perlu ditutup.`
    : reply
}

/** The words that hand a ticket over, with as many names as there is room for. */
function handTo({ ticket, mayHave = [] }: Refused): string {
  const names = mayHave.slice(0, MOST_NAMES).map((name) => typedSms(name, SHORT_NAME))
  const to = names.length === 0 ? 'nama petugas yang terdaftar' : `nama: ${either(names)}`
  return `Balas ALIHKAN ${ticket.number} dan ${to}.`
}

const MOST_NAMES = 2
const SHORT_NAME = 14

function why(refused: Refused, facts: Facts): [string, string] {
  const { refusal, role } = refused
  const { n, ticket, vendor, clock } = facts
  const word = WORD[refusal.command]
  const named = nameSms(refused.named ?? '')
  const reply = replyInsteadOf(word, viewpointOf(role, ticket), ticket)
  const as = ticket.closedAs === undefined ? '' : ` (${CLOSED_AS[ticket.closedAs]})`
  const when = ticket.closedAt === undefined ? '' : ` ${clock(ticket.closedAt)}`
  switch (refusal.reason) {
    case 'not-your-role':
      if (refused.told !== undefined) {
        const names = refused.told.slice(0, MOST_NAMES).map((name) => nameSms(name))
        return [
          `${word} ${n} belum dicatat: tiket sekarang pada ${names.join(', ')}, yang sudah diberi tahu.`,
          `Balas INFO ${n} bila ada keterangan.`,
        ]
      }
      return [
        `${word} ${n} belum dicatat, wewenang ${holders(rightFor(refusal.command, refusal.state), vendor)}.`,
        insteadOf(refused, reply),
      ]
    case 'off-duty':
      return [
        `${word} ${n} belum dicatat: Bapak/Ibu tercatat tidak bertugas.`,
        `Balas HADIR bila bertugas, lalu ${word} ${n}.`,
      ]
    case 'not-in-this-step':
      return [`${word} ${n} belum dapat dicatat, tiket sekarang: ${standing(ticket)}.`, reply]
    case 'no-vendor':
      return [
        `${word} ${n} belum dapat dicatat: ${facts.application} tidak memiliki penyedia.`,
        ticket.state === 'reported' ? reply : `Balas SELESAI ${n} bila teratasi, PROGRES ${n} bila masih dikerjakan.`,
      ]
    case 'no-reason':
      return [
        `${word} ${n} belum dicatat: mohon sebutkan alasannya.`,
        `Balas ${word} ${n} dan alasannya, misalnya ${word} ${n} pelapor lepas jaga.`,
      ]
    case 'no-level':
      return [
        `${word} ${n} belum dicatat: mohon sebutkan tingkatnya.`,
        `Balas ${word} ${n} KRITIS, TINGGI, SEDANG atau RENDAH.`,
      ]
    case 'nobody-named':
      return [
        named === ''
          ? `${word} ${n} belum dicatat: mohon sebutkan nama petugasnya.`
          : `${word} ${n} belum dicatat: nama ${named} tidak ditemukan.`,
        handTo(refused),
      ]
    case 'not-of-section':
      return [
        `${word} ${n} belum dicatat: ${named === '' ? 'petugas itu' : named} bukan ${ROLE.staf} atau ${ROLE.kepala_seksi}.`,
        handTo(refused),
      ]
    case 'already-ended':
      return isOpen(ticket)
        ? [`${word} ${n} belum dapat dicatat, tiket sekarang: ${standing(ticket)}.`, reply]
        : [`Tiket ${n} sudah berakhir${when}: ${standing(ticket)}${as}.`, reply]
    case 'too-late-to-reopen':
      return [
        `Tiket ${n} berakhir${when}, lebih dari ${duration(REOPEN_WITHIN)}, dan tidak dibuka lagi.`,
        role === 'jasnita'
          ? `Balas INFO ${n} bila ada keterangan.`
          : `Balas LAPOR dan kendalanya, sebutkan tiket ${n}.`,
      ]
    default:
      return refusal.reason satisfies never
  }
}

export function refused(reply: Refused, house: House): Message {
  const facts = factsOf(reply.ticket, undefined, house)
  const [what, instead] = why(reply, facts)
  // The name of whom it may go to stands in the answer to the next try.
  const brief = (room: number) =>
    fitting(room, `${what} ${instead}`, `${what} ${instead.split(', ')[0]?.replace(/[.]?$/, '.')}`, what)
  return { sms: `${what} ${instead}`, brief, whatsapp: [what, `Kendala: ${facts.summary}`, instead] }
}
