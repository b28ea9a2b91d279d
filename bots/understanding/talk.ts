/** Talk between colleagues, questions about the desk itself, and what may yet be a report (DOMAIN 4.3 rule 15). */
import type { Message } from './message.ts'
import { HOPED, NEGATORS } from './negation-words.ts'
import { isTopic } from './private-words.ts'
import { isOpen } from './tickets.ts'

/** Answers and wishes that say nothing of a fault. */
export const POLITE = new Set(
  'sama-sama ya ok siap sip baik noted mangga mantap alhamdulillah sudah belum tidak lanjut maaf aman benar copy roger dimengerti laksanakan jos amin aamiin insyaallah semangat tes test tunggu ditunggu nunggu nah oh izin pagi siang sore malam semua rekan tim masih semoga sukses sehat selalu hadir kembali kasih mohon tolong salah sangat memang setuju kira gitu begitu'.split(
    ' ',
  ),
)

/** Something is wished for, missing or strange; of what, will be asked. */
const SUGGESTS = new Set(
  `tolong mohon minta bantu butuh perlu kenapa aneh masih sering terus tiba-tiba begini gini beginian lapor kejadian sejak dari kok makin
  benerin perbaiki pasang bunyi muncul tampil`.split(/\s+/),
)
/** "Tolong dibantu pak", "kok begini terus": what is meant will be asked; whoever says more names the thing or its trouble. */
const LONGEST_VAGUE = 5
/** Said of the way here and of the day; of a thing they may be a fault ("macet"). */
const OFF_WORK = new Set('tahun libur cuti sakit macet pulang berangkat otw'.split(' '))

/** A fault may be meant though no word of it is known; not talk of food, sleep and birthdays. */
export function mayTell({ content, fault, reading, situation }: Message): boolean {
  if (fault.weight > 0 || fault.applicationWeight > 0) return true
  const { tokens } = content
  if (
    LAUGHS.test(reading.source) ||
    tokens.some((token) => OFF_WORK.has(token.text) || OFF_WORK.has(token.typed) || isTopic(token))
  )
    return false
  if (fault.stated) return true
  const asks = reading.questions.size > 0 || ['apa', 'ya', 'sih', 'belum'].includes(reading.tokens.at(-1)?.text ?? '')
  if (asks) return false
  const names = new Set(situation.people.map(({ name }) => name.toLowerCase()))
  if (tokens.some((token) => names.has(token.raw.toLowerCase()))) return false
  return tokens.length <= LONGEST_VAGUE && tokens.some(({ text }) => SUGGESTS.has(text) || NEGATORS.has(text))
}

/** "Wkwkwk adblock doang": laughter with a few words. */
export function laughs({ content, fault, reading, numbers }: Message): boolean {
  return LAUGHS.test(reading.source) && content.tokens.length <= 5 && !fault.troubled && numbers.length === 0
}

const LAUGHS = /(?:wk){2,}|(?:ha|he|hi){2,}|😂|🤣|😅/i

const ABOUT_DESK = new Set(
  'bot robot nomor siapa manusia admin otomatis fungsi fungsinya kegunaan guna gunanya chatbot mesin grup'.split(' '),
)
const ASKING = new Set('apa siapa apakah berapa bagaimana ya kah untuk bukan'.split(' '))

/** "Ini bot ya?", "nomor apa ini": a question about the desk itself, of a few words. */
export function asksAboutDesk({ reading, content, fault }: Message): boolean {
  if (fault.stated || fault.weight > 0 || content.tokens.length > 8) return false
  return (
    content.tokens.some((token) => ABOUT_DESK.has(token.text)) &&
    (reading.questions.size > 0 || reading.tokens.some((token) => ASKING.has(token.text)))
  )
}

const HOLIDAYS = new Set(
  'natal nataru lebaran idul fitri adha tahun ulang imlek nyepi waisak ramadan ramadhan puasa'.split(' '),
)
const MEALS = new Set(
  'pesan siang jamblang empal gentong docang tahu lengko makan makanan sarapan martabak nasi kopi snack gorengan bakso menu'.split(
    ' ',
  ),
)

/** "Selamat Natal", "semoga ga kambuh lagi ya", "menu makan siang apa", "tes, abaikan": nothing that somebody could repair. */
export function saysNoFault({ words, content, fault, numbers, reading, reach, situation }: Message): boolean {
  const names = new Set(situation.people.map(({ name }) => name.toLowerCase()))
  const tests = ['tes', 'test', 'coba'].includes(words[0]?.text ?? '') && words.some(({ text }) => text === 'abaikan')
  if (tests && words.length <= 6) return true
  if (numbers.length > 0 || fault.weight >= 3) return false
  const wishes = content.greeted && words.slice(0, 3).some(({ text }) => HOLIDAYS.has(text))
  const hopes =
    HOPED.has(words[0]?.text ?? '') &&
    !fault.troubled &&
    (!reach.some(isOpen) || words.slice(1, 4).some(({ raw }) => names.has(raw.toLowerCase()))) &&
    words.every(({ clause }) => clause === words[0]!.clause)
  const eats = reading.tokens.length <= 12 && words.filter(({ text }) => MEALS.has(text)).length >= 3
  return wishes || hopes || eats
}

const AFTER_ALL = new Set('ternyata cuma cuman hanya tadi maaf oh rupanya taunya bukan'.split(' '))
const SLIPS = new Set('pencet ketik lihat klik baca colok tekan input masukin saya sendiri orang kamar'.split(' '))
const OWN_SLIPS = new Set('typo capslock caps-lock numlock keliru'.split(' '))
const FAULTLESS = new Set('gangguan kendala masalah error trouble kerusakan rusak bug eror apa-apa'.split(' '))

/** "Ternyata bukan gangguan deng", "maaf salah pencet", "ternyata capslock nyala": nothing is left to repair, and no ticket is open. */
export function noneAfterAll({ words, content, fault, reach, numbers }: Message): boolean {
  if (numbers.length > 0 || reach.some(isOpen) || words.some(({ text }) => text === 'tapi')) return false
  if (!content.tokens.some(({ text }) => AFTER_ALL.has(text) || text === 'tidak')) return false
  const denied = words.some(({ text }, at) => {
    const next = words[at + 1]?.text ?? ''
    const thing = next === 'ada' ? (words[at + 2]?.text ?? '') : next
    return (text === 'bukan' || (text === 'tidak' && next === 'ada')) && FAULTLESS.has(thing)
  })
  const slip = words.some(
    ({ text }, at) =>
      OWN_SLIPS.has(text) ||
      (text === 'salah' &&
        (SLIPS.has(words[at + 1]?.stem ?? '') ||
          words.slice(Math.max(0, at - 2), at).some((before) => before.text === 'saya'))),
  )
  return slip ? fault.weight <= 4 : denied && fault.weight < 3
}
