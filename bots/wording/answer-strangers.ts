/** What is said to numbers that are not in the directory: nothing is promised, and 112 is named (DOMAIN section 7.3). */
import { call, callBriefly, oneOfOthers } from './emergency-numbers.ts'
import type { Message } from './message.ts'
import { nameOf, nameSms } from './message.ts'
import type { House, Reply } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })
/** The same, and what an SMS says where the privacy notice goes with it. */
const short = (brief: string, ...lines: readonly string[]): Message => ({ ...same(...lines), brief: () => brief })

const OFFICE_ONLY = 'Nomor ini khusus petugas Cirebon Siaga 112 dan bukan layanan last.'
/** How staff register themselves. */
const HOW = 'Petugas: kirim DAFTAR, nama, regu.'

/** One answer to a number that is not in the directory. */
export function stranger({ about, passedOn }: Of<'stranger'>, house: House): Message {
  const last = call(house)
  const briefly = callBriefly(house, last)
  switch (about) {
    case 'fault':
      if (passedOn) {
        return short(
          `Nomor ini belum terdaftar: laporan diteruskan ke Supervisor, belum menjadi tiket. ${briefly}`,
          'Nomor ini belum terdaftar: laporan belum menjadi tiket, sudah diteruskan ke Supervisor dan Kepala Seksi.',
          last,
        )
      }
      {
        const none = 'Nomor ini belum terdaftar, sehingga laporan belum menjadi tiket.'
        const whom = 'Mohon hubungi Supervisor atau admin untuk mendaftarkannya.'
        return {
          sms: `${none} ${whom} ${briefly}`,
          brief: () => `Nomor ini belum terdaftar: laporan belum menjadi tiket. Mohon hubungi Supervisor. ${briefly}`,
          whatsapp: [none, whom, last],
        }
      }
    case 'register':
      return same('Pendaftaran nomor dilakukan oleh admin. Mohon hubungi Supervisor atau Kepala Seksi.', last)
    case 'unanswered': {
      const others = oneOfOthers(house)
      // 112 is what fails: the others come first.
      const again =
        others === '' ? 'Darurat: coba telepon 112 lagi.' : `Darurat: telepon ${others}, lalu coba 112 lagi.`
      return short(
        `Pesan diteruskan ke petugas. ${again}`,
        'Terima kasih, pesan diteruskan ke petugas. Nomor ini tidak mengirim bantuan.',
        again,
      )
    }
    case 'hello':
    case 'other':
      return short(`Nomor khusus petugas Siaga 112, bukan layanan last. ${HOW} ${briefly}`, OFFICE_ONLY, HOW, last)
    default:
      return about satisfies never
  }
}

export function registering({ is, person }: Of<'registering'>, house: House): Message {
  const last = call(house)
  const briefly = callBriefly(house, last)
  const who = (name: (text: string) => string) =>
    person?.name === undefined
      ? ''
      : ` ${name(person.name)}${person.team === undefined ? '' : `, ${name(person.team)}`}`
  switch (is) {
    case 'how': {
      const how = 'Untuk didaftarkan, mohon kirim DAFTAR, nama, dan regu. Contoh: DAFTAR Wulan regu 2.'
      return { sms: `${how} ${last}`, whatsapp: [how, last] }
    }
    case 'asked': {
      const asked = 'diteruskan ke Supervisor dan Kepala Seksi, mohon ditunggu.'
      const meanwhile = 'Laporan yang dikirim sementara ini disimpan dan dicatat setelah disetujui.'
      return {
        sms: `Pendaftaran${who(nameSms)} ${asked} ${last}`,
        brief: () => `Pendaftaran${who(nameSms)} diteruskan ke Supervisor. ${briefly}`,
        whatsapp: [`Pendaftaran${who(nameOf)} ${asked}`, meanwhile, last],
      }
    }
    case 'waiting':
      return {
        sms: `Pendaftaran${who(nameSms)} masih menunggu persetujuan. ${last}`,
        whatsapp: [`Pendaftaran${who(nameOf)} masih menunggu persetujuan.`, last],
      }
    default:
      return is satisfies never
  }
}

export function strangerOutcome({ of, verdict, name, tickets, lost }: Of<'stranger-outcome'>, house: House): Message {
  const last = call(house)
  const noted = tickets.map(({ number }) => number).join(', ')
  if (of === 'report') {
    if (verdict === 'expired')
      return same('Mohon maaf, laporan Bapak/Ibu belum diputuskan dalam 24 jam dan tidak dicatat.', last)
    return verdict === 'approved'
      ? same(`Laporan Bapak/Ibu dicatat sebagai tiket No. ${noted}. Terima kasih.`, last)
      : same('Terima kasih. Laporan Bapak/Ibu sudah diperiksa dan tidak dicatat sebagai tiket.', last)
  }
  switch (verdict) {
    case 'approved': {
      const reports = noted === '' ? undefined : `Laporan Bapak/Ibu dicatat sebagai tiket No. ${noted}.`
      const reply = 'Balas LAPOR dan kendalanya untuk melapor, BANTUAN untuk daftar perintah.'
      const is = (shown: string) => `Nomor ini terdaftar sebagai Call Taker${shown === '' ? '' : ` (${shown})`}.`
      const short = noted === '' ? '' : ` Laporan: tiket ${noted}.`
      return {
        sms: `${is(nameSms(name ?? ''))}${short} Balas LAPOR dan kendalanya, atau BANTUAN.`,
        brief: () => `${is('')}${short} Balas BANTUAN.`,
        whatsapp: [is(nameOf(name ?? '')), reports, reply],
      }
    }
    case 'refused':
      return same(
        'Mohon maaf, pendaftaran nomor ini belum dapat disetujui.',
        'Bila petugas, mohon hubungi Supervisor.',
        last,
      )
    case 'expired':
      return expired(lost === true, last, callBriefly(house, last))
    default:
      return verdict satisfies never
  }
}

function expired(lost: boolean, last: string, briefly: string): Message {
  const over = 'Pendaftaran nomor ini belum dijawab dalam 24 jam dan berakhir.'
  const again = 'Mohon kirim DAFTAR, nama, dan regu sekali lagi, atau hubungi Supervisor.'
  if (!lost) return same(over, again, last)
  return {
    sms: `Pendaftaran belum dijawab dalam 24 jam dan berakhir, laporan tidak dicatat. Mohon kirim DAFTAR, nama, dan regu lagi. ${briefly}`,
    whatsapp: [over, 'Laporan yang dikirim sementara itu juga tidak dicatat.', again, last],
  }
}
