/** Text to meaning: the order of the rules (DOMAIN 4.3). Pure; never throws; linear in the text. */
import { beyondReach } from './absent.ts'
import { THINGS } from './accounted.ts'
import { actsFor } from './acts.ts'
import { approvalIn } from './approving.ts'
import { argumentsOf } from './arguments.ts'
import { aboutTheOne, answersAsked, notYetAnswered, ofAwaiting, onlyThanks, otherUnit, stillSo } from './asked.ts'
import { absenceIn, dutyMeant } from './attendance.ts'
import { isAutomatic } from './automatic.ts'
import { blockingIn } from './blocking.ts'
import { classify } from './classify.ts'
import { opensWithBut } from './conceded.ts'
import { corrected } from './correct.ts'
import { deskAsked } from './desk-asked.ts'
import { emergencyWords, passesOn, touchesHome } from './emergency.ts'
import { formOf, keywordEnd } from './forms.ts'
import { takenBack } from './leave-back.ts'
import type { Meaning, Said, Understand } from './meaning.ts'
import { type Message, messageOf } from './message.ts'
import { numberChange } from './number-change.ts'
import { asksPrivately, isPrivate } from './private.ts'
import { isTopic } from './private-words.ts'
import { answerTo } from './replies.ts'
import { aboutOther, onlyGreets, reported, rest, wellOf } from './reporting.ts'
import { exceptedNumber, type Spoken, spokenOf } from './saying.ts'
import { isRid } from './seen.ts'
import { related } from './separate.ts'
import type { Act } from './sight.ts'
import { inWords } from './spoken.ts'
import { standInOf } from './stand-in.ts'
import { understandStranger } from './stranger.ts'
import { laughs } from './talk.ts'
import { described, isOpen } from './tickets.ts'
import { SPEAKER } from './unstated-words.ts'
import { unwell } from './unwell.ts'
import { nothing, reacted, wordless } from './wordless.ts'
import { read, type Token } from './words.ts'

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

/** Emergency words of a registered sender count only without a word of the application (rule 10). */
function emergencyOf(message: Message, spoken: Spoken | undefined): Meaning | undefined {
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

/** "Izin off malam ini, ada keluarga meninggal": why leave is asked for. */
function bereaved(message: Message): boolean {
  const { strong } = emergencyWords(message.reading)
  const only = strong.length > 0 && strong.every((words) => /^(?:meninggal|wafat|melahirkan)/.test(words))
  return only && message.words.slice(0, 3).some(({ text }) => text === 'izin') && dutyOf(message) !== undefined
}

/** "LAPOR ada laka tunggal, korban luka berat, butuh ambulans": several emergency words, and no word of the application. */
function graveOf(message: Message): Meaning | undefined {
  const { strong } = emergencyWords(message.reading)
  return strong.length < 2 ? undefined : emergencyOf(message, undefined)
}

/** Commands that need no ticket: duty, list, help, stop. */
function generalOf(message: Message): Meaning | undefined {
  const acts = actsFor(message.sight, message.roles, undefined)
  // "Mau ganti shift, tolong kirim daftarnya": the list is wanted, the shift is why.
  const first = (acts[0]?.intent === 'off_duty' && acts.find(({ intent }) => intent === 'list_open')) || acts[0]
  if (first === undefined) return undefined
  const { reading, content, situation, sender } = message
  // "Saya cuti, mohon digantikan Asep" asks for a person, not for a thing.
  const asksForPerson = first.intent === 'off_duty' && message.fault.category === 'permintaan'
  if (
    !asksForPerson &&
    (first.intent === 'on_duty' || first.intent === 'off_duty') &&
    ((message.fault.stated && message.fault.weight + message.fault.applicationWeight >= 2) ||
      (message.words.length > 14 && first.from > 8))
  )
    return undefined
  const { tokens } = message.sight
  if (first.intent === 'off_duty' && isReason(tokens, first)) return undefined
  // "Sudah kami siapkan perangkat pengganti".
  if (tokens[first.from]?.text === 'pengganti' && THINGS.has(tokens[first.from - 1]?.text ?? '')) return undefined
  // "Pelapor sudah lepas dinas, tutup saja": not the sender's duty.
  const about = [...tokens.slice(0, first.from), ...tokens.slice(first.to, first.to + 2)]
  if (first.intent === 'off_duty' && about.some(({ text }) => OTHERS.has(text))) return undefined
  // "Wulan sudah ganti shift".
  const before = tokens.slice(0, first.from).filter(({ clause }) => clause === tokens[first.from]?.clause)
  const ofColleague = before.some(({ raw }) => message.sight.names.has(raw.toLowerCase()))
  const own = tokens.some(({ text, clause }) => SPEAKER.has(text) && clause === tokens[first.from]?.clause)
  if (first.intent === 'off_duty' && ofColleague && !own) return undefined
  const aside = first.intent === 'help' || (first.intent === 'list_open' && first.from > 2)
  if (aside && message.fault.stated && message.fault.weight >= 4) return undefined
  const spent = new Set(message.words.slice(first.from, first.to).map((token) => token.start))
  const intent = dutyMeant(first, message)
  if (intent === undefined) return undefined
  const said: Said = {
    intent,
    ...argumentsOf(
      { ...first, intent },
      { reading, content, at: situation.at, people: situation.people, sender },
      spent,
    ),
  }
  const { text: _, ...plain } = said
  const unsure = first.intent === 'off_duty' && isBareMeeting(tokens, first, said) ? { unsure: true as const } : {}
  return {
    kind: 'said',
    said: [intent === 'off_duty' || intent === 'on_duty' ? { ...said, ...unsure } : plain],
    because: [first.because],
  }
}

const GOES = new Set(['izin', 'pulang', 'titip', 'gantikan', 'digantikan', 'pengganti', 'cuti', 'off'])

/** "Maaf sedang rapat": nobody is named to stand in, no end, and no leave is asked for. */
const isBareMeeting = (tokens: readonly Token[], { to }: Act, { person, personName, until, from }: Said): boolean =>
  tokens[to - 1]?.text === 'rapat' &&
  [person, personName, until, from].every((one) => one === undefined) &&
  !tokens.some(({ text }) => GOES.has(text))

/** "Belum sempat dikerjakan, rapat dari pagi", "lagi rapat, 10 menit lagi sy pegang": why it is not done yet. */
function isReason(tokens: readonly Token[], { from, to }: Act): boolean {
  if (tokens[to - 1]?.text !== 'rapat') return false
  const after = tokens.slice(to)
  // "Rapat koordinasi dimulai jam 9 di aula ya rekan2" calls the others to it.
  if (after.some(({ typed }) => HELD.has(typed))) return true
  const then = after.some(({ text }, at) => SPEAKER.has(text) && OWN_WORK.has(after[at + 1]?.stem ?? ''))
  return then || (from === to - 1 && tokens[from]!.clause > 0 && tokens[0]?.text === 'belum')
}

const HELD = new Set(
  'dimulai diadakan dilaksanakan ditunda diundur dimajukan digelar dibatalkan bertempat peserta hadirin undangan rekan-rekan rekan2 temen-temen temen2 teman-teman teman2 semuanya'.split(
    ' ',
  ),
)

const OWN_WORK = new Set(
  'cek lihat pegang kerja kerjakan tangani urus handle ambil perbaiki benerin periksa coba tindak tindaklanjuti'.split(
    ' ',
  ),
)

const OTHERS = new Set([
  'pelapor',
  'pelapornya',
  'petugas',
  'beliau',
  'dia',
  'orang',
  'taker',
  'bersangkutan',
  'guru',
  'sekolah',
])

const REASONS = new Set(
  'mengingat karena sebab soalnya lantaran antrian numpuk menumpuk kewalahan keteteran ramai rame kasihan'.split(' '),
)
/** A reason follows the plea, or it names the fault of the ticket again. */
function pleadsFor({ words, fault, situation }: Message, { meaning }: Spoken): boolean {
  if (words.some((token) => REASONS.has(token.text))) return true
  const meant = meaning.kind === 'said' ? meaning.said.map(({ ticket }) => ticket) : []
  return situation.tickets.some(({ number, category }) => meant.includes(number) && category === fault.category)
}

/** "Lapor, petugas jaga hadir": the radio's way of saying who is there. */
function dutyOf(message: Message): Meaning | undefined {
  if (message.fault.stated || message.fault.weight >= 3) return undefined
  const general = generalOf(message)
  const ofDuty =
    general?.kind === 'said' && general.said.some(({ intent }) => intent === 'on_duty' || intent === 'off_duty')
  return ofDuty ? general : undefined
}

const REPEATS: ReadonlySet<string> = new Set(['lainnya'])

/** A fault in the text that is not what the acts speak about. */
function newFault(message: Message, spoken: Spoken | undefined): boolean {
  const { fault, words } = message
  if (!fault.stated || fault.weight < 3) return false
  const done = spoken?.acts.findLast((act) => act.sense === 'done')
  if (done === undefined) return true
  if (ofItsTicket(message, spoken)) return false
  // "Sudah masuk lagi, tadi cuma kabel copot": what it was.
  if (words.some(({ text }, at) => text === 'tadi' && ['cuma', 'cuman', 'hanya'].includes(words[at + 1]?.text ?? '')))
    return false
  const { tokens } = message.content
  // "Gambarnya mulus, ga patah-patah".
  const marked = [...fault.marked].filter((at) => !isRid(tokens, at) && !isRid(tokens, at + 1))
  const lastMarked = Math.max(-1, ...marked.map((at) => tokens[at]!.start))
  return lastMarked > (words[done.to - 1]?.start ?? 0) && spoken!.acts.every((act) => act.intent === 'confirm_resolved')
}

/** "Ternyata normal sendiri petanya, ga diapa2in": the fault of the ticket that has healed, named again. */
function ofItsTicket({ situation, fault }: Message, spoken: Spoken | undefined): boolean {
  const meant = spoken?.meaning.kind === 'said' ? spoken.meaning.said.map(({ ticket }) => ticket) : []
  const tickets = situation.tickets.filter(({ number }) => meant.includes(number))
  return (
    tickets.length > 0 && tickets.every(({ category }) => category === fault.category) && !REPEATS.has(fault.category)
  )
}

const INQUIRES = new Set(
  'sudah kapan bagaimana update info informasi kabar perkembangan progres estimasi status penjelasan'.split(' '),
)

const ADDS = new Set(['tambahan', 'catatan', 'nambahin', 'nambahkan', 'nambah', 'menambahkan'])

/** "Tambahan: errornya kode 500" of who has reported one fault: more of the same. */
function addsTo({ words, reach, sender, reports }: Message, { meaning }: Spoken): boolean {
  const own = reach.filter((ticket) => isOpen(ticket) && ticket.reporterId === sender.id)
  const adds =
    words.slice(0, 2).some(({ text }) => ADDS.has(text) || text === 'ralat') &&
    !words.slice(0, 3).some(({ text, stem }, at) => stem === 'lapor' || (text === 'laporan' && newReport(words, at)))
  return (
    reports &&
    adds &&
    own.length === 1 &&
    meaning.kind === 'said' &&
    meaning.said.every(({ intent, ticket }) => intent === 'note' && ticket === own[0]!.number)
  )
}

/** "Nambah laporan, rekap tidak bisa diunduh" is another report; "nambah laporan tadi" more of the same. */
const newReport = (words: readonly Token[], at: number): boolean =>
  words[at + 1] !== undefined && words[at + 1]!.clause !== words[at]!.clause

/** A number said to be a ticket's. */
const NUMBERED = /#\s?\d|\b(?:tiket|tkt|no|nomor|nmr)\.?\s?\d/i

/**
 * "Tolong cek juga AC ruang server", "aplikasi minta update terus, tidak bisa dilewati": a plea or a trouble of
 * something that no open ticket is about, and that the desk has not asked about.
 */
function ofNoTicket(message: Message, { acts, meaning }: Spoken): boolean {
  const { fault, situation, words, reach, numbers } = message
  if (!message.reports || numbers.length > 0 || situation.quoted !== undefined || meaning.kind === 'no-ticket')
    return false
  if (situation.question?.kind === 'notice' && situation.question.until >= situation.at) return false
  const pleads = acts.every((act) => act.row === undefined && act.sense === undefined)
  const refuses = acts.every((act) => act.intent === 'reopen' && !act.short && act.row?.word !== 'BUKA')
  const named = pleads
    ? fault.weight >= 4 && !pleadsFor(message, { acts, meaning })
    : refuses &&
      !ANSWERS.has(words[0]?.text ?? '') &&
      fault.stated &&
      words.length >= 6 &&
      fault.weight + fault.applicationWeight > 0
  return named && described(words, reach).length === 0
}

const ANSWERS = new Set(['belum', 'masih', 'tetap', 'tidak'])

/** "Login sudah bisa, tapi sekarang suaranya putus-putus": another thing than the one that works. */
function ofNewThing({ fault, situation, words, content }: Message, { meaning }: Spoken): boolean {
  const meant = meaning.kind === 'said' ? meaning.said.map(({ ticket }) => ticket) : []
  const but = content.tokens.findIndex(({ text }) => text === 'tapi')
  const then = classify(content.tokens.slice(but + 1), situation.applications)
  return (
    then.stated &&
    then.weight >= 5 &&
    then.category === fault.category &&
    !words.some(({ text }) => text === 'masih') &&
    situation.tickets.every(({ number, category }) => !meant.includes(number) || !related(category, then.category))
  )
}

/** Acts against a fault stated in the same text: which of them is meant. */
function weighed(message: Message, spoken: Spoken | undefined): Meaning | undefined {
  if (spoken === undefined) return undefined
  if (stillSo(message, spoken) || addsTo(message, spoken)) return spoken.meaning
  if (spoken.acts.length > 0 && spoken.acts.every(({ seen }) => seen) && spoken.meaning.kind !== 'no-ticket')
    return spoken.meaning
  const { fault, situation } = message
  // "Meja 1 sm 3 hijau": a fault is told, and the number is no ticket's.
  const numbered = NUMBERED.test(situation.text.slice(0, 500))
  if (message.reports && spoken.meaning.kind === 'no-ticket' && fault.stated && fault.weight >= 4 && !numbered)
    return undefined
  if (ofNoTicket(message, spoken)) return undefined
  if (message.numbers.length > 0 || situation.quoted !== undefined || !fault.stated) return spoken.meaning
  if (message.reports && opensWithBut(message.words) && ofAwaiting(situation.tickets, spoken))
    return ofNewThing(message, spoken) ? reported(message, false) : spoken.meaning
  if (!message.reports) {
    const stays = message.words.some(({ text }) => text === 'tetap')
    const firm = spoken.acts.some((act) => !act.short && (act.sense !== 'not-done' || act.from <= 1 || stays))
    return firm || fault.weight < 4 ? spoken.meaning : (aboutOther(message) ?? spoken.meaning)
  }
  const pleads = spoken.acts.find((act) => act.intent === 'note' && act.row === undefined && act.sense === undefined)
  if (pleads !== undefined && pleads.from <= 5 && pleadsFor(message, spoken)) return spoken.meaning
  if (spoken.acts.some((act) => act.sense === 'done')) return newFault(message, spoken) ? undefined : spoken.meaning
  if (
    spoken.acts.some(
      (act) =>
        (['cancel', 'merge', 'split', 'set_impact', 'confirm_resolved'].includes(act.intent) &&
          act.row !== undefined) ||
        act.row?.word === 'BUKA',
    )
  )
    return spoken.meaning
  const tickets =
    spoken.meaning.kind === 'said'
      ? situation.tickets.filter(
          (ticket) =>
            spoken.meaning.kind === 'said' && spoken.meaning.said.some((said) => said.ticket === ticket.number),
        )
      : []
  const asksOnly =
    spoken.acts.every((act) => act.intent === 'status') &&
    fault.category !== 'permintaan' &&
    // "Sampai mana yang error 500": in words that ask and say nothing else.
    (spoken.acts.every(({ row }) => row !== undefined) ||
      message.reading.tokens.some((token) => INQUIRES.has(token.text) || INQUIRES.has(token.stem)))
  if (asksOnly || fault.weight < 3 || spoken.acts.some((act) => act.short && act.sense === 'not-done'))
    return spoken.meaning
  const same = tickets.filter(
    (ticket) => ticket.category === fault.category || described(message.words, [ticket]).length === 1,
  )
  if (same.length === 0) return undefined
  // "Tambahan untuk yang cctv, kamera Kejaksan juga gelap".
  if (ADDS.has(message.words[0]?.text ?? '') && spoken.acts.every(({ intent }) => intent === 'note'))
    return spoken.meaning
  if (otherUnit(message, same[0]!.unit)) return undefined
  const still = spoken.acts.some((act) => act.sense === 'not-done' || act.intent === 'status')
  return still &&
    message.reading.tokens.some((token) =>
      ['masih', 'tetap', 'lagi', 'belum', 'kambuh', 'terulang', 'berulang', 'bagaimana', 'kapan'].includes(token.text),
    )
    ? spoken.meaning
    : same[0]!.state === 'awaiting-confirmation'
      ? spoken.meaning
      : undefined
}
