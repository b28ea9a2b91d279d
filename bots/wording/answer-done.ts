/** Answers to commands that were carried out: what was done, the next deadline, the next words. */

import { isOpen } from '../../src/desk/evolve.ts'
import { COMBINED, LEADS_TO, SOP } from '../../src/desk/sop.ts'
import type { CommandType, OpenState, PassageType, TicketEvent } from '../../src/desk/ticket.ts'
import { showPhone } from '../../src/format/phone.ts'
import { endTime } from '../../src/format/times.ts'
import { withNumber } from './contacts.ts'
import { actorOf, type Facts, factsOf, standing, stepWords } from './facts.ts'
import { fit, type Message, nameOf, typed, typedSms } from './message.ts'
import { replyWith, type Viewpoint, viewpointOf } from './next.ts'
import type { House, Reply } from './telling.ts'
import { CLOSED_AS, IMPACT, ROLE } from './words.ts'

type Done = Extract<Reply, { kind: 'done' }>
type Passage = Extract<TicketEvent, { type: PassageType }>

interface Doing extends Facts {
  readonly reply: Done
  readonly viewpoint: Viewpoint
  /** The passage that the command itself took, not one that it implied. */
  readonly passage: Passage | undefined
  readonly last: TicketEvent
}

/** What is told: the deed with its number; more, on WhatsApp only; what has to be known; the words to reply. */
interface Told {
  readonly deed: string
  /** The deed in fewer words, where room is short. */
  readonly short?: string
  /** Typed words that belong to the deed, masked and cut to fit. */
  readonly words?: string | undefined
  readonly also?: string | undefined
  /** An SMS says the deed in fewer words always, and nothing more. */
  readonly shortAlways?: true
  readonly reply?: string
}

const isPassage = (event: TicketEvent): event is Passage => event.type in LEADS_TO

/** 'Tenggat perbaikan 14.27 WIB.' */
function deadline({ ticket, due, vendor }: Facts): string | undefined {
  if (!isOpen(ticket) || due === '') return undefined
  return `Tenggat ${stepWords(ticket.state, vendor).noun} ${due}.`
}

const onTime = (doing: Doing, verb: string): Told => ({
  deed: `Tiket ${doing.n} ${verb} ${doing.clock(doing.last.at)}`,
  also: deadline(doing),
})

/** When a state was left or entered in this round, for "sudah diterima 14.07 WIB". */
function sinceOf({ ticket, clock }: Facts, state: OpenState, which: 'startedAt' | 'doneAt'): string {
  const { step } = SOP[state]
  const found = ticket.steps.findLast((one) => one.step === step && one.cycle === ticket.cycle)?.[which]
  return found === undefined ? '' : ` ${clock(found)}`
}

/** A command that came late or twice was kept as a note: what it asks for has already happened. */
function already(doing: Doing, what: string): Told {
  const deed = `Tiket ${doing.n} sudah ${what}; pesan dicatat`
  return { deed: `${deed} sebagai keterangan`, short: deed }
}

const alreadyResolved = (doing: Doing): Told =>
  already(doing, `dinyatakan teratasi${sinceOf(doing, 'awaiting-confirmation', 'startedAt')}`)

const stillAt = (doing: Doing): Told => ({
  deed: `Keterangan dicatat, tiket ${doing.n} masih: ${standing(doing.ticket)}`,
  also: deadline(doing),
})

function resolved(doing: Doing): Told {
  const { passage, n, clock, ticket, viewpoint, last } = doing
  if (!passage) return alreadyResolved(doing)
  return {
    deed: `Tiket ${n} dicatat teratasi ${clock(last.at)}`,
    words: passage.action ?? passage.cause ?? passage.note,
    also: 'Menunggu konfirmasi Call Taker.',
    reply: replyWith(viewpoint, ticket),
  }
}

/** The vendor never had it: nothing goes there before the repair was rejected. */
function notWithVendor({ n, ticket, vendor }: Doing, word: string): Told {
  return {
    deed: `Tiket ${n} belum diteruskan ke ${vendor} (${standing(ticket)}); pesan dicatat sebagai keterangan`,
    reply: `Balas BELUM ${n} bila masih terkendala, lalu ${word} ${n}.`,
  }
}

/** JASNITA skips what was not yet done, so the way back is told (DOMAIN 4.3 rule 13). */
function escalated(doing: Doing): Told {
  const { passage, n, vendor, clock, reply, ticket } = doing
  const since = sinceOf(doing, 'coordinating', 'startedAt')
  if (!passage && since === '') return notWithVendor(doing, 'JASNITA')
  if (!passage) return already(doing, `diteruskan ke ${vendor}${since}`)
  const implied = reply.events.some((event) => isPassage(event) && event.implied)
  const steps = COMBINED.map((state) => SOP[state].step)
  const skipped = implied ? ` (langkah ${steps[0]}-${steps.at(-1)} sekaligus)` : ''
  const back = ticket.state === 'coordinating' ? `, BUKA ${n} bila keliru.` : '.'
  const short = `Tiket ${n} diteruskan ke ${vendor} ${clock(passage.at)}`
  if (reply.unheard) return escalatedUnheard(doing, `${short}${skipped}`, back)
  return {
    deed: `${short}${skipped}`,
    short,
    also: deadline(doing),
    reply: `Balas KOORDINASI ${n} setelahnya${back}`,
  }
}

/** Whoever has to telephone now must not read a success. */
function escalatedUnheard({ n, vendor, house, ...doing }: Doing, deed: string, back: string): Told {
  const contact = house.contact?.('jasnita')
  const call = `Mohon telepon ${withNumber(vendor, contact)}.`
  const also = [call, deadline({ n, vendor, house, ...doing })].filter((part) => part !== undefined).join(' ')
  const phone = contact ? ` ${showPhone(contact.phone)}` : ''
  return {
    deed: `${deed}, tetapi tidak ada petugas ${vendor} yang dapat dihubungi lewat pesan`,
    short: `Tiket ${n}: ${vendor} tidak dapat dihubungi lewat pesan. Mohon telepon ${vendor}${phone}`,
    shortAlways: true,
    also,
    reply: `Balas KOORDINASI ${n} setelahnya${back}`,
  }
}

function etaOf(doing: Doing): Told {
  const { n, reply, clock, dueAt, due } = doing
  if (doing.last.type === 'NoteAdded') return alreadyResolved(doing)
  const promised = reply.events.find((event) => event.type === 'EtaPromised')
  const eta = promised?.type === 'EtaPromised' ? promised.eta : undefined
  if (eta === undefined) {
    return {
      deed: `Tiket ${n}: pesan dicatat, waktu perkiraan belum terbaca`,
      short: `Tiket ${n}: pesan dicatat, perkiraan belum terbaca`,
      also: deadline(doing),
      reply: `Balas ETA ${n} dan waktunya, misalnya ETA ${n} jam 16.00.`,
    }
  }
  const beyond = dueAt !== undefined && eta > dueAt
  const fixed =
    due === ''
      ? undefined
      : beyond
        ? `Perhatian: melewati tenggat ${due}; tenggat tidak berubah.`
        : `Tenggat tetap ${due}.`
  return {
    deed: `Tiket ${n}: perkiraan selesai ${clock(eta)} dicatat`,
    also: fixed,
    reply: `Balas SELESAI ${n} bila teratasi.`,
  }
}

function confirmed(doing: Doing): Told {
  const { n, passage, ticket } = doing
  if (!passage) {
    const reply =
      isOpen(ticket) && ticket.state !== 'awaiting-confirmation' ? `Balas YA ${n} bila sudah normal.` : undefined
    return { deed: `Tiket ${n} masih: ${standing(ticket)}`, also: deadline(doing), ...(reply ? { reply } : {}) }
  }
  const healed = passage.closedAs === 'self-healed'
  return {
    deed: healed ? `Tiket ${n} ditutup: ${CLOSED_AS['self-healed']}` : `Tiket ${n} selesai dan terkonfirmasi`,
    also: healed ? 'Petugas terkait sudah diberi tahu.' : 'Terima kasih.',
  }
}

function reopened(doing: Doing): Told {
  const { n, passage, ticket, vendor } = doing
  if (!passage) return stillAt(doing)
  const by = isOpen(ticket) ? actorOf(ticket.state, doing) : ROLE.kepala_seksi
  const what =
    passage.type === 'TicketRecalled'
      ? `ditarik kembali dari ${vendor}`
      : passage.type === 'CancellationUndone'
        ? 'dilanjutkan, pembatalan dicabut'
        : `dibuka kembali (putaran ${ticket.cycle})`
  const also = [`Ditangani ${by}.`, deadline(doing)].filter((part) => part !== undefined).join(' ')
  return { deed: `Tiket ${n} ${what}`, also }
}

function closed(doing: Doing): Told {
  const { n, passage, clock, last } = doing
  const as = passage?.closedAs ?? 'unconfirmed'
  return {
    deed: `Tiket ${n} ditutup ${clock(last.at)}, ${CLOSED_AS[as]}`,
    words: passage?.note,
    reply: `Balas BUKA ${n} bila keliru.`,
  }
}

const TOLD: Readonly<Record<CommandType, (doing: Doing) => Told>> = {
  AcceptTicket: (doing) =>
    doing.passage ? onTime(doing, 'diterima') : already(doing, `diterima${sinceOf(doing, 'analysing', 'startedAt')}`),
  StartAnalysis: (doing) => {
    if (doing.passage) return onTime(doing, 'diterima dan dianalisa')
    if (doing.last.type === 'AnalysisStarted') return onTime(doing, 'dianalisa')
    return already(doing, `dianalisa${sinceOf(doing, 'analysing', 'startedAt')}`)
  },
  StartRepair: (doing) => {
    if (doing.passage) return onTime(doing, 'mulai diperbaiki')
    const { state } = doing.ticket
    if (state === 'repairing') return already(doing, `mulai diperbaiki${sinceOf(doing, 'repairing', 'startedAt')}`)
    return state === 'awaiting-confirmation' ? alreadyResolved(doing) : stillAt(doing)
  },
  ResolveTicket: resolved,
  EscalateTicket: escalated,
  RecordCoordination: (doing) => {
    if (doing.passage) return onTime(doing, `sudah dikoordinasikan dengan ${doing.vendor}`)
    const since = sinceOf(doing, 'vendor-repairing', 'startedAt')
    return since === '' ? notWithVendor(doing, 'KOORDINASI') : already(doing, `dikoordinasikan${since}`)
  },
  AcknowledgeTicket: (doing) =>
    doing.passage
      ? onTime(doing, `diterima ${doing.vendor}`)
      : already(doing, `diterima${sinceOf(doing, 'vendor-repairing', 'startedAt')}`),
  PromiseEta: etaOf,
  ReportProgress: (doing) =>
    doing.last.type === 'NoteAdded'
      ? alreadyResolved(doing)
      : { deed: `Tiket ${doing.n}: perkembangan dicatat ${doing.clock(doing.last.at)}`, also: deadline(doing) },
  ConfirmTicket: confirmed,
  RejectRepair: reopened,
  ReopenTicket: reopened,
  CancelTicket: (doing) => ({
    deed: `Tiket ${doing.n} dibatalkan ${doing.clock(doing.last.at)}`,
    words: doing.passage?.note,
    reply: `Balas BUKA ${doing.n} bila keliru.`,
  }),
  CloseTicket: closed,
  ReassignTicket: (doing) => ({
    deed: `Tiket ${doing.n} dialihkan kepada ${doing.ticket.assignee ? nameOf(doing.ticket.assignee.name) : ROLE.staf}${
      doing.ticket.assignedUntil === undefined
        ? ''
        : ` sampai ${endTime(doing.ticket.assignedUntil, doing.now, doing.house)}`
    }`,
    also: doing.due === '' ? undefined : `Tenggat tetap ${doing.due}.`,
    reply: `Balas ALIHKAN ${doing.n} dan nama lain bila keliru.`,
  }),
  SetImpact: (doing) => ({
    deed: `Dampak tiket ${doing.n} menjadi ${IMPACT[doing.ticket.impact]}`,
    also: doing.due === '' ? undefined : `Tenggat tetap ${doing.due}.`,
    reply: `Balas DAMPAK ${doing.n} dan tingkatnya bila keliru.`,
  }),
  CorrectReport: (doing) => ({
    deed: `Laporan ${doing.n} diperbaiki`,
    words: doing.ticket.summary,
    reply: `Balas INFO ${doing.n} bila masih ada yang keliru.`,
  }),
  AddNote: (doing) => ({
    deed: `Keterangan dicatat pada tiket ${doing.n}`,
    reply: `Balas STATUS ${doing.n} untuk perkembangan.`,
  }),
  PassMoment: (doing) => ({ deed: `Tiket ${doing.n}: ${standing(doing.ticket)}` }),
}

export function done(reply: Done, house: House): Message {
  const { ticket, events, role, command } = reply
  const last = events.at(-1)
  const now = last?.at ?? ticket.updatedAt
  const facts = factsOf(ticket, now, house)
  const standsIn = last?.by?.standsInFor
  const doing: Doing = {
    ...facts,
    reply,
    viewpoint: viewpointOf(standsIn ?? role, ticket),
    passage: events.findLast((event) => isPassage(event) && !event.implied) as Passage | undefined,
    last: last ?? { type: 'NoteAdded', at: now },
  }
  const told = TOLD[command](doing)
  const next = told.reply ?? replyWith(doing.viewpoint, ticket)
  const also = told.also === undefined ? '' : ` ${told.also}`
  const full = typed(told.words, 300)
  const say = (deed: string, words: string, more: string) =>
    `${deed}${words === '' ? '' : `: ${words}`}.${more} ${next}`
  return {
    sms: fit(typedSms(told.words), (words) =>
      told.shortAlways ? say(told.short ?? told.deed, words, '') : say(told.deed, words, also),
    ),
    brief: (room) => fit(typedSms(told.words), (words) => say(told.short ?? told.deed, words, ''), room),
    whatsapp: [`${told.deed}.`, full === '' ? undefined : `Keterangan: ${full}`, told.also, next],
  }
}
