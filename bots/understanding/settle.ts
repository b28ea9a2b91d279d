/** What stays when one message says several things (DOMAIN 4.3 rule 12). */
import type { State } from '../../src/desk/ticket.ts'
import type { Intent } from './meaning.ts'
import type { Act } from './sight.ts'

const DOING: ReadonlySet<Intent> = new Set(['start_analysis', 'start_repair', 'vendor_ack', 'vendor_progress'])
const WEAK_ESCALATION = /^(tidak|belum|tetap|masih|gagal|\^ gagal)/

/** The acts that are meant, in the order of the text. */
export function settle(acts: readonly Act[], state: State | undefined): Act[] {
  let left = [...acts]
  const drop = (gone: (act: Act) => boolean): void => {
    left = left.filter((act) => !gone(act))
  }
  const has = (intent: Intent): boolean => left.some((act) => act.intent === intent)
  if (has('note') && left[0]!.intent === 'note' && left[0]!.row?.sense === undefined && left[0]!.row !== undefined)
    return [left[0]!]
  if (
    has('cancel') &&
    !left.some(
      (act) => act.sense === 'done' && !act.short && act.from < left.find((one) => one.intent === 'cancel')!.from,
    )
  )
    return left.filter((act) => act.intent === 'cancel').slice(0, 1)
  if (has('merge')) return left.filter((act) => act.intent === 'merge').slice(0, 1)
  if (has('split')) return left.filter((act) => act.intent === 'split').slice(0, 1)
  const done =
    left.findLast((act) => act.sense === 'done' && !act.short) ?? left.findLast((act) => act.sense === 'done')
  const notDone = left.findLast((act) => act.sense === 'not-done')
  if (done !== undefined && notDone !== undefined) {
    const later = notDone.from > done.from ? notDone : done
    drop((act) => act.sense !== undefined && act.sense !== later.sense)
  }
  // "Buka tiket udah normal": opening one works again.
  if (left.some((act) => act.intent === 'confirm_resolved' && !act.short)) drop((act) => act.row?.word === 'BUKA')
  // "Sudah dibenerin tapi kok sama aja", "masih melenceng, mohon ditangani kembali": the refusal says it.
  if (left.some((act) => act.sense === 'not-done' && act.row !== undefined))
    drop((act) => act.intent === 'note' && act.row === undefined && (act.sense === 'not-done' || has('reopen')))
  const settled = left.find((act) => act.sense === 'done')
  if (settled !== undefined) {
    const escalated = left.findLast((act) => act.intent === 'escalate' && act.from > settled.from)
    if (escalated === undefined)
      drop((act) =>
        [
          'cancel',
          'escalate',
          'status',
          'start_analysis',
          'start_repair',
          'coordinated',
          'vendor_eta',
          'vendor_progress',
          'vendor_ack',
        ].includes(act.intent),
      )
    else drop((act) => act.sense === 'done')
    drop((act) => act.short && act.sense !== 'done' && act.intent !== settled.intent)
  }
  // "Turunkan ke rendah, ga ngaruh layanan": why, and nothing that failed.
  if (has('set_impact')) drop((act) => act.intent === 'escalate' && act.row !== undefined && isWeak(act))
  if (has('escalate')) {
    const going = left.findLast((act) => act.intent === 'note' && act.sense === 'not-done' && act.turned === undefined)
    if (
      going !== undefined &&
      going.from > left.find((act) => act.intent === 'escalate')!.from &&
      left.filter((act) => act.intent === 'escalate').every(isWeak)
    )
      return left.filter((act) => act.intent === 'note')
    drop((act) => act.intent === 'note')
    const weak = left.filter((act) => act.intent === 'escalate').every((act) => act.row !== undefined && isWeak(act))
    const later = left.findLast((act) => DOING.has(act.intent))
    const firm = left.find((act) => act.intent === 'escalate')!
    if (weak && (has('coordinated') || (later !== undefined && later.from > firm.from)))
      drop((act) => act.intent === 'escalate')
    else drop((act) => DOING.has(act.intent))
  }
  if (left.some((act) => act.sense === 'not-done' && !act.short))
    drop(
      (act) =>
        act.intent === 'start_analysis' ||
        act.intent === 'start_repair' ||
        act.intent === 'status' ||
        (act.short && act.sense !== 'not-done'),
    )
  // "Turunkan jadi sedang, SMS masih berjalan": its reason.
  const ranked = left.find((act) => act.intent === 'set_impact')
  if (ranked !== undefined) drop((act) => act.intent === 'note' && act.sense === 'not-done' && act.from > ranked.from)
  // "Tutup saja, pelapor tidak bisa dihubungi".
  if (has('close_without_confirmation')) drop((act) => act.intent === 'reopen')
  if (left.some((act) => act.intent === 'vendor_progress' && act.from === 0))
    drop((act) => act.intent === 'note' && act.sense === 'not-done')
  if (has('vendor_eta') || has('vendor_ack')) drop((act) => act.intent === 'vendor_progress')
  // "Sy lihat trunknya merah, sy restart dulu" of what is being analysed already.
  if (state === 'analysing' && has('start_repair')) drop((act) => act.intent === 'start_analysis')
  // "Lagi dibenerin, tunggu ya": the waiting is no news.
  if (left.some((act) => DOING.has(act.intent))) drop((act) => act.intent === 'note' && act.short)
  // A promised time acknowledges as well (DESIGN section 5).
  if (has('vendor_eta')) drop((act) => act.intent === 'vendor_ack')
  if (has('accept')) drop((act) => act.intent === 'status' && act.row !== undefined)
  if (state !== undefined && has('reassign')) drop((act) => act.intent === 'accept' && act.short)
  // "Iya, saya terima yang suara": the words of the command say more than the nod before them.
  drop((act) => act.short && left.some((one) => !one.short && one.intent === act.intent && one.row === act.row))
  const seen = new Set<Intent>()
  return left.filter((act) => !seen.has(act.intent) && seen.add(act.intent) !== undefined)
}

function isWeak(act: Act): boolean {
  return (
    WEAK_ESCALATION.test(act.because.slice(1)) ||
    /^"(ga|gak|tdk|tak|blm|nggak|ngga|g |gabisa|gk|tetap|ttp|msh|enggak|ndak)/i.test(act.because)
  )
}
