/** To those who decide on new people and held reports: what waits, and what became of it (DOMAIN section 7.3). */

import { septets } from '../../src/format/gsm7.ts'
import { readPhone, showPhone } from '../../src/format/phone.ts'
import { clockTime } from '../../src/format/times.ts'
import { readWhatsappId } from '../../src/format/whatsapp-id.ts'
import { factsOf, who, whoSms } from './facts.ts'
import { fit, type Message, nameSms, ONE_SMS, sentence, typed, typedSms } from './message.ts'
import { replyWith, viewpointOf } from './next.ts'
import type { Held, House, Reply, Verdict } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const NONE = 'Tidak ada yang menunggu persetujuan.'
const DAFTAR = 'Balas DAFTAR untuk tiket terbuka.'

export const codeOf = (code: number) => `P${code}`

export const answerWith = ({ code }: Held) => `Balas SETUJU ${codeOf(code)} atau TOLAK ${codeOf(code)}.`

export function numberOf(from: string | undefined): string {
  if (from === undefined) return 'nomor tersembunyi'
  const read = readPhone(from)
  return read.ok ? showPhone(read.e164) : (readWhatsappId(from) ?? typedSms(from, 40))
}

/** 'pendaftaran Wulan, 0811-0000-0099', 'laporan 0811-0000-0099', 'telepon nomor tersembunyi 14.20 WIB'. */
function brief(held: Held, house: House): string {
  switch (held.what) {
    case 'person':
      return `pendaftaran ${nameSms(held.name ?? '')}, ${numberOf(held.from)}`
    case 'written':
      return `laporan ${numberOf(held.from)}`
    case 'call':
      return `telepon ${numberOf(held.from)} ${clockTime(held.at, undefined, house)}`
    default:
      return held.what satisfies never
  }
}

const LONGEST_LIST = 10
const MOST_CODES = 20

const codes = (all: readonly Held[]) => {
  const shown = all.slice(0, MOST_CODES).map(({ code }) => codeOf(code))
  return `${shown.join(', ')}${all.length > MOST_CODES ? ', ...' : ''}`
}

function lines(all: readonly Held[], house: House): readonly string[] {
  const shown = all.slice(0, LONGEST_LIST).map((held) => {
    const words = typed(held.words, 80)
    const said = held.what === 'written' && words !== '' ? `: ${words}` : ''
    return `- ${codeOf(held.code)} ${brief(held, house)}${said}`
  })
  const rest = all.slice(LONGEST_LIST)
  return rest.length === 0 ? shown : [...shown, `dan ${rest.length} lain: ${codes(rest)}`]
}

/** An SMS around as many as it has room for; the rest is counted. */
function listSms(all: readonly Held[], house: House, write: (list: string) => string): string {
  const texts = [3, 2, 1].map((most) => {
    const shown = all.slice(0, most).map((held) => `${codeOf(held.code)} ${brief(held, house)}`)
    const rest = all.length - shown.length
    return write(`${shown.join('; ')}${rest === 0 ? '' : `; ${rest} lain`}`)
  })
  return texts.find((text) => septets(text) <= ONE_SMS) ?? texts.at(-1) ?? ''
}

export function heldWaiting({ why, all }: Of<'held-waiting'>, house: House): Message {
  const [first] = all
  if (!first) return { sms: NONE, whatsapp: [NONE] }
  const since = clockTime(first.at, undefined, house)
  switch (why) {
    case 'reminder':
      return {
        sms: listSms(all, house, (list) => `PENGINGAT, menunggu persetujuan: ${list}. ${answerWith(first)}`),
        whatsapp: ['PENGINGAT: masih menunggu persetujuan', ...lines(all, house), answerWith(first)],
      }
    case 'more-calls': {
      const many = `${all.length} panggilan lain dari nomor tersembunyi sejak ${since}`
      const most = all.length > MOST_CODES / 4 ? `${codes(all.slice(0, MOST_CODES / 4))}, ...` : codes(all)
      return {
        sms: `${many}: ${most}. Belum menjadi tiket. ${answerWith(first)}`,
        whatsapp: [`${many}. Belum menjadi tiket:`, ...lines(all, house), answerWith(first)],
      }
    }
    case 'expired': {
      const reply = 'Balas LAPOR dan kendalanya bila tetap perlu.'
      return {
        sms: listSms(all, house, (list) => `Berakhir tanpa keputusan setelah 24 jam: ${list}. ${reply}`),
        whatsapp: ['Berakhir tanpa keputusan setelah 24 jam, tidak dicatat:', ...lines(all, house), reply],
      }
    }
    default:
      return why satisfies never
  }
}

export function heldList({ all, unknown, each }: Of<'held-list'>, house: House): Message {
  const [first] = all
  const not = unknown === undefined ? undefined : `${codeOf(unknown)} tidak ditemukan.`
  const before = not === undefined ? '' : `${not} `
  if (!first) return { sms: `${before}${NONE} ${DAFTAR}`, whatsapp: [not, NONE, DAFTAR] }
  const title = each ? 'Belum diputuskan, tiap permintaan dengan kodenya' : 'Menunggu persetujuan'
  return {
    sms: listSms(all, house, (list) => `${before}${title}: ${list}. ${answerWith(first)}`),
    whatsapp: [not, `${title}:`, ...lines(all, house), answerWith(first)],
  }
}

const VERDICT: Readonly<Record<Verdict, string>> = {
  approved: 'disetujui',
  refused: 'ditolak',
  expired: 'berakhir tanpa keputusan',
}

export function heldDecided(reply: Of<'held-decided'>, house: House): Message {
  return reply.verdict === 'approved' ? approved(reply, house) : refused(reply, house)
}

function refused({ held, with: others = [] }: Of<'held-decided'>, house: House): Message {
  const isPerson = held.what === 'person'
  const deed = `${codeOf(held.code)} ditolak: ${brief(held, house)}${isPerson ? '' : ' tidak menjadi tiket'}.`
  const back = isPerson ? 'Bila keliru, mohon admin mendaftarkannya.' : 'Balas LAPOR dan kendalanya bila keliru.'
  const reports = others.length === 0 ? undefined : `Laporannya (${others.map(codeOf).join(', ')}) tidak dicatat.`
  return {
    sms: [deed, reports && 'Laporannya tidak dicatat.', isPerson ? DAFTAR : back].filter(Boolean).join(' '),
    whatsapp: [deed, reports, back, isPerson ? DAFTAR : undefined],
  }
}

function approved({ held, tickets, role, hasNoShift, wished }: Of<'held-decided'>, house: House): Message {
  const code = codeOf(held.code)
  const isPerson = held.what === 'person'
  const name = nameSms(held.name ?? '')
  const report = `${code} disetujui: ${brief(held, house)}.`
  const whole = isPerson ? `${code} disetujui: ${name} (${numberOf(held.from)}) terdaftar sebagai Call Taker.` : report
  const short = isPerson ? `${code} disetujui: ${name} terdaftar Call Taker.` : report
  const always = hasNoShift ? 'Jadwalnya belum diatur: dianggap selalu bertugas. Jadwal diatur oleh admin.' : undefined
  const team = wished === undefined ? undefined : `Regu tidak diubah menjadi ${typed(wished, 20)}: diatur oleh admin.`
  const [first] = tickets
  if (!first) return { sms: `${whole} ${DAFTAR}`, whatsapp: [whole, team, always, DAFTAR] }
  const facts = factsOf(first, first.updatedAt, house)
  const numbers = tickets.map(({ number }) => number).join(', ')
  const next = replyWith(viewpointOf(role, first), first)
  const due = facts.due === '' ? '' : ` Tenggat ${facts.due}.`
  return {
    sms: fit(facts.summarySms, (words) => `${short} Tiket ${numbers}: ${words}.${due} ${next}`),
    whatsapp: [
      whole,
      ...tickets.map((ticket) => {
        const own = factsOf(ticket, ticket.updatedAt, house)
        return `Tiket No. ${own.n} (${own.impact}): ${own.summary}${own.due === '' ? '' : `, tenggat ${own.due}`}`
      }),
      team,
      always,
      next,
    ],
  }
}

/** One short line: nothing is asked. */
export function heldSettled({ held, verdict, by, at, tickets }: Of<'held-settled'>, house: House): Message {
  const numbers = tickets.map(({ number }) => number).join(', ')
  const came = numbers === '' ? '' : `, tiket ${numbers}`
  const line = (whose: string) =>
    `${codeOf(held.code)} (${brief(held, house)}) ${VERDICT[verdict]} ${whose} ${clockTime(at, at, house)}${came}.`
  return { sms: line(whoSms(by)), whatsapp: [line(who(by))] }
}

export function heldOver({ held, verdict, by, at, number }: Of<'held-over'>, house: House): Message {
  const when = clockTime(at, undefined, house)
  const whose = (name: string) => (by === undefined ? '' : ` ${name}`)
  const came = number === undefined ? '' : `, tiket ${number}`
  const line = (name: string) => `${codeOf(held.code)} sudah ${VERDICT[verdict]}${whose(name)} ${when}${came}.`
  const about = sentence(`${brief(held, house)}.`)
  const reply = number === undefined ? DAFTAR : `Balas STATUS ${number} untuk perkembangan.`
  return { sms: `${line(whoSms(by))} ${reply}`, whatsapp: [line(who(by)), about, reply] }
}

export function approveByWhatsapp({ code }: Of<'approve-by-whatsapp'>): Message {
  const which = codeOf(code)
  const why = `Orang baru tidak dapat disetujui lewat SMS. Mohon balas SETUJU ${which} lewat WhatsApp.`
  const or = `Balas TOLAK ${which} bila ditolak, lewat SMS juga dapat.`
  return { sms: `${why} ${or}`, whatsapp: [why, or] }
}

export function mayNotApprove({ code }: Of<'may-not-approve'>): Message {
  const who = `${codeOf(code)} belum diputuskan: wewenang Supervisor, Kepala Seksi, atau admin.`
  const reply = 'Balas BANTUAN untuk daftar perintah.'
  return {
    sms: `${who} ${reply}`,
    brief: () => `${codeOf(code)}: wewenang Supervisor, Kepala Seksi, admin. Balas BANTUAN.`,
    whatsapp: [who, reply],
  }
}
