/** Amounts and lengths of time as people type them: "2 jam", "setengah jam", "1,5 jam" (DOMAIN section 5). */
import { DAY, HOUR, MINUTE } from './wib.ts'
import type { Token } from './words.ts'

const NUMBER_WORDS = 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas'.split(' ')

export const UNIT: Readonly<Record<string, number>> = {
  jam: HOUR,
  jaman: HOUR,
  menit: MINUTE,
  menitan: MINUTE,
  hari: DAY,
  harian: DAY,
  detik: 1000,
  minggu: 7 * DAY,
}

export function whole(token: Token | undefined): number | undefined {
  if (token === undefined) return undefined
  if (token.kind === 'number') return /^\d{1,2}$/.test(token.raw) ? Number(token.raw) : undefined
  const index = NUMBER_WORDS.indexOf(token.text)
  return index >= 1 ? index : undefined
}

export function amountAt(
  tokens: readonly Token[],
  at: number,
): { readonly amount: number; readonly to: number } | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  const half = andHalf(tokens, at)
  if (half !== undefined) return { amount: half, to: at + 2 }
  if (token.text === 'setengah') return { amount: 0.5, to: at + 1 }
  if (token.text === 'seperempat') return { amount: 0.25, to: at + 1 }
  if (token.kind === 'number') {
    const after = tokens[at + 1]
    if (/^\d$/.test(token.raw) && after?.kind === 'number' && after.before === ',' && after.raw === '5')
      return { amount: Number(token.raw) + 0.5, to: at + 2 }
    if (/^\d{1,3}$/.test(token.raw)) return { amount: Number(token.raw), to: at + 1 }
    if (/^\d\.5$/.test(token.raw)) return { amount: Number(token.raw), to: at + 1 }
    if (token.raw === '1/2') return { amount: 0.5, to: at + 1 }
    const range = /^\d{1,3}-(\d{1,3})$/.exec(token.raw)
    return range === null ? undefined : { amount: Number(range[1]), to: at + 1 }
  }
  const word = whole(token)
  return word === undefined ? undefined : { amount: word, to: at + 1 }
}

/** "Satu setengah jam", "1 setengah jam": a number of a ticket stands behind its word. */
function andHalf(tokens: readonly Token[], at: number): number | undefined {
  const number = whole(tokens[at])
  if (number === undefined || number > 11 || tokens[at + 1]?.text !== 'setengah') return undefined
  return TICKETS.has(tokens[at - 1]?.text ?? '') || UNIT[tokens[at + 2]?.text ?? ''] === undefined
    ? undefined
    : number + 0.5
}

const TICKETS = new Set(['tiket', 'nomor', 'eta', 'jam', 'pukul'])

/** A number behind "jam" that no minutes follow is the hour of the day. */
function hourOnly(tokens: readonly Token[], at: number): boolean {
  const hour = tokens[at]
  return (
    hour?.clause === tokens[at - 1]!.clause &&
    hour.kind === 'number' &&
    /^\d{1,2}([.:]\d\d)?$/.test(hour.raw) &&
    UNIT[tokens[at + 1]?.text ?? ''] === undefined
  )
}

export function lengthAt(
  tokens: readonly Token[],
  at: number,
): { readonly length: number; readonly to: number } | undefined {
  const text = tokens[at]?.text
  if (text === 'sejam') return { length: HOUR, to: at + 1 }
  if (text === 'semenit') return { length: MINUTE, to: at + 1 }
  if (text === 'sehari') return { length: DAY, to: at + 1 }
  if (text === 'seminggu') return { length: 7 * DAY, to: at + 1 }
  const amount = amountAt(tokens, at)
  if (amount === undefined) return undefined
  const unit = UNIT[tokens[amount.to]?.text ?? '']
  if (unit === undefined) return undefined
  // "jam setengah 9" and "8 jam 9": the unit belongs to what follows only when a clock time can follow it.
  if (tokens[at - 1]?.text === 'jam' && unit !== MINUTE) return undefined
  // "34 jam 7", "52 jam setengah 3": a ticket and its hour.
  const hour = amount.to + (tokens[amount.to + 1]?.text === 'setengah' ? 2 : 1)
  if (tokens[amount.to]?.text === 'jam' && hourOnly(tokens, hour)) return undefined
  let to = amount.to + 1
  if (tokens[to]?.text === 'setengah') return { length: (amount.amount + 0.5) * unit, to: to + 1 }
  if (tokens[to]?.text === 'an') to += 1
  return { length: amount.amount * unit, to }
}
