/** What a provider's template may be filled with: facts of a ticket by the names that desk.yaml uses. */
import { TOPICS } from '../../src/desk/notices.ts'
import type { Instant, Ticket } from '../../src/desk/ticket.ts'
import { factsOf, standing } from './facts.ts'
import { type House, LETTERS } from './telling.ts'
import { CATEGORY } from './words.ts'

/** What goes out without having been asked for, so perhaps to somebody who has not written for a day. */
export const TEMPLATE_TOPICS = [...TOPICS, ...LETTERS, 'alarm-over'] as const

/** `teks`, the whole message in one line, is the gateway's to add. */
export const TEMPLATE_FACTS = [
  'nomor',
  'kendala',
  'aplikasi',
  'kategori',
  'unit',
  'dampak',
  'status',
  'tenggat',
  'pelapor',
] as const

/** Every fact has words: a provider refuses a template with an empty place. */
export function templateFacts(
  ticket: Ticket,
  now: Instant,
  house: House,
): Readonly<Record<(typeof TEMPLATE_FACTS)[number], string>> {
  const { n, summary, application, unit, impact, due, reporter } = factsOf(ticket, now, house)
  return {
    nomor: String(n),
    kendala: summary,
    aplikasi: application,
    kategori: CATEGORY[ticket.category],
    unit: unit || '-',
    dampak: impact,
    status: standing(ticket),
    tenggat: due || '-',
    pelapor: reporter || '-',
  }
}
