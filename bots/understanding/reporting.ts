/** Reports, words that join one, and what is left when the command table knows nothing (DOMAIN 4.3 rule 15). */
import { unanswered } from './circumstances.ts'
import { formOf, listOf } from './forms.ts'
import type { Meaning, ReportSaid } from './meaning.ts'
import type { Message } from './message.ts'
import { HOPED, NEGATORS } from './negation-words.ts'
import { askedAfter, askedFor, notHappened, ofAnother, ofOpen } from './of-open.ts'
import { reportOf } from './report.ts'
import { separately, sharing } from './separate.ts'
import { asksAboutDesk, mayTell, noneAfterAll, POLITE, saysNoFault } from './talk.ts'
import { described, isOpen } from './tickets.ts'
import { unitOf } from './unit.ts'
import { nothing } from './wordless.ts'

/** "Sdh sy cek, kabel putus" is what was found about the ticket in hand. */
const FINDING = new Set(['cek', 'periksa', 'ternyata', 'telusur', 'penyebab', 'analisa'])

/** A handler who tells of a fault that no open ticket is about reports it. */
export function aboutOther(message: Message): Meaning | undefined {
  const open = message.reach.filter(isOpen)
  if (
    message.vendor ||
    // "Boleh sy restart servernya skrg?", "lg dikerjain orang jasnita": of the ticket in hand.
    message.reading.questions.size > 0 ||
    message.words.some((token) => FINDING.has(token.stem) || token.stem === 'jasnita') ||
    instructs(message) ||
    // "Belum diangkat teleponnya" of who is calling the vendor.
    (open.some(({ state }) => state === 'coordinating') && unanswered(message.words, 0)) ||
    // "Sudah bisa login tapi masih lemot" is said of the ticket in hand.
    (open.length === 1 &&
      message.words.some(({ text }) => text === 'tapi') &&
      message.words.some(({ text }) => text === 'masih')) ||
    open.some((ticket) => ticket.category === message.fault.category || ticket.category === 'lainnya')
  )
    return undefined
  return reported(message, false)
}

const ASKS_OF = new Set(['tolong', 'coba', 'mohon', 'minta', 'jangan'])

/** "Wulan tolong ganti dulu kabelnya", "coba Dedi restart PC-nya": somebody is asked to do it, and nothing is reported. */
function instructs({ situation, content }: Message): boolean {
  const names = new Set(
    situation.people.filter(({ id }) => id !== situation.sender?.id).map(({ name }) => name.toLowerCase()),
  )
  const start = content.tokens.slice(0, 3)
  return start.some(({ raw }) => names.has(raw.toLowerCase())) && start.some(({ text }) => ASKS_OF.has(text))
}

export function reported(message: Message, keyword: boolean): Meaning {
  const { situation } = message
  const form = formOf(situation.text, situation)
  const parts = form === undefined ? listOf(situation.text) : undefined
  const context = {
    at: situation.at,
    people: situation.people,
    applications: situation.applications,
    sender: situation.sender,
  }
  const whole = form === undefined ? reportOf(situation.text, context, {}, situation.text, message) : undefined
  const made =
    form === undefined
      ? parts !== undefined
        ? parts.map((part) => reportOf(part, context, {}, part))
        : (separately(message)?.map((part) => sharing(reportOf(part, context, {}, part), whole!)) ?? [whole!])
      : [reportOf(form.text, context, form.stated, situation.text)]
  const kept = made.length > 1 ? made.filter((one) => !one.report.vague) : made
  const list = kept.length > 0 ? kept : made.slice(0, 1)
  const reports: ReportSaid[] = list.map((one) => one.report)
  return {
    kind: 'report',
    reports,
    keyword: keyword || form !== undefined,
    because: [...(keyword ? ['kata LAPOR atau formulir'] : []), ...list.flatMap((one) => one.because)],
  }
}

/** "Sejak jam 2 tadi", "di PC 3": what a report that was just made may lack. */
function detailsIn(message: Message): Pick<Extract<Meaning, { kind: 'fragment' }>, 'adds'> {
  const { situation } = message
  const { at, people, applications, sender } = situation
  const { report } = reportOf(situation.text, { at, people, applications, sender }, {}, situation.text, message)
  const { unit, occurredAt, occurredAtInferred, workaround } = report
  const adds = {
    ...(unit === undefined ? {} : { unit }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(occurredAtInferred === undefined ? {} : { occurredAtInferred }),
    ...(workaround === undefined ? {} : { workaround }),
  }
  return Object.keys(adds).length === 0 ? {} : { adds }
}

/** "Terima kasih laporannya pak Bambang", "atas kerja samanya kami ucapkan terima kasih", "pagi bu Wulan". */
export function onlyGreets({ content, fault, reading, numbers, situation }: Message): boolean {
  if (!(content.thanked || content.greeted) || fault.troubled || numbers.length > 0 || reading.questions.size > 0)
    return false
  const names = new Set(situation.people.map(({ name }) => name.toLowerCase()))
  return content.tokens.every(
    ({ text, stem, raw }) =>
      names.has(raw.toLowerCase()) ||
      POLITE.has(text) ||
      (content.thanked && (CLOSING.has(text) || THANKED_FOR.has(stem))),
  )
}

const THANKED_FOR = new Set([
  'lapor',
  'info',
  'bantu',
  'respon',
  'perhati',
  'kerja',
  'cepat',
  'sigap',
  'sabar',
  'maklum',
])

/** "Min tolong dong" of who has reported nothing that is open: asked what is wrong, as "ada masalah nih" is. */
function pleadsForNothingNamed({ reports, reach, reading, content, situation }: Message): boolean {
  const pleads = reading.tokens.some(({ text }) => text === 'tolong')
  return reports && pleads && !content.thanked && situation.quoted === undefined && !reach.some(isOpen)
}

/** Nothing the table knows: a report, more words for one, an offer to note, or deliberate silence (rule 15). */
export function rest(message: Message): Meaning {
  const { situation, content, fault, reading } = message
  const empty =
    content.tokens.length === 0 ||
    content.tokens.every((token) => POLITE.has(token.text) || (token.kind === 'number' && token.raw === '86'))
  if (saysNoFault(message)) return nothing('ucapan atau obrolan')
  if (noneAfterAll(message)) return nothing('ternyata bukan gangguan')
  if (empty && pleadsForNothingNamed(message)) return reported(message, false)
  if (empty && situation.quoted === undefined)
    return nothing(
      content.thanked ? 'ucapan terima kasih' : content.greeted ? 'salam' : 'jawaban pendek tanpa pertanyaan',
    )
  // "Selamat pagi rekan-rekan, semoga penuh berkah": good wishes.
  if (
    fault.weight === 0 &&
    !fault.stated &&
    reading.tokens.some((token) => HOPED.has(token.text)) &&
    (content.greeted || content.thanked) &&
    message.numbers.length === 0
  )
    return nothing('salam')
  if (
    content.thanked &&
    fault.weight === 0 &&
    content.tokens.length <= 6 &&
    reading.questions.size === 0 &&
    message.numbers.length === 0
  )
    return nothing('ucapan terima kasih')
  const short = content.tokens.length === 1 && fault.weight === 0 && !fault.stated && message.numbers.length === 0
  if (content.greeted && short && reading.questions.size === 0) return nothing('salam')
  const observer = !message.reports && !message.handles && !message.vendor
  const recognised = fault.weight >= 2 || fault.applicationWeight > 0 || fault.stated
  const open = message.reach.filter(isOpen)
  if (situation.quoted !== undefined && !observer) {
    if (empty) return nothing('jawaban pendek')
    if (reading.questions.size > 0)
      return {
        kind: 'said',
        said: [{ intent: 'status', ticket: situation.quoted }],
        because: ['pertanyaan pada pesan tentang tiket: STATUS'],
      }
    if (message.reports)
      return {
        kind: 'said',
        said: [{ intent: 'note', ticket: situation.quoted, text: situation.text.trim() }],
        because: [`kata pada pesan tentang tiket ${situation.quoted}: INFO`],
      }
    return {
      kind: 'offer-note',
      ticket: situation.quoted,
      text: situation.text.trim(),
      because: ['tidak dikenali, membalas pesan tentang tiket'],
    }
  }
  if (situation.question?.kind === 'what-is-wrong' && situation.question.until >= situation.at)
    return { kind: 'fragment', text: situation.text, because: ['menjawab pertanyaan apa yang terganggu'] }
  // "Tiket nomor 199 itu yang mana ya".
  const unknown = message.numbers.find(
    ({ number, at }) =>
      content.tokens.slice(Math.max(0, at - 2), at).some(({ text }) => text === 'tiket') &&
      situation.tickets.every((one) => one.number !== number),
  )
  if (unknown !== undefined && message.reports && !fault.troubled)
    return { kind: 'no-ticket', said: [], number: unknown.number, because: [`tiket ${unknown.number} tidak ada`] }
  const numbered = message.numbers.find(
    (one) =>
      (one.said || reading.questions.size > 0) && situation.tickets.some((ticket) => ticket.number === one.number),
  )
  if (numbered !== undefined && (!observer || reading.questions.size > 0)) {
    if (reading.questions.size > 0 || reading.tokens.some(({ text }) => text === 'kenapa' || text === 'kapan'))
      return {
        kind: 'said',
        said: askedFor(message, numbered.number).map((ticket) => ({ intent: 'status', ticket })),
        because: [`pertanyaan tentang tiket ${numbered.number}: STATUS`],
      }
    // A picture with the number under it belongs to the ticket, whoever sends it (DOMAIN 4.2, INFO).
    return message.reports || (situation.media ?? []).length > 0
      ? {
          kind: 'said',
          said: [{ intent: 'note', ticket: numbered.number, text: situation.text.trim() }],
          because: [`tiket ${numbered.number} disebut: INFO`],
        }
      : {
          kind: 'offer-note',
          ticket: numbered.number,
          text: situation.text.trim(),
          because: [`tiket ${numbered.number} disebut`],
        }
  }
  if (situation.recent !== undefined && message.reports && !distinct(message))
    return {
      kind: 'fragment',
      text: situation.text,
      ...detailsIn(message),
      because: [`tambahan untuk laporan ${situation.recent}`],
    }
  if (message.reports && !fault.stated && content.tokens.length <= 2 && unitOf(content.tokens) !== undefined)
    return { kind: 'fragment', text: situation.text, because: ['hanya letaknya'] }
  const wondered = askedAfter(message)
  if (wondered !== undefined) return wondered
  const unsaid = notHappened(message, open)
  if (unsaid !== undefined) return unsaid
  const aside = ofOpen(message)
  if (aside !== undefined) return aside
  const named = fault.weight > 0 || fault.applicationWeight > 0
  if (
    recognised &&
    message.reports &&
    (named ? fault.stated || open.length !== 1 || ofAnother(message, open[0]!) : open.length === 0 && mayTell(message))
  )
    return wellOf(message) ?? reported(message, false)
  if (recognised && message.handles && open.length === 0) return reported(message, false)
  if (recognised && message.handles) {
    const other = fault.stated && fault.weight >= 3 ? aboutOther(message) : undefined
    if (other !== undefined) return other
  }
  const asking =
    reading.questions.size > 0 ||
    reading.tokens.some((token) => ['apakah', 'kenapa', 'kapan', 'bagaimana'].includes(token.text))
  if (asking && open.length === 1 && !asksAboutDesk(message))
    return {
      kind: 'said',
      said: [{ intent: 'status', ticket: open[0]!.number }],
      because: [`pertanyaan, satu tiket terbuka: ${open[0]!.number}: STATUS`],
    }
  if (open.length === 1 && !observer)
    return {
      kind: 'offer-note',
      ticket: open[0]!.number,
      text: situation.text.trim(),
      because: ['tidak dikenali, satu tiket terbuka'],
    }
  const [told, another] = message.handles || message.vendor ? described(message.words, open) : []
  if (told !== undefined && another === undefined && !asking)
    return {
      kind: 'offer-note',
      ticket: told.number,
      text: situation.text.trim(),
      because: [`tidak dikenali, uraiannya cocok dengan tiket ${told.number}`],
    }
  if (message.reports && open.length === 0 && asksAboutDesk(message))
    return {
      kind: 'said',
      said: [{ intent: 'help' }],
      because: ['bertanya tentang nomor ini, bukan gangguan: BANTUAN'],
    }
  if (message.reports)
    return open.length === 0 && mayTell(message)
      ? reported(message, false)
      : { kind: 'unclear', because: ['tidak dikenali'] }
  return { kind: 'unclear', because: ['tidak dikenali'] }
}

const CLOSING = new Set(
  `atas perhatian perhatiannya dan serta kerja sama samanya kerjasama kerjasamanya bantuan bantuannya kami saya kita ucapkan
  diucapkan haturkan sampaikan disampaikan demikian untuk dapat bapak ibu izin laporan`.split(/\s+/),
)

/** A fault of another kind than the report this sender has just made. */
function distinct(message: Message): boolean {
  const recent = message.situation.tickets.find((ticket) => ticket.number === message.situation.recent)
  const { fault } = message
  return (
    recent !== undefined &&
    fault.stated &&
    fault.weight >= 5 &&
    fault.category !== recent.category &&
    recent.category !== 'lainnya'
  )
}

const WELL = new Set(['aman', 'normal', 'lancar', 'kondusif', 'terkendali', 'nihil', 'lengkap'])
const NONE = new Set(['ada', 'kendala', 'gangguan', 'masalah', 'keluhan', 'laporan', 'apa-apa'])

/** "Lapor, malam ini aman terkendali", "aman semua, tidak ada kendala": no fault. */
export function wellOf({ fault, words }: Message): Meaning | undefined {
  const without = words.some(
    (token, at) =>
      token.text === 'nihil' ||
      ((token.text === 'tidak' || token.text === 'tanpa') &&
        NONE.has(words[at + 1]?.text ?? '') &&
        (words[at + 1]!.text !== 'ada' || NONE.has(words[at + 2]?.text ?? ''))),
  )
  if ((fault.stated && !without) || fault.weight >= 3) return undefined
  const well = words.findIndex((token) => WELL.has(token.text))
  const denied = words.slice(Math.max(0, well - 3), well).some((token) => NEGATORS.has(token.text))
  return well === -1 || denied
    ? undefined
    : nothing('laporan keadaan baik', `"${words[well]!.raw}": tidak ada gangguan`)
}
