/** Emergency words of a registered sender (DOMAIN 4.3 rule 10). */
import { emergencyWords, passesOn, touchesHome } from './emergency.ts'
import type { Meaning } from './meaning.ts'
import type { Message } from './message.ts'
import type { Spoken } from './saying.ts'

/** Emergency words of a registered sender count only without a word of the application (rule 10). */
export function emergencyOf(message: Message, spoken: Spoken | undefined): Meaning | undefined {
  const { strong } = emergencyWords(message.reading)
  if (strong.length === 0 || spoken?.meaning.kind === 'said' || spoken?.meaning.kind === 'which-ticket')
    return undefined
  if (message.fault.applicationWeight > 0) return undefined
  if (message.fault.weight >= (message.fault.stated ? 2 : 3) && !passesOn(message.reading.tokens)) return undefined
  if (message.handles && message.sight.tokens.some(({ stem }) => stem === 'jasnita' || stem === 'vendor'))
    return undefined
  // "Kalau hujan reda tim naik tower": their technicians.
  if (message.vendor && message.words.some(({ text }) => ['tim', 'teknisi', 'engineer', 'kami'].includes(text)))
    return undefined
  // "Bapak mertua saya meninggal tadi subuh": news among colleagues.
  const pleads = message.words.some(({ text }) => ['tolong', 'kirim', 'butuh', 'darurat', 'gawat'].includes(text))
  if (!pleads && strong.every((words) => /^(?:meninggal|wafat|jenazah)$/.test(words))) return undefined
  const pleading = message.reading.tokens.some((token) =>
    ['tolong', 'kirim', 'segera', 'butuh', 'darurat', 'cepat', 'gawat', 'sekarang', 'ada', 'di', 'terjadi'].includes(
      token.text,
    ),
  )
  const near = message.content.tokens.length <= 12 && touchesHome(message.reading.tokens, message.situation.people)
  const here = message.content.tokens.length <= 6 && message.fault.weight === 0
  const only = strong.every((words) => /^(ambulan\w*|damkar|pemadam|banjir|jantung|korban|help me|darah)$/.test(words))
  if (!(pleading || near || here) || (only && message.content.tokens.length < 3)) return undefined
  return { kind: 'emergency', words: strong, because: [`kata darurat: ${strong.join(', ')}`, 'tanpa kata aplikasi'] }
}

/** "LAPOR ada laka tunggal, korban luka berat, butuh ambulans": several emergency words, and no word of the application. */
export function graveOf(message: Message): Meaning | undefined {
  const { strong } = emergencyWords(message.reading)
  return strong.length < 2 ? undefined : emergencyOf(message, undefined)
}
