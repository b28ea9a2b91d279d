/** The labelled corpus: YAML entries read, turned into situations, understood and compared with what was expected. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type {
  KnownPerson,
  KnownTicket,
  Meaning,
  ReportSaid,
  Said,
  Situation,
} from '../../bots/understanding/meaning.ts'
import { understand } from '../../bots/understanding/understand.ts'
import type { Channel, Role } from '../../src/desk/ticket.ts'

const PEOPLE: readonly KnownPerson[] = [
  { id: 1, name: 'Wulan', role: 'call_taker' },
  { id: 2, name: 'Dedi', role: 'call_taker' },
  { id: 3, name: 'Sri', role: 'call_taker' },
  { id: 4, name: 'Bambang', role: 'supervisor' },
  { id: 5, name: 'Hendra', role: 'kepala_seksi' },
  { id: 6, name: 'Asep', role: 'staf' },
  { id: 7, name: 'Rina', role: 'jasnita' },
  { id: 8, name: 'Yudi', role: 'jasnita' },
  { id: 9, name: 'Tono', role: 'admin' },
  { id: 10, name: 'Lestari', role: 'auditor' },
]
const APPLICATIONS = [
  { id: 'siaga112', name: 'Aplikasi Cirebon Siaga 112' },
  { id: 'dashboard', name: 'Dashboard Aplikasi' },
  { id: 'pendukung', name: 'Perangkat dan jaringan' },
]
/** Intents that move a ticket to another step or take it off somebody's hands. */
const CHANGING: ReadonlySet<string> = new Set([
  'accept',
  'start_analysis',
  'start_repair',
  'resolved',
  'escalate',
  'coordinated',
  'vendor_ack',
  'vendor_eta',
  'vendor_progress',
  'vendor_done',
  'confirm_resolved',
  'reopen',
  'cancel',
  'reassign',
  'close_without_confirmation',
  'merge',
  'split',
  'approve',
  'refuse',
])

type Field = string | number | boolean | readonly (string | number | boolean)[]
type Fields = Readonly<Record<string, Field>>

export interface Entry {
  readonly text?: string
  readonly as?: Role | 'stranger'
  readonly at?: string
  readonly channel?: Channel
  readonly open?: readonly Partial<KnownTicket>[]
  readonly quoted?: number
  readonly asked?: number
  /** Codes of what waits for SETUJU or TOLAK; the one that is quoted; those of the list that was sent last. */
  readonly approvals?: readonly number[]
  readonly quotedApproval?: number
  readonly whichApproval?: readonly number[]
  readonly recent?: number
  readonly choose?: { readonly tickets: readonly number[]; readonly intent: Said['intent'] }
  readonly reaction?: string
  readonly removed?: boolean
  readonly media?: readonly string[]
  readonly location?: boolean
  readonly forwarded?: 'once' | 'many'
  readonly expect: {
    readonly kind?: string | readonly string[]
    readonly said?: readonly Fields[]
    /** Instead of `said`: everything said is among these, on whatever ticket. */
    readonly intent?: string | readonly string[]
    readonly report?: Fields
    readonly reports?: readonly Fields[]
    readonly about?: string | readonly string[]
    /** Of a stranger: 'none' where there is none. */
    readonly name?: string
    readonly team?: string
    readonly unanswered?: boolean
    readonly tickets?: readonly number[]
    readonly number?: number
    readonly ticket?: number
  }
}

export interface Outcome {
  readonly file: string
  readonly entry: Entry
  readonly meaning: Meaning
  readonly group: 'command' | 'report' | 'emergency' | 'other'
  readonly intent: string
  /** Kind, intents and tickets as expected, and every argument. */
  readonly exact: boolean
  readonly wrongChange: boolean
  readonly missedEmergency: boolean
  readonly fields: readonly { readonly field: string; readonly right: boolean }[]
  readonly problems: readonly string[]
}

/** "2026-11-23 14:05" in WIB. */
export function wib(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+07:00`)
}

export function shown(instant: number | undefined): string {
  return instant === undefined ? '-' : new Date(instant + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

export function situationOf(entry: Entry): Situation {
  const at = wib(entry.at ?? '2026-11-23 14:05')
  const role = entry.as ?? 'call_taker'
  const sender = role === 'stranger' ? undefined : PEOPLE.find((person) => person.role === role)
  if (role !== 'stranger' && sender === undefined) throw new Error(`nobody is ${role}`)
  const open = entry.open ?? []
  const numbers = open.map((ticket) => ticket.number)
  const mentioned = [entry.quoted, entry.asked, ...(entry.choose?.tickets ?? [])]
  for (const number of mentioned)
    if (number !== undefined && !numbers.includes(number))
      throw new Error(`ticket ${number} is not open: ${entry.text}`)
  const tickets: KnownTicket[] = open.map((ticket) => ({
    number: 0,
    state: 'reported',
    application: 'siaga112',
    category: 'lainnya',
    impact: 'sedang',
    summary: 'gangguan',
    reporterId: 1,
    registeredAt: at - 600_000,
    ...ticket,
  }))
  const until = at + 3_600_000
  const question: Situation['question'] =
    entry.choose !== undefined
      ? { kind: 'which-ticket', tickets: entry.choose.tickets, said: [{ intent: entry.choose.intent }], until }
      : entry.asked !== undefined
        ? { kind: 'notice', ticket: entry.asked, until }
        : entry.whichApproval !== undefined
          ? { kind: 'which-approval', approvals: entry.whichApproval, verdict: 'approve', until }
          : undefined
  return {
    text: entry.text ?? '',
    at,
    channel: entry.channel ?? 'whatsapp',
    tickets,
    people: PEOPLE,
    applications: APPLICATIONS,
    ...(sender === undefined ? {} : { sender }),
    ...(entry.quoted === undefined ? {} : { quoted: entry.quoted }),
    ...(entry.approvals === undefined ? {} : { approvals: entry.approvals }),
    ...(entry.quotedApproval === undefined ? {} : { quotedApproval: entry.quotedApproval }),
    ...(entry.recent === undefined ? {} : { recent: entry.recent }),
    ...(entry.reaction === undefined
      ? {}
      : { reaction: { emoji: entry.reaction, ...(entry.removed === true ? { removed: true } : {}) } }),
    ...(entry.media === undefined ? {} : { media: entry.media.map((mimeType) => ({ mimeType })) }),
    ...(entry.location === undefined ? {} : { location: { latitude: -6.7, longitude: 108.5 } }),
    ...(entry.forwarded === undefined ? {} : { forwarded: entry.forwarded }),
    ...(question === undefined ? {} : { question }),
  }
}

export function corpusIn(folder: string): { readonly file: string; readonly entry: Entry }[] {
  return readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .flatMap((file) =>
      ((parse(readFileSync(join(folder, file), 'utf8')) ?? []) as Entry[]).map((entry) => ({ file, entry })),
    )
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T]
}

/** Which tickets are offered counts, not which stands first. */
function inOrder(tickets: readonly number[]): string {
  return String([...tickets].sort((a, b) => a - b))
}

function contains(value: unknown, expected: Field): boolean {
  const text = String(value ?? '').toLowerCase()
  return list(expected).some((one) =>
    String(one)
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)),
  )
}

function kindOf(entry: Entry): readonly string[] {
  const { expect } = entry
  if (expect.kind !== undefined) return list(expect.kind)
  if (expect.said !== undefined) return ['said']
  return ['report']
}

export function judge(file: string, entry: Entry): Outcome {
  const meaning = understand(situationOf(entry))
  const kinds = kindOf(entry)
  const problems: string[] = []
  const fields: { field: string; right: boolean }[] = []
  if (!kinds.includes(meaning.kind)) problems.push(`kind: ${meaning.kind}, expected ${kinds.join(' or ')}`)
  const saidNow = 'said' in meaning ? meaning.said : []
  const expected = entry.expect.said ?? []
  if (kinds.includes(meaning.kind) && 'said' in meaning && entry.expect.said !== undefined)
    compareSaid(saidNow, expected, problems)
  const among = entry.expect.intent === undefined ? [] : list(entry.expect.intent)
  const stray = among.length > 0 && meaning.kind === 'said' ? saidNow.filter((one) => !among.includes(one.intent)) : []
  if (stray.length > 0)
    problems.push(`said: ${stray.map((one) => one.intent).join(', ')}, expected ${among.join(' or ')}`)
  const did = meaning.kind === 'said' ? saidNow.filter((one) => CHANGING.has(one.intent)) : []
  const meant = kinds.includes('said') ? expected : []
  const wrongChange = did.some((one) => !among.includes(one.intent) && !meant.some((fields) => same(one, fields)))
  if ('about' in meaning && entry.expect.about !== undefined && !list(entry.expect.about).includes(meaning.about))
    problems.push(`about: ${meaning.about}`)
  if (meaning.kind === 'stranger')
    for (const field of ['name', 'team', 'unanswered'] as const) {
      const found = meaning[field] ?? 'none'
      if (entry.expect[field] !== undefined && found !== entry.expect[field]) problems.push(`${field}: ${found}`)
    }
  if (
    meaning.kind === 'which-ticket' &&
    entry.expect.tickets !== undefined &&
    inOrder(meaning.tickets) !== inOrder(entry.expect.tickets)
  )
    problems.push(`tickets: ${meaning.tickets}`)
  if (meaning.kind === 'no-ticket' && entry.expect.number !== undefined && meaning.number !== entry.expect.number)
    problems.push(`number: ${meaning.number}`)
  if (meaning.kind === 'offer-note' && entry.expect.ticket !== undefined && meaning.ticket !== entry.expect.ticket)
    problems.push(`ticket: ${meaning.ticket}`)
  const wanted = entry.expect.reports ?? (entry.expect.report === undefined ? [] : [entry.expect.report])
  if (meaning.kind === 'report' && wanted.length > 0) {
    if (meaning.reports.length !== wanted.length) problems.push(`${meaning.reports.length} reports`)
    for (const [index, one] of wanted.entries()) compareReport(meaning.reports[index], one, fields, problems)
  }
  const group =
    kinds.includes('said') || kinds.includes('which-ticket') || kinds.includes('no-ticket')
      ? 'command'
      : kinds.includes('report')
        ? 'report'
        : kinds.includes('emergency')
          ? 'emergency'
          : 'other'
  const intent = expected.length > 0 ? String(expected[0]!.intent) : among.length > 0 ? among.join(',') : kinds[0]!
  return {
    file,
    entry,
    meaning,
    group,
    intent,
    exact: problems.length === 0,
    wrongChange,
    missedEmergency: group === 'emergency' && !kinds.includes(meaning.kind),
    fields,
    problems,
  }
}

/** The intent and the ticket are among those accepted. */
function same(said: Said, expected: Fields): boolean {
  if (!list(expected.intent as Field).includes(said.intent)) return false
  return expected.ticket === undefined ? said.ticket === undefined : list(expected.ticket).includes(said.ticket ?? '')
}

function compareSaid(said: readonly Said[], expected: readonly Fields[], problems: string[]): void {
  if (said.length !== expected.length || !said.every((one, index) => same(one, expected[index]!))) {
    const is = said.map((one) => `${one.intent} ${one.ticket ?? ''}`).join(', ')
    const should = expected.map((one) => `${one.intent} ${one.ticket ?? ''}`).join(', ')
    problems.push(`said: ${is}, expected ${should}`)
    return
  }
  expected.forEach((fields, index) => {
    for (const [field, value] of Object.entries(fields)) {
      if (field === 'intent' || field === 'ticket') continue
      const found = said[index]![field as keyof Said]
      const instant = field === 'eta' || field === 'until' || field === 'from' || field === 'claimedAt'
      const plain = instant
        ? shown(found as number | undefined)
        : field === 'person'
          ? (said[index]!.person?.name ?? said[index]!.personName)
          : typeof found === 'object'
            ? JSON.stringify(found)
            : found
      if (
        instant || typeof value === 'boolean'
          ? !list(value).some((one) => String(plain) === String(one))
          : !contains(plain, value)
      )
        problems.push(`${field}: ${plain}, expected ${value}`)
    }
  })
}

function compareReport(
  report: ReportSaid | undefined,
  expected: Fields,
  fields: { field: string; right: boolean }[],
  problems: string[],
): void {
  for (const [field, value] of Object.entries(expected)) {
    const accepted = list(value).map(String)
    let found: unknown
    let right: boolean
    if (field === 'occurredAt') {
      found = shown(report?.occurredAt)
      right = accepted.some((one) => (one === 'none' ? '-' : one) === found)
    } else if (field === 'inferred') {
      found = report?.occurredAtInferred === true
      right = accepted.includes(String(found))
    } else if (field === 'reporter') {
      found = report?.reporter?.name
      right = contains(found, value)
    } else if (field === 'calledAt') {
      found = shown(report?.calledAt)
      right = accepted.includes(String(found))
    } else {
      found = report?.[field as keyof ReportSaid]
      right = ['workaround', 'onBehalfOf', 'description', 'impactReason'].includes(field)
        ? contains(found, value)
        : accepted.some((one) => one.toLowerCase() === String(found ?? 'none').toLowerCase())
    }
    fields.push({ field, right })
    if (!right) problems.push(`${field}: ${String(found)}, expected ${accepted.join(' or ')}`)
  }
}

export interface Score {
  readonly right: number
  readonly of: number
}

export function score<T>(all: readonly T[], right: (one: T) => boolean): Score {
  return { right: all.filter(right).length, of: all.length }
}

export function rate({ right, of }: Score): number {
  return of === 0 ? 1 : right / of
}

export function fieldScore(outcomes: readonly Outcome[], field: string): Score {
  return score(
    outcomes.flatMap((outcome) => outcome.fields.filter((one) => one.field === field)),
    (one) => one.right,
  )
}
