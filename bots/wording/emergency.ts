/** Life first (DOMAIN section 7.1): the words that beat all others, and the one message that is never masked. */
import { readPhone, showPhone } from '../../src/format/phone.ts'
import { clockTime } from '../../src/format/times.ts'
import { othersFirst, others as othersOf } from './emergency-numbers.ts'
import { type Message, sentence } from './message.ts'
import type { House, Reply } from './telling.ts'
import { attachmentName } from './words.ts'

const NOT_HERE = 'Nomor ini bukan layanan darurat dan tidak mengirim bantuan.'

/** While 112 itself takes no calls, or did not take theirs, the other numbers come first (DOMAIN section 2). */
export function emergency({ unanswered }: Extract<Reply, { kind: 'emergency' }>, house: House): Message {
  const others = othersOf(house)
  if (unanswered && !othersFirst(house) && others !== '') {
    const first = `DARURAT: segera TELEPON ${others}, lalu coba lagi 112.`
    return { sms: `${first} ${NOT_HERE}`, whatsapp: [first, NOT_HERE] }
  }
  if (othersFirst(house)) {
    const why = house.line112 === 'down' ? 'Saluran 112 sedang terganggu.' : 'Saluran 112 mungkin terganggu.'
    const first = `DARURAT: segera TELEPON ${others}, atau 112.`
    return {
      sms: `${first} ${why} ${NOT_HERE}`,
      whatsapp: [first, why, NOT_HERE],
    }
  }
  const first = 'DARURAT: segera TELEPON 112 (gratis, tanpa pulsa).'
  const rest = others === '' ? undefined : `${sentence(others)}.`
  return {
    sms: [first, rest, NOT_HERE].filter((part) => part !== undefined).join(' '),
    whatsapp: [first, rest, NOT_HERE],
  }
}

type Relay = Extract<Reply, { kind: 'emergency-relay' }>

/** What came besides words: of files only that they came, for they do not go on; of a place where it is. */
function alongside({ attachments = [], place }: Relay): string[] {
  const names = attachments.map((mimeType) => attachmentName(mimeType).toLowerCase())
  const files = names.length === 0 ? [] : [`lampiran: ${names.join(', ')} (tersimpan)`]
  if (!place) return files
  const { latitude, longitude, name } = place
  return [...files, `lokasi: ${name ? `${name}, ` : ''}${latitude}, ${longitude}`]
}

/** To call takers on duty: number and text as they came, unmasked and whole. */
export function emergencyRelay(relay: Relay, house: House): Message {
  const { from, text, at } = relay
  const read = readPhone(from)
  const number = read.ok ? showPhone(read.e164) : from
  const first = `DARURAT dari ${number}, ${clockTime(at, at, house)}:`
  const last = `Mohon segera hubungi ${number}.`
  const lines = [text.trim(), ...alongside(relay)].filter((line) => line !== '')
  return { sms: `${first} ${lines.join('\n')}\n${last}`, whatsapp: [first, ...lines, last] }
}
