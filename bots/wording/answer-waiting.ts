/** HADIR and MULAI: they are noted, and what waits for the person is named with the words to reply. */
import { briefly, type Facts, factsOf, named, overrun, remaining, standing, who, whoSms } from './facts.ts'
import { fitting, type Message, ONE_SMS } from './message.ts'
import { replyWith, viewpointOf } from './next.ts'
import type { House, Reply } from './telling.ts'

type Back = Extract<Reply, { kind: 'on-duty' | 'opted-in' }>

const MOST = 5

export const onDuty = (reply: Back, house: House): Message => {
  const { person } = reply
  const free = 'Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.'
  return withWaiting(
    reply,
    [`${whoSms(person)} tercatat bertugas.`, 'Tercatat bertugas.'],
    `${who(person)} tercatat bertugas.`,
    free,
    house,
  )
}

export const optedIn = (reply: Back, house: House): Message => {
  const active = 'Pemberitahuan ke nomor ini aktif kembali.'
  const free = 'Balas DAFTAR untuk tiket terbuka, BERHENTI untuk menghentikan.'
  return withWaiting(reply, [active, 'Aktif kembali.'], active, free, house)
}

/** '1 lewat 33 menit' for an SMS. */
function shortly(facts: Facts): string {
  const late = facts.dueAt !== undefined && facts.now !== undefined && facts.now - facts.dueAt >= 60_000
  return late ? `${facts.n} ${overrun(facts)}` : `${facts.n}${briefly(facts).replace(',', '')}`
}

function withWaiting(
  { role, waiting = [], now }: Back,
  [deed, short]: readonly [string, string],
  said: string,
  free: string,
  house: House,
): Message {
  const [first] = waiting
  if (!first || role === undefined)
    return { sms: `${deed} ${free}`, brief: () => `${short} ${free}`, whatsapp: [said, free] }
  const all = waiting.map((ticket) => factsOf(ticket, now, house))
  const reply = (ticket: typeof first) => replyWith(viewpointOf(role, ticket), ticket)
  const more = (most: number) => (all.length > most ? ` dan ${all.length - most} lain` : '')
  const few = (most: number) => `Menunggu Anda: tiket ${all.slice(0, most).map(shortly).join('; ')}${more(most)}.`
  const sms = (room: number) =>
    fitting(
      room,
      `${deed} ${few(3)} ${reply(first)}`,
      `${deed} ${few(1)} ${reply(first)}`,
      `${short} ${few(1)} ${reply(first)}`,
      `${short} Tiket ${first.number}${more(1)} menunggu. Balas DAFTAR.`,
    )
  const line = (facts: Facts) =>
    `- No. ${facts.n} ${facts.impact}, ${named(facts, 80)}: ${standing(facts.ticket)}, ${remaining(facts)}. ${reply(facts.ticket)}`
  return {
    sms: sms(ONE_SMS),
    brief: sms,
    whatsapp: [
      said,
      'Menunggu Bapak/Ibu:',
      ...all.slice(0, MOST).map(line),
      all.length > MOST ? `dan ${all.length - MOST} tiket lain.` : undefined,
      'Balas DAFTAR untuk semua tiket terbuka.',
    ],
  }
}
