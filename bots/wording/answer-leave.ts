/** What is said of absences that lie ahead: noted, changed, taken back. */
import type { Absence } from '../../src/desk/absence.ts'
import type { Instant } from '../../src/desk/ticket.ts'
import { clockTime, dayMonth, endTime } from '../../src/format/times.ts'
import { joined, notSubstitute } from './answer-duty.ts'
import { fit, type Message, nameOf, nameSms } from './message.ts'
import type { House, Reply } from './telling.ts'
import { ROLE } from './words.ts'

type Leave = Extract<Reply, { kind: 'leave' }>
type Of<K extends Leave['is']> = Extract<Leave, { is: K }>

const DAY = 86_400_000

/** '24 November', '24 November sampai 26 November', '15.00 WIB sampai 17.00 WIB'. */
function span({ from, until, wholeDays }: Absence, now: Instant, house: House): string {
  if (wholeDays && until !== undefined) {
    const last = until - DAY
    return `${dayMonth(from, now, house)}${last > from ? ` sampai ${dayMonth(last, now, house)}` : ''}`
  }
  return `${clockTime(from, now, house)}${until === undefined ? '' : ` sampai ${endTime(until, now, house)}`}`
}

const MOST = 4
const list = (all: readonly Absence[], now: Instant, house: House) =>
  `${all
    .slice(0, MOST)
    .map((one) => span(one, now, house))
    .join('; ')}${all.length > MOST ? '; dan lainnya' : ''}`

const same = (...lines: readonly (string | undefined)[]): Message => ({ sms: joined(lines), whatsapp: lines })

export function leave(reply: Leave, house: House): Message {
  switch (reply.is) {
    case 'noted':
      return noted(reply, house)
    case 'too-long':
      return same(
        'Cuti belum dicatat: lebih dari satu tahun.',
        'Mohon periksa tanggalnya, lalu balas CUTI dan tanggalnya.',
      )
    case 'no-day':
      return same(
        'Cuti belum dicatat: harinya belum jelas.',
        'Mohon sebutkan tanggalnya. Contoh: CUTI 1 sampai 3 Desember',
      )
    case 'taken-back':
      return takenBack(reply, house)
    case 'which': {
      const all = list(reply.all, reply.now, house)
      const [first] = reply.all
      const example = first === undefined ? '' : `, misalnya BATAL CUTI ${dayMonth(first.from, reply.now, house)}`
      const ask = `Balas BATAL CUTI dan tanggalnya${example}.`
      return {
        sms: fit(all, (words) => `Yang mana dibatalkan? Tercatat: ${words}. ${ask}`),
        brief: (room) => fit(all, (words) => `Tercatat: ${words}. ${ask}`, room),
        whatsapp: [`Yang mana dibatalkan? Tercatat: ${all}.`, ask],
      }
    }
    default:
      return reply satisfies never
  }
}

function noted(reply: Of<'noted'>, house: House): Message {
  const { absence, now, role, others, changed, substitute, not } = reply
  const when = span(absence, now, house)
  const off = absence.wholeDays ? 'cuti' : 'tidak bertugas mulai'
  const deed = changed ? `Catatan diubah: ${off} ${when}.` : `Dicatat: ${off} ${when}.`
  const instead = (name: (text: string) => string) =>
    substitute === undefined ? undefined : `${name(substitute)} menggantikan ${ROLE[role]}.`
  const also = others.length === 0 ? undefined : `Juga tercatat: ${list(others, now, house)}.`
  const back = absence.until === undefined ? 'HADIR bila kembali, ' : ''
  const reply1 = `Balas ${back}BATAL ${absence.wholeDays ? 'CUTI' : 'PULANG'} bila tidak jadi.`
  const refused = (name: (text: string) => string) => not && notSubstitute(not, role, name)
  const example = not?.instead === undefined ? undefined : `Contoh pengganti: PULANG ${nameOf(not.instead)} saat mulai.`
  const short = not === undefined ? instead(nameSms) : `${nameSms(not.name)} tidak dapat menggantikan.`
  return {
    sms: joined([deed, short, reply1]),
    brief: () => joined([deed, reply1]),
    whatsapp: [deed, refused(nameOf), instead(nameOf), example, also, reply1],
  }
}

const BACK = 'Balas HADIR saat mulai bertugas.'

function takenBack({ taken, all, day, now, off }: Of<'taken-back'>, house: House): Message {
  const left = all.length === 0 ? undefined : `Masih tercatat: ${list(all, now, house)}.`
  const again = 'Balas CUTI dan tanggalnya'
  const away = `Saat ini tercatat tidak bertugas${off?.until === undefined ? '' : ` sampai ${endTime(off.until, now, house)}`}.`
  if (taken.length === 0) {
    const on = day === undefined ? '' : ` untuk ${dayMonth(day, now, house)}`
    const none = `Tidak ada cuti atau PULANG yang tercatat${on}.`
    const ask = off ? BACK : `${again} untuk mencatat.`
    if (off)
      return { sms: joined([none, away, BACK]), brief: () => joined([away, BACK]), whatsapp: [none, left, away, ask] }
    return { sms: `${none} ${ask}`, brief: () => `${none} ${again}.`, whatsapp: [none, left, ask] }
  }
  const whole = taken.every(({ wholeDays }) => wholeDays)
  const deed = `Dibatalkan: ${whole ? 'cuti' : 'tidak bertugas mulai'} ${list(taken, now, house)}.`
  const on = off ? away : 'Tercatat bertugas seperti biasa.'
  const ask = off ? BACK : whole ? `${again} bila keliru.` : 'Balas PULANG dan jamnya bila keliru.'
  return {
    sms: joined([deed, on, ask]),
    brief: () => joined([deed, ask]),
    whatsapp: [deed, on, left, ask],
  }
}
