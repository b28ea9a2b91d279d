/** Answers to questions: where a ticket stands, which are open, what can be typed; and the desk's own questions. */

import { isOpen } from '../../src/desk/evolve.ts'
import type { Role, Ticket } from '../../src/desk/ticket.ts'
import { byUrgency } from '../../src/desk/urgency.ts'

import { callBriefly, callInFull } from './emergency-numbers.ts'
import {
  about,
  actorOf,
  briefly,
  type Facts,
  factsOf,
  named,
  namedSms,
  remaining,
  standing,
  standingBy,
} from './facts.ts'

import { either, fit, fitting, type Message, nameOf, ONE_SMS, typed, typedSms } from './message.ts'
import { NEXT, replyWith, viewpointOf } from './next.ts'
import type { House, Reply } from './telling.ts'
import { CLOSED_AS } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

/** A list is no longer than this; the rest is counted. */
const LONGEST_LIST = 10

export function status({ ticket, role, now, missing = 0 }: Of<'status'>, house: House): Message {
  const facts = standingBy(factsOf(ticket, now, house))
  const { n, summarySms, clock } = facts
  const since = ticket.steps.at(-1)?.startedAt
  const reply = afterStatus(role, ticket)
  const place = isOpen(ticket)
    ? `${standing(ticket)}${facts.due === '' ? '' : `, ${remaining(facts)}`}`
    : `${standing(ticket)}${ticket.closedAt === undefined ? '' : ` ${clock(ticket.closedAt)}`}${ended(ticket)}`
  return {
    sms: fit(summarySms, (words) => `Tiket ${n} (${words}): ${place}. ${reply}`),
    brief: (room) => {
      const note = `Balas INFO ${n} bila ada keterangan.`
      const asks = isOpen(ticket) && reply.length < 40 ? reply : note
      return fitting(
        room,
        `Tiket ${n}: ${place}. ${reply}`,
        `Tiket ${n}: ${place}. ${asks}`,
        `Tiket ${n}: ${standing(ticket)}. ${asks}`,
      )
    },
    whatsapp: [
      `Tiket No. ${n}: ${place}`,
      ...about(facts),
      isOpen(ticket) ? `Ditangani: ${actorOf(ticket.state, facts)}${holder(ticket, role)}` : undefined,
      isOpen(ticket) && since !== undefined ? `Langkah ini sejak: ${clock(since)}` : undefined,
      ...found(ticket, facts),
      missing === 0 ? undefined : `Lampiran tidak tersedia: ${missing}`,
      reply,
    ],
  }
}

/** Who has just asked is not told to ask again. */
function afterStatus(role: Role, ticket: Ticket): string {
  const { number, state } = ticket
  const viewpoint = viewpointOf(role, ticket)
  if (NEXT[viewpoint][state].words[0] !== 'STATUS') return replyWith(viewpoint, ticket)
  if (role === 'admin' || role === 'auditor' || role === 'jasnita') return 'Balas DAFTAR untuk semua tiket terbuka.'
  const note = `INFO ${number} bila ada keterangan.`
  return viewpoint !== 'reader' && isOpen(ticket) ? `Balas YA ${number} bila normal, ${note}` : `Balas ${note}`
}

const ended = ({ closedAs }: Ticket) => (closedAs === undefined ? '' : ` (${CLOSED_AS[closedAs]})`)
/** Names of the office's people are no business of the vendor (DOMAIN section 6). */
const holder = ({ assignee }: Ticket, role: Role) =>
  assignee && role !== 'jasnita' ? ` (${nameOf(assignee.name)})` : ''

const found = ({ cause, action, vendor }: Ticket, { clock }: Facts) =>
  [
    cause === undefined ? '' : `Penyebab: ${typed(cause, 200)}`,
    action === undefined ? '' : `Tindakan: ${typed(action, 200)}`,
    vendor?.eta === undefined ? '' : `Perkiraan selesai: ${clock(vendor.eta)}`,
  ].filter((line) => line !== '')

/** What this person may decide on besides tickets. */
const waitingWords = (waiting: readonly number[]): string | undefined => {
  const [first] = waiting
  if (first === undefined) return undefined
  const others = waiting.length > FEW_NUMBERS ? ', ...' : ''
  const all = waiting.slice(0, FEW_NUMBERS).map((code) => `P${code}`)
  return `Menunggu persetujuan: ${all.join(', ')}${others} (SETUJU P${first} atau TOLAK P${first}).`
}

export function list({ tickets: open, role, now, waiting = [] }: Of<'list'>, house: House): Message {
  const tickets = open.toSorted(byUrgency)
  const [first] = tickets
  if (!first) {
    const reply = reports(role) ? 'Balas LAPOR dan kendalanya untuk melapor.' : 'Balas BANTUAN untuk daftar perintah.'
    const held = waitingWords(waiting)
    return {
      sms: ['Tidak ada tiket terbuka.', held, reply].filter((part) => part !== undefined).join(' '),
      whatsapp: ['Tidak ada tiket terbuka.', held, reply],
    }
  }
  const shown = tickets.slice(0, LONGEST_LIST).map((ticket) => standingBy(factsOf(ticket, now, house)))
  const rest = tickets.slice(LONGEST_LIST).map(({ number }) => number)
  const more = rest.length === 0 ? undefined : `dan ${rest.length} tiket lain: ${numbers(rest)}`
  const head = `${tickets.length} tiket terbuka`
  const reply = `Balas STATUS ${first.number} untuk perkembangan.`
  const line = (facts: Facts, summary: string, due: string) =>
    `${facts.n} ${facts.impact}, ${summary}: ${standing(facts.ticket)}${due}`
  return {
    sms: [
      `${head}:`,
      ...shown.map((facts) => line(facts, namedSms(facts, 24), briefly(facts))),
      more,
      waitingWords(waiting),
      reply,
    ]
      .filter((part) => part !== undefined)
      .join('\n'),
    whatsapp: [
      `${head}:`,
      ...shown.map((facts) => `- ${line(facts, named(facts, 80), facts.due === '' ? '' : `, ${remaining(facts)}`)}`),
      more,
      waitingWords(waiting),
      reply,
    ],
  }
}

/** Where there is room for a few letters the place says more than the fault. */
const briefName = (facts: Facts, room: number) =>
  room < 30 && facts.unitSms !== '' ? typedSms(facts.unitSms, room) : namedSms(facts, room)

const MOST_NUMBERS = 30
/** As many as fit an SMS with the rest. */
const FEW_NUMBERS = 8
const numbers = (all: readonly number[]) =>
  `${all.slice(0, MOST_NUMBERS).join(', ')}${all.length > MOST_NUMBERS ? ', ...' : ''}`

/** Everybody in the office may report (DOMAIN 1.6 row 17); the vendor answers. */
const reports = (role: Role) => role !== 'jasnita' && role !== 'auditor' && role !== 'admin'

const ALWAYS: Readonly<Record<Role, readonly string[]>> = {
  call_taker: ['LAPOR kendala', 'STATUS nomor', 'BATAL nomor', 'DAFTAR', 'HADIR', 'PULANG'],
  supervisor: ['LAPOR kendala', 'STATUS nomor', 'DAFTAR', 'HADIR', 'PULANG', 'BLOKIR nomor HP'],
  kepala_seksi: ['STATUS nomor', 'ALIHKAN nomor nama', 'DAFTAR', 'PULANG nama', 'BLOKIR nomor HP'],
  staf: ['LAPOR kendala', 'STATUS nomor', 'INFO nomor isi', 'DAFTAR'],
  jasnita: ['STATUS nomor', 'INFO nomor isi', 'DAFTAR'],
  admin: ['STATUS nomor', 'DAFTAR', 'BLOKIR nomor HP'],
  auditor: ['STATUS nomor', 'DAFTAR'],
}

/** Words for at most this many tickets: only what is needed now. */
const FEW = 3

export function help({ role, open: unsorted, waiting = [] }: Of<'help'>, house: House): Message {
  const open = unsorted.toSorted(byUrgency)
  const wordsOf = (ticket: Ticket) => NEXT[viewpointOf(role, ticket)][ticket.state].words
  const shown = open.filter((ticket) => wordsOf(ticket)[0] !== 'STATUS').slice(0, FEW)
  const always = ALWAYS[role].join(', ')
  const example = exampleFor(role, shown.length > 0 ? shown : open)
  const tail = role === 'jasnita' ? '' : ` ${callBriefly(house)}`
  const held = waitingWords(waiting)
  const words = shown.map((ticket) => `${ticket.number}: ${wordsOf(ticket).join('/')}. `)
  const now = held === undefined ? '' : `${held} `
  const say = (count: number, end: string) =>
    `${count === 0 ? '' : words.slice(0, count).join('')}${now}Perintah: ${always}.${end} Contoh: ${example}`
  // Fewer tickets, from the least urgent on: the general words serve for all.
  const fewer = (end: string) => words.map((_, at) => say(words.length - 1 - at, end))
  return {
    sms: fitting(ONE_SMS, `Bantuan. ${say(words.length, tail)}`, say(words.length, tail), ...fewer(tail)),
    brief: (room) => fitting(room, say(words.length, ''), ...fewer('')),
    whatsapp: [
      'Perintah yang dapat dibalas:',
      ...shown.map((ticket) => {
        const facts = factsOf(ticket, undefined, house)
        const words = wordsOf(ticket).map((word) => `${word} ${ticket.number}`)
        return `- Tiket ${ticket.number}, ${typed(facts.summary, 80)} (${standing(ticket)}): ${either(words)}`
      }),
      held === undefined ? undefined : `- ${held}`,
      `- ${always}`,
      tail === '' ? undefined : callInFull(house),
      `Contoh: ${example}`,
    ],
  }
}

function exampleFor(role: Role, open: readonly Ticket[]): string {
  const [first] = open
  if (!first) return reports(role) && role !== 'kepala_seksi' ? 'LAPOR PC 2 tidak bisa login' : 'DAFTAR'
  const [word] = NEXT[viewpointOf(role, first)][first.state].words
  return `${word ?? 'STATUS'} ${first.number}`
}

/** Never guessed: the numbers are asked (DESIGN rule 8). */
export function whichTicket({ tickets, word }: Of<'which-ticket'>, house: House): Message {
  const shown = tickets.slice(0, LONGEST_LIST).map((ticket) => factsOf(ticket, undefined, house))
  const command = typedSms(word, 20) || 'STATUS'
  const examples = either(shown.slice(0, 2).map(({ n }) => `${command} ${n}`))
  const rest = tickets.slice(LONGEST_LIST).map(({ number }) => number)
  const more = rest.length === 0 ? undefined : `Lainnya: ${numbers(rest)}.`
  const room = Math.max(14, Math.floor(90 / Math.max(1, shown.length)) - 4)
  return {
    sms: [
      `${command} untuk tiket mana?`,
      `${shown.map((facts) => `${facts.n} (${briefName(facts, room)})`).join(', ')}.`,
      more,
      `Balas ${examples}.`,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
    whatsapp: [
      `${command} untuk tiket mana?`,
      ...shown.map((facts) => `- ${facts.n}: ${named(facts, 80)} (${standing(facts.ticket)})`),
      more,
      `Balas ${examples}.`,
    ],
  }
}

export function noTicket({ number, open }: Of<'no-ticket'>): Message {
  const what = number === undefined ? 'Tiket yang dimaksud tidak ditemukan.' : `Tiket ${number} tidak ditemukan.`
  const which =
    open.length === 0
      ? 'Saat ini tidak ada tiket terbuka untuk perintah ini.'
      : `Nomor yang terbuka: ${open.slice(0, FEW_NUMBERS).join(', ')}${open.length > FEW_NUMBERS ? ', ...' : ''}.`
  const [first] = open
  const reply =
    first === undefined ? 'Balas DAFTAR untuk memeriksa.' : `Balas perintah dan nomornya, misalnya STATUS ${first}.`
  const few = open.slice(0, 3).join(', ')
  const brief = () =>
    open.length > 3 ? `${what} Tiket terbuka: ${few}, ... Balas STATUS ${first}.` : `${what} ${reply}`
  return { sms: `${what} ${which} ${reply}`, brief, whatsapp: [what, which, reply] }
}

export const whatIsWrong = (house: House): Message => ({
  sms: `Mohon sebutkan aplikasi dan kendalanya. Contoh: LAPOR PC 2 tidak bisa login sejak 14.00. ${callBriefly(house)}`,
  whatsapp: [
    'Mohon sebutkan aplikasi, letak, dan kendalanya.',
    callInFull(house),
    'Contoh: LAPOR PC 2 tidak bisa login sejak 14.00',
  ],
})

/** One short question with examples; which of several tickets is meant is not guessed. */
export function unclear({ role, open: all }: Of<'unclear'>): Message {
  const open = all.filter(({ vendor }) => role !== 'jasnita' || vendor !== undefined).toSorted(byUrgency)
  const [first] = open
  const sorry = 'Mohon maaf, pesan belum dipahami.'
  const example = exampleFor(role, open)
  if (!first) {
    const help = 'Balas BANTUAN untuk daftar perintah.'
    return {
      sms: `${sorry} Contoh: ${example}. ${help}`,
      brief: () => `${sorry} ${help}`,
      whatsapp: [sorry, `Contoh: ${example}`, help],
    }
  }
  const ask =
    open.length === 1 ? `Apakah tentang tiket ${first.number}?` : 'Mohon sebutkan perintah dan nomor tiketnya.'
  const other = reports(role) ? [`STATUS ${first.number}`, 'LAPOR kendala baru'] : ['BANTUAN']
  const more = either([...new Set([example, ...other])])
  const brief = () => `Pesan belum dipahami. Contoh: ${more}.`
  return { sms: `${sorry} ${ask} Contoh: ${more}.`, brief, whatsapp: [sorry, ask, `Contoh: ${more}.`] }
}
