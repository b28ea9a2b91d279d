/** Which ticket is meant: quoted, numbered, described, asked about, or the only one; never a guess (DOMAIN 4.3 rule 1). */
import type { Role } from '../../src/desk/ticket.ts'
import { classify, type Fault } from './classify.ts'
import { CLASSES } from './commands/words.ts'
import type { KnownTicket, Situation } from './meaning.ts'
import { NEGATORS } from './negation-words.ts'
import { FINE } from './not-meant.ts'
import { isFaulty } from './repair.ts'
import type { Token } from './words.ts'
import { read } from './words.ts'

type Sender = NonNullable<Situation['sender']>

/** The role under whose rights the sender acts, their own first (DESIGN 5). */
export function rolesOf(sender: Sender): readonly Role[] {
  return sender.standsInFor === undefined || sender.standsInFor === sender.role
    ? [sender.role]
    : [sender.role, sender.standsInFor]
}

/** Tickets that this sender can mean without naming one. */
export function withinReach(sender: Sender, tickets: readonly KnownTicket[]): KnownTicket[] {
  const roles = rolesOf(sender)
  return tickets.filter((ticket) => {
    if (
      roles.includes('kepala_seksi') ||
      roles.includes('call_taker') ||
      roles.includes('supervisor') ||
      roles.includes('admin') ||
      roles.includes('auditor')
    )
      return true
    if (
      roles.includes('jasnita') &&
      ['coordinating', 'vendor-repairing', 'awaiting-confirmation'].includes(ticket.state)
    )
      return true
    return roles.includes('staf') && (ticket.assigneeId === sender.id || ticket.reporterId === sender.id)
  })
}

export function isOpen(ticket: KnownTicket): boolean {
  return ticket.state !== 'closed' && ticket.state !== 'cancelled'
}

const POINTING = new Set([
  'yang',
  'soal',
  'masalah',
  'untuk',
  'perihal',
  'mengenai',
  'tentang',
  'kendala',
  'si',
  'laporan',
  'tiket',
])

/** The same words are compared with several tickets. */
const FAULTS_OF = new WeakMap<readonly Token[], Fault>()

/** Tickets that the words describe ("yg printer", "yang di PC 2"): by category, unit or words of the summary. */
export function described(all: readonly Token[], tickets: readonly KnownTicket[], least = 1): KnownTicket[] {
  const tokens = all.some((_, at) => isMeans(all, at)) ? all.filter((_, at) => !isMeans(all, at)) : all
  if (tokens.length === 0 || tickets.length === 0) return []
  // "Peta aman" says which thing as well as that it works.
  const things = tokens.some(({ text }) => FINE.has(text)) ? tokens.filter(({ text }) => !FINE.has(text)) : tokens
  const fault = FAULTS_OF.get(all) ?? classify(things, [])
  FAULTS_OF.set(all, fault)
  const words = new Set(tokens.flatMap((token) => [token.text, token.stem]))
  const marked = new Set([...fault.marked].map((at) => things[at]?.text))
  const reporters = reportersIn(tokens)
  const scored = tickets.map((ticket) => {
    let score = 0
    if (fault.weight >= 1 && fault.category === ticket.category && fault.category !== 'lainnya')
      score += fault.weight >= 2 ? 2 : 1
    const unit = ticket.unit?.toLowerCase()
    const units = unit?.split(', ') ?? []
    if (unit !== undefined && tokens.some((token, at) => units.includes(`${token.text} ${tokens[at + 1]?.text ?? ''}`)))
      score += 3
    // "103 lagi dibenerin": the extension by its number alone.
    else if (
      units.some((one) =>
        tokens.some(({ kind, text }) => kind === 'number' && text.length > 2 && one.endsWith(` ${text}`)),
      )
    )
      score += 3
    // "Scanner" of the ticket about the scanner, whatever the category of that was.
    for (const word of wordsOf(ticket)) if (words.has(word) && !OF_ALL.has(word)) score += marked.has(word) ? 3 : 1
    if (reporters.has(ticket.reporter ?? '')) score += 2
    return { ticket, score }
  })
  const top = Math.max(...scored.map((one) => one.score))
  return top < least ? [] : scored.filter((one) => one.score === top).map((one) => one.ticket)
}

const REPORTED_BY = new Set(
  'laporan lapor dilaporkan dilaporin laporannya aduan keluhan punya punyanya milik'.split(' '),
)

/** "Laporan Dedi", "yang dari Wulan", "yang Sri laporkan": words that may be the reporter's name. */
function reportersIn(tokens: readonly Token[]): ReadonlySet<string> {
  const found = new Set<string>()
  tokens.forEach(({ text, stem, clause }, at) => {
    // "Dobel sama punya Dedi" compares.
    const reports = (REPORTED_BY.has(text) || stem === 'lapor') && !LIKE.has(tokens[at - 1]?.text ?? '')
    const opens = text === 'dari' && (tokens[at - 1]?.clause !== clause || tokens[at - 1]?.text === 'yang')
    if (!reports && !opens) return
    const beside = reports
      ? [tokens[at - 1], tokens[at + (OF.has(tokens[at + 1]?.text ?? '') ? 2 : 1)]]
      : [tokens[at + 1]]
    for (const one of beside) if (one?.clause === clause) found.add(one.raw.toLowerCase())
  })
  return found
}

const LIKE = new Set(['sama', 'dengan', 'kayak', 'seperti', 'dari'])
const OF = new Set(['dari', 'oleh', 'si'])

const MEDIA = new Set(['telepon', 'whatsapp', 'sms', 'radio', 'email'])
const BY = new Set(['lewat', 'via', 'melalui', 'per', 'sudah', 'saya', 'kami', 'kita', 'barusan', 'habis'])
const CALLED = new Set(['jasnita', 'vendor', 'pihak', 'tim', 'jam', 'pukul', 'provider'])
const FAILED = new Set(['tidak', 'belum', 'masuk', 'mati', 'putus', 'gagal'])
const WRITTEN = new Set(['nomor', 'buat', 'bikin', 'buka', 'open', 'input', 'create', 'terbit', 'status', 'tutup'])
const WHOSE = new Set([
  'kami',
  'kita',
  'vendor',
  'internal',
  'jasnita',
  'di',
  'ini',
  'itu',
  'tutup',
  'ditutup',
  'close',
])

/** "Lewat telp jam 2", "sudah saya telp Pak Yudi", "no tiket kami CS-7714": how it was said and where it is filed, not what is broken. */
function isMeans(tokens: readonly Token[], at: number): boolean {
  const { text, stem, typed, clause, end } = tokens[at]!
  const before = tokens[at - 1]?.clause === clause ? tokens[at - 1] : undefined
  const next = tokens[at + 1]?.clause === clause ? tokens[at + 1] : undefined
  if (text === 'tiket')
    return (
      WRITTEN.has(before?.text ?? '') ||
      WRITTEN.has(before?.stem ?? '') ||
      WHOSE.has(next?.text ?? '') ||
      next?.kind === 'number' ||
      /^tiketnya$/.test(typed)
    )
  if (!MEDIA.has(text) && !MEDIA.has(stem)) return false
  const after = tokens.slice(at + 1, at + 8)
  if (after.some((token) => token.clause === clause && FAILED.has(token.text))) return false
  // A form of address between them has been dropped.
  const called = next !== undefined && (CALLED.has(next.text) || CALLED.has(next.stem) || next.start - end > 2)
  return BY.has(before?.text ?? '') || called
}

const ABBREVIATION = /^(?!PC|HP|IP|CC|OS)[A-Z]{2,3}$/
/** "Akun Sri": a short name. */
const SHORT_NAME = /^[A-Z][a-z]{2}$/
const WORDS_OF = new WeakMap<KnownTicket, readonly string[]>()

/** The telling words of a ticket's summary. */
export function wordsOf(ticket: KnownTicket): readonly string[] {
  const known = WORDS_OF.get(ticket)
  if (known !== undefined) return known
  // "PSC", "UPS": a name of three capitals tells as much as a word.
  const telling = read(ticket.summary)
    .tokens.filter(
      ({ text, raw }, at) =>
        (text.length >= 4 || ABBREVIATION.test(raw) || (at > 0 && SHORT_NAME.test(raw))) && !COMMONPLACE.has(text),
    )
    .map(({ text }) => text)
  WORDS_OF.set(ticket, telling)
  return telling
}

const UNWANTED_OF = new WeakMap<KnownTicket, readonly string[]>()
const SHOULD_WORK: ReadonlySet<string> = new Set(CLASSES.works)
const ON_AND_ON = new Set(
  'terus sendiri melulu mulu berulang berulang-ulang berkali-kali dobel tiba-tiba keras nyaring kencang'.split(' '),
)

/** "Tulisan terpotong": what has befallen it. */
const BEFELL = /^(?:ter|ke)[a-z]{4,}$/

/** What a ticket complains of in words that elsewhere praise, "UPS bunyi terus", or that are no words of trouble elsewhere, "menu terpotong". */
function unwantedIn(ticket: KnownTicket): readonly string[] {
  const known = UNWANTED_OF.get(ticket)
  if (known !== undefined) return known
  const { tokens } = read(ticket.summary)
  const unwanted = tokens
    .filter(
      ({ text, stem, clause }, at) =>
        (SHOULD_WORK.has(text) || BEFELL.test(text)) &&
        !tokens.slice(Math.max(0, at - 3), at).some((token) => NEGATORS.has(token.text) && token.clause === clause) &&
        (SHOULD_WORK.has(text)
          ? tokens.slice(at + 1, at + 3).some((token) => ON_AND_ON.has(token.text) && token.clause === clause)
          : stem !== text || isFaulty({ text, stem })),
    )
    // "Kepotong" is "terpotong".
    .flatMap(({ text }) =>
      BEFELL.test(text) ? [text, text.replace(/^ter/, 'ke'), text.replace(/^ke/, 'ter')] : [text],
    )
  UNWANTED_OF.set(ticket, unwanted)
  return unwanted
}

/** Of these tickets; not a word that another of them misses: "telepon tidak bunyi" beside "UPS bunyi terus". */
export function unwantedOf(tickets: readonly KnownTicket[]): ReadonlySet<string> {
  const open = tickets.filter(isOpen)
  const found = new Set(open.flatMap(unwantedIn))
  for (const ticket of found.size > 0 ? open : [])
    for (const word of wordsOf(ticket)) if (!unwantedIn(ticket).includes(word)) found.delete(word)
  return found
}

/** Words of summaries that tell one ticket from no other. */
const OF_ALL = new Set(
  'pelapor petugas sejak pagi siang sore malam semalam tadi hari jam kali ulang minta baru juga'.split(' '),
)

const COMMONPLACE = new Set([
  'sip',
  'tidak',
  'bisa',
  'sudah',
  'belum',
  'masih',
  'mati',
  'error',
  'aplikasi',
  'dari',
  'semua',
  'lagi',
  'yang',
  'dengan',
  'normal',
  'masuk',
  'jalan',
  'terus',
  'hang',
  'rusak',
  'gangguan',
  'kendala',
  'saya',
  'untuk',
  'sama',
  'hilang',
  'sekali',
  'kirim',
])

export function points(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text, clause }, at) =>
      POINTING.has(text) && tokens[at + 1]?.clause === clause && !['ini', 'itu'].includes(tokens[at + 1]!.text),
  )
}
