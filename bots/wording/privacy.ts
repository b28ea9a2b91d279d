/** The notice on first contact (DOMAIN section 6, UU 27/2022): what is recorded, what for, whom to ask. */
import type { Form } from './telling.ts'

const NOTICE: Readonly<Record<Form, string>> = {
  sms: 'Nama, peran, nomor, kendala dicatat utk layanan ini; tanya admin.',
  whatsapp:
    'Pemberitahuan: nama, peran, nomor, dan kendala Bapak/Ibu dicatat hanya untuk layanan ini. Pertanyaan tentang data: hubungi admin.',
}

/** Puts the notice into an answer, before its last line: those are the words to reply with. */
export function withPrivacyNotice(text: string, form: Form): string {
  const notice = NOTICE[form]
  if (form === 'sms') return `${text} ${notice}`
  const lines = text.split('\n')
  return lines.length < 2 ? `${text}\n${notice}` : [...lines.slice(0, -1), notice, ...lines.slice(-1)].join('\n')
}
