/** One message of a registered person, read once: what all the rules look at. */
import type { Role } from '../../src/desk/ticket.ts'
import { classify, type Fault } from './classify.ts'
import { type Content, contentOf } from './content.ts'
import type { KnownTicket, Situation } from './meaning.ts'
import { type TicketNumber, ticketNumbers } from './numbers.ts'
import { VOCATIVES } from './people.ts'
import { referencesIn } from './reference.ts'
import { type Sight, sightOf } from './sight.ts'
import { isOpen, rolesOf, unwantedOf, withinReach, wordsOf } from './tickets.ts'
import { HEARD, TELLS } from './unstated-words.ts'
import { type Reading, read, type Token } from './words.ts'

export interface Message {
  readonly situation: Situation
  readonly sender: NonNullable<Situation['sender']>
  readonly roles: readonly Role[]
  readonly reading: Reading
  readonly content: Content
  /** Content without ticket numbers and the words that announce them. */
  readonly words: readonly Token[]
  readonly numbers: readonly TicketNumber[]
  readonly sight: Sight
  readonly fault: Fault
  /** Tickets the sender can mean without naming one. */
  readonly reach: readonly KnownTicket[]
  readonly reports: boolean
  readonly handles: boolean
  readonly vendor: boolean
}

export function messageOf(
  given: Situation,
  sender: NonNullable<Situation['sender']>,
  asRead: Reading = read(given.text),
): Message {
  const reading = withTags(asRead)
  const situation = withReporters(given)
  const content = contentOf(reading)
  const reach = withinReach(sender, situation.tickets)
  const roles = rolesOf(sender)
  const reports = roles.includes('call_taker') || roles.includes('supervisor')
  const known = new Set(situation.tickets.map((ticket) => ticket.number))
  // "Barusan terima 3": calls; no reporter takes tickets.
  const counted = (at: number): boolean => reports && content.tokens[at - 1]?.text === 'terima'
  const numbers = ticketNumbers(reading, content.tokens, known).filter(
    ({ number, at }) => known.has(number) || !counted(at),
  )
  const words = theirsNamed(ownNamed(withoutNumbers(content.tokens, numbers), sender), situation)
  const vendorNames = new Set(
    roles.includes('jasnita')
      ? []
      : situation.people.filter((person) => person.role === 'jasnita').map((person) => person.name.toLowerCase()),
  )
  const unwanted = unwantedOf(reach)
  const references = referencesIn(words, reach.filter(isOpen))
  const reporters = reportersOf(situation, reach)
  return {
    situation,
    sender,
    roles,
    reading,
    content,
    words,
    sight: sightOf(
      words.map((token, at) => {
        if (references.has(at)) return { ...token, text: 'itu', stem: 'itu' }
        if (reporters.has(token.raw.toLowerCase()) && isTeller(words, at))
          return { ...token, text: 'pelapor', stem: 'pelapor' }
        if (vendorNames.has(token.raw.toLowerCase())) return { ...token, stem: 'jasnita' }
        // "Sudah tidak bunyi lagi" of the UPS that would not stop.
        return unwanted.has(token.text) ? { ...token, text: 'gangguan', stem: 'gangguan' } : token
      }),
      reading.questions,
      numbers.length > 0,
      knownWords(situation),
      new Set(situation.people.filter(({ id }) => id !== sender.id).map(({ name }) => name.toLowerCase())),
    ),
    numbers,
    fault: classify(content.tokens, situation.applications),
    reach,
    reports,
    handles: roles.includes('kepala_seksi') || roles.includes('staf'),
    vendor: roles.includes('jasnita'),
  }
}

/** "Asep on pak" from Asep: his own name before other words is "saya". */
function ownNamed(tokens: readonly Token[], { name, role }: NonNullable<Situation['sender']>): Token[] {
  const own = new Set(
    name
      .toLowerCase()
      .split(/\s+/)
      .filter((part) => part.length >= 3),
  )
  const isOwn = (token: Token | undefined): boolean => token !== undefined && own.has(token.raw.toLowerCase())
  return tokens.map((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]]
    const speaks = { text: 'saya', stem: 'saya' }
    if (isOwn(token)) {
      // "Piket malam ini: Rina".
      if (before !== undefined && next === undefined && ON_DUTY.has(tokens[0]!.text))
        return { ...token, ...speaks, clause: before.clause }
      return next?.clause === token.clause && !SAID_BY.has(before?.text ?? '') ? { ...token, ...speaks } : token
    }
    // "Supervisor siaga" from the supervisor.
    const post = before === undefined && POSTS[role]?.includes(token.text) && PRESENT.has(next?.text ?? '')
    return post ? { ...token, ...speaks } : token
  })
}

const ON_DUTY = new Set(['piket', 'jaga', 'standby', 'siaga', 'yang'])
const PRESENT = new Set(['hadir', 'siaga', 'standby', 'on', 'masuk', 'siap'])
const POSTS: Partial<Record<Role, readonly string[]>> = {
  supervisor: ['supervisor', 'spv'],
  call_taker: ['operator'],
  staf: ['staf', 'teknisi'],
  jasnita: ['jasnita'],
}

const SAID_BY = new Set(['kata', 'menurut', 'bilang', 'si'])

const THEIR_STAFF = new Set(['engineer', 'teknisi', 'support', 'noc', 'helpdesk'])
const TO = new Set(['ke', 'kepada', 'sama', 'oleh', 'dari', 'tim', 'orang', 'dengan', 'pihak'])

/** "Server jasnita, serahkan ke mereka", "perlu engineer mereka": the vendor. */
function theirsNamed(tokens: Token[], { people, sender }: Situation): Token[] {
  if (sender?.role !== 'kepala_seksi' && sender?.role !== 'staf') return tokens
  const names = new Set(people.filter(({ role }) => role === 'jasnita').map(({ name }) => name.toLowerCase()))
  const named = tokens.some(({ raw, stem }) => stem === 'jasnita' || stem === 'vendor' || names.has(raw.toLowerCase()))
  return tokens.map((token, at) => {
    const before = tokens[at - 1]?.text ?? ''
    const theirs = token.text === 'mereka' && (THEIR_STAFF.has(before) || (named && TO.has(before)))
    return theirs ? { ...token, stem: 'jasnita' } : token
  })
}

/** "Udah masuk kan pak": a question without its mark. */
function withTags(reading: Reading): Reading {
  const { tokens, questions } = reading
  const tagged = tokens.filter(({ typed, clause }, at) => {
    if (typed !== 'kan' || tokens[at - 1]?.clause !== clause) return false
    const rest = tokens.slice(at + 1, at + 4).filter((token) => token.clause === clause)
    return rest.length < 3 && rest.every(({ text }) => VOCATIVES.has(text) || text === 'ya')
  })
  return tagged.length === 0
    ? reading
    : { ...reading, questions: new Set([...questions, ...tagged.map((one) => one.clause)]) }
}

/** Who reported each ticket is known by name to the words that describe it. */
function withReporters(situation: Situation): Situation {
  if (situation.tickets.every(({ reporter }) => reporter !== undefined)) return situation
  const names = new Map(situation.people.map(({ id, name }) => [id, name.toLowerCase().split(' ')[0]!]))
  const tickets = situation.tickets.map((one) => ({ ...one, reporter: names.get(one.reporterId) ?? '' }))
  return { ...situation, tickets }
}

/**
 * Whose word on what awaits confirmation counts, passed on by a colleague: "Dedi bilang udah bisa lagi" of the ticket
 * that he reported (DESIGN 5: the reporter closes it). Of all that await, or of the one that was asked about.
 */
function reportersOf({ question, quoted, sender }: Situation, reach: readonly KnownTicket[]): ReadonlySet<string> {
  const waiting = reach.filter(({ state }) => state === 'awaiting-confirmation')
  const asked = quoted ?? (question?.kind === 'notice' ? question.ticket : undefined)
  const meant = waiting.some(({ number }) => number === asked)
    ? waiting.filter(({ number }) => number === asked)
    : waiting
  const names = new Set(meant.map(({ reporter, reporterId }) => (reporterId === sender?.id ? '' : (reporter ?? ''))))
  return names.size === 1 && !names.has('') ? names : new Set()
}

function isTeller(tokens: readonly Token[], at: number): boolean {
  const { clause } = tokens[at]!
  const near = [tokens[at - 1], tokens[at + 1], tokens[at + 2]].some(
    (one) => one?.clause === clause && (HEARD.has(one.text) || TELLS.has(one.text)),
  )
  return near || tokens.slice(at + 1, at + 6).some((one) => one.text === 'katanya' && one.clause <= clause + 1)
}

function knownWords({ people, tickets }: Situation): ReadonlySet<string> {
  return new Set([...people.map(({ name }) => name.toLowerCase()), ...tickets.flatMap(wordsOf)])
}

const JOINS = new Set(['sama', 'dan'])
const ANNOUNCES = new Set(['tiket', 'nomor', 'laporan'])

function withoutNumbers(tokens: readonly Token[], numbers: readonly TicketNumber[]): Token[] {
  const gone = new Set<number>()
  for (const { at } of numbers) {
    gone.add(at)
    if (ANNOUNCES.has(tokens[at - 1]?.text ?? '')) gone.add(at - 1)
    // "Gajadi yg 65".
    if (tokens[at - 1]?.text === 'yang' && tokens[at + 1]?.clause !== tokens[at]!.clause) gone.add(at - 1)
    // "11 sama 15 lagi dikerjakan": what joins the numbers.
    if (gone.has(at - 2) && JOINS.has(tokens[at - 1]?.text ?? '')) gone.add(at - 1)
    if (gone.has(at - 1) && ANNOUNCES.has(tokens[at - 2]?.text ?? '')) gone.add(at - 2)
    for (
      let next = at + 1;
      next < at + 5 && /^[/-]/.test(tokens[next]?.before.trim() ?? '') && tokens[next] !== undefined;
      next += 1
    ) {
      if (
        !['lp', '112', 'xi', 'xii', 'x', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'].includes(
          tokens[next]!.raw.toLowerCase(),
        ) &&
        !/^(20\d\d|112)/.test(tokens[next]!.raw)
      )
        break
      gone.add(next)
    }
  }
  return tokens.filter((_, at) => !gone.has(at))
}
