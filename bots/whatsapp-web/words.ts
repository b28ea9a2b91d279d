/** What admins hear when WhatsApp needs a person. Times are desk time. */
import type { Instant } from '../../src/desk/ticket.ts'
import { clockTime, type Zone } from '../../src/format/times.ts'
import type { Told } from './life.ts'

/** A gateway is not told the office's zone. */
const WIB: Zone = { utcOffset: 7 * 3_600_000, zone: 'WIB' }

const MEANWHILE = 'Sementara ini mohon gunakan SMS atau telepon.'

export const ALARMS: Readonly<Record<Told, (now: Instant) => string>> = {
  'logged-out': (now) =>
    `WhatsApp tidak berjalan sejak ${clockTime(now, now, WIB)}: perangkat ini dikeluarkan dari ponsel WhatsApp. ` +
    'Mohon tautkan lagi: di ponsel buka WhatsApp, Perangkat tertaut, lalu pindai kode QR, ' +
    `atau jalankan "npm run desk -- whatsapp pair --phone +62...". ${MEANWHILE}`,
  conflict: (now) =>
    `WhatsApp tidak berjalan sejak ${clockTime(now, now, WIB)}: WhatsApp Web dengan nomor yang sama dibuka di tempat lain. ` +
    `Mohon tutup yang lain itu, lalu jalankan "npm run desk -- whatsapp resume". ${MEANWHILE}`,
  down: (now) =>
    `WhatsApp belum dapat berjalan; terakhir dicoba ${clockTime(now, now, WIB)} dan dicoba terus. ` +
    `Mohon periksa internet dan peramban Chromium di server. ${MEANWHILE}`,
}

export const DISK_FULL = (now: Instant): string =>
  `Penyimpanan di server penuh atau tidak dapat ditulisi (${clockTime(now, now, WIB)}): sesi WhatsApp bisa rusak. ` +
  `Mohon kosongkan ruang di disk DATA_DIR; penjelasannya ada di /readyz. ${MEANWHILE}`

export const ROOM_AGAIN = (now: Instant): string =>
  `Penyimpanan di server untuk WhatsApp dapat ditulisi lagi sejak ${clockTime(now, now, WIB)}.`

export const PAGE_CHANGED = (now: Instant): string =>
  `WhatsApp Web berubah (${clockTime(now, now, WIB)}) dan sebagian belum dikenal sistem ini; yang hilang disebut di ` +
  `/readyz. Mohon perbarui whatsapp-web.js. ${MEANWHILE}`

export const PAGE_AGAIN = (now: Instant): string =>
  `WhatsApp Web dikenali lagi sepenuhnya sejak ${clockTime(now, now, WIB)}.`

export const RUNS_AGAIN = (now: Instant): string => `WhatsApp berjalan lagi sejak ${clockTime(now, now, WIB)}.`
