/** What people hear of the phone's silence. Times are desk time. */
import type { Instant } from '../../src/desk/ticket.ts'
import { clockTime, type Zone } from '../../src/format/times.ts'

/** A gateway is not told the office's zone; the phone hangs in the same office. */
export const WIB: Zone = { utcOffset: 7 * 3_600_000, zone: 'WIB' }

const LOOK_AT =
  'Mohon periksa ponsel SMS: menyala, terisi daya, ada sinyal dan internet, aplikasi SMS Gateway berjalan.'

/** The phone pinged before. */
export const silent = (since: Instant, now: Instant): string =>
  `SMS tidak berjalan: tidak ada kabar dari ponsel SMS sejak ${clockTime(since, now, WIB)}. ${LOOK_AT} ` +
  'Sementara ini mohon gunakan WhatsApp atau telepon.'

/** It never pinged: SMS may work, but nobody would notice when they do not. */
export const neverPinged = (since: Instant, now: Instant): string =>
  `SMS belum terpantau: belum ada ping dari ponsel SMS sejak sistem dijalankan ${clockTime(since, now, WIB)}. ` +
  `${LOOK_AT} Lalu jalankan "npm run desk -- smsgate setup" dan ikuti petunjuknya.`

export const restored = (since: Instant, now: Instant): string =>
  `SMS berjalan lagi: ada kabar dari ponsel SMS sejak ${clockTime(since, now, WIB)}.`
