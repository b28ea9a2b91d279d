/** What the vendor is told when a ticket is escalated: never a citizen's data, never the reporter's (DOMAIN section 6). */
import { MINUTE } from '../../src/desk/sop.ts'
import { septets } from '../../src/format/gsm7.ts'
import { duration } from '../../src/format/times.ts'
import { smsWithNumber, withNumber } from './contacts.ts'
import { fit, fitBoth, type Message, ONE_SMS, typed, typedSms } from './message.ts'
import { NEXT, replyWith } from './next.ts'
import type { Scene } from './tell-reporters.ts'
import { CATEGORY } from './words.ts'

/** The vendor's time begins with its acknowledgement: before it, this is the deadline if it comes now. */
function deadline({ house, now, ticket, clock, due }: Scene): string {
  if (ticket.state === 'vendor-repairing') return due
  const minutes = house.minutes['vendor-repairing']
  return minutes === undefined || now === undefined || ticket.state !== 'coordinating'
    ? ''
    : clock(now + minutes * MINUTE)
}

/** What has been found so far, as Kepala Seksi wrote it; the newest last. */
function findings({ ticket, event }: Scene): string[] {
  const said = event.type === 'MomentPassed' ? [] : [event.note]
  return [
    ...new Set([ticket.cause, ticket.action, ...said].filter((words) => words !== undefined && words !== '')),
  ] as string[]
}

/** To the vendor; to a supervisor where nobody of the vendor can be reached. */
export function vendorCalled(scene: Scene): Message {
  const { n, impact, application, vendor, ticket, summarySms, viewpoint, time } = scene
  const forVendor = viewpoint === 'vendor'
  const due = deadline(scene)
  const isTaken = ticket.state === 'vendor-repairing'
  const whole = duration((scene.house.minutes['vendor-repairing'] ?? 0) * MINUTE)
  const found = findings(scene)
  const since = ticket.occurredAt === undefined ? '' : ` sejak ${time(ticket.occurredAt)}`
  const opening = (number: string | number) =>
    forVendor
      ? `Yth. ${vendor}, tiket ${number} (${impact}) ${application}`
      : `Tiket ${number} (${impact}) ${application}, ${vendor} belum dapat dihubungi`
  const help = (whom: string) => (forVendor ? undefined : `Mohon telepon ${whom}.`)
  const contact = forVendor ? undefined : scene.house.contact?.('jasnita')
  const reply = replyWith(viewpoint, ticket)
  const causes = typed(ticket.cause, 300)
  const actions = typed(ticket.action, 300)
  const note = event(scene)
  return {
    sms: smsWithNumber(vendor, contact, (whom) =>
      vendorCalledSms(summarySms, typedSms(found.toReversed().join('; ')), {
        opening: opening(n),
        since,
        about: [due === '' ? undefined : `Tenggat ${due}.`, help(whom)].filter((part) => part !== undefined).join(' '),
        reply,
        // The answer to the first word tells the later ones.
        first: `Balas ${NEXT[viewpoint][ticket.state].words[0] ?? 'STATUS'} ${n}.`,
      }),
    ),
    whatsapp: [
      opening(`No. ${n}`),
      `Kendala: ${scene.summary}${since}`,
      `Kategori: ${CATEGORY[ticket.category]}`,
      causes === '' ? undefined : `Penyebab sementara: ${causes}`,
      actions === '' ? undefined : `Sudah dilakukan: ${actions}`,
      note === '' ? undefined : `Catatan: ${note}`,
      due === ''
        ? undefined
        : `Tenggat perbaikan: ${due}${isTaken ? '' : ' bila diterima sekarang'} (${whole} sejak koordinasi)`,
      help(withNumber(vendor, contact)),
      reply,
    ],
  }
}

/** 'tenggat 24/11 20.12 WIB, temuan: modul antrian macet', for a line among others. */
export function vendorCalledGist(scene: Scene): string {
  const due = deadline(scene)
  const found = typed(findings(scene).toReversed().join('; '), 60)
  const parts = [due === '' ? '' : `tenggat ${due}`, found === '' ? '' : `temuan: ${found}`].filter((one) => one !== '')
  return parts.length === 0 ? `mohon ditangani ${scene.vendor}` : parts.join(', ')
}

interface Around {
  readonly opening: string
  readonly since: string
  readonly about: string
  readonly reply: string
  readonly first: string
}

/** One part holds number, impact, fault, deadline and a word to reply; what was found stands in it as far as it goes. */
function vendorCalledSms(fault: string, finding: string, { opening, since, about, reply, first }: Around): string {
  const write = (what: string, found: string, when: string, ask: string) =>
    [`${opening}: ${what}${when}.`, found === '' ? '' : `Temuan: ${found}.`, about, ask]
      .filter((part) => part !== '')
      .join(' ')
  const whole = write(fault, finding, since, reply)
  if (septets(whole) <= ONE_SMS) return whole
  return finding === ''
    ? fit(fault, (what) => write(what, '', since, first))
    : fitBoth(fault, finding, (what, found) => write(what, found, '', first))
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
