/** What people are told of duty: their own, their substitute's, and that of a role that nobody has. */
import { STANDS_IN_FOR } from '../../src/desk/stand-in.ts'
import type { Role } from '../../src/desk/ticket.ts'
import { showPhone } from '../../src/format/phone.ts'
import { clockTime, endTime, shortTime } from '../../src/format/times.ts'
import { who, whoSms } from './facts.ts'
import { either, fit, fitting, type Message, nameOf, nameSms, ONE_SMS, typed, typedSms } from './message.ts'
import type { House, Left, Reply } from './telling.ts'
import { ROLE } from './words.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

export function offDuty(reply: Of<'off-duty'>, house: House): Message {
  const { substitute, substituteIsAway, not, until, now, last } = reply
  // Their own role: whoever stands in does not become Kepala Seksi by it.
  const { standsInFor, ...person } = reply.person
  const role = standsInFor ?? person.role
  const end = until === undefined ? '' : ` sampai ${endTime(until, now, house)}`
  const refused = (name: (text: string) => string) => not && notSubstitute(not, role, name)
  const instead = (name: (text: string) => string) => {
    if (substitute === undefined) return undefined
    const who = name(substitute)
    return substituteIsAway
      ? `${who} sedang tidak bertugas, mohon ${who} membalas HADIR.`
      : `${who} menggantikan ${ROLE[role]}${end}.`
  }
  const isToldEnd = substitute === undefined || substituteIsAway
  const went =
    isToldEnd && end !== '' ? `tercatat tidak bertugas${end}.` : `tercatat ${not ? 'tidak' : 'selesai'} bertugas.`
  const back = substituteIsAway ? 'Balas HADIR bila kembali.' : 'Balas HADIR bila kembali bertugas.'
  const askName = not && (not.why === 'role' || substitute === undefined)
  const ask = askName ? 'Balas PULANG dan nama pengganti.' : last ? `${NAME_ONE} ${back}` : back
  const example = askName && not.instead !== undefined ? `Contoh: PULANG ${nameOf(not.instead)}` : undefined
  const bare = went.replace(/^t/, 'T')
  // An SMS has no room for three names.
  const isLong = substituteIsAway || (substitute !== undefined && not !== undefined)
  const short = substituteIsAway
    ? `Tercatat selesai bertugas. ${nameSms(substitute ?? '')} tidak bertugas, mohon membalas HADIR.`
    : joined([bare, not?.why === 'role' ? notOfRole(not, nameSms) : (refused(nameSms) ?? instead(nameSms))])
  if (last && !not && !substituteIsAway) {
    const stated = `Tercatat tidak bertugas${end}. ${alone(last, FEW)}`
    const sms = fitting(
      ONE_SMS,
      `${stated} ${NAME_ONE} Balas HADIR bila kembali.`,
      `${stated} ${NAME_ONE}`,
      `Tercatat tidak bertugas. ${alone(last, 1)} ${NAME_ONE}`,
    )
    const waits = last.tickets.length === 0 ? '' : ` Tiket ${few(last.tickets)}.`
    const brief = () => `Tercatat. Tidak ada ${ROLE[last.role]} lain bertugas.${waits} ${NAME_ONE}`
    return { sms, brief, whatsapp: [`${who(person)} ${went}`, alone(last, MANY), ask] }
  }
  const sms =
    not?.why === 'role'
      ? ['Tercatat pulang.', notSubstitute({ name: not.name, why: 'role' }, role, nameSms), 'Balas PULANG dan namanya.']
      : [isLong ? bare : `${whoSms(person)} ${went}`, refused(nameSms), instead(nameSms), ask]
  return {
    sms: joined(sms),
    brief: () => joined([short, ask]),
    whatsapp: [`${who(person)} ${went}`, refused(nameOf), instead(nameOf), last && alone(last, MANY), ask, example],
  }
}

const NAME_ONE = 'Balas PULANG dan nama pengganti.'
const FEW = 2
const MANY = 8

/** 'Tidak ada Kepala Seksi lain yang bertugas. Tiket terbuka: No. 1, 2.' */
const alone = ({ role, tickets }: Left, most: number) =>
  joined([`Tidak ada ${ROLE[role]} lain yang bertugas.`, openTickets(tickets, most)])

/** 'Tiket terbuka: No. 1, 2 dan 3 lain.' */
export const openTickets = (tickets: readonly number[], most: number): string | undefined =>
  tickets.length === 0 ? undefined : `Tiket terbuka: ${numbered(tickets, most)}.`

const numbered = (tickets: readonly number[], most: number) =>
  `No. ${tickets.slice(0, most).join(', ')}${tickets.length > most ? ` dan ${tickets.length - most} lain` : ''}`

/** A refusal changes nothing: they are on duty, and are told how to go. */
export function staysOnDuty({ person, not, tickets = [] }: Of<'stays-on-duty'>): Message {
  const { standsInFor, ...own } = person
  const role = standsInFor ?? own.role
  const askSms = 'Balas PULANG dan nama pengganti, atau PULANG saja.'
  if (!not) {
    const ask = `Catat sebagai PULANG? ${askSms}`
    return {
      sms: joined(['Belum dicatat, tetap bertugas.', openTickets(tickets, FEW), ask]),
      brief: () => `Tetap bertugas. ${ask}`,
      whatsapp: [`Belum dicatat: ${who(own)} tetap bertugas.`, openTickets(tickets, MANY), ask],
    }
  }
  const named = not.instead === undefined ? 'PULANG dan nama pengganti' : `PULANG ${nameOf(not.instead)}`
  const reason = not.why === 'role' ? notOfRole(not, nameSms) : notSubstitute(not, role, nameSms)
  return {
    sms: `Belum dicatat, tetap bertugas. ${reason} ${askSms}`,
    brief: () => `Tetap bertugas. ${reason} Balas PULANG dan nama lain, atau PULANG saja.`,
    whatsapp: [
      `Belum dicatat: ${who(own)} tetap bertugas.`,
      notSubstitute(not, role, nameOf),
      `Balas ${named}, atau PULANG saja tanpa pengganti.`,
    ],
  }
}

/** 'Staf Teknis, Supervisor atau Kepala Seksi lain'. */
const whoMay = (role: Role) =>
  either(STANDS_IN_FOR[role].map((one) => (one === role ? `${ROLE[one]} lain` : ROLE[one])))

type Not = NonNullable<Of<'off-duty'>['not']>

const notOfRole = ({ name }: Not, nameOf: (text: string) => string) => `${nameOf(name)} tidak dapat menggantikan.`

export function notSubstitute(not: Not, role: Role, name: (text: string) => string): string {
  switch (not.why) {
    case 'unknown':
      return `Nama ${name(not.name)} tidak terdaftar.`
    case 'self':
      return 'Pengganti harus orang lain.'
    case 'role': {
      const whose = not.role === undefined ? '' : ` (${ROLE[not.role]})`
      return `${name(not.name)}${whose} tidak dapat menggantikan ${ROLE[role]}, hanya ${whoMay(role)}.`
    }
    default:
      return not.why satisfies never
  }
}

/** From now on the tickets of the holder's role are theirs. */
export function standIn({ holder, begins, from, until, now, tickets, isAway }: Of<'stand-in'>, house: House): Message {
  if (begins && from !== undefined) {
    const span = `mulai ${clockTime(from, now, house)}${until === undefined ? '' : ` sampai ${endTime(until, now, house)}`}`
    const ask = 'Balas DAFTAR untuk tiket terbuka.'
    const ahead = (you: string, name: string) => `${you} akan menggantikan ${name} (${ROLE[holder.role]}) ${span}.`
    return {
      sms: joined([ahead('Anda', nameSms(holder.name)), ask]),
      whatsapp: [ahead('Bapak/Ibu', nameOf(holder.name)), 'Pemberitahuan menyusul saat dimulai.', ask],
    }
  }
  const lines = (you: string, name: string, most: number) => {
    const end = until === undefined ? 'sampai beliau HADIR' : `sampai ${endTime(until, now, house)}`
    const shown = tickets.slice(0, most).map((number) => `No. ${number}`)
    const more = tickets.length > most ? ` dan ${tickets.length - most} lain` : ''
    return [
      `${you} menggantikan ${name} (${ROLE[holder.role]}) ${end}.`,
      tickets.length === 0 ? undefined : `Tiket terbuka: ${shown.join(', ')}${more}.`,
      isAway ? 'Mohon balas HADIR bila bertugas.' : 'Balas DAFTAR untuk rinciannya.',
    ]
  }
  return { sms: joined(lines('Anda', nameSms(holder.name), 2)), whatsapp: lines('Bapak/Ibu', nameOf(holder.name), 8) }
}

export const joined = (lines: readonly (string | undefined)[]) => lines.filter((line) => line !== undefined).join(' ')

export function standInOff({ holder, from, now }: Of<'stand-in-off'>, house: House): Message {
  const line = (name: string) =>
    `Penggantian ${name} (${ROLE[holder.role]}) mulai ${clockTime(from, now, house)} dibatalkan.`
  const ask = 'Balas DAFTAR untuk tiket terbuka.'
  return { sms: `${line(nameSms(holder.name))} ${ask}`, whatsapp: [line(nameOf(holder.name)), ask] }
}

/** The holder is asked again from then on, also of tickets that the substitute had (DESIGN section 5). */
export function standInOver(
  { holder, substitute, next, at, now, isBack, to, tickets }: Of<'stand-in-over'>,
  house: House,
): Message {
  const end = `berakhir ${clockTime(at, now, house)}`
  const role = ROLE[holder.role]
  if (to === 'substitute') {
    const numbers = (most: number) => (tickets.length === 0 ? '' : `: ${numbered(tickets, most)}`)
    const lines = (name: (text: string) => string, most: number) => [
      `Penggantian ${name(holder.name)} (${role}) ${end}.`,
      `Tiketnya ${next === undefined ? `kembali kepada ${name(holder.name)}` : `diteruskan ${name(next)}`}${numbers(most)}.`,
      'Balas DAFTAR untuk rinciannya.',
    ]
    const sms = [joined(lines(nameSms, FEW)), joined([...lines(nameSms, FEW).slice(0, -1), 'Balas DAFTAR.'])]
    return { sms: fitting(ONE_SMS, ...sms), whatsapp: lines(nameOf, MANY) }
  }
  const lines = (name: string, most: number) => [
    `Masa pengganti ${name} (${role}) ${end}.`,
    isBack ? 'Anda kembali bertugas.' : undefined,
    openTickets(tickets, most),
    isBack ? `Balas DAFTAR${tickets.length > 0 ? '' : ' untuk tiket terbuka'}.` : 'Balas HADIR bila bertugas.',
  ]
  return { sms: joined(lines(nameSms(substitute), 1)), whatsapp: lines(nameOf(substitute), MANY) }
}

const AWAY = {
  'opted-out': 'menghentikan pemberitahuan',
  ended: 'masa tugas berakhir',
  said: 'sedang tidak bertugas',
  leave: 'cuti atau libur',
  plan: 'di luar jadwal',
} as const
const NAMED = 4
const few = (tickets: readonly number[]) =>
  tickets.length > FEW ? `${tickets[0]} +${tickets.length - 1}` : tickets.join(', ')

/** Nobody is on duty for a role, or nobody will be: from when to when, who is away, and what to type. */
export function uncovered({ role, from, to, now, away, mine, tickets }: Of<'uncovered'>, house: House): Message {
  const begun = from <= now
  const end = to === undefined ? '' : ` sampai ${endTime(to, now, house)}`
  const span = `${begun ? 'sejak' : 'mulai'} ${clockTime(from, now, house)}${end}`
  const endSms = to === undefined ? '' : `-${shortTime(to, now, house)}`
  const spanSms = `${begun ? 'sejak' : 'mulai'} ${shortTime(from, now, house)}${endSms} ${house.zone}`
  const reply = 'balas HADIR bila siap bertugas, atau PULANG dan nama pengganti.'
  const ask = mine ? `Mohon ${reply}` : `Mohon hubungi petugas: ${reply}`
  const others = tickets.length === 0 ? 'Mohon hubungi: balas' : 'Hubungi: balas'
  const askSms = `${mine ? 'Balas' : others} HADIR, atau PULANG dan nama pengganti.`
  const waiting = tickets.length === 0 ? '' : ` Tiket ${few(tickets)}.`
  const some = away.slice(0, NAMED)
  const more = away.length > NAMED ? ` dan ${away.length - NAMED} lainnya` : ''
  const names = `${some.map(({ name }) => nameSms(name)).join(', ')}${more}`
  const reasons = `${some
    .map(({ name, why, id }) => {
      const contact = id === undefined ? undefined : house.contact?.(id)
      return `${nameOf(name)} (${AWAY[why]}${contact ? `, ${showPhone(contact.phone)}` : ''})`
    })
    .join(', ')}${more}`
  return {
    sms: fit(
      names,
      (words) => `PERHATIAN: tidak ada ${ROLE[role]} bertugas ${spanSms} (${words}).${waiting} ${askSms}`,
    ),
    whatsapp: [
      `PERHATIAN: tidak ada ${ROLE[role]} yang bertugas ${span}.`,
      begun ? `Petugas: ${reasons}.` : `Petugas: ${some.map(({ name }) => nameOf(name)).join(', ')}${more}.`,
      openTickets(tickets, MANY),
      ask,
    ],
  }
}

/** One message of all roles that nobody has, with what each of them leaves waiting (DESIGN rule 4). */
export function uncoveredSeveral({ gaps }: Of<'uncovered-several'>, house: House): Message {
  const roles = gaps.map(({ role }) => ROLE[role]).join(', ')
  const tickets = [...new Set(gaps.flatMap((gap) => gap.tickets))]
  const waiting = tickets.length === 0 ? '' : ` Tiket ${few(tickets)}.`
  const each = gaps.flatMap((gap) => uncovered(gap, house).whatsapp.slice(0, -1))
  return {
    sms: fitting(
      ONE_SMS,
      `PERHATIAN: tidak ada yang bertugas: ${roles}.${waiting} Balas HADIR, atau PULANG dan nama pengganti.`,
      `PERHATIAN: tidak ada yang bertugas: ${roles}.${waiting}`,
    ),
    whatsapp: [...each, 'Mohon hubungi petugas: balas HADIR bila siap bertugas, atau PULANG dan nama pengganti.'],
  }
}

/** 'Kepala Seksi kembali ada: Asep (menggantikan), sejak 23.35 WIB.' */
export function covered({ roles, now }: Of<'covered'>, house: House): Message {
  const line = (name: (text: string) => string, most: number) => (one: (typeof roles)[number]) => {
    const names = one.by.slice(0, most).map((each) => `${name(each.name)}${each.standsIn ? ' (menggantikan)' : ''}`)
    const more = one.by.length > most ? ` dan ${one.by.length - most} lainnya` : ''
    return `${ROLE[one.role]} kembali ada: ${names.join(', ')}${more}, sejak ${clockTime(now, now, house)}.`
  }
  return {
    sms: fitting(
      ONE_SMS,
      roles.map(line(nameSms, 1)).join(' '),
      `${roles.map(({ role }) => ROLE[role]).join(', ')} kembali ada sejak ${clockTime(now, now, house)}.`,
    ),
    whatsapp: roles.map(line(nameOf, NAMED)),
  }
}

/** The word of somebody who is not in charge counts when whoever is says so. */
export function saidSolved({ person, ticket: { number }, text }: Of<'said-solved'>): Message {
  const ask = `Balas SELESAI ${number} bila benar.`
  return {
    sms: fit(
      typedSms(text, 80),
      (words) =>
        `${nameSms(person.name)} menyatakan tiket ${number} teratasi${words === '' ? '' : `: "${words}"`}. ${ask}`,
    ),
    whatsapp: [
      `${who(person)} menyatakan tiket No. ${number} teratasi${text === '' ? '' : `: "${typed(text, 200)}"`}.`,
      'Belum dicatat sebagai selesai.',
      ask,
    ],
  }
}
