/** Reports in the making: fragments wait for a quiet moment and become one report (DESIGN section 5, DOMAIN 7.5). */
import type { Meaning, ReportSaid } from '../bots/understanding/meaning.ts'
import { typed } from '../bots/wording/message.ts'
import type { Conversation } from '../db/conversations.ts'
import type { Transaction } from '../db/database.ts'
import { closeWindow, openWindow, setWindow } from '../db/due.ts'
import { holdMessages, type InboxRow, markDecided, messagesIn } from '../db/inbox.ts'
import type { Instant } from '../src/desk/ticket.ts'
import { act } from './act.ts'
import { answerTo, type Case, openCase, understandMessage } from './case.ts'
import type { Desk, Triggers } from './desk.ts'
import { registerReports } from './registering.ts'

/**
 * Keeps the messages for the report that is being made. A quiet while after the last of them it is looked at; parts of
 * an SMS that are still to come are waited for as long as they may take.
 */
export async function hold(one: Case, meaning: Meaning, quietMs = one.desk.settings.intake.quietMs): Promise<void> {
  const { tx, rows, conversation, at, now, owing } = one
  await holdMessages(
    tx,
    rows.map(({ id }) => id),
    meaning,
  )
  const held = await messagesIn(tx, conversation.id, 'held')
  const window = lacksParts(held) ? await openWindow(tx, conversation.id) : undefined
  const last = Math.max(at, ...held.map((row) => Math.min(row.at, now)))
  owing.alarm(await setWindow(tx, conversation.id, Math.max(window?.dueAt ?? 0, last + quietMs)))
}

function lacksParts(rows: readonly InboxRow[]): boolean {
  const parts = rows.flatMap(({ content }) => content.part ?? [])
  return parts.some(({ ref, total }) => new Set(parts.filter((one) => one.ref === ref).map(indexOf)).size < total)
}

const indexOf = ({ index }: { readonly index: number }) => index

/** What is held says nothing of a fault yet: a greeting, a picture alone, a place. */
export async function saysNothingYet({ tx, conversation }: Case): Promise<boolean> {
  const held = await messagesIn(tx, conversation.id, 'held')
  const says = ({ meaning }: InboxRow) => {
    const known = meaning as Meaning | null
    return known?.kind === 'report' && known.reports.some(({ vague }) => !vague)
  }
  return held.length > 0 && !held.some(says)
}

/** Fragments line by line; the parts of one SMS without anything between them. */
function joinedText(rows: readonly InboxRow[]): string {
  const lines: string[] = []
  const parts = new Map<string, number>()
  const inOrder = rows.toSorted((a, b) => {
    const [one, other] = [a.content.part, b.content.part]
    return one && other && one.ref === other.ref ? one.index - other.index : 0
  })
  for (const { text, content } of inOrder) {
    const line = content.part ? parts.get(content.part.ref) : undefined
    if (line !== undefined) lines[line] += text
    else lines.push(text)
    if (content.part && line === undefined) parts.set(content.part.ref, lines.length - 1)
  }
  return lines.filter((line) => line.trim() !== '').join('\n')
}

/**
 * The quiet window is over at `at`: what was held becomes a report. One that says nothing is asked about once; it waits
 * for words that say more, and is registered with what there is when the time for completing it has passed.
 */
export async function closeDraft(
  desk: Desk,
  tx: Transaction,
  now: Instant,
  conversation: Conversation,
  held: readonly InboxRow[],
  at: Instant,
): Promise<Triggers> {
  await closeWindow(tx, conversation.id, now)
  if (held.length === 0) return {}
  const one = await openCase(desk, tx, now, conversation, held, joinedText(held))
  const media = held.flatMap(({ content }) => content.media ?? [])
  // All that was said is here: it is read as a report, not as one more answer to "apa yang terganggu?".
  const { question, ...unasked } = one
  const asked = question?.kind === 'what-is-wrong'
  const meaning = await understandMessage(asked ? unasked : one, { media })
  const reports = one.sender && reportsIn(one, meaning)
  const ids = held.map(({ id }) => id)
  if (!reports) {
    const { ticketId } = await act(one, meaning)
    await markDecided(tx, ids, { decidedAt: now, meaning, ...(ticketId === undefined ? {} : { ticketId }) })
    return one.owing.writeInto(tx, one.members, answerTo(one))
  }
  const completeBy = (held[0]?.at ?? at) + desk.settings.intake.completeWithinMs
  if (one.sender && at < completeBy && reports.every(({ vague }) => vague)) {
    if (!asked) {
      one.owing.answer({ kind: 'what-is-wrong' })
      one.owing.ask(one.sender.id, { kind: 'what-is-wrong', until: completeBy })
    }
    one.owing.alarm(await setWindow(tx, conversation.id, completeBy))
    return one.owing.writeInto(tx, one.members, answerTo(one))
  }
  const ticketId = await registerReports(one, reports, Math.min(at, now))
  if (asked && one.sender) one.owing.ask(one.sender.id, null)
  await markDecided(tx, ids, { decidedAt: now, meaning, ...(ticketId === undefined ? {} : { ticketId }) })
  return one.owing.writeInto(tx, one.members, answerTo(one))
}

/** What the held words report; nothing recognised is a report all the same (DOMAIN 7.2). */
function reportsIn(one: Case, meaning: Meaning): readonly ReportSaid[] | undefined {
  switch (meaning.kind) {
    case 'report':
      return meaning.reports
    case 'fragment':
    case 'unclear':
    case 'needs-words':
    case 'offer-note':
      return [unknownReport(one.text)]
    default:
      return undefined
  }
}

const SUMMARY_LENGTH = 60

export function unknownReport(text: string): ReportSaid {
  const summary = typed(text, SUMMARY_LENGTH)
  return {
    application: 'tidak_diketahui',
    category: 'lainnya',
    impact: 'sedang',
    summary: summary || 'lampiran tanpa keterangan',
    description: text,
    impactReason: 'belum diketahui',
    vague: true,
    critical: false,
  }
}
