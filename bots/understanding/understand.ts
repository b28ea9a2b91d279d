/** Text to meaning: the order of the rules (DOMAIN 4.3). Pure; never throws; linear in the text. */
import { beyondReach } from './absent.ts'
import { approvalIn } from './approving.ts'
import { aboutTheOne, answersAsked, notYetAnswered, onlyThanks } from './asked.ts'
import { absenceIn } from './attendance.ts'
import { isAutomatic } from './automatic.ts'
import { blockingIn } from './blocking.ts'
import { corrected } from './correct.ts'
import { deskAsked } from './desk-asked.ts'
import { emergencyWords } from './emergency.ts'
import { formOf, keywordEnd } from './forms.ts'
import { dutyOf, generalOf } from './general.ts'
import { emergencyOf, graveOf } from './grave.ts'
import { takenBack } from './leave-back.ts'
import type { Meaning, Understand } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import { numberChange } from './number-change.ts'
import { asksPrivately, isPrivate } from './private.ts'
import { isTopic } from './private-words.ts'
import { answerTo } from './replies.ts'
import { onlyGreets, reported, rest, wellOf } from './reporting.ts'
import { exceptedNumber, spokenOf } from './saying.ts'
import { inWords } from './spoken.ts'
import { standInOf } from './stand-in.ts'
import { understandStranger } from './stranger.ts'
import { laughs } from './talk.ts'
import { isOpen } from './tickets.ts'
import { unwell } from './unwell.ts'
import { newFault, weighed } from './weighed.ts'
import { nothing, reacted, wordless } from './wordless.ts'
import { read } from './words.ts'

const CHAIN_WORDS = new Set([
  'sebarkan',
  'viralkan',
  'bagikan',
  'hadiah',
  'undian',
  'menang',
  'pinjaman',
  'slot',
  'promo',
  'klik',
  'pulsa',
  'gratis',
  'vote',
  'voting',
  'polling',
  'link',
  'lomba',
  'follow',
  'subscribe',
])

const BANKING = new Set(
  'nasabah atm rekening kredit pinjol pinjaman undian pemenang jackpot gacor maxwin cod bri bca bni mandiri btn shopee tokopedia lazada dana gopay ovo deposit modal investasi cuan profit paket kurir ekspedisi tagihan tempo denda'.split(
    ' ',
  ),
)

export const understand: Understand = (situation) => {
  const { sender } = situation
  if (situation.reaction !== undefined) return reacted(situation, situation.reaction)
  const reading = read(situation.text)
  if (reading.tokens.length === 0) return wordless(situation, reading.emoji, reading.source)
  if (sender === undefined) return understandStranger(situation, reading)
  const message = messageOf(situation, sender, reading)
  return inWords(message, registered(message))
}

/** One line a reason, for `desk understand`. */
export function explain(meaning: Meaning): string {
  const { because, ...said } = meaning
  return [JSON.stringify(said, undefined, 2), ...because.map((line) => `karena ${line}`)].join('\n')
}

function registered(message: Message): Meaning {
  const { situation } = message
  const ownNumber = numberChange(situation.text)
  if (ownNumber !== undefined) return ownNumber
  const blocking = blockingIn(situation.text)
  if (blocking !== undefined) return blocking
  const back = takenBack(message)
  if (back !== undefined) return back
  const answer = answerTo(message) ?? approvalIn(message)
  if (answer !== undefined) return answer
  const beyond = beyondReach(message) ?? notYetAnswered(message)
  if (beyond !== undefined) return beyond
  if (message.fault.applicationWeight === 0 && message.fault.weight < 3 && isAutomatic(message.reading.tokens, true))
    return nothing('balasan otomatis')
  if (isJunk(message))
    return nothing('pesan berantai atau promosi', 'diteruskan atau kata promosi, tanpa kata aplikasi')
  if (situation.channel === 'sms' && /^\s*cancel\s*[.!]*\s*$/i.test(situation.text))
    return { kind: 'said', said: [{ intent: 'opt_out' }], because: ['"CANCEL" lewat SMS: BERHENTI'] }
  if (tellsAnother(message)) return reported(message, false)
  const standIn = standInOf(message) ?? absenceIn(message)
  if (standIn !== undefined) return standIn
  const asked = deskAsked(message)
  if (asked !== undefined) return { kind: 'said', said: [{ intent: asked.intent }], because: [asked.because] }
  const spoken = spokenOf(message)
  if (onlyThanks(message, spoken)) return nothing('ucapan terima kasih')
  const short = spoken?.acts.every((act) => act.short) === true && message.numbers.length === 0
  if (situation.aside && short) return nothing('menjawab pesan yang bukan tentang tiket')
  // "Lapor, tiket 42 tidak bisa saya perbaiki" of who has it.
  const ofTicket =
    message.handles && message.numbers.some(({ number }) => message.reach.some((ticket) => ticket.number === number))
  const keyword =
    keywordEnd(message.reading.tokens) > 0 && !ofTicket && message.roles.every((role) => role !== 'jasnita')
  const completes =
    spoken?.acts.some(
      (act) =>
        act.sense === 'done' ||
        ['coordinated', 'start_analysis', 'start_repair', 'accept'].includes(act.intent) ||
        // "Pengaduan kami tarik kembali": the keyword is a part of it.
        (act.intent === 'cancel' && act.from === 0),
    ) === true && spoken.meaning.kind !== 'no-ticket'
  const form = message.vendor ? undefined : formOf(situation.text, situation)
  if (form !== undefined) return reported(message, true)
  const told = message.handles && message.fault.weight === 0 && spoken !== undefined
  const grave = keyword ? graveOf(message) : undefined
  if (grave !== undefined) return grave
  const inHand = keyword && message.handles && message.fault.weight < 2
  if (inHand && message.reach.filter(isOpen).length === 1 && spoken === undefined) {
    const note = aboutTheOne(message, true)
    if (note !== undefined) return note
  }
  if (keyword && !told && !(completes && !newFault(message, spoken)))
    return dutyOf(message) ?? wellOf(message) ?? reported(message, true)
  const emergency = bereaved(message) ? undefined : emergencyOf(message, spoken)
  if (emergency !== undefined) return emergency
  const general = generalOf(message)
  const handsOver = spoken?.acts.some((act) => act.intent === 'reassign' && act.row !== undefined) === true
  const answered = spoken !== undefined && answersAsked(message, spoken)
  if (
    general !== undefined &&
    !handsOver &&
    !answered &&
    !(spoken?.meaning.kind === 'said' && message.numbers.length > 0)
  )
    return general
  const change = corrected(message)
  if (change !== undefined) return change
  const meant = weighed(message, spoken)
  if (meant?.kind !== 'said' && laughs(message)) return nothing('gurauan')
  if ((meant === undefined || meant.kind === 'no-ticket') && isPrivate(message)) return nothing('obrolan')
  const asksOnly = meant?.kind === 'said' && meant.said.every(({ intent }) => intent === 'status')
  if (asksOnly && asksPrivately(message)) return nothing('obrolan')
  if (meant === undefined && message.content.tokens.length > 0 && onlyGreets(message))
    return nothing(message.content.thanked ? 'ucapan terima kasih' : 'salam')
  return meant ?? unwell(message) ?? aboutTheOne(message) ?? rest(message)
}

/** "Selain tiket 27 ada kendala lain: dashboard tidak update" of who reports faults. */
function tellsAnother(message: Message): boolean {
  const { fault, reports, reach } = message
  const excepted = reports && fault.stated && fault.weight >= 4 ? exceptedNumber(message) : undefined
  return excepted !== undefined && reach.every((one) => one.number !== excepted || one.category !== fault.category)
}

/** Frequently forwarded without a word of the application is a chain message (DOMAIN section 7.4). */
function isJunk(message: Message): boolean {
  const { situation, fault, content } = message
  const promotion = content.tokens.filter((token) => CHAIN_WORDS.has(token.text)).length
  if (/\.apk\b/i.test(situation.text)) return true
  if (fault.applicationWeight > 1) return false
  if (situation.forwarded === 'many' && promotion > 0) return true
  // "Yth nasabah, kartu ATM anda diblokir".
  const banking = new Set(content.tokens.map(({ typed }) => typed).filter((word) => BANKING.has(word))).size
  if (banking > 1) return true
  // "Kode OTP anda 445321, jangan berikan ke siapapun".
  const texts = new Set(content.tokens.map(({ text }) => text))
  if (texts.has('otp') && ['jangan', 'rahasia'].some((word) => texts.has(word)) && !fault.troubled) return true
  if (promotion > 2 && !fault.troubled) return true
  const beside = content.tokens.some(isTopic)
  if (situation.forwarded === 'many' && beside && fault.weight < 7) return true
  if (fault.stated && fault.weight >= 4) return false
  if (situation.forwarded === 'many' && (content.tokens.length > 6 || promotion > 0)) return true
  return promotion >= 2 && (/https?:|www\./i.test(situation.text) || situation.forwarded !== undefined)
}

/** "Izin off malam ini, ada keluarga meninggal": why leave is asked for. */
function bereaved(message: Message): boolean {
  const { strong } = emergencyWords(message.reading)
  const only = strong.length > 0 && strong.every((words) => /^(?:meninggal|wafat|melahirkan)/.test(words))
  return only && message.words.slice(0, 3).some(({ text }) => text === 'izin') && dutyOf(message) !== undefined
}
