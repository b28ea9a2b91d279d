/** A report out of any wording: application, category, impact, unit, time, reporter, workaround, summary (issue: Reports). */
import type { Category, Impact, Instant } from '../../src/desk/ticket.ts'
import { classify, type Fault } from './classify.ts'
import { type Content, contentOf } from './content.ts'
import { impactOf, isCritical } from './impact.ts'
import type { KnownPerson, ReportSaid, Situation } from './meaning.ts'
import { phoneBeside, type Teller, tellerOf, tellingSpan } from './people.ts'
import { summaryOf } from './summary.ts'
import { type TimeSaid, timesIn } from './times.ts'
import { unitOf } from './unit.ts'
import { type Reading, read, type Token } from './words.ts'
import { asideIn, workaroundIn } from './workaround.ts'

/** What a form states outright; it overrides what the words suggest. */
export interface Stated {
  readonly application?: string
  readonly impact?: Impact
  readonly occurredAt?: Instant
  readonly reporter?: KnownPerson
  readonly onBehalfOf?: string
  readonly unit?: string
  readonly workaround?: string
}

export interface Reported {
  readonly report: ReportSaid
  readonly fault: Fault
  readonly because: readonly string[]
}

/** What has been read already of the same text. */
interface Known {
  readonly reading: Reading
  readonly content: Content
  readonly fault: Fault
}

type Context = Pick<Situation, 'at' | 'people' | 'applications'> & { readonly sender?: Situation['sender'] }

export function reportOf(
  text: string,
  context: Context,
  stated: Stated = {},
  description = text,
  known?: Known,
): Reported {
  const reading = known?.reading ?? read(text)
  const teller = tellerOf(reading, context.people)
  const telling = teller === undefined ? new Set<number>() : tellingSpan(reading.tokens, teller)
  const whole = known?.content ?? contentOf(reading)
  const content = { ...whole, tokens: whole.tokens.filter((token) => !telling.has(token.start)) }
  const fault = known !== undefined && telling.size === 0 ? known.fault : classify(content.tokens, context.applications)
  const aside = asideIn(content.tokens)
  const unit = unitOf(content.tokens, aside)
  const { impact, reason } =
    stated.impact === undefined
      ? impactOf(content.tokens, fault, unit)
      : { impact: stated.impact, reason: 'disebut pelapor' }
  const times = timesIn(reading.tokens, context.at, 'past')
  const called = teller?.byTelephone === true ? callTime(reading.tokens, times, teller) : undefined
  const occurred = occurrence(
    reading.tokens,
    times.filter((time) => time !== called),
  )
  const skipped = new Set([...spans(content, reading, times), ...aside])
  const workaround = stated.workaround ?? workaroundIn(reading, teller)
  const name = stated.unit ?? unit?.name
  const vague = fault.weight === 0 && fault.applicationWeight === 0 && stated.application === undefined
  const category: Category = fault.category
  const told = stated.reporter ?? teller?.person
  const reporter = told !== undefined && told.id !== context.sender?.id ? told : undefined
  const outside = stated.onBehalfOf ?? (teller !== undefined && teller.person === undefined ? teller.name : undefined)
  const marked = new Set([...fault.marked, ...(unit?.marked ?? [])])
  const summary = summaryOf(content, vague && fault.marked.size === 0 ? new Set() : marked, skipped, unit?.marked)
  const because = [...fault.because, `dampak ${impact}: ${reason}`, ...(name === undefined ? [] : [`unit: ${name}`])]
  const report: ReportSaid = {
    application: stated.application ?? (vague ? 'tidak_diketahui' : fault.application),
    category,
    impact,
    summary: summary === '' ? 'Laporan gangguan' : summary,
    description: description.trim(),
    impactReason: reason,
    vague,
    critical: isCritical(impact, fault),
    ...(name === undefined ? {} : { unit: name }),
    ...(stated.occurredAt === undefined
      ? occurred === undefined
        ? {}
        : { occurredAt: occurred.instant, ...(occurred.inferred ? { occurredAtInferred: true } : {}) }
      : { occurredAt: stated.occurredAt }),
    ...(workaround === undefined ? {} : { workaround }),
    ...(outside === undefined ? {} : { onBehalfOf: outside }),
    ...(reporter === undefined ? {} : { reporter }),
    ...(teller?.byTelephone === true && (reporter !== undefined || outside !== undefined) ? { byTelephone: true } : {}),
    ...(called === undefined || teller?.byTelephone !== true ? {} : { calledAt: called.instant }),
  }
  return { report, fault, because }
}

/** When they called: the time within three words of the caller's name or of the telephone, in the same clause as one of them. */
function callTime(tokens: readonly Token[], times: readonly TimeSaid[], teller: Teller): TimeSaid | undefined {
  const phone = phoneBeside(tokens, teller)
  const clauses = new Set([tokens[teller.to - 1]?.clause, phone === undefined ? undefined : tokens[phone]?.clause])
  const [from, to] = [Math.min(teller.from, phone ?? teller.from), Math.max(teller.to, (phone ?? 0) + 1)]
  const beside = times.filter(
    (time) =>
      time.to >= from - 1 &&
      time.from <= to + 3 &&
      clauses.has(tokens[time.from]!.clause) &&
      ![1, 2].some((back) => SINCE.has(tokens[time.from - back]?.text ?? '')),
  )
  const after = beside.filter((time) => time.from >= to - 1)
  return after.find((time) => isExact(tokens, time)) ?? beside.find((time) => isExact(tokens, time)) ?? after[0]
}

const isExact = (tokens: readonly Token[], time: TimeSaid): boolean =>
  time.to - time.from > 1 || /\d/.test(tokens[time.from]?.raw ?? '')

const SINCE = new Set(['sejak', 'dari', 'mulai', 'kejadian', 'semenjak', 'terjadi', 'waktu'])

/** A time after "sejak" or "kejadian" before the others; a clock time before "tadi". */
function occurrence(tokens: readonly Token[], all: readonly TimeSaid[]): TimeSaid | undefined {
  const times = all.filter((time) => !isAhead(tokens, time))
  const since = times.find(
    (time) =>
      [1, 2, 3].some((back) => SINCE.has(tokens[time.from - back]?.text ?? '')) ||
      SINCE.has(tokens[time.from]?.text ?? ''),
  )
  const exact = times.find((time) => isExact(tokens, time))
  return since ?? exact ?? times[0]
}

const AHEAD = new Set(
  'mau akan rencananya hendak buat untuk rapat acara sebelum deadline nanti ditunggu dibutuhkan maksimal paling lambat estimasi jadwal'.split(
    ' ',
  ),
)

/** "Pimpinan mau lihat jam 3", "buat rapat jam 3": a time that is to come is not when it broke. */
function isAhead(tokens: readonly Token[], { from }: TimeSaid): boolean {
  const clause = tokens[from]?.clause
  const before = tokens.slice(Math.max(0, from - 4), from).filter((token) => token.clause === clause)
  return before.some(({ text }) => AHEAD.has(text)) && !before.some(({ text }) => SINCE.has(text) || PAST.has(text))
}

const PAST = new Set(['habis', 'setelah', 'sesudah', 'tadi', 'pas', 'lalu'])

/** Content tokens that lie inside times. */
function spans(content: Content, reading: Reading, times: readonly TimeSaid[]): ReadonlySet<number> {
  const starts = new Set<number>()
  for (const time of times) for (let at = time.from; at < time.to; at += 1) starts.add(reading.tokens[at]!.start)
  const skipped = new Set<number>()
  content.tokens.forEach((token, at) => {
    if (starts.has(token.start)) skipped.add(at)
  })
  return skipped
}
