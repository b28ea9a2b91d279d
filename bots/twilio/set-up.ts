/**
 * What only people can mend, content or set-up (errors.ts), is told to them: one alarm a code and sender at a time. It
 * ends when something goes with that sender: what a request was refused for once another is taken, what a callback told
 * once something is delivered.
 */
import type { Channel, Instant } from '../../src/desk/ticket.ts'
import type { Contract } from '../gateway.ts'
import { isForPeople } from './errors.ts'

type Proof = 'taken' | 'delivered'

interface Words {
  /** What is wrong, and what to do. */
  readonly wrong: string
  readonly mend: string
  /** It is of that message or recipient: that others go proves little, so the same is not told again at once. */
  readonly perMessage?: true
}

const SENDER = 'TWILIO_SMS_FROM atau TWILIO_WHATSAPP_FROM'
const TEMPLATE = 'Mohon bandingkan "templates" di desk.yaml dengan templat di konsol Twilio.'

const WORDS: Readonly<Record<string, Words>> = {
  21602: { wrong: 'teks pesan kosong', mend: 'Mohon periksa templat pesan.', perMessage: true },
  21603: { wrong: 'nomor pengirim belum diatur', mend: `Mohon isi ${SENDER}.` },
  21604: { wrong: 'nomor tujuan kosong', mend: 'Mohon lengkapi nomor di direktori.', perMessage: true },
  21606: {
    wrong: 'nomor pengirim bukan milik akun ini atau tidak dapat mengirim pesan',
    mend: `Mohon periksa ${SENDER}.`,
  },
  21612: {
    wrong: 'nomor pengirim tidak dapat menjangkau nomor tujuan',
    mend: 'Mohon gunakan pengirim lain untuk nomor itu.',
    perMessage: true,
  },
  21617: { wrong: 'teks pesan terlalu panjang', mend: 'Mohon periksa templat pesan.', perMessage: true },
  21408: {
    wrong: 'pengiriman ke negara tujuan belum diizinkan',
    mend: 'Mohon izinkan negara itu di Geo Permissions pada konsol Twilio.',
    perMessage: true,
  },
  21655: { wrong: 'templat tidak ada di Twilio', mend: TEMPLATE },
  21656: { wrong: 'isian templat tidak cocok', mend: TEMPLATE },
  21658: { wrong: 'isian templat terlalu panjang', mend: TEMPLATE, perMessage: true },
  21910: { wrong: 'pengirim dan tujuan berbeda jenis', mend: 'Mohon periksa TWILIO_WHATSAPP_FROM.' },
  30004: {
    wrong: 'pesan diblokir untuk nomor tujuan',
    mend: 'Mohon pastikan nomor itu menerima pesan dari pengirim ini.',
    perMessage: true,
  },
  30007: {
    wrong: 'operator seluler menyaring pesan',
    mend: 'Mohon daftarkan pengirim ke operator, atau ubah kalimatnya.',
    perMessage: true,
  },
  63013: {
    wrong: 'isi pesan dinilai melanggar ketentuan WhatsApp',
    mend: 'Mohon ubah kalimat atau templatnya.',
    perMessage: true,
  },
  63021: { wrong: 'WhatsApp menolak isi pesan', mend: 'Mohon periksa templat dan isiannya.', perMessage: true },
}

const wordsOf = (code: string): Words =>
  WORDS[code] ?? {
    wrong: 'isi pesan atau pengaturan perlu diperbaiki',
    mend: `Mohon lihat twilio.com/docs/api/errors/${code}.`,
    perMessage: true,
  }

const NAMES: Readonly<Record<Channel, string>> = { sms: 'SMS', whatsapp: 'WhatsApp', voice: 'Panggilan' }

const alarmWords = (channel: Channel, code: string) => {
  const { wrong, mend } = wordsOf(code)
  return `${NAMES[channel]} lewat Twilio tidak terkirim (kode ${code}): ${wrong}. ${mend}`
}
const clearWords = (channel: Channel, code: string) => `${NAMES[channel]} lewat Twilio terkirim lagi (kode ${code}).`

/** Wall milliseconds for which the same is not told again of other messages. */
const NOT_AGAIN_FOR = 60 * 60_000

/** What outlives a restart: the alarms that stand. */
const STANDING = 'set-up'

export interface SetUp {
  /** `how`: whether a request was refused, or a callback told it of what was taken before. */
  failed(channel: Channel, code: string, how: 'refused' | 'told'): void
  went(channel: Channel, proof: Proof): void
}

export function watchSetUp({ alarm, allClear, clocks, log, watermark }: Contract): SetUp {
  /** Alarms that stand, and what ends them; undefined: those from before this process are not read yet. */
  let standing: Map<string, Proof> | undefined
  const quietUntil = new Map<string, Instant>()

  const recall = async (): Promise<Map<string, Proof>> => {
    const kept = ((await watermark.get(STANDING)) ?? '').split(' ').map((one) => one.split('/'))
    const isProof = (one: string | undefined): one is Proof => one === 'taken' || one === 'delivered'
    return new Map(kept.flatMap(([name = '', proof]) => (isProof(proof) ? [[name, proof] as const] : [])))
  }
  const keep = (all: ReadonlyMap<string, Proof>) =>
    watermark.set(STANDING, [...all].map(([name, proof]) => `${name}/${proof}`).join(' '))

  let telling: Promise<void> = Promise.resolve()
  /** One after the other: an alarm that is not raised yet could not be ended. */
  const inTurn = (tell: (all: Map<string, Proof>) => Promise<void>) => {
    const told = async () => {
      standing ??= await recall()
      await tell(standing)
    }
    telling = telling.then(told).catch(() => log.warn({ gateway: 'twilio' }, 'an alarm could not be told'))
  }

  return {
    failed(channel, code, how) {
      if (!isForPeople(code)) return
      const name = `${channel}-${code}`
      inTurn(async (all) => {
        if (clocks.wall() < (quietUntil.get(name) ?? Number.NEGATIVE_INFINITY)) return
        const endedBy = how === 'refused' ? 'taken' : 'delivered'
        if (all.get(name) !== endedBy) await keep(all.set(name, endedBy))
        // Each time: people are told once, but perhaps they could not be told before.
        await alarm(name, alarmWords(channel, code))
      })
    },
    went(channel, proof) {
      if (standing?.size === 0) return
      inTurn(async (all) => {
        for (const [name, endedBy] of all) {
          const code = name.slice(channel.length + 1)
          // What arrived was taken.
          if (!name.startsWith(`${channel}-`) || (endedBy === 'delivered' && proof === 'taken')) continue
          await allClear(name, clearWords(channel, code))
          all.delete(name)
          if (wordsOf(code).perMessage) quietUntil.set(name, clocks.wall() + NOT_AGAIN_FOR)
          await keep(all)
        }
      })
    },
  }
}
