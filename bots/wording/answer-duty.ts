/** What people are told of duty: their own, their substitute's, and that of a role that nobody has. */
import { clockTime, shortTime } from '../../src/format/times.ts'
import { who, whoSms } from './facts.ts'
import { fit, type Message, nameOf, nameSms } from './message.ts'
import type { House, Reply } from './telling.ts'
import { ROLE } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

export const onDuty = ({ person }: Of<'on-duty'>): Message => ({
  sms: `${whoSms(person)} tercatat bertugas. Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.`,
  brief: () => 'Tercatat bertugas. Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.',
  whatsapp: [`${who(person)} tercatat bertugas.`, 'Balas DAFTAR untuk tiket terbuka, PULANG bila selesai bertugas.'],
})

export function offDuty({ person, substitute, unknownName, until, now }: Of<'off-duty'>, house: House): Message {
  const end = until === undefined ? '' : ` sampai ${clockTime(until, now, house)}`
  const instead = (name: (text: string) => string) => {
    if (substitute !== undefined) return `Pengganti: ${name(substitute)}${end}.`
    return unknownName === undefined ? undefined : `Nama ${name(unknownName)} tidak terdaftar.`
  }
  const went = substitute === undefined && end !== '' ? `tercatat tidak bertugas${end}.` : 'tercatat selesai bertugas.'
  const reply =
    substitute === undefined && unknownName !== undefined
      ? 'Balas PULANG dan nama pengganti.'
      : 'Balas HADIR bila kembali bertugas.'
  return {
    sms: joined([`${whoSms(person)} ${went}`, instead(nameSms), reply]),
    brief: () => joined([went.replace(/^t/, 'T'), instead(nameSms), reply]),
    whatsapp: [`${who(person)} ${went}`, instead(nameOf), reply],
  }
}

const joined = (lines: readonly (string | undefined)[]) => lines.filter((line) => line !== undefined).join(' ')

/** The holder is asked again from then on, also of tickets that the substitute had (DESIGN section 5). */
export function standInOver(
  { holder, substitute, at, now, isBack, to, tickets }: Of<'stand-in-over'>,
  house: House,
): Message {
  const end = `berakhir ${clockTime(at, now, house)}`
  const role = ROLE[holder.role]
  if (to === 'substitute') {
    const lines = (name: string) => [
      `Penggantian ${name} (${role}) ${end}.`,
      'Tiketnya kembali kepada yang bersangkutan. Balas DAFTAR untuk tiket terbuka.',
    ]
    return { sms: joined(lines(nameSms(holder.name))), whatsapp: lines(nameOf(holder.name)) }
  }
  const lines = (name: string, most: number) => [
    `Masa pengganti ${name} (${role}) ${end}.`,
    isBack ? 'Anda kembali bertugas.' : undefined,
    isBack && tickets.length > 0 ? `Tiket terbuka: ${tickets.slice(0, most).join(', ')}.` : undefined,
    isBack ? 'Balas DAFTAR untuk tiket terbuka.' : 'Balas HADIR bila bertugas.',
  ]
  return { sms: joined(lines(nameSms(substitute), 3)), whatsapp: lines(nameOf(substitute), 8) }
}

const AWAY = {
  'opted-out': 'menghentikan pemberitahuan',
  ended: 'masa tugas berakhir',
  said: 'sedang tidak bertugas',
  plan: 'di luar jadwal',
} as const
const NAMED = 4

/** Nobody is on duty for a role, or nobody will be: from when to when, who is away, and what to type. */
export function uncovered({ role, from, to, now, away, mine }: Of<'uncovered'>, house: House): Message {
  const begun = from <= now
  const end = to === undefined ? '' : ` sampai ${clockTime(to, now, house)}`
  const span = `${begun ? 'sejak' : 'mulai'} ${clockTime(from, now, house)}${end}`
  const endSms = to === undefined ? '' : `-${shortTime(to, now, house)}`
  const spanSms = `${begun ? 'sejak' : 'mulai'} ${shortTime(from, now, house)}${endSms} ${house.zone}`
  const reply = 'balas HADIR bila siap bertugas, atau PULANG dan nama pengganti.'
  const ask = mine ? `Mohon ${reply}` : `Mohon hubungi petugas: ${reply}`
  const askSms = `${mine ? 'Balas' : 'Mohon hubungi: balas'} HADIR, atau PULANG dan nama pengganti.`
  const some = away.slice(0, NAMED)
  const more = away.length > NAMED ? ` dan ${away.length - NAMED} lainnya` : ''
  const names = `${some.map(({ name }) => nameSms(name)).join(', ')}${more}`
  const reasons = `${some.map(({ name, why }) => `${nameOf(name)} (${AWAY[why]})`).join(', ')}${more}`
  return {
    sms: fit(names, (words) => `PERHATIAN: tidak ada ${ROLE[role]} bertugas ${spanSms} (${words}). ${askSms}`),
    whatsapp: [
      `PERHATIAN: tidak ada ${ROLE[role]} yang bertugas ${span}.`,
      begun ? `Petugas: ${reasons}.` : `Petugas: ${some.map(({ name }) => nameOf(name)).join(', ')}${more}.`,
      ask,
    ],
  }
}
