/**
 * To those who decide: who asks to be registered, and what numbers report that are not in the directory. These numbers
 * are told whole, not masked as what is typed: they have to be called, or registered (DOMAIN section 7.3).
 */
import { clockTime } from '../../src/format/times.ts'
import { readWhatsappId } from '../../src/format/whatsapp-id.ts'
import { answerWith, codeOf, numberOf } from './answer-held.ts'
import { fit, type Message, nameOf, nameSms, typed, typedSms } from './message.ts'
import type { Held, House, Reply } from './telling.ts'

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>

const personSms = ({ name, team }: Held) => [nameSms(name ?? ''), typedSms(team, 20)].filter(Boolean).join(', ')
const personOf = ({ name, team }: Held) => [nameOf(name ?? ''), typed(team, 20)].filter(Boolean).join(', ')

export function strangerPerson({ held, namesake }: Of<'stranger-person'>, house: House): Message {
  const code = codeOf(held.code)
  const number = numberOf(held.from)
  return {
    sms: `${code}: ${personSms(held)} (${number}) minta didaftarkan. Balas SETUJU ${code} lewat WhatsApp, atau TOLAK ${code}.`,
    whatsapp: [
      `Permintaan pendaftaran ${code}: ${personOf(held)}`,
      `Nomor: ${number}, ${clockTime(held.at, held.at, house)}`,
      `Pesan: ${typed(held.words, 200)}`,
      namesake ? 'Nama ini sudah ada. Bila ganti nomor, mohon TOLAK; nomor diubah oleh admin.' : undefined,
      'Bila disetujui: terdaftar sebagai Call Taker, dan laporannya dicatat.',
      answerWith(held),
    ],
  }
}

export function strangerFault({ held, person }: Of<'stranger-fault'>, house: House): Message {
  const code = codeOf(held.code)
  const number = numberOf(held.from)
  const id = readWhatsappId(held.from ?? '')
  const reply = answerWith(held)
  const who = id === undefined ? `nomor tak terdaftar ${number}` : `WhatsApp tanpa nomor ${id}`
  const when = clockTime(held.at, held.at, house)
  const staff =
    person !== undefined
      ? `Pengirim menunggu persetujuan pendaftaran ${codeOf(person)}, yang mencatat laporan ini juga.`
      : id === undefined
        ? 'Bila petugas, mohon pengirim mengirim DAFTAR, nama, dan regu.'
        : 'Bila petugas, mohon ID ini ditautkan oleh admin.'
  return {
    sms: fit(typedSms(held.words), (words) => `${code}, ${who}: ${words}. Belum menjadi tiket. ${reply}`),
    whatsapp: [
      id === undefined
        ? `Laporan ${code} dari nomor yang belum terdaftar: ${number}, ${when}`
        : `Laporan ${code} dari WhatsApp tanpa nomor, ${when}`,
      id === undefined ? undefined : `ID: ${id}`,
      typed(held.words, 500),
      `Belum menjadi tiket. ${staff}`,
      reply,
    ],
  }
}

export function strangerCall({ held, recording: is }: Of<'stranger-call'>, house: House): Message {
  const code = codeOf(held.code)
  const when = clockTime(held.at, held.at, house)
  const reply = answerWith(held)
  const news = (number: string): string => {
    const from = held.from === undefined ? 'nomor tersembunyi' : `nomor tak terdaftar ${number}`
    switch (is) {
      case undefined:
        return `Telepon ${code} dari ${from}, ${when}. Belum menjadi tiket; rekaman menyusul bila ada.`
      case 'ready':
        return `Rekaman telepon ${code} dari ${from}, ${when}, sudah ada: mohon didengarkan.`
      case 'lost':
        return `Rekaman telepon ${code} dari ${from}, ${when}, tidak tersedia.${held.from === undefined ? '' : ' Mohon hubungi nomor itu.'}`
      default:
        return is satisfies never
    }
  }
  const number = numberOf(held.from)
  // A number is never cut; an address of another network gives way.
  const sms = (caller: string) => `${news(caller)} ${reply}`
  return {
    sms: /^\D*[\d() -]+$/.test(number) ? sms(number) : fit(number, sms),
    whatsapp: [news(number), is === undefined ? undefined : 'Belum menjadi tiket.', reply],
  }
}

/** Not a ticket: who answers the calls may not see that they are missed (DOMAIN section 2). */
const MOST_HINTS = 10

const replyToHint = (sameAs: number | undefined) =>
  sameAs === undefined
    ? 'Balas LAPOR dan kendalanya bila benar.'
    : `Sama dengan tiket ${sameAs}? Balas STATUS ${sameAs}.`

/** How many there were, since when, and the numbers of some. */
export function strangerHints({ all, count, now, sameAs }: Of<'stranger-hints'>, house: House): Message {
  const reply = replyToHint(sameAs)
  const since = clockTime(all[0]?.at ?? now, now, house)
  const many = `Petunjuk warga: ${count} nomor lain melaporkan 112 tidak terjawab sejak ${since}`
  const shown = all.slice(0, MOST_HINTS)
  const rest = count - shown.length
  return {
    sms: `${many}. Bukan tiket, mohon segera dicek. ${reply}`,
    whatsapp: [
      `${many}:`,
      ...shown.map(({ from, text, at }) => `- ${numberOf(from)}, ${clockTime(at, now, house)}: ${typed(text, 80)}`),
      rest > 0 ? `dan ${rest} nomor lain` : undefined,
      'Bukan tiket: mohon panggilan masuk segera dicek.',
      reply,
    ],
  }
}

/** Whoever has a telephone at hand can find out: 112 is tried before anything is reported. */
export function strangerCrowd({ all, now, sameAs }: Of<'stranger-crowd'>, house: House): Message {
  const since = clockTime(Math.min(now, ...all.map(({ at }) => at)), now, house)
  const many = `${all.length} nomor berbeda melaporkan 112 tidak terjawab sejak ${since}`
  const reply =
    sameAs === undefined
      ? 'Mohon uji: telepon 112 dari HP sekarang; bila benar balas LAPOR panggilan 112 tidak masuk.'
      : replyToHint(sameAs)
  return {
    sms: `${many}. ${reply}`,
    whatsapp: [
      `${many}.`,
      ...all.slice(0, MOST_HINTS).map(({ from, at }) => `- ${numberOf(from)}, ${clockTime(at, now, house)}`),
      reply,
    ],
  }
}

export function strangerHint({ from, text, at, sameAs }: Of<'stranger-hint'>, house: House): Message {
  const number = numberOf(from)
  const reply = replyToHint(sameAs)
  return {
    sms: fit(
      typedSms(text),
      (words) => `Petunjuk warga ${number}: ${words}. Bukan tiket, mohon panggilan masuk dicek. ${reply}`,
    ),
    whatsapp: [
      `Petunjuk dari warga ${number}, ${clockTime(at, at, house)}: panggilan 112 tidak terjawab.`,
      typed(text, 300),
      'Bukan tiket: mohon panggilan masuk dicek.',
      reply,
    ],
  }
}
