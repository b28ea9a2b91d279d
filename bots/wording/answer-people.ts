/** Answers about the people themselves: notices, numbers that are not registered. */

import type { Actor, Channel, Role } from '../../src/desk/ticket.ts'
import { showPhone } from '../../src/format/phone.ts'
import { openTickets } from './answer-duty.ts'
import { withNumber } from './contacts.ts'
import { fit, fitting, type Message, nameOf, nameSms, ONE_SMS } from './message.ts'
import type { Contact, Form, House, Reply } from './telling.ts'
import { attachmentName, ROLE } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })
/** The same, and what an SMS says where something else has to go with it. */
const short = (brief: string, ...lines: readonly string[]): Message => ({ ...same(...lines), brief: () => brief })

export function optedOut({ last }: Of<'opted-out'>): Message {
  const stopped = 'Pemberitahuan ke nomor ini dihentikan di semua saluran.'
  if (last === undefined) return same(stopped, 'Balas MULAI untuk mengaktifkan kembali.')
  const role = ROLE[last.role]
  const missed = MISSED[last.role] ?? 'pemberitahuan'
  const back = 'Balas MULAI untuk kembali menerima, atau PULANG dan nama pengganti.'
  const missedSms = last.role === 'kepala_seksi' ? 'laporan kritis pun tidak sampai' : `tidak sampai: ${missed}`
  const few = last.tickets.length === 0 ? '' : ` Tiket ${last.tickets[0]} menunggu.`
  return {
    sms: fitting(
      ONE_SMS,
      `Dihentikan. Anda ${role} terakhir: ${missedSms}.${few} ${back}`,
      `Dihentikan. Anda ${role} terakhir: ${missedSms}. Kembali: balas MULAI.`,
    ),
    brief: (room) =>
      fitting(
        room,
        `Dihentikan. Anda ${role} terakhir: ${missedSms}. Kembali: balas MULAI.`,
        `Dihentikan. Anda ${role} terakhir. Kembali: balas MULAI.`,
      ),
    whatsapp: [
      stopped,
      `Tidak ada lagi ${role} yang menerima pesan. Tidak sampai ke ${role}: ${missed}.`,
      openTickets(last.tickets, 8),
      back,
    ],
  }
}

/** What nobody of a role hears any more. */
const MISSED: Readonly<Partial<Record<Role, string>>> = {
  call_taker: 'permintaan konfirmasi dan pesan darurat',
  kepala_seksi: 'laporan baru, juga yang kritis',
  jasnita: 'tiket baru dan pengingat',
  supervisor: 'keterlambatan dan laporan nomor asing',
}

/** Who opted out and does something all the same. */
export const stillSilent = (): Message => same('Pengingat tetap tidak dikirim sampai Bapak/Ibu membalas MULAI.')

/** The file is kept; nobody pretends to have understood it (DOMAIN section 7.7). */
export function needsWords({ media }: Of<'needs-words'>): Message {
  const what = attachmentName(media)
  return short(
    `${what} disimpan, isinya belum terbaca. Mohon tuliskan, misalnya: LAPOR PC 2 tidak bisa login.`,
    `${what} sudah disimpan, tetapi isinya belum dapat dibaca sistem.`,
    'Mohon tuliskan kendalanya, misalnya: LAPOR PC 2 tidak bisa login.',
  )
}

const CHANNEL = { whatsapp: 'WhatsApp', sms: 'SMS', voice: 'telepon' } as const satisfies Record<Channel, string>

/** MULAI on one channel does not lift the block that STOP has made at the operator of another. */
export function lineClosed({ channel, to }: Of<'line-closed'>): Message {
  const name = CHANNEL[channel]
  return same(
    `${name} ke nomor Bapak/Ibu masih diblokir operator sejak STOP; pemberitahuan lewat saluran lain.`,
    `Untuk membukanya kirim START lewat ${name} ke ${to === undefined ? 'nomor layanan ini' : showPhone(to)}.`,
  )
}

/** So many tickets stand in one part beside what it is about. */
const MOST_NUMBERS = 3

/** To Kepala Seksi and admin: a role that nobody hears for (DOMAIN section 7.8). */
export function gap({ person, why, role, last, waiting = [], open = [] }: Of<'gap'>, { contact }: House): Message {
  const holds = ROLE[role]
  const what = (name: string) => {
    switch (why) {
      case 'opted-out':
        return `${name} menghentikan pemberitahuan (peran ${holds}).`
      case 'nobody':
        return `Tidak ada petugas ${holds} yang dapat dihubungi.`
      default:
        return why satisfies never
    }
  }
  const found = contact?.(person.id)
  const number = found ? ` ${showPhone(found.phone)}` : ''
  const phone = `Mohon telepon${number}, minta balas MULAI`
  const ask = last
    ? `${phone} atau PULANG dan nama pengganti.`
    : 'Mohon tetapkan pengganti. Petugas yang siap mohon balas HADIR.'
  const askBriefly = last ? `${phone}.` : 'Mohon pengganti; yang siap balas HADIR.'
  const all = open.length > 0 ? open : waiting.map(({ number }) => number)
  const more = all.length > MOST_NUMBERS ? ` dan ${all.length - MOST_NUMBERS} lain` : ''
  const numbers = `${all.slice(0, MOST_NUMBERS).join(', ')}${more}`
  return {
    sms: fit(
      nameSms(person.name),
      (name) =>
        `PERHATIAN: ${last ? `${name} berhenti menerima pesan. Tidak ada ${holds} lagi.` : what(name)} ${numbers ? `Tiket ${numbers} menunggu. ` : ''}${numbers || last ? askBriefly : ask}`,
    ),
    whatsapp: [
      `PERHATIAN: ${what(nameOf(person.name))}`,
      last ? `Tidak ada lagi ${holds} yang menerima pesan.` : undefined,
      numbers && `Tiket yang menunggu tindak lanjut: ${numbers}.`,
      ask,
    ],
  }
}

/** The last words of a notice: what to reply to it. */
const REPLIES = /\sBalas (?:[^\n]*?\b(\d{1,5})\b)?[^\n]*$/
const lookAt = (number: string | undefined) =>
  number === undefined ? 'Balas DAFTAR untuk tiket terbuka.' : `Balas STATUS ${number} untuk perkembangan.`

/** What somebody was to hear and did not, told to others; it was masked when it was written. */
export function unreached({ person, text, standsIn, why }: Of<'unreached'>, { contact }: House): Message {
  const name = nameOf(person.name)
  if (why !== undefined) return notWritten(person, text, why, contact?.(person.id))
  const ask = standsIn
    ? 'Mohon Anda yang menangani.'
    : `Mohon hubungi ${withNumber(name, contact?.(person.id))} langsung.`
  // Who may not do what is replied looks at it.
  const sms = standsIn ? text.sms : text.sms.replace(REPLIES, (_, number) => ` ${lookAt(number)}`)
  const whatsapp = standsIn ? text.whatsapp : text.whatsapp.replace(REPLIES, (_, number) => `\n${lookAt(number)}`)
  return {
    sms: `${nameSms(person.name)} (${ROLE[person.role]}) tidak terhubung. ${ask} ${sms}`,
    whatsapp: [`${name} (${ROLE[person.role]}) tidak dapat dihubungi. ${ask}`, 'Pesan yang belum sampai:', whatsapp],
  }
}

/** Nobody may write to them: somebody has to telephone. */
function notWritten(
  { name, role }: Actor,
  text: Readonly<Record<Form, string>>,
  why: 'opted-out' | 'gone',
  contact: Contact | undefined,
): Message {
  const holds = ROLE[role]
  const is = why === 'opted-out' ? 'menghentikan pemberitahuan' : 'tidak bertugas lagi'
  const ask =
    why === 'opted-out'
      ? `Mohon telepon ${withNumber(nameOf(name), contact)}, minta balas MULAI.`
      : `Mohon telepon ${withNumber(holds, contact)}.`
  return {
    sms: `TIDAK SAMPAI ke ${holds}: ${nameSms(name)} ${is}. ${contact ? `Mohon telepon ${showPhone(contact.phone)}.` : 'Mohon ditelepon.'} ${text.sms.replace(REPLIES, (_, number) => ` ${lookAt(number)}`)}`,
    whatsapp: [
      `PERHATIAN: pesan ini tidak sampai ke ${holds}. ${nameOf(name)} ${is}, tidak ada yang lain.`,
      `${ask} Bila tidak terhubung, mohon hubungi pimpinan atau admin untuk menetapkan pengganti.`,
      'Pesan yang belum sampai:',
      text.whatsapp.replace(REPLIES, (_, number) => `\n${lookAt(number)}`),
    ],
  }
}

/** To those who mend it: the words are the gateway's own. */
export function alarm({ words, over }: Of<'alarm'>): Message {
  const line = `${over ? 'PULIH' : 'PERHATIAN'}: ${words}`
  return { sms: line, whatsapp: [line] }
}
