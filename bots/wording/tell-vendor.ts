/** What the vendor is told when a ticket is escalated: never a citizen's data, never the reporter's (DOMAIN section 6). */
import { MINUTE } from '../../src/desk/sop.ts'
import { duration } from '../../src/format/times.ts'
import { fit, type Message, TWO_SMS, typed, typedSms } from './message.ts'
import { replyWith } from './next.ts'
import type { Scene } from './tell-reporters.ts'
import { CATEGORY } from './words.ts'

/** The vendor's time begins with its acknowledgement: this is the deadline if it comes now. */
function deadline({ house, now, ticket, clock }: Scene): string {
  const minutes = house.minutes['vendor-repairing']
  return minutes === undefined || now === undefined || ticket.state !== 'coordinating'
    ? ''
    : clock(now + minutes * MINUTE)
}

/** What has been found so far, as Kepala Seksi wrote it. */
function findings({ ticket, event }: Scene): string[] {
  const said = event.type === 'MomentPassed' ? [] : [event.note]
  return [
    ...new Set([ticket.cause, ticket.action, ...said].filter((words) => words !== undefined && words !== '')),
  ] as string[]
}

export function vendorCalled(scene: Scene): Message {
  const { n, impact, application, vendor, ticket, summarySms, viewpoint, time } = scene
  const due = deadline(scene)
  const found = findings(scene)
  const foundSms = typedSms(found.join('; '), 120)
  const since = ticket.occurredAt === undefined ? '' : ` sejak ${time(ticket.occurredAt)}`
  const greeting =
    viewpoint === 'vendor' ? `Yth. ${vendor}, tiket` : `${vendor} belum dapat dihubungi, mohon ditelepon. Tiket`
  const about = due === '' ? '' : ` Tenggat ${due}.`
  const reply = replyWith(viewpoint, ticket)
  const write = (words: string) =>
    `${greeting} ${n} (${impact}) ${application}: ${words}${since}.${foundSms === '' ? '' : ` Temuan: ${foundSms}.`}${about} ${reply}`
  const causes = typed(ticket.cause, 300)
  const actions = typed(ticket.action, 300)
  const note = event(scene)
  return {
    sms: fit(summarySms, write, foundSms === '' ? 160 : TWO_SMS),
    whatsapp: [
      `${greeting} No. ${n} (${impact}) ${application}`,
      `Kendala: ${scene.summary}${since}`,
      `Kategori: ${CATEGORY[ticket.category]}`,
      causes === '' ? undefined : `Penyebab sementara: ${causes}`,
      actions === '' ? undefined : `Sudah dilakukan: ${actions}`,
      note === '' ? undefined : `Catatan: ${note}`,
      due === ''
        ? undefined
        : `Tenggat perbaikan: ${due} bila diterima sekarang (${duration((scene.house.minutes['vendor-repairing'] ?? 0) * MINUTE)} sejak koordinasi)`,
      reply,
    ],
  }
}

/** Jasnita may get ready; the ticket is still the section's, and nothing is asked (DOMAIN 1.6 row 8). */
export function earlyNotice({ n, impact, application, vendor, summary, summarySms }: Scene): Message {
  const still = 'Masih ditangani Kepala Seksi, belum perlu dibalas.'
  return {
    sms: fit(
      summarySms,
      (words) => `Pemberitahuan dini utk ${vendor}: tiket ${n} (${impact}) ${application}: ${words}. ${still}`,
    ),
    whatsapp: [
      `Pemberitahuan dini untuk ${vendor}: tiket No. ${n} (${impact}) ${application}`,
      `Kendala: ${summary}`,
      still,
    ],
  }
}

const event = ({ event: { note, type } }: Scene) => (type === 'MomentPassed' ? '' : typed(note, 300))
