/** What is said to numbers that are not in the directory: nothing is promised, and 112 is named (DOMAIN section 7.3). */
import type { Message } from './message.ts'
import { either, nameOf, nameSms, typedSms } from './message.ts'
import type { House, Reply } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })
/** The same, and what an SMS says where the privacy notice goes with it. */
const short = (brief: string, ...lines: readonly string[]): Message => ({ ...same(...lines), brief: () => brief })

const OFFICE_ONLY = 'Nomor ini khusus petugas Cirebon Siaga 112 dan bukan layanan darurat.'
/** How staff register themselves. */
const HOW = 'Petugas: kirim DAFTAR, nama, regu.'
const CALL = 'Darurat: telepon 112.'

/** One answer to a number that is not in the directory. */
export function stranger({ about, passedOn }: Of<'stranger'>, { emergency }: House): Message {
  switch (about) {
    case 'fault':
      if (passedOn) {
        return short(
          `Nomor ini belum terdaftar: laporan diteruskan ke Supervisor, belum menjadi tiket. ${CALL}`,
          'Nomor ini belum terdaftar: laporan belum menjadi tiket, sudah diteruskan ke Supervisor dan Kepala Seksi.',
          CALL,
        )
      }
      return short(
        `Nomor ini belum terdaftar: laporan belum menjadi tiket. Mohon hubungi Supervisor. ${CALL}`,
        'Nomor ini belum terdaftar, sehingga laporan belum menjadi tiket.',
        'Mohon hubungi Supervisor atau admin untuk mendaftarkan nomor ini.',
        CALL,
      )
    case 'register':
      return same('Pendaftaran nomor dilakukan oleh admin. Mohon hubungi Supervisor atau Kepala Seksi.', CALL)
    case 'unanswered': {
      const others = either(emergency.map(({ name, number }) => `${typedSms(name, 12)} ${typedSms(number, 6)}`))
      // 112 is what fails: the others come first.
      const call = others === '' ? 'Darurat: coba telepon 112 lagi.' : `Darurat: telepon ${others}, lalu coba 112 lagi.`
      return short(
        `Pesan diteruskan ke petugas. ${call}`,
        'Terima kasih, pesan diteruskan ke petugas. Nomor ini tidak mengirim bantuan.',
        call,
      )
    }
    case 'hello':
    case 'other':
      return short(`Nomor khusus petugas Siaga 112, bukan layanan darurat. ${HOW} ${CALL}`, OFFICE_ONLY, HOW, CALL)
    default:
      return about satisfies never
  }
}

export function registering({ is, person }: Of<'registering'>): Message {
  const who = (name: (text: string) => string) =>
    person?.name === undefined
      ? ''
      : ` ${name(person.name)}${person.team === undefined ? '' : `, ${name(person.team)}`}`
  switch (is) {
    case 'how': {
      const how = 'Untuk didaftarkan, mohon kirim DAFTAR, nama, dan regu. Contoh: DAFTAR Wulan regu 2.'
      return { sms: `${how} ${CALL}`, whatsapp: [how, CALL] }
    }
    case 'asked': {
      const asked = 'diteruskan ke Supervisor dan Kepala Seksi, mohon ditunggu.'
      const meanwhile = 'Laporan yang dikirim sementara ini disimpan dan dicatat setelah disetujui.'
      return {
        sms: `Pendaftaran${who(nameSms)} ${asked} ${CALL}`,
        brief: () => `Pendaftaran${who(nameSms)} diteruskan ke Supervisor. ${CALL}`,
        whatsapp: [`Pendaftaran${who(nameOf)} ${asked}`, meanwhile, CALL],
      }
    }
    case 'waiting':
      return {
        sms: `Pendaftaran${who(nameSms)} masih menunggu persetujuan. ${CALL}`,
        whatsapp: [`Pendaftaran${who(nameOf)} masih menunggu persetujuan.`, CALL],
      }
    default:
      return is satisfies never
  }
}

export function strangerOutcome({ of, verdict, name, tickets, lost }: Of<'stranger-outcome'>): Message {
  const noted = tickets.map(({ number }) => number).join(', ')
  if (of === 'report') {
    if (verdict === 'expired')
      return same('Mohon maaf, laporan Bapak/Ibu belum diputuskan dalam 24 jam dan tidak dicatat.', CALL)
    return verdict === 'approved'
      ? same(`Laporan Bapak/Ibu dicatat sebagai tiket No. ${noted}. Terima kasih.`, CALL)
      : same('Terima kasih. Laporan Bapak/Ibu sudah diperiksa dan tidak dicatat sebagai tiket.', CALL)
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
        CALL,
      )
    case 'expired':
      return expired(lost === true)
    default:
      return verdict satisfies never
  }
}

function expired(lost: boolean): Message {
  const over = 'Pendaftaran nomor ini belum dijawab dalam 24 jam dan berakhir.'
  const again = 'Mohon kirim DAFTAR, nama, dan regu sekali lagi, atau hubungi Supervisor.'
  if (!lost) return same(over, again, CALL)
  return {
    sms: `Pendaftaran belum dijawab dalam 24 jam dan berakhir, laporan tidak dicatat. Mohon kirim DAFTAR, nama, dan regu lagi. ${CALL}`,
    whatsapp: [over, 'Laporan yang dikirim sementara itu juga tidak dicatat.', again, CALL],
  }
}
