/** The notice on first contact (DOMAIN section 6, UU 27/2022): what is recorded, what for, whom to ask. */
import { septets } from '../../src/format/gsm7.ts'
import { ONE_SMS } from './message.ts'

const NOTICE =
  'Pemberitahuan: nama, peran, nomor, dan kendala Bapak/Ibu dicatat hanya untuk layanan ini. Pertanyaan tentang data: hubungi admin.'
const SMS = 'Nama, peran, nomor, kendala dicatat utk layanan ini; tanya admin.'
const SHORTER = 'Nama, nomor dicatat utk layanan; tanya admin.'

/** What the shortest notice leaves of one SMS for the answer that it goes with. */
export const ROOM_BESIDE_NOTICE = ONE_SMS - septets(SHORTER) - 1

/** Puts the notice into an answer on WhatsApp, before its last line: those are the words to reply with. */
export function withPrivacyNotice(text: string): string {
  const lines = text.split('\n')
  return lines.length < 2 ? `${text}\n${NOTICE}` : [...lines.slice(0, -1), NOTICE, ...lines.slice(-1)].join('\n')
}

/** The same for an SMS: of its notices the longer one that leaves the whole in one part. */
export function withPrivacyNoticeSms(text: string): string {
  const notice = septets(text) + 1 + septets(SMS) <= ONE_SMS ? SMS : SHORTER
  const at = Math.max(text.lastIndexOf(' Balas '), text.lastIndexOf('\nBalas '))
  return at === -1 ? `${text} ${notice}` : `${text.slice(0, at)} ${notice}${text.slice(at)}`
}
