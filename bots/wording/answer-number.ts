/** Words about a person's changed number. Numbers are masked: whoever reads them knows their own. */
import { maskPhone } from '../../src/format/phone.ts'
import { clockTime } from '../../src/format/times.ts'
import { fit, type Message, nameOf, nameSms } from './message.ts'
import type { House, Reply } from './telling.ts'
import { ROLE } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })

const EXAMPLE = 'Balas GANTI NOMOR dan nomor HP baru, misalnya GANTI NOMOR 0812-3456-7890.'
const OLD_STAYS = 'Nomor lama tetap berlaku.'

export function numberChange(reply: Of<'number-change'>, house: House): Message {
  const clock = (at: number) => clockTime(at, at, house)
  switch (reply.is) {
    case 'how':
      return same('Nomor dapat diganti dengan kode ke nomor lama dan nomor baru.', EXAMPLE)
    case 'by-sms':
      return same(
        'Nomor tidak dapat diganti lewat SMS, sebab pengirim SMS dapat dipalsukan.',
        'Mohon kirim GANTI NOMOR lewat WhatsApp, atau hubungi admin.',
      )
    case 'unreadable':
      return same('Nomor HP baru belum terbaca.', EXAMPLE)
    case 'same':
      return same('Nomor itu sudah nomor Bapak/Ibu.', EXAMPLE)
    case 'taken':
      return same(`Nomor itu sudah dipakai atau sedang diproses. ${OLD_STAYS}`, 'Mohon hubungi admin.')
    case 'stopped':
      return same(
        'Nomor baru meminta tidak dikirimi pesan.',
        'Mohon kirim MULAI dari nomor baru, lalu ulangi GANTI NOMOR.',
      )
    case 'too-soon':
      return same('Ganti nomor baru saja diminta.', `Mohon ulangi setelah ${clock(reply.until)}.`)
    case 'too-often':
      return same('Ganti nomor paling banyak 3 kali sehari.', 'Mohon hubungi admin.')
    case 'asked':
      return same(
        `Kode dikirim ke nomor baru ${maskPhone(reply.to)} dan ke nomor ini.`,
        `Balas setiap kode dari nomornya sendiri sebelum ${clock(reply.until)}.`,
      )
    case 'half':
      return same(
        'Kode sesuai.',
        `Mohon balas juga kode dari nomor ${reply.waitsFor === 'old' ? 'lama' : 'baru'} sebelum ${clock(reply.until)}.`,
      )
    case 'wrong':
      return same('Kode tidak sesuai.', `Mohon balas 6 angka yang diterima nomor ini, masih ${reply.left} kali.`)
    case 'too-many-tries':
      return same(`Kode salah 5 kali: ganti nomor ke ${maskPhone(reply.to)} dibatalkan.`, OLD_STAYS)
    case 'expired':
      return same(
        `Ganti nomor ke ${maskPhone(reply.to)} berakhir: kode belum lengkap dalam 10 menit.`,
        `${OLD_STAYS} Balas GANTI NOMOR dan nomor baru untuk mengulang.`,
      )
    case 'ended-here':
      return same('Nomor ini tidak lagi terdaftar di help desk.', `Pemberitahuan dikirim ke ${maskPhone(reply.to)}.`)
    case 'begins-here': {
      const line = (name: string) => `Nomor ini sekarang terdaftar atas nama ${name}.`
      const help = 'Balas BANTUAN untuk daftar perintah.'
      return {
        sms: fit(nameSms(reply.name), (name) => `${line(name)} ${help}`),
        whatsapp: [line(nameOf(reply.name)), help],
      }
    }
    default:
      return reply satisfies never
  }
}

export function numberCode({ code, until, to }: Of<'number-code'>, house: House): Message {
  const why = to === 'old' ? 'mengganti nomor ini' : 'mendaftarkan nomor ini di help desk 112'
  return same(
    `Kode untuk ${why}: ${code}.`,
    'Abaikan bila tidak meminta, jangan berikan ke siapa pun.',
    `Balas dari nomor ini sebelum ${clockTime(until, until, house)}.`,
  )
}

export function numberChanged({ person, from, to }: Of<'number-changed'>): Message {
  const line = (name: string) =>
    `Nomor ${name} (${ROLE[person.role]}) diganti: ${maskPhone(from)} menjadi ${maskPhone(to)}.`
  const ask = 'Bila keliru, mohon hubungi admin.'
  return {
    sms: fit(nameSms(person.name), (name) => `${line(name)} ${ask}`),
    whatsapp: [line(nameOf(person.name)), ask],
  }
}
