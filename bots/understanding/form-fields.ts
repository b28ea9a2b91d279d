/** What one field of a form names: the application, the impact, the time, the person. */
import type { Impact } from '../../src/desk/ticket.ts'
import { IMPACT_WORDS } from './arguments.ts'
import type { Situation } from './meaning.ts'
import { timesIn } from './times.ts'
import { read } from './words.ts'

export type Context = Pick<Situation, 'at' | 'people' | 'applications'>

export function applicationNamed(field: string, context: Context): string | undefined {
  const words = read(field).tokens.map((token) => token.text)
  if (words.length === 0 || words.length > 6) return undefined
  const plain = new Set([
    'aplikasi',
    'cirebon',
    'siaga',
    '112',
    'layanan',
    'sistem',
    'siaga112',
    'web',
    'kota',
    'command',
    'center',
    'perangkat',
    'dan',
    'jaringan',
    'dashboard',
    'pendukung',
  ])
  for (const { id, name } of context.applications) {
    if (field.trim().toLowerCase() === id || field.trim().toLowerCase() === name.toLowerCase()) return id
  }
  if (!words.every((word) => plain.has(word))) return undefined
  if (words.includes('dashboard')) return 'dashboard'
  if (words.includes('perangkat') || words.includes('pendukung')) return 'pendukung'
  if (words.includes('jaringan')) return undefined
  return words.some((word) => ['siaga', '112', 'siaga112'].includes(word)) || words.join(' ') === 'aplikasi'
    ? 'siaga112'
    : undefined
}

export function impactNamed(field: string): Impact | undefined {
  const words = read(field).tokens.map((token) => token.text)
  const told = words.filter((word) => Object.hasOwn(IMPACT_WORDS, word))
  return told.length === 1 && words.every((word) => word === told[0] || word === 'dampak' || word === 'tingkat')
    ? IMPACT_WORDS[told[0]!]
    : undefined
}

export function timeNamed(field: string, context: Context): number | undefined {
  const tokens = read(field).tokens
  if (tokens.length === 0 || tokens.length > 6 || !/\d/.test(field)) return undefined
  const spoken = /^\d{1,4}$/.test(field.trim()) ? read(`jam ${field.trim()}`).tokens : tokens
  if (/^\d{1,3}$/.test(field.trim())) return undefined
  const time = timesIn(spoken, context.at, 'past')[0]
  return time !== undefined && time.to - time.from >= spoken.length - 2 ? time.instant : undefined
}

export function personNamed(field: string, context: Context): Context['people'][number] | undefined {
  const words = field
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  return words.length > 4
    ? undefined
    : context.people.find((person) =>
        person.name
          .toLowerCase()
          .split(/\s+/)
          .some((part) => part.length >= 3 && words.includes(part)),
      )
}
