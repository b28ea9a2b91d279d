/** Text to meaning: the order of the rules (DOMAIN 4.3). Pure; never throws; linear in the text. */
import { actsFor } from './acts.ts'
import { argumentsOf } from './arguments.ts'
import { corrected } from './correct.ts'
import { emergencyWords } from './emergency.ts'
import { formOf, keywordEnd, listOf } from './forms.ts'
import type { Meaning, ReportSaid, Said, Situation, Understand } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import { answerTo } from './replies.ts'
import { reportOf } from './report.ts'
import { type Spoken, spokenOf } from './saying.ts'
import { understandStranger } from './stranger.ts'
import { described, isOpen } from './tickets.ts'
import { read } from './words.ts'

const ACCEPTING = new Set(['👍', '✅', '🙏', '👌', '🆗', '☑', '✔'])
const CHAIN_WORDS = new Set(['sebarkan', 'viralkan', 'bagikan', 'hadiah', 'undian', 'menang', 'pinjaman', 'slot', 'promo', 'klik', 'pulsa', 'gratis'])

export const understand: Understand = (situation) => {
  const { sender } = situation
  if (situation.reaction !== undefined) return reacted(situation, situation.reaction)
  const reading = read(situation.text)
  if (reading.tokens.length === 0) return wordless(situation, reading.emoji, reading.source)
  if (sender === undefined) return understandStranger(situation, reading)
  return registered(messageOf(situation, sender))
}

/** One line a reason, for `desk understand`. */
export function explain(meaning: Meaning): string {
  const { because, ...rest } = meaning
  return [JSON.stringify(rest, undefined, 2), ...because.map((line) => `karena ${line}`)].join('\n')
}

function nothing(why: string, ...because: string[]): Meaning {
  return { kind: 'nothing', why, because: because.length === 0 ? [why] : because }
}

/** A reaction may accept and nothing else; a removed one changes nothing (rule 11). */
function reacted(situation: Situation, reaction: NonNullable<Situation['reaction']>): Meaning {
  if (reaction.removed === true) return nothing('reaksi dihapus')
  const { sender, quoted } = situation
  const emoji = [...reaction.emoji.normalize('NFC')][0] ?? ''
  const roles = sender === undefined ? [] : [sender.role, ...(sender.standsInFor === undefined ? [] : [sender.standsInFor])]
  const ticket = situation.tickets.find((one) => one.number === quoted)
  const may = roles.includes('kepala_seksi') || (roles.includes('staf') && ticket?.assigneeId === sender?.id)
  if (may && ticket?.state === 'reported' && ACCEPTING.has(emoji))
    return { kind: 'said', said: [{ intent: 'accept', ticket: ticket.number }], because: [`reaksi ${emoji} pada pesan tentang tiket ${ticket.number}: TERIMA`] }
  return nothing('reaksi', `reaksi ${emoji} tidak mengubah tiket`)
}

function wordless(situation: Situation, emoji: readonly string[], source: string): Meaning {
  const { media = [], sender } = situation
  if (source.includes('?') && sender !== undefined && media.length === 0) {
    if (situation.quoted !== undefined) return { kind: 'said', said: [{ intent: 'status', ticket: situation.quoted }], because: ['"?" pada pesan tentang tiket: STATUS'] }
    return { kind: 'said', said: [{ intent: 'help' }], because: ['"?": BANTUAN'] }
  }
  const first = media[0]
  if (first !== undefined) {
    if (first.mimeType === 'image/webp' || /sticker/i.test(first.mimeType)) return nothing('stiker')
    if (sender !== undefined && situation.quoted !== undefined) return { kind: 'said', said: [{ intent: 'note', ticket: situation.quoted }], because: [`lampiran pada pesan tentang tiket ${situation.quoted}: INFO`] }
    if (sender !== undefined && situation.recent !== undefined) return { kind: 'fragment', text: '', because: ['lampiran untuk laporan yang baru dibuat'] }
    return { kind: 'needs-words', media: first.mimeType, because: [`lampiran ${first.mimeType} tanpa kata`] }
  }
  if (situation.location !== undefined) {
    if (sender === undefined) return { kind: 'stranger', about: 'other', because: ['lokasi tanpa kata dari nomor tidak terdaftar'] }
    return situation.recent === undefined ? { kind: 'needs-words', media: 'location', because: ['lokasi tanpa kata'] } : { kind: 'fragment', text: '', because: ['lokasi untuk laporan yang baru dibuat'] }
  }
  const asked = situation.quoted ?? (situation.question?.kind === 'notice' && situation.question.until >= situation.at ? situation.question.ticket : undefined)
  if (emoji.some((one) => ACCEPTING.has(one)) && asked !== undefined) return reacted({ ...situation, quoted: asked }, { emoji: emoji.find((one) => ACCEPTING.has(one))! })
  return nothing(emoji.length > 0 ? 'hanya emoji' : 'tanpa kata')
}

function registered(message: Message): Meaning {
  const { situation } = message
  const answer = answerTo(message)
  if (answer !== undefined) return answer
  if (isJunk(message)) return nothing('pesan berantai atau promosi', 'diteruskan atau kata promosi, tanpa kata aplikasi')
  if (situation.channel === 'sms' && /^\s*cancel\s*[.!]*\s*$/i.test(situation.text)) return { kind: 'said', said: [{ intent: 'opt_out' }], because: ['"CANCEL" lewat SMS: BERHENTI'] }
  const spoken = spokenOf(message)
  const keyword = keywordEnd(message.reading.tokens) > 0 && message.roles.every((role) => role !== 'jasnita')
  const completes = spoken?.acts.some((act) => act.sense === 'done' || ['coordinated', 'start_analysis', 'start_repair', 'accept'].includes(act.intent)) === true && spoken.meaning.kind !== 'no-ticket'
  const form = message.vendor ? undefined : formOf(situation.text, situation)
  if (form !== undefined || (keyword && !(completes && !newFault(message, spoken)))) return reported(message, true)
  const emergency = emergencyOf(message, spoken)
  if (emergency !== undefined) return emergency
  const general = generalOf(message)
  const handsOver = spoken?.acts.some((act) => act.intent === 'reassign' && act.row !== undefined) === true
  if (general !== undefined && !handsOver && !(spoken?.meaning.kind === 'said' && message.numbers.length > 0)) return general
  const change = corrected(message)
  if (change !== undefined) return change
  return weighed(message, spoken) ?? rest(message)
}

/** Frequently forwarded without a word of the application is a chain message (DOMAIN section 7.4). */
function isJunk(message: Message): boolean {
  const { situation, fault, content } = message
  const promotion = content.tokens.filter((token) => CHAIN_WORDS.has(token.text)).length
  if (fault.applicationWeight > 1 || (fault.stated && fault.weight >= 4)) return false
  if (situation.forwarded === 'many' && (content.tokens.length > 6 || promotion > 0)) return true
  return promotion >= 2 && (/https?:|www\./i.test(situation.text) || situation.forwarded !== undefined)
}

/** Emergency words of a registered sender count only without a word of the application (rule 10). */
function emergencyOf(message: Message, spoken: Spoken | undefined): Meaning | undefined {
  const { strong } = emergencyWords(message.reading)
  if (strong.length === 0 || spoken?.meaning.kind === 'said' || spoken?.meaning.kind === 'which-ticket') return undefined
  if (message.fault.applicationWeight > 0 || message.fault.weight >= (message.fault.stated ? 2 : 3)) return undefined
  const pleading = message.reading.tokens.some((token) => ['tolong', 'kirim', 'segera', 'butuh', 'darurat', 'cepat', 'gawat', 'sekarang', 'ada', 'di', 'terjadi'].includes(token.text))
  const only = strong.every((words) => /^(ambulan\w*|damkar|pemadam|banjir|jantung|korban|help me|darah)$/.test(words))
  if (!pleading || (only && message.content.tokens.length < 3)) return undefined
  return { kind: 'emergency', words: strong, because: [`kata darurat: ${strong.join(', ')}`, 'tanpa kata aplikasi'] }
}

/** Commands that need no ticket: duty, list, help, stop. */
function generalOf(message: Message): Meaning | undefined {
  const acts = actsFor(message.sight, message.roles, undefined)
  const first = acts[0]
  if (first === undefined) return undefined
  const { reading, content, situation, sender } = message
  if ((first.intent === 'on_duty' || first.intent === 'off_duty') && (message.fault.weight >= 4 || (message.words.length > 14 && first.from > 2))) return undefined
  if (first.intent === 'help' && message.fault.stated && message.fault.weight >= 4) return undefined
  const spent = new Set(message.words.slice(first.from, first.to).map((token) => token.start))
  const said: Said = { intent: first.intent, ...argumentsOf(first, { reading, content, at: situation.at, people: situation.people, sender }, spent) }
  const { text: _, ...plain } = said
  return { kind: 'said', said: [first.intent === 'off_duty' || first.intent === 'on_duty' ? said : plain], because: acts.slice(0, 1).map((act) => act.because) }
}

/** A fault in the text that is not what the acts speak about. */
function newFault(message: Message, spoken: Spoken | undefined): boolean {
  const { fault, words } = message
  if (!fault.stated || fault.weight < 3) return false
  const done = spoken?.acts.findLast((act) => act.sense === 'done')
  if (done === undefined) return true
  const lastMarked = Math.max(-1, ...[...fault.marked].map((at) => message.content.tokens[at]!.start))
  return lastMarked > (words[done.to - 1]?.start ?? 0) && spoken!.acts.every((act) => act.intent === 'confirm_resolved')
}

/** Acts against a fault stated in the same text: which of them is meant. */
function weighed(message: Message, spoken: Spoken | undefined): Meaning | undefined {
  if (spoken === undefined) return undefined
  const { fault, situation } = message
  if (message.numbers.length > 0 || situation.quoted !== undefined || !fault.stated) return spoken.meaning
  if (!message.reports) {
    const firm = spoken.acts.some((act) => !act.short && act.sense !== 'not-done')
    return firm || fault.weight < 4 ? spoken.meaning : (aboutOther(message) ?? spoken.meaning)
  }
  if (spoken.acts.some((act) => act.sense === 'done')) return newFault(message, spoken) ? undefined : spoken.meaning
  if (spoken.acts.some((act) => ['cancel', 'merge', 'split', 'set_impact', 'confirm_resolved'].includes(act.intent) && act.row !== undefined)) return spoken.meaning
  const tickets = spoken.meaning.kind === 'said' ? situation.tickets.filter((ticket) => spoken.meaning.kind === 'said' && spoken.meaning.said.some((said) => said.ticket === ticket.number)) : []
  if (fault.weight < 3 || spoken.acts.some((act) => act.short && act.sense === 'not-done')) return spoken.meaning
  const same = tickets.filter((ticket) => ticket.category === fault.category || described(message.words, [ticket]).length === 1)
  if (same.length === 0 || otherUnit(message, same[0]!.unit)) return undefined
  const still = spoken.acts.some((act) => act.sense === 'not-done' || act.intent === 'status')
  return still && message.reading.tokens.some((token) => ['masih', 'tetap', 'lagi', 'belum', 'kambuh', 'bagaimana', 'kapan'].includes(token.text)) ? spoken.meaning : same[0]!.state === 'awaiting-confirmation' ? spoken.meaning : undefined
}

function otherUnit(message: Message, unit: string | undefined): boolean {
  const named = /\b(pc|ext|meja|komp|posisi|line)\s?\d+/i.exec(message.reading.source.slice(0, 2000))?.[0]?.toLowerCase().replace(/\s/g, '')
  return named !== undefined && unit !== undefined && unit.toLowerCase().replace(/\s/g, '') !== named && !unit.toLowerCase().startsWith('semua')
}

/** A handler who tells of a fault that no open ticket is about reports it. */
function aboutOther(message: Message): Meaning | undefined {
  const open = message.reach.filter(isOpen)
  if (message.vendor || open.some((ticket) => ticket.category === message.fault.category || ticket.category === 'lainnya')) return undefined
  return reported(message, false)
}

function reported(message: Message, keyword: boolean): Meaning {
  const { situation } = message
  const form = formOf(situation.text, situation)
  const parts = form === undefined ? listOf(situation.text) : undefined
  const context = { at: situation.at, people: situation.people, applications: situation.applications, sender: situation.sender }
  const made = form === undefined ? (parts ?? [situation.text]).map((part) => reportOf(part, context, {}, part)) : [reportOf(form.text, context, form.stated, situation.text)]
  const kept = made.length > 1 ? made.filter((one) => !one.report.vague) : made
  const list = kept.length > 0 ? kept : made.slice(0, 1)
  const reports: ReportSaid[] = list.map((one) => one.report)
  return { kind: 'report', reports, keyword: keyword || form !== undefined, because: [...(keyword ? ['kata LAPOR atau formulir'] : []), ...list.flatMap((one) => one.because)] }
}

/** Nothing the table knows: a report, more words for one, an offer to note, or deliberate silence (rule 15). */
function rest(message: Message): Meaning {
  const { situation, content, fault, reading } = message
  const empty = content.tokens.length === 0 || content.tokens.every((token) => POLITE.has(token.text) || (token.kind === 'number' && token.raw === '86'))
  if (empty && situation.quoted === undefined) return nothing(content.thanked ? 'ucapan terima kasih' : content.greeted ? 'salam' : 'jawaban pendek tanpa pertanyaan')
  const observer = !message.reports && !message.handles && !message.vendor
  const recognised = fault.weight >= 2 || fault.applicationWeight > 0 || fault.stated
  const open = message.reach.filter(isOpen)
  if (situation.quoted !== undefined && !observer) {
    if (empty) return nothing('jawaban pendek')
    if (reading.questions.size > 0) return { kind: 'said', said: [{ intent: 'status', ticket: situation.quoted }], because: ['pertanyaan pada pesan tentang tiket: STATUS'] }
    if (message.reports) return { kind: 'said', said: [{ intent: 'note', ticket: situation.quoted, text: situation.text.trim() }], because: [`kata pada pesan tentang tiket ${situation.quoted}: INFO`] }
    return { kind: 'offer-note', ticket: situation.quoted, text: situation.text.trim(), because: ['tidak dikenali, membalas pesan tentang tiket'] }
  }
  if (situation.question?.kind === 'what-is-wrong' && situation.question.until >= situation.at) return { kind: 'fragment', text: situation.text, because: ['menjawab pertanyaan apa yang terganggu'] }
  const numbered = message.numbers.find((one) => one.said && situation.tickets.some((ticket) => ticket.number === one.number))
  if (numbered !== undefined && !observer) {
    if (reading.questions.size > 0) return { kind: 'said', said: [{ intent: 'status', ticket: numbered.number }], because: [`pertanyaan tentang tiket ${numbered.number}: STATUS`] }
    return message.reports ? { kind: 'said', said: [{ intent: 'note', ticket: numbered.number, text: situation.text.trim() }], because: [`tiket ${numbered.number} disebut: INFO`] } : { kind: 'offer-note', ticket: numbered.number, text: situation.text.trim(), because: [`tiket ${numbered.number} disebut`] }
  }
  if (situation.recent !== undefined && message.reports && !distinct(message)) return { kind: 'fragment', text: situation.text, because: [`tambahan untuk laporan ${situation.recent}`] }
  if (recognised && message.reports && (fault.stated || open.length !== 1)) return reported(message, false)
  if (recognised && message.handles && open.length === 0) return reported(message, false)
  if (recognised && message.handles) {
    const other = fault.stated && fault.weight >= 3 ? aboutOther(message) : undefined
    if (other !== undefined) return other
  }
  if (open.length === 1 && !observer) return { kind: 'offer-note', ticket: open[0]!.number, text: situation.text.trim(), because: ['tidak dikenali, satu tiket terbuka'] }
  if (message.reports) return open.length === 0 && content.tokens.some((token) => token.kind === 'word' && token.text.length > 2) ? reported(message, false) : { kind: 'unclear', because: ['tidak dikenali'] }
  return { kind: 'unclear', because: ['tidak dikenali'] }
}

const POLITE = new Set('ya ok siap sip baik noted mangga mantap alhamdulillah sudah belum tidak lanjut maaf aman benar copy roger dimengerti laksanakan jos amin aamiin insyaallah semangat tes test tunggu ditunggu nunggu nah oh izin pagi siang sore malam semua rekan tim masih semoga sukses sehat selalu hadir kembali kasih mohon tolong'.split(' '))

/** A fault of another kind than the report this sender has just made. */
function distinct(message: Message): boolean {
  const recent = message.situation.tickets.find((ticket) => ticket.number === message.situation.recent)
  const { fault } = message
  return recent !== undefined && fault.stated && fault.weight >= 5 && fault.category !== recent.category && recent.category !== 'lainnya'
}
