/** The notice on first contact (DOMAIN section 6, UU 27/2022): what is recorded, what for, whom to ask. */
import { segments, septets } from '../../src/format/gsm7.ts'
import { ONE_SMS } from './message.ts'
import type { Form } from './telling.ts'

const NOTICE =
  'Pemberitahuan: nama, peran, nomor, dan kendala Bapak/Ibu dicatat hanya untuk layanan ini. Pertanyaan tentang data: hubungi admin.'
const SMS = 'Nama, peran, nomor, kendala dicatat utk layanan ini; tanya admin.'
const SHORTER = 'Nama, nomor dicatat utk layanan; tanya admin.'

/** What the shortest notice leaves of one SMS for the answer that it goes with. */
export const ROOM_BESIDE_NOTICE = ONE_SMS - septets(SHORTER) - 1

/** Puts the notice into an answer on WhatsApp, before its last line: those are the words to reply with. */
export const withPrivacyNotice = (text: string): string => beforeLast(text, NOTICE)

function beforeLast(text: string, line: string): string {
  const lines = text.split('\n')
  return lines.length < 2 ? `${text}\n${line}` : [...lines.slice(0, -1), line, ...lines.slice(-1)].join('\n')
}

/** The same for an SMS: of its notices the longer one that leaves the whole in one part. */
export function withPrivacyNoticeSms(text: string): string {
  const notice = septets(text) + 1 + septets(SMS) <= ONE_SMS ? SMS : SHORTER
  return beforeReply(text, notice)
}

function beforeReply(text: string, notice: string): string {
  const at = Math.max(text.lastIndexOf(' Balas '), text.lastIndexOf('\nBalas '))
  return at === -1 ? `${text} ${notice}` : `${text.slice(0, at)} ${notice}${text.slice(at)}`
}

const CITIZEN =
  'NIK atau nomor telepon yang tertulis disamarkan bagi pihak lain; mohon tidak dituliskan bila tidak perlu.'
const CITIZEN_SMS = 'NIK/nomor disamarkan, mohon tdk ditulis.'

/** To who typed a citizen's number (DOMAIN section 6). An SMS says it only where that costs no second part. */
export function withCitizenNotice(text: string, form: Form): string {
  if (form === 'whatsapp') return beforeLast(text, CITIZEN)
  const noted = beforeReply(text, CITIZEN_SMS)
  return segments(noted).segments > segments(text).segments ? text : noted
}
