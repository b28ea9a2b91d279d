/** What Kepala Seksi and who acts for him are told, apart from deadlines. */
import { clockTime, endTime } from '../../src/format/times.ts'
import { smsWithNumber, withNumber } from './contacts.ts'
import { about, openState, placeOf, remaining, standing, stepWords, who } from './facts.ts'
import { fit, type Message, nameOf, nameSms, typed, typedSms } from './message.ts'
import { NEXT, replyWith } from './next.ts'
import { after, reopening, type Scene } from './tell-reporters.ts'

/** A supervisor hears in place of a section that cannot be reached. */
export const inPlace = ({ viewpoint, house }: Scene) =>
  viewpoint === 'supervisor'
    ? `${withNumber('Kepala Seksi', house.contact?.('kepala_seksi'))} belum dapat dihubungi, mohon diteruskan.`
    : undefined

export function newReport(scene: Scene): Message {
  const { n, impact, summarySms, ticket, reporter, due, viewpoint, time } = scene
  const isOver = scene.dueAt !== undefined && scene.now !== undefined && scene.now > scene.dueAt
  const inVain = inPlace(scene)
  const reply =
    viewpoint === 'section'
      ? `Balas TERIMA ${n}${due === '' ? '' : isOver ? `, tenggat ${due} terlewati` : ` sebelum ${due}`}.`
      : `${inVain ? 'Kepala Seksi belum dapat dihubungi, mohon diteruskan. ' : ''}Balas STATUS ${n}.`
  const at = time(ticket.registeredAt)
  const whose = `Pelapor: ${nameOf(ticket.reporter.name)}, ${scene.clock(ticket.registeredAt)}`
  const heard = ticket.onBehalfOf === undefined ? undefined : `Penelepon: ${typed(ticket.onBehalfOf, 40)}`
  const next = viewpoint === 'section' ? NEXT.section.reported.say(n) : replyWith(viewpoint, ticket)
  if (ticket.onlySpoken) {
    return {
      sms: `Laporan baru ${n} (${impact}) lewat telepon, ${reporter} ${at}.${inVain ? '' : ' Rekaman menyusul bila ada.'} ${reply}`,
      whatsapp: [
        `Laporan baru No. ${n} (${impact}) lewat telepon`,
        whose,
        heard,
        `Isinya dalam rekaman, yang menyusul bila ada.${heard ? '' : ' Pelapor diminta menuliskannya.'}`,
        due === '' ? undefined : `Tenggat terima: ${due}${isOver ? ' (terlewati)' : ''}`,
        inVain,
        next,
      ],
    }
  }
  return {
    sms: fit(summarySms, (words) => `Laporan baru ${n} (${impact}): ${words}, ${reporter} ${at}. ${reply}`),
    whatsapp: [
      `Laporan baru No. ${n} (${impact})`,
      ...about(scene).filter((line) => !line.startsWith('Dampak')),
      whose,
      due === '' ? undefined : `Tenggat terima: ${due}${isOver ? ' (terlewati)' : ''}`,
      inVain,
      next,
    ],
  }
}

/** What was told on the telephone stands in words now, and with them how bad it is. */
export function reportCompleted(scene: Scene): Message {
  const { n, impact, summarySms, ticket, unitSms, viewpoint } = scene
  const reply = replyWith(viewpoint, ticket)
  return {
    sms: fit(
      summarySms,
      (words) => `Laporan telepon ${n} kini tertulis (${impact}): ${words}, ${placeOf(scene, unitSms)}. ${reply}`,
    ),
    whatsapp: [`Laporan telepon No. ${n} kini tertulis.`, ...about(scene), inPlace(scene), reply],
  }
}

export function vendorAcknowledged(scene: Scene): Message {
  const { n, event, clock, vendor, due, ticket, viewpoint } = scene
  const number = typedSms(ticket.vendor?.ticket, 20)
  const reply = replyWith(viewpoint, ticket)
  const deadline = due === '' ? '' : ` Tenggat perbaikan ${due}.`
  const note = typed(event.note, 200)
  return {
    sms: `Tiket ${n} diterima ${vendor} ${clock(event.at)}${number === '' ? '' : ` (nomor ${number})`}.${deadline} ${reply}`,
    whatsapp: [
      `Tiket No. ${n} diterima ${vendor}, ${clock(event.at)}.`,
      number === '' ? undefined : `Nomor tiket ${vendor}: ${number}`,
      note === '' ? undefined : `Keterangan: ${note}`,
      due === '' ? undefined : `Tenggat perbaikan: ${due}`,
      reply,
    ],
  }
}

/** A promised time never moves the deadline (DESIGN section 5). */
export function vendorEta(scene: Scene): Message {
  const { n, event, vendor, due, dueAt, ticket, viewpoint, now, house } = scene
  const eta = event.type === 'EtaPromised' ? event.eta : undefined
  const reply = replyWith(viewpoint, ticket)
  const beyond = eta !== undefined && dueAt !== undefined && eta > dueAt
  const says =
    eta === undefined ? 'belum memberi waktu perkiraan' : `memperkirakan selesai ${clockTime(eta, now, house)}`
  const deadline = due === '' ? '' : beyond ? `, melewati tenggat ${due}; tenggat tetap` : ` (tenggat ${due})`
  return {
    sms: fit(
      typedSms(event.note),
      (words) => `Tiket ${n}: ${vendor} ${says}${deadline}${after(words)}. ${reply}`,
      160,
      0,
    ),
    whatsapp: [
      `Tiket No. ${n}: ${vendor} ${says}${deadline}.`,
      event.note === undefined ? undefined : `Keterangan: ${typed(event.note, 300)}`,
      reply,
    ],
  }
}

export function vendorProgress(scene: Scene): Message {
  const { n, event, vendor, clock, due, ticket, viewpoint } = scene
  const reply = replyWith(viewpoint, ticket)
  const note = typedSms(event.note) || 'sedang dikerjakan'
  return {
    sms: fit(note, (words) => `Tiket ${n}, ${vendor} ${clock(event.at)}: ${words}. ${reply}`),
    whatsapp: [
      `Tiket No. ${n}: perkembangan dari ${vendor}, ${clock(event.at)}`,
      typed(event.note, 500) || 'Sedang dikerjakan.',
      due === '' ? undefined : `Tenggat perbaikan: ${due}`,
      reply,
    ],
  }
}

export function vendorResolved(scene: Scene): Message {
  const { n, event, vendor, clock, ticket, viewpoint } = scene
  const passage = event.type === 'TicketResolved' ? event : undefined
  const what = passage?.action ?? passage?.cause ?? event.note
  const reply = replyWith(viewpoint, ticket)
  const full = typed(what, 300)
  return {
    sms: fit(
      typedSms(what),
      (words) =>
        `Tiket ${n}: ${vendor} menyatakan teratasi ${clock(event.at)}${after(words)}. Menunggu konfirmasi. ${reply}`,
    ),
    whatsapp: [
      `Tiket No. ${n} dinyatakan teratasi oleh ${vendor}, ${clock(event.at)}.`,
      full === '' ? undefined : `Tindakan: ${full}`,
      'Menunggu konfirmasi Call Taker.',
      reply,
    ],
  }
}

/** A reopened ticket is back with whoever has its step; `viewpoint` may be the vendor's. */
export function yourStepAgain(scene: Scene): Message {
  const { n, ticket, event, due, viewpoint, vendor } = scene
  const greeting = viewpoint === 'vendor' ? `Yth. ${vendor}, tiket` : 'Tiket'
  const noun = stepWords(openState(ticket, 'analysing'), vendor).noun
  const deadline = due === '' ? '' : ` Tenggat ${noun} ${due}.`
  const what =
    viewpoint === 'vendor' && event.type === 'TicketReopened'
      ? `dibuka kembali (putaran ${ticket.cycle})`
      : reopening(scene)
  const reply = replyWith(viewpoint, ticket)
  const words = typedSms(event.note) || scene.summarySms
  return {
    sms: fit(words, (short) => `${greeting} ${n} ${what}: ${short}.${deadline} ${reply}`),
    whatsapp: [
      `${greeting} No. ${n} ${what}.`,
      `Kendala: ${scene.summary}`,
      event.note === undefined ? undefined : `Keterangan: ${typed(event.note, 300)}`,
      due === '' ? undefined : `Tenggat ${noun}: ${due}`,
      inPlace(scene),
      reply,
    ],
  }
}

export function handedOver(scene: Scene): Message {
  const { n, ticket, event, impact, summarySms } = scene
  const reply = replyWith(scene.viewpoint, ticket)
  const by = event.by ? nameSms(event.by.name) : 'Kepala Seksi'
  const until =
    ticket.assignedUntil === undefined ? '' : ` sampai ${endTime(ticket.assignedUntil, scene.now, scene.house)}`
  return {
    sms: fit(
      summarySms,
      (words) =>
        `Tiket ${n} (${impact}) diserahkan ${by} kepada Bapak/Ibu${until}: ${words}, ${remaining(scene)}. ${reply}`,
    ),
    whatsapp: [
      `Tiket No. ${n} (${impact}) diserahkan kepada Bapak/Ibu oleh ${who(event.by)}${until}.`,
      ...about(scene).filter((line) => !line.startsWith('Dampak')),
      `Sekarang: ${standing(ticket)}, ${remaining(scene)}`,
      event.note === undefined ? undefined : `Pesan: ${typed(event.note, 300)}`,
      reply,
    ],
  }
}

/** The time for which it was handed over has passed: it is with Kepala Seksi again. */
export function handedBack(scene: Scene): Message {
  const { n, ticket, event, clock, summarySms } = scene
  const name = ticket.formerAssignee?.name
  const what = (whose: string) => `kembali kepada Kepala Seksi: penyerahan${whose} berakhir ${clock(event.at)}`
  const reply = replyWith(scene.viewpoint, ticket)
  return {
    sms: fit(summarySms, (words) => `Tiket ${n} ${what(name ? ` kepada ${nameSms(name)}` : '')} (${words}). ${reply}`),
    whatsapp: [
      `Tiket No. ${n} ${what(name ? ` kepada ${nameOf(name)}` : '')}.`,
      `Kendala: ${scene.summary}`,
      `Sekarang: ${standing(ticket)}, ${remaining(scene)}`,
      inPlace(scene),
      reply,
    ],
  }
}

/** Step 5 is late and the vendor is silent (DOMAIN 1.7). */
export function callVendor(scene: Scene): Message {
  const { n, vendor, ticket, viewpoint, house } = scene
  const contact = house.contact?.('jasnita')
  const reply =
    viewpoint === 'section' ? `, lalu balas KOORDINASI ${n}.` : ` dan kabarkan ke Kepala Seksi. Balas STATUS ${n}.`
  return {
    sms: smsWithNumber(
      vendor,
      contact,
      (whom) => `Tiket ${n}: koordinasi belum dicatat, ${remaining(scene)}. Mohon telepon ${whom}${reply}`,
    ),
    whatsapp: [
      `Tiket No. ${n}: koordinasi dengan ${vendor} belum dicatat, ${remaining(scene)}.`,
      `Kendala: ${scene.summary}`,
      `Mohon telepon ${withNumber(vendor, contact)}${viewpoint === 'section' ? '' : ' dan kabarkan ke Kepala Seksi'}.`,
      replyWith(viewpoint, ticket),
    ],
  }
}
