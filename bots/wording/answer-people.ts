/** Answers about the people themselves: duty, notices, numbers that are not registered. */

import type { Channel } from '../../src/desk/ticket.ts'
import { readPhone, showPhone } from '../../src/format/phone.ts'
import { clockTime } from '../../src/format/times.ts'
import { readWhatsappId } from '../../src/format/whatsapp-id.ts'
import { who, whoSms } from './facts.ts'
import { fit, type Message, nameOf, nameSms, typed, typedSms } from './message.ts'
import type { House, Reply } from './telling.ts'
import { attachmentName, ROLE } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })

export const onDuty = ({ person }: Of<'on-duty'>): Message => ({
  sms: `${whoSms(person)} tercatat bertugas. Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.`,
  whatsapp: [`${who(person)} tercatat bertugas.`, 'Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.'],
})

export function offDuty({ person, substitute, unknownName }: Of<'off-duty'>): Message {
  const instead = (name: (text: string) => string) => {
    if (substitute !== undefined) return `Pengganti: ${name(substitute)}.`
    return unknownName === undefined ? undefined : `Nama ${name(unknownName)} tidak terdaftar.`
  }
  const reply =
    substitute === undefined && unknownName !== undefined
      ? 'Balas PULANG dan nama pengganti.'
      : 'Balas HADIR bila kembali bertugas.'
  const line = [`${whoSms(person)} tercatat selesai bertugas.`, instead(nameSms), reply]
  return {
    sms: line.filter((part) => part !== undefined).join(' '),
    whatsapp: [`${who(person)} tercatat selesai bertugas.`, instead(nameOf), reply],
  }
}

export const optedOut = (): Message =>
  same('Pemberitahuan ke nomor ini dihentikan di semua saluran.', 'Balas MULAI untuk mengaktifkan kembali.')

export const optedIn = (): Message =>
  same('Pemberitahuan ke nomor ini aktif kembali.', 'Balas DAFTAR untuk tiket terbuka, BERHENTI untuk menghentikan.')

/** The file is kept; nobody pretends to have understood it (DOMAIN section 7.7). */
export function needsWords({ media }: Of<'needs-words'>): Message {
  const what = attachmentName(media)
  return same(
    `${what} sudah disimpan, tetapi isinya belum dapat dibaca sistem.`,
    'Mohon tuliskan kendalanya, misalnya: LAPOR PC 2 tidak bisa login.',
  )
}

const OFFICE_ONLY = 'Nomor ini khusus petugas Cirebon Siaga 112 dan bukan layanan darurat.'
const CALL = 'Darurat: telepon 112.'

/** One answer to a number that is not in the directory: it promises nothing (DOMAIN section 7.3). */
export function stranger({ about, passedOn }: Of<'stranger'>, _house: House): Message {
  switch (about) {
    case 'fault':
      if (passedOn) {
        return same(
          'Nomor ini belum terdaftar: laporan belum menjadi tiket, sudah diteruskan ke Supervisor dan Kepala Seksi.',
          CALL,
        )
      }
      return same(
        'Nomor ini belum terdaftar, sehingga laporan belum menjadi tiket.',
        'Mohon hubungi Supervisor atau admin untuk mendaftarkan nomor ini.',
        CALL,
      )
    case 'register':
      return same('Pendaftaran nomor dilakukan oleh admin. Mohon hubungi Supervisor atau Kepala Seksi.', CALL)
    case 'hello':
    case 'other':
      return same(OFFICE_ONLY, 'Petugas mohon menghubungi admin untuk mendaftarkan nomor ini.', CALL)
    default:
      return about satisfies never
  }
}

/** The number is told whole: they have to call it, or to register it (DOMAIN section 7.3). */
export function strangerFault({ from, text, at }: Of<'stranger-fault'>, house: House): Message {
  const read = readPhone(from)
  const id = readWhatsappId(from)
  // Not masked, as all that is typed would be.
  const number = read.ok ? showPhone(read.e164) : (id ?? typedSms(from, 40))
  const reply = 'Balas LAPOR dan kendalanya bila benar.'
  if (id !== undefined) {
    return {
      sms: fit(typedSms(text), (words) => `WhatsApp tanpa nomor ${id}: ${words}. Belum menjadi tiket. ${reply}`),
      whatsapp: [
        `Laporan dari WhatsApp tanpa nomor, ${clockTime(at, at, house)}`,
        `ID: ${id}`,
        typed(text, 500),
        'Belum menjadi tiket. Bila petugas, mohon ID ini ditautkan oleh admin.',
        reply,
      ],
    }
  }
  return {
    sms: fit(typedSms(text), (words) => `Nomor tak terdaftar ${number}: ${words}. Belum menjadi tiket. ${reply}`),
    whatsapp: [
      `Laporan dari nomor yang belum terdaftar: ${number}, ${clockTime(at, at, house)}`,
      typed(text, 500),
      'Belum menjadi tiket. Bila petugas, mohon nomornya didaftarkan oleh admin.',
      reply,
    ],
  }
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
export function gap({ person, why, role, waiting = [] }: Of<'gap'>): Message {
  const holds = ROLE[role]
  const what = (name: string) => {
    switch (why) {
      case 'opted-out':
        return `${name} menghentikan pemberitahuan (peran ${holds}).`
      case 'off-duty':
        return `${name} selesai bertugas dan pengganti ${holds} belum ada.`
      case 'nobody':
        return `Tidak ada petugas ${holds} yang dapat dihubungi.`
      default:
        return why satisfies never
    }
  }
  const ask = 'Mohon tetapkan pengganti. Petugas yang siap mohon balas HADIR.'
  const askBriefly = 'Mohon pengganti; yang siap balas HADIR.'
  const more = waiting.length > MOST_NUMBERS ? ` dan ${waiting.length - MOST_NUMBERS} lain` : ''
  const numbers = `${waiting
    .slice(0, MOST_NUMBERS)
    .map(({ number }) => number)
    .join(', ')}${more}`
  return {
    sms: fit(
      nameSms(person.name),
      (name) => `PERHATIAN: ${what(name)} ${numbers ? `Tiket ${numbers} menunggu. ${askBriefly}` : ask}`,
    ),
    whatsapp: [
      `PERHATIAN: ${what(nameOf(person.name))}`,
      numbers && `Tiket yang menunggu tindak lanjut: ${numbers}.`,
      ask,
    ],
  }
}

/** What somebody was to hear and did not, told to others; it was masked when it was written. */
export function unreached({ person, text, standsIn }: Of<'unreached'>): Message {
  const name = nameOf(person.name)
  const ask = standsIn ? 'Mohon Anda yang menangani.' : `Mohon hubungi ${name} langsung.`
  return {
    sms: `${nameSms(person.name)} (${ROLE[person.role]}) tidak terhubung. ${ask} ${text.sms}`,
    whatsapp: [
      `${name} (${ROLE[person.role]}) tidak dapat dihubungi. ${ask}`,
      'Pesan yang belum sampai:',
      text.whatsapp,
    ],
  }
}

/** To those who mend it: the words are the gateway's own. */
export function alarm({ words, over }: Of<'alarm'>): Message {
  const line = `${over ? 'PULIH' : 'PERHATIAN'}: ${words}`
  return { sms: line, whatsapp: [line] }
}
