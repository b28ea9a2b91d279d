/** Answers about making, joining and correcting a report. */
import { about, factsOf, placeOf, standing } from './facts.ts'
import { fit, type Message, nameSms, typed, typedSms } from './message.ts'
import { registered } from './tell-reporters.ts'
import type { House, Reply } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

export function registeredAnswer({ ticket, impactReason, byTelephone }: Of<'registered'>, house: House): Message {
  const facts = factsOf(ticket, ticket.registeredAt, house)
  const recorded = byTelephone || ticket.recordedBy !== undefined
  const whose = nameSms(ticket.onBehalfOf ?? ticket.reporter.name)
  return recorded
    ? registered(facts, `Laporan telepon ${whose} dicatat.`, `Telepon dicatat, No. ${facts.n}`, impactReason)
    : registered(facts, 'Laporan diterima.', `Laporan No. ${facts.n} diterima`, impactReason)
}

/** The same fault was reported before: the clock goes on, and the way to separate it is told (DOMAIN section 7.6). */
export function joined({ ticket, summary }: Of<'joined'>, house: House): Message {
  const facts = factsOf(ticket, ticket.updatedAt, house)
  const { n } = facts
  const say = (words: string) =>
    `Laporan digabung ke tiket ${n}: ${words} (${standing(ticket)}). Balas PECAH ${n} bila kendalanya berbeda.`
  return {
    sms: fit(facts.summarySms, say),
    brief: (room) => fit(facts.summarySms, say, room),
    whatsapp: [
      `Laporan digabung ke tiket No. ${n} karena kendalanya sama.`,
      `Tiket ${n}: ${facts.summary} (${standing(ticket)})`,
      `Laporan Bapak/Ibu: ${typed(summary, 200)}`,
      `Balas PECAH ${n} bila kendalanya berbeda.`,
    ],
  }
}

export function split({ ticket, from }: Of<'split'>, house: House): Message {
  const facts = factsOf(ticket, ticket.registeredAt, house)
  const { n, due } = facts
  const deadline = due === '' ? '' : ` Tenggat ${due}.`
  const back = `Balas GABUNG ${n} ${from} bila keliru.`
  const say = (words: string) => `Tiket ${n} dipisahkan dari tiket ${from}: ${words}.${deadline} ${back}`
  return {
    sms: fit(facts.summarySms, say),
    brief: (room) => fit(facts.summarySms, say, room),
    whatsapp: [
      `Tiket No. ${n} dipisahkan dari tiket ${from}.`,
      ...about(facts),
      due === '' ? undefined : `Tenggat: ${due}`,
      back,
    ],
  }
}

export function merged({ into, other }: Of<'merged'>, house: House): Message {
  const facts = factsOf(into, into.updatedAt, house)
  const back = `Balas BUKA ${other} bila keliru.`
  const say = (words: string) =>
    `Tiket ${other} digabung ke tiket ${into.number}: ${words}. Tiket ${other} ditutup. ${back}`
  return {
    sms: fit(facts.summarySms, say),
    brief: (room) => fit(facts.summarySms, say, room),
    whatsapp: [
      `Tiket No. ${other} digabung ke tiket ${into.number} dan ditutup.`,
      `Tiket ${into.number}: ${facts.summary} (${standing(into)})`,
      back,
    ],
  }
}

export function added({ ticket }: Of<'added'>, house: House): Message {
  const facts = factsOf(ticket, ticket.updatedAt, house)
  const { n } = facts
  const reply = `Balas STATUS ${n} untuk perkembangan.`
  return {
    sms: `Keterangan ditambahkan ke laporan ${n}. ${reply}`,
    whatsapp: [`Keterangan ditambahkan ke laporan No. ${n}.`, `Kendala: ${facts.summary}`, reply],
  }
}

export function corrected({ ticket, completed }: Of<'corrected'>, house: House): Message {
  const facts = factsOf(ticket, ticket.updatedAt, house)
  const { n, impact, unitSms } = facts
  const reply = `Balas INFO ${n} bila masih ada yang keliru.`
  const done = completed ? 'dilengkapi' : 'diperbaiki'
  return {
    sms: fit(
      facts.summarySms,
      (words) => `Laporan ${n} ${done}: ${placeOf(facts, unitSms)}, dampak ${impact}, ${words}. ${reply}`,
    ),
    brief: (room) => fit(facts.summarySms, (words) => `Laporan ${n} ${done}: ${impact}, ${words}. ${reply}`, room),
    whatsapp: [`Laporan No. ${n} ${done}.`, ...about(facts), reply],
  }
}

/** DOMAIN 4.3 rule 15. */
export function offerNote({ number, text }: Of<'offer-note'>): Message {
  const reply = `Balas YA untuk mencatat, atau STATUS ${number} untuk perkembangan.`
  const say = (words: string) => `Catat sebagai INFO ${number}: ${words}? ${reply}`
  return {
    sms: fit(typedSms(text), say),
    brief: (room) => fit(typedSms(text), say, room),
    whatsapp: [`Catat sebagai INFO ${number}?`, typed(text, 300), reply],
  }
}
