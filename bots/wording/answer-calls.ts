/** Calls: what the caller is asked to write, and who is told of a recording. */
import { showPhone } from '../../src/format/phone.ts'
import { callInFull } from './emergency-numbers.ts'
import { actorOf, factsOf } from './facts.ts'
import { type Message, nameOf, nameSms } from './message.ts'
import { replyWith, viewpointOf } from './next.ts'
import type { House, Reply } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const ASK = 'Mohon balas satu kalimat: apa yang terganggu dan di mana'
const EXAMPLE = 'misalnya: PC 2 tidak bisa login.'

/** The report exists from the start of the call; what it is about stands in no words yet. */
export function callTaken({ ticket, again = false }: Of<'call-taken'>, house: House): Message {
  const facts = factsOf(ticket, ticket.updatedAt, house)
  const { n, due } = facts
  const taken = again ? `Telepon ini digabung ke tiket ${n}.` : `Telepon dicatat, tiket ${n}.`
  const reply = again ? `Balas STATUS ${n} untuk perkembangan.` : `Balas BATAL ${n} bila keliru.`
  return {
    sms: `${taken} ${ASK}${again ? '.' : `, ${EXAMPLE}`} ${reply}`,
    brief: () => `${taken} Mohon balas: apa yang terganggu, di mana. ${reply.replace(' untuk perkembangan', '')}`,
    whatsapp: [
      again
        ? `Telepon Bapak/Ibu digabung ke laporan No. ${n}, yang belum tertulis.`
        : `Telepon Bapak/Ibu dicatat sebagai laporan No. ${n} (${ticket.reference}).`,
      due === '' || again ? undefined : `Tenggat diterima ${actorOf('reported', facts)}: ${due}`,
      `${ASK}, ${EXAMPLE}`,
      callInFull(house, 'Keadaan darurat: tetap telepon 112.'),
      reply,
    ],
  }
}

/** Nothing said on the telephone moves a step: Kepala Seksi and the vendor answer for what they write. */
export const pleaseWrite = (): Message => ({
  sms: 'Telepon Bapak/Ibu diterima, tetapi perintah hanya dibaca dari pesan. Mohon tuliskan. Balas DAFTAR untuk tiket terbuka, BANTUAN untuk daftar perintah.',
  brief: () => 'Telepon diterima, tetapi perintah hanya dibaca dari pesan. Balas BANTUAN untuk daftar perintah.',
  whatsapp: [
    'Telepon Bapak/Ibu sudah diterima. Tidak ada tiket yang dibuat atau diubah.',
    'Perintah hanya dibaca dari pesan: mohon dituliskan.',
    'Balas DAFTAR untuk tiket terbuka, BANTUAN untuk daftar perintah.',
  ],
})

export function recording({ ticket, role, lost }: Of<'recording'>, house: House): Message {
  const { n, summary } = factsOf(ticket, ticket.updatedAt, house)
  const reply = replyWith(viewpointOf(role, ticket), ticket)
  const whose = `Pelapor: ${nameOf(ticket.reporter.name)}`
  if (lost) {
    const contact = role === 'jasnita' ? undefined : house.contact?.(ticket.reporter.id)
    const phone = contact ? `, ${showPhone(contact.phone)}` : ''
    return {
      sms: `Rekaman tiket ${n} tidak tersedia. Mohon hubungi pelapor (${nameSms(ticket.reporter.name)}${phone}). ${reply}`,
      whatsapp: [`Lampiran tidak tersedia: rekaman tiket No. ${n}.`, `Mohon hubungi pelapor. ${whose}${phone}`, reply],
    }
  }
  return {
    sms: `Rekaman tiket ${n} sudah ada: mohon didengarkan. ${reply}`,
    whatsapp: [`Rekaman tiket No. ${n} sudah ada: mohon didengarkan.`, whose, `Kendala: ${summary}`, reply],
  }
}
