/** A phrase that says what somebody is at, or will be (DOMAIN 4.3, 4). */
import type { State } from '../../src/desk/ticket.ts'
import { advises, byParty, byVendor, hasOutcome, isFinding, ofSpeaker, ofTheirs, travels } from './circumstances.ts'
import type { Act } from './sight.ts'
import type { Token } from './words.ts'

/** "Akan sy cek" before acceptance takes the ticket; afterwards it says nothing new. "Nanti sy cek" promises nothing for now. "Masih dikerjakan" is a note. */
export function doing(
  act: Act,
  before: { readonly turn: string; readonly at: number },
  state: State | undefined,
  tokens: readonly Token[],
): Act | undefined {
  if (act.intent === 'vendor_ack' || act.intent === 'vendor_progress')
    return ofTheirs(tokens, act.from, act.to) ? undefined : act
  if (act.intent === 'start_analysis' && (hasOutcome(tokens, act.to) || isFinding(tokens, act))) return undefined
  if (tokens[act.from]!.text === 'coba' && !ofSpeaker(tokens, act.from, act.to)) return undefined
  if (advises(tokens, act.from, act.to)) return undefined
  // "Dua-duanya saya terima, kerjain satu-satu": the order of it.
  if (
    before.turn === 'plain' &&
    !AT_IT.has(tokens[act.from]!.text) &&
    ['satu', 'satu-satu'].includes(tokens[act.to]?.text ?? '')
  )
    return undefined
  if (POSTPONED.has(tokens[act.to]?.text ?? '') && tokens[act.to]!.clause === tokens[act.from]!.clause) return undefined
  if (byParty(tokens, act.from, act.to)) return undefined
  if (byVendor(tokens, act.to) || travels(tokens, act.to)) return undefined
  const clause = tokens[act.from]!.clause
  const lead = tokens
    .slice(Math.max(0, act.from - 3), act.from)
    .filter((token) => token.clause === clause)
    .map((token) => token.text)
  if (lead.some((word) => word === 'tolong' || word === 'mohon' || word === 'minta')) return undefined
  if (lead.some((word) => word === 'nanti' || word === 'besok')) return undefined
  if (lead.includes('akan'))
    return state === 'reported'
      ? { ...act, intent: 'accept', because: `${act.because.split(':')[0]} nanti: TERIMA` }
      : undefined
  return before.turn === 'unfinished' ? { ...act, from: Math.min(act.from, before.at) } : act
}

const AT_IT = new Set(['lagi', 'sedang'])

/** "Perbaikan menunggu izin", "perbaikan ditunda". */
const POSTPONED = new Set(
  'menunggu tunggu nunggu nyusul menyusul ditunda tertunda bergantian gantian bergilir besok nanti dijadwalkan terjadwal butuh perlu harus gagal terkendala batal lusa senin'.split(
    ' ',
  ),
)
