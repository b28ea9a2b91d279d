/** What reporters are told, and everybody when a ticket ends. */
import { isOpen } from '../../src/desk/evolve.ts'
import { noticesFor } from '../../src/desk/notices.ts'
import { REOPEN_WITHIN, SOP } from '../../src/desk/sop.ts'
import type { Role, TicketEvent } from '../../src/desk/ticket.ts'
import { septets } from '../../src/format/gsm7.ts'
import { duration } from '../../src/format/times.ts'
import { callBriefly, callInFull } from './emergency-numbers.ts'
import { about, actorOf, type Facts, openState, placeOf, roleOf, standing, stepWords, who, whoSms } from './facts.ts'
import { fit, type Message, ONE_SMS, typed, typedSms } from './message.ts'
import { NEXT, replyWith, type Viewpoint } from './next.ts'
import { CLOSED_AS } from './words.ts'

/** A ticket as one person hears of it, for one event. */
export interface Scene extends Facts {
  readonly event: TicketEvent
  readonly viewpoint: Viewpoint
  readonly role: Role
}

/** ': words', or nothing. */
export const after = (words: string) => (words === '' ? '' : `: ${words}`)

/** What the event says that was done, found or noted, in this order. */
function findingOf({ event, ticket }: Pick<Scene, 'event' | 'ticket'>): string | undefined {
  const passage = 'to' in event && event.type !== 'TicketReassigned' ? event : undefined
  return passage?.action ?? passage?.cause ?? event.note ?? ticket.action ?? ticket.cause
}

/** Whether the supervisor hears of the same event. */
export const supervisorHears = ({ ticket, event }: Scene): boolean =>
  noticesFor(ticket, event).some(({ audience }) => audience === 'supervisor')

/** The vendor hears the role alone: names of the office's people are no business of its (DOMAIN section 6). */
const byWhomSms = ({ event: { by }, viewpoint }: Scene) => (viewpoint === 'vendor' && by ? roleOf(by) : whoSms(by))
const byWhom = ({ event: { by }, viewpoint }: Scene) => (viewpoint === 'vendor' && by ? roleOf(by) : who(by))

/** The first lines after registration, for the sender and for whom it was recorded; `brief` is the first words cut short. */
export function registered(facts: Facts, first: string, brief: string, impactReason?: string): Message {
  const { n, ticket, impact, due, unitSms } = facts
  const reason = typed(impactReason, 80)
  const deadline = due === '' ? '' : ` Tenggat terima ${due}.`
  const soon = due === '' ? '' : ` Tenggat ${due}.`
  const place = placeOf(facts, unitSms)
  const full = fit(
    place,
    (where) =>
      `${first} No. ${n}: ${where}, dampak ${impact}.${deadline} Balas BATAL ${n} bila keliru. ${callBriefly(facts.house)}`,
  )
  const last = `Balas BATAL ${n} bila keliru. ${callBriefly(facts.house, 'Darurat: 112.')}`
  const short = (room: number) => fit(place, (where) => `${brief}: ${where}, ${impact}.${soon} ${last}`, room)
  return {
    sms: septets(full) > ONE_SMS ? short(ONE_SMS) : full,
    brief: short,
    whatsapp: [
      `${first} No. ${n} (${ticket.reference})`,
      ...about(facts).map((line) => (line.startsWith('Dampak') && reason !== '' ? `${line} (${reason})` : line)),
      due === '' ? undefined : `Tenggat diterima ${actorOf('reported', facts)}: ${due}`,
      callInFull(facts.house, 'Keadaan darurat: tetap telepon 112.'),
      `Balas BATAL ${n} bila keliru, INFO ${n} untuk menambah keterangan.`,
    ],
  }
}

export const registeredForYou = (scene: Scene): Message =>
  registered(scene, 'Laporan diterima.', `Laporan No. ${scene.n} diterima`)

export function accepted(scene: Scene): Message {
  const { n, event, clock, due, ticket, vendor } = scene
  const by = event.by ? roleOf(event.by) : 'Kepala Seksi'
  const { noun } = stepWords(openState(ticket, 'analysing'), vendor)
  const deadline = due === '' ? '' : `, tenggat ${noun} ${due}`
  return {
    sms: `Laporan ${n} diterima ${by} ${clock(event.at)}${deadline}. ${replyWith('caller', scene.ticket)}`,
    whatsapp: [
      `Laporan No. ${n} sudah diterima ${byWhom(scene)}, ${clock(event.at)}.`,
      `Kendala: ${scene.summary}`,
      due === '' ? undefined : `Tenggat ${noun}: ${due}`,
      replyWith('caller', scene.ticket),
    ],
  }
}

export function escalated(scene: Scene): Message {
  const { n, event, clock, vendor, ticket } = scene
  return {
    sms: `Laporan ${n} diteruskan ke ${vendor} ${clock(event.at)} untuk perbaikan lanjutan. ${replyWith('caller', ticket)}`,
    whatsapp: [
      `Laporan No. ${n} diteruskan ke ${vendor}, ${clock(event.at)}.`,
      `Kendala: ${scene.summary}`,
      'Mohon lanjutkan penanganan sementara bila ada.',
      replyWith('caller', ticket),
    ],
  }
}

/** At once after a repair, and again while nobody answers (DOMAIN 1.6 row 11). */
export function confirmPlease(scene: Scene): Message {
  const { n, event, clock, ticket, summary, summarySms } = scene
  const ask = NEXT.caller['awaiting-confirmation'].say(n)
  const since = ticket.steps.at(-1)?.startedAt ?? event.at
  const again = event.type === 'MomentPassed'
  const found = findingOf(scene)
  const done = typedSms(found)
  const full = typed(found, 300)
  const short = done === '' ? summarySms : done
  return {
    sms: again
      ? fit(
          summarySms,
          (words) => `${n} (${words}) dinyatakan teratasi ${clock(since)}, belum dikonfirmasi. Mohon dicek. ${ask}`,
        )
      : fit(short, (words) =>
          done === ''
            ? `${n} (${words}) dinyatakan teratasi. Mohon dicek. ${ask}`
            : `${n} dinyatakan teratasi: ${words}. Mohon dicek. ${ask}`,
        ),
    whatsapp: [
      again ? `Tiket No. ${n} menunggu konfirmasi sejak ${clock(since)}.` : `Tiket No. ${n} dinyatakan teratasi.`,
      `Kendala: ${summary}`,
      full === '' ? undefined : `Tindakan: ${full}`,
      'Mohon Bapak/Ibu mencoba kembali.',
      ask,
    ],
  }
}

function endOf(scene: Scene): { sms: string; whatsapp: string } {
  const { event, ticket, clock } = scene
  const when = clock(event.at)
  const as = ticket.closedAs ?? 'confirmed'
  if (!event.by) {
    const waited = duration(REOPEN_WITHIN)
    return {
      sms: `ditutup ${when}, ${waited} tanpa konfirmasi pelapor`,
      whatsapp: `ditutup ${when}: ${waited} tanpa konfirmasi pelapor.`,
    }
  }
  if (as === 'confirmed') {
    return {
      sms: `selesai, dikonfirmasi ${byWhomSms(scene)} ${when}`,
      whatsapp: `selesai, dikonfirmasi ${byWhom(scene)}, ${when}.`,
    }
  }
  const how = (as === 'duplicate' && typedSms(event.note, 40)) || CLOSED_AS[as]
  return {
    sms: `ditutup ${byWhomSms(scene)} ${when}: ${how}`,
    whatsapp: `ditutup ${byWhom(scene)}, ${when}: ${how}.`,
  }
}

const thanks = (viewpoint: Viewpoint) => (viewpoint === 'vendor' ? 'Terima kasih atas bantuannya.' : 'Terima kasih.')

export function closed(scene: Scene): Message {
  const { n, ticket, viewpoint, event, summarySms } = scene
  const end = endOf(scene)
  const reply = replyWith(viewpoint, ticket)
  const note = ticket.closedAs === 'duplicate' ? '' : typed(event.note, 200)
  return {
    sms: fit(summarySms, (words) => `Tiket ${n} (${words}) ${end.sms}. ${reply}`),
    whatsapp: [
      `Tiket No. ${n} ${end.whatsapp}`,
      `Kendala: ${scene.summary}`,
      note === '' ? undefined : `Keterangan: ${note}`,
      thanks(viewpoint),
      reply,
    ],
  }
}

/** Also tells the vendor that a ticket was taken back before it was acknowledged. */
export function cancelled(scene: Scene): Message {
  const { n, ticket, event, clock, viewpoint } = scene
  const recalled = event.type === 'TicketRecalled'
  const what = recalled ? 'ditarik kembali oleh' : 'dibatalkan'
  const reply = replyWith(viewpoint, ticket)
  const stop = viewpoint === 'vendor' ? ' Mohon pengerjaan dihentikan.' : ''
  const reason = typed(event.note, 200)
  return {
    sms: fit(
      typedSms(event.note),
      (words) => `Tiket ${n} ${what} ${byWhomSms(scene)} ${clock(event.at)}${after(words)}.${stop} ${reply}`,
    ),
    whatsapp: [
      `Tiket No. ${n} ${what} ${byWhom(scene)}, ${clock(event.at)}.`,
      `Kendala: ${scene.summary}`,
      reason === '' ? undefined : `Alasan: ${reason}`,
      stop === '' ? undefined : stop.trim(),
      reply,
    ],
  }
}

/** 'dibuka kembali (putaran 2)', 'ditarik dari Jasnita', 'pembatalan dicabut'. */
export function reopening({ event, ticket, vendor }: Pick<Scene, 'event' | 'ticket' | 'vendor'>): string {
  if (event.type === 'TicketRecalled') return `ditarik kembali dari ${vendor}`
  if (event.type === 'CancellationUndone') return 'dilanjutkan, pembatalan dicabut'
  return `dibuka kembali (putaran ${ticket.cycle})`
}

export function reopened(scene: Scene): Message {
  const { n, ticket, event, clock, due, vendor } = scene
  const reply = replyWith('caller', ticket)
  const state = isOpen(ticket) ? ticket.state : undefined
  const by = state ? actorOf(state, scene) : SOP.analysing.actor
  const deadline = state && due !== '' ? `, tenggat ${stepWords(state, vendor).noun} ${due}` : ''
  const reason = typed(event.note, 200)
  return {
    sms: fit(
      typedSms(event.note),
      (words) => `Tiket ${n} ${reopening(scene)}${after(words)}. Ditangani ${by}${deadline}. ${reply}`,
    ),
    whatsapp: [
      `Tiket No. ${n} ${reopening(scene)}, ${clock(event.at)}.`,
      `Kendala: ${scene.summary}`,
      reason === '' ? undefined : `Keterangan: ${reason}`,
      `Sekarang: ${standing(ticket)}, ditangani ${by}${deadline}`,
      reply,
    ],
  }
}
