import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { corpusIn, fieldScore, judge, type Outcome, rate, type Score, score } from './corpus.ts'

const OWN = join(import.meta.dirname, 'corpus')
const HELD_OUT = join(import.meta.dirname, 'held-out')
const LEAST = 700

function line(name: string, part: Score): string {
  return `${name.padEnd(28)} ${String(part.right).padStart(4)}/${String(part.of).padEnd(4)} ${(100 * rate(part)).toFixed(1)} %`
}

function table(title: string, outcomes: readonly Outcome[]): string {
  const intents = [...new Set(outcomes.map((outcome) => outcome.intent))].sort()
  const fields = [...new Set(outcomes.flatMap((outcome) => outcome.fields.map((one) => one.field)))].sort()
  return [
    `${title}: ${outcomes.length} messages`,
    ...intents.map((intent) =>
      line(
        intent,
        score(
          outcomes.filter((one) => one.intent === intent),
          (one) => one.exact,
        ),
      ),
    ),
    ...fields.map((field) => line(`field ${field}`, fieldScore(outcomes, field))),
  ].join('\n')
}

function told(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(
      (one) =>
        `${one.file} (${one.entry.as ?? 'call_taker'}) ${JSON.stringify(one.entry.text ?? '')}: ${one.problems.join('; ')}`,
    )
    .join('\n')
}

/** `of`: how the names of the files begin. */
function measured(title: string, folder: string, of = ''): void {
  describe(title, () => {
    const entries = corpusIn(folder).filter(({ file }) => file.startsWith(of))
    const outcomes = entries.map(({ file, entry }) => judge(file, entry))
    console.info(table(title, outcomes))
    const commands = outcomes.filter((one) => one.group === 'command')

    test('commands are exact in 98 of 100 messages', () => {
      const wrong = commands.filter((one) => !one.exact)
      expect(rate(score(commands, (one) => one.exact)), told(wrong)).toBeGreaterThanOrEqual(0.98)
    })

    test('no message changes a ticket in a way that nobody meant', () => {
      expect(told(outcomes.filter((one) => one.wrongChange))).toBe('')
    })

    test.each(['application', 'category', 'impact', 'occurredAt'])('%s is right in 95 of 100 reports', (field) => {
      const wrong = outcomes.filter((one) => one.fields.some((each) => each.field === field && !each.right))
      expect(rate(fieldScore(outcomes, field)), told(wrong)).toBeGreaterThanOrEqual(0.95)
    })

    test('no emergency is missed', () => {
      expect(told(outcomes.filter((one) => one.missedEmergency))).toBe('')
    })

    test('a report is taken for one in 95 of 100 messages', () => {
      const reports = outcomes.filter((one) => one.group === 'report')
      const wrong = reports.filter((one) => one.meaning.kind !== 'report')
      expect(rate(score(reports, (one) => one.meaning.kind === 'report')), told(wrong)).toBeGreaterThanOrEqual(0.95)
    })
  })
}

measured('own corpus', OWN)
if (existsSync(HELD_OUT) && process.env.CORPUS !== 'own') {
  measured('held-out corpus', HELD_OUT)
  // The figure of the README: nothing was ever mended for these.
  measured('held-out corpus, the last', HELD_OUT, 'fourth-')
}

test('the own corpus is large enough to say something', () => {
  const entries = corpusIn(OWN)
  expect(entries.length).toBeGreaterThanOrEqual(LEAST)
  expect(new Set(entries.map(({ entry }) => JSON.stringify(entry))).size).toBe(entries.length)
})

test('the judge sees a wrong change, a missed emergency and a wrong field', () => {
  const open = [{ number: 27, state: 'repairing' as const }]
  expect(
    judge('-', { text: 'selesai 27', as: 'kepala_seksi', open, expect: { said: [{ intent: 'note', ticket: 27 }] } })
      .wrongChange,
  ).toBe(true)
  expect(judge('-', { text: 'pagi pak', expect: { kind: 'emergency' } }).missedEmergency).toBe(true)
  expect(judge('-', { text: 'printer macet', expect: { report: { category: 'login' } } }).fields).toEqual([
    { field: 'category', right: false },
  ])
})
