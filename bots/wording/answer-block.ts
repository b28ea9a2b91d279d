/** Answers to BLOKIR and BUKA BLOKIR (DOMAIN section 2). */
import { showPhone } from '../../src/format/phone.ts'
import { clockTime } from '../../src/format/times.ts'
import type { Message } from './message.ts'
import type { House, Reply } from './telling.ts'

const same = (...lines: readonly string[]): Message => ({ sms: lines.join(' '), whatsapp: lines })

/** The number is shown whole: whoever typed it checks it. */
export function block({ is, phone, until }: Extract<Reply, { kind: 'block' }>, house: House): Message {
  const number = phone === undefined ? '' : showPhone(phone)
  switch (is) {
    case 'not-yours':
      return same(
        'Hanya Supervisor, Kepala Seksi, atau admin yang dapat memblokir nomor.',
        'Balas BANTUAN untuk daftar perintah.',
      )
    case 'no-number':
      return same('Nomor telepon belum terbaca.', 'Contoh: BLOKIR 0811-0000-0099 atau BUKA BLOKIR 0811-0000-0099.')
    case 'registered':
      return same(
        `Nomor ${number} milik petugas terdaftar dan tidak dapat diblokir.`,
        'Balas BANTUAN untuk daftar perintah.',
      )
    case 'blocked':
      return blocked(number, until === undefined ? '' : ` sampai ${clockTime(until, undefined, house)}`)
    case 'opened':
      return same(`Blokir nomor ${number} dibuka.`, `Balas BLOKIR ${number} untuk memblokir kembali.`)
    case 'was-open':
      return same(`Nomor ${number} tidak sedang diblokir.`, `Balas BLOKIR ${number} untuk memblokir.`)
    default:
      return is satisfies never
  }
}

function blocked(number: string, until: string): Message {
  const undo = `Balas BUKA BLOKIR ${number} bila keliru.`
  const said = same(`Nomor ${number} diblokir${until}. Keadaan darurat tetap diteruskan.`, undo)
  return { ...said, brief: () => `Diblokir${until}. ${undo}` }
}
