/**
 * Whom to call in an emergency, in every wording: 112, or the others first while 112 itself takes no calls (DOMAIN
 * section 2, "Consequence"; 4.5).
 */
import { either, typedSms } from './message.ts'
import type { House } from './telling.ts'

type Emergency = Pick<House, 'emergency' | 'line112'>

/** 'damkar 113', as an office may name them, short enough for an SMS. */
const named = ({ emergency }: Emergency) =>
  emergency.map(({ name, number }) => `${typedSms(name, 12)} ${typedSms(number, 6)}`)

/** 'damkar 113, medis 119, polisi 110'; empty where the office has none. */
export const others = (house: Emergency): string => named(house).join(', ')
export const oneOfOthers = (house: Emergency): string => either(named(house))

/** There are others, and 112 takes no calls, or is said not to. */
export const othersFirst = (house: Emergency): boolean => house.line112 !== undefined && house.emergency.length > 0

/** The last words of an answer, on every channel. */
export const call = (house: Emergency): string =>
  othersFirst(house) ? `Darurat: ${others(house)}, lalu 112.` : 'Darurat: telepon 112.'

const numbers = ({ emergency }: Emergency) => emergency.map(({ number }) => typedSms(number, 6)).join('/')

/** Where an SMS has little room. */
export const callBriefly = (house: Emergency, usual = 'Darurat: telp 112.'): string =>
  othersFirst(house) ? `Darurat: ${numbers(house)}, lalu 112.` : usual

/** A line of its own on WhatsApp. */
export const callInFull = (house: Emergency, usual = 'Keadaan darurat: telepon 112.'): string =>
  othersFirst(house) ? `Keadaan darurat: telepon ${oneOfOthers(house)}, lalu coba 112.` : usual
